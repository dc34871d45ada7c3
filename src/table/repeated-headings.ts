// Rows of headings among the data, as in exports that were appended to one another.
import type { Plan } from '../scoring/index.ts';
import { createHeadingLookup, type HeadingMeaning, meaningOf } from './mapping/heading-match.ts';
import { isKeyFact } from './results/result-columns.ts';
import { ANSWERED, type CellFault, type ColumnBinding, type RowBlock, UNANSWERED } from './row-block.ts';

/** A block without its rows of headings. */
interface CheckedRows {
  readonly block: RowBlock;
  /** Rows that repeat the headings. */
  readonly headings: ReadonlySet<number>;
}

/** The headings of a table, and what its columns are used for. */
interface HeadedColumns {
  readonly headings: readonly string[];
  /** The heading rows as written. */
  readonly headingRows: readonly (readonly string[])[];
  readonly uses: readonly ColumnBinding[];
}

/** Longer cells are not headings; faults quote no more characters either. */
const MAX_HEADING = 200;
/** Maximum number of texts looked up, so that a table full of damaged cells does not take long. */
const MAX_TEXTS = 5000;
/** How many other headings show a row of headings if the key column has none. */
const MIN_WITHOUT_KEY = 3;

/**
 * Creates a check that finds rows of headings, block by block in table order. A row with the same headings, also
 * renamed or in another language, is left out. If the headings differ, or their units do, that row and all rows down to
 * the next headings are rejected, because their cells do not answer what the columns are read as. A row of headings
 * always has cells that cannot be read as answers, so blocks without faults are skipped.
 */
