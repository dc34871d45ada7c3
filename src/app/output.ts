import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { sanitizeLine, type TerminalOptions } from '../report/index.ts';
import { isEnterpriseFile, isTemporary, requireFolder, systemCode, writeAtomic } from '../store/index.ts';
import type { World } from '../world.ts';
import { formatOption, type StyleOptions } from './common-options.ts';
import { PLAIN_TERMINAL, terminalStyleOf } from './console.ts';
import { endingsOf, FORMATS, type FormatName, type FormatTraits, formatsOfEnding, isKnownEnding } from './formats.ts';

/** The option of a file instead of standard output. */
export function outputOption(): Option {
  return new Option('-o, --output <file>');
}

/** The option to replace a file. */
export function forceOption(): Option {
  return new Option('--force');
}

/** The output of a command, its format, and whether it may replace a file. */
export interface OutputOptions<Format extends FormatName = FormatName> extends StyleOptions {
  readonly format: Format;
  readonly output?: string | undefined;
  /** Further files for the same content, each in its own format. */
  readonly also?: readonly { readonly output: string; readonly format: Format }[];
  readonly force?: boolean;
  /** The name of the command, whose earlier outputs may be replaced. */
  readonly command: string;
  /** The key of the enterprise that the output is about: an output about another one is not replaced. */
  readonly subject?: string | undefined;
}

/**
 * Adds the options for the output and its format: the requested format, otherwise the format of the file's ending,
 * otherwise the first. Throws a `Refusal`, before the command runs, if they contradict each other.
 */
export function addOutputOptions<Format extends FormatName>(command: Command, formats: readonly Format[]): Command {
  command.optionsGroup('output').addOption(formatOption(formats).default(formats[0]));
  if (formats.some((format) => format === 'json')) command.addOption(new Option('--json').conflicts('format'));
  return command
    .addOption(outputOption())
    .addOption(forceOption())
    .hook('preAction', (_, action) => {
      const { format, json, output } = action.opts<{ format: Format; json?: boolean; output?: string }>();
      const requestedFormat =
        action.getOptionValueSource('format') === 'cli' ? format : json ? ('json' as Format) : undefined;
      action.setOptionValue('format', resolveFormat(formats, requestedFormat, output, format));
      action.setOptionValue('command', action.name());
    });
}

/** Lets `-o` be repeated: each further file takes the format of its ending. */
export function allowSeveralOutputs<Format extends FormatName>(command: Command, formats: readonly Format[]): Command {
  const furtherOutputs: string[] = [];
  const output = command.options.find((option) => option.attributeName() === 'output');
  output?.argParser((file: string, before: string | undefined) => {
    if (before === undefined) return file;
    furtherOutputs.push(file);
    return before;
  });
  return command.hook('preAction', (_, action) => {
    const { format } = action.opts<OutputOptions<Format>>();
    const furtherFormats = furtherOutputs.map((file) => ({
      output: file,
      format: resolveFormat(formats, undefined, file, format),
    }));
    action.setOptionValue('also', furtherFormats);
  });
}

/** All outputs of a command, each with its format. */
export function outputsOf<Options extends OutputOptions>(options: Options): readonly Options[] {
  return [options, ...(options.also ?? []).map((one) => ({ ...options, ...one }))];
}

/**
 * The requested format, otherwise the format of the output's ending, otherwise the default. Throws a `Refusal` if
 * request and ending differ, and for an ending that names another format, known here or not.
 */
export function resolveFormat<Format extends FormatName, Standard extends Format | undefined>(
  formats: readonly Format[],
  requested: Format | undefined,
  output: string | undefined,
  standard: Standard,
): Format | Standard {
  const fileEnding = isStandardOutput(output) ? '' : extname(output).toLowerCase();
  const fileFormats = formatsOfEnding(formats, fileEnding);
  const [first] = fileFormats;
  if (requested !== undefined && first !== undefined && !fileFormats.includes(requested))
    throw new CodedRefusal(2, 'otherFormat', { file: output as string, named: first, said: requested });
  if (requested === undefined && first === undefined && (isKnownEnding(fileEnding) || WORD_ENDING.test(fileEnding)))
    throw new CodedRefusal(2, 'endingNotWritten', { file: output as string, endings: endingsOf(formats) });
  return requested ?? first ?? standard;
}

