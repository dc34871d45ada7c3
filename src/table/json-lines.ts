// Lines of JSON, an object each, become CSV: the names of members are its headings, in the order in which they are met.

import { isUtf8 } from 'node:buffer';
import { formatAnswerMark, OPTION_SEPARATOR, type RecordedAnswer } from '../model/index.ts';
import { type ByteSource, isGzip, openFile, prepend, readAll, readBytes, readPieces, unpack } from './byte-source.ts';
import { quoteWhereNeeded } from './csv-text.ts';
import type { LineFault } from './row-block.ts';
import { TableProblem } from './table-problem.ts';

/** What all lines of a file are about. */
interface Members {
  readonly names: readonly string[];
  /** By name, whether whatever stands there is a number. */
  readonly numeric: readonly boolean[];
  readonly rows: number;
}

/** Of a line that is no object, so many characters are told. */
const LONGEST_QUOTE = 200;
/** More columns than sheets have, and longer lines than anybody means. */
const [MOST_MEMBERS, LONGEST_LINE] = [1 << 14, 1 << 24];
/** Objects within objects further in than this are texts. */
const DEEPEST = 8;

/** So many lines show whether a text is lines of JSON. */
const LOOKED_AT = 20;

/** Whether most of the first lines of a text are objects: of JSON written over several lines hardly any is one. */
export function isJsonLines(text: string): boolean {
  const lines = text.split('\n', LOOKED_AT).filter((line) => line.trim() !== '');
  return lines.filter((line) => readLine(line, () => undefined)).length * 2 >= lines.length;
}

/** Goes through a file, packed or not, for the members of its objects: any line may have further ones. */
export async function findMembers(path: string): Promise<Members> {
  const numeric = new Map<string, boolean | undefined>();
  let rows = 0;
  const see = (name: string, value: unknown): void => {
    const before = numeric.get(name);
    const now = value === null ? before : before !== false && typeof value === 'number';
    if (now === before && (now !== undefined || numeric.has(name))) return;
    numeric.set(name, now);
    if (numeric.size > MOST_MEMBERS)
      throw new TableProblem({ code: 'too-large', part: { kind: 'members', number: numeric.size } });
  };
  for await (const lines of readLines(path)) {
    for (const line of lines) if (line.trim() !== '' && readLine(line, see)) rows += 1;
  }
  if (numeric.size === 0) throw new TableProblem({ code: 'empty' });
  return { names: [...numeric.keys()], numeric: [...numeric.values()].map((is) => is === true), rows };
}

/** A file as lines of CSV below its headings. A line that is no object has no cells; `faultIn` says so of it, once. */
export function readAsCsv(
  path: string,
  names: readonly string[],
): { readonly source: ByteSource; faultIn(line: number): LineFault | undefined } {
  const wrong = new Map<number, LineFault>();
  const places = new Map(names.map((name, at) => [name, at]));
  const nothing = names.map(() => '');
  const rowOf = (cells: readonly string[]): string => `${cells.map(quoteWhereNeeded).join()}\n`;
  async function* write(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(rowOf(names));
    let number = 0;
    for await (const lines of readLines(path)) {
      const rows = lines.map((line) => {
        number += 1;
        if (line.trim() === '') return '\n';
        const cells = [...nothing];
        const isObject = readLine(line, (name, value) => {
          if (value !== null) cells[places.get(name) as number] = String(value);
        });
        const twice = isObject ? findMemberTwice(line) : undefined;
        if (isObject && twice === undefined) return rowOf(cells);
        const value = (twice ?? line).slice(0, LONGEST_QUOTE);
        wrong.set(number, { code: twice === undefined ? 'not-object' : 'member-twice', value });
        // A cell in quotes, so that it is a row.
        return `""${nothing.join()}\n`;
      });
      yield Buffer.from(rows.join(''));
    }
  }
  return {
    source: readPieces(write()),
    faultIn(line) {
      const fault = wrong.get(line);
      wrong.delete(line);
      return fault;
    },
  };
}

