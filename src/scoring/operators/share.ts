import { divide, multiply, ONE, type Rational, toNumber, ZERO } from '../../model/index.ts';
import { scaleValue } from '../interval-arithmetic.ts';
import { memberPositions } from './combination.ts';
import { type MeanPart, mean, meanAmount, meanLimit } from './mean.ts';
import type { CombineMember, LimitScope, MissingRules, Operator } from './operator.ts';

/** What the members bring of the best they could, times `to`. `of` is the value that is rescaled. */
export interface ShareNode {
  readonly op: 'share';
  readonly of: number;
  readonly members: readonly ShareMember[];
  readonly missing: MissingRules;
  readonly to: Rational;
}

/** A member of a share, with the best it can bring where it counts. */
export interface ShareMember extends CombineMember {
  readonly best: Rational;
}

export const share: Operator<ShareNode> = {
  family: 'modifier',
  operands: ({ of, members }) => [of, ...memberPositions(members)],
  reached: ({ of }) => [of],
  evaluate({ members, missing, to }, { read, contribution }) {
    // Each member's part of its best, weighed with that best.
    const parts = members.map((member, i) => ({
      value: scaleValue(contribution(member, missing, i), divide(ONE, member.best)),
      weight: multiply(member.weight, member.best),
      by: member.by === undefined ? undefined : read(member.by),
    }));
    return scaleValue(mean.combine(parts), to);
  },
  extremes: ({ to }) => ({ best: to, least: ZERO }),
  mayBeNothing: ({ members, missing }, _, scope) =>
    members.every(({ node, by }) => by !== undefined || scope.mayBeNothing(node, missing)),
  amount: (node, at, side, scope) => meanAmount(at, side, node.to, () => partsOf(node, at, scope), scope),
  limit: (node, at, bound, scope) =>
    meanLimit(at, { ...bound, bound: divide(bound.bound, node.to) }, () => partsOf(node, at, scope), scope),
  isSure: (_, at, scope) => scope.parts(at).some(scope.isSure),
  explain: ({ to }, at, { members }) => ({ to: toNumber(to), ...members(at) }),
};

/** The members of a share as those of a mean: one of their units is a part of the best. */
function partsOf<A, L>({ members }: ShareNode, at: number, scope: LimitScope<A, L>): MeanPart[] {
  return scope.members(at).map(({ node, weight }, i) => {
    const { best } = members[i] as ShareMember;
    return { node, weight: multiply(weight, best), part: divide(ONE, best) };
  });
}
