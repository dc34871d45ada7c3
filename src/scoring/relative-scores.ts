// Expresses scores and answers as shares of their best possible value, for the profile chart, strengths and gaps.
import { compare, divide, itemAt, type Rational, type Result, subtract, toNumber, ZERO } from '../model/index.ts';
import { type AnswerSet, type Evaluation, valueAt } from './answer-set.ts';
import { evaluateSpan } from './evaluate.ts';
import { dependenciesOf, memoizeByPlan } from './node-dependencies.ts';
import { type Input, nodeAt, type Plan, type ScoreNode } from './plan.ts';
import { type Possible, rangeOf, settledNumber } from './possible-values.ts';

/**
 * The minimum and maximum number of axes in a profile chart. With fewer axes, the chart would not enclose an area; with
 * more, it would be harder to read.
 */
const MIN_DIMENSIONS = 3;
const MAX_DIMENSIONS = 12;

/**
 * An axis of the profile chart: the value that a score certainly has, and the highest value that it may have, both as
 * shares of its maximum from 0 to 1.
 */
export interface RelativeScore {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Finds the scores for the axes of the profile chart. Scores with equally many layers of scores below them form a
 * group; the members of a score with `by` form a group of their own. Of the groups with neither too few nor too many
 * scores, the one closest to the answers is taken. Totals are left out because they read other scores, and classes
 * because they are not amounts. Empty if there is no such group.
 */
export function findDimensions(plan: Plan, { scores }: Result): RelativeScore[] {
  const visibleScores = plan.scores.filter(({ node, hidden, isClass }) => !hidden && !isClass && node !== plan.level);
  const heights = countLayersBelow(plan, visibleScores);
  const layers = [...new Set(heights.values())].sort((a, b) => a - b);
  for (const layer of layers) {
    const names = visibleScores.filter(({ name }) => heights.get(name) === layer).map(({ name }) => name);
    for (const family of new Set(names.map(familyOf))) {
      const dimensions = names.filter((name) => familyOf(name) === family).flatMap((name) => dimensionOf(name, scores));
      if (dimensions.length >= MIN_DIMENSIONS && dimensions.length <= MAX_DIMENSIONS) return dimensions;
    }
  }
  return [];
}

/** Returns the group of a score. Members of a score with `by` are only compared with each other. */
function familyOf(name: string): string {
  return name.includes('/') ? itemAt(name.split('/'), 0) : '';
}

/** Counts how many layers of visible scores are below each score: 0 for a score that reads no other. */
function countLayersBelow(plan: Plan, visible: readonly ScoreNode[]): Map<string, number> {
  const ownHeights = new Map<number, number>();
  const names = new Map(visible.map(({ node, name }) => [node, name]));
  // All nodes that a node reads come before it, so their heights are known by then.
  const heights = plan.nodes.map(() => -1);
  plan.nodes.forEach((node, position) => {
    const heightBelow = dependenciesOf(node).reduce(
      (highest, dependency) => Math.max(highest, ownHeights.get(dependency) ?? heights[dependency] ?? -1),
      -1,
    );
    heights[position] = heightBelow;
    if (names.has(position)) ownHeights.set(position, heightBelow + 1);
  });
  return new Map(visible.map(({ node, name }) => [name, ownHeights.get(node) ?? 0]));
}

function dimensionOf(name: string, scores: Result['scores']): RelativeScore[] {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  const maximum = score?.maximum ?? 0;
  if (!score || maximum <= 0 || score.highest === null) return [];
  const toShare = (value: number | null): number => Math.min(1, Math.max(0, (value ?? 0) / maximum));
  return [{ name, lowest: toShare(score.lowest), highest: toShare(score.highest) }];
}

/** An answer, and how close it is to the best possible answer. */
export interface RatedAnswer {
  readonly input: Input;
  /** The share of the best possible answer, from 0 to 1. */
  readonly share: number;
}

/**
 * Rates each settled answer as a share of the best answer that this enterprise could give: by its points if it has any,
 * otherwise by its position on its scale. Leaves out answers that do not apply, are not asked, always count the same,
 * or only determine a weight or a class.
 */
export function rateAnswers(plan: Plan, sheet: AnswerSet, evaluation: Evaluation): RatedAnswer[] {
  const span = evaluateSpan(plan, sheet, evaluation);
  const pointsByInput = new Map<number, number>();
  const weighingNodes = onlyWeighing(plan);
  plan.nodes.forEach((node, position) => {
    if (node.op === 'points' && !pointsByInput.has(node.of)) pointsByInput.set(node.of, position);
  });
  return plan.nodes.flatMap((input, position): RatedAnswer[] => {
    if (input.op !== 'input' || input.role !== 'question' || weighingNodes.has(position)) return [];
    if (evaluation.states[position] !== 'answered' || evaluation.asked[position] !== 'holds') return [];
    const points = pointsByInput.get(position);
    const share =
      points === undefined
        ? computeShareOfScale(input, settledNumber(valueAt(evaluation, position)))
        : computeShareOfBest(settledNumber(valueAt(evaluation, points)), span(points));
    return share === undefined ? [] : [{ input, share }];
  });
}

/** The positions of nodes that visible scores read only for a weight or a class. */
const onlyWeighing = memoizeByPlan((plan): ReadonlySet<number> => {
  const countingNodes = new Set<number>();
  const weights = new Set<number>();
  for (const { node, hidden, isClass } of plan.scores) if (!hidden) (isClass ? weights : countingNodes).add(node);
  for (let position = plan.nodes.length - 1; position >= 0; position -= 1) {
    const node = nodeAt(plan, position);
    const weightNodes = new Set('missing' in node ? node.members.flatMap((member) => member.by ?? []) : []);
    if (countingNodes.has(position)) {
      for (const dependency of dependenciesOf(node))
        (weightNodes.has(dependency) ? weights : countingNodes).add(dependency);
    }
    if (weights.has(position)) for (const dependency of dependenciesOf(node)) weights.add(dependency);
  }
  return new Set([...weights].filter((at) => !countingNodes.has(at)));
});

function computeShareOfBest(value: Rational | null | undefined, span: Possible): number | undefined {
  const bestPoints = rangeOf(span)?.high;
  if (!value || !bestPoints || compare(bestPoints, ZERO) <= 0) return undefined;
  return Math.min(1, Math.max(0, toNumber(divide(value, bestPoints))));
}

function computeShareOfScale(
  { form, range: { low, high } }: Input,
  value: Rational | null | undefined,
): number | undefined {
  if (!form.isScale || !value || !low || !high || compare(low, high) >= 0) return undefined;
  return toNumber(divide(subtract(value, low), subtract(high, low)));
}