/** Matches an ending that names a format, known here or not; `.v2` is part of a name. */
const WORD_ENDING = /^\.[a-z]{2,5}$/;

/** The text or bytes of an output; anything else is a value, to be written as JSON. */
type Content = string | Uint8Array | object;

/** Makes each format of a command; only the requested ones are called. Text for people gets the style of its output. */
export type ContentByFormat<Format extends FormatName> = Readonly<
  Record<Format, (look: TerminalOptions) => Content | Promise<Content>>
>;

/** Writes the content of a command to all requested outputs, each in its format. */
export async function show<Format extends FormatName>(
  world: World,
  options: OutputOptions<Format> & Pick<Target, 'isFilledIn'>,
  makers: ContentByFormat<Format>,
  messages: Messages,
): Promise<void> {
  for (const target of outputsOf(options)) {
    const content = await makers[target.format](outputStyleOf(world, target));
    const isWritten = typeof content === 'string' || content instanceof Uint8Array;
    await writeOutput(world, isWritten ? content : `${JSON.stringify(content, null, 2)}\n`, target, messages);
  }
}

/** Whether the output is standard output: no file is named, or `-`. */
export function isStandardOutput(output: string | undefined): output is undefined | '-' {
  return output === undefined || output === '-';
}

/** The style of text for people: a file has no colours and a fixed line width. */
export function outputStyleOf(
  world: World,
  { output, color }: Pick<OutputOptions, 'output' | 'color'>,
): TerminalOptions {
  return isStandardOutput(output) ? terminalStyleOf(world, world.stdout, { color }) : PLAIN_TERMINAL;
}

/**
 * Under GitHub Actions, prints annotations for the run, unless an output contains them. The runner reads both streams;
 * output for programs must not change.
 */
export function writeAnnotations(
  world: World,
  outputs: readonly { readonly format: string; readonly file?: string | undefined }[],
  render: (pathOf: (file: string) => string) => string,
): void {
  if (world.env.GITHUB_ACTIONS !== 'true' || outputs.some(({ format }) => format === 'github')) return;
  const isTaken = outputs.some(({ format, file }) => isStandardOutput(file) && format !== 'pretty');
  (isTaken ? world.stderr : world.stdout).write(render((file) => nameFromRoot(world, file)));
}

/**
 * The path of a file relative to the repository's root, which a workflow may have left; absolute if the file is
 * outside.
 */
export function nameFromRoot({ env, cwd }: World, file: string): string {
  const workspace = env.GITHUB_ACTIONS === 'true' ? env.GITHUB_WORKSPACE : undefined;
  const place = resolve(cwd, file);
  const pathInRoot = relative(workspace || cwd, place);
  return (pathInRoot === '..' || pathInRoot.startsWith(`..${sep}`) ? place : pathInRoot).split(sep).join('/');
}

/** Throws a `Refusal` if binary output would go to a terminal. */
export function refuseTerminal(
  world: World,
  { output, format }: Pick<OutputOptions, 'output' | 'format'>,
  kind: 'form' | FormatTraits['unshown'] = FORMATS[format].unshown,
): void {
  if (kind !== undefined && isStandardOutput(output) && world.stdout.isTTY) {
    throw new CodedRefusal(2, 'notOnTerminal', { kind });
  }
}

/**
 * Throws a `Refusal` if an output is also an input, is written twice, or is an enterprise file; paths are as the user
 * wrote them.
 */
export async function requireDistinctFiles(
  world: World,
  reads: readonly (string | undefined)[],
  writes: readonly (string | undefined)[],
  messages: Messages,
): Promise<void> {
  const namedFiles = (paths: readonly (string | undefined)[]): string[] =>
    paths.flatMap((path) => (isStandardOutput(path) ? [] : [resolve(world.cwd, path)]));
  const placeOf = (path: string): Promise<string> => realpath(path).catch(() => path);
  const [inputs, outputs] = [
    await Promise.all(namedFiles(reads).map(placeOf)),
    await Promise.all(namedFiles(writes).map(placeOf)),
  ];
  const clash = outputs.find((path, i) => inputs.includes(path) || outputs.indexOf(path) < i);
  const { refused } = messages.batch;
  if (clash !== undefined) throw new Refusal(2, refused.samePath({ path: clash }), refused.otherFile);
  for (const path of outputs) if (await isEnterpriseFile(path)) throw new CodedRefusal(2, 'enterpriseFile', { path });
}

