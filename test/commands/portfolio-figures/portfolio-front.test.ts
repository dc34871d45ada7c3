import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';

type Row = readonly (string | number)[];
const csv = (rows: readonly Row[]): string => rows.map((row) => `${row.join(',')}\n`).join('');

/** So many enterprises of a district, of whom some are done. */
function district(name: string, members: number, done: number): Row[] {
  return Array.from({ length: members }, (_, i) => [`${name}${i}`, name, i < done ? 'yes' : '']);
}

const REGISTRY_HEAD = ['code', 'district', 'transformed'];
const STAGES = `kind: stages
stages:
  - { id: high, title: High, when: { level: { minimum: 2 } } }
  - { id: transformed, title: Done, when: { transformed.stated: { const: true } } }
`;

async function page(registry: readonly Row[], results: readonly Row[], args: readonly string[]): Promise<string> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'registry.csv'), csv([REGISTRY_HEAD, ...registry]));
  await writeFile(
    path.join(cwd, 'self.csv'),
    csv([['code', 'level', 'lowest', 'highest', 'coverage', 'warnings'], ...results]),
  );
  await writeFile(path.join(cwd, 'stages.yaml'), STAGES);
  const inputs = ['self:2024-05-01:self.csv', '--registry', 'registry.csv', '--stages', 'stages.yaml'];
  const run = await matura(['portfolio', ...inputs, '--as-of', '2024-06-01', ...args], { cwd });
  expect(run.code, run.stderr).toBe(0);
  return run.stdout;
}

describe('the sentence on the first page', () => {
  const all = [...district('Alton', 40, 30), ...district('Beeston', 40, 10), ...district('Caxton', 50, 20)];
  const one: Row[] = [['Alton0', 1, 1, 1, 1, '']];
  const byDistrict = ['--by', 'district', '--format', 'md'];

  test('the first sentence names the extremes if every group is shown', async () => {
    const text = await page(all, one, [...byDistrict, '--min-cell', '1']);
    expect(text).toContain('**Highest: Alton (75.0%); lowest: Beeston (25.0%).');
  });

  test('the first sentence names no extremes if a hidden group may be one, and says how many bars are missing', async () => {
    const more = [...district('Eaton', 60, 30), ...district('Fenton', 60, 25), ...district('Garston', 80, 40)];
    const text = await page([...all, ...more, ...district('Denby', 40, 2)], one, byDistrict);
    expect(text).toContain('# Done: 42.4% of enterprises (157 of 370)\n');
    expect(text).not.toMatch(/Highest: .*lowest: /);
    const html = await page([...all, ...more, ...district('Denby', 40, 2)], one, [
      '--by',
      'district',
      '--format',
      'html',
    ]);
    expect(html).toContain('Done: share, with the number of enterprises (groups that are hidden: 2)');
  });

  test('the first sentence says which groups it compares if some are too small', async () => {
    const text = await page([...all, ...district('Denby', 12, 0)], one, [...byDistrict, '--min-cell', '1']);
    expect(text).toContain(
      'Of the groups with at least 30 enterprises, highest: Alton (75.0%); lowest: Beeston (25.0%).',
    );
  });

  test('the first sentence names no extremes if two groups are equal', async () => {
    const text = await page([...all, ...district('Denby', 40, 10)], one, [...byDistrict, '--min-cell', '1']);
    expect(text).not.toMatch(/Highest: .*lowest: /);
  });
});

test('the share at a level has the same base and count as the level’s stage, including open levels', async () => {
  const registry = district('Alton', 100, 0);
  const results = Array.from({ length: 60 }, (_, i): Row => {
    const settled: Row = i < 20 ? [1, 1, 1] : i < 50 ? [2, 2, 2] : i < 56 ? ['', 2, 3] : ['', 1, 3];
    return [`Alton${i}`, ...settled, 1, ''];
  });
  const text = await page(registry, results, ['--format', 'md', '--min-cell', '1']);
  expect(text).toMatch(/\| High \| \*\*36\.0%\*\* 36 of 100/);
  expect(text).toMatch(/\| At level 2 or higher \| \*\*36\.0%\*\* 36 of 100[,;] 60\.0% of the 60 assessed \|/);
});

