const KINDS = { self: 'self-assessed', onsite: 'on site' } as const;

/** Chains, model cases, visits and money of a portfolio. */
export const outlook = {
  noLinks: (file: string, missing: string) => `${file} is no table of supplier links: it has no column ${missing}`,
  linksNeed: (columns: string) =>
    `It needs buyer and supplier, and may have share or value, single, chain, cluster. Its columns: ${columns}`,
  sameMeaning: (file: string, first: string, second: string) =>
    `${file}: the columns “${first}” and “${second}” say the same`,
  /** With a full stop: a suggestion may follow. */
  notRead: (file: string, column: string) => `${file}: nothing reads the column “${column}”.`,
  emptyLinks: (file: string) => `${file} holds no link between two enterprises`,
  faults: {
    self: (key: string) => `${key} buys from itself; left out`,
    twice: (buyer: string, supplier: string, line: string) =>
      `${buyer} buys from ${supplier} already in line ${line}; left out`,
    badShare: (text: string) => `“${text}” is no share from 0 to 100 %; left out`,
    badValue: (text: string) =>
      `“${text}” is no amount, or could be two: write it without grouping, as 1234.5; left out`,
    noWeight: (buyer: string) =>
      `neither share nor amount, beside others of ${buyer} that have one: counts for nothing`,
    badSingle: (text: string) => `“${text}” says neither yes nor no to the single source; left out`,
    noBuyer: 'there is no buyer; left out',
    noSupplier: 'there is no supplier; left out',
    tooMuch: (key: string, share: string) =>
      `from here on the shares of ${key} add up to ${share}; brought down to the whole`,
  },
  /** Keys in the links that nothing else has. */
  unknown: (count: string, first: string) =>
    `Enterprises in the links that neither the registry nor an input has: ${count}, such as ${first}`,
  atLine: (key: string, line: string) => `${key} (line ${line})`,
  working: (done: string, all: string) => `roadmaps of ${done} of ${all} enterprises done`,
  /** What names enterprises was asked for in an output that hides counts under so many. */
  onlyInternal: (options: string, least: string) =>
    `${options}: this names enterprises, and the output hides counts under ${least}`,
  makeInternal: (option: string) => `Add ${option} for the office’s own copy, or leave it out of what is passed on.`,
  needsPack: 'No pack is known, so missing requirements are not shown and no roadmap is made: name a pack with --pack.',
  title: 'What to do next',
  /** Which policies costs, roadmaps and instruments follow. */
  byPolicies: (titles: string) => `What roadmaps cost and who pays follows ${titles}, wherever the enterprises are.`,
  internal: 'These pages name enterprises: they are for the office, not for publication.',
  topSeen: (level: string) =>
    `No pack says which level is the highest; taken is ${level}, the highest anybody may have.`,
  /** How many are left out because the registry does not list them. */
  leftOut: (count: string) => `Left out, since the registry does not list them: ${count}.`,
  levels: { none: 'no level', open: 'open', notAssessed: 'not assessed', mean: 'mean of settled levels' },
  columns: {
    enterprise: 'Enterprise',
    level: 'Level',
    why: 'Why',
    dependency: 'Dependency',
    weakness: 'Weakness',
    urgency: 'Urgency',
    cost: 'Cost',
    gain: 'Readiness gained',
    measures: 'Measures',
    fromTo: 'From, to',
    city: 'City',
    members: 'Members',
    registered: 'In the registry',
    outside: 'Outside',
    assessed: 'Assessed',
    onSite: 'On site',
    transformed: 'Transformed',
    all: 'All',
    suppliers: 'Direct suppliers',
    chain: 'Chain',
    cluster: 'Cluster',
    leader: 'Leader',
    key: 'Key',
    readiness: 'Readiness',
    singleBuyers: 'Buyers without another source',
    buyers: 'Buyers',
    betweenness: 'Betweenness',
    score: 'Score',
    kind: 'Assessed how',
    from: 'From',
    to: 'To',
    missing: 'Requirements missing',
    unknown: 'Answers “don’t know”',
    perLevel: 'Per level',
    enterprises: 'Enterprises',
    measure: 'Measure',
    budget: 'Budget',
    levelsGained: 'Levels gained',
    perFurther: 'Each further level',
    source: 'Roadmap',
    known: 'Enterprises with roadmaps',
    looked: 'Looked at',
    ruledOut: 'Too dear for every budget compared',
    below: 'Below the highest level',
    leftOut: 'Left out, outside of the registry',
  },
  /** How a level was found. */
  kinds: KINDS,
  /** A chain as a drawing. */
  network: {
    title: 'Who supplies whom',
    description: (enterprises: string, links: string) =>
      `${enterprises} enterprises and ${links} links; the colour is the level (of an open one the lowest it can be), the size how much the leader depends on it; a ring marks the leader and the ten weakest links.`,
  },
  chains: {
    /** Behind it a chain is folded. */
    more: 'The chain in figures',
    title: 'Chains',
    allLinks: 'All links',
    heading: (chain: string, cluster: string) => (cluster === '' ? chain : `${chain} (${cluster})`),
    leader: (leader: string, level: string, isStated: boolean) =>
      isStated
        ? `Leader: ${leader}, ${level}`
        : `Leader: ${leader}, ${level}; found by its suppliers, for no source names one`,
    noLevel: 'no level reached',
    level: (level: string) => `level ${level}`,
    openLevel: (lowest: string, highest: string) => `level ${lowest} to ${highest}, open`,
    coverage: (members: string, assessed: string, share: string, onSite: string, transformed: string) =>
      `${members} enterprises; ${assessed} (${share}) assessed, ${onSite} on site; ${transformed} transformed`,
    outside: (count: string, one: boolean) => `${count} of them ${one ? 'is' : 'are'} outside of the registry.`,
    readiness: (value: string, lowest: string, highest: string, covered: string) =>
      `Readiness: ${value} of those assessed, on whom ${covered} of the dependency rests; ${lowest} to ${highest}, whatever the others are`,
    noDependency: 'Readiness: by the links the leader depends on nobody',
    /** How many are not assessed, and the first of them by what depends on them. */
    unassessedFirst: (count: string, first: string) => `Depended on and not assessed: ${count}, most of all ${first}.`,
    /** Others that sources name as leaders. */
    otherLeaders: (names: string) =>
      `Stated to lead as well: ${names}. Of several the one with most suppliers counts; name one in the column chainRole.`,
    noReadiness: 'Readiness: nothing is known, for nobody that the leader depends on was assessed',
    formula:
      'Readiness is Σ dependency × level ÷ highest level, divided by Σ dependency; an open level counts as the lowest it can be. The leader depends on a supplier by the share it buys there, and by half of what it depends on each of its buyers times the share they buy there.',
    weakTitle: 'Weak links',
    noBetweenness:
      'How many of the shortest ways pass through an enterprise was not worked out: the chain is too large for it.',
    weakFormula:
      'Weakness is what depends on a supplier without an alternative (a single source counts in full, else divided by the number of the buyer’s suppliers) times what it lacks to the highest level.',
    noWeak: 'No assessed supplier holds the chain back.',
    /** Of some of several buyers, of all of several, and of the only one. */
    single: (count: string, buyers: string) => `single source of ${count} of ${buyers} buyers`,
    singleOfAll: (buyers: string) => `single source of all its ${buyers} buyers`,
    singleOfOne: 'single source of its only buyer',
    articulation: 'without it the chain falls into parts',
    between: (share: string) => `on ${share} of the shortest ways`,
    raised: (count: string, from: string, byOne: string, one: boolean) =>
      `With the ${one ? 'weakest' : `${count} weakest`} raised by one level, readiness goes from ${from} to ${byOne}`,
    raisedToLeader: (to: string, one: boolean) => `with ${one ? 'it' : 'all of them'} at the leader’s level, to ${to}`,
    cycle: (keys: string) =>
      `There are cycles of purchases, such as ${keys}; they are counted with half the weight on every round.`,
  },
  along: {
    title: 'Whom the leader should take along first',
    intro: (budget: string, candidates: string, priced: string) =>
      `Within ${budget}; every chain is worked out with the whole budget, as if it were the only one. Of the direct suppliers below the highest level (${candidates}), those with a roadmap and its cost: ${priced}. Readiness is that of those assessed.`,
    /** Suppliers could rise, and nothing says at what cost. */
    noRoadmap: (candidates: string, budget: string, option: string) =>
      `Nobody can be named: none of the direct suppliers below the highest level (${candidates}) has a roadmap with its cost for up to twice ${budget}. ${option} N works out those of more, ${option} all those of all.`,
    noCandidate: (suppliers: string) =>
      `Nobody can be named: of the direct suppliers (${suppliers}) none has a known level below the highest.`,
    nobody: 'Nobody can be raised within the budget.',
    /** `known` is how many have a roadmap. */
    sum: (count: string, cost: string, from: string, to: string, known: string) =>
      `Raising ${count} for ${cost} takes readiness from ${from} to ${to}: of the choices among the ${known} with a roadmap the best (proven)`,
    /** Where only some of them have one. */
    more: (option: string) => `${option} N works out roadmaps of more of them, ${option} all those of all.`,
    paysLeader: (instrument: string, amount: string) => `The leader would get ${amount}: ${instrument}`,
    paysSuppliers: (instrument: string, amount: string, count: string) =>
      `The suppliers would get ${amount} (${count} of them): ${instrument}`,
    noSupport: 'The policy has no instrument that pays for taking suppliers along.',
  },
  clusters: {
    title: 'Clusters',
    members: (count: string, chains: string, shared: string, one: boolean) =>
      `${count} enterprises in ${chains}; ${shared} of them ${one ? 'is in several chains and counts' : 'are in several chains and count'} once`,
  },
  models: {
    title: 'Model cases',
    group: (values: string, assessed: string) => `${values}: ${assessed} assessed`,
    notStated: 'not stated',
    leads: (level: string, kind: 'self' | 'onsite') => `leads with level ${level}, ${KINDS[kind]}`,
    leadsWith: (level: string, kind: 'self' | 'onsite', score: string) =>
      `leads with level ${level}, ${KINDS[kind]}, ${score} points`,
    rose: (from: string, to: string, kind: 'self' | 'onsite', since: string, until: string) =>
      `rose from level ${from} to ${to}, ${KINDS[kind]}, between ${since} and ${until}`,
    /** From no level at all. */
    roseFromNone: (to: string, kind: 'self' | 'onsite', since: string, until: string) =>
      `rose from no level to level ${to}, ${KINDS[kind]}, between ${since} and ${until}`,
    /** The level is the same, the score is higher; there may be no level. */
    gainedWithout: (kind: 'self' | 'onsite', since: string, until: string) =>
      `gained points, still without a level, ${KINDS[kind]}, between ${since} and ${until}`,
    gained: (level: string, kind: 'self' | 'onsite', since: string, until: string) =>
      `gained points, still at level ${level}, ${KINDS[kind]}, between ${since} and ${until}`,
    points: (from: string, to: string) => `${from} to ${to} points`,
    noRisers:
      'Who rose is seen where an enterprise was assessed twice in the same way and by the same pack; nobody gained so.',
  },
  visits: {
    title: 'Whom to visit next',
    intro: (shown: string, all: string) =>
      `Self-assessed and never visited: ${all}. Listed here, the most urgent first: ${shown}.`,
    formula: (hasChains: boolean) =>
      hasChains
        ? 'Urgency is the mean of three parts: 1 ÷ requirements missing to the next level; the share of “don’t know”, and what the chain depends on it, each as a part of the greatest.'
        : 'Urgency is the mean of two parts: 1 ÷ requirements missing to the next level, and the share of “don’t know” as a part of the greatest.',
    none: 'Every enterprise that assessed itself was visited.',
    near: (missing: string, next: string, one: boolean) =>
      `${missing} ${one ? 'requirement' : 'requirements'} short of level ${next}`,
    doubt: (unknown: string, of: string) => `“don’t know” to ${unknown} of ${of}`,
    openLevel: 'its level depends on open answers',
    chain: (name: string, dependency: string) => `${name} depends on it (${dependency})`,
  },
  money: {
    title: 'Where the next money goes',
    /** Enterprises and levels are counted by `enterprises` and `levels`. */
    intro: (enterprises: string, roadmaps: string) =>
      `Roadmaps compared: ${roadmaps} of ${enterprises}, the cheapest known to each of the next levels that an enterprise can surely reach; at most one is bought of each.`,
    /** What a level gained is. */
    counted: 'A level gained is one enterprise raised by one level; an enterprise raised by two levels counts as two.',
    /** Enterprises whose plans were looked at, of all that could climb; `all` is undefined where no pack says. */
    looked: (count: string, all: string | undefined) =>
      all === undefined
        ? `Enterprises whose roadmaps were looked at: ${count}.`
        : `Enterprises whose roadmaps were looked at: ${count} of the ${all} below the highest level.`,
    /** How many of them have no roadmap that a best choice for up to `most` can hold. */
    ruledOut: (count: string, most: string) =>
      `Of these, without a roadmap that the best choice for up to ${most} could hold: ${count}.`,
    /** Where not all were looked at: an option. */
    notAll: (option: string) => `${option} looks at all of them.`,
    sum: (enterprises: string, levels: string, cost: string, perLevel: string, rest: string) =>
      `${enterprises}: ${levels} gained for ${cost}, which is ${perLevel} a level; ${rest} of the budget are left.`,
    /** Among so many enterprises. */
    proven: (looked: string) =>
      `Among the enterprises looked at (${looked}), nothing gains more, and nothing that gains as much costs less (proven).`,
    /** The same where of some of the roadmaps compared it is not proven that nothing cheaper leads there. */
    provenAsKnown: (count: string) =>
      `Among the roadmaps compared, nothing gains more, and nothing that gains as much costs less (proven). Of ${count} of these roadmaps it is not proven that nothing cheaper leads there.`,
    none: (most: string) =>
      `No roadmap that costs up to ${most} is known: enterprise files with a policy have one, or name a pack with --pack.`,
    nothing: 'The budget pays for none of them.',
    stored: (isStored: boolean) => (isStored ? 'on file' : 'worked out now'),
    shown: (shown: string, all: string) => `The first ${shown} of ${all} are shown; JSON, CSV and XLSX have all.`,
    /** The table of what the proof covers. */
    compared: 'What was compared',
    climbs: 'What each level costs',
    measures: 'Measures paid for',
    staircase: 'What other budgets bring',
    staircaseFormula:
      'For each budget the most levels that it can buy among the enterprises whose roadmaps are known. “Each further level” is what every level costs on average that the budget above it does not bring.',
    further: (budget: string, levels: string) => `More is gained only from ${budget} on: ${levels}.`,
    noFurther: (most: string) => `No budget up to ${most} gains more.`,
    enterprises: (count: string, one: boolean) => (one ? `${count} enterprise` : `${count} enterprises`),
    levels: (count: string, one: boolean) => (one ? `${count} level` : `${count} levels`),
  },
};
