// The answers of one enterprise that measures can change, and the values of scores for each combination of these
// answers.

import { compare, itemAt, negate, ONE, ZERO } from '../../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  type Atom,
  areSameAtoms,
  cacheByAnswers,
  type Evaluation,
  entryOf,
  type Input,
  inputDependencies,
  isChoices,
  type NodeReader,
  numberAnswers,
  type Plan,
  type Possible,
  rankOf,
  reevaluateNodes,
  takesSeveral,
} from '../../scoring/index.ts';
import { raiseEntry } from '../apply-measures.ts';
import type { CompiledMeasure, Effect } from '../measures.ts';
import {
  complementOf,
  constantOf,
  type Linear,
  MINUS_ONE,
  type ProgramBuilder,
  requireAny,
  requireAtLeast,
  sumLinear,
  variableOf,
} from './linear-program.ts';

type RaisedAnswers = ReadonlyMap<AffectedAnswer, readonly AnswerValue[]>;

/** The state of an enterprise before the measures, and the answers that measures can change. */
export interface ProblemInstance {
  /** The evaluation before any measure is taken. */
  readonly base: Evaluation;
  readonly affected: readonly AffectedAnswer[];
  /** Returns the indexes in `affected` of the answers on which a node depends, directly or indirectly, ascending. */
  affectedBehind(node: number): readonly number[];
  /**
   * Returns a reader of nodes after the answers in `reached` are raised. The value of a node is valid only if, of the
   * answers that measures can change, the node depends on none but these.
   */
  readAt(reached: RaisedAnswers): NodeReader;
}

/**
 * Finds the answers that measures can change. Targets that make no difference are left out. `plan` may be a plan
 * reduced to the nodes that decide its level, with nodes added at its end; `today` is the evaluation of `sheet` by the
 * whole plan.
 */
export function createProblemInstance(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): ProblemInstance {
  const sheetAt = (reached: RaisedAnswers): AnswerSet =>
    new Map([
      ...sheet,
      ...[...reached].flatMap(([answer, values]): [string, AnswerEntry][] => {
        const entry = raiseAnswerTo(plan, sheet, answer.node, values, today);
        return entry ? [[answer.input.name, entry]] : [];
      }),
    ]);
  const values = sharedValues(plan, numberAnswers(plan, sheet));
  const touchedAnswers = findAffectedAnswers(plan, sheet, today, measures);
  const knownEvaluations = new Map<string, Evaluation>();
  let base: Evaluation | undefined;
  // Nodes that were added to the plan come after those whose values `today` contains.
  const baseOf = (): Evaluation => {
    base ??= reevaluateNodes(plan, sheet, [...plan.nodes.keys()].slice(today.values.length), today);
    return base;
  };
  const inputs = inputDependencies(plan);
  const indexByNode = new Map(touchedAnswers.map(({ node }, i) => [node, i]));
  const answersByNode: (readonly number[])[] = [];
  const findAnswersBehindNode = (node: number): readonly number[] => {
    // Inputs and answers are both in ascending order, so the result is, too.
    answersByNode[node] ??= itemAt(inputs, node).flatMap((input) => indexByNode.get(input) ?? []);
    return answersByNode[node];
  };
  const decidedByNode = new Map<string, readonly number[]>();
  const decidedBy = (answers: readonly AffectedAnswer[]): readonly number[] => {
    const wantedNodes = new Set(answers.map(({ node }) => indexByNode.get(node) as number));
    const key = [...wantedNodes].join();
    const positions =
      decidedByNode.get(key) ??
      [...plan.nodes.keys()].filter(
        (at) => findAnswersBehindNode(at).length > 0 && findAnswersBehindNode(at).every((i) => wantedNodes.has(i)),
      );
    decidedByNode.set(key, positions);
    return positions;
  };
  function evaluateAt(reached: RaisedAnswers): Evaluation {
    const key = [...reached]
      .map(([answer, values]) => `${answer.node}:${values.map((value) => answer.steps.indexOf(value))}`)
      .join(' ');
    const evaluation =
      knownEvaluations.get(key) ?? reevaluateNodes(plan, sheetAt(reached), decidedBy([...reached.keys()]), baseOf());
    knownEvaluations.set(key, evaluation);
    return evaluation;
  }

  return {
    get base() {
      return baseOf();
    },
    affected: touchedAnswers,
    affectedBehind: findAnswersBehindNode,
    // Values are cached, because all levels and scores read the same alternatives.
    readAt(reached) {
      const raisedKey = [...reached].map(([answer, to]) => `${answer.node}>${to.map(answerKey).join()}`).join('|');
      return (node) => values(node, () => itemAt(evaluateAt(reached).values, node), raisedKey);
    },
  };
}

