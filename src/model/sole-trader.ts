// Enterprises whose name is that of a person, and therefore personal data.
import { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
import { readRegisterNumber } from './register-number.ts';
import { normaliseSpelling } from './spelling.ts';

/** Compiled patterns. Compiling takes milliseconds, so commands that store nothing never do it. */
const patternByWords = new Map<readonly string[], RegExp>();

/**
 * Whether a text contains one of the words. Words must stand between blanks or signs, except Chinese ones, which are
 * written without blanks.
 */
function hasWord(text: string, words: readonly string[]): boolean {
  const pattern = patternByWords.get(words) ?? createWordPattern(words);
  patternByWords.set(words, pattern);
  return pattern.test(text);
}

function createWordPattern(words: readonly string[]): RegExp {
  const patterns = words.map((word) => {
    const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return /\p{Script=Han}/u.test(word) ? literal : `(?<![\\p{L}\\d])${literal}(?![\\p{L}\\d])`;
  });
  return new RegExp(patterns.join('|'), 'u');
}

/** The beginning of the credit codes of individual businesses in China. */
const INDIVIDUAL_BUSINESS = /^92\d{6}[0-9A-Z]{10}$/;

/**
 * Whether an enterprise may be a sole trader: the legal form in its name says so, or it has the credit code of an
 * individual business in China. In a pack that accepts register numbers, also if its name has no legal form of a
 * company and its number is a VAT number, which sole traders may have, or a number of no known kind.
 */
export function mayBeSoleTrader(name: string, key: string, takesRegisterNumbers: boolean): boolean {
  const plainName = normaliseSpelling(name);
  if (hasWord(plainName, TABLE_SPELLINGS.soleTraders)) return true;
  const registerReading = readRegisterNumber(key);
  if (!('number' in registerReading)) return false;
  if (registerReading.kind === 'uscc') return INDIVIDUAL_BUSINESS.test(registerReading.key);
  return (
    takesRegisterNumbers &&
    (registerReading.kind === null || registerReading.kind === 'vat') &&
    !hasWord(plainName, TABLE_SPELLINGS.companies)
  );
}
