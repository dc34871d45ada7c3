// Finds rows that seem to have a cell too many: the last of their answers is then in a column that nothing uses.
import { createSpellingLookup } from '../../model/index.ts';
import type { BatchRemark } from '../../report/index.ts';
import type { ColumnBinding, RowBlock } from '../../table/index.ts';
import type { OpenedExport } from './open-exports.ts';

type ShiftRemark = Extract<BatchRemark, { readonly code: 'shifted' }>;

/** Minimum number of rows to judge that most leave a column blank, and the maximum share that fills it. */
const MIN_ROWS = 10;
const MAX_SHARE = 0.2;
/** How many lines a remark names. */
const MAX_LINES = 5;

/** The suspected rows of an export; their lines are known once its blocks are read. */
interface ShiftedRows {
  add(block: RowBlock): void;
  list(): readonly ShiftRemark[];
}

/**
 * Judges, by the first rows, the unused columns that follow a column of answers: are a few cells filled, all with
 * answers to the question before?
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

/** The records whose cell in a column answers the question of the column before. */
function findRows(
  records: OpenedExport['table']['records'],
  column: number,
  before: ColumnBinding,
): ReadonlySet<number> | undefined {
  if (records.length < MIN_ROWS) return undefined;
  const rows = new Set(records.flatMap((cells, i) => ((cells[column] ?? '').trim() === '' ? [] : i)));
  if (rows.size === 0 || rows.size > records.length * MAX_SHARE) return undefined;
  const isAnswer = createAnswerTest(before);
  return [...rows].every((i) => isAnswer((records[i]?.[column] ?? '').trim())) ? rows : undefined;
}

function createAnswerTest(use: ColumnBinding): (cell: string) => boolean {
  switch (use.kind) {
    case 'code': {
      const find = createSpellingLookup(use.values);
      return (cell) => find(cell) !== undefined;
    }
    case 'choices':
    case 'tick': {
      const find = createSpellingLookup<unknown>(use.values);
      return (cell) => find(cell) !== undefined;
    }
    case 'number':
      return (cell) => /^-?[\d.,]+%?$/.test(cell);
    // Any text may follow a text.
    case 'text':
    case 'ignore':
    case 'blank':
    case 'note':
      return () => false;
  }
}
