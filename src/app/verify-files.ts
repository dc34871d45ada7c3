// Checks that enterprise files are as Matura wrote them, and that their scores follow from their answers.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import type { Messages } from '../i18n/index.ts';
import { readRecordedAnswers } from '../interview/index.ts';
import { type Assessment, Refusal, type Result } from '../model/index.ts';
import { type CompiledPack, findPacks, refuseStandardInput } from '../pack/index.ts';
import { assess } from '../scoring/index.ts';
import {
  type ChainFinding,
  type CheckedEnterprise,
  checkEnterprise,
  computeFingerprint,
  type EntryName,
  enterprisePath,
  FileProblem,
  isPolicyOfAnother,
  type ListedEntry,
  listEnterprises,
  parseEnterprise,
  type ReadEnterprise,
  readListed,
  signatureOf,
} from '../store/index.ts';
import type { World } from '../world.ts';
import { refuseOtherFile } from './find-enterprise.ts';
import { isKnownEnding } from './formats.ts';
import { openPack } from './open-pack.ts';

/** A stored score or level that differs from the one that the pack calculates from the stored answers. */
interface ScoreFinding {
  readonly code: 'score-differs';
  readonly entry: EntryName;
  /** The name of a score of the rubric, or `level`. */
  readonly name: string;
  readonly stored: number | string | null;
  readonly now: number | string | null;
}

export type VerifyFinding =
  | ChainFinding
  | ScoreFinding
  | { readonly code: 'policy-of-another' }
  /** The entry is not signed with one of the required keys. */
  | { readonly code: 'unsigned'; readonly entry: EntryName };

/** The result of checking one file. */
export interface VerifiedFile {
  /** The path of the file, as the user would write it. */
  readonly path: string;
  readonly key?: string;
  readonly head?: string | undefined;
  /** Why the file cannot be read. */
  readonly problem?: FileProblem;
  readonly findings: readonly VerifyFinding[];
  /** The number of assessments in the file that were scored again. */
  readonly rescored: number;
  readonly unchecked: UncheckedCounts;
}

interface FileCheck {
  /** The folder in which enterprise keys are looked up, as the user wrote it. */
  readonly files: string;
  /** Whether assessments are scored again; without that, most files can be checked by their text alone. */
  readonly score: boolean;
  /** Folders that are searched for packs first. */
  readonly packs?: readonly string[];
  /** Fingerprints of keys: each assessment must be signed with one of them. */
  readonly signer?: readonly string[];
}

/**
 * Checks the enterprise files that paths and keys name, one after the other. Throws a `FileProblem` for a missing file,
 * and a `CodedRefusal` for a file whose ending shows that it is not an enterprise file.
 */
export async function* verifyFiles(
  world: World,
  given: readonly string[],
  { files, score, packs, signer }: FileCheck,
): AsyncGenerator<VerifiedFile> {
  const rescore = score ? createRescorer(world, packs) : undefined;
  const parse = score ? parseEnterprise : checkEnterprise;
  for (const path of given)
    for await (const source of listNamed(world, path, files, parse))
      yield await verifyFile(world, source, rescore, signer);
}

/** Whether there is anything to report about a file. */
export function hasFindings({ findings, problem }: VerifiedFile): boolean {
  return findings.length > 0 || problem !== undefined;
}

type ListedFile = ListedEntry<ReadEnterprise | CheckedEnterprise>;

async function* listNamed(
  world: World,
  given: string,
  folder: string,
  parse: typeof parseEnterprise | typeof checkEnterprise,
): AsyncGenerator<ListedFile> {
  refuseStandardInput(given);
  const path = resolve(world.cwd, given);
  const pathStat = await stat(path).catch(() => undefined);
  if (pathStat?.isDirectory()) {
    yield* listEnterprises(path, parse);
    return;
  }
  const ending = extname(given).toLowerCase();
  if (pathStat && ending !== '.json' && isKnownEnding(ending)) throw await refuseOtherFile(world, given);
  const root = resolve(world.cwd, folder);
  const namedPath = pathStat ? path : enterprisePath(root, given);
  if (!existsSync(namedPath)) throw new FileProblem('missing', given);
  yield readListed(namedPath, parse);
}

