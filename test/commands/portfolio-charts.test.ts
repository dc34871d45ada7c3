import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

let folder: string;

const run = async (...args: string[]): Promise<string> => {
  const inputs = ['results.csv', '--registry', 'registry.csv', '--as-of', '2026-11-25'];
  const { code, stdout, stderr } = await matura(['portfolio', ...inputs, ...args], { cwd: folder });
  expect(code, stderr).toBe(0);
  return stdout;
};

/** 40 enterprises, of which 30 are assessed: 2 without a level, 3 open, and 25 at the levels 1 and 2. */
beforeEach(async () => {
  folder = await scratchFolder();
  const keys = Array.from({ length: 40 }, (_, i) => `K${i}`);
  const days = ['2025-02-01', '2025-02-01', '2025-08-01', '2026-02-01'];
  await writeFile(
    path.join(folder, 'registry.csv'),
    `key,transformed\n${keys.map((key, i) => `${key},${days[i % 5] ?? ''}`).join('\n')}\n`,
  );
  const level = (i: number): string => (i < 2 ? ',,' : i < 5 ? ',1,2' : `${1 + (i % 2)},${1 + (i % 2)},${1 + (i % 2)}`);
  const rows = keys.slice(0, 30).map((key, i) => `${key},${level(i)},2026-03-01`);
  await writeFile(path.join(folder, 'results.csv'), `key,level,lowest,highest,assessedOn\n${rows.join('\n')}\n`);
  await writeFile(
    path.join(folder, 'stages.yaml'),
    'kind: stages\nstages:\n  - { id: done, when: { transformed.stated: { const: true } }, target: { count: 40, by: "2027-12-31" } }\n',
  );
});

/** The drawings of a section of a page by their captions. */
function chartsIn(page: string, id: string): string[] {
  const section = page.split('<section>').find((one) => one.includes(`id="${id}"`)) ?? '';
  return [...section.matchAll(/<figure[^>]*>\n<figcaption>([^<]*)<\/figcaption>\n(<svg.*?<\/svg>)/gs)].map(
    ([, caption, svg]) => `${caption}: ${svg}`,
  );
}

test.each([
  ['en', 'Transformed', 'In total', 'Target line'],
  ['de', 'Transformiert', 'Insgesamt', 'Ziellinie'],
  ['zh', '已完成改造', '累计', '目标线'],
])('in %s a portfolio page draws a trend for each stage with dated figures', async (lang, title, total, line) => {
  const page = await run('--format', 'html', '--min-cell', '1', '--lang', lang);
  const charts = chartsIn(page, 'trend');
  // Nobody was diagnosed on site, and all others were assessed in one quarter and since.
  expect(charts.map((one) => one.split(': ')[0])).toContain(title);
  const drawn = charts.find((one) => one.startsWith(title));
  expect(drawn).toMatch(/2025Q1.*16.*2026Q1/s);
  // The day of the report is in 2026Q4, but nothing changed after 2026Q1.
  expect(drawn).not.toContain('2026Q4');
  expect(page).toMatch(/<p[^>]*>[^<]*2026Q1<\/p>/);
  expect(page).not.toContain('class="aim"');
  const aimed = await run('--format', 'html', '--min-cell', '1', '--lang', lang, '--stages', 'stages.yaml');
  expect(chartsIn(aimed, 'trend')).toHaveLength(1);
  expect(chartsIn(aimed, 'trend')[0]).toContain('2026Q4');
  expect(aimed).toContain('class="aim"');
  for (const said of [total, line]) expect(aimed).toMatch(new RegExp(`</svg> ${said}</li>`));
});

test('a table of quarters ends with the quarter of the last change, unless a target is later', async () => {
  const quartersIn = (csv: string, stage: string): string[] =>
    [...csv.matchAll(new RegExp(`^trend,${stage} \\| (\\w+),reached,(\\d+),`, 'gm'))].map(([, q, n]) => `${q} ${n}`);
  const plain = await run('--format', 'csv', '--min-cell', '1');
  expect(quartersIn(plain, 'Transformed')).toEqual(['2025Q1 16', '2025Q2 0', '2025Q3 8', '2025Q4 0', '2026Q1 8']);
  expect(quartersIn(plain, 'Assessed online')).toEqual(['2026Q1 30']);
  const aimed = await run('--format', 'csv', '--min-cell', '1', '--stages', 'stages.yaml');
  expect(quartersIn(aimed, 'done').at(-1)).toBe('2026Q4 0');
  const said = 'quarters after the last one in which anybody reached it are not listed';
  expect((await run('--format', 'md')).replace(/\s+/g, ' ')).toContain(said);
  expect(await run('--format', 'md', '--stages', 'stages.yaml')).not.toContain(said);
});

test('the shares in a row add up to the whole, including enterprises without a level or with an open one', async () => {
  const csv = await run('--format', 'csv', '--min-cell', '1');
  const shares = [...csv.matchAll(/^shares-levels,All,(level-\d|none|open),([\d.]+),/gm)];
  expect(shares.map(([, name]) => name)).toEqual(['level-1', 'level-2', 'none', 'open']);
  expect(shares.reduce((sum, [, , share]) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  // 2 of 30, by SciPy: binomtest(2, 30).proportion_ci(method='wilson'); of those open nothing is said about all.
  const [low, high] = ['low', 'high'].map((end) => Number(new RegExp(`none-${end},([\\d.]+)`).exec(csv)?.[1]));
  expect(low).toBeCloseTo(0.018477023791270378, 12);
  expect(high).toBeCloseTo(0.2132345836261692, 12);
  expect(csv).not.toContain('open-low');
  expect(await run('--lang', 'de')).toMatch(/Alle +30.* 6,7\s% \(1,8–21,3\) +10,0\s%/);
});

test('every number of a stacked bar is printed on its segment or below it', async () => {
  const page = await run('--format', 'html', '--min-cell', '1');
  const [chart = ''] = chartsIn(page, 'levels');
  for (const count of [2, 12, 13, 3]) expect(chart).toMatch(new RegExp(`>${count}</text>`));
});

test('sections without a chart begin with a sentence that states the result', async () => {
  const keys = Array.from({ length: 90 }, (_, i) => `K${i}`);
  // Of 40 enterprises in the north, 10 are transformed; of 40 in the south, 20; the 10 in the west are too few.
  const districtOf = (i: number): string => (i < 40 ? 'north' : i < 80 ? 'south' : 'west');
  const isDone = (i: number): boolean => (i < 40 ? i < 10 : i < 60 || i >= 80);
  const rows = keys.map((key, i) => `${key},${districtOf(i)},${isDone(i) ? '2025-02-01' : ''}`);
  await writeFile(path.join(folder, 'registry.csv'), `key,district,transformed\n${rows.join('\n')}\n`);
  const levels = keys.slice(0, 30).map((key, i) => `${key},${i < 20 ? 2 : 1},2026-03-01`);
  await writeFile(path.join(folder, 'results.csv'), `key,level,assessedOn\n${levels.join('\n')}\n`);
  const text = await run('--by', 'district', '--format', 'md', '--min-cell', '1');
  // Assessed are K0 to K29, of which K0 to K9 are transformed.
  expect(text).toContain('\n“Assessed online” and “Transformed”: 10 enterprises.\n');
  expect(text).toContain(
    'among the groups shown with at least 30 enterprises: Assessed online: 0.0% (south) to 75.0% (north); Transformed: 25.0% (north) to 50.0% (south).',
  );
  const sampled = await run('--by', 'district', '--format', 'md');
  expect(sampled).toContain('\nMost common: Level 2, 66.7% of the 30 assessed.\n');
});
