// Finds which instruments may be combined within which limits, and exactly which combination pays the most.
import {
  add,
  compare,
  divide,
  fromNumber,
  greatest,
  itemAt,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  sumRationals,
  ZERO,
} from '../../model/index.ts';
import { combineCosts, type Estimate, sumOfCosts } from '../measure-cost.ts';
import { type CompiledMeasure, selectCovered } from '../measures.ts';
import type { CompiledCeiling, CompiledGroup, CompiledInstrument } from '../policy.ts';

/** An instrument, and the money that it would pay to an enterprise if it were not combined with others. */
export interface Grant {
  readonly id: string;
  readonly money: Rational;
}

/** A limit on the sum of several grants: each grant times its factor, added up, must not exceed `most`. */
interface GrantLimit {
  readonly id: string;
  readonly factors: ReadonlyMap<string, Rational>;
  readonly most: Rational;
}

/** A limit on the number of grants: at most `most` of those in `of` may be combined. */
interface CountLimit {
  readonly id: string;
  readonly of: ReadonlySet<string>;
  readonly most: number;
}

export interface CombinationRules {
  readonly mayCombine: (a: string, b: string) => boolean;
  readonly limits: readonly GrantLimit[];
  readonly counts: readonly CountLimit[];
}

/** The lawful combination that pays the most. */
export interface Combination {
  readonly total: Rational;
  /**
   * What each grant pays once the limits are applied, in the order of the grants; grants that pay nothing are left out.
   */
  readonly granted: ReadonlyMap<string, Rational>;
  /** The ids of the limits that reduce the money. */
  readonly binding: readonly string[];
}

/**
 * Finds the best lawful combination exactly, by branch and bound. The search either takes or skips each grant, the
 * greatest first. It abandons a branch if even all remaining grants together, whether or not they exclude each other,
 * would not pay more than the best combination so far. If limits apply, a linear program decides how much of each grant
 * is used. Every part of a lawful combination is lawful, so skipping a grant can pay more only if taking it would
 * exclude another.
 */
export function findCombination(grants: readonly Grant[], rules: CombinationRules): Combination {
  const payingGrants = grants.filter(({ money }) => compare(money, ZERO) > 0);
  const order = [...payingGrants].sort((a, b) => compare(b.money, a.money));
  let best: GrantUse = { total: ZERO, money: new Map() };

  function search(taken: readonly Grant[], open: readonly Grant[]): void {
    const bound = maximiseUse([...taken, ...open], rules.limits);
    if (compare(bound.total, best.total) <= 0) return;
    const [next, ...rest] = open;
    if (!next) {
      best = bound;
      return;
    }
    const extendedSet = [...taken, next];
    const compatible = rest.filter(
      (grant) => rules.mayCombine(next.id, grant.id) && isWithinCounts([...extendedSet, grant], rules.counts),
    );
    search(extendedSet, compatible);
    // Skipping the grant is tried only if taking it would exclude another.
    if (compatible.length < rest.length || rules.counts.some(({ of }) => of.has(next.id))) search(taken, rest);
  }

  search([], order);
  return describe(best, grants, rules);
}

function describe(best: GrantUse, grants: readonly Grant[], { limits }: CombinationRules): Combination {
  const grantedById = new Map(
    grants.flatMap(({ id }): [string, Rational][] => {
      const money = best.money.get(id);
      return money && compare(money, ZERO) > 0 ? [[id, money]] : [];
    }),
  );
  const isCut = grants.some(({ id, money }) => best.money.has(id) && compare(best.money.get(id) ?? ZERO, money) < 0);
  const isLimitFull = ({ factors, most }: GrantLimit): boolean =>
    compare(weightedSum(factors, grantedById), most) === 0;
  // Whether a limit is 0, which keeps all its grants out of every combination.
  const leavesNothing = ({ factors, most }: GrantLimit): boolean =>
    most.n === 0n && grants.some(({ id, money }) => factors.has(id) && compare(money, ZERO) > 0);
  const bindingLimits = limits.filter((limit) => leavesNothing(limit) || (isCut && isLimitFull(limit)));
  return { total: best.total, granted: grantedById, binding: [...new Set(bindingLimits.map(({ id }) => id))] };
}

interface GrantUse {
  readonly total: Rational;
  readonly money: ReadonlyMap<string, Rational>;
}

/** Returns the most money that grants pay together within the limits, whether or not they exclude each other. */
function maximiseUse(grants: readonly Grant[], limits: readonly GrantLimit[]): GrantUse {
  const fullGrants = new Map(grants.map(({ id, money }) => [id, money]));
  const brokenLimits = limits.filter(({ factors, most }) => compare(weightedSum(factors, fullGrants), most) > 0);
  if (brokenLimits.length === 0) return { total: sumRationals(fullGrants.values()), money: fullGrants };
  // Only grants under an exceeded limit can be cut: a limit that is kept by full grants is also kept by smaller ones.
  const limitedGrants = grants.filter(({ id }) => brokenLimits.some(({ factors }) => factors.has(id)));
  const bounds = limitedGrants.map(({ money }, i) => ({
    factors: limitedGrants.map((_, k) => (k === i ? ONE : ZERO)),
    most: money,
  }));
  const rows = brokenLimits.map(({ factors, most }) => ({
    factors: limitedGrants.map(({ id }) => factors.get(id) ?? ZERO),
    most,
  }));
  const values = maximiseSum(limitedGrants.length, [...bounds, ...rows]);
  limitedGrants.forEach(({ id }, i) => {
    fullGrants.set(id, itemAt(values, i));
  });
  return { total: sumRationals(fullGrants.values()), money: fullGrants };
}

