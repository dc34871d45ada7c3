import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeText } from '../../../src/tabular/cell-text.ts';
import type { TextColumn } from '../../../src/tabular/text-column.ts';
import { addBytes, addText, createByteBuffer } from '../../../src/tabular/writing/bytes.ts';
import { addCell } from '../../../src/tabular/writing/cell.ts';
import { createNumberRun } from '../../../src/tabular/writing/number-run.ts';
import { numberColumn } from '../../../src/tabular/writing/number-texts.ts';
import { createNumberCells } from '../../../src/tabular/writing/numbers.ts';
import { runs } from '../../runs.ts';

const textOf = ({ bytes, length }: ReturnType<typeof createByteBuffer>): string =>
  Buffer.from(bytes.subarray(0, length)).toString();

/** Texts as a column: one behind the other, with room for those that read by words. */
function columnOf(texts: readonly string[]): TextColumn {
  const ends = Uint32Array.from(texts, (_, row) => Buffer.byteLength(texts.slice(0, row + 1).join('')));
  const starts = Uint32Array.from(texts, (text, row) => (ends[row] as number) - Buffer.byteLength(text));
  const bytes = Uint8Array.from(Buffer.from(`${texts.join('')}\0\0\0\0`));
  return { bytes, view: new DataView(bytes.buffer), starts, ends, at: (row) => texts[row] ?? '' };
}

/** Texts as exports hold them, rich in signs that matter. */
const cell = fc
  .array(fc.oneof(fc.constantFrom(...',"\n\r=+-@\t\' 0a厂＝，'), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join('').replaceAll('\0', '').trim());

test('cells from bytes are those from strings', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (given) => {
      const cells = given.filter((text) => text !== '');
      const column = columnOf(cells);
      const buffer = createByteBuffer(0);
      for (let row = 0; row < cells.length; row++) addCell(buffer, column, row);
      expect(textOf(buffer)).toBe(cells.map(writeText).join(''));
    }),
    runs(500),
  );
});

test('numbers are written with the fewest digits, also when they are met again', () => {
  const add = createNumberCells();
  const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, 1 / 3, Number.NaN, -1.234567890123457e-300));
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), (numbers) => {
      const column = numberColumn(Float64Array.from([...numbers, ...numbers]));
      const buffer = createByteBuffer(0);
      const expected = [...numbers, ...numbers].map((one) => (Number.isNaN(one) ? '' : String(one)));
      expected.forEach((_, row) => {
        add(buffer, column, row);
        addText(buffer, ',');
      });
      expect(textOf(buffer)).toBe(expected.map((one) => `${one},`).join(''));
    }),
    runs(500),
  );
});

test('columns of numbers beside each other are written as each alone is, block after block', () => {
  const run = createNumberRun(4);
  const fewValues = [0, -0, 1, 1 / 3, Number.NaN, 2.5];
  let [seed, written] = [1, 0];
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  // More different numbers than are kept, so that texts are forgotten between blocks.
  for (let block = 0; block < 40; block++) {
    const rows = block % 2 === 0 ? 4096 : 300;
    const few = Float64Array.from({ length: rows }, () => fewValues[Math.floor(random() * 6)] as number);
    const many = Float64Array.from({ length: rows }, () => (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20));
    const late = Float64Array.from({ length: rows }, (_, row) => (row < 256 ? 7 : random()));
    const columns = [few, many, undefined, late];
    run.settle(
      columns.map((values) => values && numberColumn(values)),
      rows,
    );
    const buffer = createByteBuffer(0);
    for (let row = 0; row < rows; row++) run.add(buffer, row);
    const textAt = (value: number | undefined): string =>
      value === undefined || Number.isNaN(value) ? ',' : `,${String(value)}`;
    const expected = Array.from({ length: rows }, (_, row) => columns.map((column) => textAt(column?.[row])).join(''));
    expect(textOf(buffer)).toBe(expected.join(''));
    written += buffer.length;
  }
  expect(written).toBeGreaterThan(2 ** 21);
});

test('bytes are added without what stands behind them', () => {
  const buffer = createByteBuffer(0);
  const source = new DataView(Uint8Array.from('abcdefghijklmnop', (one) => one.charCodeAt(0)).buffer);
  for (let end = 0; end <= 9; end++) addBytes(buffer, source, 0, end);
  expect(textOf(buffer)).toBe(Array.from({ length: 10 }, (_, end) => 'abcdefghi'.slice(0, end)).join(''));
});
