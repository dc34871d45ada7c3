// The gaps that a plan closes before anything else: which gaps are open, which measures close them, and how much weight
// is gained by that.
import {
  add,
  compare,
  divide,
  fraction,
  greatest,
  itemAt,
  multiply,
  ONE,
  type Rational,
  round,
  subtract,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import {
  type Evaluation,
  evaluate,
  evaluateCondition,
  evaluateEntry,
  type Input,
  inputAt,
  inputDependencies,
  isChoices,
  type LevelRequirement,
  listConditionDependencies,
  listConditionEntries,
  listedValues,
  type Node,
  nodeAt,
  type Plan,
  type Possible,
  rankOf,
  reevaluate,
  type Test,
  type Truth,
  takesSeveral,
  toSettledAnswer,
  valueAt,
} from '../scoring/index.ts';
import { applyMeasures, collectRaisedAnswers, findLowestRank, removeExpectedEffects } from './apply-measures.ts';
import { closureOf } from './cost-rule.ts';
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure, OpenGap } from './measures.ts';
import { heaviestOf } from './optimise/schedule.ts';
import type { Gain } from './optimise/selection-task.ts';
import { findWorthwhile, savingOf } from './pain-sums.ts';
import type { RecommendInput } from './recommend-input.ts';
import { isAtLeast } from './target-level.ts';

/** The data by which priorities are judged. */
type GapContext = Pick<RecommendInput, 'plan' | 'sheet' | 'assessed' | 'priorities' | 'measures' | 'record'>;

/**
 * Returns the priorities that can be gaps of a plan with this target level. A priority that applies only from a certain
 * level on is left out if the target is lower, or if there is no target.
 */
export function selectPriorities(
  target: LevelRequirement | null,
  priorities: readonly CompiledPriority[] = [],
): readonly CompiledPriority[] {
  return priorities.filter(({ fromLevel }) => !fromLevel || (target && isAtLeast(target.value, fromLevel)));
}

/** Returns the priorities that are gaps today, without the demands that a measure on record as done meets. */
export function openPriorities({ priorities = [], assessed, measures, record }: GapContext): CompiledPriority[] {
  return priorities.filter(
    (priority) =>
      judgeGap(priority.when, assessed.evaluation) === 'holds' &&
      listDoneFor(priority, { measures, record }).length === 0,
  );
}

/** Returns the measures on record as done that meet a demand. A pain that nobody demands an end of may go on. */
export function listDoneFor(
  { id, pain }: CompiledPriority,
  { measures, record }: Pick<GapContext, 'measures' | 'record'>,
): CompiledMeasure[] {
  if (!pain?.demand || !record) return [];
  return measures.filter((measure) => measure.closes.includes(id) && record.done.has(measure.id));
}

/** Judges whether a priority is a gap in an evaluation. */
export function judgeGap(when: CompiledPriority['when'], { values }: Evaluation): Truth {
  return evaluateCondition(when, (node) => itemAt(values, node));
}

/**
 * Creates a search for the measures that close a priority: those that name it, and those that surely remove the gap
 * once they and all their needs are done. A measure of the second kind is left out if one of its needs already closes
 * the priority. `all` are the measures available to the enterprise; `some` are the measures to examine.
 */
