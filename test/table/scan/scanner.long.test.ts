import { describe, expect, test } from 'vitest';
import { MAX_CELL_BYTES } from '../../../src/table/scan/scanner.ts';
import { createChance, tryFile } from '../../fuzz/mutate.ts';
import { runs } from '../../property-runs.ts';
import { bytesOf, readingOf, type Scanned, scanBytes, texts } from '../scan-bytes.ts';

const cellsOf = ({ rows }: Scanned): unknown => rows.map(({ cells }) => cells);
const faultsOf = ({ faults }: Scanned): unknown => faults.map(({ line, column, code }) => [line, column, code]);
const scan = (text: string, width: number, delimiter = ','): Scanned =>
  scanBytes(bytesOf(text), readingOf(texts(width), { delimiter }));

describe('rows', () => {
  test.each([
    ['LF', 'a,b\nc,d\n'],
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['CR', 'a,b\rc,d\r'],
    ['no newline at the end', 'a,b\nc,d'],
    ['several kinds and empty lines', '\n\na,b\r\n\r\rc,d\n\n'],
    ['quotes around everything', '"a","b"\n"c","d"'],
    ['blanks behind quotes', '"a" ,"b"\t\nc,"d"  '],
  ])('rows are read with %s', (_, text) => {
    expect(cellsOf(scan(text, 2))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test.each([[';'], ['\t'], ['|']])('rows with cells separated by %j are read', (delimiter) => {
    const text = ['a', '"x,y"', `"1${delimiter}2"`].join(delimiter);
    expect(cellsOf(scan(text, 3, delimiter))).toEqual([['a', 'x,y', `1${delimiter}2`]]);
  });

  test('a doubled quote within quotes is one quote, and a quote in an unquoted cell is literal', () => {
    expect(cellsOf(scan('"say ""hi""",5" pipe\n"""","a""b"', 2))).toEqual([
      ['say "hi"', '5" pipe'],
      ['"', 'a"b'],
    ]);
  });

  test('lines and records are counted correctly across quoted newlines and empty lines', () => {
    const { rows, records, blanks } = scan('a,"1\r\n2\n3\r4"\r\n\r\nb,2\n,\n  \nc,3\n', 2);
    expect(rows.map(({ line, record }) => [line, record])).toEqual([
      [1, 1],
      [6, 2],
      [9, 5],
    ]);
    expect([records, blanks]).toEqual([5, 2]);
  });

  test('an empty file is read as having no rows', () => {
    for (const text of ['', '\n', '\r\n\r\n', ',\n,']) expect(scan(text, 2).rows).toEqual([]);
  });
});

describe('faults of rows', () => {
  test('a ragged row is a fault with its line, and the next rows are read', () => {
    const scanned = scan('a,b,c\nd,e\nf,g,h,i\nj,k,l,,\nm,n,o', 3);
    expect(scanned.faults).toEqual([
      { line: 2, column: null, code: 'row-length', value: '2' },
      { line: 3, column: null, code: 'row-length', value: '4' },
    ]);
    expect(scanned.rows).toHaveLength(5);
  });

  test('a row is not ragged if it lacks only cells of columns without a heading', () => {
    const reading = readingOf(texts(3), { needed: 2 });
    expect(faultsOf(scanBytes(bytesOf('a,b\nc\nd,e,'), reading))).toEqual([[2, null, 'row-length']]);
  });

  test('a NUL byte, text after a closing quote and an unclosed quote are faults', () => {
    const scanned = scan('a,b\n"x"y,1\nc,d\0e\n"f\0",2\ng,"h\ni,j', 2);
    expect(scanned.faults).toEqual([
      { line: 2, column: 0, code: 'stray-quote', value: 'x' },
      { line: 3, column: 1, code: 'nul', value: 'd\0e' },
      { line: 4, column: 0, code: 'nul', value: 'f\0' },
      { line: 5, column: 1, code: 'rows-in-quotes', value: '5-6' },
    ]);
    expect(scanned.rows[0]?.cells).toEqual(['a', 'b']);
  });

  test('a cell of 100 MB is a fault and needs little memory, quoted or not', () => {
    const long = new Uint8Array(100_000_000).fill(0x78);
    for (const quote of ['', '"']) {
      const [before, behind] = [bytesOf(`a,b\n${quote}`), bytesOf(`${quote},c\nd,e\n`)];
      const used = process.memoryUsage().arrayBuffers;
      const scanned = scanBytes(Buffer.concat([before, long, behind]), readingOf(texts(2)), 1 << 16, { block: 64 });
      expect(scanned.faults).toEqual([{ line: 2, column: 0, code: 'too-long', value: 'x'.repeat(200) }]);
      expect(cellsOf(scanned)).toEqual([
        ['a', 'b'],
        ['', 'c'],
        ['d', 'e'],
      ]);
      expect(process.memoryUsage().arrayBuffers - used).toBeLessThan(120_000_000);
    }
  });

  test('cells around the maximum length are accepted or rejected alike in chunks of any size', () => {
    for (const extra of [-2, -1, 0, 1, 2]) {
      const bytes = bytesOf(`1,2\n"${'工'.repeat(MAX_CELL_BYTES / 3)}${'y'.repeat(extra + 2)}\n\n",3\r\n4,5`);
      const whole = scanBytes(bytes, readingOf(texts(2)));
      for (const piece of [65_536, 1_000_003]) {
        expect(scanBytes(bytes, readingOf(texts(2)), piece)).toEqual(whole);
      }
      expect(whole.rows.map(({ line }) => line)).toEqual([1, 2, 5]);
    }
  });
});

describe('chunks of any size', () => {
  const text = 'k,"a ""b""\r\nc",工\r\n\r\n1,2\n"x"y,\0,"z"\r5,6,7,8\n,,\n9,"𠀀\n"\r\n"open';
  test.each([['utf-8' as const], ['gb18030' as const]])('chunks of any size give the same rows in %s', (encoding) => {
    const bytes = bytesOf(text, encoding);
    const reading = readingOf(texts(3), { encoding });
    const whole = scanBytes(bytes, reading);
    expect(whole.rows.map(({ line }) => line)).toEqual([1, 4, 5, 6, 8, 10]);
    for (let piece = 1; piece < bytes.length; piece++) {
      for (const block of [1, 2, 100]) expect(scanBytes(bytes, reading, piece, { block })).toEqual(whole);
    }
  });

  test('randomly changed files give the same rows as csv-parse', () => {
    const { numRuns, seed } = runs(3000);
    const chance = createChance(seed ?? Date.now());
    for (let i = 0; i < numRuns; i++) {
      const { text: file, difference } = tryFile(chance);
      expect(difference, JSON.stringify(file)).toBeNull();
    }
  });
});
