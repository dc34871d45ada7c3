import type { UsccFault } from '../../model/uscc.ts';

/** The words of the interactive diagnosis. All arguments are words or written numbers unless they say otherwise. */
export interface DiagnoseMessages {
  /** The letters for yes and no, and what else may be typed for them. */
  readonly yesNo: { readonly yes: string; readonly no: string };
  readonly place: PlaceMessages;
  readonly keys: KeyMessages;
  readonly hints: HintMessages;
  readonly remarks: RemarkMessages;
  readonly faults: FaultMessages;
  readonly trace: TraceMessages;
  readonly drafts: DraftMessages;
  readonly identity: IdentityMessages;
  readonly review: ReviewMessages;
  readonly ending: EndingMessages;
}

/** Where in the interview one is. */
export interface PlaceMessages {
  readonly facts: string;
  fact(number: number, of: number): string;
  /** Not to be taken for the number that the questionnaire gives the question. */
  question(number: number, of: number): string;
  figure(number: number, of: number): string;
  section(title: string, number: number, of: number): string;
  percent(percent: number): string;
  sectionHeading(title: string, number: number, of: number): string;
}

/** What keys do; each after the name of its key, a word or two. */
export interface KeyMessages {
  readonly choose: string;
  readonly move: string;
  readonly tick: string;
  readonly space: string;
  readonly enter: string;
  readonly pageUp: string;
  readonly pageDown: string;
  readonly end: string;
  readonly confirm: string;
  readonly edit: string;
  readonly save: string;
  readonly add: string;
  readonly cancel: string;
  readonly finishList: string;
  readonly changeLast: string;
  readonly back: string;
  readonly skip: string;
  readonly help: string;
  readonly helpMore: string;
  readonly helpClose: string;
  readonly note: string;
  readonly evidence: string;
  readonly unknown: string;
  readonly notApplicable: string;
  readonly clear: string;
  readonly sections: string;
  readonly open: string;
  readonly review: string;
  readonly leave: string;
  /** Turns the pages of a list. */
  readonly page: string;
  /** Leaves a list without choosing from it. */
  readonly leaveList: string;
  /** Before the commands, while one is awaited. */
  readonly command: string;
  /** Behind the key that shows the commands, where there is no room for them. */
  readonly commands: string;
  readonly moreAbove: (count: number) => string;
  readonly moreBelow: (count: number) => string;
}

/** How an answer is typed. */
export interface HintMessages {
  readonly text: string;
  readonly date: string;
  readonly uscc: string;
  readonly email: string;
  readonly phone: string;
  readonly whole: string;
  readonly number: string;
  readonly percent: string;
  withUnit(hint: string, unit: string): string;
  withRemark(hint: string, remark: string): string;
  withRange(hint: string, range: string): string;
  readonly optional: string;
  readonly required: string;
  /** How many may be ticked. */
  tick(least: number, most: number | null): string;
}

/** What is already known of an answer. */
export interface RemarkMessages {
  answered(answer: string): string;
  readonly unknown: string;
  readonly notApplicable: string;
  derived(answer: string): string;
  readonly notDerived: string;
  from(figures: string): string;
  figure(title: string, value: string): string;
  readonly openFigure: string;
  contradicted(derived: string): string;
  suggested(date: string): string;
  readonly usual: string;
  note(note: string): string;
  evidence(list: string): string;
  readonly evidenceWanted: string;
  readonly evidenceRequired: string;
  readonly noteMark: string;
  evidenceMark(count: number): string;
  /** What goes with an answer, behind it. */
  marks(marks: readonly string[]): string;
  readonly noteTitle: string;
  readonly evidenceTitle: string;
}

/** Why what was typed or chosen is no answer. */
export interface FaultMessages {
  readonly chooseFirst: string;
  tickAtLeast(least: number): string;
  tickAtMost(most: number): string;
  readonly required: string;
  requiredFirst(title: string): string;
  readonly notApplicable: string;
  readonly empty: string;
  readonly number: string;
  readonly whole: string;
  readonly digits: string;
  range(range: string): string;
  ambiguous(one: string, other: string): string;
  readonly date: string;
  readonly email: string;
  readonly phone: string;
  readonly other: string;
  readonly first: string;
  readonly pasted: string;
  readonly nothingOpen: string;
  readonly noNote: string;
  readonly noEvidence: string;
  /** `length` is how many characters were typed, `position` counts from 1. */
  uscc(fault: UsccFault, length: number, position: number | undefined): string;
}

/** What stays on the screen. */
export interface TraceMessages {
  readonly skipped: string;
  readonly cleared: string;
  readonly begin: string;
  bounds(title: string): string;
  saveFailed(problem: string): string;
  readonly tryAgain: string;
  readonly newDraft: string;
}

/** Diagnoses under way. */
export interface DraftMessages {
  found(count: number): string;
  readonly unnamed: string;
  line(parts: readonly string[]): string;
  questions(answered: number, of: number, percent: string): string;
  version(version: string): string;
  otherVersion(version: string): string;
  readonly otherContent: string;
  readonly begin: string;
  discard(count: number): string;
  readonly discardWhich: string;
  discardQuestion(enterprise: string, answers: number): string;
  readonly discardNot: string;
  readonly discardIt: string;
  discarded(path: string): string;
  readonly leave: string;
  readonly waiting: string;
  resumed(enterprise: string, path: string): string;
  unreadable(problem: string): string;
  recorded(path: string, file: string): string;
  changedVersion(from: string, to: string): string;
  readonly changedContent: string;
  taken(count: number): string;
  readonly notTaken: string;
  refused(name: string, answer: string, reason: string): string;
  readonly noSuchQuestion: string;
  readonly noSuchAnswer: string;
  kept(path: string): string;
  readonly takeOver: string;
  readonly otherDraft: string;
}

/** Which enterprise it is. */
export interface IdentityMessages {
  noKey(pack: string): string;
  noFile(key: string, folder: string): string;
  known(keys: string): string;
  readonly noFiles: string;
  wrongKey(key: string, reason: string): string;
  onFile(name: string, date: string): string;
  conflict(key: string, stored: string, given: string, path: string): string;
  readonly question: string;
  readonly sameEnterprise: string;
  readonly otherKey: string;
  readonly otherName: string;
}

/** The review of everything before the end. */
export interface ReviewMessages {
  readonly title: string;
  readonly finish: string;
  finishOpen(open: number): string;
  nextOpen(open: number): string;
  confirmOpen(open: number): string;
  readonly finishNot: string;
  readonly finishAnyway: string;
  readonly readOn: string;
  readonly open: string;
  readonly contradicted: string;
  readonly evidenceMissing: string;
  section(title: string, answered: number, of: number): string;
  readonly sectionsTitle: string;
}

/** How it ends. */
export interface EndingMessages {
  needsTerminal(pack: string): string;
  useScore(pack: string): string;
  left(answers: number, path: string): string;
  goOn(command: string): string;
  notKept(problem: string): string;
}
