import { greatest, least, ZERO } from '../../model/index.ts';
import { type NumberColumn, type Presence, presenceOfAny } from '../columns/column.ts';
import {
  chooseNumber,
  comparisonOf,
  type Exact,
  exactOf,
  numberWhere,
  scaleOf,
  unitsOf,
  wholeNumbers,
} from '../columns/exact-numbers.ts';
import {
  areSettled,
  type ColumnMember,
  mayBeLeftOut,
  presencesOf,
  type ReadMembers,
  readMembers,
  type WeightedRange,
} from '../columns/members.ts';
import { constantOutcome, type FewOutcomes, lookupOf, mapOutcomes, pairOutcomes } from '../columns/outcomes.ts';
import { type Program, pickLookups } from '../columns/program.ts';
import { boundedPick, type End, greaterOf, lesserOf, type Side } from '../interval-arithmetic.ts';
import { possibleBetween } from '../possible-values.ts';
import { type Combination, combination, isSingleTerm, type PresentMember, weighedForms } from './combination.ts';
import type { CombineMember } from './operator.ts';

/** The least member. */
export const min: Combination<'min'> = createExtreme('min');

/** The greatest member. */
export const max: Combination<'max'> = createExtreme('max');

function createExtreme<Op extends 'min' | 'max'>(op: Op): Combination<Op> {
  const furtherOf = op === 'min' ? least : greatest;
  return combination({
    weights: 'none',
    isAmongMembers: true,
    combinePresent: (present, nothing) =>
      possibleBetween(endOf(present, 'low', op), endOf(present, 'high', op), nothing),
    combineExtremes: (members) => ({
      best: members.map(({ best }) => best).reduce(furtherOf),
      least: members.map((member) => member.least).reduce(furtherOf),
    }),
    numberColumn: (program, members) => extremeColumns(program, members, op),
    formulaText: (terms, _, { pick, weighed }) =>
      isSingleTerm(terms) ? undefined : pick(op === 'min' ? 'least' : 'greatest', terms.map(weighed)),
    limit(_, at, bound, scope) {
      const parts = scope.members(at).map(({ node }) => node);
      if (!parts.some(scope.isSure)) scope.refuse(at, 'it may be nothing');
      // A minimum keeps a lower bound if all members do, an upper one if a certain member does; a maximum in reverse.
      return (op === 'min') === (bound.side === 'low')
        ? scope.all(parts.map((part) => scope.memberLimit(at, part, bound)))
        : scope.any(parts.map((part) => scope.limit(part, bound)));
    },
    upperForms({ members }, scope) {
      const hasPlainWeight = ({ by, weight }: CombineMember): boolean => by === undefined && weight.n >= 0n;
      if (op === 'max') {
        return members.every(hasPlainWeight)
          ? members.map((member) => weighedForms(member, scope)).reduce((a, b) => scope.greater(a, b))
          : [];
      }
      // A member that may be left out does not limit the minimum.
      const certainMembers = members.filter((member) => hasPlainWeight(member) && !scope.read(member.node).nothing);
      return certainMembers.flatMap((member) => weighedForms(member, scope));
    },
  });
}

function endOf(members: readonly PresentMember[], side: Side, op: 'min' | 'max'): End {
  const memberEnds = (group: readonly PresentMember[]): End[] => group.map(({ range }) => range[side]);
  const isOuterSide = (op === 'min') === (side === 'low');
  if (isOuterSide) return memberEnds(members).reduce(op === 'min' ? lesserOf : greaterOf);
  // Optional members cannot extend this end: it is reached without them or, without others, by the most extreme one.
  const requiredMembers = members.filter(({ optional }) => !optional);
  return requiredMembers.length > 0
    ? boundedPick(memberEnds(requiredMembers), op)
    : memberEnds(members).reduce(op === 'min' ? greaterOf : lesserOf);
}

/** Computes the least or greatest member in all rows of a table. */
function extremeColumns(program: Program, members: readonly ColumnMember[], op: 'min' | 'max'): NumberColumn {
  const memberColumns = readMembers(program, members, false);
  const presence = presenceOfAny(program, presencesOf(memberColumns));
  const endOnSide = (side: Side): Exact => {
    const isOuterSide = (op === 'min') === (side === 'low');
    if (isOuterSide || !mayBeLeftOut(memberColumns))
      return furthestColumn(program, memberColumns, op, side, (there) => there !== 0);
    // Optional members cannot extend this end: it is reached without them or, without others, by the extreme one.
    const requiredColumn = furthestColumn(program, memberColumns, op, side, (there) => there === 1);
    const fallbackColumn = furthestColumn(
      program,
      memberColumns,
      op === 'min' ? 'max' : 'min',
      side,
      (there) => there === 2,
    );
    return chooseNumber(program, presence, (there) => there === 1, requiredColumn, fallbackColumn) as Exact;
  };
  const low = endOnSide('low');
  return { form: 'number', low, high: areSettled(memberColumns) ? low : endOnSide('high'), presence };
}

/** Returns in each row the least or greatest of the members that count; 0 if none counts. */
function furthestColumn(
  program: Program,
  { tabled, worked }: ReadMembers,
  pick: 'min' | 'max',
  side: Side,
  counts: (there: Presence) => boolean,
): Exact {
  const absentEnd = pick === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const unbounded = side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const scale = scaleOf(tabled.flatMap(({ outcomes }) => outcomes.map((part) => part[side] ?? ZERO)));
  const endInUnits = (part: WeightedRange): number => {
    const end = part[side];
    return end ? unitsOf(end, scale) : unbounded;
  };
  let best = wholeNumbers(program, program.constant(0), 0);
  let hasBest: FewOutcomes<boolean> = constantOutcome(false);
  if (tabled.length > 0) {
    const lookups = tabled.map((few) =>
      lookupOf(program, few, (part) => (counts(part.presence) ? endInUnits(part) : absentEnd)),
    );
    const largestValue = lookups
      .flatMap(({ table }) => [...table].filter(Number.isFinite))
      .reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const presences = tabled.map((few) => mapOutcomes(few, ({ presence }): Presence => (counts(presence) ? 1 : 0)));
    hasBest = mapOutcomes(presenceOfAny(program, presences), (there) => there === 1);
    const pickedNumber = wholeNumbers(program, pickLookups(program, pick, lookups), largestValue, scale);
    best = numberWhere(program, hasBest, (flag) => flag, pickedNumber) as Exact;
  }
  for (const { presence, ...ends } of worked) {
    const num = exactOf(program, ends[side]);
    const isCounted = mapOutcomes(presence, counts);
    const order = comparisonOf(program, num, best);
    const hasBetterEnd = pairOutcomes(
      program,
      order,
      hasBest,
      (sign, flag) => !flag || (pick === 'min' ? sign < 0 : sign > 0),
    );
    const isBest = pairOutcomes(program, isCounted, hasBetterEnd, (flag, further) => flag && further);
    best = chooseNumber(program, isBest, (flag) => flag, num, best) as Exact;
    hasBest = pairOutcomes(program, hasBest, isCounted, (before, flag) => before || flag);
  }
  return best;
}
