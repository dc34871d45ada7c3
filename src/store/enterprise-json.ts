// Parses the text of an enterprise file, with the place of any error, and formats it with keys in schema order.

import { isUtf8 } from 'node:buffer';
import {
  ENTERPRISE_SCHEMA_ID,
  ENTERPRISE_SCHEMAS,
  type Enterprise,
  itemAt,
  validateEnterprise,
} from '../model/index.ts';
import {
  appendChain,
  CHAINED_FORMAT,
  type ChainChange,
  type ChainedFile,
  checkChain,
  countIfUnaltered,
  type EnterpriseOutline,
} from './chain.ts';
import { FileProblem } from './file-problem.ts';

/** An enterprise as read from its file; `altered` is set if the file is not as Matura wrote it. */
export interface ReadEnterprise {
  readonly enterprise: Enterprise;
  readonly altered: FileProblem | undefined;
}

/** Parses the bytes of an enterprise file; throws a `FileProblem` with the place of the error. */
export function parseEnterprise(bytes: Buffer, path: string): ReadEnterprise {
  const enterprise = parseDocument(bytes, path);
  const findings = checkChain(bytes, enterprise, (content) => `${stringifyInSchemaOrder(content)}\n`);
  const alteredProblem =
    findings.length > 0 ? new FileProblem('altered', path, { detail: { kind: 'altered', findings } }) : undefined;
  return { enterprise, altered: alteredProblem };
}

/** An enterprise whose outline and number of assessments were read, but nothing else. */
export interface CheckedEnterprise extends Pick<ReadEnterprise, 'altered'> {
  readonly enterprise: EnterpriseOutline & { readonly assessments: { readonly length: number } };
}

/**
 * Does the same as `parseEnterprise` for callers that only need to know whether a file is as Matura wrote it. Most
 * files need not be parsed for that.
 */
export function checkEnterprise(bytes: Buffer, path: string): CheckedEnterprise {
  const outline = readOutline(bytes);
  const length = outline && countIfUnaltered(bytes, outline);
  if (!outline || length === undefined) return parseEnterprise(bytes, path);
  return { enterprise: { ...outline, assessments: { length } }, altered: undefined };
}

/**
 * Reads the parts of an enterprise file before and after its facts, assessments and records; undefined if the text does
 * not look like a file with a chain.
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
  const faultPlace = { pointer: first?.instancePath ?? '' };
  throw new FileProblem('damaged', path, {
    place: faultPlace,
    ...(first?.message && { detail: { kind: 'said', text: first.message } }),
  });
}

/**
 * Formats an enterprise file, with a chain at its end that has links for the added entries. Apart from the new links,
 * the same content gives the same bytes in whatever order its keys are.
 */
export function formatEnterprise({ chain, ...content }: Enterprise, change: ChainChange): ChainedFile {
  const enterprise: Enterprise = { ...content, schemaVersion: CHAINED_FORMAT };
  return appendChain(formatValidated(enterprise), enterprise, chain, change);
}

function formatValidated(enterprise: Enterprise): string {
  const text = `${stringifyInSchemaOrder(enterprise)}\n`;
  // An invalid file would make every later assessment fail. Validation ignores values that JSON leaves out, because
  // they are not written.
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

/** The part of a JSON Schema that determines the order of keys. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  /** Alternative schemas; the keys of a value show which of them applies. */
  readonly anyOf?: readonly Schema[];
}

const SCHEMA_FILES: ReadonlyMap<string, unknown> = new Map(ENTERPRISE_SCHEMAS.map((schema) => [schema.$id, schema]));

const ANY_SCHEMA: Schema = {};
const ENTERPRISE_SCHEMA: Schema = { $ref: ENTERPRISE_SCHEMA_ID };

/**
 * Formats an enterprise as JSON with its keys in schema order. The same content then gives the same text, and a diff in
 * version control shows only what was added. Facts, answers and scores keep their order.
 */
export function stringifyInSchemaOrder(value: Enterprise): string {
  return JSON.stringify(sortKeys(value, ENTERPRISE_SCHEMA, ENTERPRISE_SCHEMA_ID), null, 2);
}

/**
 * Returns a value with its keys in schema order, or the value itself if they already are. Keys that the schema does not
 * know come last.
 */
