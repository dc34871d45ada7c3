import type { OutlookMessages } from './messages.ts';

const KINDS = { self: 'self-assessed', onsite: 'on site' } as const;

export const outlook: OutlookMessages = {
  noLinks: (file, missing) => `${file} is no table of supplier links: it has no column ${missing}`,
  linksNeed: (columns) =>
    `It needs buyer and supplier, and may have share or value, single, chain, cluster. Its columns: ${columns}`,
  sameMeaning: (file, first, second) => `${file}: the columns “${first}” and “${second}” say the same`,
  notRead: (file, column) => `${file}: nothing reads the column “${column}”.`,
  emptyLinks: (file) => `${file} holds no link between two enterprises`,
  faults: {
    self: (key) => `${key} buys from itself; left out`,
    twice: (buyer, supplier, line) => `${buyer} buys from ${supplier} already in line ${line}; left out`,
    badShare: (text) => `“${text}” is no share from 0 to 100 %; left out`,
    badValue: (text) => `“${text}” is no amount, or could be two: write it without grouping, as 1234.5; left out`,
    noWeight: (buyer) => `neither share nor amount, beside others of ${buyer} that have one: counts for nothing`,
    badSingle: (text) => `“${text}” says neither yes nor no to the single source; left out`,
    noBuyer: 'there is no buyer; left out',
    noSupplier: 'there is no supplier; left out',
    tooMuch: (key, share) => `from here on the shares of ${key} add up to ${share}; brought down to the whole`,
  },
  unknown: (count, first) =>
    `Enterprises in the links that neither the registry nor an input has: ${count}, such as ${first}`,
  atLine: (key, line) => `${key} (line ${line})`,
  working: (done, all) => `roadmaps of ${done} of ${all} enterprises worked out`,
  badBudget: (text) => `--budget: “${text}” is no amount such as 1000000`,
  needs: (option, other) => `${option} goes with ${other}`,
  badCount: (option, text) => `${option}: “${text}” is no whole number`,
  onlyInternal: (options, least) => `${options}: this names enterprises, and the output hides counts under ${least}`,
  makeInternal: (option) => `Add ${option} for the office’s own copy, or leave it out of what is passed on.`,
  needsPack:
    'No pack is known, so nothing is said of missing requirements and no roadmap is worked out: name it with --pack.',
  title: 'What to do next',
  byPolicies: (titles) => `What roadmaps cost and who pays follows ${titles}, wherever the enterprises are.`,
  internal: 'These pages name enterprises: they are for the office, not for publication.',
  topSeen: (level) => `No pack says which level is the highest; taken is ${level}, the highest anybody may have.`,
  leftOut: (count) => `Left out, since the registry does not list them: ${count}.`,
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
    without: 'Without a roadmap, not compared',
    leftOut: 'Left out, outside of the registry',
  },
  kinds: KINDS,
  network: {
    title: 'Who supplies whom',
    description: (enterprises, links) =>
      `${enterprises} enterprises and ${links} links; the colour is the level (of an open one the lowest it can be), the size what the leader depends on, a ring marks the leader and the ten weakest links.`,
  },
  chains: {
    title: 'Chains',
    allLinks: 'All links',
    heading: (chain, cluster) => (cluster === '' ? chain : `${chain} (${cluster})`),
    leader: (leader, level, isStated) =>
      isStated
        ? `Leader: ${leader}, ${level}`
        : `Leader: ${leader}, ${level}; found by its suppliers, for no source states one`,
    noLevel: 'no level reached',
    unassessed: 'not assessed',
    level: (level) => `level ${level}`,
    openLevel: (lowest, highest) => `level ${lowest} to ${highest}, open`,
    coverage: (members, assessed, share, onSite, transformed) =>
      `${members} enterprises; ${assessed} (${share}) assessed, ${onSite} on site; ${transformed} transformed`,
    outside: (count, one) => `${count} of them ${one ? 'is' : 'are'} outside of the registry.`,
    readiness: (value, lowest, highest, covered) =>
      `Readiness: ${value} of those assessed, on whom ${covered} of the dependency rests; ${lowest} to ${highest}, whatever the others are`,
    noDependency: 'Readiness: by the links the leader depends on nobody',
    unassessedFirst: (count, first) => `Depended on and not assessed: ${count}, most of all ${first}.`,
    otherLeaders: (names) =>
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
    single: (count, buyers) => `single source of ${count} of ${buyers} buyers`,
    singleOfAll: (buyers) => `single source of all its ${buyers} buyers`,
    singleOfOne: 'single source of its only buyer',
    articulation: 'without it the chain falls into parts',
    between: (share) => `on ${share} of the shortest ways`,
    raised: (count, from, byOne, one) =>
      `With the ${one ? 'weakest' : `${count} weakest`} raised by one level, readiness goes from ${from} to ${byOne}`,
    raisedToLeader: (to, one) => `with ${one ? 'it' : 'all of them'} at the leader’s level, to ${to}`,
    cycle: (keys) =>
      `There are cycles of purchases, such as ${keys}; they are counted with half the weight on every round.`,
  },
  along: {
    title: 'Whom the leader should take along first',
    intro: (budget, candidates, priced) =>
      `Within ${budget}; every chain is worked out with the whole budget, as if it were the only one. Of the direct suppliers below the highest level (${candidates}), those with a roadmap and its cost: ${priced}. Readiness is that of those assessed.`,
    noRoadmap: (candidates, budget, option) =>
      `Nobody can be named: none of the direct suppliers below the highest level (${candidates}) has a roadmap with its cost for up to twice ${budget}. ${option} N works out those of more, ${option} all those of all.`,
    noCandidate: (suppliers) =>
      `Nobody can be named: of the direct suppliers (${suppliers}) none has a known level below the highest.`,
    nobody: 'Nobody can be raised within the budget.',
    sum: (count, cost, from, to, known) =>
      `Raising ${count} for ${cost} takes readiness from ${from} to ${to}: of the choices among the ${known} with a roadmap the best (proven)`,
    more: (option) => `${option} N works out roadmaps of more of them, ${option} all those of all.`,
    paysLeader: (instrument, amount) => `The leader would get ${amount}: ${instrument}`,
    paysSuppliers: (instrument, amount, count) => `The suppliers would get ${amount} (${count} of them): ${instrument}`,
    noSupport: 'The policy has no instrument that pays for taking suppliers along.',
  },
  clusters: {
    title: 'Clusters',
    members: (count, chains, shared, one) =>
      `${count} enterprises in ${chains}; ${shared} of them ${one ? 'is in several chains and counts' : 'are in several chains and count'} once`,
    cityUnknown: 'not stated',
  },
  models: {
    title: 'Model cases',
    group: (values, assessed) => `${values}: ${assessed} assessed`,
    notStated: 'not stated',
    leads: (level, kind) => `leads with level ${level}, ${KINDS[kind]}`,
    leadsWith: (level, kind, score) => `leads with level ${level}, ${KINDS[kind]}, ${score} points`,
    rose: (from, to, kind, since, until) =>
      `rose from level ${from} to ${to}, ${KINDS[kind]}, between ${since} and ${until}`,
    roseFromNone: (to, kind, since, until) =>
      `rose from no level to level ${to}, ${KINDS[kind]}, between ${since} and ${until}`,
    gainedWithout: (kind, since, until) =>
      `gained points, still without a level, ${KINDS[kind]}, between ${since} and ${until}`,
    gained: (level, kind, since, until) =>
      `gained points, still at level ${level}, ${KINDS[kind]}, between ${since} and ${until}`,
    points: (from, to) => `${from} to ${to} points`,
    noRisers:
      'Who rose is seen where an enterprise was assessed twice in the same way and by the same pack; nobody gained so.',
  },
  visits: {
    title: 'Whom to visit next',
    intro: (shown, all) => `Self-assessed and never visited: ${all}. Listed here, the most urgent first: ${shown}.`,
    formula: (hasChains) =>
      hasChains
        ? 'Urgency is the mean of three parts: 1 ÷ requirements missing to the next level; the share of “don’t know”, and what the chain depends on it, each as a part of the greatest.'
        : 'Urgency is the mean of two parts: 1 ÷ requirements missing to the next level, and the share of “don’t know” as a part of the greatest.',
    none: 'Everybody who assessed itself was visited.',
    near: (missing, next, one) => `${missing} ${one ? 'requirement' : 'requirements'} short of level ${next}`,
    doubt: (unknown, of) => `“don’t know” to ${unknown} of ${of}`,
    openLevel: 'its level depends on open answers',
    chain: (name, dependency) => `${name} depends on it (${dependency})`,
  },
  money: {
    title: 'Where the next money goes',
    intro: (enterprises, roadmaps, most) =>
      `Roadmaps compared: ${roadmaps} of ${enterprises}, one for each level that an enterprise can surely reach for up to ${most}; at most one is bought of each.`,
    counted: 'A level gained is one enterprise raised by one level; an enterprise raised by two levels counts as two.',
    worked: (count) => `For ${count} of the enterprises roadmaps were worked out now, by their answers.`,
    without: (count, option) =>
      `Without a roadmap here, below the highest level and not compared: ${count}. ${option} N works out those of more, ${option} all those of all.`,
    withoutAny: (count) => `Below the highest level and without a roadmap for up to twice the budget: ${count}.`,
    sum: (enterprises, levels, cost, perLevel, rest) =>
      `${enterprises}: ${levels} gained for ${cost}, which is ${perLevel} a level; ${rest} of the budget are left.`,
    proven: (known) =>
      `Among those whose roadmaps are known (${known}), nothing gains more, and nothing that gains as much costs less (proven).`,
    unproven: (count) => `Of ${count} of these roadmaps it is not proven that nothing cheaper leads there.`,
    none: (most) =>
      `No roadmap that costs up to ${most} is known: enterprise files with a policy have one, or name a pack with --pack and a number with --plans.`,
    nothing: 'The budget pays for none of them.',
    stored: (isStored) => (isStored ? 'on file' : 'worked out now'),
    shown: (shown, all) => `The first ${shown} of ${all} are shown; JSON, CSV and XLSX have all.`,
    compared: 'What was compared',
    climbs: 'What each level costs',
    measures: 'Measures paid for',
    staircase: 'What other budgets bring',
    staircaseFormula:
      'For each budget the most levels that it can buy among the enterprises whose roadmaps are known. “Each further level” is what every level costs on average that the budget above it does not bring.',
    further: (budget, levels) => `More is gained only from ${budget} on: ${levels}.`,
    noFurther: (most) => `No budget up to ${most} gains more.`,
    enterprises: (count, one) => (one ? `${count} enterprise` : `${count} enterprises`),
    levels: (count, one) => (one ? `${count} level` : `${count} levels`),
  },
};
