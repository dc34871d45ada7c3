// The outcome of the chosen measures: the answers, scores and level once they are done, and what each measure changes
// and gains.
import {
  type Change,
  type CostTotal,
  compare,
  type Effort,
  itemAt,
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
  inputNamed,
  isChoices,
  type LevelRequirement,
  type Plan,
  type Possible,
  parseAnswerValue,
  rangeOf,
  rankOf,
  reevaluate,
  reevaluateInputs,
  toPlainAtom,
  toPlainValue,
} from '../scoring/index.ts';
import { applyMeasures, removeExpectedEffects } from './apply-measures.ts';
import { closureOf } from './cost-rule.ts';
import { describeCost } from './enterprise-costs.ts';
import { chooseRole } from './enterprise-days.ts';
import type { MeasureChoice, MeasureSequence, ReachesGoal } from './measure-choice.ts';
import { combineCosts, savingsOf } from './measure-cost.ts';
import type { CompiledMeasure, MeasureCost } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';
import { findLowestLevel, isAtLeast } from './target-level.ts';

/** The state of an enterprise after the measures, by which instruments are judged. */
export interface ProjectedEvaluation {
  readonly after: Evaluation;
  /** The evaluation if effects that are only expected do not occur. */
  readonly sure: Evaluation;
  /** The answers that `sure` evaluates. */
  readonly sureSheet: AnswerSet;
  /**
   * The names of the answers that `after` takes to be raised by expected effects, so that a re-assessment must confirm
   * them.
   */
  readonly confirm: readonly string[];
}

/** The result once the measures are done. */
interface MeasureOutcome extends ProjectedEvaluation {
  /** All scores once the measures are done. */
  readonly scores: Result['scores'];
}

/** Evaluates the answers once the measures are done, without effects that are only expected. */
export function projectSureOutcome(
  { plan, sheet, assessed }: RecommendInput,
  chosen: readonly CompiledMeasure[],
): ProjectedEvaluation {
  const today = assessed.evaluation;
  const sureSheet = applyMeasures(plan, sheet, removeExpectedEffects(chosen), today);
  const sureEvaluation = chosen.length === 0 ? today : reevaluate(plan, sureSheet, today, sheet);
  return { after: sureEvaluation, sure: sureEvaluation, sureSheet, confirm: [] };
}

/**
 * Scores the answers once the chosen measures are done. Effects that are only expected count if the level cannot be
 * reached without them (`hopes`).
 */
export function projectOutcome(
  basis: RecommendInput,
  { chosen, hopes }: Pick<MeasureChoice, 'chosen' | 'hopes'>,
): MeasureOutcome {
  const { plan, assessed } = basis;
  const { sure, sureSheet } = projectSureOutcome(basis, chosen);
  const hopedSheet = hopes ? applyMeasures(plan, sureSheet, chosen, sure) : sureSheet;
  const outcomeAfter = hopes ? reevaluate(plan, hopedSheet, sure, sureSheet) : sure;
  const expectedEffects = chosen.flatMap(({ effects }) => effects.filter((effect) => effect.expected));
  const names = new Set(
    expectedEffects.map(({ name }) => name).filter((name) => hopedSheet.get(name) !== sureSheet.get(name)),
  );
  return {
    after: outcomeAfter,
    scores: chosen.length === 0 ? assessed.result.scores : assessScores(plan, hopedSheet, outcomeAfter),
    sure,
    sureSheet,
    confirm: names.size === 0 ? [] : plan.inputs.flatMap(({ name }) => (names.has(name) ? [name] : [])),
  };
}

/** Describes the target level and how far the measures lead towards it. */
export function describeTarget(
  plan: Plan,
  target: LevelRequirement | null,
  outcome: MeasureOutcome,
  unmet: readonly Unmet[],
): Target {
  const { after, scores, sure, confirm } = outcome;
  const level = findLowestLevel(plan, after);
  const certainLevel = findLowestLevel(plan, sure);
  return {
    level: target && toNumber(target.value),
    // No target means that the enterprise already has the highest level, so the target counts as reached, unless the
    // plan has no levels at all.
    reached: target ? isAtLeast(level, target.value) : level !== null,
    ...(unmet.length > 0 ? { unmet: [...unmet] } : {}),
    scores,
    levelAfter: level && toNumber(level),
    ...(confirm.length > 0 ? { confirm: [...confirm], levelSure: certainLevel && toNumber(certainLevel) } : {}),
  };
}

