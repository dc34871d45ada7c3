// Finds rows of headings among the rows of answers, as in exports that were appended to each other.
import { itemAt } from '../model/index.ts';
import type { Plan } from '../scoring/index.ts';
import { createHeadingLookup, type HeadingMeaning, meaningOf } from './mapping/heading-match.ts';
import { isKeyFact } from './results/result-columns.ts';
import { ANSWERED, type CellFault, type ColumnBinding, type RowBlock, UNANSWERED } from './row-block.ts';

/** A block of rows without its rows of headings. */
interface CheckedRows {
  readonly block: RowBlock;
  /** The rows that repeat the headings. */
  readonly headings: ReadonlySet<number>;
}

/** The headings of a table, and the bindings of its columns. */
interface HeadedColumns {
  readonly headings: readonly string[];
  /** The cells of the heading rows as written. */
  readonly headingRows: readonly (readonly string[])[];
  readonly uses: readonly ColumnBinding[];
}

/** The maximum length of a heading in characters; faults quote no more of a cell. */
const MAX_HEADING_CHARS = 200;
/**
 * The maximum number of different texts that are looked up, so that a table full of damaged cells does not take long.
 */
const MAX_TEXTS = 5000;
/** If the key column has no heading, at least this many other cells must be headings in a row of headings. */
const MIN_WITHOUT_KEY = 3;

/**
 * Creates a check that finds rows of headings; it is called with one block after another. A row with the same headings
 * is left out, even if they are renamed or in another language. If the headings or their units differ, the row is
 * rejected, with all rows down to the next row of headings, because their cells answer something else. A row of
 * headings always contains cells that cannot be read as answers, so blocks without faults are skipped.
 */
export function createHeadingCheck(plan: Plan, columns: HeadedColumns): (block: RowBlock) => CheckedRows {
  const readRow = createRowReader(plan, columns, createHeadingTexts(plan, columns));
  let otherLine: number | undefined;
  return (block) => {
    if (block.faults.length === 0 && otherLine === undefined) return { block, headings: NO_ROWS };
    const byRow = groupByRow(block.faults);
    const repeatedRows = new Set<number>();
    const repeatedBelow: CellFault[] = [];
    const rows = otherLine === undefined ? [...byRow.keys()] : Array.from({ length: block.rows }, (_, row) => row);
    let [areAllRows, isChanged] = [otherLine !== undefined, false];
    for (let nextRow = 0; nextRow < rows.length; nextRow++) {
      const row = itemAt(rows, nextRow);
      const rowFaults = byRow.get(row) ?? [];
      const head = readRow(block, row, rowFaults);
      if (head === 'same') {
        repeatedRows.add(row);
        otherLine = undefined;
      } else if (head === 'other') otherLine = block.line[row] as number;
      if (head === 'same' || head === 'other') isChanged = true;
      if (otherLine === undefined) {
        if (head === undefined) repeatedBelow.push(...rowFaults);
        continue;
      }
      isChanged = true;
      clearAnswers(block, row);
      repeatedBelow.push({ row, column: null, code: 'other-headings', value: String(otherLine) });
      // After a row of different headings, every row must be examined, not only rows with faults.
      if (!areAllRows) rows.splice(nextRow + 1, rows.length, ...listRowNumbers(row + 1, block.rows));
      areAllRows = true;
    }
    return isChanged
      ? { block: { ...block, faults: repeatedBelow }, headings: repeatedRows }
      : { block, headings: NO_ROWS };
  };
}

function groupByRow(faults: readonly CellFault[]): ReadonlyMap<number, readonly CellFault[]> {
  const byRow = new Map<number, CellFault[]>();
  for (const fault of faults) {
    const rowFaults = byRow.get(fault.row);
    if (rowFaults) rowFaults.push(fault);
    else byRow.set(fault.row, [fault]);
  }
  return byRow;
}

/** Compares texts with the headings of a table. */
interface HeadingTexts {
  isHeading(text: string): boolean;
  /** Whether a text means the same as the heading of a column. */
  isSame(text: string, column: number): boolean;
}

function createHeadingTexts(plan: Plan, { headings: written, uses }: HeadedColumns): HeadingTexts {
  const headings = written.map((heading) => heading.slice(0, MAX_HEADING_CHARS));
  const knownHeadings = new Set(headings.filter((heading) => heading !== ''));
  // Columns that contain no answers have a blank meaning, which must not match a text that is not a heading.
  const meanings = new Set(uses.map(keyOfMeaning).filter((meaning) => meaning !== ''));
  const cached = new Map<string, HeadingMeaning | undefined>();
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  /**
   * Returns the meaning of a text as a heading. The lookup is created for the first row that needs it, because hardly
   * any table has such a row.
   */
  const find = (text: string): HeadingMeaning | undefined => {
    if (cached.has(text) || cached.size === MAX_TEXTS) return cached.get(text);
    lookUp ??= createHeadingLookup(plan);
    const meaningOfCell = lookUp(text);
    cached.set(text, meaningOfCell);
    return meaningOfCell;
  };
  /**
   * Whether a heading has the same unit as the first heading of its column. A heading without a unit has the unit of
   * the question. If the first heading has no unit, a mapping may state the unit of the column.
   */
  const hasSameUnit = ({ factor }: HeadingMeaning, column: number, use: ColumnBinding): boolean => {
    if (use.kind !== 'number') return true;
    const firstFactor = find(itemAt(headings, column))?.factor ?? null;
    return (factor ?? (firstFactor === null ? use.factor : 1)) === (firstFactor ?? use.factor);
  };
  return {
    isHeading: (text) => knownHeadings.has(text) || meanings.has(find(text)?.meaning ?? ''),
    isSame(text, column) {
      if (text === headings[column]) return true;
      const binding = itemAt(uses, column);
      const storedText = find(text);
      return (
        storedText !== undefined &&
        storedText.meaning === keyOfMeaning(binding) &&
        hasSameUnit(storedText, column, binding)
      );
    },
  };
}

