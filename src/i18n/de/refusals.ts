import type { Messages } from '../messages.ts';
import { imports } from './templates.ts';
import { words } from './words.ts';

export const files: Messages['files'] = {
  problems: {
    missing: (path) => `${path} gibt es nicht`,
    'no-folder': (path) => `den Ordner ${path} gibt es nicht`,
    damaged: (path) => `${path} ist beschädigt`,
    altered: (path) => `${path} ist nicht so, wie Matura sie geschrieben hat`,
    newer: (path) => `${path} wurde von einer neueren Version von Matura geschrieben`,
    locked: (path) => `${path} wird gerade von einem anderen Lauf geschrieben`,
    'disk-full': (path) => `${path} konnte nicht geschrieben werden: kein Platz mehr frei`,
    'read-only': (path) => `${path} konnte nicht geschrieben werden: der Datenträger ist schreibgeschützt`,
    'no-permission': (path) => `${path} ist nicht nutzbar: die Berechtigung fehlt`,
    'not-a-folder': (path) => `${path} steht einem Ordner dieses Namens im Weg`,
    'not-a-file': (path) => `${path} ist ein Ordner, eine Pipe oder ein Gerät, wo eine Datei hingehört`,
    'too-large': (path) => `${path} hat mehr als 64 MB, zu viel für eine solche Datei`,
    'link-outside': (path) => `${path} ist ein Verweis, der aus seinem Ordner hinausführt`,
    failed: (path) => `${path} konnte nicht gelesen oder geschrieben werden`,
  },
  steps: {
    'check-path': 'Bitte den Pfad prüfen.',
    'make-folder': 'Bitte den Ordner anlegen oder den Pfad prüfen.',
    'restore-copy':
      'Bitte eine unversehrte Kopie aus einer Sicherung wiederherstellen oder die Stelle berichtigen; Matura ändert nichts an einer beschädigten Datei.',
    verify:
      'matura verify nennt jede Stelle. Bitte eine unversehrte Kopie aus einer Sicherung wiederherstellen; einer geänderten Datei wird nichts hinzugefügt.',
    'update-matura': 'Bitte eine neuere Version von Matura verwenden.',
    wait: 'Bitte das Ende des anderen Laufs abwarten und es dann noch einmal versuchen; läuft keiner, die Sperre löschen.',
    'free-space':
      'Bitte Platz schaffen und es noch einmal versuchen: Jede Datei ist die alte oder die neue, und vollständig.',
    'choose-other-folder': 'Bitte einen anderen Ort wählen.',
    'get-permission': 'Bitte eine Berechtigung anfordern oder einen anderen Ort wählen.',
    'replace-link': 'Bitte den Verweis durch die Datei selbst ersetzen.',
    'name-a-file': 'Bitte eine Datei nennen oder wegräumen, was an ihrer Stelle steht.',
    'try-again': 'Bitte erneut versuchen; tritt es wieder auf, den Datenträger prüfen.',
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
    'not-a-key': 'kein Schlüssel von matura key',
    'not-filed': 'die Bewertung steht nicht darin',
    lock: (path) => `ihre Sperre ist ${path}`,
    'other-draft': (id) => `es ist der Kopf des Entwurfs ${id}`,
    'other-key': (key) => `ihr Schlüssel ${key} gehört in eine andere Datei`,
  },
};

const near = (name: string | undefined): string => (name === undefined ? '' : `; ist „${name}“ gemeint?`);
const unknown = (thing: string) => (name: string, closest: string | undefined, known: string) => [
  `${thing} „${name}“ gibt es nicht${near(closest)}`,
  ...(known === '' ? [] : [`Vorhanden: ${known}`]),
];

