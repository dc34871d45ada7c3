import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { EXAMPLE, matura, ROOT, type Run, scratchFolder } from './matura.ts';

let folder: string;

const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
const run = (...args: string[]): Promise<Run> =>
  matura(['portfolio', ...args, '--as-of', '2026-11-25'], { cwd: folder });

beforeEach(async () => {
  folder = await scratchFolder();
  await write(
    'registry.csv',
    'key,name,district,transformed\nA1,Alpha,east,2026-02-01\nB2,=1+1,east,\nC3,<b>Gamma</b>,west,no\nD4,Delta,west,2025/12/31\n',
  );
  await write(
    'online.csv',
    'key,district,total,level,lowest,highest,coverage,warnings\na1,east,10,1,1,1,1,\nB2,east,30,3,3,3,1,\nC3,west,,,1,2,0.5,\nX9,north,20,2,2,2,1,\n',
  );
  await write('visits.csv', 'key,district,total,level,lowest,highest,coverage,warnings\nA1,east,20,2,2,2,1,\n');
});

const INPUTS = ['online.csv', 'onsite:2026-03-01:visits.csv', '--registry', 'registry.csv', '--by', 'district'];

test('portfolio counts against the registry as worked out by hand: 4 in scope, 3 online, 1 on site, 2 transformed', async () => {
  const { code, stdout, stderr } = await run(...INPUTS, '--json', '--min-cell', '1');
  expect([code, stderr]).toEqual([0, '']);
  const { enterprises, registry, stages, packs, groups } = JSON.parse(stdout);
  expect([enterprises, registry.outside]).toEqual([4, 1]);
  expect(stages.map(({ id, holds }: { id: string; holds: number }) => [id, holds])).toEqual([
    ['assessed-online', 3],
    ['diagnosed-on-site', 1],
    ['policy-given', 0],
    ['transformed', 2],
  ]);
  // On site goes before self: levels 2 and 3, one open.
  expect(packs[0].total).toMatchObject({ n: 3, counts: [1, 1], open: 1, none: 0, mean: 2.5, median: 2.5 });
  // The day of the self-assessments is not stated, so nobody knows how far apart the two are.
  expect(packs[0].difference).toMatchObject({ both: 1, n: 0, mean: null });
  expect(
    groups[0].rows.map(({ values, members }: { values: string[]; members: number }) => [values[0], members]),
  ).toEqual([
    ['east', 2],
    ['west', 2],
  ]);
  const trend = stages[3].quarters.map(({ quarter, total }: { quarter: string; total: number }) => [quarter, total]);
  expect(trend.slice(0, 2)).toEqual([
    ['2025Q4', 1],
    ['2026Q1', 2],
  ]);
});

test('enterprise files can also be grouped by derived facts', async () => {
  const sizes = [
    [8, 100],
    [60, 3000],
    [999, 40_000],
  ] as const;
  const keys = ['91350100M000100Y43', '914403001922038216', '91519349165054330N'];
  const answers = await readFile(path.join(ROOT, 'examples/answers/miit-sme-2024.yaml'), 'utf8');
  for (const [i, [employees, revenue]] of sizes.entries()) {
    const facts = answers
      .replace(/^( +uscc:).*$/m, `$1 ${keys[i]}`)
      .replace(/^( +name:).*$/m, `$1 Firm ${i}`)
      .replace(/^( +employees:).*$/m, `$1 ${employees}`)
      .replace(/^( +revenue:).*$/m, `$1 ${revenue}`);
    await write('answers.yaml', facts);
    expect(await matura(['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files'], { cwd: folder })).toMatchObject(
      {
        code: 0,
      },
    );
  }
  const { stdout } = await run('files', '--by', 'size', '--json', '--min-cell', '1');
  const { groups } = JSON.parse(stdout);
  expect(
    groups[0].rows.map(({ values, members }: { values: string[]; members: number }) => [values[0], members]),
  ).toEqual([
    ['medium', 1],
    ['micro', 1],
    ['small', 1],
  ]);
});

test('output files hide small groups by default; the terminal does not', async () => {
  const [terminal, file] = await Promise.all([run(...INPUTS), run(...INPUTS, '--format', 'csv')]);
  expect(terminal.stdout).toMatch(/^ {2}east +2 +2 +1 +1$/m);
  expect(file.stdout).toContain('coverage,Transformed,enterprises,,true');
  // They are fewer than five: which districts there are would tell how many at least.
  expect(file.stdout).not.toContain('east');
  expect(file.stdout).not.toMatch(/,[1-4],false$/m);
});

