// Arrow and Parquet as tables: what their types say in cells, and files that say of themselves what is not so.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TableProblem } from '../../src/table/table-problem.ts';
import { readAll, refusalOf, useFolder } from './read-table-files.ts';

const fixture = (name: string): string => path.join(import.meta.dirname, '../fixtures/columnar', name);
const write = useFolder();
/** So many places of each file are tried. */
const CUTS = Number(process.env.MATURA_CUTS ?? 25);

/** The rows of the fixtures, see make.py beside them: no type changes what is stated. */
const ROWS = [
  [
    '北京',
    'x',
    'yes, partly',
    '1',
    '1',
    '1.10',
    '0.1',
    '0.1',
    'true',
    '2026-11-28',
    '2026-11-28 09:30:00',
    '["A","B"]',
  ],
  ['a,b', '', 'no', '2', '-2', '-0.05', '1.5', '1e+21', 'false', '', '2026-11-28', '[]'],
  ['', 'y', '', '', '', '', '', '', '', '1970-01-01', '', ''],
  [
    "'=1",
    'z',
    'yes, partly',
    '0',
    '9007199254740993',
    '123456789.12',
    '-2.25',
    'NaN',
    'true',
    '1969-12-31',
    '',
    '["C"]',
  ],
  ['two\nlines', '', 'a "quote"', '255', '1000', '0.00', '10000000000', '-0.5', 'false', '', '', '["\\"",","]'],
  ['', 'long enough to stand outside of its view', 'no', '3', '0', '3.30', '3', '3', 'true', '', '', '["A"]'],
];
/** Texts in views, lists of words of a dictionary, nothing at all. */
const ARROW_ROWS = ROWS.map((row, i) => [...row, row[1], ['["A","B"]', '[]', '["C"]', '', '[]', '["A"]'][i], '']);

describe('types of columns in Parquet and Arrow files', () => {
  test.each(['rows.arrows', 'rows-lz4.arrow', 'rows-zstd.arrow'])(
    'columns in Parquet and Arrow are read as cells: %s',
    async (name) => {
      const { rows, lines, records, totals } = await readAll({ path: fixture(name) }, { isExport: true });
      expect(rows).toEqual(ARROW_ROWS);
      expect([lines, records, totals.blanks]).toEqual([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], 0]);
    },
  );

  test.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'v2'])(
    'columns in Parquet are read as cells: %s',
    async (kind) => {
      const { rows, lines } = await readAll({ path: fixture(`rows-${kind}.parquet`) }, { isExport: true });
      expect(rows).toEqual(ROWS);
      expect(lines).toEqual([1, 2, 3, 4, 5, 6]);
    },
  );

  test.each(['rows.arrows', 'rows-snappy.parquet'])('the file %s is read from a stream', async (name) => {
    const bytes = readFileSync(fixture(name));
    const { rows, table } = await readAll({ stream: piecesOf(bytes, 100) }, { isExport: true });
    expect(rows.map((row) => row.slice(0, 12))).toEqual(ROWS);
    expect(table.isStream).toBe(true);
    await table.close();
  });

  test('an Arrow file whose schema is only at its end is read', async () => {
    const { rows } = await readAll({ path: fixture('schema-at-end.arrow') }, { isExport: true });
    expect(rows).toEqual([
      ['91510100MA06000000', '9007199254740993', '', 'true', 'a'],
      ['91510100MA06000001', '9007199254740994', '1.5', 'false', 'b'],
      ['91510100MA06000002', '9007199254740995', '3', 'true', 'c'],
      ['91510100MA06000003', '9007199254740996', '4.5', 'false', 'a'],
    ]);
  });

  test('a column of a type that cannot be an answer is reported with the type', async () => {
    expect(await refusalOf({ path: fixture('struct.arrows') })).toEqual({
      code: 'unknown-type',
      column: 'place',
      type: 'struct',
    });
  });
});

describe('damaged Parquet and Arrow files', () => {
  const arrow = readFileSync(fixture('rows.arrows'));

  test('an index beyond its dictionary is reported with its batch', async () => {
    // 1, 0, nothing, 1, and what lies behind them.
    const at = arrow.indexOf(Buffer.from([1, 0, 0, 1, 2, 0, 0, 0]));
    const changed = Buffer.from(arrow);
    changed[at + 3] = 3;
    expect(await refusalOf({ path: write('index.arrows', changed) })).toEqual({
      code: 'damaged-part',
      part: { kind: 'batch', number: 1 },
      detail: 'word: no entry 3 in a dictionary of 3',
    });
  });

  test('a stream that ends between two batches is reported as incomplete', async () => {
    const end = arrow.subarray(0, -8);
    expect(await refusalOf({ path: write('end.arrows', end) })).toMatchObject({
      code: 'damaged-part',
      part: { kind: 'batch', number: 3 },
    });
  });

  test.each(['rows.arrows', 'rows-lz4.arrow', 'rows-snappy.parquet'])(
    'the file %s is refused if it is cut off anywhere',
    async (name) => {
      const bytes = readFileSync(fixture(name));
      for (let length = 8; length < bytes.length - 8; length += Math.ceil(bytes.length / CUTS)) {
        // The footer of a file of Arrow may be missing: what it lists was read by then.
        const cut = write(`cut-${name}`, bytes.subarray(0, length));
        const read = await outcomeOf(cut);
        if (read instanceof TableProblem) expect(read.fault.code).toBe('damaged-part');
        else expect(read).toEqual(ARROW_ROWS);
      }
    },
  );

  test.each(['rows.arrows', 'rows-lz4.arrow', 'rows-zstd.arrow', 'rows-snappy.parquet', 'rows-v2.parquet'])(
    'the file %s with random wrong bytes is either read or refused, and never causes a crash',
    async (name) => {
      const bytes = readFileSync(fixture(name));
      for (let at = 4; at < bytes.length; at += Math.ceil(bytes.length / CUTS)) {
        for (const byte of [0x00, 0xff]) {
          const changed = Buffer.from(bytes);
          changed[at] = byte;
          const read = await outcomeOf(write(`byte-${name}`, changed));
          // A table of no columns, or of headings that are no text, is refused as any other.
          if (!Array.isArray(read)) expect(read, `${at}: ${byte}`).toBeInstanceOf(TableProblem);
        }
      }
    },
  );
});

async function outcomeOf(file: string): Promise<unknown> {
  return readAll({ path: file }, { isExport: true }).then(
    ({ rows }) => rows,
    (error) => error,
  );
}

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
