import { plainForm } from '../model/plain.ts';
import type { Roster } from './roster.ts';

/** The values of a fact that differ in capitals, width or blanks alone, each set of them; groups take them apart. */
export function findAlikeValues({ facts }: Pick<Roster, 'facts'>, fact: string): readonly (readonly string[])[] {
  const alike = new Map<string, string[]>();
  for (const value of facts.get(fact)?.values ?? []) {
    const form = plainForm(value);
    alike.set(form, [...(alike.get(form) ?? []), value]);
  }
  return [...alike.values()].filter(({ length }) => length > 1);
}