describe('shares of levels, when only a sample is assessed', () => {
  // One of three at level 2, and one of two in the east, by SciPy: binomtest(1, 3).proportion_ci(method='wilson').
  const third = [0.06149194472039626, 0.7923403991979523] as const;

  test('shares of levels have their Wilson interval in every format', async () => {
    const shown = [...INPUTS, '--min-cell', '1'];
    const [terminal, markdown, csv, german] = await Promise.all([
      run(...INPUTS),
      run(...shown, '--format', 'md'),
      run(...shown, '--format', 'csv'),
      run(...INPUTS, '--lang', 'de'),
    ]);
    expect(terminal.stdout).toMatch(
      /^Shares of levels by “district”\n.* of the 3 assessed\.\n(.*\n)* {2}All +3 +33\.3% \(6\.1–79\.2\)/m,
    );
    // Both in the east are known; of the two in the west one is.
    expect(terminal.stdout).toMatch(/^ {2}east +2 +50\.0% +50\.0% +0\.0%$/m);
    expect(markdown.stdout).toContain('| All | 3 | 33.3% (6.1–79.2) | 33.3% (6.1–79.2) |');
    expect(german.stdout).toMatch(/33,3\s% \(6,1–79,2\)/);
    const [share, low, high] = ['', '-low', '-high'].map((end) =>
      Number(new RegExp(`^shares-levels-by-district,All,level-2${end},([\\d.]+),false$`, 'm').exec(csv.stdout)?.[1]),
    );
    expect(share).toBe(1 / 3);
    expect(low).toBeCloseTo(third[0], 12);
    expect(high).toBeCloseTo(third[1], 12);
  });

  test('a level’s share and interval take three cells in a workbook, and sort by the share on a page', async () => {
    const page = await run(...INPUTS, '--min-cell', '1', '--format', 'html');
    expect(page.stdout).toMatch(/data-value="0\.3333333333333333"[^>]*>(<span>)?33\.3% \(6\.1–79\.2\)/);
    expect(await run(...INPUTS, '--min-cell', '1', '--format', 'xlsx', '-o', 'figures.xlsx')).toMatchObject({
      code: 0,
    });
    const parts = await unzip(await readFile(path.join(folder, 'figures.xlsx')));
    const sheet = [...parts.values()].map(String).find((xml) => xml.includes('Level 2 from'));
    const last = sheet?.slice(sheet.lastIndexOf('<row ')) ?? '';
    const numbers = [...last.matchAll(/<v>([\d.]+)<\/v>/g)].map(([, value]) => Number(value));
    expect(numbers.slice(0, 4)).toEqual([3, 1 / 3, ...third].map((value) => expect.closeTo(value, 9)));
  });

  test('shares of levels are not shown if nothing says who is in scope', async () => {
    const { stdout } = await run('online.csv', '--by', 'district');
    expect(stdout).not.toContain('Shares of levels');
  });
});

test('the registry may name its key column differently from the results', async () => {
  await write('named.csv', 'nr,code,district\n1,A1,east\n2,B2,east\n3,C3,west\n4,D4,west\n');
  const inputs = ['online.csv', '--registry', 'named.csv', '--json', '--min-cell', '1'];
  const told = await run(...inputs, '--registry-key', 'code', '--key', 'key');
  expect(told.code, told.stderr).toBe(0);
  expect(JSON.parse(told.stdout)).toMatchObject({ enterprises: 4, registry: { outside: 1 } });
  const strange = await run(...inputs);
  expect(strange.stderr).toContain('--registry-key names a different column');
  const misspelled = await run(...inputs, '--registry-key', 'cod');
  expect(misspelled).toMatchObject({ code: 3, stdout: '' });
  expect(misspelled.stderr).toMatch(/named\.csv has no column “cod”\nDid you mean “code”\?/);
  const alone = await run('online.csv', '--registry-key', 'code');
  expect(alone).toMatchObject({ code: 2, stdout: '' });
  expect(alone.stderr).toContain('--registry-key needs --registry');
});

