import { joinWith, type NumberMessages } from './messages.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const numbers: NumberMessages = {
  decimal: '.',
  group: ',',
  largeUnits: [],
  percent: (number) => `${number}%`,
  range: (low, high, signed) => (signed ? `${low} to ${high}` : `${low}–${high}`),
  atLeast: (number) => `at least ${number}`,
  atMost: (number) => `at most ${number}`,
  money: (number, currency) => `${number} ${currency}`,
  withUnit: (number, unit) => `${number} ${unit}`,
  date: (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`,
  months: (number, one) => `${number} ${one ? 'month' : 'months'}`,
  items: (items) => items.join(', '),
  and: (items) => joinWith(items, ', ', ' and '),
  or: (items) => joinWith(items, ', ', ' or '),
  list: (items) => items.join('; '),
  labelled: (label, text) => `${label}: ${text}`,
  sentences: (items) => items.join(' '),
  clauses: (items) => items.join(', '),
  quote: (text) => `“${text}”`,
  remark: (text, remark) => `${text} (${remark})`,
};
