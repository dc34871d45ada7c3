import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { belongsTo } from '../../src/versions/former-pack.ts';
import { matura } from '../commands/matura.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';

/** Files that were made with `quick-scan` 1.1.0, when that was the pack for Chinese enterprises. */
const MADE_BEFORE = path.join(import.meta.dirname, '../fixtures/quick-scan-1.1.0');
const KEY = '91510100MA06000027';

async function folderOfBefore(): Promise<string> {
  const cwd = await makeTemporaryFolder();
  await mkdir(path.join(cwd, 'files/.drafts'), { recursive: true });
  await cp(path.join(MADE_BEFORE, `${KEY}.json`), path.join(cwd, `files/${KEY}.json`));
  await cp(path.join(MADE_BEFORE, 'answers.yaml'), path.join(cwd, 'answers.yaml'));
  return cwd;
}

test('a pack that continues a former one takes over only versions before the stated one', () => {
  const pack = { id: 'scan-china', formerly: { id: 'scan', before: '2.0.0' } };
  expect(belongsTo({ id: 'scan-china', version: '2.0.0' }, pack)).toBe(true);
  expect(belongsTo({ id: 'scan', version: '1.10.0' }, pack)).toBe(true);
  expect(belongsTo({ id: 'scan', version: '2.0.0' }, pack)).toBe(false);
  expect(belongsTo({ id: 'scan' }, pack)).toBe(false);
  expect(belongsTo({ id: 'other', version: '1.0.0' }, pack)).toBe(false);
});

test('answers of the former id are scored by the pack that continues it, with the same result', async () => {
  const cwd = await folderOfBefore();
  const before = JSON.parse(await readFile(path.join(MADE_BEFORE, `${KEY}.json`), 'utf8')).assessments[0].result;
  const { code, stdout } = await matura(['score', 'quick-scan-china', 'answers.yaml', '--migrate', '--json'], { cwd });
  expect(code).toBe(0);
  const { pack, scores, level, migration } = JSON.parse(stdout);
  expect(pack).toMatchObject({ id: 'quick-scan-china', version: '2.0.0' });
  expect([scores, level.value]).toEqual([before.scores, before.level.value]);
  expect(migration).toEqual({ from: '1.1.0', renamed: {}, lost: {} });
});

test('the pack that now has the former id refuses older answers, and names the pack that continues them', async () => {
  const cwd = await folderOfBefore();
  for (const file of ['answers.yaml', `files/${KEY}.json`]) {
    const { code, stderr } = await matura(['score', 'quick-scan', file, '--migrate'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain(`was made with quick-scan 1.1.0, which is now quick-scan-china`);
    expect(stderr).toContain('Type quick-scan-china instead of quick-scan.');
  }
});

test('a pack in a folder of --packs that continues older answers is named, too', async () => {
  const cwd = await makeTemporaryFolder();
  const writePack = async (id: string, more = ''): Promise<void> => {
    const folder = path.join(cwd, 'packs', id);
    await mkdir(folder, { recursive: true });
    const head = `id: ${id}\nsource: { document: trial, verified: true }\n`;
    await writeFile(
      path.join(folder, 'questionnaire.yaml'),
      `kind: questionnaire\nversion: 2.0.0\ntitle: Trial\nlanguages: [en]\n${head}${more}sections: [{ id: s, questions: [{ id: q, type: boolean }] }]\n`,
    );
    await writeFile(
      path.join(folder, 'rubric.yaml'),
      `kind: rubric\n${head}points: { q: { true: 1, false: 0 } }\nscores: { s: sum }\n`,
    );
  };
  await writePack('trial');
  await writePack('trial-next', 'formerly: { id: trial, before: 2.0.0 }\n');
  await writeFile(path.join(cwd, 'answers.yaml'), 'pack: trial\npackVersion: 1.0.0\nanswers: { q: true }\n');
  const score = ['score', 'trial', 'answers.yaml', '--migrate', '--packs', 'packs'];
  expect(await matura(score, { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('was made with trial 1.0.0, which is now trial-next'),
  });
});

test('an enterprise file with the pack’s former id can be reported, compared, advised and scored again', async () => {
  const cwd = await folderOfBefore();
  const report = await matura(['report', KEY, '-o', 'report.md'], { cwd });
  expect(report.code).toBe(0);
  expect(report.stderr).toContain('made with quick-scan 1.1.0, which is now quick-scan-china 2.0.0');
  expect((await matura(['recommend', KEY, '--json'], { cwd })).code).toBe(0);
  const again = ['score', 'quick-scan-china', `files/${KEY}.json`, '--migrate', '--files', 'files', '--json'];
  expect((await matura(again, { cwd })).code).toBe(0);
  const { assessments } = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
  expect(assessments.map(({ pack }: { pack: { id: string } }) => pack.id)).toEqual(['quick-scan', 'quick-scan-china']);
  const compared = await matura(['compare', KEY, '--json'], { cwd });
  expect(compared.code).toBe(0);
  expect(JSON.parse(compared.stdout)).toMatchObject({ obstacles: [] });
  expect((await matura(['verify', '--files', 'files'], { cwd })).code).toBe(0);
});

test('a portfolio counts enterprises of the former id with those of the present one', async () => {
  const cwd = await folderOfBefore();
  const now = (await readFile(path.join(cwd, 'answers.yaml'), 'utf8'))
    .replace('pack: quick-scan\npackVersion: 1.1.0', 'pack: quick-scan-china\npackVersion: 2.0.0')
    .replace(KEY, '91510100MA060007X2');
  await writeFile(path.join(cwd, 'now.yaml'), now);
  await matura(['score', 'quick-scan-china', 'now.yaml', '--files', 'files'], { cwd });
  const { code, stdout } = await matura(['portfolio', 'files', '--min-cell', '1', '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).packs.map(({ id }: { id: string }) => id)).toEqual(['quick-scan-china']);
});
