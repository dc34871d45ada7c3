// Finds rows that seem to have one cell too many, because their last answer is in a column that nothing uses.
import { createSpellingLookup } from '../../model/index.ts';
import type { BatchRemark } from '../../report/index.ts';
import type { ColumnBinding, RowBlock } from '../../table/index.ts';
import type { OpenedExport } from './open-exports.ts';

type ShiftRemark = Extract<BatchRemark, { readonly code: 'shifted' }>;

/**
 * The minimum number of rows read before a column is suspected; at most `MAX_FILLED_SHARE` of the rows may have a
 * filled cell in that column.
 */
const MIN_ROWS = 10;
const MAX_FILLED_SHARE = 0.2;
/** Maximum number of lines that a remark names. */
const MAX_LINES = 5;

/** The suspected rows of an export. Their line numbers are known only once its blocks are read. */
interface ShiftedRows {
  add(block: RowBlock): void;
  list(): readonly ShiftRemark[];
}

/**
 * Looks in the first rows for unused columns right after a column of answers. Suspects such a column if only few of its
 * cells are filled, all with valid answers to the question of the preceding column.
 */
export function createShiftedRows(
  { table: { records, shape }, uses }: OpenedExport,
  source: string | undefined,
): ShiftedRows {
  const shiftedColumns = shape.headings.flatMap((heading, column) => {
    const useBefore = uses[column - 1];
    if (uses[column]?.kind !== 'ignore' || heading === '' || !useBefore) return [];
    const rows = findRows(records, column, useBefore);
    return rows ? [{ name: heading, beside: shape.headings[column - 1] ?? '', rows, lines: [] as number[] }] : [];
  });
  return {
    add({ rows, record, line }) {
      if (shiftedColumns.length === 0 || (record[0] as number) - shape.record >= records.length) return;
      for (let row = 0; row < rows; row++)
        for (const { rows: suspected, lines } of shiftedColumns)
          if (suspected.has((record[row] as number) - shape.record)) lines.push(line[row] as number);
    },
    list: () =>
      shiftedColumns.map(({ name, beside, rows, lines }) => {
        const namedLines = lines.slice(0, MAX_LINES).map((line) => ({ source, line }));
        return { code: 'shifted', name, beside, rows: rows.size, lines: namedLines };
      }),
  };
}

/**
 * Returns the records with a filled cell in a column, if there are few and all of the cells are valid answers to the
 * question of the preceding column; otherwise undefined.
 */
function findRows(
  records: OpenedExport['table']['records'],
  column: number,
  before: ColumnBinding,
): ReadonlySet<number> | undefined {
  if (records.length < MIN_ROWS) return undefined;
  const rows = new Set(records.flatMap((cells, i) => ((cells[column] ?? '').trim() === '' ? [] : i)));
  if (rows.size === 0 || rows.size > records.length * MAX_FILLED_SHARE) return undefined;
  const isAnswer = createAnswerTest(before);
  return [...rows].every((i) => isAnswer((records[i]?.[column] ?? '').trim())) ? rows : undefined;
}

function createAnswerTest(use: ColumnBinding): (cell: string) => boolean {
  switch (use.kind) {
    case 'code': {
      const findValue = createSpellingLookup(use.values);
      return (cell) => findValue(cell) !== undefined;
    }
    case 'choices':
    case 'tick': {
      const findValue = createSpellingLookup<unknown>(use.values);
      return (cell) => findValue(cell) !== undefined;
    }
    case 'number':
      return (cell) => /^-?[\d.,]+%?$/.test(cell);
    // For a text question, every cell would be a valid answer, so nothing can be concluded.
    case 'text':
    case 'ignore':
    case 'blank':
    case 'note':
      return () => false;
  }
}
