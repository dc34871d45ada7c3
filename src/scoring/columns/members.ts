// Reads the members of a combination, such as a sum, in all rows: from lookup tables or, if a member has many values,
// by computing it in each row.

import { multiply, type Rational, ZERO } from '../../model/index.ts';
import { computeProductEnd } from '../interval-arithmetic.ts';
import { isNothing, NOTHING, type Possible, rangeOf } from '../possible-values.ts';
import {
  type Column,
  type Ends,
  isOpenIn,
  isOpenOutcome,
  type Presence,
  presenceOf,
  toNumberColumn,
  toRange,
} from './column.ts';
import {
  compareColumns,
  createConstantColumn,
  type Exact,
  multiplyExact,
  type Num,
  regionsOf,
  scaleNumber,
  toExact,
} from './exact-numbers.ts';
import {
  createConstantOutcome,
  deferTrue,
  deferWhere,
  type FewOutcomes,
  isSettledHere,
  mapOutcomes,
  pairOutcomes,
  textOf,
} from './outcomes.ts';
import type { Program } from './program.ts';

/**
 * What a member contributes to a score, its weight, and the column of the factor by which its weight is multiplied
 * (`by`).
 */
export interface ColumnMember {
  /** What the member contributes; null in rows in which the score refuses a missing answer. */
  readonly value: Column | { readonly form: 'few'; readonly few: FewOutcomes<Possible | null> };
  readonly weight: Rational;
  readonly by: Column | null;
}

/** For one outcome of a member: the range of its possible numbers, its weight, and whether it is present. */
export interface WeightedRange extends Ends {
  readonly presence: Presence;
  readonly weight: Rational;
}

/** A member whose number is computed row by row. Whenever the member is present, it has a weight. */
export interface ComputedMember {
  readonly low: Num;
  readonly high: Num;
  readonly presence: FewOutcomes<Presence>;
  readonly weight: Exact;
}

export interface ReadMembers {
  readonly tabled: readonly FewOutcomes<WeightedRange>[];
  readonly worked: readonly ComputedMember[];
}

/**
 * Reads the members of a combination. In a weighted mean (`isWeighed`), a member with weight 0 is left out, and rows
 * with a negative weight are left to the row-by-row evaluator. In every combination, rows with a weight that is not
 * settled are left to it as well.
 */
export function readMembers(program: Program, members: readonly ColumnMember[], isWeighed: boolean): ReadMembers {
  const fewMembers: FewOutcomes<WeightedRange>[] = [];
  const computedMembers: ComputedMember[] = [];
  for (const member of members) {
    const { value, weight, by } = member;
    if (value.form === 'few')
      deferWhere(program, value.few as FewOutcomes<Possible | null>, (outcome) => outcome === null);
    if (value.form === 'few' && (by === null || by.form === 'few'))
      fewMembers.push(readFewMember(program, member, isWeighed));
    else computedMembers.push(readComputedMember(program, value as Column, weight, by, isWeighed));
  }
  return {
    tabled: fewMembers.filter(({ outcomes }) => outcomes.some(({ presence }) => presence !== 0)),
    worked: computedMembers,
  };
}

const ABSENT_MEMBER: WeightedRange = { low: ZERO, high: ZERO, presence: 0, weight: ZERO };

function readFewMember(
  program: Program,
  { value, weight, by }: ColumnMember,
  isWeighed: boolean,
): FewOutcomes<WeightedRange> {
  const { few } = value as { few: FewOutcomes<Possible | null> };
  const isSettled = isSettledHere(program, few, (outcome) => outcome !== null && isOpenOutcome(outcome));
  const partOf = (possible: Possible | null, ownWeight: Rational, isOptional: boolean): WeightedRange => {
    const possibleEnds = possible && toRange(possible);
    if (!possibleEnds || (isWeighed && ownWeight.n === 0n)) return ABSENT_MEMBER;
    if (isSettled && !isOptional)
      return { low: possibleEnds.low, high: possibleEnds.low, presence: 1, weight: ownWeight };
    return { ...possibleEnds, presence: isOptional ? 2 : presenceOf(possible, false), weight: ownWeight };
  };
  if (by === null) return mapOutcomes(few, (possible) => partOf(possible, weight, false));
  const factors = (by as { few: FewOutcomes<Possible> }).few;
  const isFactorSettled = isSettledHere(program, factors, isOpenOutcome);
  const parts = pairOutcomes(program, few, factors, (possible, factor): WeightedRange | null => {
    if (isNothing(factor) || possible === null || isNothing(possible)) return ABSENT_MEMBER;
    const range = rangeOf(factor);
    if (!range) return ABSENT_MEMBER;
    // Null stands for a row that is left to the row-by-row evaluator, because its weight is not settled.
    const settledWeight = range.low && isSame(range.low, range.high) ? multiply(range.low, weight) : undefined;
    if (!settledWeight || (isWeighed && settledWeight.n < 0n)) return null;
    return partOf(possible, settledWeight, factor.nothing && !isFactorSettled);
  });
  deferWhere(program, parts, (part) => part === null);
  return mapOutcomes(parts, (part) => part ?? ABSENT_MEMBER);
}

