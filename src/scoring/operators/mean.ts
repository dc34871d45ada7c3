import { add, compare, divide, multiply, negate, ONE, type Rational, ZERO } from '../../model/index.ts';
import { type End, greaterOf, isExactly, lesserOf, type Side } from '../interval-arithmetic.ts';
import { between, NOTHING, type Possible } from '../possible-values.ts';
import { type Combination, combination, isSettled, type Present } from './combination.ts';
import type { Bound, LimitScope, WeightedPart } from './operator.ts';
import { weightedExtremes } from './sum.ts';

/** The weighted mean of the members. */
export const mean: Combination<'mean'> = combination({
  weights: 'positive',
  isAmongMembers: true,
  // Weight 0 means not to be part of it: a mean of such members alone is nothing, not 0.
  combinePresent(all) {
    const present = all.filter(({ weight }) => !isExactly(weight, ZERO));
    return present.length === 0 ? NOTHING : meanOf(present);
  },
  combineExtremes(members, weights) {
    const total = weights.reduce(add);
    const { best, least } = weightedExtremes(members, weights);
    return total.n === 0n ? undefined : { best: divide(best, total), least: divide(least, total) };
  },
  formulaText(terms, _, { weighed, number }) {
    if (terms.length === 1) return undefined;
    const total = terms.map(({ weight }) => weight).reduce(add);
    const listed = terms.map(weighed).join(' + ');
    return total.n === total.d ? listed : `(${listed}) ÷ ${number(total)}`;
  },
  amount: (_, at, side, scope) => meanAmount(at, side, ONE, partsOf(at, scope), scope),
  limit: (_, at, bound, scope) => meanLimit(at, bound, partsOf(at, scope), scope),
});

/** A member of a mean; `part` is what one of its units counts in it. */
export interface MeanPart extends WeightedPart {
  readonly part: Rational;
}

function partsOf<A, L>(at: number, scope: LimitScope<A, L>): MeanPart[] {
  return scope.members(at).map((member) => ({ ...member, part: ONE }));
}

/** A mean, times `to`, of members that are all there, or that never are. */
export function meanAmount<A, L>(
  at: number,
  side: Side,
  to: Rational,
  parts: readonly MeanPart[],
  scope: LimitScope<A, L>,
): A {
  const members = parts.filter(({ node, weight }) => !scope.isNever(node) && weight.n !== 0n);
  if (members.length === 0 || members.some(({ weight }) => weight.n < 0n)) scope.refuse(at, 'its weights');
  if (!members.every(({ node }) => scope.isSure(node))) scope.refuse(at, 'a mean whose members come and go');
  const total = members.map(({ weight }) => weight).reduce(add);
  return scope.sum(
    members.map(({ node, weight, part }) => {
      const times = divide(multiply(multiply(weight, part), to), total);
      return [scope.memberAmount(node, side, { times, plus: ZERO }), ONE] as const;
    }),
  );
}

/** A mean keeps a bound where what its members are above it outweighs what they are below: so none need be there. */
export function meanLimit<A, L>(
  at: number,
  { side, bound, strict }: Bound,
  parts: readonly MeanPart[],
  scope: LimitScope<A, L>,
): L {
  const members = parts.filter(({ weight }) => weight.n !== 0n);
  if (members.some(({ weight }) => weight.n < 0n)) scope.refuse(at, 'negative weights in a mean');
  if (!members.some(({ node }) => scope.isSure(node))) scope.refuse(at, 'it may be nothing');
  const above = scope.sum(
    members.map(({ node, weight, part }) => {
      const line = { times: multiply(part, weight), plus: multiply(negate(bound), weight) };
      return [scope.memberAmount(node, side, line), ONE] as const;
    }),
  );
  return scope.keeps(above, { side, bound: ZERO, strict });
}

/** Weights that are open only say that it lies among the members' values. */
function meanOf(members: readonly Present[]): Possible {
  const weights = members.map(exactWeight);
  if (weights.every((weight): weight is Rational => weight !== undefined && weight.n > 0n)) {
    const low = meanEnd(members, weights, 'low');
    return between(
      low,
      members.every(isSettled) ? low : meanEnd(members, weights, 'high'),
      members.every(({ optional }) => optional),
    );
  }
  if (members.every(({ weight }) => weight.low !== null && weight.low.n >= 0n)) {
    const low = members.map(({ range }) => range.low).reduce(lesserOf);
    const high = members.map(({ range }) => range.high).reduce(greaterOf);
    return between(
      low,
      high,
      members.every(({ optional, weight }) => optional || weight.low?.n === 0n),
    );
  }
  return meanOfSigned(members, weights);
}

function exactWeight({ weight: { low, high } }: Present): Rational | undefined {
  return low && high && compare(low, high) === 0 ? low : undefined;
}

/** With weights below 0 the mean can lie anywhere; where their sum is 0 there is none. */
function meanOfSigned(members: readonly Present[], weights: readonly (Rational | undefined)[]): Possible {
  let [sum, total] = [ZERO, ZERO];
  for (const [i, { range, optional }] of members.entries()) {
    const weight = weights[i];
    const isOpen = optional || !range.low || !range.high || compare(range.low, range.high) !== 0;
    if (weight === undefined || isOpen) return between(null, null, true);
    sum = add(sum, multiply(range.low as Rational, weight));
    total = add(total, weight);
  }
  const exact = total.n === 0n ? null : divide(sum, total);
  return exact ? between(exact, exact) : NOTHING;
}

/** The end of a weighted mean: optional members join as long as they pull it further. */
function meanEnd(members: readonly Present[], weightsOf: readonly Rational[], side: Side): End {
  const direction = side === 'low' ? -1 : 1;
  const optional: { readonly end: Rational; readonly weight: Rational }[] = [];
  let [sum, weights] = [ZERO, ZERO];
  const join = (end: Rational, weight: Rational): void => {
    sum = add(sum, multiply(end, weight));
    weights = add(weights, weight);
  };
  for (const [i, member] of members.entries()) {
    const [end, weight] = [member.range[side], weightsOf[i] as Rational];
    if (end === null) return null;
    if (member.optional) optional.push({ end, weight });
    else join(end, weight);
  }
  for (const { end, weight } of optional.sort((a, b) => compare(b.end, a.end) * direction)) {
    if (weights.n > 0n && compare(end, divide(sum, weights)) * direction <= 0) break;
    join(end, weight);
  }
  return divide(sum, weights);
}
