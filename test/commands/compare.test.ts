import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLE, matura, ROOT, type Run, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const SELF = path.join(ROOT, 'examples/answers/miit-sme-2024-self.yaml');
const PAYLOAD = '</script><script>alert(1)</script>|`[x](javascript:1)\u202e';

let desk: string;

beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-compare-'));
  for (const answers of [SELF, EXAMPLE]) {
    const run = await matura(['score', 'miit-sme-2024', answers, '--files', 'files'], { cwd: desk });
    expect(run.code).toBe(0);
  }
  await mkdir(path.join(desk, 'empty'));
  await matura(['template', 'quick-scan-china', '--format', 'docx', '-o', 'paper.docx'], { cwd: desk });
  await writeFile(path.join(desk, 'picture.png'), Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex'));
});
afterAll(() => rm(desk, { recursive: true }));

const compare = (...args: string[]): Promise<Run> => matura(['compare', ...args], { cwd: desk });

/** Text however its lines break. */
const unwrap = (text: string): string => text.replace(/\s+/g, ' ');

interface Plain {
  readonly assessments: readonly { scores: Record<string, { value?: number; lowest: number; highest: number }> }[];
  readonly steps: readonly {
    answers: { name: string; points: number | null; isStated: boolean }[];
    movement: number;
  }[];
  readonly verification: { counts: Record<string, number>; verdicts: Record<string, string> } | null;
  readonly peers: {
    count: number;
    size: string;
    left: Record<string, number>;
    kinds: Record<string, number>;
    level: { shares: { level: number | null; count: number }[] };
    scores: { name: string; placing: { percentile: number }; quartiles: Record<string, number> }[];
  } | null;
  readonly obstacles: readonly { obstacle: object }[];
}