async function verifyFile(
  world: World,
  listed: ListedFile,
  rescore: Rescorer | undefined,
  signers: readonly string[] | undefined,
): Promise<VerifiedFile> {
  const path = relative(world.cwd, listed.path).replaceAll('\\', '/');
  if ('problem' in listed)
    return { path, problem: listed.problem, findings: [], rescored: 0, unchecked: uncheckedOf(undefined, 0) };
  const { enterprise, altered } = listed;
  const findings: VerifyFinding[] = altered?.detail?.kind === 'altered' ? [...altered.detail.findings] : [];
  if (isPolicyOfAnother(listed.path, enterprise)) findings.push({ code: 'policy-of-another' });
  for (let i = 0; signers && i < enterprise.assessments.length; i++) {
    const signature = signatureOf(enterprise, i);
    if (!signature || !signers.includes(computeFingerprint(signature.key)))
      findings.push({ code: 'unsigned', entry: { kind: 'assessment', number: i + 1 } });
  }
  let rescoredCount = 0;
  if (rescore && 'facts' in enterprise) {
    for (const [i, assessment] of enterprise.assessments.entries()) {
      const differingScores = await rescore(assessment);
      if (!differingScores) continue;
      rescoredCount += 1;
      const entry = { kind: 'assessment' as const, number: i + 1 };
      for (const difference of differingScores) findings.push({ code: 'score-differs', entry, ...difference });
    }
  }
  const { key, chain } = enterprise;
  return {
    path,
    key,
    head: chain?.head,
    findings,
    rescored: rescoredCount,
    unchecked: uncheckedOf(enterprise, rescoredCount),
  };
}

/**
 * Scores an assessment again and returns what differs from its stored result; undefined if the assessment's pack is not
 * available.
 */
type Rescorer = (assessment: Assessment) => Promise<Omit<ScoreFinding, 'code' | 'entry'>[] | undefined>;

function createRescorer(world: World, folders: readonly string[] = []): Rescorer {
  const openedPacks = new Map<string, Promise<CompiledPack | undefined>>();
  return async (assessment) => {
    const { hash } = assessment.pack;
    const pack = openedPacks.get(hash) ?? findPack(world, assessment.pack, folders);
    openedPacks.set(hash, pack);
    const compiledPack = await pack;
    if (!compiledPack) return undefined;
    const { plan, stamp } = compiledPack;
    const { sheet } = readRecordedAnswers(plan, assessment);
    return compareResults(assessment.result, assess(plan, sheet, stamp, world.version).result);
  };
}

/** Finds the pack under which answers were given. It must have the same content, not only the same id. */
async function findPack(
  world: World,
  { id, hash }: Assessment['pack'],
  folders: readonly string[],
): Promise<CompiledPack | undefined> {
  const { packs } = await findPacks(world, folders);
  // Problems of packs are not printed here, because `matura validate` reports them.
  const silentWorld = { ...world, stderr: Object.assign(Object.create(world.stderr), { write: () => true }) };
  for (const { folder } of packs.filter((pack) => pack.id === id)) {
    const compiledPack = await openPack(silentWorld, { pack: folder, packs: folders }).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    });
    if (compiledPack?.stamp.hash === hash) return compiledPack;
  }
  return undefined;
}

/** The parts of a score or level that are compared. */
type ComparedValue = Pick<Result['scores'][string], 'value' | 'lowest' | 'highest'>;

function compareResults(stored: Result, now: Result): Omit<ScoreFinding, 'code' | 'entry'>[] {
  const valuesOf = ({ scores, level }: Result): Map<string, ComparedValue> =>
    new Map<string, ComparedValue>([...Object.entries(scores), ...(level ? [['level', level] as const] : [])]);
  const [storedValues, currentValues] = [valuesOf(stored), valuesOf(now)];
  return [...new Set([...storedValues.keys(), ...currentValues.keys()])].flatMap((name) => {
    const [storedValue, currentValue] = [storedValues.get(name), currentValues.get(name)];
    const field = (['value', 'lowest', 'highest'] as const).find(
      (each) => storedValue?.[each] !== currentValue?.[each],
    );
    return field ? [{ name, stored: storedValue?.[field] ?? null, now: currentValue?.[field] ?? null }] : [];
  });
}

/** The numbers of parts of a file that could not be checked, by reason. */
type UncheckedCounts = Readonly<Record<keyof Messages['verify']['unchecked'], number>>;

function uncheckedOf(enterprise: CheckedEnterprise['enterprise'] | undefined, rescored: number): UncheckedCounts {
  const { chain, assessments = [] } = enterprise ?? {};
  return {
    withoutChain: enterprise && !chain && enterprise.schemaVersion === 1 ? 1 : 0,
    adopted: chain?.adopted ?? 0,
    redacted: chain?.links.filter(({ personal, salt }) => personal !== undefined && salt === undefined).length ?? 0,
    withoutPack: assessments.length - rescored,
  };
}
