import { add, itemAt, multiply, ONE, type Rational, ZERO } from '../../model/index.ts';
import { computePresenceOfAny, type NumberColumn } from '../columns/column.ts';
import {
  addFractions,
  chooseNumber,
  convertConstant,
  createWholeColumn,
  type Exact,
  findScale,
  keepNumberWhere,
  regionsOf,
} from '../columns/exact-numbers.ts';
import {
  areSettled,
  type ColumnMember,
  listPresences,
  type ReadMembers,
  readMembers,
  type WeightedRange,
  weightEnd,
  weightNumber,
} from '../columns/members.ts';
import { createLookup, deferTrue, type FewOutcomes, pairOutcomes } from '../columns/outcomes.ts';
import { addLookups, type Program, pickLookups } from '../columns/program.ts';
import { computeProductEnd, type End, type Extremes, greaterOf, lesserOf, type Side } from '../interval-arithmetic.ts';
import { createRangeValue } from '../possible-values.ts';
import {
  type Combination,
  createCombination,
  isSettled,
  isSingleTerm,
  type PresentMember,
  weighForms,
} from './combination.ts';

/** The weighted sum of the members. */
export const sum: Combination<'sum'> = createCombination({
  weights: 'any',
  isAmongMembers: false,
  combinePresent(present, nothing) {
    const low = computeSumEnd(present, 'low');
    return createRangeValue(low, present.every(isSettled) ? low : computeSumEnd(present, 'high'), nothing);
  },
  combineExtremes: computeWeightedExtremes,
  numberColumn: computeSumColumns,
  formulaText: (terms, _, { weighed }) => (isSingleTerm(terms) ? undefined : terms.map(weighed).join(' + ')),
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
        const forms = weighForms(member, scope);
        // If a member may be left out, it adds 0 or its value, so its bound must not be negative.
        return scope.read(member.node).nothing ? forms.map(scope.positive) : forms;
      }),
    );
  },
});

/** Computes the weighted sum in all rows of a table. */
function computeSumColumns(program: Program, members: readonly ColumnMember[]): NumberColumn {
  const memberColumns = readMembers(program, members, false);
  const presence = computePresenceOfAny(program, listPresences(memberColumns));
  const low = computeSumEndColumn(program, memberColumns, presence, 'low');
  const high = areSettled(memberColumns) ? low : computeSumEndColumn(program, memberColumns, presence, 'high');
  return { form: 'number', low, high, presence };
}

function computeSumEndColumn(
  program: Program,
  { tabled, worked }: ReadMembers,
  presence: NumberColumn['presence'],
  side: Side,
): Exact {
  const unbounded = side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const extendsEnd = (end: End): boolean => end === null || (side === 'low' ? end.n < 0n : end.n > 0n);
  const countedEnd = (part: WeightedRange): End => {
    const end = weightEnd(part, side);
    return part.presence === 1 || (part.presence === 2 && extendsEnd(end)) ? end : ZERO;
  };
  const weighedMembers = worked.map((member) => {
    const num = weightNumber(program, member, side);
    if (!member.presence.outcomes.includes(2))
      return keepNumberWhere(program, member.presence, (there) => there === 1, num) as Exact;
    const isCounted = pairOutcomes(program, member.presence, regionsOf(program, num, [ZERO]), (there, region) => {
      return there === 1 || (there === 2 && (side === 'low' ? region === 0 : region === 2));
    });
    return keepNumberWhere(program, isCounted, (flag) => flag, num) as Exact;
  });
  const scales = [
    ...tabled.flatMap(({ outcomes }) => outcomes.map((part) => weightEnd(part, side) ?? ZERO)),
    ...weighedMembers.map(({ scale }) => scale),
  ];
  const scale = findScale(scales);
  const createTable = (few: FewOutcomes<WeightedRange>, end: (part: WeightedRange) => End, none: number) =>
    createLookup(program, few, (part) => {
      const memberEnd = end(part);
      return part.presence === 0 ? none : memberEnd ? convertConstant(memberEnd, scale) : unbounded;
    });
  const lookups = tabled.map((few) => createTable(few, countedEnd, 0));
  const magnitude = lookups.reduce((sum, { table: entries }) => sum + findLargest(entries), 0);
  const wholeSum = { n: addLookups(program, lookups), most: magnitude };
  const { sum: top, d } = addFractions(program, wholeSum, weighedMembers, scale);
  const total: Exact = { n: top.n, d: d.n, scale, mostN: top.most, mostD: d.most };
  if (!presence.outcomes.includes(2)) return total;
  // If no member counts, a sum has no value, rather than 0. Therefore, if all members may be left out, at least the
  // member that changes the end least must count.
  const hasNoMember = pairOutcomes(
    program,
    presence,
    regionsOf(program, total, [ZERO]),
    (there, region) => there === 2 && region === 1,
  );
  if (worked.some((member) => member.presence.outcomes.includes(2)) || tabled.length === 0) {
    deferTrue(program, hasNoMember);
    return total;
  }
  const endTables = tabled.map((few) => createTable(few, (part) => weightEnd(part, side), -unbounded));
  const onlyLookups = pickLookups(program, side === 'low' ? 'min' : 'max', endTables);
  const mostAlone = endTables.reduce((largest, { table: entries }) => Math.max(largest, findLargest(entries)), 0);
  return chooseNumber(
    program,
    hasNoMember,
    (flag) => flag,
    createWholeColumn(program, onlyLookups, mostAlone, scale),
    total,
  ) as Exact;
}

/** Returns the largest absolute value among finite entries. */
function findLargest(entries: Float64Array): number {
  return entries.reduce((most, entry) => (Number.isFinite(entry) ? Math.max(most, Math.abs(entry)) : most), 0);
}

function computeSumEnd(members: readonly PresentMember[], side: Side): End {
  const memberEnds = members.map(({ range, weight, optional }) => ({
    end: computeProductEnd(range, weight, side),
    optional,
  }));
  const extendsEnd = (end: End): boolean => end === null || (side === 'low' ? end.n < 0n : end.n > 0n);
  const countedEnds = memberEnds.filter(({ end, optional }) => !optional || extendsEnd(end));
  // If no member counted, the sum would have no value, rather than 0. Therefore at least the member that changes the
  // end least must count.
  if (countedEnds.length === 0) return memberEnds.map(({ end }) => end).reduce(side === 'low' ? lesserOf : greaterOf);
  return countedEnds.map(({ end }) => end).reduce((total, end) => total && end && add(total, end));
}

/** Returns the greatest and least possible sum. A negative weight swaps the greatest and least value of its member. */
export function computeWeightedExtremes(members: readonly Extremes[], weights: readonly Rational[]): Extremes {
  const sumSide = (side: keyof Extremes): Rational =>
    weights.reduce((all, weight, i) => {
      const { best, least } = itemAt(members, i);
      return add(all, multiply(weight, (side === 'best') === weight.n >= 0n ? best : least));
    }, ZERO);
  return { best: sumSide('best'), least: sumSide('least') };
}
