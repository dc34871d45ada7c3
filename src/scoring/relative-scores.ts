// Scores and answers as shares of the best they could come to: the axes of the radar chart, and strengths and gaps.
import { compare, divide, type Rational, type Result, subtract, toNumber, ZERO } from '../model/index.ts';
import type { AnswerSet, Evaluation } from './answer-set.ts';
import { evaluateSpan } from './evaluate.ts';
import { dependenciesOf, memoizeByPlan } from './node-dependencies.ts';
import type { Input, Node, Plan, ScoreNode } from './plan.ts';
import { type Possible, rangeOf, settledNumber } from './possible-values.ts';

/** A drawing of fewer axes is no area, and of more is no help. */
const FEWEST = 3;
const MOST = 12;

/** One axis: where a score stands for certain and how far it may go, as shares of its maximum from 0 to 1. */
export interface Dimension {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * The scores that are compared: of the visible ones, those nearest to the answers that are neither too few nor too
 * many. A total is none of them, since it reads others, nor is a class, which is no amount. Empty where no such group
 * has a common measure.
 */
export function findDimensions(plan: Plan, { scores }: Result): Dimension[] {
  const visible = plan.scores.filter(({ node, hidden, isClass }) => !hidden && !isClass && node !== plan.level);
  const heights = heightsOf(plan, visible);
  const layers = [...new Set(heights.values())].sort((a, b) => a - b);
  for (const layer of layers) {
    const names = visible.filter(({ name }) => heights.get(name) === layer).map(({ name }) => name);
    for (const family of new Set(names.map(familyOf))) {
      const dimensions = names.filter((name) => familyOf(name) === family).flatMap((name) => dimensionOf(name, scores));
      if (dimensions.length >= FEWEST && dimensions.length <= MOST) return dimensions;
    }
  }
  return [];
}

/** The members of a score with `by` are compared with one another only. */
function familyOf(name: string): string {
  return name.includes('/') ? (name.split('/')[0] as string) : '';
}

/** Counts the layers of visible scores below each score: 0 for one that reads no other. */
function heightsOf(plan: Plan, visible: readonly ScoreNode[]): Map<string, number> {
  const ownHeights = new Map<number, number>();
  const names = new Map(visible.map(({ node, name }) => [node, name]));
  // Every node stands after those it reads.
  const below = plan.nodes.map(() => -1);
  plan.nodes.forEach((node, position) => {
    const inner = dependenciesOf(node).reduce(
      (most, read) => Math.max(most, ownHeights.get(read) ?? below[read] ?? -1),
      -1,
    );
    below[position] = inner;
    if (names.has(position)) ownHeights.set(position, inner + 1);
  });
  return new Map(visible.map(({ node, name }) => [name, ownHeights.get(node) ?? 0]));
}

function dimensionOf(name: string, scores: Result['scores']): Dimension[] {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  const maximum = score?.maximum ?? 0;
  if (!score || maximum <= 0 || score.highest === null) return [];
  const share = (value: number | null): number => Math.min(1, Math.max(0, (value ?? 0) / maximum));
  return [{ name, lowest: share(score.lowest), highest: share(score.highest) }];
}

/** How far an answer is on the way to the best one. */
export interface RatedAnswer {
  readonly input: Input;
  /** From 0 to 1. */
  readonly share: number;
}

/**
 * Every settled answer to a question that counts, as a share of the best it could count for this enterprise: its points
 * where it has any, else its place on its scale. Answers that do not apply, are not asked, count the same either way or
 * only give a weight or a class are left out.
 */
export function rateAnswers(plan: Plan, sheet: AnswerSet, evaluation: Evaluation): RatedAnswer[] {
  const span = evaluateSpan(plan, sheet, evaluation);
  const counted = new Map<number, number>();
  const weighing = onlyWeighing(plan);
  plan.nodes.forEach((node, position) => {
    if (node.op === 'points' && !counted.has(node.of)) counted.set(node.of, position);
  });
  return plan.nodes.flatMap((input, position): RatedAnswer[] => {
    if (input.op !== 'input' || input.role !== 'question' || weighing.has(position)) return [];
    if (evaluation.states[position] !== 'answered' || evaluation.asked[position] !== 'holds') return [];
    const at = counted.get(position);
    const share =
      at === undefined
        ? onScale(input, settledNumber(evaluation.values[position] as Possible))
        : ofBest(settledNumber(evaluation.values[at] as Possible), span(at));
    return share === undefined ? [] : [{ input, share }];
  });
}

/** The inputs that visible scores read, near or far, for a weight or a class and for nothing else. */
const onlyWeighing = memoizeByPlan((plan): ReadonlySet<number> => {
  const counting = new Set<number>();
  const weights = new Set<number>();
  for (const { node, hidden, isClass } of plan.scores) if (!hidden) (isClass ? weights : counting).add(node);
  for (let at = plan.nodes.length - 1; at >= 0; at -= 1) {
    const node = plan.nodes[at] as Node;
    const by = new Set('missing' in node ? node.members.flatMap((member) => member.by ?? []) : []);
    if (counting.has(at)) {
      for (const read of dependenciesOf(node)) (by.has(read) ? weights : counting).add(read);
    }
    if (weights.has(at)) for (const read of dependenciesOf(node)) weights.add(read);
  }
  return new Set([...weights].filter((at) => !counting.has(at)));
});

function ofBest(value: Rational | null | undefined, span: Possible): number | undefined {
  const best = rangeOf(span)?.high;
  if (!value || !best || compare(best, ZERO) <= 0) return undefined;
  return Math.min(1, Math.max(0, toNumber(divide(value, best))));
}

function onScale({ form, range: { low, high } }: Input, value: Rational | null | undefined): number | undefined {
  if (!form.isScale || !value || !low || !high || compare(low, high) >= 0) return undefined;
  return toNumber(divide(subtract(value, low), subtract(high, low)));
}
