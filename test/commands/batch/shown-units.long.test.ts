// Cells of workbooks whose number format shows another unit, currency or size than is stored.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { HEADINGS, type Row, rowOf } from './sample-export.ts';

const COUNT = 12;
const revenueOf = (i: number): number => 1200 + 310 * i;

interface Cells {
  /** The stored numbers of revenue are those of the fact divided by this. */
  readonly divisor?: number;
  /** The rows with the format; all if undefined. */
  readonly only?: number;
  readonly rows?: number;
  readonly column?: string;
  readonly heading?: string;
}

/** An export whose revenue, or another column, has a number format, or one format after the other. */
function book(
  format: string | readonly string[],
  { divisor = 1, only, rows = COUNT, column = 'revenue', heading = column }: Cells = {},
): Buffer {
  const formats = typeof format === 'string' ? [format] : format;
  const lines = Array.from({ length: rows }, (_, i) => {
    const row: Row = rowOf(i, {
      ...{ name: `企业 ${i}`, sector: 'industry', employees: String(30 + (i % 40)), plan: String(i % 4) },
      revenue: String(Number((revenueOf(i % 40) / divisor).toPrecision(12))),
    });
    return HEADINGS.map((name) => {
      if (name !== column && name !== 'revenue' && name !== 'employees') return inline(row[name] ?? '');
      const style = name === column && (only === undefined || only === i) ? ` s="${1 + (i % formats.length)}"` : '';
      return `<c${style}><v>${row[name]}</v></c>`;
    });
  });
  const all = [HEADINGS.map((name) => inline(name === column ? heading : name)), ...lines];
  const sheet = all.map((cells, i) => `<row r="${i + 1}">${cells.join('')}</row>`).join('');
  return zip(workbookParts({ sheets: { Answers: `<sheetData>${sheet}</sheetData>` }, formats }));
}

async function batch(table: Buffer, args: readonly string[] = []): Promise<Run & { cwd: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.xlsx'), table);
  return { cwd, ...(await matura(['batch', 'quick-scan-china', 'e.xlsx', '--quiet', ...args], { cwd })) };
}

const resultsOf = (cwd: string): Promise<string> => readFile(path.join(cwd, 'e.results.csv'), 'utf8');
let expected: Promise<string> | undefined;
/** The results of the export without a format. */
const plainResults = (): Promise<string> => (expected ??= batch(book('General')).then(({ cwd }) => resultsOf(cwd)));

async function scoreAsProposed(cwd: string, change: (mapping: string) => string = (text) => text): Promise<Run> {
  const { stdout } = await matura(['map', 'quick-scan-china', 'e.xlsx'], { cwd });
  expect(stdout.match(/^ +check: /gm)).toHaveLength(1);
  await writeFile(path.join(cwd, 'm.yaml'), change(stdout.replace(/^ +check: .*\n/m, '')));
  return matura(['batch', 'quick-scan-china', 'e.xlsx', '--quiet', '--map', 'm.yaml'], { cwd });
}

describe('a number format that shows a unit other than the one in which the numbers are read', () => {
  test.each([
    ['0!.0,"万"', 1e-4, '元'],
    ['0"."0,"万元"', 1e-4, '元'],
    ['¥0\\.0,"万"', 1e-4, '元'],
    ['0.0,,"百万"', 1e-4, '元'],
    ['[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 1e-4, '元'],
    ['#,##0"元"_);(#,##0"元")', 1e-4, '元'],
    ['0.00" Mio."', 100, 'mio.'],
    ['#,##0.0"千元 "', 0.1, '千元'],
    ['[$￥-804]#,##0.0"千"', 0.1, '千'],
  ])(
    'a number format that shows %s is asked about, and the proposed mapping reads the numbers in that unit',
    async (format, divisor, unit) => {
      const asked = await batch(book(format, { divisor }));
      expect(asked.code, asked.stderr).toBe(3);
      expect(asked.stderr).toMatch(new RegExp(`^revenue .*line 13, the stored numbers are in ${unit}: `, 'mi'));
      const mapped = await scoreAsProposed(asked.cwd);
      expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
      expect(await resultsOf(asked.cwd)).toBe(await plainResults());
    },
  );

  test.each(['#,##0.00,', '0.0,,', '0,.0', '¥#,##0,_);[Red](¥#,##0,)'])(
    'a number format that shows %s, which names no unit, is asked about, and a mapping’s unit settles it',
    async (format) => {
      const asked = await batch(book(format));
      expect(asked.code, asked.stderr).toBe(3);
      expect(asked.stderr).toMatch(/^revenue .*in line 13 shows the numbers divided by 1(,?000)+: /m);
      const mapped = await scoreAsProposed(asked.cwd, (text) =>
        text.replace('to: revenue', 'to: revenue\n    unit: 万元'),
      );
      expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
      expect(await resultsOf(asked.cwd)).toBe(await plainResults());
    },
  );

  test('for a divided number format, the unit of the figures themselves is proposed', async () => {
    const asked = await batch(book('#,##0,', { divisor: 1e-4 }));
    expect(asked.code).toBe(3);
    const mapped = await scoreAsProposed(asked.cwd);
    expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(asked.cwd)).toBe(await plainResults());
  });

  test('a staff column shown in thousands without a unit is asked about', async () => {
    const asked = await batch(book('0.000,', { column: 'employees' }));
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(/^employees .*divided by 1000/m);
  });
});

