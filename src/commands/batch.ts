import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  addPackOptions,
  type CollectorInput,
  collectValues,
  costOption,
  countParser,
  type DuplicateRule,
  findDayColumn,
  findPoliciesByPlace,
  formatReading,
  kindOption,
  loadPersistRows,
  openPack,
  openTableFile,
  type PersistInput,
  type PolicyOptions,
  prepareRejectedExport,
  readGates,
  refuseTyped,
  requireDistinctFiles,
  resolveAsOf,
  resolveAssessmentDays,
  resolveColumns,
  resolveLanguage,
  scoreTable,
  type TableOptions,
  withInterruptMessage,
} from '../app/index.ts';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import type { Estimate } from '../policy/index.ts';
import { type BatchSummary, batchAsJson, renderBatchSummary, sanitizeLine } from '../report/index.ts';
import { removeLeftovers } from '../store/index.ts';
import {
  type ColumnBinding,
  isKeyFact,
  RESULT_FORMATS,
  type ResultFormat,
  resultFormatOf,
  type Table,
} from '../table/index.ts';
import type { World } from '../world.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOptions(command)
    .addHelpText(
      'after',
      `
EXPORT is a table: CSV, also packed (.csv.gz), a workbook (XLSX), or - for standard input, where a workbook becomes a
temporary file until it is read. Every row is scored or
rejected with its reason; both files get their names only when all is done.

The end of its name says what the results are: .csv, .jsonl (an object a line) or .parquet. Numbers have a decimal point.
With --answers each question has a column: ids of options (separated by semicolons), numbers, true or false; (unknown) or
(not applicable); nothing where it is unanswered. matura batch reads such cells again. In .jsonl the answers stand under
"answers", as matura score reads them; in .parquet the state of Q1 has a column Q1:state.

--mend keeps the rejected rows below the headings as UTF-8, whatever EXPORT is written in. Put right, they are scored like
any export, with the same --map; their results are what the first ones lack.

With --files each row becomes an assessment of its enterprise. The same answers of the same day are never added twice:
with --date and the column of the submission time, a later export of the same platform adds only what is new in it. Of a
row that was kept before, the policy is made again only where something else has changed that it follows from: the
questionnaire, the policy or the version of Matura, --as-of, --cost or the language, the enterprise's file.

Each row goes by the policy of the place it states, as with matura score. Where none states that place, or several do, it
gets no policy, and the summary counts it. Columns of facts that only another policy asks than the one the questionnaire
names are read with --policy.

Exit code 0: every row scored; 1: rows were rejected, or a gate was missed; 3: nothing could be scored.

Examples:
  matura batch miit-sme-2024 export.csv
  matura batch quick-scan export.csv --map mapping.yaml --out results.csv
  matura batch quick-scan qualtrics.csv --where Finished=1
  matura batch quick-scan export.csv --files files --date 提交答卷时间
  zcat export.csv.gz | matura batch quick-scan - --duplicates last
  matura batch quick-scan export.csv --mend mend.csv
  matura batch quick-scan mend.csv --out mended.csv`,
    )
    .action(async (pack: string, path: string, options: BatchOptions) => {
      const { messages } = await resolveLanguage(world, options.lang);
      if (options.files === undefined) refuseTyped(command, OF_KEPT, '--files', messages);
      const interrupted = sanitizeLine(messages.batch.interrupted(options.out, options.files));
      done(await withInterruptMessage(world, interrupted, () => batch(world, pack, path, options)));
    });
}

/** How enterprises are kept and advised: without their files it would be passed over. */
const OF_KEPT = ['policy', 'cost', 'asOf', 'date', 'dateOrder', 'kind', 'renamed', 'jobs'];

