/** Chains, model cases, visits and money of a portfolio. All arguments are words or written numbers. */
export interface OutlookMessages {
  noLinks(file: string, missing: string): string;
  linksNeed(columns: string): string;
  sameMeaning(file: string, first: string, second: string): string;
  /** With a full stop: a suggestion may follow. */
  notRead(file: string, column: string): string;
  emptyLinks(file: string): string;
  readonly faults: {
    self(key: string): string;
    twice(buyer: string, supplier: string, line: string): string;
    badShare(text: string): string;
    badValue(text: string): string;
    noWeight(buyer: string): string;
    badSingle(text: string): string;
    readonly noBuyer: string;
    readonly noSupplier: string;
    tooMuch(key: string, share: string): string;
  };
  /** Keys in the links that nothing else has. */
  unknown(count: string, first: string): string;
  atLine(key: string, line: string): string;
  working(done: string, all: string): string;
  badBudget(text: string): string;
  needs(option: string, other: string): string;
  badCount(option: string, text: string): string;
  /** What names enterprises was asked for in an output that hides counts under so many. */
  onlyInternal(options: string, least: string): string;
  makeInternal(option: string): string;
  readonly needsPack: string;
  readonly title: string;
  readonly internal: string;
  /** Which policies costs, roadmaps and instruments follow. */
  byPolicies(titles: string): string;
  topSeen(level: string): string;
  /** How many are left out because the registry does not list them. */
  leftOut(count: string): string;
  readonly levels: Readonly<Record<'none' | 'open' | 'notAssessed' | 'mean', string>>;
  readonly columns: {
    readonly enterprise: string;
    readonly level: string;
    readonly why: string;
    readonly dependency: string;
    readonly weakness: string;
    readonly urgency: string;
    readonly cost: string;
    readonly gain: string;
    readonly measures: string;
    readonly fromTo: string;
    readonly city: string;
    readonly members: string;
    readonly registered: string;
    readonly outside: string;
    readonly assessed: string;
    readonly onSite: string;
    readonly transformed: string;
    readonly all: string;
    readonly suppliers: string;
    readonly chain: string;
    readonly cluster: string;
    readonly leader: string;
    readonly key: string;
    readonly readiness: string;
    readonly singleBuyers: string;
    readonly buyers: string;
    readonly betweenness: string;
    readonly score: string;
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly missing: string;
    readonly unknown: string;
    readonly perLevel: string;
    readonly enterprises: string;
    readonly measure: string;
    readonly budget: string;
    readonly levelsGained: string;
    readonly perFurther: string;
    readonly source: string;
    readonly known: string;
    readonly without: string;
    readonly leftOut: string;
  };
  /** How a level was found. */
  readonly kinds: Readonly<Record<'self' | 'onsite', string>>;
  /** A chain as a drawing. */
  readonly network: { readonly title: string; description(enterprises: string, links: string): string };
  readonly chains: {
    readonly title: string;
    readonly allLinks: string;
    heading(chain: string, cluster: string): string;
    leader(leader: string, level: string, isStated: boolean): string;
    readonly noLevel: string;
    readonly unassessed: string;
    level(level: string): string;
    openLevel(lowest: string, highest: string): string;
    coverage(members: string, assessed: string, share: string, onSite: string, transformed: string): string;
    outside(count: string, one: boolean): string;
    readiness(value: string, lowest: string, highest: string, covered: string): string;
    readonly noReadiness: string;
    readonly noDependency: string;
    /** How many are not assessed, and the first of them by what depends on them. */
    unassessedFirst(count: string, first: string): string;
    /** Others that sources name as leaders. */
    otherLeaders(names: string): string;
    readonly formula: string;
    readonly weakTitle: string;
    readonly noBetweenness: string;
    readonly weakFormula: string;
    readonly noWeak: string;
    /** Of some of several buyers, of all of several, and of the only one. */
    single(count: string, buyers: string): string;
    singleOfAll(buyers: string): string;
    readonly singleOfOne: string;
    readonly articulation: string;
    between(share: string): string;
    raised(count: string, from: string, byOne: string, one: boolean): string;
    raisedToLeader(to: string, one: boolean): string;
    cycle(keys: string): string;
  };
  readonly along: {
    readonly title: string;
    intro(budget: string, candidates: string, priced: string): string;
    /** Suppliers could rise, and nothing says at what cost. */
    noRoadmap(candidates: string, budget: string, option: string): string;
    noCandidate(suppliers: string): string;
    readonly nobody: string;
    /** `known` is how many have a roadmap. */
    sum(count: string, cost: string, from: string, to: string, known: string): string;
    /** Where only some of them have one. */
    more(option: string): string;
    paysLeader(instrument: string, amount: string): string;
    paysSuppliers(instrument: string, amount: string, count: string): string;
    readonly noSupport: string;
  };
  readonly clusters: {
    readonly title: string;
    members(count: string, chains: string, shared: string, one: boolean): string;
    readonly cityUnknown: string;
  };
  readonly models: {
    readonly title: string;
    group(values: string, assessed: string): string;
    readonly notStated: string;
    leads(level: string, kind: 'self' | 'onsite'): string;
    leadsWith(level: string, kind: 'self' | 'onsite', score: string): string;
    rose(from: string, to: string, kind: 'self' | 'onsite', since: string, until: string): string;
    /** From no level at all. */
    roseFromNone(to: string, kind: 'self' | 'onsite', since: string, until: string): string;
    /** The level is the same, the score is higher; there may be no level. */
    gainedWithout(kind: 'self' | 'onsite', since: string, until: string): string;
    gained(level: string, kind: 'self' | 'onsite', since: string, until: string): string;
    points(from: string, to: string): string;
    readonly noRisers: string;
  };
  readonly visits: {
    readonly title: string;
    intro(shown: string, all: string): string;
    formula(hasChains: boolean): string;
    readonly none: string;
    near(missing: string, next: string, one: boolean): string;
    doubt(unknown: string, of: string): string;
    readonly openLevel: string;
    chain(name: string, dependency: string): string;
  };
  readonly money: {
    readonly title: string;
    /** Enterprises and levels are counted by `enterprises` and `levels`. */
    intro(enterprises: string, roadmaps: string, most: string): string;
    enterprises(count: string, one: boolean): string;
    /** What a level gained is. */
    readonly counted: string;
    worked(count: string): string;
    without(count: string, option: string): string;
    /** After all roadmaps were worked out. */
    withoutAny(count: string): string;
    sum(enterprises: string, levels: string, cost: string, perLevel: string, rest: string): string;
    /** Among so many enterprises. */
    proven(known: string): string;
    unproven(count: string): string;
    none(most: string): string;
    readonly nothing: string;
    stored(isStored: boolean): string;
    shown(shown: string, all: string): string;
    /** The table of what the proof covers. */
    readonly compared: string;
    readonly climbs: string;
    readonly measures: string;
    readonly staircase: string;
    readonly staircaseFormula: string;
    further(budget: string, levels: string): string;
    noFurther(most: string): string;
    levels(count: string, one: boolean): string;
  };
}
