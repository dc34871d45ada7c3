import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/report/terminal/terminal-text.ts';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEYS = ['91350100M000100Y43', '914403001922038216', '91510100MA61XXXX0A'] as const;

/** A folder with two enterprises that got a recommendation, of which one was paid, and one that got none. */
async function fill(): Promise<string> {
  const cwd = await scratchFolder();
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--programme', 'deyang-2024'], { cwd });
  const [first, second, third] = KEYS.map((key) => path.join(cwd, 'files', `${key}.json`)) as [string, string, string];
  const { chain: _chain, ...written } = JSON.parse(await readFile(first, 'utf8'));
  const stored = { ...written, schemaVersion: 1 };
  await writeFile(second, JSON.stringify({ ...stored, key: KEYS[1] }));
  const [{ recommendation: _, ...assessment }] = stored.assessments;
  await writeFile(third, JSON.stringify({ ...stored, key: KEYS[2], assessments: [assessment] }));
  const record = ['record', KEYS[0], '--instrument', 'dy-project', '--on', '2026-10-01'];
  await matura([...record, '--applied', '1000000', '--granted', '35000.5'], { cwd });
  await matura(['record', KEYS[1], '--instrument', 'dy-project', '--on', '2026-10-01', '--applied', 'unknown'], {
    cwd,
  });
  return cwd;
}

/** What is said of the folder, in so many columns. */
const demand = (cwd: string, args: readonly string[] = [], columns = 100) =>
  matura(['recommend', 'files', ...args], { cwd, columns });