function readComputedMember(
  program: Program,
  value: Column,
  weight: Rational,
  by: Column | null,
  isWeighed: boolean,
): ComputedMember {
  const { low, high, presence } = toNumberColumn(program, value);
  if (!by) return { low, high, presence, weight: createConstantColumn(program, weight) };
  const factor = toNumberColumn(program, by);
  deferTrue(program, isOpenIn(program, factor));
  const scaledWeight = scaleNumber(program, toExact(program, factor.low), weight);
  const sign = regionsOf(program, scaledWeight, [ZERO]);
  const isBelow = mapOutcomes(sign, (region) => region === 0);
  // A mean does not allow negative weights, and elsewhere a negative weight swaps the ends of a range, so such rows are
  // left to the row-by-row evaluator.
  const isRelevant = isWeighed
    ? mapOutcomes(factor.presence, (there) => there !== 0)
    : mapOutcomes(compareColumns(program, low, high), (order) => order !== 0);
  deferTrue(
    program,
    pairOutcomes(program, isRelevant, isBelow, (flag, below) => flag && below),
  );
  const isCounted = pairOutcomes(
    program,
    factor.presence,
    sign,
    (there, region) => there !== 0 && !(isWeighed && region === 1),
  );
  const isPresent = pairOutcomes(
    program,
    presence,
    isCounted,
    (memberPresence, counts): Presence => (counts ? memberPresence : 0),
  );
  return { low, high, presence: isPresent, weight: scaledWeight };
}

/** Returns the low or high end of a member's range, multiplied by the weight of the member. */
export function weightEnd({ low, high, weight }: WeightedRange, side: 'low' | 'high'): Rational | null {
  return computeProductEnd({ low, high }, { low: weight, high: weight }, side);
}

/** Returns the low or high end of a computed member's range in each row, multiplied by the weight of the member. */
export function weightNumber(program: Program, worked: ComputedMember, side: 'low' | 'high'): Exact {
  const { weight } = worked;
  const fixedWeight = program.constantIn(weight.n);
  const isBelow = fixedWeight !== undefined && fixedWeight < 0;
  const end = isBelow === (side === 'low') ? worked.high : worked.low;
  return multiplyExact(program, toExact(program, end), weight);
}

/** Whether no member can be open in any row. */
export function areSettled({ tabled, worked }: ReadMembers): boolean {
  return (
    tabled.every(({ outcomes }) =>
      outcomes.every(
        ({ low, high, presence }) => presence === 0 || (presence === 1 && low !== null && isSame(low, high)),
      ),
    ) && worked.every(({ low, high, presence }) => low === high && !presence.outcomes.includes(2))
  );
}

function isSame(a: Rational, b: Rational | null): boolean {
  return b !== null && a.n === b.n && a.d === b.d;
}

/** Returns for each member whether it is present. */
export function listPresences({ tabled, worked }: ReadMembers): FewOutcomes<Presence>[] {
  return [
    ...tabled.map((few) => mapOutcomes(few, ({ presence }) => presence)),
    ...worked.map(({ presence }) => presence),
  ];
}

/** Whether any member may be left out in some row. */
export function mayBeLeftOut(members: ReadMembers): boolean {
  return listPresences(members).some(({ outcomes }) => outcomes.includes(2));
}

/** The maximum number of combinations of outcomes that are computed in advance. */
const MAX_COMBINATIONS = 256;

/**
 * Combines members by computing all combinations of their outcomes in advance; undefined if there would be too many.
 */
export function combineFew(
  program: Program,
  members: readonly ColumnMember[],
  combine: (members: readonly { value: Possible; weight: Rational; by: Possible | undefined }[]) => Possible,
): Column | undefined {
  const parts = members.flatMap(({ value, by }) => (by === null ? [value] : [value, by]));
  const fewColumns = parts.flatMap((column) =>
    column.form === 'few' ? [column.few as FewOutcomes<Possible | null>] : [],
  );
  if (fewColumns.length === 0 || fewColumns.length < parts.length) return undefined;
  let combinations = 1;
  for (const { outcomes } of fewColumns) {
    combinations *= new Set(outcomes.map(textOf)).size;
    if (combinations > MAX_COMBINATIONS) return undefined;
  }
  for (const column of fewColumns) deferWhere(program, column, (outcome) => outcome === null);
  const allOutcomes = fewColumns.reduce(
    (combined, column) => pairOutcomes(program, combined, column, (others, outcome) => [...others, outcome ?? NOTHING]),
    createConstantOutcome<readonly Possible[]>([]),
  );
  const combinedOutcomes = mapOutcomes(allOutcomes, (outcomes) => {
    const otherOutcomes = [...outcomes];
    return combine(
      members.map(({ weight, by }) => {
        const value = otherOutcomes.shift() as Possible;
        return { value, weight, by: by === null ? undefined : otherOutcomes.shift() };
      }),
    );
  });
  return { form: 'few', few: combinedOutcomes };
}
