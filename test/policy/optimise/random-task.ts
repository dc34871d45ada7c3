import type { Measure } from '../../../src/model/generated/types.ts';
import { compare, ONE, type Rational, ZERO } from '../../../src/model/rational.ts';
import { applyMeasures } from '../../../src/policy/apply-measures.ts';
import { findCandidates } from '../../../src/policy/measure-choice.ts';
import { createPreference, type Estimate } from '../../../src/policy/measure-cost.ts';
import { type CompiledMeasure, compileMeasures } from '../../../src/policy/measures.ts';
import { createLevelGoals } from '../../../src/policy/optimise/encode-level.ts';
import { orderMeasures } from '../../../src/policy/optimise/schedule.ts';
import {
  createBudgetLimits,
  createSelectionTask,
  type Gain,
  NO_AIMS,
  type PlanAims,
  type SelectionTask,
} from '../../../src/policy/optimise/selection-task.ts';
import type { EncodableGoal } from '../../../src/policy/optimise/solve.ts';
import type { AnswerSet } from '../../../src/scoring/answer-set.ts';
import { compilePlan } from '../../../src/scoring/compile/compile-plan.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import { isNumber, rangeOf } from '../../../src/scoring/possible-values.ts';
import { documentsOf, type Sketch } from '../../scoring/pack-sketch.ts';
import type { Draw } from '../../scoring/random/draw.ts';

/** What a case asks, and by another way than the program's whether measures answer it. */
export interface Case {
  readonly task: SelectionTask;
  readonly aims: PlanAims;
  readonly aim: EncodableGoal;
  /** Scores the answers that measures lead to on the whole plan. */
  readonly reaches: (taken: readonly boolean[]) => boolean;
}

const RAISABLE = ['single', 'multiple', 'boolean', 'scale', 'integer', 'decimal', 'percent'];

/** A catalogue for a pack, what the enterprise answered, and a level to reach; undefined where there is nothing to do. */
export function drawCase(
  draw: Draw,
  sketch: Sketch,
  sheet: AnswerSet,
  most: number,
  mostWays?: number,
): Case | undefined {
  return drawCases(draw, sketch, [sheet], most, mostWays)[0];
}

/** The same catalogue for several enterprises. */
export function drawCases(
  draw: Draw,
  sketch: Sketch,
  sheets: readonly AnswerSet[],
  most: number,
  mostWays?: number,
): (Case | undefined)[] {
  const { questionnaire, rubric } = documentsOf(sketch);
  const compiled = compilePlan({
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire },
    rubric: { file: 'rubric.yaml', document: rubric },
  });
  const inputs = compiled.plan.inputs.filter(({ type }) => RAISABLE.includes(type));
  if (inputs.length === 0) return [];
  const count = draw.whole(1, most);
  const stated = Array.from({ length: count }, (_, i) => drawMeasure(draw, i, count, inputs));
  const { measures, problems } = compileMeasures(
    { file: 'measures.yaml', document: { kind: 'measures', measures: stated } },
    compiled,
  );
  if (problems.some(({ code }) => !['M215', 'M231'].includes(code))) throw new Error(JSON.stringify(problems));
  const goal = draw.pick(compiled.plan.scores.map(({ node }) => node));
  const plan: Plan = { ...compiled.plan, level: draw.chance(60) ? (compiled.plan.level ?? goal) : goal };
  return sheets.map((sheet) => caseOf(draw, plan, measures, sheet, mostWays));
}

