import { multiply, type Rational } from '../../model/index.ts';
import { type Column, leftColumn, type NumberColumn } from '../columns/column.ts';
import { type ColumnMember, combineFew } from '../columns/members.ts';
import type { Program } from '../columns/program.ts';
import { agreedExtremes, type Extremes, productOf } from '../interval-arithmetic.ts';
import { exactly, isNothing, NOTHING, type Possible, type Range, rangeOf } from '../possible-values.ts';
import type { CombineMember, Formula, FormulaTerm, MissingRules, Operator, UpperScope } from './operator.ts';

/** Members put together by rules for missing answers. */
export interface CombineNode<Op extends string = string> {
  readonly op: Op;
  readonly members: readonly CombineMember[];
  readonly missing: MissingRules;
}

/** A value that is combined, with its weight. */
export interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
  /** Multiplies the weight, where that depends on answers; while it is nothing, the member is left out. */
  readonly by?: Possible | undefined;
}

/** A member that is something, or may be. */
export interface Present {
  readonly range: Range;
  readonly weight: Range;
  /** Whether it may turn out to be nothing and so be left out. */
  readonly optional: boolean;
}

/** What tells one combination from another. */
interface CombinationSpec<Op extends string>
  extends Pick<Operator<CombineNode<Op>>, 'compileRule' | 'amount' | 'limit' | 'upperForms'> {
  /** Which weights its members can have; where none, each counts once. */
  readonly weights: 'any' | 'positive' | 'none';
  /** Whether it lies among the values of its members, so that members of the same best give that best whichever count. */
  readonly isAmongMembers: boolean;
  /** What members come to, of which at least one is present; `nothing` says that all may be left out. */
  combinePresent(present: readonly Present[], nothing: boolean): Possible;
  /** The extremes of members none of which is left out. */
  combineExtremes(members: readonly Extremes[], weights: readonly Rational[]): Extremes | undefined;
  /** What members come to in the rows of a table where their outcomes are many. Default: rows are left to `evaluate`. */
  numberColumn?(program: Program, members: readonly ColumnMember[]): NumberColumn;
  formulaText: Formula['text'];
}

export interface Combination<Op extends string> extends CombinationSpec<Op>, Operator<CombineNode<Op>> {
  readonly family: 'combination';
  /** What members come to in the rows of a table. */
  combineColumns(program: Program, members: readonly ColumnMember[]): Column;
  /** What combining values can come to. Those that are nothing are left out; without any there is nothing. */
  combine(members: readonly Weighted[]): Possible;
}

/** An operator that puts members together. */
export function combination<Op extends string>(spec: CombinationSpec<Op>): Combination<Op> {
  const combine = (members: readonly Weighted[]): Possible => {
    const present: Present[] = [];
    for (const member of members) {
      const one = presentOf(member);
      if (one) present.push(one);
    }
    if (present.length === 0) return NOTHING;
    return spec.combinePresent(
      present,
      present.every(({ optional }) => optional),
    );
  };
  const combineColumns = (program: Program, members: readonly ColumnMember[]): Column =>
    combineFew(program, members, combine) ?? spec.numberColumn?.(program, members) ?? leftColumn(program);
  return {
    compileRule: (_, { members, combine }) => combine(members()),
    ...spec,
    combineColumns,
    family: 'combination',
    combine,
    operands: ({ members }) => memberPositions(members),
    evaluate: ({ members, missing }, { read, contribution }) =>
      combine(
        members.map((member, i) => ({
          value: contribution(member, missing, i),
          weight: member.weight,
          by: member.by === undefined ? undefined : read(member.by),
        })),
      ),
    columns: ({ members, missing }, { program, members: read }) => combineColumns(program, read(members, missing)),
    extremes({ members, missing }, scope) {
      const all = members.map(({ node }) => scope.extremes(node));
      const isWhole = members.every(({ node, by }) => by === undefined && !scope.mayBeNothing(node, missing));
      if (!isWhole) return spec.isAmongMembers ? agreedExtremes(all) : undefined;
      const known = all.filter((one): one is Extremes => one !== undefined);
      if (known.length < all.length || known.length === 0) return undefined;
      return spec.combineExtremes(
        known,
        members.map(({ weight }) => weight),
      );
    },
    mayBeNothing: ({ members, missing }, _, scope) =>
      members.every(({ node, by }) => by !== undefined || scope.mayBeNothing(node, missing)),
    isSure: (_, at, scope) => scope.parts(at).some(scope.isSure),
    explain: (_, at, { members }) => members(at),
    formula: {
      text: spec.formulaText,
      value: (terms) => combine(terms.map(({ number, weight }) => ({ value: exactly(number), weight }))),
    },
  };
}

/** Forms that a member, times its weight, is never above. */
export function weighedForms<F>({ node, weight }: CombineMember, scope: UpperScope<F>): readonly F[] {
  if (weight.n >= 0n) return scope.above(node).map((form) => scope.scale(form, weight));
  const lowest = rangeOf(scope.read(node))?.low;
  return lowest ? [scope.constant(multiply(lowest, weight))] : [];
}

/** Whether there is nothing to work out: a single term that counts once. */
export function isSingle([only, ...others]: readonly FormulaTerm[]): boolean {
  return others.length === 0 && only !== undefined && only.weight.n === only.weight.d;
}

/** The positions of members, each followed by that of its weight where it has one. */
export function memberPositions(members: readonly CombineMember[]): readonly number[] {
  return members.flatMap(({ node, by }) => (by === undefined ? [node] : [node, by]));
}

/** What is combined of a value; undefined where it or its weight is nothing. */
function presentOf({ value, weight, by }: Weighted): Present | undefined {
  const range = isNothing(value) ? undefined : rangeOf(value);
  if (!range) return undefined;
  if (by === undefined) return { range, weight: { low: weight, high: weight }, optional: value.nothing };
  const factor = isNothing(by) ? undefined : rangeOf(by);
  if (!factor) return undefined;
  return { range, weight: productOf(factor, { low: weight, high: weight }), optional: value.nothing || by.nothing };
}

/** Whether all is known of a member, so that both ends of what it goes into are the same. */
export function isSettled({ range, weight, optional }: Present): boolean {
  return !optional && range.low !== null && range.low === range.high && weight.low === weight.high;
}
