/** What is different between two versions of a pack, and what that does. All arguments are words or written numbers. */
export interface VersionMessages {
  readonly groups: Readonly<Record<'asked' | 'points' | 'scores' | 'levels' | 'measures' | 'texts', string>>;
  /** What something is, before its id. */
  readonly things: Readonly<Record<VersionThing, string>>;
  readonly aspects: Readonly<Record<VersionAspect, string>>;
  readonly added: string;
  readonly removed: string;
  /** Where a value was not or is not stated. */
  readonly nothing: string;
  readonly same: string;
  step(before: string, after: string): string;
  renamed(from: string): string;
  option(option: string, change: string): string;
  points(option: string, step: string): string;
  /** Of an answer without evidence. */
  unproven(points: string, without: string): string;
  inScore(score: string, text: string): string;
  texts(count: string, one: boolean): string;
  howToList(option: string): string;
  readonly enterprises: EnterpriseVersionMessages;
  readonly lost: LostMessages;
}

export interface EnterpriseVersionMessages {
  summary(count: string, parts: string, one: boolean): string;
  readonly counts: Readonly<Record<'rises' | 'falls' | 'open' | 'same' | 'none', (count: string) => string>>;
  losing(count: string, one: boolean): string;
  refused(count: string, one: boolean): string;
  unreadable(count: string, one: boolean): string;
  others(count: string, one: boolean): string;
  otherVersion(count: string, version: string, one: boolean): string;
  /** Headings with the number of enterprises below them. */
  readonly lists: Readonly<Record<'falls' | 'rises' | 'open' | 'answers', (count: string) => string>>;
  lacked(text: string): string;
  lacks(text: string): string;
  lost(answer: string, reason: string): string;
  refuses(names: string): string;
  progress(count: string, of: string, rate: string): string;
  remaining(text: string, seconds: string): string;
}

/** Why an answer has no place in a version. */
export interface LostMessages {
  readonly heading: string;
  readonly noQuestion: string;
  noOption(options: string): string;
  taken(by: string): string;
  readonly notAllowed: string;
  readonly notApplicable: string;
  readonly outOfRange: string;
  target(name: string): string;
}

type VersionThing = 'fact' | 'question' | 'row' | 'section' | 'list' | 'score' | 'measure' | 'pack';

type VersionAspect =
  | 'type'
  | 'range'
  | 'choose'
  | 'unit'
  | 'default'
  | 'key'
  | 'required'
  | 'notApplicable'
  | 'evidence'
  | 'when'
  | 'derive'
  | 'section'
  | 'tags'
  | 'order'
  | 'exclusive'
  | 'counted'
  | 'members'
  | 'rule'
  | 'missing'
  | 'scope'
  | 'policy'
  | 'achieves'
  | 'expects'
  | 'needs'
  | 'cost'
  | 'months';
