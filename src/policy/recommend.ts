import type { PackStamp, Recommendation, Target, Unmet } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import { evaluate } from '../scoring/evaluate.ts';
import type { Plan } from '../scoring/plan.ts';
import { type Assessed, assess, type Rung } from '../scoring/result.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { applyMeasures } from './application.ts';
import { preferenceFor } from './burden.ts';
import { findCandidates } from './candidates.ts';
import { judgeInstrument } from './instruments.ts';
import type { CompiledMeasure } from './measures.ts';
import { narrowPlan } from './narrowing.ts';
import type { CompiledPolicy } from './policy.ts';
import { type Goal, type Sequence, selectMeasures } from './selection.ts';
import { describeMeasures, sumCosts } from './steps.ts';
import { chooseTarget, findMissing, isAtLeast, lowestLevel } from './target.ts';
import { chooseTrack } from './tracks.ts';

/** What a recommendation is made from. */
export interface Basis {
  readonly plan: Plan;
  readonly sheet: Sheet;
  /** The sheet as it was scored. */
  readonly assessed: Assessed;
  readonly measures: readonly CompiledMeasure[];
  readonly policy: Pick<CompiledPolicy, 'tracks' | 'instruments'>;
  readonly stamp: PackStamp;
  /** The day the instruments are judged on, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The level to reach; without it the one above the lowest still possible. */
  readonly target?: number | undefined;
}

/**
 * The policy for one enterprise: its track, the measures that surely reach the target level (or the highest below it
 * that can be reached), and what is to be said of every instrument. Throws a RangeError when the target is no level.
 */
export function recommend(basis: Basis): Recommendation {
  const { plan, sheet, assessed, policy, stamp, asOf } = basis;
  const today = assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, today);
  const prefers = policy.tracks.find(({ id }) => id === track.id)?.definition.prefers ?? [];
  const target = chooseTarget(plan, today, basis.target);
  const { chosen, reaches, unmet, clarify } = planMeasures(basis, target, prefers);
  const { pack, tool } = assessed.result;
  const after = chosen.length === 0 ? assessed : assess(plan, applyMeasures(plan, sheet, chosen, today), pack, tool);
  const cost = sumCosts(chosen);
  const around = { plan, today, afterwards: after.evaluation, measures: chosen, asOf };
  return {
    schemaVersion: 1,
    policy: stamp,
    asOf,
    track,
    target: describeTarget(plan, target, after, unmet),
    measures: describeMeasures(chosen, reaches, plan, sheet, today),
    ...(cost ? { cost } : {}),
    ...(clarify.length > 0 ? { clarify: [...clarify] } : {}),
    instruments: policy.instruments.map((instrument) => judgeInstrument(instrument, around)),
  };
}

interface Choice {
  readonly chosen: Sequence;
  readonly reaches: Goal;
  /** What is missing even after every measure there is. */
  readonly unmet: readonly Unmet[];
  readonly clarify: readonly string[];
}

function planMeasures(basis: Basis, target: Rung | null, preferred: readonly string[]): Choice {
  const { plan, sheet, measures } = basis;
  const today = basis.assessed.evaluation;
  const reached = lowestLevel(plan, today);
  if (!target || isAtLeast(reached, target.value)) return { chosen: [], reaches: () => true, unmet: [], clarify: [] };
  const { candidates, clarify } = findCandidates(measures, plan, sheet, today);
  const afterAll = evaluate(plan, applyMeasures(plan, sheet, candidates, today));
  const furthest = lowestLevel(plan, afterAll);
  const goal = isAtLeast(furthest, target.value) ? target.value : furthest;
  const narrow = narrowPlan(plan, sheet);
  const reaches: Goal = remember((done) => {
    const after = evaluate(narrow, applyMeasures(plan, sheet, done, today));
    return isAtLeast(lowestLevel(narrow, after), goal);
  });
  return {
    // A level that is reached today, or none at all, is nothing to take measures for.
    chosen: isAtLeast(reached, goal) ? [] : selectMeasures(candidates, reaches, preferenceFor(preferred)),
    reaches,
    unmet: findMissing(plan, target, afterAll),
    clarify,
  };
}

/** The search comes by the same measures again and again; scoring them is what takes time. */
function remember(reaches: Goal): Goal {
  const known = new Map<string, boolean>();
  return (measures) => {
    const key = measures.map(({ id }) => id).join(' ');
    const found = known.get(key) ?? reaches(measures);
    known.set(key, found);
    return found;
  };
}

function describeTarget(plan: Plan, target: Rung | null, after: Assessed, unmet: readonly Unmet[]): Target {
  const level = lowestLevel(plan, after.evaluation);
  return {
    level: target && toNumber(target.value),
    // Without a target there is nothing above: reached, unless the plan has no level at all.
    reached: target ? isAtLeast(level, target.value) : level !== null,
    ...(unmet.length > 0 ? { unmet: [...unmet] } : {}),
    scores: after.result.scores,
    levelAfter: level && toNumber(level),
  };
}
