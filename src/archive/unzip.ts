import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** Why an archive is not unpacked. */
export type ArchiveFault = 'damaged' | 'password' | 'too-large';

/** An archive that is not unpacked. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem';
  readonly fault: ArchiveFault;

  constructor(fault: ArchiveFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

const MOST_FILES = 4000;
/** Of all files together, unpacked. */
const MOST_BYTES = 1 << 26;

/**
 * The files of a small ZIP archive by their names, in their order, all of them in memory. Throws an `ArchiveProblem` for
 * one that is damaged or needs a password, and for a bomb before anything of it is unpacked.
 */
export async function unzip(archive: Uint8Array): Promise<Map<string, Buffer>> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const zip = await explain(() => fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await explain(() => readEntries(zip));
    const files = new Map<string, Buffer>();
    for (const entry of entries) {
      if (entry.isEncrypted()) throw new ArchiveProblem('password');
      // A size that is not what it says is an error while it is unpacked.
      files.set(entry.fileName, await explain(async () => buffer(await zip.openReadStreamPromise(entry))));
    }
    return files;
  } finally {
    zip.close();
  }
}

async function readEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_FILES) throw new ArchiveProblem('too-large');
  const entries: Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > MOST_BYTES) throw new ArchiveProblem('too-large');
    if (!entry.fileName.endsWith('/')) entries.push(entry);
  }
  return entries;
}

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof ArchiveProblem ? cause : new ArchiveProblem('damaged', { cause });
  }
}
