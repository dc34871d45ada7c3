import { readPackName } from '../../../portfolio/pack-name.ts';
import { fixedColumns } from '../../../portfolio/result-heading.ts';
import type { FindLimits } from './intake.ts';

/**
 * The scores with an end in the packs that rows state, or that those without are taken to be by: what stands under their
 * names are numbers, or wrong. `cellsUnder` gives the texts of a column.
 */
export async function findScoreNames(
  headings: readonly string[],
  cellsUnder: (column: number) => readonly string[],
  limitsOf: FindLimits,
): Promise<ReadonlySet<string>> {
  const stated = [...fixedColumns(headings)].flatMap(([column, role]) => (role === 'pack' ? cellsUnder(column) : []));
  const names = new Set<string>();
  for (const text of new Set([...stated, ''])) {
    const pack = text === '' ? null : readPackName(text);
    const limits = pack === undefined ? null : await limitsOf(pack);
    for (const name of limits?.scores.keys() ?? []) names.add(name);
  }
  return names;
}
