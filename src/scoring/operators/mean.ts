import {
  add,
  compare,
  divide,
  fraction,
  itemAt,
  multiply,
  negate,
  ONE,
  type Rational,
  ZERO,
} from '../../model/index.ts';
import { computePresenceOfAny, type NumberColumn, type Presence } from '../columns/column.ts';
import {
  addFractions,
  convertConstant,
  createWholeColumn,
  type Exact,
  findScale,
  isEndless,
  keepNumberWhere,
  multiplyExact,
  multiplyWholes,
  reduceNumber,
  type Sum,
  sumWholes,
  toExact,
  type Whole,
} from '../columns/exact-numbers.ts';
import {
  areSettled,
  type ColumnMember,
  type ComputedMember,
  listPresences,
  mayBeLeftOut,
  type ReadMembers,
  readMembers,
  type WeightedRange,
} from '../columns/members.ts';
import { createLookup, encodeOutcomes, type FewOutcomes, mapOutcomes } from '../columns/outcomes.ts';
import {
  addLookups,
  CONSTANT_CODES,
  computeNumbers,
  countBounds,
  leaveInexact,
  MAX_EXACT,
  type Numbers,
  type Program,
  selectNumbers,
} from '../columns/program.ts';
import { type End, greaterOf, isExactly, lesserOf, type Side } from '../interval-arithmetic.ts';
import { createRangeValue, NOTHING, type Possible } from '../possible-values.ts';
import { type Combination, createCombination, isSettled, type PresentMember } from './combination.ts';
import type { Bound, LimitScope, WeightedPart } from './operator.ts';
import { computeWeightedExtremes } from './sum.ts';

/** The weighted mean of the members. */
export const mean: Combination<'mean'> = createCombination({
  weights: 'positive',
  dividesByWeights: true,
  isAmongMembers: true,
  compileRule({ pairwise }, { members, weighInPairs, combine }) {
    return combine(pairwise ? weighInPairs(members(), pairwise) : members());
  },
  // Weight 0 excludes a member. A mean without any other members has no value, rather than 0.
  combinePresent(all) {
    const weightedMembers = all.filter(({ weight }) => !isExactly(weight, ZERO));
    return weightedMembers.length === 0 ? NOTHING : computeMean(weightedMembers);
  },
  combineExtremes(members, weights) {
    const totalWeight = weights.reduce(add);
    const { best, least } = computeWeightedExtremes(members, weights);
    return totalWeight.n === 0n ? undefined : { best: divide(best, totalWeight), least: divide(least, totalWeight) };
  },
  numberColumn: (program, members) => computeMeanColumns(program, members),
  formulaText(terms, _, { weighed, number }) {
    if (terms.length === 1) return undefined;
    const totalWeight = terms.map(({ weight }) => weight).reduce(add);
    const memberList = terms.map(weighed).join(' + ');
    return totalWeight.n === totalWeight.d ? memberList : `(${memberList}) ÷ ${number(totalWeight)}`;
  },
  amount: (_, at, side, scope) => computeMeanAmount(at, side, ONE, partsOf(at, scope), scope),
  limit: (_, at, bound, scope) => requireMeanLimit(at, bound, partsOf(at, scope), scope),
});

/**
 * A member of a mean. `part` is the factor by which its value is multiplied, for example 1 divided by its best value.
 */
export interface MeanPart extends WeightedPart {
  readonly part: Rational;
}

function partsOf<A, L>(at: number, scope: LimitScope<A, L>): MeanPart[] {
  return scope.members(at).map((member) => ({ ...member, part: ONE }));
}

/**
 * Returns the amount of a mean, times `to`, for the optimiser. Each member must either certainly have a value or
 * certainly have none. A member that may be left out is only allowed if no other member is ever more extreme. It can
 * then be included, because the mean would be less extreme without it.
 */
export function computeMeanAmount<A, L>(
  at: number,
  side: Side,
  to: Rational,
  parts: readonly MeanPart[],
  scope: LimitScope<A, L>,
): A {
  const members = parts.filter(({ node, weight }) => !scope.isNever(node) && weight.n !== 0n);
  if (members.length === 0 || members.some(({ weight }) => weight.n < 0n)) scope.refuse(at, 'its weights');
  const amounts = members.map(({ node, part }) => scope.sum([[scope.presentAmount(node, side), part]]));
  for (const [i, { node, part }] of members.entries()) {
    if (scope.isSure(node)) continue;
    const end = scope.optionalEnd(node, side);
    const isFurthest = (amount: A, other: number): boolean =>
      other === i ||
      (end !== undefined && scope.isAlways(scope.keeps(amount, { side, bound: multiply(end, part), strict: false })));
    if (!amounts.every(isFurthest)) scope.refuse(at, 'a mean whose members come and go');
  }
  const totalWeight = members.map(({ weight }) => weight).reduce(add);
  return scope.sum(
    members.map(({ weight }, i) => [itemAt(amounts, i), divide(multiply(weight, to), totalWeight)] as const),
  );
}

