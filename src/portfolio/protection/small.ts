/** Whether so few are somebody, and fewer than may be told of. */
export function isSmall(count: number, least: number): boolean {
  return count > 0 && count < least;
}

/** The count, or null where it is small. */
export function concealCount(count: number, least: number): number | null {
  return isSmall(count, least) ? null : count;
}
