import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { provisionalKeyOf } from '../../src/model/enterprise-key.ts';
import { readStored, renameEnterprise } from '../../src/store/enterprise-file.ts';
import { readSigningKey, writeSigningKey } from '../../src/store/key-file.ts';
import { append, makeAssessment, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const KEY = provisionalKeyOf('20261201T093000-7f3a91c2');
const FACTS = { name: { state: 'answered', value: '汉江机械' } } as const;
const TODAY = '2026-12-02';

/** A folder with an enterprise under a provisional key, whose policy was edited and made again. */
async function fileProvisional(): Promise<string> {
  const root = await makeTemporaryFolder();
  const policyFile = path.join(root, `${KEY}.policy.md`);
  await append(root, KEY, FACTS, makeAssessment({ answers: {} }), { policy: '# One\n' });
  await writeFile(policyFile, `${await readFile(policyFile, 'utf8')}by hand\n`);
  const later = { startedAt: '2026-04-02T08:30:00.000Z', finishedAt: '2026-04-02T09:30:00.000Z' };
  await append(root, KEY, FACTS, makeAssessment(later), { policy: '# Two\n' });
  return root;
}

const visible = async (root: string): Promise<string[]> =>
  (await readdir(root)).filter((name) => !name.startsWith('.')).sort();

test('an enterprise and its policies are renamed to its code, and its chain stays valid', async () => {
  const root = await fileProvisional();
  const before = readStored(root, KEY).enterprise;
  expect(await renameEnterprise(root, KEY, USCC, TODAY)).toEqual({
    outcome: 'renamed',
    path: path.join(root, `${USCC}.json`),
  });
  expect(await visible(root)).toEqual([`${USCC}.json`, `${USCC}.policy.edited.md`, `${USCC}.policy.md`]);
  const { enterprise, altered } = readStored(root, USCC);
  expect(altered).toBeUndefined();
  expect(enterprise?.assessments).toEqual(before?.assessments);
  expect(enterprise?.chain?.links.at(-1)).toMatchObject({ entry: 'code', before: KEY, on: TODAY });
  // It is added to as any other.
  await append(root, USCC, FACTS, makeAssessment({ kind: 'self' }));
  expect(readStored(root, USCC)).toMatchObject({ altered: undefined, enterprise: { assessments: { length: 3 } } });
});

test.each([
  ['the key', (text: string) => text.replaceAll(USCC, '91350100M000100Y43')],
  ['the key before', (text: string) => text.replaceAll(KEY, provisionalKeyOf('20261201T093000-00000000'))],
])('after a rename, a change of %s by hand is found', async (_, tamper) => {
  const root = await fileProvisional();
  await renameEnterprise(root, KEY, USCC, TODAY);
  const text = tamper(await readFile(path.join(root, `${USCC}.json`), 'utf8'));
  const key = JSON.parse(text).key;
  await writeFile(path.join(root, `${key}.json`), text);
  const { altered } = readStored(root, key);
  expect(altered?.detail).toMatchObject({
    findings: expect.arrayContaining([{ code: 'link-broken', link: expect.any(Number) }]),
  });
});

test('a signature stays valid after a rename', async () => {
  const root = await makeTemporaryFolder();
  await writeSigningKey(path.join(root, 'matura.key'), 'Li');
  const signer = readSigningKey(path.join(root, 'matura.key'));
  await append(root, KEY, FACTS, makeAssessment(), { signer });
  await renameEnterprise(root, KEY, USCC, TODAY);
  expect(readStored(root, USCC)).toMatchObject({
    altered: undefined,
    enterprise: { chain: { links: [{ signature: { by: 'Li' } }, { entry: 'code' }] } },
  });
});

test('a run that was killed before it removed the old files is completed by the next one', async () => {
  const root = await fileProvisional();
  const kept = await makeTemporaryFolder();
  for (const name of await visible(root)) await copyFile(path.join(root, name), path.join(kept, name));
  await renameEnterprise(root, KEY, USCC, TODAY);
  const done = await readFile(path.join(root, `${USCC}.json`));
  for (const name of await visible(kept)) await copyFile(path.join(kept, name), path.join(root, name));
  expect(await renameEnterprise(root, KEY, USCC, TODAY)).toMatchObject({ outcome: 'renamed' });
  expect(await visible(root)).toEqual([`${USCC}.json`, `${USCC}.policy.edited.md`, `${USCC}.policy.md`]);
  expect((await readFile(path.join(root, `${USCC}.json`))).equals(done)).toBe(true);
});

test('a run that was killed before it wrote the enterprise file is completed by the next one', async () => {
  const root = await fileProvisional();
  await copyFile(path.join(root, `${KEY}.policy.md`), path.join(root, `${USCC}.policy.md`));
  expect(await renameEnterprise(root, KEY, USCC, TODAY)).toMatchObject({ outcome: 'renamed' });
  expect(await visible(root)).toHaveLength(3);
});

test.each([
  ['another enterprise is on file', (root: string) => append(root, USCC, FACTS, makeAssessment())],
  ['another policy is kept', (root: string) => writeFile(path.join(root, `${USCC}.policy.md`), 'mine')],
])('a rename moves no file if under the new code %s', async (_, occupy) => {
  const root = await fileProvisional();
  await occupy(root);
  const before = await visible(root);
  expect(await renameEnterprise(root, KEY, USCC, TODAY)).toMatchObject({ outcome: 'taken' });
  expect(await visible(root)).toEqual(before);
});