/**
 * Requires a mean to keep a bound: the amounts by which members exceed the bound must outweigh the amounts by which
 * other members fall short of it. This works even if some members may be left out.
 */
export function requireMeanLimit<A, L>(
  at: number,
  { side, bound, strict }: Bound,
  parts: readonly MeanPart[],
  scope: LimitScope<A, L>,
): L {
  const members = parts.filter(({ weight }) => weight.n !== 0n);
  if (members.some(({ weight }) => weight.n < 0n)) scope.refuse(at, 'negative weights in a mean');
  if (!members.some(({ node }) => scope.isSure(node))) scope.refuse(at, 'it may be nothing');
  const sumAboveBound = scope.sum(
    members.map(({ node, weight, part }) => {
      const line = { times: multiply(part, weight), plus: multiply(negate(bound), weight) };
      return [scope.memberAmount(node, side, line), ONE] as const;
    }),
  );
  return scope.keeps(sumAboveBound, { side, bound: ZERO, strict });
}

/**
 * Computes the mean. If weights are open, all that is known of the result is that it lies among the members' values.
 */
function computeMean(members: readonly PresentMember[]): Possible {
  const weights = members.map(exactWeight);
  if (weights.every((weight): weight is Rational => weight !== undefined && weight.n > 0n)) {
    const low = computeMeanEnd(members, weights, 'low');
    return createRangeValue(
      low,
      members.every(isSettled) ? low : computeMeanEnd(members, weights, 'high'),
      members.every(({ optional }) => optional),
    );
  }
  if (members.every(({ weight }) => weight.low !== null && weight.low.n >= 0n)) {
    const low = members.map(({ range }) => range.low).reduce(lesserOf);
    const high = members.map(({ range }) => range.high).reduce(greaterOf);
    return createRangeValue(
      low,
      high,
      members.every(({ optional, weight }) => optional || weight.low?.n === 0n),
    );
  }
  return computeSignedMean(members, weights);
}

function exactWeight({ weight: { low, high } }: PresentMember): Rational | undefined {
  return low && high && compare(low, high) === 0 ? low : undefined;
}

/**
 * Computes the mean if weights may be negative. It can then be any number, and has no value if the weights add up to 0.
 */
function computeSignedMean(members: readonly PresentMember[], weights: readonly (Rational | undefined)[]): Possible {
  let [sum, total] = [ZERO, ZERO];
  for (const [i, { range, optional }] of members.entries()) {
    const weight = weights[i];
    const isOpenMember = optional || !range.low || !range.high || compare(range.low, range.high) !== 0;
    if (weight === undefined || isOpenMember) return createRangeValue(null, null, true);
    sum = add(sum, multiply(range.low as Rational, weight));
    total = add(total, weight);
  }
  const exactMean = total.n === 0n ? null : divide(sum, total);
  return exactMean ? createRangeValue(exactMean, exactMean) : NOTHING;
}

/**
 * Computes the low or high end of a weighted mean. Members that may be left out are included as long as they move the
 * end further outwards.
 */
function computeMeanEnd(members: readonly PresentMember[], weightsOf: readonly Rational[], side: Side): End {
  const direction = side === 'low' ? -1 : 1;
  const optionalMembers: { readonly end: Rational; readonly weight: Rational }[] = [];
  let [sum, weights] = [ZERO, ZERO];
  const includeEnd = (end: Rational, weight: Rational): void => {
    sum = add(sum, multiply(end, weight));
    weights = add(weights, weight);
  };
  for (const [i, member] of members.entries()) {
    const [end, weight] = [member.range[side], itemAt(weightsOf, i)];
    if (end === null) return null;
    if (member.optional) optionalMembers.push({ end, weight });
    else includeEnd(end, weight);
  }
  for (const { end, weight } of optionalMembers.sort((a, b) => compare(b.end, a.end) * direction)) {
    if (weights.n > 0n && compare(end, divide(sum, weights)) * direction <= 0) break;
    includeEnd(end, weight);
  }
  return divide(sum, weights);
}

/**
 * Computes the weighted mean in all rows of a table. Rows with negative weights are left to the row-by-row evaluator.
 */
function computeMeanColumns(program: Program, members: readonly ColumnMember[]): NumberColumn {
  const countedMembers = members.filter(({ weight }) => weight.n !== 0n);
  if (countedMembers.some(({ weight }) => weight.n < 0n)) program.leaveAll();
  const memberColumns = readMembers(program, countedMembers, true);
  const presence = computePresenceOfAny(program, listPresences(memberColumns));
  const units = chooseMeanUnits(program, memberColumns);
  const low = computeMeanEndColumn(program, memberColumns, units, 'low');
  const high = areSettled(memberColumns) ? low : computeMeanEndColumn(program, memberColumns, units, 'high');
  return { form: 'number', low, high, presence };
}

