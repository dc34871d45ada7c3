/** The report of one enterprise. */
export const report = {
  title: 'Assessment report',
  contents: 'Contents',
  /** Below the title. */
  cover: {
    /** A questionnaire and its version. */
    questionnaire: (title: string, version: string) => `${title}, version ${version}`,
    /** The policy with its version, and the day on which its rules were looked at. */
    policy: (title: string, version: string, date: string) => `${title}, version ${version}, as of ${date}`,
  },
  /** The sentences at the beginning. */
  summary: {
    /** By whom and when: "by the self-assessment of 3 May 2026". */
    by: {
      self: (date: string) => `by its self-assessment of ${date}`,
      onsite: (date: string) => `by the on-site diagnosis of ${date}`,
    },
    /** The cover names it. */
    enterprise: 'The enterprise',
    reached: (name: string, level: string, by: string) => `${name} reaches ${level} ${by}.`,
    none: (name: string, by: string) => `${name} does not reach a level yet ${by}.`,
    open: (name: string, standing: string, by: string) => `${name} has no settled level yet ${by}: ${standing}.`,
    /** Of a questionnaire that has no level. */
    assessed: (name: string, by: string) => `${name} was assessed ${by}.`,
    extremes: (best: string, bestShare: string, worst: string, worstShare: string) =>
      `It is furthest in “${best}” (${bestShare} of what is possible) and least far in “${worst}” (${worstShare}).`,
    /** All scores are alike. */
    even: (share: string) => `It is equally far in all dimensions (${share} of what is possible).`,
    settled: (count: string, of: string) => `${count} of ${of} questions are settled.`,
    lacks: (level: string, count: number) =>
      `${count === 1 ? 'One more requirement has' : `${count} more requirements have`} to be met for ${level}.`,
  },
  /** What else is on file. */
  others: {
    /** Continued by whom and when: "by the on-site diagnosis of 3 May 2026". */
    newer: (by: string) => `This report is of an earlier assessment. Where the enterprise stands now is told ${by}.`,
    policy: (id: string, version: string, date: string) =>
      `The policy on file is another one: ${id} ${version}, as of ${date}. This report goes by the terms named above.`,
  },
  level: {
    /** In the middle of the gauge while answers are open. */
    notSettled: 'not settled yet',
    scale: 'The level on the ladder',
    /** What the gauge shows, for who cannot see it. */
    shows: (level: string, ladder: string) => `Now: ${level}. The ladder: ${ladder}.`,
    /** The legend: reached, still possible, aimed at. */
    reached: 'reached',
    target: 'target',
  },
  scores: {
    radar: 'Dimensions, as shares of what is possible',
    now: 'now',
    possible: 'possible, depending on open answers',
    afterMeasures: 'after the measures',
    aimedAt: 'aimed at',
    peers: 'median of the peers',
  },
  scenes: {
    title: 'How far each area has come',
    /** What the map shows: sections by level, or questions by the step of their scale. */
    byLevel: 'Requirements met, by area and level',
    byStep: 'Questions answered on a scale, by step',
    /** The two ends of the shades. */
    least: 'least',
    most: 'most',
    /** In a cell: short. */
    notApplicable: 'n/a',
  },
  extremes: {
    title: 'Strengths and gaps',
    strengths: 'Strengths: at least three quarters of what is possible',
    gaps: 'Gaps: at most a third of what is possible',
    noStrength: 'No answer reaches three quarters of what is possible.',
    noGap: 'No answer is at or below a third of what is possible.',
    /** Answers far from the best that nothing in the catalogue raises. */
    noMeasure: (answers: string) => `Also far from the best, but no measure promises more there: ${answers}`,
    /** How far an answer is on the way to the best one. */
    share: 'Of the best answer',
  },
  answers: {
    title: 'All answers',
    introduction: (settled: string, of: string) =>
      `${settled} of ${of} questions are settled. All answers, with notes and evidence.`,
    facts: 'Facts about the enterprise',
    funding: 'For funding only',
    question: 'Question',
    answer: 'Answer',
    remarks: 'Notes and evidence',
    evidence: 'Evidence',
    noEvidence: 'evidence is required, and none is recorded',
    /** Facts and questions that nobody answered, by their names. */
    notAnswered: (names: string) => `Not answered: ${names}`,
    notAsked: (count: string) => `Not asked here, because of other answers: ${count}`,
  },
  method: {
    title: 'Method and provenance',
    questionnaire: (title: string, version: string, hash: string) =>
      `Assessed with “${title}”, version ${version} (sha256 ${hash}).`,
    policy: (title: string, version: string, hash: string, date: string) =>
      `Measures and funding by “${title}”, version ${version} (sha256 ${hash}), as of ${date}.`,
    tool: (name: string) => `Calculated by ${name}, offline.`,
    /** Worked out with other content than the assessment was made with. */
    otherVersion: (made: string) =>
      `The answers were given under ${made}; this report recalculates them with the version above.`,
    exact: 'Nothing is rounded before it is printed; a printed number and the level always agree.',
    open: 'Answers that are open are not counted as zero: what they can still change is shown as a range.',
  },
};

/** Why a customer's template or logo is not taken. */
export const documents = {
  template: {
    'not-docx': 'it is not a Word document (.docx)',
    old: 'it is a Word document from before 2007, or one with a password',
    damaged: 'it is damaged',
    password: 'it has a password',
    'too-large': 'unpacked it is too large for a template',
    macros: 'it holds macros',
  },
  /** The part that brings something along. */
  embedded: (part: string) => `it holds another file or a control: ${part}`,
  /** The part, and what it would fetch. */
  external: (part: string, target: string) => `${part} would fetch something from elsewhere: ${target}`,
  field: (part: string, field: string) => `${part} has a field that runs or fetches something: ${field}`,
  /** What to do next. */
  mendTemplate: 'Take that out in Word, and save it as a Word document (.docx) without a password.',
  logo: {
    unknown: 'it is neither PNG nor JPEG nor SVG',
    damaged: 'it is damaged',
    'too-large': 'it is too large: at most 2 MB and 8192 pixels a side',
    active: 'this SVG does more than draw: it holds a script, a link, an animation or something fetched from elsewhere',
  },
  mendLogo: 'Save it as PNG and use that file.',
  /** A logo that Word cannot show on every computer. */
  svgInWord: 'a Word document shows an SVG logo only in newer versions of Word',
};
