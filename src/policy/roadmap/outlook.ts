import type { Read } from '../../condition/evaluate.ts';
import { join, type Possible } from '../../condition/value.ts';
import { divide, multiply, ONE } from '../../model/rational.ts';
import { scaleValue } from '../../scoring/arithmetic.ts';
import { combineValues } from '../../scoring/combine.ts';
import { evaluateNode } from '../../scoring/node-value.ts';
import type { Pass } from '../../scoring/pass.ts';
import type { Input, Node, ShareMember } from '../../scoring/plan.ts';
import { readsOf } from '../../scoring/reads.ts';
import { type AnswerValue, isChoices, type Sheet } from '../../scoring/sheet.ts';
import type { CompiledMeasure } from '../measures.ts';
import { combinedBy, type SplitPlan } from './split.ts';
import type { Ground } from './states.ts';
import { placeIn, type Touched, waysOf } from './touched.ts';

/** Whether measures are taken; undefined while that is open. */
export type Partial = readonly (boolean | undefined)[];

/** Above so many ways an answer can be, it counts as if it could be anything. */
const MOST_WAYS = 64;

/** What every node can come to; `pins` are positions that are known to be something. */
export type Outlook = (partial: Partial, pins?: ReadonlyMap<number, Possible>) => readonly Possible[];

const NO_PINS: ReadonlyMap<number, Possible> = new Map();

const ANY_NUMBER: Possible = { kind: 'range', low: null, high: null, nothing: true };

/**
 * Encloses what nodes can come to while some measures are open: nothing that taking or leaving them leads to lies
 * outside. With none open it is what they come to.
 */
export function createOutlook(
  ground: Ground,
  { plan, partOf }: SplitPlan,
  sheet: Sheet,
  measures: readonly CompiledMeasure[],
): Outlook {
  const { touched, behind } = ground;
  const seen = new Map<string, Read>();
  const { base } = ground;
  const effects = touched.map((one) =>
    measures.map((measure) =>
      measure.effects.flatMap(({ node, to }) => (node === one.node ? stepsLedTo(one, to) : [])),
    ),
  );

  function readAlone(i: number, values: readonly AnswerValue[]): Read {
    const one = touched[i] as Touched;
    const key = `${i} ${values.map((value) => one.steps.indexOf(value)).join()}`;
    const found = seen.get(key) ?? ground.readAt(new Map([[one, values]]));
    seen.set(key, found);
    return found;
  }

  /** The ways one answer can still be; undefined for too many. */
  function waysLeft(i: number, partial: Partial): (readonly AnswerValue[])[] | undefined {
    const one = touched[i] as Touched;
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
    const ways = waysOf({ ...one, steps: more.map((step) => one.steps[step] as AnswerValue) }, MOST_WAYS);
    return ways?.map((way) => one.steps.filter((value, step) => sure.includes(step) || way.includes(value)));
  }

  return (partial, pins = NO_PINS) => {
    const left = touched.map((_, i) => waysLeft(i, partial));
    const values: Possible[] = [];
    const pinned: boolean[] = [];
    const pass: Pass = {
      plan,
      sheet,
      choose: null,
      span: null,
      within: null,
      values,
      asked: [...base.asked],
      states: [...base.states],
      refused: new Map(),
    };
    plan.nodes.forEach((node, at) => {
      pinned.push(pins.size > 0 && (pins.has(at) || readsOf(node).some((read) => pinned[read])));
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
      return combinedBy(node) ? combine(node, at) : isPlain(node) ? evaluateNode(node, at, pass) : unknown(node);
    }

    function combine(node: Node, at: number): Possible {
      const { members } = combinedBy(node) ?? { members: [] };
      const parts = members.map(({ weight, by }, i) => {
        const part = partOf(at, i);
        const value = part < values.length ? (values[part] as Possible) : valueAt(plan.nodes[part] as Node, part);
        return { value, weight, ...(by === undefined ? {} : { by: values[by] as Possible }) };
      });
      if (node.op !== 'share') return combineValues(node.op as 'sum', parts);
      const shares = parts.map((part, i) => {
        const { best } = node.members[i] as ShareMember;
        return { ...part, value: scaleValue(part.value, divide(ONE, best)), weight: multiply(part.weight, best) };
      });
      return scaleValue(combineValues('mean', shares), node.to);
    }
  };
}

/** Whether a node reads nothing but values, so that it can be found from what those may be. */
function isPlain(node: Node): boolean {
  return node.op !== 'input' && node.op !== 'points';
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
function stepsLedTo({ steps, adds }: Touched, to: AnswerValue): number[] {
  if (adds && isChoices(to)) return to.flatMap((option) => (steps.includes(option) ? [steps.indexOf(option)] : []));
  const at = placeIn(steps, to);
  return at < 0 ? [] : [at];
}
