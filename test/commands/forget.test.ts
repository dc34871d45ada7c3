import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendEvent, closeDraft, createDraft } from '../../src/store/draft-file.ts';
import { findKeptFiles, removeKeptFiles } from '../../src/store/kept-files.ts';
import { matura } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const scored = useScored();
const KEY = '91350100M000100Y43';
const OTHER = '91510100MA6DDDD10Y';
const PACK = { id: 'miit-sme-2024', version: '1.0.0', hash: `sha256:${'0'.repeat(64)}` };

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A diagnosis that was left, with one fact stated. */
async function leaveDraft(root: string, name: string, value: string, enterprise?: string): Promise<string> {
  const draft = await createDraft(root, {
    pack: PACK,
    kind: 'onsite',
    startedAt: '2026-03-02T08:30:00.000Z',
    ...(enterprise === undefined ? {} : { enterprise }),
  });
  await appendEvent(draft, { at: '2026-03-02T08:31:00.000Z', name, statement: { state: 'answered', value } });
  await closeDraft(draft);
  return path.basename(draft.path);
}

/** All names below a folder, sorted. */
const namesIn = async (folder: string) => (await readdir(folder, { recursive: true })).sort();

describe('matura forget', () => {
  test('forget removes one enterprise’s file, policies, drafts, leftovers and locks, with a receipt', async () => {
    const cwd = await scored();
    const root = path.join(cwd, 'files');
    await writeFile(path.join(root, `${KEY}.policy.edited-2.md`), 'edited by hand\n');
    await writeFile(path.join(root, `${KEY}.report.html`), 'an export\n');
    await writeFile(path.join(root, `${OTHER}.json`), await readFile(path.join(root, `${KEY}.json`)));
    const leftover = path.join(root, '.matura-0123456789abcdef.tmp');
    await writeFile(leftover, `{"key": "${KEY}"`);
    const strange = path.join(root, '.matura-fedcba9876543210.tmp');
    await writeFile(strange, `{"key": "${OTHER}"`);
    for (const file of [leftover, strange]) await utimes(file, 0, 0);
    await mkdir(path.join(root, `.${KEY}.json.lock`));
    await utimes(path.join(root, `.${KEY}.json.lock`), 0, 0);
    const own = [await leaveDraft(root, 'uscc', KEY), await leaveDraft(root, 'name', 'Example', KEY.toLowerCase())];
    const kept = [await leaveDraft(root, 'uscc', OTHER), await leaveDraft(root, 'customer', KEY)];
    const names = [
      leftover,
      ...own.map((name) => path.join(root, '.drafts', name)),
      ...['policy.edited-2.md', 'policy.md', 'json'].map((end) => path.join(root, `${KEY}.${end}`)),
    ];
    const contents = await Promise.all(names.map((name) => readFile(name)));

    const done = await matura(['forget', KEY, '--yes', '--recorder', 'A. Example', '-o', 'receipt.json'], { cwd });
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(done.stderr).toContain('earlier versions in git');
    expect(done.stderr).toContain(`files/${KEY}.report.html`);
    const text = await readFile(path.join(cwd, 'receipt.json'), 'utf8');
    const receipt = JSON.parse(text);
    expect(receipt).toMatchObject({ schemaVersion: 1, key: KEY, removedBy: 'A. Example' });
    expect(Date.parse(receipt.removedAt)).toBeGreaterThanOrEqual(Date.parse(receipt.startedAt));
    const described = names.map((name, i) => ({
      path: path.relative(root, name).split(path.sep).join('/'),
      bytes: contents[i]?.length,
      digest: digestOf(contents[i] as Buffer),
    }));
    expect(receipt.files).toHaveLength(names.length);
    expect(receipt.files).toEqual(expect.arrayContaining(described.map((file) => expect.objectContaining(file))));
    expect(receipt.files.at(-1).path).toBe(`${KEY}.json`);
    expect(await namesIn(root)).toEqual(
      [
        '.drafts',
        ...kept.map((name) => path.join('.drafts', name)),
        path.basename(strange),
        `${KEY}.report.html`,
        `${OTHER}.json`,
      ].sort(),
    );
  });

  test('without a terminal, forget removes nothing and shows the command that confirms', async () => {
    const cwd = await scored();
    const before = await namesIn(cwd);
    const refused = await matura(['forget', KEY], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${KEY}.policy.md`);
    expect(refused.stderr).toContain(`To remove the files without being asked: matura forget ${KEY} --yes`);
    const trial = await matura(['forget', KEY, '--dry-run', '--json'], { cwd });
    expect(trial.code).toBe(0);
    expect(JSON.parse(trial.stdout)).toMatchObject({ key: KEY, removedAt: null });
    expect(JSON.parse(trial.stdout).files).toHaveLength(2);
    expect(await namesIn(cwd)).toEqual(before);
  });

  test.each(['before the enterprise file was removed', 'before the receipt was written'])(
    'a run of forget that was killed %s is completed by the next one, with a whole receipt',
    async (moment) => {
      const cwd = await scored();
      const root = path.join(cwd, 'files');
      const file = await readFile(path.join(root, `${KEY}.json`));
      const kept = await findKeptFiles(root, KEY, new Date(), async () => true);
      await removeKeptFiles(kept, new Date('2026-03-02T08:30:00Z'));
      if (moment.includes('file')) await writeFile(path.join(root, `${KEY}.json`), file);
      const again = await matura(['forget', KEY, '--yes', '--json'], { cwd });
      expect(again.code, again.stderr).toBe(0);
      expect(JSON.parse(again.stdout)).toMatchObject({ startedAt: '2026-03-02T08:30:00.000Z' });
      expect(JSON.parse(again.stdout).files).toEqual(kept.files);
      expect(await namesIn(root)).toEqual([]);
      expect((await matura(['forget', KEY, '--yes'], { cwd })).code).toBe(3);
    },
  );

  test('a note of removal that somebody else left removes no file of another enterprise', async () => {
    const cwd = await scored();
    const root = path.join(cwd, 'files');
    await writeFile(path.join(root, `${OTHER}.json`), 'another enterprise');
    const kept = await findKeptFiles(root, KEY, new Date(), async () => true);
    const foreign = { path: `${OTHER}.json`, kind: 'enterprise', bytes: 18, digest: 'sha256:0' };
    const note = { key: KEY, startedAt: '2026-03-02T08:30:00.000Z', files: [foreign] };
    await writeFile(path.join(root, `.${KEY}.removal`), JSON.stringify(note));
    const run = await matura(['forget', KEY, '--yes', '--json'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout).files).toEqual(kept.files);
    expect(await namesIn(root)).toEqual([`${OTHER}.json`]);
  });

  test.each(['{}', '[]', '{"files":[{}]}', 'null'])('a damaged note of removal (%s) is refused', async (text) => {
    const cwd = await scored();
    const note = `.${KEY}.removal`;
    await writeFile(path.join(cwd, 'files', note), text);
    const run = await matura(['forget', KEY, '--yes'], { cwd });
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining(note) });
    expect(existsSync(path.join(cwd, 'files', `${KEY}.json`))).toBe(true);
  });

  test('forget removes a damaged file by its code, but refuses a file in use', async () => {
    const cwd = await scored();
    const root = path.join(cwd, 'files');
    await writeFile(path.join(root, `${KEY}.json`), '{"schemaVersion": 2, "key"');
    const draft = await createDraft(root, {
      pack: PACK,
      kind: 'self',
      startedAt: '2026-03-02T08:30:00.000Z',
      enterprise: KEY,
    });
    const inUse = await matura(['forget', KEY, '--yes'], { cwd });
    expect(inUse.code).toBe(3);
    expect(existsSync(path.join(root, `${KEY}.json`))).toBe(true);
    await closeDraft(draft);
    expect((await matura(['forget', KEY.toLowerCase(), '--yes'], { cwd })).code).toBe(0);
    expect(await namesIn(root)).toEqual(['.drafts']);
  }, 20_000);

  test('for an unknown code, forget suggests the nearest one and removes nothing', async () => {
    const cwd = await scored();
    const before = await namesIn(cwd);
    const unknown = await matura(['forget', KEY.replace('Y43', 'Y34'), '--yes'], { cwd });
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toContain(`Did you mean ${KEY}?`);
    expect(await namesIn(cwd)).toEqual(before);
  });

  test.each([
    ['de', 'Gelöscht: alles', 'frühere Fassungen in git'],
    ['zh', '已删除', 'git 中的历史版本'],
  ])('the receipt of forget is in the chosen language (%s), with no data but the code', async (lang, removed, git) => {
    const cwd = await scored();
    const { stdout } = await matura(['forget', `files/${KEY}.json`, '--yes', '--lang', lang], { cwd });
    expect(stdout).toContain(removed);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(git);
    const facts = ['厦门', 'Xiamen', '示例'].filter((word) => stdout.includes(word));
    expect(facts).toEqual([]);
  });
});
