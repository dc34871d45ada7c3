import { add, multiply, ONE, type Rational, ZERO } from '../../model/index.ts';
import { type End, type Extremes, greaterOf, lesserOf, productEnd, type Side } from '../interval-arithmetic.ts';
import { between } from '../possible-values.ts';
import { type Combination, combination, isSettled, isSingle, type Present, weighedForms } from './combination.ts';

/** The members added up, each times its weight. */
export const sum: Combination<'sum'> = combination({
  weights: 'any',
  isAmongMembers: false,
  combinePresent(present, nothing) {
    const low = sumEnd(present, 'low');
    return between(low, present.every(isSettled) ? low : sumEnd(present, 'high'), nothing);
  },
  combineExtremes: weightedExtremes,
  formulaText: (terms, _, { weighed }) => (isSingle(terms) ? undefined : terms.map(weighed).join(' + ')),
  amount(_, at, side, scope) {
    const members = scope.members(at);
    if (!members.some(({ node }) => scope.isSure(node))) scope.refuse(at, 'it may be nothing');
    return scope.sum(
      members.map(({ node, weight }) => [scope.memberAmount(node, side, { times: weight, plus: ZERO }), ONE] as const),
    );
  },
  upperForms({ members }, scope) {
    if (members.some(({ by }) => by !== undefined)) return [];
    return scope.sum(
      members.map((member) => {
        const forms = weighedForms(member, scope);
        // What may drop out of a sum brings 0 then.
        return scope.read(member.node).nothing ? forms.map(scope.positive) : forms;
      }),
    );
  },
});

function sumEnd(members: readonly Present[], side: Side): End {
  const ends = members.map(({ range, weight, optional }) => ({ end: productEnd(range, weight, side), optional }));
  const pulls = (end: End): boolean => end === null || (side === 'low' ? end.n < 0n : end.n > 0n);
  const joined = ends.filter(({ end, optional }) => !optional || pulls(end));
  // Leaving every member out is nothing, not 0: the one that costs least must stay.
  if (joined.length === 0) return ends.map(({ end }) => end).reduce(side === 'low' ? lesserOf : greaterOf);
  return joined.map(({ end }) => end).reduce((total, end) => total && end && add(total, end));
}

/** The extremes of a sum: a negative weight turns those of its member around. */
export function weightedExtremes(members: readonly Extremes[], weights: readonly Rational[]): Extremes {
  const total = (side: keyof Extremes): Rational =>
    weights.reduce((all, weight, i) => {
      const { best, least } = members[i] as Extremes;
      return add(all, multiply(weight, (side === 'best') === weight.n >= 0n ? best : least));
    }, ZERO);
  return { best: total('best'), least: total('least') };
}
