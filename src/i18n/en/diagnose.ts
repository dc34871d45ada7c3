import type { UsccFault } from '../../model/index.ts';

const many = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;

/** The words of the interactive diagnosis. */
export const diagnose = {
  /** The letters for yes and no, and what else may be typed for them. */
  yesNo: { yes: 'Y', no: 'N' },
  /** Where in the interview one is. */
  place: {
    facts: 'About the enterprise',
    funding: 'For funding only',
    fundingText:
      'Asked only to find out which funding is possible; the assessment is complete without it. Anything may stay open, and /r leads straight to the end.',
    fact: (number: number, of: number) => `Fact ${number} of ${of}`,
    /** Not to be taken for the number that the questionnaire gives the question. */
    question: (number: number, of: number) => `${number} of ${of} questions`,
    figure: (number: number, of: number) => `figure ${number} of ${of}`,
    section: (title: string, number: number, of: number) => `${title} (${number}\u00a0of\u00a0${of})`,
    percent: (percent: number) => `${percent}%`,
    sectionHeading: (title: string, number: number, of: number) => `${title} – section ${number} of ${of}`,
  },
  /** What keys do; each after the name of its key, a word or two. */
  keys: {
    choose: 'choose',
    move: 'move',
    tick: 'tick',
    space: 'Space',
    enter: 'Enter',
    pageUp: 'PgUp',
    pageDown: 'PgDn',
    end: 'End',
    confirm: 'confirm',
    edit: 'edit',
    save: 'save',
    add: 'add',
    cancel: 'cancel',
    finishList: 'on an empty line: done',
    changeLast: 'change the last one',
    back: 'back',
    skip: 'skip',
    help: 'help',
    helpMore: 'more help',
    helpClose: 'close help',
    note: 'note',
    evidence: 'evidence',
    unknown: 'don’t know yet',
    notApplicable: 'not applicable',
    clear: 'clear',
    sections: 'sections',
    open: 'next open',
    review: 'review',
    level: 'level so far',
    leave: 'leave',
    /** Turns the pages of a list. */
    page: 'page',
    /** Leaves a list without choosing from it. */
    leaveList: 'back',
    /** Before the commands, while one is awaited. */
    command: 'Command:',
    /** Behind the key that shows the commands, where there is no room for them. */
    commands: 'commands',
    moreAbove: (count: number) => `${count} more above`,
    moreBelow: (count: number) => `${count} more below`,
  },
  /** How an answer is typed. */
  hints: {
    text: 'Type the answer',
    date: 'Type a date like 2026-01-31',
    uscc: 'Type the 18 characters',
    email: 'Type an e-mail address',
    phone: 'Type a telephone number',
    whole: 'Type a whole number',
    number: 'Type a number',
    percent: 'Type a percentage',
    withRemark: (hint: string, remark: string) => `${hint}. ${remark}.`,
    withRange: (hint: string, range: string) => `${hint}, ${range}`,
    optional: 'Enter alone leaves it open',
    required: 'Required',
    /** How many may be ticked. */
    tick: (least: number, most: number | null) => {
      if (most !== null) return least === most ? `Tick ${most}` : `Tick ${least} to ${most}`;
      return least > 1 ? `Tick at least ${least}` : 'Tick all that apply';
    },
  },
  /** What is already known of an answer. */
  remarks: {
    answered: (answer: string) => `Answered so far: ${answer}`,
    unknown: 'So far: don’t know yet',
    notApplicable: 'So far: not applicable',
    derived: (answer: string) => `By the figures: ${answer}. Enter accepts it.`,
    notDerived: 'The figures do not settle it yet; it can be answered directly.',
    from: (figures: string) => `From: ${figures}`,
    figure: (title: string, value: string) => `${title}: ${value}`,
    openFigure: 'open',
    contradicted: (derived: string) => `The figures say otherwise: ${derived}. The stated answer counts.`,
    suggested: (date: string) => `From the enterprise file of ${date}; Enter confirms it.`,
    usual: 'The default. Press Enter to accept it.',
    note: (note: string) => `Note: ${note}`,
    evidence: (list: string) => `Evidence: ${list}`,
    evidenceWanted: 'Evidence is recommended.',
    evidenceRequired: 'Evidence is required.',
    reasonRequired: 'Why it does not apply must be noted.',
    evidenceNotFound: (piece: string) => `There is no file “${piece}” here; it is noted all the same.`,
    noteMark: 'note',
    evidenceMark: (count: number) => (count === 1 ? 'evidence' : `${count} pieces of evidence`),
    noteTitle: 'Note',
    evidenceTitle: 'Evidence: a file, a link, or what was seen',
  },
  /** Why what was typed or chosen is no answer. */
  faults: {
    chooseFirst: 'Choose one first, or skip the question.',
    tickAtLeast: (least: number) => `Tick at least ${many(least, 'option')}, or skip the question.`,
    tickAtMost: (most: number) => `At most ${many(most, 'option')} can be ticked.`,
    required: 'This one is required: the enterprise is filed under it.',
    requiredFirst: (title: string) => `First comes what is required: ${title}.`,
    notApplicable: '“Not applicable” is not allowed here.',
    empty: 'Nothing was typed.',
    number: 'That is not a number.',
    whole: 'That is not a whole number.',
    digits: 'That number has more than 15 digits and cannot be kept exactly.',
    range: (range: string) => `That is outside of what is possible here: ${range}.`,
    /** 万 and the like where neither money nor things are counted. */
    multiplier: (digits: string) => `Here the number has to be written out: type ${digits}.`,
    ambiguous: (one: string, other: string) => `That can mean two things. Type ${one} or ${other}.`,
    date: 'That is not a date. Type it like 2026-01-31.',
    email: 'That is not an e-mail address.',
    phone: 'That is not a telephone number.',
    other: 'That is not a possible answer.',
    first: 'This is the beginning.',
    pasted: 'Pasted text is no answer here.',
    nothingOpen: 'Nothing else is open.',
    noNote: 'Type the note; Esc cancels.',
    noEvidence: 'Type the evidence; Esc cancels.',
    /** `length` is how many characters were typed, `position` counts from 1. */
    uscc: (fault: UsccFault, length: number, position: number | undefined) => {
      switch (fault.fault) {
        case 'mangled':
          return 'This code has lost digits in a spreadsheet. Take it from the business licence.';
        case 'length':
          return `The code has 18 characters, not ${length}.`;
        case 'character':
          return `Character ${position}, “${fault.character}”, does not occur in such codes (the letters I, O, S, V, Z never do).`;
        case 'organisation-check':
        case 'check':
          return `A character is mistyped: the check character at place ${position} should be ${fault.expected}.`;
      }
    },
  },
  /** What stays on the screen. */
  trace: {
    skipped: 'left open',
    cleared: 'taken back',
    begin: 'Every answer is saved at once. You can stop at any time and go on later.',
    bounds: (title: string) => `${title}: what is certain, and what is still possible`,
    saveFailed: (problem: string) => `The answer is not saved yet. ${problem}`,
    tryAgain: 'Try again',
    newDraft: 'Save everything in a new draft',
  },
  /** Diagnoses under way. */
  drafts: {
    found: (count: number) =>
      `${many(count, 'diagnosis is', 'diagnoses are')} under way. Go on with ${count === 1 ? 'it' : 'one'}?`,
    unnamed: '(no name yet)',
    questions: (answered: number, of: number, percent: string) => `${answered} of ${of} questions, ${percent}`,
    version: (version: string) => `version ${version}`,
    otherVersion: (version: string) => `made with version ${version}`,
    otherContent: 'made with another state of this version',
    begin: 'Begin a new diagnosis',
    discard: (count: number) => (count === 1 ? 'Delete this draft' : 'Delete one of these drafts'),
    discardWhich: 'Which draft shall be deleted?',
    discardQuestion: (enterprise: string, answers: number) =>
      `Delete the draft of ${enterprise}? What was answered so far (${many(answers, 'answer')}) is deleted with it.`,
    discardNot: 'No, keep it',
    discardIt: 'Yes, delete it',
    discarded: (path: string) => `Deleted: ${path}`,
    leave: 'Leave',
    waiting: 'This draft is open in another window, or its run ended only a moment ago. Waiting a few seconds …',
    resumed: (enterprise: string, path: string) => `Going on with ${enterprise}. Draft: ${path}`,
    unreadable: (problem: string) => `A draft cannot be read: ${problem}`,
    recorded: (path: string, file: string) => `The draft ${path} was already complete; its assessment is in ${file}.`,
    changedVersion: (from: string, to: string) =>
      `This draft was made with version ${from} of the pack; now it is ${to}.`,
    changedContent: 'The pack has changed since this draft was made, under the same version.',
    taken: (count: number) => `${many(count, 'answer')} can be taken over.`,
    notTaken: 'No longer valid, so not taken over:',
    refused: (name: string, answer: string, reason: string) => `${name}: ${answer} (${reason})`,
    noSuchQuestion: 'no longer asked',
    noSuchAnswer: 'no longer a possible answer',
    kept: (path: string) => `The old draft is kept: ${path}`,
    takeOver: 'Go on with the answers that are still valid',
    otherDraft: 'Back to the list',
  },
  /** Which enterprise it is. */
  /** Where a number surprises; the question itself is a warning of results. */
  implausible: {
    keep: (number: string) => `${number}, as typed`,
    again: 'Type it again',
  },
  identity: {
    noKey: (pack: string) => `no fact of the pack ${pack} is the key of an enterprise, so nothing could be filed`,
    noFile: (key: string, folder: string) => `there is no enterprise ${key} in ${folder}`,
    known: (keys: string) => `There are: ${keys}. Without --enterprise a new one is begun.`,
    noFiles: 'The folder has no enterprise yet. Without --enterprise a new one is begun; --files names another folder.',
    wrongKey: (key: string, reason: string) => `${key} cannot be the key of an enterprise: ${reason}`,
    onFile: (name: string, date: string) => `On file: ${name}, last assessed ${date}. What is known is proposed.`,
    conflict: (key: string, stored: string, given: string, path: string) =>
      `${key} is on file as ${stored}, not ${given}.\nFile: ${path}`,
    question: 'What is right?',
    sameEnterprise: 'The same enterprise under a new name: update the file',
    otherKey: 'Another enterprise: correct the code',
    otherName: 'The name is mistyped: correct the name',
  },
  /** The review of everything before the end. */
  review: {
    title: 'Review: choose an answer to change it, or finish',
    finish: 'Finish: score and write the files',
    finishOpen: (open: number) => `Finish with ${open} still open: score and write the files`,
    nextOpen: (open: number) =>
      open === 1 ? 'Go on with the one still open' : `Go on with the first of ${open} still open`,
    confirmOpen: (open: number) => `${many(open, 'answer is', 'answers are')} open. Finish all the same?`,
    finishNot: 'No, back to the review',
    finishAnyway: 'Yes, finish',
    readOn: 'Leave and go on later',
    open: 'open',
    contradicted: 'the figures say otherwise',
    evidenceMissing: 'evidence missing',
    reasonMissing: 'reason missing',
    section: (title: string, answered: number, of: number) => `${title}: ${answered} of ${of}`,
    sectionsTitle: 'Go to',
  },
  /** How it ends. */
  ending: {
    needsTerminal: (_pack: string) =>
      'diagnose asks its questions in a terminal that can move its cursor, and there is none here',
    useScore: (pack: string) => `To score answers from a file: matura score ${pack} ANSWERS`,
    left: (answers: number, path: string) => `Nothing is lost: ${many(answers, 'answer')} in ${path}`,
    goOn: (command: string) => `Go on with: ${command}`,
    notKept: (problem: string) => `The assessment could not be filed. The draft keeps every answer. ${problem}`,
    next: 'Next',
    report: 'A report to hand over',
    recommend: 'Steps, their order, and what every level costs',
    whatIf: 'What one better answer would change',
  },
};
