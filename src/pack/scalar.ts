import type { Details } from '../model/problem.ts';
import { compare, fromNumber, parseDecimal } from '../model/rational.ts';
import { adviseOnNumber } from './advice.ts';
import { type Rule, typesOf } from './schema.ts';

/** A scalar as the source has it; `plain` is without quotes. */
export interface ScalarText {
  readonly text: string;
  readonly plain: boolean;
}

/** A scalar's value, or why the text is none. */
export type ReadScalar =
  | { readonly value: string | number | boolean | null }
  | { readonly code: 'M107' | 'M108'; readonly details: Details };

/** Decimals of so many digits survive the way into a double and back; see `fromNumber`. */
const MOST_DIGITS = 15;

/** No number that a double can hold needs more characters by far; longer ones are not worked out to be refused. */
const LONGEST = 400;

const NULLS = ['', '~', 'null'];

/** Reads a scalar as what the place declares; `rules` are the alternatives that take a scalar, `wanted` gives their words. */
export function readScalar({ text, plain }: ScalarText, rules: readonly Rule[], wanted: () => string): ReadScalar {
  const types = new Set(rules.flatMap(typesOf));
  if (plain && types.has('null') && NULLS.includes(text)) return { value: null };
  if (plain && text === '') return { code: 'M107', details: { wanted: wanted() } };
  if (rules.some(({ schema }) => schema['x-read'] === 'source')) return { value: text };
  const isNumber = types.has('number') || types.has('integer');
  if (plain && isNumber) {
    const isShare = rules.some(({ schema: { maximum } }) => typeof maximum === 'number' && maximum <= 1);
    const number = readNumber(text, wanted, isShare);
    if ('value' in number || !types.has('string')) return number;
  }
  if (plain && types.has('boolean') && (text === 'true' || text === 'false')) return { value: text === 'true' };
  if (types.has('string')) return { value: text };
  const unquoted = !plain && (isNumber || types.has('boolean'));
  return {
    code: 'M107',
    details: unquoted ? { wanted: `${wanted()}, without quotes` } : { found: text, wanted: wanted() },
  };
}

function readNumber(text: string, wanted: () => string, isShare: boolean): ReadScalar {
  const refuse = (words: string): ReadScalar => ({ code: 'M107', details: { wanted: words } });
  const exact = text.length > LONGEST ? undefined : parseDecimal(text);
  if (!exact) return { code: 'M107', details: { found: text, wanted: wanted(), ...adviseOnNumber(text, isShare) } };
  // Octal to some readers and decimal to others.
  if (/^[+-]?0\d/.test(text)) return refuse('a number without leading zeros');
  if (countDigits(text) > MOST_DIGITS) return { code: 'M108', details: { found: text } };
  // Never -0, which no text distinguishes from 0.
  const value = Number(text) || 0;
  const kept = Number.isFinite(value) && compare(fromNumber(value), exact) === 0;
  return kept ? { value } : refuse('a number of a size that can be kept');
}

/** Significant digits: zeros at either end do not count. */
function countDigits(text: string): number {
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '');
  return digits.replace(/^0+/, '').replace(/0+$/, '').length;
}
