// Writes files and folders atomically: a name always refers to the complete old or the complete new content.
import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync, rmdirSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { removeAtOnce, removeOnSignal } from '../signals.ts';
import { FileProblem, readSystemCode, toFileProblem } from './file-problem.ts';
import { makeFolder, requireFolder, resolveTarget, syncFolder } from './folder.ts';

const TEMPORARY_FILE_PATTERN = /^\.matura-[0-9a-f]{16}\.tmp$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The content to write; long content can be given in pieces. */
type FileContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

interface WriteOptions {
  /**
   * The folder that the user chose. It is created if missing, and a link from inside it to elsewhere is refused.
   * Default: the file's own folder, which must exist.
   */
  readonly root?: string;
  /** The permissions of the new file. Default: the old file's, otherwise the system's. */
  readonly mode?: number;
}

/**
 * Writes a file atomically: at any moment, even after a power cut, its name holds either the old or the new content. A
 * signal during the write leaves no temporary file. Throws a `FileProblem` on failure and keeps the old file.
 */
export async function writeAtomic(
  path: string,
  content: FileContent,
  { root: chosenRoot, mode: requestedMode }: WriteOptions = {},
): Promise<void> {
  const root = chosenRoot ?? dirname(path);
  if (chosenRoot === undefined) await requireFolder(root);
  else await makeFolder(dirname(path), root);
  const { path: target, mode } = resolveTarget(path, root);
  const temporary = createTemporaryPath(target);
  const cancelRemoval = removeOnSignal(temporary);
  try {
    await writeNew(temporary, content, requestedMode ?? mode);
    replaceFile(temporary, target);
    syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary).catch(() => {});
    throw toFileProblem(error, path);
  } finally {
    cancelRemoval();
  }
}

/**
 * Returns a temporary path beside a file or folder. Its name does not contain the target's name, which may already be
 * as long as the disk allows.
 */
export function createTemporaryPath(target: string): string {
  return join(dirname(target), `.matura-${RUN_ID}${createRandomDigits()}.tmp`);
}

/** Returns eight random hexadecimal digits. `randomUUID` is fast because Node generates many at a time. */
function createRandomDigits(): string {
  return randomUUID().slice(0, 8);
}

/** The first digits in the names of temporary files of this run, shared with its threads. */
const RUN_ID = String(getEnvironmentData('matura-run') ?? createRandomDigits());
setEnvironmentData('matura-run', RUN_ID);

/**
 * Removes this run's temporary files from a folder. Repeats until there are none, because a thread that is being
 * stopped may still create some.
 */
export function removeTemporaries(folder: string): void {
  const findTemporary = (): string[] =>
    readdirSync(folder).filter((name) => isTemporary(name) && name.startsWith(`.matura-${RUN_ID}`));
  for (let names = findTemporary(); names.length > 0; names = findTemporary())
    for (const name of names) removeAtOnce(join(folder, name));
}

/** Whether a name is that of a temporary file or folder, of a run that is still going on or was killed. */
export function isTemporary(name: string): boolean {
  return TEMPORARY_FILE_PATTERN.test(name);
}

/**
 * Removes temporary files that killed runs left in a folder more than a day ago; does nothing if the folder does not
 * exist.
 */
export async function removeLeftovers(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isTemporary)) {
    const path = join(folder, name);
    const fileStat = await stat(path).catch(() => undefined);
    // If the file cannot be removed, that does no harm: it is never read.
    if (fileStat && now.getTime() - fileStat.mtimeMs > DAY_MS) await rm(path, { recursive: true }).catch(() => {});
  }
}

