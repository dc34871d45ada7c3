import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTable } from '../../src/table/opened-table.ts';
import { guessRanges, type Range, type TableShape } from '../../src/table/table-reader.ts';
import { useFolder } from './read-table-files.ts';

const write = useFolder();

async function rangesOf(text: string, length: number): Promise<readonly Range[]> {
  const { shape } = await openTable({ path: write('table.csv', text) });
  const ranges: Range[] = [];
  for await (const range of guessRanges(shape as TableShape & { path: string }, length)) ranges.push(range);
  // They follow each other from the first row to the end of the file.
  expect(ranges[0]?.start).toBe(shape.mark + shape.start);
  expect(ranges.at(-1)?.end).toBe(statSync(shape.path ?? '').size);
  for (const [i, { end }] of ranges.slice(0, -1).entries()) expect(ranges[i + 1]?.start).toBe(end);
  return ranges;
}

/** The beginnings of the ranges, a few characters of each. */
async function beginningsOf(text: string, length: number): Promise<readonly string[]> {
  const ranges = await rangesOf(text, length);
  return ranges.map(({ start }) =>
    Buffer.from(text)
      .subarray(start, start + 3)
      .toString(),
  );
}

test.each([['\n'], ['\r\n'], ['\r']])('ranges begin at rows that end with %j', async (newline) => {
  const rows = Array.from({ length: 100 }, (_, i) => `r${i},b,c${newline}`).join('');
  for (let length = 1; length < 30; length++) {
    const beginnings = await beginningsOf(`k,b,c${newline}${rows}`, length);
    expect(beginnings.length).toBeGreaterThan(20);
    for (const beginning of beginnings) expect(beginning).toMatch(/^r\d/);
  }
});

test('newlines within quotes are passed by where a row behind has as many cells as there are headings', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `r${i},"some words,\nand others\n",c\n`).join('');
  for (const beginning of await beginningsOf(`k,b,c\n${rows}`, 64)) expect(beginning).toMatch(/^r\d/);
});

test('newlines at the edges of what is looked at in one go', async () => {
  for (const filler of [16_380, 16_381, 16_382, 16_383, 16_384, 16_385, 40_000]) {
    const text = `k,b,c\r\n1,2,${'x'.repeat(filler)}\r\nr,b,c\r\nr,b,c\r\n`;
    expect(await beginningsOf(text, 4)).toEqual(['1,2', 'r,b', 'r,b']);
  }
});

test('a few long ones are about equally long', async () => {
  const ranges = await rangesOf(`k,b,c\n${'1,"2\n3",4\n'.repeat(100_000)}`, 250_000);
  expect(ranges).toHaveLength(4);
  for (const { start, end } of ranges) expect(Math.abs(end - start - 250_000)).toBeLessThan(100);
});

test('where there is no row behind, the rest is one range', async () => {
  expect(await rangesOf('k,b,c\n1,2,3', 1)).toHaveLength(1);
  expect(await rangesOf('k,b,c\n1,2,3\n', 1)).toHaveLength(1);
  expect(await rangesOf(`k,b,c\n1,2,${'x'.repeat(100_000)}`, 1)).toHaveLength(1);
});
