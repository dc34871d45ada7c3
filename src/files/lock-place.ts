import { basename, dirname, join } from 'node:path';

/** The folder that is there as long as a run holds the lock of a file. */
export function lockPlace(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}
