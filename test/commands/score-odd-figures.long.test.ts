import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCsv, rowOf } from './batch/sample-export.ts';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

/** A figure by its id, as typed; undefined leaves it out. */
type Figures = Readonly<Record<string, string | undefined>>;

/** The worked example with other figures, as a file in a folder of its own. */
async function exampleWith(figures: Figures): Promise<{ cwd: string; file: string }> {
  const cwd = await scratchFolder();
  let text = await readFile(EXAMPLE, 'utf8');
  for (const [name, value] of Object.entries(figures)) {
    const line = new RegExp(`^  ${name}: .*\\n`, 'm');
    expect(text).toMatch(line);
    text = text.replace(line, value === undefined ? '' : `  ${name}: ${value}\n`);
  }
  await writeFile(path.join(cwd, 'a.yaml'), text);
  return { cwd, file: 'a.yaml' };
}

async function warningsOf(figures: Figures, lang = 'en') {
  const { cwd, file } = await exampleWith(figures);
  const json = await matura(['score', 'miit-sme-2024', file, '--json'], { cwd });
  expect(json.code, json.stderr).toBe(0);
  const shown = await matura(['score', 'miit-sme-2024', file, '--lang', lang], { cwd });
  return { warnings: JSON.parse(json.stdout).warnings as readonly object[], stdout: shown.stdout.replace(/\s+/g, ' ') };
}

