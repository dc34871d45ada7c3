import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../src/model/generated/types.ts';
import { appendAssessment, isPersisted, readStored } from '../../src/store/enterprise-file.ts';
import { enterprisePath, policyPath } from '../../src/store/enterprise-path.ts';
import { append, FACTS, makeAssessment, USCC, writePolicy } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string, details = {}) => expect.objectContaining({ name: 'FileProblem', code, ...details });

const PATH = (root: string): string => policyPath(root, USCC);
const FIRST = '# 一企一策\n\n1. MES\n';
const SECOND = '# 一企一策\n\n1. APS\n';

/** A folder with the first policy. */
async function begin(): Promise<string> {
  const root = path.join(await makeTemporaryFolder(), 'files');
  expect(await writePolicy(root, USCC, FIRST)).toBeUndefined();
  return root;
}

async function edit(root: string, change: (text: string) => string): Promise<string> {
  const text = change(await readFile(PATH(root), 'utf8'));
  await writeFile(PATH(root), text);
  return text;
}

describe('the policy of an enterprise', () => {
  test('a policy is written beside its enterprise file, with an invisible last line', async () => {
    const root = await begin();
    expect(PATH(root)).toBe(path.join(root, `${USCC}.policy.md`));
    expect(await readFile(PATH(root), 'utf8')).toMatch(
      /^# 一企一策\n\n1\. MES\n\n\[\/\/\]: # \(matura sha256:[0-9a-f]{16}\)\n$/,
    );
  });

  test('an unedited policy is replaced by the next one, even if an editor changed its line endings', async () => {
    const root = await begin();
    await edit(root, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`);
    expect(await writePolicy(root, USCC, SECOND)).toBeUndefined();
    expect(await readdir(root)).toEqual([`${USCC}.json`, `${USCC}.policy.md`]);
    expect(await readFile(PATH(root), 'utf8')).toContain('APS');
  });

  test('whenever a new policy is written, an edited one is kept byte for byte beside it', async () => {
    const root = await begin();
    const edited = await edit(root, (text) => text.replace('MES', 'MES, agreed with Ms Li'));
    const beside = path.join(root, `${USCC}.policy.edited.md`);
    expect(await writePolicy(root, USCC, SECOND)).toBe(beside);
    expect(await readFile(beside, 'utf8')).toBe(edited);
    // Without the last line it may be anybody's.
    const own = await edit(root, () => 'mine');
    const second = path.join(root, `${USCC}.policy.edited-2.md`);
    expect(await writePolicy(root, USCC, FIRST)).toBe(second);
    expect(await readFile(second, 'utf8')).toBe(own);
    expect(await readFile(beside, 'utf8')).toBe(edited);
    expect(await readFile(PATH(root), 'utf8')).toContain('1. MES\n');
  });

  test('an edited policy is kept if the next one has the same content', async () => {
    const root = await begin();
    const edited = await edit(root, (text) => text.replace('MES', 'MES, agreed with Ms Li'));
    expect(await writePolicy(root, USCC, FIRST)).toBeUndefined();
    expect(await readFile(PATH(root), 'utf8')).toBe(edited);
    expect(await readdir(root)).toHaveLength(2);
  });

  test('a policy counts as up to date, even if edited, until its basis or its enterprise file changes', async () => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    const add = (changes: Partial<Assessment>, options: Parameters<typeof append>[4]) =>
      append(root, USCC, FACTS, makeAssessment({ answers: {}, ...changes }), options);
    expect(isPersisted(root, USCC, 'a')).toBe(false);
    await add({}, { policy: FIRST, basis: 'a' });
    expect([isPersisted(root, USCC, 'a'), isPersisted(root, USCC, 'b')]).toEqual([true, false]);
    await add({}, { policy: FIRST, basis: 'b' });
    expect([isPersisted(root, USCC, 'a'), isPersisted(root, USCC, 'b')]).toEqual([false, true]);
    const edited = await edit(root, (text) => text.replace('MES', 'MES, agreed with Ms Li'));
    expect(isPersisted(root, USCC, 'b')).toBe(true);
    await add({}, { policy: FIRST, basis: 'c' });
    expect(await readFile(PATH(root), 'utf8')).toBe(edited);
    await edit(root, (text) => text.replace(', agreed with Ms Li', ''));
    await add({ kind: 'self' }, { policy: SECOND, basis: 'd' });
    expect([isPersisted(root, USCC, 'b'), isPersisted(root, USCC, 'd')]).toEqual([false, true]);
    const file = enterprisePath(root, USCC);
    await writeFile(file, `${await readFile(file, 'utf8')} `);
    expect(isPersisted(root, USCC, 'd')).toBe(false);
    await add({ kind: 'self' }, { policy: SECOND, basis: 'd' });
    expect(isPersisted(root, USCC, 'd')).toBe(true);
    await rm(file);
    expect(isPersisted(root, USCC, 'd')).toBe(false);
  });

  test('a policy is not up to date if its enterprise file was changed or created in the meantime', async () => {
    for (const root of [await begin(), await makeTemporaryFolder()]) {
      const stored = readStored(root, USCC);
      await append(root, USCC, FACTS, makeAssessment({ kind: 'self', answers: {} }));
      const later = makeAssessment({ finishedAt: '2026-04-02T10:30:00.000Z', answers: {} });
      await appendAssessment(stored, later, { policy: SECOND, basis: 'a' });
      expect(await readFile(PATH(root), 'utf8')).toContain('APS');
      expect(isPersisted(root, USCC, 'a')).toBe(false);
    }
  });

  test('a policy counts as older than the newest assessment if that assessment came without a policy', async () => {
    const root = await begin();
    const add = (finishedAt: string) => append(root, USCC, FACTS, makeAssessment({ finishedAt, answers: {} }));
    expect(await add('2026-04-02T10:30:00.000Z')).toMatchObject({ isNewest: true, older: PATH(root) });
    expect(await add('2026-03-20T10:30:00.000Z')).toMatchObject({ isNewest: false, older: undefined });
    await rm(PATH(root));
    expect(await add('2026-05-02T10:30:00.000Z')).toMatchObject({ isNewest: true, older: undefined });
  });

  test('if a folder has the policy’s file name, writing fails and no assessment is written either', async () => {
    const root = await makeTemporaryFolder();
    await mkdir(PATH(root));
    await expect(writePolicy(root, USCC, FIRST)).rejects.toEqual(problem('not-a-file', { path: PATH(root) }));
    expect(await readdir(root)).toEqual([`${USCC}.policy.md`]);
  });
});
