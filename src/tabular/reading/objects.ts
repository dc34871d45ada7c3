/** One row: what stands under each heading. */
export type ObjectRow = ReadonlyMap<string, unknown>;

/** A table whose cells have types. */
export interface ObjectTable {
  readonly headings: readonly string[];
  /** Rows in stretches, each with the number of its first row in the file, from 1; a row that cannot be read is a text that says why. */
  read(): AsyncGenerator<{ readonly first: number; readonly rows: readonly (ObjectRow | string)[] }>;
}

/** The cell of a row as results in CSV have it: lists parted by `;`, nothing for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellText).join(';');
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value, plainNumber) : String(value);
}

/** JSON has no numbers beyond doubles: they are texts there. */
function plainNumber(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The number in a cell; NaN where there is none, undefined where something else stands. */
export function cellNumber(value: unknown): number | undefined {
  if (value === null || value === undefined || value === '') return Number.NaN;
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : undefined;
}
