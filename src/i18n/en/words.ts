/** What is missing and why, values, amounts and warnings in words. */
export const words = {
  /** Who signed an assessment, with what people compare of the key. */
  signed: (name: string, fingerprint: string) => `signed by ${name} (${fingerprint})`,
  yes: 'yes',
  no: 'no',
  states: {
    answered: 'answered',
    notApplicable: 'not applicable',
    unknown: 'don’t know yet',
    unanswered: 'not answered',
  },
  kinds: { self: 'Self-assessment', onsite: 'On-site diagnosis' },
  /** The name of the score `level` where the pack gives none. */
  level: 'Level',
  /** All questions of a pack, as a list. */
  allQuestions: 'All questions',
  noLevel: 'no level reached',
  noValue: 'no value',
  /** Instead of a value: the question was not put to this enterprise. */
  notAsked: 'not asked',
  open: 'open',
  numberedLevel: (number: string, title: string | undefined) =>
    title === undefined ? `level ${number}` : `level ${number} (${title})`,
  /** The same after a label that says it is a level. */
  shortLevel: (number: string, title: string | undefined) => (title === undefined ? number : `${number} (${title})`),
  /** What a value must be, said after its name and a colon. */
  phrase: {
    above: (number: string) => `more than ${number}`,
    below: (number: string) => `less than ${number}`,
    levelAtLeast: (number: string) => `level ${number} or higher`,
    levelAtMost: (number: string) => `level ${number} or lower`,
    levelAbove: (number: string) => `above level ${number}`,
    levelBelow: (number: string) => `below level ${number}`,
    not: (phrase: string) => `other than ${phrase}`,
    includes: (phrase: string) => `including ${phrase}`,
    without: (phrase: string) => `without ${phrase}`,
    countAtLeast: (count: string, phrase: string) => `at least ${count} with ${phrase}`,
    countAtMost: (count: string, phrase: string) => `at most ${count} with ${phrase}`,
    every: (phrase: string) => `${phrase} throughout`,
    chosenAtLeast: (count: string) => `at least ${count} chosen`,
    chosenAtMost: (count: string) => `at most ${count} chosen`,
    /** As `named`, where the name is a question. */
    namedQuestion: (question: string, phrase: string) => `${question} – ${phrase}`,
    /** A whole condition that must not hold. */
    unless: (condition: string) => `not the case that ${condition}`,
  },
  /** Requirements that do not hold, or not for certain. */
  unmet: {
    short: (name: string, has: string, needs: string, missing: string) =>
      `${name} is ${has}, needs ${needs}: ${missing} more`,
    justShort: (name: string, needs: string) => `${name} is just under the ${needs} it needs`,
    differs: (name: string, has: string, phrase: string) => `${name}: ${has}; needed: ${phrase}`,
    /** As `differs`, where the name is a question. */
    answerDiffers: (question: string, has: string, phrase: string) => `${question} Answer: ${has}; needed: ${phrase}`,
    clarify: (name: string, phrase: string) => `To be clarified: ${name} (needed: ${phrase})`,
    clarifyRange: (name: string, range: string, phrase: string) =>
      `To be clarified: ${name} (${range} possible; needed: ${phrase})`,
    /** How many members of a list pass. */
    members: (name: string, phrase: string, count: string) => `${name} (${phrase}): ${count}`,
    levelMembers: (name: string, level: string, count: string) => `${name} at ${level}: ${count}`,
    count: (has: string, needs: string) => `${has} of ${needs} needed`,
    countOpen: (range: string, needs: string) => `${range} possible, ${needs} needed`,
    /** An option that is not chosen. */
    lacks: (name: string, phrase: string) => `${name}: “${phrase}” is missing`,
    tooMany: (name: string, phrase: string, has: string, most: string) =>
      `${name} (${phrase}): ${has}, at most ${most} allowed`,
    every: (name: string, phrase: string) => `${name}: ${phrase} is needed throughout`,
    toClarify: (text: string) => `To be clarified: ${text}`,
    closest: (text: string, members: string) => `${text}; closest: ${members}`,
    notYet: (text: string, members: string) => `${text}; not yet: ${members}`,
    more: (members: string, count: string) => `${members} and ${count} more`,
    alternatives: 'One of these is enough:',
    together: (texts: readonly string[]) => texts.join('; and '),
  },
  warning: {
    contradicted: (name: string, stated: string, derived: string) =>
      `${name}: “${stated}” was stated, but the figures give “${derived}”; what was stated counts`,
    /** Raw numbers give something impossible, such as a share above 100 %. */
    outOfRange: (name: string, derived: string) =>
      `${name}: the figures contradict each other (they give ${derived}) and are left out; please check them`,
    /** An option that was chosen without others; `lacking` is a list of them in quotes. */
    optionAlone: (name: string, option: string, lacking: string) =>
      `${name}: “${option}” goes only together with ${lacking}; please check it`,
    evidenceMissing: (name: string) => `${name}: evidence is required, and none is recorded`,
    reasonMissing: (name: string) => `${name}: “not applicable” needs a reason, and none is noted`,
    notAsked: (name: string) => `${name}: not asked of this enterprise; the answer is kept but does not count`,
    implausible: {
      /** A number with its unit, and the money that it is: 186,400,000 × CNY 10,000 is 1.86 trillion CNY. */
      amount: (number: string, money: string) => `${number} is ${money}`,
      unusual: (number: string, range: string) => `${number} is outside the usual range (${range})`,
      /** `said` is one of the former. */
      meant: (said: string, number: string) => `${said}: did you mean ${number}?`,
      check: (said: string) => `${said}; please check it`,
    },
    /** One figure contradicts another one: by which factor, and the other figure with its number. */
    magnitude: {
      times: (number: string, factor: string, other: string) =>
        `${number} is about ${factor} times what ${other} suggests; please check both and their units`,
      part: (number: string, factor: string, other: string) =>
        `${number} is about 1/${factor} of what ${other} suggests; please check both and their units`,
    },
    outOfScope: 'The questionnaire is not made for an enterprise like this one.',
  },
  /** Why money is not to be had, and what would change that. */
  /** Why money is not certain, for what is to be clarified. */
  doubts: {
    draft: 'only a draft is known',
    'not-yet-open': (date: string) => `applications open on ${date}`,
    unverified: 'amount not verified',
  },
  reason: {
    notYetValid: (date: string) => `not in force before ${date}`,
    expired: (date: string) => `no longer in force; the last day was ${date}`,
    coversNothing: 'it pays for none of the recommended measures',
    after: (text: string) => `once the measures are done: ${text}`,
    fromDate: (date: string) => `an application from ${date}`,
    extension: 'an extension or a successor; ask the office',
    withMeasure: (examples: string | undefined) =>
      examples === undefined
        ? 'a plan with a measure it pays for'
        : `a plan with a measure it pays for, such as ${examples}`,
  },
  amount: {
    byOffice: 'set by the office: no amount is published',
    ofCost: (percent: string) => `${percent} of the cost of the measures it covers`,
    ofInterest: (percent: string) => `${percent} of the interest on the loan`,
    ofFigure: (percent: string, name: string) => `${percent} of the figure given for “${name}”`,
    each: (money: string, name: string) => `${money} for each one counted under “${name}”`,
    capped: (amount: string, cap: string) => `${amount}, at most ${cap}`,
    /** A sum with a part that is taken off. */
    less: (amount: string, taken: string) => `${amount} less ${taken}`,
    otherwise: (amount: string) => `otherwise ${amount}`,
    lowest: (amounts: string) => `the lowest of: ${amounts}`,
    highest: (amounts: string) => `the highest of: ${amounts}`,
    mean: (amounts: string) => `the average of: ${amounts}`,
    byRule: 'worked out by a rule of the policy',
  },
  /** What a measure does to an answer, said after the answer's title. */
  change: {
    step: (from: string, to: string) => `${from} → ${to}`,
    to: (value: string) => `→ ${value}`,
    /** An open answer, which may be more already. */
    toAtLeast: (value: string) => `→ at least ${value}`,
    /** A remark: only hoped for. */
    expected: 'expected',
    adds: (options: string) => `+ ${options}`,
  },
};

