import { stat } from 'node:fs/promises';
import type { Language, Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { formatNumber } from '../../report/number.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Block } from '../../tabular/block.ts';
import type { Table } from '../../tabular/open.ts';
import { guessRanges } from '../../tabular/ranges.ts';
import type { Totals } from '../../tabular/read.ts';
import { readTable } from '../../tabular/read-table.ts';
import { writeReject } from '../../tabular/rejects.ts';
import { planResultColumns } from '../../tabular/result-columns.ts';
import { isKey } from '../../tabular/result-facts.ts';
import { writeHeading } from '../../tabular/results.ts';
import { SIZES } from '../../tabular/scan/reading.ts';
import { isSplittable } from '../../tabular/shape.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import { createEncoder } from '../../tabular/writing/encoder.ts';
import type { ResultFormat } from '../../tabular/writing/format.ts';
import type { World } from '../../world.ts';
import { explainTable } from '../steps/open-table.ts';
import { startProgress } from '../steps/progress.ts';
import { type BlockScorer, createBlockScorer } from './block-scorer.ts';
import { type CollectorGiven, createCollector, type Tally } from './collect.ts';
import { followRows } from './follow-rows.ts';
import { createPartBuilder, type Part, type ScoredPart } from './part.ts';
import { createRangeScorer, type RangeScorer } from './score-range.ts';
import type { Thread } from './thread.ts';
import { findTwiceInThreads, scoreInThreads } from './threads.ts';
import type { WorkerGiven } from './worker.ts';

/** How much of a file is scored at a time, in bytes: small enough for little memory and an even load. */
const RANGE = { least: 1 << 15, most: 1 << 21 };
/** Ranges for each thread at least, so that none is idle at the end. */
const RANGES_EACH = 8;

/** What a run over a table was asked for. */
export interface TableRequest
  extends Pick<CollectorGiven, 'out' | 'rejects' | 'duplicates' | 'keep' | 'mend' | 'gates'> {
  /** The export, as the user wrote it. */
  readonly path: string;
  readonly strict: boolean;
  readonly quiet: boolean;
  /** Whether the results show the answers, what they are written as, and whether files begin with a byte-order mark. */
  readonly answers: boolean;
  readonly format: ResultFormat;
  readonly bom: boolean;
  /** Threads that may help; they are ended where they cannot. */
  readonly threads: readonly Thread[];
}

/** Scores every row of a table into results and rejects; nothing has its final name before the end. */
export async function scoreTable(
  world: World,
  plan: Plan,
  table: Table,
  uses: readonly ColumnUse[],
  request: TableRequest,
  { language, messages }: { readonly language: Language; readonly messages: Messages },
): Promise<Tally & { readonly blanks: number }> {
  const { headings } = table.shape;
  const { strict, gates, answers, format, bom } = request;
  // Without keys rows are called by their records, whose numbers are known only in a row.
  const isDivided = isSplittable(table.shape) && plan.inputs.some(isKey);
  const threads = isDivided ? request.threads : [];
  if (!isDivided) for (const thread of request.threads) thread.end();
  const given = { plan, headings, uses, strict, gates, answers };
  const columns = planResultColumns(plan, { answers });
  const collector = await createCollector({
    ...request,
    heading: writeHeading(plan, { answers }),
    warningsAt: columns.findIndex(({ name, kind }) => name === 'warnings' && kind === 'list'),
    mark: bom ? '\ufeff' : '',
    encoder: await createEncoder(format, columns),
    findTwice: (hashes) => findTwiceInThreads(hashes, threads),
    sayDropped: createDroppedWords(plan, headings, uses, messages),
  });
  const progress = startProgress(world, createProgressWords(messages), { quiet: request.quiet });
  let blanks = 0;
  try {
    const { size } = await sizeOf(table);
    await explainTable(request.path, messages, async () => {
      for await (const scored of scoreParts(table, { given, shape: table.shape, language }, messages, threads)) {
        await collector.add(scored.part);
        blanks += scored.blanks;
        // How many rows there will be follows from the bytes that are read.
        const share = scored.end === null || size === null ? 1 : Math.min(scored.end, size) / size;
        progress.tell(collector.rows, collector.rows / share);
      }
    });
    progress.end();
    if (collector.rows === 0) throw new Refusal(3, messages.batch.refused.noRows(request.path));
    return { ...(await collector.finish()), blanks };
  } catch (error) {
    progress.end();
    await collector.discard();
    throw error;
  }
}

async function sizeOf({ shape }: Table): Promise<{ readonly size: number | null }> {
  return isSplittable(shape) ? stat(shape.path) : { size: null };
}

async function* scoreParts(
  table: Table,
  given: WorkerGiven,
  messages: Messages,
  threads: readonly Thread[],
): AsyncGenerator<ScoredPart> {
  const { shape } = table;
  const { uses } = given.given;
  const createScorer = (): BlockScorer => createBlockScorer(given.given, messages);
  if (threads.length === 0 || !isSplittable(shape)) {
    let read: number | null = null;
    const tell = (offset: number): void => {
      read = offset;
    };
    const blocks = isSplittable(shape) ? readTable(shape, uses, undefined, SIZES, { tell }) : table.read(uses);
    yield* scoreInTurn(blocks, createScorer(), () => read);
    return;
  }
  for (const thread of threads) thread.begin(given);
  const { size } = await stat(shape.path);
  const length = Math.ceil(size / ((threads.length + 1) * RANGES_EACH));
  const ranges = guessRanges(shape, Math.min(RANGE.most, Math.max(RANGE.least, length)));
  // Made ready while the other threads start.
  let scorer: RangeScorer | undefined;
  const scoreHere: RangeScorer = (range, part) => {
    scorer ??= createRangeScorer(createScorer(), shape, uses);
    return scorer(range, part);
  };
  const spent: Part[] = [];
  yield* followRows(scoreInThreads(ranges, threads, scoreHere, spent), scoreHere, shape, spent);
}

/** Scores blocks one by one. A part holds until the next one is asked for. */
async function* scoreInTurn(
  blocks: AsyncGenerator<Block, Totals>,
  scorer: BlockScorer,
  end: () => number | null,
): AsyncGenerator<ScoredPart> {
  const builder = createPartBuilder();
  for (;;) {
    const next = await blocks.next();
    builder.clear();
    if (!next.done) scorer.score(next.value, builder);
    yield { part: builder.look(), blanks: next.done ? next.value.blanks : 0, end: end() };
    if (next.done) return;
  }
}

function createDroppedWords(
  plan: Plan,
  headings: readonly string[],
  uses: readonly ColumnUse[],
  messages: Messages,
): CollectorGiven['sayDropped'] {
  const keyAt = plan.inputs.findIndex(isKey);
  const keyColumn = headings[uses.findIndex((use) => use.kind !== 'ignore' && use.input === keyAt)] ?? '';
  return ({ key, rule, otherLine, stored, cell = { column: keyColumn, value: key } }, { line, record }) => {
    const details = {
      ...(otherLine !== undefined && { line: otherLine }),
      ...(stored !== undefined && { expected: stored }),
      ...(rule === 'unclear-date' && { option: '--date-order' }),
      ...(rule === 'other-enterprise' && { option: '--renamed' }),
    };
    const { column, value } = cell;
    const message = rejectInWords(rule, { name: column, value, ...details }, messages);
    return writeReject({ line, record, key, column, rule, value, message });
  };
}

function createProgressWords({ batch, numbers }: Messages) {
  const write = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  return (done: number, total: number, rate: number, remaining: number): string => {
    const text = batch.progress(write(done), write(rate));
    return total > done ? batch.remaining(text, write(remaining)) : text;
  };
}
