// The base class of all commands, and what all of them need. Loaded at every start, so this module is kept small.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Argument, Command, type HelpContext, Option } from 'commander';
import { CodedRefusal } from '../i18n/index.ts';
import { findNearestSpelling } from '../model/index.ts';
import type { World } from '../world.ts';

/** Whether a stream is a terminal on which the cursor can be moved and colours can be shown. */
export function isDrawn({ env }: Pick<World, 'env'>, stream: NodeJS.WriteStream): boolean {
  return Boolean(stream.isTTY) && env.TERM !== 'dumb';
}

/** Whether a person can be asked: stdin, stdout and stderr are all terminals. */
export function isAtTerminal({ stdin, stdout, stderr }: World): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY);
}

/**
 * Whether output to a stream is coloured. `--no-color` (`wanted` is false) and the variable NO_COLOR take precedence
 * over FORCE_COLOR.
 */
export function takesColors(world: Pick<World, 'env'>, stream: NodeJS.WriteStream, wanted = true): boolean {
  const { NO_COLOR, FORCE_COLOR } = world.env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return wanted && (NO_COLOR ?? '') === '' && (isForced || isDrawn(world, stream));
}

/** Formats an error of the command line; if coloured, the part up to its first colon is red. */
export function formatError(text: string, isColored: boolean): string {
  return isColored ? text.replace(/^[^:：]+[:：]/, '\x1b[31m$&\x1b[39m') : text;
}

/** Creates `--lang`. */
export function langOption(): Option {
  return new Option('--lang <language>');
}

/** Finds the language given on the command line. Help and errors need it even if the command line cannot be parsed. */
export function findTypedLanguage(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => /^--lang(=|$)/.test(word));
  return index < 0 ? undefined : (argv[index]?.split('=')[1] ?? argv[index + 1]);
}

/** Thrown to show help, so that its texts are loaded only then. */
export class HelpRequest extends Error {
  override readonly name = 'HelpRequest';
  readonly command: Command;
  /** Whether help is shown only because the command is missing. */
  readonly isError: boolean;

  constructor(command: Command, isError: boolean) {
    super(`help of ${command.name()}`);
    this.command = command;
    this.isError = isError;
  }
}

// Methods that Commander calls if it cannot parse a command line; its types omit them.
declare module 'commander' {
  interface Command {
    unknownOption(flag: string): never;
    unknownCommand(): never;
    missingArgument(name: string): never;
    optionMissingArgument(option: Option): never;
    missingMandatoryOptionValue(option: Option): never;
    _conflictingOption(option: Option, other: Option): never;
    _excessArguments(givenValue: readonly string[]): never;
  }

  interface Option {
    /** Whether the option may be given several times although its value is not a list. */
    isRepeatable?: boolean;
  }
}

/** A command whose help comes from the message files, and whose errors are refusals. */
export class LocalizedCommand extends Command {
  /** Maps names that other tools use for a subcommand to its name here. */
  synonyms: ReadonlyMap<string, string> = new Map();

  override createCommand(name?: string): Command {
    return new LocalizedCommand(name);
  }

  /** Adds an option. If the option takes a single value, giving it two different values is refused. */
  override addOption(option: Option): this {
    super.addOption(option);
    let earlierArgument: string | undefined;
    return this.on(`option:${option.name()}`, (given: string | null) => {
      const takesSeveral = option.isRepeatable || Array.isArray(this.getOptionValue(option.attributeName()));
      if (given === null || takesSeveral) return;
      if (earlierArgument !== undefined && given !== earlierArgument) {
        const name = option.long ?? option.flags;
        throw new CodedRefusal(2, 'optionTwice', { option: name, first: earlierArgument, second: given });
      }
      earlierArgument = given;
    });
  }

  override outputHelp(context?: HelpContext | ((text: string) => string)): never {
    throw new HelpRequest(this, typeof context === 'object' && context.error);
  }

