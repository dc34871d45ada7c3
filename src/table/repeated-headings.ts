// Rows among the data that are headings once more, as where exports were put one below the other.
import type { Plan } from '../scoring/index.ts';
import { createHeadingLookup, type HeadingMeaning, meaningOf } from './mapping/heading-match.ts';
import { isKeyFact } from './results/result-columns.ts';
import { ANSWERED, type CellFault, type ColumnBinding, type RowBlock, UNANSWERED } from './row-block.ts';

/** A block without its headings. */
interface CheckedRows {
  readonly block: RowBlock;
  /** Rows that repeat the headings. */
  readonly headings: ReadonlySet<number>;
}

/** What the columns of a table are called, and used for. */
interface HeadedColumns {
  readonly headings: readonly string[];
  /** The rows that head the table, as they are written. */
  readonly headingRows: readonly (readonly string[])[];
  readonly uses: readonly ColumnBinding[];
}

/** Cells of more characters are no headings; faults quote no more. */
const MAX_HEADING = 200;
/** Texts that are looked up: a table of nothing but damaged cells must not take long. */
const MAX_TEXTS = 5000;
/** So many other headings show that a row is one of them although no heading stands where the key does. */
const LEAST_WITHOUT_KEY = 3;

/**
 * Finds headings among the rows, block by block in the order of the table. Where they are the same, renamed or in another
 * language, the row is left out. Where they are others, or the same in another unit, it and all rows down to the next headings are rejects: what their
 * cells answer is not what the columns are read as. A row of headings always has cells that cannot be read, so blocks without
 * faults are not looked at.
 */
