import { greatest, least } from '../../model/index.ts';
import { boundedPick, type End, greaterOf, lesserOf, type Side } from '../interval-arithmetic.ts';
import { between } from '../possible-values.ts';
import { type Combination, combination, isSingle, type Present, weighedForms } from './combination.ts';
import type { CombineMember } from './operator.ts';

/** The least member. */
export const min: Combination<'min'> = extreme('min');

/** The greatest member. */
export const max: Combination<'max'> = extreme('max');

function extreme<Op extends 'min' | 'max'>(op: Op): Combination<Op> {
  const further = op === 'min' ? least : greatest;
  return combination({
    weights: 'none',
    isAmongMembers: true,
    combinePresent: (present, nothing) => between(endOf(present, 'low', op), endOf(present, 'high', op), nothing),
    combineExtremes: (members) => ({
      best: members.map(({ best }) => best).reduce(further),
      least: members.map((member) => member.least).reduce(further),
    }),
    formulaText: (terms, _, { pick, weighed }) =>
      isSingle(terms) ? undefined : pick(op === 'min' ? 'least' : 'greatest', terms.map(weighed)),
    limit(_, at, bound, scope) {
      const parts = scope.members(at).map(({ node }) => node);
      if (!parts.some(scope.isSure)) scope.refuse(at, 'it may be nothing');
      // The least of members keeps a lower bound where all do, those left out aside; the greatest where one of the sure ones does.
      return (op === 'min') === (bound.side === 'low')
        ? scope.all(parts.map((part) => scope.memberLimit(at, part, bound)))
        : scope.any(parts.map((part) => scope.limit(part, bound)));
    },
    upperForms({ members }, scope) {
      const isPlain = ({ by, weight }: CombineMember): boolean => by === undefined && weight.n >= 0n;
      if (op === 'max') {
        return members.every(isPlain)
          ? members.map((member) => weighedForms(member, scope)).reduce((a, b) => scope.greater(a, b))
          : [];
      }
      // What may be nothing may drop out, and bounds nothing then.
      const sure = members.filter((member) => isPlain(member) && !scope.read(member.node).nothing);
      return sure.flatMap((member) => weighedForms(member, scope));
    },
  });
}

function endOf(members: readonly Present[], side: Side, op: 'min' | 'max'): End {
  const ends = (some: readonly Present[]): End[] => some.map(({ range }) => range[side]);
  const outwards = (op === 'min') === (side === 'low');
  if (outwards) return ends(members).reduce(op === 'min' ? lesserOf : greaterOf);
  // Optional members only pull this end inwards: it is attained without them, or with the furthest one alone.
  const forced = members.filter(({ optional }) => !optional);
  return forced.length > 0 ? boundedPick(ends(forced), op) : ends(members).reduce(op === 'min' ? greaterOf : lesserOf);
}