const SHOWN = {
  form: 'ein Formular',
  html: 'eine HTML-Seite',
  docx: 'ein Word-Dokument',
  pdf: 'ein PDF',
  xlsx: 'eine Arbeitsmappe',
} as const;
const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'die Berechtigung fehlt',
  EPERM: 'die Berechtigung fehlt',
  ELOOP: 'es ist ein Verweis auf sich selbst',
  ENXIO: 'es ist ein Socket',
  ESPIPE: 'es ist ein Gerät oder eine Pipe',
  EFBIG: 'es ist größer als 64 MB',
};
const PACK = 'Ein Paket ist ein Ordner mit einer questionnaire.yaml und einer rubric.yaml.';
const RECORD_NUMBERS = 'Ohne weitere Optionen werden die Einträge mit ihren Nummern aufgelistet.';
const PRINT_YOURSELF = 'Den Bericht als HTML in einem beliebigen Browser öffnen und von dort drucken.';
const ONE_GROUPING =
  'Für jede eine eigene Ausgabe erzeugen und nur eine davon weitergeben; --min-cell 1 zeigt alle Zahlen.';

export const refusals: Messages['refusals'] = {
  keyThere: (path) => [
    `${path} gibt es schon`,
    'Mit -o eine andere Datei nennen oder jenen Schlüssel mit --force ersetzen.',
  ],
  unsigned: (project) => [
    `${project} verlangt unterschriebene Bewertungen`,
    'Mit --sign den Schlüssel eines der dort genannten Unterzeichner angeben; matura key new erzeugt einen Schlüssel.',
  ],
  otherSigner: (key, fingerprint, project) => [
    `${key} (${fingerprint}) gehört zu keinem der Unterzeichner in ${project}`,
    'Mit dem Schlüssel eines von ihnen unterschreiben oder diesen Fingerabdruck dort eintragen.',
  ],
  notADate: (option, text) => `${option}: „${text}“ ist kein Datum wie 2026-01-31`,
  unclearDate: (option, text) => [
    `${option}: „${text}“ kann zwei Tage bezeichnen`,
    'Bitte mit dem Jahr beginnen, etwa 2026-01-31.',
  ],
  noSuchDayBefore: (input, day) => `${input}: den Tag ${day} gibt es nicht`,
  notACount: (option, text, least, most) =>
    `${option}: „${text}“ ist keine ganze Zahl ${most === '' ? `ab ${least}` : `von ${least} bis ${most}`}`,
  notANumber: (option, text) => `${option}: „${text}“ ist keine Zahl ab 0`,
  notAPercentage: (option, text, most) =>
    `${option}: „${text}“ ist kein Prozentsatz ${most === '' ? 'ab 0' : `von 0 bis ${most}`}, etwa 15`,
  ambiguousNumber: (option, text, one, other) => [
    `${option}: „${text}“ kann zweierlei bedeuten`,
    `Bitte ${one} oder ${other} schreiben.`,
  ],
  noFolderName: (option) => `${option} braucht den Namen eines Ordners`,
  emptyFolderName: 'der Name des Ordners ist leer',
  emptyPath: 'ein Pfad ist leer',
  tableOfAnswers: (path) => [
    `${path} ist eine Tabelle; hier werden die Antworten eines Unternehmens erwartet`,
    'matura batch bewertet jede Zeile einer Tabelle.',
  ],
  answersOfOne: (path) => [
    `${path} ist keine Tabelle, sondern YAML, wie für die Antworten eines Unternehmens`,
    'matura score bewertet eine solche Datei.',
  ],
  unknownLanguage: (language, known) => [`die Sprache „${language}“ gibt es nicht`, `Sprachen: ${known}`],
  unknownLevel: (option, level, levels) => [
    `${option}: das Paket hat keine Stufe „${level}“`,
    `Vorhandene Stufen: ${levels}`,
  ],
  unknownAssessment: (which, known) => [`--assessment: eine Bewertung „${which}“ gibt es nicht`, `Vorhanden: ${known}`],
  unknownRule: (name, closest) => [
    `eine Prüfregel „${name}“ gibt es nicht${near(closest)}`,
    'matura rule listet alle auf.',
  ],
  unknownDocumentKind: (name, closest, known) => [
    `eine Dokumentart „${name}“ gibt es nicht${near(closest)}`,
    `Dokumentarten: ${known}`,
  ],
  unknownShell: (name, closest, known) => [
    `für „${name}“ gibt es keine Vervollständigung${near(closest)}`,
    `Shells: ${known}`,
  ],
  unknownMeasure: unknown('eine Maßnahme'),
  unknownInstrument: unknown('eine Förderung'),
  unknownPack: (name, closest, known) => [
    `ein Paket „${name}“ gibt es nicht${near(closest)}`,
    `${known === '' ? 'Es wurde kein Paket gefunden' : `Vorhanden: ${known}`}; auch ein Pfad wie ./my-pack ist möglich, oder --packs ORDNER`,
  ],
  unknownPolicy: (name, closest, known) => [
    `eine Förderpolitik „${name}“ gibt es nicht${near(closest)}`,
    `${known === '' ? 'Es wurde keine Förderpolitik gefunden' : `Vorhanden: ${known}`}; auch ein Pfad wie ./policies/my-city.yaml ist möglich`,
  ],
  unknownName: (name, closest, scores) => [
    `das Paket hat weder einen Wert noch eine Frage oder Angabe „${name}“${near(closest)}`,
    `Werte: ${scores}`,
  ],
  optionNeeds: (option, other) => `${option} braucht ${other}`,
  noSuchStep: (number, count) => [
    `die letzte Empfehlung hat keine Maßnahme Nummer ${number}, sondern ${count}`,
    'Ohne Optionen listet matura record sie auf.',
  ],
  requiredAndExcluded: (measure) => `${measure} kann nicht zugleich verlangt und ausgeschlossen sein`,
  cannotRequire: (measure, why, others) => [
    `${measure} kann nicht verlangt werden: ${why}${others === '' ? '' : ` (${others})`}`,
    'Nichts wurde festgehalten.',
  ],
  choosesPeers: (option) => `${option} wählt unter den Vergleichsunternehmen aus und geht nur mit --peers`,
  templateFormat: (format) => `--template geht nur mit --format docx, nicht mit ${format}`,
  logoFormat: (format) => `--logo geht nur mit --format html, pdf oder docx, nicht mit ${format}`,
  shortFormat: '--short geht nur mit --format md, html, docx oder pdf',
  watchFile: '--watch geht nur mit --output DATEI',
  notForFolder: (option) => [
    `${option} gilt für ein einzelnes Unternehmen, nicht für einen Ordner`,
    'Ein Ordner wird nach den abgelegten Empfehlungen zusammengezählt.',
  ],
  formatNotForFolder: (format) => [
    `--format ${format} gilt für ein einzelnes Unternehmen, nicht für einen Ordner`,
    'Für einen Ordner: pretty oder json.',
  ],
  unknownCommand: (name, near) => [
    `den Befehl „${name}“ gibt es nicht`,
    near === undefined ? 'matura --help listet alle auf.' : `War ${near} gemeint?`,
  ],
  otherFormat: (file, named, said) => [
    `die Endung von ${file} steht für ${named}, --format nennt aber ${said}`,
    `Bitte --format ${named} angeben oder der Datei eine andere Endung geben.`,
  ],
  endingNotWritten: (file, endings) => [
    `${file} hat die Endung eines Formats, das dieser Befehl nicht schreibt`,
    `Möglich sind: ${endings}`,
  ],
  fileThere: (file) => [
    `${file} gibt es schon, mit anderem Inhalt: es würde überschrieben`,
    'Eine andere Datei nennen oder sie mit --force ersetzen.',
  ],
  otherExport: (file) => [
    `${file} enthält die Zeilen eines anderen Exports: sie gingen verloren`,
    'Eine andere Datei nennen oder sie mit --force ersetzen.',
  ],
  otherScores: (file) => [
    `${file} enthält andere Werte dieser Unternehmen, obwohl sich weder Export noch Paket seither geändert haben: sie stammen aus einem anderen Export`,
    'Eine andere Datei nennen oder sie mit --force ersetzen.',
  ],
  enterpriseFile: (path) => [
    `${path} ist eine Unternehmensdatei: sie würde überschrieben`,
    'Eine andere Datei angeben.',
  ],
  notOnTerminal: (kind) => [
    `${SHOWN[kind]} lässt sich nicht im Terminal anzeigen`,
    'Bitte mit -o DATEI eine Datei nennen.',
  ],
  tooManyGates: (most) => `--min-score: höchstens ${most} Mindestwerte sind möglich`,
  notAGate: (text) => `--min-score: „${text}“ hat nicht die Form NAME=WERT, etwa total=60`,
  gateWithoutNumber: (text, score) => `„${text}“ ist keine Zahl für ${score}`,
  unknownScore: (name, scores) => [
    `einen Wert „${name}“ gibt es nicht`,
    ...(scores === '' ? [] : [`Vorhandene Werte: ${scores}`]),
  ],

  missing: files.problems.missing,
  needsPath: () => [
    '- ist die Standardeingabe, die hier nicht möglich ist',
    'Nötig ist ein Ort auf dem Datenträger: die Eingabe speichern und die Datei oder den Ordner nennen.',
  ],
  linkOutOfPack: (path) => [
    `${path} ist ein Verweis, der aus dem Paket hinausführt`,
    'Den Verweis durch die Datei selbst ersetzen.',
  ],
  folderForFile: files.problems['not-a-file'],
  unreadable: (path, cause) => `${path} ist nicht lesbar: ${CAUSES[cause] ?? cause}`,
  noPack: (path) => [`${path} enthält kein Paket`, PACK],
  folderWithoutPack: (option, folder) => [`${option}: der Ordner ${folder} enthält kein Paket`, PACK],
  folderMissing: (option, folder) => `${option}: den Ordner ${folder} gibt es nicht`,
  folderUnreadable: (option, folder) => `${option}: ${folder} ist kein lesbarer Ordner`,
  policyIsFolder: (path) => `${path} ist ein Ordner; eine Förderpolitik ist eine Datei`,
  packUnusable: (pack) => `das Paket ${pack} ist so nicht verwendbar`,
  policyUnusable: (pack, policy) => `das Paket ${pack} ist mit der Förderpolitik ${policy} so nicht verwendbar`,
  mappingUnusable: (path, table) => `die Zuordnung ${path} ist für ${table} so nicht verwendbar`,
  mappingUnreviewed: (path, marks, option) => [
    `die Zuordnung ${path} enthält ungeprüfte check-Einträge: ${marks}`,
    `Sehen Sie nach, was jeder Eintrag sagt, berichtigen Sie die Spalte, und löschen Sie den Eintrag. ${option} übernimmt die Zuordnung, wie sie ist.`,
  ],
  projectUnusable: (path) => `die Einstellungen in ${path} sind so nicht verwendbar`,
  stagesUnusable: (path) => `die Etappen in ${path} sind so nicht verwendbar`,
  casesUnusable: (pack) => `die Fälle von ${pack} lassen sich nicht ausführen`,
  namesNoPolicy: (pack) => [`${pack} nennt keine Förderpolitik`, 'Bitte mit --policy eine nennen.'],
  noKeyFact:
    'keine Angabe dieses Pakets ist der Schlüssel eines Unternehmens, also lässt sich seine Datei nicht benennen',
  notARevision: (text) => `--since: „${text}“ ist keine Revision`,
  noRepository: (folder, reason) => [`--since: ${folder} liegt in keinem lesbaren Git-Repository`, reason],
  unknownRevision: (revision) => [
    `--since: das Repository hat keine Revision „${revision}“`,
    'Ein flacher Klon enthält nur die neueste: zuerst die Revision holen; in einem GitHub-Workflow mit fetch-depth: 0 auschecken.',
  ],
  noGit: '--since braucht Git, das nicht installiert ist',
  noBaseline: (path) => [
    `--baseline: ${path} gibt es nicht`,
    'matura validate --write-baseline DATEI schreibt eine solche Datei.',
  ],
  notABaseline: (path) => [
    `${path} gibt es schon und ist keine lesbare Baseline, wird also nicht ersetzt`,
    `matura validate ${path} sagt, was daran falsch ist.`,
  ],
  baselineAlone: '--write-baseline schreibt nur die Baseline und geht nicht mit --output',
  oneFormat: (formats, first) => [
    `in die Standardausgabe kann nur ein Format, nicht ${formats.replaceAll(', ', ' und ')}`,
    `Hinter jedem weiteren Format angeben, wohin es soll: --format ${first} --output DATEI`,
  ],
  sameFile: (path) => `zwei Formate können nicht in dieselbe Datei: ${path}`,
  fileIsChecked: (path) => `${path} ist eine der geprüften Dateien und wurde nicht überschrieben`,
  updateNeedsReason: [
    '--update schreibt die erwarteten Ergebnisse neu und braucht deshalb --reason TEXT',
    'Angeben, warum die neuen Ergebnisse stimmen, etwa --reason "Q5 zählt seit Version 2 zwölf Punkte".',
  ],
  reasonNeedsUpdate: '--reason geht nur mit --update',
  noCaseToRun: 'kein Fall dieser Pakete lässt sich ausführen',
  noCaseNamed: (text) => `kein Fall hat eine ID, die „${text}“ enthält`,
  noCase: ['es wurde kein Fall gefunden', 'Fälle liegen im Ordner cases eines Pakets.'],
  fileChanged: (path) => [
    `${path} hat sich seit dem Lesen geändert und wurde deshalb nicht überschrieben`,
    'Den Befehl noch einmal ausführen.',
  ],
  notWritten: (path, cause) => `${path} konnte nicht geschrieben werden (${cause}) und blieb, wie es war`,

  answersRefused: (path) => `${path} wird zurückgewiesen; nichts wurde bewertet oder geschrieben`,
  missingAnswers: (path, names) => `in ${path} fehlt die Antwort auf ${names}, was die Bewertungsregeln nicht zulassen`,
  answersNeeded: (names) => `es fehlt die Antwort auf ${names}, was die Bewertungsregeln nicht zulassen`,
  noEnterpriseFile: (key, folder) => [
    `in ${folder} gibt es keine Unternehmensdatei zu ${key}`,
    'Bitte mit --files ORDNER den Ordner nennen oder die Datei selbst.',
  ],
  noFiles: (folder) => [
    `${folder} enthält keine Unternehmensdatei`,
    'matura score PAKET ANTWORTEN --files ORDNER legt eine an.',
  ],
  noAssessment: (path) => `${path} enthält keine Bewertung`,
  noAssessmentUnder: (path, pack) => `${path} enthält keine Bewertung mit ${pack}`,
  noAssessmentOf: (enterprise, kind) => `${enterprise} hat keine Bewertung der Art „${words.kinds[kind]}“`,
  keyNotStated: (fact) => `ohne die Angabe „${fact}“ lässt sich die Datei des Unternehmens nicht benennen`,
  otherVersion: (path, version, now) => [
    `die neueste Bewertung in ${path} wurde mit Version ${version} gemacht, das Paket hat ${now}`,
    'Mit --migrate werden ihre Antworten übernommen: Was keinen Platz mehr hat, wird aufgelistet, und die Bewertung selbst bleibt, wie sie ist.',
  ],
  otherEnterprise: (stored, stated) => [imports.otherEnterprise(stored, stated), imports.renameAdvice],
  notAChange: (text) => `--set: „${text}“ hat nicht die Form NAME=WERT, etwa Q5=C`,
  setTwice: (name) => `--set: ${name} ist zweimal angegeben`,
  setScore: (name) => [
    `--set: ${name} wird aus Antworten berechnet; bitte diese angeben`,
    'matura explain zeigt, aus welchen.',
  ],
  setRows: (name, rows) => [`--set: ${name} hat Zeilen mit je einer Antwort`, `Zeilen: ${rows}`],
  setUnknown: (name, closest) => `--set: das Paket hat keine Frage oder Angabe „${name}“${near(closest)}`,

  onePeerSubject: (count) => [
    `--peers: die Dateien gehören zu ${count} Unternehmen`,
    'Bitte nur die eines Unternehmens nennen.',
  ],
  noPeerFact: (pack, name, closest, facts) => [
    `--by: ${pack} hat keine Angabe „${name}“${near(closest)}`,
    `Vorhandene Angaben: ${facts}`,
  ],
  ownFactUnknown: (fact, enterprise) => `--by: ${fact} ist von ${enterprise} nicht bekannt`,
  peerFactUnknown: (fact, path) => [
    `--by: ${fact} ist von keinem der Vergleichsunternehmen bekannt`,
    `${path} sagt nichts darüber.`,
  ],
  noPeerFiles: (folder) => [
    `--peers: ${folder} enthält keine Unternehmensdatei`,
    'matura score --files oder matura batch --files legt welche an.',
  ],
  otherPeerScores: (path, pack, scores) => [
    `--peers: ${path} enthält keinen der Werte von ${pack}`,
    `Das sind: ${scores}. Ist es das Ergebnis eines anderen Pakets?`,
  ],
  notPeers: (reason) => [
    `--peers: ${reason}`,
    'Bitte einen Ordner mit Unternehmensdateien nennen oder eine Ergebnistabelle von matura batch.',
  ],
  noStages: (path) => [`--stages: ${path} gibt es nicht`, 'matura schema stages zeigt, was eine solche Datei enthält.'],
  tooManyStages: (count) => [
    `--stages: ${count} Etappen sind zu viele, wo kleine Gruppen verborgen werden: was zusammen aus ihnen folgt, ließe sich nicht in vertretbarer Zeit finden`,
    'Weniger Etappen zählen; --min-cell 1 zeigt alle Zahlen, fürs eigene Haus.',
  ],
  sharedFact: (fact) => [
    `--by: „${fact}“ steht in zwei Gruppierungen, und jede verriete, was die andere verbirgt`,
    ONE_GROUPING,
  ],
  nestedGroupings: (inner, outer) => [
    `--by: „${inner}“ liegt immer ganz in einem „${outer}“, und jede Gruppierung verriete, was die andere verbirgt`,
    ONE_GROUPING,
  ],
  notAKeyFile: (path) => [
    `${path} gibt es schon und ist keine Schlüsseldatei zu Pseudonymen`,
    'Bitte die Datei wegräumen oder mit --pseudonyms eine andere nennen.',
  ],

  nothingToRecord: 'was soll festgehalten werden? Bitte mit --measure, --instrument oder --cancel angeben',
  noPolicyToFollow: (path) => `${path} enthält keine Bewertung, also gibt es keinen Maßnahmenplan dazu`,
  notARecord: (text) => [`--cancel: „${text}“ ist nicht die Nummer eines Eintrags`, RECORD_NUMBERS],
  unknownRecord: (number) => [`--cancel: einen Eintrag Nr. ${number} gibt es nicht`, RECORD_NUMBERS],
  whichMeasureState: (id) => `--measure ${id}: ist sie --planned, --started oder --done?`,
  whichInstrumentState: (id) => `--instrument ${id}: ist sie --applied, --granted oder --paid?`,
  dayToCome: (option, day, today) => [
    `${option}: der ${day} liegt in der Zukunft; heute ist der ${today}`,
    'Was erst geschehen soll, wird mit --planned festgehalten.',
  ],
  notMoney: (option, text) => `${option}: „${text}“ ist kein Betrag wie 350000, 350.000,50, 35万 oder 1,2 Mio.`,
  tooManyDecimals: (option, text) =>
    `${option}: „${text}“ hat mehr als zwei Nachkommastellen; Beträge sind genau und werden nicht gerundet`,
  tooManyDigits: (option, text, most) => `${option}: „${text}“ hat mehr als ${most} Ziffern`,
  noCurrency: (option, number) =>
    `${option}: das Paket nennt keine Währung; bitte sie hinter den Betrag schreiben, etwa „${number} CNY“`,
  otherCurrency: (option, currency, written) =>
    `${option}: die Beträge lauten hier auf ${currency}, nicht auf ${written}`,

  noBrowser: [
    'ein PDF wird von Chrome, Edge oder Chromium gedruckt, und keiner davon ist hier zu finden',
    'Bitte einen installieren oder in der Umgebungsvariablen CHROMIUM nennen. Oder den Bericht als HTML in einem beliebigen Browser öffnen und von dort drucken.',
  ],
  printedNothing: (browser) => [`${browser} hat nichts gedruckt`, PRINT_YOURSELF],
  printedTooLong: (browser, seconds) => [`${browser} brauchte länger als ${seconds} Sekunden`, PRINT_YOURSELF],
  notPrinted: (browser, cause) => [`${browser} endete mit ${cause}`, PRINT_YOURSELF],
};
