import type { FileMessages } from './messages.ts';

export const files: FileMessages = {
  problems: {
    missing: (path) => `${path} gibt es nicht`,
    damaged: (path) => `${path} ist beschädigt`,
    newer: (path) => `${path} wurde von einer neueren Version von Matura geschrieben`,
    locked: (path) => `${path} wird gerade von einem anderen Lauf geschrieben`,
    'disk-full': (path) => `${path} konnte nicht geschrieben werden: kein Platz mehr frei`,
    'read-only': (path) => `${path} konnte nicht geschrieben werden: der Datenträger ist schreibgeschützt`,
    'no-permission': (path) => `${path} ist nicht nutzbar: die Berechtigung fehlt`,
    'not-a-folder': (path) => `${path} steht einem Ordner dieses Namens im Weg`,
    'not-a-file': (path) => `${path} ist ein Ordner, wo eine Datei hingehört`,
    'link-outside': (path) => `${path} ist ein Verweis, der aus seinem Ordner hinausführt`,
    failed: (path) => `${path} konnte nicht gelesen oder geschrieben werden`,
  },
  steps: {
    'check-path': 'Bitte den Pfad prüfen.',
    'restore-copy':
      'Bitte eine heile Kopie aus einer Sicherung nehmen oder die Stelle berichtigen; Matura ändert nichts an einer beschädigten Datei.',
    'update-matura': 'Bitte eine neuere Version von Matura verwenden.',
    wait: 'Bitte das Ende des anderen Laufs abwarten und es dann noch einmal versuchen.',
    'free-space': 'Bitte Platz schaffen und es noch einmal versuchen: Was vorher da war, ist unberührt.',
    'choose-other-folder': 'Bitte einen anderen Ort wählen.',
    'get-permission': 'Bitte um Berechtigung bitten oder einen anderen Ort wählen.',
    'replace-link': 'Bitte den Verweis durch die Datei selbst ersetzen.',
    'name-a-file': 'Bitte eine Datei nennen oder den Ordner wegräumen.',
    'try-again': 'Bitte noch einmal versuchen; bleibt es dabei, den Datenträger prüfen.',
  },
  line: (line) => `Zeile ${line}`,
  lineAndColumn: (line, column) => `Zeile ${line}, Spalte ${column}`,
  pointer: (pointer) => `bei ${pointer}`,
  top: 'am Anfang',
  details: {
    'not-json': 'kein gültiges JSON',
    'not-utf8': 'kein gültiges UTF-8',
    'not-an-answer': 'keine Antwort',
    'not-a-draft': 'nicht der Kopf eines Entwurfs',
    'not-filed': 'die Bewertung steht nicht darin',
    'other-draft': (id) => `es ist der Kopf des Entwurfs ${id}`,
    'other-key': (key) => `ihr Schlüssel ${key} gehört in eine andere Datei`,
  },
};
