// The text of an enterprise's file: parsed with the place of any fault, written in the order of the schema.

import { isUtf8 } from 'node:buffer';
import {
  ENTERPRISE_SCHEMA_ID,
  ENTERPRISE_SCHEMAS,
  type Enterprise,
  type Result,
  validateEnterprise,
} from '../model/index.ts';
import { FileProblem } from './file-problem.ts';

const VERSION: Enterprise['schemaVersion'] = 1;

/** The enterprise in the bytes of a file; a `FileProblem` names the place where they are not one. */
export function parseEnterprise(bytes: Uint8Array, path: string): Enterprise {
  const document = parseJson(bytes, path);
  if (isNewer(document)) throw new FileProblem('newer', path, { place: { pointer: '/schemaVersion' } });
  if (validateEnterprise(document)) return document;
  const [first] = validateEnterprise.errors ?? [];
  const place = { pointer: first?.instancePath ?? '' };
  throw new FileProblem('damaged', path, {
    place,
    ...(first?.message && { detail: { kind: 'said', text: first.message } }),
  });
}

/** The text of an enterprise's file: the same for the same content, whatever order its keys came in. */
export function formatEnterprise(enterprise: Enterprise): string {
  const text = `${stringifyInSchemaOrder(enterprise)}\n`;
  // Written once, a file that cannot be read again would stand in the way of every later assessment. What is no JSON, such
  // as a key without a value, is not written, and so no fault.
  const isOne = (document: unknown): boolean => validateEnterprise(document);
  const fresh: Fresh = [];
  if (isOne(withoutValid(enterprise, fresh))) {
    for (const [kind, part] of fresh) VALID[kind].add(part);
    return text;
  }
  if (isOne(JSON.parse(text))) return text;
  const [first] = validateEnterprise.errors ?? [];
  throw new Error(
    `The enterprise ${enterprise.key} does not follow its schema: ${first?.instancePath} ${first?.message}`,
  );
}

/** What follows the schema where it stands, by the kind of it; being frozen, it does so for good. */
const VALID = { answer: new WeakSet<object>(), score: new WeakSet<object>(), instrument: new WeakSet<object>() };

type Kind = keyof typeof VALID;

/** What is frozen and not known yet to follow the schema. */
type Fresh = [kind: Kind, part: object][];

/** An enterprise without what is known to follow the schema: what many share is looked at once. Notes what else is frozen. */
function withoutValid(enterprise: Enterprise, fresh: Fresh): Enterprise {
  const unproven = <T extends object>(kind: Kind, parts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(parts).filter(([, part]) => isNotYetValid(kind, part, fresh)));
  const withScores = <T extends { scores?: Result['scores'] }>(one: T): T =>
    one.scores ? { ...one, scores: unproven('score', one.scores) } : one;
  const assessments = enterprise.assessments.map((one) => {
    const { facts, answers, result, recommendation } = one;
    return {
      ...one,
      facts: unproven('answer', facts),
      answers: unproven('answer', answers),
      result: withScores(result),
      ...(recommendation && {
        recommendation: {
          ...recommendation,
          target: withScores(recommendation.target),
          instruments: recommendation.instruments.filter((judged) => isNotYetValid('instrument', judged, fresh)),
        },
      }),
    };
  });
  return { ...enterprise, facts: unproven('answer', enterprise.facts), assessments };
}

function isNotYetValid(kind: Kind, part: object, fresh: Fresh): boolean {
  if (VALID[kind].has(part)) return false;
  if (Object.isFrozen(part)) fresh.push([kind, part]);
  return true;
}

function isNewer(document: unknown): boolean {
  if (document === null || typeof document !== 'object' || !('schemaVersion' in document)) return false;
  return typeof document.schemaVersion === 'number' && document.schemaVersion > VERSION;
}

/** As much of a JSON Schema as says in which order keys come. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  /** Several shapes; which one a value has shows in its keys. */
  readonly anyOf?: readonly Schema[];
}

/** In which order the keys of an object come, and what stands below them: found once for each schema. */
interface Order {
  /** What is known of a key. */
  readonly keyOf: (name: string) => Key;
  /** That of what stands in a list. */
  readonly items: () => Order;
  /** Of several shapes that of an object with these keys: the first that has a place for every one. */
  readonly shapeOf: (names: readonly string[]) => Order;
  /** Whether the schema names a key. */
  readonly has: (name: string) => boolean;
}

