import type { Rational, Section, Text } from '../model/index.ts';
import type { Condition, ValueType } from './condition.ts';
import type { Answerable, Form } from './forms/form.ts';
import type { OperatorNode } from './operators/registry.ts';
import type { Atom, Range } from './possible-values.ts';

/**
 * A rubric and its questionnaire as an expression graph. Every node comes after the nodes it reads, so that one pass
 * from the front evaluates it.
 */
export interface Plan {
  readonly nodes: readonly Node[];
  /** Facts and questions in the order they are listed. */
  readonly inputs: readonly Input[];
  /** What every name of the pack stands for. */
  readonly names: ReadonlyMap<string, Named>;
  /** The scores in the order of the rubric, those of `by` and inner ones included. */
  readonly scores: readonly ScoreNode[];
  /** The position of the score `level`, if the rubric has one. */
  readonly level: number | null;
  readonly sections: readonly Section[];
  /** For whom the questionnaire is made. */
  readonly scope: { readonly when: Condition; readonly text: Text } | null;
  /** Where an answer must carry evidence, by question. */
  readonly evidence: ReadonlyMap<string, Condition>;
  /** How many decimals reports print. */
  readonly decimals: number;
}

/** What conditions read under a name. */
export interface Named {
  readonly node: number;
  readonly type: ValueType;
}

export interface ScoreNode {
  readonly name: string;
  readonly node: number;
  readonly title: Text | undefined;
  /** What its values are called, by `pointsKey`; undefined where the rubric calls none anything. */
  readonly labels: ReadonlyMap<string, Text> | undefined;
  /** Whether the rubric calls its values by the names of classes, of which a lower one is not a weaker one. */
  readonly isClass: boolean;
  /** For weights that follow from comparisons in pairs: how far those contradict each other. */
  readonly consistencyRatio: number | undefined;
  /** Left out of reports. */
  readonly hidden: boolean;
  readonly tags: Tags;
  /** The values of tags that tell it from the other members of a score with `by`, in the order of its name. */
  readonly by: Tags;
  /** The positions of the questions whose answers make its value, not of those that only decide whether it applies. */
  readonly questions: readonly number[];
}

export type Tags = Readonly<Record<string, string>>;

/** A fact or a question: what can be answered, and what is known without an answer. */
export interface Input extends Answerable {
  readonly op: 'input';
  readonly name: string;
  readonly role: 'fact' | 'question';
  /** How it is answered, by its type. */
  readonly form: Form;
  /** The numbers that surprise nobody; null where the pack does not say. */
  readonly plausible: Range | null;
  readonly default: Atom | null;
  readonly notApplicable: boolean;
  readonly when: Condition | null;
  /** The position that gives the value where none is stated. */
  readonly derived: number | null;
  readonly section: string | null;
  /** Known from elsewhere, as a result under another pack is, and so never asked. */
  readonly elsewhere?: boolean;
  /** The matrix it is a row of. */
  readonly matrix: string | null;
  /** What that row is about, where the pack says it. */
  readonly row: Text | null;
  readonly tags: Tags;
}

/** A node reads only nodes before it. */
export type Node = Input | PointsNode | OperatorNode;

/** What an answer counts; without a table a number counts itself. */
export interface PointsNode {
  readonly op: 'points';
  readonly of: number;
  readonly table: ReadonlyMap<string, Rational> | null;
  /** What an answer without evidence counts, where that makes a difference. */
  readonly unproven: ReadonlyMap<string, Rational> | null;
}
