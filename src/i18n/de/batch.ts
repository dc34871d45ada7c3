import type { Messages } from '../messages.ts';

export const tables: Messages['tables'] = {
  empty: 'es steht nichts darin',
  wrongBytes: (encoding, line, text, bytes) =>
    `Zeile ${line} ist kein gültiges ${encoding}: die Bytes ${bytes}${text === '' ? '' : ` hinter „${text}“`}`,
  unknownEncoding: (line, bytes) =>
    `weder UTF-8 noch GB18030 noch UTF-16; die Bytes ${bytes} in Zeile ${line} sind die ersten, die kein UTF-8 sind`,
  unknownDelimiter: (signs) =>
    `was die Zellen trennt, lässt sich nicht erkennen${signs === '' ? '' : `: es könnte ${signs} sein`}`,
  unevenRows: (line, headings, cells) =>
    `Zeile ${line} hat ${headings} Überschriften, die meisten Zeilen haben aber ${cells} Zellen`,
  howToEven: (option) =>
    `Überschriften mit einem Zeilenumbruch oder Trennzeichen in Anführungszeichen setzen oder es entfernen; wenn ein anderes Zeichen die Zellen trennt, mit ${option} angeben.`,
  mixedDelimiter: (line, delimiter, other) =>
    `die Zellen sind durch ${delimiter} getrennt, die von Zeile ${line} aber durch ${other}`,
  duplicateHeading: (heading, one, other) => `die Spalten ${one} und ${other} haben dieselbe Überschrift „${heading}“`,
  openQuote: (line) =>
    `in Zeile ${line}, unter den Überschriften, wird ein Anführungszeichen geöffnet und nie geschlossen`,
  damaged: (detail) => `die gepackten Daten sind beschädigt (${detail})`,
  wrongReference: (part, found) =>
    `${part}: „${found}“ kann dort nicht stehen; Zellen folgen von links nach rechts und Zeilen von oben nach unten, bis XFD1048576`,
  saveAgain: 'Die Arbeitsmappe in einem Tabellenprogramm öffnen und neu speichern.',
  damagedPart: (part, detail) => `${part} lässt sich nicht lesen (${detail})`,
  parts: {
    schema: 'die Beschreibung der Spalten',
    batch: (number) => `Batch ${number}`,
    group: (number) => `Zeilengruppe ${number}`,
  },
  unknownType: (column, type) =>
    `die Spalte „${column}“ hat den Typ ${type}, der keine Antwort ist: weglassen, oder Text, Zahlen, Wahrheitswerte oder Listen davon daraus machen`,
  password: 'die Arbeitsmappe hat ein Kennwort: ohne eines speichern',
  otherWorkbook: {
    xls: 'dies ist eine alte binäre Arbeitsmappe: als XLSX oder CSV speichern',
    ods: 'dies ist eine OpenDocument-Arbeitsmappe: als XLSX oder CSV speichern',
    markup:
      'dies ist eine Webseite (HTML) oder XML, keine Arbeitsmappe: in einer Tabellenkalkulation öffnen und als XLSX oder CSV speichern',
    json: 'das ist JSON, verlangt ist eine Tabelle: bitte als CSV oder XLSX speichern, oder jedes Objekt in eine eigene Zeile',
    zip: 'dies ist ein gepackter Ordner, keine Arbeitsmappe: entpacken',
    document: 'dies ist ein Dokument zum Lesen, keine Tabelle',
  },
  tooLarge: (part) => `${part}: viel zu groß für eine echte Tabelle`,
  oversized: {
    sheets: (number) => `${number} Blätter`,
    files: (number) => `${number} Bestandteile`,
    members: (number) => `${number} Felder`,
    line: (number) => `Zeile ${number}`,
  },
  unknownSheet: (sheet, sheets) => `es gibt kein Blatt „${sheet}“${sheets === '' ? '' : `; vorhanden: ${sheets}`}`,
  noSheet: 'kein Blatt ist sichtbar',
  sheetsRead: (sheets, others) =>
    `die Blätter ${sheets} haben dieselben Überschriften und werden alle gelesen${others === undefined ? '' : `; nicht gelesen: ${others}`}`,
  hiddenSheets: (sheets) => `ausgeblendet und nicht gelesen: ${sheets}`,
  otherSheets: (sheet, others, option) =>
    `gelesen wird das Blatt „${sheet}“, nicht gelesen: ${others}${option === undefined ? '' : ` (${option} wählt ein anderes)`}`,
  mergedCells: (range) => `die Überschriften sind verbundene Zellen (${range}): das zuerst aufheben`,
  tell: (option) => `Mit ${option} angeben.`,
  tellEncoding: (option) =>
    `Eine CSV-Datei, die Excel in Westeuropa gespeichert hat, wird mit ${option} windows-1252 gelesen; Excel speichert auch als „CSV UTF-8“.`,
  unknownEncodingName: (name, names) => `es gibt keine Kodierung „${name}“; möglich: ${names}`,
  notOneSign: (given) => `--delimiter: „${given}“ ist kein einzelnes Zeichen wie , ; | oder tab`,
};

