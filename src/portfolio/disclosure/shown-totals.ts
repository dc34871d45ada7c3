// Determines which totals, overlaps and quarterly trends of stages may be shown without revealing small counts.

import { itemAt } from '../../model/index.ts';
import { groupAll } from '../member-groups.ts';
import type { Weights } from '../roster.ts';
import { endOfQuarter, HOLDS, type Quarter, type StageFigures, type StageTruth } from '../stages.ts';
import { UNDATED } from '../stated-day.ts';
import { type DisclosureAudit, isSmall } from './disclosure-audit.ts';
import {
  countJointly,
  countKinds,
  describeShownKinds,
  findDerivedCounts,
  findKindsWith,
  type JointCounts,
  listDerivedCounts,
  type ShownKinds,
  smallestOf,
  sumCounts,
} from './joint-counts.ts';

/**
 * Determines the predicates whose total must be hidden, either because the total or the number of all other members is
 * small, or because a small count would follow from this total and others. The first `stages` predicates are stages,
 * the rest are packs. Predicates in `hiddenAnyway` are hidden for other reasons.
 */
export function findHiddenTotals(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenAnyway: readonly boolean[],
): boolean[] {
  const predicates = joint.classes[0]?.length ?? hiddenAnyway.length;
  const memberCount = sumCounts(joint.members);
  const totals = Array.from({ length: predicates }, (_, p) => sumCounts(countKinds(joint, findKindsWith(joint, p))));
  const isGone = totals.map(
    (total, p) => hiddenAnyway[p] === true || isSmall(total, minCount) || isSmall(memberCount - total, minCount),
  );
  const packs = Array.from({ length: predicates - stages }, (_, p) => stages + p);
  for (;;) {
    // How many members were assessed with none of the shown packs follows from the total and the counts of the packs.
    const assessedPacks = packs.filter((p) => !isGone[p]);
    if (
      assessedPacks.length > 1 &&
      isSmall(memberCount - sumCounts(assessedPacks.map((p) => itemAt(totals, p))), minCount)
    ) {
      isGone[smallestOf(assessedPacks, totals)] = true;
      continue;
    }
    const tellingCount = listDerivedCounts(joint, stages, isGone).find(({ holds }) =>
      isSmall(sumCounts(countKinds(joint, holds)), minCount),
    );
    const refusedPlace = tellingCount
      ? smallestOf(tellingCount.of, totals)
      : findRefused(joint, stages, minCount, isGone, totals);
    if (refusedPlace === undefined) return isGone;
    isGone[refusedPlace] = true;
  }
}

/**
 * Finds the first stage, in descending order of totals, whose total would reveal small counts together with the totals
 * of the stages before it.
 */
function findRefused(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenEverywhere: readonly boolean[],
  totals: readonly number[],
): number | undefined {
  const kinds = describeShownKinds(joint, stages, hiddenEverywhere);
  const span = createJointSpan(joint, stages, kinds, minCount);
  const order = [...kinds.stages.keys()];
  const totalOf = (place: number): number => itemAt(totals, itemAt(kinds.stages, place));
  order.sort((a, b) => totalOf(b) - totalOf(a) || a - b);
  const refusedPlace = order.find((place) => !span.admit(itemAt(kinds.columns, place)));
  return refusedPlace === undefined ? undefined : kinds.stages[refusedPlace];
}

/**
 * Finds the pairs of stages, by their indexes, whose overlap may be shown in addition to the totals and the overlaps
 * shown already.
 */
export function findShownOverlaps(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenEverywhere: readonly boolean[],
): [number, number][] {
  const kinds = describeShownKinds(joint, stages, hiddenEverywhere);
  const kindCounts = countAll(joint, kinds.places);
  const span = createJointSpan(joint, stages, kinds, minCount);
  for (const column of kinds.columns) span.admit(column);
  const columns = [...kinds.columns];
  return kinds.stages.flatMap((one, a) =>
    kinds.stages.slice(a + 1).flatMap((other, rest): [number, number][] => {
      const [first, second] = [itemAt(kinds.columns, a), itemAt(kinds.columns, a + 1 + rest)];
      const memberOfBoth = first.map((bit, kind) => bit & (second[kind] as number));
      const derivedCounts = findDerivedCounts({ ...kinds, columns: [...columns, memberOfBoth] }, { last: true });
      if (derivedCounts.some(({ holds }) => isSmall(countOf(holds, kindCounts), minCount)) || !span.admit(memberOfBoth))
        return [];
      columns.push(memberOfBoth);
      return [[one, other]];
    }),
  );
}

