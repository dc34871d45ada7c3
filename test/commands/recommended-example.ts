import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { validateRecommendation } from '../../src/model/generated/output-validators.js';
import { EXAMPLE, INTERRUPTED, matura } from './matura.ts';

export const KEY = '91350100M000100Y43';

/**
 * Folders with the file of an enterprise that was scored, made before the tests of the file that asks for them; nothing is
 * written there any more. Asked for by each file: modules that they share are read once, and so are hooks in them.
 */
export function shareFolders(): { full: string; open: string } {
  const folders = { full: '', open: '' };
  beforeAll(async () => {
    for (const [name, answers] of [
      ['full', EXAMPLE],
      ['open', INTERRUPTED],
    ] as const) {
      folders[name] = await mkdtemp(path.join(tmpdir(), 'matura-recommend-'));
      await matura(['score', 'miit-sme-2024', answers, '--files', 'files'], { cwd: folders[name] });
    }
  }, 120_000);
  afterAll(() => Promise.all(Object.values(folders).map((folder) => rm(folder, { recursive: true, force: true }))));
  return folders;
}

/** What `recommend --json` says, checked against its schema. */
export async function recommended(cwd: string, ...args: readonly string[]) {
  const run = await matura(['recommend', KEY, '--json', ...args], { cwd });
  const found = JSON.parse(run.stdout);
  expect(validateRecommendation(found), JSON.stringify(validateRecommendation.errors)).toBe(true);
  return { ...run, found };
}
