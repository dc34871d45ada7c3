import type { Messages } from '../messages.ts';

export const portfolio: Messages['portfolio'] = {
  noKey: 'der Schlüssel fehlt',
  rows: {
    unclearDay: (column, value) => `${column}: „${value}“ könnte zwei Tage meinen: bitte wie 2026-01-31 schreiben`,
    notKind: (column, value, kinds) => `${column}: „${value}“ ist keine Art von Bewertung: ${kinds}`,
    notLevel: (column, value, pack, levels) =>
      levels === ''
        ? `${column}: ${value} ist keine Stufe: ${pack} hat keine`
        : `${column}: ${value} ist keine Stufe von ${pack}: ${levels}`,
    notPack: (column, value, example) => `${column}: „${value}“ ist kein Paket wie ${example}`,
    notBetween: (level, low, high) => `lowest, level und highest widersprechen sich: ${low}, ${level}, ${high}`,
    notTotal: (column, value, parts, total) =>
      `${column}: ${value} passt nicht zu ${parts}; daraus ergibt sich ${total}`,
    notWhole: (column, value) => `${column}: ${value} ist keine Stufe: das sind ganze Zahlen ab 0`,
    notCount: (column, value, most) =>
      `${column}: ${value} ist keine Zahl von Unternehmen: das sind ganze Zahlen von 1 bis ${most}`,
    notAnswer: (column, value, options) => `${column}: „${value}“ ist keine Antwort: ${options}`,
  },
  noHeadings: (file, value) => `${file} hat keine Überschriften: schon die erste Zeile enthält Daten wie „${value}“`,
  addHeadings: (example) => `Bitte eine Zeile darüber setzen, die sagt, was in jeder Spalte steht, etwa: ${example}`,
  by: {
    missing: (option) => `${option}: der Name eines Merkmals fehlt`,
    form: (option) => `Merkmale durch Kommas trennen, gekreuzte durch *: ${option} district,sector*size`,
    twice: (option, term) => `${option}: „${term}“ steht zweimal da`,
    isNoFact: (name) => `„${name}“ sagt etwas über eine Bewertung, Gruppen gehen nach Merkmalen der Unternehmen`,
    isKey: (name) => `„${name}“ ist der Schlüssel: jedes Unternehmen wäre eine eigene Gruppe`,
  },
  manyPacks: (file, most) => `${file}: die Zeilen nennen mehr als ${most} Pakete`,
  packIs: (column, example) =>
    `Die Spalte „${column}“ sagt, nach welchem Paket eine Zeile bewertet ist, etwa ${example}.`,
  notKeyColumn: (file, heading) => `${file}: „${heading}“ kann nicht der Schlüssel der Unternehmen sein`,
  notCountColumn: (file, heading) =>
    `${file}: „${heading}“ kann nicht angeben, für wie viele Unternehmen eine Zeile steht`,
  groups: {
    isFile: (path) => `${path}: Unternehmensdateien gehören zu je einem Unternehmen, erwartet werden Gruppen`,
    wantsTables: (option) => `Mit ${option} ist jede Eingabe eine Tabelle von Gruppen.`,
    twice: (path) => `${path} ist zweimal genannt, seine Gruppen zählten doppelt`,
    tooMany: (most) => `Die Gruppen enthalten mehr als ${most} Unternehmen`,
    divide: 'Stimmen die Zahlen? Sonst bitte die Regionen einzeln auswerten.',
    bothKinds:
      'Manche Gruppen haben sich selbst bewertet, andere wurden vor Ort bewertet; wer in beiden ist, zählte doppelt',
    oneKind: (column) =>
      `Bitte nur Gruppen einer Art angeben; wie bewertet wurde, kann eine Angabe sein, in einer Spalte, die nicht „${column}“ heißt.`,
  },
  nameKey: (names, option) =>
    option === undefined
      ? `Der Schlüssel ist eine Spalte namens ${names}, sonst die erste: Bitte die Spalte so überschreiben.`
      : `Der Schlüssel ist eine Spalte namens ${names}, sonst die erste; ${option} SPALTE nennt eine andere.`,
  otherScores: (file, pack, scores) => `${file}: Diese Werte gehören nicht zu ${pack}: ${scores}`,
  statePack: (pack, scores, column, example) =>
    `${pack} hat: ${scores}. Bitte Ergebnisse dieses Pakets verwenden oder in einer Spalte „${column}“ angeben, nach welchem Paket jede Zeile bewertet ist, etwa ${example}.`,
  isPipe: (path) => `${path} ist eine Pipe, und Ergebnisse werden mehrmals gelesen`,
  saveFirst: 'Bitte erst als Datei speichern und diese nennen.',
  emptyRegistry: (file) => `${file} führt kein Unternehmen: keine Zeile hat einen Schlüssel`,
  rightFile: 'Ist es die richtige Datei? Ohne Register gehören alle bewerteten Unternehmen dazu.',
  blankName: (option) => `${option}: der Name ist leer`,
  noColumn: (file, column) => `${file} hat keine Spalte „${column}“`,
  columnsAre: (columns) => `Vorhandene Spalten: ${columns}`,
  didYouMean: (column) => `Ist „${column}“ gemeint?`,
  noResult: (file) => `${file} ist kein Ergebnis von matura batch: die Spalte „level“ fehlt`,
  makeResult: (command, option) => `${command} schreibt eines; eine Liste der Unternehmen gehört zu ${option}.`,
  emptyFolder: (folder) => `${folder} enthält keine Unternehmensdatei`,
  nameTables: (table) => `Er enthält Tabellen: Ergebnisse von matura batch bitte einzeln nennen, etwa ${table}`,
  makeFiles: (command) => `${command} legt eine an.`,
  interrupted: 'Unterbrochen: Nichts wurde geschrieben. Denselben Befehl noch einmal ausführen.',
  progress: (done, rate) => `${done} gelesen, ${rate} je Sekunde`,
  peerTwice: (file, name) => `${file} hat zwei Zeilen mit dem Namen „${name}“`,
  peerNameless: (place) => `${place}: Einer Zeile mit Vergleichswerten fehlt der Name`,
  peers: {
    unknown: (file, name) => `${file} hat keine Zeile „${name}“, und keine Spalte ist eine Zahl dieses Bestands`,
    near: (file, name, near) =>
      `${file} hat keine Zeile „${name}“: ihre Zahlen sind die dieses Bestands. Ist „${near}“ gemeint?`,
    namesAre: (names) => `Die ersten Namen: ${names}`,
    noOwn: (file, option) =>
      `Keine Spalte von ${file} ist eine Zahl dieses Bestands: ${option} sagt, welche Zeile die eigene ist`,
    percentage: (place, column, value) =>
      `${place}: ${column}: „${value}“ ist eine Prozentangabe, die übrigen sind bloße Zahlen`,
    plainNumber: (place, column, value) =>
      `${place}: ${column}: „${value}“ ist eine bloße Zahl, die übrigen sind Prozentangaben`,
    writeAlike: 'Hinter alle Zahlen der Spalte % setzen oder hinter keine.',
    counts: (file, column, value) =>
      `${file}: ${column}: hier werden Anteile in Prozent verglichen, und ${value} ist mehr als 100`,
    giveOwn: (option) => `Anteile angeben oder die eigene Zahl in einer Zeile, die ${option} nennt.`,
  },
  noPeers: (file) => `${file} enthält keine Vergleichswerte: Namen in der ersten Spalte, Zahlen in den übrigen`,
  intake: {
    title: 'Gelesen',
    forms: {
      files: (count, one) => `${count} ${one ? 'Unternehmensdatei' : 'Unternehmensdateien'}`,
      results: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'} eines Ergebnisses von matura batch`,
      registry: (count, one) => `${count} ${one ? 'Zeile' : 'Zeilen'} des Registers`,
    },
    enterprises: (count) => `${count} verschiedene Unternehmen`,
    rule: 'Von jedem Unternehmen zählen die jüngste Selbstbewertung und die jüngste Diagnose vor Ort; am selben Tag geht die Unternehmensdatei vor, sonst zählt, was zuerst gelesen wurde.',
    older: (count, one) => `${count} ältere ${one ? 'Bewertung bleibt' : 'Bewertungen bleiben'} außer Betracht`,
    sameDay: (count, one) => `${count} weitere ${one ? 'Bewertung' : 'Bewertungen'} vom selben Tag außer Betracht`,
    later: (count, date, one) =>
      `${count} ${one ? 'Bewertung' : 'Bewertungen'} nach dem ${date} außer Betracht, mitsamt Maßnahmenplan`,
    laterRecords: (count, date, one) =>
      `${count} ${one ? 'Eintrag' : 'Einträge'} zur Umsetzung nach dem ${date} außer Betracht`,
    registeredTwice: (count, one) =>
      `${count} ${one ? 'Zeile' : 'Zeilen'} des Registers außer Betracht: der Schlüssel steht doppelt, die erste Zeile zählt`,
    unreadable: (count, one) => `${count} ${one ? 'Zeile oder Datei ist' : 'Zeilen oder Dateien sind'} nicht lesbar:`,
    more: (count) => `und ${count} weitere`,
  },
  title: 'Unternehmen im Überblick',
  asOf: (date) => `Stand ${date}`,
  synthetic: 'Synthetische Daten: Kein Unternehmen und keine Zahl darin ist echt.',
  tables: {
    coverage: 'Etappen und Abdeckung',
    overlaps: 'Überschneidungen der Etappen',
    trend: 'Verlauf nach Quartalen',
    scores: 'Punktwerte, die schwächsten zuerst',
    lists: 'Die schwächsten jeder Liste',
    difference: 'Vor Ort gegenüber Selbstbewertung',
    sections: 'Innere Übereinstimmung der Abschnitte',
    questions: 'Güte der Fragen',
    peers: 'Im Vergleich',
    money: 'Festgehaltene Förderung',
    otherFunding: 'Förderung, die an andere als Unternehmen geht',
  },
  columns: {
    state: 'Stand',
    currency: 'Währung',
    stage: 'Etappe',
    enterprises: 'Unternehmen',
    share: 'Anteil',
    undecided: 'Offen',
    outside: 'Außerhalb',
    target: 'Ziel',
    by: 'Bis',
    missing: 'Es fehlen',
    needed: 'Nötig je Quartal',
    recent: 'Zuletzt je Quartal',
    other: 'Und Etappe',
    both: 'Beide',
    first: 'Nur die erste',
    second: 'Nur die zweite',
    quarter: 'Quartal',
    reached: 'Erreicht',
    total: 'Insgesamt',
    line: 'Ziellinie',
    assessed: 'Bewertet',
    none: 'Ohne Stufe',
    open: 'Offen',
    mean: 'Mittel',
    meanWithNone: 'Mittel (ohne Stufe: 0)',
    interval: '95-%-Intervall',
    lower: 'Q1',
    median: 'Median',
    upper: 'Q3',
    rank: 'Rang',
    score: 'Punktwert',
    best: 'Höchstwert',
    question: 'Frage',
    list: 'Liste',
    compared: 'Verglichen',
    lowerOnSite: 'Vor Ort niedriger',
    equal: 'Gleich',
    higherOnSite: 'Vor Ort höher',
    change: 'Mittlere Differenz',
    selfFirst: 'Selbst zuerst',
    onsiteFirst: 'Vor Ort zuerst',
    answered: 'Beantwortet',
    unknown: 'Weiß nicht',
    ceiling: 'Am oberen Ende',
    floor: 'Am unteren Ende',
    rest: 'Mit den übrigen',
    flaw: 'Bemerkung',
    section: 'Abschnitt',
    alpha: 'Alpha',
    questions: 'Fragen',
    name: 'Name',
    value: 'Wert',
    instrument: 'Förderung',
    recipient: 'Geht an',
    amount: 'Betrag',
  },
  recipients: {
    park: 'den Industriepark',
    cluster: 'die Trägerorganisation des Clusters',
    city: 'die Stadt',
    bank: 'die Bank',
    provider: 'den Dienstleister',
  },
  folded: (count) => `Tabelle: ${count} Zeilen`,
  front: {
    rest: (all, page) => `Alle Tabellen: ${all}; als Seite mit Diagrammen: ${page}`,
    reached: (count, all, share, stage) => `${count} von ${all} Unternehmen (${share}) haben „${stage}“ erreicht.`,
    mostAndLeast: (most, least) => `Am weitesten ist ${most}, am wenigsten weit ${least}.`,
    mostAndLeastFrom: (count, most, least) =>
      `Von den Gruppen mit mindestens ${count} Unternehmen ist ${most} am weitesten, ${least} am wenigsten weit.`,
    of: (count, all) => `${count} von ${all}`,
    target: (count, day) => `Ziel ${count} bis ${day}`,
    more: (count) => `+${count} in den letzten vier Quartalen`,
    advanced: (level) => `Stufe ${level} oder höher`,
    ofAssessed: (share, assessed) => `${share} der ${assessed} bewerteten`,
    place: (place, all) => `${place} von ${all}`,
    funding: {
      title: 'Bewilligte Förderung',
      none: 'in den Unternehmensdateien noch keine',
      enterprises: (count) => `${count} Unternehmen`,
    },
    ranking: (stage, hidden) =>
      `${stage}: Anteil, mit der Zahl der Unternehmen${hidden === undefined ? '' : ` (verborgene Gruppen: ${hidden})`}`,
    small: (count) => `weniger als ${count} Unternehmen`,
  },
  byGroup: (facts) => `Etappen nach ${facts}`,
  sharesBy: (facts) => (facts === '' ? 'Anteile der Stufen' : `Anteile der Stufen nach ${facts}`),
  intervalLow: 'von',
  intervalHigh: 'bis',
  differenceBy: (facts) => `Vor Ort gegenüber Selbstbewertung nach ${facts}`,
  pairs: (days, pairs, selfFirst, onsiteFirst, both, open) =>
    `Paare aus Selbstbewertung und Diagnose, zwischen denen höchstens ${days} Tage liegen: ${pairs}. Bei ${selfFirst} kam die Selbstbewertung zuerst, bei ${onsiteFirst} die Diagnose. Keine Stufe zählt als 0. Auf beide Arten bewertete Unternehmen, gleich in welchem Abstand: ${both}. Nicht verglichene Paare, bei denen eine Stufe von offenen Antworten abhängt: ${open}. Bewertungen ohne Tag bilden kein Paar.`,
  levelsBy: (facts) => (facts === '' ? 'Stufen' : `Stufen nach ${facts}`),
  unknownPack: 'Paket nicht angegeben',
  all: 'Alle',
  outside: 'Außerhalb des Registers',
  notStated: 'nicht angegeben',
  needsRegistry: (option, registry) => `${option} gilt nur mit ${registry}`,
  outsideNeedsRegistry: (outside, registry) =>
    `${outside} geht mit ${registry}: ohne Register gehören alle Unternehmen dazu`,
  rankOfLevels: 'Rang (ohne Stufe: 0)',
  giveBoth: (registry) => `Auch das Register nennen: ${registry}`,
  fewerThan: (count) => `Weniger als ${count}`,
  hidden: '*',
  level: (level) => `Stufe ${level}`,
  withUnsettled: (band) => `${band} oder nicht feststehend`,
  levels: (low, high) => `Stufe ${low} bis ${high}`,
  rankRange: (place, best, worst) => `${place} (${best} bis ${worst})`,
  tied: (place) => `${place} =`,
  placed: (place, name) => `${place}. ${name}`,
  placeAmong: (name, place, all) => `${name}: Platz ${place} von ${all}`,
  ofAll: (enterprises) => `Von ${enterprises} Unternehmen`,
  reading: 'Zum Lesen der Zahlen',
  own: 'Dieser Bestand',
  notes: {
    enterprises: (count) => `${count} Unternehmen.`,
    registry: (count) => `${count} Unternehmen im Register, auf die sich die Anteile beziehen.`,
    few: (fewerThan) => `${fewerThan} Unternehmen: keine Zahl zu ihnen ist gezeigt, auch nicht, wie viele es sind.`,
    outside: (count, one) =>
      `${count} ${one ? 'Unternehmen steht' : 'Unternehmen stehen'} nicht im Register und ${one ? 'zählt' : 'zählen'} bei den übrigen nicht mit.`,
    levelOf: {
      either: 'Es zählt die Stufe der Diagnose vor Ort, wo es keine gibt, die der Selbstbewertung.',
      self: 'Es zählt die Stufe der Selbstbewertung.',
      onsite: 'Es zählt die Stufe der Diagnose vor Ort.',
    },
    quantiles:
      'Mittel und Quartile gehen über Unternehmen, nie über Mittelwerte von Gruppen, und über solche mit feststehender Stufe: Wer keine erreicht hat oder noch offen ist, zählt in Mitteln und Quartilen nicht. Quartile vom Typ 7 (R, NumPy, Tabellenkalkulationen).',
    intervals:
      'Wo nicht das ganze Register bewertet ist, sagen die Intervalle, was für alle zu 95 % gilt, wären die Bewerteten zufällig gezogen: für Anteile nach Wilson, für Mittel aus dem Bootstrap (1000 Stichproben, Startwert 20260101), über 2000 Unternehmen das normale. Wie viele von allen bewertet sind, berücksichtigen sie nicht und sind umso mehr zu weit, je mehr es sind; auch dass sich die Bewerteten von den übrigen unterscheiden können, gleichen sie nicht aus.',
    ranks:
      'Ränge richten sich nach dem Mittel, in dem keine Stufe als 0 zählt, und gelten unter den Gruppen, deren Stufen hier stehen. In Klammern die Ränge, die eine Gruppe haben kann, soweit sich Mittel zu 95 % unterscheiden; = ist ein geteilter Rang.',
    minCell: (count) =>
      `* Anzahlen unter ${count} und so viele weitere, dass sie sich nicht durch Abziehen ergeben, sind verborgen; --min-cell legt die kleinste Anzahl fest. Mehrere Ausgaben mit anderen Gruppen nebeneinander sind nicht gegeneinander geschützt.`,
    heldBack: (count) =>
      `Ebenso, woraus wenige folgen würden: ein Quartal (wer darin eine Etappe erreichte, zählt beim nächsten gezeigten mit), eine Frage mit einer Antwort, die weniger als ${count} gaben, eine Punktzahl, ein Mittelwert oder Median, der verrät, wie wenige am Rand liegen, eine Etappe, die nach demselben Merkmal geht wie die Gruppen. Pakete und Versionen eines Pakets, nach denen weniger als ${count} bewertet wurden, sind nicht genannt. Für wie viele eine Etappe offen ist und wer sie außerhalb des Registers erreicht hat, steht nur da, wo es niemand ist.`,
    partShown: (title, shown, all) => `${title}: ${shown} von ${all} sind gezeigt.`,
    folded:
      'Im untersten Band sind auch die wenigen ohne feststehende Stufe: In Mittelwert und Rang zählen sie mit dieser Stufe.',
    joined:
      'Wo Stufen zusammengefasst sind, zählt dort jedes Unternehmen in Mittelwert und Rang mit der untersten davon.',
    assumed: (count, pack, one) =>
      `${count} ${one ? 'Bewertung nennt' : 'Bewertungen nennen'} kein Paket und ${one ? 'gilt' : 'gelten'} als eine von ${pack}; --pack sagt es anders.`,
    severalVersions: (pack, versions) => `Von ${pack} zählen mehrere Versionen gemeinsam: ${versions}.`,
    severalPacks: 'Stufen verschiedener Pakete sind nicht vergleichbar und stehen getrennt.',
    oddlyStated: (fact, count, values) =>
      `${fact}: Was kein klarer Tag, kein Ja und kein Nein ist, zählt als Ja (Unternehmen: ${count}): ${values}`,
    undecidedlyStated: (fact, count, values) =>
      `${fact}: Was kein klarer Tag, kein Ja und kein Nein ist, ist unentschieden (Unternehmen: ${count}): ${values}`,
    neverStated: (fact, near) =>
      near === undefined
        ? `Keine Eingabe hat eine Spalte „${fact}“: niemand zählt danach.`
        : `Keine Eingabe hat eine Spalte „${fact}“: niemand zählt danach. Meinten Sie „${near}“?`,
    unknownStage: (title, fact) => `${title}: keine Eingabe hat eine Spalte „${fact}“, nach der Unternehmen zählten.`,
    endless: (fact, values) => `${fact}: zu groß für eine Angabe, wohl ein Versehen: ${values}`,
    noneRegistered: (file, names, option) =>
      `${file} führt keines der bewerteten Unternehmen: sein Schlüssel ist die erste Spalte, oder eine namens ${names}; ${option} nennt eine andere`,
    lookAlikes: (count, outside, registered, one) =>
      one
        ? `${count} Unternehmen fehlt im Register, doch sein Schlüssel liest sich wie einer darin: ${outside} und ${registered}. Ist es dasselbe, berichtigen Sie den Schlüssel.`
        : `${count} Unternehmen fehlen im Register, doch ihre Schlüssel lesen sich wie welche darin, etwa ${outside} und ${registered}. Sind es dieselben, berichtigen Sie die Schlüssel.`,
    alikeValues: (fact, values) =>
      `${fact}: getrennt gezählt, obwohl nur Großschreibung, Breite oder Leerzeichen anders sind: ${values}`,
    repeated: (count, first, one) =>
      `${count} ${one ? 'Zeile' : 'Zeilen'} des Registers weggelassen: der Schlüssel steht dort schon, zuerst ${first}`,
    likeResults: (file) =>
      `${file} sieht aus wie Ergebnisse von matura batch: als Register zählt nur, wer bewertet ist, und die Abdeckung besagt nichts`,
    packNotFound: (pack) =>
      `Das Paket ${pack} ist nicht zu finden: Titel, Höchstwerte und Fragen sind nicht bekannt. --packs sagt, wo es liegt.`,
    questions:
      'Antworten zählen nach der Stelle ihrer Option. „Mit den übrigen“ ist die Korrelation mit der Summe der übrigen Fragen des Abschnitts; Alpha nach Cronbach über Unternehmen, die alle beantwortet haben.',
    noFact: (name) => `Weder eine Eingabe noch das Register hat „${name}“`,
    trend: 'Wer eine Etappe an keinem bekannten Tag erreicht hat, zählt von Anfang an zum Insgesamt.',
    lastChange:
      'Quartale nach dem letzten, in dem jemand eine Etappe erreichte, stehen nicht da, wo sie kein Ziel hat: in ihnen hat sich nichts geändert.',
    firstDay:
      'Eine Etappe zählt für alle, die am Stichtag dort sind, nicht für wieder Zurückgefallene, ab dem Tag, an dem sie zum ersten Mal erreicht war: dem der frühesten gelesenen Bewertung, des frühesten Maßnahmenplans oder Eintrags oder dem angegebenen Tag, auch wo eine jüngere Bewertung die maßgebliche ist; was nach dem Stichtag liegt, zählt noch nicht. Eine Etappe, die eine Stufe verlangt, zählt ab der ersten Bewertung, die sie hat.',
    needed: 'Nötig je Quartal: was zum Ziel fehlt, verteilt auf die Quartale, die vom Stichtag an bleiben.',
    recent:
      'Zuletzt je Quartal: wie viele die Etappe in den vier Quartalen vor dem des Stichtags im Mittel je Quartal erreicht haben.',
    line: 'Ziellinie: wie viele es am Ende eines Quartals insgesamt sein sollten. Sie führt gerade von denen, die zu Beginn des ersten Quartals so weit waren, also an keinem bekannten Tag, zum Ziel an seinem Tag.',
  },
  flaws: {
    'no-variance': 'alle antworten gleich, sie unterscheidet also nichts',
    'at-one-end': 'fast alle stehen an einem Ende',
    'often-unknown': 'viele wissen es nicht',
    'against-the-others': 'läuft den übrigen ihres Abschnitts entgegen',
  },
};

export const dashboard: Messages['dashboard'] = {
  filter: 'Filtern',
  rows: '{shown} von {all} Zeilen',
  allRows: 'Alle {all} Zeilen',
  firstRows: 'Nur die ersten {shown} Zeilen',
  findNode: 'Unternehmen suchen',
  showAll: 'Alle {all} zeigen',
  showFirst: 'Nur die wichtigsten zeigen',
  nodes: '{shown} von {all} Unternehmen zu sehen. Ziehen verschiebt; ein Klick zeigt, was über eines bekannt ist.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  wholeView: 'Alles anzeigen',
  joined: 'Bezieht von oder beliefert:',
  furtherNeighbours: 'Weitere ({shown} von {all} aufgeführt)',
  keys: 'Netz der Lieferbeziehungen. Pfeiltasten gehen von einem Unternehmen zum nächsten, Plus und Minus zoomen, Escape hebt die Auswahl auf.',
  nothingFound: 'Kein Unternehmen mit diesem Namen.',
};
