import type { WhatIfMessages } from './messages.ts';

export const whatIf: WhatIfMessages = {
  title: 'Was wäre, wenn',
  now: 'Jetzt',
  changed: 'Was wäre, wenn',
  change: 'Änderung',
  answers: 'Antworten',
  follows: 'folgt daraus',
  scores: 'Werte',
  noScore: 'Kein Wert ändert sich.',
  others: (count, option, one) =>
    `${count} ${one ? 'Wert bleibt' : 'Werte bleiben'} gleich (${option} zeigt ${one ? 'ihn' : 'sie'})`,
  level: 'Stufe',
  possible: 'Möglich',
  lacks: 'Was zur nächsten Stufe fehlt',
  nothing: 'nichts',
  policy: 'Maßnahmenplan',
  samePolicy: 'Dieselben Maßnahmen und dieselbe Förderung.',
  target: 'Ziel',
  measures: 'Maßnahmen',
  added: 'Kommt hinzu',
  dropped: 'Nicht mehr nötig',
  cost: 'Kosten',
  after: 'Danach',
  unwritten: 'Nichts wurde geschrieben.',
};
