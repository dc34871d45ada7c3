import { writeSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeOnSignal } from '../signals.ts';
import { renameOver, temporaryBeside } from './atomic.ts';
import { findTarget, needFolder, syncFolder } from './folder.ts';
import { asFileProblem } from './problem.ts';

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
  await needFolder(folder);
  const { path: target, mode } = await findTarget(path, folder);
  const temporary = temporaryBeside(target);
  const explain = (error: unknown): never => {
    throw asFileProblem(error, path);
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
      await renameOver(temporary, target).catch(explain);
      keep();
      await syncFolder(dirname(target));
    },
    async discard() {
      await close();
      await rm(temporary, { force: true });
      keep();
    },
  };
}
