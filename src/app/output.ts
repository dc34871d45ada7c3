import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { sanitizeLine, type TerminalOptions } from '../report/index.ts';
import { isEnterpriseFile, isTemporary, readSystemCode, requireFolder, writeAtomic } from '../store/index.ts';
import type { World } from '../world.ts';
import { formatOption, type StyleOptions } from './common-options.ts';
import { formatPath, PLAIN_TERMINAL, terminalStyleOf } from './console.ts';
import { endingsOf, FORMATS, type FormatName, type FormatTraits, formatsOfEnding, isKnownEnding } from './formats.ts';

/** Creates `-o`: a file to write instead of standard output. */
export function outputOption(): Option {
  return new Option('-o, --output <file>');
}

/** Creates `--force`, which allows an existing file to be replaced. */
export function forceOption(): Option {
  return new Option('--force');
}

/** What a command writes: where, in which format, and whether it may replace an existing file. */
export interface OutputOptions<Format extends FormatName = FormatName> extends StyleOptions {
  readonly format: Format;
  readonly output?: string | undefined;
  /** Further files with the same content, each in its own format. */
  readonly also?: readonly { readonly output: string; readonly format: Format }[];
  readonly force?: boolean;
  /** The name of the command; only its earlier outputs may be replaced. */
  readonly command: string;
  /**
   * The key of the enterprise that the output is about. An existing output about another enterprise is not replaced.
   */
  readonly subject?: string | undefined;
}

/**
 * Adds the options for the output and its format. The format is the requested one, otherwise that of the file's ending,
 * otherwise the first of `formats`. Throws a `Refusal`, before the command runs, if the options contradict each other.
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

/** Allows `-o` more than once. The extension of each further file decides the format in which it is written. */
export function allowSeveralOutputs<Format extends FormatName>(command: Command, formats: readonly Format[]): Command {
  const furtherOutputs: string[] = [];
  const output = command.options.find((option) => option.attributeName() === 'output');
  if (output) {
    output.isRepeatable = true;
    output.argParser((file: string, before: string | undefined) => {
      if (before === undefined) return file;
      furtherOutputs.push(file);
      return before;
    });
  }
  return command.hook('preAction', (_, action) => {
    const { format } = action.opts<OutputOptions<Format>>();
    const furtherFormats = furtherOutputs.map((file) => ({
      output: file,
      format: resolveFormat(formats, undefined, file, format),
    }));
    action.setOptionValue('also', furtherFormats);
  });
}

/** Returns all outputs of a command, each with its format. */
export function outputsOf<Options extends OutputOptions>(options: Options): readonly Options[] {
  return [options, ...(options.also ?? []).map((also) => ({ ...options, ...also }))];
}

/**
 * Returns the requested format, otherwise that of the output's ending, otherwise the default. Throws a `Refusal` if the
 * requested format and the ending differ, and for an ending that seems to name an unsupported format.
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
    throw refuseEnding(output as string, fileEnding, endingsOf(formats));
  const isPage = standard === 'html' && fileEnding === '' && !isStandardOutput(output) && !output.startsWith('/dev/');
  if (requested === undefined && isPage)
    throw new CodedRefusal(2, 'endingMissing', { file: output, endings: endingsOf(formats) });
  return requested ?? first ?? standard;
}

/**
 * Creates the refusal of an ending; for `.doc`, it suggests the same name with `.docx`, the newer format of the same
 * program.
 */
function refuseEnding(file: string, ending: string, endings: readonly string[]): CodedRefusal {
  const newer = endings.find((known) => known === `${ending}x`);
  return new CodedRefusal(2, 'endingNotWritten', {
    file,
    endings,
    ...(newer === undefined ? {} : { near: `${file}x` }),
  });
}

/**
 * Matches an ending that could be the name of a format. Any other ending, such as `.v2`, is part of the file's name.
 */
const WORD_ENDING = /^\.[a-z]{2,5}$/;

/** The content of an output: text, bytes, or a value that is written as JSON. */
type Content = string | Uint8Array | object;

/**
 * Creates the content in each format of a command; only the requested formats are created. Text for people gets the
 * style of its output.
 */
