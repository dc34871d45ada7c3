/** How many different numbers are kept as text; scores of a pack take few values. */
const MOST_KEPT = 20_000;

/** Writes numbers as cells of CSV, with the fewest digits that mean the same double; nothing for NaN. */
export function createNumberWriter(): (value: number) => string {
  const kept = new Map<number, string>();
  return (value) => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const text = Number.isNaN(value) ? '' : String(value);
    if (kept.size < MOST_KEPT) kept.set(value, text);
    return text;
  };
}
