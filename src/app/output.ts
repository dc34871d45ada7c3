import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { isEnterpriseFile, isTemporary, requireFolder, systemCode, writeAtomic } from '../store/index.ts';
import type { World } from '../world.ts';

/** The option of a file instead of standard output. */
export function outputOption(description = 'write to this file instead of standard output'): Option {
  return new Option('-o, --output <file>', description);
}

/** The endings of files that Matura writes somewhere. */
const ENDINGS = '.htm .html .docx .pdf .md .markdown .json .jsonl .csv .xlsx .yaml .yml .parquet'.split(' ');

/** How files of each format may end; the first format that has an ending is meant by it. */
type FormatEndings<Format extends string> = Readonly<Record<Format, readonly string[]>>;

/**
 * The format that was said, else that of the output's ending, else the standard one. Throws a `Refusal` where what was said
 * and the ending differ, and for an ending of which this command writes no files.
 */
export function resolveFormat<Format extends string>(
  endings: FormatEndings<Format>,
  said: Format | undefined,
  output: string | undefined,
  standard: Format,
): Format {
  const ending = isStandardOutput(output) ? '' : extname(output).toLowerCase();
  const meant = (Object.keys(endings) as Format[]).filter((format) => endings[format].includes(ending));
  const [first] = meant;
  if (said !== undefined && first !== undefined && !meant.includes(said))
    throw new CodedRefusal(2, 'otherFormat', output as string, first, said);
  if (said === undefined && first === undefined && ENDINGS.includes(ending))
    throw new CodedRefusal(2, 'endingNotWritten', output as string, [
      ...new Set(Object.values<readonly string[]>(endings).flat()),
    ]);
  return said ?? first ?? standard;
}

/** Has the ending of the output decide the format of a command where `--format` was not typed. */
export function decideByEnding<Format extends string>(command: Command, endings: FormatEndings<Format>): Command {
  return command.hook('preAction', (_, action) => {
    const { format, output } = action.opts<{ format: Format; output?: string }>();
    const said = action.getOptionValueSource('format') === 'cli' ? format : undefined;
    action.setOptionValue('format', resolveFormat(endings, said, output, format));
  });
}

/** Whether it goes to standard output: no file is named, or `-`. */
export function isStandardOutput(output: string | undefined): output is undefined | '-' {
  return output === undefined || output === '-';
}

/** Throws a `Refusal` where what is no text would go to a terminal. */
export function refuseTerminal(
  world: World,
  output: string | undefined,
  kind: 'form' | 'html' | 'docx' | 'pdf' | 'xlsx',
): void {
  if (isStandardOutput(output) && world.stdout.isTTY) {
    throw new CodedRefusal(2, 'notOnTerminal', kind);
  }
}

/**
 * Throws a `Refusal` where a file would be written that is read, too, or written twice, or that is the file of an enterprise;
 * paths as the user wrote them.
 */
export async function requireDistinctFiles(
  world: World,
  reads: readonly (string | undefined)[],
  writes: readonly (string | undefined)[],
  messages: Messages,
): Promise<void> {
  const named = (paths: readonly (string | undefined)[]): string[] =>
    paths.flatMap((path) => (isStandardOutput(path) ? [] : [resolve(world.cwd, path)]));
  const placeOf = (path: string): Promise<string> => realpath(path).catch(() => path);
  const [inputs, outputs] = [
    await Promise.all(named(reads).map(placeOf)),
    await Promise.all(named(writes).map(placeOf)),
  ];
  const clash = outputs.find((path, i) => inputs.includes(path) || outputs.indexOf(path) < i);
  const { refused } = messages.batch;
  if (clash !== undefined) throw new Refusal(2, refused.samePath(clash), refused.otherFile);
  for (const path of outputs)
    if (await isEnterpriseFile(path)) throw new Refusal(2, refused.enterpriseFile(path), refused.otherFile);
}

/**
 * Throws a `Refusal` where a file that people fill in or review would be written over one that says something else: what
 * they wrote would be lost.
 */
export async function requireUnedited(
  world: World,
  content: string | Uint8Array,
  output: string | undefined,
  { batch: { refused } }: Messages,
): Promise<void> {
  if (isStandardOutput(output)) return;
  const path = resolve(world.cwd, output);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return;
  const there = await readFile(path).catch(() => undefined);
  if (!there?.equals(Buffer.from(content))) throw new Refusal(2, refused.filledIn(output), refused.otherFile);
}

/** Throws a `Refusal` where the folder of a file to be written is missing: better now than after long work. */
export async function requireFoldersOf(world: World, outputs: readonly (string | undefined)[]): Promise<void> {
  for (const output of outputs) if (!isStandardOutput(output)) await requireFolder(dirname(resolve(world.cwd, output)));
}

/** Writes to a file, as a whole and told on stderr, or to standard output. */
export async function writeOutput(
  world: World,
  content: string | Uint8Array,
  output: string | undefined,
  { batch }: Messages,
): Promise<void> {
  if (isStandardOutput(output)) world.stdout.write(content);
  else {
    await writeAtomic(resolve(world.cwd, output), content);
    world.stderr.write(`${sanitizeLine(batch.written(output))}\n`);
  }
}

/** A repository is often begun before anything is in it. */
const MAY_BE_THERE = ['.git'];

/** What is said where a folder is not new. */
interface EmptyFolderMessages {
  notAFolder(path: string): string;
  notEmpty(path: string): string;
  readonly notEmptyNext: string;
}

/** Throws a `Refusal` unless a folder (absolute; `given` is as the user wrote it) is missing or empty, but for .git and what a killed run left. */
export async function requireEmptyFolder(given: string, folder: string, words: EmptyFolderMessages): Promise<void> {
  const names = await readdir(folder).catch((error) => {
    if (systemCode(error) === 'ENOTDIR') throw new Refusal(3, words.notAFolder(given));
    // What else is wrong is told by writing.
    return [];
  });
  if (names.some((name) => !MAY_BE_THERE.includes(name) && !isTemporary(name))) {
    throw new Refusal(3, words.notEmpty(given), words.notEmptyNext);
  }
}

/** A file of the build that goes into a page: a script or a style sheet. */
export function readBuilt({ home }: Pick<World, 'home'>, name: string): Promise<string> {
  return readFile(join(home, 'dist', name), 'utf8');
}
