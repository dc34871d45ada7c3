import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) =>
    `Answers for ${pack}. Replace each ${blank} by the answer, or leave it where there is none.`,
  more: (unknown, noted) => `What is not known yet is ${unknown}; an answer can have more: ${noted}.`,
  required: 'required',
  choose: (values) => `one of: ${values}`,
  several: (values) => `any of: ${values}, as a list such as [A, B]`,
  number: (range) => (range === '' ? 'a number' : `a number: ${range}`),
  yesNo: (yes, no) => `${yes} or ${no}`,
  date: 'a day: 2026-01-31',
  text: 'text',
  tick: (mark) => `${mark} if so, else leave it empty`,
  notApplicable: (state) => `or ${state}`,
  derived: (names) => `These follow from the answers above, and are stated only where that is wrong: ${names}`,
  answers: 'Answers',
  lists: 'Lists',
};