/** Describes the chosen measures in order: what each measure changes, what it needs, and which measures need it. */
export function describeMeasures(
  { chosen, reaches, there }: MeasureChoice,
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  running: ReadonlyMap<string, MeasureCost>,
  days: ReadonlyMap<string, Effort>,
): RecommendedMeasure[] {
  const evaluateAfter = (measures: MeasureSequence): Evaluation =>
    reevaluateInputs(plan, applyMeasures(plan, sheet, measures, today), today, sheet);
  let evaluationBefore = today;
  return chosen.map((measure, i) => {
    const sureMeasures = removeExpectedEffects(chosen.slice(0, i + 1));
    const evaluationAfter = evaluateAfter(sureMeasures);
    const reasons = findChanges(measure, plan, evaluationBefore, evaluationAfter);
    evaluationBefore = evaluationAfter;
    const hopes = measure.effects.some(({ expected }) => expected);
    const expectedEffects = hopes
      ? findExpected(measure, plan, evaluationAfter, evaluateAfter([...sureMeasures, measure]))
      : [];
    const neededBy = neededByOf(measure, chosen, reaches);
    const cost = describeCost(measure.definition.cost, measure.cost);
    const yearlyCost = describeCost(measure.definition.running, running.get(measure.id));
    const { months, roles, needs = [] } = measure.definition;
    const effort = days.get(measure.id);
    const existingNeeds = needs.filter((id) => there.has(id));
    // Keys are set one by one, which is much faster than merging many small objects.
    const description = { id: measure.id } as RecommendedMeasure;
    if (measure.needs.length > 0) description.needs = [...measure.needs];
    if (existingNeeds.length > 0) description.there = existingNeeds;
    if (neededBy.length > 0) description.neededBy = neededBy;
    description.reasons = [...reasons, ...expectedEffects];
    if (cost) description.cost = cost;
    if (measure.costRule && measure.costRule.reads.length > 0) description.costFrom = [...measure.costRule.reads];
    if (months) description.months = months;
    if (roles) description.roles = [...new Set(roles.map((role) => chooseRole(role, measure, today)))];
    if (effort !== undefined) description.effort = effort;
    if (yearlyCost) description.running = yearlyCost;
    return description;
  });
}

/**
 * Returns the changes that a measure makes to answers, derived answers included. Changes of facts are left out unless
 * the measure names the fact.
 */
function findChanges(measure: CompiledMeasure, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const ownNames = new Set(measure.effects.map(({ name }) => name));
  return plan.inputs.flatMap((input) =>
    input.role === 'fact' && !ownNames.has(input.name)
      ? []
      : changeOf(input, ownNames.has(input.name), plan, before, after),
  );
}

/** Returns the changes that a measure is only expected to make, besides those that it surely makes. */
function findExpected(measure: CompiledMeasure, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const expectedNames = new Set(measure.effects.flatMap((effect) => (effect.expected ? [effect.name] : [])));
  return plan.inputs
    .filter(({ name }) => expectedNames.has(name))
    .flatMap((input) => changeOf(input, true, plan, before, after))
    .map((change) => ({ ...change, expected: true }));
}

/**
 * Describes how an answer changes; empty if it does not. If the answer stays open and only its lower bound rises, that
 * counts only if the measure itself raises it (`isOwn`).
 */
function changeOf(input: Input, isOwn: boolean, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const node = plan.names.get(input.name)?.node;
  if (node === undefined) return [];
  const [oldValue, newValue] = [before, after].map(({ values }) => itemAt(values, node)) as [Possible, Possible];
  if (oldValue === newValue) return [];
  const [from, settled] = [toPlainValue(oldValue), toPlainValue(newValue)];
  const changedTo = settled ?? (isOwn ? toPlainFloor(input, newValue) : undefined);
  if (changedTo === undefined || JSON.stringify(from ?? toPlainFloor(input, oldValue)) === JSON.stringify(changedTo))
    return [];
  return [
    {
      name: input.name,
      ...(from === undefined ? {} : { from }),
      to: changedTo,
      ...(settled === undefined ? { atLeast: true } : {}),
    },
  ];
}

