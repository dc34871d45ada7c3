import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addExportName,
  addPackOptions,
  type CollectorInput,
  choiceOption,
  closeExports,
  costOption,
  countOption,
  type DuplicateRule,
  dayOption,
  dryRunOption,
  findDayColumn,
  findTyped,
  forceOption,
  formatReading,
  gateOption,
  type HelpDetails,
  kindOption,
  levelOption,
  listExports,
  listFrequentValues,
  listPlaceHeadings,
  listWatchedScores,
  loadPersistRows,
  MAX_SAMPLED,
  type MomentColumn,
  nameOutputs,
  type OpenedExport,
  type OutputNames,
  openExports,
  openPack,
  outputOption,
  type PersistInput,
  type PolicyOptions,
  packVocabulary,
  prepareRejectedExport,
  printExportLines,
  programmeOption,
  readGates,
  readRowMoments,
  refuseTyped,
  requireDistinctFiles,
  requireEarlierOutputs,
  resolveAssessmentDays,
  resolveLanguage,
  sampleEarlierRows,
  sampleRows,
  scoreTables,
  signOption,
  type TableOptions,
  type TypedGate,
  terminalStyleOf,
  withInterruptMessage,
} from '../app/index.ts';
import { CodedRefusal, type Messages, pickText } from '../i18n/index.ts';
import { fromNumber, Refusal, type Text, toDecimalText } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import type { Estimate } from '../policy/index.ts';
import {
  type BatchSummary,
  batchAsJson,
  type ReportLanguage,
  renderBatchSummary,
  renderSample,
  sampleAsJson,
  sanitizeLine,
  unreadSheetsInWords,
  type Vocabulary,
} from '../report/index.ts';
import { removeLeftovers } from '../store/index.ts';
import {
  EXCEL_FORMAT,
  type ExcelStyle,
  isForReaders,
  isKeyFact,
  RESULT_ENDINGS,
  type ResultFormat,
  resultFormatOf,
} from '../table/index.ts';
import type { World } from '../world.ts';

export const help: HelpDetails = {
  examples: [
    'matura batch {survey} export.csv',
    'matura batch {survey} export.csv --sample 2',
    'matura batch {survey} export.csv --where {selected} -o some.csv',
    'matura batch {survey} export.csv --files files --date "{submittedOn}"',
    'matura batch {survey} - --duplicates last < export.csv',
    'matura batch {survey} dirty.csv --mend mend.csv',
    'matura batch {survey} mend.csv -o mended.csv',
    'matura batch {survey} export.csv dirty.csv --source round',
    'matura batch {survey} export.csv -o results.arrow',
    'matura map {survey} export.csv -o mapping.yaml',
    'matura batch {survey} export.csv --map mapping.yaml',
  ],
  shown: { endings: RESULT_ENDINGS.join(', ') },
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOptions(command).action(async (pack: string, paths: string[], options: BatchOptions) => {
    const { messages } = await resolveLanguage(world, options.lang);
    const typedOption = options.to && findTyped(command, OPTIONS_FOR_RESULT_FILES);
    if (typedOption)
      throw new CodedRefusal(2, 'conflictingOptions', {
        option: typedOption.long ?? typedOption.flags,
        other: '--to',
      });
    if (options.map === undefined) refuseTyped(command, ['unreviewed'], '--map', '--map mapping.yaml');
    if (options.files === undefined) refuseTyped(command, OPTIONS_FOR_ENTERPRISE_FILES, '--files', '--files files');
    const keptFiles = options.dryRun ? undefined : options.files;
    const names = await nameOutputs(world, paths, options);
    const interruptedText = sanitizeLine(messages.batch.interrupted({ results: names.output, files: keptFiles }));
    const run = (): Promise<number> => batch(world, pack, paths, { ...options, ...names }, options);
    done(await withInterruptMessage(world, interruptedText, run));
  });
}

/** Options about enterprise files, which have no effect without --files. */
const OPTIONS_FOR_ENTERPRISE_FILES = [
  'shards',
  'policy',
  'cost',
  'asOf',
  'date',
  'dateOrder',
  'kind',
  'renamed',
  'dryRun',
  'sign',
  'jobs',
];

/** Options that make sense only if results are written to files. */
const OPTIONS_FOR_RESULT_FILES = ['output', 'force', 'rejects', 'mend', 'duplicates', 'files', 'bom', 'csv', 'json'];

