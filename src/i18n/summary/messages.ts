/** The summary on the terminal. All arguments are words or written numbers. */
export interface SummaryMessages {
  readonly scores: string;
  /** After a score. */
  outOf(maximum: string): string;
  possible(range: string): string;
  answered(percent: string): string;
  /** The score under the answers aimed at, and how far that is where it is known. */
  target(score: string, gap: string | undefined): string;
  settled(count: string, of: string, percent: string): string;
  readonly level: string;
  /** What is certain and what is still possible, each a level in words. */
  levelOpen(lowest: string, highest: string): string;
  levelOpenFromNone(highest: string): string;
  lacks(level: string): string;
  readonly highest: string;
  readonly warnings: string;
  policy(title: string, date: string): string;
  readonly track: string;
  trackOpen(tracks: string): string;
  readonly noTrack: string;
  readonly clarify: string;
  more(count: string): string;
  moreMeasures(count: string): string;
  readonly noMeasures: string;
  readonly total: string;
  readonly illustrative: string;
  without(count: string): string;
  readonly after: string;
  notReached(level: string): string;
  notSure(level: string): string;
  /** A level that rests on expected effects. */
  ifConfirmed(level: string, answers: string): string;
  readonly money: string;
  eligible(count: string): string;
  undecided(count: string): string;
  refused(count: string): string;
  /** How to get a recommendation where there is none: the two options as they are typed. */
  howToAdvise(keep: string, choose: string): string;
  readonly files: string;
  readonly enterpriseFile: string;
  readonly policyFile: string;
  /** A policy that somebody edited, kept beside the new one. */
  readonly editedPolicy: string;
  readonly draftFile: string;
}
