import { basename, dirname, join } from 'node:path';

/** The name that is taken as long as a run holds the lock of a file: by a folder, or for a moment by a file. */
export function lockPlace(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}
