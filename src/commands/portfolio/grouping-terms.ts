import type { Messages } from '../../i18n/index.ts';
import { didYouMean } from '../../model/closest.ts';
import { foldKey } from '../../model/key-hash.ts';
import { Refusal } from '../../model/refusal.ts';
import { isFixedHeading } from '../../portfolio/result-heading.ts';

/** Groupings as they were typed: each by one fact or several crossed. */
export type Terms = readonly (readonly string[])[];

/** What facts are looked up in. */
export interface KnownFacts {
  readonly facts: ReadonlyMap<string, unknown>;
  /** The headings of keys: each enterprise would be a group of its own. */
  readonly keys: ReadonlySet<string>;
}

/** Parts what was typed: groupings by commas, crossed facts by `*`. A name that is missing is blank. */
export function readTerms(given: string): string[][] {
  return given.split(/[,，]/).map((term) => term.split('*').map((name) => name.trim()));
}

/** Throws a `Refusal` where a name is missing or a grouping stands there twice. */
export function refuseOddTerms(option: string, by: Terms, { portfolio }: Messages): void {
  if (by.flat().includes('')) throw new Refusal(2, portfolio.by.missing(option), portfolio.by.form('--by'));
  const twice = by.flatMap((term, i) => [
    ...term.filter((name, j) => term.indexOf(name) < j).slice(0, 1),
    ...(by.slice(0, i).some((other) => isSame(other, term)) ? [term.join('*')] : []),
  ]);
  if (twice[0] !== undefined) throw new Refusal(2, portfolio.by.twice(option, twice[0]));
}

/** The same groupings by the names that facts have; throws a `Refusal` for one that is none. */
export function settleTerms(by: Terms, known: KnownFacts, messages: Messages): Terms {
  const settled = by.map((term) => term.map((name) => settleFact(name, known, messages)));
  refuseOddTerms('--by', settled, messages);
  return settled;
}

/** The fact of that name; in other capitals where only one is spelled so. Throws a `Refusal` where there is none. */
export function settleFact(name: string, { facts, keys }: KnownFacts, { portfolio, numbers }: Messages): string {
  if (facts.has(name)) return name;
  const known = [...facts.keys()];
  const folded = foldKey(name);
  const alike = known.filter((fact) => foldKey(fact) === folded);
  if (alike[0] !== undefined && alike.length === 1) return alike[0];
  if ([...keys].some((key) => foldKey(key) === folded)) throw new Refusal(3, portfolio.by.isKey(name));
  if (isFixedHeading(name))
    throw new Refusal(3, portfolio.by.isNoFact(name), portfolio.columnsAre(numbers.list(known)));
  const near = didYouMean(name, known);
  const hint = near === undefined ? portfolio.columnsAre(numbers.list(known)) : portfolio.didYouMean(near);
  throw new Refusal(3, portfolio.notes.noFact(name), known.length > 0 ? hint : undefined);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
