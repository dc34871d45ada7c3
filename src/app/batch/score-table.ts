import { stat } from 'node:fs/promises';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import { type BatchSummary, formatNumber, rejectInWords } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  type ColumnBinding,
  createEncoder,
  DEFAULT_SCAN_SIZES,
  isKeyFact,
  isScannedAsStored,
  planResultColumns,
  type ResultFormat,
  type Table,
  writeHeading,
  writeReject,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { startProgress } from '../console.ts';
import { withTableRefusals } from '../open-table.ts';
import type { ResolvedColumns } from './resolve-columns.ts';
import { type CollectorInput, createCollector, type Tally } from './result-collector.ts';
import { createBlockScorer } from './score-rows.ts';

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
}

/** Scores every row of a table into results and rejects; nothing has its final name before the end. */
export async function scoreTable(
  world: World,
  plan: Plan,
  table: Table,
  { uses, filter }: ResolvedColumns,
  request: TableRequest,
  messages: Messages,
): Promise<Tally & Pick<BatchSummary, 'blanks' | 'oneByOne' | 'longNumbers'>> {
  const { headings } = table.shape;
  const { strict, gates, answers, format, bom } = request;
  const columns = planResultColumns(plan, { answers });
  const collector = await createCollector({
    ...request,
    heading: writeHeading(plan, { answers }),
    warningsAt: columns.findIndex(({ name, kind }) => name === 'warnings' && kind === 'list'),
    mark: bom ? '\ufeff' : '',
    encoder: await createEncoder(format, columns),
    sayDropped: createDroppedWords(plan, headings, uses, messages),
  });
  const progress = startProgress(world, createProgressWords(messages), { quiet: request.quiet });
  const score = createBlockScorer({ plan, headings, uses, strict, gates, answers }, messages);
  let [blanks, oneByOne, longNumbers, offset] = [0, 0, 0, 0];
  const onProgress = (arrived: number): void => {
    offset = arrived;
  };
  try {
    const size = isScannedAsStored(table.shape) ? (await stat(table.shape.path)).size : null;
    await withTableRefusals(request.path, messages, async () => {
      const blocks = table.read(uses, DEFAULT_SCAN_SIZES, { onProgress });
      let next = await blocks.next();
      for (; !next.done; next = await blocks.next()) {
        const scored = score(next.value, filter?.leftOut(next.value));
        oneByOne += scored.oneByOne;
        longNumbers += next.value.longNumbers ?? 0;
        await collector.add(next.value, scored);
        // How many rows there will be follows from the bytes that are read.
        const share = size === null ? 1 : Math.min(offset, size) / size;
        progress.tell(collector.rows, collector.rows / share);
      }
      ({ blanks } = next.value);
    });
    progress.end();
    if (collector.rows === 0) throw new Refusal(3, messages.batch.refused.noRows(request.path));
    return { ...(await collector.finish()), blanks, oneByOne, longNumbers };
  } catch (error) {
    progress.end();
    await collector.discard();
    throw error;
  }
}

function createDroppedWords(
  plan: Plan,
  headings: readonly string[],
  uses: readonly ColumnBinding[],
  messages: Messages,
): CollectorInput['sayDropped'] {
  const keyAt = plan.inputs.findIndex(isKeyFact);
  const keyColumn = headings[uses.findIndex((use) => 'input' in use && use.input === keyAt)] ?? '';
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
