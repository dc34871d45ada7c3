/** The policy of an enterprise. */
export const policy = {
  title: (enterprise: string | undefined, date: string) =>
    `Policy${enterprise === undefined ? '' : ` for ${enterprise}`}, ${date}`,
  /** Labels of the table at the top. */
  head: {
    enterprise: 'Enterprise',
    key: 'Identified by',
    date: 'As of',
    assessment: 'Assessment',
    policy: 'Policy used',
    levelNow: 'Level now',
    target: 'Target',
    highest: 'the highest level is reached',
  },
  now: 'Where the enterprise stands',
  score: 'Score',
  points: 'Points',
  best: 'Best possible',
  pointsAfter: 'After the measures',
  missing: (level: string) => `What ${level} still needs`,
  nothingMissing: 'Nothing is missing; the highest level is reached.',
  track: {
    title: 'Track',
    titled: (track: string) => `Track: ${track}`,
    open: (tracks: string) => `The track is not settled yet. Still possible: ${tracks}.`,
    none: 'No track of this policy fits the enterprise.',
    clarify: 'To be clarified:',
  },
  measures: {
    title: 'Measures',
    none: 'No measure is recommended.',
    measure: 'Measure',
    /** Over the ids that commands know measures and instruments by. */
    id: 'ID',
    /** Labels of what is told of a measure. */
    why: 'Why you',
    brings: 'Brings',
    /** Who carries it out. */
    who: 'Who',
    practice: 'In practice',
    needs: 'Needs',
    closes: (gaps: string) => `closes ${gaps} of what comes first`,
    neededBy: (measures: string) => `groundwork for ${measures}`,
    /** Reasons as one sentence. */
    sentence: (parts: readonly string[]) => `${parts.join('; ')}.`,
    /** Where an answer on a scale stands. */
    at: (title: string, value: string, most: string) => `${title} is at ${value} of ${most}`,
    /** The same after a measure that comes before. */
    risen: (measure: string, title: string, value: string, most: string) =>
      `${title} is at ${value} of ${most} after ${measure}`,
    lacks: (title: string, options: string) => `${title}: no ${options} yet`,
    open: (title: string) => `${title}: still open`,
    note: (quoted: string) => `your note: ${quoted}`,
    /** How much higher a score is then. */
    gain: (score: string, by: string) => `${score}: +${by}`,
    ownDays: (days: string) => `${days} person-days of your own people`,
    cost: 'Cost',
    /** After the heading of the costs where all of them are illustrative. */
    illustrative: 'illustrative',
    costNotStated: 'not stated',
    steps: (numbers: string, many: boolean) => `${many ? 'steps' : 'step'} ${numbers}`,
    /** What a step builds on that is taken to be there. */
    there: 'already there',
    total: (money: string) => `Total cost: ${money}`,
    without: (measures: string) => `Not included, because no cost is stated: ${measures}.`,
    /** Before the names of facts and scores, each with its value. */
    costFrom: 'Costs calculated from',
    clarify: 'Open answers that decide about further measures:',
    clarifyCosts: 'Open answers that decide what measures cost:',
    after: 'Where this leads',
    reached: (level: string) => `With all steps done, the enterprise reaches ${level}.`,
    /** Only if what is expected of the steps comes true; `otherwise` is the level without. */
    reachedIf: (level: string, answers: string, otherwise: string) =>
      `With all steps done, the enterprise would reach ${level} if the expected effects are confirmed (${answers}); only a re-assessment can do that. Without them: ${otherwise}.`,
    /** A level in words that rests on expected effects. */
    ifConfirmed: (level: string, answers: string) => `${level} if the expected effects are confirmed (${answers})`,
    notReached: (target: string, after: string) =>
      `The measures of the catalogue do not lead to ${target}. With all steps done: ${after}. Still missing:`,
    /** As long as open answers decide about it. */
    notSure: (target: string, after: string) =>
      `Whether the measures of the catalogue lead to ${target} depends on answers that are still open; for certain: ${after}. Open even with all of them done:`,
    /** Before the measures that build on others which do not fit. */
    blocked: 'Left out, because they build on measures that are not for this enterprise:',
    blockedBy: (measure: string, others: string) => `${measure} (needs ${others})`,
  },
  instruments: {
    title: 'Funding',
    /** No promise: what the groups rest on. */
    introduction: (date: string) =>
      `Judged on the rules as of ${date} and on the answers given. Whether money is granted is decided by the office in charge.`,
    /** Of a policy that holds elsewhere. */
    elsewhere: (place: string) =>
      `The policy does not name ${place}: ask the office which of this funding is open to you there.`,
    eligible: 'Eligible',
    undecided: 'To be clarified',
    refused: 'Not available',
    none: 'None.',
    draft: 'draft',
    amount: 'Amount',
    covers: 'Pays for',
    coversAll: 'all steps',
    until: 'Last day',
    excludes: 'Not together with',
    why: 'Why not',
    change: 'What would change this',
    source: 'Source',
    types: {
      voucher: 'voucher',
      subsidy: 'subsidy',
      award: 'award',
      loan: 'loan',
      'interest-subsidy': 'interest subsidy',
      service: 'service',
    },
  },
  notes: {
    title: 'Notes',
    illustrative: 'Illustrative: an order of magnitude for planning, not a price. Ask for quotations.',
    unverified: (what: string, source: string) => `Not compared with the original: ${what}. Source: ${source}.`,
    noSource: 'none is given',
    /** What is unverified, of each kind. */
    kinds: {
      fact: (titles: string) => `fact ${titles}`,
      questionnaire: (titles: string) => `questionnaire ${titles}`,
      policy: (titles: string) => `policy ${titles}`,
      rubric: (_titles: string) => 'rules for points and levels',
      catalogue: (_titles: string) => 'catalogue of measures',
      track: (titles: string) => `track ${titles}`,
      measure: (titles: string) => `measures ${titles}`,
      instrument: (titles: string) => `funding ${titles}`,
    },
    method: (pack: string, policy: string, tool: string) =>
      `Method: assessed with ${pack}; funding by ${policy}; calculated by ${tool}.`,
  },
};