/** Throws a `Refusal` if the folder of an output is missing, before any long work. */
export async function requireFoldersOf(world: World, outputs: readonly (string | undefined)[]): Promise<void> {
  for (const output of outputs) if (!isStandardOutput(output)) await requireFolder(dirname(resolve(world.cwd, output)));
}

/** One output. `isFilledIn`: people fill it in or review it, so it may be replaced only if it says the same. */
type Target = Partial<OutputOptions> & { readonly isFilledIn?: boolean };

/**
 * Throws a `Refusal`, before any long work or writing, if an output's folder is missing or an existing file must not be
 * replaced. JSON has no mark: an earlier output has the same top-level keys.
 */
export async function prepareOutput(
  world: World,
  { output, ...target }: Target,
  keys: readonly string[] = [],
): Promise<void> {
  await requireFoldersOf(world, [output]);
  if (markOf(target)) await requireReplaceable(world, output, target, (there) => isOwn(there, target, output));
  else if (target.format === 'json' && keys.length > 0)
    await requireReplaceable(world, output, target, (there) => {
      const existingKeys = keysOf(there.toString());
      return keys.every((key) => existingKeys.includes(`"${key}"`));
    });
}

/**
 * Writes to standard output, or to a file atomically, with a line on stderr. Throws a `Refusal` for a file that must
 * not be replaced.
 */
export async function writeOutput(
  world: World,
  content: string | Uint8Array,
  { output, ...target }: Target,
  { batch }: Messages,
): Promise<void> {
  if (isStandardOutput(output)) {
    world.stdout.write(content);
    return;
  }
  const plainBytes = Buffer.from(content);
  await requireReplaceable(world, output, target, (there) => {
    if (target.isFilledIn) return there.equals(plainBytes);
    return markOf(target) ? isOwn(there, target, output) : isAlike(there.toString(), plainBytes.toString());
  });
  await writeAtomic(resolve(world.cwd, output), addMark(plainBytes, target));
  if (!target.quiet) world.stderr.write(`${sanitizeLine(batch.written({ files: output }))}\n`);
}

/**
 * Throws a `Refusal` for an existing file that is not an earlier output of the command, unless --force is given; always
 * for an enterprise file.
 */
export async function requireReplaceable(
  world: World,
  output: string | undefined,
  { force }: Pick<Target, 'force'>,
  isEarlier: (there: Buffer) => boolean,
): Promise<void> {
  if (isStandardOutput(output)) return;
  const path = resolve(world.cwd, output);
  const existing = await stat(path).catch(() => undefined);
  if (!existing?.isFile() || existing.size === 0) return;
  if (await isEnterpriseFile(path)) throw new CodedRefusal(2, 'enterpriseFile', { path: output });
  if (force) return;
  const existingEnds = await readEnds(path, existing.size).catch(() => undefined);
  if (!existingEnds || !isEarlier(existingEnds)) throw new CodedRefusal(2, 'fileThere', { file: output });
}

/** Of longer files only this many bytes at each end are read. */
const END_BYTES = 1 << 20;

async function readEnds(path: string, size: number): Promise<Buffer> {
  if (size <= 2 * END_BYTES) return readFile(path);
  const file = await open(path);
  try {
    const endBytes = Buffer.alloc(2 * END_BYTES);
    await file.read(endBytes, 0, END_BYTES, 0);
    await file.read(endBytes, END_BYTES, END_BYTES, size - END_BYTES);
    return endBytes;
  } finally {
    await file.close();
  }
}

/** The end of a file, by which its command recognises it, and the length of the plain content before it, in bytes. */
interface FormatMark {
  readonly bytes: Buffer;
  readonly over: number;
}

/**
 * The mark of a format that has comments, otherwise undefined. Office programs drop it when they save, so files that
 * people have changed are not replaced.
 */