/** Returns the lower bound of an open answer as JSON; undefined if there is none. */
function toPlainFloor(input: Input, possible: Possible): Change['to'] | undefined {
  if (possible.kind === 'choices') return possible.sure.length > 0 ? [...possible.sure] : undefined;
  if (possible.kind === 'range') return possible.low ? toNumber(possible.low) : undefined;
  if (possible.kind !== 'atoms') return undefined;
  const [least] = [...possible.atoms].sort((a, b) => compare(rankOf(input, a), rankOf(input, b)));
  return least === undefined ? undefined : toPlainAtom(least);
}

/**
 * Returns the measures that need a measure, if it is taken only because of them; empty if the goal cannot be reached
 * without its own effects.
 */
function neededByOf(measure: CompiledMeasure, chosen: MeasureSequence, reaches: ReachesGoal): string[] {
  const existingNeeds = chosen.filter(({ needs }) => needs.includes(measure.id)).map(({ id }) => id);
  const otherMeasures = chosen.filter(({ id }) => id !== measure.id);
  return existingNeeds.length > 0 && reaches(otherMeasures) ? existingNeeds : [];
}

/**
 * Adds up the costs of measures exactly, less what is saved by taking them together, never below 0; undefined if no
 * measure has a stated cost.
 */
export function describeCosts(measures: MeasureSequence): CostTotal | undefined {
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const [first] = costs;
  if (!first) return undefined;
  const withoutCost = measures.filter(({ cost }) => !cost).map(({ id }) => id);
  const savings = savingsOf(measures);
  return {
    low: toNumber(combineCosts(measures, 'low')),
    high: toNumber(combineCosts(measures, 'high')),
    currency: first.currency,
    illustrative: costs.some(({ illustrative }) => illustrative),
    ...(savings.n > 0n ? { saved: toNumber(savings) } : {}),
    ...(withoutCost.length > 0 ? { without: withoutCost } : {}),
  };
}

/** Adds up what measures cost in each year after the first; undefined if no measure has such a cost. */
export function describeRunningCosts(
  measures: MeasureSequence,
  running: ReadonlyMap<string, MeasureCost>,
): CostTotal | undefined {
  return describeCosts(measures.map((measure) => ({ ...measure, cost: running.get(measure.id) ?? null, savings: [] })));
}

/** By how much a measure surely raises a score, once the measures before it are done. */
export interface MeasureGain {
  readonly score: string;
  readonly by: Rational;
}

/**
 * Finds by how much each measure, after those before it, raises the score to which most questions contribute, apart
 * from the level and hidden scores. Expected effects do not count. A measure that raises nothing for certain has no
 * entry. Returns the gains by measure id.
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
  const findLowestIn = ({ values }: Evaluation): Rational | null | undefined =>
    rangeOf(itemAt(values, widest.node))?.low;
  const neededNodes = new Set(closureOf(plan, [widest.node]));
  const answers = new Map(sheet);
  let lowestBefore = findLowestIn(today);
  for (const { id, reasons } of measures) {
    for (const { name, to, expected } of reasons) {
      const entry = expected ? undefined : createRaisedEntry(plan, answers, name, to);
      if (entry) answers.set(name, entry);
    }
    const lowestAfter = findLowestIn(reevaluate(plan, answers, today, sheet, neededNodes));
    const gain = lowestBefore && lowestAfter ? subtract(lowestAfter, lowestBefore) : undefined;
    if (gain && gain.n > 0n) gains.set(id, { score: widest.name, by: gain });
    lowestBefore = lowestAfter;
  }
  return gains;
}

/** Returns the entry of an answer once it is raised to the target that a recommendation states. */
function createRaisedEntry(
  plan: Plan,
  answers: AnswerSet,
  name: string,
  to: RecommendedMeasure['reasons'][number]['to'],
): AnswerEntry | undefined {
  const input = inputNamed(plan, name);
  const parsedValue = input && parseAnswerValue(input, Array.isArray(to) ? to : String(to));
  if (!parsedValue || !('value' in parsedValue)) return undefined;
  const entry = entryOf(answers, name);
  if (entry.state === 'answered') return { ...entry, value: addOptions(entry.value, parsedValue.value) };
  return { ...entry, least: parsedValue.value };
}

/** Adds options to those chosen already; an answer of another type is replaced. */
function addOptions(given: AnswerValue, added: AnswerValue): AnswerValue {
  return isChoices(given) && isChoices(added) ? [...new Set([...given, ...added])] : added;
}
