import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addPackOptions,
  type CollectorInput,
  closeExports,
  costOption,
  countOption,
  type DuplicateRule,
  dayOption,
  dryRunOption,
  findDayColumn,
  findPoliciesByPlace,
  findTyped,
  forceOption,
  formatReading,
  gateOption,
  kindOption,
  levelOption,
  listExports,
  loadPersistRows,
  MAX_SAMPLED,
  type MomentColumn,
  nameExport,
  nameOutputs,
  type OpenedExport,
  type OutputNames,
  openExports,
  openPack,
  openSigner,
  outputOption,
  type PersistInput,
  type PolicyOptions,
  packVocabulary,
  prepareRejectedExport,
  readGates,
  readRowMoments,
  refuseTyped,
  requireDistinctFiles,
  requireEarlierOutputs,
  resolveAsOf,
  resolveAssessmentDays,
  resolveLanguage,
  sampleEarlierRows,
  sampleRows,
  scoreTables,
  signOption,
  type TableOptions,
  type TypedGate,
  tellOfExports,
  terminalStyleOf,
  valuesThereAre,
  watchedScores,
  withInterruptMessage,
} from '../app/index.ts';
import { CodedRefusal, type Messages, pickText } from '../i18n/index.ts';
import { Refusal, type Text } from '../model/index.ts';
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
} from '../report/index.ts';
import { removeLeftovers } from '../store/index.ts';
import { isKeyFact, RESULT_ENDINGS, type ResultFormat, resultFormatOf } from '../table/index.ts';
import type { World } from '../world.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOptions(command)
    .addHelpText(
      'after',
      `
EXPORT is a table: CSV, also compressed (.csv.gz), a workbook (XLSX), lines of JSON (.jsonl, .ndjson), Parquet, Arrow
(.arrow, .feather or a stream), or - for standard input, where a workbook, JSON and Parquet are kept in a temporary file
while they are read. A list in JSON, Arrow or Parquet is several options. Every row is either scored or rejected with its
reason; both files appear under their names only when all is done.

The two files are in the current folder and named after the export or the folder: dirty.csv gives dirty.results.csv and
dirty.rejects.csv. Several exports and standard input give results.csv and rejects.csv. A later run over the same export
replaces them; files with the rows of another export are replaced only with --force. So are results with other scores of
the same enterprises, if the export, the pack and the mapping are all older than they are.

Several exports, a folder of them or a pattern such as "exports/*.csv" are one run: each is read in its own layout, all
rows are counted together, and a key found in two of them is a duplicate. Results and rejects then name the export of
each row in the column source, or in the one given with --source; with --source "" they do not.

The ending of the name given with -o decides the format of the results; .jsonl has one object per line. Numbers have a
decimal point. With --answers, each question and each required fact has a column: ids of options (separated by
semicolons), numbers, true or false; (unknown) or (not applicable); blank where unanswered. matura batch can read such
cells again. In .jsonl the answers are under "answers", as matura score reads them; in .parquet and .arrow the state of
Q1 has a column Q1:state.

--sample shows the first rows before a large run: for each column its heading, the cell as written, the question and the
answer understood, then the scores and the level, or why the row would be rejected. The rest is read as well: what would
stop the run is reported below, with its exit code; else that is 0.

--json prints the summary as JSON: the counts, and by rule the reasons, their first lines and the warnings. "remarks" holds
what is worth a look although no row is wrong, "undecided" how many scored rows have no total or level, "unreviewed" the
check marks of the mapping, "unreadSheets" sheets that were not read; what is empty is left out.

With --to arrow, results and rejects leave on standard output as they are scored, batch by batch, in one stream of Arrow
for other programs. A row of it is a reject where reject:rule is stated: it has the key, and the reason in reject:line,
reject:record, reject:column, reject:value and reject:message, a row for each reason. Duplicate keys are not looked
for, and lines are counted within the stream. Without the mark of its end a stream is not whole.

--mend writes the rejected rows below the headings, as UTF-8 whatever the encoding of EXPORT. Once corrected, they are
scored like any export, with the same --map; their results complete the first ones.

With --files, each row becomes an assessment of its enterprise. The same answers of the same day are never added
twice: with --date and the column of the submission time, a later export of the same platform adds only what is new.
For a row that was kept before, the policy is written again only if something it depends on has changed: the
questionnaire, the policy, the version of Matura, --as-of, --cost, the language or the enterprise file.

--shards divides the folder of --files for good: every command finds an enterprise in its subfolder, as before by its key
or by the folder. Files that were in the folder stay where they are, and go on to be used.

Each row follows the policy of the place it states, as with matura score. Where no policy covers that place, or
several do, none is recommended from, and the summary counts the row. Columns of facts that only another policy asks
for are read with --policy.

Exit code 0: every row was scored; 1: rows were rejected, or a minimum was missed; 3: nothing could be scored.

Examples:
  matura batch quick-scan export.csv
  matura batch quick-scan export.csv --sample 2
  matura batch quick-scan export.csv --where district=郫都区 -o pidu.csv
  matura batch quick-scan export.csv --files files --date 2026-11-20
  matura batch quick-scan - --duplicates last < export.csv
  matura batch quick-scan dirty.csv --mend mend.csv
  matura batch quick-scan mend.csv -o mended.csv
  matura batch quick-scan export.csv dirty.csv --source round
  matura batch quick-scan export.csv -o results.arrow
  matura map quick-scan export.csv -o mapping.yaml
  matura batch quick-scan export.csv --map mapping.yaml`,
    )
    .action(async (pack: string, paths: string[], options: BatchOptions) => {
      const { messages } = await resolveLanguage(world, options.lang);
      const typed = options.to && findTyped(command, OF_FILES);
      if (typed)
        throw new Refusal(2, messages.batch.refused.goesNotWith({ option: typed.long ?? typed.flags, other: '--to' }));
      if (options.map === undefined) refuseTyped(command, ['unreviewed'], '--map', messages);
      if (options.files === undefined) refuseTyped(command, OF_KEPT, '--files', messages);
      const kept = options.dryRun ? undefined : options.files;
      const names = await nameOutputs(world, paths, options);
      const interrupted = sanitizeLine(messages.batch.interrupted({ results: names.output, files: kept }));
      const run = (): Promise<number> => batch(world, pack, paths, { ...options, ...names }, options);
      done(await withInterruptMessage(world, interrupted, run));
    });
}

