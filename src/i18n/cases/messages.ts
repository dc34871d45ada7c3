/** How the cases of a pack ran, and what they cover. All arguments are words or written numbers. */
export interface CaseMessages {
  pass(passed: string, of: string): string;
  readonly origins: Readonly<Record<'published' | 'third-party' | 'derived', string>>;
  /** All cases are of one origin. */
  all(origin: string): string;
  counted(count: string, origin: string): string;
  readonly why: string;
  readonly mismatch: MismatchMessages;
  readonly coverage: CoverageMessages;
  readonly rewriting: RewritingMessages;
}

export interface MismatchMessages {
  differs(what: string, expected: string, got: string): string;
  /** Of something that is not there. */
  unknown(what: string, expected: string): string;
  among(expected: string, got: string): string;
  base(id: string): string;
  refused(problem: string): string;
  readonly noPolicy: string;
  more(amount: string): string;
  less(amount: string): string;
  allowed(amount: string): string;
  readonly none: string;
  readonly open: string;
  readonly accepted: string;
  readonly needs: string;
  readonly has: string;
  lacks(level: string): string;
  readonly noNextLevel: string;
  options(count: string, points: string): string;
  others(count: string, one: boolean): string;
}

export type Coverable = 'option' | 'step' | 'case' | 'level' | 'requirement' | 'measure' | 'instrument';

export interface CoverageMessages {
  readonly heading: string;
  readonly kinds: Readonly<Record<Coverable, string>>;
  readonly total: string;
  /** Of a pack without options, steps, gates and measures. */
  readonly nothing: string;
  count(touched: string, of: string): string;
  short(gap: string, asked: string, items: string): string;
  howToList(option: string): string;
  /** The headings of what no case touches. */
  readonly untouched: Readonly<Record<Coverable, string>>;
  readonly never: Readonly<Record<'met' | 'missed' | 'either' | 'eligible' | 'refused', string>>;
  from(value: string, bound: string): string;
  case(number: string): string;
}

export interface RewritingMessages {
  done(id: string, what: string, was: string, is: string): string;
  kept(id: string, what: string, reason: string): string;
  readonly reasons: Readonly<Record<'origin' | 'by-hand' | 'inexact' | 'shared', string>>;
  count(count: string, one: boolean): string;
  countAndKept(text: string, kept: string): string;
  seeWhy(key: string): string;
}
