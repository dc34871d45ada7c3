/** What is missing and why, values, amounts and warnings in words. All arguments are words or written numbers. */
export interface WordMessages {
  readonly yes: string;
  readonly no: string;
  readonly states: Readonly<Record<'answered' | 'notApplicable' | 'unknown' | 'unanswered', string>>;
  readonly kinds: Readonly<Record<'self' | 'onsite', string>>;
  /** The name of the score `level` where the pack gives none. */
  readonly level: string;
  /** All questions of a pack, as a list. */
  readonly allQuestions: string;
  readonly noLevel: string;
  readonly noValue: string;
  /** Instead of a value: the question was not put to this enterprise. */
  readonly notAsked: string;
  readonly open: string;
  numberedLevel(number: string, title: string | undefined): string;
  /** The same after a label that says it is a level. */
  shortLevel(number: string, title: string | undefined): string;
  readonly phrase: PhraseMessages;
  readonly unmet: UnmetMessages;
  readonly warning: WarningMessages;
  readonly reason: ReasonMessages;
  readonly amount: AmountMessages;
  readonly change: ChangeMessages;
}

/** What a value must be, said after its name and a colon. */
export interface PhraseMessages {
  above(number: string): string;
  below(number: string): string;
  levelAtLeast(number: string): string;
  levelAtMost(number: string): string;
  levelAbove(number: string): string;
  levelBelow(number: string): string;
  not(phrase: string): string;
  includes(phrase: string): string;
  without(phrase: string): string;
  countAtLeast(count: string, phrase: string): string;
  countAtMost(count: string, phrase: string): string;
  every(phrase: string): string;
  chosenAtLeast(count: string): string;
  chosenAtMost(count: string): string;
  named(name: string, phrase: string): string;
  /** As `named`, where the name is a question. */
  namedQuestion(question: string, phrase: string): string;
  /** A whole condition that must not hold. */
  unless(condition: string): string;
}

/** Requirements that do not hold, or not for certain. */
export interface UnmetMessages {
  short(name: string, has: string, needs: string, missing: string): string;
  justShort(name: string, needs: string): string;
  differs(name: string, has: string, phrase: string): string;
  /** As `differs`, where the name is a question. */
  answerDiffers(question: string, has: string, phrase: string): string;
  clarify(name: string, phrase: string): string;
  clarifyRange(name: string, range: string, phrase: string): string;
  /** How many members of a list pass. */
  members(name: string, phrase: string, count: string): string;
  levelMembers(name: string, level: string, count: string): string;
  count(has: string, needs: string): string;
  countOpen(range: string, needs: string): string;
  /** An option that is not chosen. */
  lacks(name: string, option: string): string;
  tooMany(name: string, phrase: string, has: string, most: string): string;
  every(name: string, phrase: string): string;
  toClarify(text: string): string;
  closest(text: string, members: string): string;
  notYet(text: string, members: string): string;
  more(members: string, count: string): string;
  readonly alternatives: string;
  together(texts: readonly string[]): string;
}

export interface WarningMessages {
  contradicted(name: string, stated: string, derived: string): string;
  /** Raw numbers give something impossible, such as a share above 100 %. */
  outOfRange(name: string, derived: string): string;
  evidenceMissing(name: string): string;
  notAsked(name: string): string;
  readonly outOfScope: string;
}

/** Why money is not to be had, and what would change that. */
export interface ReasonMessages {
  notYetValid(date: string): string;
  expired(date: string): string;
  readonly coversNothing: string;
  after(text: string): string;
  fromDate(date: string): string;
  readonly extension: string;
  withMeasure(examples: string | undefined): string;
}

export interface AmountMessages {
  readonly byOffice: string;
  ofCost(percent: string): string;
  ofInterest(percent: string): string;
  ofFigure(percent: string, name: string): string;
  each(money: string, name: string): string;
  capped(amount: string, cap: string): string;
  otherwise(amount: string): string;
  lowest(amounts: string): string;
  highest(amounts: string): string;
  mean(amounts: string): string;
  readonly byRule: string;
}

/** What a measure does to an answer, said after the answer's title. */
export interface ChangeMessages {
  step(from: string, to: string): string;
  to(value: string): string;
  /** An open answer, which may be more already. */
  toAtLeast(value: string): string;
  /** A remark: only hoped for. */
  readonly expected: string;
  adds(options: string): string;
}
