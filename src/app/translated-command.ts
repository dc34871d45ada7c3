import { type AddHelpTextContext, type AddHelpTextPosition, Command, Help, type Option } from 'commander';
import type { Translate } from '../i18n/index.ts';
import { textWidth, wrapText } from '../report/index.ts';

/** A command with its help and errors in a language other than English, perhaps with wide characters. */
export class TranslatedCommand extends Command {
  readonly #translate: Translate;

  constructor(name: string | undefined, translate: Translate) {
    super(name);
    this.#translate = translate;
  }

  override createCommand(name?: string): Command {
    return new TranslatedCommand(name, this.#translate);
  }

  override createHelp(): Help {
    return Object.assign(new TranslatedHelp(this.#translate), this.configureHelp());
  }

  override addHelpText(position: AddHelpTextPosition, text: string | ((context: AddHelpTextContext) => string)): this {
    const translated = (context: AddHelpTextContext): string =>
      this.#translateParagraphs(typeof text === 'string' ? text : text(context));
    return super.addHelpText(position, translated as (context: AddHelpTextContext) => string);
  }

  override error(message: string, options?: Parameters<Command['error']>[1]): never {
    return super.error(message.split('\n').map(this.#translate).join('\n'), options);
  }

  override showHelpAfterError(shown: boolean | string = true): this {
    return super.showHelpAfterError(typeof shown === 'string' ? this.#translate(shown) : shown);
  }

  /** Translates paragraphs; indented lines, which are examples, stay as they are. */
  #translateParagraphs(text: string): string {
    return text.replace(/^\S.*(?:\n\S.*)*$/gm, (paragraph) =>
      wrapText(this.#translate(paragraph.replaceAll('\n', ' ')), HELP_WIDTH).join('\n'),
    );
  }
}

/** The maximum width of a help, in columns. */
const HELP_WIDTH = 80;

class TranslatedHelp extends Help {
  readonly #translate: Translate;

  constructor(translate: Translate) {
    super();
    this.#translate = translate;
  }

  override commandUsage(command: Command): string {
    return super.commandUsage(command).replace(/\[options\]|\[command\]/g, this.#translate);
  }

  override commandDescription(command: Command): string {
    return this.#translate(super.commandDescription(command).replaceAll('\n', ' '));
  }

  override subcommandDescription(command: Command): string {
    return this.#translate(super.subcommandDescription(command));
  }

  override optionDescription(option: Option): string {
    const remarks = super.optionDescription(option).slice(option.description.length);
    return this.#translate(option.description) + this.#translate(remarks);
  }

  override styleTitle(title: string): string {
    return this.#translate(title);
  }

  override displayWidth(text: string): number {
    return textWidth(text);
  }

  override boxWrap(text: string, width: number): string {
    return wrapText(text, width).join('\n');
  }
}