describe('on-site assessments against self-assessments', () => {
  const head = ['code', 'kind', 'assessedOn', 'level', 'lowest', 'highest', 'total', 'coverage', 'warnings'];
  const at = (code: string, kind: string, day: string, level: number | '', total: number): Row => [
    ...[code, kind, day, level, level, level, total, 1, ''],
  ];
  const open: Row = ['E', 'onsite', '2024-03-02', '', 1, 2, '', 1, ''];
  const rows: Row[] = [
    head,
    // The older self-assessment is the near one; what the enterprise said a year later is growth.
    ...[
      at('A', 'self', '2024-01-10', 1, 10),
      at('A', 'onsite', '2024-02-01', 1, 12),
      at('A', 'self', '2025-02-01', 3, 50),
    ],
    // No level on site is lower than 1.
    ...[at('B', 'self', '2024-03-01', 1, 20), at('B', 'onsite', '2024-03-31', '', 5)],
    // The diagnosis came first.
    ...[at('C', 'onsite', '2024-03-01', 2, 30), at('C', 'self', '2024-05-01', 3, 40)],
    // Too far apart.
    ...[at('D', 'self', '2024-01-01', 3, 60), at('D', 'onsite', '2024-12-01', 1, 20)],
    ...[at('E', 'self', '2024-03-01', 1, 20), open],
    at('F', 'self', '2024-03-01', 2, 20),
  ];
  const registry: Row[] = [
    ['code', 'district'],
    ...['A', 'B', 'C', 'D', 'E', 'F'].map((code) => [code, code < 'C' ? 'x' : 'y']),
  ];
  let cwd: string;
  const portfolio = (...args: string[]) =>
    matura(['portfolio', 'all.csv', '--registry', 'registry.csv', '--as-of', '2025-06-01', ...args], { cwd });

  beforeAll(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'matura-pairs-'));
    await writeFile(path.join(cwd, 'all.csv'), csv(rows));
    await writeFile(path.join(cwd, 'registry.csv'), csv(registry));
  });
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  test('on-site and self-assessments are paired by day; open levels and which came first are counted', async () => {
    const run = await portfolio('--by', 'district', '--min-cell', '1', '--json');
    const shown = JSON.parse(run.stdout);
    expect(shown.packs[0].difference).toEqual({
      ...{ within: 92, both: 5, open: 1, n: 3, lower: 2, equal: 1, higher: 0, mean: -2 / 3 },
      ...{ selfFirst: 2, onsiteFirst: 1 },
      scores: [{ id: 'total', n: 3, mean: (2 - 15 - 10) / 3 }],
    });
    const [x, y] = shown.groups[0].rows.map(({ differences }: { differences: object[] }) => differences[0]);
    expect(x).toEqual({ n: 2, lower: 1, equal: 1, higher: 0, mean: -0.5, selfFirst: 2, onsiteFirst: 0 });
    expect(y).toEqual({ n: 1, lower: 1, equal: 0, higher: 0, mean: -1, selfFirst: 0, onsiteFirst: 1 });
  });

  test('the number of days allowed between two assessments can be set, and the sentence states it', async () => {
    const far = JSON.parse((await portfolio('--paired-within', '400', '--min-cell', '1', '--json')).stdout);
    expect(far.packs[0].difference).toMatchObject({ within: 400, n: 4, lower: 3 });
    const text = (await portfolio('--by', 'district', '--min-cell', '1', '--format', 'md')).stdout;
    expect(text).toContain(
      ' is 7.67 lower on site than in the self-assessment. Pairs of a self-assessment and a diagnosis at most 92 days apart: 3. The self-assessment came first in 2, the diagnosis in 1. Enterprises without a level count as 0. Enterprises assessed in both ways, however far apart: 5. Pairs not compared because a level depends on open answers: 1.',
    );
    expect(text).toContain('## On site against self-assessed by “district”');
    const published = JSON.parse((await portfolio('--by', 'district', '--min-cell', '3', '--json')).stdout);
    expect(
      published.groups
        .flatMap(({ rows: own }: { rows: { differences: object[] }[] }) => own.flatMap((row) => row.differences))
        .filter((one: object | null) => one),
    ).toEqual([]);
  });

  test('an invalid number of days between two assessments is refused', async () => {
    const run = await portfolio('--paired-within', 'soon');
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('is not a whole number from 0 to 9999')]);
  });

  test('if some enterprises have no level, the mean that counts them as 0 is given beside the usual mean', async () => {
    const text = (await portfolio('--by', 'district', '--level-of', 'onsite', '--min-cell', '1', '--format', 'csv'))
      .stdout;
    expect(text).toMatch(/^levels-by-district,x,mean,1,false$/m);
    expect(text).toMatch(/^levels-by-district,x,meanWithNone,0\.5,false$/m);
  });
});

