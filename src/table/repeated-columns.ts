// Finds columns of an export that repeat an earlier column, with the same heading and the same cells. Only the earlier
// column is read as answers; the repeated one is compared with it.
import type { Plan } from '../scoring/index.ts';
import { createHeadingLookup } from './mapping/heading-match.ts';
import { type CellFault, type ColumnBinding, type RowBlock, UNANSWERED } from './row-block.ts';

/**
 * Finds columns that have the same heading and, in all rows of a sample, the same cells as an earlier column; returns
 * that column for each. Columns headed only by an option are left out, because they are identified by position, not by
 * heading.
 */
export function findRepeatedColumns(
  plan: Plan,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): ReadonlyMap<number, number> {
  const firstColumns = new Map<string, number>();
  const firstByColumn = new Map<number, number>();
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  for (const [column, heading] of headings.entries()) {
    const firstColumn = firstColumns.get(heading);
    if (firstColumn === undefined) firstColumns.set(heading, column);
    else if (heading !== '' && repeatsColumn(rows, column, firstColumn)) {
      lookUp ??= createHeadingLookup(plan);
      if (lookUp(heading) !== undefined) firstByColumn.set(column, firstColumn);
    }
  }
  return firstByColumn;
}

function repeatsColumn(rows: readonly (readonly string[])[], column: number, other: number): boolean {
  const cellOf = (row: readonly string[], at: number): string => (row[at] ?? '').trim();
  return (
    rows.some((row) => cellOf(row, column) !== '') && rows.every((row) => cellOf(row, column) === cellOf(row, other))
  );
}

/** Returns the headings with those of repeated columns blank, so that each heading occurs only once. */
export function blankRepeatedHeadings(
  headings: readonly string[],
  repeated: ReadonlyMap<number, number>,
): readonly string[] {
  return repeated.size === 0 ? headings : headings.map((heading, column) => (repeated.has(column) ? '' : heading));
}

/** A column that repeats another one, with the input of the column that is read. */
export interface RepeatedColumn {
  readonly column: number;
  readonly input: number;
  /**
   * The number of the additional input that the repeated column is bound to; these inputs are numbered after those of
   * the pack.
   */
  readonly other: number;
}

/**
 * Binds the first of several equal columns to its input, and each repeated column to an additional input: `next` plus
 * the column's index.
 */
export function bindRepeated(
  bound: readonly ColumnBinding[],
  repeated: ReadonlyMap<number, number>,
  next: number,
): { readonly uses: readonly ColumnBinding[]; readonly pairs: readonly RepeatedColumn[] } {
  const uses = [...bound];
  // The mapping may have bound the heading to the repeated column instead of the first one.
  for (const [column, first] of repeated) {
    const [repeat, original] = [uses[column], uses[first]];
    if (repeat && original && repeat.kind !== 'ignore' && original.kind === 'ignore')
      [uses[first], uses[column]] = [repeat, original];
  }
  const pairs: RepeatedColumn[] = [];
  for (const [column, first] of repeated) {
    const firstBinding = uses[first];
    if (!firstBinding || !('input' in firstBinding)) continue;
    const repeatedColumn = next + column;
    pairs.push({ column, input: firstBinding.input, other: repeatedColumn });
    uses[column] = { ...firstBinding, input: repeatedColumn };
  }
  return { uses, pairs };
}

/** Creates a check that rejects rows in which a column differs from the column that it repeats in the sample. */
export function createRepeatCheck(pairs: readonly RepeatedColumn[]): (block: RowBlock) => RowBlock {
  if (pairs.length === 0) return (block) => block;
  return (block) => {
    const faults: CellFault[] = [];
    for (const { column, input, other } of pairs)
      for (let row = 0; row < block.rows; row++)
        if (!isSame(block, row, input, other)) faults.push({ row, column, code: 'columns-differ', value: '' });
    if (faults.length === 0) return block;
    return { ...block, faults: [...block.faults, ...faults].sort((a, b) => a.row - b.row) };
  };
}

function isSame({ code, number, bits, text }: RowBlock, row: number, input: number, other: number): boolean {
  if ((code.get(input)?.[row] ?? UNANSWERED) !== (code.get(other)?.[row] ?? UNANSWERED)) return false;
  if (number.get(input)?.[row] !== number.get(other)?.[row]) return false;
  const words = bits.get(other);
  if (!(bits.get(input) ?? []).every((word, i) => word[row] === words?.[i]?.[row])) return false;
  return text.at(input, row) === text.at(other, row);
}