export type ContentByFormat<Format extends FormatName> = Readonly<
  Record<Format, (look: TerminalOptions) => Content | Promise<Content>>
>;

/** Writes the content of a command to all requested outputs, each in its format. */
export async function showOutput<Format extends FormatName>(
  world: World,
  options: OutputOptions<Format> & Pick<Target, 'isFilledIn'>,
  makers: ContentByFormat<Format>,
  messages: Messages,
): Promise<void> {
  for (const target of outputsOf(options)) {
    const content = await makers[target.format](outputStyleOf(world, target));
    const isContentReady = typeof content === 'string' || content instanceof Uint8Array;
    await writeOutput(world, isContentReady ? content : `${JSON.stringify(content, null, 2)}\n`, target, messages);
  }
}

/** Whether the output goes to standard output: no file is named, or the name is `-`. */
export function isStandardOutput(output: string | undefined): output is undefined | '-' {
  return output === undefined || output === '-';
}

/** Returns the style of text for people; in a file, it has no colours and a fixed line width. */
export function outputStyleOf(
  world: World,
  { output, color }: Pick<OutputOptions, 'output' | 'color'>,
): TerminalOptions {
  return isStandardOutput(output) ? terminalStyleOf(world, world.stdout, { color }) : PLAIN_TERMINAL;
}

/**
 * When running in GitHub Actions, prints annotations for the run, unless an output already contains them. They go to
 * stdout, or to stderr if stdout has output for programs; the runner reads both.
 */
export function writeAnnotations(
  world: World,
  outputs: readonly { readonly format: string; readonly file?: string | undefined }[],
  render: (pathOf: (file: string) => string) => string,
): void {
  if (world.env.GITHUB_ACTIONS !== 'true' || outputs.some(({ format }) => format === 'github')) return;
  const isStdoutTaken = outputs.some(({ format, file }) => isStandardOutput(file) && format !== 'pretty');
  (isStdoutTaken ? world.stderr : world.stdout).write(render((file) => nameFromRoot(world, file)));
}

/**
 * Returns the path of a file relative to the repository's root, even if a workflow has changed to another folder;
 * absolute if the file is outside the repository.
 */
