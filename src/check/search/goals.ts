import { type Condition, nodesOf, type Test } from '../../condition/condition.ts';
import { evaluateCondition, evaluateEntry, type Read } from '../../condition/evaluate.ts';
import { all, not, type Truth } from '../../condition/truth.ts';
import type { Rational } from '../../model/rational.ts';
import type { StepsNode } from '../../scoring/plan.ts';
import type { Direction } from './domains.ts';
import type { Goal } from './search.ts';

/** That all conditions hold; with `failing`, that this one does not. */
export function holding(conditions: readonly Condition[], failing?: Condition, toward: Direction = 'best'): Goal {
  const parts = conditions.flatMap(partsOf);
  const entries = parts.filter((part): part is Entry => part.op === 'entry');
  const others = parts.filter((part) => part.op !== 'entry');
  const merged = mergeEntries(entries, failing);
  const whole = [...conditions, ...(failing ? [failing] : [])];
  const keep = (read: Read): Truth => all(conditions.map((condition) => evaluateCondition(condition, read)));
  return {
    ...(failing ? { keep } : {}),
    reads: whole.flatMap(nodesOf),
    conditions: whole,
    truth: (read) =>
      all([
        ...merged.map(({ node, test }) => evaluateEntry(test, read(node))),
        ...others.map((condition) => evaluateCondition(condition, read)),
        ...(failing ? [not(evaluateCondition(failing, read))] : []),
      ]),
    toward,
  };
}

type Entry = Extract<Condition, { op: 'entry' }>;

function partsOf(condition: Condition): readonly Condition[] {
  return condition.op === 'all' ? condition.of.flatMap(partsOf) : [condition];
}

/**
 * All that is asked of one position as one test, so that demands which exclude each other are seen at once. What must
 * fail joins them where something is asked of the same position, for then that is not nothing.
 */
function mergeEntries(entries: readonly Entry[], failing: Condition | undefined): { node: number; test: Test }[] {
  const tests = new Map<number, Test[]>();
  for (const { node, test } of entries) tests.set(node, [...(tests.get(node) ?? []), test]);
  if (failing?.op === 'entry' && tests.has(failing.node)) {
    tests.get(failing.node)?.push({ keyword: 'not', of: failing.test });
  }
  return [...tests].map(([node, of]) => ({ node, test: { keyword: 'allOf', of } }));
}

/** That a number is there and above a bound, or at least it. */
export function above(node: number, bound: Rational, strictly: boolean): Goal {
  const keyword = strictly ? 'exclusiveMinimum' : 'minimum';
  return holding([{ op: 'entry', name: '', node, test: { keyword, bound } }]);
}

/** That one step of several is the highest that is reached. */
export function reached({ of, steps, edge }: StepsNode, step: number): Goal {
  const bounds = (at: number): Condition[] => {
    const bound = steps[at]?.bound;
    // The lowest step includes its own bound, whatever the edge.
    const keyword = edge === 'above' && at > 0 ? 'exclusiveMinimum' : 'minimum';
    return bound ? [{ op: 'entry', name: '', node: of, test: { keyword, bound } }] : [];
  };
  const [next] = bounds(step + 1);
  const here = bounds(step);
  return next ? holding([...here, { op: 'not', of: next }], undefined, step === 0 ? 'worst' : 'best') : holding(here);
}

/** That a position has one of the outcomes for which `passes` is true. */
export function outcome(node: number, passes: (value: unknown) => boolean, toward: Direction): Goal {
  return {
    reads: [node],
    conditions: [],
    truth: (read) => {
      const value = read(node);
      if (value.kind !== 'atoms') return 'undecided';
      const truths = [...value.atoms.map(passes), ...(value.nothing ? [passes(null)] : [])];
      if (truths.every(Boolean)) return 'holds';
      return truths.some(Boolean) ? 'undecided' : 'fails';
    },
    toward,
  };
}