export function createClosingMeasureSearch(
  { plan, sheet, assessed: { evaluation }, priorities = [] }: GapContext,
  all: readonly CompiledMeasure[],
): (priority: CompiledPriority, some?: readonly CompiledMeasure[]) => CompiledMeasure[] {
  const inputsOf = inputDependencies(plan);
  const byId = new Map(all.map((measure) => [measure.id, measure]));
  const needsByMeasure = new Map<CompiledMeasure, ReadonlySet<CompiledMeasure>>();
  const evaluations = new Map<CompiledMeasure, Evaluation>();
  let judgedNodes: ReadonlySet<number> | undefined;

  function collectNeeds(measure: CompiledMeasure): ReadonlySet<CompiledMeasure> {
    const cached = needsByMeasure.get(measure);
    if (cached) return cached;
    const withPrerequisites = new Set([measure]);
    for (const id of measure.needs)
      for (const neededMeasure of collectNeeds(byId.get(id) ?? measure)) withPrerequisites.add(neededMeasure);
    needsByMeasure.set(measure, withPrerequisites);
    return withPrerequisites;
  }

  function evaluateAfter(measure: CompiledMeasure): Evaluation {
    const cached = evaluations.get(measure);
    if (cached) return cached;
    const changedSheet = applyMeasures(plan, sheet, removeExpectedEffects([...collectNeeds(measure)]), evaluation);
    judgedNodes ??= findJudgedNodes(plan, priorities);
    const evaluated = reevaluate(plan, changedSheet, evaluation, sheet, judgedNodes);
    evaluations.set(measure, evaluated);
    return evaluated;
  }

  return ({ id, when }, some = all) => {
    const inputsRead = new Set(listConditionDependencies(when).flatMap((node) => inputsOf[node] ?? []));
    const changesReadInput = ({ effects }: CompiledMeasure): boolean =>
      effects.some(({ node, expected }) => !expected && inputsRead.has(node));
    const closers = some.filter(
      (measure) =>
        measure.closes.includes(id) ||
        ([...collectNeeds(measure)].some(changesReadInput) && judgeGap(when, evaluateAfter(measure)) === 'fails'),
    );
    const isNeeded = (measure: CompiledMeasure): boolean =>
      [...collectNeeds(measure)].some((needed) => needed !== measure && closers.includes(needed));
    return closers.filter((measure) => measure.closes.includes(id) || !isNeeded(measure));
  };
}

/** Returns all nodes on which the conditions of priorities depend, directly or indirectly. */
function findJudgedNodes(plan: Plan, priorities: readonly CompiledPriority[]): ReadonlySet<number> {
  const nodesRead = priorities.flatMap(({ when }) => listConditionDependencies(when));
  return new Set(closureOf(plan, nodesRead));
}

/**
 * Creates a search for the measures that narrow a gap: those that surely raise an answer which the priority's condition
 * tests, where the best value of this answer would no longer meet the test.
 */
function createNarrowingSearch(
  { plan, sheet, assessed: { evaluation } }: GapContext,
  all: readonly CompiledMeasure[],
): (priority: CompiledPriority) => CompiledMeasure[] {
  const raisedById = new Map(
    removeExpectedEffects(all).map(({ id, effects }) => {
      const names = collectRaisedAnswers(plan, sheet, [{ effects }], evaluation);
      return [id, effects.flatMap(({ name, node }) => (names.has(name) ? [node] : []))];
    }),
  );
  return ({ when }) => {
    const decidingNodes = new Set(
      listConditionEntries(when).flatMap(({ node, test }) => {
        const bestValue = findBestAnswer(nodeAt(plan, node));
        return bestValue && evaluateEntry(test, bestValue) === 'fails' ? [node] : [];
      }),
    );
    return all.filter(({ id }) => raisedById.get(id)?.some((node) => decidingNodes.has(node)));
  };
}

/** Returns the best answer to a question with listed answers; undefined for any other node. */
function findBestAnswer(node: Node): Possible | undefined {
  if (node.op !== 'input' || node.role !== 'question') return undefined;
  if (takesSeveral(node)) return toSettledAnswer(node.options.flatMap(({ id, exclusive }) => (exclusive ? [] : [id])));
  const bestValue = listedValues(node)?.at(-1);
  return bestValue === undefined ? undefined : toSettledAnswer(bestValue);
}

/**
 * Sets for each candidate which gaps it closes, which pains it eases and, with `halves`, which gaps it narrows that
 * another candidate closes, and how urgent it is because of them. If no candidate takes away most of a pain, measures that take away a part are as urgent
 * as the pain itself. Otherwise they come after all measures that close a gap, but before measures that do nothing
 * about gaps. If the sum of a pain is stated, measures that ease a part of it are as urgent as those that ease most.
 * Whether a measure is urgent because another one needs it depends on the plan, so it is not decided here.
 */
