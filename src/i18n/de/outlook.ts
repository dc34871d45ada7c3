import type { Messages } from '../messages.ts';

const KINDS = { self: 'selbst bewertet', onsite: 'vor Ort' } as const;

export const outlook: Messages['outlook'] = {
  noLinks: (file, missing) => `${file} ist keine Tabelle von Lieferbeziehungen: Die Spalte ${missing} fehlt`,
  linksNeed: (columns) =>
    `Nötig sind buyer und supplier; dazu kommen share oder value, single, chain, cluster. Vorhandene Spalten: ${columns}`,
  sameMeaning: (file, first, second) => `${file}: die Spalten „${first}“ und „${second}“ besagen dasselbe`,
  notRead: (file, column) => `${file}: die Spalte „${column}“ wird nicht gelesen.`,
  emptyLinks: (file) => `${file} enthält keine Lieferbeziehung zwischen zwei Unternehmen`,
  faults: {
    self: (key) => `${key} kauft bei sich selbst; weggelassen`,
    twice: (buyer, supplier, line) => `${buyer} kauft bei ${supplier} schon in Zeile ${line}; weggelassen`,
    badShare: (text) => `„${text}“ ist kein Anteil von 0 bis 100 %; weggelassen`,
    badValue: (text) =>
      `„${text}“ ist kein Betrag oder mehrdeutig: ohne Tausenderzeichen schreiben, wie 1234,5; weggelassen`,
    noWeight: (buyer) => `weder Anteil noch Betrag, neben anderen von ${buyer}, die einen haben: zählt nicht mit`,
    badSingle: (text) => `„${text}“ sagt zur einzigen Quelle weder Ja noch Nein; weggelassen`,
    noBuyer: 'der Abnehmer fehlt; weggelassen',
    noSupplier: 'der Zulieferer fehlt; weggelassen',
    tooMuch: (key, share) => `ab hier ergeben die Anteile von ${key} zusammen ${share}; anteilig auf 100 % gekürzt`,
  },
  unknown: (count, first) =>
    `Unternehmen in den Lieferbeziehungen, die weder im Register noch in einer Eingabe stehen: ${count}, etwa ${first}`,
  atLine: (key, line) => `${key} (Zeile ${line})`,
  working: (done, all) => `Fahrpläne von ${done} von ${all} Unternehmen berechnet`,
  onlyInternal: (options, least) =>
    `${options}: das nennt Unternehmen beim Namen, und diese Ausgabe verbirgt Zahlen unter ${least}`,
  makeInternal: (option) =>
    `Mit ${option} entsteht die Fassung fürs eigene Haus; für die Weitergabe die Option weglassen.`,
  needsPack:
    'Welches Paket gilt, ist nicht bekannt; deshalb fehlen Angaben zu offenen Anforderungen, und kein Fahrplan wird berechnet. --pack nennt es.',
  title: 'Was als Nächstes zu tun ist',
  byPolicies: (titles) =>
    `Was Fahrpläne kosten und wer zahlt, richtet sich nach ${titles}, unabhängig vom Sitz der Unternehmen.`,
  internal: 'Diese Seiten nennen Unternehmen: Sie sind für die Behörde bestimmt, nicht zur Veröffentlichung.',
  topSeen: (level) =>
    `Kein Paket sagt, welche Stufe die höchste ist; angenommen ist ${level}, die höchste, die jemand haben kann.`,
  leftOut: (count) => `Weggelassen, weil sie nicht im Register stehen: ${count} Unternehmen.`,
  levels: {
    none: 'keine Stufe',
    open: 'offen',
    notAssessed: 'nicht bewertet',
    mean: 'Mittel der feststehenden Stufen',
  },
  columns: {
    enterprise: 'Unternehmen',
    level: 'Stufe',
    why: 'Warum',
    dependency: 'Abhängigkeit',
    weakness: 'Schwäche',
    urgency: 'Dringlichkeit',
    cost: 'Kosten',
    gain: 'Gewonnene Reife',
    measures: 'Maßnahmen',
    fromTo: 'Von, auf',
    city: 'Stadt',
    members: 'Mitglieder',
    registered: 'Im Register',
    outside: 'Außerhalb',
    assessed: 'Bewertet',
    onSite: 'Vor Ort',
    transformed: 'Transformiert',
    all: 'Alle',
    suppliers: 'Direkte Zulieferer',
    chain: 'Kette',
    cluster: 'Cluster',
    leader: 'Leitunternehmen',
    key: 'Schlüssel',
    readiness: 'Reife',
    singleBuyers: 'Abnehmer ohne andere Quelle',
    buyers: 'Abnehmer',
    betweenness: 'Zentralität (Betweenness)',
    score: 'Punkte',
    kind: 'Bewertet durch',
    from: 'Von',
    to: 'Auf',
    missing: 'Fehlende Anforderungen',
    unknown: 'Antworten „noch nicht bekannt“',
    perLevel: 'Je Stufe',
    enterprises: 'Unternehmen',
    measure: 'Maßnahme',
    budget: 'Budget',
    levelsGained: 'Stufen gewonnen',
    perFurther: 'Jede weitere Stufe',
    source: 'Fahrplan',
    known: 'Unternehmen mit Fahrplänen',
    looked: 'Betrachtet',
    ruledOut: 'Zu teuer für jedes verglichene Budget',
    below: 'Unter der höchsten Stufe',
    leftOut: 'Weggelassen, nicht im Register',
  },
  kinds: KINDS,
  network: {
    title: 'Wer wen beliefert',
    description: (enterprises, links) =>
      `${enterprises} Unternehmen und ${links} Lieferbeziehungen; die Farbe ist die Stufe (bei einer offenen die niedrigste mögliche), die Größe zeigt, wie sehr das führende Unternehmen davon abhängt, ein Ring bezeichnet dieses und die zehn schwächsten Glieder.`,
  },
  chains: {
    more: 'Die Kette in Zahlen',
    title: 'Ketten',
    allLinks: 'Alle Lieferbeziehungen',
    heading: (chain, cluster) => (cluster === '' ? chain : `${chain} (${cluster})`),
    leader: (leader, level, isStated) =>
      isStated
        ? `Leitunternehmen: ${leader}, ${level}`
        : `Leitunternehmen: ${leader}, ${level}; aus den Lieferbeziehungen erschlossen, denn keine Quelle nennt eines`,
    noLevel: 'keine Stufe erreicht',
    level: (level) => `Stufe ${level}`,
    openLevel: (lowest, highest) => `Stufe ${lowest} bis ${highest}, offen`,
    coverage: (members, assessed, share, onSite, transformed) =>
      `${members} Unternehmen; ${assessed} (${share}) bewertet, ${onSite} vor Ort; ${transformed} transformiert`,
    outside: (count, one) => `${count} davon ${one ? 'steht' : 'stehen'} nicht im Register.`,
    readiness: (value, lowest, highest, covered) =>
      `Reife: ${value} bei den bewerteten, auf die ${covered} der Abhängigkeit entfallen; insgesamt ${lowest} bis ${highest}, je nachdem, wo die übrigen stehen`,
    noDependency: 'Reife: nach den Lieferbeziehungen hängt das Leitunternehmen von niemandem ab',
    unassessedFirst: (count, first) => `Benötigt, aber nicht bewertet: ${count}, vor allem ${first}.`,
    otherLeaders: (names) =>
      `Ebenfalls als führend angegeben: ${names}. Von mehreren gilt das mit den meisten Zulieferern; nennen Sie eines in der Spalte chainRole.`,
    noReadiness: 'Reife: nicht bekannt, denn niemand, von dem das Leitunternehmen abhängt, ist bewertet',
    formula:
      'Die Reife ist Σ Abhängigkeit × Stufe ÷ höchste Stufe, geteilt durch Σ Abhängigkeit; eine offene Stufe zählt als die niedrigste mögliche. Von einem Zulieferer hängt das Leitunternehmen mit dem Anteil ab, den es dort kauft, und mit der Hälfte dessen, was es von jedem seiner Abnehmer abhängt, mal deren Anteil.',
    weakTitle: 'Schwachstellen',
    noBetweenness:
      'Wie viele der kürzesten Wege über ein Unternehmen führen, wurde nicht berechnet: Dafür ist die Kette zu groß.',
    weakFormula:
      'Die Schwäche ist, was ohne Ausweichmöglichkeit von einem Zulieferer abhängt (eine einzige Quelle zählt ganz, sonst geteilt durch die Zahl der Zulieferer des Abnehmers), mal dem, was ihm zur höchsten Stufe fehlt.',
    noWeak: 'Kein bewerteter Zulieferer hält die Kette auf.',
    single: (count, buyers) => `einzige Quelle für ${count} von ${buyers} Abnehmern`,
    singleOfAll: (buyers) => `einzige Quelle für alle ${buyers} Abnehmer`,
    singleOfOne: 'einzige Quelle seines einzigen Abnehmers',
    articulation: 'ohne ihn zerfällt die Kette',
    between: (share) => `auf ${share} der kürzesten Wege`,
    raised: (count, from, byOne, one) =>
      `${one ? 'Steigt das schwächste' : `Steigen die ${count} schwächsten`} um eine Stufe, geht die Reife von ${from} auf ${byOne}`,
    raisedToLeader: (to, one) => `mit ${one ? 'ihm' : 'allen'} auf der Stufe des Leitunternehmens auf ${to}`,
    cycle: (keys) => `Die Lieferbeziehungen bilden Kreise, etwa ${keys}; jede Runde zählt mit halbem Gewicht.`,
  },
  along: {
    title: 'Wen das Leitunternehmen zuerst mitnehmen sollte',
    intro: (budget, candidates, priced) =>
      `Mit ${budget}; jede Kette ist mit dem ganzen Budget gerechnet, als wäre sie die einzige. Von den direkten Zulieferern unter der höchsten Stufe (${candidates}) mit Fahrplan und Kosten: ${priced}. Die Reife ist die der bewerteten.`,
    noRoadmap: (candidates, budget, option) =>
      `Niemand lässt sich nennen: Keiner der direkten Zulieferer unter der höchsten Stufe (${candidates}) hat einen Fahrplan mit Kosten bis zum Doppelten von ${budget}. ${option} N berechnet mehr Fahrpläne, ${option} all die von allen.`,
    noCandidate: (suppliers) =>
      `Niemand lässt sich nennen: Von den direkten Zulieferern (${suppliers}) hat keiner eine bekannte Stufe unter der höchsten.`,
    nobody: 'Mit diesem Budget lässt sich niemand anheben.',
    sum: (count, cost, from, to, known) =>
      `${count} Zulieferer für ${cost}: Die Reife geht von ${from} auf ${to}, die beste Wahl unter den ${known} mit Fahrplan (bewiesen)`,
    more: (option) => `${option} N berechnet Fahrpläne von mehr davon, ${option} all die von allen.`,
    paysLeader: (instrument, amount) => `Das Leitunternehmen bekäme ${amount}: ${instrument}`,
    paysSuppliers: (instrument, amount, count) =>
      `Die Zulieferer bekämen ${amount} (${count} von ihnen): ${instrument}`,
    noSupport: 'Die Förderpolitik hat kein Instrument, das es fördert, Zulieferer mitzunehmen.',
  },
  clusters: {
    title: 'Cluster',
    members: (count, chains, shared, one) =>
      `${count} Unternehmen in ${chains}; ${shared} davon ${one ? 'ist in mehreren Ketten und zählt' : 'sind in mehreren Ketten und zählen'} einmal`,
  },
  models: {
    title: 'Vorbilder',
    group: (values, assessed) => `${values}: ${assessed} bewertet`,
    notStated: 'nicht angegeben',
    leads: (level, kind) => `führt mit Stufe ${level}, ${KINDS[kind]}`,
    leadsWith: (level, kind, score) => `führt mit Stufe ${level}, ${KINDS[kind]}, ${score} Punkte`,
    rose: (from, to, kind, since, until) =>
      `stieg von Stufe ${from} auf ${to}, ${KINDS[kind]}, zwischen ${since} und ${until}`,
    roseFromNone: (to, kind, since, until) =>
      `stieg von keiner Stufe auf Stufe ${to}, ${KINDS[kind]}, zwischen ${since} und ${until}`,
    gainedWithout: (kind, since, until) =>
      `gewann Punkte, noch ohne Stufe, ${KINDS[kind]}, zwischen ${since} und ${until}`,
    gained: (level, kind, since, until) =>
      `gewann Punkte, weiter auf Stufe ${level}, ${KINDS[kind]}, zwischen ${since} und ${until}`,
    points: (from, to) => `${from} auf ${to} Punkte`,
    noRisers:
      'Ein Aufstieg zeigt sich nur, wo ein Unternehmen zweimal auf dieselbe Art und nach demselben Paket bewertet wurde; auf diese Weise ist hier keines aufgestiegen.',
  },
  visits: {
    title: 'Wen man als Nächstes besucht',
    intro: (shown, all) => `Selbst bewertet und nie besucht: ${all}; hier die ${shown} dringendsten.`,
    formula: (hasChains) =>
      hasChains
        ? 'Die Dringlichkeit ist das Mittel dreier Teile: 1 ÷ Anforderungen, die zur nächsten Stufe fehlen; Anteil von „weiß nicht“ und Abhängigkeit der Kette, beide als Teil des größten.'
        : 'Die Dringlichkeit ist das Mittel zweier Teile: 1 ÷ Anforderungen, die zur nächsten Stufe fehlen, und Anteil von „weiß nicht“ als Teil des größten.',
    none: 'Alle, die sich selbst bewertet haben, wurden besucht.',
    near: (missing, next, one) => `${missing} ${one ? 'Anforderung fehlt' : 'Anforderungen fehlen'} zu Stufe ${next}`,
    doubt: (unknown, of) => `„weiß nicht“ bei ${unknown} von ${of}`,
    openLevel: 'die Stufe hängt von offenen Antworten ab',
    chain: (name, dependency) => `${name} hängt davon ab (${dependency})`,
  },
  money: {
    title: 'Wohin das nächste Geld geht',
    intro: (enterprises, roadmaps) =>
      `Verglichene Fahrpläne: ${roadmaps} von ${enterprises}, je der günstigste bekannte zu jeder der nächsten Stufen, die ein Unternehmen sicher erreicht. Von jedem wird höchstens einer bezahlt.`,
    counted:
      'Eine gewonnene Stufe ist ein Unternehmen, das um eine Stufe steigt; steigt es um zwei Stufen, zählt das als zwei.',
    looked: (count, all) =>
      all === undefined
        ? `Unternehmen, deren Fahrpläne betrachtet wurden: ${count}.`
        : `Unternehmen, deren Fahrpläne betrachtet wurden: ${count} von ${all} unter der höchsten Stufe.`,
    ruledOut: (count, most) => `Davon ohne Fahrplan, der zur besten Auswahl bis ${most} gehören könnte: ${count}.`,
    notAll: (option) => `${option} betrachtet sie alle.`,
    sum: (enterprises, levels, cost, perLevel, rest) =>
      `${enterprises}: ${levels} gewonnen für ${cost}, das sind ${perLevel} je Stufe; vom Budget bleiben ${rest}.`,
    proven: (looked) =>
      `Unter den betrachteten Unternehmen (${looked}) bringt keine Auswahl mehr Stufen, und keine mit ebenso vielen kostet weniger (bewiesen).`,
    provenAsKnown: (count) =>
      `Unter den verglichenen Fahrplänen bringt keine Auswahl mehr Stufen, und keine mit ebenso vielen kostet weniger (bewiesen). Bei ${count} dieser Fahrpläne ist nicht bewiesen, dass es nicht günstiger geht.`,
    none: (most) =>
      `Kein Fahrplan bis ${most} ist bekannt: Unternehmensdateien mit Maßnahmenplan haben einen; sonst --pack angeben.`,
    nothing: 'Das Budget reicht für keinen davon.',
    stored: (isStored) => (isStored ? 'aus der Datei' : 'jetzt berechnet'),
    shown: (shown, all) => `Gezeigt sind die ersten ${shown} von ${all}; JSON, CSV und XLSX enthalten alle.`,
    compared: 'Was verglichen wurde',
    climbs: 'Was jede Stufe kostet',
    measures: 'Bezahlte Maßnahmen',
    staircase: 'Was andere Budgets bringen',
    staircaseFormula:
      'Zu jedem Budget die meisten Stufen, die es unter den Unternehmen mit bekannten Fahrplänen bezahlen kann. „Jede weitere Stufe“ ist, was im Mittel jede Stufe kostet, die das Budget der Zeile darüber nicht bringt.',
    further: (budget, levels) => `Mehr bringt erst ein Budget von ${budget}: ${levels}.`,
    noFurther: (most) => `Kein Budget bis ${most} bringt mehr.`,
    enterprises: (count) => `${count} Unternehmen`,
    levels: (count, one) => (one ? `${count} Stufe` : `${count} Stufen`),
  },
};
