// Enterprises whose name is that of a person, and therefore personal data.
import { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
import { readRegisterNumber } from './register-number.ts';
import { normaliseSpelling } from './spelling.ts';

/** Compiling them takes milliseconds, which commands that store nothing are spared. */
const patternByWords = new Map<readonly string[], RegExp>();

/** Whether a text contains one of some words, between blanks or signs; Chinese is written without them. */
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
 * Whether an enterprise may be a sole trader, by the legal form in its name or by its number: an individual business in
 * China; or in a pack that takes the numbers of registers, one without a company's legal form and without a number that
 * sole traders do not have (a VAT number is given to both).
 */
export function mayBeSoleTrader(name: string, key: string, takesRegisterNumbers: boolean): boolean {
  const plainName = normaliseSpelling(name);
  if (hasWord(plainName, TABLE_SPELLINGS.soleTraders)) return true;
  const reading = readRegisterNumber(key);
  if (!('number' in reading)) return false;
  if (reading.kind === 'uscc') return INDIVIDUAL_BUSINESS.test(reading.key);
  return (
    takesRegisterNumbers &&
    (reading.kind === null || reading.kind === 'vat') &&
    !hasWord(plainName, TABLE_SPELLINGS.companies)
  );
}