/** Options for enterprise files; without --files, they would have no effect. */
const OF_KEPT = ['shards', 'policy', 'cost', 'asOf', 'date', 'dateOrder', 'kind', 'renamed', 'dryRun', 'sign', 'jobs'];

/** Options that only make sense if results are written to files. */
const OF_FILES = ['output', 'force', 'rejects', 'mend', 'duplicates', 'files', 'bom', 'json'];

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
  const mended = options.mend === undefined ? [] : [resolve(world.cwd, options.mend)];
  if ([options.output, options.rejects, options.mend].includes('-'))
    throw new Refusal(2, messages.batch.refused.noStream);
  // Comes before the search for exports, so that users who swapped pack and export are told so.
  const settled = await openPack(world, { ...options, pack, measures: options.files !== undefined });
  const paths = await listExports(world, given, [out, rejects, ...mended], messages);
  const format = formatOf(options, messages);
  const isStream = options.to !== undefined;
  if (!isStream) {
    await requireDistinctFiles(world, [...paths, options.map], [out, rejects, ...mended], messages);
    await requireEarlierOutputs(world, options);
  }
  let exports: readonly OpenedExport[] = [];
  try {
    const gates = readGates(settled.plan, options.minScore ?? [], options.minLevel);
    exports = await openExports(world, settled, paths, options, messages);
    if (options.sample !== undefined) {
      return await showSample(world, settled, exports, { ...options, sample: options.sample }, speech);
    }
    const other = options.from && exports.find(({ table }) => table.shape.container !== options.from);
    if (other) throw new Refusal(3, messages.batch.refused.notFrom({ path: other.path, format: 'Arrow' }));
    const keep = await preparePersistence({ world, pack: settled, exports, language: speech }, options);
    const mend = prepareRejectedExport(exports, world.cwd, options, messages);
    const day = keep && options.date;
    const readings = exports.map(({ path, table, uses }) => {
      return { path, lines: formatReading(settled.plan, table, uses, messages, day) };
    });
    tellOfExports(world, readings, messages);
    for (const folder of isStream ? [] : new Set([out, rejects, ...mended].map((file) => dirname(file))))
      await removeLeftovers(folder, world.now());
    const { duplicates, strict = false, quiet = false, answers = false, bom = false } = options;
    const source = (options.source ?? (exports.length > 1 ? 'source' : '')) || undefined;
    const { languages } = settled.pack.questionnaire.document;
    const words = (text: Text): string => pickText(text, messages.language, languages) ?? '';
    const look = { answers, source, words, format, bom, isStream };
    const { questionnaire, rubric } = settled.pack;
    const inputs = [...paths, questionnaire.file, rubric.file, ...(options.map === undefined ? [] : [options.map])];
    const { output, rejects: rejectsName, force = false } = options;
    const origin = { output, rejects: rejectsName, typed, force, given, inputs };
    const earlier = isStream ? undefined : await sampleEarlierRows(world, settled.plan, origin);
    const watched = watchedScores(settled.plan, settled.pack.rubric.document);
    const readMoments =
      duplicates === 'reject' ? undefined : momentsOf(world, settled.plan, exports, options, messages);
    const request = {
      out,
      rejects,
      duplicates,
      readMoments,
      strict,
      quiet,
      keep,
      mend,
      earlier,
      gates,
      watched,
      ...look,
    };
    const tally = await scoreTables(world, settled.plan, exports, request, messages);
    if (options.dryRun) world.stderr.write(`${messages.notices.dryRun}\n`);
    const unreadSheets = exports.flatMap((source) => source.unreadSheets);
    const summary: BatchSummary = {
      ...tally,
      unreadSheets,
      unreviewed: exports[0]?.unreviewed ?? [],
      conditions: exports[0]?.filter?.conditions ?? [],
      missed: gates.map((gate, i) => ({ ...gate, rows: tally.missed[i] ?? 0 })),
      undecided: watched.map(({ name }, i) => ({ name, rows: tally.undecided[i] ?? 0 })),
      kept: tally.kept && { ...tally.kept, folder: options.files ?? '' },
      results: isStream ? undefined : options.output,
      rejects: options.rejects,
      mend: options.mend,
    };
    if (options.json) world.stdout.write(`${JSON.stringify(batchAsJson(summary), null, 2)}\n`);
    else world.stderr.write(renderBatchSummary(summary, messages));
    const isNothing = tally.scored === 0 && tally.rejected + tally.leftOut > 0;
    if (isNothing && tally.rejected === 0) {
      for (const { table, filter } of exports) {
        const line = filter && valuesThereAre(table.shape, table.sample, filter, messages);
        if (line !== undefined) world.stderr.write(`${sanitizeLine(line)}\n`);
      }
    }
    if (isNothing) return 3;
    return unreadSheets.length > 0 || tally.rejected > options.maxRejects || tally.missed.some((rows) => rows > 0)
      ? 1
      : 0;
  } finally {
    await closeExports(exports);
  }
}

