/** How the cases of a pack ran, and what they cover. */
export const cases = {
  pass: (passed: string, of: string) => `${passed} of ${of} cases pass`,
  origins: { published: 'published', 'third-party': 'third-party', derived: 'derived' },
  /** All cases are of one origin. */
  all: (origin: string) => `all ${origin}`,
  counted: (count: string, origin: string) => `${count} ${origin}`,
  why: 'Why',
  mismatch: {
    differs: (what: string, expected: string, got: string) => `${what}: expected ${expected}, got ${got}`,
    /** Of something that is not there. */
    unknown: (what: string, expected: string) => `${what}: expected ${expected}, but there is nothing of this name`,
    among: (expected: string, got: string) => `measures: expected ${expected} among them, got ${got}`,
    base: (id: string) => `its base ${id} is missing, or leads back to it`,
    refused: (problem: string) => `expected answers that can be scored, but they are refused: ${problem}`,
    noPolicy: 'expected a recommendation, but there is no policy to recommend from',
    more: (amount: string) => `${amount} more`,
    less: (amount: string) => `${amount} less`,
    allowed: (amount: string) => `${amount} allowed`,
    none: 'none',
    open: 'open',
    accepted: 'accepted',
    needs: 'needs',
    has: 'has',
    lacks: (level: string) => `${level} lacks`,
    noNextLevel: 'there is no next level',
    options: (count: string, points: string) => `${count} options → ${points}`,
    others: (count: string, one: boolean) =>
      one ? `and ${count} more that counts less` : `and ${count} more that count less`,
  },
  coverage: {
    heading: 'Covered by these cases',
    kinds: {
      option: 'answers',
      step: 'steps',
      case: 'cases of rules',
      level: 'levels',
      requirement: 'requirements',
      measure: 'measures',
      instrument: 'instruments',
    },
    total: 'in all',
    /** Of a pack without options, steps, gates and measures. */
    nothing: 'there is nothing for a case to cover',
    count: (touched: string, of: string) => `${touched} of ${of}`,
    short: (gap: string, asked: string, items: string) =>
      `${gap} percentage points short of the ${asked} asked for: ${items} more to touch`,
    howToList: (option: string) => `${option} lists what no case touches.`,
    /** The headings of what no case touches. */
    untouched: {
      option: 'Answers that no case gives',
      step: 'Steps that no case comes to',
      case: 'Cases of rules that never decide',
      level: 'Levels that no case ends at',
      requirement: 'Requirements of levels that are never met, or never missed',
      measure: 'Measures that no case is recommended',
      instrument: 'Verdicts that no case brings',
    },
    never: {
      met: 'never met',
      missed: 'never missed',
      either: 'never met and never missed',
      eligible: 'never eligible',
      refused: 'never refused',
    },
    from: (value: string, bound: string) => `${value} (from ${bound})`,
    case: (number: string) => `case ${number}`,
  },
  rewriting: {
    done: (id: string, what: string, was: string, is: string) => `${id}: ${what} was ${was}, is ${is} now`,
    kept: (id: string, what: string, reason: string) => `${id}: ${what} stays as it is: ${reason}`,
    reasons: {
      origin: 'it was published, or comes from a third party: look for the mistake in the pack',
      'by-hand': 'its answers or names must be corrected by hand',
      inexact: 'no decimal is exactly what it would have to be: give the case a tolerance',
      shared: 'it stands where an anchor shares it with others: rewrite it by hand',
    },
    count: (count: string, one: boolean) =>
      one ? `${count} expectation rewritten` : `${count} expectations rewritten`,
    countAndKept: (text: string, kept: string) => `${text}, ${kept} not`,
    seeWhy: (key: string) => `The ${key} of these cases was left as it is: see whether it still fits.`,
  },
};

