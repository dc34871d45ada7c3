import type { PortfolioMessages } from './messages.ts';

export const portfolio: PortfolioMessages = {
  noKey: 'there is no key',
  notObject: 'the line is no JSON object',
  rows: {
    unclearDay: (column, value) => `${column}: “${value}” could be two days: write it like 2026-01-31`,
    notKind: (column, value, kinds) => `${column}: “${value}” is no kind of assessment: ${kinds}`,
    notLevel: (column, value, pack, levels) =>
      levels === ''
        ? `${column}: ${value} is no level: ${pack} has none`
        : `${column}: ${value} is no level of ${pack}: ${levels}`,
    notKey: (column, value) => `${column}: ${value} is no key`,
    notPack: (column, value, example) => `${column}: “${value}” is no pack such as ${example}`,
    notBetween: (level, low, high) => `lowest, level and highest contradict each other: ${low}, ${level}, ${high}`,
    notWhole: (column, value) => `${column}: ${value} is no level: those are whole numbers from 0`,
    notAnswer: (column, value, options) => `${column}: “${value}” is no answer: ${options}`,
  },
  isJson: (file) => `${file} is JSON, and a table is wanted`,
  wantsTable: 'Save it as CSV or XLSX, with a row of headings.',
  noHeadings: (file, value) => `${file} has no headings: its first row begins with the data, such as “${value}”`,
  addHeadings: (example) => `Put a row above that says what each column is, such as: ${example}`,
  by: {
    missing: (option) => `${option}: the name of a fact is missing`,
    form: (option) => `Facts are parted by commas, crossed ones by *: ${option} district,sector*size`,
    twice: (option, term) => `${option}: “${term}” stands there twice`,
    isNoFact: (name) => `“${name}” says something of an assessment, and groups go by facts of enterprises`,
    isKey: (name) => `“${name}” is the key: every enterprise would be a group of its own`,
  },
  manyPacks: (file, most) => `${file}: its rows name more than ${most} packs`,
  packIs: (column, example) => `The column “${column}” says which pack a row was scored by, such as ${example}.`,
  notKeyColumn: (file, heading) => `${file}: “${heading}” cannot be the key of enterprises`,
  nameKey: (option) => `The first column is the key; ${option} COLUMN names another.`,
  isPipe: (path) => `${path} is a pipe, and results are read more than once`,
  saveFirst: 'Save them as a file first, and name that.',
  emptyRegistry: (file) => `${file} lists no enterprise: there is no row with a key`,
  rightFile: 'Is it the right file? Without a registry every enterprise that was assessed is in scope.',
  blankName: (option) => `${option}: the name is blank`,
  noColumn: (file, column) => `${file} has no column “${column}”`,
  columnsAre: (columns) => `Its columns: ${columns}`,
  didYouMean: (column) => `Did you mean “${column}”?`,
  noResult: (file) => `${file} is no batch result: it has no column “level”`,
  makeResult: (command, option) => `${command} writes one; a list of enterprises goes to ${option}.`,
  emptyFolder: (folder) => `${folder} holds no enterprise file`,
  nameTables: (table) => `It holds tables: name those that are batch results, each by itself, such as ${table}`,
  makeFiles: (command) => `${command} writes one.`,
  interrupted: 'Interrupted: nothing was written. Run the same command again.',
  progress: (done, rate) => `${done} read, ${rate} a second`,
  peerTwice: (file, name) => `${file} has two rows named “${name}”`,
  peerNameless: (place) => `${place}: a row of peers has no name`,
  peers: {
    unknown: (file, name) => `${file} has no row “${name}”, and none of its columns is a figure of this portfolio`,
    near: (file, name, near) =>
      `${file} has no row “${name}”: its figures are those of this portfolio. Did you mean “${near}”?`,
    namesAre: (names) => `Its first names: ${names}`,
    noOwn: (file, option) =>
      `${file} has no column that is a figure of this portfolio: ${option} says which row is its own`,
    percentage: (place, column, value) =>
      `${place}: ${column}: “${value}” is a percentage, the others are plain numbers`,
    plainNumber: (place, column, value) =>
      `${place}: ${column}: “${value}” is a plain number, the others are percentages`,
    writeAlike: 'Write % behind all numbers of the column, or behind none.',
    counts: (file, column, value) =>
      `${file}: ${column}: of a stage shares in percent are compared, and ${value} is more than 100`,
    giveOwn: (option) => `Write shares, or the own figure in a row that ${option} names.`,
  },
  noPeers: (file) => `${file} holds no peers: names in the first column, numbers in the others`,
  intake: {
    title: 'What was read',
    forms: {
      files: (count, one) => `${count} enterprise ${one ? 'file' : 'files'}`,
      results: (count, one) => `${count} ${one ? 'row' : 'rows'} of a batch result`,
      registry: (count, one) => `${count} ${one ? 'row' : 'rows'} of the registry`,
    },
    enterprises: (count, one) => `${count} different ${one ? 'enterprise' : 'enterprises'}`,
    rule: 'Of each enterprise the newest self-assessment and the newest diagnosis on site count; on the same day an enterprise file goes before a batch result, otherwise the first one read counts.',
    older: (count, one) => `${count} older ${one ? 'assessment' : 'assessments'} left out`,
    sameDay: (count, one) => `${count} further ${one ? 'assessment' : 'assessments'} of the same day left out`,
    later: (count, date, one) =>
      `${count} ${one ? 'assessment' : 'assessments'} after ${date} left out, with what policy there is`,
    laterRecords: (count, date, one) => `${count} ${one ? 'record' : 'records'} after ${date} left out`,
    registeredTwice: (count, one) =>
      `${count} ${one ? 'row' : 'rows'} of the registry left out: the key stands there twice, the first row counts`,
    unreadable: (count, one) => `${count} ${one ? 'row or file' : 'rows or files'} could not be read:`,
    more: (count) => `and ${count} more`,
  },
  title: 'Portfolio of enterprises',
  asOf: (date) => `As of ${date}`,
  synthetic: 'Synthetic data: no enterprise and no figure in it is real.',
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
  },
  columns: {
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
  },
  byGroup: (facts) => `Stages by ${facts}`,
  sharesBy: (facts, pack) => (facts === '' ? `Shares of levels (${pack})` : `Shares of levels by ${facts} (${pack})`),
  intervalLow: 'from',
  intervalHigh: 'to',
  levelsBy: (facts, pack) => (facts === '' ? `Levels (${pack})` : `Levels by ${facts} (${pack})`),
  unknownPack: 'pack not stated',
  all: 'All',
  outside: 'Outside registry',
  notStated: 'not stated',
  needsRegistry: (option, registry) => `${option} goes with ${registry}`,
  outsideNeedsRegistry: (outside, registry) =>
    `${outside} goes with ${registry}: without one every enterprise is in scope`,
  rankOfLevels: 'Rank (no level: 0)',
  otherFormat: (file, named, said) => `${file} is called after ${named} and would be written as ${said}`,
  sayFormat: (option) => `Say ${option}, or name the file otherwise.`,
  giveBoth: (registry) => `Name the registry, too: ${registry}`,
  fewerThan: (count) => `Fewer than ${count}`,
  hidden: '*',
  level: (level) => `Level ${level}`,
  withUnsettled: (band) => `${band} or not settled`,
  levels: (low, high) => `Levels ${low} to ${high}`,
  rankRange: (place, best, worst) => `${place} (${best} to ${worst})`,
  tied: (place) => `${place} =`,
  placed: (place, name) => `${place}. ${name}`,
  placeAmong: (name, place, all) => `${name}: place ${place} of ${all}`,
  ofAll: (enterprises) => `Of ${enterprises} enterprises`,
  reading: 'Reading the figures',
  own: 'This portfolio',
  notes: {
    enterprises: (count, one) => `${count} ${one ? 'enterprise' : 'enterprises'}.`,
    registry: (count, one) =>
      `${count} ${one ? 'enterprise' : 'enterprises'} in the registry, against which shares are counted.`,
    few: (fewerThan) => `${fewerThan} enterprises: no figure of them is shown, nor how many there are.`,
    outside: (count, one) =>
      `${count} ${one ? 'enterprise is' : 'enterprises are'} outside of the registry and not counted among the others.`,
    levelOf: {
      either: 'The level is that of the diagnosis on site, or of the self-assessment where there is none.',
      self: 'The level is that of the self-assessment.',
      onsite: 'The level is that of the diagnosis on site.',
    },
    quantiles:
      'Means and quartiles are over enterprises, never over averages of groups, and over those with a settled level, not those who reached none or are still open. Quartiles are of type 7 (R, NumPy, spreadsheets).',
    intervals:
      'Where not all of the registry are assessed, intervals say what all may have at 95 %, were those assessed drawn at random: Wilson for shares, the bootstrap (1,000 samples, seed 20260101) for means, above 2,000 enterprises the normal one. They allow neither for how many of all are assessed, which makes them too wide the more it is, nor for those who are assessed differing from the others.',
    ranks:
      'Places go by the mean with no level as 0, so that who reaches none counts too, and are among the groups whose levels are shown here. In brackets the places a group may have where means are told apart at 95 %; = is a place that several share.',
    minCell: (count) =>
      `* Counts under ${count}, and as many others as it takes that no subtraction gives them away, are hidden; --min-cell sets the least count. Several outputs with other groups, side by side, are not protected against each other.`,
    heldBack: (count) =>
      `So is what few would follow from: a quarter (who reached a stage in it is told with the next one shown), a question with an answer that fewer than ${count} gave, a score, a mean or a median that tells how few are at its ends, a stage that goes by what groups go by. Packs, and versions of a pack, by which fewer than ${count} were assessed are not named. For how many a stage is undecided, and who reached it outside of the registry, is shown only where that is nobody.`,
    folded:
      'The lowest band holds those without a settled level, too, for they are few: in means and places they count at that level.',
    joined: 'Where levels are shown as one, everybody there counts at the lowest of them in means and places.',
    assumed: (count, pack, one) =>
      `${count} ${one ? 'assessment states' : 'assessments state'} no pack and ${one ? 'is' : 'are'} taken to be of ${pack}; --pack says otherwise.`,
    severalVersions: (pack, versions) => `Of ${pack} several versions count together: ${versions}.`,
    severalPacks: 'Levels of different packs are not comparable and stand apart.',
    oddlyStated: (fact, count, values) =>
      `${fact}: what is no clear day, yes or no counts as yes (enterprises: ${count}): ${values}`,
    undecidedlyStated: (fact, count, values) =>
      `${fact}: what is no clear day, yes or no is undecided (enterprises: ${count}): ${values}`,
    neverStated: (fact, near) =>
      near === undefined
        ? `No input has a column “${fact}”: nobody counts by it.`
        : `No input has a column “${fact}”: nobody counts by it. Did you mean “${near}”?`,
    unknownStage: (title, fact) => `${title}: no input has a column “${fact}”, by which enterprises would count.`,
    endless: (fact, values) => `${fact}: too large to be a figure, most likely a slip: ${values}`,
    noneRegistered: (file, names, option) =>
      `${file} lists none of the enterprises that were assessed: its key is the first column, or one called ${names}; ${option} names another`,
    lookAlikes: (count, outside, registered, one) =>
      one
        ? `${count} enterprise is outside of the registry with a key that reads like one in it: ${outside} and ${registered}. If they are the same, mend the key.`
        : `${count} enterprises are outside of the registry with keys that read like ones in it, such as ${outside} and ${registered}. If they are the same, mend the keys.`,
    alikeValues: (fact, values) =>
      `${fact}: counted apart, though they differ in capitals, width or blanks alone: ${values}`,
    repeated: (count, first, one) =>
      `${count} ${one ? 'row' : 'rows'} of the registry left out: the key stands there already, first of all ${first}`,
    likeResults: (file) =>
      `${file} looks like a batch result: as a registry only who was assessed is in scope, and coverage says nothing`,
    packNotFound: (pack) =>
      `The pack ${pack} is not found: titles, best values and questions are not known. --packs says where it is.`,
    questions:
      'Answers count by the place of their option. With the others: the correlation with the sum of the other questions of the section. Alpha is Cronbach’s, over enterprises that answered all of them.',
    noFact: (name) => `No input and no registry has “${name}”`,
    trend: 'Who reached a stage on no known day is in the total from the start.',
    lastChange:
      'Quarters after the last one in which anybody reached a stage are not listed where it has no target: nothing changed in them.',
    firstDay:
      'A stage counts for those who are there on the day of the report, not for those who fell back, from the day they first reached it: that of the earliest assessment, policy, record or stated day that was read, even where a newer assessment is the one that counts; what is later than the day of the report does not count yet. A stage that asks for a level counts from the first assessment that has it.',
    needed:
      'Needed a quarter: what is missing for the target, spread over the quarters left from the day of the report.',
    recent:
      'Lately a quarter: how many reached the stage on average in each of the four quarters before that of the report.',
    line: 'Target line: the total there should be at the end of a quarter. It goes straight from what had been reached when the first quarter began, thus on no known day, to the target on its day.',
  },
  flaws: {
    'no-variance': 'all say the same: it tells nothing',
    'at-one-end': 'nearly all are at one end',
    'often-unknown': 'many do not know',
    'against-the-others': 'goes against the others of its section',
  },
};
