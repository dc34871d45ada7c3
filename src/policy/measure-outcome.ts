// What the chosen measures lead to: the answers, scores and level after them, and what each changes and adds.
import {
  type Change,
  type CostTotal,
  compare,
  type Rational,
  type RecommendedMeasure,
  type Result,
  subtract,
  type Target,
  toNumber,
  type Unmet,
} from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  assessScores,
  type Evaluation,
  entryOf,
  type Input,
  isChoices,
  type LevelRequirement,
  type Plan,
  type Possible,
  parseAnswerValue,
  plainAtom,
  plainValue,
  rangeOf,
  rankOf,
  reevaluate,
  reevaluateInputs,
} from '../scoring/index.ts';
import { applyMeasures, withoutExpectedEffects } from './apply-measures.ts';
import { describeCost } from './enterprise-costs.ts';
import type { MeasureChoice, MeasureSequence, ReachesGoal } from './measure-choice.ts';
import { combinedCost, savingsOf } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';
import { isAtLeast, lowestLevel } from './target-level.ts';

/** What is to be expected of measures as far as instruments ask. */
export interface ProjectedEvaluation {
  readonly after: Evaluation;
  /** Without what is only expected. */
  readonly sure: Evaluation;
  /** The answers that `sure` is the evaluation of. */
  readonly sureSheet: AnswerSet;
  /** The answers whose expected effect `after` rests on. */
  readonly confirm: readonly string[];
}

/** What the measures lead to, once they are done. */
interface MeasureOutcome extends ProjectedEvaluation {
  /** Every score then. */
  readonly scores: Result['scores'];
}

/** What measures lead to for certain, whatever else is hoped for. */
export function projectSureOutcome(
  { plan, sheet, assessed }: RecommendInput,
  chosen: readonly CompiledMeasure[],
): ProjectedEvaluation {
  const today = assessed.evaluation;
  const sureSheet = applyMeasures(plan, sheet, withoutExpectedEffects(chosen), today);
  const sure = chosen.length === 0 ? today : reevaluate(plan, sureSheet, today, sheet);
  return { after: sure, sure, sureSheet, confirm: [] };
}

/** Scores the answers once the chosen measures are done; what is only expected counts where the level needs it. */
export function projectOutcome(
  basis: RecommendInput,
  { chosen, hopes }: Pick<MeasureChoice, 'chosen' | 'hopes'>,
): MeasureOutcome {
  const { plan, assessed } = basis;
  const { sure, sureSheet } = projectSureOutcome(basis, chosen);
  const hoped = hopes ? applyMeasures(plan, sureSheet, chosen, sure) : sureSheet;
  const after = hopes ? reevaluate(plan, hoped, sure, sureSheet) : sure;
  const expected = chosen.flatMap(({ effects }) => effects.filter((effect) => effect.expected));
  const names = new Set(expected.map(({ name }) => name).filter((name) => hoped.get(name) !== sureSheet.get(name)));
  return {
    after,
    scores: chosen.length === 0 ? assessed.result.scores : assessScores(plan, hoped, after),
    sure,
    sureSheet,
    confirm: names.size === 0 ? [] : plan.inputs.flatMap(({ name }) => (names.has(name) ? [name] : [])),
  };
}

/** The level aimed at and what comes of it. */
export function describeTarget(
  plan: Plan,
  target: LevelRequirement | null,
  outcome: MeasureOutcome,
  unmet: readonly Unmet[],
): Target {
  const { after, scores, sure, confirm } = outcome;
  const level = lowestLevel(plan, after);
  const certain = lowestLevel(plan, sure);
  return {
    level: target && toNumber(target.value),
    // Without a target there is nothing above: reached, unless the plan has no level at all.
    reached: target ? isAtLeast(level, target.value) : level !== null,
    ...(unmet.length > 0 ? { unmet: [...unmet] } : {}),
    scores,
    levelAfter: level && toNumber(level),
    ...(confirm.length > 0 ? { confirm: [...confirm], levelSure: certain && toNumber(certain) } : {}),
  };
}

