import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNeverAbove } from '../../src/check/ordered-nodes.ts';
import { compare, fromNumber } from '../../src/model/rational.ts';
import { operatorOf } from '../../src/scoring/operators/registry.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { createExactValue, type Possible, settledNumber } from '../../src/scoring/possible-values.ts';

/** How a number follows from another: by steps or a line, with a floor and a cap if given. */
interface Shape {
  readonly kind: 'steps' | 'linear';
  readonly values: Readonly<Record<number, number>>;
  readonly floor?: number | undefined;
  readonly cap?: number | undefined;
}

type Node = { readonly op: string; readonly [key: string]: unknown };

/** Adds the nodes of a shape over the number at a position, and returns the position of its value. */
function addShape(nodes: Node[], { kind, values, floor, cap }: Shape, of: number): number {
  const sorted = Object.entries(values)
    .map(([at, value]) => ({ at: Number(at), value: fromNumber(value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ at, value }) => ({ bound: fromNumber(at), at: fromNumber(at), value }));
  const node = kind === 'steps' ? { op: 'steps', steps: sorted, edge: 'below' } : { op: 'linear', points: sorted };
  let position = nodes.push({ ...node, of }) - 1;
  for (const [op, bound] of [
    ['floor', floor],
    ['cap', cap],
  ] as const) {
    if (bound === undefined) continue;
    const constant = nodes.push({ op: 'constant', value: fromNumber(bound) }) - 1;
    position = nodes.push({ op, of: position, bound: constant }) - 1;
  }
  return position;
}

/** A plan whose first node is the number that both shapes read. */
function planOf(low: Shape, high: Shape) {
  const nodes: Node[] = [{ op: 'constant', value: fromNumber(0) }];
  const ends = [addShape(nodes, low, 0), addShape(nodes, high, 0)] as const;
  return { plan: { nodes } as unknown as Plan, ends };
}

function isProven(low: Shape, high: Shape): boolean {
  const { plan, ends } = planOf(low, high);
  return isNeverAbove(...ends, plan);
}

/** The value of a shape at a number. */
function valueAt({ nodes }: Plan, position: number, number: number): Possible {
  const values: Possible[] = [createExactValue(fromNumber(number))];
  const read = (at: number): Possible => values[at] as Possible;
  for (let at = 1; at <= position; at++) {
    const node = nodes[at] as never;
    values[at] = operatorOf(node).evaluate(node, { read, target: read, contribution: ({ node: of }) => read(of) });
  }
  return read(position);
}

describe('proof that one cost never exceeds another', () => {
  const low: Shape = { kind: 'steps', values: { 0: 10, 20: 30 } };

  it('one cost is proven never to exceed another if both have steps or lines, even with different thresholds', () => {
    expect(isProven(low, { kind: 'steps', values: { 0: 10, 15: 40 } })).toBe(true);
    expect(isProven(low, { kind: 'steps', values: { 0: 10, 25: 40 } })).toBe(false);
    const line: Shape = { kind: 'linear', values: { 0: 0, 100: 100 } };
    expect(isProven(line, { kind: 'linear', values: { 0: 0, 50: 60, 100: 100 } })).toBe(true);
    expect(isProven(line, { kind: 'linear', values: { 0: 0, 50: 40, 100: 100 } })).toBe(false);
  });

  it('one cost is proven never to exceed another if their floors and caps are in the same order', () => {
    expect(isProven({ ...low, floor: 5, cap: 20 }, { ...low, floor: 6, cap: 20 })).toBe(true);
    expect(isProven({ ...low, floor: 5, cap: 20 }, { ...low, floor: 6, cap: 19 })).toBe(false);
  });

  it('one cost is proven never to exceed another only if that holds at every number', () => {
    const values = fc.dictionary(fc.integer({ min: 0, max: 40 }).map(String), fc.integer({ min: 0, max: 60 }), {
      minKeys: 1,
      maxKeys: 4,
    });
    const bound = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined });
    const shapes = (kind: Shape['kind']) => fc.record({ kind: fc.constant(kind), values, floor: bound, cap: bound });
    const pair = fc
      .constantFrom('steps' as const, 'linear' as const)
      .chain((kind) => fc.tuple(shapes(kind), shapes(kind), fc.integer({ min: 0, max: 60 })))
      .map(([one, other, raise]) => {
        const raised = Object.entries(other.values).map(([at, value]) => [at, value + raise]);
        return [one, { ...other, values: Object.fromEntries(raised) }] as const;
      });
    let proven = 0;
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const { plan, ends } = planOf(one, other);
        if (!isNeverAbove(...ends, plan)) return;
        proven++;
        for (let number = 0; number <= 42; number += 0.5) {
          const [below, above] = ends.map((end) => settledNumber(valueAt(plan, end, number)));
          if (below && above) expect(compare(below, above)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 600 },
    );
    expect(proven).toBeGreaterThan(20);
  });
});