async function batch(
  world: World,
  pack: string,
  given: readonly string[],
  options: BatchOptions & OutputNames,
  typed: Partial<OutputNames>,
): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const { messages } = speech;
  const [out, rejects] = [resolve(world.cwd, options.output), resolve(world.cwd, options.rejects)];
  const mendedFiles = options.mend === undefined ? [] : [resolve(world.cwd, options.mend)];
  if ([options.output, options.rejects, options.mend].includes('-'))
    throw new Refusal(2, messages.batch.refused.noStream);
  // The pack is opened before exports are looked for, so that users who swapped pack and export get the right message.
  const openedPack = await openPack(world, { ...options, pack, measures: options.files !== undefined });
  const paths = await listExports(world, given, [out, rejects, ...mendedFiles], messages);
  const format = formatOf(options, messages);
  const isStream = options.to !== undefined;
  if (!isStream) {
    await requireDistinctFiles(world, [...paths, options.map], [out, rejects, ...mendedFiles], messages);
    await requireEarlierOutputs(world, options);
  }
  let exports: readonly OpenedExport[] = [];
  try {
    const gates = readGates(openedPack.plan, options.minScore ?? [], options.minLevel);
    exports = await openExports(world, openedPack, paths, options, messages);
    if (options.sample !== undefined) {
      return await showSample(world, openedPack, exports, { ...options, sample: options.sample }, speech);
    }
    const unlikeExport = options.from && exports.find(({ table }) => table.shape.container !== options.from);
    if (unlikeExport)
      throw new Refusal(3, messages.batch.refused.notFrom({ path: unlikeExport.path, format: 'Arrow' }));
    const persist = await preparePersistence({ world, pack: openedPack, exports, language: speech }, options);
    const mend = prepareRejectedExport(exports, world.cwd, options, messages);
    const day = persist && options.date;
    const plansByPlace = persist !== undefined && options.policy === undefined;
    const readings = exports.map(({ path, table, uses }) => {
      const places = plansByPlace ? listPlaceHeadings(openedPack.plan, table.shape.headings, uses) : [];
      return { path, lines: formatReading(openedPack.plan, table, uses, messages, { day, places }) };
    });
    printExportLines(world, readings, messages);
    for (const folder of isStream ? [] : new Set([out, rejects, ...mendedFiles].map((file) => dirname(file))))
      await removeLeftovers(folder, world.now());
    const { duplicates, strict = false, quiet = false, answers = false, bom = false } = options;
    const source = (options.source ?? (exports.length > 1 ? 'source' : '')) || undefined;
    const { languages } = openedPack.pack.questionnaire.document;
    const pickWords = (text: Text): string => pickText(text, messages.language, languages) ?? '';
    const excel = isForReaders(format, options.csv) ? createExcelStyle(packVocabulary(openedPack, speech)) : undefined;
    const outputStyle = { answers, source, words: pickWords, format, bom, excel, isStream };
    const { questionnaire, rubric } = openedPack.pack;
    const inputs = [...paths, questionnaire.file, rubric.file, ...(options.map === undefined ? [] : [options.map])];
    const { output, rejects: rejectsName, force = false } = options;
    const origin = { output, rejects: rejectsName, typed, force, paths: given, inputs };
    const earlierSample = isStream ? undefined : await sampleEarlierRows(world, openedPack.plan, origin);
    const watched = listWatchedScores(openedPack.plan, openedPack.pack.rubric.document);
    const readMoments =
      duplicates === 'reject' ? undefined : momentsOf(world, openedPack.plan, exports, options, messages);
    const request = {
      out,
      rejects,
      duplicates,
      readMoments,
      strict,
      quiet,
      keep: persist,
      mend,
      earlier: earlierSample,
      gates,
      watched,
      ...outputStyle,
    };
    const tally = await scoreTables(world, openedPack.plan, exports, request, messages);
    if (options.dryRun) world.stderr.write(`${messages.notices.dryRun}\n`);
    const summary = summarise(tally, exports, { gates, watched }, options);
    if (options.json) world.stdout.write(`${JSON.stringify(batchAsJson(summary), null, 2)}\n`);
    else world.stderr.write(renderBatchSummary(summary, messages, packVocabulary(openedPack, speech)));
    if (world.stdout.isTTY && !isStream && options.files === undefined && openedPack.plan.inputs.some(isKeyFact))
      world.stderr.write(`${messages.batch.addFiles({ option: '--files files' })}\n`);
    if (summary.scored === 0 && summary.rejected === 0 && summary.leftOut > 0) {
      printFrequentValues(world, exports, messages);
    }
    return exitCodeOf(summary, options.maxRejects);
  } finally {
    await closeExports(exports);
  }
}

