import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRawRecords } from '../../src/table/raw-records.ts';
import { readAll, useFolder } from './read-table-files.ts';

const put = useFolder();
/** More than half as many as there can be cells in a row, so that they are known to be headings. */
const HEADINGS = Array.from({ length: 50 }, (_, i) => `h${i}`).join();

test('raw records joined together equal the file, and each one is read back as its row', async () => {
  const pieces = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', ' ', '示', 'x"y', ',"q",', '\n\n');
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const body = parts.join('');
      const text = `${HEADINGS}\n${body}`;
      const { rows, records, table } = await readAll({ path: put('a.csv', text) }, { delimiter: ',' });
      const found = [];
      for await (const one of readRawRecords(table.shape, [])) found.push(one);
      expect(found.map((one) => one.text).join('')).toBe(text);
      for (const [i, record] of records.entries()) {
        const raw = found.find((one) => one.record === record);
        const alone = put('b.csv', `${HEADINGS}\n${raw?.text ?? ''}`);
        expect((await readAll({ path: alone }, { delimiter: ',' })).rows).toEqual([rows[i]]);
      }
    }),
    // A short row with a blank before its quote says nothing of how a wide table is written.
    { numRuns: 120, examples: [[[',', ' ', '""']]] },
  );
});

test('raw records are found in chunks of any size', async () => {
  const cell = `"${'示""例,\r\n'.repeat(9000)}"`;
  const text = `h1,h2\n${Array.from({ length: 20 }, (_, i) => `${i},${cell}`).join('\r\n')}`;
  const { table } = await readAll({ path: put('long.csv', text) });
  const found = [];
  for await (const one of readRawRecords(table.shape, [])) found.push(one);
  expect(found.map(({ record }) => record)).toEqual([0, ...Array.from({ length: 20 }, (_, i) => i + 2)]);
  expect(found.every((one, i) => i === 0 || one.text.startsWith(`${i - 1},"`))).toBe(true);
});
