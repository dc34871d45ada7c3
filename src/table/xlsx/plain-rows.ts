// Rows and shared strings the way nearly all programs write them, read byte by byte. Whatever is written in another way
// is left to the parser, which alone says what is damaged.

/** Takes the rows of a sheet. What a row said can be taken back until the next one begins. */
export interface RowTarget {
  /** The row of that number, or the next one; false where there can be none. */
  beginRow(row: number | undefined): boolean;
  /** The cell in that column, or the next one; false where there can be none. */
  beginCell(column: number | undefined): boolean;
  /** Ends a cell whose value is these bytes of UTF-8, of the type and style that its attributes say. */
  endCell(type: string, style: number, bytes: Buffer, start: number, end: number): void;
  takeBack(): void;
  /** Notes that the row is hidden in the sheet. */
  hideRow(): void;
}

const ROW = Buffer.from('<row');
const CELL = Buffer.from('<c');
const CELL_END = Buffer.from('</c>');
const VALUE = Buffer.from('<v>');
const VALUE_END = Buffer.from('</v></c>');
const INLINE = Buffer.from('<is><t');
const SPACED = Buffer.from(' xml:space="preserve"');
const INLINE_END = Buffer.from('</t></is></c>');
const CLOSED = Buffer.from('/>');
const CLOSE = 0x3e;
export const ROW_END = Buffer.from('</row>');

/** The attributes of a row: its number, perhaps, and others that mean nothing here. */
const ROW_ATTRIBUTES = /^(?: r="([1-9]\d{0,6})")?(?: (?!r=)[A-Za-z_][\w:.-]*="[ !#-%'-;=?-~]*")*$/;
const NAMES = / [\w:.-]+="/g;
const HIDDEN = / hidden="(?:1|true)"/;

/**
 * Reads a row that begins there or behind blanks; gives where it ends, or -1 where it is no plain one. At the end of
 * the bytes stands the end of a row.
 */
export function readPlainRow(bytes: Buffer, start: number, target: RowTarget): number {
  let at = start;
  while (isBlank(bytes[at] as number)) at++;
  if (!stands(ROW, bytes, at)) return -1;
  const attributes = bytes.toString('latin1', at + ROW.length, bytes.indexOf(CLOSE, at));
  const [matched, number] = ROW_ATTRIBUTES.exec(attributes) ?? [];
  const names = attributes.match(NAMES) ?? [];
  if (matched === undefined || new Set(names).size < names.length) return -1;
  if (!target.beginRow(number === undefined ? undefined : Number(number))) return -1;
  if (HIDDEN.test(attributes)) target.hideRow();
  at += ROW.length + attributes.length + 1;
  while (!stands(ROW_END, bytes, at)) {
    at = readCell(bytes, at, target);
    if (at >= 0) continue;
    target.takeBack();
    return -1;
  }
  return at + ROW_END.length;
}

function readCell(bytes: Buffer, start: number, target: RowTarget): number {
  if (!stands(CELL, bytes, start)) return -1;
  let at = start + CELL.length;
  let type = 'n';
  let style = 0;
  let column: number | undefined;
  let seen = 0;
  for (; bytes[at] === 0x20; at++) {
    const name = bytes[at + 1] as number;
    if (bytes[at + 2] !== 0x3d || bytes[at + 3] !== 0x22 || (seen & (1 << (name & 31))) !== 0) return -1;
    seen |= 1 << (name & 31);
    at += 4;
    const from = at;
    if (name === 0x72) {
      for (column = 0; isCapital(bytes[at] as number); at++) column = column * 26 + (bytes[at] as number) - 0x40;
      while (isDigit(bytes[at] as number)) at++;
    } else if (name === 0x73) {
      for (; isDigit(bytes[at] as number); at++) style = style * 10 + (bytes[at] as number) - 0x30;
    } else if (name === 0x74) {
      while (isCapital((bytes[at] as number) & 0xdf)) at++;
      type = at - from === 1 && bytes[from] === name - 1 ? 's' : bytes.toString('latin1', from, at);
    } else return -1;
    if (bytes[at] !== 0x22) return -1;
  }
  if (!target.beginCell(column)) return -1;
  if (stands(CLOSED, bytes, at)) return at + CLOSED.length;
  if (bytes[at++] !== CLOSE) return -1;
  if (stands(CELL_END, bytes, at)) return at + CELL_END.length;
  const isInline = !stands(VALUE, bytes, at);
  if (isInline) {
    if (!stands(INLINE, bytes, at)) return -1;
    at += INLINE.length;
    if (stands(SPACED, bytes, at)) at += SPACED.length;
    if (bytes[at++] !== CLOSE) return -1;
  } else at += VALUE.length;
  const from = at;
  while (isPlain(bytes, at)) at++;
  const end = isInline ? INLINE_END : VALUE_END;
  if (!stands(end, bytes, at)) return -1;
  target.endCell(type, style, bytes, from, at);
  return at + end.length;
}

const STRING = Buffer.from('<si><t');
export const STRING_END = Buffer.from('</t></si>');

/** The same for a shared string without parts of its own form; `add` is given where its text stands. */
export function readPlainString(bytes: Buffer, start: number, add: (start: number, end: number) => void): number {
  let at = start;
  while (isBlank(bytes[at] as number)) at++;
  if (!stands(STRING, bytes, at)) return -1;
  at += STRING.length;
  if (stands(SPACED, bytes, at)) at += SPACED.length;
  if (bytes[at++] !== CLOSE) return -1;
  const from = at;
  while (isPlain(bytes, at)) at++;
  if (!stands(STRING_END, bytes, at)) return -1;
  add(from, at);
  return at + STRING_END.length;
}

/** Whether `bytes` hold the token at position `at`. */
function stands(token: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < token.length; i++) if (bytes[at + i] !== token[i]) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isCapital = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Whether a byte stands for itself in a text: no mark-up, no `_x000D_`, nothing that XML changes or does not allow,
 * such as carriage returns, other controls and U+FFFF.
 */
function isPlain(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] as number;
  if (byte < 0x40)
    return byte >= 0x20 ? byte !== 0x26 && byte !== 0x3c && byte !== 0x3e : byte === 0x0a || byte === 0x09;
  return !(byte === 0x5f && bytes[at + 1] === 0x78) && !(byte === 0xef && bytes[at + 1] === 0xbf);
}
