// Small plans with dates and money in tiers, against every choice and every order of its measures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDayAfterMonths } from '../../src/model/calendar-date.ts';
import type { InstrumentRecord, MeasureRecord, Recommendation } from '../../src/model/generated/types.ts';
import { compare, fromNumber, type Rational, subtract, toNumber, ZERO } from '../../src/model/rational.ts';
import { applyMeasures, removeExpectedEffects } from '../../src/policy/apply-measures.ts';
import { readActiveRecords } from '../../src/policy/follow-up-records.ts';
import { describeInstruments } from '../../src/policy/funding/enterprise-funding.ts';
import { parseExactMoney } from '../../src/policy/funding/money-text.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import { combineCosts, costOf } from '../../src/policy/measure-cost.ts';
import { projectOutcome } from '../../src/policy/measure-outcome.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { recommend } from '../../src/policy/recommendation.ts';
import { findLowestLevel } from '../../src/policy/target-level.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { isSample, runs } from '../property-runs.ts';
import { showing } from '../scoring/random/case.ts';
import { Draw } from '../scoring/random/draw.ts';
import { solver } from './load-test-solver.ts';
import { basisOf, drawTown } from './optimise/random-town.ts';

type Some = readonly CompiledMeasure[];

interface Due {
  readonly id: string;
  /** In whole months from the day of the plan. */
  readonly by: number;
}

const TODAY = '2026-07-01';

/** The months at the end of which each measure is done, if each begins as soon as it can in this order. */
function endsInOrder(order: Some, atOnce: number): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  const teams = Array.from({ length: atOnce }, () => 0);
  const planned = new Set(order.map(({ id }) => id));
  for (const { id, needs, months } of order) {
    const ready = Math.max(0, ...needs.filter((need) => planned.has(need)).map((need) => ends.get(need) ?? Infinity));
    // The team that is free last of those free in time, so that the others are free for what can begin earlier.
    const inTime = teams.filter((free) => free <= ready);
    const free = inTime.length > 0 ? Math.max(...inTime) : Math.min(...teams);
    const end = Math.max(ready, free) + toNumber((months as { high: Rational }).high);
    ends.set(id, end);
    teams[teams.indexOf(free)] = end;
  }
  return ends;
}

function* ordersOf(some: Some): Generator<Some> {
  if (some.length === 0) yield [];
  for (const first of some) for (const rest of ordersOf(some.filter((one) => one !== first))) yield [first, ...rest];
}

/** Whether some order does all that is due in time; what is not among the measures is not in time. */
function isInTime(some: Some, due: readonly Due[], atOnce: number): boolean {
  if (due.length === 0) return true;
  for (const order of ordersOf(some)) {
    const ends = endsInOrder(order, atOnce);
    if (due.every(({ id, by }) => (ends.get(id) ?? Infinity) <= by)) return true;
  }
  return false;
}

function levelOf({ plan, sheet, assessed }: RecommendInput, some: Some): number {
  const level = findLowestLevel(plan, evaluate(plan, applyMeasures(plan, sheet, some, assessed.evaluation)));
  return level ? Number(level.n) : 0;
}

/** What is minimised, in this order: unstated costs, own money if it is asked for, cost. */
function burdenOf(basis: RecommendInput, some: Some): Rational[] {
  const { estimate = 'high' } = basis;
  const unstated = fromNumber(some.filter((measure) => costOf(measure, estimate) === null).length);
  const cost = combineCosts(some, estimate);
  if (basis.least !== 'own') return [unstated, cost];
  const { funding } = describeInstruments(basis, some, projectOutcome(basis, { chosen: some, hopes: false }));
  return [unstated, funding ? parseExactMoney(funding.likely?.own ?? '0') : ZERO, cost];
}

function compareBurdens(a: readonly Rational[], b: readonly Rational[]): number {
  return a.map((one, i) => compare(one, b[i] as Rational)).find((distance) => distance !== 0) ?? 0;
}

interface Best {
  readonly burden: readonly Rational[];
  readonly isInTime: boolean;
}

/**
 * The least that is spent on the highest level up to the target that measures reach with all that is due: in time or, if
 * no choice for that level is, late. Null if nothing can be had with what is due.
 */
