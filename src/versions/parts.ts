import type { Plain } from './change.ts';

/** A place in a value that is different; absent is what stands on one side only. */
export interface Part {
  readonly path: readonly string[];
  readonly before?: Plain;
  readonly after?: Plain;
}

type Value = Plain | undefined;

/** Lists whose order carries no meaning. */
const SETS = new Set(['enum', 'min', 'max', 'meanOf', 'anyOf', 'allOf', 'needs', 'tags', 'add']);

/** The places where two values differ, as deep as both are maps. */
export function findParts(before: unknown, after: unknown, path: readonly string[] = []): Part[] {
  const [one, other] = [before as Value, after as Value];
  if (isMap(one) && isMap(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap((key) => findParts(one[key], other[key], [...path, key]));
  }
  if (textOf(one, path.at(-1)) === textOf(other, path.at(-1))) return [];
  return [{ path, ...(one === undefined ? {} : { before: one }), ...(other === undefined ? {} : { after: other }) }];
}

/** Whether two values say the same: the order of keys carries no meaning, nor that of what is a set. */
export function isSame(before: unknown, after: unknown, key?: string): boolean {
  return textOf(before as Value, key) === textOf(after as Value, key);
}

function isMap(value: Value): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Value, key?: string): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    const items = (value as readonly Plain[]).map((item) => textOf(item));
    return `[${(key !== undefined && SETS.has(key) ? items.sort() : items).join()}]`;
  }
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).flatMap(([name, item]) =>
    item === undefined ? [] : [`${JSON.stringify(name)}:${textOf(item, name)}`],
  );
  return `{${entries.sort().join()}}`;
}
