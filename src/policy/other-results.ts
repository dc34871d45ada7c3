import type { Assessment, Policy, Result } from '../model/generated/types.ts';
import { fromNumber } from '../model/rational.ts';
import { entryOf, type Sheet, type SheetEntry } from '../scoring/sheet.ts';

/** The results under other packs that policies name. */
export function namedResults(policies: readonly Policy[]): string[] {
  return policies.flatMap(({ results = [] }) => results.map(({ id }) => id));
}

/**
 * The sheet with results under other packs, each from the newest assessment under its pack. What the answers state
 * themselves stays, and so does as open what no assessment settles; a level that is not reached does not apply. The same
 * sheet where that adds nothing.
 */
export function withOtherResults(sheet: Sheet, names: readonly string[], assessments: readonly Assessment[]): Sheet {
  const enriched = new Map<string, SheetEntry>();
  for (const name of names) {
    const { state } = entryOf(sheet, name);
    if (state === 'answered' || state === 'notApplicable') continue;
    const cut = name.lastIndexOf('.');
    const [pack, score] = [name.slice(0, cut), name.slice(cut + 1)];
    const newest = assessments.filter((one) => one.pack.id === pack).at(-1);
    const entry = newest && entryFrom(newest.result, score);
    if (entry) enriched.set(name, entry);
  }
  return enriched.size === 0 ? sheet : new Map([...sheet, ...enriched]);
}

function entryFrom({ level, scores }: Result, score: string): SheetEntry | undefined {
  const value = score === 'level' ? level?.value : scores[score]?.value;
  if (value === null) return { state: 'notApplicable' };
  return typeof value === 'number' ? { state: 'answered', value: fromNumber(value) } : undefined;
}