/**
 * The values of nodes after answers are raised, shared by all enterprises with the same answers. Without this cache and
 * the one in `evaluate`, `batch --files` would take a fifth longer.
 */
const sharedValues = cacheByAnswers<Possible>();

/**
 * An answer that measures can change, and the values to which they can raise it; the current value is not among these.
 */
export interface AffectedAnswer {
  readonly node: number;
  readonly input: Input;
  /**
   * Whether the answer is a multiple choice, in which any combination of the `steps` is possible; otherwise the answer
   * takes just one of them.
   */
  readonly adds: boolean;
  /** The values to which the answer can be raised, ascending; for a multiple choice, the options that can be added. */
  readonly steps: readonly AnswerValue[];
  /**
   * For each step, the measures that raise the answer to this step or further. A measure that needs another measure of
   * the same list is left out.
   */
  readonly reachedBy: readonly (readonly number[])[];
  /** Whether more options can be added than may be chosen, so that the order of the measures matters. */
  readonly crowded: boolean;
}

/** A measure and its effect on an answer. */
interface MeasureEffect {
  readonly measure: number;
  readonly effect: Effect;
}

/** Finds which answers measures can change, in the order of the plan. `today` is the evaluation of `sheet`. */
function findAffectedAnswers(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): AffectedAnswer[] {
  const effectsOfNodes = [...groupEffectsByNode(measures)].sort(([a], [b]) => a - b);
  return effectsOfNodes.flatMap(([node, effects]): AffectedAnswer[] => {
    const input = plan.nodes[node];
    // A plan reduced to its level has constants in place of the inputs that the level does not read.
    if (input?.op !== 'input') return [];
    const addsChoices = takesSeveral(input);
    const targets = effects.flatMap(({ effect }) => effect.to as AnswerValue);
    const steps = removeRepeatedTargets(input, targets, addsChoices).filter(
      (value) => raiseAnswerTo(plan, sheet, node, [value], today) !== undefined,
    );
    if (steps.length === 0) return [];
    const reachedBy = steps.map((_, i) => {
      const reachingEffects = effects.filter(({ effect }) => isReachedAtStep(effect.to, steps, i, addsChoices));
      return removeDependentMeasures(
        reachingEffects.map(({ measure }) => measure),
        measures,
      );
    });
    return [
      { node, input, adds: addsChoices, steps, reachedBy, crowded: addsChoices && isCrowded(input, sheet, steps) },
    ];
  });
}

/** Returns the entry of an answer raised to a value, or with options added; undefined if nothing changes. */
function raiseAnswerTo(
  plan: Plan,
  sheet: AnswerSet,
  node: number,
  values: readonly AnswerValue[],
  today: Evaluation,
): AnswerEntry | undefined {
  const isSeveral = takesSeveral(plan.nodes[node] as Input);
  return raiseEntry(plan, sheet, node, isSeveral ? [values as readonly string[]] : values, today);
}