describe('careless and hostile inputs', () => {
  test.each([
    ['a registry that is not there', ['online.csv', '--registry', 'none.csv'], 3, /none\.csv does not exist/],
    ['a folder without enterprises', ['.'], 3, /holds no enterprise file/],
    ['a list that is no batch result', ['registry.csv'], 3, /not a batch result.*--registry/s],
    ['a misspelled fact', ['online.csv', '--by', 'distrit'], 3, /“distrit”.*district/s],
    ['a key column that is not there', ['online.csv', '--key', 'uscc'], 3, /no column “uscc”/],
    ['a day that is none', ['self:2026-02-30:online.csv'], 2, /no day 2026-02-30/],
    [
      'two groupings that share a fact',
      ['online.csv', '--by', 'district,district*total', '--json'],
      2,
      /two groupings/,
    ],
    [
      'groupings of which one lies inside of the other',
      ['counties.csv', '--by', 'county,district', '--format', 'csv'],
      2,
      /every "county" belongs to a single "district".*--min-cell 1/s,
    ],
    [
      'stages that name nothing',
      ['online.csv', '--stages', 'stages.yaml'],
      3,
      /stages\.yaml:4:13 .*M203 unknown-name.*assessed\.self/s,
    ],
    ['peers without numbers', ['online.csv', '--peers', 'registry.csv'], 3, /registry\.csv .*no peers/s],
    ['a peer beyond all numbers', ['online.csv', '--peers', 'huge.csv'], 3, /huge\.csv:3: .*1e400/],
    ['a peer without a name', ['online.csv', '--peers', 'nameless.csv'], 3, /nameless\.csv:3: .*no name/],
    [
      'a registry that would be written over',
      ['online.csv', '--registry', 'registry.csv', '--missing', 'registry.csv'],
      2,
      /named twice/,
    ],
    ['an input that would be written over', ['online.csv', '-o', 'online.csv'], 2, /named twice/],
    ['keys of pseudonyms over an input', ['a.keys.csv', '--pseudonyms', 'a.csv'], 2, /a\.keys\.csv .*named twice/s],
    ['two outputs of one name', ['online.csv', '--missing', 'm.csv', '-o', 'm.csv'], 2, /named twice/],
    ['stages beyond number', ['online.csv', '--stages', 'many.yaml', '--format', 'md'], 2, /25 stages are too many/],
  ])('invalid inputs are refused: %s', async (_, args, code, said) => {
    await write('counties.csv', 'key,level,county,district\nA,1,a,x\nB,2,a,x\nC,1,b,x\nD,2,c,y\nE,1,,y\n');
    await write('huge.csv', 'city,index\nA,1\nB,1e400\n');
    await write('nameless.csv', 'city,index\nA,1\n,2\n');
    const many = Array.from({ length: 25 }, (_, i) => `  - id: s${i}\n    when: { level: { minimum: ${i} } }\n`);
    await write('many.yaml', `kind: stages\nstages:\n${many.join('')}`);
    await write('stages.yaml', 'kind: stages\nstages:\n  - id: one\n    when: { assessed.selv: { const: true } }\n');
    const result = await run(...args);
    expect(result.stderr).toMatch(said);
    expect(result.code).toBe(code);
  });

  test('a stage’s fact that is neither a day nor yes or no is reported; a dash counts as blank', async () => {
    const rows = ['A1,2025-01-31', 'B2,-', 'C3,2024-02-30', 'D4,no', 'E5,', 'F6,yes', 'G7,maybe'];
    await write('odd.csv', `key,transformed\n${rows.join('\n')}\n`);
    const { stdout, stderr } = await run('online.csv', '--registry', 'odd.csv', '--json', '--min-cell', '1');
    expect(stderr).toContain(
      'transformed: values that are neither a clear date nor yes or no count as undecided (enterprises: 2): “2024-02-30”; “maybe”',
    );
    const stages: { id: string }[] = JSON.parse(stdout).stages;
    expect(stages.find(({ id }) => id === 'transformed')).toMatchObject({ holds: 2, undecided: 2, neverStated: [] });
  });

  test('unreadable rows are reported with their line, and the other rows count', async () => {
    await write('bad.csv', 'key,level,lowest,highest\nA1,2,2,2\n,1,1,1\nB2,two,2,2\nC3,1\n');
    const { code, stdout, stderr } = await run('bad.csv', '--json', '--min-cell', '1');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ enterprises: 1, leftOut: { unreadable: 3 } });
    for (const line of [3, 4, 5]) expect(stderr).toContain(`bad.csv:${line}: `);
  });

  test('mixed packs and versions are reported and shown separately', async () => {
    const rows = ['A1,1,p@1', 'B2,2,p@2', 'C3,9,q@1', 'D4,8,'].map((row) => row.replace(/,(\d),/, ',$1,$1,$1,'));
    await write('mixed.csv', `key,level,lowest,highest,pack\n${rows.join('\n')}\n`);
    const { stdout, stderr } = await run('mixed.csv', '--json', '--min-cell', '1');
    const packs = JSON.parse(stdout).packs.map(({ id, total }: { id: string | null; total: { mean: number } }) => [
      id,
      total.mean,
    ]);
    expect(packs).toEqual([
      ['p', 1.5],
      ['q', 9],
      [null, 8],
    ]);
    expect(stderr).toContain('The pack p was not found');
  });

  test('HTML and formulas in names remain text in Markdown and in tables', async () => {
    await write('names.csv', 'key,level,district\nA1,1,<img src=x>\nB2,1,=1+1\n');
    const [md, csv] = await Promise.all([
      run('names.csv', '--by', 'district', '--format', 'md', '--min-cell', '1'),
      run('names.csv', '--by', 'district', '--format', 'csv', '--min-cell', '1'),
    ]);
    expect(md.stdout).toContain('&lt;img src=x&gt;');
    expect(csv.stdout).toContain(",'=1+1,");
  });
});