export function rankCandidates(
  basis: GapContext,
  candidates: readonly CompiledMeasure[],
  { halves = false } = {},
): readonly CompiledMeasure[] {
  const openList = openPriorities(basis);
  if (openList.length === 0) return candidates;
  const findClosers = createClosingMeasureSearch(basis, candidates);
  const findHalfClosers = halves ? createNarrowingSearch(basis, candidates) : () => [];
  const findNarrowing = (gap: CompiledPriority): CompiledMeasure[] =>
    gap.pain ? candidates.filter(({ eases }) => eases.has(gap.id)) : findHalfClosers(gap);
  const rankedPriorities = openList.map((priority) => {
    const closers = new Set(findClosers(priority));
    const isClosable = priority.pain !== undefined || closers.size > 0;
    const narrowing = isClosable ? findNarrowing(priority) : [];
    const narrowingMeasures = new Set(narrowing.filter((measure) => !closers.has(measure)));
    const isPartOnly = priority.pain !== undefined && closers.size === 0;
    const worthwhileMeasures = isPartOnly
      ? findWorthwhile(priority, [...narrowingMeasures], candidates, basis.assessed.evaluation)
      : [];
    return {
      priority,
      closers,
      narrowing: narrowingMeasures,
      worthwhile: new Set(worthwhileMeasures),
      urgent: isPartOnly ? narrowingMeasures : closers,
    };
  });
  const rankedMeasures = candidates.map((measure): CompiledMeasure => {
    const gaps = rankedPriorities.flatMap(({ priority, closers }) => (closers.has(measure) ? [priority] : []));
    const narrowedPriorities = rankedPriorities.flatMap(({ priority, narrowing }) =>
      narrowing.has(measure) ? [priority] : [],
    );
    const worthwhileGaps = rankedPriorities.flatMap((ranked) =>
      ranked.worthwhile.has(measure) ? [ranked.priority] : [],
    );
    const saving = savingOf(measure, openList, basis.assessed.evaluation);
    const heaviestGap = heaviestOf(
      rankedPriorities.flatMap(({ priority: { pain, weight }, narrowing, urgent }, place): OpenGap[] => {
        if (urgent.has(measure)) return [{ weight, place }];
        if (!pain || !narrowing.has(measure)) return [];
        return [{ weight, place, ...(saving ? {} : { isPart: true }) }];
      }),
    );
    return {
      ...measure,
      gaps,
      ...(narrowedPriorities.length > 0 ? { narrows: narrowedPriorities } : {}),
      ...(worthwhileGaps.length > 0 ? { worthwhile: worthwhileGaps } : {}),
      ...(heaviestGap ? { heaviestGap: { ...heaviestGap, ...(saving ? { saving } : {}) } } : {}),
    };
  });
  return orderBySavings(rankedMeasures);
}

/**
 * Gives each measure that saves a part of stated losses at least the weight of every measure that saves less. As a
 * result, the measure that saves most comes first among these measures, and they can still be ordered together with all
 * others.
 */
function orderBySavings(measures: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  const savingMeasures = measures
    .flatMap(({ id, heaviestGap }) =>
      heaviestGap?.saving ? [{ id, saving: heaviestGap.saving, weight: heaviestGap.weight }] : [],
    )
    .sort((a, b) => compare(a.saving, b.saving));
  if (savingMeasures.length === 0) return measures;
  let weight = ZERO;
  const weights = new Map<string, Rational>();
  for (const measure of savingMeasures) {
    weight = greatest(weight, measure.weight);
    weights.set(measure.id, weight);
  }
  return measures.map((measure) => {
    const { id, heaviestGap } = measure;
    return heaviestGap
      ? { ...measure, heaviestGap: { ...heaviestGap, weight: weights.get(id) ?? heaviestGap.weight } }
      : measure;
  });
}