/** Combines the counts of a run with what was read and where the results were written. */
function summarise(
  tally: Awaited<ReturnType<typeof scoreTables>>,
  exports: readonly OpenedExport[],
  { gates, watched }: Pick<Parameters<typeof scoreTables>[3], 'gates' | 'watched'>,
  options: BatchOptions & OutputNames,
): BatchSummary {
  return {
    ...tally,
    unreadSheets: exports.flatMap((source) => source.unreadSheets),
    unreviewed: exports[0]?.unreviewed ?? [],
    conditions: exports[0]?.filter?.conditions ?? [],
    missed: gates.map((gate, i) => ({ ...gate, rows: tally.missed[i] ?? 0 })),
    undecided: watched.map(({ name }, i) => ({ name, rows: tally.undecided[i] ?? 0 })),
    kept: tally.kept && { ...tally.kept, folder: options.files ?? '', isTrial: options.dryRun ?? false },
    results: options.to === undefined ? options.output : undefined,
    rejects: options.rejects,
    rejectsDuplicates: options.duplicates === 'reject',
    mend: options.mend,
  };
}

/** If no row meets the conditions, prints which values the columns of the conditions have. */
function printFrequentValues(world: World, exports: readonly OpenedExport[], messages: Messages): void {
  for (const { table, filter } of exports) {
    const line = filter && listFrequentValues(table.shape, table.sample, filter, messages);
    if (line !== undefined) world.stderr.write(`${sanitizeLine(line)}\n`);
  }
}

/**
 * Returns the exit code: 3 if none of the rows was scored; 1 if sheets were not read, too many rows were rejected, or a
 * gate was missed.
 */
function exitCodeOf({ scored, rejected, leftOut, unreadSheets, missed }: BatchSummary, maxRejects: number): 0 | 1 | 3 {
  if (scored === 0 && rejected + leftOut > 0) return 3;
  return unreadSheets.length > 0 || rejected > maxRejects || missed.some(({ rows }) => rows > 0) ? 1 : 0;
}

/**
 * Shows how the first rows are read, for programs or on a terminal, then what would prevent a run over all rows;
 * returns the exit code of that run.
 */
async function showSample(
  world: World,
  pack: CompiledPack,
  exports: readonly OpenedExport[],
  options: BatchOptions & { readonly sample: number },
  speech: ReportLanguage,
): Promise<number> {
  const { plan } = pack;
  const { messages } = speech;
  const { sample, strict = false, json, quiet = false } = options;
  const lines = exports.map(({ path, table, uses }) => {
    return { path, lines: formatReading(plan, table, uses, messages, {}) };
  });
  if (!quiet) printExportLines(world, lines, messages);
  const { rows, require } = await sampleRows(world, { plan, strict, watched: [] }, exports, sample, messages);
  const vocabulary = packVocabulary(pack, speech);
  const sampleStyle = { vocabulary, ...terminalStyleOf(world, world.stdout, options) };
  world.stdout.write(json ? `${JSON.stringify(sampleAsJson(rows), null, 2)}\n` : renderSample(rows, sampleStyle));
  await require();
  const unreadSheets = exports.flatMap((source) => source.unreadSheets);
  for (const line of unreadSheetsInWords(unreadSheets, messages)) world.stderr.write(`${sanitizeLine(line)}\n`);
  return unreadSheets.length > 0 ? 1 : 0;
}

/** The decimals of a coverage, which is a share from 0 to 1. */
const COVERAGE_DECIMALS = 2;
/** Maximum number of decimals, more than any number rounded for print has. */
const MOST_DECIMALS = 17;

/**
 * Returns the titles, texts and decimal sign of CSV for Excel in the user's language. Scores are rounded as in reports:
 * never across the minimum of a level.
 */
