/** Joins items with a separator, and the last one with another. */
export function joinWith(items: readonly string[], separator: string, last: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(separator)}${last}${items[items.length - 1]}`;
}