/**
 * The units of numbers and weights, in which all of them are whole, and the total weight of the members that certainly
 * have a value.
 */
interface MeanUnits {
  readonly value: Rational;
  readonly weight: Rational;
  readonly weights: Whole;
  /** An upper bound of the total weight of all members. */
  readonly mostWeight: number;
}

function chooseMeanUnits(program: Program, { tabled, worked }: ReadMembers): MeanUnits {
  const parts = tabled.flatMap(({ outcomes }) => outcomes.filter(({ presence }) => presence !== 0));
  const values = parts.flatMap(({ low, high }) => [low ?? ZERO, high ?? ZERO]);
  const value = findScale([
    ...values,
    ...worked.flatMap(({ low, high }) => [toExact(program, low).scale, toExact(program, high).scale]),
  ]);
  const weight = findScale([...parts.map((part) => part.weight), ...worked.map((column) => column.weight.scale)]);
  const lookups = tabled.map((few) =>
    createLookup(program, few, (part) => (part.presence === 1 ? convertConstant(part.weight, weight) : 0)),
  );
  const maxUnits = lookups.reduce((sum, { table }) => sum + table.reduce((a, b) => Math.max(a, b), 0), 0);
  const columnWeights = worked.map((column): Whole => {
    if (program.constantIn(column.weight.d) !== 1) leaveUnless(program, column.weight.d, 1);
    const { n, scale, mostN } = keepNumberWhere(
      program,
      column.presence,
      (there) => there === 1,
      column.weight,
    ) as Exact;
    const factor = convertConstant(scale, weight);
    return multiplyWholes(program, { n, most: mostN }, { n: program.constant(factor), most: factor });
  });
  const mostOptional = tabled.reduce(
    (sum, { outcomes }) => sum + outcomes.reduce((a, part) => Math.max(a, convertConstant(part.weight, weight)), 0),
    columnWeights.reduce((sum, columnWeight) => sum + columnWeight.most, 0),
  );
  const weights = sumWholes(program, [{ n: addLookups(program, lookups), most: maxUnits }, ...columnWeights]);
  return { value, weight, weights, mostWeight: Math.min(MAX_EXACT, mostOptional) };
}

/** Replaces 0 by 1, so that it is possible to divide by the numbers. */
function requirePositive(program: Program, numbers: Numbers): Numbers {
  const constantValue = program.constantIn(numbers);
  if (constantValue !== undefined) return program.constant(constantValue === 0 ? 1 : constantValue);
  const codes = countBounds(program, numbers, [0]);
  return selectNumbers(program, codes, [false, true, false], program.constant(1), numbers);
}

function leaveUnless(program: Program, numbers: Numbers, wanted: number): void {
  leaveInexact(
    program,
    computeNumbers(program, (number) => (number === wanted ? 0 : Number.NaN), numbers),
  );
}

function computeMeanEndColumn(program: Program, read: ReadMembers, units: MeanUnits, side: Side): Exact {
  const { tabled, worked } = read;
  const unbounded = side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  // If a member is infinite and may be included in every row, the mean is infinite as well.
  const isAlwaysEndless = (member: ComputedMember): boolean =>
    !member.presence.outcomes.includes(0) && isEndless(program, toExact(program, member[side]));
  if (worked.some(isAlwaysEndless)) return createWholeColumn(program, program.constant(unbounded), MAX_EXACT);
  const unit = multiply(units.value, units.weight);
  const inUnit = (part: WeightedRange): number => {
    const end = part[side];
    return end ? convertConstant(multiply(end, part.weight), unit) : unbounded;
  };
  const lookups = tabled.map((few) => createLookup(program, few, (part) => (part.presence === 1 ? inUnit(part) : 0)));
  const magnitude = lookups.reduce(
    (sum, { table }) => sum + table.reduce((a, b) => (Number.isFinite(b) ? Math.max(a, Math.abs(b)) : a), 0),
    0,
  );
  const weighedMembers = worked.map((member) => {
    const num = multiplyExact(program, toExact(program, member[side]), member.weight);
    return keepNumberWhere(program, member.presence, (there) => there === 1, num) as Exact;
  });
  const wholeSum = { n: addLookups(program, lookups), most: magnitude };
  const certainSum: Sum & { readonly weights: Whole } = {
    ...addFractions(program, wholeSum, weighedMembers, unit),
    weights: units.weights,
  };
  const { sum, d, weights } = mayBeLeftOut(read) ? pullFurther(program, read, units, certainSum, side) : certainSum;
  const totalWeight = requirePositive(program, weights.n);
  const bottom = multiplyWholes(program, { n: totalWeight, most: Math.max(1, weights.most) }, d);
  const scale = fraction(unit.n * units.weight.d, unit.d * units.weight.n);
  return reduceNumber(program, { n: sum.n, d: bottom.n, scale, mostN: sum.most, mostD: bottom.most });
}

