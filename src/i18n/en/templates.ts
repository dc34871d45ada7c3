/** Empty files to fill in. */
export const template = {
  /** The head of the YAML; `blank` is what is to be replaced. */
  opening: (pack: string, blank: string) =>
    `Answers for ${pack}. Replace each ${blank} by the answer, or leave it where there is none.`,
  /** What is written where the answer is not known, and one with a note. */
  more: (unknown: string, noted: string) => `What is not known yet is ${unknown}; an answer can have more: ${noted}.`,
  required: 'required',
  /** Which values can be given. */
  choose: (values: string) => `one of: ${values}`,
  several: (values: string) => `any of: ${values}, as a list such as [A, B]`,
  number: (range: string) => (range === '' ? 'a number' : `a number: ${range}`),
  yesNo: (yes: string, no: string) => `${yes} or ${no}`,
  date: 'a day: 2026-01-31',
  text: 'text',
  tick: (mark: string) => `${mark} if so, else leave it empty`,
  notApplicable: (state: string) => `or ${state}`,
  /** Of questions whose answers follow from others. */
  derived: (names: string) => `These follow from the answers above, and are stated only where that is wrong: ${names}`,
  /** The names of the sheets. */
  answers: 'Answers',
  lists: 'Lists',
  /** In forms of survey platforms: the field for what is stated instead of an answer that is typed. */
  insteadOf: (title: string) => `Instead of an answer: ${title}`,
  /** Beside a number that is allowed and surprises. */
  surprise: (title: string, range: string) => `Please check: ${title} is usually ${range}.`,
  uscc: 'This is not a credit code: it has 18 digits and capital letters, as on the business licence.',
  /** Where an option goes with no other. */
  alone: 'An answer that says there is none cannot be combined with others.',
  /** Before a list of the following: what a form does not say of a pack. */
  unsaidIn: (format: string) => `What ${format} cannot say:`,
  unsaid: {
    condition: (name: string, reads: string) => `${name} is asked of everyone: whether it is asked depends on ${reads}`,
    heading: (name: string, heading: string) =>
      `${name} is called ${heading}, which takes a mapping to be read again (matura map)`,
    state: (name: string, state: string) => `${name} does not offer “${state}”: an option is written like that`,
    checkCharacters: (name: string) => `the check character of ${name} is verified when the export is scored`,
    scope: 'enterprises that the questionnaire is not made for get no warning',
  },
};

/** The words of a questionnaire on paper. */
export const paper = {
  /** How it is filled in, a line each. */
  howTo: [
    'Tick one box per question, unless the question says that there may be several.',
    'Where nobody knows the answer yet, tick “don’t know yet”: that is better than a guess.',
    'Skip what begins with “Only if” where that does not hold.',
    'Write beside or below the answer what you saw and which documents prove it.',
  ],
  /** Fields on the first page. */
  enterprise: 'Enterprise',
  date: 'Date',
  filledBy: 'Filled in by',
  assessor: 'Assessor',
  /** Which questionnaire this is. */
  edition: (title: string, version: string) => `${title}, version ${version}`,
  facts: 'About the enterprise',
  funding: 'For funding only',
  required: 'required',
  onlyIf: (condition: string) => `Only if: ${condition}`,
  /** How many boxes may be ticked. */
  tick: (least: number, most: number | null) => {
    if (most !== null && most === least) return `Tick exactly ${most}.`;
    if (most !== null) return least > 1 ? `Tick ${least} to ${most}.` : `Tick at most ${most}.`;
    return least > 1 ? `Tick at least ${least}.` : 'Several may be ticked.';
  },
  /** The answer follows from the figures asked before. */
  follows: 'Follows from the figures asked here; tick only where that would be wrong.',
  answer: 'Answer',
  day: 'Year – month – day',
  notes: 'Notes',
  notesAndEvidence: 'Notes, evidence',
  evidenceRequired: 'Notes, evidence (required)',
  /** Lines at the end. */
  moreNotes: 'Room for more notes',
};

/** What became of answers that were imported. */
export const imports = {
  added: (path: string, enterprise: string, file: string) => `${path}: ${enterprise} added to ${file}`,
  alreadyThere: (path: string, enterprise: string, file: string) =>
    `${path}: this assessment of ${enterprise} is in ${file} already`,
  refused: (path: string) => `${path}: refused`,
  level: (level: string) => `result: ${level}`,
  /** Facts that say something else than the enterprise's file did. */
  changed: (fact: string, from: string, to: string) => `${fact}: was ${from}, is ${to}`,
  /** Another file of the same run was of the same enterprise. */
  again: (path: string) => `the same enterprise as in ${path}; both assessments are kept`,
  notNewest: 'a later assessment is on file: its facts and its policy stay',
  migrated: (from: string) => `given under version ${from} of the questionnaire and taken over`,
  renamedIds: (ids: string) => `renamed since: ${ids}`,
  progress: (done: string, all: string) => `${done} of ${all} files`,
  /** What a signal that ends the run leaves. */
  interrupted: (folder: string) =>
    `Interrupted: what was added in ${folder} stays and is not added again. Run the same command again.`,
  /** A policy that somebody edited is kept beside the new one. */
  editedKept: (path: string) => `the policy that was edited by hand is now ${path}`,
  summary: (files: string, added: string, alreadyThere: string, refused: string, one: boolean) =>
    `${files} ${one ? 'file' : 'files'}: ${added} added, ${alreadyThere} there already, ${refused} refused`,
  otherEnterprise: (stored: string, given: string) =>
    `the file of this key names another enterprise: it says “${stored}”, the answers say “${given}”; nothing was written`,
  renameAdvice: 'Is the key right? If the enterprise has a new name, add --renamed.',
  emptyFolder: (path: string) => `${path} holds no answers: there is no JSON file in it`,
};