test('a folder’s demand table shows open, requested and granted amounts by instrument', async () => {
  const cwd = await fill();
  const { code, stdout, stderr } = await demand(cwd, ['--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { instruments, ...counts } = JSON.parse(stdout);
  expect(counts).toEqual({ schemaVersion: 1, enterprises: 3, withoutPolicy: 1, provisional: 0, unreadable: [] });
  const project = instruments.find(({ id }: { id: string }) => id === 'dy-project');
  expect(project).toMatchObject({
    policy: 'deyang-2024',
    currency: 'CNY',
    eligible: 2,
    undecided: 0,
    refused: 0,
    demand: { count: 2, unknown: 0 },
    toClarify: { count: 0, doubts: [] },
    budget: null,
    applied: { amount: 1_000_000, unknown: 1, count: 2, enterprises: 2 },
    granted: { amount: 35_000.5, unknown: 0, count: 1, enterprises: 1 },
    paid: { amount: null, unknown: 0, count: 0, enterprises: 0 },
  });
  // What is paid to a park is no demand of enterprises.
  expect(instruments.map(({ id }: { id: string }) => id)).not.toContain('dy-smart-park');
});

test.each([
  ['en', /^ *1 enterprise has a provisional code and is not counted;/m, /^1 row or file was not counted:\n.*rename/m],
  ['de', /^ *1 Unternehmen hat eine vorläufige Kennung und ist nicht mitgezählt;/m, /nicht mitgezählt:\n.*rename/],
  ['zh', /^ *1家企业使用临时标识，未计入；/m, /^有1行或文件未计入：\n.*rename/m],
])(
  'in %s, an enterprise with a provisional code is counted neither in demand nor in a portfolio',
  async (lang, ...said) => {
    const cwd = await fill();
    const file = path.join(cwd, 'files', `${KEYS[1]}.json`);
    const key = 'PROVISIONAL-20261202T000000-AD45DE13';
    const { chain: _, ...stored } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file.replace(KEYS[1], key), JSON.stringify({ ...stored, schemaVersion: 1, key }));
    expect(JSON.parse((await demand(cwd, ['--json'])).stdout)).toMatchObject({ enterprises: 3, provisional: 1 });
    const folder = await demand(cwd, ['--lang', lang]);
    expect(folder.stdout).toMatch(said[0] as RegExp);
    const portfolio = await matura(['portfolio', 'files', '--lang', lang], { cwd, columns: 200 });
    expect(portfolio.stderr).toMatch(said[1] as RegExp);
    expect(
      JSON.parse((await matura(['portfolio', 'files', '--json', '--min-cell', '1'], { cwd })).stdout).enterprises,
    ).toBe(3);
  },
);

test.each(['en', 'zh', 'de'])('the demand table in %s fits the terminal and marks unknown amounts', async (lang) => {
  const cwd = await fill();
  for (const columns of [80, 200]) {
    const { stdout } = await demand(cwd, ['--lang', lang], columns);
    expect(Math.max(...stdout.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
    expect(stdout).toMatch(lang === 'zh' ? /100万|1,000,000/ : lang === 'de' ? /1\.000\.000/ : /1,000,000/);
    expect(stdout).not.toMatch(/undefined|NaN/);
    // No word is broken: the longest one of a title is there.
    expect(stdout).toContain({ en: 'transformation', zh: '智改数转', de: 'intelligenten' }[lang]);
  }
});

test('funding from a draft instrument is listed as to be clarified, not as demand', async () => {
  const cwd = await scratchFolder();
  const answers = path.join(cwd, 'pilot.yaml');
  const pilot = 'facts:\n  pilotSector: autoParts\n  diagnosedAndAccepted: true\n  diagnosisCost: 30000\n';
  await writeFile(answers, (await readFile(EXAMPLE, 'utf8')).replace('facts:\n', pilot));
  await matura(['score', 'miit-sme-2024', answers, '--files', 'files', '--programme', 'chengdu'], { cwd });
  const { instruments } = JSON.parse((await demand(cwd, ['--json'])).stdout);
  expect(instruments.find(({ id }: { id: string }) => id === 'cd-sme-diagnosis')).toMatchObject({
    eligible: 0,
    undecided: 1,
    demand: { amount: null, count: 0 },
    toClarify: { amount: 30_000, unknown: 0, count: 1, doubts: ['draft', 'unverified'] },
  });
  const { stdout } = await demand(cwd);
  expect(stdout).toMatch(/To be clarified\n.*diagnosis of SMEs \(draft\): 1 enterprise; 30,000 CNY, the\s+source/);
});

test('the demand table reports and counts an unreadable enterprise file, with exit code 1', async () => {
  const cwd = await fill();
  await writeFile(path.join(cwd, 'files', 'broken.json'), '{');
  const { code, stdout, stderr } = await demand(cwd);
  expect(code).toBe(1);
  expect(stderr).toContain('files/broken.json');
  expect(stdout).toContain('1 file cannot be read.');
});

test('the demand table shows instruments of a missing policy by id', async () => {
  const cwd = await fill();
  const file = path.join(cwd, 'files', `${KEYS[0]}.json`);
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"deyang-2024"', '"gone-2020"'));
  const { stdout, stderr, code } = await demand(cwd, ['--json']);
  expect(code).toBe(0);
  expect(stderr).toContain('The funding programme gone-2020 was not found');
  const gone = JSON.parse(stdout).instruments.filter(({ policy }: { policy: string }) => policy === 'gone-2020');
  expect(gone[0]).toMatchObject({ id: 'dy-project', eligible: 1, applied: { amount: 1_000_000 } });
  expect(gone[0]).not.toHaveProperty('budget');
});

test('a folder without enterprises is refused', async () => {
  const other = await matura(['recommend', '.'], { cwd: await scratchFolder() });
  expect(other).toMatchObject({ code: 3, stdout: '' });
  expect(other.stderr).toContain('. holds no enterprise file');
});

test('--json and --format json give the same demand table; options for a single enterprise are refused', async () => {
  const cwd = await fill();
  const [short, long] = [['--json'], ['--format', 'json']].map((asked) =>
    matura(['recommend', 'files', ...asked], { cwd }),
  );
  expect(await long).toEqual(await short);
  for (const [option, ...value] of [
    ['--target', '3'],
    ['--budget', '5000'],
    ['--cost', 'high'],
    ['--least', 'own'],
    ['--horizon', '12'],
    ['--at-once', '2'],
    ['--programme', 'chengdu'],
    ['--as-of', '2026-01-01'],
    ['--short'],
    ['--format', 'html'],
    ['--format', 'md'],
  ] as const) {
    const run = await matura(['recommend', 'files', option, ...value], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(option);
    expect(run.stderr).toContain('works for a single enterprise, not for a folder');
  }
});

test('a missing folder is refused', async () => {
  expect(await demand(await scratchFolder())).toMatchObject({ code: 3, stdout: '' });
});