/**
 * Creates a span in which the total and the count of each slot are known. The small numbers that it must keep secret,
 * shown or not, are those of members of a kind, of members at a level that did or did not reach a stage, and of members
 * that reached both, one or neither of two stages.
 */
function createJointSpan(
  joint: JointCounts,
  stages: number,
  { slotOf, slots, places }: ShownKinds,
  minCount: number,
): KnownSpan {
  const kindCounts = countAll(joint, places);
  const parts = Array.from({ length: slots }, (_, slot) => Uint8Array.from(slotOf, (own) => (own === slot ? 1 : 0)));
  const sides = Array.from({ length: stages }, (_, s) => findKindsWith(joint, s)).flatMap((holds) => {
    const column = Uint8Array.from(places, (kind) => holds[kind] as number);
    return [column, column.map((bit) => 1 - bit)];
  });
  const singles = kindCounts.map((_, kind) => Uint8Array.from(kindCounts, (_count, other) => (other === kind ? 1 : 0)));
  const crossedSides = sides.flatMap((side, s) =>
    [...parts, ...sides.slice(s + 1)].map((other) => side.map((bit, kind) => bit & (other[kind] as number))),
  );
  const span = createSpan(
    [...singles, ...crossedSides].filter((secret) => isSmall(countOf(secret, kindCounts), minCount)),
  );
  for (const part of parts) span.admit(part);
  return span;
}

/** Counts the members of some kinds over all groups. */
function countAll({ counts, classes, slots }: JointCounts, places: readonly number[]): number[] {
  return places.map((place) => {
    let count = 0;
    for (let offset = place; offset < counts.length; offset += classes.length * slots)
      count += counts[offset] as number;
    return count;
  });
}

function countOf(holds: Uint8Array, kindCounts: readonly number[]): number {
  return holds.reduce((count, bit, kind) => count + bit * itemAt(kindCounts, kind), 0);
}

/** The shown part of a stage's trend. */
export interface StageTrend {
  readonly quarters: readonly Quarter[];
  readonly undated: number | null;
}

const NO_TREND: StageTrend = { quarters: [], undated: null };

/**
 * Suppresses trends of stages, in descending order of their totals. A quarter is shown if no small count follows from
 * the totals of all stages at its end, nor from the change since any quarter shown before. The numbers of hidden
 * quarters are included in the next quarter shown. If all or none of the members that reached one stage have reached
 * another, then either both stages have a complete trend or the smaller one has none: otherwise the shown part of one
 * trend would bound the hidden part of the other.
 */
