// Reads when rows were answered, to decide which of several rows with one key is the first or the last.

import { type DayOrder, itemAt, parseMomentDay, settleDayOrder, writeOutSerial } from '../../model/index.ts';
import type { ColumnBinding, Table } from '../../table/index.ts';
import { readIndexedRows } from './indexed-rows.ts';
import type { RowIndex } from './row-index.ts';

/** An export, and the heading of its column with the time of each answer. */
export interface MomentColumn {
  readonly table: Table;
  readonly uses: readonly ColumnBinding[];
  readonly heading: string;
}

/**
 * Reads again, from their exports, the times at which some scored rows were answered. Returns, by the number of a row
 * in the index, a text; the texts sort by time. Leaves out rows without a clear day.
 */
export async function readRowMoments(
  exports: readonly MomentColumn[],
  inputs: number,
  index: RowIndex,
  rows: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const columns = exports.map(({ table, uses, heading }) => {
    const column = table.shape.headings.indexOf(heading);
    const ownUse = uses[column];
    const input = ownUse?.kind === 'text' ? ownUse.input : inputs;
    const order = settleDayOrder(table.sample.map((cells) => cells[column] ?? ''));
    const { isFrom1904 = false } = table.shape;
    return {
      table,
      isFrom1904,
      uses: ownUse?.kind === 'text' ? uses : uses.with(column, { kind: 'text', input }),
      input,
      order,
    };
  });
  const moments = new Map<number, string>();
  for await (const { row, exportIndex, block, at } of readIndexedRows(columns, index, rows)) {
    const { input, order, isFrom1904 } = itemAt(columns, exportIndex);
    const moment = momentOf(block.text.at(input, at) ?? '', order, isFrom1904);
    if (moment !== undefined) moments.set(row, moment);
  }
  return moments;
}

/** A time of day: hours, minutes, optional seconds, optional morning or afternoon. */
const CLOCK_PATTERN = /(?:(上午|下午)\s*)?(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([ap])\.?m)?/i;

function momentOf(cell: string, order: DayOrder, isFrom1904: boolean): string | undefined {
  const text = writeOutSerial(cell, isFrom1904);
  const parsedDay = parseMomentDay(text, order);
  if (!parsedDay || !('day' in parsedDay)) return undefined;
  const [, half = '', hours = '0', minutes = '00', seconds = '00', letter = ''] =
    CLOCK_PATTERN.exec(text.normalize('NFKC')) ?? [];
  const isAfternoon = half === '下午' || letter.toLowerCase() === 'p';
  const isByHalves = half !== '' || letter !== '';
  const hour = isByHalves ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours);
  return `${parsedDay.day} ${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
}
