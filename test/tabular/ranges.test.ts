import { statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encode } from '../../src/tabular/encoding/codec.ts';
import { openTable } from '../../src/tabular/open.ts';
import { findRanges, type Range, splitRanges } from '../../src/tabular/ranges.ts';
import { readTable } from '../../src/tabular/read-table.ts';
import type { TableShape } from '../../src/tabular/shape.ts';
import { createChance } from '../fuzz/mutate.ts';
import { type ReadRows, readRows, useFolder } from './files.ts';
import { texts } from './scan.ts';

const write = useFolder();
const CELLS = [
  'a',
  '"b,c"',
  '"x\ny"',
  '"\r\n"',
  '"say ""hi"""',
  '5" pipe',
  '""',
  '',
  '"工\r厂"',
  '"z" ',
  '"q"r"s',
  '123456789',
];
const ENDS = ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n,,\n', '\n \n'];

/** A table of awkward rows, the same for the same seed. */
function makeTable(seed: number, rows: number): string {
  const chance = createChance(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)] ?? '';
  const lines = Array.from({ length: rows }, () => `${pick(CELLS)},${pick(CELLS)},${pick(CELLS)}${pick(ENDS)}`);
  return `k,b,c${pick(ENDS.slice(0, 4))}${lines.join('')}"last","1`.concat(chance() < 0.5 ? '",x' : '"\n');
}

async function readRanges(shape: TableShape, ranges: readonly Range[]): Promise<Omit<ReadRows, 'totals'>> {
  const parts: ReadRows[] = [];
  for (const range of ranges) parts.push(await readRows(readTable(shape, texts(3), range), 3));
  const [last] = ranges.slice(-1);
  expect(last?.end).toBe(statSync(shape.path ?? '').size);
  for (const [i, range] of ranges.entries()) {
    // A range says how many records stand before it.
    const records = parts[i]?.totals.records;
    const next = ranges[i + 1];
    if (next) expect([next.start, next.record]).toEqual([range.end, range.record + (records ?? 0)]);
  }
  return {
    rows: parts.flatMap(({ rows }) => rows),
    lines: parts.flatMap(({ lines }) => lines),
    records: parts.flatMap(({ records }) => records),
    faults: parts.flatMap(({ faults }) => faults),
  };
}

describe('parts of a file', () => {
  test.each([['utf-8' as const], ['gb18030' as const]])('read like the whole in %s', async (encoding) => {
    for (let seed = 1; seed <= 15; seed++) {
      const path = write('table.csv', encode(makeTable(seed, 30), encoding));
      const { shape } = await openTable({ path }, { encoding, delimiter: ',' });
      const { totals, ...whole } = await readRows(readTable(shape, texts(3)), 3);
      expect(totals.records).toBeGreaterThan(20);
      for (const count of [1, 2, 3, 5, 50, 500]) {
        const ranges = await splitRanges(shape, count);
        expect(ranges.length).toBeLessThanOrEqual(count);
        expect(await readRanges(shape, ranges), `seed ${seed}, ${count} parts`).toEqual(whole);
      }
    }
  });

  test('pieces of a megabyte: newlines and quotes at their edges', async () => {
    for (const filler of [1_048_570, 1_048_571, 1_048_572, 1_048_573, 1_048_574, 1_048_575]) {
      const cell = `"${'x'.repeat(filler - 9)}"`;
      const path = write('edges.csv', `k,b,c\r\n${cell},"""",\r\n"1\r\n""2",b,c\r\n${'d,e,f\r\n'.repeat(9)}`);
      const { shape } = await openTable({ path });
      const { totals, ...whole } = await readRows(readTable(shape, texts(3)), 3);
      const ranges = await splitRanges(shape, 1_000_000);
      expect(ranges).toHaveLength(11);
      expect(await readRanges(shape, ranges)).toEqual(whole);
    }
  });

  test('a few long ones are about equally long', async () => {
    const path = write('equal.csv', `k,b,c\n${'1,"2\n3",4\n'.repeat(100_000)}`);
    const { shape } = await openTable({ path });
    const lengths = (await splitRanges(shape, 4)).map(({ start, end }) => end - start);
    expect(lengths).toHaveLength(4);
    for (const length of lengths) expect(Math.abs(length - 250_000)).toBeLessThan(100);
  });

  test.each([
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['gzip', (text: string) => gzipSync(text), 'utf-8'],
  ])('%s can only be read in a row', async (_, pack, encoding) => {
    const path = write('packed.csv', pack(makeTable(1, 30)));
    const { shape } = await openTable({ path }, { delimiter: ',' });
    expect(shape.encoding).toBe(encoding);
    const ranges: Range[] = [];
    for await (const range of findRanges(shape, 1)) ranges.push(range);
    expect(ranges).toHaveLength(1);
    expect((await readRows(readTable(shape, texts(3), ranges[0]), 3)).rows.length).toBeGreaterThan(20);
  });
});
