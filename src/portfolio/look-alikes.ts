import { foldKey } from '../model/key-hash.ts';
import type { Roster } from './roster.ts';

/** The letters that codes of enterprises do without, for each looks like a digit. */
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
const LETTERS = /[OIZS]/g;
const SIGNS = /[^\p{L}\p{N}]+/gu;

/** Keys outside of the registry that read like one in it. */
export interface LookAlikes {
  readonly count: number;
  /** The first: the key outside, and the one in the registry. */
  readonly first: readonly [outside: string, registered: string];
}

/**
 * Finds enterprises outside of the registry whose key differs from one in it only by signs and blanks, or by letters that
 * look like digits: most likely the same, mistyped. Undefined where there are none.
 */
export function findLookAlikes({ size, registered, registrySize, key }: Roster): LookAlikes | undefined {
  if (registrySize === null) return undefined;
  const outside = Array.from({ length: size }, (_, index) => index).filter((index) => registered[index] !== 1);
  if (outside.length === 0) return undefined;
  const known = new Map<string, string>();
  for (let index = 0; index < size; index++) {
    if (registered[index] === 1) known.set(readingOf(key(index)), key(index));
  }
  let count = 0;
  let first: LookAlikes['first'] | undefined;
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
