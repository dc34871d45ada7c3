// Results that are computed once for each owner and shared, which is why they are frozen.

/** So many results of one work are kept before they are forgotten. */
const MOST_RESULTS = 2048;

/** What follows from something given, and from what its owner holds for good. */
export type Computation<Owner, Given, Result> = (given: Given, owner: Owner) => Result;

/**
 * Gives what a work makes of something for its owner, or what it made of the same before: see `identify`. The result is
 * frozen, for many share it.
 */
export function memoize<Owner extends object, Given, Result>(
  work: Computation<Owner, Given, Result>,
  owner: Owner,
  given: Given,
): Result {
  const results = resultsOf(work, owner);
  const key = structuralKey(given);
  const known = results.get(key) as Result | undefined;
  if (known !== undefined || results.has(key)) return known as Result;
  if (results.size >= MOST_RESULTS) results.clear();
  const result = freezeDeep(work(given, owner));
  results.set(key, result);
  return result;
}

/** By what was given. */
type Results = Map<string, unknown>;

const RESULTS = new WeakMap<object, Map<unknown, Results>>();

function resultsOf(work: unknown, owner: object): Results {
  let works = RESULTS.get(owner);
  if (!works) {
    works = new Map();
    RESULTS.set(owner, works);
  }
  let results = works.get(work);
  if (!results) {
    results = new Map();
    works.set(work, results);
  }
  return results;
}

/** Freezes a value and everything in it, so that what is found out about it once holds for good. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep(part);
  return value;
}

/** So many values of one owner are shared before they are forgotten. */
const MOST_INTERNED = 1024;

const INTERNED = new WeakMap<object, Map<string, unknown>>();

/** Gives the same frozen object for what is the same in JSON, of one owner: many enterprises are told the same. */
export function internObject<T extends object>(owner: object, value: T): T {
  let known = INTERNED.get(owner);
  if (!known) {
    known = new Map();
    INTERNED.set(owner, known);
  }
  const key = JSON.stringify(value);
  const found = known.get(key) as T | undefined;
  if (found) return found;
  if (known.size >= MOST_INTERNED) known.clear();
  known.set(key, freezeDeep(value));
  return value;
}

/**
 * A text that two values have in common only where they are the same in every part. What is frozen is the same as nothing
 * but itself. Values are plain: texts, numbers, truth values, and lists and records of them.
 */
export function structuralKey(value: unknown): string {
  const parts: string[] = [];
  addParts(value, parts);
  return parts.join('');
}

function addParts(value: unknown, parts: string[]): void {
  if (typeof value === 'string') parts.push(`${value.length}"`, value);
  else if (typeof value !== 'object' || value === null) parts.push(`${value};`);
  else if (Object.isFrozen(value)) parts.push(`#${frozenNumber(value)};`);
  else if (Array.isArray(value)) {
    parts.push('[');
    for (const part of value) addParts(part, parts);
    parts.push(']');
  } else {
    parts.push('{');
    for (const key in value) {
      parts.push(`${key.length}"`, key);
      addParts(value[key as keyof typeof value], parts);
    }
    parts.push('}');
  }
}

function frozenNumber(frozen: object): number {
  const known = FROZEN_NUMBERS.get(frozen);
  if (known !== undefined) return known;
  lastNumber += 1;
  FROZEN_NUMBERS.set(frozen, lastNumber);
  return lastNumber;
}

/** No number is given twice. */
const FROZEN_NUMBERS = new WeakMap<object, number>();
let lastNumber = 0;
