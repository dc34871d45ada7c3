import type { Condition } from '../condition/condition.ts';
import type { ScoreRule } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import { compare, fromNumber } from '../model/rational.ts';
import { BOUNDS, innerScores } from '../scoring/namespace.ts';
import type { Node, Plan } from '../scoring/plan.ts';
import type { Subject } from './rule.ts';

/** A score as the rubric states it, and each position it was compiled to: several for a score with `by`. */
export interface StatedScore {
  readonly name: string;
  readonly rule: ScoreRule;
  readonly at: Path;
  readonly nodes: readonly number[];
}

/** All scores that the rubric states by a rule, inner ones included. */
export function statedScores({ rubric, plan }: Subject): StatedScore[] {
  const collect = (name: string, rule: ScoreRule, at: Path): StatedScore[] => [
    { name, rule, at, nodes: nodesNamed(plan, name) },
    ...innerScores(rule, at).flatMap((inner) => collect(inner.name, inner.rule, inner.at)),
    ...BOUNDS.flatMap((side) => {
      const bound = rule[side];
      return typeof bound === 'object'
        ? innerScores(bound, [...at, side]).flatMap((inner) => collect(inner.name, inner.rule, inner.at))
        : [];
    }),
  ];
  return Object.entries(rubric.document.scores).flatMap(([name, score]) =>
    typeof score === 'string' ? [] : collect(name, score, ['scores', name]),
  );
}

function nodesNamed(plan: Plan, name: string): number[] {
  return plan.scores.flatMap((score) => (score.name === name || score.name.startsWith(`${name}/`) ? [score.node] : []));
}

/** What a score's rule was compiled to, beneath the rounding, bounds and conditions put on it. */
export function coreOf(plan: Plan, position: number): Node {
  const node = plan.nodes[position] as Node;
  const isWrapped = ['guard', 'round', 'cap', 'floor', 'share', 'scaled'].includes(node.op);
  return isWrapped && 'of' in node && typeof node.of === 'number' ? coreOf(plan, node.of) : node;
}

/** What is wrong with a score in every position it was compiled to: in one member of `by` alone it may be meant. */
export function inEveryMember({ nodes }: StatedScore, check: (node: number) => readonly Problem[]): Problem[] {
  const [first = [], ...others] = nodes.map(check);
  const isSame = (a: Problem, b: Problem): boolean => a.code === b.code && String(a.at) === String(b.at);
  return first.filter((problem) => others.every((problems) => problems.some((other) => isSame(problem, other))));
}

/** One requirement of a level: an entry of its condition. */
export interface Requirement {
  readonly key: string;
  readonly at: Path;
  readonly condition: Condition;
}

/** One level of a score, with its requirements and those of all lower levels. */
export interface StatedLevel {
  readonly value: number;
  readonly at: Path;
  readonly requirements: readonly Requirement[];
  readonly lower: readonly Condition[];
}

/** The levels of a score, ascending; none where it has none. */
export function levelsOf(plan: Plan, { rule, at }: StatedScore, position: number): StatedLevel[] {
  const node = coreOf(plan, position);
  if (node.op !== 'levels' || !rule.levels) return [];
  const stated = rule.levels
    .map((level, i) => ({ level, at: [...at, 'levels', i] }))
    .sort((a, b) => compare(fromNumber(a.level.value), fromNumber(b.level.value)));
  return stated.map(({ level, at: place }, i) => {
    const compiled = node.levels[i];
    const whole = compiled?.when ?? { op: 'all' as const, of: [] };
    const keys = Object.keys(level.when ?? {});
    const parts = keys.length === 1 || whole.op !== 'all' ? [whole] : whole.of;
    return {
      value: level.value,
      at: place,
      requirements: parts.flatMap((condition, k) => {
        const key = keys[k];
        return key === undefined ? [] : [{ key, at: [...place, 'when', key], condition }];
      }),
      lower: node.levels.slice(0, i).map(({ when }) => when),
    };
  });
}
