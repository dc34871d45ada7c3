/**
 * Returns the item at an index that the caller knows to be within the list. Throws a `RangeError` for any other index, so
 * that a wrong one ends the work and is not computed with. Loops over typed arrays index them directly: one function that is
 * called with many kinds of arrays takes ten times as long there.
 */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`index ${index} is not within a list of ${items.length}`);
  return item;
}
