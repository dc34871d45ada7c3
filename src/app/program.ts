// The program that commands are added to: its language, and the width of its help. Loaded at every start, so it is kept
// small.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option, type OutputConfiguration } from 'commander';
import { chooseLanguage, LANGUAGE_CODES, type Language, loadHelp, translateBy } from '../i18n/index.ts';
import type { World } from '../world.ts';

/** Whether a stream is a terminal that can move its cursor and draw in colours. */
export function isDrawn({ env }: Pick<World, 'env'>, stream: NodeJS.WriteStream): boolean {
  return Boolean(stream.isTTY) && env.TERM !== 'dumb';
}

/**
 * Whether a stream takes colours; `--no-color`, which makes `wanted` false, and NO_COLOR take precedence over
 * FORCE_COLOR.
 */
export function takesColors(world: Pick<World, 'env'>, stream: NodeJS.WriteStream, wanted = true): boolean {
  const { NO_COLOR, FORCE_COLOR } = world.env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return wanted && (NO_COLOR ?? '') === '' && (isForced || isDrawn(world, stream));
}

/** Formats an error of the command line, with the part up to its first colon in red if colours are taken. */
export function formatError(text: string, isColored: boolean): string {
  return isColored ? text.replace(/^[^:：]+[:：]/, '\x1b[31m$&\x1b[39m') : text;
}

/** Creates `--lang`; `describe` gets the codes of the languages. */
export function langOption(describe = (codes: string) => `language: ${codes} (default: the system's)`): Option {
  return new Option('--lang <language>', describe(LANGUAGE_CODES));
}

/** Creates the program in the user's language, which help and usage need before the options are parsed. */
export async function createProgram(
  argv: readonly string[],
  world: World,
  standard: string | undefined,
): Promise<Command> {
  const language = languageOf(argv, world, standard);
  const isColored = takesColors(world, world.stderr, !argv.includes('--no-color'));
  if (language === 'en') return new Command('matura').configureOutput(outputOf(world, reflow, isColored));
  const [{ TranslatedCommand }, { help, usage }] = await Promise.all([
    import('./translated-command.ts'),
    loadHelp(language),
  ]);
  return new TranslatedCommand('matura', translateBy({ ...help, ...usage })).configureOutput(
    outputOf(world, (text) => text, isColored),
  );
}

function languageOf(argv: readonly string[], { env, locale }: World, standard: string | undefined): Language {
  const index = argv.findIndex((word) => /^--lang(=|$)/.test(word));
  const given = index < 0 ? undefined : (argv[index]?.split('=')[1] ?? argv[index + 1]);
  return chooseLanguage(given ?? standard, env, locale) ?? chooseLanguage(standard, env, locale) ?? 'en';
}

function outputOf(world: World, wrap: (text: string) => string, isColored: boolean): OutputConfiguration {
  return {
    writeOut: (text) => world.stdout.write(wrap(text)),
    writeErr: (text) => world.stderr.write(text),
    outputError: (text, write) => write(formatError(text, isColored)),
    getOutHelpWidth: () => HELP_WIDTH,
    getErrHelpWidth: () => HELP_WIDTH,
  };
}

const HELP_WIDTH = 80;

/** The name of a project's settings file. */
export const PROJECT_FILE = 'matura.yaml';

/** Finds the settings of a project, in a folder or one above it, within the git repository if it is in one. */
export function findProjectFile(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, PROJECT_FILE);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder || existsSync(join(folder, '.git'))) return undefined;
  }
}

/** Wraps the paragraphs of a help again; lists and examples, which are indented, stay as they are. */
function reflow(text: string): string {
  return text.replace(/^\S.*(?:\n\S.*)+$|^\S.{80,}$/gm, (paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(/\s+/)) {
      const line = lines.at(-1) as string;
      if (line === '') lines[lines.length - 1] = word;
      else if (line.length + 1 + word.length <= HELP_WIDTH) lines[lines.length - 1] = `${line} ${word}`;
      else lines.push(word);
    }
    return lines.join('\n');
  });
}
