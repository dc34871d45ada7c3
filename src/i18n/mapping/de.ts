import type { MappingMessages } from './messages.ts';

export const mapping: MappingMessages = {
  opening: (table, pack) =>
    `Wie die Spalten von ${table} zu ${pack} gehören. Bitte durchsehen, vor allem, wo PRÜFEN steht; dann:`,
  table: { column: 'Spalte', becomes: 'Wird zu', how: 'Erkannt an', remark: 'Anmerkung' },
  unused: 'nicht verwendet',
  unnamed: (place) => `(Spalte ${place}, ohne Überschrift)`,
  by: {
    id: 'Kennung',
    text: (language) => (language === null ? 'Text' : `Text (${language})`),
    numbered: (language) => (language === null ? 'Text nach einer Nummer' : `Text (${language}) nach einer Nummer`),
    option: 'Frage und Option',
    similar: (percent) => `ähnlich, ${percent} %`,
  },
  option: (question, option) => `${question}: ${option}`,
  doubts: {
    similar: 'die Überschrift ist nur ähnlich',
    several: (names) => `die Überschrift kann ${names} meinen: bitte eine unter to nennen`,
    second: (name) => `eine andere Spalte steht schon für ${name}`,
    positions: (first) => `die Zellen zählen wohl die Optionen ab ${first}`,
    counted: 'die Überschrift zählt wohl die Optionen ab 1',
    fraction: 'alle Prozentwerte liegen zwischen 0 und 1 und werden daher mit 100 multipliziert',
    dates: (day, month) => `Tage wie 01/02/2026 lassen sich zweifach lesen: ${day} oder ${month} angeben`,
    missingOptions: (options) => `Optionen ohne Spalte: ${options}`,
  },
  unread: (cells) => `nicht verstanden: ${cells}`,
  check: (doubts) => `PRÜFEN: ${doubts}`,
  decimalUnclear: 'ob Zahlen einen Dezimalpunkt oder ein Komma haben, ist ihnen nicht anzusehen',
  decimalSettledBy: (what, flag) => `${what}; ${flag} legt es fest`,
  missing: (names) => `Keine Spalte für: ${names}`,
  optional: (names) => `Keine Spalte, und keine nötig: ${names}`,
  certain: 'Alles Nötige ist sicher: batch verwendet die Datei auch ohne Zuordnung.',
  uncertain: 'Nicht alles ist sicher: batch braucht die durchgesehene Zuordnung.',
};