/** A key of the objects of one schema. */
interface Key {
  readonly name: string;
  /** Those the schema does not name have the last one. */
  readonly place: number;
  /** How it is written at a depth, up to its value. */
  readonly startAt: (depth: number) => string;
  /** The order of what stands under it. */
  readonly below: () => Order;
}

const FILES: ReadonlyMap<string, unknown> = new Map(ENTERPRISE_SCHEMAS.map((schema) => [schema.$id, schema]));

/**
 * An enterprise as JSON with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function stringifyInSchemaOrder(value: Enterprise): string {
  const pieces: string[] = [];
  writeValue(value, orderOf({ $ref: ENTERPRISE_SCHEMA_ID }, ENTERPRISE_SCHEMA_ID), 0, pieces, true);
  return pieces.join('');
}

/** Writes as `JSON.stringify` does, two spaces a level; `depth` is the level of the value. */
function writeValue(value: unknown, order: Order, depth: number, pieces: string[], isKept: boolean): void {
  if (typeof value === 'number') pieces.push(Number.isFinite(value) ? String(value) : 'null');
  else if (value === null || typeof value !== 'object') pieces.push(JSON.stringify(value));
  else {
    const known = WRITTEN.get(value);
    const text = known?.order === order ? known.texts[depth] : undefined;
    if (text !== undefined) pieces.push(text);
    else if (isKept && Object.isFrozen(value)) pieces.push(writeFrozen(value, order, depth));
    else writeObject(value, order, depth, pieces, isKept);
  }
}

/** What is frozen says the same for good, and many enterprises share it; what stands in it is kept with it. */
function writeFrozen(value: object, order: Order, depth: number): string {
  const pieces: string[] = [];
  writeObject(value, order, depth, pieces, false);
  const text = pieces.join('');
  const known = WRITTEN.get(value);
  const texts = known?.order === order ? known.texts : [];
  texts[depth] = text;
  WRITTEN.set(value, { order, texts });
  return text;
}

/** The texts of what is frozen, by depth: an answer to a question of the enterprise is one of its assessment, too. */
const WRITTEN = new WeakMap<object, { readonly order: Order; readonly texts: string[] }>();

function writeObject(value: object, order: Order, depth: number, pieces: string[], isKept: boolean): void {
  if (Array.isArray(value)) writeList(value, order.items(), depth, pieces, isKept);
  else writeRecord(value as Record<string, unknown>, order, depth, pieces, isKept);
}

function writeList(list: readonly unknown[], items: Order, depth: number, pieces: string[], isKept: boolean): void {
  let mark = '[';
  for (const item of list) {
    pieces.push(mark, lineAt(depth + 1));
    if (isWritten(item)) writeValue(item, items, depth + 1, pieces, isKept);
    else pieces.push('null');
    mark = ',';
  }
  if (mark === '[') pieces.push('[]');
  else pieces.push(lineAt(depth), ']');
}

function writeRecord(
  held: Readonly<Record<string, unknown>>,
  order: Order,
  depth: number,
  pieces: string[],
  isKept: boolean,
): void {
  let mark = '{';
  for (const { name, startAt, below } of keysInOrder(held, order)) {
    const part = held[name];
    if (!isWritten(part)) continue;
    pieces.push(mark, startAt(depth + 1));
    writeValue(part, below(), depth + 1, pieces, isKept);
    mark = ',';
  }
  if (mark === '{') pieces.push('{}');
  else pieces.push(lineAt(depth), '}');
}

/** Whether JSON has a word for a value. */
function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/** The keys of an object by their places, those without one last; most often they are in order already. */
function keysInOrder(held: Readonly<Record<string, unknown>>, order: Order): readonly Key[] {
  const names = Object.keys(held);
  const { keyOf } = order.shapeOf(names);
  let [isInOrder, last] = [true, 0];
  const keys: Key[] = [];
  for (const name of names) {
    const key = keyOf(name);
    if (key.place < last) isInOrder = false;
    last = key.place;
    keys.push(key);
  }
  return isInOrder ? keys : keys.sort((one, other) => one.place - other.place);
}

const LINES: string[] = [];

/** Ends a line, and begins the next one at a depth. */
function lineAt(depth: number): string {
  LINES[depth] ??= `\n${'  '.repeat(depth)}`;
  return LINES[depth];
}

/** So many keys of a schema are known before they are forgotten. */
const MOST_KEYS = 4096;

const ANY: Schema = {};
const FOUND = new WeakMap<Schema, Order>();

