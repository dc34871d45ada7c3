// Determines which values scores can still have while some measures are undecided.

import { itemAt } from '../../model/index.ts';
import {
  type AnswerValue,
  dependenciesOf,
  type Input,
  isChoices,
  joinPossible,
  type Node,
  type NodeReader,
  operatorOf,
  type Plan,
  type Possible,
  type SplitPlan,
  takesSeveral,
} from '../../scoring/index.ts';
import type { CompiledMeasure } from '../measures.ts';
import {
  type AffectedAnswer,
  alternativesOfAnswer,
  indexOfStep,
  MAX_ALTERNATIVES,
  type ProblemInstance,
} from './problem-instance.ts';

/** For each measure, whether it is taken; undefined while this is not decided. */
export type PartialSelection = readonly (boolean | undefined)[];

/** Returns the possible values of every node; `pins` sets the values at some positions. */
type MeasureProjection = (partial: PartialSelection, pins?: ReadonlyMap<number, Possible>) => readonly Possible[];

const NO_PINS: ReadonlyMap<number, Possible> = new Map();

const ANY_NUMBER: Possible = { kind: 'range', low: null, high: null, nothing: true };

/** The steps of one answer, by their indexes, to which a measure raises this answer. */
interface StepsOfMeasure {
  readonly measure: number;
  readonly steps: readonly number[];
}

/** The result of a projection, and the outcomes of each answer that were still possible when it was computed. */
interface Projected {
  readonly ways: readonly ((readonly AnswerValue[])[] | undefined)[];
  readonly values: readonly Possible[];
}

/**
 * Creates a projection, which determines the possible values of nodes while some measures are undecided. Its result
 * includes every value that any decision on these measures can lead to. If no measure is undecided, the values are
 * exact.
 */
export function createProjection(
  instance: ProblemInstance,
  { plan, partOf }: SplitPlan,
  measures: readonly CompiledMeasure[],
): MeasureProjection {
  const { base, affected: touched, affectedBehind: answersBehind } = instance;
  const readersByKey = new Map<string, NodeReader>();
  const remainingOutcomes = createRemainingOutcomes(touched, measures);
  const positionsBehind = createDependants(instance, plan);
  /**
   * The latest result without pins. A search decides measures one at a time, so most values stay the same from one
   * result to the next.
   */
  let latestProjection: Projected | undefined;

  function createReaderOf(i: number, values: readonly AnswerValue[]): NodeReader {
    const answer = itemAt(touched, i);
    const key = `${i} ${values.map((value) => answer.steps.indexOf(value)).join()}`;
    const reader = readersByKey.get(key) ?? instance.readAt(new Map([[answer, values]]));
    readersByKey.set(key, reader);
    return reader;
  }

  return (partial, pins = NO_PINS) => {
    const remainingWays = touched.map((_, i) => remainingOutcomes(i, partial));
    const projectionBefore = latestProjection;
    const values = [...(projectionBefore?.values ?? [])];
    const isStale = projectionBefore && positionsBehind((i) => remainingWays[i] !== projectionBefore.ways[i]);
    const isPinned: boolean[] = [];
    for (const [position, node] of plan.nodes.entries()) {
      isPinned[position] = pins.size > 0 && (pins.has(position) || dependenciesOf(node).some((read) => isPinned[read]));
      if (isPinned[position] || !isStale || isStale[position])
        values[position] = pins.get(position) ?? valueAt(node, position, position);
    }
    if (pins.size === 0) latestProjection = { ways: remainingWays, values };
    return values;

    /**
     * Computes the value of a node from the values of the nodes before it, of which the first `known` are computed
     * already.
     */
    function valueAt(node: Node, position: number, known: number): Possible {
      const changedAnswers = answersBehind(position);
      const [first] = changedAnswers;
      if (first === undefined && !isPinned[position]) return itemAt(base.values, position);
      const alternatives = first === undefined ? undefined : remainingWays[first];
      // A list is computed from its members, because two lists cannot be joined into one that includes both.
      if (
        changedAnswers.length === 1 &&
        first !== undefined &&
        alternatives &&
        node.op !== 'list' &&
        !isPinned[position]
      ) {
        return alternatives.map((way) => createReaderOf(first, way)(position)).reduce(joinPossible);
      }
      if (node.op === 'input' || node.op === 'points') return allPossibleValues(node);
      return operatorOf(node).evaluate(node, {
        read: (other) => itemAt(values, other),
        // The value under the target answers may be any number, because measures may change these answers as well.
        target: () => ANY_NUMBER,
        contribution(_member, _missing, i) {
          const part = partOf(position, i);
          return part < known ? itemAt(values, part) : valueAt(itemAt(plan.nodes, part), part, known);
        },
      });
    }
  };
}

