/** What is around findings and counts them; what each says is in `problems.ts`. */
export const findings = {
  severity: { error: 'error', warning: 'warning' },
  counts: {
    error: (count: string, one: boolean) => `${count} ${one ? 'error' : 'errors'}`,
    warning: (count: string, one: boolean) => `${count} ${one ? 'warning' : 'warnings'}`,
  },
  none: (files: string, one: boolean) => `no problems in ${files} ${one ? 'file' : 'files'} checked`,
  found: (counts: string, touched: string, files: string, one: boolean) =>
    `${counts} in ${touched} of ${files} ${one ? 'file' : 'files'} checked`,
  /** What a baseline knows. */
  known: (text: string, count: string, one: boolean) =>
    `${text}; ${count} known ${one ? 'finding' : 'findings'} left out`,
  more: (count: string) => `… and ${count} more problems`,
  moreOfRule: (count: string, rule: string) => `… and ${count} more of ${rule}`,
  didYouMean: (name: string) => `Did you mean "${name}"?`,
  /** After what is wrong, in the same sentence. */
  meant: (text: string, name: string) => `${text}; did you mean "${name}"?`,
  advised: (text: string, advice: string) => `${text}. ${advice}`,
  allowed: (names: string) => `Allowed: ${names}`,
  /** States that a question can be given instead of a value. */
  states: (names: string) => `States: ${names}`,
  rule: (command: string) => `More: ${command}`,
  baseline: {
    written: (path: string, count: string, one: boolean) => `${path}: ${count} known ${one ? 'finding' : 'findings'}`,
    complete: 'all with a reason',
    open: (count: string) => `${count} of them need a reason in place of TODO`,
  },
  repaired: (place: string, found: string, instead: string) => `${place}  “${found}” is now “${instead}”`,
  /** After each round. */
  watching: 'Waiting for changes; Ctrl-C ends it.',
  notCompared: (path: string, revision: string) => `${path} had errors at ${revision} and is not compared`,
};

/** A check's page, and the list of all. */
export const rulePages = {
  why: 'Why',
  fix: 'How to fix it',
  bad: 'With the finding',
  good: 'Without it',
  savedAs: (file: string, encoding: string) => `${file}, saved as ${encoding}`,
  /** What the first two characters of a code stand for. */
  groups: {
    M1: 'Files and form',
    M2: 'Names, types and rules',
    M3: 'Logic of a pack',
    M4: 'Measures and policies',
    M5: 'Languages',
    M6: 'Changes of a pack',
    A1: 'Answers',
  },
};

/** What a command says beside its result. */
export const notices = {
  dryRun: 'A trial: the enterprise files are as they were.',
  /** After something was recorded: the policy that does not know of it, and the command that writes it anew. */
  olderPolicy: (path: string, command: string) => `${path} was written before this. To bring it up to date: ${command}`,
  notOpened: (viewer: string) => `It could not be opened: ${viewer} is not found.`,
  datedAhead: (day: string) =>
    `The assessment is dated ${day}, which is in the future: it counts as the newest of its enterprise.`,
  otherContent: (pack: string, version: string) =>
    `The assessment was made with other content of ${pack} ${version} than is found here: it is recalculated; the stored result stays as it is.`,
  otherVersion: (pack: string, version: string, found: string) =>
    `The assessment was made with ${pack} ${version}, and ${found} is found here: it is recalculated; the stored result stays as it is.`,
  notInPack: (names: string) => `Not in this pack, so not counted: ${names}`,
  raiseVersion: (version: string) =>
    `Results are affected, yet both are version ${version}: raise the version, so that results can be told apart.`,
  tooLarge: 'The pack is too large to try every answer, so it is not said which one would move the score most.',
  filteredCoverage: 'With --filter, coverage by the other cases is not counted.',
  policyNotFound: (policy: string) => `The policy ${policy} was not found, so its titles and budgets are not known.`,
  /** A name is the id of a pack that is found elsewhere, and that of a pack's folder where the command runs. */
  otherFolder: (name: string, folder: string) =>
    `${name} is the pack in ${folder}. For the one in this folder, write ./${name}.`,
  alreadyThere: 'The same assessment of that day is in the file already: nothing was added.',
  /** The policy of an enterprise, the policy of a place it goes by now, and the one that the recommendation on file goes by. */
  otherPolicy: (path: string, used: string, stored: string) =>
    `${path} goes by ${used} now, but the assessment on file was advised by ${stored}: matura report and other commands go by ${stored} unless they are given --policy ${used}.`,
  laterThere: 'The file has a later assessment, so its policy stays as it is.',
};
