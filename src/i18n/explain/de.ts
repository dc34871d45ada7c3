import type { ExplainMessages } from './messages.ts';

export const explain: ExplainMessages = {
  leastOf: 'der kleinste Wert von',
  greatestOf: 'der größte Wert von',
  sum: (terms, value) => `${value} = ${terms}`,
  mean: (terms, weights, value) => `${value} = (${terms}) ÷ ${weights}`,
  pick: (word, values, value) => `${value} = ${word} ${values}`,
  difference: (a, b, value) => `${value} = ${a} − ${b}`,
  answer: (answer, points) => `${answer} → ${points}`,
  derived: (answer) => `${answer} (folgt aus den Zahlen)`,
  ratio: (a, b, value) => `${value} = ${a} ÷ ${b}`,
  change: (from, to, value) => `${value} = (${to} − ${from}) ÷ ${from}`,
  step: (value, bound, result) => `${result}, denn ${value} erreicht den Schritt ab ${bound}`,
  belowSteps: 'unter dem niedrigsten Schritt',
  case: (value) => `${value}, nach dem ersten zutreffenden Fall`,
  capped: (value, cap) => `${value}, höchstens ${cap}`,
  excluded: (name, reason) => `${name} zählt nicht: ${reason}`,
  notAsked: 'hier nicht gefragt',
  nothing: 'nichts zu zählen',
  reached: (level) => `${level}: erreicht`,
  stopped: (level) => `${level}: nicht erreicht`,
  undecided: (level) => `${level}: noch offen`,
};
