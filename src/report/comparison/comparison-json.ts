import { type Rational, toNumber } from '../../model/index.ts';
import type {
  AnswerDifference,
  Difference,
  MovedGate,
  PeerComparison,
  Placing,
  Quartiles,
  RescoredAssessment,
} from '../../versions/index.ts';
import type { ComparisonReport } from './comparison-figures.ts';

/** A comparison as JSON: full values, ids instead of words. Null stands for open, and for what there is none of. */
export function plainComparison(report: ComparisonReport, tool: string): object {
  const { stamp, headline, enterprises, trend, verification, peers, beside, obstacles } = report;
  return {
    schemaVersion: 1,
    tool,
    pack: stamp,
    headline,
    enterprises: enterprises.map(({ key, name }) => ({ key, name: name ?? null })),
    assessments: (trend?.appraisals ?? beside).map(plainAppraisal),
    steps: trend?.steps.map(plainDifference) ?? [],
    verification: verification
      ? { ...plainDifference(verification), counts: verification.counts, verdicts: verdictsOf(verification.answers) }
      : null,
    peers: peers ? { ...plainPeers(peers.found), left: peers.left } : null,
    obstacles: obstacles.map(({ recorded, obstacle }) => ({ ...headOf(recorded), obstacle })),
  };
}

function headOf({ kind, finishedAt, assessor, pack }: RescoredAssessment['recorded']): object {
  return { kind, finishedAt, assessor: assessor ?? null, pack };
}

function plainAppraisal({ recorded, assessed, isRescored, renamed, lost }: RescoredAssessment): object {
  const { result } = assessed;
  const then = isRescored ? { recorded: { level: recorded.result.level ?? null, scores: recorded.result.scores } } : {};
  return {
    ...headOf(recorded),
    isRescored,
    ...then,
    level: result.level ?? null,
    scores: result.scores,
    renamed,
    lost,
  };
}

function plainDifference({ before, after, answers, scores, level, movement, ...rest }: Difference): object {
  return {
    from: headOf(before.recorded),
    to: headOf(after.recorded),
    level: level ?? null,
    movement: plain(movement),
    interplay: plain(rest.interplay),
    answers: answers.map(({ name, before: was, after: is, isStated, points }) => ({
      name,
      before: was,
      after: is,
      isStated,
      points: plain(points),
    })),
    scores,
    lostGates: rest.lostGates.map(plainGate),
    wonGates: rest.wonGates.map(plainGate),
  };
}

function plainGate({ level, unmet, hangsOn }: MovedGate): object {
  return { level, unmet, hangsOn };
}

function verdictsOf(answers: readonly (AnswerDifference & { readonly verdict: string })[]): Record<string, string> {
  return Object.fromEntries(answers.map(({ name, verdict }) => [name, verdict]));
}

function plainPeers({ by, count, others, kinds, size, level, scores }: PeerComparison): object {
  return {
    by,
    count,
    others,
    kinds,
    size,
    level: level ? { own: level.own ?? null, placing: plainPlacing(level.placing), shares: level.shares } : null,
    scores: scores.map(({ name, own, count: settled, placing, quartiles }) => ({
      name,
      own: own ?? null,
      count: settled,
      placing: plainPlacing(placing),
      quartiles: plainQuartiles(quartiles),
    })),
  };
}

function plainPlacing(placing: Placing | undefined): object | null {
  return placing ? { ...placing, percentile: toNumber(placing.percentile) } : null;
}

function plainQuartiles(quartiles: Quartiles): object {
  return Object.fromEntries(
    Object.entries(quartiles).map(([name, value]: [string, Rational]) => [name, toNumber(value)]),
  );
}

function plain(value: Rational | undefined): number | null {
  return value === undefined ? null : toNumber(value);
}