describe('figures of one enterprise that contradict each other', () => {
  test('an investment stated in yuan is reported beside a related figure stated in 10,000 yuan', async () => {
    const { warnings, stdout } = await warningsOf({ digitalInvestment: '4200000' });
    expect(warnings).toEqual([
      {
        code: 'other-magnitude',
        name: 'digitalInvestment',
        stated: 4200000,
        beside: { name: 'digitalInvestmentBefore', stated: 310 },
        factor: 10000,
      },
    ]);
    expect(stdout).toContain(
      '! Digital investment last year: 4,200,000 × CNY 10,000 is about 10,000 times what Digital investment two years ago (310 × CNY 10,000) suggests; please check both and their units',
    );
  });

  test.each([
    [{ operatingCostBefore: '140712' }, 'operatingCostBefore', 'operatingCost', 10],
    // The revenue of the third year is like that of the first.
    [{ revenueBefore: '1716' }, 'revenueBefore', 'revenue', 0.1],
    [{ digitalInvestment: '42000' }, 'digitalInvestment', 'digitalInvestmentBefore', 100],
  ] as const)(
    'a figure wrong by one digit is reported if related figures hardly changed: %j',
    async (figures, name, beside, factor) => {
      const { warnings } = await warningsOf(figures);
      expect(warnings).toMatchObject([{ code: 'other-magnitude', name, beside: { name: beside }, factor }]);
    },
  );

  test.each([
    [
      'all figures grew alike',
      { operatingCostBefore: '1407', revenueBefore: '1716', employeesBefore: '31', energyUseBefore: '143' },
    ],
    ['costs are above revenue in both years', { operatingCost: '29000', operatingCostBefore: '26000' }],
    ['one year has most of the investment', { digitalInvestment: '4200' }],
  ] as const)('no figure is reported if %s', async (_, figures) => {
    expect((await warningsOf(figures)).warnings).toEqual([]);
  });

  test.each([
    [{ employees: '1' }, 'employees', 'revenue', 1 / 1000],
    [{ employees: '33' }, 'employees', 'employeesBefore', 1 / 10],
    [{ employeesBefore: '3' }, 'employeesBefore', 'employees', 1 / 100],
    [{ employeesBefore: '3200' }, 'employeesBefore', 'employees', 10],
    [{ digitalInvestmentBefore: '42000' }, 'digitalInvestmentBefore', 'digitalInvestment', 100],
  ] as const)(
    'the remark names the one figure that contradicts several others: %j',
    async (figures, name, beside, factor) => {
      const { warnings } = await warningsOf(figures);
      expect(warnings).toMatchObject([{ code: 'other-magnitude', name, beside: { name: beside }, factor }]);
    },
  );

  test.each([
    [{ employees: '0' }, 'employees', 'revenue'],
    [{ revenue: '0' }, 'revenue', 'revenueBefore'],
    [{ energyUse: '0' }, 'energyUse', 'energyUseBefore'],
    [{ operatingCost: '0' }, 'operatingCost', 'operatingCostBefore'],
  ] as const)('a figure of 0 is reported if related figures are not 0: %j', async (figures, name, beside) => {
    const { warnings } = await warningsOf(figures);
    expect(warnings).toContainEqual({
      code: 'other-magnitude',
      name,
      stated: 0,
      beside: { name: beside, stated: expect.any(Number) },
      factor: 0,
    });
  });

  test.each([
    ['en', 'Employees at the end of last year: 0 persons does not fit Revenue last year (18,640 × CNY 10,000); please'],
    [
      'de',
      'Beschäftigte Ende letzten Jahres: 0 Personen passt nicht zu Umsatz letztes Jahr (18.640 × 10.000 CNY); bitte',
    ],
    ['zh', '上年末员工人数：0人与上年营业收入（18,640万元）不符，请核对两个数据'],
  ])('a figure of 0 is reported in %s', async (lang, words) => {
    expect((await warningsOf({ employees: '0' }, lang)).stdout).toContain(words);
  });

  test.each<[string, Figures]>([
    ['no digital investment', { digitalInvestment: '0' }],
    [
      'a first year',
      { revenueBefore: '0', employeesBefore: '0', operatingCostBefore: '0', energyUseBefore: '0', revenueBefore2: '0' },
    ],
    ['an end of business', { revenue: '0', employees: '0', operatingCost: '0', energyUse: '0' }],
    [
      'no staff beside a small revenue',
      {
        employees: '0',
        employeesBefore: undefined,
        revenue: '90',
        revenueBefore: undefined,
        revenueBefore2: undefined,
        operatingCost: undefined,
        operatingCostBefore: undefined,
      },
    ],
  ])('a figure of 0 is not reported as odd: %s', async (_, figures) => {
    const { warnings } = await warningsOf(figures);
    expect(warnings.filter((one) => 'factor' in one && one.factor === 0)).toEqual([]);
  });

  test('a revenue with a dot as thousands separator is reported once, and the other years are not', async () => {
    const { warnings, stdout } = await warningsOf({ revenue: '18.640' });
    expect(warnings).toEqual([
      {
        code: 'other-magnitude',
        name: 'revenue',
        stated: 18.64,
        beside: { name: 'employees', stated: 326 },
        factor: 0.001,
      },
    ]);
    expect(stdout).toContain('18.64 × CNY 10,000 is about 1/1000 of what Employees at the end of last year');
  });

  test.each([
    ['zh', '约为由前年数字化投入（310万元）推算的10,000倍，请核对'],
    [
      'de',
      'das 10.000-Fache dessen, was Ausgaben für Digitalisierung vor zwei Jahren (310 × 10.000 CNY) erwarten lässt',
    ],
  ])('a contradicting figure is reported in %s', async (lang, words) => {
    expect((await warningsOf({ digitalInvestment: '4200000' }, lang)).stdout).toContain(words);
  });

  test.each([
    ['a revenue a thousandfold', 'revenueBefore', { revenueBefore: '17160000' }],
    ['a cost of which a thousandth is stated', 'operatingCostBefore', { operatingCost: '15.4712' }],
    ['an energy use in kilograms', 'energyUse', { energyUse: '1480000' }],
  ])('%s is reported as odd compared with the figure of another year', async (_, name, figures) => {
    const { warnings } = await warningsOf(figures as Figures);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'other-magnitude', name }));
  });

  test.each<[string, Figures]>([
    ['as in the example', {}],
    ['growing threefold', { revenue: '52000', operatingCost: '46000', employees: '700' }],
    ['investing in one year alone', { digitalInvestment: '900', digitalInvestmentBefore: '2' }],
    ['that ended an investment', { digitalInvestment: '0.5', digitalInvestmentBefore: '200' }],
    ['with a first year', { revenue: '500', revenueBefore: '0.8', revenueBefore2: undefined, employees: '40' }],
    ['with no year before', { revenueBefore: '0', revenueBefore2: '0', operatingCostBefore: '0' }],
  ])('no figure is reported for an enterprise %s', async (_, figures) => {
    const { warnings } = await warningsOf(figures);
    expect(warnings.filter((one) => 'code' in one && one.code === 'other-magnitude')).toEqual([]);
  });

  test('a number that is implausible according to its pack gets only that warning', async () => {
    const { warnings } = await warningsOf({ revenue: '186400000' });
    expect(warnings.filter((one) => 'name' in one && one.name === 'revenue')).toMatchObject([{ code: 'implausible' }]);
  });

  test('reports, enterprise files and imports hold the warning about a figure', async () => {
    const { cwd } = await exampleWith({ digitalInvestment: '4200000' });
    const words = 'is about 10,000 times what Digital investment two years ago';
    const imported = await matura(['import', 'miit-sme-2024', 'a.yaml', '--files', 'files'], { cwd });
    expect(imported.stdout.replace(/\s+/g, ' '), imported.stderr).toContain(words);
    const file = await readFile(path.join(cwd, 'files/91350100M000100Y43.json'), 'utf8');
    expect(JSON.parse(file).assessments[0].result.warnings).toMatchObject([{ code: 'other-magnitude' }]);
    const what = async (...args: string[]) => (await matura(args, { cwd })).stderr;
    const key = '91350100M000100Y43';
    expect(await what('explain', key, 'total')).toContain(words);
    expect(await what('what-if', key, '--set', 'Q5=D')).toContain(words);
    expect(await what('what-if', key, '--set', 'digitalInvestment=420')).not.toContain('suggests');
    expect(await what('what-if', key, '--set', 'digitalInvestment=420', '--set', 'revenue=18.64')).toContain(
      '18.64 × CNY 10,000 is about 1/1000 of what Employees at the end of last year (326 persons) suggests',
    );
    const report = await matura(['report', '91350100M000100Y43', '--format', 'md'], { cwd });
    expect(report.stdout).toContain(words);
  });
});

