import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMatura } from './diagnose/pseudo-terminal.ts';
import { EXAMPLE, matura, ROOT, type Run, scratchFolder } from './matura.ts';
import { FIRST_DAY, openEnterprise, TOOLMAKER } from './second-plans.ts';

const KEY = '91350100M000100Y43';
const ANSWERS = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');

let desk: string;

/** An enterprise that was assessed on two days, and the results of thirteen others: totals from 20 in steps of five. */
beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-report-'));
  const newer = await readFile(ANSWERS, 'utf8');
  await writeFile(path.join(desk, 'older.yaml'), newer.replace('2026-09-30', '2025-02-03').replaceAll(/: 3$/gm, ': 1'));
  for (const answers of ['older.yaml', ANSWERS]) {
    const run = await matura(['score', 'quick-scan-china', answers, '--files', 'files', '--as-of', '2026-11-24'], {
      cwd: desk,
    });
    expect(run.code).toBe(0);
  }
  const rows = Array.from({ length: 13 }, (_, i) => `K${i},industry,${20 + 5 * i},1,1,1,1,0`);
  const header = 'uscc,sector,total,level,lowest,highest,coverage,warnings';
  await writeFile(path.join(desk, 'results.csv'), [header, ...rows, ''].join('\n'));
});
afterAll(() => rm(desk, { recursive: true }));

const report = (...args: string[]): Promise<Run> => matura(['report', KEY, '--lang', 'en', ...args], { cwd: desk });

interface Plain {
  readonly cover: readonly string[];
  readonly blocks: readonly { readonly kind: string; readonly title?: string; readonly description?: string }[];
}

async function plain(...args: string[]): Promise<Plain> {
  const { stdout, stderr, code } = await report(...args, '--format', 'json');
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
}

function chart({ blocks }: Plain, title: RegExp): string {
  return blocks.find((block) => block.kind === 'chart' && title.test(block.title ?? ''))?.description ?? '';
}

test('the file extension of the output decides the format, and a contradicting --format is refused', async () => {
  expect(await report('-o', 'r.docx')).toMatchObject({ code: 0 });
  expect((await readFile(path.join(desk, 'r.docx'))).subarray(0, 2).toString()).toBe('PK');
  expect(await report('-o', 'r.md')).toMatchObject({ code: 0 });
  expect(await readFile(path.join(desk, 'r.md'), 'utf8')).toMatch(/^# /);
  const contradiction = await report('-o', 'r.docx', '--format', 'html');
  expect(contradiction).toMatchObject({ code: 2, stdout: '' });
  expect(contradiction.stderr).toContain('the extension of r.docx means docx, but --format says html');
  const unwritten = await report('-o', 'r.odt');
  expect(unwritten.code).toBe(2);
  expect(unwritten.stderr).toContain('files that end in .html, .htm, .docx, .pdf, .md, .markdown, .json');
  const terminal = startMatura(['report', KEY, '--lang', 'en'], { cwd: desk });
  expect((await terminal.exited).code).toBe(2);
  expect(terminal.written()).toContain('a page cannot be shown on a terminal');
});

test('a report says so if a newer assessment or another plan is on file', async () => {
  const newest = await report('--format', 'md');
  expect(newest.stdout).not.toMatch(/earlier assessment|another one/);
  expect((await report('--format', 'md', '--assessment', '1')).stdout).toContain(
    'This report is of an earlier assessment. The current standing of the enterprise is shown by the self-assessment of 30 September 2026.',
  );
  const elsewhere = await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'other', '--as-of', '2026-11-24'], {
    cwd: desk,
  });
  expect(elsewhere.code).toBe(0);
  const later = await report('--files', 'other', '--as-of', '2026-12-31', '--format', 'md');
  expect(later.stdout).toMatch(
    /The policy on file was made with other rules: chengdu [\d.]+, as of 24 November 2026\./,
  );
});

test('answers not applicable because of other answers are listed last, with the reason', async () => {
  const cwd = await scratchFolder();
  const pack = path.join(ROOT, 'test/fixtures/workshop');
  await writeFile(
    path.join(cwd, 'a.yaml'),
    `facts: { uscc: ${KEY}, name: Example, exporter: false }\nanswers: { Q3: false }\n`,
  );
  await matura(['score', pack, 'a.yaml', '--files', 'files'], { cwd });
  const { stdout } = await matura(['report', KEY, '--lang', 'en', '--format', 'md', '--packs', pack], { cwd });
  expect(stdout).toMatch(/Not asked here, because of other answers: \d+/);
  expect(stdout).toContain('- Where do most exports go? (Does the enterprise export? Answer: no; needed: yes)');
});

