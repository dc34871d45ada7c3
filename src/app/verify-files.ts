// Whether enterprise files are as they were written, and their scores what their answers give.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Messages } from '../i18n/index.ts';
import { readRecordedAnswers } from '../interview/index.ts';
import { type Assessment, Refusal, type Result } from '../model/index.ts';
import { type CompiledPack, findPacks, refuseStandardInput } from '../pack/index.ts';
import { assess } from '../scoring/index.ts';
import {
  type ChainFinding,
  type CheckedEnterprise,
  checkEnterprise,
  type EntryName,
  enterprisePath,
  FileProblem,
  fingerprintOf,
  isPolicyOfAnother,
  type Listed,
  listEnterprises,
  parseEnterprise,
  type ReadEnterprise,
  readListed,
  signatureOf,
} from '../store/index.ts';
import type { World } from '../world.ts';
import { openPack } from './open-pack.ts';

/** A result that does not follow from the answers beside it, by the pack they were given under. */
interface ScoreFinding {
  readonly code: 'score-differs';
  readonly entry: EntryName;
  /** A score of the rubric, or `level`. */
  readonly name: string;
  readonly stored: number | string | null;
  readonly now: number | string | null;
}

export type VerifyFinding =
  | ChainFinding
  | ScoreFinding
  | { readonly code: 'policy-of-another' }
  /** Not by one of the keys asked for. */
  | { readonly code: 'unsigned'; readonly entry: EntryName };

/** What the check of a file came to. */
export interface VerifiedFile {
  /** As a user writes it. */
  readonly path: string;
  readonly key?: string;
  readonly head?: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: FileProblem;
  readonly findings: readonly VerifyFinding[];
  /** How many of its assessments were scored again. */
  readonly rescored: number;
  readonly unchecked: Unchecked;
}

interface FileCheck {
  /** The folder in which keys are looked for, as the user wrote it. */
  readonly files: string;
  /** Whether assessments are scored again; without it, most files are read by their text alone. */
  readonly score: boolean;
  /** Folders in which packs are looked for first. */
  readonly packs?: readonly string[];
  /** Keys, of which one must have signed each assessment. */
  readonly signer?: readonly string[];
}

/** Checks the enterprise files that paths and keys name, one after the other. Throws a `FileProblem` for what is not there. */
export async function* verifyFiles(
  world: World,
  given: readonly string[],
  { files, score, packs, signer }: FileCheck,
): AsyncGenerator<VerifiedFile> {
  const rescore = score ? createRescorer(world, packs) : undefined;
  const parse = score ? parseEnterprise : checkEnterprise;
  for (const path of given)
    for await (const listed of listNamed(world, path, files, parse))
      yield await verifyFile(world, listed, rescore, signer);
}

/** Whether there is anything to tell of a file. */
export function hasFindings({ findings, problem }: VerifiedFile): boolean {
  return findings.length > 0 || problem !== undefined;
}

type ListedFile = Listed<ReadEnterprise | CheckedEnterprise>;

async function* listNamed(
  world: World,
  given: string,
  folder: string,
  parse: typeof parseEnterprise | typeof checkEnterprise,
): AsyncGenerator<ListedFile> {
  refuseStandardInput(given);
  const path = resolve(world.cwd, given);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    yield* listEnterprises(path, parse);
    return;
  }
  const root = resolve(world.cwd, folder);
  const named = found ? path : enterprisePath(root, given);
  if (!existsSync(named)) throw new FileProblem('missing', given);
  yield readListed(named, parse);
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
    if (!signature || !signers.includes(fingerprintOf(signature.key)))
      findings.push({ code: 'unsigned', entry: { kind: 'assessment', number: i + 1 } });
  }
  let rescored = 0;
  if (rescore && 'facts' in enterprise) {
    for (const [i, assessment] of enterprise.assessments.entries()) {
      const differing = await rescore(assessment);
      if (!differing) continue;
      rescored += 1;
      const entry = { kind: 'assessment' as const, number: i + 1 };
      for (const one of differing) findings.push({ code: 'score-differs', entry, ...one });
    }
  }
  const { key, chain } = enterprise;
  return { path, key, head: chain?.head, findings, rescored, unchecked: uncheckedOf(enterprise, rescored) };
}

/** What of a result does not follow from the answers; undefined where the pack of the assessment is not at hand. */
type Rescorer = (assessment: Assessment) => Promise<Omit<ScoreFinding, 'code' | 'entry'>[] | undefined>;

function createRescorer(world: World, folders: readonly string[] = []): Rescorer {
  const opened = new Map<string, Promise<CompiledPack | undefined>>();
  return async (assessment) => {
    const { hash } = assessment.pack;
    const pack = opened.get(hash) ?? findPack(world, assessment.pack, folders);
    opened.set(hash, pack);
    const compiled = await pack;
    if (!compiled) return undefined;
    const { plan, stamp } = compiled;
    const { sheet } = readRecordedAnswers(plan, assessment);
    return compareResults(assessment.result, assess(plan, sheet, stamp, world.version).result);
  };
}

/** The very pack that answers were given under, among those of its id. */
async function findPack(
  world: World,
  { id, hash }: Assessment['pack'],
  folders: readonly string[],
): Promise<CompiledPack | undefined> {
  const { packs } = await findPacks(world, folders);
  // Problems of packs are for matura validate.
  const silent = { ...world, stderr: Object.assign(Object.create(world.stderr), { write: () => true }) };
  for (const { folder } of packs.filter((one) => one.id === id)) {
    const compiled = await openPack(silent, { pack: folder, packs: folders }).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    });
    if (compiled?.stamp.hash === hash) return compiled;
  }
  return undefined;
}

/** What of a score or level is compared. */
type ComparedValue = Pick<Result['scores'][string], 'value' | 'lowest' | 'highest'>;

function compareResults(stored: Result, now: Result): Omit<ScoreFinding, 'code' | 'entry'>[] {
  const valuesOf = ({ scores, level }: Result): Map<string, ComparedValue> =>
    new Map<string, ComparedValue>([...Object.entries(scores), ...(level ? [['level', level] as const] : [])]);
  const [before, after] = [valuesOf(stored), valuesOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    const field = (['value', 'lowest', 'highest'] as const).find((each) => one?.[each] !== other?.[each]);
    return field ? [{ name, stored: one?.[field] ?? null, now: other?.[field] ?? null }] : [];
  });
}

/** What could not be checked of a file, as counts. */
type Unchecked = Readonly<Record<keyof Messages['verify']['unchecked'], number>>;

function uncheckedOf(enterprise: CheckedEnterprise['enterprise'] | undefined, rescored: number): Unchecked {
  const { chain, assessments = [] } = enterprise ?? {};
  return {
    withoutChain: enterprise && !chain && enterprise.schemaVersion === 1 ? 1 : 0,
    adopted: chain?.adopted ?? 0,
    redacted: chain?.links.filter(({ personal, salt }) => personal !== undefined && salt === undefined).length ?? 0,
    withoutPack: assessments.length - rescored,
  };
}
