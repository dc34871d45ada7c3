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
import type { Few } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import type { Condition, NodeReader, Truth } from '../condition.ts';
import type { Extremes, Side } from '../interval-arithmetic.ts';
import type { Atom, Possible } from '../possible-values.ts';
import type { MemberNames } from '../unmet-requirements.ts';

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

export type OperatorFamily =
  /** Puts members together, by rules for missing answers. */
  | 'combination'
  /** Put on the value of a rule by a key beside its operator, such as `cap`. */
  | 'modifier'
  /** Gives a value for each number that one other value can be. */
  | 'mapping'
  /** Conditions make its value. */
  | 'choice'
  /** Calculates with the numbers of a derivation. */
  | 'calculation'
  /** Reads another value under the answers aimed at. */
  | 'target'
  | 'constant'
  | 'list'
  | 'answer';

/** What a node of a plan reads. */
export interface NodeReads<N> {
  readonly family: OperatorFamily;
  /** The positions whose values it puts together, weights and bounds included. */
  operands(node: N): readonly number[];
  conditions?(node: N): readonly Condition[];
}

/** An operator of the rubric, or a step of a plan that only the compiler writes. All that it means is here. */
export interface Operator<N> extends NodeReads<N> {
  /** Whether a derivation can be written with it. */
  readonly isDerivation?: boolean;
  /** Its key in a rule of the rubric, if that is not its own name. */
  readonly key?: keyof ScoreRule;
  /** Compiles a rule written with its key: the position of the value, or undefined after reporting why there is none. Default: only the compiler makes such nodes. */
  compileRule?(rule: ScoreRule, scope: RuleScope): number | undefined;
  /** The operands that its conditions do not surely set aside. Default: all. */
  reached?(node: N, read: NodeReader): readonly number[];
  /** What it may be, once all that it reads has been found; always encloses what the answers can still lead to. */
  evaluate(node: N, scope: EvaluationScope): Possible;
  /** What it is in the rows of a table. Default: rows are left to `evaluate`. */
  columns?(node: N, scope: ColumnScope): Column;
  /** The closed list of values it gives; an operator that has one only compares what it reads. */
  outcomes?(node: N): readonly Atom[];
  /** The numbers at which its operand makes a difference. */
  thresholds?(node: N): readonly Rational[];
  /** The most and the least it comes to wherever it is something, the same whatever is left out. Default: unknown. */
  extremes?(node: N, scope: ExtremesScope): Extremes | undefined;
  /** Whether it can be nothing, as far as the plan can tell; `missing` are the rules of the score that counts it. Default: it can. */
  mayBeNothing?(node: N, missing: MissingRules, scope: ExtremesScope): boolean;
  /** Its levels, ascending, with what each needs beyond the lower ones. Default: none. */
  ladder?(node: N, scope: LadderScope): readonly LevelRequirement[];
  /** How it is explained. Default: by the values it puts together. */
  explain?(node: N, at: number, scope: ExplainScope): Partial<ExplainedNode>;
  /** The calculation that an explanation prints. Default: none. */
  readonly formula?: Formula;
  /** The amount that an end of it comes to, as the optimiser's expression. Default: it refuses an amount of many answers. */
  amount?<A, L>(node: N, at: number, side: Side, scope: LimitScope<A, L>): A;
  /** That it keeps a bound for certain, and is something. Default: that its amount keeps it. */
  limit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** The same for what keeps lower bounds only. */
  lowerLimit?<A, L>(node: N, at: number, bound: Bound, scope: LimitScope<A, L>): L;
  /** Whether it is something for certain, whichever measures are taken. Default: that is not known. */
  isSure?<A, L>(node: N, at: number, scope: LimitScope<A, L>): boolean;
  /** Forms that it is never above. Default: nothing bounds it. */
  upperForms?<F>(node: N, scope: UpperScope<F>): readonly F[];
}

/** A rule of the rubric as its operator compiles it; paths lead from the rule. */
export interface RuleScope {
  /** The operator's key in the rule. */
  readonly key: string;
  /** Adds a node to the plan: its position. */
  add<Node extends { readonly op: string }>(node: Node): number;
  /** The position of the number that a name stands for; undefined, and reported, if it stands for none. */
  number(name: string, ...at: Path): number | undefined;
  condition(source: ConditionDocument, ...at: Path): Condition;
  /** The members listed under the operator's key, with their weights. */
  members(): readonly CombineMember[];
  /** The same members with the weights that follow from comparing them in pairs. */
  weighInPairs(members: readonly CombineMember[], pairwise: Pairwise): readonly CombineMember[];
  /** The position of members put together by a combination, under the rules for missing answers that hold here. */
  combine(members: readonly CombineMember[]): number;
  report(code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value'): void;
}

export interface EvaluationScope {
  readonly read: NodeReader;
  /** Reads a position under the answers aimed at. */
  readonly target: NodeReader;
  /** What a member brings by the rules for missing answers, before its weight; `index` is its place among the members. */
  contribution(member: CombineMember, missing: MissingRules, index: number): Possible;
}

/** What an operator is given to say what it comes to in the rows of a table. */
export interface ColumnScope {
  readonly program: Program;
  column(at: number): Column;
  truth(condition: Condition): Few<Truth>;
  /** What members bring by the rules for missing answers, before their weights. */
  members(members: readonly CombineMember[], missing: MissingRules): readonly ColumnMember[];
}

export interface ExtremesScope {
  extremes(at: number): Extremes | undefined;
  mayBeNothing(at: number, missing: MissingRules): boolean;
}

/** One level and what it needs beyond the lower ones. */
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
  /** Explains a position; what was explained in detail before is only named. */
  node(at: number): ExplainedNode;
  /** Explains a position under the answers aimed at. */
  target(at: number): ExplainedNode;
  /** The members of a combination: those that count, with their weights, and those that do not, with the reason. */
  members(at: number): Pick<ExplainedNode, 'parts' | 'excluded' | 'problem'>;
  /** What conditions read, each once, in the order they name it. */
  reads(conditions: readonly Condition[]): ExplainedNode[];
  isConstant(at: number): boolean;
}

