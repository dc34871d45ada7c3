import type { Messages } from '../messages.ts';

export const template: Messages['template'] = {
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
  insteadOf: (title) => `Statt einer Antwort: ${title}`,
  surprise: (title, range) => `Bitte prüfen: Üblich ist bei „${title}“ ${range}.`,
  uscc: 'Das ist kein Kreditcode: Er hat 18 Ziffern und Großbuchstaben, wie auf der Gewerbelizenz.',
  alone: 'Was „keines“ bedeutet, steht für sich allein.',
  unsaidIn: (format) => `Was ${format} nicht sagen kann:`,
  unsaid: {
    condition: (name, reads) => `${name} wird immer gefragt: Ob es gefragt wird, hängt von ${reads} ab`,
    heading: (name, heading) =>
      `${name} heißt dort ${heading}; um es wieder einzulesen, braucht es eine Zuordnung (matura map)`,
    state: (name, state) => `${name} bietet „${state}“ nicht an: Eine Option wird so geschrieben`,
    checkCharacters: (name) => `die Prüfzeichen von ${name} werden erst beim Auswerten geprüft`,
    scope: 'für wen der Fragebogen nicht gemacht ist, der wird nicht gewarnt',
  },
};

export const paper: Messages['paper'] = {
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
  funding: 'Nur für Fördermittel',
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

export const imports: Messages['imports'] = {
  added: (path, enterprise, file) => `${path}: ${enterprise} in ${file} aufgenommen`,
  alreadyThere: (path, enterprise, file) => `${path}: diese Bewertung von ${enterprise} steht schon in ${file}`,
  refused: (path) => `${path}: zurückgewiesen`,
  level: (level) => `Ergebnis: ${level}`,
  changed: (fact, from, to) => `${fact}: bisher ${from}, jetzt ${to}`,
  again: (path) => `dasselbe Unternehmen wie in ${path}; beide Bewertungen werden behalten`,
  notNewest: 'es liegt eine spätere Bewertung vor: ihre Angaben und ihr Maßnahmenplan bleiben',
  migrated: (from) => `unter Version ${from} des Fragebogens beantwortet und übernommen`,
  renamedIds: (ids) => `seither umbenannt: ${ids}`,
  progress: (done, all) => `${done} von ${all} Dateien`,
  interrupted: (folder) =>
    `Unterbrochen: Was in ${folder} hinzukam, bleibt und kommt nicht noch einmal dazu. Denselben Befehl noch einmal ausführen.`,
  editedKept: (path) => `der von Hand bearbeitete Maßnahmenplan ist jetzt ${path}`,
  summary: (files, added, alreadyThere, refused, one) =>
    `${files} ${one ? 'Datei' : 'Dateien'}: ${added} aufgenommen, ${alreadyThere} schon vorhanden, ${refused} zurückgewiesen`,
  otherEnterprise: (stored, given) =>
    `die Datei zu diesem Schlüssel nennt ein anderes Unternehmen: dort steht „${stored}“, in den Antworten „${given}“; nichts wurde geschrieben`,
  renameAdvice: 'Stimmt der Schlüssel? Hat das Unternehmen einen neuen Namen, hilft --renamed.',
  emptyFolder: (path) => `${path} enthält keine Antworten: Es liegt keine JSON-Datei darin`,
};
