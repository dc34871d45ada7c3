import type { Messages } from '../messages.ts';

export const findings: Messages['findings'] = {
  severity: { error: 'Fehler', warning: 'Warnung' },
  counts: {
    error: (count) => `${count} Fehler`,
    warning: (count, one) => `${count} ${one ? 'Warnung' : 'Warnungen'}`,
  },
  none: (files, one) => `${files} ${one ? 'Datei' : 'Dateien'} geprüft, kein Befund`,
  found: (counts, touched, files, one) =>
    `${counts} in ${touched} von ${files} ${one ? 'geprüften Datei' : 'geprüften Dateien'}`,
  known: (text, count, one) =>
    `${text}; ${count} ${one ? 'bekannter Befund ist' : 'bekannte Befunde sind'} nicht aufgeführt`,
  more: (count) => `… und ${count} weitere Befunde`,
  moreOfRule: (count, rule) => `… und ${count} weitere von ${rule}`,
  didYouMean: (name) => `Ist „${name}“ gemeint?`,
  meant: (text, name) => `${text}; ist „${name}“ gemeint?`,
  advised: (text, advice) => `${text}. ${advice}`,
  allowed: (names) => `Möglich: ${names}`,
  states: (names) => `Zustände: ${names}`,
  rule: (command) => `Mehr dazu: ${command}`,
  baseline: {
    written: (path, count, one) => `${path}: ${count} ${one ? 'bekannter Befund' : 'bekannte Befunde'}`,
    complete: 'alle mit Begründung',
    open: (count) => `bei ${count} steht noch TODO statt einer Begründung`,
  },
  repaired: (place, found, instead) => `${place}  „${found}“ heißt jetzt „${instead}“`,
  watching: 'Warte auf Änderungen; Strg+C beendet.',
  notCompared: (path, revision) => `${path} hatte bei ${revision} Fehler und wird nicht verglichen`,
};

export const rulePages: Messages['rulePages'] = {
  why: 'Warum',
  fix: 'Abhilfe',
  bad: 'Mit dem Befund',
  good: 'Ohne ihn',
  savedAs: (file, encoding) => `${file}, gespeichert als ${encoding}`,
  groups: {
    M1: 'Dateien und Form',
    M2: 'Namen, Arten und Regeln',
    M3: 'Logik eines Pakets',
    M4: 'Maßnahmen und Förderpolitiken',
    M5: 'Sprachen',
    M6: 'Änderungen eines Pakets',
    A1: 'Antworten',
  },
};

export const notices: Messages['notices'] = {
  dryRun: 'Probelauf: Die Unternehmensdateien sind unverändert.',
  olderPolicy: (path, command) => `${path} ist älter als dieser Eintrag. Auf den neuen Stand bringt ihn: ${command}`,
  notOpened: (viewer) => `Öffnen war nicht möglich: ${viewer} wurde nicht gefunden.`,
  datedAhead: (day) =>
    `Die Bewertung trägt das Datum ${day}, das in der Zukunft liegt: Sie gilt als die neueste ihres Unternehmens.`,
  otherContent: (pack, version) =>
    `Die Bewertung wurde mit anderem Inhalt von ${pack} ${version} gemacht, als hier vorliegt: Sie wird neu berechnet, das gespeicherte Ergebnis bleibt.`,
  otherVersion: (pack, version, found) =>
    `Die Bewertung wurde mit ${pack} ${version} gemacht, hier liegt ${found} vor: Sie wird neu berechnet, das gespeicherte Ergebnis bleibt.`,
  notInPack: (names) => `Nicht in diesem Paket und deshalb nicht gezählt: ${names}`,
  raiseVersion: (version) =>
    `Die Änderungen beeinflussen Ergebnisse, doch beide tragen Version ${version}: Erhöhen Sie die Version, damit sich Ergebnisse unterscheiden lassen.`,
  tooLarge: 'Das Paket ist zu groß, um jede Antwort zu probieren; welche am meisten bewirkt, bleibt offen.',
  filteredCoverage: 'Mit --filter zählt nicht, was die übrigen Fälle abdecken.',
  policyNotFound: (policy) =>
    `Die Förderpolitik ${policy} wurde nicht gefunden; ihre Titel und Budgets sind nicht bekannt.`,
  otherFolder: (name, folder) => `${name} ist das Paket in ${folder}. Das in diesem Ordner heißt ./${name}.`,
  alreadyThere: 'Dieselbe Bewertung von diesem Tag steht schon in der Datei; nichts kam hinzu.',
  otherPolicy: (path, used, stored) =>
    `${path} folgt jetzt ${used}, die Empfehlung in der Datei aber ${stored}: matura report und andere Befehle gehen nach ${stored}, wenn nicht --policy ${used} angegeben ist.`,
  laterThere: 'Die Datei enthält eine spätere Bewertung; deren Maßnahmenplan bleibt.',
};
