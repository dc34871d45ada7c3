// Columns that stand twice in an export, with the same heading and the same cells: one of them is read, the other compared.
import type { Plan } from '../scoring/index.ts';
import { createHeadingLookup } from './mapping/heading-match.ts';
import { type CellFault, type ColumnBinding, type RowBlock, UNANSWERED } from './row-block.ts';

/**
 * Columns of which each repeats an earlier one in all rows of a sample, by the first column with its heading. The heading has
 * to say what both answer: those of options alone are told apart by their positions.
 */
export function findRepeatedColumns(
  plan: Plan,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): ReadonlyMap<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  for (const [column, heading] of headings.entries()) {
    const other = first.get(heading);
    if (other === undefined) first.set(heading, column);
    else if (heading !== '' && repeats(rows, column, other)) {
      lookUp ??= createHeadingLookup(plan);
      if (lookUp(heading) !== undefined) repeated.set(column, other);
    }
  }
  return repeated;
}

function repeats(rows: readonly (readonly string[])[], column: number, other: number): boolean {
  const cellOf = (row: readonly string[], at: number): string => (row[at] ?? '').trim();
  return (
    rows.some((row) => cellOf(row, column) !== '') && rows.every((row) => cellOf(row, column) === cellOf(row, other))
  );
}

/** The headings without those of repeated columns, so that each counts once. */
export function withoutRepeated(headings: readonly string[], repeated: ReadonlyMap<number, number>): readonly string[] {
  return repeated.size === 0 ? headings : headings.map((heading, column) => (repeated.has(column) ? '' : heading));
}

/** A column that is read, and the place of the one that repeats it. */
export interface RepeatedColumn {
  readonly column: number;
  readonly input: number;
  /** What the other column is read as: an input of its own, behind those of the pack. */
  readonly other: number;
}

/**
 * Reads the first of several equal columns, and the others beside it as inputs from `next` on, whose places follow from
 * their columns.
 */
export function bindRepeated(
  bound: readonly ColumnBinding[],
  repeated: ReadonlyMap<number, number>,
  next: number,
): { readonly uses: readonly ColumnBinding[]; readonly pairs: readonly RepeatedColumn[] } {
  const uses = [...bound];
  // A heading that stands twice was bound to one of its columns, whichever that is.
  for (const [column, first] of repeated) {
    const [own, other] = [uses[column], uses[first]];
    if (own && other && own.kind !== 'ignore' && other.kind === 'ignore') [uses[first], uses[column]] = [own, other];
  }
  const pairs: RepeatedColumn[] = [];
  for (const [column, first] of repeated) {
    const use = uses[first];
    if (!use || !('input' in use)) continue;
    const other = next + column;
    pairs.push({ column, input: use.input, other });
    uses[column] = { ...use, input: other };
  }
  return { uses, pairs };
}

/** Finds the rows in which a column does not say what the one says that it repeats in the first rows; each is a reject. */
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