describe('the choice of an assessment', () => {
  test('report shows the newest assessment, or the one with a given day or number', async () => {
    const [newest, day, number] = await Promise.all([
      plain(),
      plain('--assessment', '2025-02-03'),
      plain('--assessment', '1'),
    ]);
    expect(newest.cover.join()).toContain('30 September 2026');
    expect(day.cover.join()).toContain('3 February 2025');
    expect(number).toEqual(day);
    expect(chart(day, /^Dimensions/)).not.toBe(chart(newest, /^Dimensions/));
  });

  test('an unknown assessment is refused, and the existing ones are listed', async () => {
    const run = await report('--assessment', '2024-01-01');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('1 (2025-02-03), 2 (2026-09-30)');
  });
});

describe('among peers', () => {
  test('the quartiles of peers with 20, 25, … 80 equal those worked out by hand: 35, 50 and 65', async () => {
    const written = await plain('--peers', 'results.csv', '--by', 'sector');
    expect(chart(written, /Scores compared with those of the peers/)).toMatch(
      /middle half of the peers: 35%, 50%,? (and )?65%/,
    );
    const html = (await report('--peers', 'results.csv')).stdout;
    expect(html).toContain('class="chart quartile-strip"');
    expect(html).toContain('id="peers"');
  });

  test('options about peers are refused without peers', async () => {
    expect(await report('--by', 'sector')).toMatchObject({ code: 2, stdout: '' });
    expect(await report('--kind', 'self')).toMatchObject({ code: 2, stdout: '' });
    expect((await report('--peers', 'nowhere.csv')).code).toBe(3);
  });
});

describe('strengths and gaps', () => {
  test('strengths and gaps are reported with their direction; gaps exclude answers that no measure changes', async () => {
    const cwd = await scratchFolder();
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
    const told = async (lang: string): Promise<string> =>
      (await matura(['report', '91350100M000100Y43', '--format', 'md', '--lang', lang], { cwd })).stdout;
    const english = await told('en');
    expect(english).toContain('| Market performance | Revenue per employee rose | 100% |');
    expect(english).not.toMatch(/\| (Value creation|Funding) \|.*\| 0% \|/);
    expect(english).toMatch(/without a measure in the catalogue: Value creation: Costs per revenue rose; Funding: /);
    expect(await told('zh')).toMatch(/同样薄弱，但措施目录中没有对应措施：价值效益：单位营收成本上升/);
    expect(await told('de')).toMatch(
      /doch der Katalog hat keine Maßnahme dafür: Wertbeitrag: Kosten je Umsatz gestiegen/,
    );
  });
});

test('several files are written in one run, each in its format; --open opens the first', async () => {
  const cwd = await scratchFolder();
  const viewer = process.platform === 'darwin' ? 'open' : 'xdg-open';
  await writeFile(path.join(cwd, viewer), `#!/bin/sh\nprintf '%s' "$1" > '${cwd}/opened'\n`, { mode: 0o755 });
  const files = ['r.html', 'r.md', 'r.json'].map((name) => path.join(cwd, name));
  const run = await matura(['report', KEY, '--lang', 'en', ...files.flatMap((file) => ['-o', file]), '--open'], {
    cwd: desk,
    env: { PATH: `${cwd}:${process.env.PATH}` },
  });
  expect(run).toMatchObject({ code: 0, stdout: '' });
  const [html = '', md = '', json = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(html).toMatch(/^<!doctype html>/i);
  expect(md).toContain('\nAssessment report\n');
  expect(JSON.parse(json)).toHaveProperty('title');
  await expect.poll(() => readFile(path.join(cwd, 'opened'), 'utf8').catch(() => '')).toBe(files[0]);
  expect(await report('--open', '--format', 'md')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--open needs -o'),
  });
  expect(await report('-o', files[0] as string, '-o', files[0] as string)).toMatchObject({ code: 2 });
});

test.each([
  ['en', '| Last day for it | 30 September 2027 |'],
  ['de', '| Letzter Tag dafür | 30. September 2027 |'],
  ['zh', '2027年9月30日 |'],
])('in %s, a stated day is written as people write days', async (lang, row) => {
  const { assess, run, key } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  const { stdout } = await run('report', key, '--format', 'md', '--lang', lang);
  expect(stdout.replaceAll('\u00a0', ' ')).toContain(row);
});