describe('a number format with another currency', () => {
  test.each([
    ...['0.00"万美元"', '[$€-407] #,##0.00', '#,##0.00\\ [$€-407]', '#,##0;[Red]-[$$-409]#,##0.00', '[$USD] #,##0'],
    ...['_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', '"HK$"#,##0', '[$AUD] 0', '[$£-809]#,##0'],
    ...['[$₩-412]#,##0', '[$kr-41D] 0', 'General" USD"', '0.0" Mio. €"', '#,##0 "T€"'],
  ])('a number format in another currency, %s, is asked about', async (format) => {
    const asked = await batch(book(format));
    expect(asked.code, asked.stderr).toBe(3);
    expect(asked.stderr).toMatch(/^revenue .*line 13 is formatted as “.*”, which is not the currency of the question/m);
  });

  test('a factor in a mapping settles a number format in another currency', async () => {
    const asked = await batch(book('$#,##0', { divisor: 7 }));
    expect(asked.code, asked.stderr).toBe(3);
    const mapped = await scoreAsProposed(asked.cwd, (text) => text.replace('to: revenue', 'to: revenue\n    times: 7'));
    expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(asked.cwd)).toBe(await plainResults());
  });

  test('another currency in one late row is asked about at the end, even if the mapping names no unit', async () => {
    const asked = await batch(book('$#,##0', { rows: 9000, only: 8500 }));
    expect(asked.code, asked.stderr).toBe(3);
    expect(asked.stderr).toMatch(/^revenue: .*line 8502 is formatted as “\$#,##0”/m);
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.xlsx'], { cwd: asked.cwd });
    expect(stdout).not.toContain('check:');
    await writeFile(path.join(asked.cwd, 'm.yaml'), stdout);
    const args = ['batch', 'quick-scan-china', 'e.xlsx', '--quiet', '--map', 'm.yaml'];
    expect(await matura(args, { cwd: asked.cwd })).toMatchObject({ code: 3 });
    expect(await matura([...args, '--sample', '2'], { cwd: asked.cwd })).toMatchObject({ code: 3 });
    await writeFile(path.join(asked.cwd, 'm.yaml'), stdout.replace('to: revenue', 'to: revenue\n    unit: 万元'));
    expect(await matura(args, { cwd: asked.cwd })).toMatchObject({ code: 0 });
  });

  test.each([
    ['zh', '第13行的数字格式为“$#,##0”，与该项的币种不同'],
    ['de', 'Zeile 13 hat das Zahlenformat „$#,##0“'],
  ])('the question about a currency is asked in %s', async (lang, words) => {
    expect((await batch(book('$#,##0'), ['--lang', lang])).stderr).toContain(words);
  });
});

describe('a number format that agrees with the unit changes nothing', () => {
  test.each([
    ['with digits and signs only', ['#,##0.00', '0', '# ##0', '#,##0.00_);[Red](#,##0.00)', '0.00E+00', '# ?/?']],
    [
      'with the sign of the currency',
      ['¥#,##0.00', '[$¥-804]#,##0.00', '[$￥-411]#,##0', '[$CNY] #,##0', '"RMB "#,##0'],
    ],
    [
      'of accounts',
      ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ '],
    ],
    ['with the unit', ['0.00"万元"_);(0.00"万元")', '[$￥-804]#,##0.0"万"', '0.00" 万 元"']],
    ['with words', ['"约"0', '[DBNum1][$-804]0', '0" (est.)"', '000-0000']],
  ])('a number format that agrees with the unit changes nothing: %s', async (_, formats) => {
    const run = await batch(book(formats));
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(run.cwd)).toBe(await plainResults());
  });

  test('a staff number format with words or a matching multiplier changes nothing', async () => {
    const formats = ['0"人"_)', '0" persons"', '$0', '0.000,"k"', '0.0,"千人"', '0" 名"'];
    const run = await batch(book(formats, { column: 'employees' }));
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(run.cwd)).toBe(await plainResults());
  });

  test('a heading with the same unit as the number format changes nothing', async () => {
    const run = await batch(book('#,##0.0"千元"_)', { divisor: 0.1, heading: '上年营业收入（千元）' }));
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(run.cwd)).toBe(await plainResults());
  });

  test('number formats of unused columns have no effect', async () => {
    const { stderr } = await batch(book('$0', { column: 'chain', heading: 'Budget' }));
    expect(stderr).not.toContain('formatted');
  });
});
