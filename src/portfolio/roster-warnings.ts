import { foldKey, normaliseSpelling } from '../model/index.ts';
import type { Roster } from './roster.ts';

/** The letters that codes of enterprises do without, for each looks like a digit. */
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
const LETTERS = /[OIZS]/g;
const SIGNS = /[^\p{L}\p{N}]+/gu;

/** Keys outside of the registry that read like one in it. */
interface SimilarKeys {
  readonly count: number;
  /** The first: the key outside, and the one in the registry. */
  readonly first: readonly [outside: string, registered: string];
}

/**
 * Finds enterprises outside of the registry whose key differs from one in it only by signs and blanks, or by letters that
 * look like digits: most likely the same, mistyped. Undefined where there are none.
 */
export function findSimilarKeys({ size, registered, registrySize, key }: Roster): SimilarKeys | undefined {
  if (registrySize === null) return undefined;
  const outside = Array.from({ length: size }, (_, index) => index).filter((index) => registered[index] !== 1);
  if (outside.length === 0) return undefined;
  const known = new Map<string, string>();
  for (let index = 0; index < size; index++) {
    if (registered[index] === 1) known.set(readingOf(key(index)), key(index));
  }
  let count = 0;
  let first: SimilarKeys['first'] | undefined;
  for (const index of outside) {
    const alike = known.get(readingOf(key(index)));
    if (alike === undefined) continue;
    count += 1;
    first ??= [key(index), alike];
  }
  return first && { count, first };
}

function readingOf(key: string): string {
  return foldKey(key)
    .replace(SIGNS, '')
    .replace(LETTERS, (letter) => DIGIT_OF[letter] as string);
}

/** The values of a fact that differ in capitals, width or blanks alone, each set of them; groups take them apart. */
export function findSimilarValues({ facts }: Pick<Roster, 'facts'>, fact: string): readonly (readonly string[])[] {
  const alike = new Map<string, string[]>();
  for (const value of facts.get(fact)?.values ?? []) {
    const form = normaliseSpelling(value);
    alike.set(form, [...(alike.get(form) ?? []), value]);
  }
  return [...alike.values()].filter(({ length }) => length > 1);
}

const LONG = /^[+-]?[\d.]+(e\+?\d{3,}|\d{250,})$/i;

/** Facts with values that are written as numbers and that no double holds: most likely slips. */
export function findNonFinite({
  facts,
}: Pick<Roster, 'facts'>): { readonly fact: string; readonly values: readonly string[] }[] {
  return [...facts].flatMap(([fact, { values }]) => {
    const endless = values.filter((value) => LONG.test(value) && !Number.isFinite(Number(value)));
    return endless.length === 0 ? [] : [{ fact, values: endless }];
  });
}
