/**
 * What a spreadsheet takes for the beginning of a formula, full-width forms included; also behind the apostrophes that
 * take its meaning, so that one more can always be taken away again.
 */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** A spreadsheet shows such a text as the number it is. */
const NEGATIVE = /^-\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A text as a cell of CSV: quoted where it has to be, and never a formula when a spreadsheet opens it. */
export function writeText(text: string): string {
  const safe = FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a cell that `writeText` wrote, its quotes taken away. */
export function readText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n|$)/y;

/** The texts of the cells of one row that `writeText` wrote. */
export function readRow(row: string): string[] {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const [, quoted, bare = '', end] = CELL.exec(row) ?? [];
    cells.push(readText(quoted?.replaceAll('""', '"') ?? bare));
    if (end !== ',') return cells;
  }
}
