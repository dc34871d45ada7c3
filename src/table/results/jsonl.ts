// Writes results as JSON Lines.
import { parseOptionsMark } from '../../model/index.ts';
import { type AnswerColumn, parseAnswerCell, type ResultColumn, type ResultEncoder } from './result-columns.ts';

/**
 * Creates an encoder that writes one JSON object per row: names in the order of the columns, null for no value,
 * warnings as a list. Answers are grouped under `answers`, in the notation of answers files.
 */
export function createJsonlEncoder(columns: readonly ResultColumn[]): ResultEncoder {
  const encoder = new TextEncoder();
  const plainColumns = columns.flatMap((column, at) => (column.kind === 'answer' ? [] : [{ column, at }]));
  const answers = columns.flatMap((column, at) => (column.kind === 'answer' ? [{ column, at }] : []));

  function writeRow(cells: readonly string[]): string {
    const members = plainColumns.map(({ column, at }) =>
      writeMember(column.name, writeCell(column.kind, cells[at] ?? '')),
    );
    if (answers.length > 0) {
      const memberTexts = answers.map(({ column, at }) =>
        writeMember(column.name, writeAnswer(column, cells[at] ?? '')),
      );
      members.push(writeMember('answers', `{${memberTexts.join(',')}}`));
    }
    return `{${members.join(',')}}\n`;
  }

  return {
    encode: (rows) => encoder.encode(rows.map(writeRow).join('')),
    end: () => new Uint8Array(0),
  };
}

function writeMember(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

function writeCell(kind: Exclude<ResultColumn['kind'], 'answer'>, cell: string): string {
  if (kind === 'list') return JSON.stringify(cell === '' ? [] : cell.split(';'));
  if (cell === '') return 'null';
  // A cell with a number already has the form that JSON would give it.
  return kind === 'text' ? JSON.stringify(cell) : cell;
}

function writeAnswer(column: AnswerColumn, cell: string): string {
  const { state, value } = parseAnswerCell(cell);
  if (value === null) return JSON.stringify({ state });
  if (column.value === 'list') return JSON.stringify(parseOptionsMark(value));
  return column.value === 'text' ? JSON.stringify(value) : value;
}