export function nameFromRoot({ env, cwd }: World, file: string): string {
  const workspace = env.GITHUB_ACTIONS === 'true' ? env.GITHUB_WORKSPACE : undefined;
  const fullPath = resolve(cwd, file);
  const pathInRoot = relative(workspace || cwd, fullPath);
  return (pathInRoot === '..' || pathInRoot.startsWith(`..${sep}`) ? fullPath : pathInRoot).split(sep).join('/');
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
 * Throws a `Refusal` if an output is also an input, is written twice, or is an enterprise file. All paths are as the
 * user wrote them.
 */
export async function requireDistinctFiles(
  world: World,
  reads: readonly (string | undefined)[],
  writes: readonly (string | undefined)[],
  messages: Messages,
): Promise<void> {
  const listNamedFiles = (paths: readonly (string | undefined)[]): string[] =>
    paths.flatMap((path) => (isStandardOutput(path) ? [] : [resolve(world.cwd, path)]));
  const placeOf = (path: string): Promise<string> => realpath(path).catch(() => path);
  const [inputs, outputs] = [
    await Promise.all(listNamedFiles(reads).map(placeOf)),
    await Promise.all(listNamedFiles(writes).map(placeOf)),
  ];
  const clashingPath = outputs.find((path, i) => inputs.includes(path) || outputs.indexOf(path) < i);
  const { refused } = messages.batch;
  if (clashingPath !== undefined)
    throw new Refusal(2, refused.samePath({ path: formatPath(world, clashingPath) }), refused.otherFile);
  for (const path of outputs)
    if (await isEnterpriseFile(path)) throw new CodedRefusal(2, 'enterpriseFile', { path: formatPath(world, path) });
}

/** Throws a `Refusal`, before any long work, if the folder of an output is missing. */
export async function requireFoldersOf(world: World, outputs: readonly (string | undefined)[]): Promise<void> {
  for (const output of outputs) if (!isStandardOutput(output)) await requireFolder(dirname(resolve(world.cwd, output)));
}

/**
 * An output. `isFilledIn` means that people fill in or review the file, so it may be replaced only by exactly the same
 * content.
 */
type Target = Partial<OutputOptions> & { readonly isFilledIn?: boolean };

/**
 * Throws a `Refusal`, before any long work, if an output's folder is missing or an existing file must not be replaced.
 * JSON cannot contain a mark, so a JSON file counts as an earlier output if it has the top-level keys `keys`.
 */
export async function prepareOutput(
  world: World,
  { output, ...target }: Target,
  keys: readonly string[] = [],
): Promise<void> {
  await requireFoldersOf(world, [output]);
  if (markOf(target))
    await requireReplaceable(world, output, target, (existingBytes) => isOwnOutput(existingBytes, target, output));
  else if (target.format === 'json' && keys.length > 0)
    await requireReplaceable(world, output, target, (existingBytes) => {
      const existingKeys = keysOf(existingBytes.toString());
      return keys.every((key) => existingKeys.includes(`"${key}"`));
    });
}

/**
 * Writes to standard output, or atomically to a file, which is then named on stderr. Throws a `Refusal` if an existing
 * file must not be replaced.
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
  await requireReplaceable(world, output, target, (existingBytes) => {
    if (target.isFilledIn) return existingBytes.equals(plainBytes);
    return markOf(target)
      ? isOwnOutput(existingBytes, target, output)
      : isAlike(existingBytes.toString(), plainBytes.toString());
  });
  await writeAtomic(resolve(world.cwd, output), addMark(plainBytes, target));
  if (!target.quiet) world.stderr.write(`${sanitizeLine(batch.written({ files: output }))}\n`);
}

/**
 * Throws a `Refusal` if a file exists that is not an earlier output of the command, unless --force is given. An
 * enterprise file is never replaced, not even with --force.
 */
export async function requireReplaceable(
  world: World,
  output: string | undefined,
  { force }: Pick<Target, 'force'>,
  isEarlier: (existingBytes: Buffer) => boolean,
): Promise<void> {
  if (isStandardOutput(output)) return;
  const path = resolve(world.cwd, output);
  const existingStat = await stat(path).catch(() => undefined);
  if (!existingStat?.isFile() || existingStat.size === 0) return;
  if (await isEnterpriseFile(path)) throw new CodedRefusal(2, 'enterpriseFile', { path: output });
  if (force) return;
  const existingEnds = await readEnds(path, existingStat.size).catch(() => undefined);
  if (!existingEnds || !isEarlier(existingEnds)) throw new CodedRefusal(2, 'fileThere', { file: output });
}

/** Of a file longer than twice this, only this many bytes at each end are read. */
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

/** The mark of a command: the bytes that end the file, and how many bytes of the content they replace. */
interface FormatMark {
  readonly bytes: Buffer;
  readonly over: number;
}

/**
 * Returns the mark for a format that can contain comments; undefined for other formats. Office programs drop the mark
 * when they save a file, so files that people have edited are not replaced.
 */
function markOf({ format, command, subject, isFilledIn }: Target): FormatMark | undefined {
  const text = `matura ${command}${subject === undefined ? '' : ` ${encodeURIComponent(subject)}`}`;
  const markKind = format === undefined || isFilledIn ? undefined : FORMATS[format].mark;
  switch (markKind) {
    case 'comment':
      return { bytes: Buffer.from(`<!-- ${text} -->\n`), over: 0 };
    case 'pdf':
      return { bytes: Buffer.from(`%${text}\n`), over: 0 };
    case 'line':
      return { bytes: Buffer.from(`\n— ${text}\n`), over: 0 };
    case 'zip':
      // A ZIP archive ends with the length of its comment, followed by the comment. The mark becomes the comment, so it
      // replaces the two bytes of the length 0.
      return { bytes: Buffer.concat([Buffer.from(Uint16Array.of(text.length).buffer), Buffer.from(text)]), over: 2 };
    case undefined:
      return undefined;
  }
}

/** Adds the command's mark to the content of a file. */
export function addMark(content: string | Uint8Array, target: Target): Buffer {
  const plainBytes = Buffer.from(content);
  const mark = markOf(target);
  return mark ? Buffer.concat([plainBytes.subarray(0, plainBytes.length - mark.over), mark.bytes]) : plainBytes;
}

/** Matches the mark at the end of a file, with the command and, if there is one, the key of the enterprise. */
const MARK_AT_END = /matura (\S+)(?: ([^\s>]+))?(?: -->)?\n?$/;
/** Maximum length of a mark in bytes. */
const MARK_LENGTH = 400;

/** Decodes the enterprise key of a mark; undefined if the text is not a valid mark. */
function decodeSubject(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether an existing file is an earlier output of the command. Throws a `Refusal` if it is about another enterprise.
 * (Before the enterprise is read, `target.subject` is undefined and this cannot be checked.)
 */
function isOwnOutput(existingBytes: Buffer, target: Target, output: string | undefined): boolean {
  const [text = '', command, subject] = MARK_AT_END.exec(existingBytes.subarray(-MARK_LENGTH).toString('latin1')) ?? [];
  const earlierSubject = subject === undefined ? undefined : decodeSubject(subject);
  const mark = markOf({ ...target, subject: earlierSubject });
  if (
    text === '' ||
    command !== target.command ||
    !mark ||
    !existingBytes.subarray(-mark.bytes.length).equals(mark.bytes)
  )
    return false;
  if (target.subject !== undefined && earlierSubject !== undefined && earlierSubject !== target.subject)
    throw new CodedRefusal(2, 'otherSubject', { file: output ?? '', subject: earlierSubject });
  return true;
}

/**
 * Whether two texts look like outputs of the same kind. JSON does if one text has all top-level keys of the other;
 * other texts do if they have the same first line, such as headings. All calendars have the same first line, so their
 * second line, which names the program, is compared as well.
 */
function isAlike(existingBytes: string, now: string): boolean {
  const [keys, others] = [keysOf(existingBytes), keysOf(now)];
  if (keys.length > 0 && others.length > 0)
    return keys.every((key) => others.includes(key)) || others.every((key) => keys.includes(key));
  const [first, second] = now.split('\n', 2);
  const [earlierSubject, next] = existingBytes.split('\n', 2);
  return earlierSubject === first && (first !== 'BEGIN:VCALENDAR\r' || next === second);
}

/** Returns the top-level keys of JSON as Matura writes it, with each key on a line of its own. */
function keysOf(text: string): string[] {
  return text.startsWith('{\n') ? [...text.matchAll(/^ {2}("[^"]+"):/gm)].map(([, key]) => key as string) : [];
}

/** Entries that an empty folder may have: a git repository is often created before its files. */
const ALLOWED_ENTRIES = ['.git'];

/** The messages for a path that is not an empty folder. */
interface EmptyFolderMessages {
  notAFolder(given: { readonly path: string }): string;
  notEmpty(given: { readonly path: string }): string;
  readonly notEmptyNext: string;
}

/**
 * Throws a `Refusal` unless a folder is missing or empty, apart from `.git` and the remains of a killed run. `folder`
 * is absolute, `given` is the path as the user wrote it.
 */
export async function requireEmptyFolder(given: string, folder: string, words: EmptyFolderMessages): Promise<void> {
  const names = await readdir(folder).catch((error) => {
    if (readSystemCode(error) === 'ENOTDIR')
      throw new Refusal(3, words.notAFolder({ path: given }), words.notEmptyNext);
    // Any other error will appear when files are written.
    return [];
  });
  if (names.some((name) => !ALLOWED_ENTRIES.includes(name) && !isTemporary(name))) {
    throw new Refusal(3, words.notEmpty({ path: given }), words.notEmptyNext);
  }
}

/** Reads a script or style sheet for a page, from the files built with Matura. */
export function readBuiltFile({ home }: Pick<World, 'home'>, name: string): Promise<string> {
  return readFile(join(home, 'dist', name), 'utf8');
}
