// Results as lines of JSON, written and read back.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { formatAnswerMark, parseOptionsMark, type RecordedAnswer } from '../../model/index.ts';
import {
  type AnswerColumn,
  type ObjectRow,
  type ObjectTable,
  parseAnswerCell,
  type ResultColumn,
  type ResultEncoder,
} from './result-columns.ts';

/**
 * Rows as lines of JSON, one object each: names in the order of the columns, null for nothing, warnings as a list. The
 * answers stand together under `answers`, as a file of answers states them.
 */
export function createJsonlEncoder(columns: readonly ResultColumn[]): ResultEncoder {
  const encoder = new TextEncoder();
  const plain = columns.flatMap((column, at) => (column.kind === 'answer' ? [] : [{ column, at }]));
  const answers = columns.flatMap((column, at) => (column.kind === 'answer' ? [{ column, at }] : []));

  function writeRow(cells: readonly string[]): string {
    const members = plain.map(({ column, at }) => member(column.name, writeCell(column.kind, cells[at] ?? '')));
    if (answers.length > 0) {
      const inner = answers.map(({ column, at }) => member(column.name, writeAnswer(column, cells[at] ?? '')));
      members.push(member('answers', `{${inner.join(',')}}`));
    }
    return `{${members.join(',')}}\n`;
  }

  return {
    encode: (rows) => encoder.encode(rows.map(writeRow).join('')),
    end: () => new Uint8Array(0),
  };
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

function writeCell(kind: Exclude<ResultColumn['kind'], 'answer'>, cell: string): string {
  if (kind === 'list') return JSON.stringify(cell === '' ? [] : cell.split(';'));
  if (cell === '') return 'null';
  // Numbers are written with the fewest digits that mean the same double, as JSON has them.
  return kind === 'text' ? JSON.stringify(cell) : cell;
}

function writeAnswer(column: AnswerColumn, cell: string): string {
  const { state, value } = parseAnswerCell(cell);
  if (value === null) return JSON.stringify({ state });
  if (column.value === 'list') return JSON.stringify(parseOptionsMark(value));
  return column.value === 'text' ? JSON.stringify(value) : value;
}

const STRETCH = 4096;
/** Headings are looked for in so many rows. */
const LOOKED_AT = 100;

/** Opens lines of JSON, an object each; what stands under `answers` becomes columns behind the others. */
export async function openJsonl(path: string): Promise<ObjectTable> {
  const headings = new Set<string>();
  const answers = new Set<string>();
  for await (const { rows } of readRows(path, LOOKED_AT)) {
    for (const row of rows) {
      if (typeof row === 'string') continue;
      for (const name of row.values.keys()) headings.add(name);
      for (const name of row.answers.keys()) answers.add(name);
    }
    break;
  }
  return {
    headings: [...headings, ...answers],
    async *read() {
      for await (const { first, rows } of readRows(path, STRETCH)) {
        yield {
          first,
          rows: rows.map((row): ObjectRow | string =>
            typeof row === 'string' ? row : new Map([...row.values, ...row.answers]),
          ),
        };
      }
    },
  };
}

interface Line {
  readonly values: ReadonlyMap<string, unknown>;
  readonly answers: ReadonlyMap<string, unknown>;
}

async function* readRows(path: string, stretch: number): AsyncGenerator<{ first: number; rows: (Line | string)[] }> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let [first, line, rows] = [1, 0, [] as (Line | string)[]];
  for await (const text of lines) {
    line += 1;
    rows.push(readLine(line === 1 ? text.replace(/^\ufeff/, '') : text));
    if (rows.length < stretch) continue;
    yield { first, rows };
    [first, rows] = [line + 1, []];
  }
  if (rows.length > 0) yield { first, rows };
}

/** A line as a row; what is wrong with it otherwise. A blank line is a row without anything. */
function readLine(text: string): Line | string {
  if (text.trim() === '') return { values: new Map(), answers: new Map() };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-object';
    const { answers, ...others } = value as Record<string, unknown>;
    return { values: new Map(Object.entries(others)), answers: new Map(Object.entries(answers ?? {}).map(answerMark)) };
  } catch {
    return 'not-json';
  }
}

/** Answers as cells: a state, a list of options or a value. */
function answerMark([id, said]: [string, unknown]): [string, string] {
  const isState = typeof said === 'object' && said !== null && !Array.isArray(said);
  const answer = isState ? (said as RecordedAnswer) : ({ state: 'answered', value: said } as RecordedAnswer);
  return [id, formatAnswerMark(answer)];
}