function weightedSum(factors: ReadonlyMap<string, Rational>, money: ReadonlyMap<string, Rational>): Rational {
  let sum = ZERO;
  for (const [id, factor] of factors) sum = add(sum, multiply(factor, money.get(id) ?? ZERO));
  return sum;
}

function isWithinCounts(grants: readonly Grant[], counts: readonly CountLimit[]): boolean {
  return counts.every(({ of, most }) => grants.filter(({ id }) => of.has(id)).length <= most);
}

/** Returns the amount by which limits reduce a grant. */
export function cutOf({ id, money }: Grant, { granted }: Combination): Rational {
  return subtract(money, granted.get(id) ?? ZERO);
}

/**
 * A constraint of the linear program: the variables, each times its factor, add up to at most `most`. `most` is never
 * negative.
 */
interface SimplexRow {
  readonly factors: readonly Rational[];
  readonly most: Rational;
}

/**
 * Finds non-negative variables with the greatest sum that satisfy all rows, by the simplex method on fractions. Bland's
 * rule guarantees that the method ends. Each variable must be bounded by some row.
 */
function maximiseSum(count: number, rows: readonly SimplexRow[]): Rational[] {
  // One row per limit with its slack variable, the right-hand side last; then the row of the objective.
  const width = count + rows.length + 1;
  const table = rows.map(({ factors, most }, r) => {
    const slackColumns = rows.map((_, k) => (k === r ? ONE : ZERO));
    return [...Array.from({ length: count }, (_, i) => factors[i] ?? ZERO), ...slackColumns, most];
  });
  const goal = Array.from({ length: width }, (_, i) => (i < count ? negate(ONE) : ZERO));
  const basis = rows.map((_, r) => count + r);
  for (;;) {
    const enteringColumn = goal.findIndex((value, i) => i < width - 1 && compare(value, ZERO) < 0);
    if (enteringColumn < 0) break;
    const leavingRow = findLeaving(table, basis, enteringColumn);
    pivot(table, goal, leavingRow, enteringColumn);
    basis[leavingRow] = enteringColumn;
  }
  const values = new Array<Rational>(count).fill(ZERO);
  basis.forEach((variable, r) => {
    if (variable < count) values[variable] = table[r]?.at(-1) as Rational;
  });
  return values;
}

/**
 * Finds the row that first stops the entering variable from growing; of several, the one whose variable comes first.
 */
function findLeaving(table: readonly Rational[][], basis: readonly number[], entering: number): number {
  let leavingCandidate: { readonly row: number; readonly ratio: Rational } | undefined;
  table.forEach((cells, row) => {
    const factor = itemAt(cells, entering);
    if (compare(factor, ZERO) <= 0) return;
    const ratio = divide(cells.at(-1) as Rational, factor);
    const difference = leavingCandidate ? compare(ratio, leavingCandidate.ratio) : -1;
    const isEarlier = leavingCandidate !== undefined && itemAt(basis, row) < itemAt(basis, leavingCandidate.row);
    if (difference < 0 || (difference === 0 && isEarlier)) leavingCandidate = { row, ratio };
  });
  if (!leavingCandidate) throw new RangeError('a variable has no bound');
  return leavingCandidate.row;
}

function pivot(table: Rational[][], goal: Rational[], leaving: number, entering: number): void {
  const row = itemAt(table, leaving);
  const factor = itemAt(row, entering);
  row.forEach((cell, i) => {
    row[i] = divide(cell, factor);
  });
  for (const otherRow of [...table, goal]) {
    const multiple = itemAt(otherRow, entering);
    if (otherRow === row || multiple.n === 0n) continue;
    otherRow.forEach((cell, i) => {
      const part = itemAt(row, i);
      if (part.n !== 0n) otherRow[i] = subtract(cell, multiply(multiple, part));
    });
  }
}

/**
 * Whether two instruments may be combined: `excluded` if a source forbids it, `stated` if one allows it, `unknown` if
 * the sources say nothing.
 */
type StackingRelation = 'excluded' | 'stated' | 'unknown';

/**
 * Finds whether two instruments may be combined. What the source of either instrument states applies to both. Two
 * instruments in the same group may be combined if the group allows at least two of its instruments.
 */
