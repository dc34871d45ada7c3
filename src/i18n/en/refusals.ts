/** What is wrong with a file, and what a person can do about it. */
export const files = {
  problems: {
    missing: (path: string) => `${path} does not exist`,
    'no-folder': (path: string) => `there is no folder ${path}`,
    damaged: (path: string) => `${path} is damaged`,
    altered: (path: string) => `${path} is not as Matura wrote it`,
    newer: (path: string) => `${path} was written by a newer version of Matura`,
    locked: (path: string) => `${path} is being written by another run`,
    'disk-full': (path: string) => `${path} could not be written: no space is left`,
    'read-only': (path: string) => `${path} could not be written: the disk is read-only`,
    'no-permission': (path: string) => `${path} cannot be used: permission is missing`,
    'not-a-folder': (path: string) => `${path} is in the way of a folder of that name`,
    'not-a-file': (path: string) => `${path} is a folder, pipe or device where a file belongs`,
    'too-large': (path: string) => `${path} has more than 64 MB, too much for such a file`,
    'link-outside': (path: string) => `${path} is a link that leads out of its folder`,
    failed: (path: string) => `${path} could not be read or written`,
  },
  /** Each is told the option that names another folder. */
  steps: {
    'check-path': 'Check the path.',
    'make-folder': 'Create the folder, or check the path.',
    'restore-copy':
      'Restore an intact copy from a backup, or repair the place; Matura changes nothing in a damaged file.',
    verify:
      'matura verify names every place. Restore an intact copy from a backup; nothing is added to an altered file.',
    'update-matura': 'Use a newer version of Matura.',
    wait: 'Wait for the other run to finish, then try again; where none is running, remove the lock.',
    'free-space': 'Free some space, then try again: every file is the old one or the new one, whole.',
    'choose-other-folder': 'Choose another place.',
    'get-permission': 'Ask for permission, or choose another place.',
    'replace-link': 'Replace the link with the file itself.',
    'name-a-file': 'Name a file, or move away what is in its place.',
    'try-again': 'Try again; if the problem persists, check the disk.',
  },
  line: (line: string) => `line ${line}`,
  lineAndColumn: (line: string, column: string) => `line ${line}, column ${column}`,
  pointer: (pointer: string) => `at ${pointer}`,
  top: 'at the top',
  /** What is wrong at a place, after that place. */
  details: {
    'not-json': 'not valid JSON',
    'not-utf8': 'not valid UTF-8',
    'not-an-answer': 'not an answer',
    'not-a-draft': 'not the header of a draft',
    'not-a-key': 'not a key that matura key made',
    'not-filed': 'the assessment is not in it',
    lock: (path: string) => `its lock is ${path}`,
    'other-draft': (id: string) => `it is the header of the draft ${id}`,
    'other-key': (key: string) => `its key ${key} belongs into another file`,
  },
};

/** What was probably meant. */
const near = (name: string | undefined): string => (name === undefined ? '' : `; did you mean "${name}"?`);

/** There is no such thing, and which there are. */
const unknown = (thing: string) => (name: string, closest: string | undefined, known: string) => [
  `there is no ${thing} "${name}"${near(closest)}`,
  ...(known === '' ? [] : [`There are: ${known}`]),
];

const SHOWN = { form: 'a form', html: 'a page', docx: 'a Word document', pdf: 'a PDF', xlsx: 'a workbook' } as const;
const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  ELOOP: 'it is a link to itself',
  ENXIO: 'it is a socket',
  ESPIPE: 'it is a device or a pipe',
  EFBIG: 'it is larger than 64 MB',
};
const PACK = 'A pack is a folder with a questionnaire.yaml and a rubric.yaml.';
const RECORD_NUMBERS = 'Without options the records are listed with their numbers.';
const PRINT_YOURSELF = 'Open the report as HTML in any browser and print it from there.';
const ONE_GROUPING = 'Make an output of each, and pass on one of them; --min-cell 1 shows all.';

/**
 * Why a command is refused, by the code of a `CodedRefusal`: the reason, and in a list behind it what to do next. Lists of
 * names are given as one text, and empty where there are none.
 */
