import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileProblem, toFileProblem } from '../store/index.ts';
import type { World } from '../world.ts';

/** Reads a file that a user supplies; undefined if it has more than `maxBytes`. */
export async function readSmallFile(world: World, path: string, maxBytes: number): Promise<Buffer | undefined> {
  const fullPath = resolve(world.cwd, path);
  try {
    const fileStat = await stat(fullPath);
    // Reading something other than an ordinary file, such as a pipe, could block forever.
    if (!fileStat.isFile()) throw new FileProblem('not-a-file', path);
    if (fileStat.size > maxBytes) return undefined;
    const file = await open(fullPath);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toFileProblem(error, path);
  }
}