/** The policy on one page. */
export const page = {
  duration: 'Time',
  length: (months: string, atOnce: string) => `${months}, at most ${atOnce} steps at once`,
  payers: 'Who pays',
  /** What stands in place of a sum where nothing is certain. */
  nothingCertain: 'no funding is certain yet',
  own: 'Own share',
  /** Which estimate of the costs a sum rests on. */
  estimates: { low: 'lower estimate', mid: 'middle estimate', high: 'upper estimate' },
  /** What is left to pay, and what it falls to where the costs are at their lower end. */
  ownLow: (own: string, low: string) => `${own}; ${low} by the lower estimate`,
  /** Both sums, where no source says whether everything may be combined. */
  ifCombined: (cautious: string, hopeful: string) => `${cautious}; ${hopeful} if the office allows all of it together`,
  steps: 'What to do, and when',
  months: 'Months',
  missing: 'Still missing after all steps',
  needed: 'What is needed',
  /** An amount that is not settled yet. */
  upTo: (money: string) => `up to ${money}`,
  counted: 'counted',
  /** For an instrument that is open to the enterprise and pays no sum that is known. */
  open: 'open to you',
  notCombined: 'open to you, but not counted beside the others',
  applyBy: (date: string) => `apply by ${date}`,
  inForceUntil: (date: string) => `in force until ${date}`,
  more: (count: string) => `${count} more: see the details`,
  next: 'Next steps',
  /** Where the level is not certain; how many of how many questions are open, where any is. */
  answerFirst: (open: string | undefined) =>
    `Answer the open questions first${open === undefined ? '' : ` (${open})`}: until then neither the level is certain nor what is to be done.`,
  openOf: (count: string, of: string) => `${count} of ${of}`,
  find: (questions: string) => `Find out: ${questions}`,
  deadline: (date: string, instrument: string) => `Mind the first closing day, ${date}: ${instrument}.`,
  noDeadline: 'Ask the office for closing days: none is published.',
  begins: 'First steps',
  begin: (measures: string) => `Begin with ${measures}.`,
  reassess: (month: string) => `After month ${month}, be assessed again: only that confirms the level.`,
  uncertain: 'What is not certain',
  unverified: (what: string) => `Not compared with the original texts: ${what}. The sources stand in the notes.`,
  /** So many of a kind, as part of a list. */
  kinds: {
    fact: (count: number) => (count === 1 ? 'one fact' : `${count} facts`),
    questionnaire: (_count: number) => 'the questionnaire',
    policy: (count: number) => (count === 1 ? 'the policy' : `${count} policies`),
    rubric: (_count: number) => 'the rules for points and levels',
    catalogue: (_count: number) => 'the catalogue of measures',
    track: (_count: number) => 'the track',
    measure: (count: number) => (count === 1 ? 'one measure' : `${count} measures`),
    instrument: (count: number) => (count === 1 ? 'one source of funding' : `${count} sources of funding`),
  },
  notAmong: 'What is to be clarified, and what has no published amount, is in no sum. The office decides.',
  /** Before everything that stands after the page. */
  details: 'Details',
};

