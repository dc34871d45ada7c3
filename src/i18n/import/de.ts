import type { ImportMessages } from './messages.ts';

export const imports: ImportMessages = {
  added: (path, enterprise, file) => `${path}: ${enterprise} in ${file} aufgenommen`,
  alreadyThere: (path, enterprise, file) => `${path}: diese Bewertung von ${enterprise} steht schon in ${file}`,
  refused: (path) => `${path}: zurückgewiesen`,
  level: (level) => `Ergebnis: ${level}`,
  changed: (fact, from, to) => `${fact}: bisher ${from}, jetzt ${to}`,
  notStated: 'nicht angegeben',
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