function sortKeys(value: unknown, reference: Schema, currentFile: string): unknown {
  if (value === null || typeof value !== 'object' || reference === ANY_SCHEMA) return value;
  const followedSchema = resolveReference(reference, currentFile);
  const { schema, file } = followedSchema;
  if (Array.isArray(value)) {
    const { items = ANY_SCHEMA } = schema;
    const orderedItems = value.map((item) => sortKeys(item, items, file));
    return orderedItems.every((item, i) => item === value[i]) ? value : orderedItems;
  }
  const names = Object.keys(value);
  const shapes = (schema.anyOf ?? []).map((shape) => resolveReference(shape, file));
  const shape = shapes.find(({ ranks }) => names.every((name) => ranks.has(name)));
  const { schema: shapeSchema, ranks, file: place } = shape ?? followedSchema;
  const { properties = {}, additionalProperties } = shapeSchema;
  const fallback = typeof additionalProperties === 'object' ? additionalProperties : ANY_SCHEMA;
  const rankOf = (name: string): number => ranks.get(name) ?? ranks.size;
  const sortedNames = names.every((name, i) => i === 0 || rankOf(itemAt(names, i - 1)) <= rankOf(name))
    ? names
    : names.toSorted((a, b) => rankOf(a) - rankOf(b));
  const fields = value as Readonly<Record<string, unknown>>;
  const orderedFields = sortedNames.map((name) =>
    sortKeys(fields[name], ranks.has(name) ? (properties[name] as Schema) : fallback, place),
  );
  if (sortedNames === names && orderedFields.every((item, i) => item === fields[itemAt(names, i)])) return value;
  return Object.fromEntries(sortedNames.map((name, i) => [name, orderedFields[i]]));
}

/** The schema that a reference leads to, the file that contains it, and the rank by which each key is sorted. */
interface FollowedSchema {
  readonly schema: Schema;
  readonly file: string;
  readonly ranks: ReadonlyMap<string, number>;
}

const RESOLVED_REFERENCES = new WeakMap<Schema, FollowedSchema>();

/** Follows a reference to its schema. If the target is unknown, keys keep their order. */
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

/**
 * Matches the rest of a text, from its first error on, if the file simply ends there: nothing is left, or only the
 * beginning of one token.
 */
const UNFINISHED = /^(?:"[^"\n]*|[-+.\w]*)\s*$/;

/** Parses a JSON file; throws a `FileProblem` with the place of the first invalid byte or token. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = decode(bytes, path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const errorOffset = findJsonError(text) ?? text.length;
    const kind = UNFINISHED.test(text.slice(errorOffset)) ? 'cut-off' : 'not-json';
    throw new FileProblem('damaged', path, { place: locateOffset(text, errorOffset), detail: { kind }, cause });
  }
}

/**
 * Decodes UTF-8 and refuses invalid bytes: decoded as replacement characters, they would be lost when the file is
 * written again.
 */
function decode(bytes: Uint8Array, path: string): string {
  // This decoder would keep a byte order mark, which begins with the byte EF; the one below removes it.
  if (bytes[0] !== 0xef && isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Decoded without `fatal`, each invalid byte becomes a replacement character; the first of these is the place.
    const text = new TextDecoder().decode(bytes);
    const replacementOffset = text.indexOf('\ufffd');
    // A file that ends within a character has its only invalid bytes at the end.
    const kind = replacementOffset === text.length - 1 ? 'cut-off' : 'not-utf8';
    throw new FileProblem('damaged', path, { place: locateOffset(text, replacementOffset), detail: { kind }, cause });
  }
}

function locateOffset(text: string, offset: number): { line: number; column: number } {
  const textBefore = text.slice(0, offset);
  const line = textBefore.split('\n').length;
  return { line, column: offset - textBefore.lastIndexOf('\n') };
}

const SPACE_PATTERN = /[ \t\r\n]*/y;
const TOKEN_PATTERN =
  /[{}[\],:]|"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The kind of token that may come next. `first` means directly after an opening bracket, where the closing bracket is
 * allowed as well.
 */
type ExpectedToken = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** Finds the offset of the first character that is not allowed in JSON there; undefined if the text is valid JSON. */
export function findJsonError(text: string): number | undefined {
  const openBrackets: string[] = [];
  let expectedToken: ExpectedToken = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
    const token = matchAt(TOKEN_PATTERN, text, offset);
    if (token === undefined) return offset;
    const control = [...token].findIndex((character) => character < ' ');
    if (control >= 0) return offset + control;
    const nextExpected = expectNext(expectedToken, token, openBrackets);
    if (nextExpected === undefined) return offset;
    expectedToken = nextExpected;
    offset += token.length;
  }
  return expectedToken === 'end' ? undefined : text.length;
}

/**
 * Returns the kind of token that may follow `token`, or undefined if `token` is not allowed here. `open` contains the
 * brackets that are not closed yet, and is updated.
 */
function expectNext(next: ExpectedToken, token: string, open: string[]): ExpectedToken | undefined {
  const expectAfterValue = () => (open.length > 0 ? 'comma' : 'end');
  const closesBracket = (token === '}' && open.at(-1) === '{') || (token === ']' && open.at(-1) === '[');
  if (closesBracket && (next === 'comma' || next === 'first key' || next === 'first value')) {
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
