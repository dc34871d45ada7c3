import { add, compare, divide, multiply, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';

/** The sum of the variables, each times its factor, is at most `most`, which is never negative. */
export interface Row {
  readonly factors: readonly Rational[];
  readonly most: Rational;
}

/**
 * The values from 0 on that satisfy every row and whose sum is the greatest: the simplex method on fractions, with
 * Bland's rule, so that it always ends. Each variable must be bounded by some row.
 */
export function maximiseSum(count: number, rows: readonly Row[]): Rational[] {
  // A row for each limit with its slack variable, the right side last; then the row of the sum.
  const width = count + rows.length + 1;
  const table = rows.map(({ factors, most }, r) => {
    const slack = rows.map((_, k) => (k === r ? ONE : ZERO));
    return [...Array.from({ length: count }, (_, i) => factors[i] ?? ZERO), ...slack, most];
  });
  const goal = Array.from({ length: width }, (_, i) => (i < count ? { n: -1n, d: 1n } : ZERO));
  const basis = rows.map((_, r) => count + r);
  for (;;) {
    const entering = goal.findIndex((value, i) => i < width - 1 && compare(value, ZERO) < 0);
    if (entering < 0) break;
    const leaving = findLeaving(table, basis, entering);
    pivot(table, goal, leaving, entering);
    basis[leaving] = entering;
  }
  const values = new Array<Rational>(count).fill(ZERO);
  basis.forEach((variable, r) => {
    if (variable < count) values[variable] = table[r]?.at(-1) as Rational;
  });
  return values;
}

/** The row that first stops the entering variable from growing; of several the one whose variable comes first. */
function findLeaving(table: readonly Rational[][], basis: readonly number[], entering: number): number {
  let found: { readonly row: number; readonly ratio: Rational } | undefined;
  table.forEach((cells, row) => {
    const factor = cells[entering] as Rational;
    if (compare(factor, ZERO) <= 0) return;
    const ratio = divide(cells.at(-1) as Rational, factor);
    const difference = found ? compare(ratio, found.ratio) : -1;
    const isEarlier = found !== undefined && (basis[row] as number) < (basis[found.row] as number);
    if (difference < 0 || (difference === 0 && isEarlier)) found = { row, ratio };
  });
  if (!found) throw new RangeError('a variable has no bound');
  return found.row;
}

function pivot(table: Rational[][], goal: Rational[], leaving: number, entering: number): void {
  const row = table[leaving] as Rational[];
  const factor = row[entering] as Rational;
  row.forEach((cell, i) => {
    row[i] = divide(cell, factor);
  });
  for (const other of [...table, goal]) {
    const times = other[entering] as Rational;
    if (other === row || times.n === 0n) continue;
    other.forEach((cell, i) => {
      const part = row[i] as Rational;
      if (part.n !== 0n) other[i] = subtract(cell, multiply(times, part));
    });
  }
}

/** The sum of some values. */
export function sumOf(values: Iterable<Rational>): Rational {
  let sum = ZERO;
  for (const value of values) sum = add(sum, value);
  return sum;
}