/** The order a schema of a file asks for. */
function orderOf(reference: Schema, from: string): Order {
  const { schema, file } = follow(reference, from);
  const known = FOUND.get(schema);
  if (known) return known;
  const { properties = {}, additionalProperties, items = ANY, anyOf = [] } = schema;
  const others = typeof additionalProperties === 'object' ? additionalProperties : ANY;
  const places = new Map(Object.keys(properties).map((name, place) => [name, place]));
  const keys = new Map<string, Key>();
  let shapes: Order[] | undefined;
  let inside: Order | undefined;
  const order: Order = {
    has: (name) => places.has(name),
    keyOf(name) {
      const known = keys.get(name);
      if (known) return known;
      const place = places.get(name);
      const schema = place === undefined ? others : (properties[name] ?? others);
      if (keys.size >= MOST_KEYS) keys.clear();
      // Schemas refer to themselves, so what is below is found when it is asked for.
      const key = createKey(name, place ?? places.size, () => orderOf(schema, file));
      keys.set(name, key);
      return key;
    },
    items() {
      inside ??= orderOf(items, file);
      return inside;
    },
    shapeOf(names) {
      if (anyOf.length === 0) return order;
      shapes ??= anyOf.map((shape) => orderOf(shape, file));
      return shapes.find(({ has }) => names.every(has)) ?? order;
    },
  };
  FOUND.set(schema, order);
  return order;
}

function createKey(name: string, place: number, find: () => Order): Key {
  const starts: string[] = [];
  let order: Order | undefined;
  return {
    name,
    place,
    startAt(depth) {
      starts[depth] ??= `${lineAt(depth)}${JSON.stringify(name)}: `;
      return starts[depth];
    },
    below() {
      order ??= find();
      return order;
    },
  };
}

/** The schema a reference leads to; one that leads nowhere known leaves the order as it is. */
function follow(schema: Schema, file: string): { readonly schema: Schema; readonly file: string } {
  if (schema.$ref === undefined) return { schema, file };
  const [name, pointer = ''] = schema.$ref.split('#');
  let found: unknown = FILES.get(name || file);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  return follow((found ?? ANY) as Schema, name || file);
}

/** Reads the bytes of a JSON file; a `FileProblem` says where they stop being JSON or text. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = decode(bytes, path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = lineAndColumn(text, findJsonError(text) ?? text.length);
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-json' }, cause });
  }
}

/** A bad byte is refused: read as a replacement character, it would be saved as one. */
function decode(bytes: Uint8Array, path: string): string {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!isMarked && isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Read leniently, every bad byte is one such character, so the first of them is the place.
    const text = new TextDecoder().decode(bytes);
    const place = lineAndColumn(text, text.indexOf('\ufffd'));
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-utf8' }, cause });
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

const SPACE = /[ \t\r\n]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next: `first` is a value or key right after the opening bracket, where the closing one may stand too. */
type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** The offset of the first thing in a text that JSON does not allow there; undefined if the text is JSON. */
export function findJsonError(text: string): number | undefined {
  const open: string[] = [];
  let next: Next = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
    const token = matchAt(TOKEN, text, offset);
    if (token === undefined) return offset;
    const control = [...token].findIndex((character) => character < ' ');
    if (control >= 0) return offset + control;
    const after = step(next, token, open);
    if (after === undefined) return offset;
    next = after;
    offset += token.length;
  }
  return next === 'end' ? undefined : text.length;
}

/** What may come after a token, or undefined if the token may not stand here. `open` holds the brackets still open. */
function step(next: Next, token: string, open: string[]): Next | undefined {
  const afterValue = () => (open.length > 0 ? 'comma' : 'end');
  const closes = (token === '}' && open.at(-1) === '{') || (token === ']' && open.at(-1) === '[');
  if (closes && (next === 'comma' || next === 'first key' || next === 'first value')) {
    open.pop();
    return afterValue();
  }
  if (next === 'comma') return token === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined;
  if (next === 'colon') return token === ':' ? 'value' : undefined;
  if (next === 'key' || next === 'first key') return token.startsWith('"') ? 'colon' : undefined;
  if (next === 'end' || /^[}\],:]$/.test(token)) return undefined;
  if (token !== '{' && token !== '[') return afterValue();
  open.push(token);
  return token === '{' ? 'first key' : 'first value';
}

function skipSpace(text: string, offset: number): number {
  return offset + (matchAt(SPACE, text, offset)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
