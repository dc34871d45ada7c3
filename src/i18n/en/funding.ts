/** Amounts with their arithmetic, loans, and what funding adds up to. */
export const funding = {
  /** How an amount was worked out. */
  arithmetic: {
    cost: 'cost of the measures it covers',
    coveredMeasures: 'number of measures it covers',
    interest: (year: string) => `interest of year ${year}`,
    outstanding: (year: string) => `mean debt in year ${year}`,
    named: (name: string, value: string) => `${name} ${value}`,
    /** The cap was reached. */
    capped: (calculation: string, cap: string) => `${calculation}, cut to the most allowed: ${cap}`,
    /** The cap was not reached. */
    within: (calculation: string, cap: string) => `${calculation} (the most allowed, ${cap}, is not reached)`,
    raised: (calculation: string, floor: string) => `${calculation}, at least ${floor}`,
    rounded: (calculation: string, result: string) => `${calculation}, rounded to ${result}`,
    least: (values: string, result: string) => `the least of ${values}: ${result}`,
    greatest: (values: string, result: string) => `the greatest of ${values}: ${result}`,
    mean: (values: string, result: string) => `the mean of ${values}: ${result}`,
    /** A table's value at a figure. */
    at: (value: string, figures: string) => `${value} for ${figures}`,
  },
  loan: {
    title: 'Loan',
    principal: (money: string) => `${money} borrowed`,
    rate: (percent: string) => `${percent} interest a year`,
    months: (count: string) => `${count} months`,
    repayment: {
      annuity: 'the same instalment every month',
      'equal-principal': 'the same part paid back every month',
      'at-end': 'paid back at the end',
    },
    instalments: (first: string, last: string) => `first instalment ${first}, last ${last}`,
    year: (year: string) => `Year ${year}`,
    interest: (money: string) => `interest ${money}`,
    repaid: (money: string) => `paid back ${money}`,
    subsidy: (money: string) => `of the interest the subsidy pays ${money}`,
    left: (money: string) => `leaves ${money}`,
    unpublished: (terms: string) => `Instalments and interest are unknown, because this is not published: ${terms}.`,
    terms: {
      principal: 'the amount borrowed',
      annualPercent: 'the interest rate',
      months: 'the term',
      repayment: 'how it is paid back',
    },
    interestOf: (year: string) => `the interest of year ${year}`,
  },
  sum: {
    title: 'What it adds up to',
    money: 'Money',
    /** Which of the stated costs is taken. */
    estimates: { low: 'lower', mid: 'middle', high: 'upper' },
    cost: (money: string, estimate: string) => `Cost of the measures (${estimate} estimate): ${money}.`,
    nothing: 'No sum of money is certain yet.',
    total: (money: string) => `Together: ${money}.`,
    /** Two sums, because no source says whether all may be combined. */
    cautious: (money: string) =>
      `Certain to be allowed together: ${money}. That counts only what the sources say may be combined.`,
    hopeful: (money: string) => `If everything that no source forbids may be combined: ${money}.`,
    own: (money: string) => `Own share of the cost: ${money}.`,
    ownBetween: (low: string, high: string) => `Own share of the cost: ${low} to ${high}.`,
    /** How many instruments are in no sum. */
    outside: (count: string) => `Not in the sums, because not settled, not known or no grant: ${count}.`,
    ofWhichInterest: (money: string) =>
      `Of it ${money} pays interest, not the measures, and does not lower the own share.`,
    /** For other costs than those of the measures. */
    ofWhichOther: (money: string) =>
      `Of it ${money} pays for other costs than those of the measures, and does not lower the own share.`,
    cut: (money: string, limits: string) => `Limits take off ${money}: ${limits}.`,
    /** An instrument that is over on a day, before the measures for it are done on another. */
    endsTooEarly: (instrument: string, ends: string, done: string) =>
      `${instrument} ends on ${ends}; by this plan the measures for it take until ${done}. Ask the office whether that is in time.`,
    unclear: (pairs: string) => `No source says whether these may be combined; ask the office: ${pairs}.`,
    pair: (one: string, other: string) => `${one} with ${other}`,
    notIncluded: 'Not in these sums:',
    unknown: (instruments: string) => `amount not known: ${instruments}`,
    undecided: (instruments: string) => `still to be clarified: ${instruments}`,
    /** Open to the enterprise, but no money that it may keep. */
    loans: (instruments: string) => `loans, to be paid back: ${instruments}`,
    services: (instruments: string) => `services, which pay no money: ${instruments}`,
    otherCurrency: (instruments: string) => `in another currency: ${instruments}`,
    withoutCost: (measures: string) => `measures without a stated cost: ${measures}`,
    /** Where the printed amounts do not add up to the printed sum. */
    rounded:
      'Each amount is rounded to the cent by itself; sums are exact and can differ by cents from what the printed amounts add up to.',
  },
  /** Labels and words of an instrument. */
  rule: 'Rule',
  howMuch: 'How this is calculated',
  unpublished: 'not published',
  nothing: 'nothing under this rule',
  open: 'not known yet',
  atLeast: (money: string) => `not known yet, at least ${money}`,
  between: (low: string, high: string) => `not known yet, between ${low} and ${high}`,
  atMost: (money: string) => `not known yet, at most ${money}`,
  /** Covered measures whose cost nobody states. */
  withoutCost: (measures: string) => `no cost is stated for ${measures}`,
  toFindOut: 'To find out for the amount',
  applyAndDocuments: 'Closing day and documents',
  applyUntil: 'Apply by',
  apply: 'How to apply',
  documents: 'Documents',
  budget: 'Budget of the scheme',
  combines: 'May be combined with',
  combinesAll: 'any other funding',
  tiers: 'Steps of recognition, once the measures are done',
  tierMet: 'what can be checked here is met',
  tierNeeds: 'still needs',
  tierOpen: 'to be clarified',
  tooLate: (date: string) => `the last day to apply was ${date}`,
  nextRound: 'a new round of applications',
};

/** What many enterprises ask of each instrument. */
export const demand = {
  title: (enterprises: string, one: boolean) =>
    `Demand of ${enterprises} ${one ? 'enterprise' : 'enterprises'}, by instrument`,
  none: 'No recommendation is on file, so there is no demand.',
  demand: 'Demand',
  budget: 'Budget',
  /** Further enterprises for which it is to be clarified. */
  clarify: (count: string) => `+${count} to clarify`,
  /** Further amounts that are not known. */
  unknown: (count: string) => `+${count} unknown`,
  /** The share of the budget that the demand is. */
  share: (percent: string) => `${percent} asked for`,
  unpublished: 'not published',
  /** Enterprises behind an amount. */
  enterprises: (count: string, one: boolean) => `${count} ${one ? 'enterprise' : 'enterprises'}`,
  currency: (code: string) => `Amounts in ${code}.`,
  withoutPolicy: (count: string, one: boolean) =>
    `${count} ${one ? 'enterprise has' : 'enterprises have'} no recommendation on file.`,
  /** That the demand is no application. */
  note: 'Demand is what the instruments would pay to those they are open to by the recommendations on file; whether instruments may be combined is left aside. Amounts that nobody knows are counted, not estimated.',
};
