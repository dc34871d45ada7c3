// Places within the document of a funding programme, as paths and as text: `instruments/digital-grant/areas`.

import { isObject } from './funding-terms.ts';
import type { Json } from './programme-cells.ts';

/** The lists of the document whose members are named by their ids. */
export const LISTS = ['results', 'facts', 'tracks', 'groups', 'ceilings', 'instruments'] as const;

export type ListName = (typeof LISTS)[number];

export function isListName(name: string | undefined): name is ListName {
  return LISTS.some((list) => list === name);
}

/** Formats a path as text; slashes within a name are escaped as in JSON pointers. */
export function formatPlace(segments: readonly string[]): string {
  return segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}

/** The maximum number of names in a place, more than any programme needs. */
const MAX_SEGMENTS = 20;

/** Parses the text of a path; undefined if the text is not a path. */
export function parsePlace(text: string): readonly string[] | undefined {
  const segments = text.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments.length <= MAX_SEGMENTS && segments.every((segment) => segment !== '') ? segments : undefined;
}

/**
 * An object of a document that is being built. It has no prototype, so that names such as `constructor` are ordinary
 * keys.
 */
export type Draft = { [key: string]: Json | Draft | Draft[] };

/** Creates an empty object. */
export function createDraft(): Draft {
  return Object.create(null) as Draft;
}

/** Puts a value at a path; returns false if there is one already. */
export function putAt(target: Draft, path: readonly string[], value: Json): boolean {
  const [key = '', ...inner] = path;
  const existingValue = Object.hasOwn(target, key) ? target[key] : undefined;
  if (inner.length === 0) {
    if (existingValue !== undefined) return false;
    target[key] = value;
    return true;
  }
  if (existingValue === undefined) {
    const created = createDraft();
    target[key] = created;
    return putAt(created, inner, value);
  }
  if (!isObject(existingValue as Json)) return false;
  const copy = Object.assign(createDraft(), existingValue);
  target[key] = copy;
  return putAt(copy, inner, value);
}

/** Returns the value at a path; undefined if there is none. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/**
 * Returns a copy of an object without the value at a path, and without the objects that become empty by that; undefined
 * if nothing is left.
 */
export function removePath(value: Json, path: readonly string[]): Json | undefined {
  const [key, ...inner] = path;
  if (key === undefined) return undefined;
  if (!isObject(value) || !Object.hasOwn(value, key)) return value;
  const otherContent = removePath(value[key] as Json, inner);
  const otherEntries = Object.entries(value).filter(([name]) => name !== key);
  const entries =
    otherContent === undefined
      ? otherEntries
      : Object.entries(value).map(([name, one]) => [name, name === key ? otherContent : one] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
