import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDecimalText } from '../../src/model/rational.ts';
import { parseAnswerValue } from '../../src/scoring/check-answers.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { openBundled } from '../commands/diagnose/open-bundled-pack.ts';
import { matura, scratchFolder } from '../commands/matura.ts';

/** A revenue in euros as people write it, with the number it means; null if it must not be read. */
const AMOUNTS: readonly (readonly [string, string | null])[] = [
  ['€ 2900000', '2900000'],
  ['EUR 2900000', '2900000'],
  ['EUR 2,900,000', '2900000'],
  ['EUR 2.9 million', '2900000'],
  ['EUR 2.5m', '2500000'],
  ['€2.9m', '2900000'],
  ['2900 TEUR', '2900000'],
  ['2.900.000,- €', '2900000'],
  ['2.900.000,– EUR', '2900000'],
  ['2.900.000,00 €', '2900000'],
  ['2.900.000 EUR', '2900000'],
  ['2,9 Mio', '2900000'],
  ['2,9 Mio. €', '2900000'],
  ['1\u202f200\u202f000 €', '1200000'],
  ['1\u00a0200\u00a0000 €', '1200000'],
  ["1'200'000", '1200000'],
  // Another currency is not converted, and never taken for euros.
  ["CHF 1'200'000", null],
  ['USD 2.5m', null],
  ['$ 500', null],
  ['5 dollars', null],
  ['500 元', null],
  // One and a half, or fifteen hundred: an answer alone is written with a point.
  ['1,5', null],
  ['about 2.9', null],
];

describe('an amount in an answer', () => {
  let revenue: Input;
  beforeAll(async () => {
    const { plan } = await openBundled('quick-scan');
    revenue = plan.inputs.find(({ name }) => name === 'revenue') as Input;
  });

  test.each(AMOUNTS)('the written amount %s is read as %s', (text, number) => {
    const result = parseAnswerValue(revenue, text);
    const read = 'value' in result && typeof result.value === 'object' && 'n' in result.value ? result.value : null;
    expect(read && toDecimalText(read, 15)).toBe(number);
  });

  test.each([
    ['USD 2.5m', 'USD'],
    ["CHF 1'200'000", 'CHF'],
    ['$ 500', '$'],
    ['5 dollars', 'USD'],
  ])('the written amount %s is refused, and the error names the currency: %s', (text, stated) => {
    expect(parseAnswerValue(revenue, text)).toMatchObject({
      details: { wanted: { phrase: 'otherCurrency', what: { phrase: 'inUnit' }, stated } },
    });
  });
});

test('a cell of an export is read like an answer, and an amount in another currency is refused by its name', async () => {
  const folder = await scratchFolder();
  const run = (...args: string[]) => matura(args, { cwd: folder });
  expect((await run('init', 'de', '--example', '--lang', 'de')).code).toBe(0);
  const cwd = path.join(folder, 'de');
  const { readFile } = await import('node:fs/promises');
  const [headings = '', row = ''] = (await readFile(path.join(cwd, 'export.csv'), 'utf8')).split(/\r?\n/);
  expect(row).toContain('4.100.000');
  const amounts = AMOUNTS.filter(([text]) => !/['"]|\bmillion\b|2,900,000|1,5|2\.[59]/.test(text));
  const rows = amounts.map(([text], i) => row.replace('4.100.000', text).replace('HRB 4712', `HRB ${9000 + i}`));
  await writeFile(path.join(cwd, 'amounts.csv'), [headings, ...rows, ''].join('\n'));
  const args = ['batch', 'quick-scan', 'amounts.csv', '-o', 'out.csv', '--max-rejects', '99', '--lang', 'de'];
  expect((await matura(args, { cwd })).code).toBe(0);
  const rejects = await readFile(path.join(cwd, 'amounts.rejects.csv'), 'utf8');
  const refused = amounts.filter(([text]) => rejects.includes(text)).map(([text]) => text);
  expect(refused).toEqual(amounts.filter(([, number]) => number === null).map(([text]) => text));
  expect(rejects).toContain('„5 dollars“ ist ein Betrag in USD; Beträge werden nicht umgerechnet');
  const review = await matura(['map', 'quick-scan', 'amounts.csv', '--lang', 'de'], { cwd });
  expect(review.stdout + review.stderr).not.toMatch(/nicht verstanden: "/);
});
