import type { Assessment, RecordedAnswer, RecordedAnswers } from '../../src/model/generated/types.ts';
import { assess } from '../../src/scoring/score-result.ts';
import type { ComparisonBasis } from '../../src/versions/assessment-difference.ts';
import { collectRenames } from '../../src/versions/id-renames.ts';
import {
  headlineScore,
  type IncomparableAssessment,
  isComparable,
  type RescoredAssessment,
  rescoreAssessment,
  type TargetVersion,
} from '../../src/versions/rescored-assessment.ts';
import type { Said, Sketch } from '../scoring/pack-sketch.ts';
import { versionOf } from './sketched-version.ts';

/** A pack, and how assessments under it are made and appraised. */
export interface Office {
  readonly target: TargetVersion;
  readonly measured: ComparisonBasis;
  assessment(said: Said, how?: Partial<Assessment>): Assessment;
  appraisal(said: Said, how?: Partial<Assessment>): RescoredAssessment;
}

/** The office of a sketched pack; its headline is `total`. */
export function officeOf(sketch: Sketch, { version = '1', hash = 'a' } = {}): Office {
  const made = versionOf(sketch);
  const stamp = { id: 'sketch', version, hash: `sha256:${hash.repeat(64)}` };
  const target: TargetVersion = {
    plan: made.plan,
    renames: collectRenames(made),
    stamp,
    tool: '0.0.0',
    headline: headlineScore(made.rubric),
  };
  const facts = new Set(made.plan.inputs.filter(({ role }) => role === 'fact').map(({ name }) => name));
  const assessment = (said: Said, how: Partial<Assessment> = {}): Assessment => {
    const pick = (isFact: boolean): RecordedAnswers =>
      Object.fromEntries(
        Object.entries(said)
          .filter(([name]) => facts.has(name) === isFact)
          .map(([name, value]) => [name, record(value)]),
      );
    return {
      kind: 'self',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T01:00:00.000Z',
      pack: stamp,
      facts: pick(true),
      answers: pick(false),
      result: assess(made.plan, new Map(), stamp, '0.0.0').result,
      ...how,
    };
  };
  return {
    target,
    measured: { plan: made.plan, headline: target.headline },
    assessment,
    appraisal: (said, how) => mustBe(rescoreAssessment(assessment(said, how), target)),
  };
}

function mustBe(one: RescoredAssessment | IncomparableAssessment): RescoredAssessment {
  if (isComparable(one)) return one;
  throw new Error(JSON.stringify(one.obstacle));
}

function record(value: Said[string]): RecordedAnswer {
  if (typeof value === 'object' && !Array.isArray(value)) return value as RecordedAnswer;
  return { state: 'answered', value: value as NonNullable<RecordedAnswer['value']> };
}