/**
 * Shows how the first rows are read, for programs or on a terminal, then what would stop the run over all rows; returns
 * that exit code.
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
    return { path, lines: formatReading(plan, table, uses, messages, undefined) };
  });
  if (!quiet) tellOfExports(world, lines, messages);
  const { rows, require } = await sampleRows(world, { plan, strict, watched: [] }, exports, sample, messages);
  const vocabulary = packVocabulary(pack, speech);
  const look = { vocabulary, ...terminalStyleOf(world, world.stdout, options) };
  world.stdout.write(json ? `${JSON.stringify(sampleAsJson(rows), null, 2)}\n` : renderSample(rows, look));
  await require();
  const unread = exports.flatMap((source) => source.unreadSheets);
  for (const line of unreadSheetsInWords(unread, messages)) world.stderr.write(`${sanitizeLine(line)}\n`);
  return unread.length > 0 ? 1 : 0;
}

/** Returns the format of the results. Throws a `Refusal` if file names ask for a different one. */
function formatOf({ output, rejects }: OutputNames, { batch: { refused }, numbers }: Messages): ResultFormat {
  const format = resultFormatOf(output);
  if (!format)
    throw new Refusal(
      2,
      refused.unknownFormat({ option: '--output', path: output, allowed: numbers.or(RESULT_ENDINGS) }),
    );
  const other = resultFormatOf(rejects);
  if (other && other !== 'csv')
    throw new Refusal(2, refused.unknownFormat({ option: '--rejects', path: rejects, allowed: '.csv' }));
  return format;
}

