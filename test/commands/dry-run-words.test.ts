import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

/** What a run says of files that it has written. */
const DONE = /\) added to|^Recorded|^Withdrawn|assessments added|^Files$|^Written: new/m;

let cwd: string;

beforeEach(async () => {
  cwd = await scratchFolder();
  await matura(['init', 'demo', '--example', '--lang', 'de'], { cwd });
  cwd = path.join(cwd, 'demo');
  await copyFile(path.join(cwd, 'answers.yaml'), path.join(cwd, 'again.yaml'));
});

test.each([
  ['score quick-scan answers.yaml --files new', 'Would be written'],
  ['score quick-scan answers.yaml --files new --json', 'Would be written: new/HRB-4711'],
  ['batch quick-scan export.csv --date 2026-11-20 --files new', '8 assessments would be added'],
  ['import quick-scan answers.yaml --files new', 'would be added to new/HRB-4711'],
  ['record HRB-4711-MUSTERSTADT --measure security-basics --done 2026-11-30', 'Would be recorded as no. 1'],
])('matura %s --dry-run says what would be done, and never claims that it was done', async (typed, words) => {
  const { stdout, stderr } = await matura([...typed.split(' '), '--dry-run', '--lang', 'en'], { cwd });
  expect(stdout + stderr).toContain(words);
  expect(stdout + stderr).not.toMatch(DONE);
  expect(await readdir(cwd)).not.toContain('new');
});

test('import --dry-run counts answers that occur twice as the run itself does', async () => {
  const typed = ['import', 'quick-scan', 'answers.yaml', 'again.yaml', 'answers-self.yaml', '--json'];
  const countsOf = async (...more: string[]): Promise<unknown> => {
    const { stdout } = await matura([...typed, ...more], { cwd });
    const { added, alreadyThere, refused, files } = JSON.parse(stdout);
    return {
      added,
      alreadyThere,
      refused,
      files: files.map((one: Record<string, unknown>) => [one.outcome, one.isNewest]),
    };
  };
  const tried = await countsOf('--files', 'tried', '--dry-run');
  expect(await readdir(cwd)).not.toContain('tried');
  expect(tried).toEqual(await countsOf('--files', 'tried'));
  expect(tried).toMatchObject({ added: 2, alreadyThere: 1 });
  const before = await readFile(path.join(cwd, 'tried/HRB-4711-MUSTERSTADT.json'), 'utf8');
  await writeFile(
    path.join(cwd, 'third.yaml'),
    (await readFile(path.join(cwd, 'answers.yaml'), 'utf8')).replace(/plan: \d/, 'plan: 0'),
  );
  const { stdout } = await matura(
    [
      'import',
      'quick-scan',
      'third.yaml',
      'third.yaml',
      'answers.yaml',
      '--files',
      'tried',
      '--dry-run',
      '--lang',
      'en',
    ],
    { cwd },
  );
  expect(stdout).toContain('1 would be added');
  expect(await readFile(path.join(cwd, 'tried/HRB-4711-MUSTERSTADT.json'), 'utf8')).toBe(before);
});