function groupEffectsByNode(measures: readonly CompiledMeasure[]): Map<number, MeasureEffect[]> {
  const effectsOfNodes = new Map<number, MeasureEffect[]>();
  for (const [measure, { effects }] of measures.entries()) {
    for (const effect of effects) {
      const listedLeads = effectsOfNodes.get(effect.node);
      if (listedLeads) listedLeads.push({ measure, effect });
      else effectsOfNodes.set(effect.node, [{ measure, effect }]);
    }
  }
  return effectsOfNodes;
}

/** Formats the value of an answer as text unique to that value. */
function answerKey(value: AnswerValue): string {
  if (typeof value === 'object' && !isChoices(value)) return `${value.n}/${value.d}`;
  return JSON.stringify(value);
}

function removeRepeatedTargets(input: Input, targets: readonly AnswerValue[], addsChoices: boolean): AnswerValue[] {
  if (addsChoices) return [...new Set(targets)].sort();
  const rankedTargets = targets.flatMap((to) => (isChoices(to) ? [] : [{ to, rank: rankOf(input, to) }]));
  rankedTargets.sort((a, b) => compare(a.rank, b.rank));
  return rankedTargets.flatMap(({ to, rank }, i) =>
    i > 0 && compare(rank, itemAt(rankedTargets, i - 1).rank) === 0 ? [] : [to],
  );
}

/** Whether a target raises the answer to the given step or further. */
function isReachedAtStep(to: AnswerValue, steps: readonly AnswerValue[], step: number, addsChoices: boolean): boolean {
  if (addsChoices) return (to as readonly string[]).includes(steps[step] as string);
  return indexOfStep(steps, to) >= step;
}

/** Returns the index of a single value among the steps; negative if it is not among them. */
export function indexOfStep(steps: readonly AnswerValue[], to: AnswerValue): number {
  return steps.findIndex((value) => areSameAtoms(value as Atom, to as Atom));
}

function isCrowded(input: Input, sheet: AnswerSet, steps: readonly AnswerValue[]): boolean {
  const entry = entryOf(sheet, input.name);
  const chosenOptions = entry.state === 'answered' && isChoices(entry.value) ? entry.value : [];
  const keptOptions = chosenOptions.filter(
    (id) => !input.options.some((option) => option.id === id && option.exclusive),
  );
  return input.choose.most !== null && new Set([...keptOptions, ...steps]).size > input.choose.most;
}

/**
 * Removes measures that need another measure of the list, directly or indirectly. Whoever takes such a measure takes
 * the needed one as well, so the shorter list still tells whether any measure of the list is taken.
 */
function removeDependentMeasures(reaching: readonly number[], measures: readonly CompiledMeasure[]): readonly number[] {
  if (reaching.length < 2) return reaching;
  const ids = new Set(reaching.map((i) => measures[i]?.id));
  const needsReachingMeasure = ({ needs }: CompiledMeasure): boolean =>
    needs.some((need) => {
      if (ids.has(need)) return true;
      const neededMeasure = measures.find(({ id }) => id === need);
      return neededMeasure !== undefined && needsReachingMeasure(neededMeasure);
    });
  return [...new Set(reaching)].filter((i) => !needsReachingMeasure(itemAt(measures, i)));
}

/**
 * Returns every outcome of one answer: each a list of the steps it takes, with an empty list for the current value.
 * Undefined if there are more than `most`.
 */
export function alternativesOfAnswer(
  { steps, adds }: Pick<AffectedAnswer, 'steps' | 'adds'>,
  most: number,
): (readonly AnswerValue[])[] | undefined {
  if (!adds) return [[], ...steps.map((value) => [value])];
  if (2 ** steps.length > most) return undefined;
  return Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_step, i) => (bits >> i) & 1));
}

/**
 * One combined outcome of several answers. `is`, created on demand, is the expression that is 1 for this outcome;
 * `read` returns the values of nodes in it.
 */
export interface AnswerAlternative {
  readonly is: Linear;
  readonly read: NodeReader;
}

