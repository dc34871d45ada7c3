import type { Table } from './document.ts';

/** A table as formats that draw have it: without the columns that a chart beside it shows. */
export function withoutTextColumns(table: Table): Table {
  const { columns, rows, foot } = table;
  if (!columns.some(({ isInText }) => isInText)) return table;
  const kept = <T>(list: readonly T[]): T[] => list.filter((_, i) => !columns[i]?.isInText);
  return { ...table, columns: kept(columns), rows: rows.map(kept), ...(foot ? { foot: foot.map(kept) } : {}) };
}
