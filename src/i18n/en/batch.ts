/** Why a table cannot be read. */
export const tables = {
  empty: 'the file is empty',
  wrongBytes: (encoding: string, line: string, text: string, bytes: string) =>
    `line ${line} is not valid ${encoding}: the bytes ${bytes}${text === '' ? '' : ` after “${text}”`}`,
  unknownEncoding: (line: string, bytes: string) =>
    `it is neither UTF-8 nor GB18030 nor UTF-16; the bytes ${bytes} in line ${line} are the first that are not UTF-8`,
  unknownDelimiter: (signs: string) =>
    `the delimiter between cells cannot be detected${signs === '' ? '' : `: it could be ${signs}`}`,
  /** How many headings there are, and how many cells most rows have. */
  unevenRows: (line: string, headings: string, cells: string) =>
    `line ${line} has ${headings} headings, but most rows have ${cells} cells`,
  howToEven: (option: string) =>
    `Put quotes around headings with a line break or a delimiter in them, or remove it; if another character separates the cells, set it with ${option}.`,
  mixedDelimiter: (line: string, delimiter: string, other: string) =>
    `cells are separated by ${delimiter}, but those of line ${line} by ${other}`,
  duplicateHeading: (heading: string, one: string, other: string) =>
    `the columns ${one} and ${other} have the same heading “${heading}”`,
  openQuote: (line: string) => `a quote opened in line ${line}, among the headings, is never closed`,
  damaged: (detail: string) => `the compressed data are damaged (${detail})`,
  /** A part of an Arrow or Parquet file that cannot be read, and why, in technical English. */
  /** A cell such as `B2`, or a row, that says it stands where it cannot. */
  wrongReference: (part: string, found: string) =>
    `${part}: "${found}" cannot stand there; cells go from left to right and rows from top to bottom, up to XFD1048576`,
  saveAgain: 'Open the workbook in a spreadsheet program and save it again.',
  damagedPart: (part: string, detail: string) => `${part} cannot be read (${detail})`,
  parts: {
    schema: 'the description of its columns',
    batch: (number: string) => `batch ${number}`,
    group: (number: string) => `row group ${number}`,
  },
  unknownType: (column: string, type: string) =>
    `the column “${column}” has the type ${type}, which is no answer: leave it out, or make it text, numbers, true and false, or lists of these`,
  password: 'the workbook has a password: save it without one',
  otherWorkbook: {
    xls: 'this is an old binary workbook: save it as XLSX or CSV',
    ods: 'this is an OpenDocument workbook: save it as XLSX or CSV',
    /** Many programs write such files and name them .xls. */
    markup: 'this is a web page (HTML) or XML, not a workbook: open it in a spreadsheet and save it as XLSX or CSV',
    json: 'this is JSON, and a table is wanted: save it as CSV or XLSX, or with each object on a line of its own',
    zip: 'this is a ZIP archive, not a workbook: unpack it first',
    document: 'this is a document for people to read, not a table',
  },
  tooLarge: (part: string) => `${part} would be far too large for a real table`,
  /** What would be too large, where it is no file of the workbook. */
  oversized: {
    sheets: (number: string) => `${number} sheets`,
    files: (number: string) => `${number} parts`,
    members: (number: string) => `${number} members`,
    line: (number: string) => `line ${number}`,
  },
  unknownSheet: (sheet: string, sheets: string) =>
    `there is no sheet “${sheet}”${sheets === '' ? '' : `; there are: ${sheets}`}`,
  noSheet: 'no sheet is visible',
  /** Sheets with the same headings, and those that are not read, if any. */
  sheetsRead: (sheets: string, others: string | undefined) =>
    `the sheets ${sheets} have the same headings, and all of them are read${others === undefined ? '' : `; not read: ${others}`}`,
  hiddenSheets: (sheets: string) => `hidden, and not read: ${sheets}`,
  /** Which sheet of a workbook is read, which others can be seen in it, and the option that chooses one, if none was chosen. */
  otherSheets: (sheet: string, others: string, option: string | undefined) =>
    `the sheet “${sheet}” is read; not read: ${others}${option === undefined ? '' : ` (${option} chooses another one)`}`,
  mergedCells: (range: string) => `the headings are merged cells (${range}): unmerge them first`,
  /** What to do where something could mean two things. */
  tell: (option: string) => `Set it with ${option}.`,
  /** The same of an encoding that cannot be recognised: that of Excel in Western Europe, most likely. */
  tellEncoding: (option: string) =>
    `A CSV file that Excel saved in Western Europe is read with ${option} windows-1252; Excel also saves as “CSV UTF-8”.`,
  unknownEncodingName: (name: string, names: string) => `there is no encoding “${name}”; possible: ${names}`,
  notOneSign: (given: string) => `--delimiter: “${given}” is not one sign such as , ; | or tab`,
};

