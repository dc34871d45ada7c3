import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) => [
    `Answers for ${pack}. Replace each ${blank} by the answer, or leave it where there is none;`,
    'what is not known yet is { state: unknown }. An answer can have more: { value: 2, note: why, evidence: [a file] }.',
  ],
  required: 'required',
  choose: (values) => `one of: ${values}`,
  several: (values) => `any of: ${values}, as a list: [first, second]`,
  number: (range) => (range === '' ? 'a number' : `a number: ${range}`),
  yesNo: 'true or false',
  date: 'a day: 2026-01-31',
  text: 'text',
  tick: (mark) => `${mark} if so, else leave it empty`,
  notApplicable: 'may be { state: notApplicable }',
  derived: (names) => `These follow from the answers above, and are stated only where that is wrong: ${names}`,
  answers: 'Answers',
  lists: 'Lists',
};
