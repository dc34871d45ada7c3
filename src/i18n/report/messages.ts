/** The report of one enterprise. All arguments are words or written numbers. */
export interface ReportMessages {
  readonly title: string;
  readonly contents: string;
  readonly cover: CoverMessages;
  readonly summary: StandingMessages;
  readonly level: LevelChartMessages;
  readonly scores: ProfileMessages;
  readonly scenes: SceneMessages;
  readonly extremes: ExtremeMessages;
  readonly answers: AnswerListMessages;
  readonly method: MethodMessages;
}

/** Below the title. */
export interface CoverMessages {
  /** A questionnaire and its version. */
  questionnaire(title: string, version: string): string;
  /** The day on which the rules for funding were looked at. */
  asOf(date: string): string;
}

/** The three sentences at the beginning. */
export interface StandingMessages {
  readonly title: string;
  /** By whom and when: "by the self-assessment of 3 May 2026". */
  readonly by: Readonly<Record<'self' | 'onsite', (date: string) => string>>;
  /** Where somebody is named only by an identifier, or not at all. */
  readonly enterprise: string;
  reached(name: string, level: string, by: string): string;
  none(name: string, by: string): string;
  open(name: string, standing: string, by: string): string;
  /** Of a questionnaire that has no level. */
  assessed(name: string, by: string): string;
  extremes(best: string, bestShare: string, worst: string, worstShare: string): string;
  /** All scores are alike. */
  even(share: string): string;
  settled(count: string, of: string): string;
  /** What is recommended; `funded` is what funding pays for certain. */
  plan(
    level: string,
    measures: string,
    cost: string | undefined,
    months: string | undefined,
    funded: string | undefined,
  ): string;
  readonly highest: string;
  /** So many measures, as in "12 measures". */
  measures(count: number): string;
  lacks(level: string, count: number): string;
}

export interface LevelChartMessages {
  readonly scale: string;
  /** In the middle of the gauge while answers are open. */
  readonly notSettled: string;
  /** What the gauge shows, for who cannot see it. */
  shows(level: string, ladder: string): string;
  /** The legend: reached, still possible, aimed at. */
  readonly reached: string;
  readonly possible: string;
  readonly target: string;
}

export interface ProfileMessages {
  readonly radar: string;
  readonly now: string;
  readonly possible: string;
  readonly afterMeasures: string;
  readonly aimedAt: string;
  readonly peers: string;
  /** One axis in words. */
  axis(title: string, share: string): string;
}

export interface SceneMessages {
  readonly title: string;
  /** What the map shows: sections by level, or questions by the step of their scale. */
  readonly byLevel: string;
  readonly byStep: string;
  level(number: string): string;
  /** The two ends of the shades. */
  readonly least: string;
  readonly most: string;
  readonly open: string;
  /** In a cell: short. */
  readonly notApplicable: string;
}

export interface ExtremeMessages {
  readonly title: string;
  readonly strengths: string;
  readonly gaps: string;
  readonly noStrength: string;
  readonly noGap: string;
  /** How far an answer is on the way to the best one. */
  readonly share: string;
}

export interface AnswerListMessages {
  readonly title: string;
  introduction(settled: string, of: string): string;
  readonly facts: string;
  /** The summary above the answers of a part. */
  part(title: string, count: string): string;
  readonly question: string;
  readonly answer: string;
  readonly remarks: string;
  /** An answer that follows from figures. */
  readonly derived: string;
  readonly evidence: string;
  readonly noEvidence: string;
  notAsked(count: string): string;
}

export interface MethodMessages {
  readonly title: string;
  questionnaire(title: string, version: string, hash: string): string;
  policy(title: string, version: string, hash: string, date: string): string;
  tool(name: string): string;
  /** Worked out with other content than the assessment was made with. */
  otherVersion(made: string): string;
  readonly exact: string;
  readonly open: string;
}