/** When to take the measures, and what it costs. */
export const roadmap = {
  title: 'Roadmap',
  /** A phase: its number, months and cost. */
  phase: (number: string, months: string, cost: string | undefined) =>
    `Phase ${number}: ${months}${cost === undefined ? '' : `, ${cost}`}`,
  after: (level: string) => `then: ${level}`,
  months: (from: string, to: string) => `months ${from} to ${to}`,
  phaseTitle: 'Phase',
  monthsTitle: 'Months',
  levelAfter: 'Level after',
  timeline: 'Timeline',
  /** Month 0 to the last one. */
  scale: (months: string) => `0 to ${months} months`,
  durationNotStated: 'duration not stated',
  /** The number of months of it all, and how many measures run at once. */
  length: (months: string, atOnce: string) => `${months} months, at most ${atOnce} at once`,
  bases: { low: 'by the low costs', mid: 'by the means of low and high costs', high: 'by the high costs' },
  /** What is said of the choice, by the sum that is least. */
  least: {
    cost: {
      proven: 'Proven by these costs: no other choice of these measures costs less.',
      /** Where gaps are closed besides, which costs more. */
      provenBesides: 'Proven by these costs: of the choices that close as much of what comes first, none costs less.',
      notProven: 'Not proven to cost least: the search for it was given up.',
      always: (measures: string) => `In every choice that costs as little: ${measures}.`,
      alwaysAll: 'Every one of these measures is in every choice that costs as little.',
      stairs: 'What every level costs at least',
    },
    /** Where a plan may cost a little more than the least. */
    near: {
      proven:
        'Checked against every other choice of these measures: none closes more of what comes first, and of those that cost no more than the tolerance allows none keeps more of the earlier plan or goes further.',
      notProven: 'Not proven to be the best choice: the search for it was given up.',
      always: (measures: string) => `In every choice that is nearly as cheap: ${measures}.`,
      alwaysAll: 'Every one of these measures is in every choice that is nearly as cheap.',
      stairs: 'What every level costs at least, whatever gaps that leaves',
    },
    own: {
      proven: 'Proven: no other choice of these measures leaves less of your own money to pay after funding.',
      provenBesides:
        'Proven: of the choices that close as much of what comes first, none leaves less of your own money to pay after funding.',
      notProven: 'Not proven to leave the least to pay: the search for it was given up.',
      always: (measures: string) => `In every choice that leaves as little to pay: ${measures}.`,
      alwaysAll: 'Every one of these measures is in every choice that leaves as little to pay.',
      stairs: 'What every level costs with the least own money, whatever gaps that leaves',
    },
  },
  /** A level above that of the plan that costs no more, or little more. */
  nearLevel: {
    free: (level: string, cost: string) =>
      `For no more money: ${level} costs ${cost} at least, whatever gaps that leaves.`,
    more: (level: string, cost: string, more: string) =>
      `For little more: ${level} costs ${cost} at least, ${more} more than this plan, whatever gaps that leaves.`,
  },
  /** What the least own money costs more than the least cost, and leaves less to pay. */
  cheapest: (cost: string, more: string, less: string) =>
    `Chosen for the least own money: this costs ${more} more than the least cost (${cost}) and leaves ${less} less to pay yourself.`,
  sameAsCheapest: 'Chosen for the least own money: the choice of least cost leaves no more to pay.',
  /** Where two sums of funding are possible. */
  surerSum: 'Decided by the surer sum of funding, in which nothing is combined that no source says may be.',
  because: (what: string) => `Searched without an integer program, which cannot say this exactly: ${what}.`,
  saved: (money: string) => `Taken together, the measures save ${money}; that is already taken off the sums.`,
  effort: (days: string) => `Own work: ${days} person-days, not in the costs.`,
  effortWithout: (measures: string) => `Own work is not stated for: ${measures}.`,
  notReachable: 'not with this catalogue',
  /** While answers are open. */
  notSurelyReachable: 'not for certain while answers are open',
  withExpected: 'if the expected effects come true',
  withoutCost: (count: string) => `and ${count} without a stated cost`,
  /** What is not planned, by the reason. */
  leftOut: {
    cost: (measures: string) => `Not planned, because no cost is stated: ${measures}.`,
    months: (measures: string) => `Not planned, because no duration is stated: ${measures}.`,
    horizon: (measures: string) =>
      `Not planned, because they take longer than the horizon, with what they need: ${measures}.`,
  },
  budget: (money: string) => `a budget of ${money}`,
  horizon: (months: string) => `a horizon of ${months} months`,
  notWithin: (target: string, limits: string) => `Within ${limits}, ${target} is not reached.`,
  /** As long as open answers decide about it. */
  notSurelyWithin: (target: string, limits: string) =>
    `Within ${limits}, ${target} is not reached for certain; open answers decide.`,
  /** The same where it is not proven. */
  notFound: (target: string, limits: string) =>
    `Within ${limits}, no way to ${target} was found; the search was given up, so there may be one.`,
  /** Where not the catalogue but a budget or horizon stands in the way; before what is missing. */
  missingThen: (after: string) => `With all steps done: ${after}. Still missing:`,
  /** Where no step is taken. */
  missingNow: (level: string) => `Without any step: ${level}. Still missing:`,
  nothingToDo: 'The level is reached; nothing needs to be done.',
};