  override unknownOption(option: string): never {
    const optionNames = this.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []);
    const suggestion = findNearestSpelling(option, [...optionNames, '--help']);
    throw new CodedRefusal(2, 'unknownOption', { option, near: suggestion, command: this.#line });
  }

  override unknownCommand(): never {
    throw refuseUnknownCommand(
      this.args[0] ?? '',
      this.commands.map((command) => command.name()),
      this.synonyms,
    );
  }

  override missingArgument(argument: string): never {
    // The usage line contains the typed arguments, so that only the missing one is still a placeholder.
    const words = this.registeredArguments.map((expected, i) => this.args[i] ?? formatArgument(expected));
    const usage = [this.#line, ...words].join(' ');
    const [givenValue] = this.args;
    // The only argument looks like a file, so it is the pack that is missing.
    if (
      this.registeredArguments[0]?.name() === 'pack' &&
      givenValue !== undefined &&
      FILE_NAME_PATTERN.test(givenValue)
    )
      throw new CodedRefusal(2, 'missingPack', { file: givenValue, command: this.#line, rest: this.args.join(' ') });
    throw new CodedRefusal(2, 'missingArgument', {
      argument,
      command: this.#line,
      usage,
    });
  }

  override optionMissingArgument(option: Option): never {
    throw new CodedRefusal(2, 'missingValue', {
      option: option.flags,
      example: exampleValueOf(option),
      command: this.#line,
    });
  }

  override missingMandatoryOptionValue(option: Option): never {
    const { flags, long, short } = option;
    // The user probably typed the value of the option but left out the option's name.
    const givenValue = flags.includes('=') ? this.args.find((text) => text.includes('=')) : undefined;
    const nearestUsage = givenValue === undefined ? undefined : `${long} ${givenValue}`;
    const value = exampleValueOf(option);
    const example = value === undefined ? undefined : `${short ?? long} ${value}`;
    throw new CodedRefusal(2, 'missingOption', { option: flags, near: nearestUsage, example, command: this.#line });
  }

  override _conflictingOption(option: Option, other: Option): never {
    throw new CodedRefusal(2, 'conflictingOptions', {
      option: option.long ?? option.flags,
      other: other.long ?? other.flags,
    });
  }

  override _excessArguments(givenValue: readonly string[]): never {
    const maxArguments = this.registeredArguments.length;
    throw new CodedRefusal(2, 'excessArguments', { command: this.#line, most: maxArguments, given: givenValue.length });
  }

  /** The full name of the command, such as `matura init`. */
  get #line(): string {
    return this.parent ? `${this.parent.name()} ${this.name()}` : this.name();
  }
}

/** Examples of values, by the name of the value in an option's help. */
const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  amount: '350000',
  count: '3',
  date: 'today',
  days: '30',
  dir: 'region',
  level: '3',
  months: '24',
  number: '3',
  percent: '15',
};

/** Returns an example of an option's value: its default, or one from `EXAMPLE_VALUES`. */
function exampleValueOf({ flags, defaultValue }: Option): string | undefined {
  if (typeof defaultValue === 'string') return defaultValue;
  return EXAMPLE_VALUES[/<(\w+)>/.exec(flags)?.[1] ?? ''];
}

/** Matches an argument that must be a file and not a pack: a name with an ending. */
const FILE_NAME_PATTERN = /[^./\\]\.\w+$/;

/** Formats an argument as in a usage line: `<pack>`, `[path...]`. */
function formatArgument(argument: Argument): string {
  const name = argument.name() + (argument.variadic ? '...' : '');
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Creates the refusal of an unknown command, which suggests the most similar one. */
export function refuseUnknownCommand(
  name: string,
  known: readonly string[],
  synonyms: ReadonlyMap<string, string> = new Map(),
): CodedRefusal {
  return new CodedRefusal(2, 'unknownCommand', {
    name,
    near: synonyms.get(name.toLowerCase()) ?? findNearestSpelling(name, known),
  });
}

/** The name of a project's settings file. */
export const PROJECT_FILE = 'matura.yaml';

/** Finds the settings file of a project in a folder or in a folder above it, up to the top of a git repository. */
export function findProjectFile(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, PROJECT_FILE);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder || existsSync(join(folder, '.git'))) return undefined;
  }
}
