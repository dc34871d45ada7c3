import type { TableMessages } from './messages.ts';

export const tables: TableMessages = {
  empty: 'es steht nichts darin',
  wrongBytes: (encoding, line, text, bytes) =>
    `Zeile ${line} ist kein gültiges ${encoding}: die Bytes ${bytes}${text === '' ? '' : ` hinter „${text}“`}`,
  unknownEncoding: (line, bytes) =>
    `weder UTF-8 noch GB18030 noch UTF-16; die Bytes ${bytes} in Zeile ${line} sind die ersten, die kein UTF-8 sind`,
  unknownDelimiter: (signs) =>
    `was die Zellen trennt, lässt sich nicht erkennen${signs === '' ? '' : `: es könnte ${signs} sein`}`,
  mixedDelimiter: (line, delimiter, other) =>
    `die Zellen sind durch ${delimiter} getrennt, die von Zeile ${line} aber durch ${other}`,
  duplicateHeading: (heading, one, other) => `die Spalten ${one} und ${other} haben dieselbe Überschrift „${heading}“`,
  noHeading: (line) => `in Zeile ${line} beginnt keine Zeile, die die Überschriften sein könnte`,
  openQuote: (line) =>
    `in Zeile ${line}, unter den Überschriften, wird ein Anführungszeichen geöffnet und nie geschlossen`,
  damaged: (detail) => `die gepackten Daten sind beschädigt (${detail})`,
  password: 'die Arbeitsmappe hat ein Kennwort: ohne eines speichern',
  otherWorkbook: {
    xls: 'dies ist eine alte binäre Arbeitsmappe: als XLSX oder CSV speichern',
    ods: 'dies ist eine OpenDocument-Arbeitsmappe: als XLSX oder CSV speichern',
    zip: 'dies ist ein gepackter Ordner, keine Arbeitsmappe: entpacken',
    document: 'dies ist ein Dokument zum Lesen, keine Tabelle',
  },
  tooLarge: (part) => `${part} wäre entpackt so groß, dass dies keine ehrliche Arbeitsmappe ist`,
  unknownSheet: (sheet, sheets) => `es gibt kein Blatt „${sheet}“${sheets === '' ? '' : `; vorhanden: ${sheets}`}`,
  noSheet: 'kein Blatt ist sichtbar',
  otherSheets: (sheet, others) => `gelesen wird das Blatt „${sheet}“, nicht gelesen: ${others}`,
  mergedCells: (range) => `die Überschriften sind verbundene Zellen (${range}): das zuerst aufheben`,
  tellEncoding: (option) => `Mit ${option} angeben.`,
  tellDelimiter: (option) => `Mit ${option} angeben.`,
  unknownEncodingName: (name, names) => `es gibt keine Kodierung „${name}“; möglich: ${names}`,
  notOneSign: (given) => `--delimiter: „${given}“ ist kein einzelnes Zeichen wie , ; | oder tab`,
};