/** What is different between two versions of a pack, and what that does. */
export const versions = {
  groups: {
    asked: 'What is asked',
    points: 'Points',
    scores: 'Scores and lists',
    levels: 'Levels',
    measures: 'Measures',
    texts: 'Texts',
  },
  /** What something is, before its id. */
  things: {
    fact: 'fact',
    question: 'question',
    row: 'row',
    section: 'section',
    list: 'list',
    score: 'score',
    measure: 'measure',
    pack: 'pack',
  },
  aspects: {
    type: 'type',
    range: 'range',
    choose: 'how many options',
    unit: 'unit',
    default: 'default',
    key: 'key of the enterprise',
    required: 'required',
    notApplicable: '“not applicable” allowed',
    evidence: 'evidence',
    when: 'only when',
    derive: 'worked out from',
    section: 'section',
    tags: 'tags',
    order: 'order of the options',
    exclusive: 'chosen alone',
    counted: 'counted in a score',
    members: 'members',
    rule: 'rule',
    missing: 'missing answers',
    scope: 'made for',
    policy: 'policy',
    achieves: 'achieves',
    expects: 'expects',
    needs: 'needs',
    cost: 'cost',
    months: 'months',
  },
  added: 'new',
  removed: 'removed',
  /** Where a value was not or is not stated. */
  nothing: 'none',
  /** Which version the changes deserve. */
  due: {
    major: (version: string) =>
      `The same answers may come to other results or have no place any more: a major step, so ${version} or later.`,
    minor: (version: string) =>
      `Something is new or renamed, or advice differs; the same answers come to the same results: a minor step, so ${version} or later.`,
    patch: (version: string) => `Only texts differ: a patch, ${version}, or none.`,
  },
  notReached: (version: string) => `It is still ${version}: raise the version before you publish it.`,
  same: 'Nothing is different.',
  step: (before: string, after: string) => `${before} → ${after}`,
  renamed: (from: string) => `renamed, was ${from}`,
  option: (option: string, change: string) => `option ${option}: ${change}`,
  /** Of an answer without evidence. */
  unproven: (points: string, without: string) => `${points} (${without} without evidence)`,
  inScore: (score: string, text: string) => `in ${score}: ${text}`,
  texts: (count: string, one: boolean) => (one ? `${count} text changed` : `${count} texts changed`),
  howToList: (option: string) => `${option} lists them`,
  enterprises: {
    summary: (count: string, parts: string, one: boolean) => `${count} ${one ? 'enterprise' : 'enterprises'}: ${parts}`,
    counts: {
      rises: (count: string) => `level rises for ${count}`,
      falls: (count: string) => `falls for ${count}`,
      open: (count: string) => `cannot be said yet for ${count}`,
      same: (count: string) => `${count} the same`,
      none: (count: string) => `no level to compare for ${count}`,
    },
    losing: (count: string, one: boolean) => `${count} ${one ? 'enterprise loses' : 'enterprises lose'} an answer.`,
    refused: (count: string, one: boolean) =>
      `${count} ${one ? 'lacks' : 'lack'} an answer without which there is no result.`,
    unreadable: (count: string, one: boolean) => `${count} ${one ? 'file cannot' : 'files cannot'} be read.`,
    others: (count: string, one: boolean) =>
      `${count} ${one ? 'enterprise has' : 'enterprises have'} no assessment under this pack.`,
    otherVersion: (count: string, version: string, one: boolean) =>
      `${count} of them ${one ? 'was' : 'were'} last assessed under other content than ${version}; what was recorded is compared.`,
    /** Headings with the number of enterprises below them. */
    lists: {
      falls: (count: string) => `Level falls for ${count}`,
      rises: (count: string) => `Level rises for ${count}`,
      open: (count: string) => `Level cannot be said yet for ${count}`,
      answers: (count: string) => `Only answers are lost or missing for ${count}`,
    },
    lacked: (text: string) => `before: ${text}`,
    lacks: (text: string) => `now: ${text}`,
    lost: (answer: string, reason: string) => `lost: ${answer}: ${reason}`,
    refuses: (names: string) => `no result without ${names}`,
    progress: (count: string, of: string, rate: string) => `${count} of ${of} enterprise files, ${rate} per second`,
  },
  /** Why an answer has no place in a version. */
  lost: {
    heading: 'Answers that have no place any more:',
    noQuestion: 'not asked any more',
    noOption: (options: string) => `no longer an option: ${options}`,
    taken: (by: string) => `the question has the answer of ${by} already`,
    notAllowed: 'no longer an answer to this question',
    notApplicable: '“not applicable” is no longer allowed',
    outOfRange: 'outside of the range',
    target: (name: string) => `${name} (aimed at)`,
  },
};

