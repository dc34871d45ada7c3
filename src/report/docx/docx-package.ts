import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { escapeHtml } from '../../charts/index.ts';
import { writeZip } from '../../zip.ts';
import { plainXmlText } from './docx-text.ts';

/** A document's metadata. */
interface Properties {
  readonly title: string;
  /** The language tag. */
  readonly tag: string;
}

/** Ids that the document library counts up across all documents of a run. */
const BOOKMARK_ID_PATTERN = /(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")([^"]+)(")/g;
const DRAWING_ID_PATTERN =
  /(<(?:wp:docPr|wps:cNvPr|pic:cNvPr|wpg:cNvPr)\b[^>]*?\bid=")(\d+)("(?: name="[A-Za-z ]* )?)(\d*)/g;
/**
 * Matches the flags of a table that say which parts of its table style apply. Older programs read only the bits defined
 * in ECMA-376, 17.4.56.
 */
const TABLE_LOOK = /<w:tblLook ((?:w:\w+="(?:true|false)" ?)+)\/>/g;
const LOOK_BITS = {
  firstRow: 0x20,
  lastRow: 0x40,
  firstColumn: 0x80,
  lastColumn: 0x100,
  noHBand: 0x200,
  noVBand: 0x400,
};

/**
 * Repacks a document so that its bytes do not depend on when it was made or what was made before: ids are renumbered,
 * no date, author or program of a template remains, and the archive has a constant date.
 */
export async function normalizePackage(archive: Uint8Array, properties: Properties): Promise<Buffer> {
  const parts = await unzip(archive);
  const entries = [...parts].map(([name, content]) => ({ name, content: normalizePart(name, content, properties) }));
  // Word expects the list of content types first.
  entries.sort((a, b) => Number(b.name === '[Content_Types].xml') - Number(a.name === '[Content_Types].xml'));
  return writeZip(entries);
}

function normalizePart(name: string, content: Buffer, properties: Properties): string | Uint8Array {
  switch (name) {
    case 'docProps/core.xml':
      return writeCore(properties);
    case 'docProps/app.xml':
      return `${XML_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Matura</Application></Properties>`;
    case 'word/document.xml':
      return renumber(content.toString('utf8'));
    default:
      return content;
  }
}

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function writeCore({ title, tag }: Properties): string {
  const spaces =
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  return `${XML_DECLARATION}<cp:coreProperties ${spaces}><dc:title>${escapeHtml(plainXmlText(title))}</dc:title><dc:creator>Matura</dc:creator><dc:language>${escapeHtml(tag)}</dc:language></cp:coreProperties>`;
}

function renumber(xml: string): string {
  const bookmarks = new Map<string, number>();
  let drawings = 0;
  return xml
    .replace(TABLE_LOOK, (_, flags: string) => `<w:tblLook w:val="${lookBits(flags)}" ${flags}/>`)
    .replace(BOOKMARK_ID_PATTERN, (_, before: string, id: string, after: string) => {
      if (!bookmarks.has(id)) bookmarks.set(id, bookmarks.size + 1);
      return `${before}${bookmarks.get(id)}${after}`;
    })
    .replace(DRAWING_ID_PATTERN, (_, before: string, __: string, between: string, old: string) => {
      drawings += 1;
      return `${before}${drawings}${between}${old === '' ? '' : drawings}`;
    });
}

function lookBits(flags: string): string {
  const bits = Object.entries(LOOK_BITS).reduce(
    (sum, [name, bit]) => sum + (flags.includes(`${name}="true"`) ? bit : 0),
    0,
  );
  return bits.toString(16).padStart(4, '0');
}

type ArchiveFault = 'damaged' | 'password' | 'too-large';

/** Thrown if an archive cannot be unpacked. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem';
  readonly fault: ArchiveFault;

  constructor(fault: ArchiveFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

const MAX_FILES = 4000;
/** The limit for all unpacked files together. */
const MAX_UNPACKED_BYTES = 1 << 26;

/**
 * Unpacks a small ZIP archive into memory: its files by name, in order. Throws an `ArchiveProblem` if it is damaged or
 * needs a password; a ZIP bomb is refused before any of it is unpacked.
 */
export async function unzip(archive: Uint8Array): Promise<Map<string, Buffer>> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const zip = await explain(() => fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await explain(() => readEntries(zip));
    const files = new Map<string, Buffer>();
    for (const entry of entries) {
      if (entry.isEncrypted()) throw new ArchiveProblem('password');
      // Unpacking fails if the real size differs from the declared one.
      const content = await explain(async () => buffer(await zip.openReadStreamPromise(entry)));
      if (crc32(content) !== entry.crc32) throw new ArchiveProblem('damaged');
      files.set(entry.fileName, content);
    }
    return files;
  } finally {
    zip.close();
  }
}

async function readEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MAX_FILES) throw new ArchiveProblem('too-large');
  const entries: Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > MAX_UNPACKED_BYTES) throw new ArchiveProblem('too-large');
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