export const mapping: Messages['mapping'] = {
  opening: (table, pack) =>
    `Wie die Spalten von ${table} zu ${pack} gehören. Bitte durchsehen, jedes check löschen, sobald seine Spalte stimmt; dann:`,
  table: { column: 'Spalte', becomes: 'Wird zu', how: 'Erkannt an', remark: 'Anmerkung' },
  unused: 'nicht verwendet',
  noteOf: (question) => `Anmerkung zu ${question}`,
  unnamed: (place) => `(Spalte ${place}, ohne Überschrift)`,
  by: {
    id: 'Kennung',
    text: (language) => (language === null ? 'Text' : `Text (${language})`),
    numbered: (language) => (language === null ? 'Text nach einer Nummer' : `Text (${language}) nach einer Nummer`),
    option: 'Frage und Option',
    similar: (percent) => `ähnlich, ${percent} %`,
  },
  doubts: {
    noHeading: (cell: string) =>
      `ohne Überschrift, aber mit Inhalt ${cell}: Überschrift ergänzen oder in einer Zuordnung weglassen`,
    similar: 'die Überschrift ist nur ähnlich',
    cut: 'die Überschrift ist nur der Anfang des Fragetextes',
    unit: (unit) => `die Zahlen werden in ${unit} gelesen`,
    unknownUnit: (unit, key, factor) =>
      `die Einheit „${unit}“ ist nicht bekannt: unter ${key} angeben, oder unter ${factor} den Faktor`,
    titleUnit: (line, title, unit) => `in Zeile ${line} steht „${title}“, daher werden die Zahlen in ${unit} gelesen`,
    unknownTitleUnit: (line, title, key, factor) =>
      `in Zeile ${line} steht „${title}“, eine Einheit, die hier nicht umgerechnet wird: gilt sie, unter ${factor} den Faktor angeben, sonst unter ${key} die Einheit`,
    several: (names) => `die Überschrift kann ${names} meinen: bitte eine unter to nennen`,
    second: (name, heading) => `${name} wird aus der Spalte „${heading}“ gelesen, diese bleibt daher ungenutzt`,
    bareOption: (question) =>
      `die Überschrift nennt nur eine Option; mit den Spalten daneben scheint sie zu ${question} zu gehören`,
    optionText: (question) => `die Überschrift ist auch eine Option von ${question}, wofür es keine Spalte gibt`,
    positions: (first) => `die Zellen zählen wohl die Optionen ab ${first}`,
    repeats: (cell: string) => `${cell} kann die Option selbst sein oder sagen, dass sie nicht gewählt ist`,
    notAsked: (cell: string, key: string) =>
      `${cell} kann eine Zahl sein oder heißen, dass nicht gefragt wurde: dann unter ${key} angeben`,
    beside: (name: string) => `andere Antworten auf ${name} in Zeilen ohne gewählte Option: die Option dort eintragen`,
    counted: 'die Überschrift zählt wohl die Optionen ab 1',
    fraction: 'alle Prozentwerte liegen zwischen 0 und 1 und werden daher mit 100 multipliziert',
    twoKinds: (shares, percentages, hundred, one, unit) =>
      `Prozentwerte ohne Zeichen in zwei Schreibweisen: ${shares} zwischen 0 und 1, ${percentages} über 1. Mit ${hundred} gelten die ersten als Anteile von 1, mit ${one} die zweiten als Prozent, und die übrigen werden abgelehnt; mit ${unit} sind alle Prozent`,
    aboveOne: (count, all, hundredth, one) =>
      `${count} von ${all} Anteilen von 1 liegen über 1: ${hundredth} angeben, wenn es Prozentwerte sind, sonst ${one}`,
    betweenSteps: (cell, key) =>
      `${cell} liegt zwischen zwei Stufen der Skala, daher sind auch ganze Zahlen womöglich keine Stufen: unter ${key} angeben, was die Zellen heißen`,
    noLowest: (lowest, key) =>
      `keine Zeile hat ${lowest}, den niedrigsten Wert: ${key} berichtigen, wenn die Zellen ab einer anderen Zahl zählen, sonst so lassen`,
    magnitude: (name, factor, key) =>
      `die Werte sind etwa das ${factor}-Fache dessen, was ${name} erwarten lässt: ${key}, die Einheit bloßer Zahlen, berichtigen oder die tatsächliche angeben`,
    twoMagnitudes: (name, factor, one) =>
      `es sind zweierlei Werte, gemessen an ${name} die einen etwa das ${factor}-Fache der anderen: im Export alle in einer Einheit angeben oder mit ${one} festlegen, dass sie so gemeint sind`,
    thousands: (cell, point, comma) =>
      `Zahlen wie ${cell} können Nachkommastellen oder Dreiergruppen haben: ${point} oder ${comma} angeben`,
    dates: (day, month) => `Tage wie 01/02/2026 lassen sich zweifach lesen: ${day} oder ${month} angeben`,
    missingOptions: (options) => `Optionen ohne Spalte: ${options}`,
  },
  suggestedValues: (key) =>
    `einige Zellen sind nicht verstanden: ${key} nennt, was sie der Schreibweise nach bedeuten könnten`,
  rows: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'}`,
  unread: (cells) => `nicht verstanden: ${cells}`,
  check: (doubts) => `PRÜFEN: ${doubts}`,
  decimalUnclear: 'ob Zahlen einen Dezimalpunkt oder ein Komma haben, ist ihnen nicht anzusehen',
  decimalSettledBy: (what, flag) => `${what}; ${flag} legt es fest`,
  missing: (names) => `Keine Spalte für: ${names}`,
  optional: (names) => `Keine Spalte, und keine nötig: ${names}`,
  certain: 'Alles Nötige ist sicher: batch verwendet die Datei auch ohne Zuordnung.',
  suggested:
    'Die Spalten sind sicher, aber nicht alle Zellen: Ohne die durchgesehene Zuordnung weist batch deren Zeilen zurück.',
  uncertain: 'Nicht alles ist sicher: batch braucht die durchgesehene Zuordnung.',
};