/**
 * Creates a function that marks all nodes that depend on an answer for which `isWanted` returns true. The marks are 1
 * or 0 by position.
 */
function createDependants(
  { affected, affectedBehind }: ProblemInstance,
  { nodes }: Plan,
): (isWanted: (answer: number) => boolean) => Uint8Array {
  const dependants: readonly number[][] = affected.map(() => []);
  for (const position of nodes.keys()) for (const i of affectedBehind(position)) dependants[i]?.push(position);
  return (isWanted) => {
    const marks = new Uint8Array(nodes.length);
    for (const [i, positions] of dependants.entries())
      if (isWanted(i)) for (const position of positions) marks[position] = 1;
    return marks;
  };
}

/**
 * Returns the outcomes that are still possible for an answer; undefined if there are too many. If the outcomes are the
 * same as before, the same array is returned.
 */
type RemainingOutcomes = (answer: number, partial: PartialSelection) => (readonly AnswerValue[])[] | undefined;

function createRemainingOutcomes(
  touched: readonly AffectedAnswer[],
  measures: readonly CompiledMeasure[],
): RemainingOutcomes {
  const effects = touched.map((answer) =>
    measures.flatMap(({ effects: own }, measure): StepsOfMeasure[] => {
      const steps = own.flatMap(({ node, to }) => (node === answer.node ? stepsLedTo(answer, to) : []));
      return steps.length > 0 ? [{ measure, steps }] : [];
    }),
  );
  const outcomesByKey = new Map<string, (readonly AnswerValue[])[] | undefined>();
  return (i, partial) => {
    const stepsWhere = (isTaken: boolean | undefined): number[] => {
      const steps = new Set<number>();
      for (const { measure, steps: reached } of itemAt(effects, i))
        if (partial[measure] === isTaken) for (const step of reached) steps.add(step);
      return [...steps];
    };
    const [sure, open] = [stepsWhere(true), stepsWhere(undefined)];
    const key = `${i} ${sure.join()} ${open.join()}`;
    if (!outcomesByKey.has(key)) outcomesByKey.set(key, listOutcomes(itemAt(touched, i), sure, open));
    return outcomesByKey.get(key);
  };
}

/**
 * Lists the outcomes of an answer of which some steps are certain to be reached (`sure`) and others may be (`open`);
 * undefined if there are too many.
 */
function listOutcomes(
  answer: AffectedAnswer,
  sure: readonly number[],
  open: readonly number[],
): (readonly AnswerValue[])[] | undefined {
  if (!answer.adds) {
    const leastStep = Math.max(-1, ...sure);
    const reachedSteps = [leastStep, ...open.filter((step) => step > leastStep)];
    return reachedSteps.map((step) => (step < 0 ? [] : [itemAt(answer.steps, step)]));
  }
  if (answer.crowded && new Set([...sure, ...open]).size > 1) return undefined;
  const newSteps = open.filter((step) => !sure.includes(step));
  const alternatives = alternativesOfAnswer(
    { ...answer, steps: newSteps.map((step) => itemAt(answer.steps, step)) },
    MAX_ALTERNATIVES,
  );
  return alternatives?.map((way) => answer.steps.filter((value, step) => sure.includes(step) || way.includes(value)));
}

/** Returns every value that a question or its points can have, whatever the answers are. */
function allPossibleValues(node: Node): Possible {
  if (node.op !== 'input') return ANY_NUMBER;
  const input: Input = node;
  if (takesSeveral(input)) return { kind: 'choices', sure: [], open: input.options.map(({ id }) => id), nothing: true };
  if (input.value.kind === 'number') return ANY_NUMBER;
  if (input.value.kind === 'boolean') return { kind: 'atoms', atoms: [false, true], nothing: true };
  if (input.value.kind === 'choice') return { kind: 'atoms', atoms: input.value.options, nothing: true };
  return { kind: 'any', nothing: true };
}

/** Returns the indexes of the steps to which a target raises an answer. */
function stepsLedTo({ steps, adds }: AffectedAnswer, to: AnswerValue): number[] {
  if (adds && isChoices(to)) return to.flatMap((option) => (steps.includes(option) ? [steps.indexOf(option)] : []));
  const index = indexOfStep(steps, to);
  return index < 0 ? [] : [index];
}
