import type { Instrument } from '../../model/generated/types.ts';

/** The policy of an enterprise. All arguments are words or written numbers. */
export interface PolicyMessages {
  title(enterprise: string | undefined, date: string): string;
  readonly head: HeadMessages;
  readonly now: string;
  readonly score: string;
  readonly points: string;
  readonly best: string;
  readonly pointsAfter: string;
  missing(level: string): string;
  readonly nothingMissing: string;
  readonly noteworthy: string;
  readonly track: TrackMessages;
  readonly measures: MeasureMessages;
  readonly instruments: InstrumentMessages;
  readonly notes: NoteMessages;
}

/** Labels of the table at the top. */
export interface HeadMessages {
  readonly enterprise: string;
  readonly key: string;
  readonly date: string;
  readonly assessment: string;
  readonly policy: string;
  readonly levelNow: string;
  readonly target: string;
  readonly highest: string;
}

export interface TrackMessages {
  readonly title: string;
  titled(track: string): string;
  open(tracks: string): string;
  readonly none: string;
  readonly clarify: string;
}

export interface MeasureMessages {
  readonly title: string;
  readonly none: string;
  readonly step: string;
  readonly measure: string;
  readonly changes: string;
  readonly cost: string;
  readonly duration: string;
  readonly needs: string;
  /** After the heading of the costs where all of them are illustrative. */
  readonly illustrative: string;
  readonly costNotStated: string;
  steps(numbers: string, many: boolean): string;
  neededBy(steps: string): string;
  /** What a step builds on that is taken to be there. */
  there(measures: string): string;
  total(money: string): string;
  without(measures: string): string;
  readonly practice: string;
  readonly clarify: string;
  readonly after: string;
  reached(level: string): string;
  /** Only if what is expected of the steps comes true; `otherwise` is the level without. */
  reachedIf(level: string, answers: string, otherwise: string): string;
  /** A level in words that rests on expected effects. */
  ifConfirmed(level: string, answers: string): string;
  notReached(target: string, after: string): string;
  /** As long as open answers decide about it. */
  notSure(target: string, after: string): string;
  /** Before the measures that build on others which do not fit. */
  readonly blocked: string;
  blockedBy(measure: string, others: string): string;
}

export interface InstrumentMessages {
  readonly title: string;
  /** No promise: what the groups rest on. */
  introduction(date: string): string;
  readonly eligible: string;
  readonly undecided: string;
  readonly refused: string;
  readonly office: string;
  readonly none: string;
  readonly draft: string;
  readonly amount: string;
  readonly covers: string;
  readonly coversAll: string;
  readonly until: string;
  readonly excludes: string;
  readonly clarify: string;
  readonly why: string;
  readonly change: string;
  readonly recipient: string;
  readonly source: string;
  readonly types: Readonly<Record<Instrument['type'], string>>;
  readonly recipients: Readonly<Record<NonNullable<Instrument['recipient']>, string>>;
}

export type UnverifiedKind =
  | 'fact'
  | 'questionnaire'
  | 'policy'
  | 'rubric'
  | 'catalogue'
  | 'track'
  | 'measure'
  | 'instrument';

export interface NoteMessages {
  readonly title: string;
  readonly illustrative: string;
  unverified(what: string, source: string): string;
  readonly noSource: string;
  /** What is unverified, of each kind. */
  readonly kinds: Readonly<Record<UnverifiedKind, (titles: string) => string>>;
  method(pack: string, policy: string, tool: string): string;
}