export function suppressTrends(
  stages: readonly StageFigures[],
  reaches: readonly StageTruth[],
  {
    suppressed,
    isIn,
    least,
    audit,
  }: { suppressed: readonly boolean[]; isIn: Weights; least: number; audit: DisclosureAudit },
): StageTrend[] {
  const trends = stages.map(() => NO_TREND);
  const atEnd = new Map<string, Uint8Array[]>();
  const order = [...stages.keys()].filter((s) => !suppressed[s]);
  order.sort((a, b) => itemAt(stages, b).holds - itemAt(stages, a).holds || a - b);
  for (const [place, s] of order.entries()) {
    const tiedStages = order
      .slice(0, place)
      .filter((other) => itemAt(trends, other).quarters.length > 0 && isAnyPairingEmpty(s, other));
    if (!tiedStages.every(isWhole)) continue;
    trends[s] = concealTrend(itemAt(stages, s), itemAt(reaches, s));
    if (tiedStages.length > 0 && !isWhole(s)) trends[s] = NO_TREND;
  }
  return trends;

  function isWhole(s: number): boolean {
    const { quarters, undated } = itemAt(trends, s);
    return undated !== null && quarters.length === stages[s]?.quarters.length;
  }

  /**
   * Whether no member belongs to one of four groups: members that reached both stages, only the first, only the second,
   * or neither.
   */
  function isAnyPairingEmpty(s: number, other: number): boolean {
    const [one, two] = [itemAt(reaches, s).truth, itemAt(reaches, other).truth];
    const occurringPairings = new Set<number>();
    for (let i = 0; i < isIn.length; i++)
      if (isIn[i] !== 0) occurringPairings.add((one[i] === HOLDS ? 1 : 0) + (two[i] === HOLDS ? 2 : 0));
    return occurringPairings.size < 4;
  }

  function concealTrend(stage: StageFigures, { truth, day }: StageTruth): StageTrend {
    const markReachedUntil = (end: number): Uint8Array =>
      truth.map((state, i) => (state === HOLDS && (day[i] as number) <= end ? 1 : 0));
    const undatedFlags = truth.map((state, i) => (state === HOLDS && day[i] === UNDATED ? 1 : 0));
    const isUndatedShown = stage.undated === 0 || audit.admit(() => [undatedFlags]);
    const sets: Uint8Array[] = isUndatedShown && stage.undated > 0 ? [undatedFlags] : [];
    const shownQuarters: Quarter[] = [];
    let lastTotal = isUndatedShown ? stage.undated : 0;
    for (const quarter of stage.quarters) {
      const set = markReachedUntil(endOfQuarter(quarter.quarter));
      const sameQuarter = atEnd.get(quarter.quarter) ?? [];
      const isNews = shownQuarters.length === 0 || quarter.total !== lastTotal;
      const markReachedSince = (): Uint8Array[] =>
        sets.map((before) => set.map((bit, i) => bit & ~(before[i] as number)));
      if (revealsSmallCount([...sameQuarter, set]) || (isNews && !audit.admit(() => [set, ...markReachedSince()])))
        continue;
      if (isNews) sets.push(set);
      atEnd.set(quarter.quarter, [...sameQuarter, set]);
      // The planned line starts from the number before the first quarter, so it is shown only if both that number and
      // the first quarter are shown.
      const isLineShown = isUndatedShown && (shownQuarters[0] ?? quarter).quarter === stage.quarters[0]?.quarter;
      shownQuarters.push({ ...quarter, reached: quarter.total - lastTotal, line: isLineShown ? quarter.line : null });
      lastTotal = quarter.total;
    }
    return { quarters: shownQuarters, undated: isUndatedShown ? stage.undated : null };
  }

  /** Whether a small count follows from the last of the sets in combination with the earlier ones. */
  function revealsSmallCount(predicates: readonly Uint8Array[]): boolean {
    const emptyWeights = new Uint16Array(isIn.length);
    const joint = countJointly(groupAll(isIn.length), { isIn, predicates, slotOf: emptyWeights, slots: 1 });
    const columns = predicates.map((_, p) => findKindsWith(joint, p));
    const kinds = { columns, slotOf: emptyWeights.subarray(0, joint.classes.length), slots: 1 };
    return findDerivedCounts(kinds, { last: true }).some(({ holds }) =>
      isSmall(itemAt(countKinds(joint, holds), 0), least),
    );
  }
}

/** Keeps track of the sums of columns that are known, to find out whether a secret count follows from them. */
interface KnownSpan {
  /**
   * Adds the sum over the given kinds of members to the known sums. If a secret count could then be derived, adds
   * nothing and returns false.
   */
  admit(column: Uint8Array): boolean;
}

/** Calculations are done modulo this prime, so that elimination is exact; the square of the prime is a safe integer. */
const PRIME_MODULUS = 1_000_003;

/**
 * Creates a span in which no sum is known yet. A secret count follows from known sums if it is a linear combination of
 * them: Gaussian elimination then reduces the column of the secret to zero.
 */
function createSpan(secrets: readonly Uint8Array[]): KnownSpan {
  const basis: { readonly row: Float64Array; readonly pivot: number }[] = [];
  let remainders = secrets.map((secret): Float64Array => Float64Array.from(secret));

  return {
    admit(column) {
      let row: Float64Array = Float64Array.from(column);
      for (const entry of basis) row = eliminate(row, entry.row, entry.pivot);
      const pivot = row.findIndex((value) => value !== 0);
      if (pivot < 0) return true;
      const factor = invert(row[pivot] as number);
      const unit = row.map((value) => (value * factor) % PRIME_MODULUS);
      const reducedRows = remainders.map((secret) => eliminate(secret, unit, pivot));
      if (reducedRows.some((secret) => secret.every((value) => value === 0))) return false;
      remainders = reducedRows;
      basis.push({ row: unit, pivot });
      return true;
    },
  };
}

/** Subtracts a multiple of `row` so that the entry at the pivot of that row becomes 0; the row itself has 1 there. */
function eliminate(from: Float64Array, row: Float64Array, pivot: number): Float64Array {
  const factor = from[pivot] as number;
  if (factor === 0) return from;
  return from.map((value, at) => (value + (PRIME_MODULUS - factor) * (row[at] as number)) % PRIME_MODULUS);
}

/** Returns the inverse of a number modulo the prime, by Fermat's little theorem. */
function invert(value: number): number {
  let [result, base, power] = [1, value, PRIME_MODULUS - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME_MODULUS;
    base = (base * base) % PRIME_MODULUS;
  }
  return result;
}
