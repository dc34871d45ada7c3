import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldKey, hashKey } from '../../../src/model/enterprise-key.ts';
import { formatCsvCell } from '../../../src/table/csv-text.ts';
import { addText, type ColumnCells, createRowWriter, encodeCell } from '../../../src/table/results/row-writer.ts';
import { ANSWERED, type TextColumn, UNANSWERED } from '../../../src/table/row-block.ts';
import { runs } from '../../property-runs.ts';

/** Texts as a column: one behind the other. */
function columnOf(texts: readonly string[]): TextColumn {
  const ends = Uint32Array.from(texts, (_, row) => Buffer.byteLength(texts.slice(0, row + 1).join('')));
  const starts = Uint32Array.from(texts, (text, row) => (ends[row] as number) - Buffer.byteLength(text));
  const bytes = Uint8Array.from(Buffer.from(texts.join('')));
  return { bytes, starts, ends, at: (row) => texts[row] ?? '' };
}

/** Texts as exports hold them, rich in signs that matter. */
const cell = fc
  .array(fc.oneof(fc.constantFrom(...',"\n\r=+-@\t\' 0a厂＝，'), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join('').replaceAll('\0', '').trim());

const statesOf = (texts: readonly string[]): Uint8Array =>
  Uint8Array.from(texts, (text) => (text === '' ? UNANSWERED : ANSWERED));

/** Texts as a column of results. */
function textCells(texts: readonly string[]): ColumnCells {
  const other = (row: number, target: Parameters<typeof addText>[0]): void =>
    addText(target, formatCsvCell(texts[row] ?? ''));
  return { kind: 'text', states: statesOf(texts), texts: columnOf(texts), other };
}

/** What a writer makes of all rows of some columns. */
function write(columns: readonly ColumnCells[], rows: number, writer = createRowWriter()): string {
  return Buffer.from(writer(columns, rows).bytes).toString();
}

test('cells written from bytes equal those written from strings, block after block', () => {
  const writer = createRowWriter();
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (given) => {
      const columns = [0, 1].map((i) => textCells(given.map((cells) => cells[i] as string)));
      const expected = given.map((cells) => `${cells.map(formatCsvCell).join(',')}\n`);
      expect(write(columns, given.length, writer)).toBe(expected.join(''));
    }),
    runs(500),
  );
});

test('keys are written together with their hash, whether or not they need normalising', () => {
  const key = fc.oneof(cell, fc.stringMatching(/^[0-9A-Z]{1,20}$/));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (keys) => {
      const other = (row: number, target: Parameters<typeof addText>[0]): number => {
        addText(target, formatCsvCell(keys[row] ?? ''));
        return hashKey(foldKey(keys[row] ?? ''));
      };
      const writer = createRowWriter();
      const columns: ColumnCells[] = [{ kind: 'key', states: statesOf(keys), texts: columnOf(keys), other }];
      const { bytes, hashes, lengths } = writer(columns, keys.length);
      const written = keys.map((one) => `${formatCsvCell(one)}\n`);
      expect(Buffer.from(bytes).toString()).toBe(written.join(''));
      expect([...hashes].slice(0, keys.length)).toEqual(keys.map((one) => (one === '' ? 0 : hashKey(foldKey(one)))));
      expect([...lengths].slice(0, keys.length)).toEqual(written.map((one) => Buffer.byteLength(one)));
    }),
    runs(500),
  );
});

const power = fc.integer({ min: -4, max: 9 }).map((exponent) => 2 ** exponent);
/** Doubles of every exponent; means; decimals; and what stands beside powers of two. */
const inside = fc.oneof(
  fc.tuple(power, fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true })).map(([a, b]) => a * b),
  fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 60 })).map(([a, b]) => a / b),
  fc.tuple(fc.nat(10 ** 9), fc.integer({ min: 0, max: 9 })).map(([a, b]) => a / 10 ** b),
  fc.tuple(power, fc.integer({ min: -4, max: 4 })).map(([a, b]) => a * (1 + (b * Number.EPSILON) / 2)),
);

const number = fc.oneof(
  inside,
  inside.map((value) => -value),
  fc.double(),
  fc.constantFrom(0, -0, 1, 1 / 3, 1 / 16, 1024, 1023.9999999999999, 1 + 2 ** -17, -1.234567890123457e-300, 5e-324),
);

test('numbers are written as JavaScript writes them, even when a number occurs again', () => {
  const writer = createRowWriter();
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 50 }), (numbers) => {
      const values = Float64Array.from([...numbers, ...numbers]);
      const expected = [...values].map((one) => `,${Number.isNaN(one) ? '' : String(one)}\n`);
      const columns: ColumnCells[] = [
        { kind: 'number', values: undefined },
        { kind: 'number', values },
      ];
      expect(write(columns, values.length, writer)).toBe(expected.join(''));
    }),
    runs(5000),
  );
});

test('answer codes are written as their cell texts, and marked rows of a block are left out', () => {
  const writer = createRowWriter();
  const cells = ['', '(unknown)', 'no', '"a,b"'].map(encodeCell);
  const codes = Uint8Array.of(3, 0, 1, 2, 3);
  const other = (row: number, target: Parameters<typeof addText>[0]): void => addText(target, `row ${row}`);
  const columns: ColumnCells[] = [
    { kind: 'code', codes, cells },
    { kind: 'other', states: Uint8Array.of(0, 1, 0, 3, 0), other },
  ];
  const text = (...leftOut: number[]): string => Buffer.from(writer(columns, 5, leftOut).bytes).toString();
  expect(text()).toBe('"a,b",\n,row 1\n(unknown),\nno,row 3\n"a,b",\n');
  expect(text(0, 1, 2, 4)).toBe('no,row 3\n');
  expect(text(3)).toBe('"a,b",\n,row 1\n(unknown),\n"a,b",\n');
});
