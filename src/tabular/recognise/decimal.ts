/**
 * What the numbers of a column say of their decimal sign. `unclear` is a column whose every number could be read both
 * ways (`1,234`), `mixed` one with both signs as decimals, null one without any sign between digits.
 */
export type ColumnDecimal = '.' | ',' | 'mixed' | 'unclear' | null;

const NUMERAL = /^[+-]?\d[\d.,]*$/;
const COMMA_DECIMAL = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;
const DOT_DECIMAL = /^[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+$/;
/** Several groups of three: the sign between them is not the decimal one. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(,\d{3}){2,}$/;
const DOT_GROUPS = /^[+-]?\d{1,3}(\.\d{3}){2,}$/;
/** One group of three behind at most three digits that do not begin with 0: a sign of either kind. */
export const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** The decimal sign of a table: `none` where no number shows one, `unclear` where a person has to say. */
export type TableDecimal = '.' | ',' | 'none' | 'unclear';

type Sign = '.' | ',' | 'either';

/** The decimal sign of one column, from a sample of its cells. */
export function recogniseDecimal(cells: Iterable<string>): ColumnDecimal {
  const seen = new Set<Sign>();
  for (const cell of new Set(cells)) {
    const sign = readSign(cell.normalize('NFKC').replace(/\s/g, ''));
    if (sign) seen.add(sign);
  }
  if (seen.has('.') && seen.has(',')) return 'mixed';
  if (seen.has('.')) return '.';
  if (seen.has(',')) return ',';
  return seen.size > 0 ? 'unclear' : null;
}

function readSign(text: string): Sign | undefined {
  const number = text.replace(/[%‰\p{L}]+$/u, '');
  if (!NUMERAL.test(number)) return undefined;
  if (EITHER.test(number)) return 'either';
  if (COMMA_DECIMAL.test(number) || DOT_GROUPS.test(number)) return ',';
  return DOT_DECIMAL.test(number) || COMMA_GROUPS.test(number) ? '.' : undefined;
}

/** The sign of all columns that are read as numbers. */
export function decideDecimal(columns: readonly ColumnDecimal[]): TableDecimal {
  const said = new Set(columns.filter((column) => column !== null));
  if (said.has('mixed') || (said.has('.') && said.has(','))) return 'unclear';
  if (said.has('.')) return '.';
  if (said.has(',')) return ',';
  return said.has('unclear') ? 'unclear' : 'none';
}