export function createHeadingCheck(plan: Plan, columns: HeadedColumns): (block: RowBlock) => CheckedRows {
  const { uses } = columns;
  const headings = columns.headings.map((heading) => heading.slice(0, MAX_HEADING));
  const usedColumns = uses.flatMap(({ kind }, column) => (kind === 'ignore' || kind === 'blank' ? [] : [column]));
  const knownHeadings = new Set(headings.filter((heading) => heading !== ''));
  // Columns without a meaning are left out; else each text that is not a heading would match them.
  const meanings = new Set(uses.map(meaningOfUse).filter((meaning) => meaning !== ''));
  const keyAt = plan.inputs.findIndex(isKeyFact);
  const keyColumn = uses.findIndex((use) => 'input' in use && use.input === keyAt);
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  let otherLine: number | undefined;

  const cached = new Map<string, HeadingMeaning | undefined>();
  /** Creates the lookup for the first row that needs it, since hardly any table does. */
  const find = (text: string): HeadingMeaning | undefined => {
    if (cached.has(text) || cached.size === MAX_TEXTS) return cached.get(text);
    lookUp ??= createHeadingLookup(plan);
    const meaningOfCell = lookUp(text);
    cached.set(text, meaningOfCell);
    return meaningOfCell;
  };
  const isHeading = (text: string): boolean => knownHeadings.has(text) || meanings.has(find(text)?.meaning ?? '');
  const isSame = (text: string, column: number): boolean => {
    if (text === headings[column]) return true;
    const use = uses[column] as ColumnBinding;
    const storedText = find(text);
    return storedText !== undefined && storedText.meaning === meaningOfUse(use) && hasSameUnit(storedText, column, use);
  };
  /**
   * A heading without a unit has the unit of the question, unless the first heading has none either: a mapping may name
   * it.
   */
  const hasSameUnit = ({ factor }: HeadingMeaning, column: number, use: ColumnBinding): boolean => {
    if (use.kind !== 'number') return true;
    const first = find(headings[column] as string)?.factor ?? null;
    return (factor ?? (first === null ? use.factor : 1)) === (first ?? use.factor);
  };

  /** Whether a row may be headings: some cell that cannot be read as an answer is one. Most damaged rows fail this. */
  const mayHead = (faults: readonly CellFault[]): boolean =>
    faults.some(({ code, value }) => code !== 'rows-in-quotes' && isHeading(value.trim()));

  /** Whether a row is headings and, if so, the same headings as the table's. */
  function readHeadings(block: RowBlock, row: number, faults: readonly CellFault[]): 'same' | 'other' | undefined {
    const texts = new Map(faults.flatMap(({ column, value }) => (column === null ? [] : [[column, value.trim()]])));
    let filledCount = texts.size;
    for (const column of usedColumns) {
      const use = uses[column] as ColumnBinding;
      if (texts.has(column) || !('input' in use) || use.kind === 'tick') continue;
      if ((block.code.get(use.input)?.[row] ?? 0) === 0) continue;
      filledCount++;
      if (use.kind === 'text' && block.code.get(use.input)?.[row] === ANSWERED)
        texts.set(column, (block.bytes.get(use.input)?.at(row) ?? '').slice(0, MAX_HEADING));
    }
    if (texts.size < 2 || texts.size * 2 <= filledCount) return undefined;
    const count = [...texts.values()].filter(isHeading).length;
    const key = texts.get(keyColumn);
    const minimum = key === undefined || isHeading(key) ? 2 : MIN_WITHOUT_KEY;
    if (count < minimum || count * 2 <= filledCount) return undefined;
    const isEach = (fits: (text: string, column: number) => boolean): boolean =>
      usedColumns.every((column) => {
        const text = texts.get(column);
        const kind = uses[column]?.kind;
        // The texts of tick and note columns are not kept, so any text fits them.
        return text === undefined && (kind === 'tick' || kind === 'note') ? true : fits(text ?? '', column);
      });
    const isRepeated = columns.headingRows.some((cells) =>
      isEach((text, column) => text === (cells[column] ?? '').trim().slice(0, MAX_HEADING)),
    );
    return isRepeated || isEach(isSame) ? 'same' : 'other';
  }

  return (block) => {
    if (block.faults.length === 0 && otherLine === undefined) return { block, headings: NO_ROWS };
    const byRow = new Map<number, CellFault[]>();
    for (const fault of block.faults) {
      const faults = byRow.get(fault.row);
      if (faults) faults.push(fault);
      else byRow.set(fault.row, [fault]);
    }
    const repeatedRows = new Set<number>();
    const repeatedBelow: CellFault[] = [];
    const rows = otherLine === undefined ? [...byRow.keys()] : Array.from({ length: block.rows }, (_, row) => row);
    let [areAllRows, isChanged] = [otherLine !== undefined, false];
    for (let next = 0; next < rows.length; next++) {
      const row = rows[next] as number;
      const rowFaults = byRow.get(row) ?? [];
      const head = mayHead(rowFaults) ? readHeadings(block, row, rowFaults) : undefined;
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
      forgetAnswers(block, row);
      repeatedBelow.push({ row, column: null, code: 'other-headings', value: String(otherLine) });
      // From here on, each row is examined.
      if (!areAllRows) rows.splice(next + 1, rows.length, ...rangeOfRows(row + 1, block.rows));
      areAllRows = true;
    }
    return isChanged
      ? { block: { ...block, faults: repeatedBelow }, headings: repeatedRows }
      : { block, headings: NO_ROWS };
  };
}

const NO_ROWS: ReadonlySet<number> = new Set();

/** Clears the answers of a row; texts stay, because one may be its key. */
function forgetAnswers({ code, bytes }: RowBlock, row: number): void {
  for (const [input, codes] of code) if (!bytes.has(input)) codes[row] = UNANSWERED;
}

function rangeOfRows(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Blank for a column that contains no answers. */
function meaningOfUse(use: ColumnBinding): string {
  if (!('input' in use)) return '';
  return meaningOf(use.input, use.kind === 'tick' ? use.option : null);
}

/** The sample rows above the first differing headings, without rows that repeat the headings. */
export function withoutHeadings(
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

  /** Whether a cell is a number or key like others in its column. If options are headings, cells may repeat them. */
  function isLikeOthers(text: string, column: number, row: readonly string[]): boolean {
    const shape = shapeOf(text);
    if (!shape.includes('0')) return false;
    return rows.length === 1 || rows.some((cells) => cells !== row && shapeOf((cells[column] ?? '').trim()) === shape);
  }
}

/** The pattern of a text: digits become 0, letters a. */
function shapeOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0');
}
