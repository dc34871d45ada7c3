import type { Messages } from '../messages.ts';

export const verify: Messages['verify'] = {
  entries: {
    assessment: (number) => `Bewertung ${number}`,
    record: (number) => `Vermerk ${number}`,
  },
  parts: {
    about: 'Art, Datum oder Paket',
    answers: 'Angaben oder Antworten',
    result: 'Punkte oder Stufe',
    recommendation: 'Empfehlung',
    content: 'Inhalt',
    personal: 'bewertende Person, Notizen, Nachweise oder Kontakte',
  },
  findings: {
    altered: (entry, parts) => `${entry} wurde geändert: ${parts}`,
    removed: (entry) => `${entry} wurde entfernt`,
    inserted: (entry) => `${entry} wurde eingefügt`,
    moved: (entry) => `${entry} wurde verschoben`,
    'personal-removed': (entry) =>
      `${entry}: bewertende Person, Notizen, Nachweise oder Kontakte wurden ohne matura redact entfernt`,
    facts: 'die Angaben am Anfang wurden geändert',
    fact: (name) =>
      `die Angabe ${name} am Anfang wurde geändert: Ihre Notiz oder ihr Nachweis steht in keiner Bewertung`,
    'link-broken': (link) =>
      `Glied ${link} der Kette folgt nicht aus dem vorigen: Es selbst, der Schlüssel oder etwas davor wurde geändert`,
    'bad-signature': (link) => `die Unterschrift von Glied ${link} gilt nicht`,
    unsigned: (entry) => `${entry} ist mit keinem der Schlüssel in matura.yaml unterschrieben`,
    'cut-off': 'das Ende der Kette wurde abgeschnitten',
    'no-chain': 'die Kette wurde entfernt',
    'other-version': 'schemaVersion wurde geändert',
    'duplicate-key': (name, line) => `der Schlüssel „${name}“ steht doppelt (Zeile ${line})`,
    'byte-order-mark': 'ein Byte-Order-Mark wurde vorangestellt',
  },
  scoreDiffers: (entry, name, stored, now) => `${entry}: ${name} ist ${stored}, aber die Antworten ergeben ${now}`,
  keyWritten: (path) => `Geschrieben: ${path}. Bitte für sich behalten; der Fingerabdruck ist für andere.`,
  none: 'keine Angabe',
  policyOlder:
    'der Maßnahmenplan daneben gehört zu einer anderen Bewertung als der neuesten: Entweder wurde ein Lauf abgebrochen, dann holt derselbe Befehl es beim nächsten Mal nach, oder jemand hat ihn dorthin gelegt',
  summary: (altered, files) =>
    altered === '0'
      ? `Nichts wurde geändert. Geprüfte Dateien: ${files}.`
      : `Dateien mit Befund: ${altered} von ${files}.`,
  rescored: (count) => `Neu ausgewertete Bewertungen: ${count}.`,
  notChecked: 'Nicht geprüft',
  unchecked: {
    withoutChain: (count) =>
      `Dateien, die noch keine Kette haben (${count}): Sie erhalten sie mit dem nächsten Eintrag`,
    adopted: (count) => `was mit Einträgen geschah, bevor ihre Datei eine Kette hatte (${count})`,
    redacted: (count) => `geschwärzte persönliche Angaben (${count} Einträge)`,
    withoutPack: (count) =>
      `Werte von Bewertungen, deren genaues Paket nicht gefunden wird (${count}): --packs nennt seinen Ordner`,
  },
  more: (first, others) => `${first}; und ${others} weitere Befunde`,
};

export const redaction: Messages['redaction'] = {
  nothing: (path) => `${path} enthält keine persönlichen Angaben: Nichts wurde entfernt.`,
  removed: (path, entries, isTrial) =>
    `${isTrial ? 'Zu entfernen' : 'Entfernt'} aus ${path}: wer bewertet oder vermerkt hat, Notizen, Nachweise und Kontakte (Einträge: ${entries}).`,
  copies: 'Frühere Kopien, Berichte, bearbeitete Maßnahmenpläne und Exporte können sie noch enthalten.',
  policy: 'Den Maßnahmenplan neu schreiben, ohne Notizen zu zitieren',
};
