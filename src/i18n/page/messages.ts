import type { UnverifiedKind } from '../policy/messages.ts';

/** The policy on one page. All arguments are words or written numbers. */
export interface PageMessages {
  readonly duration: string;
  length(months: string, atOnce: string): string;
  readonly payers: string;
  /** What stands in place of a sum where nothing is certain. */
  readonly nothingCertain: string;
  readonly own: string;
  /** Which estimate of the costs a sum rests on. */
  readonly estimates: Readonly<Record<'low' | 'mid' | 'high', string>>;
  /** What is left to pay, and what it falls to where the costs are at their lower end. */
  ownLow(own: string, low: string): string;
  /** Both sums, where no source says whether everything may be combined. */
  ifCombined(cautious: string, hopeful: string): string;
  readonly steps: string;
  readonly months: string;
  readonly missing: string;
  readonly funding: string;
  readonly amount: string;
  readonly needed: string;
  /** An amount that is not settled yet. */
  upTo(money: string): string;
  readonly counted: string;
  /** For an instrument that is open to the enterprise and pays no sum that is known. */
  readonly open: string;
  readonly notCombined: string;
  clarify(questions: string): string;
  applyBy(date: string): string;
  inForceUntil(date: string): string;
  more(count: string): string;
  readonly next: string;
  /** Where the level is not certain; how many of how many questions are open, where any is. */
  answerFirst(open: string | undefined): string;
  openOf(count: string, of: string): string;
  find(questions: string): string;
  deadline(date: string, instrument: string): string;
  readonly noDeadline: string;
  begin(measures: string): string;
  reassess(month: string): string;
  readonly uncertain: string;
  unverified(what: string): string;
  /** So many of a kind, as part of a list. */
  readonly kinds: Readonly<Record<UnverifiedKind, (count: number) => string>>;
  readonly notAmong: string;
  /** Before everything that stands after the page. */
  readonly details: string;
}