export function createHeadingCheck(plan: Plan, columns: HeadedColumns): (block: RowBlock) => CheckedRows {
  const { uses } = columns;
  const headings = columns.headings.map((heading) => heading.slice(0, MAX_HEADING));
  const used = uses.flatMap(({ kind }, column) => (kind === 'ignore' || kind === 'blank' ? [] : [column]));
  const known = new Set(headings.filter((heading) => heading !== ''));
  // A column that answers nothing means nothing: else every text that is no heading would be one.
  const meanings = new Set(uses.map(meaningOfUse).filter((meaning) => meaning !== ''));
  const keyAt = plan.inputs.findIndex(isKeyFact);
  const keyColumn = uses.findIndex((use) => 'input' in use && use.input === keyAt);
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  let otherLine: number | undefined;

  const cached = new Map<string, HeadingMeaning | undefined>();
  /** The look-up is made for the first row that needs it: hardly any table does. */
  const find = (text: string): HeadingMeaning | undefined => {
    if (cached.has(text) || cached.size === MAX_TEXTS) return cached.get(text);
    lookUp ??= createHeadingLookup(plan);
    const meaning = lookUp(text);
    cached.set(text, meaning);
    return meaning;
  };
  const isHeading = (text: string): boolean => known.has(text) || meanings.has(find(text)?.meaning ?? '');
  const isSame = (text: string, column: number): boolean => {
    if (text === headings[column]) return true;
    const use = uses[column] as ColumnBinding;
    const found = find(text);
    return found !== undefined && found.meaning === meaningOfUse(use) && hasSameUnit(found, column, use);
  };
  /** A heading without a unit has the unit of the question, unless the first one has none either: a mapping may name it. */
  const hasSameUnit = ({ factor }: HeadingMeaning, column: number, use: ColumnBinding): boolean => {
    if (use.kind !== 'number') return true;
    const first = find(headings[column] as string)?.factor ?? null;
    return (factor ?? (first === null ? use.factor : 1)) === (first ?? use.factor);
  };

  /** Whether a row is worth a closer look: of headings, some cannot be read as answers. Most damaged rows are not. */
  const mayHead = (faults: readonly CellFault[]): boolean =>
    faults.some(({ code, value }) => code !== 'rows-in-quotes' && isHeading(value.trim()));

  /** Whether the row heads what is below it, and if so whether as the first row does. */
  function readHeadings(block: RowBlock, row: number, faults: readonly CellFault[]): 'same' | 'other' | undefined {
    const texts = new Map(faults.flatMap(({ column, value }) => (column === null ? [] : [[column, value.trim()]])));
    let filled = texts.size;
    for (const column of used) {
      const use = uses[column] as ColumnBinding;
      if (texts.has(column) || !('input' in use) || use.kind === 'tick') continue;
      if ((block.code.get(use.input)?.[row] ?? 0) === 0) continue;
      filled++;
      if (use.kind === 'text' && block.code.get(use.input)?.[row] === ANSWERED)
        texts.set(column, (block.bytes.get(use.input)?.at(row) ?? '').slice(0, MAX_HEADING));
    }
    if (texts.size < 2 || texts.size * 2 <= filled) return undefined;
    const found = [...texts.values()].filter(isHeading).length;
    const key = texts.get(keyColumn);
    const least = key === undefined || isHeading(key) ? 2 : LEAST_WITHOUT_KEY;
    if (found < least || found * 2 <= filled) return undefined;
    const isEach = (fits: (text: string, column: number) => boolean): boolean =>
      used.every((column) => {
        const text = texts.get(column);
        const kind = uses[column]?.kind;
        // What these two hold is not known: a text of any kind fits them.
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
    const repeated = new Set<number>();
    const below: CellFault[] = [];
    const rows = otherLine === undefined ? [...byRow.keys()] : Array.from({ length: block.rows }, (_, row) => row);
    let [isAll, isChanged] = [otherLine !== undefined, false];
    for (let next = 0; next < rows.length; next++) {
      const row = rows[next] as number;
      const own = byRow.get(row) ?? [];
      const head = mayHead(own) ? readHeadings(block, row, own) : undefined;
      if (head === 'same') {
        repeated.add(row);
        otherLine = undefined;
      } else if (head === 'other') otherLine = block.line[row] as number;
      if (head === 'same' || head === 'other') isChanged = true;
      if (otherLine === undefined) {
        if (head === undefined) below.push(...own);
        continue;
      }
      isChanged = true;
      forgetAnswers(block, row);
      below.push({ row, column: null, code: 'other-headings', value: String(otherLine) });
      // From here on every row is looked at.
      if (!isAll) rows.splice(next + 1, rows.length, ...rowsFrom(row + 1, block.rows));
      isAll = true;
    }
    return isChanged ? { block: { ...block, faults: below }, headings: repeated } : { block, headings: NO_ROWS };
  };
}

const NO_ROWS: ReadonlySet<number> = new Set();

/** Takes back what a row was read as; texts stay, among them what may be its key. */
function forgetAnswers({ code, bytes }: RowBlock, row: number): void {
  for (const [input, codes] of code) if (!bytes.has(input)) codes[row] = UNANSWERED;
}

function rowsFrom(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Blank for a column that answers nothing. */
function meaningOfUse(use: ColumnBinding): string {
  if (!('input' in use)) return '';
  return meaningOf(use.input, use.kind === 'tick' ? use.option : null);
}

/** The rows of a sample above headings in another order, without those that repeat the headings. */
export function withoutHeadings(
  rows: readonly (readonly string[])[],
  headings: readonly string[],
): readonly (readonly string[])[] {
  const known = new Set(headings.filter((heading) => heading !== ''));
  const kept: (readonly string[])[] = [];
  for (const cells of rows) {
    const filled = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [{ text: cell.trim(), column }]));
    const found = filled.filter(({ text }) => known.has(text));
    const isHeadings = found.length >= 2 && found.length * 2 > filled.length;
    if (!isHeadings || filled.some(({ text, column }) => !known.has(text) && isLikeOthers(text, column, cells))) {
      kept.push(cells);
    } else if (!filled.every(({ text, column }) => text === headings[column])) break;
  }
  return kept;

  /** Whether a cell is a number or key like the others of its column: where options are headings, cells may repeat them. */
  function isLikeOthers(text: string, column: number, own: readonly string[]): boolean {
    const shape = shapeOf(text);
    if (!shape.includes('0')) return false;
    return rows.length === 1 || rows.some((cells) => cells !== own && shapeOf((cells[column] ?? '').trim()) === shape);
  }
}

/** Digits and letters stand for others of their kind. */
function shapeOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0');
}
