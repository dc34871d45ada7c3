import { isNumber } from '../../condition/value.ts';
import type { Choice } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import type { BrowserVocabulary } from '../vocabulary.ts';

/** An option as people know it: with its letter or number where that is its name. */
export function optionInWords(
  { name, input }: Item,
  { key, value, text }: Choice,
  vocabulary: BrowserVocabulary,
): string {
  const words = vocabulary.pick(text);
  if (isNumber(value)) return words === undefined ? `${key}` : `${key} – ${words}`;
  const said = words ?? vocabulary.say(name, value);
  const isNamed = input.type !== 'boolean' && key !== null && String(value).toUpperCase() === key;
  return isNamed && said !== String(value) ? `${key}\u2002${said}` : said;
}
