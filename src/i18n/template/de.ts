import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) => [
    `Antworten zu ${pack}. ${blank} jeweils durch die Antwort ersetzen oder stehen lassen, wo es keine gibt;`,
    'was noch nicht bekannt ist: { state: unknown }. Eine Antwort kann mehr haben: { value: 2, note: Grund, evidence: [Datei] }.',
  ],
  required: 'Pflichtangabe',
  choose: (values) => `eines von: ${values}`,
  several: (values) => `beliebige von: ${values}, als Liste: [erstes, zweites]`,
  number: (range) => (range === '' ? 'eine Zahl' : `eine Zahl: ${range}`),
  yesNo: 'true für ja, false für nein',
  date: 'ein Tag: 2026-01-31',
  text: 'Text',
  tick: (mark) => `${mark}, wenn ja, sonst leer lassen`,
  notApplicable: 'auch { state: notApplicable } (nicht zutreffend)',
  derived: (names) => `Diese folgen aus den Antworten und werden nur angegeben, wo das nicht stimmt: ${names}`,
  answers: 'Antworten',
  lists: 'Listen',
};