/** What became of a policy. */
export const records = {
  states: {
    planned: 'planned',
    started: 'started',
    done: 'done',
    applied: 'applied for',
    granted: 'granted',
    paid: 'paid',
    required: 'required',
    excluded: 'excluded',
  },
  title: 'On record',
  none: 'Nothing is on record yet.',
  /** Over the measures, whose numbers or ids can be typed. */
  planned: 'Measures of the latest policy, by number and id',
  /** Over the funding, whose ids can be typed. */
  funding: 'Funding of the latest policy, by id',
  /** How to record something, with an example as it is typed. */
  howTo: (example: string) => `To record something: ${example}`,
  number: 'No.',
  day: 'Day',
  what: 'Measure or instrument',
  state: 'State',
  remark: 'Remark',
  withdrawn: (by: string) => `withdrawn by no. ${by}`,
  recordedBy: (name: string) => `recorded by ${name}`,
  /** The table that adds the amounts up. */
  money: 'Money',
  instrument: 'Instrument',
  unknown: 'amount not known',
  /** An amount, and further records without one. */
  andUnknown: (amount: string, count: string) => `${amount} and ${count} of unknown amount`,
  recorded: (number: string, text: string) => `Recorded as no. ${number}: ${text}`,
  cancelled: (number: string, text: string) => `Withdrawn, no. ${number}: ${text}`,
  alreadyThere: 'That is on record already: nothing was added.',
  excess: {
    'granted-over-applied': (instrument: string, more: string, than: string) =>
      `${instrument}: ${more} granted is more than the ${than} applied for.`,
    'paid-over-granted': (instrument: string, more: string, than: string) =>
      `${instrument}: ${more} paid is more than the ${than} granted.`,
  },
  /** Why a record is refused; dates are as they are typed, states as options name them. */
  contradictions: {
    event: (name: string, state: string, date: string, number: string) => `${name} ${state} on ${date} (no. ${number})`,
    backwards: (earlier: string, later: string) =>
      `nothing was recorded: the dates run backwards: ${later} comes before ${earlier}`,
    twice: (earlier: string, later: string) =>
      `nothing was recorded: it cannot happen twice: ${earlier}, and again ${later}`,
    'other-currency': (earlier: string, later: string) =>
      `nothing was recorded: the amounts are in two currencies: ${earlier}, ${later}`,
    next: 'A wrong record is withdrawn with --cancel and its number.',
  },
  /** Why a required measure is not part of the plan. */
  unmet: {
    there: 'in place already',
    unfit: 'does not fit this enterprise',
    blocked: 'builds on a measure that does not fit or is excluded',
    limits: 'not possible within the limits or beside the other required measures',
    unknown: 'no longer in the catalogue',
  },
  /** Of a measure planned or begun that the plan does without. */
  notPlanned: 'not part of this plan',
  /** That the sums of a policy leave the money on record aside. */
  notInSums:
    'The sums of this policy follow its rules alone: money on record is neither added to them nor taken off. Whether it counts against a limit, or can be had once more, the office decides.',
  /** Money that the sums count and that was granted before. */
  grantedBefore: (instruments: string) =>
    `Granted before and counted once more by the rules: ${instruments}. Ask the office before you rely on it.`,
  /** Where an answer should have changed by a measure that is done. */
  reassess: {
    title: 'To be assessed again',
    done: 'Done',
    atLeast: (name: string, value: string, since: string) => `${name}: should be at least ${value}, ${since}`,
    includes: (name: string, options: string, since: string) => `${name}: should include ${options}, ${since}`,
    since: (measure: string, date: string) => `since ${measure} was done on ${date}`,
    /** Why the measures count on it already. */
    assumed: 'The plan starts from these answers already; only a re-assessment confirms them.',
    /** Why they do not. */
    notAssumed: 'The assessment came later and does not show it, so the plan does not count on it.',
  },
};

