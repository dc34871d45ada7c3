import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';
import { CHAINS, INPUTS, REGION, REGISTERED } from './region-with-chains.ts';

const CLUSTER = { members: 208, registered: 118, outside: 90 };

const NEXT = ['--budget', '2000000.50', '--plans', '12', '--programme', 'deyang-2024', '--as-of', '2025-06-01'];

// biome-ignore lint/suspicious/noExplicitAny: JSON as it comes out
let outlook: any;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-region-'));
  await writeFile(path.join(folder, 'region.yaml'), REGION);
  const run = await matura(['simulate', 'region.yaml', '-o', 'region', '--quiet', '--json'], { cwd: folder });
  expect(run.code, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ registered: 300, outside: 90 });
  const asked = [...CHAINS, '--visits', '7', '--models', 'sector,size', ...NEXT, '--min-cell', '1', '--format', 'json'];
  const told = await matura(['portfolio', ...INPUTS, ...REGISTERED, ...asked], { cwd: folder });
  expect(told.code, told.stderr).toBe(0);
  outlook = JSON.parse(told.stdout).outlook;
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a region with chains across two cities', () => {
  test('a cluster counts an enterprise in several chains once; visits and models are sorted', async () => {
    expect(outlook.top).toEqual({ level: 4, isKnown: true });
    const [cluster] = outlook.clusters;
    const registry = await readFile(path.join(folder, 'region/registry.csv'), 'utf8');
    const shared = registry.match(/,[^,;\n]+;[^,\n]+,supplier,/g)?.length ?? 0;
    expect(shared).toBe(12);
    expect(cluster).toMatchObject({ name: '高端能源装备集群', shared });
    expect(cluster.coverage).toMatchObject(CLUSTER);
    expect(
      cluster.cities.map(({ city, coverage }: { city: string; coverage: { members: number } }) => [
        city,
        coverage.members,
      ]),
    ).toEqual([
      ['成都市', CLUSTER.registered],
      ['德阳市', CLUSTER.outside],
    ]);
    expect(outlook.unknown).toEqual([]);
    expect(outlook.chains.map(({ name }: { name: string }) => name)).toEqual(['发电装备', '油气装备', '汽车']);
    expect(outlook.chains.every(({ leader }: { leader: { isStated: boolean } }) => leader.isStated)).toBe(true);
    expect(outlook.visits.first).toHaveLength(7);
    const urgencies = outlook.visits.first.map(({ urgency }: { urgency: number }) => urgency);
    expect(urgencies).toEqual([...urgencies].sort((a, b) => b - a));
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
          doubts: ['unverified'],
        },
      ]);
      expect(support.suppliers).toEqual([
        {
          instrument: 'dy-chain-supplier',
          currency: 'CNY',
          enterprises: served,
          amount: 200_000 * served,
          doubts: ['unverified'],
        },
      ]);
    }
  });

  test('a budget buys at most one roadmap per enterprise, and gains and costs add up', () => {
    const { money } = outlook;
    const { next } = money;
    type Bought = { key: string; from: number; to: number; gain: number; cost: number };
    const bought: Bought[] = next.chosen;
    expect(new Set(bought.map(({ key }) => key)).size).toBe(bought.length);
    expect(money.budget).toBe(2_000_000.5);
    // A leader's supplier in the other city has its roadmap, which the next money does not buy.
    expect(money.outside).toBeGreaterThan(0);
    // Twelve beside the six on file, of whom some are in the other city.
    expect(money.looked.isAll).toBe(false);
    expect(money.looked.count).toBeLessThanOrEqual(18);
    expect(money.looked.count).toBe(next.considered + money.ruledOut);
    expect(next.roadmaps).toBeGreaterThan(next.considered);
    expect(money.looked.count).toBeLessThan(money.below);
    expect(money.below).toBeLessThanOrEqual(390);
    expect(next.cost + next.left).toBe(2_000_000.5);
    const sum = (of: (one: Bought) => number): number => bought.reduce((total, one) => total + of(one), 0);
    expect([next.gain, next.cost]).toEqual([sum(({ from, to }) => to - from), sum(({ cost }) => cost)]);
    const climbed = next.climbs.reduce((total: number, { cost }: { cost: number }) => total + cost, 0);
    expect(climbed).toBe(next.cost);
    const at = next.staircase.find(({ budget }: { budget: number }) => budget === 2_000_000.5);
    expect(at).toMatchObject({ gain: next.gain, cost: next.cost });
    const gains = next.staircase.map(({ gain }: { gain: number }) => gain);
    expect(gains).toEqual([...gains].sort((a, b) => a - b));
  });

  test('a budget considers all enterprises unless fewer are asked for, and the output says how many', async () => {
    const asked = ['--budget', '200000', '--programme', 'deyang-2024', '--as-of', '2025-06-01', '--min-cell', '1'];
    const args = ['portfolio', ...INPUTS, ...REGISTERED, ...asked];
    const [all, few, text] = await Promise.all(
      [['--json'], ['--json', '--plans', '3'], ['--format', 'md']].map((more) =>
        matura([...args, ...more], { cwd: folder }),
      ),
    );
    const [whole, part] = [all, few].map((run) => JSON.parse(run?.stdout ?? '').outlook.money);
    expect(whole.looked).toEqual({ count: whole.below, isAll: true });
    expect(whole.next.considered + whole.ruledOut).toBe(whole.below);
    expect(part.looked).toEqual({ count: part.next.considered + part.ruledOut, isAll: false });
    expect([part.below, part.looked.count < 20]).toEqual([whole.below, true]);
    expect(whole.next.gain).toBeGreaterThan(part.next?.gain ?? 0);
    const { below } = whole;
    expect(text?.stdout).toMatch(
      new RegExp(
        `of the budget is left\\. Enterprises whose roadmaps were examined: ${below} of the ${below} below the`,
      ),
    );
    expect(text?.stdout).not.toContain('examines all of them');
  });

  test('lists of visits and models leave out and count unregistered enterprises; chains include them', async () => {
    const keysOf = async (name: string): Promise<string[]> =>
      (await readFile(path.join(folder, 'region', name), 'utf8')).match(/^\w{18}(?=,)/gm) ?? [];
    const registered = new Set(await keysOf('registry.csv'));
    const [first, self, second] = await Promise.all(
      ['onsite-2023-12-15', 'self-2024-09-30', 'onsite-2025-04-15'].map((name) => keysOf(`results/${name}.csv`)),
    );
    const onSite = new Set([...(first ?? []), ...(second ?? [])]);
    const notVisited = (self ?? []).filter((key) => !onSite.has(key));
    const inside = notVisited.filter((key) => registered.has(key)).length;
    expect(notVisited.length).toBeGreaterThan(inside);
    expect(outlook.visits).toMatchObject({ all: inside, outside: notVisited.length - inside });
    const assessed = new Set([...onSite, ...(self ?? [])]);
    const known = [...assessed].filter((key) => registered.has(key)).length;
    const { groups, outside } = outlook.models;
    expect(groups.reduce((sum: number, one: { assessed: number }) => sum + one.assessed, 0)).toBe(known);
    expect(outside).toBe(assessed.size - known);
    const { chosen } = outlook.money.next;
    const named = [...outlook.visits.first, ...chosen, ...groups.flatMap((one: { leaders: object[] }) => one.leaders)];
    expect(named.filter(({ key }) => !registered.has(key))).toEqual([]);
    expect(outlook.chains[0].coverage.outside).toBe(60);
  });

  test('the enterprises that rose most are found from batch results alone, in any order', async () => {
    const read = async (name: string): Promise<Record<string, string>[]> => {
      const [head = '', ...lines] = (await readFile(path.join(folder, 'region', name), 'utf8')).trim().split(/\r?\n/);
      const names = head.replace('\ufeff', '').split(',');
      return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
    };
    const [registry, first, newest] = await Promise.all(
      ['registry.csv', 'results/onsite-2023-12-15.csv', 'results/onsite-2025-04-15.csv'].map(read),
    );
    const inGroup = new Map(registry?.map(({ uscc, sector, size }) => [uscc as string, `${sector} ${size}`]));
    const before = new Map(first?.map((row) => [row.uscc, row]));
    type End = { level: number; score: number | null };
    const endOf = ({ level, lowest, total }: Record<string, string>): End => ({
      level: Number(level || lowest || 0),
      score: total ? Number(total) : null,
    });
    const rises = (newest ?? []).flatMap((row) => {
      const [key, was] = [row.uscc as string, before.get(row.uscc)];
      if (!was || !inGroup.has(key)) return [];
      const [from, to] = [endOf(was), endOf(row)];
      const gain = to.level - from.level;
      const points = from.score === null || to.score === null ? 0 : to.score - from.score;
      return gain > 0 || (gain === 0 && points > 0) ? [{ key, from, to, gain, points }] : [];
    });
    expect(rises.length).toBeGreaterThan(10);
    rises.sort((a, b) => b.gain - a.gain || b.points - a.points || (a.key < b.key ? -1 : 1));
    const tables = [INPUTS[0], INPUTS[2]] as string[];
    for (const inputs of [tables, tables.toReversed()]) {
      const args = [
        'portfolio',
        ...inputs,
        ...REGISTERED,
        '--models',
        'sector,size',
        '--min-cell',
        '1',
        '--format',
        'json',
      ];
      const { groups } = JSON.parse((await matura(args, { cwd: folder })).stdout).outlook.models;
      for (const { values, risers } of groups) {
        const best = rises.filter(({ key }) => inGroup.get(key) === values.join(' ')).slice(0, 3);
        expect(risers).toMatchObject(best.map(({ key, from, to }) => ({ key, kind: 'onsite', from, to })));
        expect(risers).toHaveLength(best.length);
      }
    }
  });

  test('the mean of a chain equals the one in the table of levels by chain', async () => {
    const args = ['portfolio', ...INPUTS, ...REGISTERED, '--by', 'chain', '--min-cell', '1', '--format', 'json'];
    const run = await matura(args, { cwd: folder });
    type Row = { values: string[]; levels: { n: number; none: number; open: number; mean: number }[] };
    const [{ rows }]: [{ rows: Row[] }] = JSON.parse(run.stdout).groups;
    // No partner of this chain is outside, and none is in a second one.
    const [own] = rows.find(({ values }) => values[0] === '汽车')?.levels ?? [];
    const { levels, coverage } = outlook.chains[2];
    expect(own?.mean).toBeGreaterThan(1);
    expect(coverage.assessed).toBe(own?.n);
    expect([levels.none, levels.open, levels.mean]).toEqual([own?.none, own?.open, own?.mean]);
  });

  test('reasons that say nothing are not listed: the only source of one, a share of 0, a rise to level 0', async () => {
    const args = [
      'portfolio',
      ...INPUTS,
      ...REGISTERED,
      ...CHAINS,
      '--models',
      'size',
      '--min-cell',
      '1',
      '--format',
      'md',
    ];
    const { stdout } = await matura(args, { cwd: folder });
    expect(stdout).toContain('single source of its only buyer');
    expect(stdout).not.toMatch(/of 1 of 1 buyers|of (\d+) of \1 buyers|level 0\b/);
    const shares = [...stdout.matchAll(/on ([\d.]+)% of the shortest paths/g)].map(([, share]) => Number(share));
    expect(shares.length).toBeGreaterThan(0);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.1);
  });

  test('without any roadmap, the chain says why no supplier is selected', async () => {
    const args = [
      ...INPUTS.slice(0, 3),
      ...REGISTERED,
      ...CHAINS,
      '--budget',
      '1000',
      '--plans',
      '0',
      '--min-cell',
      '1',
    ];
    const run = await matura(['portfolio', ...args, '--format', 'md'], { cwd: folder });
    expect(run.stdout.match(/No supplier can be named: none of the direct suppliers/g)).toHaveLength(3);
  });

  test('if no chains are known, urgency is the mean of two parts, and the report says so', async () => {
    const args = ['portfolio', ...INPUTS, ...REGISTERED, '--visits', '5', '--min-cell', '1'];
    const [text, json] = await Promise.all(
      ['md', 'json'].map((format) => matura([...args, '--format', format], { cwd: folder })),
    );
    expect(text?.stdout).toMatch(/mean of two parts: .*“don’t know” answers, relative to the largest share/);
    expect(text?.stdout).toMatch(/Left out, since the registry does not list them: \d+\./);
    const { visits } = JSON.parse(json?.stdout ?? '').outlook;
    for (const { urgency, near, doubt, chain } of visits.first) {
      expect(chain).toBeNull();
      const rest = urgency * 2 - 1 / Math.max(1, near.missing);
      expect(rest).toBeGreaterThanOrEqual(-1e-9);
      expect(rest).toBeLessThanOrEqual(1 + 1e-9);
      expect(rest > 1e-9).toBe(doubt.unknown > 0);
    }
  });

  test.each([
    [
      'md',
      /Roadmaps compared: \d+ of \d+ enterprises,[\s\S]*The budget pays the full cost of the measures\.[\s\S]*: matura recommend FOLDER[\s\S]*Enterprises whose roadmaps were examined: \d+ of the \d+ below the highest level\.[\s\S]*--plans all examines all of them\.[\s\S]*no other choice gains more levels[\s\S]*What each level costs[\s\S]*What other budgets bring/,
    ],
    [
      'csv',
      /^money-compared,2000000\.5,looked,\d[\s\S]*^money,.*,perLevel,\d[\s\S]*^money-climbs,.*\n[\s\S]*^money-measures,.*\n[\s\S]*^money-staircase,2000000\.5,levelsGained,\d/m,
    ],
    ['html', /id="money-staircase"[\s\S]*<figure class="bars"/],
    ['pretty', /Levels gained +Cost +Each further level\n[\s\S]*2,000,000\.50 CNY +\d+ /],
  ])('the two parts of urgency are explained in %s', async (format, said) => {
    const few = NEXT.map((word) => (word === '12' ? '2' : word));
    const run = await matura(['portfolio', ...INPUTS, ...REGISTERED, ...few, '--min-cell', '1', '--format', format], {
      cwd: folder,
    });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toMatch(said);
  });

  test.each(['zh', 'de'])('the outlook is written in %s, on a terminal and as Markdown', async (lang) => {
    const args = ['portfolio', INPUTS[2] as string, ...REGISTERED, ...CHAINS, '--visits', '3', '--lang', lang];
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

  test('invalid links and unknown enterprises are reported with file and line; the other links count', async () => {
    const odd = await run('buyer,supplier,share\nA,A,0.1\nA,B,0.2\nA,B,0.3\nA,C,150%\nB,\nB,C,x\nC,Z,0.9\nC,A,0.9\n');
    expect(odd.code).toBe(1);
    for (const said of [
      'links.csv:2: A buys from itself',
      'links.csv:4: the link from A to B is already in line 3',
      'links.csv:5: “150%”',
      'links.csv:7: “x”',
      'links.csv:8: from here on, the shares of C add up to 180%',
      'Z (line 8)',
    ])
      expect(odd.stderr).toContain(said);
    expect(odd.stderr).toMatch(/links\.csv:6: /);
    expect(odd.stdout).toContain('4 enterprises');
  });

  test.each([
    ['no columns', 'a,b\n1,2\n', [], 3, /no column buyer and supplier/],
    ['no links', 'buyer,supplier\n', [], 3, /./],
    [
      'a budget in words',
      'buyer,supplier\nA,B\n',
      ['--budget', 'a million'],
      2,
      /--budget: "a million" is not an amount/,
    ],
    [
      'plans in words',
      'buyer,supplier\nA,B\n',
      ['--plans', 'many', '--visits', '3'],
      2,
      /--plans: "many" is not a whole number/,
    ],
    ['a negative number of visits', 'buyer,supplier\nA,B\n', ['--visits=-3'], 2, /--visits/],
    [
      'a misspelled fact of models',
      'buyer,supplier\nA,B\n',
      ['--models', 'sektor'],
      3,
      /a registry has the fact “sektor”/,
    ],
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
  ])('invalid supply links and options are refused or reported: %s', async (_, links, more, code, said) => {
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
  ])('an output in %s that names enterprises is refused unless small groups may be shown', async (format, more) => {
    const found = await run('buyer,supplier\nA,B\n', '--visits', '20', '--format', format, ...more);
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toMatch(
      /--chains and --visits: this names enterprises, but the output hides counts under [35]/,
    );
    expect(found.stderr).toContain('--min-cell 1');
  });

  test('CSV holds the tables of the outlook, with formulas as text', async () => {
    const links = 'buyer,supplier,chain\nA,B,=cmd|x\nA,C,=cmd|x\n';
    const csv = await run(links, '--min-cell', '1', '--models', 'all', '--visits', '20', '--format', 'csv');
    expect(csv.code, csv.stderr).toBe(0);
    expect(csv.stdout).toContain("chains,'=cmd|x |  | A,members,3,false");
    expect(csv.stdout).toContain("weak-links,'=cmd|x | B | ,singleBuyers,0,false");
    expect(csv.stdout).toContain("visits,B | ,chain,'=cmd|x,false");
  });

  test('enterprises are marked as unregistered only if a registry is given', async () => {
    const place = await scratchFolder();
    await writeFile(path.join(place, 'results.csv'), 'uscc,level\nA,1\nZ,2\n');
    await writeFile(path.join(place, 'registry.csv'), 'uscc,city\nA,Here\nB,Here\n');
    await writeFile(path.join(place, 'outside.csv'), 'uscc,city\nZ,There\nb,There\n');
    const args = ['portfolio', 'results.csv', '--outside', 'outside.csv', '--by', 'city', '--min-cell', '1', '--json'];
    const alone = await matura(args, { cwd: place });
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toContain('--outside needs --registry');
    const both = JSON.parse((await matura([...args, '--registry', 'registry.csv'], { cwd: place })).stdout);
    expect(both).toMatchObject({ enterprises: 2, registry: { outside: 1 } });
    expect(both.groups[0].rows).toMatchObject([{ values: ['Here'], members: 2 }]);
    await writeFile(path.join(place, 'names.csv'), 'name,uscc_code\nFirst,A\n');
    const strange = await matura(['portfolio', 'results.csv', '--registry', 'names.csv'], { cwd: place });
    expect(strange.stderr).toContain(
      'names.csv lists none of the enterprises that were assessed: enterprise codes are read from a column called',
    );
  });

  test('headings of supply links are recognised in a GBK file', async () => {
    const place = await scratchFolder();
    await writeFile(path.join(place, 'results.csv'), 'uscc,level\nA,1\nB,2\n');
    await writeFile(path.join(place, 'links.csv'), Buffer.from('b2c9b9bab7bd2cb9a9d3a6b7bd0a412c420a', 'hex'));
    const found = await matura(['portfolio', 'results.csv', '--chains', 'links.csv'], { cwd: place });
    expect(found).toMatchObject({ code: 0 });
    expect(found.stdout).toContain('2 enterprises');
  });
});

test('a budget buys the cheapest roadmap to a level, even if the plan on file also closes gaps', async () => {
  const cwd = await scratchFolder();
  const made = await matura(['init', 'demo', '--example', '--lang', 'zh', '--quiet'], { cwd });
  expect(made.code, made.stderr).toBe(0);
  const spend = async (...plans: string[]) => {
    const args = [
      'portfolio',
      'demo/files',
      '--budget',
      '4000000',
      ...plans,
      '--as-of',
      '2026-11-30',
      '--min-cell',
      '1',
    ];
    return JSON.parse((await matura([...args, '--json'], { cwd })).stdout).outlook.money;
  };
  const stored = await spend('--plans', '0');
  expect(stored.next.chosen).toMatchObject([{ from: 2, to: 3, isStored: true, isProven: false }]);
  expect([stored.looked, stored.next.unproven]).toEqual([{ count: 1, isAll: true }, 1]);
  const cheapest = await spend();
  expect(cheapest.next.chosen).toMatchObject([{ from: 2, to: 3, isStored: false, isProven: true }]);
  expect(cheapest.next.cost).toBeLessThan(stored.next.cost);
  expect(cheapest.next.unproven).toBe(0);
});
