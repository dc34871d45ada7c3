import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

/** Scores the example once for the tests of a file; gives what copies the folder with its file for a test to change. */
export function useScored(...options: readonly string[]): () => Promise<string> {
  let scored = '';
  beforeAll(async () => {
    scored = await mkdtemp(path.join(tmpdir(), 'matura-scored-'));
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', ...options], { cwd: scored });
  });
  afterAll(() => rm(scored, { recursive: true, force: true }));
  return async () => {
    const folder = await scratchFolder();
    await cp(scored, folder, { recursive: true });
    return folder;
  };
}
