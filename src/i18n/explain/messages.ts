/** Where a value comes from. All arguments are words or written numbers. */
export interface ExplainMessages {
  /** A heading for a whole document. */
  title(name: string): string;
  readonly heading: string;
  readonly leastOf: string;
  readonly greatestOf: string;
  pick(word: string, values: string): string;
  /** Too many terms for a line: they stand below. */
  sumBelow(count: string): string;
  meanBelow(count: string): string;
  /** An answer and what it counts. */
  answer(answer: string, points: string): string;
  /** The same where the rubric says what a missing answer counts. */
  byRule(state: string, points: string): string;
  readonly noneChosen: string;
  readonly unproven: string;
  /** A stated answer that the numbers contradict. */
  contradicted(answer: string, figures: string): string;
  /** Numbers that give something impossible. */
  impossible(state: string, figures: string): string;
  defaulted(answer: string): string;
  readonly follows: string;
  because(reason: string): string;
  reason(value: string, reason: string): string;
  readonly openFigures: string;
  readonly byZero: string;
  readonly noWeight: string;
  readonly seeAbove: string;
  orNothing(range: string): string;
  orNoLevel(range: string): string;
  /** A value that lies on or above a bound. */
  from(value: string, bound: string): string;
  above(value: string, bound: string): string;
  /** The same, and below the next bound. */
  fromBelow(value: string, bound: string, next: string): string;
  aboveUpTo(value: string, bound: string, next: string): string;
  fromUpTo(value: string, bound: string, next: string): string;
  belowAll(value: string, bound: string): string;
  capped(value: string, cap: string): string;
  atMost(value: string, cap: string): string;
  floored(value: string, floor: string): string;
  atLeast(value: string, floor: string): string;
  /** What a value was rounded to: whole numbers or so many decimals. */
  rounded(value: string, places: string): string;
  roundedDown(value: string, places: string): string;
  roundedUp(value: string, places: string): string;
  readonly wholeNumber: string;
  decimals(count: string, one: boolean): string;
  onLine(value: string, points: string): string;
  point(at: string, value: string): string;
  /** Which of several cases decided. */
  readonly firstCase: string;
  readonly noCase: string;
  case(value: string, verdict: string): string;
  caseOtherwise(value: string): string;
  skipped(count: string, one: boolean): string;
  readonly anyOf: string;
  readonly holds: string;
  readonly fails: string;
  readonly open: string;
  verdict(verdict: string, reasons: string): string;
  countsWhere(verdict: string): string;
  excluded(name: string, reason: string): string;
  readonly notAsked: string;
  readonly nothing: string;
  readonly weight: string;
  weighed(name: string, weight: string): string;
  reached(level: string): string;
  stopped(level: string): string;
  undecided(level: string): string;
  /** Its own requirements hold, those of a lower level do not. */
  heldBack(level: string): string;
  met(text: string, phrase: string): string;
  /** Members of a list that pass, and how many must. */
  enough(has: string, needs: string): string;
  /** Which single answer would move it most. */
  readonly moves: string;
  noRaise(name: string): string;
  noLevelRaise(name: string): string;
  raised(before: string, after: string): string;
  /** The same of how many members of a list pass. */
  raisedCount(before: string, after: string): string;
  /** What is raised, and by which change. */
  move(rise: string, change: string): string;
  instead(question: string, to: string, from: string): string;
  adds(question: string, options: string): string;
  decides(question: string): string;
  outcome(answer: string, subject: string, after: string): string;
  numbered(title: string, id: string): string;
}