async function writeNew(path: string, content: FileContent, mode?: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    // A user who made a file private wants its next version to be private as well.
    if (mode !== undefined) await file.chmod(mode);
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Renames a file over another. On Windows, a virus scanner or editor that has the old file open makes renaming fail for
 * a moment, so the rename is retried.
 */
export function replaceFile(from: string, to: string): void {
  for (let wait = 10; ; wait *= 2) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isTransient = ['EPERM', 'EACCES', 'EBUSY'].includes(readSystemCode(error) ?? '');
      if (!isTransient || wait > 1000) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}

/**
 * A file written under a temporary name beside its destination and renamed at the end; until then the destination is
 * unchanged.
 */
export interface StagedFile {
  /** The number of bytes written so far. */
  readonly size: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Reads back written bytes; returns fewer than `length` only at the end of the file. */
  read(start: number, length: number): Promise<Uint8Array>;
  /** Starts syncing everything written so far to disk. */
  flush(): void;
  /** Syncs everything to disk and gives the file its name. */
  commit(): Promise<void>;
  /** Removes the temporary file. */
  discard(): Promise<void>;
}

/**
 * Each time this many bytes have been written, syncing them to disk starts in parallel with further writes, so that
 * little is left to sync at the end.
 */
const SYNC_STEP_BYTES = 1 << 25;

/** Opens a temporary file beside `path`. Throws a `FileProblem` if it cannot be written or its folder is missing. */
export async function stageFile(path: string): Promise<StagedFile> {
  const folder = dirname(path);
  await requireFolder(folder);
  const { path: target, mode } = resolveTarget(path, folder);
  const temporary = createTemporaryPath(target);
  const throwProblem = (error: unknown): never => {
    throw toFileProblem(error, path);
  };
  const cancelRemoval = removeOnSignal(temporary);
  const file: FileHandle = await open(temporary, 'wx+').catch((error) => {
    cancelRemoval();
    return throwProblem(error);
  });
  if (mode !== undefined) await file.chmod(mode).catch(throwProblem);
  let [size, isOpen, synced] = [0, true, 0];
  // An error of a sync in the background is kept and thrown at the end, because the disk reports it only once.
  let pendingFlush: Promise<void> | undefined;

  function flush(): void {
    synced = size;
    const pendingSync = (pendingFlush ?? Promise.resolve()).then(async () => {
      await file.datasync();
      if (pendingFlush === pendingSync) pendingFlush = undefined;
    });
    pendingSync.catch(() => {});
    pendingFlush = pendingSync;
  }

  async function close(): Promise<void> {
    await pendingFlush?.catch(() => {});
    if (isOpen) await file.close();
    isOpen = false;
  }

  return {
    get size() {
      return size;
    },
    async write(bytes) {
      // Synchronous: handing the bytes to another thread takes longer than the system takes to buffer them in memory.
      try {
        for (let offset = 0; offset < bytes.length; ) {
          const writtenBytes = writeSync(file.fd, bytes, offset, bytes.length - offset, size);
          offset += writtenBytes;
          size += writtenBytes;
        }
      } catch (error) {
        throwProblem(error);
      }
      if (!pendingFlush && size - synced >= SYNC_STEP_BYTES) flush();
    },
    async read(start, length) {
      const bytes = new Uint8Array(Math.min(length, size - start));
      for (let offset = 0; offset < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, offset, bytes.length - offset, start + offset).catch(throwProblem);
        if (bytesRead === 0) break;
        offset += bytesRead;
      }
      return bytes;
    },
    flush,
    async commit() {
      await pendingFlush?.catch(throwProblem);
      await file.sync().catch(throwProblem);
      await close();
      try {
        replaceFile(temporary, target);
      } catch (error) {
        throwProblem(error);
      }
      cancelRemoval();
      syncFolder(dirname(target));
    },
    async discard() {
      await close();
      await rm(temporary, { force: true });
      cancelRemoval();
    },
  };
}

/**
 * Fills a new folder atomically: `fill` writes into a temporary folder, which is renamed at the end, so that a failed
 * or interrupted run leaves nothing. If the folder already exists, the written files are moved into it at the end.
 * Throws a `FileProblem` that names the final path of the file that could not be written.
 */
export async function writeFolderAtomic(
  folder: string,
  fill: (temporary: string) => Promise<void>,
  now: Date,
): Promise<void> {
  const folderExists = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const container = folderExists ? folder : dirname(folder);
  await makeFolder(container, container);
  await removeLeftovers(container, now);
  const temporary = createTemporaryPath(join(container, 'any'));
  const cancelRemoval = removeOnSignal(temporary);
  try {
    await mkdir(temporary);
    await fill(temporary);
    if (folderExists) moveInto(temporary, folder);
    else replaceFile(temporary, folder);
    syncFolder(container);
  } catch (error) {
    await rm(temporary, { recursive: true }).catch(() => {});
    throw retargetProblem(error, temporary, folder);
  } finally {
    cancelRemoval();
  }
}

/** Moves all files of a temporary folder into a folder. Synchronous, so that no signal can interrupt it. */
function moveInto(temporary: string, folder: string): void {
  for (const name of readdirSync(temporary)) renameSync(join(temporary, name), join(folder, name));
  rmdirSync(temporary);
}

/** Replaces the temporary folder in the path of a problem by the final folder. */
function retargetProblem(error: unknown, temporary: string, folder: string): unknown {
  const problem = toFileProblem(error, folder);
  if (!(problem instanceof FileProblem)) return problem;
  const insidePath = relative(temporary, problem.path);
  if (insidePath.startsWith('..')) return problem;
  const { code, place: container, detail } = problem;
  return new FileProblem(code, join(folder, insidePath), {
    ...(container && { place: container }),
    ...(detail && { detail }),
    cause: error,
  });
}
