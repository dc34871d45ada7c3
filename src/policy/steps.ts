import { plainAtom, plainValue } from '../condition/unmet.ts';
import type { Possible } from '../condition/value.ts';
import { freezeDeep, shareEqual } from '../model/frozen.ts';
import type { Change, CostTotal, RecommendedMeasure } from '../model/generated/types.ts';
import { compare, toNumber } from '../model/rational.ts';
import { rankOf } from '../scoring/domain.ts';
import { evaluateAnswers } from '../scoring/evaluate.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { applyMeasures } from './application.ts';
import { costTogether, savedBy } from './cost.ts';
import { withoutExpected } from './expected.ts';
import type { CompiledMeasure } from './measures.ts';
import type { Choice, Goal, Sequence } from './planning.ts';

/** Describes chosen measures in their order: what each changes, what it needs, and what it is needed by. */
export function describeMeasures(
  { chosen, reaches, there }: Choice,
  plan: Plan,
  sheet: Sheet,
  today: Evaluation,
): RecommendedMeasure[] {
  const evaluateAfter = (measures: Sequence): Evaluation =>
    evaluateAnswers(plan, applyMeasures(plan, sheet, measures, today), today, sheet);
  let before = today;
  return chosen.map((measure, i) => {
    const sure = withoutExpected(chosen.slice(0, i + 1));
    const after = evaluateAfter(sure);
    const reasons = findChanges(measure, plan, before, after);
    before = after;
    const hopes = measure.effects.some(({ expected }) => expected);
    const hoped = hopes ? findExpected(measure, plan, after, evaluateAfter([...sure, measure])) : [];
    const neededBy = neededByOf(measure, chosen, reaches);
    const { cost, months, effort, needs = [] } = measure.definition;
    const builtOn = needs.filter((id) => there.has(id));
    // Key by key, which is quicker by far than from many small objects.
    const described = { id: measure.id } as RecommendedMeasure;
    if (measure.needs.length > 0) described.needs = [...measure.needs];
    if (builtOn.length > 0) described.there = builtOn;
    if (neededBy.length > 0) described.neededBy = neededBy;
    described.reasons = [...reasons, ...hoped].map((change) => shareEqual(measure.definition, change));
    if (cost) described.cost = freezeDeep(cost);
    if (months) described.months = freezeDeep(months);
    if (effort !== undefined) described.effort = effort;
    return described;
  });
}

/** The answers that differ, those derived from others included; facts only where the measure names them. */
function findChanges(measure: CompiledMeasure, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const own = new Set(measure.effects.map(({ name }) => name));
  return plan.inputs.flatMap((input) =>
    input.role === 'fact' && !own.has(input.name) ? [] : changeOf(input, own.has(input.name), plan, before, after),
  );
}

/** The answers that a measure is only expected to change further. */
function findExpected(measure: CompiledMeasure, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const expected = new Set(measure.effects.flatMap((effect) => (effect.expected ? [effect.name] : [])));
  return plan.inputs
    .filter(({ name }) => expected.has(name))
    .flatMap((input) => changeOf(input, true, plan, before, after))
    .map((change) => ({ ...change, expected: true }));
}

/** How an answer differs; what an open one is at least counts only for a measure's `own` ones. */
function changeOf(input: Input, own: boolean, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const node = plan.names.get(input.name)?.node;
  if (node === undefined) return [];
  const [was, is] = [before, after].map(({ values }) => values[node] as Possible) as [Possible, Possible];
  if (was === is) return [];
  const [from, settled] = [plainValue(was), plainValue(is)];
  const to = settled ?? (own ? plainFloor(input, is) : undefined);
  if (to === undefined || JSON.stringify(from ?? plainFloor(input, was)) === JSON.stringify(to)) return [];
  return [
    {
      name: input.name,
      ...(from === undefined ? {} : { from }),
      to,
      ...(settled === undefined ? { atLeast: true } : {}),
    },
  ];
}

/** What an open answer is at least, as JSON holds it; undefined where there is no such thing. */
function plainFloor(input: Input, possible: Possible): Change['to'] | undefined {
  if (possible.kind === 'choices') return possible.sure.length > 0 ? [...possible.sure] : undefined;
  if (possible.kind === 'range') return possible.low ? toNumber(possible.low) : undefined;
  if (possible.kind !== 'atoms') return undefined;
  const [least] = [...possible.atoms].sort((a, b) => compare(rankOf(input, a), rankOf(input, b)));
  return least === undefined ? undefined : plainAtom(least);
}

/** The measures that build on one, where its own effects are not what the goal needs it for. */
function neededByOf(measure: CompiledMeasure, chosen: Sequence, reaches: Goal): string[] {
  const builtOn = chosen.filter(({ needs }) => needs.includes(measure.id)).map(({ id }) => id);
  const others = chosen.filter(({ id }) => id !== measure.id);
  return builtOn.length > 0 && reaches(others) ? builtOn : [];
}

/** The exact sum of the costs, what is saved together taken off, never below 0; undefined where none is stated. */
export function sumCosts(measures: Sequence): CostTotal | undefined {
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const [first] = costs;
  if (!first) return undefined;
  const without = measures.filter(({ cost }) => !cost).map(({ id }) => id);
  const saved = savedBy(measures);
  return {
    low: toNumber(costTogether(measures, 'low')),
    high: toNumber(costTogether(measures, 'high')),
    currency: first.currency,
    illustrative: costs.some(({ illustrative }) => illustrative),
    ...(saved.n > 0n ? { saved: toNumber(saved) } : {}),
    ...(without.length > 0 ? { without } : {}),
  };
}
