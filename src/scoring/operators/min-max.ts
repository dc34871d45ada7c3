import { greatest, least, ZERO } from '../../model/index.ts';
import { computePresenceOfAny, type NumberColumn, type Presence } from '../columns/column.ts';
import {
  chooseNumber,
  compareColumns,
  convertConstant,
  createWholeColumn,
  type Exact,
  findScale,
  keepNumberWhere,
  toExact,
} from '../columns/exact-numbers.ts';
import {
  areSettled,
  type ColumnMember,
  listPresences,
  mayBeLeftOut,
  type ReadMembers,
  readMembers,
  type WeightedRange,
} from '../columns/members.ts';
import {
  createConstantOutcome,
  createLookup,
  type FewOutcomes,
  mapOutcomes,
  pairOutcomes,
} from '../columns/outcomes.ts';
import { type Program, pickLookups } from '../columns/program.ts';
import { type End, greaterOf, lesserOf, pickBounded, type Side } from '../interval-arithmetic.ts';
import { createRangeValue } from '../possible-values.ts';
import { type Combination, createCombination, isSingleTerm, type PresentMember, weighForms } from './combination.ts';
import type { CombineMember } from './operator.ts';

/** The least member. */
export const min: Combination<'min'> = createExtremeCombination('min');

/** The greatest member. */
export const max: Combination<'max'> = createExtremeCombination('max');

function createExtremeCombination<Op extends 'min' | 'max'>(op: Op): Combination<Op> {
  const furtherOf = op === 'min' ? least : greatest;
  return createCombination({
    weights: 'none',
    isAmongMembers: true,
    combinePresent: (present, nothing) =>
      createRangeValue(computeEnd(present, 'low', op), computeEnd(present, 'high', op), nothing),
    combineExtremes: (members) => ({
      best: members.map(({ best }) => best).reduce(furtherOf),
      least: members.map((member) => member.least).reduce(furtherOf),
    }),
    numberColumn: (program, members) => computeExtremeColumns(program, members, op),
    formulaText: (terms, _, { pick, weighed }) =>
      isSingleTerm(terms) ? undefined : pick(op === 'min' ? 'least' : 'greatest', terms.map(weighed)),
    limit(_, at, bound, scope) {
      const parts = scope.members(at).map(({ node }) => node);
      if (!parts.some(scope.isSure)) scope.refuse(at, 'it may be nothing');
      // A minimum keeps a lower bound if all members keep it, and an upper bound if at least one certain member keeps
      // it. For a maximum, it is the reverse.
      return (op === 'min') === (bound.side === 'low')
        ? scope.all(parts.map((part) => scope.memberLimit(at, part, bound)))
        : scope.any(parts.map((part) => scope.limit(part, bound)));
    },
    upperForms({ members }, scope) {
      const hasPlainWeight = ({ by, weight }: CombineMember): boolean => by === undefined && weight.n >= 0n;
      if (op === 'max') {
        return members.every(hasPlainWeight)
          ? members.map((member) => weighForms(member, scope)).reduce((a, b) => scope.greater(a, b))
          : [];
      }
      // A member that may be left out does not limit the minimum, because the minimum may be taken without it.
      const certainMembers = members.filter((member) => hasPlainWeight(member) && !scope.read(member.node).nothing);
      return certainMembers.flatMap((member) => weighForms(member, scope));
    },
  });
}

function computeEnd(members: readonly PresentMember[], side: Side, op: 'min' | 'max'): End {
  const memberEnds = (group: readonly PresentMember[]): End[] => group.map(({ range }) => range[side]);
  const isOuterSide = (op === 'min') === (side === 'low');
  if (isOuterSide) return memberEnds(members).reduce(op === 'min' ? lesserOf : greaterOf);
  // Optional members cannot move this end further, because it may be that only the required members count. If all
  // members are optional, it may be that only the most extreme one counts.
  const requiredMembers = members.filter(({ optional }) => !optional);
  return requiredMembers.length > 0
    ? pickBounded(memberEnds(requiredMembers), op)
    : memberEnds(members).reduce(op === 'min' ? greaterOf : lesserOf);
}

/** Computes the least or greatest member in all rows of a table. */
function computeExtremeColumns(program: Program, members: readonly ColumnMember[], op: 'min' | 'max'): NumberColumn {
  const memberColumns = readMembers(program, members, false);
  const presence = computePresenceOfAny(program, listPresences(memberColumns));
  const endOnSide = (side: Side): Exact => {
    const isOuterSide = (op === 'min') === (side === 'low');
    if (isOuterSide || !mayBeLeftOut(memberColumns))
      return computeFurthestColumn(program, memberColumns, op, side, (there) => there !== 0);
    // Optional members cannot move this end further, because it may be that only the required members count. If all
    // members are optional, it may be that only the most extreme one counts.
    const requiredColumn = computeFurthestColumn(program, memberColumns, op, side, (there) => there === 1);
    const fallbackColumn = computeFurthestColumn(
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
function computeFurthestColumn(
  program: Program,
  { tabled, worked }: ReadMembers,
  pick: 'min' | 'max',
  side: Side,
  counts: (there: Presence) => boolean,
): Exact {
  const absentEnd = pick === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const unbounded = side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const scale = findScale(tabled.flatMap(({ outcomes }) => outcomes.map((part) => part[side] ?? ZERO)));
  const endInUnits = (part: WeightedRange): number => {
    const end = part[side];
    return end ? convertConstant(end, scale) : unbounded;
  };
  let extremeColumn = createWholeColumn(program, program.constant(0), 0);
  let hasBest: FewOutcomes<boolean> = createConstantOutcome(false);
  if (tabled.length > 0) {
    const lookups = tabled.map((few) =>
      createLookup(program, few, (part) => (counts(part.presence) ? endInUnits(part) : absentEnd)),
    );
    const largestValue = lookups
      .flatMap(({ table }) => [...table].filter(Number.isFinite))
      .reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const presences = tabled.map((few) => mapOutcomes(few, ({ presence }): Presence => (counts(presence) ? 1 : 0)));
    hasBest = mapOutcomes(computePresenceOfAny(program, presences), (there) => there === 1);
    const pickedNumber = createWholeColumn(program, pickLookups(program, pick, lookups), largestValue, scale);
    extremeColumn = keepNumberWhere(program, hasBest, (flag) => flag, pickedNumber) as Exact;
  }
  for (const { presence, ...ends } of worked) {
    const num = toExact(program, ends[side]);
    const isCounted = mapOutcomes(presence, counts);
    const order = compareColumns(program, num, extremeColumn);
    const hasBetterEnd = pairOutcomes(
      program,
      order,
      hasBest,
      (sign, flag) => !flag || (pick === 'min' ? sign < 0 : sign > 0),
    );
    const isBest = pairOutcomes(program, isCounted, hasBetterEnd, (flag, further) => flag && further);
    extremeColumn = chooseNumber(program, isBest, (flag) => flag, num, extremeColumn) as Exact;
    hasBest = pairOutcomes(program, hasBest, isCounted, (before, flag) => before || flag);
  }
  return extremeColumn;
}
