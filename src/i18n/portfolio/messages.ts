/** The figures of many enterprises. All arguments are words or written numbers. */
export interface PortfolioMessages {
  /** A row of a table has no key. */
  readonly noKey: string;
  /** A line is no JSON object. */
  readonly notObject: string;
  /** Why a row of a batch result cannot be so: the column, and what stands there. */
  readonly rows: {
    unclearDay(column: string, value: string): string;
    notKind(column: string, value: string, kinds: string): string;
    /** `levels` is empty where the pack has none. */
    notLevel(column: string, value: string, pack: string, levels: string): string;
    notKey(column: string, value: string): string;
    notPack(column: string, value: string, example: string): string;
    /** A dash stands for what is blank. */
    notBetween(level: string, low: string, high: string): string;
    notWhole(column: string, value: string): string;
    notAnswer(column: string, value: string, options: string): string;
  };
  /** The first row of a table was taken for headings: `value` stands there. */
  /** Where a table is wanted. */
  isJson(file: string): string;
  readonly wantsTable: string;
  noHeadings(file: string, value: string): string;
  /** `example` is a row of headings. */
  addHeadings(example: string): string;
  /** What is wrong with groupings as they were typed. */
  readonly by: {
    missing(option: string): string;
    form(option: string): string;
    twice(option: string, term: string): string;
    isKey(name: string): string;
    /** A column of results that says something of the assessment. */
    isNoFact(name: string): string;
  };
  manyPacks(file: string, most: string): string;
  packIs(column: string, example: string): string;
  /** The column that would be the key says something else. */
  notKeyColumn(file: string, heading: string): string;
  nameKey(option: string): string;
  isPipe(path: string): string;
  readonly saveFirst: string;
  emptyRegistry(file: string): string;
  readonly rightFile: string;
  blankName(option: string): string;
  noColumn(file: string, column: string): string;
  columnsAre(columns: string): string;
  didYouMean(column: string): string;
  noResult(file: string): string;
  /** What makes a batch result. */
  makeResult(command: string, option: string): string;
  emptyFolder(folder: string): string;
  /** A folder without enterprise files has a table. */
  nameTables(table: string): string;
  /** What makes enterprise files. */
  makeFiles(command: string): string;
  /** Rows or files read up to now, and how many each second. */
  progress(done: string, rate: string): string;
  /** What a signal that ends the run leaves. */
  readonly interrupted: string;
  peerTwice(file: string, name: string): string;
  peerNameless(place: string): string;
  readonly peers: {
    /** Nobody has the own name, and nothing can be said in its row. */
    unknown(file: string, name: string): string;
    near(file: string, name: string, near: string): string;
    namesAre(names: string): string;
    noOwn(file: string, option: string): string;
    /** A percentage among plain numbers, or the other way round. */
    percentage(place: string, column: string, value: string): string;
    plainNumber(place: string, column: string, value: string): string;
    readonly writeAlike: string;
    /** A stage of which peers state counts. */
    counts(file: string, column: string, value: string): string;
    giveOwn(option: string): string;
  };
  noPeers(file: string): string;
  readonly intake: {
    readonly title: string;
    /** What came out of a source, by its form. */
    readonly forms: Readonly<Record<'files' | 'results' | 'registry', (count: string, one: boolean) => string>>;
    enterprises(count: string, one: boolean): string;
    /** Which of several assessments of an enterprise counts. */
    readonly rule: string;
    older(count: string, one: boolean): string;
    sameDay(count: string, one: boolean): string;
    later(count: string, date: string, one: boolean): string;
    laterRecords(count: string, date: string, one: boolean): string;
    registeredTwice(count: string, one: boolean): string;
    unreadable(count: string, one: boolean): string;
    more(count: string): string;
  };
  readonly title: string;
  asOf(date: string): string;
  /** The data are made up. */
  readonly synthetic: string;
  /** Headings of tables. */
  readonly tables: Readonly<Record<TableName, string>>;
  /** Headings of columns, longer than a few words nowhere. */
  readonly columns: Readonly<Record<ColumnName, string>>;
  /** A grouping, and levels under a pack. */
  byGroup(facts: string): string;
  levelsBy(facts: string, pack: string): string;
  sharesBy(facts: string, pack: string): string;
  /** After the heading of a share: the ends of its interval. */
  readonly intervalLow: string;
  readonly intervalHigh: string;
  readonly unknownPack: string;
  readonly all: string;
  readonly outside: string;
  readonly notStated: string;
  needsRegistry(option: string, registry: string): string;
  outsideNeedsRegistry(outside: string, registry: string): string;
  giveBoth(registry: string): string;
  /** Over the places of groups, which go by the mean with no level as 0. */
  readonly rankOfLevels: string;
  /** A file is called after one format and would be written as another. */
  otherFormat(file: string, named: string, said: string): string;
  sayFormat(option: string): string;
  /** In the place of a count that is hidden: at the beginning of a sentence, in Chinese in the middle. */
  fewerThan(count: string): string;
  /** What stands for a hidden count. */
  readonly hidden: string;
  level(level: string): string;
  /** The lowest band, where those without a settled level are counted with it. */
  withUnsettled(band: string): string;
  levels(low: string, high: string): string;
  /** A rank with the range it may have, and shared ones. */
  rankRange(place: string, best: string, worst: string): string;
  tied(place: string): string;
  /** Before a bar: a place and who has it. */
  placed(place: string, name: string): string;
  placeAmong(name: string, place: string, all: string): string;
  /** What the bars of stages are shares of. */
  ofAll(enterprises: string): string;
  /** The heading of what must be known to read the figures. */
  readonly reading: string;
  readonly own: string;
  readonly notes: {
    enterprises(count: string, one: boolean): string;
    registry(count: string, one: boolean): string;
    /** Where even how many there are is hidden. */
    few(fewerThan: string): string;
    outside(count: string, one: boolean): string;
    readonly levelOf: Readonly<Record<'either' | 'self' | 'onsite', string>>;
    readonly quantiles: string;
    readonly intervals: string;
    readonly ranks: string;
    minCell(count: string): string;
    /** What else is hidden with small counts, and how that shows. */
    heldBack(count: string): string;
    readonly folded: string;
    readonly joined: string;
    assumed(count: string, pack: string, one: boolean): string;
    severalVersions(pack: string, versions: string): string;
    readonly severalPacks: string;
    /** Numbers that no computer can hold. */
    endless(fact: string, values: string): string;
    /** `names` are headings that a key may have. */
    /** Of so many enterprises; they count as yes. */
    oddlyStated(fact: string, count: string, values: string): string;
    /** The same where they are undecided. */
    undecidedlyStated(fact: string, count: string, values: string): string;
    /** A fact that stages ask for and no input has, with one of a near name. */
    neverStated(fact: string, near: string | undefined): string;
    /** The same with the title of a stage. */
    unknownStage(title: string, fact: string): string;
    noneRegistered(file: string, names: string, option: string): string;
    /** Keys outside of the registry that read like ones in it, with the first pair. */
    lookAlikes(count: string, outside: string, registered: string, one: boolean): string;
    /** Values of a fact that groups take apart though they read alike. */
    alikeValues(fact: string, values: string): string;
    likeResults(file: string): string;
    /** Rows of the registry whose key stands there already, with the first such key. */
    repeated(count: string, first: string, one: boolean): string;
    packNotFound(pack: string): string;
    readonly questions: string;
    noFact(name: string): string;
    readonly trend: string;
    /** Where tables of quarters end. */
    readonly lastChange: string;
    /** From which day on a stage counts. */
    readonly firstDay: string;
    /** What columns of targets mean. */
    readonly needed: string;
    readonly recent: string;
    readonly line: string;
  };
  readonly flaws: Readonly<Record<'no-variance' | 'at-one-end' | 'often-unknown' | 'against-the-others', string>>;
}

export type TableName =
  | 'coverage'
  | 'overlaps'
  | 'trend'
  | 'scores'
  | 'lists'
  | 'difference'
  | 'sections'
  | 'questions'
  | 'peers';

export type ColumnName =
  | 'stage'
  | 'enterprises'
  | 'share'
  | 'undecided'
  | 'outside'
  | 'target'
  | 'by'
  | 'missing'
  | 'needed'
  | 'recent'
  | 'other'
  | 'both'
  | 'first'
  | 'second'
  | 'quarter'
  | 'reached'
  | 'total'
  | 'line'
  | 'assessed'
  | 'none'
  | 'open'
  | 'mean'
  | 'interval'
  | 'lower'
  | 'median'
  | 'upper'
  | 'rank'
  | 'score'
  | 'best'
  | 'question'
  | 'list'
  | 'compared'
  | 'lowerOnSite'
  | 'equal'
  | 'higherOnSite'
  | 'change'
  | 'answered'
  | 'unknown'
  | 'ceiling'
  | 'floor'
  | 'rest'
  | 'flaw'
  | 'section'
  | 'alpha'
  | 'questions'
  | 'name'
  | 'value';