test('output files in every format hide small counts and everything from which they could be derived', async () => {
  const places = [...Array(20).fill('east'), ...Array(17).fill('west'), ...Array(3).fill('north')];
  const rows = places.map((place, i) => `K${i},Firm ${i},${place},${i % 2 === 0 ? '2026-01-10' : ''}`);
  await write('many.csv', `key,name,district,transformed\n${rows.join('\n')}\n`);
  const result = (key: string): string => `${key},${1 + (Number(key.slice(1)) % 2)},2026-03-01`;
  const assessed = [...places.keys()].map((i) => `K${i}`);
  await write(
    'results.csv',
    `key,level,assessedOn\n${[...assessed, 'X90', 'X91'].map(result).join('\n')}\nK1,2,2025-01-01\n`,
  );
  const args = ['results.csv', '--registry', 'many.csv', '--by', 'district'];
  const formats = ['json', 'csv', 'md', 'html'];
  const all = await Promise.all(formats.map((format) => run(...args, '--format', format)));
  expect(all.map(({ code, stderr }) => [code, stderr])).toEqual(formats.map(() => [0, '']));
  const [json, csv, md, html] = all.map(({ stdout }) => stdout) as [string, string, string, string];
  const { sources, leftOut, registry, packs, groups, enterprises } = JSON.parse(json);
  expect(enterprises).toBe(40);
  expect(sources.map(({ read }: { read: unknown }) => read)).toEqual([null, null]);
  expect([leftOut.older, registry.outside, packs[0].assumed]).toEqual([null, null, null]);
  // The three in the north are counted together with the west, so that their number does not follow from the total.
  expect(groups[0].rows).toMatchObject([
    { values: ['east'], hidden: 'none', members: 20 },
    { values: [], merged: 2, members: 20 },
  ]);
  for (const text of [json, csv, md, html]) expect(text).not.toMatch(/\b(?:north|west)\b/);
  expect(md).toContain('| other (2 groups) | 20 |');
  expect(csv).toContain('stages-by-district,other (2 groups),');
  // The script is the same in every page; its hash may hold any letters.
  const said = all.map(({ stdout }) => stdout.replace(/sha256-[\w+/=]+|<script>.*?<\/script>/gs, ''));
  for (const key of ['K1', 'X90', 'Firm 3']) for (const text of said) expect(text).not.toContain(key);
});

