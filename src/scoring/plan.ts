import type { Rational, Section, Text } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import type { Condition, ValueType } from './condition.ts';
import type { Answerable, Form } from './forms/form.ts';
import type { OperatorNode } from './operators/registry.ts';
import type { Atom, Range } from './possible-values.ts';

/**
 * A rubric and its questionnaire as a graph of expressions. Each node comes after the nodes that it reads, so
 * evaluating all nodes in order takes one pass.
 */
export interface Plan {
  readonly nodes: readonly Node[];
  /** Facts and questions, in the order of the pack. */
  readonly inputs: readonly Input[];
  /** The node and type of each name of the pack. */
  readonly names: ReadonlyMap<string, NamedNode>;
  /** The scores in the order of the rubric, including the members of scores with `by` and the scores inside rules. */
  readonly scores: readonly ScoreNode[];
  /** The position of the score `level`; null if the pack has none. */
  readonly level: number | null;
  readonly sections: readonly Section[];
  /** The condition that enterprises must meet to be assessed with this pack, with its text. */
  readonly scope: { readonly when: Condition; readonly text: Text } | null;
  /** The questions whose answer needs evidence, each with the condition under which it does. */
  readonly evidence: ReadonlyMap<string, Condition>;
  /** The number of decimals with which reports print scores. */
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
  /** The labels of the score's values, by the keys that `toPointsKey` returns; undefined if the rubric states none. */
  readonly labels: ReadonlyMap<string, Text> | undefined;
  /** Whether the labels are names of classes, so that a lower value is not a worse one. */
  readonly isClass: boolean;
  /** If the weights are derived from pairwise comparisons, how much these comparisons contradict each other. */
  readonly consistencyRatio: number | undefined;
  /** Whether reports leave the score out. */
  readonly hidden: boolean;
  readonly tags: Tags;
  /**
   * If this is a member of a score with `by`, the tag values that distinguish it from the other members, in the order
   * in which its name lists them.
   */
  readonly by: Tags;
  /**
   * The positions of the questions whose answers determine the value, without questions that only decide whether the
   * score applies.
   */
  readonly questions: readonly number[];
}

export type Tags = Readonly<Record<string, string>>;

/** A fact or question: what can be answered, and what is used if it is not answered. */
export interface Input extends Answerable {
  readonly op: 'input';
  readonly name: string;
  readonly role: 'fact' | 'question';
  /** How the question is answered, depending on its type. */
  readonly form: Form;
  /** The range of numbers that are plausible and need no confirmation; null if the pack does not state one. */
  readonly plausible: Range | null;
  readonly default: Atom | null;
  readonly notApplicable: boolean;
  readonly when: Condition | null;
  /** The position of the derived value, which is used if no answer is stated; null if there is none. */
  readonly derived: number | null;
  readonly section: string | null;
  /** Whether the value is known from elsewhere, such as a result under another pack, so that it is never asked. */
  readonly elsewhere?: boolean;
  /** The name of the matrix, if the question is a row of one. */
  readonly matrix: string | null;
  /** The text of the row, if the question is a row that has one. */
  readonly row: Text | null;
  readonly tags: Tags;
}

/** A node of a plan; it reads only nodes before it. */
export type Node = Input | PointsNode | OperatorNode;

/** The points of an answer; without a table, a number counts as its own points. */
export interface PointsNode {
  readonly op: 'points';
  readonly of: number;
  readonly table: ReadonlyMap<string, Rational> | null;
  /** The points of each answer without evidence; null if evidence makes no difference. */
  readonly unproven: ReadonlyMap<string, Rational> | null;
}

/** Returns the node at a position of the plan. */
export function nodeAt({ nodes }: Pick<Plan, 'nodes'>, position: number): Node {
  return itemAt(nodes, position);
}

/** Returns the node at a position that is known to be a question or fact. */
export function inputAt(plan: Pick<Plan, 'nodes'>, position: number): Input {
  return nodeAt(plan, position) as Input;
}

/** Returns the question or fact with a name; undefined if there is none. */
export function inputNamed({ names, nodes }: Pick<Plan, 'names' | 'nodes'>, name: string): Input | undefined {
  const position = names.get(name)?.node;
  const node = position === undefined ? undefined : nodes[position];
  return node?.op === 'input' ? node : undefined;
}
