/** The figures of many enterprises. */
export const portfolio = {
  /** A row of a table has no key. */
  noKey: 'there is no key',
  /** A line is no JSON object. */
  /** Why a row of a batch result cannot be so: the column, and what stands there. */
  rows: {
    unclearDay: (column: string, value: string) => `${column}: “${value}” could be two days: write it like 2026-01-31`,
    notKind: (column: string, value: string, kinds: string) =>
      `${column}: “${value}” is no kind of assessment: ${kinds}`,
    /** `levels` is empty where the pack has none. */
    notLevel: (column: string, value: string, pack: string, levels: string) =>
      levels === ''
        ? `${column}: ${value} is no level: ${pack} has none`
        : `${column}: ${value} is no level of ${pack}: ${levels}`,
    notPack: (column: string, value: string, example: string) => `${column}: “${value}” is no pack such as ${example}`,
    /** A dash stands for what is blank. */
    notBetween: (level: string, low: string, high: string) =>
      `lowest, level and highest contradict each other: ${low}, ${level}, ${high}`,
    /** A score is not the sum or mean of its parts. */
    notTotal: (column: string, value: string, parts: string, total: string) =>
      `${column}: ${value} does not follow from ${parts}, which give ${total}`,
    notWhole: (column: string, value: string) => `${column}: ${value} is no level: those are whole numbers from 0`,
    /** A row stands for a group of enterprises. */
    notCount: (column: string, value: string, most: string) =>
      `${column}: ${value} is no number of enterprises: those are whole numbers from 1 to ${most}`,
    notAnswer: (column: string, value: string, options: string) => `${column}: “${value}” is no answer: ${options}`,
  },
  /** Where a table is wanted. */
  /** The first row of a table was taken for headings: `value` stands there. */
  noHeadings: (file: string, value: string) =>
    `${file} has no headings: its first row begins with the data, such as “${value}”`,
  /** `example` is a row of headings. */
  addHeadings: (example: string) => `Put a row above that says what each column is, such as: ${example}`,
  /** What is wrong with groupings as they were typed. */
  by: {
    missing: (option: string) => `${option}: the name of a fact is missing`,
    form: (option: string) => `Facts are separated by commas, crossed ones by *: ${option} district,sector*size`,
    twice: (option: string, term: string) => `${option}: “${term}” is given twice`,
    /** A column of results that says something of the assessment. */
    isNoFact: (name: string) => `“${name}” describes an assessment, but groups are formed by facts of enterprises`,
    isKey: (name: string) => `“${name}” is the key: every enterprise would be a group of its own`,
  },
  manyPacks: (file: string, most: string) => `${file}: its rows name more than ${most} packs`,
  packIs: (column: string, example: string) =>
    `The column “${column}” says which pack a row was scored by, such as ${example}.`,
  /** The column that would be the key says something else. */
  notKeyColumn: (file: string, heading: string) => `${file}: “${heading}” cannot be the key of enterprises`,
  notCountColumn: (file: string, heading: string) =>
    `${file}: “${heading}” cannot be how many enterprises a row stands for`,
  /** Tables in which a row stands for a group of enterprises. */
  groups: {
    isFile: (path: string) => `${path}: enterprise files are of one enterprise each, and groups are wanted`,
    wantsTables: (option: string) => `With ${option}, every input is a table of groups.`,
    twice: (path: string) => `${path} is named twice, and its groups would count twice`,
    tooMany: (most: string) => `the groups hold more than ${most} enterprises`,
    divide: 'Are the numbers right? Else give the regions one by one.',
    /** Who was assessed in both ways is in a group of each. */
    bothKinds: 'some groups were assessed by themselves, others on site, and who is in both would count twice',
    oneKind: (column: string) =>
      `Give the groups of one kind; how they were assessed may be a fact, in a column of another name than “${column}”.`,
  },
  /** `names` are headings that a key may have; some commands have no option that names it. */
  nameKey: (names: string, option: string | undefined) =>
    option === undefined
      ? `The key is a column called ${names}, else the first one: give it such a heading.`
      : `The key is a column called ${names}, else the first one; ${option} COLUMN names another.`,
  /** Results without a stated pack that have the scores of another one. */
  otherScores: (file: string, pack: string, scores: string) =>
    `${file}: these are not the scores of ${pack}: ${scores}`,
  statePack: (pack: string, scores: string, column: string, example: string) =>
    `${pack} has: ${scores}. Take the results of that pack, or say in a column “${column}” which pack each row was scored by, such as ${example}.`,
  isPipe: (path: string) => `${path} is a pipe, and results are read more than once`,
  saveFirst: 'Save them as a file first, and name that.',
  emptyRegistry: (file: string) => `${file} lists no enterprise: there is no row with a key`,
  rightFile: 'Is it the right file? Without a registry every enterprise that was assessed is in scope.',
  blankName: (option: string) => `${option}: the name is blank`,
  noColumn: (file: string, column: string) => `${file} has no column “${column}”`,
  columnsAre: (columns: string) => `Its columns: ${columns}`,
  didYouMean: (column: string) => `Did you mean “${column}”?`,
  noResult: (file: string) => `${file} is no batch result: it has no column “level”`,
  /** What makes a batch result. */
  makeResult: (command: string, option: string) => `${command} writes one; a list of enterprises goes to ${option}.`,
  emptyFolder: (folder: string) => `${folder} holds no enterprise file`,
  /** A folder without enterprise files has a table. */
  nameTables: (table: string) => `It holds tables: name those that are batch results, each by itself, such as ${table}`,
  /** What makes enterprise files. */
  makeFiles: (command: string) => `${command} writes one.`,
  /** What a signal that ends the run leaves. */
  interrupted: 'Interrupted: nothing was written. Run the same command again.',
  /** Rows or files read up to now, and how many each second. */
  progress: (done: string, rate: string) => `${done} read, ${rate} a second`,
  peerTwice: (file: string, name: string) => `${file} has two rows named “${name}”`,
  peerNameless: (place: string) => `${place}: a row of peers has no name`,
  peers: {
    /** Nobody has the own name, and nothing can be said in its row. */
    unknown: (file: string, name: string) =>
      `${file} has no row “${name}”, and none of its columns is a figure of this portfolio`,
    near: (file: string, name: string, near: string) =>
      `${file} has no row “${name}”: its figures are those of this portfolio. Did you mean “${near}”?`,
    namesAre: (names: string) => `Its first names: ${names}`,
    noOwn: (file: string, option: string) =>
      `${file} has no column that is a figure of this portfolio: ${option} says which row is its own`,
    /** A percentage among plain numbers, or the other way round. */
    percentage: (place: string, column: string, value: string) =>
      `${place}: ${column}: “${value}” is a percentage, the others are plain numbers`,
    plainNumber: (place: string, column: string, value: string) =>
      `${place}: ${column}: “${value}” is a plain number, the others are percentages`,
    writeAlike: 'Write % behind all numbers of the column, or behind none.',
    /** A stage of which peers state counts. */
    counts: (file: string, column: string, value: string) =>
      `${file}: ${column}: of a stage shares in percent are compared, and ${value} is more than 100`,
    giveOwn: (option: string) => `Write shares, or the own figure in a row that ${option} names.`,
  },
  noPeers: (file: string) => `${file} holds no peers: names in the first column, numbers in the others`,
  intake: {
    title: 'What was read',
    /** What came out of a source, by its form. */
    forms: {
      files: (count: string, one: boolean) => `${count} enterprise ${one ? 'file' : 'files'}`,
      results: (count: string, one: boolean) => `${count} ${one ? 'row' : 'rows'} of a batch result`,
      registry: (count: string, one: boolean) => `${count} ${one ? 'row' : 'rows'} of the registry`,
    },
    enterprises: (count: string, one: boolean) => `${count} different ${one ? 'enterprise' : 'enterprises'}`,
    /** Which of several assessments of an enterprise counts. */
    rule: 'Of each enterprise the newest self-assessment and the newest diagnosis on site count; on the same day an enterprise file goes before a batch result, otherwise the first one read counts.',
    older: (count: string, one: boolean) => `${count} older ${one ? 'assessment' : 'assessments'} left out`,
    sameDay: (count: string, one: boolean) =>
      `${count} further ${one ? 'assessment' : 'assessments'} of the same day left out`,
    later: (count: string, date: string, one: boolean) =>
      `${count} ${one ? 'assessment' : 'assessments'} after ${date} left out, with what policy there is`,
    laterRecords: (count: string, date: string, one: boolean) =>
      `${count} ${one ? 'record' : 'records'} after ${date} left out`,
    registeredTwice: (count: string, one: boolean) =>
      `${count} ${one ? 'row' : 'rows'} of the registry left out: the key occurs twice, and the first row counts`,
    unreadable: (count: string, one: boolean) => `${count} ${one ? 'row or file' : 'rows or files'} could not be read:`,
    more: (count: string) => `and ${count} more`,
  },
  title: 'Portfolio of enterprises',
  asOf: (date: string) => `As of ${date}`,
  /** The data are made up. */
  synthetic: 'Synthetic data: no enterprise and no figure in it is real.',
  /** Headings of tables. */
  tables: {
    coverage: 'Stages and coverage',
    overlaps: 'Stages in common',
    trend: 'Trend by quarter',
    scores: 'Scores, weakest first',
    lists: 'Weakest of each list',
    difference: 'On site against self-assessed',
    sections: 'How far sections measure one thing',
    questions: 'Quality of the questions',
    peers: 'Among peers',
    money: 'Money on record',
    otherFunding: 'Funding that goes to others than enterprises',
  },
  /** Headings of columns, longer than a few words nowhere. */
  columns: {
    state: 'State',
    currency: 'Currency',
    stage: 'Stage',
    enterprises: 'Enterprises',
    share: 'Share',
    undecided: 'Undecided',
    outside: 'Outside registry',
    target: 'Target',
    by: 'By',
    missing: 'Missing',
    needed: 'Needed a quarter',
    recent: 'Lately a quarter',
    other: 'And stage',
    both: 'Both',
    first: 'Only the first',
    second: 'Only the second',
    quarter: 'Quarter',
    reached: 'Reached',
    total: 'In total',
    line: 'Target line',
    assessed: 'Assessed',
    none: 'No level',
    open: 'Open',
    mean: 'Mean',
    meanWithNone: 'Mean (no level: 0)',
    interval: '95 % interval',
    lower: 'Q1',
    median: 'Median',
    upper: 'Q3',
    rank: 'Rank',
    score: 'Score',
    best: 'Best possible',
    question: 'Question',
    list: 'List',
    compared: 'Compared',
    lowerOnSite: 'Lower on site',
    equal: 'Equal',
    higherOnSite: 'Higher on site',
    change: 'Mean difference',
    selfFirst: 'Self first',
    onsiteFirst: 'On site first',
    answered: 'Answered',
    unknown: 'Do not know',
    ceiling: 'At the most',
    floor: 'At the least',
    rest: 'With the others',
    flaw: 'Remark',
    section: 'Section',
    alpha: 'Alpha',
    questions: 'Questions',
    name: 'Name',
    value: 'Value',
    instrument: 'Funding',
    recipient: 'Paid to',
    amount: 'Amount',
  },
  /** Who gets the money of funding that is not for enterprises. */
  recipients: {
    park: 'the industrial park',
    cluster: 'the cluster’s promotion body',
    city: 'the city',
    bank: 'the bank',
    provider: 'the service provider',
  },
  /** A grouping, and levels under a pack. */
  /** A table that is folded, by its number of rows. */
  folded: (count: string) => `Table: ${count} rows`,
  /** What stands in front: a sentence, some figures, a ranking. */
  front: {
    /** How to see every table: two options. */
    rest: (all: string, page: string) => `Every table: ${all}; as a page with charts: ${page}`,
    /** So many of all, as a share; the stage as a title. */
    reached: (count: string, all: string, share: string, stage: string) =>
      `${count} of ${all} enterprises (${share}) have reached “${stage}”.`,
    mostAndLeast: (most: string, least: string) => `Furthest is ${most}, least far ${least}.`,
    /** The same where groups of fewer enterprises are left out. */
    mostAndLeastFrom: (count: string, most: string, least: string) =>
      `Of the groups with at least ${count} enterprises, ${most} is furthest and ${least} least far.`,
    of: (count: string, all: string) => `${count} of ${all}`,
    target: (count: string, day: string) => `target ${count} by ${day}`,
    more: (count: string) => `+${count} in the last four quarters`,
    advanced: (level: string) => `At level ${level} or higher`,
    /** After a share of all: the same as a share of those assessed. */
    ofAssessed: (share: string, assessed: string) => `${share} of the ${assessed} assessed`,
    place: (place: string, all: string) => `${place} of ${all}`,
    funding: {
      title: 'Funding granted',
      none: 'none on record in enterprise files',
      enterprises: (count: string, one: boolean) => `${count} ${one ? 'enterprise' : 'enterprises'}`,
    },
    /** With how many groups are hidden, if any. */
    ranking: (stage: string, hidden: string | undefined) =>
      `${stage}: share, with the number of enterprises${hidden === undefined ? '' : ` (groups that are hidden: ${hidden})`}`,
    small: (count: string) => `fewer than ${count} enterprises`,
  },
  byGroup: (facts: string) => `Stages by ${facts}`,
  sharesBy: (facts: string) => (facts === '' ? 'Shares of levels' : `Shares of levels by ${facts}`),
  /** After the heading of a share: the ends of its interval. */
  intervalLow: 'from',
  intervalHigh: 'to',
  differenceBy: (facts: string) => `On site against self-assessed by ${facts}`,
  /** What the comparison of diagnoses with self-assessments is made of; `both` were assessed in both ways. */
  pairs: (days: string, pairs: string, selfFirst: string, onsiteFirst: string, both: string, open: string) =>
    `Pairs of a self-assessment and a diagnosis at most ${days} days apart: ${pairs}. The self-assessment came first in ${selfFirst}, the diagnosis in ${onsiteFirst}. No level counts as 0. Enterprises assessed in both ways, however far apart: ${both}. Pairs not compared because a level depends on open answers: ${open}. What has no day is in no pair.`,
  levelsBy: (facts: string) => (facts === '' ? 'Levels' : `Levels by ${facts}`),
  unknownPack: 'pack not stated',
  all: 'All',
  outside: 'Outside registry',
  notStated: 'not stated',
  needsRegistry: (option: string, registry: string) => `${option} goes with ${registry}`,
  outsideNeedsRegistry: (outside: string, registry: string) =>
    `${outside} goes with ${registry}: without one every enterprise is in scope`,
  /** Over the places of groups, which go by the mean with no level as 0. */
  rankOfLevels: 'Rank (no level: 0)',
  /** A file is called after one format and would be written as another. */
  giveBoth: (registry: string) => `Name the registry, too: ${registry}`,
  /** In the place of a count that is hidden: at the beginning of a sentence, in Chinese in the middle. */
  fewerThan: (count: string) => `Fewer than ${count}`,
  /** What stands for a hidden count. */
  hidden: '*',
  level: (level: string) => `Level ${level}`,
  /** The lowest band, where those without a settled level are counted with it. */
  withUnsettled: (band: string) => `${band} or not settled`,
  levels: (low: string, high: string) => `Levels ${low} to ${high}`,
  /** A rank with the range it may have, and shared ones. */
  rankRange: (place: string, best: string, worst: string) => `${place} (${best} to ${worst})`,
  tied: (place: string) => `${place} =`,
  /** Before a bar: a place and who has it. */
  placed: (place: string, name: string) => `${place}. ${name}`,
  placeAmong: (name: string, place: string, all: string) => `${name}: place ${place} of ${all}`,
  /** What the bars of stages are shares of. */
  ofAll: (enterprises: string) => `Of ${enterprises} enterprises`,
  /** The heading of what must be known to read the figures. */
  reading: 'Reading the figures',
  own: 'This portfolio',
  notes: {
    enterprises: (count: string, one: boolean) => `${count} ${one ? 'enterprise' : 'enterprises'}.`,
    registry: (count: string, one: boolean) =>
      `${count} ${one ? 'enterprise' : 'enterprises'} in the registry, against which shares are counted.`,
    /** Where even how many there are is hidden. */
    few: (fewerThan: string) => `${fewerThan} enterprises: no figures are shown, not even their number.`,
    outside: (count: string, one: boolean) =>
      `${count} ${one ? 'enterprise is' : 'enterprises are'} outside of the registry and not counted among the others.`,
    levelOf: {
      either: 'The level is that of the diagnosis on site, or of the self-assessment where there is none.',
      self: 'The level is that of the self-assessment.',
      onsite: 'The level is that of the diagnosis on site.',
    },
    quantiles:
      'Means and quartiles are over enterprises, never over averages of groups, and over those with a settled level, not those who reached none or are still open. Quartiles are of type 7 (R, NumPy, spreadsheets).',
    intervals:
      'Where only part of the registry is assessed, intervals are for the whole registry at 95 %, as if those assessed had been drawn at random: Wilson for shares, bootstrap (1,000 samples, seed 20260101) for means, the normal approximation above 2,000 enterprises. They are not corrected for the share that is assessed, so the larger it is, the more they are too wide; nor for differences between those assessed and the others.',
    ranks:
      'Ranks go by the mean that counts no level as 0, among the groups whose levels are shown here. In brackets: the ranks that a group may have at 95 %; = is a shared rank.',
    minCell: (count: string) =>
      `* Counts under ${count} are hidden, and as many others as needed so that no subtraction reveals them; --min-cell sets the smallest count. Several outputs with different groups are not protected against each other.`,
    /** What else is hidden with small counts, and how that shows. */
    heldBack: (count: string) =>
      `Also hidden is what would reveal a few: a quarter (enterprises that reached a stage in it are added to the next one shown), a question with an answer that fewer than ${count} gave, a score, mean or median that shows how few are at its ends, a stage based on the facts that groups are based on. Packs, and versions of a pack, by which fewer than ${count} were assessed are not named. The number undecided in a stage, and that of those who reached it outside the registry, are shown only where they are zero.`,
    /** Of a table whose rows are sorted, not all are shown. */
    partShown: (title: string, shown: string, all: string) => `${title}: ${shown} of ${all} are shown.`,
    folded: 'The lowest band includes the few without a settled level: in means and ranks they count at that level.',
    joined: 'Where levels are combined, every enterprise there counts at the lowest of them in means and ranks.',
    assumed: (count: string, pack: string, one: boolean) =>
      `${count} ${one ? 'assessment states' : 'assessments state'} no pack and ${one ? 'is' : 'are'} taken to be of ${pack}; use --pack to name another.`,
    severalVersions: (pack: string, versions: string) => `Of ${pack} several versions count together: ${versions}.`,
    severalPacks: 'Levels of different packs are not comparable and are shown separately.',
    /** Of so many enterprises; they count as yes. */
    oddlyStated: (fact: string, count: string, values: string) =>
      `${fact}: what is neither a clear date nor yes or no counts as yes (enterprises: ${count}): ${values}`,
    /** The same where they are undecided. */
    undecidedlyStated: (fact: string, count: string, values: string) =>
      `${fact}: what is neither a clear date nor yes or no is undecided (enterprises: ${count}): ${values}`,
    /** A fact that stages ask for and no input has, with one of a near name. */
    neverStated: (fact: string, near: string | undefined) =>
      near === undefined
        ? `No input has a column “${fact}”: nobody counts by it.`
        : `No input has a column “${fact}”: nobody counts by it. Did you mean “${near}”?`,
    /** The same with the title of a stage. */
    unknownStage: (title: string, fact: string) =>
      `${title}: no input has a column “${fact}”, by which enterprises would count.`,
    /** Numbers that no computer can hold. */
    endless: (fact: string, values: string) => `${fact}: too large for a number, probably a slip: ${values}`,
    /** `names` are headings that a key may have. */
    noneRegistered: (file: string, names: string, option: string) =>
      `${file} lists none of the enterprises that were assessed: its key is the first column, or one called ${names}; ${option} names another`,
    /** Keys outside of the registry that read like ones in it, with the first pair. */
    lookAlikes: (count: string, outside: string, registered: string, one: boolean) =>
      one
        ? `${count} enterprise is outside of the registry with a key that reads like one in it: ${outside} and ${registered}. If they are the same, correct the key.`
        : `${count} enterprises are outside of the registry with keys that read like ones in it, such as ${outside} and ${registered}. If they are the same, correct the keys.`,
    /** Values of a fact that groups take apart though they read alike. */
    alikeValues: (fact: string, values: string) =>
      `${fact}: counted separately, though they differ only in capitals, width or spaces: ${values}`,
    /** Rows of the registry whose key stands there already, with the first such key. */
    repeated: (count: string, first: string, one: boolean) =>
      `${count} ${one ? 'row' : 'rows'} of the registry left out: the key is there already, first of all ${first}`,
    likeResults: (file: string) =>
      `${file} looks like a batch result: as a registry only who was assessed is in scope, and coverage says nothing`,
    packNotFound: (pack: string) =>
      `The pack ${pack} was not found: titles, maximum values and questions are not known. Use --packs to say where it is.`,
    questions:
      'Answers count by the place of their option. With the others: the correlation with the sum of the other questions of the section. Alpha is Cronbach’s, over enterprises that answered all of them.',
    noFact: (name: string) => `No input and no registry has “${name}”`,
    trend: 'Enterprises that reached a stage on an unknown day are in the total from the start.',
    /** Where tables of quarters end. */
    lastChange:
      'Quarters after the last one in which anybody reached a stage are not listed where it has no target: nothing changed in them.',
    /** From which day on a stage counts. */
    firstDay:
      'A stage counts for those who are there on the day of the report, not for those who fell back, from the day they first reached it: that of the earliest assessment, policy, record or stated day that was read, even where a newer assessment is the one that counts; what is later than the day of the report does not count yet. A stage that asks for a level counts from the first assessment that has it.',
    /** What columns of targets mean. */
    needed:
      'Needed a quarter: what is missing for the target, spread over the quarters left from the day of the report.',
    recent:
      'Lately a quarter: how many reached the stage on average in each of the four quarters before that of the report.',
    line: 'Target line: the total there should be at the end of a quarter. It goes straight from what had been reached when the first quarter began, thus on no known day, to the target on its day.',
  },
  flaws: {
    'no-variance': 'all give the same answer, so it distinguishes nothing',
    'at-one-end': 'nearly all are at one end',
    'often-unknown': 'many do not know',
    'against-the-others': 'goes against the others of its section',
  },
};

/** What a dashboard says by itself. It goes into the page as data: `{shown}` and `{all}` stand for numbers. */
export const dashboard = {
  filter: 'Filter',
  rows: '{shown} of {all} rows',
  allRows: 'All {all} rows',
  firstRows: 'Only the first {shown} rows',
  findNode: 'Find an enterprise',
  showAll: 'Show all {all}',
  showFirst: 'Show the most important only',
  nodes: '{shown} of {all} enterprises shown. Drag to move; click one to see what is known of it.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeView: 'Whole picture',
  /** Who is bought from or sold to. */
  joined: 'Buys from or supplies:',
  /** What lists more of them. */
  furtherNeighbours: 'More ({shown} of {all} listed)',
  /** How the drawing is used by keyboard. */
  keys: 'Network of suppliers. Arrow keys go from one enterprise to the next, plus and minus zoom, Escape deselects.',
  nothingFound: 'No enterprise has this name.',
};