async function batch(world: World, pack: string, path: string, options: BatchOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const { messages } = speech;
  const [out, rejects] = [resolve(world.cwd, options.out), resolve(world.cwd, options.rejects)];
  const mended = options.mend === undefined ? [] : [resolve(world.cwd, options.mend)];
  if ([options.out, options.rejects, options.mend].includes('-')) throw new Refusal(2, messages.batch.refused.noStream);
  await requireDistinctFiles(world, [path, options.map], [out, rejects, ...mended], messages);
  const format = formatOf(options, messages);
  let table: Table | undefined;
  try {
    const settled = await openPack(world, { ...options, pack });
    const gates = readGates(settled.plan, options.minScore ?? [], options.minLevel);
    table = await openTableFile(world, path, { ...options, isExport: true }, messages);
    const { uses, filter } = await resolveColumns(world, settled, table, { ...options, path }, messages);
    const keep = await preparePersistence({ world, pack: settled, table, uses, language: speech }, options);
    const mend = prepareRejectedExport(table, mended[0], messages);
    world.stderr.write(formatReading(settled.plan, table, uses, messages, keep && options.date));
    for (const folder of new Set([out, rejects, ...mended].map((file) => dirname(file))))
      await removeLeftovers(folder, world.now());
    const { duplicates, strict = false, quiet = false, answers = false, bom = false } = options;
    const look = { answers, format, bom };
    const request = { path, out, rejects, duplicates, strict, quiet, keep, mend, gates, ...look };
    const tally = await scoreTable(world, settled.plan, table, { uses, filter }, request, messages);
    const summary: BatchSummary = {
      ...tally,
      conditions: filter?.conditions ?? [],
      missed: gates.map((gate, i) => ({ ...gate, rows: tally.missed[i] ?? 0 })),
      kept: tally.kept && { ...tally.kept, folder: options.files ?? '' },
      results: options.out,
      rejects: options.rejects,
      mend: options.mend,
    };
    if (options.json) world.stdout.write(`${JSON.stringify(batchAsJson(summary), null, 2)}\n`);
    else world.stderr.write(renderBatchSummary(summary, messages));
    return tally.rejected > options.maxRejects || tally.missed.some((rows) => rows > 0) ? 1 : 0;
  } finally {
    await table?.close();
  }
}

/** What the results are written as. Throws a `Refusal` for names of files that ask for something else. */
function formatOf({ out, rejects }: BatchOptions, { batch: { refused }, numbers }: Messages): ResultFormat {
  const format = resultFormatOf(out);
  const allowed = RESULT_FORMATS.map((one) => `.${one}`);
  if (!format) throw new Refusal(2, refused.unknownFormat('--out', out, numbers.or(allowed)));
  const other = resultFormatOf(rejects);
  if (other && other !== 'csv') throw new Refusal(2, refused.unknownFormat('--rejects', rejects, '.csv'));
  return format;
}

/** More threads than this only take memory from each other. */
const MOST_JOBS = 64;

