import type { ExplainMessages } from './messages.ts';

export const explain: ExplainMessages = {
  leastOf: 'the least of',
  greatestOf: 'the greatest of',
  sum: (terms, value) => `${value} = ${terms}`,
  mean: (terms, weights, value) => `${value} = (${terms}) ÷ ${weights}`,
  pick: (word, values, value) => `${value} = ${word} ${values}`,
  difference: (a, b, value) => `${value} = ${a} − ${b}`,
  answer: (answer, points) => `${answer} → ${points}`,
  derived: (answer) => `${answer} (follows from the numbers)`,
  ratio: (a, b, value) => `${value} = ${a} ÷ ${b}`,
  change: (from, to, value) => `${value} = (${to} − ${from}) ÷ ${from}`,
  step: (value, bound, result) => `${result}, because ${value} reaches the step from ${bound}`,
  belowSteps: 'below the lowest step',
  case: (value) => `${value}, by the first case that holds`,
  capped: (value, cap) => `${value}, at most ${cap}`,
  excluded: (name, reason) => `${name} does not count: ${reason}`,
  notAsked: 'not asked here',
  nothing: 'nothing to count',
  reached: (level) => `${level}: reached`,
  stopped: (level) => `${level}: not reached`,
  undecided: (level) => `${level}: still open`,
};