function markOf({ format, command, subject, isFilledIn }: Target): FormatMark | undefined {
  const text = `matura ${command}${subject === undefined ? '' : ` ${encodeURIComponent(subject)}`}`;
  const way = format === undefined || isFilledIn ? undefined : FORMATS[format].mark;
  switch (way) {
    case 'comment':
      return { bytes: Buffer.from(`<!-- ${text} -->\n`), over: 0 };
    case 'pdf':
      return { bytes: Buffer.from(`%${text}\n`), over: 0 };
    case 'line':
      return { bytes: Buffer.from(`\n— ${text}\n`), over: 0 };
    case 'zip':
      // A ZIP archive ends with its comment, which follows its length; the length is 0 in the plain content.
      return { bytes: Buffer.concat([Buffer.from(Uint16Array.of(text.length).buffer), Buffer.from(text)]), over: 2 };
    case undefined:
      return undefined;
  }
}

/** The content of a file with the command's mark. */
export function addMark(content: string | Uint8Array, target: Target): Buffer {
  const plainBytes = Buffer.from(content);
  const mark = markOf(target);
  return mark ? Buffer.concat([plainBytes.subarray(0, plainBytes.length - mark.over), mark.bytes]) : plainBytes;
}

/** Matches the mark at the end of a file: the command and, if there is one, the enterprise. */
const MARK_AT_END = /matura (\S+)(?: ([^\s>]+))?(?: -->)?\n?$/;
/** The most characters of a mark. */
const MARK_LENGTH = 400;

/** Returns the key that a mark holds; undefined for a text that no mark can hold. */
function decodeSubject(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether an existing file is an earlier output of the command. Throws a `Refusal` if it is about another enterprise;
 * this is only known once the enterprise has been read.
 */
function isOwn(there: Buffer, target: Target, output: string | undefined): boolean {
  const [text = '', command, subject] = MARK_AT_END.exec(there.subarray(-MARK_LENGTH).toString('latin1')) ?? [];
  const found = subject === undefined ? undefined : decodeSubject(subject);
  const mark = markOf({ ...target, subject: found });
  if (text === '' || command !== target.command || !mark || !there.subarray(-mark.bytes.length).equals(mark.bytes))
    return false;
  if (target.subject !== undefined && found !== undefined && found !== target.subject)
    throw new CodedRefusal(2, 'otherSubject', { file: output ?? '', subject: found });
  return true;
}

/**
 * Whether two texts are of the same kind: JSON with the same top-level keys, or lines with the same first line, such as
 * headings. All calendars have the same first line; their second one names the program.
 */
function isAlike(there: string, now: string): boolean {
  const [keys, others] = [keysOf(there), keysOf(now)];
  if (keys.length > 0 && others.length > 0)
    return keys.every((key) => others.includes(key)) || others.every((key) => keys.includes(key));
  const [first, second] = now.split('\n', 2);
  const [found, next] = there.split('\n', 2);
  return found === first && (first !== 'BEGIN:VCALENDAR\r' || next === second);
}

/** The top-level keys of JSON as written here, each on a line of its own. */
function keysOf(text: string): string[] {
  return text.startsWith('{\n') ? [...text.matchAll(/^ {2}("[^"]+"):/gm)].map(([, key]) => key as string) : [];
}

/** A git repository may exist before its files. */
const ALLOWED_ENTRIES = ['.git'];

/** The messages for a folder that is not empty. */
interface EmptyFolderMessages {
  notAFolder(given: { readonly path: string }): string;
  notEmpty(given: { readonly path: string }): string;
  readonly notEmptyNext: string;
}

/**
 * Throws a `Refusal` unless a folder (absolute; `given` is as the user wrote it) is missing or empty, apart from .git
 * and the remains of a killed run.
 */
export async function requireEmptyFolder(given: string, folder: string, words: EmptyFolderMessages): Promise<void> {
  const names = await readdir(folder).catch((error) => {
    if (systemCode(error) === 'ENOTDIR') throw new Refusal(3, words.notAFolder({ path: given }));
    // Other faults show when files are written.
    return [];
  });
  if (names.some((name) => !ALLOWED_ENTRIES.includes(name) && !isTemporary(name))) {
    throw new Refusal(3, words.notEmpty({ path: given }), words.notEmptyNext);
  }
}

/** Reads a built file for a page: a script or a style sheet. */
export function readBuilt({ home }: Pick<World, 'home'>, name: string): Promise<string> {
  return readFile(join(home, 'dist', name), 'utf8');
}
