import { messagesOf } from '../../i18n/catalogue.ts';
import { chooseLanguage } from '../../i18n/choice.ts';
import { LANGUAGES, type Language, type Messages } from '../../i18n/messages.ts';
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

/** The language of the interface and its words; throws a `Refusal` for one there is none of. */
export function speechOf(world: World, lang: string | undefined): { language: Language; messages: Messages } {
  const language = chooseLanguage(lang, world.env, world.locale);
  if (!language) throw new Refusal(2, `there is no language "${lang}"`, `Languages: ${LANGUAGES.join(', ')}`);
  return { language, messages: messagesOf(language) };
}