function byBruteForce(basis: RecommendInput, due: readonly Due[]): Best | null {
  const { plan, sheet, assessed, measures, target = 3, budget, estimate = 'high', atOnce = 3, record } = basis;
  const { candidates } = findCandidates(measures, plan, sheet, assessed.evaluation, record);
  const demands = due.filter(({ id }) => candidates.some((one) => one.id === id));
  const sets = Array.from({ length: 2 ** candidates.length }, (_, bits) => candidates.filter((_, i) => (bits >> i) & 1))
    .filter((some) => {
      const has = new Set(some.map(({ id }) => id));
      const isWhole = some.every(
        ({ needs, excludes }) => needs.every((id) => has.has(id)) && !excludes.some((id) => has.has(id)),
      );
      return isWhole && demands.every(({ id }) => has.has(id));
    })
    .filter(
      (some) => !budget || (some.every(({ cost }) => cost) && compare(combineCosts(some, estimate), budget) <= 0),
    );
  const best = (some: readonly Some[]): Best | undefined => {
    const inTime = some.filter((one) => isInTime(one, demands, atOnce));
    const [burden] = (inTime.length > 0 ? inTime : some).map((one) => burdenOf(basis, one)).sort(compareBurdens);
    return burden && { burden, isInTime: inTime.length > 0 };
  };
  const now = levelOf(basis, []);
  for (let level = target; level > now; level--) {
    for (const count of [removeExpectedEffects, (some: Some) => some]) {
      const found = best(sets.filter((some) => levelOf(basis, count(some)) >= level));
      if (found) return found;
    }
  }
  return best(demands.length > 0 ? sets : sets.filter((some) => some.length === 0)) ?? null;
}

/** The best with each due date, the earliest first, that can still be had beside those kept before it. */
function keepingMost(basis: RecommendInput, due: readonly Due[]): Best {
  const kept: Due[] = [];
  let best = byBruteForce(basis, []) as Best;
  for (const one of due.toSorted((a, b) => a.by - b.by)) {
    const found = byBruteForce(basis, [...kept, one]);
    if (!found) continue;
    kept.push(one);
    best = found;
  }
  return best;
}

const idsIn = ({ measures }: Recommendation): string[] => measures.map(({ id }) => id).sort();

const stamp = { number: 1, recordedAt: '2026-06-02T08:00:00Z', on: '2026-06-02' };
const decided = (measure: string, state: 'required' | 'excluded'): MeasureRecord => ({ ...stamp, measure, state });
const granted = (instrument: string, amount: number): InstrumentRecord => ({
  ...stamp,
  instrument,
  policy: 'town',
  state: 'granted',
  amount: { amount: String(amount), currency: 'CNY' } as never,
});

/** A town whose measures all say how long they take; an enterprise there, what is due, and what it asks for. */
function drawBasis(draw: Draw): {
  readonly basis: RecommendInput;
  readonly due: readonly Due[];
  readonly shown: object;
} {
  const town = drawTown(draw, 5);
  for (const measure of town.measures.measures) measure.months ??= { low: 1, high: draw.whole(1, 6) };
  const ids = town.measures.measures.map(({ id }) => id);
  const due = draw.some(ids, 0, 2).map((id) => ({ id, by: draw.whole(1, 14) }));
  const instrument = town.policies[0]?.instruments?.[0]?.id;
  const record =
    instrument && draw.chance(25) ? readActiveRecords([granted(instrument, draw.whole(1, 20))], TODAY) : undefined;
  const basis: RecommendInput = {
    ...basisOf(town),
    asOf: TODAY,
    target: draw.whole(1, 3),
    budget: draw.chance(20) ? fromNumber(draw.whole(5, 60)) : null,
    estimate: draw.pick(['low', 'mid', 'high'] as const),
    least: draw.chance(40) ? 'own' : 'cost',
    atOnce: draw.whole(1, 3),
    solver: draw.chance(50) ? solver : null,
    due: due.map(({ id, by }) => ({ id, date: computeDayAfterMonths(TODAY, fromNumber(by)) })),
    ...(record ? { record } : {}),
  };
  const { target, estimate, least, atOnce, budget } = basis;
  return {
    basis,
    due,
    shown: { ...town, target, estimate, least, atOnce, due, budget, granted: record?.events ?? [] },
  };
}

