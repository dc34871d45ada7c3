import type { PortfolioMessages } from './messages.ts';

export const portfolio: PortfolioMessages = {
  noKey: 'der Schlüssel fehlt',
  notObject: 'die Zeile ist kein JSON-Objekt',
  noColumn: (file, column) => `${file} hat keine Spalte „${column}“`,
  columnsAre: (columns) => `Vorhandene Spalten: ${columns}`,
  noResult: (file) => `${file} ist kein Ergebnis von matura batch: die Spalte „level“ fehlt`,
  makeResult:
    'matura batch PACK EXPORT --out results.csv schreibt eines; eine Liste der Unternehmen gehört zu --registry.',
  emptyFolder: (folder) => `${folder} enthält keine Unternehmensakte`,
  makeFiles: 'matura score PACK ANSWERS --files DIR legt eine an.',
  progress: (done, rate) => `${done} gelesen, ${rate} je Sekunde`,
  intake: {
    title: 'Gelesen',
    forms: {
      files: (count, one) => `${count} ${one ? 'Unternehmensakte' : 'Unternehmensakten'}`,
      results: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'} eines Ergebnisses von matura batch`,
      registry: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'} des Registers`,
    },
    enterprises: (count) => `${count} verschiedene Unternehmen`,
    rule: 'Von jedem Unternehmen zählen die jüngste Selbsteinschätzung und die jüngste Diagnose vor Ort; am selben Tag geht die Unternehmensakte vor, sonst zählt, was zuerst gelesen wurde.',
    older: (count, one) => `${count} ältere ${one ? 'Bewertung bleibt' : 'Bewertungen bleiben'} außer Betracht`,
    sameDay: (count, one) => `${count} weitere ${one ? 'Bewertung' : 'Bewertungen'} vom selben Tag außer Betracht`,
    registeredTwice: (count, one) =>
      `${count} ${one ? 'Zeile' : 'Zeilen'} des Registers außer Betracht: der Schlüssel steht doppelt, die erste Zeile zählt`,
    unreadable: (count, one) => `${count} ${one ? 'Zeile oder Datei ist' : 'Zeilen oder Dateien sind'} nicht lesbar:`,
    more: (count) => `und ${count} weitere`,
  },
};