/** Which policy an enterprise is advised by. */
export const policyChoice = {
  /** Facts in a file that another policy asks than the one in use. */
  otherFacts: (policy: string, facts: string) =>
    `Only the policy ${policy} asks these facts, so they do not count here: ${facts}`,
  chosen: (policy: string, place: string) =>
    `The policy is ${policy}, by the place ${place}; --policy ID takes another.`,
  /** The last recommendation went by `before`, and the place belongs to another policy. */
  otherThanBefore: (before: string, policy: string, place: string) =>
    `The policy is ${before} as before, but ${place} is a place of ${policy}: --policy ${policy} takes that one.`,
  several: (policies: string, place: string, used: string) =>
    `Several policies hold at ${place}: ${policies}. ${used} is used; choose one with --policy ID.`,
  none: (place: string, used: string) =>
    `No policy states the place ${place}: ${used} is used. Choose another with --policy ID; matura packs lists them.`,
  hint: (policy: string, code: string, used: string) =>
    `The credit code names a place of the policy ${policy} (${code}), but ${used} is used: is that right? --policy ${policy} takes the other one.`,
  /** Questions at a terminal: which policy to use. */
  askSeveral: (place: string) => `Several policies hold at ${place}. Which one is to be used?`,
  askNone: (place: string) => `No policy states the place ${place}. Which one is to be used?`,
  askHint: (code: string) => `The credit code names a place of another policy (${code}). Which one is to be used?`,
  /** The first choice: the policy that is used without a better one. */
  noneOfThem: (policy: string) => `none of the others: ${policy}`,
  left: 'No policy was chosen, and nothing was done.',
};

