import { multiply, type Rational } from '../../model/index.ts';
import { type Column, createDeferredColumn, type NumberColumn } from '../columns/column.ts';
import { type ColumnMember, combineFew } from '../columns/members.ts';
import type { Program } from '../columns/program.ts';
import { type Extremes, findAgreedExtremes, multiplyRanges } from '../interval-arithmetic.ts';
import { createExactValue, isNothing, NOTHING, type Possible, type Range, rangeOf } from '../possible-values.ts';
import type { CombineMember, Formula, FormulaTerm, MissingRules, Operator, UpperScope } from './operator.ts';

/** A node that combines members, with rules for missing answers. */
export interface CombineNode<Op extends string = string> {
  readonly op: Op;
  readonly members: readonly CombineMember[];
  readonly missing: MissingRules;
}

/** A value to combine, with its weight. */
export interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
  /** A further factor of the weight, which depends on answers. If this factor has no value, the member is left out. */
  readonly by?: Possible | undefined;
}

/** A member that has a value, or may have one. */
export interface PresentMember {
  readonly range: Range;
  readonly weight: Range;
  /** Whether the member may turn out to have no value, so that it is left out. */
  readonly optional: boolean;
}

/** What distinguishes the operators that combine members from one another. */
interface CombinationSpec<Op extends string>
  extends Pick<Operator<CombineNode<Op>>, 'dividesByWeights' | 'compileRule' | 'amount' | 'limit' | 'upperForms'> {
  /** Which weights members may have; `none` means that they have no weights, so each counts once. */
  readonly weights: 'any' | 'positive' | 'none';
  /**
   * Whether the result always lies between the lowest and the highest of the members' values. If all members then have
   * the same best possible value, this value is also the best possible result, whichever members count.
   */
  readonly isAmongMembers: boolean;
  /**
   * Combines members of which at least one has a value. `nothing` says whether all of them may turn out to be left out.
   */
  combinePresent(presentMembers: readonly PresentMember[], nothing: boolean): Possible;
  /** Combines the greatest and least values of members that all count. */
  combineExtremes(members: readonly Extremes[], weights: readonly Rational[]): Extremes | undefined;
  /** Combines members that have many possible values, in all rows of a table. Default: rows are left to `evaluate`. */
  numberColumn?(program: Program, members: readonly ColumnMember[]): NumberColumn;
  formulaText: Formula['text'];
}

export interface Combination<Op extends string> extends CombinationSpec<Op>, Operator<CombineNode<Op>> {
  readonly family: 'combination';
  /** Combines members in all rows of a table. */
  combineColumns(program: Program, members: readonly ColumnMember[]): Column;
  /** Combines values. Members without a value are left out; if all are left out, the result has no value. */
  combine(members: readonly Weighted[]): Possible;
}

/** Creates an operator that combines members; `spec` is what distinguishes it from the others. */
export function createCombination<Op extends string>(spec: CombinationSpec<Op>): Combination<Op> {
  const combineMembers = (members: readonly Weighted[]): Possible => {
    const presentMembers: PresentMember[] = [];
    for (const member of members) {
      const presentMember = toPresentMember(member);
      if (presentMember) presentMembers.push(presentMember);
    }
    if (presentMembers.length === 0) return NOTHING;
    return spec.combinePresent(
      presentMembers,
      presentMembers.every(({ optional }) => optional),
    );
  };
  const combineColumns = (program: Program, members: readonly ColumnMember[]): Column =>
    combineFew(program, members, combineMembers) ??
    spec.numberColumn?.(program, members) ??
    createDeferredColumn(program);
  return {
    compileRule: (_, { members, combine }) => combine(members()),
    ...spec,
    combineColumns,
    family: 'combination',
    combine: combineMembers,
    operands: ({ members }) => listMemberPositions(members),
    evaluate: ({ members, missing }, { read, contribution }) =>
      combineMembers(
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
      if (!isWhole) return spec.isAmongMembers ? findAgreedExtremes(memberExtremes) : undefined;
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
      value: (terms) =>
        combineMembers(terms.map(({ number, weight }) => ({ value: createExactValue(number), weight }))),
    },
  };
}

/** Returns upper bounds for what a member contributes: its value times its weight. */
export function weighForms<F>({ node, weight }: CombineMember, scope: UpperScope<F>): readonly F[] {
  if (weight.n >= 0n) return scope.above(node).map((form) => scope.scale(form, weight));
  const lowest = rangeOf(scope.read(node))?.low;
  return lowest ? [scope.constant(multiply(lowest, weight))] : [];
}

/** Whether a formula consists of a single term with weight 1, so that there is nothing to calculate. */
export function isSingleTerm([only, ...others]: readonly FormulaTerm[]): boolean {
  return others.length === 0 && only !== undefined && only.weight.n === only.weight.d;
}

/** Returns the positions of members, each followed by the position of its weight if the weight depends on answers. */
export function listMemberPositions(members: readonly CombineMember[]): readonly number[] {
  return members.flatMap(({ node, by }) => (by === undefined ? [node] : [node, by]));
}

/** Converts a member to the form in which it is combined; undefined if the member or its weight has no value. */
function toPresentMember({ value, weight, by }: Weighted): PresentMember | undefined {
  const range = isNothing(value) ? undefined : rangeOf(value);
  if (!range) return undefined;
  if (by === undefined) return { range, weight: { low: weight, high: weight }, optional: value.nothing };
  const factor = isNothing(by) ? undefined : rangeOf(by);
  if (!factor) return undefined;
  return {
    range,
    weight: multiplyRanges(factor, { low: weight, high: weight }),
    optional: value.nothing || by.nothing,
  };
}

/** Whether a member is fully known, so that it contributes the same to both ends of the result. */
export function isSettled({ range, weight, optional }: PresentMember): boolean {
  return !optional && range.low !== null && range.low === range.high && weight.low === weight.high;
}
