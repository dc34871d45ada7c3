import { expect } from 'vitest';
import type { ExplainedNode } from '../../src/model/generated/types.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { explain } from '../../src/scoring/explain-score.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { toExplainedEnds } from '../../src/scoring/unmet-requirements.ts';

type Value = ExplainedNode['value'];

/**
 * Expects every score's explanation to end as the evaluation does, and each node to be what its parts come to; gives the
 * operators that could be checked.
 */
export function expectExplained(plan: Plan, sheet: AnswerSet): string[] {
  const { values } = evaluate(plan, sheet);
  return plan.scores.flatMap(({ name, node }) => {
    const root = explain(plan, sheet, name) as ExplainedNode;
    expect(root, name).toMatchObject(toExplainedEnds(values[node] as never));
    return expectCombined(root);
  });
}

function expectCombined(root: ExplainedNode): string[] {
  return nodesOf(root).flatMap((node) => {
    const expected = recompute(node);
    if (expected === undefined) return [];
    const where = JSON.stringify(node);
    if (typeof expected === 'number' && typeof node.value === 'number') {
      expect(Math.abs(node.value - expected), where).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    } else expect(node.value, where).toEqual(expected);
    return [node.op];
  });
}

/** Every node of an explanation, what conditions and weights read included. */
export function nodesOf(root: ExplainedNode): ExplainedNode[] {
  const inner = [...root.parts, ...(root.reads ?? []), ...(root.weighedBy ? [root.weighedBy] : [])];
  return [root, ...inner.flatMap(nodesOf)];
}

/**
 * What a node's parts come to by its operator, worked out from the explanation alone; undefined where that cannot be
 * said: nothing to work out, a part that is open, or explained elsewhere.
 */
export function recompute(node: ExplainedNode): Value {
  if (node.repeated) return undefined;
  const { parts, op } = node;
  const values = parts.map(({ value }) => value);
  switch (op) {
    case 'input':
      return node.answer?.source === 'derived' ? values[0] : undefined;
    case 'points':
      return node.options && node.rule === undefined ? total(node.options.map(({ points }) => points)) : undefined;
    case 'first': {
      const deciding = node.cases?.find(({ truth }) => truth !== 'fails');
      return deciding === undefined ? null : deciding.truth === 'holds' ? deciding.value : undefined;
    }
    case 'levels': {
      if (node.levels?.some(({ reached }) => reached === 'undecided')) return undefined;
      return node.levels?.findLast(({ reached }) => reached === 'holds')?.value ?? null;
    }
    case 'anyOf': {
      const truths = node.alternatives?.map(({ truth }) => truth) ?? [];
      if (truths.includes('holds')) return true;
      return truths.includes('undecided') ? undefined : false;
    }
    case 'guard':
      return node.when?.truth === 'fails' ? null : node.when?.truth === 'holds' ? values[0] : undefined;
    case 'list':
    case 'constant':
      return undefined;
  }
  if (values.includes(undefined)) return undefined;
  return calculate(node);
}

function calculate(node: ExplainedNode): Value {
  const { op, parts, to = 1, best = 1, steps = [], line, edge } = node;
  const present = parts.filter(({ value }) => value !== null);
  const numbers = present.map(({ value }) => Number(value));
  const [first, second] = parts.map(({ value }) => value);
  if (present.some(({ weighedBy, weight }) => weighedBy && weight === undefined)) return undefined;
  const weighed = present.map(({ value, weight = 1 }) => Number(value) * weight);
  const weights = total(present.map(({ weight = 1 }) => weight));
  if (present.length === 0 || node.problem === 'no-weight') return null;
  switch (op) {
    case 'sum':
      return total(weighed);
    case 'mean':
    case 'meanOf':
      return total(weighed) / weights;
    case 'min':
      return Math.min(...weighed);
    case 'max':
      return Math.max(...weighed);
    case 'share':
      return (total(weighed) / total(present.map((part) => (part.weight ?? 1) * (part.best ?? 1)))) * to;
    case 'scaled':
      return first === null ? null : (Number(first) / best) * to;
    case 'cap':
    case 'floor':
      if (first === null || second === null) return first;
      return op === 'cap' ? Math.min(...numbers) : Math.max(...numbers);
    case 'ratio':
    case 'difference':
    case 'change': {
      if (first === null || second === null) return null;
      const [a, b] = [Number(first), Number(second)];
      if (op === 'difference') return a - b;
      return b === 0 ? undefined : op === 'ratio' ? a / b : (a - b) / b;
    }
    case 'steps': {
      if (first === null) return null;
      const number = Number(first);
      const passes = (bound: number, i: number): boolean =>
        number > bound || (number === bound && (edge === 'below' || i === 0));
      return steps.findLast(({ bound }, i) => passes(bound, i))?.value ?? null;
    }
    case 'linear': {
      if (!line) throw new Error('an explanation of a line names its points');
      const x = Number(first);
      const after = line.findIndex(({ at }) => at > x);
      const [from, until] = [line[after - 1], line[after]];
      if (after === 0) return line[0]?.value;
      if (!from || !until) return line.at(-1)?.value;
      return from.value + ((x - from.at) / (until.at - from.at)) * (until.value - from.value);
    }
    default:
      return undefined;
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
