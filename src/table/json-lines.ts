// Lines of JSON, an object each, become CSV: the names of members are its headings, in the order in which they are met.

import { isUtf8 } from 'node:buffer';
import { formatAnswerMark, OPTION_SEPARATOR, type RecordedAnswer } from '../model/index.ts';
import { type ByteSource, isGzip, openFile, prepend, readAll, readPieces, unpack } from './byte-source.ts';
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
  return lines.filter((line) => readLine(line) !== null).length * 2 >= lines.length;
}

/** Goes through a file, packed or not, for the members of its objects: any line may have further ones. */
export async function findMembers(path: string): Promise<Members> {
  const numeric = new Map<string, boolean | undefined>();
  let rows = 0;
  for await (const lines of readLines(path)) {
    for (const text of lines) {
      const members = readLine(text);
      if (!members?.size) continue;
      rows += 1;
      for (const [name, value] of members) {
        const isKnown = numeric.has(name);
        if (!isKnown && numeric.size === MOST_MEMBERS)
          throw new TableProblem({ code: 'too-large', part: `${MOST_MEMBERS} members` });
        if (value !== null) numeric.set(name, numeric.get(name) !== false && typeof value === 'number');
        else if (!isKnown) numeric.set(name, undefined);
      }
    }
  }
  if (rows === 0) throw new TableProblem({ code: 'empty' });
  return { names: [...numeric.keys()], numeric: [...numeric.values()].map((is) => is === true), rows };
}

/** A file as lines of CSV below its headings. A line that is no object has no cells; `faultIn` says so of it, once. */
export function readAsCsv(
  path: string,
  names: readonly string[],
): { readonly source: ByteSource; faultIn(line: number): LineFault | undefined } {
  const wrong = new Map<number, string>();
  const nothing = names.map(() => '');
  const rowOf = (cells: readonly string[]): string => `${cells.map(quoteWhereNeeded).join()}\n`;
  async function* write(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(rowOf(names));
    let line = 0;
    for await (const lines of readLines(path)) {
      const rows = lines.map((text) => {
        line += 1;
        const members = readLine(text);
        if (members) return members.size === 0 ? '\n' : rowOf(names.map((name) => String(members.get(name) ?? '')));
        wrong.set(line, text.slice(0, LONGEST_QUOTE));
        // A cell in quotes, so that it is a row.
        return `""${nothing.join()}\n`;
      });
      yield Buffer.from(rows.join(''));
    }
  }
  return {
    source: readPieces(write()),
    faultIn(line) {
      const value = wrong.get(line);
      wrong.delete(line);
      return value === undefined ? undefined : { code: 'not-object', value };
    },
  };
}

/** Whole numbers are texts where a double has not as many digits, as of a credit code. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:e[+-]?\d+)?/gi;
const MANY_DIGITS = /\d{16}/;
const LONG_NUMBER = /^-?\d{16,}$/;

/** The members of the object in a line, those of objects within it as `outer/inner`; none of a blank one, null where it is something else. */
function readLine(text: string): ReadonlyMap<string, unknown> | null {
  const members = new Map<string, unknown>();
  if (text.trim() === '') return members;
  const keep = (token: string): string => (LONG_NUMBER.test(token) ? `"${token}"` : token);
  try {
    const value: unknown = JSON.parse(MANY_DIGITS.test(text) ? text.replace(TOKENS, keep) : text);
    if (!isObject(value)) return null;
    addMembers(value, '', 0, members);
    return members;
  } catch {
    return null;
  }
}

/** Where results have answers: these stand there as files of answers state them. */
const ANSWERS = 'answers';

function addMembers(object: object, path: string, depth: number, members: Map<string, unknown>): void {
  for (const [name, value] of Object.entries(object)) {
    if (depth === 0 && name === ANSWERS && isObject(value)) {
      for (const [id, said] of Object.entries(value)) members.set(id, markOf(said));
    } else if (isObject(value) && depth < DEEPEST) addMembers(value, `${path}${name}/`, depth + 1, members);
    else members.set(path + name, typeof value === 'object' && value !== null ? textOf(value) : value);
  }
}

function markOf(said: unknown): unknown {
  if (typeof said === 'number') return said;
  const answer = isObject(said) ? said : { state: 'answered', value: said ?? undefined };
  return formatAnswerMark(answer as RecordedAnswer) || null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list as results in CSV have it, as far as that can be; else JSON. */
function textOf(value: object): string {
  return Array.isArray(value) && value.length > 0 && value.every(isItem)
    ? value.join(OPTION_SEPARATOR)
    : JSON.stringify(value);
}

function isItem(value: unknown): boolean {
  return value !== '' && !/[;[]/.test(String(value)) && typeof value !== 'object';
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
      if (rest.length > LONGEST_LINE) throw new TableProblem({ code: 'too-large', part: `line ${count + 1}` });
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
  const head = new Uint8Array(2);
  const count = await source.read(head);
  const whole = prepend(head.subarray(0, count), source);
  return isGzip(head) ? unpack(whole) : whole;
}
