import {
  type Condition as ConditionDocument,
  compare,
  type ExplainedNode,
  itemAt,
  type Pairwise,
  type Path,
  type ProblemCode,
  type ProblemDetails,
  type Rational,
  type ScoreRule,
  type Text,
  type Unmet,
} from '../../model/index.ts';
import type { Column } from '../columns/column.ts';
import type { ColumnMember } from '../columns/members.ts';
import type { FewOutcomes } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import type { Condition, NodeReader, Truth } from '../condition.ts';
import type { Extremes, Side } from '../interval-arithmetic.ts';
import type { Atom, Possible } from '../possible-values.ts';
import type { MemberNames } from '../unmet-requirements.ts';

/** How a missing answer counts. */
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
  /** The fixed weight of the member. If the member has `by`, the weight is multiplied by the value at that position. */
  readonly weight: Rational;
  /** The position of a further factor of the weight, which depends on answers. */
  readonly by?: number;
}

export type OperatorFamily =
  /** Combines members, under rules for missing answers. */
  | 'combination'
  /** Changes the value of a rule; written as a key beside its operator, such as `cap`. */
  | 'modifier'
  /** Assigns a value to each number of a single operand. */
  | 'mapping'
  /** Chooses one of several values by conditions. */
  | 'choice'
  /** Calculates with the numbers in a derivation. */
  | 'calculation'
  /** Reads another value under the target answers. */
  | 'target'
  | 'constant'
  | 'list'
  | 'answer';

/** The nodes and conditions that a node of a plan reads. */
export interface NodeReads<N> {
  readonly family: OperatorFamily;
  /** Returns the positions of the values that the node combines, including weights and bounds. */
  operands(node: N): readonly number[];
  conditions?(node: N): readonly Condition[];
}

/** Everything about an operator of the rubric, or about a kind of node that only the compiler creates. */
export interface Operator<N> extends NodeReads<N> {
  /** Whether the operator can be used in derivations. */
  readonly isDerivation?: boolean;
  /** Whether the node divides by the weights of the members that count, so that a member of weight 0 does not count. */
  readonly dividesByWeights?: boolean;
  /** The operator's key in a rule of the rubric, if it differs from its name. */
  readonly key?: keyof ScoreRule;
  /**
   * Compiles a rule that has the operator's key. Returns the position of its value, or undefined after reporting a
   * problem. Default: no rule uses the operator, only the compiler creates its nodes.
   */
  compileRule?(rule: ScoreRule, scope: RuleScope): number | undefined;
  /**
   * Returns the operands that may count for the node's value, because no condition certainly excludes them. Default:
   * all operands.
   */
  reached?(node: N, read: NodeReader): readonly number[];
  /** Evaluates a node after its operands. The result always includes every value that is still possible. */
  evaluate(node: N, scope: EvaluationScope): Possible;
  /** Compiles the node for all rows of a table. Default: rows are left to `evaluate`. */
  columns?(node: N, scope: ColumnScope): Column;
  /**
   * Returns all values of a node whose values are a fixed list. An operator with this method only compares what it
   * reads.
   */
  outcomes?(node: N): readonly Atom[];
  /** Returns the numbers at which the node's value changes when its operand reaches them. */
  thresholds?(node: N): readonly Rational[];
  /**
   * Returns the greatest and least value that the node can have if it has a value, whichever members are left out.
   * Default: unknown.
   */
  extremes?(node: N, scope: ExtremesScope): Extremes | undefined;
  /** Whether the node may have no value; `missing` are the rules of the score that counts it. Default: yes. */
  mayBeNothing?(node: N, missing: MissingRules, scope: ExtremesScope): boolean;
  /**
   * Returns the node's levels in ascending order, each with what it requires beyond the lower levels. Default: none.
   */
  ladder?(node: N, scope: LadderScope): readonly LevelRequirement[];
  /** Explains a node. Default: lists the values that the node combines. */
  explain?(node: N, at: number, scope: ExplainScope): Partial<ExplainedNode>;
  /** The formula that explanations print. Default: none. */
  readonly formula?: Formula;
  /**
   * Returns the optimiser's expression for the low or high end of the node's value. Default: refuses if the value
   * depends on several answers.
   */
  amount?<A, L>(node: N, at: number, side: Side, scope: LimitScope<A, L>): A;
  /**
   * Returns the optimiser's requirement that the node certainly has a value and keeps a bound. Default: that the node's
   * amount keeps the bound.
   */
  limit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** Does the same as `limit` for operators that support only lower bounds. */
  lowerLimit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** Whether the node certainly has a value, whichever measures are taken. Default: unknown. */
  isSure?<A, L>(node: N, at: number, scope: LimitScope<A, L>): boolean;
  /** Returns upper bounds for the node's value, in the form that the optimiser uses. Default: none. */
  upperForms?<F>(node: N, scope: UpperScope<F>): readonly F[];
}

