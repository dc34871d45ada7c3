// Results as lines of JSON.
import { parseOptionsMark } from '../../model/index.ts';
import { type AnswerColumn, parseAnswerCell, type ResultColumn, type ResultEncoder } from './result-columns.ts';

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
