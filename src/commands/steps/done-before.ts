import { resolve } from 'node:path';
import { peekRecords } from '../../files/enterprise-peek.ts';
import type { Basis } from '../../policy/basis.ts';
import { findDone } from '../../policy/records/done.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import type { Settled } from './settle.ts';

/**
 * What is on record as done in the file of the enterprise whose answers these are; undefined where there is none.
 * `assessedOn` is the day of the answers, `YYYY-MM-DD`.
 */
export async function doneBefore(
  world: World,
  { plan }: Pick<Settled, 'plan'>,
  sheet: Sheet,
  { files, assessedOn }: { readonly files: string; readonly assessedOn: string },
): Promise<Basis['done']> {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  const entry = fact && entryOf(sheet, fact.name);
  if (entry?.state !== 'answered') return undefined;
  const measures = findDone(await peekRecords(resolve(world.cwd, files), String(entry.value)));
  return measures.size === 0 ? undefined : { measures, assessedOn };
}