/** Looks up the values that nodes have in each outcome of the answers on which they depend. */
export interface AnswerLookup {
  /** Returns every combined outcome of the answers that a node depends on; undefined if there are too many. */
  alternativesOf(node: number): readonly AnswerAlternative[] | undefined;
  /** Returns the answers on which a node depends, directly or indirectly, and which measures can change. */
  affectedBy(node: number): readonly AffectedAnswer[];
  /**
   * Returns the expression that is 1 if an answer is raised to a step or, in a multiple choice, if this option is
   * added.
   */
  stepOf(touched: AffectedAnswer, value: AnswerValue): Linear;
  readAt: ProblemInstance['readAt'];
}

/**
 * The maximum number of alternatives that are looked up for a node. If there are more, a program decomposes the node,
 * and a projection determines only a range of its values.
 */
export const MAX_ALTERNATIVES = 64;

/** How many alternatives are looked up at most: for a single answer (`alone`), and for several answers together. */
interface AlternativeLimits {
  readonly alone: number;
  readonly together: number;
}

/**
 * Creates a lookup. For every step of an answer, it has an expression that is 1 exactly if some measure is taken that
 * raises the answer to this step or further.
 */
export function createAnswerLookup(
  { affected: touched, affectedBehind: answersByNode, readAt }: ProblemInstance,
  taken: (measure: number) => Linear,
  builder: ProgramBuilder,
  { alone, together: mostTogether }: AlternativeLimits,
): AnswerLookup {
  const touchedBy = (node: number): AffectedAnswer[] => answersByNode(node).map((i) => itemAt(touched, i));
  const { stepsOf, indicators } = createIndicators(taken, builder, alone);
  const alternativesByAnswers = new Map<string, readonly AnswerAlternative[] | undefined>();

  /**
   * Returns the alternatives of one answer. Their expressions are created on demand, because those of a multiple choice
   * are often not needed (see `tabulate`).
   */
  function outcomesOf(answer: AffectedAnswer): readonly AnswerAlternative[] {
    let cachedIndicators: ReturnType<typeof indicators>;
    return (alternativesOfAnswer(answer, alone) ?? []).map((values, i) => ({
      get is() {
        cachedIndicators ??= indicators(answer);
        return cachedIndicators?.[i]?.[1] as Linear;
      },
      read: readAt(new Map([[answer, values]])),
    }));
  }

  function waysOfAll(group: readonly AffectedAnswer[]): readonly AnswerAlternative[] | undefined {
    if (group.length === 0) return [{ is: constantOf(ONE), read: readAt(new Map()) }];
    // Each answer has at least two alternatives, so it is clear, without listing them, that there are too many.
    if (group.length > 1 && 2 ** group.length > mostTogether) return undefined;
    const alternativesOfEach = group.map((answer) =>
      answer.crowded ? undefined : alternativesOfAnswer(answer, alone),
    );
    const count = alternativesOfEach.reduce(
      (product, alternatives) => product * (alternatives?.length ?? Number.POSITIVE_INFINITY),
      1,
    );
    if (count > (group.length > 1 ? mostTogether : alone)) return undefined;
    if (group.length === 1) return outcomesOf(itemAt(group, 0));
    const singleWays = group.map((answer) => indicators(answer) ?? []);
    const combinedWays = singleWays.reduce<number[][]>(
      (alternatives, answerWays) => alternatives.flatMap((way) => answerWays.map((_, i) => [...way, i])),
      [[]],
    );
    const marks = singleWays.flatMap((answerWays, place) =>
      answerWays.map(([, is], i) => [is, (way: number[]) => way[place] === i] as const),
    );
    return addIndicators(builder, combinedWays, marks).map(([way, is]) => ({
      is,
      read: readAt(new Map(group.map((answer, place) => [answer, singleWays[place]?.[itemAt(way, place)]?.[0] ?? []]))),
    }));
  }

  return {
    affectedBy: touchedBy,
    alternativesOf(node) {
      const key = answersByNode(node).join(' ');
      if (!alternativesByAnswers.has(key)) alternativesByAnswers.set(key, waysOfAll(touchedBy(node)));
      return alternativesByAnswers.get(key);
    },
    stepOf: (answer, value) => stepsOf(answer).get(value) as Linear,
    readAt,
  };
}

