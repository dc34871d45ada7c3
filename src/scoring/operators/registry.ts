import type { ScoreRule } from '../../model/index.ts';
import { anyOf } from './any-of.ts';
import { change, difference, meanOf, ratio } from './calculations.ts';
import { cap, floor } from './cap-floor.ts';
import type { Combination } from './combination.ts';
import { constant } from './constant.ts';
import { first } from './first.ts';
import { guard } from './guard.ts';
import { levels } from './levels.ts';
import { linear } from './linear.ts';
import { list } from './list.ts';
import { mean } from './mean.ts';
import { max, min } from './min-max.ts';
import type { Operator } from './operator.ts';
import { round } from './round.ts';
import { scaled } from './scaled.ts';
import { share } from './share.ts';
import { steps } from './steps.ts';
import { sum } from './sum.ts';
import { target } from './target.ts';

/** The operators that combine members, in the order in which messages list them. */
export const COMBINATIONS = {
  sum,
  mean,
  min,
  max,
};

/** Every operator by name. */
export const OPERATORS = {
  ...COMBINATIONS,
  ratio,
  difference,
  change,
  meanOf,
  anyOf,
  steps,
  linear,
  first,
  levels,
  target,
  share,
  scaled,
  floor,
  cap,
  round,
  guard,
  constant,
  list,
};

export type CombinationName = keyof typeof COMBINATIONS;

type NodeOf<O> = O extends Operator<infer N> ? N : never;

/** A node of a plan that belongs to an operator. */
export type OperatorNode = NodeOf<(typeof OPERATORS)[keyof typeof OPERATORS]>;

/** Returns the operator of a node; answers and their points have none. */
export function operatorOf(node: OperatorNode): Operator<OperatorNode>;
export function operatorOf(node: { readonly op: string }): Operator<OperatorNode> | undefined;
export function operatorOf({ op }: { readonly op: string }): Operator<OperatorNode> | undefined {
  return (OPERATORS as Readonly<Record<string, Operator<OperatorNode>>>)[op];
}

/** Returns the operator that combines members and has this key in rules; undefined for other keys. */
export function combinationOf(key: string): Combination<CombinationName> | undefined {
  return (COMBINATIONS as Readonly<Record<string, Combination<CombinationName>>>)[key];
}

/** The names of the operators that combine members. */
export const COMBINATION_NAMES = Object.keys(COMBINATIONS) as readonly CombinationName[];

/** The operators that rules can use, by key, in the order in which messages list them. */
export const RULE_OPERATORS: ReadonlyMap<keyof ScoreRule, Operator<OperatorNode>> = new Map(
  Object.keys(OPERATORS).flatMap((name) => {
    const operator = operatorOf({ op: name });
    return operator?.compileRule ? [[operator.key ?? (name as keyof ScoreRule), operator] as const] : [];
  }),
);

/** Whether the node belongs to an operator that can be used in derivations. */
export function isDerivationNode(node: { readonly op: string }): boolean {
  return operatorOf(node)?.isDerivation ?? false;
}
