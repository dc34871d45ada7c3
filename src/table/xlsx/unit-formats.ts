// Reads the number formats that show numbers divided, or with a currency or unit: `$#,##0`, `0.0,"k"`, `0!.0,"万"`.

/** A number format that shows more than the stored number. */
export interface UnitFormat {
  readonly code: string;
  /** Its sections that do, such as those for positive and negative numbers. */
  readonly sections: readonly UnitSection[];
}

export interface UnitSection {
  /** The divisor for displaying the stored number; 1 for most. */
  readonly divisor: number;
  /** The currency sign, code or name in brackets: `€` in `[$€-407]`. */
  readonly currency?: string;
  /** The other texts before and after the number. */
  readonly texts: readonly string[];
}

/** The last line with each such format, by column, from 0. */
export type ColumnFormats = ReadonlyMap<number, ReadonlyMap<UnitFormat, number>>;

/** Longer codes are not valid. */
const MAX_CODE_CHARS = 255;
/** No real number of a business has more zeros. */
const MAX_ZEROS = 15;
const FORMAT_TOKEN =
  /"([^"]*)"?|[\\!](.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|(General)|(E[+-]|[0#?.,/%]|;)|([^"])/gisu;
/** The place of a literal point between digits. */
const DECIMAL_POINT_MARK = '|';

/** The format of a code; undefined if it shows only the stored number. */
export function unitFormatOf(code: string): UnitFormat | undefined {
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
      // A text between digits, such as a point, belongs to the number.
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

/** The text without the signs and brackets of negative numbers. */
function trimText(text: string): string {
  return text.replace(/^[\s()+:.'-]+|[\s()+:'-]+$/gu, '');
}

/** Each comma after the last digit divides by 1,000; a literal point by ten for each digit after it. */
function divisorOf(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  const commas = [whole, fraction].reduce((sum, part) => sum + (/,*$/.exec(part)?.[0].length ?? 0), 0);
  const decimalPlaces = whole.includes(DECIMAL_POINT_MARK)
    ? whole.slice(whole.lastIndexOf(DECIMAL_POINT_MARK)).replace(/[^0#?]/g, '').length
    : 0;
  return 10 ** Math.min(3 * commas + decimalPlaces, MAX_ZEROS);
}

/** The formats that occur in or below a line. */
export function formatsBelow(formats: ColumnFormats, line: number): ColumnFormats {
  return new Map(
    [...formats].map(([column, found]) => [column, new Map([...found].filter(([, last]) => last >= line))]),
  );
}