describe('odd figures in batch', () => {
  /** Figures of the quick scan: revenue is in 10,000 yuan. */
  const FIGURES: readonly (readonly [revenue: string, employees: string])[] = [
    ['3000', '40'],
    ['1', '40'],
    ['700000', '40'],
    ['20000000', '40'],
    ['0.1', '40'],
    ['0', '40'],
    ['', '40'],
    ['11000', '1'],
    ['3000', '0'],
    ['90', '0'],
  ];

  test.each(FIGURES)(
    'batch reports the same odd figures as score: a revenue of %s with %s employees',
    async (revenue, employees) => {
      const cwd = await scratchFolder();
      const row: Record<string, string> = { ...rowOf(1), employees, revenue };
      const { uscc, name, ...answers } = row;
      delete answers.employees;
      delete answers.revenue;
      const facts = {
        uscc,
        name,
        employees: Number(employees),
        ...(revenue === '' ? {} : { revenue: Number(revenue) }),
      };
      const scales = Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, Number(value)]));
      await writeFile(path.join(cwd, 'a.yaml'), JSON.stringify({ pack: 'quick-scan-china', facts, answers: scales }));
      const { stdout, stderr } = await matura(['score', 'quick-scan-china', 'a.yaml', '--json'], { cwd });
      const warnings = JSON.parse(stdout || stderr).warnings as readonly { code: string; name: string }[];
      const headings = Object.keys(row);
      await writeFile(
        path.join(cwd, 'e.csv'),
        `${headings.join()}\n${headings.map((heading) => row[heading]).join()}\n`,
      );
      await matura(['batch', 'quick-scan-china', 'e.csv'], { cwd });
      const [result] = await readCsv(cwd, 'e.results.csv');
      const rejects = await readCsv(cwd, 'e.rejects.csv');
      const ofScore = warnings.map((one) => `${one.code}:${one.name}`);
      const ofBatch = result
        ? (result.warnings ?? '').split(';').filter(Boolean)
        : rejects.map((one) => `${one.rule}:${one.column}`);
      expect(ofBatch).toEqual(ofScore);
      const perHead = (Number(revenue) * 1e4) / Number(employees);
      const isOdd = perHead > 0 && (perHead < 1000 || perHead > 1e8);
      const isWithoutStaff = employees === '0' && Number(revenue) >= 1000;
      expect(ofScore).toEqual(
        isWithoutStaff ? ['other-magnitude:employees'] : isOdd && employees !== '0' ? ['other-magnitude:revenue'] : [],
      );
    },
  );

  test('with --strict an unusual figure is rejected together with the figure it contradicts', async () => {
    const cwd = await scratchFolder();
    const rows = [rowOf(1, { employees: '40', revenue: '1' }), rowOf(2, { employees: '40', revenue: '3000' })];
    const headings = Object.keys(rows[0] ?? {});
    await writeFile(
      path.join(cwd, 'e.csv'),
      [headings, ...rows.map((row) => headings.map((one) => row[one]))].join('\n'),
    );
    await matura(['batch', 'quick-scan-china', 'e.csv', '--strict'], { cwd });
    expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([
      { line: '2', rule: 'other-magnitude', column: 'revenue', value: '1' },
    ]);
    expect(await readFile(path.join(cwd, 'e.rejects.csv'), 'utf8')).toContain(
      'about 1/1000 of what employees suggests',
    );
    expect(await readCsv(cwd, 'e.results.csv')).toHaveLength(1);
  });
});