test('pseudonyms stay the same, and the separate file of their keys is readable only by its owner', async () => {
  const args = [...INPUTS, '--pseudonyms', 'out.csv', '--missing', 'missing.csv'];
  await run(...args);
  const [first, keys] = await Promise.all(
    ['out.csv', 'out.keys.csv'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  await run(...args);
  expect(await readFile(path.join(folder, 'out.csv'), 'utf8')).toBe(first);
  expect(first).not.toMatch(/A1|B2|Alpha/);
  expect(keys).toMatch(/^[0-9a-f]{16},A1$/m);
  if (process.platform !== 'win32') expect((await stat(path.join(folder, 'out.keys.csv'))).mode & 0o077).toBe(0);
  expect(await readFile(path.join(folder, 'missing.csv'), 'utf8')).toContain("B2,'=1+1,east,yes,no,no");
});

test('a rank among peers, and an index composed of sub-indices, are shown', async () => {
  await write(
    'peers.csv',
    'name,transformed,base,application,effect\nOne,80,70,60,50\nTwo,40,80,80,80\nOurs,,75,65,55\n',
  );
  await mkdir(path.join(folder, 'packs'));
  const pack = path.join(import.meta.dirname, '../conformance/regional-integration-2015');
  const { stdout, stderr, code } = await run(
    ...INPUTS,
    '--peers',
    'peers.csv',
    '--name',
    'Ours',
    '--index',
    pack,
    '--json',
    '--min-cell',
    '1',
  );
  expect([code, stderr]).toEqual([0, '']);
  const peers: { value: string; rows: { name: string; value: number; rank: { place: number } }[] }[] =
    JSON.parse(stdout).peers;
  const own = (value: string): unknown => {
    const row = peers.find((one) => one.value === value)?.rows.find(({ name }) => name === 'Ours');
    return [row?.rank.place, row?.value];
  };
  expect(own('transformed')).toEqual([2, 50]);
  // 0.25 × 75 + 0.5 × 65 + 0.25 × 55.
  expect(own('total')).toEqual([2, 65]);
});

test('the trend counts each enterprise from its first day, and ignores days after the report date', async () => {
  await write('again.csv', 'key,level,assessedOn\nA1,2,2026-05-01\nB2,2,2025-02-01\n');
  await write('before.csv', 'key,level,assessedOn\nA1,1,2025-11-03\nB2,1,2026-08-01\nC3,1,2026-02-02T10:00:00Z\n');
  await write(
    'stages.yaml',
    'kind: stages\nstages:\n  - { id: online, when: { assessed.self: { const: true } }, target: { count: 4, by: "2026-12-31" } }\n  - { id: done, when: { transformed.stated: { const: true } } }\n',
  );
  const args = ['again.csv', 'before.csv', '--registry', 'registry.csv', '--stages', 'stages.yaml', '--min-cell', '1'];
  const at = async (day: string): Promise<[string, number, [string, number][]][]> => {
    const { stdout } = await matura(['portfolio', ...args, '--as-of', day, '--json'], { cwd: folder });
    return JSON.parse(stdout).stages.map(
      ({ id, holds, quarters }: { id: string; holds: number; quarters: { quarter: string; total: number }[] }) => [
        id,
        holds,
        quarters.map(({ quarter, total }) => [quarter, total]),
      ],
    );
  };
  const online = ['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2'];
  const totals = [1, 1, 1, 2, 3, 3];
  expect(await at('2026-06-30')).toEqual([
    ['online', 3, online.map((quarter, q) => [quarter, totals[q]])],
    [
      'done',
      2,
      [
        ['2025Q4', 1],
        ['2026Q1', 2],
        ['2026Q2', 2],
      ],
    ],
  ]);
  expect(await at('2025-12-31')).toEqual([
    ['online', 2, online.slice(0, 4).map((quarter, q) => [quarter, totals[q]])],
    ['done', 1, [['2025Q4', 1]]],
  ]);
  const { stdout } = await matura(['portfolio', ...args, '--as-of', '2025-12-31'], { cwd: folder });
  const said = stdout.replace(/\s+/g, ' ');
  expect(said).toContain('3 assessments after 31 December 2025 left out');
  for (const word of ['Needed per quarter: ', 'Recent per quarter: ', 'Target line: ']) expect(said).toContain(word);
  // Two are missing, and four quarters are left.
  expect(said).toMatch(/online 2 50\.00% 2 0 0 4 2026-12-31 0\.50 0\.25/);
  const plain = await run(...INPUTS);
  expect(plain.stdout).not.toMatch(/per quarter: |Target line: |left out/);
});

test.each([
  ['en', 'Ours: place 2 of 3', 'Ours: Portfolio of enterprises', 'Synthetic data'],
  ['zh', 'Ours：第2名，共3名', 'Ours：企业总体情况', '合成数据'],
  ['de', 'Ours: Platz 2 von 3', 'Ours: Unternehmen im Überblick', 'Synthetische Daten'],
])(
  'in %s the title names the region and that it is synthetic, and the place is in words',
  async (lang, place, title, synthetic) => {
    await write('peers.csv', 'name,transformedShare\nOne,80\nTwo,40\nOurs,50\n');
    const args = [...INPUTS, '--peers', 'peers.csv', '--name', 'Ours', '--lang', lang];
    const [terminal, page] = await Promise.all([run(...args), run(...args, '--format', 'html', '--min-cell', '1')]);
    expect(terminal.stdout.split('\n')[0]).toBe(title);
    expect(page.stdout).toContain(`<title>${title}</title>`);
    for (const text of [terminal.stdout, page.stdout]) {
      expect(text).toContain(place);
      expect(text).toContain('transformed share');
      expect(text).not.toContain(synthetic);
    }
    await write('registry.csv', 'key,district,synthetic\nA1,east,true\nB2,east,true\n');
    expect((await run(...args)).stdout.split('\n')[2]).toContain(synthetic);
  },
);

test('a terminal shows a short first page; --sections or a file shows every table', async () => {
  const watched = (...args: string[]): Promise<Run> =>
    matura(['portfolio', ...INPUTS, '--as-of', '2026-11-25', '--no-color', ...args], {
      cwd: folder,
      isWatched: true,
      columns: 80,
    });
  const { stdout } = await watched();
  // Two of four are transformed, both in one district of two.
  expect(stdout).toMatch(/^Portfolio of enterprises\n.*\n\n {2}Transformed: 2 of 4 enterprises \(50\.0%\)\./);
  expect(stdout.split('\n').length).toBeLessThanOrEqual(12);
  expect(stdout).not.toContain('Coverage');
  expect((await watched('--sections')).stdout).toContain('Coverage');
  await watched('-o', 'all.txt');
  expect(await readFile(path.join(folder, 'all.txt'), 'utf8')).toContain('Coverage');
});

test('the stages file that the help shows can be used as it is', async () => {
  const { stdout: help } = await run('--help');
  const [shown = ''] = help.match(/^ {2}kind: stages\n(?: {2}.*\n)+/m) ?? [];
  await write('stages.yaml', shown.replaceAll(/^ {2}/gm, ''));
  const { code, stdout, stderr } = await run(...INPUTS, '--stages', 'stages.yaml', '--json', '--min-cell', '1');
  expect([code, stderr]).toEqual([0, '']);
  const { stages } = JSON.parse(stdout);
  // Two of four are transformed; 80 % of four are 3.2, which is four whole ones.
  expect(stages[0]).toMatchObject({ id: 'transformed', holds: 2, target: { by: '2027-12-31', count: 4 } });
  expect(stages[1]).toMatchObject({ id: 'visited', holds: 1, target: { count: 2000 } });
});

test('funding for recipients other than enterprises is in the portfolio, but in no enterprise’s policy', async () => {
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--as-of', '2026-11-24'], { cwd: folder });
  const policy = await readFile(path.join(folder, 'files/91350100M000100Y43.policy.md'), 'utf8');
  const [title, paid] = ['Re-lending for tech innovation and technological transformation', 'the bank'];
  expect(policy).not.toContain(title);
  expect((await run('files', '--format', 'md', '--min-cell', '1')).stdout).toContain(`| ${title} | ${paid} | `);
  expect((await run('files', '--format', 'csv', '--min-cell', '1')).stdout).toContain(
    `other-funding,${title} | ${paid},amount,`,
  );
});

test('recorded money is summed over enterprises, less withdrawn records, and hidden for small groups', async () => {
  await mkdir(path.join(folder, 'files'));
  const money = (state: string, amount: number, number: number): object => ({
    ...{ number, recordedAt: '2026-06-01T08:00:00.000Z', instrument: 'cd-sme-transform', policy: 'chengdu', state },
    ...{ on: '2026-05-01', amount: { amount, currency: 'CNY' } },
  });
  for (let i = 1; i <= 30; i++) {
    const records = [
      money('granted', 1000.1 * i, 1),
      ...(i === 1
        ? [
            money('paid', 500, 2),
            money('paid', 9000, 3),
            { number: 4, recordedAt: '2026-06-01T08:00:00.000Z', withdraws: 3 },
          ]
        : []),
    ];
    await write(
      `files/K${i}.json`,
      JSON.stringify({ schemaVersion: 1, key: `K${i}`, facts: {}, assessments: [], records }),
    );
  }
  const figures = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await run('files', '--json', ...args)).stdout).money;
  const [granted, paid] = [
    { state: 'granted', currency: 'CNY', enterprises: 30, amount: 465_046.5 },
    { state: 'paid', currency: 'CNY', enterprises: 1, amount: 500 },
  ];
  expect(await figures('--min-cell', '1')).toEqual([granted, paid]);
  expect(await figures()).toEqual([granted, { ...paid, enterprises: null, amount: null }]);
  expect(JSON.parse((await run(...INPUTS, '--json', '--min-cell', '1')).stdout).money).toBeNull();
  const page = (await run('files', '--format', 'html', '--min-cell', '1')).stdout;
  expect(page).toContain('<strong>465,046.50 CNY</strong> 30 enterprises, paid: 500 CNY');
});
