import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';
import { CHINESE } from './texts-of-china.ts';

const TOOLMAKER = `pack: quick-scan
packVersion: 2.0.0
assessment: { kind: self, date: 2026-11-20 }
facts:
  country: DE
  registration: HRB 100011 Stuttgart
  name: Beispiel Formenbau GmbH
  business: Formenbau
  sector: industry
  sites: 1
  employees: 38
  revenue: 5400000
  district: Reutlingen
  pains: [scrap]
  scrapCost: 40000
answers: { plan: 1, lead: 1, skills: 1, finance: 2, orders: 2, material: 2, collaboration: 1, planning: 1, shopFloor: 1, quality: 1, equipment: 1, market: 1, service: 1, partners: 1, records: 2, analysis: 1, ai: 0, network: 2, protection: 1, emergency: 1 }
`;

test.each(['en', 'de'])('in %s, the quick scan shows a German firm nothing that belongs to China', async (lang) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'answers.yaml'), TOOLMAKER);
  const score = ['score', 'quick-scan', 'answers.yaml', '--lang', lang, '--as-of', '2026-11-28'];
  const [key, spoken] = ['HRB 100011 Stuttgart', ['--lang', lang]];
  for (const args of [
    [...score, '--programme', 'germany', '--files', 'files'],
    [...score, '--programme', 'unfunded'],
    ['recommend', key, ...spoken, '--as-of', '2026-11-28'],
    ['explain', key, ...spoken],
    ['report', key, ...spoken, '-o', 'report.md'],
    ['template', 'quick-scan', ...spoken, '--format', 'yaml'],
  ]) {
    const { code, stdout, stderr } = await matura(args, { cwd });
    expect([args.join(' '), code]).toEqual([args.join(' '), 0]);
    expect(`${stdout}${stderr}`, args.join(' ')).not.toMatch(CHINESE);
  }
  expect(await readFile(path.join(cwd, 'report.md'), 'utf8')).not.toMatch(CHINESE);
  const { stdout } = await matura([...score, '--programme', 'unfunded', '--json'], { cwd });
  const { recommendation } = JSON.parse(stdout);
  expect(recommendation.cost.currency).toBe('EUR');
  expect(new Set(recommendation.measures.map(({ cost }: { cost: { currency: string } }) => cost.currency))).toEqual(
    new Set(['EUR']),
  );
});

const PROGRAMMES: Readonly<Record<string, string>> = { DE: 'germany', AT: 'austria', CH: 'unfunded', FR: 'unfunded' };

test.each(Object.entries(PROGRAMMES))(
  'the quick scan and the digital intensity index use the programme of %s: %s',
  async (country, programme) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'scan.yaml'), TOOLMAKER.replace('country: DE', `country: ${country}`));
    const facts = `{ registration: HRB 100011 Stuttgart, name: Beispiel Formenbau GmbH, country: ${country}, employees: 38 }`;
    const head = 'pack: digital-intensity\nassessment: { kind: self, date: 2026-11-20 }\n';
    await writeFile(
      path.join(cwd, 'index.yaml'),
      `${head}facts: ${facts}\nanswers: { internetAccess: true, erp: false }\n`,
    );
    for (const [pack, answers] of [
      ['quick-scan', 'scan.yaml'],
      ['digital-intensity', 'index.yaml'],
    ] as const) {
      const asOf = ['--as-of', '2026-11-28'];
      const { stderr } = await matura(['score', pack, answers, '--files', pack, ...asOf], { cwd });
      const { stdout } = await matura(['recommend', 'HRB 100011 Stuttgart', '--files', pack, '--json', ...asOf], {
        cwd,
      });
      expect([pack, JSON.parse(stdout).policy.id, stderr]).toEqual([
        pack,
        programme,
        expect.not.stringContaining('facts'),
      ]);
    }
  },
);

test('for an enterprise in China, quick-scan names the pack for China and plans without CNY amounts', async () => {
  const cwd = await scratchFolder();
  const answers = TOOLMAKER.replace('country: DE', 'country: CN').replace('district: Reutlingen', 'district: "510104"');
  await writeFile(path.join(cwd, 'answers.yaml'), answers);
  const score = ['score', 'quick-scan', 'answers.yaml', '--files', 'files', '--json', '--as-of', '2026-11-28'];
  const { code, stdout, stderr } = await matura(score, { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining('use quick-scan-china instead of quick-scan')]);
  expect(JSON.parse(stdout).recommendation.policy.id).toBe('unfunded');
  expect(stdout).not.toContain('CNY');
  expect(await matura([...score, '--programme', 'central'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/central pays in CNY.*\n.*quick-scan-china/),
  });
});

