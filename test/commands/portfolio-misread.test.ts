import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from './matura.ts';

let folder: string;

const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
const run = (...args: string[]): Promise<Run> =>
  matura(['portfolio', ...args, '--as-of', '2026-06-30', '--quiet'], { cwd: folder });
const inJson = async (...args: string[]) => JSON.parse((await run(...args, '--json', '--min-cell', '1')).stdout);

beforeEach(async () => {
  folder = await scratchFolder();
  await write('results.csv', 'key,district,total,level\nA1,east,10,1\nB2,west,30,3\n');
});

describe('the name of an output decides its format', () => {
  test.each([
    ['figures.csv', /^table,of,figure/],
    ['figures.JSON', /^\{\n {2}"schemaVersion"/],
    ['figures.html', /^<!doctype html>/i],
    ['figures.md', /^# /],
    ['figures.xlsx', /^PK/],
    ['figures.txt', /^Portfolio of enterprises/],
    ['figures', /^Portfolio of enterprises/],
  ])('an output file named %s has the format of its extension, and hides small groups', async (name, begins) => {
    expect(await run('results.csv', '--by', 'district', '-o', name)).toMatchObject({ code: 0 });
    const text = await readFile(path.join(folder, name), 'utf8');
    expect(text).toMatch(begins);
    if (!name.endsWith('xlsx')) expect(text).toMatch(/[Ff]ewer than 5|"minCell": 5|,true$/m);
  });

  test('an output name without a format hides nothing if another format is stated', async () => {
    const { code, stderr } = await run('results.csv', '--format', 'csv', '-o', 'figures.xlsx');
    expect([code, stderr]).toEqual([
      2,
      'matura: the extension of figures.xlsx means xlsx, but --format says csv\nType --format xlsx, or give the file another extension.\n',
    ]);
    await expect(readFile(path.join(folder, 'figures.xlsx'))).rejects.toThrow('ENOENT');
  });
});

describe('a stage defined by a fact that no input contains', () => {
  test('a stage defined by an unknown fact is reported on stderr with the likely fact, and in the output', async () => {
    await write('registry.csv', 'key,transformed\nA1,2026-01-01\nB2,\n');
    await write(
      'stages.yaml',
      'kind: stages\nstages:\n  - { id: done, title: Done, when: { transformd.stated: { const: true } } }\n',
    );
    const { stdout, stderr } = await run('results.csv', '--registry', 'registry.csv', '--stages', 'stages.yaml');
    expect(stderr).toBe(
      'No input has a column “transformd”, so no enterprise can be counted by that fact. Did you mean “transformed”?\n',
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain('No data yet on “Done”: no input has a column “transformd”.');
  });

  test('with --no-color, a stage defined by an unknown fact is reported without colours', async () => {
    await write('stages.yaml', 'kind: stages\nstages:\n  - { id: done }\n');
    const args = ['portfolio', 'results.csv', '--stages', 'stages.yaml'];
    const run = { cwd: folder, env: { FORCE_COLOR: '1' } };
    expect((await matura(args, run)).stderr).toContain('\x1b[');
    expect((await matura([...args, '--no-color'], run)).stderr).not.toContain('\x1b[');
  });

  test('the last default stage reports its fact as stated by no enterprise', async () => {
    const [transformed] = (await inJson('results.csv')).stages.slice(-1);
    expect(transformed).toMatchObject({ id: 'transformed', holds: 0, neverStated: ['transformed'] });
  });
});

test('stage counts of peers are compared only with the portfolio’s own count, never with its share', async () => {
  await write('registry.csv', 'key,transformed\nA1,yes\nB2,\n');
  const shown = ['results.csv', '--registry', 'registry.csv', '--peers', 'peers.csv', '--name', 'Own'];
  await write('peers.csv', 'city,transformed\nAlton,3700\nBeeston,4000\n');
  const refused = await run(...shown);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('because stages are compared by percentage; 4,000 is more than 100');
  await write('peers.csv', 'city,transformed\nAlton,3700\nBeeston,4000\nOwn,3790\n');
  const [{ rows }] = (await inJson(...shown)).peers;
  expect(rows.map(({ name, value }: { name: string; value: number }) => [name, value])).toEqual([
    ['Beeston', 4000],
    ['Own', 3790],
    ['Alton', 3700],
  ]);
});

test('an enterprise that rose slightly, or to a level not confirmed on site, is not a model case', async () => {
  const rows = (level: number, total: number) => ['A1', 'B2', 'C3'].map((key) => `${key},${total},${level}\n`).join('');
  await write('first.csv', `key,total,level\n${rows(1, 20)}D4,50,2\nE5,50,2\n`);
  await write('second.csv', `key,total,level\n${rows(3, 60)}D4,50.5,2\nE5,52,2\n`);
  await write('visits.csv', 'key,total,level\nA1,25,1\nB2,62,3\n');
  const inputs = ['self:2025-01-01:first.csv', 'self:2026-01-01:second.csv', 'onsite:2025-06-01:visits.csv'];
  const { outlook } = await inJson(...inputs, '--models', 'all');
  const risers = outlook.models.groups.flatMap((group: { risers: { key: string }[] }) => group.risers);
  // A1 said 3 and was found at 1; D4 gained half a point.
  expect(risers.map(({ key }: { key: string }) => key).sort()).toEqual(['B2', 'C3', 'E5']);
});

describe('amounts in links', () => {
  const chain = async (rows: string): Promise<Run> => {
    await write('links.csv', `buyer;supplier;value\n${rows}`);
    return run('results.csv', '--chains', 'links.csv', '--json', '--min-cell', '1');
  };

  test('amounts in supply links are read if their thousands separators are unambiguous', async () => {
    const plain = await chain('A1;B2;1000000\nA1;C3;1234.5\nA1;D4;5000000.25\n');
    const grouped = await chain("A1;B2;1,000,000\nA1;C3;1'234,5\nA1;D4;5.000.000,25\n");
    expect(grouped.stdout).toBe(plain.stdout);
    expect(grouped).toMatchObject({ code: 0, stderr: plain.stderr });
  });

  test('ambiguous amounts in links, and amounts missing from some rows, are reported', async () => {
    const { code, stderr } = await chain('A1;B2;1,234\nA1;C3;90\nA1;D4;\n');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'links.csv:2: “1,234” is not an amount, or could be read as two different amounts: write it without thousands separators',
    );
    expect(stderr).toContain(
      'links.csv:4: this link has neither share nor amount, although other links of A1 have one',
    );
  });
});

test('grouping values that differ only slightly, and results given as a registry, are reported', async () => {
  await write('mixed.csv', 'key,district,level,coverage\nA1,East,1,1\nB2,east,2,1\nC3,Ｅast,3,1\nD4,west,1,1\n');
  const { code, stderr } = await run('mixed.csv', '--registry', 'mixed.csv', '--by', 'district');
  expect(code).toBe(0);
  expect(stderr).toContain(
    'mixed.csv looks like a batch result: as a registry, it would limit the scope to assessed enterprises',
  );
  expect(stderr).toContain(
    'values that differ only in capitals, width or spaces are counted separately: “East”; “east”; “Ｅast”',
  );
});

test('--plans requires --budget; names contain no control characters', async () => {
  expect(await run('results.csv', '--plans', '3')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^matura: --plans needs --budget\nExample: matura portfolio .* --budget 5000000\n$/),
  });
  const page = await run('results.csv', '--name', 'A\u202eB\u001b[1m', '--format', 'html', '--min-cell', '1');
  expect(page.stdout).toMatch(/<title>A B/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
  expect(page.stdout).not.toMatch(/[\u202e\u001b]/);
});

describe('a chain', () => {
  const chainsOf = async (results: string, links: string) => {
    await write('mine.csv', results);
    await write('links.csv', links);
    const shown = ['mine.csv', '--chains', 'links.csv', '--min-cell', '1'];
    const [told, json] = await Promise.all([run(...shown), inJson(...shown)]);
    return { text: told.stdout.replace(/\s+/g, ' '), chain: json.outlook.chains[0] };
  };

  test('the figures of a chain list important suppliers without an assessment, and every stated leader', async () => {
    const { text, chain } = await chainsOf(
      'key,chainRole,level\nL,leader,2\nM,leader,2\nA,,1\n',
      'buyer,supplier,share\nL,A,0.2\nL,X,0.5\nL,Y,0.3\nM,A,1\n',
    );
    expect(chain.leader).toMatchObject({ key: 'L', isStated: true, others: ['M'] });
    expect(chain.unassessed).toEqual(['X', 'Y']);
    expect(text).toContain('Also stated as leaders: M.');
    expect(text).toContain('2 suppliers not yet assessed; most important: X: 50%, Y: 30%.');
  });

  test('a chain leader without suppliers is reported; a leader in a cycle is not its own weak link', async () => {
    const none = await chainsOf('key,level\nL,2\nA,1\n', 'buyer,supplier,share\nL,A,0\n');
    expect(none.text).toContain('Readiness: according to the links, the leader depends on no supplier');
    const cycle = await chainsOf('key,level\nL,1\nA,1\nB,1\nZ,2\n', 'buyer,supplier\nL,A\nL,B\nA,L\n');
    expect(cycle.chain.leader.key).toBe('L');
    expect(cycle.chain.weakLinks.map(({ key }: { key: string }) => key).sort()).toEqual(['A', 'B']);
  });
});

test('a registry row that repeats a key is reported with the key', async () => {
  await write('registry.csv', 'key,district\nA1,east\nB2,west\na1,north\nB2,south\n');
  const { code, stderr } = await run('results.csv', '--registry', 'registry.csv');
  expect([code, stderr]).toEqual([
    0,
    '2 rows of the registry left out, because the enterprise code already occurs in an earlier row; the first such code is “A1”\n',
  ]);
});

test('results given as peers are refused', async () => {
  await write('other.csv', 'key,total,level,lowest,highest,coverage,warnings\nA1,10,1,1,1,1,\n');
  expect(await run('results.csv', '--peers', 'other.csv', '--name', 'Own')).toMatchObject({
    code: 3,
    stderr:
      'matura: other.csv holds results of enterprises, but --peers needs published figures\nName a table with a row for each place or region: its name in the first column, its figures in the other columns. Batch results belong among the inputs.\n',
  });
});

test('a reporting day before all assessments is reported', async () => {
  await write('dated.csv', 'key,assessedOn,total,level\nA1,2026-01-02,10,1\nB2,2026-02-03,30,3\n');
  const early = await matura(['portfolio', 'dated.csv', '--as-of', '2016-06-30', '--quiet'], { cwd: folder });
  expect([early.code, early.stderr]).toEqual([
    0,
    'All 2 assessments are after 30 June 2016, so nothing is counted: check --as-of\n',
  ]);
  const between = await matura(['portfolio', 'dated.csv', '--as-of', '2026-01-31', '--quiet'], { cwd: folder });
  expect([between.code, between.stderr]).toEqual([0, '']);
});