function createExcelStyle({ messages, titleOf, inputOf, optionOf, roundOf }: Vocabulary): ExcelStyle {
  const { columns } = messages.batch;
  const ownTitles: Readonly<Record<string, string>> = {
    record: columns.record,
    lowest: columns.lowest({ level: titleOf('level') }),
    highest: columns.highest({ level: titleOf('level') }),
    coverage: columns.coverage,
    warnings: columns.warnings,
  };
  return {
    decimal: messages.numbers.decimal,
    title(name) {
      const score = /^(.+):label$/.exec(name)?.[1];
      return score === undefined ? (ownTitles[name] ?? titleOf(name)) : columns.label({ score: titleOf(score) });
    },
    value: (name, value) => (inputOf(name) ? optionOf(name, value) : value),
    round: (name, value) =>
      name === 'coverage'
        ? toDecimalText(fromNumber(value), COVERAGE_DECIMALS)
        : toDecimalText(roundOf(name, value), MOST_DECIMALS),
  };
}

/** Returns the format of the results. Throws a `Refusal` if file names ask for a different one. */
function formatOf(
  { output, rejects, csv }: OutputNames & Pick<BatchOptions, 'csv'>,
  { batch: { refused }, numbers }: Messages,
): ResultFormat {
  const format = resultFormatOf(output);
  if (!format)
    throw new Refusal(
      2,
      refused.unknownFormat({ option: '--output', path: output, allowed: numbers.or(RESULT_ENDINGS) }),
    );
  const rejectsFormat = resultFormatOf(rejects);
  if (rejectsFormat && rejectsFormat !== 'csv')
    throw new Refusal(2, refused.unknownFormat({ option: '--rejects', path: rejects, allowed: '.csv' }));
  if (csv !== undefined && format !== EXCEL_FORMAT)
    throw new Refusal(2, refused.unknownFormat({ option: '--csv excel, --output', path: output, allowed: '.csv' }));
  return format;
}

/** Maximum number of threads; more would only compete for memory. */
const MAX_JOBS = 64;

/** The options of `matura batch`. */
interface BatchOptions extends PolicyOptions, TableOptions {
  readonly map?: string;
  readonly unreviewed?: boolean;
  readonly where?: string[];
  readonly decimal?: '.' | ',';
  readonly output?: string;
  readonly from?: 'arrow';
  readonly to?: 'arrow';
  readonly force?: boolean;
  readonly rejects?: string;
  readonly mend?: string;
  readonly source?: string;
  readonly answers?: boolean;
  readonly bom?: boolean;
  readonly csv?: 'excel';
  readonly sample?: number;
  readonly duplicates: DuplicateRule;
  readonly maxRejects: number;
  readonly files?: string;
  readonly shards?: boolean;
  readonly cost: Estimate;
  readonly date?: string;
  readonly dateOrder?: 'dmy' | 'mdy';
  readonly renamed?: boolean;
  readonly dryRun?: boolean;
  readonly sign?: string;
  readonly kind: 'self' | 'onsite';
  readonly strict?: boolean;
  readonly jobs?: number;
  readonly minScore?: readonly TypedGate[];
  readonly minLevel?: string;
  readonly json?: boolean;
}

function addOptions(command: Command): Command {
  command
    .optionsGroup('exports')
    .option('--map <file>')
    .option('--unreviewed')
    .addOption(
      new Option('--where <condition>').argParser((condition: string, others: string[] = []) => [...others, condition]),
    )
    .addOption(choiceOption('--duplicates <rule>', ['reject', 'first', 'last']).default('reject'))
    .option('--strict')
    .option('--encoding <name>')
    .option('--delimiter <sign>')
    .addOption(choiceOption('--decimal <sign>', ['.', ',']))
    .option('--sheet <name>')
    .optionsGroup('output')
    .addOption(outputOption())
    .addOption(choiceOption('--from <format>', ['arrow']))
    .addOption(choiceOption('--to <format>', ['arrow']))
    .option('--rejects <file>')
    .option('--mend <file>')
    .option('--answers')
    .option('--source <heading>')
    .option('--bom')
    .addOption(choiceOption('--csv <program>', ['excel']))
    .option('--json')
    .addOption(countOption('--sample <count>', { least: 1, most: MAX_SAMPLED }))
    .addOption(forceOption())
    .optionsGroup('enterprise-files')
    .option('--files <dir>')
    .option('--shards')
    .addOption(programmeOption())
    .addOption(costOption())
    .addOption(dayOption('--as-of <date>'))
    .option('--date <date|column>')
    .addOption(choiceOption('--date-order <order>', ['dmy', 'mdy']))
    .addOption(kindOption().default('self'))
    .option('--renamed')
    .addOption(dryRunOption())
    .addOption(signOption())
    .addOption(
      countOption('--jobs <count>', {
        least: 1,
        most: MAX_JOBS,
      }),
    )
    .optionsGroup('exit-code')
    .addOption(countOption('--max-rejects <count>').default(0))
    .addOption(gateOption('--min-score <name=value>'))
    .addOption(levelOption('--min-level <level>'));
  return addPackOptions(command);
}

