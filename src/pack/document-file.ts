// Opens one file as a document. The YAML parser is only loaded if the build has not already parsed the file.

import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import type { Documents, Path, Problem } from '../model/index.ts';
import type { World } from '../world.ts';
import { isWrittenKind, type WrittenKind } from './document-kinds.ts';
import type { ReadDocument, ReadOptions } from './read-document.ts';
import { decodeText, guessEncoding } from './source-encoding.ts';
import type { ParsedText, PlacedSpan } from './yaml-tree.ts';

/** A file read as a document; `document` is null if the file has problems. */
export interface OpenedFile<K extends WrittenKind> {
  /** The name of the file, as problems show it. */
  readonly file: string;
  readonly document: Documents[K] | null;
  readonly problems: readonly Problem[];
  /** The parsed value, as far as the file could be read, whether valid or not. */
  readonly value?: unknown;
  readonly source: SourceText;
  /** The parsed text, so that unchanged parts need not be parsed again when the file is read again. */
  readonly parsed?: ParsedText | undefined;
  /** The content with Unix line ends, so that its hash is the same for a checkout on Windows. */
  readonly content: Uint8Array;
}

/**
 * Reads a file as a document of a kind; undefined if there is no such file. Throws a `Refusal` if it cannot be read.
 * `pack` is the folder of the pack in which the file was found: the file must then be a regular file inside that
 * folder. Without `pack`, a user named the file, which may be anywhere and may be a pipe. With `isVariant`, the
 * document may lack keys, because another pack has them.
 */
export async function openDocument<K extends WrittenKind>(
  world: World,
  kind: K,
  path: string,
  { pack, isVariant = false }: { readonly pack?: string; readonly isVariant?: boolean } = {},
): Promise<OpenedFile<K> | undefined> {
  const unsavedText = world.unsaved?.get(path);
  const bytes = unsavedText === undefined ? readIfThere(world, path, pack) : Buffer.from(unsavedText);
  if (!bytes) return undefined;
  const content = normaliseLineEnds(bytes);
  if (!world.unsaved) return readContent(world, kind, path, { bytes, content, isVariant });
  // In an editor, only one file changes at a time. The others are kept: reading them again for the largest bundled pack
  // would take most of a second.
  const filesByPath = KNOWN_FILES.get(world.unsaved) ?? new Map<string, KnownFile>();
  KNOWN_FILES.set(world.unsaved, filesByPath);
  const lastRead = filesByPath.get(path);
  if (lastRead?.content.equals(content) && lastRead.isVariant === isVariant)
    return lastRead.opened as Promise<OpenedFile<K>>;
  const openedFile = readContent(world, kind, path, { bytes, content, isVariant, earlier: lastRead?.opened });
  filesByPath.set(path, { content, isVariant, opened: openedFile });
  return openedFile;
}

/**
 * Reads a document that a user named, where `-` is standard input; undefined if there is no such file. Throws a
 * `Refusal` if it is a document of another kind.
 */
export async function openNamedDocument<K extends WrittenKind>(
  world: World,
  kind: K,
  path: string,
): Promise<Omit<OpenedFile<K>, 'content'> | undefined> {
  const openedFile =
    path === STANDARD_INPUT
      ? await readDocumentBytes(kind, 'stdin', await readStream('stdin', world.stdin))
      : await openDocument(world, kind, resolve(world.cwd, path));
  if (openedFile) refuseOtherKind(openedFile, kind, path);
  return openedFile;
}

/** Throws a `Refusal` if a file is plainly a document of another kind, such as answers for a funding programme. */
export function refuseOtherKind<K extends WrittenKind>(
  { document, value }: Pick<OpenedFile<K>, 'document' | 'value'>,
  wanted: K,
  path: string,
): void {
  const statedKind = document === null ? kindOfValue(value) : undefined;
  if (statedKind !== undefined && statedKind !== wanted)
    throw new CodedRefusal(3, 'otherKind', { path, found: statedKind, wanted });
}

/**
 * Recognises the kind of document that a value is: by its key `kind`, or, for answers, which have no such key, by their
 * other keys.
 */
function kindOfValue(value: unknown): WrittenKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind } = value as { readonly kind?: unknown };
  if (typeof kind === 'string') return isWrittenKind(kind) ? kind : undefined;
  return 'answers' in value && 'pack' in value ? 'answers' : undefined;
}

/** The argument by which a user names standard input. */
export const STANDARD_INPUT = '-';

/** Throws a `Refusal` if standard input is named where a place on disk is needed. */
export function refuseStandardInput(path: string): void {
  if (path === STANDARD_INPUT) throw new CodedRefusal(2, 'needsPath');
}

