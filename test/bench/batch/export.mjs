// Rows as a file of CSV.
import { closeSync, openSync, writeSync } from 'node:fs';
import { quote } from './csv.mjs';
import { createEncoder } from './encoding.mjs';
import { COLUMNS } from './pack.mjs';
import { drawRows } from './rows.mjs';

const PIECE = 1 << 22;

/** Writes an export of so many rows. */
export function writeExport(path, rows, { encoding = 'utf-8', dirty = false } = {}) {
  const encode = createEncoder(encoding);
  const known = new Map();
  const write = (text) => {
    if (/^[\x20-\x7e]*$/.test(text) && !/[",]/.test(text)) return text;
    const quoted = () => encode(quote(text));
    // Names differ from row to row, most other texts do not.
    if (text.length > 12) return quoted();
    if (!known.has(text)) known.set(text, quoted());
    return known.get(text);
  };
  const file = openSync(path, 'w');
  let text = `${COLUMNS.join(',')}\n`;
  for (const cells of drawRows(rows, { dirty })) {
    text += `${cells.map((cell) => (cell.length === 1 && cell < '\u0080' ? cell : write(cell))).join(',')}\n`;
    if (text.length > PIECE) {
      writeSync(file, text, null, 'latin1');
      text = '';
    }
  }
  writeSync(file, text, null, 'latin1');
  closeSync(file);
}