/** The expressions for the steps and outcomes of each answer by itself. */
interface Indicators {
  /** Returns, for each step, the expression that is 1 exactly if the answer is raised to this step or further. */
  stepsOf(answer: AffectedAnswer): ReadonlyMap<AnswerValue, Linear>;
  /**
   * Returns, for each outcome of an answer, the expression that is 1 for this outcome; undefined if there are too many.
   */
  indicators(answer: AffectedAnswer): (readonly [values: readonly AnswerValue[], is: Linear])[] | undefined;
}

function createIndicators(taken: (measure: number) => Linear, builder: ProgramBuilder, alone: number): Indicators {
  const steps = new Map<AffectedAnswer, ReadonlyMap<AnswerValue, Linear>>();

  function encodeReached(by: readonly number[]): Linear {
    const [only] = by;
    if (only !== undefined && by.length === 1) return taken(only);
    return builder.truthOf(requireAny(by.map((measure) => requireAtLeast(taken(measure), ONE))));
  }

  function stepsOf(answer: AffectedAnswer): ReadonlyMap<AnswerValue, Linear> {
    const knownSteps = steps.get(answer);
    if (knownSteps) return knownSteps;
    const made = new Map(answer.steps.map((value, i) => [value, encodeReached(itemAt(answer.reachedBy, i))]));
    steps.set(answer, made);
    return made;
  }

  function indicators(answer: AffectedAnswer): (readonly [values: readonly AnswerValue[], is: Linear])[] | undefined {
    const alternatives = answer.crowded ? undefined : alternativesOfAnswer(answer, alone);
    if (!alternatives) return undefined;
    const expressions = stepsOf(answer);
    const expressionOf = (value: AnswerValue | undefined): Linear =>
      value === undefined ? constantOf(ZERO) : (expressions.get(value) as Linear);
    if (!answer.adds) {
      return alternatives.map((values, i) => {
        const valueHere = i === 0 ? constantOf(ONE) : expressionOf(values[0]);
        return [
          values,
          sumLinear([
            [valueHere, ONE],
            [expressionOf(answer.steps[i]), MINUS_ONE],
          ]),
        ] as const;
      });
    }
    if (answer.steps.length === 1)
      return alternatives.map(
        (values) =>
          [
            values,
            values.length > 0 ? expressionOf(answer.steps[0]) : complementOf(expressionOf(answer.steps[0])),
          ] as const,
      );
    return addIndicators(
      builder,
      alternatives,
      answer.steps.map((value) => [expressionOf(value), (way: readonly AnswerValue[]) => way.includes(value)] as const),
    );
  }

  return { stepsOf, indicators };
}

/**
 * Adds a variable for each alternative, and requires that exactly one of these variables is 1. Each of the `marks` has
 * an expression and a test: if the expression is 1, the chosen alternative must pass the test, otherwise fail it.
 */
function addIndicators<T>(
  builder: ProgramBuilder,
  alternatives: readonly T[],
  marks: readonly (readonly [Linear, (way: T) => boolean])[],
): (readonly [T, Linear])[] {
  const allWays = alternatives.map((way) => [way, variableOf(builder.variable(false))] as const);
  const demandEqual = (waysSummed: readonly (readonly [T, Linear])[], to: Linear): void => {
    for (const sign of [ONE, MINUS_ONE]) {
      const parts = waysSummed.map(([, is]) => [is, sign] as const);
      builder.demand(requireAtLeast(sumLinear([...parts, [to, negate(sign)]]), ZERO));
    }
  };
  demandEqual(allWays, constantOf(ONE));
  for (const [mark, has] of marks)
    demandEqual(
      allWays.filter(([way]) => has(way)),
      mark,
    );
  return allWays;
}
