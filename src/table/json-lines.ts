// Reads JSON Lines as CSV. Names of members become headings, in the order in which they first appear.

import { isUtf8 } from 'node:buffer';
import { formatAnswerMark, OPTION_SEPARATOR, type RecordedAnswer } from '../model/index.ts';
import { type ByteSource, isGzip, openFile, prepend, readAll, readBytes, readPieces, unpack } from './byte-source.ts';
import { quoteWhereNeeded } from './csv-text.ts';
import type { LineFault } from './row-block.ts';
import { TableProblem } from './table-problem.ts';

/** The members that occur in the objects of a file. */
interface ObjectMembers {
  readonly names: readonly string[];
  /** For each name, whether all its values are numbers. */
  readonly numeric: readonly boolean[];
  readonly rows: number;
}

/** The maximum length, in characters, of what is quoted from a line that is not an object. */
const MAX_QUOTE_CHARS = 200;
/**
 * The maximum number of members, which is the number of columns a sheet can have, and the maximum length of a line in
 * bytes.
 */
const [MAX_MEMBERS, MAX_LINE_BYTES] = [1 << 14, 1 << 24];
/** The maximum depth of nested objects; deeper ones are read as texts. */
const MAX_DEPTH = 8;

/** The number of lines that are examined to recognise JSON Lines. */
const EXAMINED_LINES = 20;

/**
 * Whether most of the first lines are objects. In JSON that is formatted over several lines, hardly any line is an
 * object by itself.
 */
export function isJsonLines(text: string): boolean {
  const lines = text.split('\n', EXAMINED_LINES).filter((line) => line.trim() !== '');
  return lines.filter((line) => readLine(line, () => undefined)).length * 2 >= lines.length;
}

/** Reads a whole file, compressed or not, to find the members of its objects: any line may have new ones. */
export async function findMembers(path: string): Promise<ObjectMembers> {
  const isNumericByName = new Map<string, boolean | undefined>();
  let rows = 0;
  const addMember = (name: string, value: unknown): void => {
    const wasNumber = isNumericByName.get(name);
    const isNumber = value === null ? wasNumber : wasNumber !== false && typeof value === 'number';
    if (isNumber === wasNumber && (isNumber !== undefined || isNumericByName.has(name))) return;
    isNumericByName.set(name, isNumber);
    if (isNumericByName.size > MAX_MEMBERS)
      throw new TableProblem({ code: 'too-large', part: { kind: 'members', number: isNumericByName.size } });
  };
  for await (const lines of readLines(path)) {
    for (const line of lines) if (line.trim() !== '' && readLine(line, addMember)) rows += 1;
  }
  if (isNumericByName.size === 0) throw new TableProblem({ code: 'empty' });
  return { names: [...isNumericByName.keys()], numeric: [...isNumericByName.values()].map((is) => is === true), rows };
}

/**
 * Reads a file as CSV: headings, then one line for each line of the file. A line that is not an object becomes a row of
 * empty cells. `faultIn` returns what is wrong with a line, but only when it is first called for that line.
 */
export function readAsCsv(
  path: string,
  names: readonly string[],
): { readonly source: ByteSource; faultIn(line: number): LineFault | undefined } {
  const faults = new Map<number, LineFault>();
  const columnByName = new Map(names.map((name, column) => [name, column]));
  const emptyCells = names.map(() => '');
  const formatRow = (cells: readonly string[]): string => `${cells.map(quoteWhereNeeded).join()}\n`;
  async function* write(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(formatRow(names));
    let number = 0;
    for await (const lines of readLines(path)) {
      const rows = lines.map((line) => {
        number += 1;
        if (line.trim() === '') return '\n';
        const cells = [...emptyCells];
        const isObject = readLine(line, (name, value) => {
          if (value !== null) cells[columnByName.get(name) as number] = String(value);
        });
        const repeatedName = isObject ? findRepeatedMember(line) : undefined;
        if (isObject && repeatedName === undefined) return formatRow(cells);
        const value = (repeatedName ?? line).slice(0, MAX_QUOTE_CHARS);
        faults.set(number, { code: repeatedName === undefined ? 'not-object' : 'member-twice', value });
        // The first empty cell is quoted, so that the line is a row and not a blank line.
        return `""${emptyCells.join()}\n`;
      });
      yield Buffer.from(rows.join(''));
    }
  }
  return {
    source: readPieces(write()),
    faultIn(line) {
      const fault = faults.get(line);
      faults.delete(line);
      return fault;
    },
  };
}

/** Matches strings, brackets, colons and commas in the text of an object. */
const JSON_TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * Finds a name that occurs twice in the same object with different values; `JSON.parse` would keep only the last value.
 */
