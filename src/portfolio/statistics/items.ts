/** Answers of many to several questions as numbers: by question, then by who answered; NaN where there is none. */
export type ItemTable = readonly Float64Array[];

/** How far questions measure the same. */
export interface ItemFigures {
  /** Rows in which every item is answered: only these count. */
  readonly complete: number;
  /** Cronbach's alpha (1951); NaN below two items, two rows or without variance. */
  readonly alpha: number;
  /** Of each item, Pearson's correlation with the sum of the others; NaN where either does not vary. */
  readonly rest: readonly number[];
}

/** Alpha and item-rest correlations over the rows without a gap. */
export function itemFigures(items: ItemTable): ItemFigures {
  const rows = Array.from(items[0] ?? [], (_, row) => row).filter((row) =>
    items.every((item) => !Number.isNaN(item[row])),
  );
  const columns = items.map((item) => Float64Array.from(rows, (row) => item[row] as number));
  const totals = new Float64Array(rows.length);
  for (const column of columns)
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + (column[i] as number);
  const k = items.length;
  const variances = columns.reduce((sum, column) => sum + variance(column), 0);
  const enough = k >= 2 && rows.length >= 2;
  return {
    complete: rows.length,
    alpha: enough ? (k / (k - 1)) * (1 - variances / variance(totals)) : Number.NaN,
    rest: columns.map((column) =>
      enough
        ? correlation(
            column,
            totals.map((total, i) => total - (column[i] as number)),
          )
        : Number.NaN,
    ),
  };
}

/** Pearson's correlation over the pairs where both are known; NaN where one does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let [n, sumA, sumB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n += 1;
    sumA += x;
    sumB += y;
  }
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] as number) - sumA / n, (b[i] as number) - sumB / n];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

/** The variance of a sample, with n - 1. */
function variance(numbers: Float64Array): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1);
}
