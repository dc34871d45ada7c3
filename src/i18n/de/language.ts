import type { Messages } from '../messages.ts';
import { joinWith } from '../text.ts';

export const language: Messages['language'] = {
  tag: 'de',
  variants: ['de', 'de-de'],
};

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

/** Keeps a number and its unit on one line. */
const FIXED_SPACE = '\u00a0';

export const numbers: Messages['numbers'] = {
  decimal: ',',
  group: '.',
  largeUnits: [],
  wordUnits: [
    { zeros: 12, name: ' Billionen' },
    { zeros: 9, name: ' Mrd.' },
    { zeros: 6, name: ' Mio.' },
  ],
  percent: (number) => `${number}${FIXED_SPACE}%`,
  range: (low, high, signed) => (signed ? `${low} bis ${high}` : `${low}–${high}`),
  atLeast: (number) => `mindestens ${number}`,
  atMost: (number) => `höchstens ${number}`,
  money: (number, currency) => `${number}${FIXED_SPACE}${currency}`,
  withUnit: (number, unit) => `${number}${FIXED_SPACE}${unit}`,
  date: (year, month, day) => `${day}. ${MONTHS[month - 1]} ${year}`,
  months: (number, one) => `${number} ${one ? 'Monat' : 'Monate'}`,
  items: (items) => items.join(', '),
  and: (items) => joinWith(items, ', ', ' und '),
  or: (items) => joinWith(items, ', ', ' oder '),
  list: (items) => items.join('; '),
  labelled: (label, text) => (label.endsWith('?') ? `${label} ${text}` : `${label}: ${text}`),
  sentences: (items) => items.join(' '),
  clauses: (items) => items.join(', '),
  quote: (text) => `„${text}“`,
  remark: (text, remark) => `${text} (${remark})`,
};
