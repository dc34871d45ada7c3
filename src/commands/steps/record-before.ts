import { resolve } from 'node:path';
import { peekRecords } from '../../files/enterprise-peek.ts';
import { findOnRecord, type OnRecord } from '../../policy/records/on-record.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import type { Settled } from './settle.ts';

/**
 * What is on record in the file of the enterprise whose answers these are; undefined where nothing is.
 * `assessedOn` is the day of the answers, `YYYY-MM-DD`.
 */
export async function recordBefore(
  world: World,
  { plan }: Pick<Settled, 'plan'>,
  sheet: Sheet,
  { files, assessedOn }: { readonly files: string; readonly assessedOn: string },
): Promise<OnRecord | undefined> {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  const entry = fact && entryOf(sheet, fact.name);
  if (entry?.state !== 'answered') return undefined;
  return findOnRecord(await peekRecords(resolve(world.cwd, files), String(entry.value)), assessedOn);
}