export const refusals = {
  keyThere: (path: string) => [
    `${path} is there already`,
    'Name another file with -o, or replace that key with --force.',
  ],
  unsigned: (project: string) => [
    `${project} asks for signed assessments`,
    'Add --sign with the key of one of the signers it names; matura key new makes a key.',
  ],
  otherSigner: (key: string, fingerprint: string, project: string) => [
    `${key} (${fingerprint}) is not one of the signers in ${project}`,
    'Sign with the key of one of them, or add this fingerprint there.',
  ],
  // The values of options.
  notADate: (option: string, text: string) => `${option}: "${text}" is not a date like 2026-01-31`,
  unclearDate: (option: string, text: string) => [
    `${option}: "${text}" could be two days`,
    'Write the year first, as in 2026-01-31.',
  ],
  noSuchDayBefore: (input: string, day: string) => `${input}: there is no day ${day}`,
  /** `most` is empty if there is no limit. */
  notACount: (option: string, text: string, least: string, most: string) =>
    `${option}: "${text}" is not a whole number ${most === '' ? `of at least ${least}` : `from ${least} to ${most}`}`,
  notANumber: (option: string, text: string) => `${option}: "${text}" is not a number of at least 0`,
  /** `most` is empty if there is no limit. */
  notAPercentage: (option: string, text: string, most: string) =>
    `${option}: "${text}" is not a percentage ${most === '' ? 'of at least 0' : `from 0 to ${most}`}, such as 15`,
  ambiguousNumber: (option: string, text: string, one: string, other: string) => [
    `${option}: "${text}" can mean two things`,
    `Write ${one} or ${other}.`,
  ],
  noFolderName: (option: string) => `${option} needs the name of a folder`,
  emptyFolderName: 'the name of the folder is empty',
  emptyPath: 'a path is empty',
  tableOfAnswers: (path: string) => [
    `${path} is a table; here the answers of one enterprise are expected`,
    'matura batch scores every row of a table.',
  ],
  answersOfOne: (path: string) => [
    `${path} is no table, but YAML, as for the answers of one enterprise`,
    'matura score scores such a file.',
  ],
  unknownLanguage: (language: string, known: string) => [`there is no language "${language}"`, `Languages: ${known}`],
  unknownLevel: (option: string, level: string, levels: string) => [
    `${option}: the pack has no level "${level}"`,
    `Levels: ${levels}`,
  ],
  unknownAssessment: (which: string, known: string) => [
    `--assessment: there is none "${which}"`,
    `There are: ${known}`,
  ],
  unknownRule: (name: string, closest: string | undefined, _known: string) => [
    `there is no rule "${name}"${near(closest)}`,
    'matura rule lists all of them.',
  ],
  unknownDocumentKind: (name: string, closest: string | undefined, known: string) => [
    `there is no document kind "${name}"${near(closest)}`,
    `Kinds: ${known}`,
  ],
  unknownShell: (name: string, closest: string | undefined, known: string) => [
    `there is no completion for "${name}"${near(closest)}`,
    `Shells: ${known}`,
  ],
  unknownMeasure: unknown('measure'),
  unknownInstrument: unknown('instrument'),
  unknownPack: (name: string, closest: string | undefined, known: string) => [
    `there is no pack "${name}"${near(closest)}`,
    `${known === '' ? 'No pack was found' : `Known: ${known}`}; or a path such as ./my-pack, or --packs DIR`,
  ],
  unknownPolicy: (name: string, closest: string | undefined, known: string) => [
    `there is no policy "${name}"${near(closest)}`,
    `${known === '' ? 'No policy was found' : `Known: ${known}`}; or a path such as ./policies/my-city.yaml`,
  ],
  unknownName: (name: string, closest: string | undefined, scores: string) => [
    `the pack has no score, question or fact "${name}"${near(closest)}`,
    `Scores: ${scores}`,
  ],
  optionNeeds: (option: string, other: string) => `${option} needs ${other}`,
  noSuchStep: (number: string, count: string) => [
    `the latest policy has no measure number ${number}, but ${count} of them`,
    'Without options, matura record lists them.',
  ],
  requiredAndExcluded: (measure: string) => `${measure} cannot be both required and excluded`,
  cannotRequire: (measure: string, why: string, others: string) => [
    `${measure} cannot be required: ${why}${others === '' ? '' : ` (${others})`}`,
    'Nothing was recorded.',
  ],
  choosesPeers: (option: string) => `${option} chooses among --peers`,
  templateFormat: (format: string) => `--template goes with --format docx, not ${format}`,
  logoFormat: (format: string) => `--logo goes with --format html, pdf or docx, not ${format}`,
  shortFormat: '--short goes with --format md, html, docx or pdf',
  watchFile: '--watch goes with --output FILE',
  notForFolder: (option: string) => [
    `${option} goes with one enterprise, not with a folder`,
    'A folder is added up by the recommendations on file.',
  ],
  formatNotForFolder: (format: string) => [
    `--format ${format} goes with one enterprise, not with a folder`,
    'Of a folder: pretty or json.',
  ],
  unknownCommand: (name: string, near: string | undefined) => [
    `there is no command "${name}"`,
    near === undefined ? 'matura --help lists all of them.' : `Did you mean ${near}?`,
  ],
  otherFormat: (file: string, named: string, said: string) => [
    `the ending of ${file} means ${named}, but --format says ${said}`,
    `Say --format ${named}, or give the file another ending.`,
  ],
  endingNotWritten: (file: string, endings: string) => [
    `${file} has the ending of a format that is not written here`,
    `Endings: ${endings}`,
  ],
  /** What people or another command wrote would be lost. */
  fileThere: (file: string) => [
    `${file} is there already and says something else: it would be written over`,
    'Name another file, or replace it with --force.',
  ],
  /** Results or rejects that a run would replace and that are about other enterprises. */
  otherExport: (file: string) => [
    `${file} holds the rows of another export: they would be lost`,
    'Name another file, or replace it with --force.',
  ],
  /** Results that a run would replace and that say otherwise of the same rows, though nothing has changed that they depend on. */
  otherScores: (file: string) => [
    `${file} holds other scores of these enterprises, although neither the export nor the pack has changed since: it came from another export`,
    'Name another file, or replace it with --force.',
  ],
  enterpriseFile: (path: string) => [
    `${path} is the file of an enterprise: it would be written over`,
    'Name another file.',
  ],
  notOnTerminal: (kind: keyof typeof SHOWN) => [
    `${SHOWN[kind]} cannot be shown on a terminal`,
    'Name a file with -o FILE.',
  ],
  tooManyGates: (most: string) => `--min-score: at most ${most} gates are possible`,
  notAGate: (text: string) => `--min-score: "${text}" is not NAME=VALUE, such as total=60`,
  gateWithoutNumber: (text: string, score: string) => `"${text}" is not a number for ${score}`,
  unknownScore: (name: string, scores: string) => [
    `there is no score "${name}"`,
    ...(scores === '' ? [] : [`Scores: ${scores}`]),
  ],

  // Packs and what belongs to them.
  missing: files.problems.missing,
  needsPath: () => [
    '- is standard input, which cannot be used here',
    'A place on disk is needed: save what comes from there, and name the file or folder.',
  ],
  linkOutOfPack: (path: string) => [
    `${path} is a link that leads out of the pack`,
    'Replace the link by the file itself.',
  ],
  folderForFile: files.problems['not-a-file'],
  unreadable: (path: string, cause: string) => `${path} cannot be read: ${CAUSES[cause] ?? cause}`,
  noPack: (path: string) => [`${path} holds no pack`, PACK],
  folderWithoutPack: (option: string, folder: string) => [`${option}: the folder ${folder} holds no pack`, PACK],
  folderMissing: (option: string, folder: string) => `${option}: the folder ${folder} does not exist`,
  folderUnreadable: (option: string, folder: string) => `${option}: ${folder} is no folder that can be read`,
  policyIsFolder: (path: string) => `${path} is a folder; a policy is a file`,
  packUnusable: (pack: string) => `the pack ${pack} cannot be used as it is`,
  policyUnusable: (pack: string, policy: string) =>
    `the pack ${pack} with the policy ${policy} cannot be used as it is`,
  mappingUnusable: (path: string, table: string) => `the mapping ${path} cannot be used as it is for ${table}`,
  mappingUnreviewed: (path: string, marks: string, option: string) => [
    `the mapping ${path} has check marks that nobody has reviewed: ${marks}`,
    `Look at what each check says, correct the column, and delete the check. ${option} takes the mapping as it is.`,
  ],
  projectUnusable: (path: string) => `the settings in ${path} cannot be used as they are`,
  stagesUnusable: (path: string) => `the stages in ${path} cannot be used as they are`,
  casesUnusable: (pack: string) => `the cases of ${pack} cannot be run`,
  namesNoPolicy: (pack: string) => [`${pack} names no policy`, 'Name one with --policy.'],
  noKeyFact: 'no fact of this pack is the key of an enterprise, so its file cannot be named',
  notARevision: (text: string) => `--since: "${text}" is no revision`,
  noRepository: (folder: string, reason: string) => [
    `--since: ${folder} is in no git repository that can be read`,
    reason,
  ],
  unknownRevision: (revision: string) => [
    `--since: the repository has no revision "${revision}"`,
    'A shallow clone holds only the newest: fetch the revision first; in a GitHub workflow, check out with fetch-depth: 0.',
  ],
  noGit: '--since needs git, which is not installed',
  noBaseline: (path: string) => [
    `--baseline: ${path} does not exist`,
    'matura validate --write-baseline FILE writes one.',
  ],
  notABaseline: (path: string) => [
    `${path} is there and is no baseline that can be read, so it is not replaced`,
    `matura validate ${path} says what is wrong with it.`,
  ],
  baselineAlone: '--write-baseline writes the baseline alone, without --output',
  oneFormat: (formats: string, first: string) => [
    `only one format can go to standard output, not ${formats.replaceAll(', ', ' and ')}`,
    `Say where the others go, each behind its format: --format ${first} --output FILE`,
  ],
  sameFile: (path: string) => `two formats cannot go to the same file: ${path}`,
  fileIsChecked: (path: string) => `${path} is one of the files that are checked; nothing was written over it`,
  updateNeedsReason: [
    '--update rewrites what was expected, so it needs --reason TEXT',
    'Say why the new results are right, for example --reason "Q5 counts 12 points since version 2".',
  ],
  reasonNeedsUpdate: '--reason goes with --update',
  noCaseToRun: 'no case of these packs can be run',
  noCaseNamed: (text: string) => `no case has an id that contains "${text}"`,
  noCase: ['no case was found', 'Cases stand in the folder `cases` of a pack.'],
  fileChanged: (path: string) => [
    `${path} has changed since it was read, so it was left alone`,
    'Run the command again.',
  ],
  notWritten: (path: string, cause: string) => `${path} cannot be written (${cause}), so it was left as it was`,

  // Answers and enterprises.
  answersRefused: (path: string) => `${path} is refused; nothing was scored or written`,
  missingAnswers: (path: string, names: string) => `${path} has no answer to ${names}, which the rubric refuses`,
  answersNeeded: (names: string) => `the rubric refuses that there is no answer to ${names}`,
  noEnterpriseFile: (key: string, folder: string) => [
    `there is no file of the enterprise ${key} in ${folder}`,
    'Name the folder with --files DIR, or the file itself.',
  ],
  noFiles: (folder: string) => [
    `${folder} holds no enterprise file`,
    'matura score PACK ANSWERS --files DIR writes one.',
  ],
  noAssessment: (path: string) => `${path} holds no assessment`,
  noAssessmentUnder: (path: string, pack: string) => `${path} holds no assessment under ${pack}`,
  noAssessmentOf: (enterprise: string, kind: 'self' | 'onsite') =>
    `${enterprise} has no assessment of the kind ${kind}`,
  keyNotStated: (fact: string) => `without the fact "${fact}" the enterprise's file cannot be named`,
  otherVersion: (path: string, version: string, now: string) => [
    `the newest assessment in ${path} was made under version ${version}, the pack is ${now}`,
    'Add --migrate to take its answers over: what has no place any more is listed, and the assessment itself stays as it is.',
  ],
  otherEnterprise: (stored: string, stated: string) => [
    `the file of this key names another enterprise: it says "${stored}", the answers say "${stated}"; nothing was written`,
    'Is the key right? If the enterprise has a new name, add --renamed.',
  ],
  notAChange: (text: string) => `--set: "${text}" is not of the form NAME=VALUE, as in Q5=C`,
  setTwice: (name: string) => `--set: ${name} is set twice`,
  setScore: (name: string) => [
    `--set: ${name} is worked out from answers; set those`,
    'matura explain says from which.',
  ],
  setRows: (name: string, rows: string) => [`--set: ${name} has rows, each with an answer`, `Rows: ${rows}`],
  setUnknown: (name: string, closest: string | undefined) =>
    `--set: the pack has no question or fact "${name}"${near(closest)}`,

  // Peers and portfolios.
  onePeerSubject: (count: string) => [`--peers: the files are of ${count} enterprises`, 'Name those of one.'],
  noPeerFact: (pack: string, name: string, closest: string | undefined, facts: string) => [
    `--by: ${pack} has no fact "${name}"${near(closest)}`,
    `Facts: ${facts}`,
  ],
  ownFactUnknown: (fact: string, enterprise: string) => `--by: it is not known what ${fact} is of ${enterprise}`,
  peerFactUnknown: (fact: string, path: string) => [
    `--by: of none of the peers it is known what ${fact} is`,
    `${path} does not say it.`,
  ],
  noPeerFiles: (folder: string) => [
    `--peers: there are no enterprise files in ${folder}`,
    'Make some with matura score --files or matura batch --files.',
  ],
  otherPeerScores: (path: string, pack: string, scores: string) => [
    `--peers: ${path} has none of the scores of ${pack}`,
    `Those are: ${scores}. Is it a result of another pack?`,
  ],
  notPeers: (reason: string) => [
    `--peers: ${reason}`,
    'Name a folder of enterprise files, or a table of results that matura batch wrote.',
  ],
  noStages: (path: string) => [
    `--stages: ${path} does not exist`,
    'matura schema stages prints what such a file holds.',
  ],
  tooManyStages: (count: string) => [
    `--stages: ${count} stages are too many where small groups are hidden: what follows from them together could not be found in time`,
    'Count fewer stages; --min-cell 1 shows all, for the office itself.',
  ],
  sharedFact: (fact: string) => [
    `--by: "${fact}" is in two groupings, each of which would give away what the other hides`,
    ONE_GROUPING,
  ],
  nestedGroupings: (inner: string, outer: string) => [
    `--by: every "${inner}" lies in one "${outer}", so that each would give away what the other hides`,
    ONE_GROUPING,
  ],
  notAKeyFile: (path: string) => [
    `${path} is there and no file of keys`,
    'Move it away, or name another file with --pseudonyms.',
  ],

  // Records.
  nothingToRecord: 'what is to be recorded? Name it with --measure, --instrument or --cancel',
  noPolicyToFollow: (path: string) => `${path} holds no assessment, so there is no policy to follow`,
  notARecord: (text: string) => [`--cancel: "${text}" is not the number of a record`, RECORD_NUMBERS],
  unknownRecord: (number: string) => [`--cancel: there is no record no. ${number}`, RECORD_NUMBERS],
  whichMeasureState: (id: string) => `--measure ${id}: is it --planned, --started or --done?`,
  whichInstrumentState: (id: string) => `--instrument ${id}: is it --applied, --granted or --paid?`,
  dayToCome: (option: string, day: string, today: string) => [
    `${option}: ${day} has not come yet; today is ${today}`,
    'What is meant to happen is recorded with --planned.',
  ],
  notMoney: (option: string, text: string) =>
    `${option}: "${text}" is not an amount like 350000, 350,000.50, 35万 or 1.2 million`,
  tooManyDecimals: (option: string, text: string) =>
    `${option}: "${text}" has more than two decimals; amounts are exact, so it is not rounded`,
  tooManyDigits: (option: string, text: string, most: string) => `${option}: "${text}" has more than ${most} digits`,
  noCurrency: (option: string, number: string) =>
    `${option}: the pack names no currency; write it after the amount, as in "${number} CNY"`,
  otherCurrency: (option: string, currency: string, written: string) =>
    `${option}: the amounts are in ${currency} here, not in ${written}`,

  // Printing.
  noBrowser: [
    'a PDF is printed by Chrome, Edge or Chromium, and none is found here',
    'Install one, or name it in the variable CHROMIUM. Or open the report as HTML in any browser and print it from there.',
  ],
  printedNothing: (browser: string) => [`${browser} printed nothing`, PRINT_YOURSELF],
  printedTooLong: (browser: string, seconds: string) => [
    `${browser} took longer than ${seconds} seconds`,
    PRINT_YOURSELF,
  ],
  notPrinted: (browser: string, cause: string) => [`${browser} ended with ${cause}`, PRINT_YOURSELF],
};
