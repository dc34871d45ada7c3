// Counts texts that were damaged by a wrong encoding, and notes the lines of the first ones, for a remark.
import type { BatchRemark } from '../report/index.ts';
import { WINDOWS_1252_SIGNS } from '../table/index.ts';

type TextRemark = Extract<BatchRemark, { readonly code: 'lost-signs' | 'garbled' }>;
type Line = TextRemark['lines'][number];

/** Maximum number of line numbers in a remark. */
const MAX_NAMED_LINES = 3;

/** Counts damaged texts by kind of damage and by column; `nameOf` returns the name of a column. */
export function createDamagedTexts(nameOf: (column: number) => string): {
  add(code: TextRemark['code'], column: number, line: Line): void;
  list(): readonly TextRemark[];
} {
  const remarks = new Map<string, TextRemark>();
  return {
    add(code, column, line) {
      const key = `${code} ${column}`;
      const remark: TextRemark = remarks.get(key) ?? { code, name: nameOf(column), rows: 0, lines: [] };
      remarks.set(key, { ...remark, ...addLine(remark, line) });
    },
    list: () => [...remarks.values()],
  };
}

/** Counts one more row, and adds its line if the list is not full yet. */
export function addLine(
  { rows, lines }: Pick<TextRemark, 'rows' | 'lines'>,
  line: Line,
): Pick<TextRemark, 'rows' | 'lines'> {
  return { rows: rows + 1, lines: rows < MAX_NAMED_LINES ? [...lines, line] : lines };
}

const WINDOWS_1252_BYTES = new Map([...WINDOWS_1252_SIGNS].map((sign, i) => [sign, 0x80 + i]));
/** UTF-8 text that was read as GB18030 after its letters had already been replaced by U+FFFD. */
const UTF8_READ_AS_GB18030 = /锟斤拷/;
const STRICT_UTF8_DECODER = new TextDecoder('utf-8', { fatal: true });

/** Characters within a word that appear when accented letters in Mac or DOS encodings are read as Windows-1252. */
const MAC_OR_DOS_READ_AS_1252 = /\p{Script=Latin}[Ÿ§†‡„”€\u0080-\u009f]\p{Script=Latin}/u;

/**
 * Whether a text was read in a wrong encoding: UTF-8 as a Western encoding (`Ã¤` for `ä`), or Mac and DOS as
 * Windows-1252 (`MŸller` for `Müller`).
 */
export function isGarbled(text: string): boolean {
  if (MAC_OR_DOS_READ_AS_1252.test(text)) return true;
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/.test(text)) return UTF8_READ_AS_GB18030.test(text);
  const bytes = [...text].map((sign) => WINDOWS_1252_BYTES.get(sign) ?? sign.codePointAt(0) ?? 0);
  if (bytes.some((byte) => byte > 0xff)) return false;
  try {
    STRICT_UTF8_DECODER.decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}