/** How the columns of an export meet the questions of a pack. */
export const mapping = {
  /** The head of the file; the command that uses it follows. */
  opening: (table: string, pack: string) =>
    `How the columns of ${table} match ${pack}. Review it, delete each check once its column is right, then run:`,
  table: { column: 'Column', becomes: 'Matches', how: 'Matched by', remark: 'Remark' },
  unused: 'not used',
  noteOf: (question: string) => `note of ${question}`,
  /** The name of a column without a heading; its letter or number. */
  unnamed: (place: string) => `(column ${place}, no heading)`,
  by: {
    id: 'id',
    /** The language of the text, if it is in one. */
    text: (language: string | null) => (language === null ? 'text' : `text (${language})`),
    numbered: (language: string | null) =>
      language === null ? 'text after a number' : `text (${language}) after a number`,
    option: 'question and option',
    similar: (percent: string) => `similar, ${percent} %`,
  },
  doubts: {
    noHeading: (cell: string) => `it has no heading and holds ${cell}: give it one, or leave it out in a mapping`,
    similar: 'the heading is only similar',
    cut: 'the heading is only the beginning of the question’s text',
    /** Of a heading that is only similar. */
    unit: (unit: string) => `its numbers are read in ${unit}`,
    unknownUnit: (unit: string, key: string, factor: string) =>
      `the unit “${unit}” is not known: name it under ${key}, or under ${factor} what to multiply with`,
    /** A title above the headings or a row of units below them, by its line and in its words, and the unit in it. */
    titleUnit: (line: string, title: string, unit: string) =>
      `line ${line} says “${title}”, so its numbers are read in ${unit}`,
    unknownTitleUnit: (line: string, title: string, key: string, factor: string) =>
      `line ${line} says “${title}”, a unit that cannot be converted here: if it applies, say under ${factor} what to multiply with, else name the unit under ${key}`,
    several: (names: string) => `the heading may mean ${names}: name one under to`,
    /** The column that is read instead, by its heading. */
    second: (name: string, heading: string) => `${name} is read from the column “${heading}”, so this one is not used`,
    bareOption: (question: string) =>
      `the heading names only an option; with those beside it, it seems to be one of ${question}`,
    optionText: (question: string) => `the heading is also an option of ${question}, which has no column`,
    positions: (first: string) => `the cells seem to count the options from ${first}`,
    repeats: (cell: string) => `${cell} may be the option itself or say that it is not ticked`,
    notAsked: (cell: string, key: string) =>
      `${cell} may be a number or mean that nothing was asked: say under ${key} if it does`,
    beside: (name: string) => `it holds other answers to ${name} in rows that choose no option: enter the option there`,
    counted: 'the heading seems to count the options from 1',
    fraction: 'all percentages are between 0 and 1, so they are multiplied by 100',
    twoKinds: (shares: string, percentages: string, hundred: string, one: string, unit: string) =>
      `bare percentages are of two kinds: ${shares} between 0 and 1, ${percentages} above 1. With ${hundred} the former count as shares of 1, with ${one} the latter as percentages, and the others are rejects; with ${unit} all are percentages`,
    aboveOne: (count: string, all: string, hundredth: string, one: string) =>
      `${count} of ${all} shares of 1 are above 1: say ${hundredth} if they are percentages, ${one} if not`,
    betweenSteps: (cell: string, key: string) =>
      `${cell} is between two steps of the scale, so whole numbers may not be steps either: say under ${key} what the cells mean`,
    /** The lowest value of a scale; the key under which a mapping says what cells mean. */
    noLowest: (lowest: string, key: string) =>
      `no row has ${lowest}, the lowest value: correct ${key} if the cells count from another number, else leave it as it is`,
    magnitude: (name: string, factor: string, key: string) =>
      `the figures are about ${factor} times what ${name} suggests: correct ${key}, the unit of bare numbers, or state the unit that they do have`,
    twoMagnitudes: (name: string, factor: string, one: string) =>
      `the figures are of two kinds, the one about ${factor} times the other beside ${name}: write all in one unit in the export, or say ${one} where they are meant as they are written`,
    thousands: (cell: string, point: string, comma: string) =>
      `numbers such as ${cell} may have decimals or groups of three: say ${point} or ${comma}`,
    dates: (day: string, month: string) => `days such as 01/02/2026 can be read two ways: say ${day} or ${month}`,
    missingOptions: (options: string) => `options without a column: ${options}`,
  },
  /** The key under which a mapping says what cells mean. */
  suggestedValues: (key: string) => `some cells are not understood: ${key} says what they may mean by their spelling`,
  /** How many rows have a cell. */
  rows: (count: string, one: boolean) => `${count} ${one ? 'row' : 'rows'}`,
  unread: (cells: string) => `not understood: ${cells}`,
  /** Before what a person has to look at. */
  check: (doubts: string) => `CHECK: ${doubts}`,
  decimalUnclear: 'the numbers do not show whether they have a decimal point or a decimal comma',
  /** The same, with the flag that settles it. */
  decimalSettledBy: (what: string, flag: string) => `${what}; ${flag} settles it`,
  missing: (names: string) => `No column for: ${names}`,
  optional: (names: string) => `No column, and none needed: ${names}`,
  certain: 'Everything needed is certain: matura batch needs no mapping for this export.',
  /** All columns are certain, but some cells would be rejected, for which the mapping suggests a meaning. */
  suggested:
    'The columns are certain, but some cells are not understood: matura batch rejects their rows unless it uses this mapping, once you have reviewed it.',
  uncertain: 'Not everything is certain: matura batch needs this mapping, once you have reviewed it.',
};

