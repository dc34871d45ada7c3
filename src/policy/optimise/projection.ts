// Encloses what scores can come to while some measures are undecided.

import {
  type AnswerValue,
  dependenciesOf,
  type Input,
  isChoices,
  join,
  type Node,
  type NodeReader,
  operatorOf,
  type Possible,
  type SplitPlan,
} from '../../scoring/index.ts';
import type { CompiledMeasure } from '../measures.ts';
import {
  type AffectedAnswer,
  alternativesOfAnswer,
  indexOfStep,
  MAX_ALTERNATIVES,
  type ProblemInstance,
} from './problem-instance.ts';

/** Whether measures are taken; undefined while that is open. */
export type PartialSelection = readonly (boolean | undefined)[];

/** What every node can come to; `pins` are positions that are known to be something. */
type MeasureProjection = (partial: PartialSelection, pins?: ReadonlyMap<number, Possible>) => readonly Possible[];

const NO_PINS: ReadonlyMap<number, Possible> = new Map();

const ANY_NUMBER: Possible = { kind: 'range', low: null, high: null, nothing: true };

/**
 * Encloses what nodes can come to while some measures are open: nothing that taking or leaving them leads to lies
 * outside. With none open it is what they come to.
 */
export function createProjection(
  ground: ProblemInstance,
  { plan, partOf }: SplitPlan,
  measures: readonly CompiledMeasure[],
): MeasureProjection {
  const { affected: touched, affectedBehind: behind } = ground;
  const seen = new Map<string, NodeReader>();
  const { base } = ground;
  const effects = touched.map((one) =>
    measures.map((measure) =>
      measure.effects.flatMap(({ node, to }) => (node === one.node ? stepsLedTo(one, to) : [])),
    ),
  );

  function readAlone(i: number, values: readonly AnswerValue[]): NodeReader {
    const one = touched[i] as AffectedAnswer;
    const key = `${i} ${values.map((value) => one.steps.indexOf(value)).join()}`;
    const found = seen.get(key) ?? ground.readAt(new Map([[one, values]]));
    seen.set(key, found);
    return found;
  }

  /** The ways one answer can still be; undefined for too many. */
  function waysLeft(i: number, partial: PartialSelection): (readonly AnswerValue[])[] | undefined {
    const one = touched[i] as AffectedAnswer;
    const led = effects[i] as readonly (readonly number[])[];
    const steps = (is: boolean | undefined): number[] => [
      ...new Set(led.flatMap((to, m) => (partial[m] === is ? to : []))),
    ];
    const [sure, open] = [steps(true), steps(undefined)];
    if (!one.adds) {
      const least = Math.max(-1, ...sure);
      const reached = [least, ...open.filter((step) => step > least)];
      return reached.map((step) => (step < 0 ? [] : [one.steps[step] as AnswerValue]));
    }
    if (one.crowded && new Set([...sure, ...open]).size > 1) return undefined;
    const more = open.filter((step) => !sure.includes(step));
    const ways = alternativesOfAnswer(
      { ...one, steps: more.map((step) => one.steps[step] as AnswerValue) },
      MAX_ALTERNATIVES,
    );
    return ways?.map((way) => one.steps.filter((value, step) => sure.includes(step) || way.includes(value)));
  }

  return (partial, pins = NO_PINS) => {
    const left = touched.map((_, i) => waysLeft(i, partial));
    const values: Possible[] = [];
    const pinned: boolean[] = [];
    plan.nodes.forEach((node, at) => {
      pinned.push(pins.size > 0 && (pins.has(at) || dependenciesOf(node).some((read) => pinned[read])));
      values.push(pins.get(at) ?? valueAt(node, at));
    });
    return values;

    function valueAt(node: Node, at: number): Possible {
      const changed = behind(at);
      const [first] = changed;
      if (first === undefined && !pinned[at]) return base.values[at] as Possible;
      const ways = first === undefined ? undefined : left[first];
      // A list is what its members are: joined it would be no list any more.
      if (changed.length === 1 && first !== undefined && ways && node.op !== 'list' && !pinned[at]) {
        return ways.map((way) => readAlone(first, way)(at)).reduce(join);
      }
      if (node.op === 'input' || node.op === 'points') return unknown(node);
      return operatorOf(node).evaluate(node, {
        read: (other) => values[other] as Possible,
        // A measure moves the answers aimed at where none is stated for what it changes.
        target: () => ANY_NUMBER,
        contribution(_member, _missing, i) {
          const part = partOf(at, i);
          return part < values.length ? (values[part] as Possible) : valueAt(plan.nodes[part] as Node, part);
        },
      });
    }
  };
}

/** Everything a node could ever be. */
function unknown(node: Node): Possible {
  if (node.op !== 'input') return ANY_NUMBER;
  const input: Input = node;
  if (input.type === 'multiple')
    return { kind: 'choices', sure: [], open: input.options.map(({ id }) => id), nothing: true };
  if (input.value.kind === 'number') return ANY_NUMBER;
  if (input.value.kind === 'boolean') return { kind: 'atoms', atoms: [false, true], nothing: true };
  if (input.value.kind === 'choice') return { kind: 'atoms', atoms: input.value.options, nothing: true };
  return { kind: 'any', nothing: true };
}

/** The places among the steps of an answer that a target leads to. */
function stepsLedTo({ steps, adds }: AffectedAnswer, to: AnswerValue): number[] {
  if (adds && isChoices(to)) return to.flatMap((option) => (steps.includes(option) ? [steps.indexOf(option)] : []));
  const at = indexOfStep(steps, to);
  return at < 0 ? [] : [at];
}
