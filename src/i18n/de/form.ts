import type { Messages } from '../messages.ts';

const many = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

export const form: Messages['form'] = {
  language: { name: 'Deutsch', tag: 'de' },
  languages: 'Sprache',
  needsBrowser: 'Dieses Formular braucht JavaScript und einen Browser von 2023 oder später.',
  intro:
    'Nichts, was Sie hier eingeben, wird irgendwohin gesendet. Ihre Antworten bleiben in diesem Browser, bis Sie sie am Ende als Datei speichern; Sie können jederzeit aufhören und später weitermachen.',
  notKept:
    'Dieser Browser behält für diese Seite nichts. Speichern Sie Ihre Antworten als Datei, bevor Sie die Seite schließen.',
  saved: 'In diesem Browser gespeichert',
  resumed: 'Ihre bisherigen Antworten sind wieder da.',
  elsewhere:
    'Dieser Fragebogen wurde gerade in einem anderen Fenster geändert. Er lässt sich immer nur in einem Fenster ausfüllen.',
  reload: 'In diesem Fenster weitermachen',
  sections: 'Abschnitte',
  facts: 'Angaben zum Unternehmen',
  funding: 'Nur für Fördermittel',
  fundingText:
    'Nur gefragt, um mögliche Fördermittel zu finden; die Bewertung ist ohne diese Angaben vollständig, jede darf offen bleiben.',
  result: 'Ergebnis',
  progress: (answered, of) => `${answered} von ${of} beantwortet`,
  sectionProgress: (answered, of) => `${answered} von ${of}`,
  complete: 'vollständig',
  back: 'Zurück',
  next: 'Weiter',
  toResult: 'Ergebnis anzeigen',
  required: 'Pflichtangabe',
  help: 'Hilfe',
  clear: 'Antwort löschen',
  noneOfThese: 'Nichts davon',
  remarks: 'Notiz oder Nachweis hinzufügen',
  remarksGiven: 'Notiz und Nachweise',
  note: 'Notiz',
  evidence: 'Nachweise: Dateien, Links oder was zu sehen war, je Zeile einer',
  evidenceWanted: 'Hier wird ein Nachweis empfohlen.',
  evidenceRequired: 'Hier ist ein Nachweis erforderlich.',
  reasonRequired: 'Bitte notieren, warum es nicht zutrifft.',
  derived: (answer) => `Aus den Zahlen ergibt sich „${answer}“. Das gilt, solange Sie nichts anderes antworten.`,
  contradicted: (derived) => `Die Zahlen sagen etwas anderes: „${derived}“. Ihre Antwort gilt.`,
  usual: (answer) => `Bis Sie antworten, wird „${answer}“ angenommen.`,
  more: (count) => `${many(count, 'Frage', 'Fragen')} mehr wegen dieser Antwort`,
  fewer: (count) => `${many(count, 'Frage', 'Fragen')} weniger wegen dieser Antwort`,
  attention: (count) =>
    count === 1
      ? 'Bitte sehen Sie sich eine Antwort noch einmal an:'
      : `Bitte sehen Sie sich ${count} Antworten noch einmal an:`,
  unfinished: 'Was hier eingegeben wurde, ist noch keine Antwort.',
  requiredFault: 'Diese Angabe ist erforderlich.',
  tickAtLeast: (least) => `Kreuzen Sie mindestens ${many(least, 'Antwort', 'Antworten')} an.`,
  tickAtMost: (most) => `Es können höchstens ${many(most, 'Antwort', 'Antworten')} angekreuzt werden.`,
  scores: 'Punkte',
  radar: 'Die Dimensionen im Vergleich',
  radarSure: 'bisher sicher',
  radarPossible: 'noch möglich',
  score: 'Punkte',
  maximum: 'von höchstens',
  nextSteps: 'Nächste Schritte',
  allOpen: 'Noch ist nichts beantwortet.',
  open: (count) =>
    count === 1
      ? 'Eine Frage ist noch offen. Was sie ändern könnte, steht als Spanne da.'
      : `${count} Fragen sind noch offen. Was sie ändern könnten, steht als Spanne da.`,
  goToOpen: 'Zur nächsten offenen Frage',
  blocked: 'Bevor Sie diese Antworten abgeben, ergänzen Sie bitte:',
  save: 'Antworten als Datei speichern',
  saveHint: 'Geben Sie diese Datei ab oder bewahren Sie sie auf: Sie lässt sich hier wieder öffnen.',
  fileSaved: (name) => `Gespeichert als ${name}`,
  load: 'Gespeicherte Datei öffnen',
  loadHint: 'Die Antworten der Datei ersetzen die hier eingegebenen.',
  loaded: (count) => `${many(count, 'Antwort', 'Antworten')} aus der Datei übernommen`,
  notAnswers: 'Diese Datei enthält keine Antworten dieses Fragebogens.',
  otherPack: (pack) => `Diese Datei gehört zu einem anderen Fragebogen: ${pack}.`,
  otherVersion: (version) => `Die Antworten wurden unter Version ${version} des Fragebogens gegeben.`,
  lost: (count) =>
    `${many(count, 'Antwort konnte', 'Antworten konnten')} nicht übernommen werden, weil sich der Fragebogen geändert hat:`,
  print: 'Drucken',
  restart: 'Alle Antworten löschen',
  restartQuestion: 'Alle Antworten aus diesem Browser löschen? Was nicht als Datei gespeichert wurde, geht verloren.',
  restartYes: 'Ja, löschen',
  restartNo: 'Nein, behalten',
  unverified: (title, document) => `Nicht mit dem Original verglichen: ${title}. Quelle: ${document}.`,
  made: (pack, tool) => `${pack}, Matura ${tool}`,
};
