import { readdir } from 'node:fs/promises';
import { isTemporary } from '../../files/atomic.ts';
import { systemCode } from '../../files/problem.ts';
import { Refusal } from '../../model/refusal.ts';

/** A repository is often begun before anything is in it. */
const MAY_BE_THERE = ['.git'];

/** What is said where a folder is not new. */
export interface FolderWords {
  notAFolder(path: string): string;
  notEmpty(path: string): string;
  readonly notEmptyNext: string;
}

/** Throws a `Refusal` unless a folder (absolute; `given` is as the user wrote it) is missing or empty, but for .git and what a killed run left. */
export async function refuseUnlessEmpty(given: string, folder: string, words: FolderWords): Promise<void> {
  const names = await readdir(folder).catch((error) => {
    if (systemCode(error) === 'ENOTDIR') throw new Refusal(3, words.notAFolder(given));
    // What else is wrong is told by writing.
    return [];
  });
  if (names.some((name) => !MAY_BE_THERE.includes(name) && !isTemporary(name))) {
    throw new Refusal(3, words.notEmpty(given), words.notEmptyNext);
  }
}
