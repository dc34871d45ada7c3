// Reads number formats that show numbers divided, or with a currency or unit: `$#,##0`, `0.0,"k"`, `0!.0,"万"`.

/** A number format that displays the stored number with additions, such as a unit, or displays another number. */
export interface UnitFormat {
  readonly code: string;
  /**
   * The sections of the format that display something else than the stored number; there can be sections for positive
   * and for negative numbers.
   */
  readonly sections: readonly UnitSection[];
}

export interface UnitSection {
  /** The number by which the stored number is divided for display; usually 1. */
  readonly divisor: number;
  /** The sign, code or name of a currency in brackets: `€` in `[$€-407]`. */
  readonly currency?: string;
  /** The other texts before and after the number. */
  readonly texts: readonly string[];
}

/** The formats that occur in each column, counted from 0, with the last line of each. */
export type ColumnFormats = ReadonlyMap<number, ReadonlyMap<UnitFormat, number>>;

/** The maximum length of a format's code; longer codes are not valid. */
const MAX_CODE_CHARS = 255;
/** The maximum number of zeros in a divisor; more make no sense for the numbers of an enterprise. */
const MAX_ZEROS = 15;
const FORMAT_TOKEN =
  /"([^"]*)"?|[\\!](.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|(General)|(E[+-]|[0#?.,/%]|;)|([^"])/gisu;
/** Marks where a format has a literal point between digits. */
const DECIMAL_POINT_MARK = '|';

/** Reads the code of a number format; undefined if it shows only the stored number. */
export function readUnitFormat(code: string): UnitFormat | undefined {
  if (code.length > MAX_CODE_CHARS) return undefined;
  const sections = readSections(code).filter(
    ({ divisor, currency, texts }) => divisor !== 1 || currency !== undefined || texts.length > 0,
  );
  return sections.length === 0 ? undefined : { code, sections };
}

function readSections(code: string): readonly UnitSection[] {
  const sections: UnitSection[] = [];
  let [digits, before, after, currency] = ['', '', '', ''];
  const addText = (text: string): void => {
    if (digits === '') before += text;
    else after += text;
  };
  const endSection = (): void => {
    const texts = [before, after].map(trimText).filter((text) => text !== '');
    const namedCurrency = currency.trim() === '' ? {} : { currency: currency.trim() };
    if (/[0#?]/.test(digits)) sections.push({ divisor: divisorOf(digits), ...namedCurrency, texts });
    [digits, before, after, currency] = ['', '', '', ''];
  };
  for (const [, quoted, escaped, bracketed, general, placeholder, other] of code.matchAll(FORMAT_TOKEN)) {
    if (placeholder === ';') endSection();
    else if (general !== undefined) digits += '0';
    else if (placeholder !== undefined) {
      // Text between digits, such as a point, is part of the number.
      if (/[0#?]/.test(placeholder) && after !== '') {
        if (trimText(after) === '' && after.includes('.')) digits += DECIMAL_POINT_MARK;
        after = '';
      }
      digits += placeholder;
    } else if (bracketed !== undefined) currency ||= bracketed;
    else addText(quoted ?? escaped ?? other ?? '');
  }
  endSection();
  return sections;
}

/** Removes the signs and brackets of negative numbers from a text. */
function trimText(text: string): string {
  return text.replace(/^[\s()+:.'-]+|[\s()+:'-]+$/gu, '');
}

/**
 * Returns the divisor of a format: each comma after the last digit divides by 1,000, and a literal point divides by ten
 * for each digit after it.
 */
function divisorOf(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  const commaCount = [whole, fraction].reduce((sum, part) => sum + (/,*$/.exec(part)?.[0].length ?? 0), 0);
  const decimalPlaces = whole.includes(DECIMAL_POINT_MARK)
    ? whole.slice(whole.lastIndexOf(DECIMAL_POINT_MARK)).replace(/[^0#?]/g, '').length
    : 0;
  return 10 ** Math.min(3 * commaCount + decimalPlaces, MAX_ZEROS);
}

/** Returns the formats that occur on a line or below it. */
export function selectFormatsBelow(formats: ColumnFormats, line: number): ColumnFormats {
  return new Map(
    [...formats].map(([column, found]) => [column, new Map([...found].filter(([, last]) => last >= line))]),
  );
}
