import { Option } from 'commander';
import { chooseLanguage, LANGUAGES, type Language, loadMessages, type Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import type { World } from '../../world.ts';

/** How output looks on a stream. */
export interface Look {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** Where no terminal says its width. */
const STANDARD_WIDTH = 100;

/** Whether a stream takes colours, and its width; `--no-color` and NO_COLOR win over FORCE_COLOR. */
export function lookOf(world: World, stream: NodeJS.WriteStream, options: { readonly color?: boolean }): Look {
  const { NO_COLOR, FORCE_COLOR } = world.env;
  const refused = options.color === false || (NO_COLOR !== undefined && NO_COLOR !== '');
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return { color: !refused && (forced || Boolean(stream.isTTY)), width: stream.columns ?? STANDARD_WIDTH };
}

const CODES = `${LANGUAGES.slice(0, -1).join(', ')} or ${LANGUAGES.at(-1)}`;

/** The option for the language of the interface; `describe` tells what is given the codes there are. */
export function langOption(describe = (codes: string) => `${codes} (default: that of the system)`): Option {
  return new Option('--lang <language>', describe(CODES));
}

/** The language of the interface and its words; rejects with a `Refusal` for one there is none of. */
export async function speechOf(
  world: World,
  lang: string | undefined,
): Promise<{ language: Language; messages: Messages }> {
  const language = chooseLanguage(lang, world.env, world.locale);
  if (!language) throw new Refusal(2, `there is no language "${lang}"`, `Languages: ${LANGUAGES.join(', ')}`);
  return { language, messages: await loadMessages(language) };
}
