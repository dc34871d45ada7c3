import type { WorkedLoan } from '../../model/generated/types.ts';

/** Amounts with their arithmetic, loans, and what funding adds up to. All arguments are words or written numbers. */
export interface FundingMessages {
  /** How an amount was worked out. */
  readonly arithmetic: ArithmeticMessages;
  readonly loan: LoanMessages;
  readonly sum: SumMessages;
  /** Labels and words of an instrument. */
  readonly rule: string;
  readonly howMuch: string;
  readonly unpublished: string;
  readonly nothing: string;
  readonly open: string;
  atLeast(money: string): string;
  between(low: string, high: string): string;
  atMost(money: string): string;
  /** Covered measures whose cost nobody states. */
  withoutCost(measures: string): string;
  readonly toFindOut: string;
  readonly applyUntil: string;
  readonly apply: string;
  readonly documents: string;
  readonly budget: string;
  readonly combines: string;
  readonly combinesAll: string;
  readonly tiers: string;
  tier(title: string, state: string): string;
  readonly tierMet: string;
  readonly tierNeeds: string;
  readonly tierOpen: string;
  tooLate(date: string): string;
  readonly nextRound: string;
}

export interface ArithmeticMessages {
  readonly cost: string;
  readonly coveredMeasures: string;
  interest(year: string): string;
  outstanding(year: string): string;
  named(name: string, value: string): string;
  /** The cap was reached. */
  capped(calculation: string, cap: string): string;
  /** The cap was not reached. */
  within(calculation: string, cap: string): string;
  raised(calculation: string, floor: string): string;
  rounded(calculation: string, result: string): string;
  least(values: string, result: string): string;
  greatest(values: string, result: string): string;
  mean(values: string, result: string): string;
  /** A table's value at a figure. */
  at(value: string, figures: string): string;
}

export interface LoanMessages {
  readonly title: string;
  principal(money: string): string;
  rate(percent: string): string;
  months(count: string): string;
  readonly repayment: Readonly<Record<NonNullable<WorkedLoan['repayment']>, string>>;
  instalments(first: string, last: string): string;
  year(year: string): string;
  interest(money: string): string;
  repaid(money: string): string;
  subsidy(money: string): string;
  left(money: string): string;
  unpublished(terms: string): string;
  readonly terms: Readonly<Record<'principal' | 'annualPercent' | 'months' | 'repayment', string>>;
  interestOf(year: string): string;
}

export interface SumMessages {
  readonly title: string;
  readonly instrument: string;
  readonly money: string;
  /** Which of the stated costs is taken. */
  readonly estimates: Readonly<Record<'low' | 'mid' | 'high', string>>;
  cost(money: string, estimate: string): string;
  readonly nothing: string;
  total(money: string): string;
  /** Two sums, because no source says whether all may be combined. */
  cautious(money: string): string;
  hopeful(money: string): string;
  own(money: string): string;
  ownBetween(low: string, high: string): string;
  /** How many instruments are in no sum. */
  outside(count: string): string;
  ofWhichInterest(money: string): string;
  /** For other costs than those of the measures. */
  ofWhichOther(money: string): string;
  cut(money: string, limits: string): string;
  /** An instrument that is over on a day, before the measures for it are done on another. */
  endsTooEarly(instrument: string, ends: string, done: string): string;
  unclear(pairs: string): string;
  pair(one: string, other: string): string;
  readonly notIncluded: string;
  unknown(instruments: string): string;
  undecided(instruments: string): string;
  /** Open to the enterprise, but no money that it may keep. */
  loans(instruments: string): string;
  services(instruments: string): string;
  otherCurrency(instruments: string): string;
  withoutCost(measures: string): string;
  /** Where the printed amounts do not add up to the printed sum. */
  readonly rounded: string;
}