/** The summary on the terminal. */
export const summary = {
  scores: 'Scores',
  /** After a score. */
  outOf: (maximum: string) => `of ${maximum}`,
  possible: (range: string) => `(${range} possible)`,
  /** A score, level or answer that is aimed at. */
  target: (aim: string) => `target ${aim}`,
  answered: (percent: string) => `${percent} answered`,
  /** Ranges that are not proven to be as narrow as the open answers make them. */
  outerBounds: (scores: string) => `These ranges may be wider than what answers can lead to (outer bounds): ${scores}`,
  settled: (count: string, of: string, percent: string) => `${count} of ${of} questions settled (${percent})`,
  level: 'Level',
  /** What is certain and what is still possible, each a level in words. */
  levelOpen: (lowest: string, highest: string) => `${lowest} for certain, ${highest} if the open answers go well`,
  levelOpenFromNone: (highest: string) => `none for certain yet, ${highest} if the open answers go well`,
  lacks: (level: string) => `What ${level} still needs`,
  highest: 'The highest level is reached.',
  warnings: 'Please note',
  policy: (title: string, date: string) => `${title}, as of ${date}`,
  track: 'Track',
  trackOpen: (tracks: string) => `not settled yet: ${tracks}`,
  noTrack: 'no track of this policy fits',
  clarify: 'To be clarified',
  more: (count: string) => `… ${count} more`,
  moreMeasures: (count: string) => `… ${count} more in the policy`,
  total: 'Total',
  illustrative: 'orders of magnitude for planning, not prices',
  without: (count: string) => `not including ${count} without a stated cost`,
  after: 'Afterwards',
  notReached: (level: string) => `${level} is not reached with the measures of the catalogue`,
  notSure: (level: string) => `whether ${level} is reached with the measures of the catalogue depends on open answers`,
  /** A level that rests on expected effects. */
  ifConfirmed: (level: string, answers: string) =>
    `would be ${level} if the expected effects are confirmed (${answers})`,
  money: 'Funding',
  eligible: (count: string) => `${count} eligible`,
  undecided: (count: string) => `${count} to be clarified`,
  refused: (count: string) => `${count} refused`,
  /** How to get a recommendation where there is none: the two options as they are typed. */
  howToAdvise: (keep: string, choose: string) =>
    `For measures and funding, add ${keep} (keeps the enterprise and its policy) or ${choose}.`,
  files: 'Files',
  enterpriseFile: 'Enterprise file',
  policyFile: 'Policy',
  /** A policy that is there and is not of this assessment. */
  olderPolicy: 'Earlier policy',
  /** A policy that somebody edited, kept beside the new one. */
  editedPolicy: 'Your edited one',
  draftFile: 'Draft',
};