/**
 * Returns the gains for the priorities that are gaps: the weight of each gap, and the candidates that close it. With
 * `halves`, meant for plans with little money, half of the weight is gained by just narrowing the gap; in the case of a
 * pain, easing a part of it always gains half. If no candidate takes away most of a pain, the other half is divided
 * among the measures that are worth their cost, so that all of them together count as much as a measure that closes the
 * pain.
 */
export function listPriorityGains(candidates: readonly CompiledMeasure[], { halves = false } = {}): Gain<string>[] {
  const closingMembers = membersOf(candidates, ({ gaps }) => gaps);
  const narrowingIds = membersOf(candidates, ({ narrows }) => narrows);
  const worthwhileIds = membersOf(candidates, (measure) => measure.worthwhile);
  return [...new Set([...closingMembers.keys(), ...narrowingIds.keys()])].flatMap((gap) => {
    const closers = closingMembers.get(gap) ?? [];
    if (!halves && !gap.pain) return [{ members: closers, amount: gap.weight }];
    const amount = divide(gap.weight, wholeNumber(2));
    return [
      ...(closers.length > 0 ? [{ members: closers, amount }] : []),
      { members: [...closers, ...(narrowingIds.get(gap) ?? [])], amount },
      ...(worthwhileIds.get(gap) ?? []).map((id, _, { length }) => ({
        members: [id],
        amount: divide(amount, wholeNumber(length)),
      })),
    ];
  });
}

function membersOf(
  candidates: readonly CompiledMeasure[],
  gapsOf: (measure: CompiledMeasure) => readonly CompiledPriority[] | undefined,
): Map<CompiledPriority, string[]> {
  const members = new Map<CompiledPriority, string[]>();
  for (const measure of candidates)
    for (const gap of gapsOf(measure) ?? []) members.set(gap, [...(members.get(gap) ?? []), measure.id]);
  return members;
}

/** Adds up the gains that the measures with these ids achieve. */
export function sumGains(gains: readonly Gain<string>[], ids: ReadonlySet<string>): Rational {
  return gains.reduce((sum, { members, amount }) => (members.some((id) => ids.has(id)) ? add(sum, amount) : sum), ZERO);
}

/**
 * For all answers that priorities read, returns the gain of each step by which the answer can be raised, and the
 * candidates that take this step. The gain is the percentage of the question's scale that the step covers, times the
 * total weight of these priorities. Priorities that are not a gap today count as well, unless no answers of this
 * enterprise could make them one. In a multiple choice, each option is a step.
 */
export function answerGains(basis: GapContext, candidates: readonly CompiledMeasure[]): Gain<string>[] {
  const { plan, assessed } = basis;
  const weightOf = sumWeightsByInput(plan, selectConcerningPriorities(basis));
  const targets = new Map<number, { readonly id: string; readonly to: CompiledMeasure['effects'][number]['to'] }[]>();
  for (const { id, effects, definition } of candidates) {
    if (definition.paper) continue;
    for (const { node, to } of effects) targets.set(node, [...(targets.get(node) ?? []), { id, to }]);
  }
  return [...targets].flatMap(([node, reached]) => {
    const input = inputAt(plan, node);
    const totalWeight = weightOf(node);
    if (input.role === 'fact' || totalWeight.n === 0n) return [];
    const currentValue = valueAt(assessed.evaluation, node);
    const createGain = (members: readonly string[], share: Rational, weight = totalWeight): Gain<string> => ({
      members,
      amount: multiply(weight, greatest(ONE, round(multiply(share, wholeNumber(100)), 0, 'half-up'))),
    });
    if (takesSeveral(input)) {
      const options = input.options.filter(({ exclusive }) => !exclusive);
      const chosenOptions = currentValue.kind === 'choices' ? currentValue.sure : [];
      return options.flatMap(({ id: option }) => {
        const members = reached.flatMap(({ id, to }) => (isChoices(to) && to.includes(option) ? [id] : []));
        const weight = weightOf(node, option);
        if (members.length === 0 || chosenOptions.includes(option) || weight.n === 0n) return [];
        return [createGain(members, fraction(1n, BigInt(options.length)), weight)];
      });
    }
    const lowest = findLowestRank(input, currentValue);
    if (!lowest) return [];
    const rankedIds = reached
      .flatMap(({ id, to }) => (isChoices(to) ? [] : [{ id, rank: rankOf(input, to) }]))
      .filter(({ rank }) => compare(rank, lowest) > 0)
      .sort((a, b) => compare(a.rank, b.rank));
    const ranks = rankedIds.map(({ rank }) => rank);
    const steps = ranks.filter((rank, i) => i === 0 || compare(rank, itemAt(ranks, i - 1)) > 0);
    const scale = scaleOf(input) ?? subtract(steps.at(-1) ?? lowest, lowest);
    return steps.map((step, i) =>
      createGain(
        rankedIds.flatMap(({ id, rank }) => (compare(rank, step) >= 0 ? [id] : [])),
        divide(subtract(step, steps[i - 1] ?? lowest), scale),
      ),
    );
  });
}