/** A term of a calculation. */
export interface FormulaTerm {
  readonly weight: Rational;
  /** The best it could bring, in a share. */
  readonly best: Rational;
}

export interface Formula {
  /** The right side of an equation; undefined where there is nothing to work out. */
  text(
    terms: readonly (FormulaTerm & { readonly text: string })[],
    node: ExplainedNode,
    words: FormulaWords,
  ): string | undefined;
  /** What the terms come to as they are printed. */
  value(terms: readonly (FormulaTerm & { readonly number: Rational })[], node: ExplainedNode): Possible;
}

/** The words and signs of a formula in one language. */
export interface FormulaWords {
  number(number: Rational): string;
  /** A term times its weight, in brackets where a sum needs them. */
  weighed(term: FormulaTerm & { readonly text: string }): string;
  /** A text beside a sign that binds closely. */
  bracket(text: string): string;
  /** What is taken of several terms, such as the least. */
  pick(what: 'least' | 'greatest' | Text, terms: readonly string[]): string;
}

/** That the low end is at least a bound, or the high end at most; `strict`: above it, or below. */
export interface Bound {
  readonly side: Side;
  readonly bound: Rational;
  readonly strict: boolean;
}

/** What is made of an end: so many times it, and so much more. */
export interface LinearMap {
  readonly times: Rational;
  readonly plus: Rational;
}

/**
 * The optimiser as an operator sees it: `A` is an amount, a linear expression of the measures taken, and `L` a limit, a
 * requirement on them.
 */
export interface LimitScope<A, L> {
  amount(at: number, side: Side): A;
  limit(at: number, bound: Bound): L;
  condition(condition: Condition, wanted: 'holds' | 'fails'): L;
  /** Whether it is something for certain, whichever measures are taken. */
  isSure(at: number): boolean;
  /** Whether it surely is nothing. */
  isNever(at: number): boolean;
  /** The positions of what each member of a combination brings. */
  parts(at: number): readonly number[];
  /** The same with the weights, which must be settled. */
  members(at: number): readonly WeightedPart[];
  /** What a member adds: nothing where it is left out, and where it may be, only what takes the whole further. */
  memberAmount(part: number, side: Side, line: LinearMap): A;
  /** What an end of a part comes to where it is not left out; refuses a part that surely is in some answers. */
  presentAmount(part: number, side: Side): A;
  /** The furthest inward that an end of a part is where it may be left out; undefined where that is not known. */
  optionalEnd(part: number, side: Side): Rational | undefined;
  /** That a member of the combination at `at` keeps a bound, or surely is left out. */
  memberLimit(at: number, part: number, bound: Bound): L;
  sum(terms: readonly (readonly [A, Rational])[]): A;
  /** The amount of what only gives these values. */
  stepped(at: number, values: readonly Rational[], side: Side): A;
  /** An amount where a limit is kept, and nothing where it is not. */
  amountWhere(limit: L, amount: A): A;
  /** Whether an amount is at least another, whichever measures are taken. */
  isNeverBelow(amount: A, other: A): boolean;
  /** That an amount keeps a bound. */
  keeps(amount: A, bound: Bound): L;
  all(limits: readonly L[]): L;
  any(limits: readonly L[]): L;
  readonly never: L;
  isAlways(limit: L): boolean;
  /** Throws, with the reason why no linear program can hold a position. */
  refuse(at: number, why: string): never;
}

/** The position of what a member brings, and how much it counts. */
export interface WeightedPart {
  readonly node: number;
  readonly weight: Rational;
}

/** Upper bounds by what measures cost and how many they are; `F` is the form of such a bound. */
export interface UpperScope<F> {
  readonly read: NodeReader;
  above(at: number): readonly F[];
  constant(number: Rational): F;
  sum(parts: readonly (readonly F[])[]): readonly F[];
  greater(a: readonly F[], b: readonly F[]): readonly F[];
  /** A form times a factor that is not negative. */
  scale(form: F, by: Rational): F;
  raise(form: F, by: Rational): F;
  /** A form that is never below 0. */
  positive(form: F): F;
}

/** Whether a value keeps a lower bound. */
export function reaches(value: Rational, { bound, strict }: Bound): boolean {
  return compare(value, bound) >= (strict ? 1 : 0);
}

/** Whether no number is less than the one before it. */
export function isAscending(values: readonly Rational[]): boolean {
  return values.every((value, i) => i === 0 || compare(value, values[i - 1] as Rational) >= 0);
}
