/** A column of numbers stands to the right. */
export type Alignment = 'left' | 'right';

/** A table of cells that are Markdown already; empty when there are no rows. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignment: readonly Alignment[] = [],
): string[] {
  const rule = head.map((_, i) => (alignment[i] === 'right' ? '---:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.map((cell) => cell || ' ').join(' | ')} |`);
}