/** Scoring an export. */
export const batch = {
  /** What is wrong with a row, in one line without a full stop. `name` is the column or question, `value` what stands there; `range` is what is allowed, in words; `expected` the character, option or name that would be right; `line` where the same key stands, too. / */
  reasons: {
    'row-length': (value: string) => `the row does not have one cell for each heading: it has ${value}`,
    'not-object': () => 'the line is no JSON object',
    'member-twice': (value: string) => `the line states “${value}” twice, with different values`,
    nul: (name: string) => `${name}: a NUL byte; the file is damaged here`,
    'too-long': (name: string) => `${name}: the cell is longer than a megabyte`,
    'open-quote': (name: string) => `${name}: a quote opened here is never closed`,
    'stray-quote': (name: string) => `${name}: text follows a closing quote`,
    'rows-in-quotes': (name: string, value: string, first?: string) =>
      first === undefined
        ? `${name}: a quote takes in the lines ${value}, which look like rows of their own: remove or double the quote in the first of them`
        : `within the quote that begins in line ${first}`,
    'other-headings': (value: string) =>
      `below the headings in line ${value}, which are in another order than those at the top: make these rows an export of their own`,
    'unknown-value': (name: string, value: string) => `“${value}” is not an answer to ${name}`,
    'no-heading': (value: string) => `“${value}” is in a column without a heading`,
    'unused-column': (name: string, value: string) =>
      `${name}: “${value}” is in a column that is blank in the first rows, so it was not clear what it answers; a mapping settles it`,
    'not-number': (name: string, value: string) => `${name}: “${value}” is not a number`,
    /** 万 and the like alone, where nobody knows of which unit; a unit that is none of the question's. */
    multiplier: (name: string, value: string, digits: string) =>
      `${name}: “${value}” does not say in which unit: write ${digits}, or the unit behind it`,
    otherUnit: (name: string, value: string) => `${name}: “${value}” is not a number in a unit that belongs here`,
    'unclear-number': (name: string, value: string) =>
      `${name}: “${value}” could be two numbers: --decimal . or --decimal , says which sign decimals have`,
    'mangled-number': (name: string, value: string) => `${name}: a spreadsheet has cut off digits of “${value}”`,
    'number-too-long': (name: string, value: string) =>
      `${name}: “${value}” has more than 15 digits, which cannot be kept exactly`,
    'unclear-share': (name: string, value: string) =>
      `${name}: “${value}” may be a percentage or a share of 1: write a percentage with its sign`,
    'other-magnitude': (name: string, value: string, factor: string, other: string) =>
      `${name}: ${value} is about ${factor} times what ${other} suggests: check the unit, or state it in a mapping`,
    'option-twice': (name: string, value: string) => `${name}: “${value}” has the same option twice`,
    'columns-differ': (name: string) => `the two columns “${name}” differ in this row, though not in the first rows`,
    contradiction: (name: string) => `${name} contradicts the column that holds all options`,
    'merged-cells': (value: string) => `the row is part of the merged cells ${value}, so its own values are unknown`,
    'not-applicable': (name: string) => `${name} does not allow “not applicable”`,
    'not-whole': (name: string, value: string) => `${name}: ${value} is not a whole number`,
    'out-of-range': (name: string, value: string, range: string) => `${name}: ${value} is not possible here: ${range}`,
    'exclusive-option': (name: string, expected: string) =>
      `${name}: “${expected}” cannot be chosen together with others`,
    'how-many-options': (name: string, range: string, count: string) =>
      `${name}: ${count} options are chosen; possible: ${range}`,
    'not-date': (name: string, value: string) => `${name}: “${value}” is not a date like 2026-01-31`,
    /** With an option, that says which comes first; else a mapping does. */
    'unclear-date': (name: string, value: string, option?: string) =>
      option === undefined
        ? `${name}: “${value}” could be two days: say in a mapping whether the day (date: dmy) or the month (date: mdy) comes first`
        : `${name}: “${value}” could be two days: say whether the day (${option} dmy) or the month (${option} mdy) comes first`,
    'future-date': (name: string, value: string) => `${name}: “${value}” is in the future`,
    'not-email': (name: string, value: string) => `${name}: “${value}” is not an e-mail address`,
    'not-phone': (name: string, value: string) => `${name}: “${value}” is not a telephone number`,
    'check-character': (value: string, expected: string | undefined) =>
      `“${value}” is not a valid Unified Social Credit Code${expected === undefined ? '' : `: a check character should be ${expected}`}`,
    'mangled-id': (value: string) => `“${value}” has lost digits in a spreadsheet: take it from the business licence`,
    'totals-row': (value: string) => `“${value}” is a row of totals, not an enterprise`,
    'required-fact': (name: string) => `${name} is required`,
    'refused-missing': (name: string) => `${name} is missing, which the rubric refuses`,
    'duplicate-key': (value: string, line: string, source: string | undefined) =>
      `“${value}” is also in line ${line}${source === undefined ? '' : ` of ${source}`}`,
    'other-enterprise': (value: string, expected: string, option: string) =>
      `the enterprise file of “${value}” names another enterprise: “${expected}”; if it has a new name, ${option} takes it`,
    'file-unusable': (problem: string) => `the enterprise file cannot be used: ${problem}`,
    'derived-contradicted': (name: string) => `${name} contradicts what follows from other answers`,
    'derived-out-of-range': (name: string) => `what ${name} follows from contradicts itself`,
    'out-of-scope': () => 'the questionnaire is not made for such an enterprise',
    'not-asked': (name: string) => `${name} is answered, but not asked of this enterprise`,
    'evidence-missing': (name: string) => `${name} needs evidence`,
    'reason-missing': (name: string) => `${name} does not apply, and no reason is given`,
    implausible: (name: string) => `${name} is outside the usual range`,
    'option-alone': (name: string) => `${name}: an option is chosen without others that go with it`,
  },
  /** A reason as a heading in the summary. */
  rules: {
    'row-length': 'wrong number of cells',
    'not-object': 'no JSON object',
    'member-twice': 'stated twice',
    nul: 'NUL byte',
    'too-long': 'cell too long',
    'open-quote': 'quote never closed',
    'stray-quote': 'text after a closing quote',
    'rows-in-quotes': 'rows within quotes',
    'other-headings': 'below other headings',
    'unknown-value': 'not an answer to the question',
    'no-heading': 'cell without a heading',
    'unused-column': 'cell in an unused column',
    'not-number': 'not a number',
    'unclear-number': 'could be two numbers',
    'mangled-number': 'number mangled by a spreadsheet',
    'number-too-long': 'more than 15 digits',
    'unclear-share': 'percentage or share of 1',
    'other-magnitude': 'other unit than the figures beside it',
    'option-twice': 'option twice',
    'columns-differ': 'two columns of one heading that differ',
    contradiction: 'contradictory columns',
    'merged-cells': 'merged cells',
    'not-applicable': '“not applicable” not allowed',
    'not-whole': 'not a whole number',
    'out-of-range': 'out of range',
    'exclusive-option': 'exclusive option with others',
    'how-many-options': 'too few or too many options',
    'not-date': 'not a date',
    'unclear-date': 'could be two days',
    'future-date': 'date in the future',
    'not-email': 'not an e-mail address',
    'not-phone': 'not a telephone number',
    'check-character': 'invalid credit code',
    'mangled-id': 'code mangled by a spreadsheet',
    'totals-row': 'row of totals',
    'required-fact': 'required fact missing',
    'refused-missing': 'answer missing that the rubric needs',
    'duplicate-key': 'duplicate key',
    'other-enterprise': 'key of another enterprise',
    'file-unusable': 'enterprise file cannot be used',
    'derived-contradicted': 'contradicts other answers',
    'derived-out-of-range': 'figures contradict each other',
    'out-of-scope': 'out of scope',
    'not-asked': 'answered without being asked',
    'evidence-missing': 'evidence missing',
    'reason-missing': 'no reason why it does not apply',
    implausible: 'implausible number',
    'option-alone': 'option without those that go with it',
  },
  /** How a table was read. */
  recognised: (encoding: string, delimiter: string, heading: string) =>
    `Read as ${encoding}, separated by ${delimiter}, headings in line ${heading}`,
  /** Columns that stand twice with the same heading and cells. */
  readOnce: (headings: string) => `Columns that stand twice with the same cells, read once: ${headings}`,
  /** Rows of headings that are read as one; the platform that writes them, where it is recognised. */
  headingRows: (platform: string | null, count: string) =>
    `${count} rows of headings, ${platform === null ? 'read as one' : `as ${platform} writes them`}`,
  delimiters: { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as Readonly<Record<string, string>>,
  /** Files that an earlier run over one of the exports wrote. */
  outputsLeftOut: (files: string) => `Outputs of earlier runs, not read as exports: ${files}`,
  unused: (columns: string) => `Unused columns: ${columns}`,
  unanswered: (questions: string) => `Without a column, so unanswered in every row: ${questions}`,
  /** A column that may say when each row was answered, and the option that takes it. */
  dayColumn: (column: string, option: string) =>
    `All assessments get the day the export was last changed. If “${column}” says when each was answered: ${option} "${column}"`,
  /** Rows as they are understood, with --sample. */
  sample: {
    row: (path: string, line: string) => `${path}, line ${line}`,
    heading: 'Column',
    cell: 'Cell',
    question: 'Question',
    answer: 'Understood as',
    score: 'Score',
    result: 'Result',
    chosen: 'chosen',
    notChosen: 'not chosen',
    open: 'open',
    rejected: 'Rejected:',
    nothingWritten: (count: string) => `Rows shown: ${count}. Nothing was written.`,
  },
  rowsRead: (count: string, one: boolean) => `${count} ${one ? 'row' : 'rows'} read`,
  scored: (count: string) => `${count} scored`,
  rejected: (count: string) => `${count} rejected`,
  /** Rows that do not count, and what those that do hold. */
  leftOut: (count: string, conditions: string) => `${count} left out by ${conditions}`,
  /** Rows of headings among the data. */
  headingsLeftOut: (count: string, one: boolean) => `${count} further ${one ? 'row' : 'rows'} of headings left out`,
  /** Rows that a filter or a person has hidden in the sheet. */
  hiddenRows: (count: string, one: boolean) =>
    `${count} of these rows ${one ? 'is' : 'are'} hidden in the sheet, and ${one ? 'was' : 'were'} read as the others`,
  unreviewed: (marks: string) => `The mapping was used with check marks that nobody has reviewed: ${marks}`,
  /** Hidden sheets that hold rows of the same kind, and the option that chooses a sheet. */
  unreadSheets: {
    hidden: (rows: string, sheets: string, option: string, one: boolean) =>
      `${rows} ${one ? 'row' : 'rows'} in hidden sheets with the same headings ${one ? 'was' : 'were'} not read: ${sheets}. Unhide them, or choose the sheet to read with ${option}.`,
    'no-headings': (rows: string, sheets: string, option: string, one: boolean) =>
      `${rows} ${one ? 'row was' : 'rows were'} not read, because of sheets without headings: ${sheets}. Put the headings above them, or choose the sheet to read with ${option}.`,
  },
  blank: (count: string, one: boolean) => `${count} blank ${one ? 'line' : 'lines'} left out`,
  /** Numbers as programs write doubles. */
  longNumbers: (count: string, one: boolean) =>
    `${count} ${one ? 'number' : 'numbers'} of 16 or 17 digits read as the shortest decimal that is the same double`,
  oneByOne: (count: string) => `${count} rows could only be scored one by one, which takes longer`,
  warnings: 'Scored with a warning',
  /** A reason, and the lines of the first rows it is of, or of its one row. */
  rejectedAt: (label: string, count: string, lines: string, one: boolean) =>
    `${label}: ${count} (${one ? 'line' : 'lines'} ${lines})`,
  /** What is odd about the answers as a whole, though no row is wrong: questions with answers, `plan: 0, 1`. */
  remarks: {
    title: 'Worth a look, although no row is wrong by itself',
    nobodyAnswered: (questions: string) => `nobody answered ${questions}`,
    oneAnswer: (answers: string) => `the same answer in every row: ${answers}`,
    neverGiven: (answers: string) => `answers that nobody gave: ${answers}`,
    sameAnswers: (questions: string) => `the same answers in each row, as of a column copied by mistake: ${questions}`,
    oneLevel: (count: string, level: string) => `all ${count} scored rows reach level ${level}`,
    noLevel: (count: string) => `none of the ${count} scored rows reaches a level`,
    /** Cells of question marks alone, which a program wrote for letters that its encoding lacks, and the lines of the first. */
    lostSigns: (name: string, count: string, lines: string, one: boolean) =>
      `${name}: ${count} ${one ? 'cell' : 'cells'} of question marks alone, read as blank (${one ? 'line' : 'lines'} ${lines}). The letters were lost when the file was saved; export it again as UTF-8 or XLSX.`,
    /** Cells such as `Ã¤` for `ä`, and the lines of the first. */
    garbled: (name: string, lines: string, one: boolean) =>
      `${name}: letters garbled by a wrong encoding, such as “Ã¤” for “ä” (${one ? 'line' : 'lines'} ${lines}). They are in the file already; export it again as UTF-8 or XLSX.`,
    /** A figure that is rare beside another one of its row, and the lines of the first such rows. */
    magnitude: (name: string, factor: string, other: string, lines: string, one: boolean) =>
      `${name} is about ${factor} times what ${other} suggests (${one ? 'line' : 'lines'} ${lines})`,
  },
  missed: (count: string, score: string, least: string, one: boolean) =>
    `${count} ${one ? 'row has' : 'rows have'} less than ${least} in ${score}, or not for sure`,
  /** Scored rows in which too little is answered for the level or a score. */
  undecided: (count: string, score: string, one: boolean) =>
    `${count} scored ${one ? 'row leaves' : 'rows leave'} ${score} open: answers that it needs are missing`,
  /** Policies that somebody had edited and that are kept beside the new ones. */
  editedKept: (count: string) =>
    `Policies edited by hand and kept beside the new ones, as KEY.policy.edited.md: ${count}`,
  olderPolicies: (count: string, one: boolean) =>
    `${count} ${one ? 'policy is older than the assessment added and does' : 'policies are older than the assessments added and do'} not follow from ${one ? 'it' : 'them'}. Name a policy with --policy ID to write ${one ? 'it' : 'them'} anew.`,
  /** Policies of enterprises that go by that of another place than what their files recommend. */
  ofOtherPolicies: (count: string, one: boolean) =>
    `${count} ${one ? 'policy was written from another place’s than the recommendation' : 'policies were written from another place’s than the recommendations'} on file: matura report and other commands go by the latter unless they are given --policy.`,
  kept: (folder: string, appended: string, already: string) =>
    `Enterprise files in ${folder}: ${appended} assessments added, ${already} there already`,
  /** Policies with how many enterprises go by each. */
  policiesByPlace: (counts: string) => `Policies by place: ${counts}`,
  /** Enterprises whose place no policy states, or several do. */
  withoutPolicy: {
    none: (count: string, one: boolean) =>
      `${count} ${one ? 'enterprise has' : 'enterprises have'} no policy, because none states ${one ? 'its' : 'their'} place. Name one with --policy ID; matura packs lists them.`,
    several: (count: string, one: boolean) =>
      `${count} ${one ? 'enterprise has' : 'enterprises have'} no policy, because several state ${one ? 'its' : 'their'} place. Name one with --policy ID; matura packs lists them.`,
  },
  /** The option that writes rejected rows, where it was not given. */
  howToMend: (option: string) =>
    `To correct the rejected rows, add ${option}: they are written there as they stand, to be scored once corrected.`,
  written: (files: string) => `Written: ${files}`,
  progress: (count: string, rate: string) => `${count} rows, ${rate} per second`,
  remaining: (text: string, seconds: string) => `${text}, ${seconds} s to go`,
  /** What a signal that ends the run leaves: the results are what they were, and the files of enterprises that are kept stay. */
  interrupted: (results: string, files: string | undefined) =>
    `Interrupted: ${results} is what it was before${files === undefined ? '' : `; what was added in ${files} stays and is not added again`}. Run the same command again.`,
  /** Why nothing could be scored. */
  refused: {
    noRows: (path: string) => `${path} has headings and no row below them: there is nothing to score`,
    /** A column of the results that is there already. */
    sourceIsColumn: (option: string, name: string) =>
      `the results have a column “${name}” already: ${option} names another one for the exports`,
    mendOfSeveral: (option: string, one: string, other: string) =>
      `${option} keeps rejected rows below one line of headings, and those of ${one} and ${other} differ`,
    emptyFolder: (path: string) => `${path} holds no exports: there is no CSV or XLSX file in it`,
    /** Neither a condition nor about a column, with a heading that may be meant. */
    noCondition: (option: string, text: string, near: string | undefined) =>
      `${option}: “${text}” is not the heading of a column with = and what it holds, or with != alone (not blank)${near === undefined ? '' : `; did you mean “${near}”?`}`,
    /** A column with several answers at once. */
    whereAnswers: (option: string, column: string) => `${option}: “${column}” holds several options, or one of several`,
    /** No answer to what the column is about. */
    whereNoValue: (option: string, column: string, value: string) =>
      `${option}: “${value}” is no answer to “${column}”`,
    unclear: 'how the columns meet the questions is not certain',
    unclearNext: (command: string, option: string) =>
      `Settle it in a mapping: ${command} proposes one, ${option} takes it.`,
    unknownFormat: (option: string, path: string, allowed: string) =>
      `${option} ${path}: the name must end in ${allowed}`,
    noStream: 'results and rejects are files, which get their names when all is done; "-" is none',
    samePath: (path: string) => `${path} is named twice: it would be written over`,
    otherFile: 'Name another file.',
    /** An option that means nothing without another. */
    goesNotWith: (option: string, other: string) => `${option} does not go with ${other}`,
    notFrom: (path: string, format: string) => `${path} is not ${format}`,
    goesWith: (option: string, other: string) => `${option} goes with ${other}`,
    filesFromStream: (option: string) =>
      `${option} reads the export twice and cannot take it from standard input: name a file`,
    filesWithoutKey: (option: string) =>
      `no fact of this pack is the key of an enterprise, so ${option} cannot name its files`,
    /** Neither a day nor a heading, with one that may be meant. */
    noDay: (option: string, text: string, near: string | undefined) =>
      `${option}: “${text}” is neither a date like 2026-01-31 nor a heading of the export${near === undefined ? '' : `; did you mean “${near}”?`}`,
    futureDay: (option: string, day: string, today: string) => `${option}: ${day} is in the future; today is ${today}`,
    /** The day a file was last changed is that of its assessments. */
    futureFile: (file: string, day: string, today: string) =>
      `${file} was last changed on ${day}, which is in the future; today is ${today}`,
    nameDay: (option: string) => `${option} says on which day the answers were given.`,
    /** Its column answers a question. */
    dayAnswers: (option: string, column: string) => `${option}: “${column}” answers a question and is no day`,
  },
};