/** Describes chosen measures in their order: what each changes, what it needs, and what it is needed by. */
export function describeMeasures(
  { chosen, reaches, there }: MeasureChoice,
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
): RecommendedMeasure[] {
  const evaluateAfter = (measures: MeasureSequence): Evaluation =>
    reevaluateInputs(plan, applyMeasures(plan, sheet, measures, today), today, sheet);
  let before = today;
  return chosen.map((measure, i) => {
    const sure = withoutExpectedEffects(chosen.slice(0, i + 1));
    const after = evaluateAfter(sure);
    const reasons = findChanges(measure, plan, before, after);
    before = after;
    const hopes = measure.effects.some(({ expected }) => expected);
    const hoped = hopes ? findExpected(measure, plan, after, evaluateAfter([...sure, measure])) : [];
    const neededBy = neededByOf(measure, chosen, reaches);
    const cost = describeCost(measure);
    const { months, roles, effort, needs = [] } = measure.definition;
    const builtOn = needs.filter((id) => there.has(id));
    // Key by key, which is quicker by far than from many small objects.
    const described = { id: measure.id } as RecommendedMeasure;
    if (measure.needs.length > 0) described.needs = [...measure.needs];
    if (builtOn.length > 0) described.there = builtOn;
    if (neededBy.length > 0) described.neededBy = neededBy;
    described.reasons = [...reasons, ...hoped];
    if (cost) described.cost = cost;
    if (measure.costRule && measure.costRule.reads.length > 0) described.costFrom = [...measure.costRule.reads];
    if (months) described.months = months;
    if (roles) described.roles = roles;
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
function neededByOf(measure: CompiledMeasure, chosen: MeasureSequence, reaches: ReachesGoal): string[] {
  const builtOn = chosen.filter(({ needs }) => needs.includes(measure.id)).map(({ id }) => id);
  const others = chosen.filter(({ id }) => id !== measure.id);
  return builtOn.length > 0 && reaches(others) ? builtOn : [];
}

/** The exact sum of the costs, what is saved together taken off, never below 0; undefined where none is stated. */
export function describeCosts(measures: MeasureSequence): CostTotal | undefined {
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const [first] = costs;
  if (!first) return undefined;
  const without = measures.filter(({ cost }) => !cost).map(({ id }) => id);
  const saved = savingsOf(measures);
  return {
    low: toNumber(combinedCost(measures, 'low')),
    high: toNumber(combinedCost(measures, 'high')),
    currency: first.currency,
    illustrative: costs.some(({ illustrative }) => illustrative),
    ...(saved.n > 0n ? { saved: toNumber(saved) } : {}),
    ...(without.length > 0 ? { without } : {}),
  };
}

/** How much more a score surely comes to with a measure, those before it being done. */
export interface MeasureGain {
  readonly score: string;
  readonly by: Rational;
}

/**
 * The gain of each measure in turn, by its id, in the score whose value most questions make; the level and hidden scores
 * aside, and what is only expected. A measure without a gain for certain has no entry.
 */
export function findGains(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly RecommendedMeasure[],
): ReadonlyMap<string, MeasureGain> {
  const gains = new Map<string, MeasureGain>();
  const [widest] = plan.scores
    .filter(({ hidden, node }) => !hidden && node !== plan.level)
    .sort((a, b) => b.questions.length - a.questions.length);
  if (!widest) return gains;
  const lowestIn = ({ values }: Evaluation): Rational | null | undefined =>
    rangeOf(values[widest.node] as Possible)?.low;
  const answers = new Map(sheet);
  let before = lowestIn(today);
  for (const { id, reasons } of measures) {
    for (const { name, to, expected } of reasons) {
      const entry = expected ? undefined : raisedEntry(plan, answers, name, to);
      if (entry) answers.set(name, entry);
    }
    const after = lowestIn(reevaluate(plan, answers, today, sheet));
    const by = before && after ? subtract(after, before) : undefined;
    if (by && by.n > 0n) gains.set(id, { score: widest.name, by });
    before = after;
  }
  return gains;
}

/** An answer as a recommendation says that it will be. */
function raisedEntry(
  plan: Plan,
  answers: AnswerSet,
  name: string,
  to: RecommendedMeasure['reasons'][number]['to'],
): AnswerEntry | undefined {
  const input = plan.inputs.find((one) => one.name === name);
  const read = input && parseAnswerValue(input, Array.isArray(to) ? to : String(to));
  if (!read || !('value' in read)) return undefined;
  const entry = entryOf(answers, name);
  if (entry.state === 'answered') return { ...entry, value: withOptions(entry.value, read.value) };
  return { ...entry, least: read.value };
}

/** Options come to those chosen. */
function withOptions(given: AnswerValue, added: AnswerValue): AnswerValue {
  return isChoices(given) && isChoices(added) ? [...new Set([...given, ...added])] : added;
}
