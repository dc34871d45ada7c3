/** Returns the name of a column in a spreadsheet; columns count from 0: 0 is A, 26 is AA. */
export function toColumnName(column: number): string {
  const lastLetter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? lastLetter : toColumnName(Math.floor(column / 26) - 1) + lastLetter;
}
