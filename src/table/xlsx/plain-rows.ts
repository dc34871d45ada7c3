// Reads rows and shared strings of the usual form byte by byte. The XML parser reads all others, and reports damage.

/** Receives the rows of a sheet. A row can be taken back as long as the next one has not begun. */
export interface RowTarget {
  /**
   * Begins the row of the given number, or the next row if no number is given. Returns false if the number is
   * impossible.
   */
  beginRow(row: number | undefined): boolean;
  /**
   * Begins the cell in a column, or in the next column if it is undefined. Returns false if the column is impossible.
   */
  beginCell(column: number | undefined): boolean;
  /** Ends a cell. Its value is given as UTF-8 bytes from `start` to `end`. */
  endCell(type: string, style: number, bytes: Buffer, start: number, end: number): void;
  takeBack(): void;
  hideRow(): void;
}

const ROW_START = Buffer.from('<row');
const CELL_START = Buffer.from('<c');
const CELL_END = Buffer.from('</c>');
const VALUE_START = Buffer.from('<v>');
const VALUE_END = Buffer.from('</v></c>');
const INLINE_START = Buffer.from('<is><t');
const PRESERVED_SPACE = Buffer.from(' xml:space="preserve"');
const INLINE_END = Buffer.from('</t></is></c>');
const EMPTY_ELEMENT_END = Buffer.from('/>');
const TAG_CLOSE_BYTE = 0x3e;
export const ROW_END = Buffer.from('</row>');

/** Matches the attributes of a row: its number, if stated, and others that are ignored. */
const ROW_ATTRIBUTES = /^(?: r="([1-9]\d{0,6})")?(?: (?!r=)[A-Za-z_][\w:.-]*="[ !#-%'-;=?-~]*")*$/;
const ATTRIBUTE_NAME_PATTERN = / [\w:.-]+="/g;
const HIDDEN_ATTRIBUTE = / hidden="(?:1|true)"/;

/**
 * Reads a row that begins at `start`, perhaps after blanks. Returns where it ends, or -1 if it does not have the plain
 * form. The bytes must end with the end of a row.
 */
export function readPlainRow(bytes: Buffer, start: number, target: RowTarget): number {
  let index = start;
  while (isBlank(bytes[index] as number)) index++;
  if (!startsWith(ROW_START, bytes, index)) return -1;
  const attributes = bytes.toString('latin1', index + ROW_START.length, bytes.indexOf(TAG_CLOSE_BYTE, index));
  const [matched, number] = ROW_ATTRIBUTES.exec(attributes) ?? [];
  const names = attributes.match(ATTRIBUTE_NAME_PATTERN) ?? [];
  if (matched === undefined || new Set(names).size < names.length) return -1;
  if (!target.beginRow(number === undefined ? undefined : Number(number))) return -1;
  if (HIDDEN_ATTRIBUTE.test(attributes)) target.hideRow();
  index += ROW_START.length + attributes.length + 1;
  while (!startsWith(ROW_END, bytes, index)) {
    index = readCell(bytes, index, target);
    if (index >= 0) continue;
    target.takeBack();
    return -1;
  }
  return index + ROW_END.length;
}

function readCell(bytes: Buffer, start: number, target: RowTarget): number {
  if (!startsWith(CELL_START, bytes, start)) return -1;
  let index = start + CELL_START.length;
  let type = 'n';
  let style = 0;
  let column: number | undefined;
  let attributesSeen = 0;
  for (; bytes[index] === 0x20; index++) {
    const name = bytes[index + 1] as number;
    if (bytes[index + 2] !== 0x3d || bytes[index + 3] !== 0x22 || (attributesSeen & (1 << (name & 31))) !== 0)
      return -1;
    attributesSeen |= 1 << (name & 31);
    index += 4;
    const valueStart = index;
    if (name === 0x72) {
      for (column = 0; isCapital(bytes[index] as number); index++)
        column = column * 26 + (bytes[index] as number) - 0x40;
      while (isDigit(bytes[index] as number)) index++;
    } else if (name === 0x73) {
      for (; isDigit(bytes[index] as number); index++) style = style * 10 + (bytes[index] as number) - 0x30;
    } else if (name === 0x74) {
      while (isCapital((bytes[index] as number) & 0xdf)) index++;
      type =
        index - valueStart === 1 && bytes[valueStart] === name - 1 ? 's' : bytes.toString('latin1', valueStart, index);
    } else return -1;
    if (bytes[index] !== 0x22) return -1;
  }
  if (!target.beginCell(column)) return -1;
  if (startsWith(EMPTY_ELEMENT_END, bytes, index)) return index + EMPTY_ELEMENT_END.length;
  if (bytes[index++] !== TAG_CLOSE_BYTE) return -1;
  if (startsWith(CELL_END, bytes, index)) return index + CELL_END.length;
  const isInline = !startsWith(VALUE_START, bytes, index);
  if (isInline) {
    if (!startsWith(INLINE_START, bytes, index)) return -1;
    index += INLINE_START.length;
    if (startsWith(PRESERVED_SPACE, bytes, index)) index += PRESERVED_SPACE.length;
    if (bytes[index++] !== TAG_CLOSE_BYTE) return -1;
  } else index += VALUE_START.length;
  const textStart = index;
  while (isPlainCharacter(bytes, index)) index++;
  const end = isInline ? INLINE_END : VALUE_END;
  if (!startsWith(end, bytes, index)) return -1;
  target.endCell(type, style, bytes, textStart, index);
  return index + end.length;
}

const STRING_START = Buffer.from('<si><t');
export const STRING_END = Buffer.from('</t></si>');

/**
 * Reads a shared string like `readPlainRow`, if it has no formatted parts. `add` is called with the start and end of
 * its text.
 */
export function readPlainString(bytes: Buffer, start: number, add: (start: number, end: number) => void): number {
  let index = start;
  while (isBlank(bytes[index] as number)) index++;
  if (!startsWith(STRING_START, bytes, index)) return -1;
  index += STRING_START.length;
  if (startsWith(PRESERVED_SPACE, bytes, index)) index += PRESERVED_SPACE.length;
  if (bytes[index++] !== TAG_CLOSE_BYTE) return -1;
  const textStart = index;
  while (isPlainCharacter(bytes, index)) index++;
  if (!startsWith(STRING_END, bytes, index)) return -1;
  add(textStart, index);
  return index + STRING_END.length;
}

function startsWith(token: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < token.length; i++) if (bytes[at + i] !== token[i]) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isCapital = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Whether a byte is text as it stands. Markup and `_x000D_` are not, nor is anything that XML converts or does not
 * allow, such as carriage returns, other control characters and U+FFFF.
 */
function isPlainCharacter(bytes: Buffer, index: number): boolean {
  const byte = bytes[index] as number;
  if (byte < 0x40)
    return byte >= 0x20 ? byte !== 0x26 && byte !== 0x3c && byte !== 0x3e : byte === 0x0a || byte === 0x09;
  return !(byte === 0x5f && bytes[index + 1] === 0x78) && !(byte === 0xef && bytes[index + 1] === 0xbf);
}
