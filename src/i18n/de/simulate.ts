import type { Messages } from '../messages.ts';

export const simulate: Messages['simulate'] = {
  synthetic:
    'Alles in diesem Ordner ist synthetisch: Kein Unternehmen, kein Code, kein Name, keine Antwort und keine Zahl darin ist echt. Die Codes beginnen mit einer Region (99), die GB/T 2260 nicht kennt; jede Tabelle hat eine Spalte „synthetic“.',
  describedAs: 'Wofür die Region steht',
  filesTitle: 'Dateien',
  file: 'Datei',
  holds: 'Inhalt',
  contents: {
    registry: (enterprises, city) => `das Register von ${city}: ${enterprises} Unternehmen`,
    transformed: (enterprises) => `davon ${enterprises} als transformiert erklärt, mit dem Tag`,
    outside: (enterprises) => `${enterprises} Unternehmen anderer Städte, die nicht im Register stehen`,
    links: (links, chains) => `${links} Lieferbeziehungen in ${chains} Ketten`,
    exports: (kind, date, rows) =>
      `Antworten von ${rows} Unternehmen, ${kind === 'self' ? 'selbst bewertet' : 'vor Ort diagnostiziert'} bis ${date}`,
    results: (kind, date) => `${kind === 'self' ? 'Selbstbewertungen' : 'Diagnosen'} bis ${date}, ausgewertet`,
    peers: (regions, rank) => `erfundene Werte von ${regions} Städten, die eigene auf Platz ${rank}`,
    files: (enterprises) => `Dateien von ${enterprises} Unternehmen, mit allen Bewertungen und einem Maßnahmenplan`,
  },
  written: (folder) => `Synthetische Region in ${folder} geschrieben`,
  interrupted: (folder) =>
    `Unterbrochen: In ${folder} wurde nichts geschrieben. Denselben Befehl noch einmal ausführen.`,
  progress: (done, all) => `${done} von ${all} Unternehmensdateien`,
  refused: {
    notAFolder: (path) => `${path} ist kein Ordner`,
    notEmpty: (path) => `der Ordner ${path} ist nicht leer`,
    notEmptyNext: 'Mit -o DIR einen neuen Ordner nennen oder diesen zuerst entfernen.',
    unusable: (path) => `die Region ${path} lässt sich so nicht erzeugen`,
    noKey: (pack) => `im Paket ${pack} dient keine Angabe als Schlüssel; die Unternehmen wären nicht zu unterscheiden`,
    rowRefused: (path, line, key) =>
      `das Paket weist erzeugte Antworten ab: ${path}, Zeile ${line}, Unternehmen ${key}`,
    rowRefusedNext: 'matura batch sagt, was an der Zeile falsch ist.',
  },
};