function caseOf(
  draw: Draw,
  plan: Plan,
  measures: readonly CompiledMeasure[],
  sheet: AnswerSet,
  mostWays: number | undefined,
): Case | undefined {
  const today = evaluate(plan, sheet);
  const { candidates } = findCandidates(measures, plan, sheet, today);
  const budget = draw.chance(20) ? { n: BigInt(draw.whole(0, 60)), d: 1n } : null;
  const basis = draw.pick<Estimate>(['low', 'mid', 'high']);
  const limits = budget ? createBudgetLimits(budget) : [];
  const required = new Set(candidates.flatMap(({ id }) => (draw.chance(5) ? [id] : [])));
  const aims = draw.chance(50) ? NO_AIMS : drawAims(draw, candidates);
  const task = createSelectionTask(candidates, createPreference(['cloud']), basis, limits, required, aims);
  const order = orderMeasures(task.measures);
  const ends = (taken: readonly boolean[]) => {
    const done = order.filter((one) => taken[task.measures.indexOf(one)]);
    const value = evaluate(plan, applyMeasures(plan, sheet, done, today)).values[plan.level as number];
    return value && !value.nothing ? (rangeOf(value)?.low ?? null) : null;
  };
  // A level that some measures lead to, so that most cases can be answered.
  const some = task.measures.map(() => draw.chance(60));
  const level: Rational = ends(some) ?? ends(task.measures.map(() => true)) ?? ZERO;
  if (!isNumber(level)) return undefined;
  return {
    task,
    aims,
    aim: createLevelGoals(plan, sheet, today, task.measures, mostWays)(level),
    reaches: (taken) => {
      const low = ends(taken);
      return low !== null && compare(low, level) >= 0;
    },
  };
}

function drawAims(draw: Draw, candidates: readonly CompiledMeasure[]): PlanAims {
  const ids = candidates.map(({ id }) => id);
  const drawGains = (most: number): Gain<string>[] =>
    Array.from({ length: ids.length > 0 ? draw.whole(0, most) : 0 }, () => ({
      members: draw.some(ids, 1, 3),
      amount: draw.pick([ONE, { n: 5n, d: 2n }, { n: 7n, d: 1n }]),
    }));
  return {
    priorities: drawGains(3),
    answers: drawGains(6),
    // Some of an earlier plan is gone from the catalogue.
    earlier: ['gone', ...ids.filter(() => draw.chance(30))],
    tolerance: draw.pick([ZERO, { n: 15n, d: 100n }, { n: 1n, d: 2n }, ONE]),
  };
}

function drawMeasure(draw: Draw, i: number, count: number, inputs: readonly Input[]): Measure {
  const raised = draw.some(inputs, 1, 3);
  const others = Array.from({ length: count }, (_, k) => `m${k}`).filter((_, k) => k !== i);
  const earlier = others.slice(0, i);
  const cost = draw.whole(0, 20);
  return {
    id: `m${i}`,
    title: 'M',
    achieves: Object.fromEntries(raised.map((input) => [input.name, drawTarget(draw, input)])) as Measure['achieves'],
    ...(earlier.length > 0 && draw.chance(30) ? { needs: draw.some(earlier, 1, 2) } : {}),
    ...(others.length > 0 && draw.chance(15) ? { excludes: draw.some(others, 1, 1) } : {}),
    ...(draw.chance(20) ? { variant: draw.pick(['erp', 'mes']) } : {}),
    ...(others.length > 0 && draw.chance(25)
      ? { savings: [{ with: draw.some(others, 1, 2), amount: draw.whole(0, 9) / 2 }] }
      : {}),
    ...(draw.chance(93) ? { cost: { low: cost / 2, high: cost, currency: 'CNY' } } : {}),
    ...(draw.chance(90) ? { months: { low: 1, high: draw.whole(1, 6) } } : {}),
    tags: draw.chance(50) ? ['cloud'] : [],
  };
}

function drawTarget(draw: Draw, input: Input): string | { add: [string, ...string[]] } {
  const free = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  if (input.type === 'multiple') {
    return { add: draw.some(free, 1, Math.min(2, input.choose.most ?? 2)) as [string, ...string[]] };
  }
  if (input.type === 'boolean') return draw.pick(['true', 'false']);
  if (input.type === 'single') return draw.pick(input.options.map(({ id }) => id));
  const low = input.range.low ? Math.ceil(Number(input.range.low.n) / Number(input.range.low.d)) : 0;
  const high = input.range.high ? Math.floor(Number(input.range.high.n) / Number(input.range.high.d)) : low + 10;
  return String(draw.whole(low, Math.max(low, Math.min(high, low + 10))));
}
