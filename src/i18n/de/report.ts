import type { Messages } from '../messages.ts';

export const report: Messages['report'] = {
  title: 'Bewertungsbericht',
  contents: 'Inhalt',
  cover: {
    questionnaire: (title, version) => `${title}, Version ${version}`,
    policy: (title, version, date) => `${title}, Version ${version}, Stand ${date}`,
  },
  summary: {
    by: {
      self: (date) => `nach der Selbstbewertung vom ${date}`,
      onsite: (date) => `nach der Diagnose vor Ort vom ${date}`,
    },
    enterprise: 'Das Unternehmen',
    reached: (name, level, by) => `${name} erreicht ${by} ${level}.`,
    none: (name, by) => `${name} erreicht ${by} noch keine Stufe.`,
    open: (name, standing, by) => `${name} hat ${by} noch keine feste Stufe: ${standing}.`,
    assessed: (name, by) => `${name} wurde ${by} bewertet.`,
    extremes: (best, bestShare, worst, worstShare) =>
      `Am weitesten ist das Unternehmen bei „${best}“ (${bestShare} des Möglichen), am wenigsten weit bei „${worst}“ (${worstShare}).`,
    even: (share) => `In allen Dimensionen ist das Unternehmen gleich weit (${share} des Möglichen).`,
    settled: (count, of) => `${count} von ${of} Fragen sind geklärt.`,
    lacks: (level, count) =>
      `Für ${level} ${count === 1 ? 'fehlt noch eine Voraussetzung' : `fehlen noch ${count} Voraussetzungen`}.`,
  },
  others: {
    newer: (by) => `Dieser Bericht gilt einer früheren Bewertung. Der heutige Stand ergibt sich ${by}.`,
    policy: (id, version, date) =>
      `Abgelegt ist ein anderer Maßnahmenplan: ${id} ${version}, Stand ${date}. Dieser Bericht folgt den oben genannten Bedingungen.`,
  },
  level: {
    notSettled: 'noch nicht geklärt',
    scale: 'Die Stufe auf der Leiter',
    shows: (level, ladder) => `Heute: ${level}. Die Leiter: ${ladder}.`,
    reached: 'erreicht',
    target: 'Ziel',
  },
  scores: {
    radar: 'Dimensionen als Anteil des Möglichen',
    now: 'heute',
    possible: 'möglich, je nach offenen Antworten',
    afterMeasures: 'nach den Maßnahmen',
    aimedAt: 'angestrebt',
    peers: 'Median der Vergleichsgruppe',
  },
  scenes: {
    title: 'Wie weit jeder Bereich ist',
    byLevel: 'Erfüllte Anforderungen nach Bereich und Stufe',
    byStep: 'Fragen mit Stufenantwort, nach Stufe',
    least: 'am wenigsten',
    most: 'am meisten',
    notApplicable: 'entfällt',
  },
  extremes: {
    title: 'Stärken und Lücken',
    strengths: 'Stärken: mindestens drei Viertel des Möglichen',
    gaps: 'Lücken: höchstens ein Drittel des Möglichen',
    noStrength: 'Keine Antwort erreicht drei Viertel des Möglichen.',
    noGap: 'Keine Antwort bleibt bei einem Drittel des Möglichen oder darunter.',
    noMeasure: (answers) => `Ebenfalls weit vom Besten, doch keine Maßnahme verspricht dort mehr: ${answers}`,
    share: 'Von der besten Antwort',
  },
  answers: {
    title: 'Alle Antworten',
    introduction: (settled, of) =>
      `${settled} von ${of} Fragen sind geklärt. Hier steht jede Antwort mit dem, was dazu notiert wurde.`,
    facts: 'Angaben zum Unternehmen',
    funding: 'Nur für Fördermittel',
    question: 'Frage',
    answer: 'Antwort',
    remarks: 'Notizen und Belege',
    evidence: 'Beleg',
    noEvidence: 'ein Beleg ist verlangt, es ist keiner vermerkt',
    notAnswered: (names) => `Nicht beantwortet: ${names}`,
    notAsked: (count) => `Wegen anderer Antworten hier nicht gefragt: ${count}`,
  },
  method: {
    title: 'Methode und Herkunft',
    questionnaire: (title, version, hash) => `Bewertet mit „${title}“, Version ${version} (sha256 ${hash}).`,
    policy: (title, version, hash, date) =>
      `Maßnahmen und Förderung nach „${title}“, Version ${version} (sha256 ${hash}), Stand vom ${date}.`,
    tool: (name) => `Berechnet von ${name}, ohne Netz.`,
    otherVersion: (made) =>
      `Die Antworten wurden unter ${made} gegeben; dieser Bericht wertet sie mit der oben genannten Version aus.`,
    exact: 'Gerundet wird erst beim Ausgeben; eine ausgegebene Zahl und die Stufe stimmen immer überein.',
    open: 'Offene Antworten zählen nicht als null: Was sie noch ändern können, steht als Spanne da.',
  },
};

export const documents: Messages['documents'] = {
  template: {
    'not-docx': 'sie ist kein Word-Dokument (.docx)',
    old: 'sie ist ein Word-Dokument aus der Zeit vor 2007 oder durch ein Kennwort geschützt',
    damaged: 'sie ist beschädigt',
    password: 'sie ist durch ein Kennwort geschützt',
    'too-large': 'entpackt ist sie für eine Vorlage zu groß',
    macros: 'sie enthält Makros',
  },
  embedded: (part) => `sie enthält eine weitere Datei oder ein Steuerelement: ${part}`,
  external: (part, target) => `${part} würde etwas von anderswo laden: ${target}`,
  field: (part, field) => `${part} hat ein Feld, das etwas ausführt oder lädt: ${field}`,
  mendTemplate: 'Bitte in Word entfernen und als Word-Dokument (.docx) ohne Kennwort speichern.',
  logo: {
    unknown: 'es ist weder PNG noch JPEG noch SVG',
    damaged: 'es ist beschädigt',
    'too-large': 'es ist zu groß: höchstens 2 MB und 8192 Pixel je Seite',
    active:
      'dieses SVG zeichnet nicht nur: es enthält ein Skript, einen Link, eine Animation oder etwas, das von anderswo geladen wird',
  },
  mendLogo: 'Bitte als PNG speichern und dieses angeben.',
  svgInWord: 'ein Word-Dokument zeigt ein SVG-Logo nur in neueren Word-Versionen',
};
