import { stat } from 'node:fs/promises';
import type { Messages } from '../../i18n/index.ts';
import { itemAt, Refusal } from '../../model/index.ts';
import { type BatchSummary, formatNumber, rejectInWords, sanitizeLine } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { FileProblem } from '../../store/index.ts';
import {
  createEncoder,
  createHeadingCheck,
  createRepeatCheck,
  type ExcelStyle,
  formatRejectsHeading,
  isKeyFact,
  isScannedAsStored,
  loadArrowWriter,
  type OddRow,
  planResultColumns,
  type ResultEncoder,
  type ResultExtras,
  type ResultFormat,
  writeHeading,
  writeReject,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { formatRefusal, startProgress } from '../console.ts';
import { refuseTableProblems } from '../open-table.ts';
import { addMark } from '../output.ts';
import { createRemarkCounts } from './answer-remarks.ts';
import {
  findCutCells,
  findFirstRowOnlyFacts,
  findStatusColumns,
  findUnnamedColumns,
  listUnnumbered,
} from './odd-columns.ts';
import type { OpenedExport } from './open-exports.ts';
import { refuseColumns } from './resolve-columns.ts';
import {
  type Collector,
  type CollectorInput,
  createCollector,
  type FoundRows,
  type Tally,
} from './result-collector.ts';
import { createStreamCollector, planStreamColumns } from './result-stream.ts';
import { createFormReader } from './row-forms.ts';
import { type BlockOrigin, type BlockScorer, createBlockScorer, type ScoredBlock } from './score-rows.ts';
import { createShiftedRows } from './shifted-rows.ts';
import { createKeySearch } from './similar-keys.ts';

/** What to read, score and write in a run over exports. */
export interface TableRequest
  extends Pick<
      CollectorInput,
      'out' | 'rejects' | 'duplicates' | 'readMoments' | 'keep' | 'mend' | 'earlier' | 'gates' | 'watched'
    >,
    ResultExtras {
  readonly strict: boolean;
  readonly quiet: boolean;
  /** Whether results and rejects are streamed to standard output as Arrow. */
  readonly isStream: boolean;
  /** The format of the results, and whether files begin with a byte-order mark. */
  readonly format: ResultFormat;
  readonly bom: boolean;
  /** The style of workbooks and of CSV files for Excel; absent for other formats. */
  readonly excel: ExcelStyle | undefined;
}

type TableOutcome = Omit<Tally, 'reasons' | 'warnings'> &
  Pick<
    BatchSummary,
    'reasons' | 'warnings' | 'blanks' | 'hidden' | 'oneByOne' | 'longNumbers' | 'remarks' | 'unnumbered'
  >;

interface TableInput {
  readonly world: World;
  readonly plan: Plan;
  readonly exports: readonly OpenedExport[];
  readonly request: TableRequest;
  readonly messages: Messages;
}

/** A run over exports, with everything that is collected during it. */
interface TableRun extends TableInput {
  /** For each export, its path, its headings and how its columns are used. */
  readonly origins: readonly BlockOrigin[];
  readonly collector: Collector;
  readonly progress: ReturnType<typeof startProgress>;
  readonly score: BlockScorer;
  readonly remarks: ReturnType<typeof createRemarkCounts>;
  readonly keys: ReturnType<typeof createKeySearch>;
  readonly shiftedRows: readonly ReturnType<typeof createShiftedRows>[];
  /** The exports with rows that lack the enterprise's number. */
  readonly unnumbered: Set<OpenedExport>;
  readonly totals: { blanks: number; hidden: number; oneByOne: number; longNumbers: number };
}

/**
 * Scores every row of some exports and writes results and rejects. Both files get their final names only at the end.
 */
export async function scoreTables(
  world: World,
  plan: Plan,
  exports: readonly OpenedExport[],
  request: TableRequest,
  messages: Messages,
): Promise<TableOutcome> {
  const run = await startRun({ world, plan, exports, request, messages });
  const { collector, progress } = run;
  try {
    const sizes = await Promise.all(exports.map(({ table }) => sizeOf(table)));
    const size = sizes.every((one) => one !== null) ? sizes.reduce((sum, one) => sum + one, 0) : null;
    let bytesBefore = 0;
    for (const [exportIndex, opened] of exports.entries()) {
      const rowsBefore = collector.rows;
      await scoreExport(run, opened, exportIndex, { size, bytesBefore });
      bytesBefore += sizes[exportIndex] ?? 0;
      if (exports.length > 1 && collector.rows === rowsBefore)
        world.stderr.write(`${sanitizeLine(messages.batch.refused.noRows({ path: opened.path }))}\n`);
    }
    progress.end();
    if (collector.rows === 0 && !request.isStream)
      throw new Refusal(
        3,
        messages.batch.refused.noRows({ path: messages.numbers.list(exports.map(({ path }) => path)) }),
      );
    return await finishRun(run);
  } catch (error) {
    progress.end();
    await collector.discard();
    throw error;
  }
}

async function startRun(input: TableInput): Promise<TableRun> {
  const { world, plan, exports, request, messages } = input;
  const { strict, gates, watched, answers, source, words } = request;
  const origins = exports.map(({ path, table, uses }): BlockOrigin => ({ path, uses, headings: table.shape.headings }));
  return {
    ...input,
    origins,
    collector: await openCollector(input, createDroppedRowFormat(plan, origins, source, messages)),
    progress: startProgress(world, createProgressWords(messages), { quiet: request.quiet }),
    score: createBlockScorer(
      { plan, isKept: request.keep !== undefined, strict, gates, watched, answers, source, words },
      messages,
    ),
    remarks: createRemarkCounts(plan),
    keys: createKeySearch(plan),
    shiftedRows: exports.map((opened, exportIndex) => createShiftedRows(opened, nameOf(exports, exportIndex))),
    unnumbered: new Set(),
    totals: { blanks: 0, hidden: 0, oneByOne: 0, longNumbers: 0 },
  };
}

/** Returns the name of an export if there are several; otherwise undefined. */
function nameOf(exports: readonly OpenedExport[], exportIndex: number): string | undefined {
  return exports.length > 1 ? exports[exportIndex]?.path : undefined;
}

/** Starts the results and rejects: files or, for a stream, standard output. */
async function openCollector(
  { world, plan, exports, request, messages }: TableInput,
  sayDropped: CollectorInput['sayDropped'],
): Promise<Collector> {
  const { gates, watched, answers, source, words, format, bom, excel } = request;
  const columns = planResultColumns(plan, { answers, source, words });
  const isNamed = columns.some(
    ({ name }, i) => name === source && columns.findIndex((column) => column.name === name) !== i,
  );
  if (isNamed) throw new Refusal(2, messages.batch.refused.sourceIsColumn({ option: '--source', name: source ?? '' }));
  if (request.isStream)
    return createStreamCollector({
      world,
      results: columns,
      rejectsHeading: formatRejectsHeading(source),
      gates,
      watched,
      stream: (await loadArrowWriter()).createArrowStream(planStreamColumns(columns)),
    });
  return createCollector({
    ...request,
    readForms: createFormReader(plan, exports, { areAnswersKept: request.keep !== undefined }),
    heading: writeHeading(plan, { answers, source, words }),
    rejectsHeading: formatRejectsHeading(source),
    warningsAt: columns.findIndex(({ name, kind }) => name === 'warnings' && kind === 'list'),
    mark: bom ? '\ufeff' : '',
    encoder: markWorkbook(await createEncoder(format, columns, excel), format),
    sayDropped,
  });
}

/** Marks a workbook as an output of the command, so that a later run may replace it. */
function markWorkbook(encoder: ResultEncoder | null, format: ResultFormat): ResultEncoder | null {
  if (!encoder || format !== 'xlsx') return encoder;
  return { ...encoder, end: () => addMark(encoder.end(), { format, command: 'batch' }) };
}

/** Scores the rows of one export. `size` is the number of bytes in all exports; null if unknown. */
async function scoreExport(
  run: TableRun,
  opened: OpenedExport,
  exportIndex: number,
  { size, bytesBefore }: { readonly size: number | null; readonly bytesBefore: number },
): Promise<void> {
  const { path, table, uses, repeated, filter, beginEvidence } = opened;
  const { world, plan, messages, collector, remarks, totals } = run;
  const origin = itemAt(run.origins, exportIndex);
  const name = nameOf(run.exports, exportIndex);
  let offset = 0;
  const onProgress = (arrived: number): void => {
    offset = arrived;
  };
  const evidence = beginEvidence();
  const { headings } = table.shape;
  const check = createHeadingCheck(plan, { headings, headingRows: table.detection.headingRows, uses });
  const compare = createRepeatCheck(repeated);
  collector.begin();
  const formats = await refuseTableProblems(path, messages, async () => {
    const blocks = table.read(uses, { onProgress });
    let next = await blocks.next();
    for (; !next.done; next = await blocks.next()) {
      const { block, headings } = check(compare(next.value));
      const oddRows = evidence.add(block);
      const scoredBlock = run.score(block, origin, { headings, leftOut: filter?.leftOut(block) }, oddRows);
      totals.oneByOne += scoredBlock.oneByOne;
      if ([...scoredBlock.rejected.values()].some(({ lacksNumber }) => lacksNumber)) run.unnumbered.add(opened);
      totals.longNumbers += block.longNumbers ?? 0;
      remarks.add(block, scoredBlock, uses);
      run.shiftedRows[exportIndex]?.add(block);
      run.keys.add(block, scoredBlock, name);
      remarks.addTexts(block, scoredBlock, name);
      if (oddRows.length > 0) remarks.addFigures(block, listRareFigures(oddRows, scoredBlock), name);
      await collector.add(block, scoredBlock);
      // The share of the bytes read so far gives an estimate of the number of rows.
      const readShare = size === null ? 1 : Math.min(bytesBefore + offset, size) / size;
      run.progress.tell(collector.rows, collector.rows / readShare);
    }
    totals.blanks += next.value.blanks;
    totals.hidden += next.value.hidden ?? 0;
    return next.value.formats;
  });
  // Some columns can be judged only after all rows were read. Until then, no output gets its final name.
  await refuseColumns(world, evidence.judge(formats), { headings: origin.headings, uses }, messages);
}

/** Gives the files their final names, and lists what is odd about the answers as a whole. */
async function finishRun(run: TableRun): Promise<TableOutcome> {
  const { plan, exports, collector, keys, totals } = run;
  const { reasons, warnings, ...tally } = await collector.finish();
  const placesByHash = collector.findRows(keys.wanted);
  const remarks = [
    ...(run.request.earlier?.list() ?? []),
    ...findUnnamedColumns(exports),
    ...findStatusColumns(exports),
    ...findFirstRowOnlyFacts(plan, exports),
    ...findCutCells(plan, exports),
    ...run.shiftedRows.flatMap((rows) => rows.list()),
    ...keys.list((hash) => {
      const earlierPlace = placesByHash.get(hash);
      return earlierPlace && { source: nameOf(exports, earlierPlace.source), line: earlierPlace.line };
    }),
    ...run.remarks.list(tally.scored),
  ];
  const groupReasonsByCode = (found: ReadonlyMap<string, FoundRows>): BatchSummary['reasons'] =>
    new Map(
      [...found].map(([code, { count, lines }]) => [
        code,
        { count, lines: lines.map(({ source: of, line }) => ({ source: nameOf(exports, of), line })) },
      ]),
    );
  return {
    ...tally,
    reasons: groupReasonsByCode(reasons),
    warnings: groupReasonsByCode(warnings),
    ...totals,
    remarks,
    unnumbered: listUnnumbered(plan, [...run.unnumbered]),
  };
}

/** Lists the improbable figures in rows that were scored. */
function listRareFigures(odd: readonly OddRow[], { rejected, leftOut }: ScoredBlock): readonly OddRow[] {
  return odd.filter(({ row, likelihood }) => likelihood !== 'impossible' && !rejected.has(row) && !leftOut.has(row));
}

/** Returns the number of bytes to read for a table; null if unknown. */
async function sizeOf({ shape }: OpenedExport['table']): Promise<number | null> {
  return isScannedAsStored(shape) ? (await stat(shape.path)).size : null;
}

function createDroppedRowFormat(
  plan: Plan,
  origins: readonly BlockOrigin[],
  heading: string | undefined,
  messages: Messages,
): CollectorInput['sayDropped'] {
  const keyAt = plan.inputs.findIndex(isKeyFact);
  return ({ key, rule, other, stored, problem, cell }, { source, line, record }) => {
    const { headings, uses, path } = itemAt(origins, source);
    const keyColumn = headings[uses.findIndex((use) => 'input' in use && use.input === keyAt)] ?? '';
    const details = {
      ...(other && { line: other.line, ...(other.source !== source && { source: origins[other.source]?.path ?? '' }) }),
      ...(stored !== undefined && { expected: stored }),
      ...(problem && {
        expected: formatRefusal(new FileProblem(problem.code, problem.path, problem), messages)[0] ?? '',
      }),
      ...(rule === 'unclear-date' && { option: '--date-order' }),
      ...(rule === 'other-enterprise' && { option: '--renamed' }),
    };
    const { column, value } = cell ?? { column: keyColumn, value: key };
    const message = rejectInWords(rule, { name: column, value, ...details }, messages);
    return writeReject({ source: heading && path, line, record, key, column, rule, value, message });
  };
}

function createProgressWords({ batch, numbers }: Messages) {
  const writeCount = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  return (done: number, total: number, rate: number, remaining: number): string => {
    const text = batch.progress({ count: writeCount(done), rate: writeCount(rate) });
    return total > done ? batch.remaining({ text, seconds: writeCount(remaining) }) : text;
  };
}
