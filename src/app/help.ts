// Shows the help of a command in the user's language. Loaded only when help is shown.

import { type Command, Help, type Option } from 'commander';
import {
  chooseLanguage,
  fillIn,
  type HelpText,
  type HelpTexts,
  LANGUAGE_CODES,
  type Language,
  loadHelp,
  loadMessages,
} from '../i18n/index.ts';
import { textWidth, wrapText } from '../report/index.ts';
import type { World } from '../world.ts';
import { countryOf, type ExampleCountry, exampleNames } from './example-folder.ts';

/**
 * A command line for the example folder of a language (see `countryOf`). Its names in braces (see
 * `ExampleNames`) are replaced by what that folder holds; a line that differs in more is written for each country.
 */
type Example = string | Readonly<Record<ExampleCountry, string>>;

/** The parts of a command's help that are the same in all languages. */
export interface HelpDetails {
  /** Example command lines; they work in the folder that `matura init --example` creates. */
  readonly examples?: readonly Example[];
  /**
   * Values for the placeholders in the command's texts, by name; an array becomes an indented block with a line for
   * each item.
   */
  readonly shown?: Readonly<Record<string, string | readonly string[]>>;
}

/** The maximum width of a help, in columns. */
const HELP_WIDTH = 80;

/** Renders the help of a command or, if the command has no parent, of the program. */
export async function renderHelp(
  { env, locale }: World,
  command: Command,
  lang: string | undefined,
  details: HelpDetails = {},
): Promise<string> {
  const language = chooseLanguage(lang, env, locale) ?? chooseLanguage(undefined, env, locale) ?? 'en';
  const [texts, { numbers }] = await Promise.all([loadHelp(language), loadMessages(language)]);
  const help = new TranslatedHelp(texts, command, details, numbers.items);
  const examples = (details.examples ?? []).map((example) => fillInExample(example, language));
  const notes = [
    help.notes,
    ...(examples.length > 0
      ? [
          [texts.headings.examples({ count: examples.length }), ...examples.map((line) => `  ${line}`)].join('\n'),
          wrap(texts.program.closing),
        ]
      : []),
  ];
  return [help.formatHelp(command, help), ...notes.filter((text) => text !== '').map((text) => `${text}\n`)].join('\n');
}

/** Writes an example for the example folder of a language. */
function fillInExample(example: Example, language: Language): string {
  const names: Readonly<Record<string, string>> = { ...exampleNames(language) };
  const line = typeof example === 'string' ? example : example[countryOf(language)];
  return line.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => names[name] ?? placeholder);
}

/** Wraps a text; indented text stays as it is. */
function wrap(text: string): string {
  return text.startsWith(' ') ? text : wrapText(text, HELP_WIDTH).join('\n');
}

class TranslatedHelp extends Help {
  override readonly helpWidth = HELP_WIDTH;
  readonly #texts: HelpTexts;
  readonly #command: Command;
  readonly #shown: Readonly<Record<string, string>>;
  readonly #join: (items: readonly string[]) => string;

  constructor(
    texts: HelpTexts,
    command: Command,
    { shown = {} }: HelpDetails,
    join: (items: readonly string[]) => string,
  ) {
    super();
    this.#texts = texts;
    this.#command = command;
    this.#join = join;
    const blocks = Object.entries(shown).map(([name, one]) => [
      name,
      typeof one === 'string' ? one : one.map((line) => `  ${line}`).join('\n'),
    ]);
    this.#shown = { languages: LANGUAGE_CODES, ...Object.fromEntries(blocks) };
  }

  /**
   * The text after the options. Each line becomes a paragraph, except indented lines, which stay together as they are.
   */
  get notes(): string {
    const { program, commands } = this.#texts;
    const text = this.#command.parent ? commands[this.#command.name()]?.notes : program.notes;
    const paragraphs = this.#fill(text ?? '').match(/^ .*(?:\n .*)*|^\S.*/gm) ?? [];
    return paragraphs.map(wrap).join('\n\n');
  }

  override commandUsage(command: Command): string {
    const { options, command: place } = this.#texts.placeholders;
    return super.commandUsage(command).replace('[options]', options).replace('[command]', place);
  }

  override commandDescription(command: Command): string {
    return command.parent ? this.subcommandDescription(command) : this.#texts.program.about;
  }

  override subcommandDescription(command: Command): string {
    return this.#fill(this.#texts.commands[command.name()]?.summary ?? '');
  }

  override optionDescription(option: Option): string {
    const name = option.long?.slice('--'.length) ?? '';
    const ownText = this.#command.parent ? this.#texts.commands[this.#command.name()]?.options?.[name] : undefined;
    const text = this.#fill(ownText ?? this.#texts.options[name] ?? '');
    return [text, this.#remarkOn(option)].filter((part) => part !== '').join(' ');
  }

  /** Describes the choices of an option and its default value, if it has them. */
  #remarkOn({ argChoices, defaultValue, required }: Option): string {
    const { remarks } = this.#texts;
    const choices = argChoices && this.#join(argChoices.map((choice) => JSON.stringify(choice)));
    const isDefaultShown = required && defaultValue !== undefined;
    const isDefaultEmpty = Array.isArray(defaultValue) && defaultValue.length === 0;
    const value = isDefaultEmpty ? remarks.none : JSON.stringify(defaultValue);
    if (choices === undefined) return isDefaultShown ? remarks.default({ value }) : '';
    return isDefaultShown ? remarks.both({ choices, value }) : remarks.choices({ choices });
  }

  /**
   * Replaces Commander's English headings. Apart from capitals and the colon, they are the keys of our translations.
   */
  override styleTitle(title: string): string {
    const heading = this.#texts.headings[title.toLowerCase().replace(/:$/, '')];
    return typeof heading === 'string' ? heading : title;
  }

  override displayWidth(text: string): number {
    return textWidth(text);
  }

  override boxWrap(text: string, width: number): string {
    return wrapText(text, width).join('\n');
  }

  #fill(text: HelpText): string {
    return fillIn(text, this.#shown);
  }
}
