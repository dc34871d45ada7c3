import { multiply, type Rational } from '../../model/index.ts';
import { type Column, leftColumn, type NumberColumn } from '../columns/column.ts';
import { type ColumnMember, combineFew } from '../columns/members.ts';
import type { Program } from '../columns/program.ts';
import { agreedExtremes, type Extremes, productOf } from '../interval-arithmetic.ts';
import { exactly, isNothing, NOTHING, type Possible, type Range, rangeOf } from '../possible-values.ts';
import type { CombineMember, Formula, FormulaTerm, MissingRules, Operator, UpperScope } from './operator.ts';

/** Combines members by rules for missing answers. */
export interface CombineNode<Op extends string = string> {
  readonly op: Op;
  readonly members: readonly CombineMember[];
  readonly missing: MissingRules;
}

/** A value to combine, with its weight. */
export interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
  /** Multiplies the weight, if that depends on answers; without a value, the member is left out. */
  readonly by?: Possible | undefined;
}

/** A member that has a value, or may have one. */
export interface PresentMember {
  readonly range: Range;
  readonly weight: Range;
  /** Whether it may turn out to have no value and be left out. */
  readonly optional: boolean;
}

/** The differences between combinations. */
interface CombinationSpec<Op extends string>
  extends Pick<Operator<CombineNode<Op>>, 'compileRule' | 'amount' | 'limit' | 'upperForms'> {
  /** The weights allowed for members; `none`: each counts once. */
  readonly weights: 'any' | 'positive' | 'none';
  /**
   * Whether the result lies among the members' values, so that members with the same best give that best, whichever of
   * them count.
   */
  readonly isAmongMembers: boolean;
  /** Combines members at least one of which has a value; `nothing`: all may turn out to be left out. */
  combinePresent(present: readonly PresentMember[], nothing: boolean): Possible;
  /** Combines the extremes of members none of which is left out. */
  combineExtremes(members: readonly Extremes[], weights: readonly Rational[]): Extremes | undefined;
  /** Combines members with many outcomes in the rows of a table. Default: rows are left to `evaluate`. */
  numberColumn?(program: Program, members: readonly ColumnMember[]): NumberColumn;
  formulaText: Formula['text'];
}

export interface Combination<Op extends string> extends CombinationSpec<Op>, Operator<CombineNode<Op>> {
  readonly family: 'combination';
  /** Combines members in the rows of a table. */
  combineColumns(program: Program, members: readonly ColumnMember[]): Column;
  /** Combines values. Members without a value are left out; if all are, the result has no value. */
  combine(members: readonly Weighted[]): Possible;
}

/** Creates an operator that combines members. */
export function combination<Op extends string>(spec: CombinationSpec<Op>): Combination<Op> {
  const combine = (members: readonly Weighted[]): Possible => {
    const present: PresentMember[] = [];
    for (const member of members) {
      const presentMember = presentOf(member);
      if (presentMember) present.push(presentMember);
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
      const memberExtremes = members.map(({ node }) => scope.extremes(node));
      const isWhole = members.every(({ node, by }) => by === undefined && !scope.mayBeNothing(node, missing));
      if (!isWhole) return spec.isAmongMembers ? agreedExtremes(memberExtremes) : undefined;
      const extremes = memberExtremes.filter((end): end is Extremes => end !== undefined);
      if (extremes.length < memberExtremes.length || extremes.length === 0) return undefined;
      return spec.combineExtremes(
        extremes,
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

/** Upper bounds on a member times its weight. */
export function weighedForms<F>({ node, weight }: CombineMember, scope: UpperScope<F>): readonly F[] {
  if (weight.n >= 0n) return scope.above(node).map((form) => scope.scale(form, weight));
  const lowest = rangeOf(scope.read(node))?.low;
  return lowest ? [scope.constant(multiply(lowest, weight))] : [];
}

/** Whether a formula would have a single term of weight 1, with nothing to calculate. */
export function isSingle([only, ...others]: readonly FormulaTerm[]): boolean {
  return others.length === 0 && only !== undefined && only.weight.n === only.weight.d;
}

/** The positions of members, each followed by the position of its weight if it has one. */
export function memberPositions(members: readonly CombineMember[]): readonly number[] {
  return members.flatMap(({ node, by }) => (by === undefined ? [node] : [node, by]));
}

/** The member as it is combined; undefined if it or its weight has no value. */
function presentOf({ value, weight, by }: Weighted): PresentMember | undefined {
  const range = isNothing(value) ? undefined : rangeOf(value);
  if (!range) return undefined;
  if (by === undefined) return { range, weight: { low: weight, high: weight }, optional: value.nothing };
  const factor = isNothing(by) ? undefined : rangeOf(by);
  if (!factor) return undefined;
  return { range, weight: productOf(factor, { low: weight, high: weight }), optional: value.nothing || by.nothing };
}

/** Whether a member is fully known, so that both ends of the result are the same. */
export function isSettled({ range, weight, optional }: PresentMember): boolean {
  return !optional && range.low !== null && range.low === range.high && weight.low === weight.high;
}
