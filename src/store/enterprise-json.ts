// Parses the text of an enterprise file, locating errors, and formats it in schema order.

import { isUtf8 } from 'node:buffer';
import { ENTERPRISE_SCHEMA_ID, ENTERPRISE_SCHEMAS, type Enterprise, validateEnterprise } from '../model/index.ts';
import {
  CHAINED_FORMAT,
  type ChainChange,
  type ClosedFile,
  checkChain,
  closeWithChain,
  countVouched,
  type EnterpriseOutline,
} from './chain.ts';
import { FileProblem } from './file-problem.ts';

/** An enterprise as read from its file, and a problem if the file differs from what was written. */
export interface ReadEnterprise {
  readonly enterprise: Enterprise;
  readonly altered: FileProblem | undefined;
}

/** Parses the bytes of an enterprise file; throws a `FileProblem` that locates the error. */
export function parseEnterprise(bytes: Buffer, path: string): ReadEnterprise {
  const enterprise = parseDocument(bytes, path);
  const findings = checkChain(bytes, enterprise, (content) => `${stringifyInSchemaOrder(content)}\n`);
  const alteredProblem =
    findings.length > 0 ? new FileProblem('altered', path, { detail: { kind: 'altered', findings } }) : undefined;
  return { enterprise, altered: alteredProblem };
}

/** An enterprise of which only the outline and the number of assessments were read. */
export interface CheckedEnterprise extends Pick<ReadEnterprise, 'altered'> {
  readonly enterprise: EnterpriseOutline & { readonly assessments: { readonly length: number } };
}

/**
 * As `parseEnterprise`, for callers that only ask whether a file is as written: most files need not be parsed for that.
 */
export function checkEnterprise(bytes: Buffer, path: string): CheckedEnterprise {
  const outline = readOutline(bytes);
  const length = outline && countVouched(bytes, outline);
  if (!outline || length === undefined) return parseEnterprise(bytes, path);
  return { enterprise: { ...outline, assessments: { length } }, altered: undefined };
}

/**
 * Reads what precedes and follows the facts, assessments and records; undefined unless the text looks like a file with
 * a chain.
 */
function readOutline(bytes: Buffer): EnterpriseOutline | undefined {
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

/**
 * Formats an enterprise file, ending in its chain with links for the added entries. Apart from those links, the same
 * content gives the same bytes whatever the order of its keys.
 */
export function formatEnterprise({ chain, ...content }: Enterprise, change: ChainChange): ClosedFile {
  const enterprise: Enterprise = { ...content, schemaVersion: CHAINED_FORMAT };
  return closeWithChain(formatValidated(enterprise), enterprise, chain, change);
}

function formatValidated(enterprise: Enterprise): string {
  const text = `${stringifyInSchemaOrder(enterprise)}\n`;
  // An invalid file, once written, would block every later assessment. Values that JSON omits, such as undefined, are
  // not written and therefore not errors.
  const isValid = (document: unknown): boolean => validateEnterprise(document);
  if (isValid(enterprise) || isValid(JSON.parse(text))) return text;
  const [first] = validateEnterprise.errors ?? [];
  throw new Error(
    `The enterprise ${enterprise.key} does not follow its schema: ${first?.instancePath} ${first?.message}`,
  );
}

function isNewer(document: unknown): boolean {
  const { schemaVersion } = (document ?? {}) as { readonly schemaVersion?: unknown };
  return typeof schemaVersion === 'number' && schemaVersion > CHAINED_FORMAT;
}

/** The part of a JSON Schema that determines key order. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  /** Alternative shapes; a value's keys show which one it has. */
  readonly anyOf?: readonly Schema[];
}

const SCHEMA_FILES: ReadonlyMap<string, unknown> = new Map(ENTERPRISE_SCHEMAS.map((schema) => [schema.$id, schema]));

const ANY_SCHEMA: Schema = {};
const ENTERPRISE_SCHEMA: Schema = { $ref: ENTERPRISE_SCHEMA_ID };

/**
 * Formats an enterprise as JSON with its keys in schema order, so that the same content gives the same text and a
 * version control diff shows only what was added. Facts, answers and scores keep their given order.
 */
export function stringifyInSchemaOrder(value: Enterprise): string {
  return JSON.stringify(sortKeys(value, ENTERPRISE_SCHEMA, ENTERPRISE_SCHEMA_ID), null, 2);
}

/**
 * Returns a value with its keys in schema order, the value itself if they already are; keys unknown to the schema come
 * last.
 */