test('a German plan does not ask again for the Land, the headcount and the turnover that are stated', async () => {
  const cwd = await scratchFolder();
  const asks = async (name: string, text: string): Promise<readonly boolean[]> => {
    await writeFile(path.join(cwd, name), text);
    const score = [
      'score',
      'quick-scan',
      name,
      '--programme',
      'germany',
      '--as-of',
      '2026-11-28',
      '--files',
      name.slice(0, 4),
    ];
    expect(await matura(score, { cwd })).toMatchObject({ code: 0 });
    const report = ['recommend', 'HRB 100011 Stuttgart', '--files', name.slice(0, 4), '--full', '--format', 'md'];
    const { stdout } = await matura(report, { cwd });
    return [/In which Land is/, /How many annual work units/, /What was the turnover/].map((text) => text.test(stdout));
  };
  const stated = TOOLMAKER.replace('district: Reutlingen', 'district: DE-BY');
  expect(await asks('bavaria.yaml', stated)).toEqual([false, false, false]);
  const silent = stated.replace('  employees: 38\n', '').replace('  revenue: 5400000\n', '');
  expect(await asks('open.yaml', silent.replace('DE-BY', 'Friedberg'))).toEqual([true, true, true]);
});

test.each(['DE212', 'Bayern', 'BY'])('a Land given as %s is the one that the programme asks for', async (province) => {
  const cwd = await scratchFolder();
  await writeFile(
    path.join(cwd, 'scan.yaml'),
    TOOLMAKER.replace('country: DE', `country: DE\n  province: ${province}`),
  );
  const score = ['score', 'quick-scan', 'scan.yaml', '--programme', 'germany', '--json', '--as-of', '2026-11-28'];
  const { code, stdout, stderr } = await matura(score, { cwd });
  expect(code, stderr).toBe(0);
  const { recommendation } = JSON.parse(stdout);
  const verdicts = new Map(recommendation.instruments.map((one: Record<string, string>) => [one.id, one.verdict]));
  expect([verdicts.get('by-digitalbonus-standard'), verdicts.get('sl-basic')]).toEqual(['eligible', 'refused']);
});

test.each([
  ['en', 'The funding programme germany asks for “digitalLoan”, but the column is not used. With --programme germany'],
  ['de', 'Das Förderprogramm germany fragt nach „digitalLoan“, doch die Spalte wird nicht verwendet. Mit --programme'],
  ['zh', '政策 germany 需要“digitalLoan”，但该列未使用。加上 --programme germany'],
])('in %s, a batch says which programme uses a column that is unused', async (lang, notice) => {
  const cwd = await scratchFolder();
  const answers = 'plan lead skills finance orders material collaboration planning shopFloor quality equipment market';
  const questions = `${answers} service partners records analysis ai network protection emergency`.split(' ');
  const facts = [
    'registration',
    'name',
    'country',
    'sector',
    'sites',
    'employees',
    'revenue',
    'digitalLoan',
    'shoeSize',
  ];
  const row = ['HRB 100011 Stuttgart', 'Example GmbH', 'DE', 'industry', '1', '38', '5400000', '10000', '42'];
  const write = (country: string): Promise<void> =>
    writeFile(
      path.join(cwd, 'e.csv'),
      `${[...facts, ...questions].join(',')}\n${[...row.with(2, country), ...questions.map(() => '1')].join(',')}\n`,
    );
  const batch = ['batch', 'quick-scan', 'e.csv', '--files', 'files', '--dry-run', '--lang', lang, '--force'];
  const run = async (...more: string[]) => {
    const { code, stderr } = await matura([...batch, '--as-of', '2026-12-01', ...more], { cwd, columns: 500 });
    expect(code, stderr).toBe(0);
    return stderr;
  };
  await write('DE');
  expect(await run()).toContain(notice);
  expect(await run('--programme', 'germany')).not.toContain('digitalLoan');
  // No row is in Germany, so its programme has no use for the column.
  await write('AT');
  expect(await run()).not.toContain('--programme germany');
});
