import { joinWith } from '../text.ts';

/** What this language is for pages and for texts of packs. */
export const language = {
  /** The tag that a reader of a page speaks it by. */
  tag: 'en',
  /** The language and those variants of it that say the same as the language alone. */
  variants: ['en', 'en-gb'] as readonly string[],
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** How numbers, money, dates and enumerations are written. */
export const numbers = {
  decimal: '.',
  group: ',',
  /** Large units that shorten an amount of money, the largest first. */
  largeUnits: [] as readonly { readonly zeros: number; readonly name: string }[],
  /** Units in words for amounts too large to count zeros in, the largest first. */
  wordUnits: [
    { zeros: 12, name: ' trillion' },
    { zeros: 9, name: ' billion' },
    { zeros: 6, name: ' million' },
  ],
  percent: (number: string) => `${number}%`,
  /** Both ends are written numbers; `signed` when one is negative. */
  range: (low: string, high: string, signed: boolean) => (signed ? `${low} to ${high}` : `${low}–${high}`),
  atLeast: (number: string) => `at least ${number}`,
  atMost: (number: string) => `at most ${number}`,
  /** An amount of money; the currency is an ISO 4217 code. */
  money: (number: string, currency: string) => `${number} ${currency}`,
  withUnit: (number: string, unit: string) => `${number} ${unit}`,
  /** The month counts from 1. */
  date: (year: number, month: number, day: number) => `${day} ${MONTHS[month - 1]} ${year}`,
  /** How long something takes; `one` when the number is 1. */
  months: (number: string, one: boolean) => `${number} ${one ? 'month' : 'months'}`,
  /** `a, b, c`. */
  items: (items: readonly string[]) => items.join(', '),
  /** `a, b and c`. */
  and: (items: readonly string[]) => joinWith(items, ', ', ' and '),
  /** `a, b or c`. */
  or: (items: readonly string[]) => joinWith(items, ', ', ' or '),
  /** Items that may hold commas of their own. */
  list: (items: readonly string[]) => items.join('; '),
  /** What is asked ends in a mark of its own. */
  labelled: (label: string, text: string) => (label.endsWith('?') ? `${label} ${text}` : `${label}: ${text}`),
  sentences: (items: readonly string[]) => items.join(' '),
  /** Parts of a sentence. */
  clauses: (items: readonly string[]) => items.join(', '),
  quote: (text: string) => `“${text}”`,
  /** A remark after a name. */
  remark: (text: string, remark: string) => `${text} (${remark})`,
};
