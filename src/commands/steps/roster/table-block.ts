import type { Messages } from '../../../i18n/index.ts';
import { isMangledKey } from '../../../model/uscc.ts';
import type { RowColumns } from '../../../portfolio/result-block.ts';
import { type TextCells, textAt } from '../../../portfolio/text-cells.ts';
import { rejectInWords } from '../../../report/batch/reject.ts';
import type { Block } from '../../../tabular/block.ts';
import { readText } from '../../../tabular/cell-text.ts';
import { ANSWERED, type ColumnUse } from '../../../tabular/use.ts';
import type { UnreadableList } from './unreadable.ts';

/** A column of a table is read as texts, as numbers, or not at all. */
export type Reading = 'text' | 'number' | 'ignore';

const NONE = { states: new Map(), units: new Map() };
const APOSTROPHE = 0x27;

/** How the scanner reads columns, each by its own place. */
export function usesOf(readings: readonly Reading[]): readonly ColumnUse[] {
  return readings.map((kind, input): ColumnUse => {
    if (kind === 'text') return { kind, input };
    return kind === 'number' ? { kind, input, decimal: '.', factor: 1, isFull: true, ...NONE } : { kind };
  });
}

/** Where rows that cannot be read are told, and under which name and headings. */
export interface Telling {
  readonly source: string;
  readonly headings: readonly string[];
  readonly unreadable: UnreadableList;
  readonly messages: Messages;
}

/**
 * A block as columns. A row with a fault, without a key, or with one that a spreadsheet has mangled, has a blank key and is told; blanks become NaN or no bytes; the
 * apostrophe that keeps a spreadsheet from running a text is taken away.
 */
export function columnsOfBlock(block: Block, keyColumn: number, telling: Telling): RowColumns {
  const { rows, code, bytes, number } = block;
  const cells = new Map<number, TextCells>();
  const texts = (column: number): TextCells => {
    const known = cells.get(column) ?? tidy(bytes.get(column) as TextCells, code.get(column), rows);
    cells.set(column, known);
    return known;
  };
  const key = texts(keyColumn);
  tellFaults(block, key, telling);
  return {
    rows,
    texts,
    numbers(column) {
      const [values, codes] = [number.get(column) as Float64Array, code.get(column)];
      for (let row = 0; row < rows; row++) if (codes?.[row] !== ANSWERED) values[row] = Number.NaN;
      return values;
    },
  };
}

function tidy({ bytes, starts, ends }: TextCells, codes: ArrayLike<number> | undefined, rows: number): TextCells {
  for (let row = 0; row < rows; row++) {
    if (codes?.[row] !== ANSWERED) ends[row] = starts[row] = 0;
    else if (bytes[starts[row] as number] === APOSTROPHE) {
      const text = Buffer.from(
        bytes.buffer,
        bytes.byteOffset + (starts[row] as number),
        (ends[row] as number) - (starts[row] as number),
      ).toString();
      if (readText(text) !== text) starts[row] = (starts[row] as number) + 1;
    }
  }
  return { bytes, starts, ends };
}

function tellFaults(
  { rows, faults, line }: Block,
  key: TextCells,
  { source, headings, unreadable, messages }: Telling,
): void {
  const told = new Set<number>();
  for (const { row, column, code, value } of faults) {
    if (told.has(row)) continue;
    told.add(row);
    key.ends[row] = key.starts[row] as number;
    const name = column === null ? '' : (headings[column] ?? '');
    unreadable.add(() => ({
      source,
      line: line[row] as number,
      reason: rejectInWords(code, { name, value }, messages),
    }));
  }
  const tell = (row: number, reason: string): void =>
    unreadable.add(() => ({ source, line: line[row] as number, reason }));
  for (let row = 0; row < rows; row++) {
    if (mayBeMangled(key, row)) {
      const text = textAt(key, row);
      if (!isMangledKey(text)) continue;
      key.ends[row] = key.starts[row] as number;
      tell(row, messages.batch.reasons['mangled-id'](text));
    } else if (key.starts[row] === key.ends[row] && !told.has(row)) tell(row, messages.portfolio.noKey);
  }
}

const [ZERO, DOT, COMMA, UPPER_E, LOWER_E] = [0x30, 0x2e, 0x2c, 0x45, 0x65];
const CODE_LENGTH = 18;

/** Whether a key is worth a closer look: hardly any is, and there may be millions. */
function mayBeMangled({ bytes, starts, ends }: TextCells, row: number): boolean {
  const [start, end] = [starts[row] as number, ends[row] as number];
  const second = bytes[start + 1];
  if (second === DOT || second === COMMA || second === UPPER_E || second === LOWER_E) return end - start > 2;
  return end - start === CODE_LENGTH && bytes[end - 1] === ZERO && bytes[end - 2] === ZERO && bytes[end - 3] === ZERO;
}
