/** Freezes a value and everything in it, so that what is found out about it once holds for good. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep(part);
  return value;
}

/** So many values of one owner are shared before they are forgotten. */
const MOST_SHARED = 1024;

const SHARED = new WeakMap<object, Map<string, unknown>>();

/** Gives the same frozen object for what is the same in JSON, of one owner: many enterprises are told the same. */
export function shareEqual<T extends object>(owner: object, value: T): T {
  let known = SHARED.get(owner);
  if (!known) {
    known = new Map();
    SHARED.set(owner, known);
  }
  const key = JSON.stringify(value);
  const found = known.get(key) as T | undefined;
  if (found) return found;
  if (known.size >= MOST_SHARED) known.clear();
  known.set(key, freezeDeep(value));
  return value;
}
