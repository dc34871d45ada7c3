import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) =>
    `Antworten zu ${pack}. ${blank} jeweils durch die Antwort ersetzen oder stehen lassen, wo es keine gibt.`,
  more: (unknown, noted) => `Was noch nicht bekannt ist: ${unknown}; eine Antwort kann mehr haben: ${noted}.`,
  required: 'Pflichtangabe',
  choose: (values) => `eines von: ${values}`,
  several: (values) => `beliebige von: ${values}, als Liste wie [A, B]`,
  number: (range) => (range === '' ? 'eine Zahl' : `eine Zahl: ${range}`),
  yesNo: (yes, no) => `${yes} oder ${no}`,
  date: 'ein Tag: 2026-01-31',
  text: 'Text',
  tick: (mark) => `${mark}, wenn ja, sonst leer lassen`,
  notApplicable: (state) => `wo es nicht zutrifft, ${state}`,
  derived: (names) => `Diese folgen aus den Antworten und werden nur angegeben, wo das nicht stimmt: ${names}`,
  answers: 'Antworten',
  lists: 'Listen',
};
