import type { Rational, Section, Text } from '../model/index.ts';
import type { Condition, ValueType } from './condition.ts';
import type { Answerable, Form } from './forms/form.ts';
import type { OperatorNode } from './operators/registry.ts';
import type { Atom, Range } from './possible-values.ts';

/**
 * A rubric and its questionnaire as an expression graph. Each node comes after the nodes that it reads, so one pass in
 * order evaluates it.
 */
export interface Plan {
  readonly nodes: readonly Node[];
  /** Facts and questions in listed order. */
  readonly inputs: readonly Input[];
  /** The node and type of each name of the pack. */
  readonly names: ReadonlyMap<string, NamedNode>;
  /** The scores in the order of the rubric, including members of `by` and inner scores. */
  readonly scores: readonly ScoreNode[];
  /** The position of the score `level`, if there is one. */
  readonly level: number | null;
  readonly sections: readonly Section[];
  /** For which enterprises the questionnaire is made. */
  readonly scope: { readonly when: Condition; readonly text: Text } | null;
  /** For each question whose answer must have evidence, the condition for that. */
  readonly evidence: ReadonlyMap<string, Condition>;
  /** How many decimals reports print. */
  readonly decimals: number;
}

/** The node and type that a name in a condition refers to. */
export interface NamedNode {
  readonly node: number;
  readonly type: ValueType;
}

export interface ScoreNode {
  readonly name: string;
  readonly node: number;
  readonly title: Text | undefined;
  /** The labels of its values, by `pointsKey`; undefined if the rubric has none. */
  readonly labels: ReadonlyMap<string, Text> | undefined;
  /** Whether its labels are names of classes, of which a lower one is not weaker. */
  readonly isClass: boolean;
  /** For weights derived from pairwise comparisons: how far the comparisons contradict each other. */
  readonly consistencyRatio: number | undefined;
  /** Whether reports leave it out. */
  readonly hidden: boolean;
  readonly tags: Tags;
  /** For a member of a score with `by`: the tag values that distinguish it, in the order of its name. */
  readonly by: Tags;
  /** The positions of the questions whose answers give its value, without those that only decide whether it applies. */
  readonly questions: readonly number[];
}

export type Tags = Readonly<Record<string, string>>;

/** A fact or question: what can be answered, and what is known without an answer. */
export interface Input extends Answerable {
  readonly op: 'input';
  readonly name: string;
  readonly role: 'fact' | 'question';
  /** How it is answered, by its type. */
  readonly form: Form;
  /** The range of numbers that need no confirmation; null if the pack states none. */
  readonly plausible: Range | null;
  readonly default: Atom | null;
  readonly notApplicable: boolean;
  readonly when: Condition | null;
  /** The position of the value used if none is stated. */
  readonly derived: number | null;
  readonly section: string | null;
  /** Known from elsewhere, such as a result under another pack, and so never asked. */
  readonly elsewhere?: boolean;
  /** The matrix of which it is a row. */
  readonly matrix: string | null;
  /** The text of that row, if the pack has one. */
  readonly row: Text | null;
  readonly tags: Tags;
}

/** A node reads only nodes before it. */
export type Node = Input | PointsNode | OperatorNode;

/** The points of an answer; without a table, a number counts as its own points. */
export interface PointsNode {
  readonly op: 'points';
  readonly of: number;
  readonly table: ReadonlyMap<string, Rational> | null;
  /** The points of an answer without evidence, if that makes a difference. */
  readonly unproven: ReadonlyMap<string, Rational> | null;
}

/** Returns the node at a position of the plan. */
export function nodeAt({ nodes }: Pick<Plan, 'nodes'>, position: number): Node {
  return nodes[position] as Node;
}

/** Returns the question or fact at a position of the plan that is known to hold one. */
export function inputAt(plan: Pick<Plan, 'nodes'>, position: number): Input {
  return nodeAt(plan, position) as Input;
}

/** Returns the question or fact with a name; undefined if there is none. */
export function inputNamed({ names, nodes }: Pick<Plan, 'names' | 'nodes'>, name: string): Input | undefined {
  const position = names.get(name)?.node;
  const node = position === undefined ? undefined : nodes[position];
  return node?.op === 'input' ? node : undefined;
}