/** What a user asks of `matura batch`. */
interface BatchOptions extends PolicyOptions, TableOptions {
  readonly map?: string;
  readonly where?: string[];
  readonly decimal?: '.' | ',';
  readonly out: string;
  readonly rejects: string;
  readonly mend?: string;
  readonly answers?: boolean;
  readonly bom?: boolean;
  readonly duplicates: DuplicateRule;
  readonly maxRejects: number;
  readonly files?: string;
  readonly cost: Estimate;
  readonly date?: string;
  readonly dateOrder?: 'dmy' | 'mdy';
  readonly renamed?: boolean;
  readonly kind: 'self' | 'onsite';
  readonly strict?: boolean;
  readonly jobs?: number;
  readonly minScore?: string[];
  readonly minLevel?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the options to the command. */
function addOptions(command: Command): Command {
  command
    .option('--map <file>', 'how columns meet questions (default: as is certain)')
    .addOption(
      new Option(
        '--where <condition>',
        'only rows in which a column holds this: "Finished=1", "Email=" blank, "Email!=" not blank; repeated: all of them, of one column any',
      ).argParser((one: string, others: string[] = []) => [...others, one]),
    )
    .option('--encoding <name>', 'utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: recognised)')
    .option('--delimiter <sign>', 'what separates the cells; tab for a tab (default: recognised)')
    .addOption(new Option('--decimal <sign>', 'the decimal sign (default: recognised)').choices(['.', ',']))
    .option('--sheet <name>', 'the sheet of a workbook (default: the first visible one)')
    .option('--out <file>', 'the results: .csv, .jsonl or .parquet', 'results.csv')
    .option('--rejects <file>', 'the rows that are no result, and why, as CSV', 'rejects.csv')
    .option('--mend <file>', 'also keeps the rejected rows as they stand in EXPORT there: mended, they can be scored')
    .option('--answers', "adds every question's answer to the results, or its state")
    .option('--bom', 'begins CSV with a byte-order mark, by which Excel knows that it is UTF-8')
    .addOption(
      new Option('--duplicates <rule>', 'of rows with one key, which counts: none (reject), the first or the last')
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    )
    .option('--files <dir>', "also keeps each enterprise's file KEY.json and writes its policy KEY.policy.md there")
    .option(
      '--policy <id|path>',
      'the policy for --files (default: that of the place each row states, else the one the questionnaire names)',
    )
    .addOption(costOption('for --files: '))
    .option('--as-of <date>', 'for --files: the day instruments are judged on (default: today)')
    .option(
      '--date <date|column>',
      'the day of the assessments for --files, or the heading of the column that says it (default: the day EXPORT was last changed)',
    )
    .addOption(
      new Option('--date-order <order>', 'which comes first in a day of that column, the day or the month').choices([
        'dmy',
        'mdy',
      ]),
    )
    .addOption(kindOption('for --files: self: answered by the enterprises; onsite: diagnoses').default('self'))
    .option('--renamed', 'for --files: enterprises have other names now than in their files')
    .option('--strict', 'rejects rows with warnings, too')
    .option(
      '--max-rejects <count>',
      'exit code 0 with up to so many rejected rows',
      countParser('It must be a whole number.'),
      0,
    )
    .option(
      '--jobs <count>',
      'for --files: how many threads advise (default: one for each core where it is worth it)',
      countParser(`It must be from 1 to ${MOST_JOBS}.`, 1, MOST_JOBS),
    )
    .option(
      '--min-score <name=value>',
      'exit code 1 unless every scored row has at least this score for sure; can be repeated',
      collectValues,
    )
    .option('--min-level <level>', 'exit code 1 unless every scored row has at least this level for sure')
    .option('--json', 'the summary as JSON')
    .option('--quiet', 'no progress');
  return addPackOptions(command);
}

/** How scored rows are kept, where --files asks for it. Throws a `Refusal` where they cannot be. */
async function preparePersistence(
  around: Pick<PersistInput, 'world' | 'pack' | 'table' | 'language'> & { readonly uses: readonly ColumnBinding[] },
  options: Pick<
    BatchOptions,
    'files' | 'kind' | 'policy' | 'packs' | 'asOf' | 'cost' | 'date' | 'dateOrder' | 'jobs' | 'renamed'
  >,
): Promise<CollectorInput['keep']> {
  const { files, kind, asOf, cost, jobs, renamed = false } = options;
  if (files === undefined) return undefined;
  const { world, pack, table, uses, language } = around;
  const { messages } = language;
  const { refused, dayColumn } = messages.batch;
  if (files === '') throw new CodedRefusal(2, 'noFolderName', '--files');
  if (table.isStream) throw new Refusal(2, refused.filesFromStream('--files'));
  if (!pack.plan.inputs.some(isKeyFact)) throw new Refusal(3, refused.filesWithoutKey('--files'));
  const assessedOn = await resolveAssessmentDays({ table, uses, inputs: pack.plan.inputs.length }, options, messages);
  const column = options.date === undefined ? findDayColumn(table, uses) : undefined;
  if (column !== undefined) world.stderr.write(`${sanitizeLine(dayColumn(column, '--date'))}\n`);
  const byPlace =
    options.policy === undefined
      ? await findPoliciesByPlace(world, pack, uses, { packs: options.packs, asOf: resolveAsOf(world, asOf) })
      : undefined;
  const given = {
    byPlace,
    world,
    pack,
    table,
    language,
    files,
    kind,
    asOf,
    estimate: cost,
    jobs,
    renamed,
    assessedOn,
  };
  // With it comes all that plans and writes policies: most runs keep nothing.
  const { persistRows } = await loadPersistRows();
  return (index, duplicates) => persistRows(given, index, duplicates);
}
