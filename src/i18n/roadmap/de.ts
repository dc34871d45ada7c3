import type { RoadmapMessages } from './messages.ts';

export const roadmap: RoadmapMessages = {
  title: 'Fahrplan',
  phase: (number, months, cost) => `Phase ${number}: ${months}${cost === undefined ? '' : `, ${cost}`}`,
  after: (level) => `danach: ${level}`,
  months: (from, to) => `Monat ${from} bis ${to}`,
  phaseTitle: 'Phase',
  measure: 'Maßnahme',
  monthsTitle: 'Monate',
  cost: 'Kosten',
  level: 'Stufe',
  measures: 'Maßnahmen',
  levelAfter: 'Stufe danach',
  timeline: 'Zeitplan',
  scale: (months) => `0 bis ${months} Monate`,
  durationNotStated: 'Dauer nicht angegeben',
  length: (months, atOnce) => `${months} Monate, höchstens ${atOnce} gleichzeitig`,
  total: (cost, basis) => `${cost} (${basis})`,
  bases: {
    low: 'nach den unteren Kosten',
    mid: 'nach dem Mittel aus unteren und oberen Kosten',
    high: 'nach den oberen Kosten',
  },
  least: {
    cost: {
      proven: 'Bewiesen: Keine andere Auswahl dieser Maßnahmen kostet weniger.',
      notProven: 'Nicht als günstigste bewiesen: Die Suche wurde abgebrochen.',
      always: (measures) => `In jeder ebenso günstigen Auswahl enthalten: ${measures}.`,
      alwaysAll: 'Jede dieser Maßnahmen gehört zu jeder ebenso günstigen Auswahl.',
      stairs: 'Was jede Stufe mindestens kostet',
    },
    own: {
      proven: 'Bewiesen: Keine andere Auswahl dieser Maßnahmen lässt nach der Förderung weniger selbst zu zahlen.',
      notProven: 'Nicht als kleinster Eigenanteil bewiesen: Die Suche wurde abgebrochen.',
      always: (measures) => `In jeder Auswahl mit ebenso kleinem Eigenanteil enthalten: ${measures}.`,
      alwaysAll: 'Jede dieser Maßnahmen gehört zu jeder Auswahl mit ebenso kleinem Eigenanteil.',
      stairs: 'Was jede Stufe beim kleinsten Eigenanteil kostet',
    },
  },
  cheapest: (cost, more, less) =>
    `Nach dem kleinsten Eigenanteil gewählt: Das kostet ${more} mehr als die günstigste Auswahl (${cost}), und selbst zu zahlen sind ${less} weniger.`,
  sameAsCheapest:
    'Nach dem kleinsten Eigenanteil gewählt: Bei der günstigsten Auswahl ist nicht mehr selbst zu zahlen.',
  surerSum:
    'Entschieden nach der sichereren Fördersumme: Darin wird nichts zusammengezählt, was keine Quelle zusammen erlaubt.',
  because: (what) => `Gesucht ohne ganzzahliges Programm, das dies nicht exakt ausdrücken kann: ${what}.`,
  saved: (money) => `Zusammen umgesetzt sparen die Maßnahmen ${money}; die Summen enthalten das schon.`,
  effort: (days) => `Eigene Arbeit: ${days} Personentage, nicht in den Kosten enthalten.`,
  effortWithout: (measures) => `Eigene Arbeit ist nicht angegeben für: ${measures}.`,
  notReachable: 'mit diesem Katalog nicht erreichbar',
  notSurelyReachable: 'nicht sicher, solange Antworten offen sind',
  withExpected: 'falls die erwarteten Wirkungen eintreten',
  withoutCost: (count) => `dazu ${count} ohne Kostenangabe`,
  missed: 'Was ohne sie fehlen würde',
  groundwork: 'Grundlage für andere',
  leftOut: {
    cost: (measures) => `Nicht eingeplant, weil keine Kosten angegeben sind: ${measures}.`,
    months: (measures) => `Nicht eingeplant, weil keine Dauer angegeben ist: ${measures}.`,
    horizon: (measures) =>
      `Nicht eingeplant, weil sie samt dem, was sie brauchen, länger als der Zeitrahmen dauern: ${measures}.`,
  },
  budget: (money) => `einem Budget von ${money}`,
  horizon: (months) => `einem Zeitrahmen von ${months} Monaten`,
  notWithin: (target, limits) => `Mit ${limits} wird ${target} nicht erreicht.`,
  notSurelyWithin: (target, limits) =>
    `Mit ${limits} wird ${target} nicht sicher erreicht; darüber entscheiden offene Antworten.`,
  notFound: (target, limits) =>
    `Mit ${limits} wurde kein Weg zu ${target} gefunden; die Suche wurde abgebrochen, es kann also einen geben.`,
  missingThen: (after) => `Nach allen Schritten: ${after}. Noch fehlt:`,
  missingNow: (level) => `Ohne Schritte: ${level}. Noch fehlt:`,
  nothingToDo: 'Die Stufe ist erreicht; es ist nichts zu tun.',
};
