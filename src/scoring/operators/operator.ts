import {
  type Condition as ConditionDocument,
  compare,
  type ExplainedNode,
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

/** The value that a missing answer counts as. */
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
  /** The fixed weight; multiplied by the value at `by`, if there is one. */
  readonly weight: Rational;
  /** The position of a weight that depends on answers. */
  readonly by?: number;
}

export type OperatorFamily =
  /** Combines members, by rules for missing answers. */
  | 'combination'
  /** Modifies the value of a rule, by a key beside its operator, such as `cap`. */
  | 'modifier'
  /** Maps each number of one operand to a value. */
  | 'mapping'
  /** Chooses its value by conditions. */
  | 'choice'
  /** Calculates with the numbers of a derivation. */
  | 'calculation'
  /** Reads another value under the target answers. */
  | 'target'
  | 'constant'
  | 'list'
  | 'answer';

/** The nodes and conditions that a node of a plan reads. */
export interface NodeReads<N> {
  readonly family: OperatorFamily;
  /** The positions of the values it combines, including weights and bounds. */
  operands(node: N): readonly number[];
  conditions?(node: N): readonly Condition[];
}

/** Everything about an operator of the rubric, or about a step of a plan that only the compiler creates. */
export interface Operator<N> extends NodeReads<N> {
  /** Whether derivations can use it. */
  readonly isDerivation?: boolean;
  /** Its key in a rule of the rubric, if that differs from its name. */
  readonly key?: keyof ScoreRule;
  /**
   * Compiles a rule with its key. Returns the position of the value, or undefined after reporting a problem. Default:
   * only the compiler creates such nodes.
   */
  compileRule?(rule: ScoreRule, scope: RuleScope): number | undefined;
  /** The operands that its conditions do not certainly exclude. Default: all. */
  reached?(node: N, read: NodeReader): readonly number[];
  /** Evaluates a node whose operands are evaluated; the result always encloses all values still possible. */
  evaluate(node: N, scope: EvaluationScope): Possible;
  /** Compiles the node for the rows of a table. Default: rows are left to `evaluate`. */
  columns?(node: N, scope: ColumnScope): Column;
  /** The closed list of its values; an operator that has one only compares what it reads. */
  outcomes?(node: N): readonly Atom[];
  /** The numbers of its operand at which its value changes. */
  thresholds?(node: N): readonly Rational[];
  /** The greatest and least value it can have if it has one, whichever members are left out. Default: unknown. */
  extremes?(node: N, scope: ExtremesScope): Extremes | undefined;
  /**
   * Whether it may have no value, as far as the plan shows; `missing` are the rules of the score that counts it.
   * Default: it may.
   */
  mayBeNothing?(node: N, missing: MissingRules, scope: ExtremesScope): boolean;
  /** Its levels in ascending order, each with what it requires beyond the lower ones. Default: none. */
  ladder?(node: N, scope: LadderScope): readonly LevelRequirement[];
  /** Explains a node. Default: by the values it combines. */
  explain?(node: N, at: number, scope: ExplainScope): Partial<ExplainedNode>;
  /** The calculation printed in explanations. Default: none. */
  readonly formula?: Formula;
  /**
   * The optimiser's expression for the low or high end of its value. Default: refuses an amount that depends on several
   * answers.
   */
  amount?<A, L>(node: N, at: number, side: Side, scope: LimitScope<A, L>): A;
  /**
   * The optimiser's requirement that it certainly has a value and keeps a bound. Default: its amount keeps the bound.
   */
  limit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** The same for an operator that supports only lower bounds. */
  lowerLimit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** Whether it certainly has a value, whichever measures are taken. Default: unknown. */
  isSure?<A, L>(node: N, at: number, scope: LimitScope<A, L>): boolean;
  /** Upper bounds on its value, as the optimiser's forms. Default: none. */
  upperForms?<F>(node: N, scope: UpperScope<F>): readonly F[];
}

