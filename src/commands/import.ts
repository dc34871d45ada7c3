import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  choosePolicyByPlace,
  DATA_FORMATS,
  type DataFormat,
  dayOption,
  dryRunOption,
  filesOption,
  findCodeConflicts,
  formatRefusal,
  type HelpDetails,
  kindOption,
  listNamedFiles,
  numberWarnings,
  type OutputOptions,
  openAnswers,
  openPack,
  type PolicyOptions,
  packVocabulary,
  prepareOutput,
  programmeOption,
  readStatedFacts,
  resolveAsOf,
  resolveLanguage,
  scoreAnswers,
  showOutput,
  signOption,
  startProgress,
  withInterruptMessage,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import { type Assessment, type Enterprise, Refusal } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import {
  type ImportedFile,
  importAsJson,
  nameEnterprise,
  type ReportLanguage,
  renderImport,
  sanitizeLine,
  type TerminalOptions,
} from '../report/index.ts';
import { syncFiles } from '../store/index.ts';
import type { World } from '../world.ts';

interface ImportOptions extends PolicyOptions, OutputOptions<DataFormat> {
  readonly files: string;
  readonly kind?: Assessment['kind'];
  readonly assessor?: string;
  readonly renamed?: boolean;
  readonly dryRun?: boolean;
  readonly sign?: string;
}

export const help: HelpDetails = {
  examples: ['matura import {pack} answers.yaml', 'matura import {pack} answers.yaml answers-self.yaml --files others'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(filesOption())
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'))
    .addOption(kindOption())
    .option('--assessor <name>')
    .option('--renamed')
    .addOption(dryRunOption())
    .addOption(signOption());
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((pack: string, answers: string[], options: ImportOptions) =>
    importAnswers(world, pack, answers, options).then(done),
  );
}

async function importAnswers(
  world: World,
  given: string,
  paths: readonly string[],
  request: ImportOptions,
): Promise<number> {
  if (request.files === '') throw new CodedRefusal(2, 'noFolderName', { option: '--files' });
  const language = await resolveLanguage(world, request.lang);
  await prepareOutput(world, request, ['pack', 'read', 'added', 'files']);
  const messages = language.messages.imports;
  const asOf = resolveAsOf(world, request.asOf);
  const packFor = packOpener(world, given, { ...request, asOf });
  const files = await listNamedFiles(world, paths, { ending: /\.json$/i, empty: messages.emptyFolder });
  const compiledPack = await openPack(world, { ...request, pack: given });
  const progress = startProgress(
    world,
    (done, total) => messages.progress({ done: String(done), all: String(total) }),
    {
      quiet: request.quiet ?? false,
    },
  );
  const clashes = await findCodeConflicts(world, compiledPack, files);
  for (const { name, codes, paths: under } of clashes.names) {
    const { numbers } = language.messages;
    const text = messages.nameUnderCodes({ name, codes: numbers.and([...codes]), files: numbers.list([...under]) });
    world.stderr.write(`${sanitizeLine(text)}\n`);
  }
  const refusals = request.renamed ? new Map<string, Refusal>() : clashes.refusals;
  const importedFiles: ImportedFile[] = [];
  await withInterruptMessage(world, sanitizeLine(messages.interrupted({ folder: request.files })), async () => {
    const trialOption = request.dryRun ? { trial: new Map<string, Enterprise>() } : {};
    const settings = { ...request, ...trialOption, asOf, refusals, language };
    for (const file of files) {
      importedFiles.push(await importAnswerFile(world, packFor, file, settings, importedFiles));
      progress.tell(importedFiles.length, files.length);
    }
  });
  progress.end();
  if (!request.dryRun && importedFiles.some(({ outcome }) => outcome === 'added'))
    await syncFiles(resolve(world.cwd, request.files));
  if (request.dryRun) world.stderr.write(`${language.messages.notices.dryRun}\n`);
  const words = { messages, vocabulary: packVocabulary(compiledPack, language), isTrial: request.dryRun ?? false };
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderImport(importedFiles, words, look),
    json: () => importAsJson(importedFiles, compiledPack.stamp),
  };
  await showOutput(world, request, outputMakers, language.messages);
  return exitCodeOf(importedFiles);
}

