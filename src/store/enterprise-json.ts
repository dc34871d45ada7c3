// The text of an enterprise's file: parsed with the place of any fault, written in the order of the schema.

import { isUtf8 } from 'node:buffer';
import { ENTERPRISE_SCHEMA_ID, ENTERPRISE_SCHEMAS, type Enterprise, validateEnterprise } from '../model/index.ts';
import {
  CHAINED,
  type ChainChange,
  type ClosedFile,
  checkChain,
  closeWithChain,
  countVouched,
  type Outline,
} from './chain.ts';
import { FileProblem } from './file-problem.ts';

/** An enterprise as its file says, and the problem that something in the file is not as it was written. */
export interface ReadEnterprise {
  readonly enterprise: Enterprise;
  readonly altered: FileProblem | undefined;
}

/** The enterprise in the bytes of a file; a `FileProblem` names the place where they are not one. */
export function parseEnterprise(bytes: Buffer, path: string): ReadEnterprise {
  const enterprise = parseDocument(bytes, path);
  const findings = checkChain(bytes, enterprise, (one) => `${stringifyInSchemaOrder(one)}\n`);
  const altered =
    findings.length > 0 ? new FileProblem('altered', path, { detail: { kind: 'altered', findings } }) : undefined;
  return { enterprise, altered };
}

/** An enterprise of which only what its chain vouches for is known, and how many assessments there are. */
export interface CheckedEnterprise extends Pick<ReadEnterprise, 'altered'> {
  readonly enterprise: Outline & { readonly assessments: { readonly length: number } };
}

/** As `parseEnterprise`, for those who only ask whether a file is as it was written: most need not be parsed for that. */
export function checkEnterprise(bytes: Buffer, path: string): CheckedEnterprise {
  const outline = readOutline(bytes);
  const length = outline && countVouched(bytes, outline);
  if (!outline || length === undefined) return parseEnterprise(bytes, path);
  return { enterprise: { ...outline, assessments: { length } }, altered: undefined };
}

/** What stands before and behind what was stated; undefined where the text is not that of a file with a chain. */
function readOutline(bytes: Buffer): Outline | undefined {
  const [head] = /^\{\n {2}"schemaVersion": 2,\n {2}"key": ".*",\n/.exec(bytes.toString('latin1', 0, 1000)) ?? [];
  const end = bytes.lastIndexOf(',\n  "chain": {\n');
  if (head === undefined || end < 0) return undefined;
  try {
    const text = `${bytes.toString('utf8', 0, head.length)}"facts": {}, "assessments": []${bytes.toString('utf8', end)}`;
    const outline: unknown = JSON.parse(text);
    return validateEnterprise(outline) ? outline : undefined;
  } catch {
    return undefined;
  }
}

function parseDocument(bytes: Uint8Array, path: string): Enterprise {
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

/** An enterprise's file and the chain it ends in, with links for the entries that were added: but for them the same for the same content, whatever order its keys came in. */
export function formatEnterprise({ chain, ...content }: Enterprise, change: ChainChange): ClosedFile {
  const enterprise: Enterprise = { ...content, schemaVersion: CHAINED };
  return closeWithChain(formatChecked(enterprise), enterprise, chain, change);
}

function formatChecked(enterprise: Enterprise): string {
  const text = `${stringifyInSchemaOrder(enterprise)}\n`;
  // Written once, a file that cannot be read again would stand in the way of every later assessment. What is no JSON, such
  // as a key without a value, is not written, and so no fault.
  const follows = (document: unknown): boolean => validateEnterprise(document);
  if (follows(enterprise) || follows(JSON.parse(text))) return text;
  const [first] = validateEnterprise.errors ?? [];
  throw new Error(
    `The enterprise ${enterprise.key} does not follow its schema: ${first?.instancePath} ${first?.message}`,
  );
}

function isNewer(document: unknown): boolean {
  const { schemaVersion } = (document ?? {}) as { readonly schemaVersion?: unknown };
  return typeof schemaVersion === 'number' && schemaVersion > CHAINED;
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

const FILES: ReadonlyMap<string, unknown> = new Map(ENTERPRISE_SCHEMAS.map((schema) => [schema.$id, schema]));

const ANY: Schema = {};
const WHOLE: Schema = { $ref: ENTERPRISE_SCHEMA_ID };

/**
 * An enterprise as JSON with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function stringifyInSchemaOrder(value: Enterprise): string {
  return JSON.stringify(inSchemaOrder(value, WHOLE, ENTERPRISE_SCHEMA_ID), null, 2);
}

/** A value with its keys in the order of a schema of a file, itself where they are; keys that the schema does not name come last. */
function inSchemaOrder(value: unknown, reference: Schema, from: string): unknown {
  if (value === null || typeof value !== 'object' || reference === ANY) return value;
  const own = follow(reference, from);
  const { schema, file } = own;
  if (Array.isArray(value)) {
    const { items = ANY } = schema;
    const ordered = value.map((item) => inSchemaOrder(item, items, file));
    return ordered.every((item, i) => item === value[i]) ? value : ordered;
  }
  const names = Object.keys(value);
  const shapes = (schema.anyOf ?? []).map((shape) => follow(shape, file));
  const shape = shapes.find(({ ranks }) => names.every((name) => ranks.has(name)));
  const { schema: known, ranks, file: place } = shape ?? own;
  const { properties = {}, additionalProperties } = known;
  const others = typeof additionalProperties === 'object' ? additionalProperties : ANY;
  const rankOf = (name: string): number => ranks.get(name) ?? ranks.size;
  const sorted = names.every((name, i) => i === 0 || rankOf(names[i - 1] as string) <= rankOf(name))
    ? names
    : names.toSorted((a, b) => rankOf(a) - rankOf(b));
  const stated = value as Readonly<Record<string, unknown>>;
  const ordered = sorted.map((name) =>
    inSchemaOrder(stated[name], ranks.has(name) ? (properties[name] as Schema) : others, place),
  );
  if (sorted === names && ordered.every((one, i) => one === stated[names[i] as string])) return value;
  return Object.fromEntries(sorted.map((name, i) => [name, ordered[i]]));
}

/** A schema that a reference leads to, the file it stands in, and the places of its keys. */
interface FollowedSchema {
  readonly schema: Schema;
  readonly file: string;
  readonly ranks: ReadonlyMap<string, number>;
}

const FOLLOWED = new WeakMap<Schema, FollowedSchema>();

/** The schema a reference leads to; one that leads nowhere known leaves the order as it is. */
function follow(reference: Schema, from: string): FollowedSchema {
  const known = FOLLOWED.get(reference);
  if (known) return known;
  const followed = followAnew(reference, from);
  FOLLOWED.set(reference, followed);
  return followed;
}

function followAnew(reference: Schema, from: string): FollowedSchema {
  if (reference.$ref === undefined) {
    const ranks = new Map(Object.keys(reference.properties ?? {}).map((name, i) => [name, i]));
    return { schema: reference, file: from, ranks };
  }
  const [name, pointer = ''] = reference.$ref.split('#');
  let found: unknown = FILES.get(name || from);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  return follow((found ?? ANY) as Schema, name || from);
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
  // A byte-order mark, which begins with EF, is left out by the decoder alone.
  if (bytes[0] !== 0xef && isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
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