export function stackingRelation(
  a: CompiledInstrument,
  b: CompiledInstrument,
  groups: readonly CompiledGroup[],
): StackingRelation {
  if (excludes(a, b.id) || excludes(b, a.id)) return 'excluded';
  const sharedGroups = groups.filter(({ id }) => joins(a, id) && joins(b, id));
  if (sharedGroups.some(({ definition }) => definition.most === 1)) return 'excluded';
  return sharedGroups.length > 0 || combines(a, b.id) || combines(b, a.id) ? 'stated' : 'unknown';
}

function excludes({ definition }: CompiledInstrument, id: string): boolean {
  return definition.stack?.excludes?.includes(id) ?? false;
}

function combines({ definition }: CompiledInstrument, id: string): boolean {
  const namedPartners = definition.stack?.combines;
  return namedPartners === 'all' || (namedPartners?.includes(id) ?? false);
}

function joins({ definition }: CompiledInstrument, group: string): boolean {
  return definition.stack?.groups?.includes(group) ?? false;
}

/** A group, and the most that its instruments may pay together; null if no such cap is known or stated. */
interface GroupCap {
  readonly group: CompiledGroup;
  readonly cap: Rational | null;
}

/** An instrument that pays money, with the measures that it covers. */
export interface PayingInstrument {
  readonly instrument: CompiledInstrument;
  readonly covered: readonly CompiledMeasure[];
}

export function countLimits(groups: readonly CompiledGroup[], paying: readonly PayingInstrument[]): CountLimit[] {
  return groups.flatMap(({ id, definition: { most } }) =>
    most === undefined ? [] : [{ id, most, of: findGroupMembers(id, paying) }],
  );
}

export function groupLimits(groups: readonly GroupCap[], paying: readonly PayingInstrument[]): GrantLimit[] {
  return groups.flatMap(({ group: { id }, cap }) =>
    cap === null
      ? []
      : [{ id, most: cap, factors: new Map([...findGroupMembers(id, paying)].map((member) => [member, ONE])) }],
  );
}

/** Reduces a limit by the money already granted, but never below 0. */
export function reduceLimit({ id, factors, most }: GrantLimit, used: ReadonlyMap<string, Rational>): GrantLimit {
  return { id, factors, most: greatest(ZERO, subtract(most, weightedSum(factors, used))) };
}

/** Returns the ids of the instruments that belong to a group. */
export function findGroupMembers(
  group: string,
  paying: readonly Pick<PayingInstrument, 'instrument'>[],
): ReadonlySet<string> {
  return new Set(paying.flatMap(({ instrument }) => (joins(instrument, group) ? [instrument.id] : [])));
}

/**
 * Turns ceilings into limits: one on all covered measures together, or one on each. The money of an instrument that
 * covers several measures is spread over them in proportion to their cost. A measure without a stated cost does not
 * raise a ceiling, because its real cost might be lower than any assumed one.
 */
export function ceilingLimits(
  ceilings: readonly CompiledCeiling[],
  paying: readonly PayingInstrument[],
  measures: readonly CompiledMeasure[],
  estimate: Estimate,
): GrantLimit[] {
  return ceilings.flatMap(({ id, definition: { share, per = 'total', covers, instruments } }): GrantLimit[] => {
    const countingOffers = paying.filter(({ instrument }) => countsTowardsCeiling(instrument, instruments));
    const countedCosts = selectCovered(covers, measures);
    const parts = per === 'total' ? [countedCosts] : countedCosts.map((measure) => [measure]);
    return parts.map((part) => ({
      id,
      most: multiply(fromNumber(share), combineCosts(part, estimate)),
      factors: new Map(
        countingOffers.flatMap(({ instrument, covered }): [string, Rational][] => {
          const factor = shareOn(part, covered, estimate);
          return factor.n === 0n ? [] : [[instrument.id, factor]];
        }),
      ),
    }));
  });
}

/**
 * Whether an instrument counts towards a ceiling: if the ceiling names instruments, only those count; otherwise
 * vouchers and subsidies for measures do.
 */
export function countsTowardsCeiling(instrument: CompiledInstrument, named: readonly string[] | undefined): boolean {
  const { id, definition } = instrument;
  return named ? named.includes(id) : paysForMeasures(instrument) && definition.type !== 'award';
}

/** Returns the share, from 0 to 1, of an instrument's money that goes to the measures in `part`. */
function shareOn(part: readonly CompiledMeasure[], covered: readonly CompiledMeasure[], estimate: Estimate): Rational {
  const wholeCost = sumOfCosts(covered, estimate);
  if (compare(wholeCost, ZERO) === 0) return part.some((measure) => covered.includes(measure)) ? ONE : ZERO;
  const sharedMeasures = covered.filter(({ id }) => part.some((measure) => measure.id === id));
  return divide(sumOfCosts(sharedMeasures, estimate), wholeCost);
}

const GRANT_TYPES: readonly CompiledInstrument['definition']['type'][] = ['voucher', 'subsidy', 'award'];

/** Whether an instrument's money reduces the own share. Loans, interest subsidies and money for other costs do not. */
export function paysForMeasures({ definition: { type, otherCosts } }: CompiledInstrument): boolean {
  return GRANT_TYPES.includes(type) && otherCosts !== true;
}