describe('a stage that no input mentions', () => {
  const rows = Array.from({ length: 12 }, (_, i) => `K${i},${i % 2 === 0 ? 'Alton' : 'Beeston'},${1 + (i % 3)}`);
  let cwd: string;

  beforeEach(async () => {
    cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'self.csv'), `key,district,level\n${rows.join('\n')}\n`);
    await writeFile(
      path.join(cwd, 'registry.csv'),
      csv([['key', 'transformed'], ...rows.map((_, i) => [`K${i}`, ''])]),
    );
    const when = { Visited: 'assessed.onsite', Planned: 'policy', Transformed: 'transformed.stated' };
    const stages = Object.entries(when).map(
      ([title, name]) => `  - { id: ${title.toLowerCase()}, title: ${title}, when: { ${name}: { const: true } } }\n`,
    );
    await writeFile(path.join(cwd, 'stages.yaml'), `kind: stages\nstages:\n${stages.join('')}`);
  });

  const show = async (...args: string[]): Promise<string> =>
    (await matura(['portfolio', 'self.csv', '--by', 'district', '--min-cell', '1', ...args], { cwd })).stdout;

  test('without data for a stage, the page begins with the share at a level, and names only own stages', async () => {
    for (const format of ['md', 'html']) {
      const text = await show('--format', format);
      expect(text).toContain('66.7% of enterprises are at level 2 or higher: 8 of 12');
      expect(text).not.toMatch(/Transformed|Action plan on file|Diagnosed on site|No data yet/);
      expect(text).not.toMatch(/\D0\.0%/);
    }
    const own = await show('--format', 'md', '--stages', 'stages.yaml');
    expect(own).toContain('No data yet on “Transformed”: no input has a column “transformed”.');
    // Only enterprise files hold policies.
    expect(own).toContain('No data yet on “Planned”.');
    expect(own).toMatch(/Visited \| 0 \|/);
    const { stages } = JSON.parse(await show('--json'));
    expect(stages.map(({ id, hasData }: { id: string; hasData: boolean }) => [id, hasData])).toEqual([
      ['assessed-online', true],
      ['diagnosed-on-site', true],
      ['policy-given', false],
      ['transformed', false],
    ]);
    const watched = { cwd, isWatched: true, columns: 80 };
    const { stdout } = await matura(['portfolio', 'self.csv', '--no-color'], watched);
    expect(stdout).toContain('8 of 12 enterprises (66.7%) are at level 2 or higher.');
  });

  test('a stage with a blank column counts as having data: no enterprise has reached it', async () => {
    const text = await show('--registry', 'registry.csv', '--format', 'md');
    expect(text).toContain('Transformed: 0.0% of enterprises (0 of 12)');
    expect(text).toContain(
      'Transformed: start with Alton, where 6 enterprises are not there yet, the most of all groups shown; then Beeston (6).',
    );
    // Nobody is below an average of 0.
    expect(text).not.toContain('below the average');
    const zh = await show('--registry', 'registry.csv', '--format', 'md', '--lang', 'zh');
    expect(zh).toContain('已完成改造：建议先从Alton着手，尚有6家企业未达到，为所示各组中最多；其次为Beeston（6家）。');
  });

  test('no enterprise is listed as missing from a stage without data', async () => {
    await show('--missing', 'missing.csv');
    expect((await readFile(path.join(cwd, 'missing.csv'), 'utf8')).split('\n')[0]).not.toContain('ransformed');
  });
});

test('scores are printed with the number of decimals that their pack sets', async () => {
  const cwd = await scratchFolder();
  await cp(path.join(import.meta.dirname, 'shop'), path.join(cwd, 'shop'), { recursive: true });
  const rubric = path.join(cwd, 'shop/rubric.yaml');
  const rows: Row[] = [4, 5, 5].map((people, i) => [`A${i}`, people, 1, 1, 1, 1, '']);
  await writeFile(
    path.join(cwd, 'self.csv'),
    csv([['code', 'people', 'level', 'lowest', 'highest', 'coverage', 'warnings'], ...rows]),
  );
  const written = await readFile(rubric, 'utf8');
  const meanWith = async (decimals: string): Promise<string | undefined> => {
    await writeFile(rubric, `${written.replace(/^decimals: .*\n/m, '')}${decimals}`);
    const run = await matura(['portfolio', 'self.csv', '--pack', './shop', '--format', 'md', '--min-cell', '1'], {
      cwd,
    });
    expect(run.code, run.stderr).toBe(0);
    return /^\| People \| 3 \| ([\d.]+) \|/m.exec(run.stdout)?.[1];
  };
  expect([await meanWith(''), await meanWith('decimals: 0\n'), await meanWith('decimals: 4\n')]).toEqual([
    ...['4.67', '5', '4.6667'],
  ]);
});
