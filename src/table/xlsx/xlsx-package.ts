// The parts of a workbook, and their markup as it is unpacked.
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TableProblem } from '../table-problem.ts';

/** The parts of a workbook, by their names. */
export interface XlsxPackage {
  has(name: string): boolean;
  /** A part that is read as it is unpacked; `damaged` where there is none of that name. */
  open(name: string): Promise<Readable>;
  close(): void;
}

/** From this size on a part is looked at: unpacked to so many times its packed size it is no sheet but a bomb. */
const SUSPICIOUS_BYTES = 1 << 26;
const HONEST_RATIO = 200;
/** More than the largest sheet there can be. */
const MOST_BYTES = 2 ** 34;
const MOST_PARTS = 10_000;

/** Opens a workbook; one with a password, a bomb and what is no workbook are TableProblems. */
export async function openPackage(path: string): Promise<XlsxPackage> {
  const zip = await explain(() => openPromise(path, { autoClose: false, lazyEntries: true }));
  try {
    const entries = await explain(() => readEntries(zip));
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
        return withChecksum(await explain(() => zip.openReadStreamPromise(entry)), entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_PARTS)
    throw new TableProblem({ code: 'too-large', part: { kind: 'files', number: zip.entryCount } });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

function refuseBomb({ fileName, compressedSize, uncompressedSize }: Entry): void {
  const isBomb = uncompressedSize > SUSPICIOUS_BYTES && uncompressedSize > compressedSize * HONEST_RATIO;
  if (isBomb || uncompressedSize > MOST_BYTES) throw new TableProblem({ code: 'too-large', part: fileName });
}

/** A part whose end is an error where its bytes are not those that were packed. */
function withChecksum(part: Readable, { fileName, crc32: expected }: Entry): Readable {
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

/** What the archive is to blame for, as a TableProblem; what the system is, as it is. */
async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDamage(error);
  }
}

/** An error while unpacking or parsing, as a TableProblem unless it comes from the system. */
export function explainDamage(cause: unknown): unknown {
  const isFromSystem = cause instanceof Error && 'syscall' in cause;
  if (cause instanceof TableProblem || isFromSystem || !(cause instanceof Error)) return cause;
  return new TableProblem({ code: 'damaged', detail: cause.message.split('\n')[0] ?? '' }, { cause });
}

/** What is told of a part's markup, in its order. Names come without their prefix. */
export interface MarkupListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Elements of one kind that are read without the parser where they are written plainly. */
export interface PlainElements {
  /** By these bytes each of them ends. */
  readonly end: Buffer;
  /** Whether one may begin behind what was told last; to be set while that is told. */
  isNext: boolean;
  /** Reads the one that begins there; gives where it ends, or -1 where it is none and left to the parser. */
  read(bytes: Buffer, start: number): number;
}

/** No byte of XML ends any of them. */
const NONE: PlainElements = { end: Buffer.from('\0'), isNext: false, read: () => -1 };

/** So much is parsed in one go, and so much is kept waiting for the end of an element, in bytes. */
const LEAST_PARSED = 1 << 16;
const MOST_WAITING = 1 << 18;

/** Elements within elements: those of a workbook hardly go ten deep. */
const MOST_DEPTH = 100;
/** Bytes without the beginning or end of an element: a cell holds 32,767 characters. The parser keeps them all. */
const MOST_BETWEEN = 1 << 22;

/** Reads a part to its end; gives way now and then, so that what was heard so far can be fetched. */
export async function* streamMarkup(part: Readable, listener: MarkupListener, plain = NONE): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', (error) => {
    throw error;
  });
  let [depth, between] = [0, 0];
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MOST_DEPTH) throw new TableProblem({ code: 'damaged', detail: `<${name}>: ${MOST_DEPTH} deep` });
    between = 0;
    listener.open?.(withoutPrefix(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    between = 0;
    listener.close?.(withoutPrefix(name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const parse = (bytes: Uint8Array): void => {
    between += bytes.length;
    parser.write(decoder.decode(bytes, { stream: true }));
    if (between > MOST_BETWEEN)
      throw new TableProblem({ code: 'damaged', detail: `${between} bytes without an element` });
  };
  let [waiting, length]: [Buffer[], number] = [[], 0];

  function parseWaiting(isOver: boolean): void {
    const bytes = Buffer.concat(waiting, length);
    let end = bytes.lastIndexOf(plain.end) + 1;
    if (end > 0) end += plain.end.length - 1;
    parseElements(bytes.subarray(0, end), plain, parse);
    if (isOver || (end === 0 && length >= MOST_WAITING)) {
      plain.isNext = false;
      parse(bytes.subarray(end));
      end = length;
    }
    [waiting, length] = [[bytes.subarray(end)], length - end];
  }

  try {
    for await (const piece of part) {
      waiting.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length < LEAST_PARSED) continue;
      parseWaiting(false);
      yield;
    }
    parseWaiting(true);
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw explainDamage(error);
  } finally {
    part.destroy();
  }
}

/** Reads bytes that end as an element does: those that are plain, the parser the others. */
function parseElements(bytes: Buffer, plain: PlainElements, parse: (bytes: Uint8Array) => void): void {
  const isValid = isUtf8(bytes);
  for (let at = 0; at < bytes.length; ) {
    const next = plain.isNext && isValid ? plain.read(bytes, at) : -1;
    if (next >= 0) {
      at = next;
      continue;
    }
    // The last sign alone: what is told then is told where it ends, inside of nothing but elements.
    const end = bytes.indexOf(plain.end, at) + plain.end.length;
    parse(bytes.subarray(at, end - 1));
    plain.isNext = false;
    parse(bytes.subarray(end - 1, end));
    at = end;
  }
}

/** Reads a small part to its end. */
export async function parseMarkup(part: Readable, listener: MarkupListener): Promise<void> {
  const reading = streamMarkup(part, listener);
  while (!(await reading.next()).done);
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
