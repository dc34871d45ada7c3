// Files and folders written as a whole: under their names stands the old content or the new one.
import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync, rmdirSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { removeAtOnce, removeOnSignal } from '../signals.ts';
import { FileProblem, systemCode, toFileProblem } from './file-problem.ts';
import { makeFolder, requireFolder, resolveTarget, syncFolder } from './folder.ts';

const TEMPORARY = /^\.matura-[0-9a-f]{16}\.tmp$/;
const DAY = 24 * 60 * 60 * 1000;

/** What a file shall hold; a long content may come piece by piece. */
type FileContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

interface WriteOptions {
  /** The folder that the user chose, made where it is missing; a link that leaves it is refused. Default: that of the file, which must be there. */
  readonly root?: string;
  /** The permissions of a new file; default those of the old one, else what the system gives. */
  readonly mode?: number;
}

/**
 * Writes a file as a whole: at any moment, also after a power cut, its name means the old content or the new one. A signal
 * meanwhile leaves nothing else.
 * Throws a `FileProblem` where it cannot, and leaves the old file.
 */
export async function writeAtomic(
  path: string,
  content: FileContent,
  { root: chosen, mode: wanted }: WriteOptions = {},
): Promise<void> {
  const root = chosen ?? dirname(path);
  if (chosen === undefined) await requireFolder(root);
  else await makeFolder(dirname(path), root);
  const { path: target, mode } = resolveTarget(path, root);
  const temporary = temporaryPath(target);
  const keep = removeOnSignal(temporary);
  try {
    await writeNew(temporary, content, wanted ?? mode);
    replaceFile(temporary, target);
    syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary).catch(() => {});
    throw toFileProblem(error, path);
  } finally {
    keep();
  }
}

/** A new name beside a file, or a folder. Its length does not depend on the file's, which may already be as long as the disk allows. */
export function temporaryPath(target: string): string {
  return join(dirname(target), `.matura-${RUN}${drawDigits()}.tmp`);
}

/** Eight hexadecimal digits of chance; Node draws many of them at a time. */
function drawDigits(): string {
  return randomUUID().slice(0, 8);
}

/** What the temporary files of a run begin with, those of its threads included. */
const RUN = String(getEnvironmentData('matura-run') ?? drawDigits());
setEnvironmentData('matura-run', RUN);

/** Removes the temporary files of this run from a folder, also those that a thread which was told to stop still makes. */
export function removeTemporaries(folder: string): void {
  const find = (): string[] =>
    readdirSync(folder).filter((name) => isTemporary(name) && name.startsWith(`.matura-${RUN}`));
  for (let found = find(); found.length > 0; found = find()) for (const name of found) removeAtOnce(join(folder, name));
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
    if (written && now.getTime() - written.mtimeMs > DAY) await rm(path, { recursive: true }).catch(() => {});
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
export function replaceFile(from: string, to: string): void {
  for (let wait = 10; ; wait *= 2) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!passing || wait > 1000) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}

/** A file that grows beside its place and gets its name at the end: until then its name means what it meant before. */
export interface StagedFile {
  /** Bytes written up to now. */
  readonly size: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Reads back what was written, up to the end; less only there. */
  read(start: number, length: number): Promise<Uint8Array>;
  /** Lets the disk begin with all that was written up to now. */
  flush(): void;
  /** Puts everything on the disk and gives the file its name. */
  commit(): Promise<void>;
  /** Leaves no trace of it. */
  discard(): Promise<void>;
}

/** After so many bytes the disk begins with them, while others are still made: little is left to wait for at the end. */
const SYNC_EACH = 1 << 25;

/** Begins a file beside `path`. Throws a `FileProblem` where it cannot be written, and where its folder is missing. */
export async function stageFile(path: string): Promise<StagedFile> {
  const folder = dirname(path);
  await requireFolder(folder);
  const { path: target, mode } = resolveTarget(path, folder);
  const temporary = temporaryPath(target);
  const explain = (error: unknown): never => {
    throw toFileProblem(error, path);
  };
  const keep = removeOnSignal(temporary);
  const file: FileHandle = await open(temporary, 'wx+').catch((error) => {
    keep();
    return explain(error);
  });
  if (mode !== undefined) await file.chmod(mode).catch(explain);
  let [size, isOpen, synced] = [0, true, 0];
  // What the disk says while others are written is thrown at the end: it says it only once.
  let syncing: Promise<void> | undefined;

  function flush(): void {
    synced = size;
    const begun = (syncing ?? Promise.resolve()).then(async () => {
      await file.datasync();
      if (syncing === begun) syncing = undefined;
    });
    begun.catch(() => {});
    syncing = begun;
  }

  async function close(): Promise<void> {
    await syncing?.catch(() => {});
    if (isOpen) await file.close();
    isOpen = false;
  }

  return {
    get size() {
      return size;
    },
    async write(bytes) {
      // To hand it over to another thread takes longer than the system takes to have it in memory.
      try {
        for (let at = 0; at < bytes.length; ) {
          const written = writeSync(file.fd, bytes, at, bytes.length - at, size);
          at += written;
          size += written;
        }
      } catch (error) {
        explain(error);
      }
      if (!syncing && size - synced >= SYNC_EACH) flush();
    },
    async read(start, length) {
      const bytes = new Uint8Array(Math.min(length, size - start));
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at).catch(explain);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes;
    },
    flush,
    async commit() {
      await syncing?.catch(explain);
      await file.sync().catch(explain);
      await close();
      try {
        replaceFile(temporary, target);
      } catch (error) {
        explain(error);
      }
      keep();
      syncFolder(dirname(target));
    },
    async discard() {
      await close();
      await rm(temporary, { force: true });
      keep();
    },
  };
}

/**
 * Fills a new folder as a whole: `fill` writes into a folder with a name of its own, which gets the right one at the end,
 * so that an interrupted or failed run leaves nothing. Where the folder is there, because the user made it, what was
 * written moves into it at the end. Throws a `FileProblem` for what cannot be written, with the path it would have had.
 */
export async function writeFolderAtomic(
  folder: string,
  fill: (temporary: string) => Promise<void>,
  now: Date,
): Promise<void> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const place = isThere ? folder : dirname(folder);
  await makeFolder(place, place);
  await removeLeftovers(place, now);
  const temporary = temporaryPath(join(place, 'any'));
  const keep = removeOnSignal(temporary);
  try {
    await mkdir(temporary);
    await fill(temporary);
    if (isThere) moveInto(temporary, folder);
    else replaceFile(temporary, folder);
    syncFolder(place);
  } catch (error) {
    await rm(temporary, { recursive: true }).catch(() => {});
    throw namedAs(error, temporary, folder);
  } finally {
    keep();
  }
}

/** Without a pause, so that no signal comes in between. */
function moveInto(temporary: string, folder: string): void {
  for (const name of readdirSync(temporary)) renameSync(join(temporary, name), join(folder, name));
  rmdirSync(temporary);
}

/** A problem in the folder that is gone, told of the one it was to be. */
function namedAs(error: unknown, temporary: string, folder: string): unknown {
  const told = toFileProblem(error, folder);
  if (!(told instanceof FileProblem)) return told;
  const inside = relative(temporary, told.path);
  if (inside.startsWith('..')) return told;
  const { code, place, detail } = told;
  return new FileProblem(code, join(folder, inside), {
    ...(place && { place }),
    ...(detail && { detail }),
    cause: error,
  });
}
