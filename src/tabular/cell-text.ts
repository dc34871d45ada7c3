/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** A spreadsheet shows such a text as the number it is. */
const NEGATIVE = /^-\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A text as a cell of CSV: quoted where it has to be, and never a formula when a spreadsheet opens it. */
export function writeText(text: string): string {
  const safe = FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of the first cell of a row of CSV as `writeText` wrote it. */
export function readFirstText(row: string): string {
  const cell = row.startsWith('"')
    ? (/^"((?:[^"]|"")*)"/.exec(row)?.[1] ?? '').replaceAll('""', '"')
    : (/^[^,\r\n]*/.exec(row)?.[0] ?? '');
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
