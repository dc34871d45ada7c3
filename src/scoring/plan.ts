import type { Fact, Question, Rational, RoundingMode, Section, Text } from '../model/index.ts';
import type { Condition, ValueType } from './condition.ts';
import type { Atom, Range } from './possible-values.ts';
import type { AnswerForm, InputType } from './question-types.ts';

/**
 * A rubric and its questionnaire as an expression graph. Every node stands after the nodes it reads, so that one pass
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
  /** Left out of reports. */
  readonly hidden: boolean;
  readonly tags: Tags;
  /** The positions of the questions whose answers make its value, not of those that only decide whether it applies. */
  readonly questions: readonly number[];
}

export type Tags = Readonly<Record<string, string>>;

export interface InputOption {
  readonly id: string;
  readonly text: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
}

/** A fact or a question: what can be answered, and what is known of the answer without being told. */
export interface Input {
  readonly op: 'input';
  readonly name: string;
  readonly role: 'fact' | 'question';
  readonly definition: Fact | Question;
  readonly type: InputType;
  /** How it is answered, by its type. */
  readonly form: AnswerForm;
  /** Whether only whole numbers are answers. */
  readonly whole: boolean;
  readonly value: ValueType;
  /** In their listed order, from least to most mature. Empty where nothing is chosen. */
  readonly options: readonly InputOption[];
  /** The numbers allowed; null is unbounded. */
  readonly range: Range;
  /** How many options can be chosen; null is no limit. */
  readonly choose: { readonly least: number; readonly most: number | null };
  readonly default: Atom | null;
  readonly notApplicable: boolean;
  readonly when: Condition | null;
  /** The position that gives the value where none is stated. */
  readonly derived: number | null;
  readonly section: string | null;
  /** Known from elsewhere, as a result under another pack is: nobody is asked for it. */
  readonly elsewhere?: boolean;
  /** The matrix it is a row of. */
  readonly matrix: string | null;
  /** What that row is about, where the pack says it. */
  readonly row: Text | null;
  readonly tags: Tags;
}

/** What an answer that is not there counts for. */
export type MissingRule = 'open' | 'exclude' | 'zero' | 'full' | 'worst' | 'refuse';

export interface MissingRules {
  readonly unanswered: MissingRule;
  readonly unknown: MissingRule;
  readonly notApplicable: MissingRule;
  readonly notAsked: MissingRule;
}

export interface CombineMember {
  readonly name: string;
  readonly node: number;
  /** What it counts, times what `by` gives. */
  readonly weight: Rational;
  /** The position of a weight that depends on the answers. */
  readonly by?: number;
}

/** A member of a share, with the best it can bring where it counts. */
export interface ShareMember extends CombineMember {
  readonly best: Rational;
}

export type Operator = 'sum' | 'mean' | 'min' | 'max';

export type Node =
  | Input
  /** The points of an answer; without a table a number counts itself. */
  | PointsNode
  | { readonly op: 'constant'; readonly value: Atom }
  | CombineNode
  /** What the members bring of the best they could, times `to`. `of` is the value that is rescaled. */
  | {
      readonly op: 'share';
      readonly of: number;
      readonly members: readonly ShareMember[];
      readonly missing: MissingRules;
      readonly to: Rational;
    }
  /** A value times `to`, divided by a stated best. */
  | { readonly op: 'scaled'; readonly of: number; readonly to: Rational; readonly best: Rational }
  | StepsNode
  /** Straight lines between ascending points, flat outside of them. */
  | { readonly op: 'linear'; readonly of: number; readonly name: string; readonly points: readonly LinePoint[] }
  | { readonly op: 'round'; readonly of: number; readonly decimals: number; readonly mode: RoundingMode }
  | { readonly op: 'first'; readonly cases: readonly PlanCase[] }
  /** Ascending values; each needs all lower ones. */
  | { readonly op: 'levels'; readonly levels: readonly PlanLevel[] }
  | { readonly op: 'list'; readonly members: readonly ListMember[] }
  | { readonly op: 'ratio' | 'difference' | 'change' | 'meanOf'; readonly operands: readonly number[] }
  | { readonly op: 'anyOf'; readonly conditions: readonly Condition[] }
  /** The score, or nothing where its condition fails. */
  | { readonly op: 'guard'; readonly of: number; readonly when: Condition }
  | { readonly op: 'cap' | 'floor'; readonly of: number; readonly bound: number };

export interface CombineNode {
  readonly op: Operator;
  readonly members: readonly CombineMember[];
  readonly missing: MissingRules;
}

/** What an answer counts; without a table a number counts itself. */
export interface PointsNode {
  readonly op: 'points';
  readonly of: number;
  readonly table: ReadonlyMap<string, Rational> | null;
  /** What an answer without evidence counts, where that makes a difference. */
  readonly unproven: ReadonlyMap<string, Rational> | null;
}

export interface LinePoint {
  readonly at: Rational;
  readonly value: Rational;
}

/** Ascending bounds; `above` puts a value that lies on a bound into the step below. */
export interface StepsNode {
  readonly op: 'steps';
  readonly of: number;
  /** The name of what is read; empty where that has none. */
  readonly name: string;
  readonly steps: readonly Step[];
  readonly edge: 'below' | 'above';
}

export interface Step {
  readonly bound: Rational;
  readonly value: Atom;
  /** What the value is called. */
  readonly title?: Text | undefined;
}

export interface PlanCase {
  readonly when: Condition | null;
  readonly node: number;
}

export interface PlanLevel {
  readonly value: Rational;
  readonly title: Text | undefined;
  readonly when: Condition;
}

export interface ListMember {
  readonly name: string;
  readonly node: number;
}