async function plain(...args: string[]): Promise<Plain> {
  const { stdout, stderr } = await compare(...args, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** The same of peers with rows that cannot be read, and how the first of these is reported. */
async function plainWithUnreadable(file: string): Promise<Plain & { first: string | undefined }> {
  const { stdout, stderr } = await compare(KEY, '--peers', file, '--json');
  return { ...JSON.parse(stdout), first: stderr.split('\n')[1]?.replace(file, 'FILE') };
}

/** An enterprise file like the one of the example, changed, and of the version without a chain. */
async function variant(name: string, change: (file: never) => unknown): Promise<string> {
  const { chain, ...file } = JSON.parse(await readFile(path.join(desk, 'files', `${KEY}.json`), 'utf8'));
  const target = path.join(await scratchFolder(), name);
  await writeFile(target, JSON.stringify(change(Object.assign(file, { schemaVersion: 1 }) as never) ?? file));
  return target;
}

/** What comes of answers to the quick scan that are given one after the other, all alike; `?` for what is not known. */
async function inTurn(...given: readonly [day: string, value: string][]): Promise<string> {
  const cwd = await scratchFolder();
  const known = await readFile(path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml'), 'utf8');
  for (const [day, value] of given) {
    const answer = value === '?' ? '{ state: unknown }' : value;
    await writeFile(
      path.join(cwd, 'a.yaml'),
      known.replace('2026-09-30', day).replaceAll(/^( {2}\w+): \d$/gm, `$1: ${answer}`),
    );
    expect((await matura(['score', 'quick-scan-china', 'a.yaml', '--files', 'files'], { cwd })).code).toBe(0);
  }
  const { stdout } = await matura(['compare', KEY], { cwd });
  return unwrap(stdout);
}

test.each([
  ['comparison.html', 'comparison.json'],
  ['comparison.json', 'comparison.html'],
])('compare -o %s -o %s writes the same files as two separate runs', async (...names) => {
  const folder = await scratchFolder();
  const outputs = names.flatMap((name) => ['-o', path.join(folder, name)]);
  expect(await compare(KEY, ...outputs)).toMatchObject({ code: 0, stdout: '' });
  const read = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
  expect(await read('comparison.json')).toBe((await compare(KEY, '--json')).stdout);
  expect(await read('comparison.html')).toBe(
    `${(await compare(KEY, '--format', 'html')).stdout}<!-- matura compare -->\n`,
  );
});

describe('assessments that are easily confused', () => {
  test('assessments from the same day are distinguished by number; others show only the day', async () => {
    const text = await inTurn(['2026-03-01', '1'], ['2026-03-01', '2'], ['2026-10-01', '2']);
    expect(text).toContain('From 1 March 2026, no. 1 to 1 March 2026, no. 2');
    expect(text).toContain('From 1 March 2026, no. 2 to 1 October 2026 ');
  });

  test('answers on which a requirement depends are grouped by their role, which is stated once per group', async () => {
    const text = await inTurn(['2026-03-01', '1'], ['2026-10-01', '2']);
    expect(text).toMatch(
      /depends on: Digital plan, Responsibility, .*, Emergencies \(each of these answers alone decides\); Finance, /,
    );
    expect(text).not.toContain('Digital plan (');
  });

  test('if a level is no longer certain, its requirements are reported as uncertain, not as unmet', async () => {
    const text = await inTurn(['2026-03-01', '2'], ['2026-10-01', '?']);
    expect(text).toMatch(
      /Requirements that are no longer met, or no longer certain to be met • level 2 \(Growing\): To be clarified/,
    );
  });
});

describe('an enterprise over time, and its self-assessment against on-site findings', () => {
  test('the comparison of a self-assessment with on-site findings equals the one worked out by hand', async () => {
    const { verification, steps } = await plain(KEY);
    expect(verification?.counts).toEqual({ kind: 8, harsh: 2, open: 1, other: 0 });
    expect(verification?.verdicts).toMatchObject({ Q5: 'kind', Q10: 'harsh', Q13: 'open', collaboration: 'harsh' });
    const points = Object.fromEntries(steps[0]?.answers.map(({ name, points }) => [name, points]) ?? []);
    // Q1 and Q7 by the table of points: 2 an option, 1.25 an option; Q5 from D to C; one more of Q10.
    expect(points).toMatchObject({ Q1: -2, Q5: -2.5, Q7: -1.25, Q10: 1.5, Q13: null, quality: 0 });
  });

  test('the score of a dimension without open answers changes by the sum of its answers’ point changes', async () => {
    const { assessments, steps } = await plain(KEY);
    const [before, after] = assessments.map(({ scores }) => scores.foundation?.value ?? Number.NaN);
    const sum = steps[0]?.answers.reduce(
      (total, { name, points }) => total + (/^Q[157]$/.test(name) ? (points ?? 0) : 0),
      0,
    );
    expect((after ?? 0) - (before ?? 0)).toBeCloseTo(sum ?? 0, 10);
  });

  test('an assessment compared with itself has no changes', async () => {
    const twice = await variant('twice.json', (file: { assessments: { finishedAt: string }[] }) => {
      const newest = file.assessments.at(-1);
      file.assessments = [newest, { ...newest, finishedAt: '2026-12-01T00:00:00.000Z' }] as never;
    });
    const { steps } = await plain(twice);
    expect(steps[0]?.answers).toEqual([]);
    expect(steps[0]?.movement).toBe(0);
    expect((await compare(twice)).stdout).toContain('No answer changed.');
  });

  test.each([
    ['en', 80],
    ['zh', 80],
    ['de', 80],
  ])('a comparison in %s fits the page width and has no colours without a terminal', async (lang) => {
    const { stdout, code } = await compare(KEY, '--lang', lang);
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('a comparison’s chart says that an assessment with open answers is drawn with its lowest values', async () => {
    const { stdout } = await compare(KEY, '--format', 'html', '--lang', 'en');
    expect(stdout).toContain('Self-assessment, at least');
    expect(stdout).not.toContain('On site, at least');
  });

  test('comparing a single assessment is refused, and the error suggests --peers', async () => {
    const run = await compare(KEY, '--assessment', '1');
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('only one assessment');
    expect(run.stderr).toContain('--peers');
  });

  test('naming the same file twice does not add its assessments twice', async () => {
    const { assessments } = await plain(KEY, path.join('files', `${KEY}.json`));
    expect(assessments).toHaveLength(2);
  });
});

describe('assessments that cannot be compared directly', () => {
  test('an assessment made with another pack is named, the others are compared, and the exit code is 1', async () => {
    const file = await variant('mixed.json', (one: { assessments: object[] }) => {
      one.assessments.unshift({
        ...one.assessments[0],
        pack: { id: 'other-pack', version: '1', hash: `sha256:${'0'.repeat(64)}` },
      });
    });
    const run = await compare(file);
    expect(run.code).toBe(1);
    expect(unwrap(run.stdout)).toContain(
      'made under the pack other-pack, which declares no migration to miit-sme-2024',
    );
  });

  test('an assessment made with a later pack version is refused, because its renames are unknown here', async () => {
    const file = await variant('later.json', (one: { assessments: { pack: object }[] }) => {
      for (const each of one.assessments)
        each.pack = { ...each.pack, version: '2099.1.0', hash: `sha256:${'1'.repeat(64)}` };
    });
    const run = await compare(file);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('later than 2024.3.0');
  });

  test('an assessment made with an earlier pack version is scored again, and lost answers are listed', async () => {
    const file = await variant(
      'earlier.json',
      (one: { assessments: { pack: object; answers: Record<string, object> }[] }) => {
        const [first] = one.assessments;
        if (!first) return;
        first.pack = { ...first.pack, version: '2024.1.0', hash: `sha256:${'2'.repeat(64)}` };
        first.answers.goneQuestion = { state: 'answered', value: 'X' };
      },
    );
    const { stdout, code } = await compare(file);
    expect(code).toBe(0);
    expect(unwrap(stdout)).toContain('made under miit-sme-2024 2024.1.0, recalculated under miit-sme-2024 2024.3.0');
    expect(stdout).toContain('lost: goneQuestion (X): not asked any more');
  });

  test('different enterprises are compared side by side, with a note that they are different', async () => {
    const other = await variant('91330106MA27XXXXXX.json', (one: { key: string; facts: Record<string, object> }) => {
      one.key = '91330106MA27XXXXXX';
      one.facts.name = { state: 'answered', value: 'Other Works' };
    });
    const { stdout, code } = await compare(KEY, other);
    expect(code).toBe(0);
    expect(stdout).toContain('different enterprises');
    expect(stdout).toContain('Other Works');
    expect((await compare(KEY, other, '--peers', 'files')).code).toBe(2);
  });
});

describe('comparison with peers', () => {
  /** Totals of peers: 20 to 80 in steps of five; the example has 48.5. */
  const TOTALS = Array.from({ length: 13 }, (_, i) => 20 + 5 * i);

  async function results(totals: readonly number[], district = 'X'): Promise<string> {
    const rows = totals.map((total, i) => `K${i},${district},${total},1,1,1,1,0`);
    const file = path.join(await scratchFolder(), 'results.csv');
    await writeFile(file, ['uscc,district,total,level,lowest,highest,coverage,warnings', ...rows, ''].join('\n'));
    return file;
  }

  test('the percentile among peers equals the one worked out by hand: six of thirteen are lower', async () => {
    const { peers } = await plain(KEY, '--peers', await results(TOTALS));
    expect(peers).toMatchObject({ count: 13, size: 'few' });
    expect(peers?.scores).toMatchObject([{ name: 'total', quartiles: { first: 35, median: 50, third: 65 } }]);
    expect(peers?.scores[0]?.placing.percentile).toBeCloseTo((100 * 6) / 13, 10);
  });

  test('rows with a score outside the pack’s range do not count as peers', async () => {
    const { peers, first } = await plainWithUnreadable(await results([...TOTALS, 150, -3]));
    expect(peers).toMatchObject({ count: 13, left: { unreadable: 2 } });
    expect(first).toBe('FILE:15: total: 150 is not possible here: 0–100');
  });

  test('the newest results of one kind by this pack are peers, except the enterprise’s own; open levels get no rank', async () => {
    const rows = [
      ...['A,20,1,1,1,self,2026-01-01', 'A,45,2,2,2,onsite,2026-02-01', 'B,40,2,2,2,onsite,2026-01-01'],
      ...[
        'B,50,,,,self,2026-02-01',
        'C,60,,1,3,self,2026-01-01',
        'D,70,1,1,1,self,',
        `${KEY},80,4,4,4,self,2026-01-01`,
      ],
      ...['E,20,1,1,1,self,2026-01-01', 'F,,2,2,2,onsite,2026-01-01'],
    ].map((row) => `${row},`);
    const other = 'G,90,4,4,4,self,2026-01-01,quick-scan-china@1.0.0';
    const file = path.join(await scratchFolder(), 'results.csv');
    await writeFile(file, ['uscc,total,level,lowest,highest,kind,assessedOn,pack', ...rows, other, ''].join('\n'));
    const { peers } = await plain(KEY, '--peers', file);
    expect(peers).toMatchObject({ count: 6, kinds: { self: 4, onsite: 2 }, left: { otherPack: 1 } });
    expect(peers?.level.shares).toEqual([
      { level: null, count: 1 },
      { level: 1, count: 2 },
      { level: 2, count: 2 },
    ]);
    expect(peers?.scores).toMatchObject([{ name: 'total', count: 5, quartiles: { least: 20, median: 50, most: 70 } }]);
    const onsite = (await plain(KEY, '--peers', file, '--kind', 'onsite')).peers;
    expect(onsite).toMatchObject({ count: 3, size: 'too-few', left: { otherKind: 4, otherPack: 1 } });
  });

  test('peers may be limited to a group by a fact; enterprises in other groups are not counted', async () => {
    const inside = await results(TOTALS, '郫都区');
    expect((await plain(KEY, '--peers', inside, '--by', 'district')).peers?.count).toBe(13);
    const outside = await results(TOTALS, 'elsewhere');
    const { peers } = await plain(KEY, '--peers', outside, '--by', 'district');
    expect(peers).toMatchObject({ count: 0, size: 'too-few', left: { otherGroup: 13 }, scores: [] });
  });

  test('grouping peers by a fact that they do not state is refused', async () => {
    const run = await compare(KEY, '--peers', await results(TOTALS), '--by', 'industry');
    expect(run).toMatchObject({ code: 3, stdout: '' });
  });

  test('if there are fewer than five peers, only their number is reported', async () => {
    const { stdout } = await compare(KEY, '--peers', await results([10, 20, 30, 40]));
    expect(stdout).toContain('Fewer than 5');
    expect(stdout).not.toContain('Median');
  });

  test('an enterprise is not its own peer when the peers are read from enterprise files', async () => {
    expect((await plain(KEY, '--peers', 'files')).peers).toMatchObject({ count: 0 });
  });

  test('a provisional file is no peer, as a provisional row is none, and both are said alike', async () => {
    const provisional = 'PROVISIONAL-20261201T093000-0123ABCD';
    const said = `the code is not known yet (${provisional}); matura rename gives the enterprise its own`;
    const folder = path.dirname(await variant('A1.json', (file: object) => ({ ...file, key: 'A1' })));
    const copy = await readFile(path.join(folder, 'A1.json'), 'utf8');
    await writeFile(path.join(folder, `${provisional}.json`), copy.replace('"A1"', JSON.stringify(provisional)));
    const files = await compare(KEY, '--peers', folder, '--json');
    expect(JSON.parse(files.stdout).peers).toMatchObject({ count: 1, left: { unreadable: 1 } });
    expect(files.stderr).toContain(`${provisional}.json: ${said}`);
    const rows = path.join(await scratchFolder(), 'results.csv');
    const row = (key: string) => `${key},30,1,1,1,1,0\n`;
    await writeFile(rows, `uscc,total,level,lowest,highest,coverage,warnings\n${row('A1')}${row(provisional)}`);
    const table = await compare(KEY, '--peers', rows, '--json');
    expect(JSON.parse(table.stdout).peers).toMatchObject({ count: 1, left: { unreadable: 1 } });
    expect(table.stderr).toContain(said);
  });

  test.each<[string, string[], number, RegExp]>([
    ['an empty folder', ['--peers', 'empty'], 3, /no enterprise files in empty/],
    ['nothing there', ['--peers', 'nowhere'], 3, /nowhere/],
    [
      'a document',
      ['--peers', 'paper.docx'],
      3,
      /paper\.docx: this is a document .*, not a table: .*\nName a folder of/,
    ],
    ['a picture', ['--peers', 'picture.png'], 3, /^matura: --peers: picture\.png: .*\nName a folder of [^-]*$/],
    ['a misspelt fact', ['--peers', 'files', '--by', 'distric'], 2, /did you mean "district"/],
    ['--by alone', ['--by', 'district'], 2, /--peers/],
    ['no such assessment', ['--assessment', '2020-01-01'], 2, /Assessments: 1 \(2026-05-03\), 2 \(2026-11-18\)/],
  ])('unusable peer results are refused: %s', async (_, args, code, message) => {
    const run = await compare(KEY, ...args);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(message);
    expect(run.stdout).toBe('');
  });

  test('results of another pack are recognised by their scores and refused as peers', async () => {
    const file = path.join(await scratchFolder(), 'results.csv');
    await writeFile(file, 'uscc,maturity,level,lowest,highest,coverage,warnings\nA,1,1,1,1,1,0\nB,2,1,1,1,1,0\n');
    const run = await compare(KEY, '--peers', file);
    expect([run.code, run.stderr]).toEqual([3, expect.stringContaining('not the scores of miit-sme-2024: maturity')]);
    const quickScan = path.join(ROOT, 'examples/exports/quick-scan-china/results.csv');
    const other = await compare(KEY, '--peers', quickScan);
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('scores of miit-sme-2024: direction, ')]);
    await writeFile(file, 'uscc,maturity,level\nA,1,1\nB,2,1\n');
    const few = await compare(KEY, '--peers', file);
    expect([few.code, few.stderr]).toEqual([3, expect.stringContaining('none of the scores of miit-sme-2024')]);
  });

  test('the key column of peer results may be at any position', async () => {
    const file = path.join(await scratchFolder(), 'results.csv');
    const rows = TOTALS.map((total, i) => `X,${total},1,1,1,1,0,K${i}`);
    await writeFile(file, ['district,total,level,lowest,highest,coverage,warnings,uscc', ...rows, ''].join('\n'));
    const { peers } = await plain(KEY, '--peers', file);
    expect(peers).toMatchObject({ count: 13, size: 'few' });
  });

  test('peer results without a key column are refused; the error names possible headings, but no option', async () => {
    const file = path.join(await scratchFolder(), 'results.csv');
    const rows = TOTALS.map((total) => `X,${total},1,1,1,1,0`);
    await writeFile(file, ['district,total,level,lowest,highest,coverage,warnings', ...rows, ''].join('\n'));
    const run = await compare(KEY, '--peers', file);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('“district” cannot be the column of enterprise codes\n');
    expect(run.stderr).toContain(
      'key or enterprise code, otherwise from the first column: give its column one of these headings.',
    );
    expect(run.stderr).not.toContain('--key');
  });

  test('results whose total is from 0 to 1 but whose part scores are from 0 to 100 do not count as peers', async () => {
    const file = path.join(await scratchFolder(), 'results.csv');
    const rows = TOTALS.map((total, i) => `K${i},${total * 0.5},${total * 0.3},${total * 0.2},${total / 100},1,1,1,1,`);
    const headings = 'uscc,foundation,management,effects,total,level,lowest,highest,coverage,warnings';
    await writeFile(file, [headings, ...rows, ''].join('\n'));
    const { peers, first } = await plainWithUnreadable(file);
    expect(peers).toMatchObject({ count: 0, left: { unreadable: TOTALS.length } });
    expect(first).toMatch(/^FILE:2: total: 0\.2 does not follow/);
  });
});

test('markup in names of enterprises and assessors is shown as text in every format', async () => {
  const file = await variant(
    'hostile.json',
    (one: { facts: Record<string, object>; assessments: { assessor?: string }[] }) => {
      one.facts.name = { state: 'answered', value: PAYLOAD };
      for (const each of one.assessments) each.assessor = PAYLOAD;
    },
  );
  const [html, md, pretty] = await Promise.all(
    ['html', 'md', 'pretty'].map((format) => compare(file, '--format', format)),
  );
  expect(html?.stdout).toContain('Content-Security-Policy');
  expect(html?.stdout).not.toContain('<script');
  expect(md?.stdout).not.toContain('<script');
  expect(md?.stdout).not.toMatch(/(?<!\\)\]\(javascript/);
  expect(pretty?.stdout).not.toContain('\u202e');
});
