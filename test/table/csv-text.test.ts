import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disarmFormulas, formatCsvCell, parseCsvCell, parseCsvRow, readWrittenRows } from '../../src/table/csv-text.ts';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '5', ',', '"', '\n', '\r', '\t', '＝', '示', ' ') }),
  fc.string({ unit: 'grapheme' }),
);

test('a written table reads back unchanged, and no spreadsheet program takes a cell for a formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (cells) => {
      const row = cells.map(formatCsvCell).join(',');
      expect(parseCsvRow(row)).toEqual(cells);
      const [seen] = parse(`${row}\n`, { relax_column_count: true }) as string[][];
      for (const cell of seen ?? []) expect(/^[=+@\t\r＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(cell), cell).toBe(false);
    }),
  );
});

test('written rows read back unchanged in chunks of any size', async () => {
  const rows = [
    ['a', '示,例'],
    ["'=1", 'two\n"lines"'],
    ['', '＝x'],
    ['x', ''],
  ];
  const bytes = Buffer.from(rows.map((row) => `${row.map(formatCsvCell).join(',')}\n`).join(''));
  for (let size = 1; size <= bytes.length; size++) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    const found: string[][] = [];
    for await (const some of readWrittenRows(pieces())) found.push(...some);
    expect(found).toEqual(rows);
  }
});

const SIGNS = [',', ';', '\t', '|', '^', ']', '\\'];

test.each(SIGNS)(
  'a table separated by %j reads back unchanged, and no spreadsheet takes a cell for a formula',
  (delimiter) => {
    const cell = fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '5', '"', '\n', '示', ' ', ...SIGNS.join('')) });
    const needsQuotes = (text: string): boolean => /["\n]/.test(text) || text.includes(delimiter);
    const quoted = (text: string): string => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 3 }), (rows) => {
        const table = rows.map((cells) => `${cells.map(quoted).join(delimiter)}\n`).join('');
        const seen = parse(disarmFormulas(table, delimiter), { delimiter, relax_column_count: true }) as string[][];
        expect(seen.map((cells) => cells.map(parseCsvCell))).toEqual(rows);
        for (const text of seen.flat()) expect(/^[=+@\t\r＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(text), text).toBe(false);
      }),
    );
  },
);

test('a quoted cell that is never closed may contain the rest of the table', () => {
  const open = `1,-x\n"2${',""3"",-x\n'.repeat(2_000_000)}`;
  expect(disarmFormulas(open, ',') === open.replace('-x', "'-x")).toBe(true);
});
