// Models the own share, which is the cost that remains after funding: as an exact amount, as a lower bound, and in an
// integer program.
import {
  ceiling,
  divide,
  greatest,
  itemAt,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import { findCombination } from '../funding/combination.ts';
import { ownShareFor } from '../funding/enterprise-funding.ts';
import type { RecommendInput } from '../recommend-input.ts';
import type { ProgramRow } from './linear-program.ts';
import { type Linear, MINUS_ONE, type ProgramBuilder, sumLinear, variableOf } from './linear-program.ts';
import {
  type BoundLine,
  evaluateLine,
  findOwnShareBounds,
  listCompatibleSets,
  type OwnShareBounds,
} from './own-share-bounds.ts';
import type { PartialSelection } from './projection.ts';
import type { OwnShareModelFactory, Selection } from './selection-task.ts';

/**
 * Creates models of the own share after the best lawful funding. If it is decided which measures are taken, the amount
 * is exact. While some are undecided, it is a lower bound, because every instrument is assumed to pay the most it
 * could.
 */
export function createOwnShareModels(basis: RecommendInput): OwnShareModelFactory {
  const exactShare = ownShareFor(basis);
  const knownShares = new Map<string, Rational>();
  return (task, level) => {
    const { measures } = task;
    const { bounds, unit } = findOwnShareBounds(basis, task, level);
    const lowest = createLowerBound(bounds);
    const inUnits = (units: Rational): Rational => multiply(units, unit);

    function computeExactShare(selection: Selection): Rational {
      const chosenMeasures = measures.filter((_, i) => selection[i]);
      const key = chosenMeasures.map(({ id }) => id).join(' ');
      const share = knownShares.get(key) ?? exactShare(chosenMeasures);
      knownShares.set(key, share);
      return share;
    }

    return {
      exactly: computeExactShare,
      atLeast: (partial) => inUnits(wholeNumber(lowest(partial))),
      relax: (builder, takenOf, saved) => {
        const { of, atMost } = relaxOwnShare(bounds, builder, takenOf, saved);
        return { of, atMost: (most) => atMost(Number(ceiling(divide(most, unit)))) };
      },
      relaxed: (selection) => inUnits(computeShareLeft(bounds, selection)),
    };
  };
}

/**
 * Returns the least that the enterprise could pay itself if exactly these measures are taken, in the units of `bounds`.
 */
function computeShareLeft(
  { costs, savings, grants, shared, excluded, counts }: OwnShareBounds,
  selection: Selection,
): Rational {
  const isTaken = (measure: number): boolean => selection[measure] === true;
  const saved = savings.reduce((sum, { members, amount }) => (members.every(isTaken) ? sum + amount : sum), 0);
  const cost = evaluateLine({ base: -saved, of: costs }, isTaken);
  const idOf = (grant: number): string => String(grant);
  const { total } = findCombination(
    grants.map(({ lines }, i) => ({
      id: idOf(i),
      money: wholeNumber(Math.min(...lines.map((line) => evaluateLine(line, isTaken)))),
    })),
    {
      mayCombine: (a, b) => !excluded.some((pair) => pair.map(idOf).every((id) => id === a || id === b)),
      limits: shared.map(({ of, line }, i) => ({
        id: idOf(i),
        most: wholeNumber(evaluateLine(line, isTaken)),
        factors: new Map(of.map((grant) => [idOf(grant), ONE])),
      })),
      counts: counts.map(({ of, most }, i) => ({ id: idOf(i), most, of: new Set(of.map(idOf)) })),
    },
  );
  return greatest(ZERO, subtract(wholeNumber(cost), total));
}

/**
 * Creates the function that returns a lower bound on the own share while some measures are undecided, in the units of
 * `bounds`; never below 0.
 */
function createLowerBound(bounds: OwnShareBounds): (partial: PartialSelection) => number {
  const { costs, savings, grants, shared } = bounds;
  const sets = listCompatibleSets(bounds);

  return (partial) => {
    const saved = savings.reduce(
      (sum, { members, amount }) => (members.every((i) => partial[i] !== false) ? sum + amount : sum),
      0,
    );
    const points = [(i: number) => partial[i] === true, (i: number) => partial[i] !== false];
    const shares = sets.map((set) => Math.max(...points.map((is) => costLessLines(listLinesAt(set, is), partial))));
    return Math.max(0, Math.min(...shares) - saved);
  };

  /**
   * Returns the lines that are lowest for these measures: one for each grant of a set, except that several grants with
   * a lower limit in common have the line of that limit.
   */
  function listLinesAt(set: readonly number[], isTaken: (measure: number) => boolean): BoundLine[] {
    const lowest = new Map(
      set.map((grant) => {
        const lines = itemAt(grants, grant).lines.map((line) => [line, evaluateLine(line, isTaken)] as const);
        return [grant, lines.reduce((a, b) => (b[1] < a[1] ? b : a))] as const;
      }),
    );
    const togetherRows = shared.flatMap(({ of, line }) => {
      const members = of.filter((grant) => lowest.has(grant));
      const sumApart = members.reduce((sum, grant) => sum + (lowest.get(grant)?.[1] ?? 0), 0);
      if (sumApart <= evaluateLine(line, isTaken)) return [];
      for (const grant of members) lowest.delete(grant);
      return [line];
    });
    return [...togetherRows, ...[...lowest.values()].map(([line]) => line)];
  }

  /**
   * Adds up the cost of each taken measure less what the lines pay for it. A measure that is undecided is included only
   * if the lines pay more than it costs.
   */
  function costLessLines(lines: readonly BoundLine[], partial: PartialSelection): number {
    return costs.reduce(
      (sum, cost, i) => {
        if (partial[i] === false) return sum;
        const share = lines.reduce((rest, { of }) => rest - itemAt(of, i), cost);
        return partial[i] || share < 0 ? sum + share : sum;
      },
      -lines.reduce((sum, { base }) => sum + base, 0),
    );
  }
}

/**
 * Encodes the cost of measures less what grants may pay for them, in the units of the bounds. Each grant is a variable
 * fraction of the most it can pay, at most the value of each of its lines, and 0 if the grant is not taken.
 */
function relaxOwnShare(
  bounds: OwnShareBounds,
  builder: ProgramBuilder,
  takenOf: (measure: number) => Linear,
  saved: readonly Linear[],
): { readonly of: Linear; readonly atMost: (units: number) => ProgramRow } {
  const { costs, savings, grants, shared, excluded, counts } = bounds;
  const shares = grants.map(() => variableOf(builder.share()));
  const money = grants.map(({ most }, i) => [itemAt(shares, i), wholeNumber(most)] as const);

  for (const [i, { lines, most }] of grants.entries()) {
    for (const line of lines) if (line.base < most) demandBelow([itemAt(money, i)], line);
  }
  for (const { of, line } of shared)
    demandBelow(
      of.map((i) => itemAt(money, i)),
      line,
    );
  const grantIndicators = new Map<number, Linear>();
  const createIndicatorOfGrant = (grant: number): Linear => {
    const column = grantIndicators.get(grant) ?? variableOf(builder.variable(true));
    if (!grantIndicators.has(grant))
      addRow(
        [
          [column, wholeNumber(1)],
          [itemAt(shares, grant), wholeNumber(-1)],
        ],
        0,
      );
    grantIndicators.set(grant, column);
    return column;
  };
  for (const pair of excluded)
    addRow(
      pair.map((grant) => [createIndicatorOfGrant(grant), wholeNumber(-1)] as const),
      -1,
    );
  for (const { of, most } of counts)
    if (of.length > most)
      addRow(
        of.map((grant) => [createIndicatorOfGrant(grant), wholeNumber(-1)] as const),
        -most,
      );
  const costSum = sumLinear([
    ...costs.map((cost, i) => [takenOf(i), wholeNumber(cost)] as const),
    ...savings.map(({ amount }, i) => [itemAt(saved, i), wholeNumber(-amount)] as const),
    ...money.map(([share, most]) => [share, negate(most)] as const),
  ]);
  const opposite = sumLinear([[costSum, MINUS_ONE]]);
  return {
    of: costSum,
    atMost(units) {
      const row = createWholeRow(opposite, -units);
      return builder.hasShares() ? scaleRow(row) : row;
    },
  };

  function demandBelow(grant: Parameters<typeof sumLinear>[0], { base, of }: BoundLine): void {
    addRow(
      [
        ...grant.map(([share, most]) => [share, negate(most)] as const),
        ...of.map((factor, i) => [takenOf(i), wholeNumber(factor)] as const),
      ],
      -base,
    );
  }

  /** Adds a row; its factors need not be whole numbers, because its variables may be fractions. */
  function addRow(parts: Parameters<typeof sumLinear>[0], low: number): void {
    builder.rows.push(scaleRow(createWholeRow(sumLinear(parts), low)));
  }
}

/** Requires that an expression with whole factors is at least a whole number. */
function createWholeRow({ constant, variables, factors }: Linear, low: number): ProgramRow {
  return {
    terms: variables.map((column, i) => [column, Number(factors[i])] as const),
    low: low - Number(constant),
    high: null,
  };
}

/** Divides a row by its largest factor, so that the solver's tolerance is the same for all rows. */
function scaleRow({ terms, low }: ProgramRow): ProgramRow {
  const largestFactor = terms.reduce((most, [, factor]) => Math.max(most, Math.abs(factor)), 0) || 1;
  return {
    terms: terms.map(([column, factor]) => [column, factor / largestFactor] as const),
    low: low && low / largestFactor,
    high: null,
  };
}
