import { stat } from 'node:fs/promises';
import type { Language, Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import { formatNumber, rejectInWords } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  type ColumnBinding,
  createEncoder,
  DEFAULT_SCAN_SIZES,
  guessRanges,
  isKeyFact,
  isSplittable,
  planResultColumns,
  type ReadTotals,
  type ResultFormat,
  type RowBlock,
  readTable,
  type Table,
  writeHeading,
  writeReject,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { startProgress } from '../console.ts';
import { withTableRefusals } from '../open-table.ts';
import { type CollectorInput, createCollector, type Tally } from './result-collector.ts';
import { type BlockScorer, createBlockScorer, createRangeScorer, type RangeScorer } from './score-rows.ts';
import { findDuplicatesInThreads, joinRanges, scoreInThreads, type Thread } from './score-threads.ts';
import type { WorkerInput } from './score-worker.ts';
import { createPartBuilder, type Part, type ScoredPart } from './scored-part.ts';

/** How much of a file is scored at a time, in bytes: small enough for little memory and an even load. */
const RANGE = { least: 1 << 15, most: 1 << 21 };
/** Ranges for each thread at least, so that none is idle at the end. */
const RANGES_EACH = 8;

/** What a run over a table was asked for. */
export interface TableRequest
  extends Pick<CollectorInput, 'out' | 'rejects' | 'duplicates' | 'keep' | 'mend' | 'gates'> {
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
  uses: readonly ColumnBinding[],
  request: TableRequest,
  { language, messages }: { readonly language: Language; readonly messages: Messages },
): Promise<Tally & { readonly blanks: number }> {
  const { headings } = table.shape;
  const { strict, gates, answers, format, bom } = request;
  // Without keys rows are called by their records, whose numbers are known only in a row.
  const isDivided = isSplittable(table.shape) && plan.inputs.some(isKeyFact);
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
    findTwice: (hashes) => findDuplicatesInThreads(hashes, threads),
    sayDropped: createDroppedWords(plan, headings, uses, messages),
  });
  const progress = startProgress(world, createProgressWords(messages), { quiet: request.quiet });
  let blanks = 0;
  try {
    const { size } = await sizeOf(table);
    await withTableRefusals(request.path, messages, async () => {
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
  given: WorkerInput,
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
    const blocks = isSplittable(shape)
      ? readTable(shape, uses, undefined, DEFAULT_SCAN_SIZES, { onProgress: tell })
      : table.read(uses);
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
  yield* joinRanges(scoreInThreads(ranges, threads, scoreHere, spent), scoreHere, shape, spent);
}

/** Scores blocks one by one. A part holds until the next one is asked for. */
async function* scoreInTurn(
  blocks: AsyncGenerator<RowBlock, ReadTotals>,
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
  uses: readonly ColumnBinding[],
  messages: Messages,
): CollectorInput['sayDropped'] {
  const keyAt = plan.inputs.findIndex(isKeyFact);
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