/** Compiles parts of a rule; paths are relative to the rule. */
export interface RuleScope {
  /** The operator's key in the rule. */
  readonly key: string;
  /** Adds a node to the plan and returns its position. */
  add<Node extends { readonly op: string }>(node: Node): number;
  /** The position of the number with this name; undefined, after reporting it, if there is none. */
  number(name: string, ...at: Path): number | undefined;
  condition(source: ConditionDocument, ...at: Path): Condition;
  /** The members under the operator's key, with their weights. */
  members(): readonly CombineMember[];
  /** The members with weights derived from comparing them in pairs. */
  weighInPairs(members: readonly CombineMember[], pairwise: Pairwise): readonly CombineMember[];
  /** Adds a combination of members under the rules for missing answers that apply here, and returns its position. */
  combine(members: readonly CombineMember[]): number;
  report(code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value'): void;
}

export interface EvaluationScope {
  readonly read: NodeReader;
  /** Reads a position under the target answers. */
  readonly target: NodeReader;
  /**
   * The value that a member contributes by the rules for missing answers, before its weight; `index` is its place among
   * the members.
   */
  contribution(member: CombineMember, missing: MissingRules, index: number): Possible;
}

/** Functions with which an operator compiles its value for the rows of a table. */
export interface ColumnScope {
  readonly program: Program;
  column(at: number): Column;
  truth(condition: Condition): FewOutcomes<Truth>;
  /** Returns the contributions of members by the rules for missing answers, before weighting. */
  members(members: readonly CombineMember[], missing: MissingRules): readonly ColumnMember[];
}

export interface ExtremesScope {
  extremes(at: number): Extremes | undefined;
  mayBeNothing(at: number, missing: MissingRules): boolean;
}

/** A level and what it requires beyond the lower ones. */
export interface LevelRequirement {
  readonly value: Rational;
  readonly title: Text | undefined;
  readonly unmet: (read: NodeReader) => Unmet[];
}

export interface LadderScope {
  ladder(at: number): readonly LevelRequirement[];
  /** The name of the score at a position. */
  scoreName(at: number): string | undefined;
  readonly memberNames: MemberNames;
}

export interface ExplainScope {
  readonly read: NodeReader;
  readonly memberNames: MemberNames;
  /** Explains a position; if it was explained before, only its name is given. */
  node(at: number): ExplainedNode;
  /** Explains a position under the target answers. */
  target(at: number): ExplainedNode;
  /** The members of a combination: those that count, with their weights, and those that do not, with the reason. */
  members(at: number): Pick<ExplainedNode, 'parts' | 'excluded' | 'problem'>;
  /** Explains the nodes that conditions read, each once, in the order of first mention. */
  reads(conditions: readonly Condition[]): ExplainedNode[];
  isConstant(at: number): boolean;
}

/** A term of a calculation. */
export interface FormulaTerm {
  readonly weight: Rational;
  /** The best it could contribute, in a share. */
  readonly best: Rational;
}

export interface Formula {
  /** The right side of an equation; undefined if there is nothing to calculate. */
  text(
    terms: readonly (FormulaTerm & { readonly text: string })[],
    node: ExplainedNode,
    words: FormulaWords,
  ): string | undefined;
  /** The result of the terms as printed. */
  value(terms: readonly (FormulaTerm & { readonly number: Rational })[], node: ExplainedNode): Possible;
}

/** The words and signs of formulas in one language. */
export interface FormulaWords {
  number(number: Rational): string;
  /** A term times its weight, in brackets if it needs them in a sum. */
  weighed(term: FormulaTerm & { readonly text: string }): string;
  /** A text in brackets if it needs them next to a sign that binds closely. */
  bracket(text: string): string;
  /** Names the choice among several terms, such as the least. */
  pick(what: 'least' | 'greatest' | Text, terms: readonly string[]): string;
}

/** Requires the low end to be at least `bound`, or the high end at most; if `strict`, above or below it. */
export interface Bound {
  readonly side: Side;
  readonly bound: Rational;
  readonly strict: boolean;
}

/** A linear map of a range end: `x * times + plus`. */
export interface LinearMap {
  readonly times: Rational;
  readonly plus: Rational;
}

/**
 * The optimiser's view for operators: `A` is an amount, a linear expression of the measures taken; `L` is a limit, a
 * requirement on them.
 */
export interface LimitScope<A, L> {
  amount(at: number, side: Side): A;
  limit(at: number, bound: Bound): L;
  condition(condition: Condition, wanted: 'holds' | 'fails'): L;
  /** Whether a position certainly has a value, whichever measures are taken. */
  isSure(at: number): boolean;
  /** Whether a position certainly has no value. */
  isNever(at: number): boolean;
  /** The positions of what each member of a combination contributes. */
  parts(at: number): readonly number[];
  /** The same with their weights, which must be settled. */
  members(at: number): readonly WeightedPart[];
  /**
   * The amount that a member adds. One that is left out adds nothing; one that may be left out counts only if it makes
   * the whole more extreme.
   */
  memberAmount(part: number, side: Side, line: LinearMap): A;
  /** The amount of an end of a part that is present; refuses a part that is certainly missing under some answers. */
  presentAmount(part: number, side: Side): A;
  /** The least extreme value of an end of a part that may be left out; undefined if it is unknown. */
  optionalEnd(part: number, side: Side): Rational | undefined;
  /** Requires a member of the combination at `at` to keep a bound or to be certainly left out. */
  memberLimit(at: number, part: number, bound: Bound): L;
  sum(terms: readonly (readonly [A, Rational])[]): A;
  /** The amount of a node that has only these values. */
  stepped(at: number, values: readonly Rational[], side: Side): A;
  /** The amount if a limit is kept, else 0. */
  amountWhere(limit: L, amount: A): A;
  /** Whether an amount is at least another, whichever measures are taken. */
  isNeverBelow(amount: A, other: A): boolean;
  /** Requires an amount to keep a bound. */
  keeps(amount: A, bound: Bound): L;
  all(limits: readonly L[]): L;
  any(limits: readonly L[]): L;
  readonly never: L;
  isAlways(limit: L): boolean;
  /** Throws with the reason why a position cannot be expressed as a linear program. */
  refuse(at: number, why: string): never;
}

/** The position of what a member contributes, and its weight. */
export interface WeightedPart {
  readonly node: number;
  readonly weight: Rational;
}

/**
 * Functions with which an operator builds its upper bounds, which depend on the cost and number of measures. `F` is the
 * type of a bound.
 */
export interface UpperScope<F> {
  readonly read: NodeReader;
  above(at: number): readonly F[];
  constant(number: Rational): F;
  sum(parts: readonly (readonly F[])[]): readonly F[];
  greater(a: readonly F[], b: readonly F[]): readonly F[];
  /** A form times a factor that is not negative. */
  scale(form: F, by: Rational): F;
  raise(form: F, by: Rational): F;
  /** A form, but at least 0. */
  positive(form: F): F;
}

/** Whether a value keeps a lower bound. */
export function reaches(value: Rational, { bound, strict }: Bound): boolean {
  return compare(value, bound) >= (strict ? 1 : 0);
}

/** Whether no value is less than the one before it. */
export function isAscending(values: readonly Rational[]): boolean {
  return values.every((value, i) => i === 0 || compare(value, values[i - 1] as Rational) >= 0);
}
