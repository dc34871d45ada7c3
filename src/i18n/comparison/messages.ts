/** Assessments compared with one another and with peers. All arguments are words or written numbers. */
export interface ComparisonMessages {
  readonly title: string;
  readonly trend: TrendMessages;
  readonly verification: VerificationMessages;
  readonly peers: PeerMessages;
  readonly beside: BesideMessages;
  readonly obstacles: ObstacleMessages;
  readonly gates: GateMessages;
  readonly versions: CarriedMessages;
}

export interface TrendMessages {
  readonly title: string;
  readonly date: string;
  readonly kind: string;
  readonly assessor: string;
  readonly change: string;
  readonly scores: string;
  /** Only the first and the last few stand in the table. */
  shown(count: string): string;
  readonly chart: string;
  /** A score from assessment to assessment. */
  course(score: string): string;
  /** A side of a chart that shows what is certain, where more is possible. */
  atLeast(side: string): string;
  readonly first: string;
  readonly last: string;
  step(from: string, to: string): string;
  /** One of several assessments of a day. */
  ofDay(date: string, number: string): string;
  readonly question: string;
  readonly before: string;
  readonly after: string;
  /** The column of points: of which score. */
  points(score: string): string;
  readonly nothing: string;
  readonly follows: string;
  readonly withEvidence: string;
  readonly withoutEvidence: string;
  /** Options that stand on both sides. */
  same(count: string): string;
  /** What several changes do together, beyond each alone. */
  interplay(points: string): string;
}

export interface VerificationMessages {
  readonly title: string;
  claimed(level: string, found: string): string;
  readonly agrees: string;
  score(score: string, claimed: string, found: string, difference: string): string;
  counts(count: string, parts: string, one: boolean): string;
  readonly parts: Readonly<Record<'kind' | 'harsh' | 'open' | 'other', (count: string) => string>>;
  readonly verdicts: Readonly<Record<'kind' | 'harsh' | 'open' | 'other', string>>;
  readonly claim: string;
  readonly finding: string;
  readonly verdict: string;
}

export interface GateMessages {
  readonly lost: string;
  readonly won: string;
  /** Above the requirements that a self-assessment seemed to meet. */
  readonly claimed: string;
  /** A requirement of a level. */
  of(level: string, requirement: string): string;
  readonly hangsOn: string;
  readonly alone: string;
  /** Of several answers, each of which does. */
  readonly eachAlone: string;
  /** Of an answer that alone would not have decided it. */
  readonly together: string;
}

export interface PeerMessages {
  readonly title: string;
  count(count: string, one: boolean): string;
  /** What they have in common. */
  alike(facts: string): string;
  kinds(self: string, onsite: string): string;
  tooFew(fewest: string): string;
  few(count: string): string;
  readonly value: string;
  readonly percentile: string;
  readonly first: string;
  readonly median: string;
  readonly third: string;
  readonly number: string;
  readonly levels: string;
  readonly enterprises: string;
  readonly own: string;
  levelPlace(below: string, equal: string, above: string): string;
  readonly percentileMeans: string;
  readonly quartilesMean: string;
  /** Above the strips, and in their legend. */
  readonly chart: string;
  readonly middle: string;
  readonly left: string;
  readonly leftOut: Readonly<
    Record<
      'otherGroup' | 'otherPack' | 'unassessed' | 'otherKind' | 'incomparable' | 'unreadable' | 'rescored',
      (count: string) => string
    >
  >;
}

export interface BesideMessages {
  readonly title: string;
  readonly different: string;
  readonly score: string;
}

export interface ObstacleMessages {
  readonly title: string;
  assessment(date: string, kind: string): string;
  otherPack(pack: string, wanted: string): string;
  laterVersion(version: string, found: string): string;
  refused(names: string): string;
  readonly nothingLeft: string;
  readonly alone: string;
  aloneNext(option: string): string;
  readonly none: string;
}

export interface CarriedMessages {
  readonly title: string;
  rescored(assessment: string, made: string, now: string): string;
  /** What the assessment came to under its own version. */
  was(level: string, now: string): string;
  lost(answer: string, reason: string): string;
}