/** Tells whether a row is a row of headings and, if so, whether they are the same as the table's. */
type RowReader = (block: RowBlock, row: number, faults: readonly CellFault[]) => 'same' | 'other' | undefined;

function createRowReader(
  plan: Plan,
  { headingRows, uses }: HeadedColumns,
  { isHeading, isSame }: HeadingTexts,
): RowReader {
  const usedColumns = uses.flatMap(({ kind }, column) => (kind === 'ignore' || kind === 'blank' ? [] : [column]));
  const keyAt = plan.inputs.findIndex(isKeyFact);
  const keyColumn = uses.findIndex((use) => 'input' in use && use.input === keyAt);
  return (block, row, faults) => {
    // Most damaged rows have no unreadable cell that is a heading.
    if (!faults.some(({ code, value }) => code !== 'rows-in-quotes' && isHeading(value.trim()))) return undefined;
    const texts = new Map(faults.flatMap(({ column, value }) => (column === null ? [] : [[column, value.trim()]])));
    let filledCount = texts.size;
    for (const column of usedColumns) {
      const binding = itemAt(uses, column);
      if (texts.has(column) || !('input' in binding) || binding.kind === 'tick') continue;
      if ((block.code.get(binding.input)?.[row] ?? 0) === 0) continue;
      filledCount++;
      if (binding.kind === 'text' && block.code.get(binding.input)?.[row] === ANSWERED)
        texts.set(column, (block.bytes.get(binding.input)?.at(row) ?? '').slice(0, MAX_HEADING_CHARS));
    }
    if (texts.size < 2 || texts.size * 2 <= filledCount) return undefined;
    const count = [...texts.values()].filter(isHeading).length;
    const key = texts.get(keyColumn);
    const minimum = key === undefined || isHeading(key) ? 2 : MIN_WITHOUT_KEY;
    if (count < minimum || count * 2 <= filledCount) return undefined;
    const everyUsedColumn = (fits: (text: string, column: number) => boolean): boolean =>
      usedColumns.every((column) => {
        const text = texts.get(column);
        const kind = uses[column]?.kind;
        // The texts in columns of ticks and notes are not kept, so they cannot be compared.
        return text === undefined && (kind === 'tick' || kind === 'note') ? true : fits(text ?? '', column);
      });
    const isRepeated = headingRows.some((cells) =>
      everyUsedColumn((text, column) => text === (cells[column] ?? '').trim().slice(0, MAX_HEADING_CHARS)),
    );
    return isRepeated || everyUsedColumn(isSame) ? 'same' : 'other';
  };
}

const NO_ROWS: ReadonlySet<number> = new Set();

/** Clears the answers of a row, except texts, because one of these may be its key. */
function clearAnswers({ code, bytes }: RowBlock, row: number): void {
  for (const [input, codes] of code) if (!bytes.has(input)) codes[row] = UNANSWERED;
}

function listRowNumbers(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Returns what a column means as a heading; blank for a column that contains no answers. */
function keyOfMeaning(use: ColumnBinding): string {
  if (!('input' in use)) return '';
  return meaningOf(use.input, use.kind === 'tick' ? use.option : null);
}

/** Returns the rows of a sample above the first row of different headings, without rows that repeat the headings. */
export function removeHeadingRows(
  rows: readonly (readonly string[])[],
  headings: readonly string[],
): readonly (readonly string[])[] {
  const knownHeadings = new Set(headings.filter((heading) => heading !== ''));
  const keptRecords: (readonly string[])[] = [];
  for (const cells of rows) {
    if (!cells.some((cell) => knownHeadings.has(cell.trim()))) {
      keptRecords.push(cells);
      continue;
    }
    const filledCells = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [{ text: cell.trim(), column }]));
    const matchingCells = filledCells.filter(({ text }) => knownHeadings.has(text));
    const isHeadings = matchingCells.length >= 2 && matchingCells.length * 2 > filledCells.length;
    if (
      !isHeadings ||
      filledCells.some(({ text, column }) => !knownHeadings.has(text) && isLikeOthers(text, column, cells))
    ) {
      keptRecords.push(cells);
    } else if (!filledCells.every(({ text, column }) => text === headings[column])) break;
  }
  return keptRecords;

  /**
   * Whether a cell is a number or key like other cells in its column. If options are used as headings, cells may repeat
   * them.
   */
  function isLikeOthers(text: string, column: number, row: readonly string[]): boolean {
    const shape = toTextPattern(text);
    if (!shape.includes('0')) return false;
    return (
      rows.length === 1 || rows.some((cells) => cells !== row && toTextPattern((cells[column] ?? '').trim()) === shape)
    );
  }
}

/** Returns the pattern of a text, with digits replaced by 0 and letters by a. */
function toTextPattern(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0');
}