export const batch: Messages['batch'] = {
  reasons: {
    'row-length': (value) => `die Zeile hat nicht so viele Zellen, wie es Überschriften gibt: ${value}`,
    'not-object': () => 'die Zeile ist kein JSON-Objekt',
    'member-twice': (value) => `die Zeile nennt „${value}“ zweimal, mit verschiedenen Werten`,
    nul: (name) => `${name}: ein NUL-Byte; die Datei ist hier beschädigt`,
    'too-long': (name) => `${name}: die Zelle ist länger als ein Megabyte`,
    'open-quote': (name) => `${name}: ein Anführungszeichen wird hier geöffnet und nie geschlossen`,
    'stray-quote': (name) => `${name}: hinter einem schließenden Anführungszeichen steht Text`,
    'rows-in-quotes': (name, value, first) =>
      first === undefined
        ? `${name}: ein Anführungszeichen umfasst die Zeilen ${value}, die wie eigene Datensätze aussehen: das Zeichen in der ersten davon entfernen oder verdoppeln`
        : `innerhalb des Anführungszeichens, das in Zeile ${first} beginnt`,
    'other-headings': (value) =>
      `unterhalb der Überschriften in Zeile ${value}, die anders angeordnet sind als die ersten: aus diesen Zeilen einen eigenen Export machen`,
    'unknown-value': (name, value) => `„${value}“ ist keine Antwort auf ${name}`,
    'no-heading': (value: string) => `„${value}“ steht in einer Spalte ohne Überschrift`,
    'unused-column': (name, value) =>
      `${name}: „${value}“ steht in einer Spalte, die in den ersten Zeilen leer ist; worauf sie antwortet, ist in einer Zuordnung festzulegen`,
    'not-number': (name, value) => `${name}: „${value}“ ist keine Zahl`,
    multiplier: (name, value, digits) =>
      `${name}: „${value}“ sagt nicht, in welcher Einheit: ${digits} schreiben, oder die Einheit dahinter`,
    otherUnit: (name, value) => `${name}: „${value}“ ist keine Zahl in einer Einheit, die hierher gehört`,
    'unclear-number': (name, value) =>
      `${name}: „${value}“ kann zwei Zahlen bedeuten: --decimal . oder --decimal , legt das Dezimalzeichen fest`,
    'mangled-number': (name, value) => `${name}: eine Tabellenkalkulation hat Ziffern von „${value}“ abgeschnitten`,
    'number-too-long': (name, value) =>
      `${name}: „${value}“ hat mehr als 15 Ziffern und lässt sich nicht genau festhalten`,
    'unclear-share': (name, value) =>
      `${name}: „${value}“ kann ein Prozentwert oder ein Anteil von 1 sein: Prozentwerte mit Zeichen schreiben`,
    'other-magnitude': (name, value, factor, other) =>
      `${name}: ${value} ist etwa das ${factor}-Fache dessen, was ${other} erwarten lässt: Einheit prüfen oder in einer Zuordnung angeben`,
    'option-twice': (name, value) => `${name}: dieselbe Option steht zweimal in „${value}“`,
    'columns-differ': (name) => `die beiden Spalten „${name}“ sind in den ersten Zeilen gleich, in dieser nicht`,
    contradiction: (name) => `${name} widerspricht der Spalte mit allen Optionen`,
    'merged-cells': (value) =>
      `die Zeile teilt sich die verbundenen Zellen ${value}: was davon gemeint ist, steht nirgends`,
    'not-applicable': (name) => `${name} erlaubt nicht „nicht anwendbar“`,
    'not-whole': (name, value) => `${name}: ${value} ist keine ganze Zahl`,
    'out-of-range': (name, value, range) => `${name}: ${value} ist hier nicht möglich: ${range}`,
    'exclusive-option': (name, expected) => `${name}: „${expected}“ kann nicht mit anderen gewählt werden`,
    'how-many-options': (name, range, count) => `${name}: ${count} Optionen sind gewählt; möglich: ${range}`,
    'not-date': (name, value) => `${name}: „${value}“ ist kein Datum wie 2026-01-31`,
    'unclear-date': (name, value, option) =>
      option === undefined
        ? `${name}: „${value}“ kann zwei Tage bedeuten: in einer Zuordnung angeben, ob der Tag (date: dmy) oder der Monat (date: mdy) vorn steht`
        : `${name}: „${value}“ kann zwei Tage bedeuten: angeben, ob der Tag (${option} dmy) oder der Monat (${option} mdy) vorn steht`,
    'future-date': (name, value) => `${name}: „${value}“ liegt in der Zukunft`,
    'not-email': (name, value) => `${name}: „${value}“ ist keine E-Mail-Adresse`,
    'not-phone': (name, value) => `${name}: „${value}“ ist keine Telefonnummer`,
    'check-character': (value, expected) =>
      `„${value}“ ist kein gültiger Einheitlicher Sozialkreditcode${expected === undefined ? '' : `: ein Prüfzeichen müsste ${expected} sein`}`,
    'mangled-id': (value) =>
      `„${value}“ hat in einer Tabellenkalkulation Ziffern verloren: aus der Geschäftslizenz übernehmen`,
    'totals-row': (value) => `„${value}“ ist eine Summenzeile, kein Unternehmen`,
    'required-fact': (name) => `${name} ist Pflicht`,
    'refused-missing': (name) => `${name} fehlt, was die Bewertungsregeln nicht zulassen`,
    'duplicate-key': (value, line, source) =>
      `„${value}“ steht auch in Zeile ${line}${source === undefined ? '' : ` von ${source}`}`,
    'other-enterprise': (value, expected, option) =>
      `die Unternehmensdatei von „${value}“ nennt ein anderes Unternehmen: „${expected}“; heißt es jetzt anders, nimmt ${option} den neuen Namen`,
    'file-unusable': (problem) => `die Unternehmensdatei ist nicht verwendbar: ${problem}`,
    'derived-contradicted': (name) => `${name} widerspricht dem, was aus anderen Antworten folgt`,
    'derived-out-of-range': (name) => `woraus ${name} folgt, widerspricht sich`,
    'out-of-scope': () => 'für ein solches Unternehmen ist der Fragebogen nicht gemacht',
    'not-asked': (name) => `${name} ist beantwortet, wird dieses Unternehmen aber nicht gefragt`,
    'evidence-missing': (name) => `${name} braucht einen Nachweis`,
    'reason-missing': (name) => `${name} trifft nicht zu, eine Begründung fehlt`,
    implausible: (name) => `${name} liegt außerhalb des Üblichen`,
    'option-alone': (name) => `${name}: eine Option ist ohne die gewählt, die dazugehören`,
  },
  rules: {
    'row-length': 'nicht so viele Zellen wie Überschriften',
    'not-object': 'kein JSON-Objekt',
    'member-twice': 'zweimal genannt',
    nul: 'NUL-Byte',
    'too-long': 'Zelle zu lang',
    'open-quote': 'Anführungszeichen nie geschlossen',
    'stray-quote': 'Text hinter schließendem Anführungszeichen',
    'rows-in-quotes': 'Datensätze in Anführungszeichen',
    'other-headings': 'unter anderen Überschriften',
    'unknown-value': 'keine Antwort auf die Frage',
    'no-heading': 'Zelle ohne Überschrift',
    'unused-column': 'Zelle in ungenutzter Spalte',
    'not-number': 'keine Zahl',
    'unclear-number': 'kann zwei Zahlen bedeuten',
    'mangled-number': 'Zahl von einer Tabellenkalkulation verstümmelt',
    'number-too-long': 'mehr als 15 Ziffern',
    'unclear-share': 'Prozent oder Anteil von 1',
    'other-magnitude': 'andere Einheit als die Zahlen daneben',
    'option-twice': 'Option doppelt',
    'columns-differ': 'zwei ungleiche Spalten mit einer Überschrift',
    contradiction: 'widersprüchliche Spalten',
    'merged-cells': 'verbundene Zellen',
    'not-applicable': '„nicht anwendbar“ nicht erlaubt',
    'not-whole': 'keine ganze Zahl',
    'out-of-range': 'außerhalb des Möglichen',
    'exclusive-option': 'ausschließende Option mit anderen',
    'how-many-options': 'zu wenige oder zu viele Optionen',
    'not-date': 'kein Datum',
    'unclear-date': 'kann zwei Tage bedeuten',
    'future-date': 'Datum in der Zukunft',
    'not-email': 'keine E-Mail-Adresse',
    'not-phone': 'keine Telefonnummer',
    'check-character': 'ungültiger Sozialkreditcode',
    'mangled-id': 'Code von einer Tabellenkalkulation verstümmelt',
    'totals-row': 'Summenzeile',
    'required-fact': 'Pflichtangabe fehlt',
    'refused-missing': 'nötige Antwort fehlt',
    'duplicate-key': 'Schlüssel doppelt',
    'other-enterprise': 'Schlüssel eines anderen Unternehmens',
    'file-unusable': 'Unternehmensdatei nicht verwendbar',
    'derived-contradicted': 'widerspricht anderen Antworten',
    'derived-out-of-range': 'Angaben widersprechen sich',
    'out-of-scope': 'nicht dafür gemacht',
    'not-asked': 'beantwortet, ohne gefragt zu sein',
    'evidence-missing': 'Nachweis fehlt',
    'reason-missing': 'Begründung für „nicht zutreffend“ fehlt',
    implausible: 'unwahrscheinliche Zahl',
    'option-alone': 'Option ohne die dazugehörigen',
  },
  recognised: (encoding, delimiter, heading) =>
    `Gelesen als ${encoding}, getrennt durch ${delimiter}, Überschriften in Zeile ${heading}`,
  readOnce: (headings) => `Doppelte Spalten mit denselben Zellen, einmal gelesen: ${headings}`,
  /** Rows of headings that are read as one; the platform that writes them, where it is recognised. */
  headingRows: (platform: string | null, count: string) =>
    `${count} Überschriftszeilen, ${platform === null ? 'als eine gelesen' : `wie ${platform} sie schreibt`}`,
  delimiters: { ',': 'Kommas', ';': 'Strichpunkte', '\t': 'Tabulatoren', '|': 'senkrechte Striche' },
  outputsLeftOut: (files) => `Ausgaben früherer Läufe, nicht als Exporte gelesen: ${files}`,
  unused: (columns) => `Spalten, die nichts verwendet: ${columns}`,
  unanswered: (questions) => `Ohne Spalte, also in jeder Zeile unbeantwortet: ${questions}`,
  dayColumn: (column, option) =>
    `Alle Bewertungen bekommen den Tag, an dem der Export zuletzt geändert wurde. Wenn „${column}“ sagt, wann geantwortet wurde: ${option} "${column}"`,
  sample: {
    row: (path, line) => `${path}, Zeile ${line}`,
    heading: 'Spalte',
    cell: 'Zelle',
    question: 'Frage',
    answer: 'Verstanden als',
    score: 'Wertung',
    result: 'Ergebnis',
    chosen: 'gewählt',
    notChosen: 'nicht gewählt',
    open: 'offen',
    rejected: 'Abgewiesen:',
    nothingWritten: (count) => `Gezeigte Zeilen: ${count}. Nichts wurde geschrieben.`,
  },
  rowsRead: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'} gelesen`,
  scored: (count) => `${count} bewertet`,
  rejected: (count) => `${count} zurückgewiesen`,
  /** Rows that do not count, and what those that do hold. */
  leftOut: (count: string, conditions: string) => `${count} nach ${conditions} nicht gewertet`,
  headingsLeftOut: (count, one) => `${count} weitere ${one ? 'Überschriftenzeile' : 'Überschriftenzeilen'} ausgelassen`,
  hiddenRows: (count, one) =>
    `${count} dieser Zeilen ${one ? 'ist' : 'sind'} im Blatt ausgeblendet und ${one ? 'wurde' : 'wurden'} wie die übrigen gelesen`,
  unreviewed: (marks) => `Die Zuordnung wurde mit ungeprüften check-Einträgen verwendet: ${marks}`,
  unreadSheets: {
    hidden: (rows, sheets, option, one) =>
      `${rows} ${one ? 'Zeile' : 'Zeilen'} in ausgeblendeten Blättern mit denselben Überschriften ${one ? 'wurde' : 'wurden'} nicht gelesen: ${sheets}. Blenden Sie sie ein, oder wählen Sie das Blatt mit ${option}.`,
    'no-headings': (rows, sheets, option, one) =>
      `${rows} ${one ? 'Zeile wurde' : 'Zeilen wurden'} nicht gelesen, weil Blätter keine Überschriften haben: ${sheets}. Setzen Sie die Überschriften darüber, oder wählen Sie das Blatt mit ${option}.`,
  },
  blank: (count, one) => `${count} ${one ? 'leere Zeile' : 'leere Zeilen'} ausgelassen`,
  /** Numbers as programs write doubles. */
  longNumbers: (count: string, one: boolean) =>
    `${count} ${one ? 'Zahl' : 'Zahlen'} mit 16 oder 17 Stellen als kürzeste Dezimalzahl mit demselben Gleitkommawert gelesen`,
  oneByOne: (count) => `${count} Zeilen ließen sich nur einzeln bewerten, was länger dauert`,
  warnings: 'Bewertet mit einem Hinweis',
  rejectedAt: (label, count, lines, one) => `${label}: ${count} (${one ? 'Zeile' : 'Zeilen'} ${lines})`,
  remarks: {
    title: 'Einen Blick wert, auch wenn keine Zeile für sich falsch ist',
    nobodyAnswered: (questions) => `niemand hat geantwortet: ${questions}`,
    oneAnswer: (answers) => `in jeder Zeile dieselbe Antwort: ${answers}`,
    neverGiven: (answers) => `Antworten, die niemand gegeben hat: ${answers}`,
    sameAnswers: (questions) =>
      `in jeder Zeile dieselben Antworten, wie bei einer versehentlich kopierten Spalte: ${questions}`,
    oneLevel: (count, level) => `alle ${count} bewerteten Zeilen erreichen Stufe ${level}`,
    noLevel: (count) => `keine der ${count} bewerteten Zeilen erreicht eine Stufe`,
    lostSigns: (name, count, lines, one) =>
      `${name}: ${count} ${one ? 'Zelle besteht' : 'Zellen bestehen'} nur aus Fragezeichen und ${one ? 'gilt' : 'gelten'} als leer (${one ? 'Zeile' : 'Zeilen'} ${lines}). Die Schriftzeichen gingen beim Speichern verloren; bitte als UTF-8 oder XLSX neu exportieren.`,
    garbled: (name, lines, one) =>
      `${name}: durch eine falsche Kodierung entstellte Buchstaben, etwa „Ã¤“ statt „ä“ (${one ? 'Zeile' : 'Zeilen'} ${lines}). Sie stehen so in der Datei; bitte als UTF-8 oder XLSX neu exportieren.`,
    magnitude: (name, factor, other, lines, one) =>
      `${name} ist etwa das ${factor}-Fache dessen, was ${other} erwarten lässt (${one ? 'Zeile' : 'Zeilen'} ${lines})`,
  },
  missed: (count, score, least, one) =>
    `${count} ${one ? 'Zeile hat' : 'Zeilen haben'} weniger als ${least} in ${score}, oder nicht sicher`,
  undecided: (count, score, one) =>
    `${count} bewertete ${one ? 'Zeile lässt' : 'Zeilen lassen'} ${score} offen: nötige Antworten fehlen`,
  editedKept: (count) =>
    `Von Hand bearbeitete Maßnahmenpläne, neben den neuen behalten als KEY.policy.edited.md: ${count}`,
  olderPolicies: (count, one) =>
    one
      ? `${count} Maßnahmenplan ist älter als die hinzugekommene Bewertung. --policy ID nennt die Förderpolitik, nach der er neu geschrieben wird.`
      : `${count} Maßnahmenpläne sind älter als die hinzugekommenen Bewertungen. --policy ID nennt die Förderpolitik, nach der sie neu geschrieben werden.`,
  ofOtherPolicies: (count, one) =>
    `${count} ${one ? 'Maßnahmenplan folgt einer anderen Förderpolitik als die Empfehlung' : 'Maßnahmenpläne folgen einer anderen Förderpolitik als die Empfehlungen'} in den Dateien: matura report und andere Befehle gehen nach dieser, wenn nicht --policy angegeben ist.`,
  kept: (folder, appended, already) =>
    `Unternehmensdateien in ${folder}: ${appended} Bewertungen hinzugefügt, ${already} schon vorhanden`,
  policiesByPlace: (counts) => `Förderpolitiken nach dem Ort: ${counts}`,
  withoutPolicy: {
    none: (count, one) =>
      `${count} Unternehmen ${one ? 'hat' : 'haben'} keine Förderpolitik, weil keine den Ort nennt. Eine davon wählt --policy ID; matura packs nennt alle.`,
    several: (count, one) =>
      `${count} Unternehmen ${one ? 'hat' : 'haben'} keine Förderpolitik, weil mehrere den Ort nennen. Eine davon wählt --policy ID; matura packs nennt alle.`,
  },
  howToMend: (option) =>
    `Um abgewiesene Zeilen zu berichtigen, ${option} angeben: Dort stehen sie unverändert und lassen sich danach auswerten.`,
  written: (files) => `Geschrieben: ${files}`,
  progress: (count, rate) => `${count} Zeilen, ${rate} je Sekunde`,
  remaining: (text, seconds) => `${text}, noch ${seconds} s`,
  interrupted: (results, files) =>
    `Unterbrochen: ${results} ist, was es vorher war${files === undefined ? '' : `; was in ${files} hinzukam, bleibt und kommt nicht noch einmal dazu`}. Denselben Befehl noch einmal ausführen.`,
  refused: {
    noRows: (path) => `${path} hat Überschriften und keine Zeile darunter: es gibt nichts zu bewerten`,
    sourceIsColumn: (option, name) =>
      `die Ergebnisse haben schon eine Spalte „${name}“: ${option} nennt eine andere für die Exporte`,
    mendOfSeveral: (option, one, other) =>
      `${option} behält abgewiesene Zeilen unter einer Kopfzeile, und die von ${one} und ${other} sind verschieden`,
    emptyFolder: (path) => `${path} enthält keine Exporte: keine CSV- oder XLSX-Datei`,
    noCondition: (option, text, near) =>
      `${option}: „${text}“ ist nicht die Überschrift einer Spalte mit = und dem, was darin steht, oder nur mit != (nicht leer)${near === undefined ? '' : `; gemeint: „${near}“?`}`,
    whereAnswers: (option, column) => `${option}: „${column}“ enthält mehrere Optionen oder eine von mehreren`,
    whereNoValue: (option, column, value) => `${option}: „${value}“ ist keine Antwort auf „${column}“`,
    unclear: 'wie die Spalten zu den Fragen gehören, ist nicht sicher',
    unclearNext: (command, option) => `Es in einer Zuordnung klären: ${command} schlägt eine vor, ${option} nimmt sie.`,
    unknownFormat: (option, path, allowed) => `${option} ${path}: Der Name muss auf ${allowed} enden`,
    noStream: 'Ergebnisse und Abgelehntes sind Dateien, die ihre Namen am Ende bekommen; „-“ ist keine',
    samePath: (path) => `${path} ist zweimal genannt: es würde überschrieben`,
    otherFile: 'Eine andere Datei angeben.',
    goesNotWith: (option, other) => `${option} geht nicht zusammen mit ${other}`,
    notFrom: (path, format) => `${path} ist kein ${format}`,
    goesWith: (option, other) => `${option} geht nur mit ${other}`,
    filesFromStream: (option) =>
      `${option} liest den Export zweimal und nimmt ihn nicht von der Standardeingabe: eine Datei nennen`,
    filesWithoutKey: (option) =>
      `keine Angabe dieses Pakets ist der Schlüssel eines Unternehmens, also kann ${option} keine Dateien benennen`,
    noDay: (option, text, near) =>
      `${option}: „${text}“ ist weder ein Datum wie 2026-01-31 noch eine Überschrift des Exports${near === undefined ? '' : `; ist „${near}“ gemeint?`}`,
    futureDay: (option, day, today) => `${option}: ${day} liegt in der Zukunft; heute ist der ${today}`,
    futureFile: (file, day, today) =>
      `${file} wurde zuletzt am ${day} geändert, in der Zukunft; heute ist der ${today}`,
    nameDay: (option) => `${option} nennt den Tag, an dem die Antworten gegeben wurden.`,
    dayAnswers: (option, column) => `${option}: „${column}“ beantwortet eine Frage und ist kein Tag`,
  },
};
