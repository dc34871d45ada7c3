import type { LeftOut, Phase, Roadmap, Stair } from '../../model/generated/types.ts';
import { add, fromNumber, type Rational, toNumber, ZERO } from '../../model/rational.ts';
import { evaluate } from '../../scoring/evaluate.ts';
import { applyMeasures } from '../application.ts';
import type { Basis } from '../basis.ts';
import { findCandidates } from '../candidates.ts';
import { costTogether, type Estimate, savedBy } from '../cost.ts';
import { withoutExpected } from '../expected.ts';
import { moneyText } from '../funding/money.ts';
import type { CompiledMeasure } from '../measures.ts';
import { type Choice, findBest, rungsAbove, type Sequence } from '../planning.ts';
import { preferenceFor } from '../preference.ts';
import { orderMeasures } from '../sequence.ts';
import { sumCosts } from '../steps.ts';
import { findMissing, lowestLevel } from '../target.ts';
import { lengthOf, type Slot } from './schedule.ts';
import type { OwnShare } from './task.ts';
import { type Frame, findWays, frameOf, inTime, isFree, type Way } from './ways.ts';
import { scheduleWithin } from './within-horizon.ts';

/** How a choice came about, when to take its measures, and what every other level would cost. */
export function describeRoadmap(
  basis: Basis,
  choice: Choice,
  preferred: readonly string[],
  own: OwnShare,
  ownOf: (measures: Sequence) => Rational,
): Roadmap {
  const frame = frameOf(basis, own);
  const { chosen, best } = choice;
  const { estimate, budget, horizon, atOnce } = frame;
  const { slots } = scheduleWithin(chosen, atOnce, horizon);
  const cost = costBy(chosen, estimate);
  const effort = effortOf(chosen);
  const { candidates } = findCandidates(
    basis.measures,
    basis.plan,
    basis.sheet,
    basis.assessed.evaluation,
    basis.record?.done,
  );
  const leftOut = leftOutOf(candidates, frame);
  const isKnown = choice.ways.length > 0 && isFree(frame);
  return {
    estimate,
    ...(budget ? { budget: toNumber(budget) } : {}),
    ...(horizon ? { horizon: toNumber(horizon) } : {}),
    ...(cost ? { cost: toNumber(cost) } : {}),
    proven: choice.proven,
    ...(frame.own ? { least: 'own' as const, ...cheapestOf(basis, choice, preferred, frame, ownOf) } : {}),
    ...(best ? { by: best.optimum.by } : {}),
    ...(best?.optimum.because === undefined ? {} : { because: best.optimum.because }),
    always: chosen.flatMap(({ id }) => (best?.always.has(id) ? [id] : [])),
    atOnce,
    months: toNumber(lengthOf(slots)),
    ...(effort ? { effort } : {}),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    phases: phasesOf(basis, choice, slots),
    missed: chosen.map(({ id }) => ({ id, unmet: missedWithout(id, basis, choice) })),
    stairs: stairsOf(
      basis,
      candidates,
      frame,
      isKnown ? choice.ways : waysWithout(basis, candidates, preferred, frame),
    ),
  };
}

/** What the least cost would be instead, and what funding leaves to pay of it. */
function cheapestOf(
  basis: Basis,
  { goal, candidates, hopes }: Choice,
  preferred: readonly string[],
  frame: Frame,
  ownOf: (measures: Sequence) => Rational,
): Pick<Roadmap, 'cheapest'> {
  const ways = goal ? findWays(basis, candidates, preferenceFor(preferred), { ...frame, own: null }) : [];
  const best = goal && ways.find((way) => way.hopes === hopes)?.best(goal.value).best;
  if (!best) return {};
  const measures = orderMeasures(candidates.filter(({ id }) => best.ids.has(id)));
  const cost = costBy(measures, frame.estimate);
  return {
    cheapest: {
      measures: measures.map(({ id }) => id),
      ...(cost ? { cost: moneyText(cost) } : {}),
      own: moneyText(ownOf(measures)),
    },
  };
}

/** What measures cost by a basis, savings taken off; undefined where none states a cost. */
function costBy(measures: Sequence, basis: Estimate): Rational | undefined {
  return measures.some(({ cost }) => cost) ? costTogether(measures, basis) : undefined;
}