function sortKeys(value: unknown, reference: Schema, currentFile: string): unknown {
  if (value === null || typeof value !== 'object' || reference === ANY_SCHEMA) return value;
  const resolved = resolveReference(reference, currentFile);
  const { schema, file } = resolved;
  if (Array.isArray(value)) {
    const { items = ANY_SCHEMA } = schema;
    const orderedItems = value.map((item) => sortKeys(item, items, file));
    return orderedItems.every((item, i) => item === value[i]) ? value : orderedItems;
  }
  const names = Object.keys(value);
  const shapes = (schema.anyOf ?? []).map((shape) => resolveReference(shape, file));
  const shape = shapes.find(({ ranks }) => names.every((name) => ranks.has(name)));
  const { schema: shapeSchema, ranks, file: place } = shape ?? resolved;
  const { properties = {}, additionalProperties } = shapeSchema;
  const fallback = typeof additionalProperties === 'object' ? additionalProperties : ANY_SCHEMA;
  const rankOf = (name: string): number => ranks.get(name) ?? ranks.size;
  const sorted = names.every((name, i) => i === 0 || rankOf(names[i - 1] as string) <= rankOf(name))
    ? names
    : names.toSorted((a, b) => rankOf(a) - rankOf(b));
  const fields = value as Readonly<Record<string, unknown>>;
  const orderedFields = sorted.map((name) =>
    sortKeys(fields[name], ranks.has(name) ? (properties[name] as Schema) : fallback, place),
  );
  if (sorted === names && orderedFields.every((item, i) => item === fields[names[i] as string])) return value;
  return Object.fromEntries(sorted.map((name, i) => [name, orderedFields[i]]));
}

/** The schema a reference resolves to, the file that contains it, and the positions of its keys. */
interface FollowedSchema {
  readonly schema: Schema;
  readonly file: string;
  readonly ranks: ReadonlyMap<string, number>;
}

const RESOLVED_REFERENCES = new WeakMap<Schema, FollowedSchema>();

/** Resolves a reference to its schema; an unknown target imposes no order. */
function resolveReference(reference: Schema, currentFile: string): FollowedSchema {
  const cached = RESOLVED_REFERENCES.get(reference);
  if (cached) return cached;
  const resolvedReference = resolveUncached(reference, currentFile);
  RESOLVED_REFERENCES.set(reference, resolvedReference);
  return resolvedReference;
}

function resolveUncached(reference: Schema, currentFile: string): FollowedSchema {
  if (reference.$ref === undefined) {
    const ranks = new Map(Object.keys(reference.properties ?? {}).map((name, i) => [name, i]));
    return { schema: reference, file: currentFile, ranks };
  }
  const [name, pointer = ''] = reference.$ref.split('#');
  let target: unknown = SCHEMA_FILES.get(name || currentFile);
  for (const key of pointer.split('/').slice(1)) target = (target as Record<string, unknown> | undefined)?.[key];
  return resolveReference((target ?? ANY_SCHEMA) as Schema, name || currentFile);
}

/** Parses a JSON file; throws a `FileProblem` that locates the first invalid byte or token. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = decode(bytes, path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = lineAndColumn(text, findJsonError(text) ?? text.length);
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-json' }, cause });
  }
}

/** Decodes UTF-8 and refuses invalid bytes: read as replacement characters, they would be saved as such. */
function decode(bytes: Uint8Array, path: string): string {
  // Only the decoder below drops a byte order mark, which begins with EF.
  if (bytes[0] !== 0xef && isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Decoded leniently, every invalid byte becomes a replacement character, so the first of these is the place.
    const text = new TextDecoder().decode(bytes);
    const place = lineAndColumn(text, text.indexOf('\ufffd'));
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-utf8' }, cause });
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const textBefore = text.slice(0, offset);
  const line = textBefore.split('\n').length;
  return { line, column: offset - textBefore.lastIndexOf('\n') };
}

const SPACE_PATTERN = /[ \t\r\n]*/y;
const TOKEN_PATTERN =
  /[{}[\],:]|"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The tokens that may come next; `first` means directly after an opening bracket, where the closing one is allowed as
 * well.
 */
type ExpectedToken = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** Finds the offset of the first character that JSON does not allow; undefined if the text is valid JSON. */
export function findJsonError(text: string): number | undefined {
  const openBrackets: string[] = [];
  let next: ExpectedToken = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
    const token = matchAt(TOKEN_PATTERN, text, offset);
    if (token === undefined) return offset;
    const control = [...token].findIndex((character) => character < ' ');
    if (control >= 0) return offset + control;
    const nextExpected = step(next, token, openBrackets);
    if (nextExpected === undefined) return offset;
    next = nextExpected;
    offset += token.length;
  }
  return next === 'end' ? undefined : text.length;
}

/**
 * Returns what may follow a token, or undefined if the token is not allowed here. `open` holds the unclosed brackets.
 */
function step(next: ExpectedToken, token: string, open: string[]): ExpectedToken | undefined {
  const expectAfterValue = () => (open.length > 0 ? 'comma' : 'end');
  const closes = (token === '}' && open.at(-1) === '{') || (token === ']' && open.at(-1) === '[');
  if (closes && (next === 'comma' || next === 'first key' || next === 'first value')) {
    open.pop();
    return expectAfterValue();
  }
  if (next === 'comma') return token === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined;
  if (next === 'colon') return token === ':' ? 'value' : undefined;
  if (next === 'key' || next === 'first key') return token.startsWith('"') ? 'colon' : undefined;
  if (next === 'end' || /^[}\],:]$/.test(token)) return undefined;
  if (token !== '{' && token !== '[') return expectAfterValue();
  open.push(token);
  return token === '{' ? 'first key' : 'first value';
}

function skipSpace(text: string, offset: number): number {
  return offset + (matchAt(SPACE_PATTERN, text, offset)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
