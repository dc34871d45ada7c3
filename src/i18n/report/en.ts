import type { ReportMessages } from './messages.ts';

export const report: ReportMessages = {
  title: 'Assessment report',
  contents: 'Contents',
  cover: {
    questionnaire: (title, version) => `${title}, version ${version}`,
    asOf: (date) => `Funding as of ${date}`,
  },
  summary: {
    title: 'Summary',
    by: {
      self: (date) => `by its self-assessment of ${date}`,
      onsite: (date) => `by the on-site diagnosis of ${date}`,
    },
    enterprise: 'The enterprise',
    reached: (name, level, by) => `${name} reaches ${level} ${by}.`,
    none: (name, by) => `${name} does not reach a level yet ${by}.`,
    open: (name, standing, by) => `The level of ${name} is not settled yet ${by}: ${standing}.`,
    assessed: (name, by) => `${name} was assessed ${by}.`,
    extremes: (best, bestShare, worst, worstShare) =>
      `It is furthest in “${best}” (${bestShare} of what is possible) and least far in “${worst}” (${worstShare}).`,
    even: (share) => `It is equally far in all dimensions (${share} of what is possible).`,
    settled: (count, of) => `${count} of ${of} questions are settled.`,
    plan: (level, measures, cost, months, funded) => {
      const parts = [
        `To reach ${level}, ${measures} ${measures === 'one measure' ? 'is' : 'are'} recommended`,
        ...(cost === undefined ? [] : [`at ${cost}`]),
        ...(months === undefined ? [] : [`over ${months}`]),
      ];
      return `${parts.join(' ')}${funded === undefined ? '' : `; funding may pay ${funded} of it`}.`;
    },
    highest: 'The highest level is reached.',
    measures: (count) => (count === 1 ? 'one measure' : `${count} measures`),
    lacks: (level, count) =>
      `${count === 1 ? 'One more requirement has' : `${count} more requirements have`} to be met for ${level}.`,
  },
  level: {
    notSettled: 'not settled yet',
    scale: 'The level on the ladder',
    shows: (level, ladder) => `Now: ${level}. The ladder: ${ladder}.`,
    reached: 'reached',
    possible: 'possible, depending on open answers',
    target: 'target',
  },
  scores: {
    radar: 'Dimensions, as shares of what is possible',
    now: 'now',
    possible: 'possible, depending on open answers',
    afterMeasures: 'after the measures',
    aimedAt: 'aimed at',
    peers: 'median of the peers',
    axis: (title, share) => `${title}: ${share}`,
  },
  scenes: {
    title: 'How far each area has come',
    byLevel: 'Requirements met, by area and level',
    byStep: 'Questions answered on a scale, by step',
    level: (number) => `Level ${number}`,
    least: 'least',
    most: 'most',
    open: 'open',
    notApplicable: 'n/a',
  },
  extremes: {
    title: 'Strengths and gaps',
    strengths: 'Strengths: at least three quarters of what is possible',
    gaps: 'Gaps: at most a third of what is possible',
    noStrength: 'No answer comes to three quarters of what is possible.',
    noGap: 'No answer stays at a third of what is possible or below.',
    share: 'Of the best answer',
  },
  answers: {
    title: 'All answers',
    introduction: (settled, of) =>
      `${settled} of ${of} questions are settled. Every answer, with what was noted on it.`,
    facts: 'Facts about the enterprise',
    part: (title, count) => `${title} (${count})`,
    question: 'Question',
    answer: 'Answer',
    remarks: 'Notes and evidence',
    derived: 'follows from the figures',
    evidence: 'Evidence',
    noEvidence: 'evidence is required, and none is recorded',
    notAsked: (count) => `Not asked here, because of other answers: ${count}.`,
  },
  method: {
    title: 'Method and provenance',
    questionnaire: (title, version, hash) => `Assessed with “${title}”, version ${version} (sha256 ${hash}).`,
    policy: (title, version, hash, date) =>
      `Measures and funding by “${title}”, version ${version} (sha256 ${hash}), as of ${date}.`,
    tool: (name) => `Worked out by ${name}, without a network.`,
    otherVersion: (made) => `The answers were given under ${made}; this report works them out with the version above.`,
    exact: 'Nothing is rounded before it is printed; a printed number and the level always agree.',
    open: 'Answers that are open are not counted as zero: what they can still change is shown as a range.',
  },
};
