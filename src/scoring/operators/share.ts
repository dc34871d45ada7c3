import { add, divide, fromNumber, itemAt, multiply, ONE, type Rational, toNumber, ZERO } from '../../model/index.ts';
import type { Column } from '../columns/column.ts';
import { scaleValue } from '../interval-arithmetic.ts';
import { createExactValue, type Possible } from '../possible-values.ts';
import { listMemberPositions, type Weighted } from './combination.ts';
import { computeMeanAmount, type MeanPart, mean, requireMeanLimit } from './mean.ts';
import type { CombineMember, LimitScope, MissingRules, Operator } from './operator.ts';
import { scaleColumn } from './scaled.ts';

/**
 * What the members contribute, as a share of the most they could contribute, times `to`. `of` is the position of the
 * value that is converted to a share.
 */
export interface ShareNode {
  readonly op: 'share';
  readonly of: number;
  readonly members: readonly ShareMember[];
  readonly missing: MissingRules;
  readonly to: Rational;
}

/** A member of a combination that is converted to a share, with the most that the member can contribute. */
export interface ShareMember extends CombineMember {
  readonly best: Rational;
}

export const share: Operator<ShareNode> = {
  family: 'modifier',
  dividesByWeights: true,
  operands: ({ of, members }) => [of, ...listMemberPositions(members)],
  reached: ({ of }) => [of],
  evaluate({ members, missing, to }, { read, contribution }) {
    const contributions = members.map(({ weight, best, by }, i) => ({
      value: contribution(itemAt(members, i), missing, i),
      weight,
      best,
      by: by === undefined ? undefined : read(by),
    }));
    return computeShare(contributions, to);
  },
  columns({ members, missing, to }, { program, members: read }) {
    const parts = read(members, missing).map(({ value, weight, by }, i) => {
      const { best } = itemAt(members, i);
      return { value: scaleColumn(program, value, divide(ONE, best)), weight: multiply(weight, best), by };
    });
    return scaleColumn(program, mean.combineColumns(program, parts), to) as Column;
  },
  extremes: ({ to }) => ({ best: to, least: ZERO }),
  mayBeNothing: ({ members, missing }, _, scope) =>
    members.every(({ node, by }) => by !== undefined || scope.mayBeNothing(node, missing)),
  amount: (node, at, side, scope) => computeMeanAmount(at, side, node.to, partsOf(node, at, scope), scope),
  limit: (node, at, bound, scope) =>
    requireMeanLimit(at, { ...bound, bound: divide(bound.bound, node.to) }, partsOf(node, at, scope), scope),
  isSure: (_, at, scope) => scope.parts(at).some(scope.isSure),
  formula: {
    text(terms, { to = 1 }, { weighed, number }) {
      const bestTotal = terms.map((term) => multiply(term.weight, term.best)).reduce(add);
      const memberList = terms.map(weighed).join(' + ');
      const text = `${terms.length === 1 ? memberList : `(${memberList})`} ÷ ${number(bestTotal)}`;
      return to === 1 ? text : `${text} × ${number(fromNumber(to))}`;
    },
    value: (terms, { to = 1 }) =>
      computeShare(
        terms.map((term) => ({ ...term, value: createExactValue(term.number) })),
        fromNumber(to),
      ),
  },
  explain: ({ to }, at, { members }) => ({ to: toNumber(to), ...members(at) }),
};

/** Computes the share: the mean of the members' own shares of their best values, weighted by these best values. */
function computeShare(members: readonly (Weighted & { readonly best: Rational })[], to: Rational): Possible {
  const parts = members.map(({ value, weight, best, by }) => ({
    value: scaleValue(value, divide(ONE, best)),
    weight: multiply(weight, best),
    by,
  }));
  return scaleValue(mean.combine(parts), to);
}

/** Converts the members of a share to those of a mean, with values divided by their best value. */
function partsOf<A, L>({ members }: ShareNode, at: number, scope: LimitScope<A, L>): MeanPart[] {
  return scope.members(at).map(({ node, weight }, i) => {
    const { best } = itemAt(members, i);
    return { node, weight: multiply(weight, best), part: divide(ONE, best) };
  });
}
