import { Refusal } from '../../model/refusal.ts';
import { plainLine } from '../../report/terminal/line.ts';
import { isKey } from '../../tabular/result-facts.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import { findDayColumn, settleAssessedOn } from './assessed-on.ts';
import type { CollectorGiven } from './collect.ts';
import type { KeepGiven } from './keep-rows.ts';
import type { BatchOptions } from './options.ts';

/** How scored rows are kept, where --files asks for it. Throws a `Refusal` where they cannot be. */
export async function prepareKeeping(
  around: Pick<KeepGiven, 'world' | 'settled' | 'table' | 'speech'> & { readonly uses: readonly ColumnUse[] },
  options: Pick<BatchOptions, 'files' | 'kind' | 'asOf' | 'cost' | 'date' | 'dateOrder' | 'jobs' | 'renamed'>,
): Promise<CollectorGiven['keep']> {
  const { files, kind, asOf, cost, jobs, renamed = false } = options;
  if (files === undefined) return undefined;
  const { world, settled, table, uses, speech } = around;
  const { messages } = speech;
  const { refused, dayColumn } = messages.batch;
  if (files === '') throw new Refusal(2, '--files needs the name of a folder');
  if (table.comesOnce) throw new Refusal(2, refused.filesFromStream('--files'));
  if (!settled.plan.inputs.some(isKey)) throw new Refusal(3, refused.filesWithoutKey('--files'));
  const assessedOn = await settleAssessedOn({ table, uses, inputs: settled.plan.inputs.length }, options, messages);
  const column = options.date === undefined ? findDayColumn(table, uses) : undefined;
  if (column !== undefined) world.stderr.write(`${plainLine(dayColumn(column, '--date'))}\n`);
  const given = { world, settled, table, speech, files, kind, asOf, estimate: cost, jobs, renamed, assessedOn };
  // With it comes all that plans and writes policies: most runs keep nothing.
  const { keepRows } = await import('./keep-rows.ts');
  return (index, dropped) => keepRows(given, index, dropped);
}