/** More threads than this only take memory from each other. */
const MOST_JOBS = 64;

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
    .optionsGroup('Exports:')
    .option('--map <file>', 'a mapping of columns to questions, from matura map (default: the certain matches)')
    .option('--unreviewed', 'use the mapping although it has check marks that nobody has reviewed')
    .addOption(
      new Option(
        '--where <condition>',
        'only rows where a column has a value: "Finished=1", "Email=" (blank), "Email!=" (not blank); repeatable: all must hold, of one column any',
      ).argParser((one: string, others: string[] = []) => [...others, one]),
    )
    .addOption(
      new Option(
        '--duplicates <rule>',
        'which of several rows with the same key counts: none (reject), the first or the last',
      )
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    )
    .option('--strict', 'reject rows with warnings, too')
    .option('--encoding <name>', 'encoding: utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: detected)')
    .option('--delimiter <sign>', 'the delimiter between cells; tab for a tab (default: detected)')
    .addOption(new Option('--decimal <sign>', 'the decimal separator (default: detected)').choices(['.', ',']))
    .option(
      '--sheet <name>',
      'the sheet of a workbook (default: the first visible one with headings of the pack, and all others that have its headings)',
    )
    .optionsGroup('Output:')
    .addOption(
      outputOption(
        `the file for the results, in the format of its ending: ${RESULT_ENDINGS.join(', ')} (default: NAME.results.csv for NAME.csv)`,
      ),
    )
    .addOption(new Option('--from <format>', 'accept EXPORT only if it is this').choices(['arrow']))
    .addOption(
      new Option('--to <format>', 'write results and rejects to standard output, as a stream of this').choices([
        'arrow',
      ]),
    )
    .option(
      '--rejects <file>',
      'the file for rejected rows with their reasons, CSV (default: NAME.rejects.csv for NAME.csv)',
    )
    .option(
      '--mend <file>',
      'also write the rejected rows to this file as they stand in EXPORT: once corrected, they can be scored',
    )
    .option('--answers', 'add the answer to every question, or its state, to the results')
    .option(
      '--source <heading>',
      'name the export of each row in a column with this heading (default: source, where there are several exports)',
    )
    .option('--bom', 'begin CSV with a byte-order mark, which tells Excel that it is UTF-8')
    .option('--json', 'print the summary, or the sample, as JSON')
    .addOption(
      countOption(
        '--sample <count>',
        'show so many rows as they are understood, question by question, and write nothing',
        { least: 1, most: MAX_SAMPLED },
      ),
    )
    .addOption(forceOption())
    .optionsGroup('Enterprise files, with --files:')
    .option('--files <dir>', "also keep each enterprise's file KEY.json and policy KEY.policy.md in this folder")
    .option('--shards', 'divide that folder into 256 subfolders: for a hundred thousand enterprises and more')
    .option(
      '--policy <id|path>',
      "the policy to recommend from (default: that of the place each row states, else the questionnaire's)",
    )
    .addOption(costOption())
    .addOption(dayOption('--as-of <date>', 'the day on which funding is judged (default: today)'))
    .option(
      '--date <date|column>',
      'the day of the assessments, or the heading of the column that states it (default: the day EXPORT was last changed)',
    )
    .addOption(
      new Option('--date-order <order>', 'whether dates in that column begin with the day or the month').choices([
        'dmy',
        'mdy',
      ]),
    )
    .addOption(kindOption('who answered: self (the enterprises) or onsite (consultants)').default('self'))
    .option('--renamed', 'accept that enterprises have new names')
    .addOption(dryRunOption())
    .addOption(signOption())
    .addOption(
      countOption('--jobs <count>', 'the number of threads (default: one per core where it pays, at most 8)', {
        least: 1,
        most: MOST_JOBS,
      }),
    )
    .optionsGroup('Exit code:')
    .addOption(countOption('--max-rejects <count>', 'tolerate this many rejected rows with exit code 0').default(0))
    .addOption(
      gateOption(
        '--min-score <name=value>',
        'exit with 1 unless every scored row surely has at least this score; repeatable',
      ),
    )
    .addOption(
      levelOption('--min-level <level>', 'exit with 1 unless every scored row surely has at least this level'),
    );
  return addPackOptions(command);
}