function effortOf(measures: Sequence): Roadmap['effort'] {
  const stated = measures.flatMap(({ definition: { effort } }) => (effort === undefined ? [] : [fromNumber(effort)]));
  if (stated.length === 0) return undefined;
  const without = measures.filter(({ definition }) => definition.effort === undefined).map(({ id }) => id);
  return { days: toNumber(stated.reduce(add, ZERO)), ...(without.length > 0 ? { without } : {}) };
}

function leftOutOf(candidates: Sequence, frame: Frame): LeftOut[] {
  const timed = new Set(inTime(candidates, frame).map(({ id }) => id));
  return candidates.flatMap(({ id, cost, months }): LeftOut[] => {
    if (frame.budget && !cost) return [{ id, why: 'cost' }];
    if (timed.has(id)) return [];
    return [{ id, why: months ? 'horizon' : 'months' }];
  });
}

function phasesOf(basis: Basis, { hopes }: Choice, slots: readonly Slot[]): Phase[] {
  const { plan, sheet, assessed } = basis;
  const numbers = [...new Set(slots.map(({ phase }) => phase))];
  return numbers.map((number) => {
    const here = slots.filter(({ phase }) => phase === number);
    const before = slots.filter(({ phase }) => phase < number).map(({ measure }) => measure);
    const done = orderMeasures([...before, ...here.map(({ measure }) => measure)]);
    const counted = hopes ? done : withoutExpected(done);
    const level = lowestLevel(plan, evaluate(plan, applyMeasures(plan, sheet, counted, assessed.evaluation)));
    const cost = costOfPhase(
      here.map(({ measure }) => measure),
      before,
    );
    return {
      start: Math.min(...here.map(({ start }) => toNumber(start))),
      end: Math.max(...here.map(({ end }) => toNumber(end))),
      measures: here.map(({ measure: { id, months }, start, end }) => ({
        id,
        start: toNumber(start),
        ...(months ? { end: toNumber(end) } : {}),
      })),
      ...(cost ? { cost } : {}),
      levelAfter: level && toNumber(level),
    };
  });
}

/** A saving counts where the last of its measures is. */
function costOfPhase(here: Sequence, before: Sequence): Phase['cost'] {
  const alone = sumCosts(here.map((measure) => ({ ...measure, savings: [] })));
  if (!alone) return undefined;
  const saved = add(savedBy([...before, ...here]), negative(savedBy(before)));
  if (saved.n === 0n) return alone;
  const less = (value: number): number => toNumber(add(fromNumber(value), negative(saved)));
  return { ...alone, low: less(alone.low), high: less(alone.high), saved: toNumber(saved) };
}

function negative({ n, d }: Rational): Rational {
  return { n: -n, d };
}

/** What the level aimed at lacks without a measure and all that builds on it. */
function missedWithout(id: string, basis: Basis, { chosen, goal, hopes }: Choice): Roadmap['missed'][number]['unmet'] {
  const { plan, sheet, assessed } = basis;
  if (!goal) return [];
  const gone = new Set([id]);
  const rest = chosen.filter((measure: CompiledMeasure) => {
    if (measure.needs.some((need) => gone.has(need))) gone.add(measure.id);
    return !gone.has(measure.id);
  });
  const counted = hopes ? rest : withoutExpected(rest);
  return findMissing(plan, goal, evaluate(plan, applyMeasures(plan, sheet, counted, assessed.evaluation)));
}

/** The ways to a level where there is neither a budget nor a horizon. */
function waysWithout(basis: Basis, candidates: Sequence, preferred: readonly string[], frame: Frame): Way[] {
  return findWays(basis, candidates, preferenceFor(preferred), { ...frame, budget: null, horizon: null });
}

function stairsOf(basis: Basis, candidates: Sequence, frame: Frame, ways: readonly Way[]): Stair[] {
  return rungsAbove(basis).map((rung) => {
    const level = toNumber(rung.value);
    const { way, best, proven } = findBest(ways, rung);
    if (!way || !best) return { level, reached: false, proven };
    const measures = orderMeasures(candidates.filter(({ id }) => best.ids.has(id)));
    const cost = costBy(measures, frame.estimate);
    return {
      level,
      reached: true,
      ...(cost ? { cost: toNumber(cost) } : {}),
      withoutCost: measures.filter((measure) => !measure.cost).length,
      months: toNumber(lengthOf(scheduleWithin(measures, frame.atOnce, frame.horizon).slots)),
      measures: measures.map(({ id }) => id),
      ...(way.hopes ? { hopes: true } : {}),
      proven,
    };
  });
}