/** What a plan closes first, and what is different from an earlier one. */
export const priorities = {
  title: 'What comes first',
  worst: 'The worst gaps',
  closedBy: (gap: string, measures: string) => `${gap}: closed by ${measures}`,
  addressedBy: (gap: string, measures: string) => `${gap}: addressed by ${measures}`,
  staysOpen: 'stays open',
  /** A gap in its own sentence, and the measures that close it. */
  closed: (gap: string, measures: string) => `${gap} The plan closes this with ${measures}.`,
  /** Where the measures change no answer behind the gap. */
  addressed: (gap: string, measures: string) =>
    `${gap} The plan addresses this with ${measures}, without promising a better figure.`,
  closedAnyway: (gap: string) => `${gap} The plan closes this.`,
  /** Further gaps, by their short names. */
  alsoCloses: (gaps: string) => `The plan also closes ${gaps}.`,
  alsoAddresses: (gaps: string) => `The plan also addresses ${gaps}, without promising better figures.`,
  open: (gap: string, why: string) => `${gap} This stays open: ${why}.`,
  /** Whether it is a gap at all is not known: its short name, and what to find out. */
  undecided: (title: string, names: string) => `${title}: not known yet. Find out: ${names}.`,
  why: {
    none: (_measures: string) => 'no measure of the catalogue closes it',
    there: (measures: string) => `${measures} is there already; check whether it is really used`,
    excluded: (measures: string) => `${measures} was excluded`,
    unfit: (measures: string) => `${measures} is not meant for this enterprise`,
    blocked: (measures: string) => `${measures} builds on something that is not meant for this enterprise`,
    limits: (measures: string) => `${measures} does not fit the budget, the time or the rest of the plan`,
  },
  gaps: (count: string) => `${count} of the gaps that come first`,
  /** `isClosed` is false where measures address some of the gaps without promising a better answer. */
  dearer: (level: string, least: string, cost: string, gaps: string, isClosed: boolean) =>
    `The cheapest way to ${level} costs ${least}. This plan costs ${cost} and also ${isClosed ? 'closes' : 'addresses'} ${gaps}.`,
  dearerKeeps: (level: string, least: string, cost: string) =>
    `The cheapest way to ${level} costs ${least}. This plan costs ${cost}; for that it goes further where it matters most, or keeps more of an earlier plan.`,
  changes: 'What is different from the earlier plan',
  kept: (kept: string, of: string) => `Kept from the earlier plan: ${kept} of ${of} measures.`,
  added: (measure: string, why: string) => `New: ${measure}, ${why}.`,
  dropped: (measure: string, why: string) => `No longer planned: ${measure}, ${why}.`,
  whyChanged: {
    required: 'because you require it',
    priority: 'because it closes a gap that comes first',
    needs: 'because another measure builds on it',
    level: 'because the level needs it',
    gaps: 'because it goes further where it matters, for little more',
    done: 'because it is done',
    there: 'because its goal is reached',
    excluded: 'because you excluded it',
    unfit: 'because it is not meant for this enterprise any more',
    blocked: 'because it builds on something that is not meant for this enterprise',
    unknown: 'because the catalogue has it no more',
    needless: 'because nothing needs it any more, or there is a much cheaper way',
    /** The same under a budget or a horizon. */
    limits: 'because it does not fit the budget or the time, or nothing needs it any more',
  },
};
