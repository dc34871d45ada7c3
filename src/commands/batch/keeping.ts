import { stat } from 'node:fs/promises';
import { CALENDAR_DATE } from '../../model/date.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Table } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import type { CollectorGiven } from './collect.ts';
import type { KeepGiven } from './keep-rows.ts';
import type { BatchOptions } from './options.ts';

/** How scored rows are kept, where --files asks for it. Throws a `Refusal` where they cannot be. */
export async function prepareKeeping(
  around: Pick<KeepGiven, 'world' | 'settled' | 'table' | 'uses' | 'speech'>,
  { files, kind, asOf, cost, date, jobs }: Pick<BatchOptions, 'files' | 'kind' | 'asOf' | 'cost' | 'date' | 'jobs'>,
): Promise<CollectorGiven['keep']> {
  if (files === undefined) return undefined;
  const { refused } = around.speech.messages.batch;
  if (files === '') throw new Refusal(2, '--files needs the name of a folder');
  if (around.table.comesOnce) throw new Refusal(2, refused.filesFromStream('--files'));
  if (!around.settled.plan.inputs.some(isKey)) throw new Refusal(3, refused.filesWithoutKey('--files'));
  const given = { ...around, files, kind, asOf, estimate: cost, jobs, date: await dayOfAssessment(around.table, date) };
  // With it comes all that plans and writes policies: most runs keep nothing.
  const { keepRows } = await import('./keep-rows.ts');
  return (index, dropped) => keepRows(given, index, dropped);
}

/** Without a date it is the day the export was last changed, so that scoring it again on a later day adds nothing. */
async function dayOfAssessment({ shape }: Table, date: string | undefined): Promise<string> {
  if (date === undefined) return (await stat(shape.path as string)).mtime.toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (CALENDAR_DATE.test(date)) return date;
  throw new Refusal(2, `--date: "${date}" is not a date like 2026-01-31`);
}
