import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  collectValues,
  formatChainFinding,
  formatRefusal,
  type OutputOptions,
  openPack,
  type PackOptions,
  prepareOutput,
  resolveLanguage,
  SHOWN_ENDINGS,
  startProgress,
  writeOutput,
} from '../app/index.ts';
import type { Messages } from '../i18n/index.ts';
import { readRecordedAnswers } from '../interview/index.ts';
import { type Assessment, normaliseUscc, Refusal, type Result } from '../model/index.ts';
import { type CompiledPack, findPacks } from '../pack/index.ts';
import { formatNumber, sanitizeLine } from '../report/index.ts';
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

interface VerifyOptions extends PackOptions, OutputOptions<keyof typeof SHOWN_ENDINGS> {
  readonly files: string;
  readonly score: boolean;
  readonly signer?: readonly string[];
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--files <dir>', 'the folder of enterprise files', 'files')
    .addOption(
      new Option(
        '--signer <fingerprint>',
        'a key that assessments must be signed with; repeatable: with one of them',
      ).argParser(collectValues),
    )
    .option('--no-score', 'check the chains only: do not score assessments again');
  addOutputOptions(command, SHOWN_ENDINGS);
  addPackOptions(command)
    .addHelpText(
      'after',
      `
PATH is an enterprise file, a folder of them, or the key of an enterprise in the folder of --files; without one, that folder
is checked. Every enterprise file ends in a chain of digests over its assessments and records: what was altered, removed,
inserted, moved, cut off or renamed since is named. Assessments are scored again where their pack is found. Keep the output
of --json somewhere else: who rewrites a whole file, chain and all, gives it another head.

Exit code 0: nothing was found; 1: something was altered; 3: a path is missing or holds no enterprise file.

Examples:
  matura verify
  matura verify files/91350100M000100Y43.json --json`,
    )
    .action((paths: string[], options: VerifyOptions) => verify(world, paths, options).then(done));
}

/** A result that does not follow from the answers beside it, by the pack they were given under. */
interface ScoreFinding {
  readonly code: 'score-differs';
  readonly entry: EntryName;
  /** A score of the rubric, or `level`. */
  readonly name: string;
  readonly stored: number | string | null;
  readonly now: number | string | null;
}

type Finding =
  | ChainFinding
  | ScoreFinding
  | { readonly code: 'policy-of-another' }
  /** Not by one of the keys asked for. */
  | { readonly code: 'unsigned'; readonly entry: EntryName };

/** What the check of a file came to. */
interface VerifiedFile {
  /** As a user writes it. */
  readonly path: string;
  readonly key?: string;
  /** The head of its chain. */
  readonly head?: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: FileProblem;
  readonly findings: readonly Finding[];
  /** How many of its assessments were scored again. */
  readonly rescored: number;
  readonly unchecked: Unchecked;
}

async function verify(world: World, given: readonly string[], options: VerifyOptions): Promise<number> {
  const { messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['altered', 'files']);
  const rescore = options.score ? createRescorer(world, options.packs) : undefined;
  const parse = options.score ? parseEnterprise : checkEnterprise;
  const files: VerifiedFile[] = [];
  const paths = given.length > 0 ? given : [options.files];
  const progress = startProgress(world, (done, _, rate) => messages.portfolio.progress(String(done), String(rate)), {
    quiet: options.quiet ?? false,
  });
  for (const path of paths) {
    for await (const listed of listNamed(world, path, options.files, parse)) {
      files.push(await verifyFile(world, listed, rescore, options.signer));
      progress.tell(files.length, files.length);
    }
  }
  progress.end();
  if (files.length === 0) {
    const { emptyFolder, makeFiles } = messages.portfolio;
    throw new Refusal(3, emptyFolder(paths.join(', ')), makeFiles('matura score PACK ANSWERS --files DIR'));
  }
  const content = options.format === 'json' ? toJson(files, messages) : inWords(files, options.score, messages);
  await writeOutput(world, content, options, messages);
  return files.some(isFound) ? 1 : 0;
}

function isFound({ findings, problem }: VerifiedFile): boolean {
  return findings.length > 0 || problem !== undefined;
}

type ListedFile = Listed<ReadEnterprise | CheckedEnterprise>;

async function* listNamed(
  world: World,
  given: string,
  folder: string,
  parse: typeof parseEnterprise | typeof checkEnterprise,
): AsyncGenerator<ListedFile> {
  const path = resolve(world.cwd, given);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    yield* listEnterprises(path, parse);
    return;
  }
  const root = resolve(world.cwd, folder);
  const named = found
    ? path
    : [given, normaliseUscc(given)].map((key) => enterprisePath(root, key)).find((one) => existsSync(one));
  if (named === undefined) throw new FileProblem('missing', given);
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
  const findings: Finding[] = altered?.detail?.kind === 'altered' ? [...altered.detail.findings] : [];
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

function toJson(files: readonly VerifiedFile[], messages: Messages): string {
  const listed = files.map((file) => ({
    path: file.path,
    key: file.key ?? null,
    head: file.head ?? null,
    findings: [
      ...(file.problem ? [{ code: file.problem.code, text: formatRefusal(file.problem, messages, file.path)[0] }] : []),
      ...file.findings.map((finding) => ({ ...finding, text: findingInWords(finding, messages) })),
    ],
    rescored: file.rescored,
    unchecked: file.unchecked,
  }));
  return `${JSON.stringify({ schemaVersion: 1, altered: files.filter(isFound).length, files: listed }, null, 2)}\n`;
}

function findingInWords(finding: Finding, messages: Messages): string {
  const { verify, numbers } = messages;
  if (finding.code === 'unsigned')
    return verify.findings.unsigned(verify.entries[finding.entry.kind](String(finding.entry.number)));
  if (finding.code === 'policy-of-another') return verify.policyOlder;
  if (finding.code !== 'score-differs') return formatChainFinding(finding, messages);
  const shown = (value: number | string | null): string =>
    typeof value === 'number' ? formatNumber(value, { numbers, decimals: 2 }) : (value ?? verify.none);
  const { entry, name, stored, now } = finding;
  return verify.scoreDiffers(verify.entries[entry.kind](String(entry.number)), name, shown(stored), shown(now));
}

function inWords(files: readonly VerifiedFile[], isScored: boolean, messages: Messages): string {
  const { verify, numbers } = messages;
  const write = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  const lines = files
    .filter(isFound)
    .flatMap((file) => [
      sanitizeLine(file.problem ? (formatRefusal(file.problem, messages, file.path)[0] ?? '') : file.path),
      ...file.findings.map((finding) => `  ${sanitizeLine(findingInWords(finding, messages))}`),
    ]);
  const unchecked = (Object.keys(verify.unchecked) as (keyof typeof verify.unchecked)[]).flatMap((reason) => {
    const count = files.reduce((sum, { unchecked }) => sum + unchecked[reason], 0);
    return count === 0 || (reason === 'withoutPack' && !isScored) ? [] : [verify.unchecked[reason](write(count))];
  });
  const rescored = files.reduce((sum, one) => sum + one.rescored, 0);
  const summary = [
    verify.summary(write(files.filter(isFound).length), write(files.length)),
    ...(rescored > 0 ? [verify.rescored(write(rescored))] : []),
    ...(unchecked.length > 0 ? [numbers.labelled(verify.notChecked, numbers.list(unchecked))] : []),
  ];
  return `${[...lines, ...(lines.length > 0 ? [''] : []), ...summary].join('\n')}\n`;
}