/**
 * Prepares to read when rows were answered, to find the first or last of those with one key, and says by which column.
 * Undefined if an export comes only once or has no such column: then the order of the rows decides.
 */
function momentsOf(
  world: World,
  { inputs }: CompiledPack['plan'],
  exports: readonly OpenedExport[],
  { date, duplicates, quiet }: Pick<BatchOptions, 'date' | 'duplicates' | 'quiet'>,
  { batch }: Messages,
): CollectorInput['readMoments'] {
  const columns = exports.flatMap(({ table, uses }): MomentColumn[] => {
    const stated = date !== undefined && table.shape.headings.includes(date.trim()) ? date.trim() : undefined;
    const heading = stated ?? findDayColumn(table, uses);
    return table.isStream || heading === undefined ? [] : [{ table, uses, heading }];
  });
  if (columns.length < exports.length) return undefined;
  const headings = [...new Set(columns.map(({ heading }) => heading))];
  if (!quiet)
    world.stderr.write(`${sanitizeLine(batch.countsBy[duplicates === 'last' ? 'last' : 'first']({ headings }))}\n`);
  return (index, rows) => readRowMoments(columns, inputs.length, index, rows);
}

/** Prepares to file scored rows, if --files asks for it. Throws a `Refusal` if that is impossible. */
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
      throw exports.length > 1 ? nameExport(error, path, messages) : error;
    });
    keptExports.push({ table, assessedOn });
    const column = options.date === undefined ? findDayColumn(table, uses) : undefined;
    dayColumns.push({ path, lines: column === undefined ? [] : [dayColumn({ column, option: '--date' })] });
  }
  tellOfExports(world, dayColumns, messages);
  const byPlace =
    options.policy === undefined
      ? await findPoliciesByPlace(
          world,
          pack,
          exports.flatMap(({ uses }) => uses),
          { packs: options.packs, asOf: resolveAsOf(world, asOf) },
        )
      : undefined;
  const given = {
    ...{ world, pack, exports: keptExports, language, byPlace },
    ...{ files, kind, asOf, estimate, jobs, renamed },
    isTrial: options.dryRun ?? false,
    isSharded: options.shards ?? false,
    signer: openSigner(world, options.sign),
  };
  // Loads everything that plans and writes policies, which most runs do not need.
  const { persistRows } = await loadPersistRows();
  return (index, duplicates) => persistRows(given, index, duplicates);
}