/** The words of a new repository of questionnaires. */
export const init = {
  /** What the sample pack asks and proposes. */
  pack: {
    /** ISO 4217 code of the sample's amounts. */
    currency: 'EUR',
    title: 'Digital check',
    purpose: 'Four questions to begin with. Replace them with your own.',
    source: 'Our own draft',
    number: 'Registration number',
    name: 'Name of the enterprise',
    employees: 'Number of employees',
    size: 'Size class',
    sizes: { small: 'Small', medium: 'Medium', large: 'Large' },
    operations: 'Operations',
    planning: 'How are orders planned?',
    plannings: { paper: 'On paper or from memory', sheets: 'In spreadsheets', system: 'In one system for all orders' },
    planningHelp: 'Have somebody show where an order of today stands.',
    machines: 'How far are machines connected?',
    /** The labels of 0 to 3. */
    machineLabels: [
      'Not at all',
      'A few, read by hand',
      'Most report their state',
      'Most are controlled by the system',
    ] as const,
    data: 'Data',
    protection: 'How is data protected?',
    protections: {
      none: 'Not at all',
      backup: 'Automatic backups',
      accounts: 'An account for each person',
      training: 'Training every year',
    },
    figures: 'How often do figures lead to decisions?',
    figureOptions: { rarely: 'Rarely', monthly: 'Every month', daily: 'Every day' },
    total: 'Total',
    level: 'Digital level',
    /** The names of the levels 1 to 3. */
    levels: ['Beginning', 'Growing', 'Connected'] as const,
    measures: {
      planningSystem: 'Introduce a planning system',
      machineData: 'Connect the machines',
      protection: 'Protect the data',
      dashboard: 'Set up a dashboard',
    },
    /** Why each case comes to what it expects. */
    cases: {
      lowest: '0 of 12 points: below the 25 of level 1',
      highest: '12 of 12 points',
      gate: '9 of 12 points are the 75 of level 3, but data has 3 and not the 4 it needs',
      open: 'operations have 6 points for certain, data between 0 and 6',
      plan: 'a small enterprise without digital tools takes the quick track; the voucher pays for software',
    },
    example: 'Example Ltd (fictitious)',
  },
  policy: {
    title: 'Support in our region (example)',
    quick: 'Quick steps',
    integrated: 'Integrated innovation',
    voucher: 'Digital voucher (example)',
    voucherText: 'An invented voucher: half of what software costs, at most 20,000.',
  },
  readme: {
    intro: (title: string) =>
      `The questionnaire "${title}": what is asked, how answers become scores and a level, and what to do next.`,
    files: 'What is where',
    places: {
      project: 'where the packs are, so that every command here knows them by their ids',
      pack: 'the pack: questionnaire, rubric, measures and cases',
      policies: 'the tracks and instruments of a place',
      answers: 'answers of a fictitious enterprise',
      workflow: 'checks every change on GitHub',
      hooks: 'the same checks before every commit: `pre-commit install`',
      editor: 'completion, explanations and errors while you type, with the YAML extension of VS Code',
    },
    work: 'Working with it',
    install:
      'Matura is installed from a packed file or from git, not from a registry: `npm install --global ./matura-VERSION.tgz`. For the workflow, name that file’s address or the git address in the repository variable `MATURA`.',
    schemas: 'After an update of Matura, write the schemas anew:',
  },
  comments: {
    questionnaire: 'What is asked. The editor explains every key; so does `matura schema questionnaire`.',
    rubric: 'How answers become scores and a level.',
    measures: 'What an enterprise can do, and which answers that leads to. Costs are orders of magnitude.',
    cases: 'Answers with the result they must have, calculated by hand. `matura test` runs them.',
    policy: 'The tracks and instruments of a place. Everything here is invented.',
    answers: 'Answers of a fictitious enterprise.',
    install:
      'Where Matura comes from: the address of a packed file (npm run package), or a git address such as git+https://git.example.org/matura.git#v0.1.0. Set it as the repository variable MATURA, or write it here.',
    history: 'All of the history, for `--since`.',
    warnings:
      'A text that is not translated, an instrument that is over: what is to stay is listed in a baseline, with its reason (`--baseline FILE`). What `--since` warns of does not fail here.',
    scanning: 'Private repositories need code scanning to be switched on.',
    hooks: 'Needs `matura` on the path. Switch on with `pre-commit install`.',
  },
  refusals: {
    notEmpty: (folder: string) => `${folder} is not empty`,
    notEmptyNext: 'Name a folder that is new or empty; nothing is ever overwritten.',
    notAFolder: (folder: string) => `${folder} is no folder`,
    badId: (id: string) => `"${id}" cannot be an id`,
    badIdNext:
      'An id has letters, digits, dots, hyphens and underscores, at most 64, and begins with a letter or digit. `policies` and what Windows keeps for itself, such as `con`, are none.',
    emptyTitle: 'the title is empty',
    unseenInTitle: (characters: string) => `the title holds what nobody sees: ${characters}`,
  },
  /** A pack from a workbook. */
  from: {
    /** Where something is wrong: the sheet, the cell, what. */
    at: (sheet: string, cell: string, why: string) => `sheet “${sheet}”, cell ${cell}: ${why}`,
    badId: (id: string) => `“${id}” cannot be an id: letters, digits, dots, hyphens and underscores, at most 64`,
    twice: (id: string, sheet: string, cell: string) => `the id “${id}” is already in ${cell} of “${sheet}”`,
    unknownType: (word: string, near: string | undefined) =>
      `“${word}” is no type of question${near === undefined ? '' : `; did you mean ${near}?`}`,
    unknownList: (list: string) => `there is no list of choices “${list}”`,
    notNumber: (text: string) => `“${text}” is not a number`,
    noOptions: (id: string) => `${id} is a choice without options`,
    oneOption: (text: string) =>
      `“${text}” is the only option; write every option on a line of its own, or with ; between them`,
    pointsForOptions: (points: string, options: string) => `${points} numbers of points for ${options} options`,
    more: (count: string) => `… and ${count} more`,
    formulaWithoutResult: 'the formula has no result yet; open the workbook in a spreadsheet program and save it',
    otherFullMark: (value: string) => `another full mark of the question is ${value}`,
    rangeOfPoints: (text: string) => `“${text}” states a span of points; give every option one number`,
    pointsWithoutOption: 'points without an option beside them',
    pointsForOther: (points: string) =>
      `${points} for a number, date or text cannot be read; leave the cell empty and write the rule into rubric.yaml`,
    notYesNo: 'the two options of a yes-or-no question must be yes and no',
    someWithoutPoints: (id: string) => `one option of ${id} has points, the other has none`,
    optionWithoutPoints: (text: string) => `the option “${text}” has no points, others of the question have some`,
    otherPoints: (beside: string, within: string) => `${beside} points here, but the text of the option says ${within}`,
    ruleNotRead: (rule: string) => `the points of the options cannot be read from “${rule}”; write A=0, B=5 …`,
    fullMarkOnly: (mark: string) =>
      `the full mark is ${mark}, but the points of the single options are not stated; write them behind the options: none (0 points)`,
    fullMarkDiffers: (stated: string, best: string) => `the full mark is ${stated}, but the best answer counts ${best}`,
    fullMarkOfScale: (mark: string, scale: string) =>
      `the full mark is ${mark}, but how a scale of ${scale} counts up to it is not stated; begin the scale at 0`,
    sameForAll: (points: string) => `every option counts ${points}; is that the full mark?`,
    fallsWithLevel: (higher: string, lower: string) =>
      `${higher} points for the higher level, ${lower} for the lower one`,
    noPointsHere: (id: string) => `the options of ${id} have no points, other questions have some`,
    noWeight: 'the weight is missing',
    badWeight: (text: string) => `“${text}” is not a weight, such as 0.4 or 40%`,
    /** Shares of 1 beside percentages, which are no whole either way. */
    mixedWeights: (weight: string, other: string) =>
      `the weights ${weight} and ${other} are written in two ways; write all as shares of 1, or all in percent`,
    weightsSum: (sum: string) => `the weights add up to ${sum} instead of 1 or 100%`,
    sumDiffers: (stated: string, sum: string) => `${stated} is stated, but the questions add up to ${sum}`,
    badRange: (text: string) => `“${text}” is not a range of scores, such as 60–80 or ≥ 80`,
    rangesOverlap: 'the range overlaps that of the level below',
    levelScale: (highest: string, best: string) =>
      `the levels go up to ${highest}, which does not say whether the best total is ${best}; state where the highest level ends`,
    /** A sheet that is hidden. */
    hiddenSheet: (name: string) => `${name} (hidden)`,
    /** A column of a sheet, and its heading where it has one. */
    column: (sheet: string, column: string, heading: string) =>
      `${sheet}!${column}${heading === '' ? '' : ` ${heading}`}`,
    /** A row of a sheet, and its text. */
    row: (sheet: string, row: string, text: string) => `${sheet}!${row}${text === '' ? '' : ` ${text}`}`,
    noQuestion: 'an option without a question above it',
    noQuestions: 'there is no question below the headings',
    nothingScored: 'there is nothing to score: no choice, no yes or no, no scale',
    noHeadings: (sheets: string, wanted: string) => `the headings are missing in ${sheets}: ${wanted}`,
    noHeadingsNext:
      'Write the headings above the columns, in English, Chinese or German; an XLSForm has the sheets survey and choices.',
    /** Before a list of the following. */
    guessed: 'Guessed or left out; please look it through:',
    remarks: {
      points: (names: string) => `options count 0, 1, 2 … in their order, of several 1 each: ${names}`,
      exclusive: (names: string) => `options that go with no other: ${names}`,
      facts: (names: string) => `facts of the enterprise, not scored: ${names}`,
      key: (name: string) => `tells enterprises apart: ${name}`,
      keyAdded: (name: string) => `added, since nothing tells enterprises apart: ${name}`,
      type: (names: string) => `types of questions: ${names}`,
      condition: (name: string, condition: string) => `${name} is asked of everyone; not understood: ${condition}`,
      limit: (name: string, limit: string) => `what ${name} allows was not understood: ${limit}`,
      leftOut: (type: string, name: string) => `left out: ${name} (${type})`,
      pointsFromLast: (names: string) =>
        `the last option says that nothing is there and counts 0, the one before 1 …: ${names}`,
      noPoints: (names: string) => `choices without points count 0: ${names}`,
      ownPoints: (names: string) =>
        `where no points are stated, yes counts as 1 and a scale answer as its number: ${names}`,
      fullMarks: (columns: string) => `taken as the full marks of questions: ${columns}`,
      fullMarkOfYes: (names: string) => `yes counts the full mark, no counts 0: ${names}`,
      fullMarkOfScale: (names: string) => `each step of the scale counts its share of the full mark: ${names}`,
      pointsOfLevels: (names: string) => `levels count their numbers: ${names}`,
      caps: (names: string) => `at most: ${names}`,
      order: (names: string) => `points do not rise from option to option as elsewhere; are they meant so? ${names}`,
      weights: (names: string) => `weights are shares of the whole, whatever number of points they weigh: ${names}`,
      weightsAlike: (names: string) => `sections count alike, since their weights are not stated: ${names}`,
      levels: (levels: string) => `levels by the total: ${levels}`,
      levelsRenumbered: (levels: string) => `levels were numbered from the lowest: ${levels}`,
      levelGaps: (gaps: string) => `no level is stated for these totals, so they get the lower one: ${gaps}`,
      hidden: (places: string) => `hidden, but read: ${places}`,
      sheets: (names: string) => `sheets not used: ${names}`,
      columns: (names: string) => `columns not used: ${names}`,
      rows: (rows: string) => `rows not used: ${rows}`,
    },
  },
  /** What is said when all is written. */
  done: {
    written: (files: number, folder: string) => `${files} files written to ${folder}`,
    next: 'Next:',
    install: 'README.md says how others, and the workflow, get Matura.',
  },
};

/** What the settings of a project and the environment come to. */
export const config = {
  headings: { setting: 'Setting', value: 'Value', from: 'From' },
  /** What holds where nothing is set. */
  usual: 'default',
  bundled: 'bundled packs only',
  usualPolicy: 'that of the place, else of the questionnaire',
  none: 'none',
  rule: (code: string, severity: string) => `${code} ${severity}`,
};

/** The list of packs and policies. */
export const packList = {
  headings: {
    pack: 'Pack',
    policy: 'Policy',
    version: 'Version',
    status: 'Status',
    title: 'Title',
    languages: 'Languages',
    where: 'Where',
  },
  bundled: 'bundled',
  fine: 'ok',
  hidden: 'hidden: id used above',
  problems: (count: string, one: boolean) => `${count} ${one ? 'problem' : 'problems'}: matura validate`,
};