function findRepeatedMember(line: string): string | undefined {
  // The objects and lists around the current token, with the members read so far and the text of their values.
  const enclosingObjects: { readonly members: Map<string, string>; name: string | undefined; from: number }[] = [];
  let [text, previous] = ['', ''];
  for (const { 0: part, index } of line.matchAll(JSON_TOKENS)) {
    const level = enclosingObjects.at(-1);
    const isEnd = part === ',' || part === '}' || part === ']';
    if (level && level.name !== undefined && isEnd) {
      const value = line.slice(level.from, index).trim();
      const previousValue = level.members.get(level.name);
      if (previousValue !== undefined && previousValue !== value) return String(JSON.parse(level.name));
      level.members.set(level.name, value);
      level.name = undefined;
    }
    if (part === '{' || part === '[') enclosingObjects.push({ members: new Map(), name: undefined, from: 0 });
    else if (part === '}' || part === ']') enclosingObjects.pop();
    else if (part === ':' && level) {
      level.name = text;
      level.from = index + 1;
    }
    if (part.startsWith('"') && (previous === '{' || previous === ',')) text = part;
    previous = part;
  }
  return undefined;
}

/** Receives a member of an object; the value is null, a number, a boolean or a text. */
type MemberVisitor = (name: string, value: unknown) => void;

/**
 * Matches strings and numbers. Whole numbers with more digits than a double can represent, such as credit codes, are
 * read as texts.
 */
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:e[+-]?\d+)?/gi;
const LONG_NUMBER_START = /[:,[\s-]\d{16}/;
const LONG_NUMBER = /^-?\d{16,}$/;

/**
 * Calls a function for each member of the object on a line; members of nested objects are named `outer/inner`. Returns
 * false if the line is not an object.
 */
function readLine(text: string, visitMember: MemberVisitor): boolean {
  const quoteLongNumber = (token: string): string => (LONG_NUMBER.test(token) ? `"${token}"` : token);
  try {
    const value: unknown = JSON.parse(LONG_NUMBER_START.test(text) ? text.replace(JSON_TOKEN, quoteLongNumber) : text);
    if (isObject(value)) readObject(value, '', 0, visitMember);
    return isObject(value);
  } catch (error) {
    // JSON that is nested too deeply throws a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}

/** The member of results that contains answers, in the notation of answers files. */
const ANSWERS_KEY = 'answers';

function readObject(
  object: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
  visitMember: MemberVisitor,
): void {
  for (const name in object) {
    const value = object[name];
    if (!isObject(value) || depth === MAX_DEPTH)
      visitMember(path + name, isScalar(value) ? value : formatJson(value as object));
    else if (depth === 0 && name === ANSWERS_KEY) for (const id in value) visitMember(id, toMarkedValue(value[id]));
    else readObject(value, `${path}${name}/`, depth + 1, visitMember);
  }
}

function toMarkedValue(written: unknown): unknown {
  if (typeof written === 'number') return written;
  const answer = isObject(written) ? written : { state: 'answered', value: written ?? undefined };
  return formatAnswerMark(answer as unknown as RecordedAnswer) || null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return !isScalar(value) && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** Formats a list as CSV results do, if its items allow that; otherwise as JSON. */
function formatJson(value: object): string {
  const isPlainItem = (item: unknown): boolean => isScalar(item) && item !== '' && !/[;[]/.test(String(item));
  return Array.isArray(value) && value.length > 0 && value.every(isPlainItem)
    ? value.join(OPTION_SEPARATOR)
    : JSON.stringify(value);
}

/** Reads the lines of a file, and yields many at a time. */
async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  const source = await openUnpacked(path);
  let unfinishedLine: Uint8Array = new Uint8Array(0);
  let count = 0;
  try {
    for await (const piece of readAll(source)) {
      const bytes = Buffer.concat([unfinishedLine, piece]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      unfinishedLine = bytes.subarray(end);
      const lines = splitLines(bytes.subarray(0, end)).slice(0, -1);
      count += lines.length;
      if (unfinishedLine.length > MAX_LINE_BYTES)
        throw new TableProblem({ code: 'too-large', part: { kind: 'line', number: count + 1 } });
      if (lines.length > 0) yield lines;
    }
    if (unfinishedLine.length > 0) yield splitLines(unfinishedLine);
  } finally {
    await source.close();
  }
}

/**
 * Splits bytes into lines. A line with invalid UTF-8 gets a replacement character at its start, so that it is not valid
 * JSON.
 */
function splitLines(bytes: Uint8Array): string[] {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes).split('\n');
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => (line.includes(REPLACEMENT_CHARACTER) ? REPLACEMENT_CHARACTER + line : line));
}

const REPLACEMENT_CHARACTER = '\ufffd';

async function openUnpacked(path: string): Promise<ByteSource> {
  const source = await openFile(path);
  const head = await readBytes(source, 2);
  const wholeSource = prepend(head, source);
  return isGzip(head) ? unpack(wholeSource) : wholeSource;
}
