import { stat } from 'node:fs/promises';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import { type BatchSummary, formatNumber, rejectInWords, sanitizeLine } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { FileProblem } from '../../store/index.ts';
import {
  createEncoder,
  createHeadingCheck,
  createRepeatCheck,
  isKeyFact,
  isScannedAsStored,
  loadArrowWriter,
  type OddRow,
  planResultColumns,
  type ResultExtras,
  type ResultFormat,
  rejectsHeading,
  writeHeading,
  writeReject,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { formatRefusal, startProgress } from '../console.ts';
import { refuseTableProblems } from '../open-table.ts';
import { createRemarkCounts } from './answer-remarks.ts';
import { findCutCells, findFirstRowOnlyFacts, findStatusColumns, findUnnamedColumns } from './odd-columns.ts';
import type { OpenedExport } from './open-exports.ts';
import { refuseColumns } from './resolve-columns.ts';
import { type CollectorInput, createCollector, type FoundRows, type Tally } from './result-collector.ts';
import { createStreamCollector, planStreamColumns } from './result-stream.ts';
import { createFormReader } from './row-forms.ts';
import { type BlockOrigin, createBlockScorer, type ScoredBlock } from './score-rows.ts';
import { createShiftedRows } from './shifted-rows.ts';
import { createKeySearch } from './similar-keys.ts';

/** What a run over exports is to read, score and write. */
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
): Promise<
  Omit<Tally, 'reasons' | 'warnings'> &
    Pick<BatchSummary, 'reasons' | 'warnings' | 'blanks' | 'hidden' | 'oneByOne' | 'longNumbers' | 'remarks'>
> {
  const { strict, gates, watched, answers, source, words, format, bom, isStream } = request;
  const columns = planResultColumns(plan, { answers, source, words });
  const isNamed = columns.some(({ name }, i) => name === source && columns.findIndex((one) => one.name === name) !== i);
  if (isNamed) throw new Refusal(2, messages.batch.refused.sourceIsColumn({ option: '--source', name: source ?? '' }));
  const origins = exports.map(({ path, table, uses }): BlockOrigin => ({ path, uses, headings: table.shape.headings }));
  const isSeveral = exports.length > 1;
  const nameOf = (which: number): string | undefined => (isSeveral ? exports[which]?.path : undefined);
  const collector = isStream
    ? createStreamCollector({
        world,
        results: columns,
        rejectsHeading: rejectsHeading(source),
        gates,
        watched,
        stream: (await loadArrowWriter()).createArrowStream(planStreamColumns(columns)),
      })
    : await createCollector({
        ...request,
        readForms: createFormReader(plan, exports, { areAnswersKept: request.keep !== undefined }),
        heading: writeHeading(plan, { answers, source, words }),
        rejectsHeading: rejectsHeading(source),
        warningsAt: columns.findIndex(({ name, kind }) => name === 'warnings' && kind === 'list'),
        mark: bom ? '\ufeff' : '',
        encoder: await createEncoder(format, columns),
        sayDropped: createDroppedRowFormat(plan, origins, source, messages),
      });
  const progress = startProgress(world, createProgressWords(messages), { quiet: request.quiet });
  const score = createBlockScorer(
    { plan, isKept: request.keep !== undefined, strict, gates, watched, answers, source, words },
    messages,
  );
  const remarks = createRemarkCounts(plan);
  const keys = createKeySearch(plan);
  const shiftedRowSearches = exports.map((opened, which) => createShiftedRows(opened, nameOf(which)));
  let [blanks, hidden, oneByOne, longNumbers] = [0, 0, 0, 0];
  try {
    const sizes = await Promise.all(exports.map(({ table }) => sizeOf(table)));
    const size = sizes.every((one) => one !== null) ? sizes.reduce((sum, one) => sum + one, 0) : null;
    let bytesBefore = 0;
    for (const [which, { path, table, uses, repeated, filter, beginEvidence }] of exports.entries()) {
      const origin = origins[which] as BlockOrigin;
      const rowsBefore = collector.rows;
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
          const scoredBlock = score(block, origin, { headings, leftOut: filter?.leftOut(block) }, oddRows);
          oneByOne += scoredBlock.oneByOne;
          longNumbers += block.longNumbers ?? 0;
          remarks.add(block, scoredBlock, uses);
          shiftedRowSearches[which]?.add(block);
          keys.add(block, scoredBlock, nameOf(which));
          remarks.addTexts(block, scoredBlock, nameOf(which));
          if (oddRows.length > 0) remarks.addFigures(block, listRareFigures(oddRows, scoredBlock), nameOf(which));
          await collector.add(block, scoredBlock);
          // Estimates the number of rows from the bytes read so far.
          const readShare = size === null ? 1 : Math.min(bytesBefore + offset, size) / size;
          progress.tell(collector.rows, collector.rows / readShare);
        }
        blanks += next.value.blanks;
        hidden += next.value.hidden ?? 0;
        return next.value.formats;
      });
      // Some columns can be judged only after all rows were read. Until then, no output has its final name.
      await refuseColumns(world, evidence.judge(formats), { headings: origin.headings, uses }, messages);
      bytesBefore += sizes[which] ?? 0;
      if (isSeveral && collector.rows === rowsBefore)
        world.stderr.write(`${sanitizeLine(messages.batch.refused.noRows({ path }))}\n`);
    }
    progress.end();
    if (collector.rows === 0 && !isStream)
      throw new Refusal(
        3,
        messages.batch.refused.noRows({ path: messages.numbers.list(exports.map(({ path }) => path)) }),
      );
    const { reasons, warnings, ...tally } = await collector.finish();
    const placesByRow = collector.findRows(keys.wanted);
    const oddities = [
      ...(request.earlier?.list() ?? []),
      ...findUnnamedColumns(exports),
      ...findStatusColumns(exports),
      ...findFirstRowOnlyFacts(plan, exports),
      ...findCutCells(plan, exports),
      ...shiftedRowSearches.flatMap((rows) => rows.list()),
      ...keys.list((hash) => {
        const place = placesByRow.get(hash);
        return place && { source: nameOf(place.source), line: place.line };
      }),
      ...remarks.list(tally.scored),
    ];
    const reasonsByCode = (found: ReadonlyMap<string, FoundRows>): BatchSummary['reasons'] =>
      new Map(
        [...found].map(([code, { count, lines }]) => [
          code,
          { count, lines: lines.map(({ source: of, line }) => ({ source: nameOf(of), line })) },
        ]),
      );
    return {
      ...tally,
      reasons: reasonsByCode(reasons),
      warnings: reasonsByCode(warnings),
      blanks,
      hidden,
      oneByOne,
      longNumbers,
      remarks: oddities,
    };
  } catch (error) {
    progress.end();
    await collector.discard();
    throw error;
  }
}

/** The improbable figures of rows that were scored. */
function listRareFigures(odd: readonly OddRow[], { rejected, leftOut }: ScoredBlock): readonly OddRow[] {
  return odd.filter(({ row, likelihood }) => likelihood !== 'impossible' && !rejected.has(row) && !leftOut.has(row));
}

/** The number of bytes to read for a table; null if unknown. */
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
    const { headings, uses, path } = origins[source] as BlockOrigin;
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
