import { freezeDeep } from './frozen.ts';
import { identify } from './identity.ts';

/** So many results of one work are kept before they are forgotten. */
const MOST_KEPT = 2048;

/** What follows from something given, and from what its owner holds for good. */
export type Work<Owner, Given, Result> = (given: Given, owner: Owner) => Result;

/**
 * Gives what a work makes of something for its owner, or what it made of the same before: see `identify`. The result is
 * frozen, for many share it.
 */
export function remember<Owner extends object, Given, Result>(
  work: Work<Owner, Given, Result>,
  owner: Owner,
  given: Given,
): Result {
  const results = resultsOf(work, owner);
  const key = identify(given);
  const known = results.get(key) as Result | undefined;
  if (known !== undefined || results.has(key)) return known as Result;
  if (results.size >= MOST_KEPT) results.clear();
  const result = freezeDeep(work(given, owner));
  results.set(key, result);
  return result;
}

/** By what was given. */
type Results = Map<string, unknown>;

const KEPT = new WeakMap<object, Map<unknown, Results>>();

function resultsOf(work: unknown, owner: object): Results {
  let works = KEPT.get(owner);
  if (!works) {
    works = new Map();
    KEPT.set(owner, works);
  }
  let results = works.get(work);
  if (!results) {
    results = new Map();
    works.set(work, results);
  }
  return results;
}
