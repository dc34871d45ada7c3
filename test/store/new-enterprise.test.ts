import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Enterprise } from '../../src/model/generated/types.ts';
import { appendAssessment } from '../../src/store/enterprise-file.ts';
import { enterprisePath, policyPath } from '../../src/store/enterprise-path.ts';
import { lockPath } from '../../src/store/lock.ts';
import { isNewEnterprise, stageNewEnterprise } from '../../src/store/new-enterprise.ts';
import { writePolicy } from '../../src/store/policy-file.ts';
import { FACTS, makeAssessment, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const ENTERPRISE: Enterprise = { schemaVersion: 1, key: USCC, facts: FACTS, assessments: [makeAssessment()] };
const POLICY = '# Policy\n';

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)),
  );
}

test('the first files of an enterprise are those that adding an assessment makes, and get their names only then', async () => {
  const [root, other] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
  await appendAssessment(other, USCC, FACTS, makeAssessment());
  await writePolicy(other, USCC, POLICY);
  expect(isNewEnterprise(root, USCC)).toBe(true);
  const staged = stageNewEnterprise(root, ENTERPRISE, POLICY);
  expect((await readdir(root)).every((name) => name.startsWith('.matura-'))).toBe(true);
  expect(await staged?.commit()).toBe(true);
  expect(await contents(root)).toEqual(await contents(other));
  expect(isNewEnterprise(root, USCC)).toBe(false);
});

test.each<[what: string, prepare: (root: string) => Promise<unknown>]>([
  ['a file of the enterprise', (root) => writeFile(enterprisePath(root, USCC), '{}')],
  ['a policy', (root) => writeFile(policyPath(root, USCC), 'mine')],
  ['a folder in its place', (root) => mkdir(enterprisePath(root, USCC))],
  ['a link that leads nowhere', (root) => symlink('nowhere', policyPath(root, USCC))],
  ['the lock of another run', (root) => mkdir(lockPath(enterprisePath(root, USCC)))],
  ['the lock of another such run', (root) => writeFile(lockPath(enterprisePath(root, USCC)), '')],
])('%s that comes in between is left alone, and nothing is left behind', async (_, prepare) => {
  const root = await makeTemporaryFolder();
  const staged = stageNewEnterprise(root, ENTERPRISE, POLICY);
  await prepare(root);
  const before = (await readdir(root)).filter((name) => !name.startsWith('.matura-')).sort();
  expect(await staged?.commit()).toBe(false);
  expect((await readdir(root)).sort()).toEqual(before);
});

test('without the folder nothing is staged', async () => {
  const root = await makeTemporaryFolder();
  await rm(root, { recursive: true });
  expect(stageNewEnterprise(root, ENTERPRISE, POLICY)).toBeUndefined();
});