/**
 * Returns the distance between the worst and the best answer to a question; undefined for numbers without a lower or
 * upper bound.
 */
function scaleOf(input: Input): Rational | undefined {
  const listedAnswers = listedValues(input);
  if (listedAnswers) return listedAnswers.length > 1 ? wholeNumber(listedAnswers.length - 1) : undefined;
  const { low, high } = input.range;
  return low && high && compare(low, high) < 0 ? subtract(high, low) : undefined;
}

/**
 * Returns the priorities that could be gaps of this enterprise, given its facts and whatever the answers to the
 * questions are.
 */
function selectConcerningPriorities(basis: GapContext): readonly CompiledPriority[] {
  const { priorities = [] } = basis;
  if (priorities.length === 0) return priorities;
  const withoutAnswers = evaluateFacts(basis);
  return priorities.filter(({ when }) => judgeGap(when, withoutAnswers) !== 'fails');
}

/** Evaluates a plan on the facts alone, with all questions open. */
export function evaluateFacts({ plan, sheet }: Pick<GapContext, 'plan' | 'sheet'>): Evaluation {
  const facts = plan.inputs.flatMap(({ name, role }) => {
    const entry = role === 'fact' ? sheet.get(name) : undefined;
    return entry ? [[name, entry] as const] : [];
  });
  return evaluate(plan, new Map(facts));
}

/**
 * Creates a function that returns the weight of an answer: the total weight of the priorities that depend on it. An
 * option of a multiple choice counts only for priorities whose test depends on this option.
 */
function sumWeightsByInput(
  plan: Plan,
  priorities: readonly CompiledPriority[],
): (node: number, option?: string) => Rational {
  const inputsOf = inputDependencies(plan);
  const readers = priorities.map(({ when, weight }) => {
    const entries = listConditionEntries(when);
    const readsAnswer = (node: number, option: string | undefined): boolean =>
      entries.some((entry) =>
        entry.node === node && option !== undefined
          ? isDecidedBy(entry.test, inputAt(plan, node), option)
          : // If a priority tests an answer itself, the answers from which this answer is derived do not count.
            nodeAt(plan, entry.node).op === 'input'
            ? entry.node === node
            : (inputsOf[entry.node] ?? []).includes(node),
      );
    return { weight, reads: readsAnswer };
  });
  return (node, option) =>
    readers.reduce((sum, { weight, reads }) => (reads(node, option) ? add(sum, weight) : sum), ZERO);
}

/**
 * Whether the result of a test changes if an option is added to an empty choice, or to a choice of all other options.
 */
function isDecidedBy(test: Test, { options }: Input, option: string): boolean {
  const otherOptions = options.flatMap(({ id, exclusive }) => (id === option || exclusive ? [] : [id]));
  const changesVerdict = (beside: readonly string[]): boolean =>
    evaluateEntry(test, toSettledAnswer(beside)) !== evaluateEntry(test, toSettledAnswer([...beside, option]));
  return changesVerdict([]) || changesVerdict(otherOptions);
}
