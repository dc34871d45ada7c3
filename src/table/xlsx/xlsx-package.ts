// Unpacks the parts of a workbook and reads their markup as a stream.
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TableProblem } from '../table-problem.ts';

/** The parts of a workbook, by name. */
export interface XlsxPackage {
  has(name: string): boolean;
  /**
   * Opens a part, which is unpacked while it is read. Throws a TableProblem with the code `damaged` if the part is
   * missing.
   */
  open(name: string): Promise<Readable>;
  close(): void;
}

/**
 * A part of at least this many bytes is refused as a zip bomb if it is larger than its packed size by more than the
 * next factor.
 */
const SUSPICIOUS_BYTES = 1 << 26;
const MAX_UNPACK_RATIO = 200;
/** The maximum size of a part in bytes, more than that of the largest possible sheet. */
const MAX_PART_BYTES = 2 ** 34;
const MAX_PARTS = 10_000;

/** Opens a workbook. Throws a TableProblem if it has a password, is a zip bomb or is another kind of file. */
export async function openPackage(path: string): Promise<XlsxPackage> {
  const zip = await explainErrors(() => openPromise(path, { autoClose: false, lazyEntries: true }));
  try {
    const entries = await explainErrors(() => readEntries(zip));
    if (!entries.has('[Content_Types].xml')) {
      throw new TableProblem({ code: 'other-workbook', kind: entries.has('content.xml') ? 'ods' : 'zip' });
    }
    return {
      has: (name) => entries.has(name),
      async open(name) {
        const entry = entries.get(name);
        if (!entry) throw new TableProblem({ code: 'damaged', detail: `${name} is missing` });
        if (entry.isEncrypted()) throw new TableProblem({ code: 'password' });
        refuseBomb(entry);
        return verifyChecksum(await explainErrors(() => zip.openReadStreamPromise(entry)), entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MAX_PARTS)
    throw new TableProblem({ code: 'too-large', part: { kind: 'files', number: zip.entryCount } });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

function refuseBomb({ fileName, compressedSize, uncompressedSize }: Entry): void {
  const isBomb = uncompressedSize > SUSPICIOUS_BYTES && uncompressedSize > compressedSize * MAX_UNPACK_RATIO;
  if (isBomb || uncompressedSize > MAX_PART_BYTES) throw new TableProblem({ code: 'too-large', part: fileName });
}

/** Returns a part that ends with an error if its checksum is wrong. */
function verifyChecksum(part: Readable, { fileName, crc32: expected }: Entry): Readable {
  async function* check(): AsyncGenerator<Buffer> {
    let sum = 0;
    for await (const piece of part) {
      sum = crc32(piece as Buffer, sum);
      yield piece as Buffer;
    }
    if (sum !== expected) throw new TableProblem({ code: 'damaged', detail: `${fileName}: CRC-32` });
  }
  return Readable.from(check(), { objectMode: false }).on('close', () => part.destroy());
}

/** Converts errors of the archive to TableProblems; errors of the system are passed on. */
async function explainErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDamage(error);
  }
}

/** Converts an error of unpacking or parsing to a TableProblem; returns errors of the system unchanged. */
export function explainDamage(cause: unknown): unknown {
  const isFromSystem = cause instanceof Error && 'syscall' in cause;
  if (cause instanceof TableProblem || isFromSystem || !(cause instanceof Error)) return cause;
  return new TableProblem({ code: 'damaged', detail: cause.message.split('\n')[0] ?? '' }, { cause });
}

/** Receives the markup of a part in order. Names have no namespace prefix. */
export interface MarkupListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Elements of one kind, such as rows, that are read without the parser if they have the plain form. */
export interface PlainElements {
  /** The bytes with which each of these elements ends. */
  readonly end: Buffer;
  /** Whether such an element may follow the markup that was reported last. The listener sets this. */
  isNext: boolean;
  /** Reads the element that begins at `start`. Returns where it ends, or -1 if the parser has to read it. */
  read(bytes: Buffer, start: number): number;
}

/** Never matches, because XML contains no NUL. */
const NO_PLAIN_ELEMENTS: PlainElements = { end: Buffer.from('\0'), isNext: false, read: () => -1 };

/**
 * The minimum number of bytes that are parsed at a time; the next constant is the maximum number that are kept back
 * until an element ends.
 */
const MIN_PARSED_BYTES = 1 << 16;
const MAX_HELD_BACK_BYTES = 1 << 18;

/** The maximum depth of nested elements; workbooks hardly reach ten. */
const MAX_DEPTH = 100;
/**
 * The maximum number of bytes without a tag, because the parser would keep all of them in memory. A cell has at most
 * 32,767 characters.
 */
const MAX_BYTES_WITHOUT_TAG = 1 << 22;

/** Reads a part to its end. Yields from time to time, so that the caller can process what the listener has received. */
export async function* streamMarkup(
  part: Readable,
  listener: MarkupListener,
  plain = NO_PLAIN_ELEMENTS,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', (error) => {
    throw error;
  });
  let [depth, between] = [0, 0];
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) throw new TableProblem({ code: 'damaged', detail: `<${name}>: ${MAX_DEPTH} deep` });
    between = 0;
    listener.open?.(removePrefix(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    between = 0;
    listener.close?.(removePrefix(name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const parse = (bytes: Uint8Array): void => {
    between += bytes.length;
    parser.write(decoder.decode(bytes, { stream: true }));
    if (between > MAX_BYTES_WITHOUT_TAG)
      throw new TableProblem({ code: 'damaged', detail: `${between} bytes without an element` });
  };
  let [heldBack, length]: [Buffer[], number] = [[], 0];

  function parseHeldBack(isOver: boolean): void {
    const bytes = Buffer.concat(heldBack, length);
    let end = bytes.lastIndexOf(plain.end) + 1;
    if (end > 0) end += plain.end.length - 1;
    parseElements(bytes.subarray(0, end), plain, parse);
    if (isOver || (end === 0 && length >= MAX_HELD_BACK_BYTES)) {
      plain.isNext = false;
      parse(bytes.subarray(end));
      end = length;
    }
    [heldBack, length] = [[bytes.subarray(end)], length - end];
  }

  try {
    for await (const piece of part) {
      heldBack.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length < MIN_PARSED_BYTES) continue;
      parseHeldBack(false);
      yield;
    }
    parseHeldBack(true);
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw explainDamage(error);
  } finally {
    part.destroy();
  }
}

/**
 * Reads bytes that end with the end of an element. Elements of the plain form are read directly, others by the parser.
 */
function parseElements(bytes: Buffer, plain: PlainElements, parse: (bytes: Uint8Array) => void): void {
  const isValid = isUtf8(bytes);
  for (let index = 0; index < bytes.length; ) {
    const next = plain.isNext && isValid ? plain.read(bytes, index) : -1;
    if (next >= 0) {
      index = next;
      continue;
    }
    // The last byte is parsed separately: `isNext` is reset before it, so that only the end of the element can set it.
    const end = bytes.indexOf(plain.end, index) + plain.end.length;
    parse(bytes.subarray(index, end - 1));
    plain.isNext = false;
    parse(bytes.subarray(end - 1, end));
    index = end;
  }
}

/** Reads a part to its end, which must be small. */
export async function parseMarkup(part: Readable, listener: MarkupListener): Promise<void> {
  const parsing = streamMarkup(part, listener);
  while (!(await parsing.next()).done);
}

function removePrefix(name: string): string {
  const colonIndex = name.indexOf(':');
  return colonIndex < 0 ? name : name.slice(colonIndex + 1);
}