/** A file as it was last read. */
interface KnownFile {
  readonly content: Buffer;
  readonly isVariant: boolean;
  readonly opened: Promise<OpenedFile<WrittenKind>>;
}

const KNOWN_FILES = new WeakMap<object, Map<string, KnownFile>>();

async function readContent<K extends WrittenKind>(
  world: World,
  kind: K,
  path: string,
  {
    bytes,
    content,
    isVariant,
    earlier,
  }: {
    readonly bytes: Buffer;
    readonly content: Buffer;
    readonly isVariant: boolean;
    readonly earlier?: KnownFile['opened'] | undefined;
  },
): Promise<OpenedFile<K>> {
  const file = formatDisplayPath(world, path);
  const prebuilt = readPrebuilt(world, kind, content, isVariant);
  if (prebuilt === undefined) {
    const earlierParsed = (await earlier)?.parsed;
    return { ...(await readDocumentBytes(kind, file, bytes, { earlier: earlierParsed, isVariant })), content };
  }
  const text = computeOnce(() => decodeText(bytes) ?? '');
  // Parsed on demand and only once, because most runs never have to locate anything in a bundled pack.
  const parse = computeOnce(
    async (): Promise<ReadDocument<K>> =>
      (await import('./read-document.ts')).readDocument(kind, file, text(), { isVariant }),
  );
  const source: SourceText = {
    file,
    get text() {
      return text();
    },
    locate: async (problemSpan, on) => (await parse()).locate(problemSpan, on),
  };
  // Parsing the measures of the largest bundled pack takes longer than scoring, and many runs need no measures.
  const document = computeOnce(() => prebuilt() as Documents[K]);
  return {
    file,
    get document() {
      return document();
    },
    problems: [],
    source,
    content,
  };
}

/** Returns a function that computes a value when first called and returns the same value afterwards. */
function computeOnce<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}

/** The kinds of documents that commands print for people to fill in or review. */
const PRINTED_KINDS: readonly WrittenKind[] = ['answers', 'mapping'];

/** Reads bytes as a document of a kind; `file` is the name of the file in problems. */
export async function readDocumentBytes<K extends WrittenKind>(
  kind: K,
  file: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Omit<OpenedFile<K>, 'content'>> {
  const text = decodeText(bytes, PRINTED_KINDS.includes(kind));
  if (text === undefined) return refuseEncoding(file, bytes);
  // Loaded only if something must be parsed, because loading the parser and the validators takes 50 ms.
  const { readDocument } = await import('./read-document.ts');
  const { locate, ...read } = readDocument(kind, file, text, options);
  return { file, ...read, source: { file, text, locate: async (problemSpan, on) => locate(problemSpan, on) } };
}

function refuseEncoding(file: string, bytes: Uint8Array): Omit<OpenedFile<never>, 'content'> {
  const { text, start, guess } = guessEncoding(bytes);
  const problemSpan = { start, end: start + 1 };
  const problem: Problem = {
    code: 'M105',
    file,
    at: problemSpan,
    details: guess === undefined ? {} : { wanted: guess },
  };
  return { file, document: null, problems: [problem], source: { file, text, locate: async () => problemSpan } };
}

/** Formats a path for people: relative if it is inside the current folder, with forward slashes. */
export function formatDisplayPath(world: World, path: string): string {
  const pathInside = relative(world.cwd, path);
  const name =
    pathInside === '..' || pathInside.startsWith(`..${sep}`) || isAbsolute(pathInside) ? path : pathInside || '.';
  return name.split(sep).join('/');
}

/** Returns `sha256:` followed by the hexadecimal digest of all parts, one after the other. */
export function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** Returns the content hash of several files: it covers the name, length and content of each. */
export function hashFiles(files: Parameters<typeof hashParts>[0]): string {
  return hashOf(hashParts(files));
}

/** Returns what the content hash of several files covers, in order: name, length and content of each. */
export function hashParts(
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
): readonly (string | Uint8Array)[] {
  return files.flatMap(({ name, content }) => [`${name}\0${content.length}\0`, content]);
}

/**
 * Reads a file, or returns undefined if there is none. Synchronous, because reading hundreds of small files this way
 * takes no longer than settling as many promises.
 */
function readIfThere(world: World, path: string, pack: string | undefined): Buffer | undefined {
  try {
    if (pack === undefined) return readNamed(path);
    const bytes = readRegular(path);
    if (realpathSync(path).startsWith(join(realpathSync(pack), sep))) return bytes;
    throw new CodedRefusal(3, 'linkOutOfPack', { path: formatDisplayPath(world, path) });
  } catch (error) {
    if (error instanceof CodedRefusal) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EISDIR') {
      const example = readdirSync(path).sort().find(isDocument);
      throw new CodedRefusal(3, 'folderForFile', {
        path: formatDisplayPath(world, path),
        ...(example === undefined ? {} : { example: formatDisplayPath(world, join(path, example)) }),
      });
    }
    throw new CodedRefusal(3, 'unreadable', { path: formatDisplayPath(world, path), cause: code });
  }
}

