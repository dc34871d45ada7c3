/** Assessments compared with one another and with peers. */
export const comparison = {
  title: 'Comparison of assessments',
  trend: {
    title: 'Over time',
    date: 'Date',
    kind: 'Assessment',
    assessor: 'By',
    change: 'Change',
    scores: 'Scores over time',
    /** Only the first and the last few stand in the table. */
    shown: (count: string) => `The first and the latest of ${count} assessments; the table above has them all.`,
    chart: 'The dimensions, first and last, as shares of what is possible',
    /** A score from assessment to assessment. */
    course: (score: string) => `“${score}” from assessment to assessment`,
    /** A side of a chart that shows what is certain, where more is possible. */
    atLeast: (side: string) => `${side}, at least`,
    first: 'first',
    last: 'last',
    step: (from: string, to: string) => `From ${from} to ${to}`,
    /** One of several assessments of a day. */
    ofDay: (date: string, number: string) => `${date}, no. ${number}`,
    before: 'Before',
    after: 'After',
    /** The column of points: of which score. */
    points: (score: string) => `Change in ${score}`,
    nothing: 'No answer changed.',
    follows: 'follows',
    withEvidence: 'with evidence',
    withoutEvidence: 'without evidence',
    /** Options that stand on both sides. */
    same: (count: string) => `${count} the same`,
    /** What several changes do together, beyond each alone. */
    interplay: (points: string) =>
      `Each answer’s points are what it changes alone; together they change ${points} more, as points here are not simply added up.`,
  },
  verification: {
    title: 'Self-assessment against on-site diagnosis',
    claimed: (level: string, found: string) => `The self-assessment came to: ${level}. Found on site: ${found}.`,
    agrees: 'The on-site diagnosis confirms every answer of the self-assessment.',
    score: (score: string, claimed: string, found: string, difference: string) =>
      `${score}: ${claimed} claimed, ${found} found (${difference}).`,
    counts: (count: string, parts: string, one: boolean) =>
      `${count} ${one ? 'answer was' : 'answers were'} found to be otherwise: ${parts}.`,
    parts: {
      kind: (count: string) => `${count} too kind`,
      harsh: (count: string) => `${count} too strict`,
      open: (count: string) => `${count} left open`,
      other: (count: string) => `${count} merely different`,
    },
    verdicts: { kind: 'too\u00a0kind', harsh: 'too\u00a0strict', open: 'left\u00a0open', other: 'different' },
    claim: 'Self-assessment',
    finding: 'On site',
    verdict: 'Verdict',
  },
  gates: {
    lost: 'Requirements that are no longer met, or not for certain',
    won: 'Requirements that are met now',
    /** Above the requirements that a self-assessment seemed to meet. */
    claimed: 'Requirements that only the self-assessment met',
    hangsOn: 'depends on',
    alone: 'this alone decides it',
    /** Of several answers, each of which does. */
    eachAlone: 'each alone decides it',
    /** Of an answer that alone would not have decided it. */
    together: 'together with others',
  },
  peers: {
    title: 'Among peers',
    count: (count: string, one: boolean) => `${count} ${one ? 'peer' : 'peers'}, the enterprise itself not counted.`,
    /** What they have in common. */
    alike: (facts: string) => `They have in common: ${facts}.`,
    kinds: (self: string, onsite: string) => `Self-assessments: ${self}; on-site diagnoses: ${onsite}.`,
    tooFew: (fewest: string) =>
      `Fewer than ${fewest}: no figures are shown for so few, as single ones could be identified.`,
    few: (count: string) => `A small group: with ${count} peers each one moves a percentile by several points.`,
    value: 'Enterprise',
    percentile: 'Percentile',
    first: '1st quartile',
    median: 'Median',
    third: '3rd quartile',
    number: 'Peers',
    levels: 'Levels of the peers',
    enterprises: 'Enterprises',
    own: 'this enterprise',
    levelPlace: (below: string, equal: string, above: string) =>
      `By level, ${below} peers are below, ${equal} equal, ${above} above.`,
    percentileMeans: 'Percentile: the share of the peers below the enterprise, those equal to it counted half.',
    quartilesMean:
      'Quartiles: of the peers alone, by linear interpolation (type 7 of Hyndman and Fan; QUARTILE.INC of spreadsheets).',
    /** Above the strips, and in their legend. */
    chart: 'Each score among its peers, as a share of what is possible',
    middle: 'the middle half of the peers',
    left: 'Not counted',
    leftOut: {
      otherGroup: (count: string) => `in another group: ${count}`,
      otherPack: (count: string) => `assessed under another pack: ${count}`,
      unassessed: (count: string) => `not assessed: ${count}`,
      otherKind: (count: string) => `without an assessment of this kind: ${count}`,
      incomparable: (count: string) => `cannot be calculated under this version: ${count}`,
      unreadable: (count: string) => `files that cannot be read: ${count}`,
      rescored: (count: string) => `recalculated from another version, and counted: ${count}`,
    },
  },
  beside: {
    title: 'Side by side',
    different: 'These are different enterprises: their newest assessments stand side by side.',
    score: 'Score',
  },
  obstacles: {
    title: 'Not compared',
    assessment: (date: string, kind: string) => `${kind}, ${date}`,
    otherPack: (pack: string, wanted: string) =>
      `made under the pack ${pack}, which declares no migration to ${wanted}`,
    laterVersion: (version: string, found: string) =>
      `made under version ${version}, later than ${found}, which does not know what was renamed since`,
    refused: (names: string) => `the rubric gives no result without an answer to ${names}`,
    nothingLeft: 'none of its answers has a place in this version',
    alone: 'there is only one assessment to compare',
    aloneNext: (option: string) => `Name more files of the enterprise, or peers with ${option}.`,
    none: 'no two assessments can be compared',
  },
  versions: {
    title: 'Across versions of the pack',
    rescored: (assessment: string, made: string, now: string) =>
      `${assessment}: made under ${made}, recalculated under ${now} for this comparison.`,
    /** What the assessment came to under its own version. */
    was: (level: string, now: string) => `It came to ${level} then; under this version it is ${now}.`,
  },
};
