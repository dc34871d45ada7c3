import type { WhatIfMessages } from './messages.ts';

export const whatIf: WhatIfMessages = {
  title: 'What if',
  now: 'Now',
  changed: 'What if',
  change: 'Change',
  answers: 'Answers',
  follows: 'follows',
  scores: 'Scores',
  noScore: 'No score changes.',
  others: (count, option, one) =>
    `${count} ${one ? 'score stays' : 'scores stay'} as ${one ? 'it is' : 'they are'} (${option} shows ${one ? 'it' : 'them'})`,
  level: 'Level',
  possible: 'Possible',
  lacks: 'Missing for the next level',
  nothing: 'nothing',
  policy: 'Policy',
  samePolicy: 'The same measures and the same funding.',
  target: 'Target',
  measures: 'Measures',
  added: 'Added',
  dropped: 'No longer needed',
  cost: 'Cost',
  after: 'Afterwards',
  unwritten: 'Nothing was written.',
};
