import type { RecordMessages } from './messages.ts';

export const records: RecordMessages = {
  states: {
    planned: 'geplant',
    started: 'begonnen',
    done: 'umgesetzt',
    applied: 'beantragt',
    granted: 'bewilligt',
    paid: 'ausgezahlt',
  },
  title: 'Festgehalten',
  none: 'Es ist noch nichts festgehalten.',
  howTo: (example) => `So wird etwas festgehalten: ${example}`,
  number: 'Nr.',
  day: 'Tag',
  what: 'Maßnahme oder Förderung',
  state: 'Stand',
  amount: 'Betrag',
  remark: 'Bemerkung',
  withdrawn: (by) => `zurückgenommen mit Nr. ${by}`,
  recordedBy: (name) => `festgehalten von ${name}`,
  money: 'Geld',
  instrument: 'Förderung',
  unknown: 'Betrag nicht bekannt',
  andUnknown: (amount, count) => `${amount} und ${count} mit unbekanntem Betrag`,
  recorded: (number, text) => `Festgehalten als Nr. ${number}: ${text}`,
  cancelled: (number, text) => `Zurückgenommen, Nr. ${number}: ${text}`,
  alreadyThere: 'Das ist schon festgehalten: nichts wurde hinzugefügt.',
  excess: {
    'granted-over-applied': (instrument, more, than) =>
      `${instrument}: ${more} bewilligt, das ist mehr als die beantragten ${than}.`,
    'paid-over-granted': (instrument, more, than) =>
      `${instrument}: ${more} ausgezahlt, das ist mehr als die bewilligten ${than}.`,
  },
  notPlanned: 'nicht Teil dieses Plans',
  notInSums:
    'Die Summen folgen allein den Regeln: Was festgehalten ist, ist darin weder hinzugezählt noch abgezogen. Ob es auf eine Grenze angerechnet wird oder noch einmal zu haben ist, entscheidet die Behörde.',
  grantedBefore: (instruments) =>
    `Schon früher bewilligt und nach den Regeln noch einmal gezählt: ${instruments}. Bitte bei der Behörde nachfragen, bevor damit gerechnet wird.`,
  reassess: {
    title: 'Neu zu bewerten',
    done: 'Umgesetzt',
    doneOn: (measure, date) => `${measure} (${date})`,
    atLeast: (name, value, since) => `${name}: sollte mindestens ${value} sein, ${since}`,
    includes: (name, options, since) => `${name}: sollte ${options} enthalten, ${since}`,
    since: (measure, date) => `seit ${measure} am ${date} umgesetzt wurde`,
    assumed: 'Der Plan geht von diesen Antworten schon aus; erst eine erneute Bewertung bestätigt sie.',
    notAssumed: 'Die Bewertung kam später und zeigt es nicht; der Plan rechnet deshalb nicht damit.',
  },
};
