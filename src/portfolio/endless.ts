import type { Roster } from './roster.ts';

const LONG = /^[+-]?[\d.]+(e\+?\d{3,}|\d{250,})$/i;

/** Facts with values that are written as numbers and that no double holds: most likely slips. */
export function findEndless({
  facts,
}: Pick<Roster, 'facts'>): { readonly fact: string; readonly values: readonly string[] }[] {
  return [...facts].flatMap(([fact, { values }]) => {
    const endless = values.filter((value) => LONG.test(value) && !Number.isFinite(Number(value)));
    return endless.length === 0 ? [] : [{ fact, values: endless }];
  });
}
