import type { PaperMessages } from './messages.ts';

export const paper: PaperMessages = {
  howTo: [
    'Je Frage ein Kästchen ankreuzen, sofern nicht dabeisteht, dass es mehrere sein dürfen.',
    'Was noch niemand weiß, als „noch nicht bekannt“ ankreuzen: das ist besser als geraten.',
    'Was mit „Nur falls“ beginnt, überspringen, wenn das nicht zutrifft.',
    'Neben oder unter der Antwort festhalten, was zu sehen war und welche Unterlagen es belegen.',
  ],
  enterprise: 'Unternehmen',
  date: 'Datum',
  filledBy: 'Ausgefüllt von',
  assessor: 'Bewertet von',
  edition: (title, version) => `${title}, Version ${version}`,
  facts: 'Angaben zum Unternehmen',
  required: 'Pflichtangabe',
  onlyIf: (condition) => `Nur falls: ${condition}`,
  tick: (least, most) => {
    if (most !== null && most === least) return `Genau ${most} ankreuzen.`;
    if (most !== null) return least > 1 ? `${least} bis ${most} ankreuzen.` : `Höchstens ${most} ankreuzen.`;
    return least > 1 ? `Mindestens ${least} ankreuzen.` : 'Mehrere möglich.';
  },
  follows: 'Folgt aus den hier erfragten Zahlen; nur ankreuzen, wo das falsch wäre.',
  answer: 'Antwort',
  day: 'Jahr – Monat – Tag',
  notes: 'Notizen',
  notesAndEvidence: 'Notizen, Belege',
  evidenceRequired: 'Notizen, Belege (erforderlich)',
  moreNotes: 'Platz für weitere Notizen',
};