/** Of the text of an object: strings, and the signs that part what is in it. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** The name of a member that stands twice in an object of a line with different values, of which a parser takes the last. */
function findMemberTwice(line: string): string | undefined {
  // Of each object and list under way the members seen, with what they state as it is written.
  const open: { readonly members: Map<string, string>; name: string | undefined; from: number }[] = [];
  let [text, previous] = ['', ''];
  for (const { 0: part, index } of line.matchAll(PARTS)) {
    const level = open.at(-1);
    const isEnd = part === ',' || part === '}' || part === ']';
    if (level && level.name !== undefined && isEnd) {
      const value = line.slice(level.from, index).trim();
      const before = level.members.get(level.name);
      if (before !== undefined && before !== value) return String(JSON.parse(level.name));
      level.members.set(level.name, value);
      level.name = undefined;
    }
    if (part === '{' || part === '[') open.push({ members: new Map(), name: undefined, from: 0 });
    else if (part === '}' || part === ']') open.pop();
    else if (part === ':' && level) {
      level.name = text;
      level.from = index + 1;
    }
    if (part.startsWith('"') && (previous === '{' || previous === ',')) text = part;
    previous = part;
  }
  return undefined;
}

/** Takes a member: null, a number, true or false, or a text. */
type See = (name: string, value: unknown) => void;

/** Whole numbers are texts where a double has not as many digits, as of a credit code. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:e[+-]?\d+)?/gi;
const MANY_DIGITS = /[:,[\s-]\d{16}/;
const LONG_NUMBER = /^-?\d{16,}$/;

/** Goes through the members of the object in a line, those of objects within it as `outer/inner`; false where it is something else. */
function readLine(text: string, see: See): boolean {
  const keep = (token: string): string => (LONG_NUMBER.test(token) ? `"${token}"` : token);
  try {
    const value: unknown = JSON.parse(MANY_DIGITS.test(text) ? text.replace(TOKENS, keep) : text);
    if (isObject(value)) readObject(value, '', 0, see);
    return isObject(value);
  } catch (error) {
    // What is nested too deeply is a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}

/** Where results have answers: these stand there as files of answers state them. */
const ANSWERS = 'answers';

function readObject(object: Readonly<Record<string, unknown>>, path: string, depth: number, see: See): void {
  for (const name in object) {
    const value = object[name];
    if (!isObject(value) || depth === DEEPEST) see(path + name, isScalar(value) ? value : textOf(value as object));
    else if (depth === 0 && name === ANSWERS) for (const id in value) see(id, markOf(value[id]));
    else readObject(value, `${path}${name}/`, depth + 1, see);
  }
}

function markOf(said: unknown): unknown {
  if (typeof said === 'number') return said;
  const answer = isObject(said) ? said : { state: 'answered', value: said ?? undefined };
  return formatAnswerMark(answer as unknown as RecordedAnswer) || null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return !isScalar(value) && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** A list as results in CSV have it, as far as that can be; else JSON. */
function textOf(value: object): string {
  const isPlain = (one: unknown): boolean => isScalar(one) && one !== '' && !/[;[]/.test(String(one));
  return Array.isArray(value) && value.length > 0 && value.every(isPlain)
    ? value.join(OPTION_SEPARATOR)
    : JSON.stringify(value);
}

/** The lines of a file, many at a time. */
async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  const source = await openUnpacked(path);
  let rest: Uint8Array = new Uint8Array(0);
  let count = 0;
  try {
    for await (const piece of readAll(source)) {
      const bytes = Buffer.concat([rest, piece]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      rest = bytes.subarray(end);
      const lines = linesIn(bytes.subarray(0, end)).slice(0, -1);
      count += lines.length;
      if (rest.length > LONGEST_LINE)
        throw new TableProblem({ code: 'too-large', part: { kind: 'line', number: count + 1 } });
      if (lines.length > 0) yield lines;
    }
    if (rest.length > 0) yield linesIn(rest);
  } finally {
    await source.close();
  }
}

/** What is no UTF-8 is none in front either, so that its line is no JSON. */
function linesIn(bytes: Uint8Array): string[] {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes).split('\n');
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => (line.includes(REPLACEMENT) ? REPLACEMENT + line : line));
}

const REPLACEMENT = '\ufffd';

async function openUnpacked(path: string): Promise<ByteSource> {
  const source = await openFile(path);
  const head = await readBytes(source, 2);
  const whole = prepend(head, source);
  return isGzip(head) ? unpack(whole) : whole;
}
