import type { Messages } from '../../i18n/messages.ts';
import { Refusal } from '../../model/refusal.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { formatNumber } from '../../report/number.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Table } from '../../tabular/open.ts';
import { writeReject } from '../../tabular/rejects.ts';
import { isKey } from '../../tabular/results.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { World } from '../../world.ts';
import { explainTable } from '../steps/open-table.ts';
import { startProgress } from '../steps/progress.ts';
import { createBlockScorer } from './block-scorer.ts';
import { type CollectorGiven, createCollector, type Tally } from './collect.ts';

/** What a run over a table was asked for. */
export interface TableRequest extends Pick<CollectorGiven, 'out' | 'rejects' | 'duplicates'> {
  /** The export, as the user wrote it. */
  readonly path: string;
  readonly strict: boolean;
  readonly quiet: boolean;
}

/** Scores every row of a table into results and rejects; nothing has its final name before the end. */
export async function scoreTable(
  world: World,
  plan: Plan,
  table: Table,
  uses: readonly ColumnUse[],
  request: TableRequest,
  messages: Messages,
): Promise<Tally & { readonly blanks: number }> {
  const { headings } = table.shape;
  const scorer = createBlockScorer({ plan, headings, uses, strict: request.strict }, messages);
  const collector = await createCollector({
    ...request,
    heading: scorer.heading,
    sayDropped: createDroppedWords(plan, headings, uses, messages),
  });
  const progress = startProgress(world, createProgressWords(messages), { quiet: request.quiet });
  try {
    const blanks = await explainTable(request.path, messages, async () => {
      const blocks = table.read(uses);
      let done = 0;
      for (;;) {
        const next = await blocks.next();
        if (next.done) return next.value.blanks;
        await collector.add(scorer.score(next.value));
        done += next.value.rows;
        progress.tell(done, done);
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

function createDroppedWords(
  plan: Plan,
  headings: readonly string[],
  uses: readonly ColumnUse[],
  messages: Messages,
): CollectorGiven['sayDropped'] {
  const keyAt = plan.inputs.findIndex(isKey);
  const column = headings[uses.findIndex((use) => use.kind !== 'ignore' && use.input === keyAt)] ?? '';
  const rule = 'duplicate-key';
  return ({ key, otherLine }, { line, record }) => {
    const message = rejectInWords(rule, { name: column, value: key, line: otherLine }, messages);
    return writeReject({ line, record, key, column, rule, value: key, message });
  };
}

function createProgressWords({ batch, numbers }: Messages) {
  const write = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  return (done: number, _: number, rate: number): string => batch.progress(write(done), write(rate));
}