/** Whether a file may be a document by the end of its name. */
const isDocument = (name: string): boolean => /\.(ya?ml|json)$/.test(name);

/** The size limit of documents, in bytes. The longest bundled document has 0.3 MB. */
const MAX_BYTES = 1 << 26;

/**
 * Reads a regular file, at most `most` bytes from its beginning. A repository can contain links to devices and pipes,
 * from which reading would block or never end, so these throw an error with a system code; so do files above the size
 * limit.
 */
export function readRegular(path: string, most?: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const fileStat = fstatSync(file);
    if (fileStat.isDirectory()) throw createSystemError(path, 'EISDIR');
    if (!fileStat.isFile()) throw createSystemError(path, 'ESPIPE');
    if (fileStat.size > MAX_BYTES) throw createSystemError(path, 'EFBIG');
    if (most === undefined) return readFileSync(file);
    const buffer = Buffer.alloc(Math.min(most, fileStat.size));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a file that a user named, which may be a pipe. Throws an error with a system code if it exceeds the size limit
 * of documents.
 */
function readNamed(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY);
  try {
    const fileStat = fstatSync(file);
    if (fileStat.size > MAX_BYTES) throw createSystemError(path, 'EFBIG');
    if (fileStat.isFile() || fileStat.isDirectory()) return readFileSync(file);
    const pieces: Buffer[] = [];
    for (let length = 0; ; ) {
      const piece = Buffer.alloc(CHUNK_BYTES);
      const count = readSync(file, piece);
      length += count;
      if (length > MAX_BYTES) throw createSystemError(path, 'EFBIG');
      if (count === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

const CHUNK_BYTES = 1 << 16;

/** Creates an error like those that the operating system causes, with a code such as `EFBIG`. */
function createSystemError(path: string, code: string): Error {
  return Object.assign(new Error(path), { code });
}

/** Reads a whole stream; throws a `Refusal` if it exceeds the size limit of documents. */
export async function readStream(name: string, stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece as Uint8Array);
    length += bytes.length;
    if (length > MAX_BYTES) throw new CodedRefusal(3, 'unreadable', { path: name, cause: 'EFBIG' });
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** Replaces Windows line ends byte by byte, so that bytes that are not UTF-8 are kept. */
export function normaliseLineEnds(bytes: Buffer): Buffer {
  if (!bytes.includes(13)) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/** The folder of bundled packs and policies, inside Matura's own folder. */
export const BUNDLED_FOLDER = 'questionnaires';

/**
 * Returns the file name, in the build's folder, of the JSON made from a bundled YAML file. The name depends on the kind
 * and the content (with Unix line ends) but not on the path, so copies of a bundled pack use the JSON as well. With
 * such a file, `score miit-sme-2024` takes 0.3 s of processor time; without one, 1.4 s.
 */
export function computePrebuiltName(kind: WrittenKind, content: Uint8Array, isVariant = false): string {
  return `${isVariant ? 'variant-' : ''}${kind}-${hashOf([content]).slice('sha256:'.length)}.json`;
}

/** Returns a function that parses the JSON which the build made from this content; undefined if the build made none. */
function readPrebuilt(
  world: World,
  kind: WrittenKind,
  content: Uint8Array,
  isVariant: boolean,
): (() => unknown) | undefined {
  const bytes = readUnlessMissing(join(world.home, 'dist', 'packs', computePrebuiltName(kind, content, isVariant)));
  return bytes && (() => removePrototypes(JSON.parse(bytes.toString())));
}

function readUnlessMissing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Removes the prototypes of all maps, as the YAML reader does, so that looking up a key such as `constructor` finds
 * nothing. Copying the maps key by key instead would take five times as long, and reading such copies three times as
 * long.
 */
function removePrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) Object.setPrototypeOf(value, null);
  for (const innerValue of Object.values(value)) removePrototypes(innerValue);
  return value;
}

/** The text of a file, and a function that locates places of its document in it. */
export interface SourceText {
  /** The name of the file, as problems show it. */
  readonly file: string;
  /** The text without byte-order mark. */
  readonly text: string;
  /** Finds the span of a place by its path; parses the text first if that has not been done. */
  locate(problemSpan: Problem['at'], on: 'key' | 'value'): Promise<PlacedSpan>;
  /** For the document of a variant, which its base completes: returns the text in which a place is written. */
  holderOf?(at: Path): SourceText;
}

/** The texts of the files read, by the names that problems use. */
export type Sources = ReadonlyMap<string, SourceText>;