describe('a small plan with due dates and tiered funding', () => {
  it(
    'a small plan with due dates and tiered funding is as good as the best of all choices in any order',
    () => {
      const happened = { inTime: 0, late: 0, stuck: 0, dearer: 0, own: 0, granted: 0 };
      fc.assert(
        fc.property(fc.gen(), (value) => {
          const { basis, due, shown } = drawBasis(new Draw(value));
          showing(shown, () => {
            const advice = recommend(basis);
            const chosen = basis.measures.filter(({ id }) => idsIn(advice).includes(id));
            const [dated, undated] = [byBruteForce(basis, due), byBruteForce(basis, [])];
            expect(burdenOf(basis, offered(basis, chosen))).toEqual((dated ?? keepingMost(basis, due)).burden);
            const judged = due.filter(({ id }) => offered(basis, basis.measures).some((one) => one.id === id));
            const states = judged.map(({ id }) => advice.due?.find((one) => one.id === id)?.state);
            const isMet = states.every((state) => state === 'met');
            if (states.length > 0) expect(isMet).toBe(dated?.isInTime ?? false);
            expectTiers(advice);
            if (states.length > 0) happened[isMet ? 'inTime' : dated ? 'late' : 'stuck']++;
            if (dated && undated && compareBurdens(dated.burden, undated.burden) > 0) happened.dearer++;
            if (basis.least === 'own') happened.own++;
            if (advice.funding?.certain) happened.granted++;
          });
        }),
        { ...runs(500), endOnFailure: true },
      );
      if (isSample) return;
      for (const count of Object.values(happened)) expect(count, JSON.stringify(happened)).toBeGreaterThan(10);
    },
    600_000 * Number(process.env.MATURA_RUNS ?? 1),
  );

  it(
    'a plan stays the same if measures it leaves out are excluded or measures it contains are required',
    () => {
      const happened = { unchanged: 0, without: 0, required: 0, unmet: 0 };
      fc.assert(
        fc.property(fc.gen(), (value) => {
          const draw = new Draw(value);
          const { basis, shown } = drawBasis(draw);
          if (basis.record) return;
          const advice = recommend(basis);
          const decide = (id: string, state: 'required' | 'excluded'): Recommendation =>
            recommend({ ...basis, record: readActiveRecords([decided(id, state)], TODAY) });
          showing(shown, () => {
            for (const { id } of basis.measures) {
              const isChosen = idsIn(advice).includes(id);
              const [without, having] = [decide(id, 'excluded'), decide(id, 'required')];
              const same = isChosen ? having : without;
              const isDue = basis.due?.some((one) => one.id === id);
              if (isChosen || !isDue) {
                expect(idsIn(same), `${id} ${isChosen ? 'required' : 'excluded'}`).toEqual(idsIn(advice));
                happened.unchanged++;
              }
              expect(idsIn(without)).not.toContain(id);
              happened.without++;
              const unmet = having.onRecord?.measures?.find((one) => one.id === id)?.unmet;
              expect(idsIn(having).includes(id), id).toBe(unmet === undefined);
              happened[unmet ? 'unmet' : 'required']++;
            }
          });
        }),
        { ...runs(150), endOnFailure: true },
      );
      if (isSample) return;
      for (const count of Object.values(happened)) expect(count, JSON.stringify(happened)).toBeGreaterThan(10);
    },
    600_000 * Number(process.env.MATURA_RUNS ?? 1),
  );
});

/** Those of some measures that suit the enterprise, with the needs that are still to be done. */
function offered({ measures, plan, sheet, assessed, record }: RecommendInput, some: Some): Some {
  const { candidates } = findCandidates(measures, plan, sheet, assessed.evaluation, record);
  return candidates.filter(({ id }) => some.some((one) => one.id === id));
}

/** What is surer never pays more, and what is left to pay is the rest of the cost. */
function expectTiers({ funding }: Recommendation): void {
  if (!funding) return;
  const tiers = [funding.certain, funding.likely, funding.possible ?? funding.likely].flatMap((sum) => sum ?? []);
  const cost = parseExactMoney(funding.cost);
  let before: Rational | undefined;
  for (const { total, grants, own } of tiers) {
    const [paid, left] = [parseExactMoney(total), parseExactMoney(own)];
    const rest = subtract(cost, parseExactMoney(grants));
    expect(compare(left, compare(rest, ZERO) < 0 ? ZERO : rest)).toBe(0);
    if (before) expect(compare(paid, before)).toBeGreaterThanOrEqual(0);
    before = paid;
  }
}