/** Functions with which an operator compiles the parts of a rule; paths are relative to the rule. */
export interface RuleScope {
  /** The operator's key in the rule. */
  readonly key: string;
  /** Adds a node to the plan and returns its position. */
  add<Node extends { readonly op: string }>(node: Node): number;
  /** Returns the position of the number with this name; undefined if there is none, which is reported. */
  number(name: string, ...at: Path): number | undefined;
  condition(source: ConditionDocument, ...at: Path): Condition;
  /** Returns the members under the operator's key, with their weights. */
  members(): readonly CombineMember[];
  /** Returns the members with weights derived from pairwise comparisons. */
  weighInPairs(members: readonly CombineMember[], pairwise: Pairwise): readonly CombineMember[];
  /**
   * Adds a node that combines members under the rules for missing answers that apply here, and returns its position.
   */
  combine(members: readonly CombineMember[]): number;
  report(code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value'): void;
}

export interface EvaluationScope {
  readonly read: NodeReader;
  /** Reads the value at a position under the target answers. */
  readonly target: NodeReader;
  /**
   * Returns what a member contributes under the rules for missing answers, before weighting; `index` is its place among
   * the members.
   */
  contribution(member: CombineMember, missing: MissingRules, index: number): Possible;
}

/** Functions with which an operator compiles its value for all rows of a table. */
export interface ColumnScope {
  readonly program: Program;
  column(at: number): Column;
  truth(condition: Condition): FewOutcomes<Truth>;
  /** Returns what members contribute under the rules for missing answers, before weighting. */
  members(members: readonly CombineMember[], missing: MissingRules): readonly ColumnMember[];
}

export interface ExtremesScope {
  extremes(at: number): Extremes | undefined;
  mayBeNothing(at: number, missing: MissingRules): boolean;
}

/** A level, with what it requires beyond the lower levels. */
export interface LevelRequirement {
  readonly value: Rational;
  readonly title: Text | undefined;
  readonly unmet: (read: NodeReader) => Unmet[];
}

export interface LadderScope {
  ladder(at: number): readonly LevelRequirement[];
  /** Returns the name of the score at a position. */
  scoreName(at: number): string | undefined;
  readonly memberNames: MemberNames;
}

export interface ExplainScope {
  readonly read: NodeReader;
  readonly memberNames: MemberNames;
  /** Explains the node at a position; if it was explained before, gives only its name. */
  node(at: number): ExplainedNode;
  /** Explains the node at a position under the target answers. */
  target(at: number): ExplainedNode;
  /**
   * Explains the members of a combination: those that count, with their weights, and those that do not, with the
   * reason.
   */
  members(at: number): Pick<ExplainedNode, 'parts' | 'excluded' | 'problem'>;
  /** Explains the values that conditions read, each once, in the order in which they are first mentioned. */
  reads(conditions: readonly Condition[]): ExplainedNode[];
  isConstant(at: number): boolean;
}

/** A term of a printed formula. */
export interface FormulaTerm {
  readonly weight: Rational;
  /** The most that the term can contribute, if the formula is that of a share. */
  readonly best: Rational;
}

export interface Formula {
  /** Returns what a formula prints after the equals sign; undefined if there is nothing to calculate. */
  text(
    terms: readonly (FormulaTerm & { readonly text: string })[],
    node: ExplainedNode,
    words: FormulaWords,
  ): string | undefined;
  /** Calculates the result from the terms as they are printed. */
  value(terms: readonly (FormulaTerm & { readonly number: Rational })[], node: ExplainedNode): Possible;
}

/** The number formats, words and signs of formulas in one language. */
export interface FormulaWords {
  number(number: Rational): string;
  /** Formats a term with its weight, in brackets if a sum needs them. */
  weighed(term: FormulaTerm & { readonly text: string }): string;
  /** Adds brackets to a text if it needs them next to a sign such as ×. */
  bracket(text: string): string;
  /** Formats the choice of one of several terms, such as the least. */
  pick(what: 'least' | 'greatest' | Text, terms: readonly string[]): string;
}

/**
 * A requirement for one end of a value: the low end must be at least `bound`, or the high end at most `bound`. If
 * `strict`, it must not equal `bound` either.
 */
export interface Bound {
  readonly side: Side;
  readonly bound: Rational;
  readonly strict: boolean;
}

/** A linear function that is applied to one end of a range: `x * times + plus`. */
export interface LinearMap {
  readonly times: Rational;
  readonly plus: Rational;
}

/**
 * Functions with which operators build expressions for the optimiser. `A` is the type of amounts: linear expressions
 * that depend on which measures are taken. `L` is the type of limits: requirements on such amounts.
 */
export interface LimitScope<A, L> {
  amount(at: number, side: Side): A;
  limit(at: number, bound: Bound): L;
  condition(condition: Condition, wanted: 'holds' | 'fails'): L;
  /** Whether the node at a position certainly has a value, whichever measures are taken. */
  isSure(at: number): boolean;
  /** Whether the node at a position certainly has no value. */
  isNever(at: number): boolean;
  /** Returns the positions of the contributions of the members of a combination. */
  parts(at: number): readonly number[];
  /**
   * Returns the positions of the contributions of the members of a combination, and the weights of the members, which
   * must be settled.
   */
  members(at: number): readonly WeightedPart[];
  /**
   * Returns the amount that a member adds to the end of a range: 0 if the member is left out. If it may be left out, it
   * counts only if that makes the end more extreme.
   */
  memberAmount(part: number, side: Side, line: LinearMap): A;
  /** Returns the amount of the low or high end of a part; refuses a part that has no value under some answers. */
  presentAmount(part: number, side: Side): A;
  /**
   * Returns, over the cases in which a part may be left out, its least extreme low or high end; undefined if that is
   * unknown.
   */
  optionalEnd(part: number, side: Side): Rational | undefined;
  /** Requires a member of the combination at `at` either to keep a bound or to be left out for certain. */
  memberLimit(at: number, part: number, bound: Bound): L;
  sum(terms: readonly (readonly [A, Rational])[]): A;
  /** Returns the amount of a node that can have no values but the given ones. */
  stepped(at: number, values: readonly Rational[], side: Side): A;
  /** Returns an amount that counts if a limit is met, and is 0 otherwise. */
  amountWhere(limit: L, amount: A): A;
  /** Whether an amount is at least as great as another, whichever measures are taken. */
  isNeverBelow(amount: A, other: A): boolean;
  /** Requires an amount to keep a bound. */
  keeps(amount: A, bound: Bound): L;
  all(limits: readonly L[]): L;
  any(limits: readonly L[]): L;
  readonly never: L;
  isAlways(limit: L): boolean;
  /** Throws an error that says why the node at a position cannot be expressed as a linear program. */
  refuse(at: number, why: string): never;
}

/** The position of the contribution of a member, and the weight of the member. */
export interface WeightedPart {
  readonly node: number;
  readonly weight: Rational;
}

/**
 * Functions with which an operator builds upper bounds of its value. The bounds depend on the cost and number of
 * measures; `F` is their type.
 */
export interface UpperScope<F> {
  readonly read: NodeReader;
  above(at: number): readonly F[];
  constant(number: Rational): F;
  sum(parts: readonly (readonly F[])[]): readonly F[];
  greater(a: readonly F[], b: readonly F[]): readonly F[];
  /** Multiplies a bound by a factor that is not negative. */
  scale(form: F, by: Rational): F;
  raise(form: F, by: Rational): F;
  /** Returns a form that is never below the given bound and never below 0. */
  positive(form: F): F;
}

/** Whether a value meets a lower bound: it is at least the bound or, if the bound is strict, greater. */
export function reaches(value: Rational, { bound, strict }: Bound): boolean {
  return compare(value, bound) >= (strict ? 1 : 0);
}

/** Whether no value is less than the value before it. */
export function isAscending(values: readonly Rational[]): boolean {
  return values.every((value, i) => i === 0 || compare(value, itemAt(values, i - 1)) >= 0);
}