/**
 * Creates a reader of the times when rows were answered, which decide the first or last row with each key, and reports
 * which columns it reads. Undefined if an export is a stream or has no such column; then the order of the rows decides.
 */
function momentsOf(
  world: World,
  { inputs }: CompiledPack['plan'],
  exports: readonly OpenedExport[],
  { date, duplicates, quiet }: Pick<BatchOptions, 'date' | 'duplicates' | 'quiet'>,
  { batch }: Messages,
): CollectorInput['readMoments'] {
  const columns = exports.flatMap(({ table, uses }): MomentColumn[] => {
    const dateColumn = date !== undefined && table.shape.headings.includes(date.trim()) ? date.trim() : undefined;
    const heading = dateColumn ?? findDayColumn(table, uses);
    return table.isStream || heading === undefined ? [] : [{ table, uses, heading }];
  });
  if (columns.length < exports.length) return undefined;
  const headings = [...new Set(columns.map(({ heading }) => heading))];
  if (!quiet)
    world.stderr.write(`${sanitizeLine(batch.countsBy[duplicates === 'last' ? 'last' : 'first']({ headings }))}\n`);
  return (index, rows) => readRowMoments(columns, inputs.length, index, rows);
}

/**
 * Prepares adding scored rows to enterprise files, if --files asks for it. Throws a `Refusal` if that is impossible.
 */
async function preparePersistence(
  around: Pick<PersistInput, 'world' | 'pack' | 'language'> & { readonly exports: readonly OpenedExport[] },
  options: BatchOptions,
): Promise<CollectorInput['keep']> {
  const { files, kind, jobs, renamed = false, asOf, cost: estimate } = options;
  if (files === undefined) return undefined;
  const { world, pack, exports, language } = around;
  const { messages } = language;
  const { refused, dayColumn } = messages.batch;
  if (files === '') throw new CodedRefusal(2, 'noFolderName', { option: '--files' });
  if (exports.some(({ table }) => table.isStream)) throw new Refusal(2, refused.filesFromStream({ option: '--files' }));
  if (!pack.plan.inputs.some(isKeyFact)) throw new Refusal(3, refused.filesWithoutKey({ option: '--files' }));
  const inputs = pack.plan.inputs.length;
  const keptExports: PersistInput['exports'][number][] = [];
  const dayColumns: { readonly path: string; readonly lines: readonly string[] }[] = [];
  for (const { path, table, uses } of exports) {
    const assessedOn = await resolveAssessmentDays(world, { table, uses, inputs }, options, messages).catch((error) => {
      throw exports.length > 1 ? addExportName(error, path, messages) : error;
    });
    keptExports.push({ table, assessedOn });
    const column = options.date === undefined ? findDayColumn(table, uses) : undefined;
    dayColumns.push({ path, lines: column === undefined ? [] : [dayColumn({ column, option: '--date' })] });
  }
  printExportLines(world, dayColumns, messages);
  const persistence = {
    ...{ world, pack, exports: keptExports, language },
    ...{ files, kind, asOf, estimate, jobs, renamed },
    isTrial: options.dryRun ?? false,
    isSharded: options.shards ?? false,
  };
  // Loads the code that plans and writes policies, which most runs do not need.
  const { preparePersistRows } = await loadPersistRows();
  const bindings = exports.flatMap(({ uses }) => uses);
  const unusedHeadings = exports.flatMap(({ table, uses }) =>
    table.shape.headings.filter((heading, i) => uses[i]?.kind === 'ignore' && heading !== options.date),
  );
  const { policy, packs, sign } = options;
  return preparePersistRows(persistence, { bindings, unusedHeadings, policy, packs, sign });
}
