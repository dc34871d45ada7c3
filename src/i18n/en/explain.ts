/** Where a value comes from. */
export const explain = {
  /** A heading for a whole document. */
  title: (name: string) => `${name}: where it comes from`,
  heading: 'Down to the answers',
  /** Over the numbers of a table. */
  value: 'Value',
  leastOf: 'the least of',
  greatestOf: 'the greatest of',
  pick: (word: string, values: string) => `${word} ${values}`,
  /** Too many terms for a line: they stand below. */
  sumBelow: (count: string) => `the sum of the ${count} parts below`,
  meanBelow: (count: string) => `the mean of the ${count} parts below`,
  /** An answer and what it counts. */
  answer: (answer: string, points: string) => `${answer} → ${points}`,
  /** The same where the rubric says what a missing answer counts. */
  byRule: (state: string, points: string) => `${state}, which counts ${points} by the rubric`,
  noneChosen: 'none chosen',
  unproven: 'without evidence',
  /** A stated answer that the numbers contradict. */
  contradicted: (answer: string, figures: string) => `${answer} (as stated; the figures give: ${figures})`,
  /** Numbers that give something impossible. */
  impossible: (state: string, figures: string) => `${state} (the figures contradict each other: they give ${figures})`,
  defaulted: (answer: string) => `${answer} (taken as given, as nothing was stated)`,
  follows: 'follows from the figures',
  reason: (value: string, reason: string) => `${value}, because ${reason}`,
  openFigures: 'open, as information is missing',
  byZero: 'open, as it would be divided by 0',
  /** How far comparisons in pairs contradict each other. */
  consistency: (ratio: string, most: string) => `consistency ratio of the comparisons: ${ratio} (${most} at most)`,
  noWeight: 'no value, as the weights add up to 0',
  seeAbove: 'see above',
  orNothing: (range: string) => `${range}, or no value`,
  orNoLevel: (range: string) => `${range}, or no level`,
  /** A value that lies on or above a bound. */
  from: (value: string, bound: string) => `${value} is at least ${bound}`,
  above: (value: string, bound: string) => `${value} is above ${bound}`,
  /** The same, and below the next bound. */
  fromBelow: (value: string, bound: string, next: string) => `${value} is at least ${bound} and below ${next}`,
  aboveUpTo: (value: string, bound: string, next: string) => `${value} is above ${bound} and not above ${next}`,
  fromUpTo: (value: string, bound: string, next: string) => `${value} is at least ${bound} and not above ${next}`,
  belowAll: (value: string, bound: string) => `${value} is below the lowest step, ${bound}`,
  capped: (value: string, cap: string) => `${cap}, because ${value} is above the most allowed, ${cap}`,
  atMost: (value: string, cap: string) => `${value} (${cap} at most)`,
  floored: (value: string, floor: string) => `${floor}, because ${value} is below the least allowed, ${floor}`,
  atLeast: (value: string, floor: string) => `${value} (${floor} at least)`,
  /** What a value was rounded to: whole numbers or so many decimals. */
  aimed: 'with the answers aimed at',
  rounded: (value: string, places: string) => `${value}, rounded to ${places}`,
  roundedDown: (value: string, places: string) => `${value}, rounded down to ${places}`,
  roundedUp: (value: string, places: string) => `${value}, rounded up to ${places}`,
  wholeNumber: 'a whole number',
  decimals: (count: string, one: boolean) => `${count} ${one ? 'decimal' : 'decimals'}`,
  /** What a value comes to; `points` say what some values come to, straight lines are between them. */
  onLine: (result: string, value: string, points: string) =>
    `${result}, read at ${value} on the line through ${points}`,
  point: (at: string, value: string) => `${at} → ${value}`,
  /** Which of several cases decided. */
  firstCase: 'the first case that holds decides',
  noCase: 'no case holds',
  case: (value: string, verdict: string) => `${value} – ${verdict}`,
  caseOtherwise: (value: string) => `${value} – in all other cases`,
  skipped: (count: string, one: boolean) => `${count} further ${one ? 'case is' : 'cases are'} not looked at`,
  anyOf: 'yes when one of these holds',
  countsWhere: (verdict: string) => `Does it count here? ${verdict}`,
  excluded: (name: string, reason: string) => `${name} does not count: ${reason}`,
  notAsked: 'not asked here',
  nothing: 'nothing to count',
  weight: 'its weight is 0',
  weighed: (name: string, weight: string) => `Weight of ${name}: ${weight}`,
  reached: (level: string) => `${level}: reached`,
  stopped: (level: string) => `${level}: not reached`,
  undecided: (level: string) => `${level}: still open`,
  /** Its own requirements hold, those of a lower level do not. */
  heldBack: (level: string) => `${level}: not before the lower levels; its own requirements hold`,
  met: (text: string, phrase: string) => `${text} (needed: ${phrase})`,
  /** Members of a list that pass, and how many must. */
  enough: (has: string, needs: string) => `${has}, ${needs} needed`,
  /** Which single answer would move it most. */
  moves: 'Which single answer would move it most',
  /** The same of a pack with measures, by which alone answers get better. */
  movesByMeasures: 'Which single answer that measures lead to would move it most',
  noRaise: (name: string) => `${name}: no change of a single given answer raises it.`,
  noLevelRaise: (name: string) => `${name}: no change of a single given answer leads to a higher level.`,
  raised: (before: string, after: string) => `${before} → ${after} with one answer`,
  /** The same of how many members of a list pass. */
  raisedCount: (before: string, after: string) => `${before} → ${after} with one answer`,
  /** What is raised, and by which change. */
  move: (rise: string, change: string) => `${rise}. ${change}`,
  instead: (question: string, to: string, from: string) => `${question}: “${to}” instead of “${from}”`,
  adds: (question: string, options: string) => `${question}: also ${options}`,
  decides: (question: string) => `Of the open answers, this one decides most. ${question}`,
  outcome: (answer: string, subject: string, after: string) => `“${answer}”: ${subject} ${after}`,
};

/** What changed answers change. */
export const whatIf = {
  now: 'Now',
  changed: 'What if',
  answers: 'Answers',
  scores: 'Scores',
  noScore: 'No score changes.',
  /** How to see the scores that stay as they are. */
  others: (count: string, option: string, one: boolean) =>
    `${count} ${one ? 'score stays' : 'scores stay'} as ${one ? 'it is' : 'they are'} (${option} shows ${one ? 'it' : 'them'})`,
  lacks: 'Missing for the next level',
  nothing: 'nothing',
  policy: 'Policy',
  samePolicy: 'The same measures and the same funding.',
  added: 'Added',
  dropped: 'No longer needed',
  unwritten: 'Nothing was written.',
};
