import { createWriteStream, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { clearOnSignal, removeAtOnce } from '../signals.ts';
import { type ByteSource, readAll } from './byte-source.ts';

/** Bytes that came once, as a file that is gone when it is removed. */
export interface TempFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes the rest of a source into a temporary file that only this user can read. Closes the source. */
export async function writeTempFile(source: ByteSource): Promise<TempFile> {
  let folder = '';
  // Before there is one: a signal may come the moment it is made.
  const keep = clearOnSignal(() => removeAtOnce(folder));
  folder = mkdtempSync(join(tmpdir(), 'matura-'));
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    keep();
  };
  const path = join(folder, 'table');
  try {
    await pipeline(Readable.from(readAll(source)), createWriteStream(path, { mode: 0o600 }));
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await source.close();
  }
}