/**
 * Opens the pack for a file of answers, with the policy that the user named or the policy of the place in the answers.
 */
type OpenPackFor = (path: string) => Promise<CompiledPack>;

/**
 * Creates a function that opens each combination of pack and policy only once, and reports only once which policy was
 * chosen.
 */
function packOpener(world: World, pack: string, { policy, ...request }: ImportOptions & { asOf: string }): OpenPackFor {
  const opened = new Map<string | undefined, Promise<CompiledPack>>();
  const toldTexts = new Set<string>();
  const dialogue = {
    tell: (text: string): void => {
      if (!toldTexts.has(text)) world.stderr.write(`${sanitizeLine(text)}\n`);
      toldTexts.add(text);
    },
  };
  return async (path) => {
    const usedPolicy =
      policy ?? (await choosePolicyByPlace(world, await readStatedFacts(world, path), { ...request, pack, dialogue }));
    const compiled = opened.get(usedPolicy) ?? openPack(world, { ...request, pack, policy: usedPolicy });
    opened.set(usedPolicy, compiled);
    return compiled;
  };
}

function exitCodeOf(files: readonly ImportedFile[]): number {
  const refusedCount = files.filter(({ outcome }) => outcome === 'refused').length;
  if (refusedCount === files.length) return 3;
  return refusedCount > 0 || files.some((file) => file.outcome !== 'refused' && file.lost.length > 0) ? 1 : 0;
}

/** The options of an import, with the day and the language already resolved. */
interface ImportRequest extends ImportOptions {
  readonly asOf: string;
  readonly language: ReportLanguage;
  /** In a trial run, the enterprises as the files read so far would have left them, by folded key. */
  readonly trial?: Map<string, Enterprise>;
  /** Refusals of files that contradict other files of the run, by path. */
  readonly refusals: ReadonlyMap<string, Refusal>;
}

/**
 * Imports one file of answers; if it is refused, prints why on stderr. `before` lists what this run has imported so
 * far.
 */
async function importAnswerFile(
  world: World,
  packFor: OpenPackFor,
  path: string,
  request: ImportRequest,
  before: readonly ImportedFile[],
): Promise<ImportedFile> {
  try {
    const refusal = request.refusals.get(path);
    if (refusal) throw refusal;
    return await importOneFile(world, await packFor(path), path, request, before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [reason = '', ...advice] = formatRefusal(error, request.language.messages);
    world.stderr.write([reason, ...advice].map((line) => `${sanitizeLine(line)}\n`).join(''));
    return { outcome: 'refused', path, reason: reason };
  }
}

async function importOneFile(
  world: World,
  compiled: CompiledPack,
  path: string,
  { color, ...request }: ImportRequest,
  before: readonly ImportedFile[],
): Promise<ImportedFile> {
  const messages = request.language.messages.imports;
  const openedAnswers = await openAnswers(world, compiled, path, { ...request, migrate: 'stated', color });
  // If this run has already written to the folder, the folder is not created again, even if somebody has removed it.
  const isOneOfMany = before.some(({ outcome }) => outcome === 'added');
  const options = { ...request, isOneOfMany, isAdvised: true };
  const { assessed, report, kept } = await scoreAnswers(world, compiled, openedAnswers, options);
  if (kept.outcome === 'conflict') {
    const { stored, given } = kept.conflict;
    throw new Refusal(3, `${path}: ${messages.otherEnterprise({ stored, given })}`, messages.renameAdvice);
  }
  const { key } = kept.enterprise;
  const earlierFile = before.find((file) => file.outcome === 'added' && file.key === key);
  return {
    outcome: kept.outcome === 'appended' ? 'added' : 'already-there',
    path,
    key,
    name: nameEnterprise(report).name,
    level: assessed.result.level,
    file: kept.paths.enterprise,
    policy: kept.paths.policy,
    edited: kept.paths.edited,
    older: kept.paths.older,
    changed: kept.changed,
    isNewest: kept.isNewest,
    again: kept.outcome === 'appended' ? earlierFile?.path : undefined,
    migration: openedAnswers.migration,
    lost: openedAnswers.lost,
    implausible: numberWarnings(assessed),
  };
}
