/** A stretch of a timeline in cells: what lies before it, and it. */
export interface Stretch {
  readonly before: number;
  readonly length: number;
}

/** Where months lie in so many cells; whatever takes place is seen, so that it fills one cell at least. */
export function stretchOf(start: number, end: number, months: number, cells: number): Stretch {
  if (months <= 0) return { before: 0, length: 1 };
  const before = Math.min(cells - 1, Math.round((start / months) * cells));
  const until = Math.max(before + 1, Math.round((end / months) * cells));
  return { before, length: Math.min(cells, until) - before };
}

/** A timeline as text. */
export function barText({ before, length }: Stretch, cells: number): string {
  return `${'·'.repeat(before)}${'█'.repeat(length)}${'·'.repeat(cells - before - length)}`;
}
