import type { MappingMessages } from './messages.ts';

export const mapping: MappingMessages = {
  opening: (table, pack) =>
    `How the columns of ${table} meet ${pack}. Look through it, above all where it says CHECK; then:`,
  table: { column: 'Column', becomes: 'Becomes', how: 'Recognised by', remark: 'Remark' },
  unused: 'not used',
  unnamed: (place) => `(column ${place}, no heading)`,
  by: {
    id: 'id',
    text: (language) => (language === null ? 'text' : `text (${language})`),
    numbered: (language) => (language === null ? 'text after a number' : `text (${language}) after a number`),
    option: 'question and option',
    similar: (percent) => `similar, ${percent} %`,
  },
  option: (question, option) => `${question}: ${option}`,
  doubts: {
    similar: 'the heading is only similar',
    several: (names) => `the heading may mean ${names}: name one under to`,
    second: (name) => `another column stands for ${name}`,
    positions: (first) => `the cells seem to count the options from ${first}`,
    counted: 'the heading seems to count the options from 1',
    fraction: 'all percentages are between 0 and 1, so they are multiplied with 100',
    dates: (day, month) => `days such as 01/02/2026 can be read two ways: say ${day} or ${month}`,
    missingOptions: (options) => `options without a column: ${options}`,
  },
  unread: (cells) => `not understood: ${cells}`,
  check: (doubts) => `CHECK: ${doubts}`,
  decimalUnclear: 'whether numbers have a decimal point or comma cannot be told from them',
  decimalSettledBy: (what, flag) => `${what}; ${flag} settles it`,
  missing: (names) => `No column for: ${names}`,
  optional: (names) => `No column, and none needed: ${names}`,
  certain: 'Everything needed is certain: batch uses the export without a mapping, too.',
  uncertain: 'Not everything is certain: batch needs the mapping, once you have looked through it.',
};
