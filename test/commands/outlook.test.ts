import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

/** One region for all tests: that of the example. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-chengdu-'));
  const run = await matura([
    'simulate',
    'examples/chengdu/region.yaml',
    '-o',
    path.join(folder, 'chengdu'),
    '--quiet',
    '--json',
  ]);
  expect(run.code, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ registered: 5136, outside: 1180, transformed: 3790 });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const RESULTS = [
  'self-2024-03-31',
  'self-2024-09-30',
  'self-2025-03-31',
  'onsite-2023-12-15',
  'onsite-2024-12-15',
  'onsite-2025-04-15',
];
const inputs = () => RESULTS.map((name) => `chengdu/results/${name}.csv`);

describe('the region of the example', () => {
  test('has the published figures', async () => {
    const registry = await readFile(path.join(folder, 'chengdu/registry.csv'), 'utf8');
    const rows = registry.trim().split('\n').slice(1);
    const transformed = rows.filter((row) => /\d{4}-\d\d-\d\d,true$/.test(row)).length;
    expect([transformed, rows.length]).toEqual([3790, 5136]);
    expect(((transformed / rows.length) * 100).toFixed(2)).toBe('73.79');
    const peers = (await readFile(path.join(folder, 'chengdu/peers.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const own = Number(peers.find(([name]) => name === '成都市')?.[1]);
    expect([peers.length, peers.filter(([, value]) => Number(value) > own).length + 1]).toEqual([15, 5]);
    const assessed = async (kind: string) => {
      const keys = await Promise.all(
        RESULTS.filter((name) => name.startsWith(kind)).map(
          async (name) =>
            (await readFile(path.join(folder, `chengdu/results/${name}.csv`), 'utf8')).match(/^91990100\w{10}/gm) ?? [],
        ),
      );
      return new Set(keys.flat()).size;
    };
    expect([await assessed('self'), await assessed('onsite')]).toEqual([4030, 1240]);
  });

  test('portfolio: the cluster has 2,800 enterprises in two cities, visits and models are sorted, money is spent within the budget', async () => {
    const options = [
      '--registry',
      'chengdu/registry.csv',
      '--chains',
      'chengdu/links.csv',
      '--visits',
      '7',
      '--models',
      '--budget',
      '2000000',
      '--plans',
      '4',
    ];
    const args = [
      'portfolio',
      ...inputs(),
      'chengdu/files',
      ...options,
      '--policy',
      'deyang-2024',
      '--as-of',
      '2025-06-01',
      '--outside',
      'chengdu/outside.csv',
      '--min-cell',
      '1',
      '--format',
      'json',
    ];
    const run = await matura(args, { cwd: folder });
    expect(run.code, run.stderr).toBe(0);
    const { outlook } = JSON.parse(run.stdout);
    expect(outlook.top).toEqual({ level: 4, isKnown: true });
    const [cluster] = outlook.clusters;
    const registry = await readFile(path.join(folder, 'chengdu/registry.csv'), 'utf8');
    const shared = registry.match(/,[^,;\n]+;[^,\n]+,supplier,/g)?.length ?? 0;
    expect(shared).toBeGreaterThan(90);
    expect(cluster).toMatchObject({ name: '成德高端能源装备集群', shared });
    expect(cluster.coverage).toMatchObject({ members: 2800, registered: 1620, outside: 1180 });
    expect(
      cluster.cities.map(({ city, coverage }: { city: string; coverage: { members: number } }) => [
        city,
        coverage.members,
      ]),
    ).toEqual([
      ['成都市', 1620],
      ['德阳市', 1180],
    ]);
    expect(outlook.unknown).toEqual([]);
    expect(outlook.chains.map(({ name }: { name: string }) => name)).toEqual([
      '发电装备',
      '油气装备',
      '新能源装备',
      '汽车',
    ]);
    expect(outlook.chains.every(({ leader }: { leader: { isStated: boolean } }) => leader.isStated)).toBe(true);
    expect(outlook.visits.first).toHaveLength(7);
    const urgencies = outlook.visits.first.map(({ urgency }: { urgency: number }) => urgency);
    expect(urgencies).toEqual([...urgencies].sort((a, b) => b - a));
    const { next } = outlook.money;
    expect(next.cost).toBeLessThanOrEqual(2_000_000);
    expect(next.gain).toBe(
      next.chosen.reduce((sum: number, { from, to }: { from: number; to: number }) => sum + to - from, 0),
    );
    // Every supplier brings its leader 100,000, ten at most, and gets 200,000 itself.
    const paid = outlook.chains.flatMap(
      ({ along }: { along: { chosen: unknown[]; support: { leader: object[]; suppliers: object[] } } | null }) =>
        along && along.chosen.length > 0 ? [along] : [],
    );
    expect(paid.length).toBeGreaterThan(0);
    for (const { chosen, support } of paid) {
      const served = chosen.length;
      expect(support.leader).toEqual([
        {
          instrument: 'dy-chain-leader',
          currency: 'CNY',
          enterprises: 1,
          amount: Math.min(1_000_000, 100_000 * served),
        },
      ]);
      expect(support.suppliers).toEqual([
        { instrument: 'dy-chain-supplier', currency: 'CNY', enterprises: served, amount: 200_000 * served },
      ]);
    }
  }, 180_000);

  test.each(['zh', 'de'])('in %s, on a terminal and as Markdown', async (lang) => {
    const args = [
      'portfolio',
      inputs()[5] as string,
      '--registry',
      'chengdu/registry.csv',
      '--chains',
      'chengdu/links.csv',
      '--visits',
      '3',
      '--lang',
      lang,
    ];
    const [terminal, markdown] = await Promise.all([
      matura(args, { cwd: folder }),
      matura([...args, '--format', 'md', '--min-cell', '1'], { cwd: folder }),
    ]);
    expect([terminal.code, markdown.code], terminal.stderr).toEqual([0, 0]);
    expect(terminal.stdout).not.toMatch(/undefined|NaN|\[object/);
    expect(markdown.stdout).not.toMatch(/undefined|NaN|\[object/);
    expect(markdown.stdout).toContain('发电装备');
    expect(markdown.stdout.match(/^## /gm)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('careless and hostile input', () => {
  async function run(links: string, ...more: string[]) {
    const place = await scratchFolder();
    await writeFile(path.join(place, 'results.csv'), 'uscc,level\nA,1\nB,2\nC,3\n');
    await writeFile(path.join(place, 'links.csv'), links);
    return matura(['portfolio', 'results.csv', '--chains', 'links.csv', ...more], { cwd: place });
  }

  test('odd links are told with file and line, unknown enterprises too; the rest is counted', async () => {
    const odd = await run('buyer,supplier,share\nA,A,0.1\nA,B,0.2\nA,B,0.3\nA,C,150%\nB,\nB,C,x\nC,Z,0.9\nC,A,0.9\n');
    expect(odd.code).toBe(1);
    for (const said of [
      'links.csv:2: A buys from itself',
      'links.csv:4: A buys from B already in line 3',
      'links.csv:5: “150%”',
      'links.csv:7: “x”',
      'links.csv:8: from here on the shares of C add up to 180%',
      'Z (line 8)',
    ])
      expect(odd.stderr).toContain(said);
    expect(odd.stderr).toMatch(/links\.csv:6: /);
    expect(odd.stdout).toContain('4 enterprises');
  });

  test.each([
    ['no columns', 'a,b\n1,2\n', [], 3, /no column buyer and supplier/],
    ['no links', 'buyer,supplier\n', [], 3, /./],
    ['a budget in words', 'buyer,supplier\nA,B\n', ['--budget', 'a million'], 2, /--budget: “a million”/],
    ['a negative number of visits', 'buyer,supplier\nA,B\n', ['--visits=-3'], 2, /--visits/],
    ['a misspelled fact of models', 'buyer,supplier\nA,B\n', ['--models', 'sektor'], 3, /no registry has “sektor”/],
    ['no such pack', 'buyer,supplier\nA,B\n', ['--pack', 'nowhere'], 3, /nowhere/],
    [
      'a formula and markup as keys',
      'buyer,supplier\n"=cmd|x","<img src=x>"\n',
      ['--format', 'md', '--min-cell', '1'],
      0,
      /./,
    ],
    ['a cycle', 'buyer,supplier\nA,B\nB,C\nC,A\n', [], 0, /^$/],
    ['keys of the prototype', 'buyer,supplier,chain\n__proto__,constructor,toString\n', [], 0, /constructor/],
  ])('%s', async (_, links, more, code, said) => {
    const found = await run(links, ...more);
    expect(found.stderr).toMatch(said);
    expect(found.code).toBe(code);
    expect(found.stdout).not.toContain('<img');
  });

  test.each([
    ['json', []],
    ['html', []],
    ['csv', []],
    ['xlsx', []],
    ['md', ['--min-cell', '3']],
    ['pretty', ['--min-cell', '5']],
  ])('what names enterprises is refused in %s that is passed on', async (format, more) => {
    const found = await run('buyer,supplier\nA,B\n', '--visits', '--format', format, ...more);
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toMatch(
      /--chains and --visits: this names enterprises, and the output hides counts under [35]/,
    );
    expect(found.stderr).toContain('--min-cell 1');
  });

  test('CSV holds the tables of the outlook, with formulas as texts', async () => {
    const links = 'buyer,supplier,chain\nA,B,=cmd|x\nA,C,=cmd|x\n';
    const csv = await run(links, '--min-cell', '1', '--models', '--visits', '--format', 'csv');
    expect(csv.code, csv.stderr).toBe(0);
    expect(csv.stdout).toContain("chains,'=cmd|x |  | A,members,3,false");
    expect(csv.stdout).toContain("weak-links,'=cmd|x | B | ,singleBuyers,0,false");
    expect(csv.stdout).toContain("visits,B | ,chain,'=cmd|x,false");
  });

  test('those outside the registry are told apart; without a registry nobody is', async () => {
    const place = await scratchFolder();
    await writeFile(path.join(place, 'results.csv'), 'uscc,level\nA,1\nZ,2\n');
    await writeFile(path.join(place, 'registry.csv'), 'uscc,city\nA,Here\nB,Here\n');
    await writeFile(path.join(place, 'outside.csv'), 'uscc,city\nZ,There\nb,There\n');
    const args = ['portfolio', 'results.csv', '--outside', 'outside.csv', '--by', 'city', '--min-cell', '1', '--json'];
    const alone = await matura(args, { cwd: place });
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toContain('--outside goes with --registry');
    const both = JSON.parse((await matura([...args, '--registry', 'registry.csv'], { cwd: place })).stdout);
    expect(both).toMatchObject({ enterprises: 2, registry: { outside: 1 } });
    expect(both.groups[0].rows).toMatchObject([{ values: ['Here'], members: 2 }]);
    await writeFile(path.join(place, 'names.csv'), 'name,uscc_code\nFirst,A\n');
    const strange = await matura(['portfolio', 'results.csv', '--registry', 'names.csv'], { cwd: place });
    expect(strange.stderr).toContain(
      'names.csv lists none of the enterprises that were assessed: its key is the first column',
    );
  });

  test('headings in GBK are recognised', async () => {
    const place = await scratchFolder();
    await writeFile(path.join(place, 'results.csv'), 'uscc,level\nA,1\nB,2\n');
    await writeFile(path.join(place, 'links.csv'), Buffer.from('b2c9b9bab7bd2cb9a9d3a6b7bd0a412c420a', 'hex'));
    const found = await matura(['portfolio', 'results.csv', '--chains', 'links.csv'], { cwd: place });
    expect(found).toMatchObject({ code: 0 });
    expect(found.stdout).toContain('2 enterprises');
  });
});