/** Includes members that may be left out as long as they move the mean further in a direction. */
function pullFurther(
  program: Program,
  { tabled, worked }: ReadMembers,
  units: MeanUnits,
  { sum, d, weights }: Sum & { readonly weights: Whole },
  side: Side,
): Sum & { readonly weights: Whole } {
  const unbounded = side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const isOptional = (presence: Presence): boolean => presence === 2;
  const fromTables = tabled
    .filter(({ outcomes }) => outcomes.some(({ presence }) => isOptional(presence)))
    .map((few): OptionalMember => {
      const sumNumber = (of: (part: WeightedRange) => number): Numbers =>
        addLookups(program, [createLookup(program, few, of)]);
      return {
        may: mapOutcomes(few, ({ presence }) => isOptional(presence)),
        top: sumNumber((part) => (part[side] ? convertConstant(part[side], units.value) : unbounded)),
        bottom: program.constant(1),
        weight: sumNumber((part) => convertConstant(part.weight, units.weight)),
      };
    });
  const fromNumbers = worked
    .filter(({ presence }) => presence.outcomes.some(isOptional))
    .map(({ presence, weight, ...ends }): OptionalMember => {
      const num = toExact(program, ends[side]);
      const toUnits = (n: Numbers, most: number, scale: Rational, unit: Rational): Numbers => {
        const factor = convertConstant(scale, unit);
        return multiplyWholes(program, { n, most }, { n: program.constant(factor), most: factor }).n;
      };
      return {
        may: mapOutcomes(presence, isOptional),
        top: toUnits(num.n, num.mostN, num.scale, units.value),
        bottom: num.d,
        weight: toUnits(weight.n, weight.mostN, weight.scale, units.weight),
      };
    });
  const optionalMembers = [...fromTables, ...fromNumbers];
  const [top, bottom, total] = pullMeans(program, optionalMembers, [sum.n, d.n, weights.n], side === 'low' ? -1 : 1);
  return {
    sum: { n: top, most: MAX_EXACT },
    d: { n: bottom, most: fromNumbers.length === 0 ? d.most : MAX_EXACT },
    weights: { n: total, most: units.mostWeight },
  };
}

/**
 * A member that may be left out of a mean: its number in each row, as a quotient of whole units, and its weight in
 * units.
 */
interface OptionalMember {
  readonly may: FewOutcomes<boolean>;
  readonly top: Numbers;
  readonly bottom: Numbers;
  readonly weight: Numbers;
}

type Quotients = readonly [top: Numbers, bottom: Numbers, weight: Numbers];

/**
 * Computes means as top / (bottom * weight). A member that may be left out is included as long as it moves the mean
 * further in the given direction.
 */
function pullMeans(
  program: Program,
  joining: readonly OptionalMember[],
  sure: Quotients,
  direction: 1 | -1,
): Quotients {
  const { engine } = program;
  const members = joining.flatMap(({ may, top, bottom, weight }) => {
    const { codes, outcomes } = encodeOutcomes(program, may);
    const memberCodes = codes === CONSTANT_CODES ? program.zeros : codes;
    return [memberCodes.at, program.table(Uint8Array.from(outcomes, Number)), top.at, bottom.at, weight.at];
  });
  const results: Quotients = [program.numbers(), program.numbers(), program.numbers()];
  const [top, bottom, total] = results;
  const memberList = program.table(Uint32Array.from(members));
  const workspace = program.allocate(joining.length * 3 * 8);
  const outputAddresses = [top.at, bottom.at, total.at] as const;
  const [n, d, weight] = sure;
  const pullRows = (rows: number): void =>
    engine.pullMeans(...outputAddresses, n.at, d.at, weight.at, memberList, joining.length, workspace, direction, rows);
  const numbersRead = [...sure, ...joining.flatMap((member) => [member.top, member.bottom, member.weight])];
  const isFixed =
    joining.every(({ may }) => may.decision === null) &&
    numbersRead.every((register) => program.constantIn(register) !== undefined);
  if (isFixed) {
    // All numbers are the same in all rows, for example because the table has no columns for the members.
    pullRows(1);
    const fixedColumn = ({ values }: Numbers): Numbers => program.constant(values[0] as number);
    if (!Number.isNaN(top.values[0])) return [fixedColumn(top), fixedColumn(bottom), fixedColumn(total)];
  }
  program.add(pullRows);
  leaveInexact(program, top);
  return results;
}
