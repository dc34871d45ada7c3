import type { Condition, Test } from '../condition/condition.ts';
import { isNumber } from '../condition/value.ts';
import { compare, type Rational } from '../model/rational.ts';
import type { Effect } from '../policy/effects.ts';
import type { CompiledMeasure } from '../policy/measures.ts';
import { rankOf } from '../scoring/domain.ts';
import type { Input, Node, Plan, PointsNode } from '../scoring/plan.ts';
import { pointsKey } from '../scoring/points.ts';
import { readsOf } from '../scoring/reads.ts';
import { type AnswerValue, isChoices } from '../scoring/sheet.ts';

/** That an answer is less than what a measure leads to. */
export function shortOf({ name, node, to }: Effect, plan: Plan): Condition {
  return { op: 'entry', name, node, test: testShortOf(plan.nodes[node] as Input, to) };
}

function testShortOf(input: Input, to: AnswerValue): Test {
  if (isChoices(to)) {
    const has = (option: string): Test => ({
      keyword: 'contains',
      of: { keyword: 'const', atoms: [option] },
      least: 1,
      most: null,
    });
    return { keyword: 'not', of: { keyword: 'allOf', of: to.map(has) } };
  }
  if (isNumber(to)) return { keyword: 'exclusiveMaximum', bound: to };
  return { keyword: 'enum', atoms: typeof to === 'boolean' ? (to ? [false] : []) : lowerOptions(input, to) };
}

function lowerOptions(input: Input, to: string): string[] {
  return input.options.map(({ id }) => id).slice(0, Number(rankOf(input, to).n));
}

/** Whether what a measure leads to makes a difference to any of these positions, as far as points can tell. */
export function makesDifference({ effects }: CompiledMeasure, plan: Plan, reached: ReadonlySet<number>): boolean {
  return effects.some(({ node, to }) => {
    const input = plan.nodes[node] as Input;
    const readers = [...reached].map((at) => plan.nodes[at] as Node).filter((one) => readsOf(one).includes(node));
    return readers.some((reader) => reader.op !== 'points' || changesPoints(reader, input, to));
  });
}

function changesPoints({ table, unproven }: PointsNode, input: Input, to: AnswerValue): boolean {
  if (!table) return true;
  return [table, unproven].some((points) => points !== null && differs(points, input, to));
}

function differs(points: ReadonlyMap<string, Rational>, input: Input, to: AnswerValue): boolean {
  if (isChoices(to)) return to.some((option) => points.get(option)?.n !== 0n);
  const reached = points.get(pointsKey(to));
  const lower = isNumber(to)
    ? [...points].flatMap(([key, value]) => (Number(key) < Number(to.n) / Number(to.d) ? [value] : []))
    : typeof to === 'boolean'
      ? [points.get(pointsKey(false))]
      : lowerOptions(input, to).map((option) => points.get(option));
  return lower.some((value) => !value || !reached || compare(value, reached) !== 0);
}
