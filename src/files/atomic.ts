import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeOnSignal } from '../signals.ts';
import { findTarget, makeFolder, needFolder, syncFolder } from './folder.ts';
import { asFileProblem, systemCode } from './problem.ts';

const TEMPORARY = /^\.matura-[0-9a-f]{16}\.tmp$/;
const DAY = 24 * 60 * 60 * 1000;

/** What a file shall hold; a long content may come piece by piece. */
export type FileContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

export interface WriteOptions {
  /** The folder that the user chose, made where it is missing; a link that leaves it is refused. Default: that of the file, which must be there. */
  readonly root?: string;
  /** Called once the content is on the disk and before it gets its name; to throw is to leave the old file. */
  readonly beforeRename?: () => Promise<void>;
  /** The permissions of a new file; default those of the old one, else what the system gives. */
  readonly mode?: number;
}

/**
 * Writes a file as a whole: at any moment, also after a power cut, its name means the old content or the new one. A signal
 * meanwhile leaves nothing else.
 * Throws a `FileProblem` where it cannot, and leaves the old file.
 */
export async function writeWhole(
  path: string,
  content: FileContent,
  { root: chosen, beforeRename, mode: wanted }: WriteOptions = {},
): Promise<void> {
  const root = chosen ?? dirname(path);
  if (chosen === undefined) await needFolder(root);
  else await makeFolder(dirname(path), root);
  const { path: target, mode } = await findTarget(path, root);
  const temporary = temporaryBeside(target);
  const keep = removeOnSignal(temporary);
  try {
    await writeNew(temporary, content, wanted ?? mode);
    await beforeRename?.();
    await renameOver(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw asFileProblem(error, path);
  } finally {
    keep();
  }
}

/** A new name beside a file, or a folder. Its length does not depend on the file's, which may already be as long as the disk allows. */
export function temporaryBeside(target: string): string {
  // Node draws many of these at a time; their first 16 digits are chance but for one.
  const digits = randomUUID().replaceAll('-', '').slice(0, 16);
  return join(dirname(target), `.matura-${digits}.tmp`);
}

/** Whether a name is that of a temporary file or folder, of a run that goes on or was killed. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Removes what killed runs left in a folder more than a day ago; a folder that is not there has nothing to remove. */
export async function removeLeftovers(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isTemporary)) {
    const path = join(folder, name);
    const written = await stat(path).catch(() => undefined);
    // What cannot be removed does no harm: nobody reads it.
    if (written && now.getTime() - written.mtimeMs > DAY)
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

async function writeNew(path: string, content: FileContent, mode?: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    // Who made a file private wants its next version private, too.
    if (mode !== undefined) await file.chmod(mode);
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** On Windows a virus scanner or an editor that looks at the old file makes renaming fail for a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      return await rename(from, to);
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!passing || wait > 1000) throw error;
      await sleep(wait);
    }
  }
}
