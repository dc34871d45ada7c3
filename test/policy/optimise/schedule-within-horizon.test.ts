import { describe, expect, it } from 'vitest';
import { fromNumber, toNumber } from '../../../src/model/rational.ts';
import {
  orderMeasures,
  scheduleLength,
  scheduleMeasures,
  scheduleWithin,
} from '../../../src/policy/optimise/schedule.ts';
import { type Sketch, sketchMeasures } from './measure-sketch.ts';

type Sketches = Readonly<Record<string, Sketch>>;

function within(sketches: Sketches, atOnce: number, horizon: number) {
  return scheduleWithin(orderMeasures(sketchMeasures(sketches)), atOnce, { horizon: fromNumber(horizon) });
}

/** The shortest time, found by trying every order: each begins as soon as what it needs is done and somebody is free. */
function shortest(sketches: Sketches, atOnce: number): number {
  const ids = Object.keys(sketches);
  const from = (ends: ReadonlyMap<string, number>, free: readonly number[]): number => {
    if (ends.size === ids.length) return Math.max(0, ...ends.values());
    const next = ids.filter((id) => !ends.has(id) && (sketches[id]?.needs ?? []).every((need) => ends.has(need)));
    return Math.min(
      ...next.flatMap((id) =>
        free.map((_, who) => {
          const ready = Math.max(free[who] as number, ...(sketches[id]?.needs ?? []).map((n) => ends.get(n) as number));
          const end = ready + (sketches[id]?.months as number);
          return from(
            new Map([...ends, [id, end]]),
            free.map((one, i) => (i === who ? end : one)),
          );
        }),
      ),
    );
  };
  return from(new Map(), Array<number>(atOnce).fill(0));
}

describe('a schedule within a horizon', () => {
  const packed = Object.fromEntries([6, 9, 9, 9, 9, 12].map((months, i) => [`m${i}`, { months }]));

  it('a schedule within a horizon equals the usual schedule if the usual one fits the horizon', () => {
    const { slots, inTime } = within(packed, 3, 21);
    expect(inTime).toBe('yes');
    expect(toNumber(scheduleLength(slots))).toBe(21);
    expect(slots.map(({ measure, start }) => [measure.id, toNumber(start)])).toContainEqual(['m0', 0]);
  });

  it('a schedule starts with the longest measure if only that keeps the horizon', () => {
    const { slots, inTime } = within(packed, 3, 18);
    expect(inTime).toBe('yes');
    expect(toNumber(scheduleLength(slots))).toBe(18);
  });

  it('a schedule is reported as impossible only if no order fits the horizon', () => {
    expect(within(packed, 3, 17.5).inTime).toBe('no');
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`m${i}`, { months: 7 + ((i * 5) % 11) }]));
    const work = Object.values(many).reduce((sum, { months }) => sum + months, 0);
    expect(within(many, 3, Math.ceil(work / 3)).inTime).not.toBe('no');
  });

  it('a schedule within a horizon is found exactly if trying every order finds one, and keeps all limits', () => {
    let seed = 7;
    let squeezed = 0;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 150; round++) {
      const count = 3 + random(3);
      const atOnce = 1 + random(3);
      const sketches: Record<string, Sketch> = {};
      for (let i = 0; i < count; i++) {
        const needs = Array.from({ length: i }, (_, before) => `m${before}`).filter(() => random(4) === 0);
        sketches[`m${i}`] = { months: 1 + random(6), needs };
      }
      const least = shortest(sketches, atOnce);
      expect(within(sketches, atOnce, least - 1).inTime).toBe('no');
      const { slots, inTime } = within(sketches, atOnce, least);
      expect(inTime).toBe('yes');
      expect(toNumber(scheduleLength(slots))).toBe(least);
      const at = (month: number): number =>
        slots.filter(({ start, end }) => toNumber(start) <= month && month < toNumber(end)).length;
      for (let month = 0; month < least; month++) expect(at(month)).toBeLessThanOrEqual(atOnce);
      for (const { measure, start } of slots)
        for (const need of measure.needs) {
          const before = slots.find((slot) => slot.measure.id === need);
          expect(toNumber(before?.end ?? start)).toBeLessThanOrEqual(toNumber(start));
        }
      const usual = scheduleMeasures(orderMeasures(sketchMeasures(sketches)), atOnce);
      if (toNumber(scheduleLength(usual)) === least) continue;
      squeezed++;
      const ends = [...new Set(slots.map(({ phase }) => phase))].map((phase) =>
        toNumber(scheduleLength(slots.filter((slot) => slot.phase === phase))),
      );
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
    }
    expect(squeezed).toBeGreaterThan(10);
  });
});

describe('measures that feed others', () => {
  const shop = { tills: { months: 4 }, lists: { months: 5, after: ['tills'], closes: 5 }, other: { months: 2 } };
  const starts = (sketches: Sketches, limits: { horizon?: number; by?: number; anyOf?: readonly string[] } = {}) => {
    const { horizon, by, anyOf = ['lists'] } = limits;
    const deadlines = by === undefined ? [] : [{ anyOf, by: fromNumber(by) }];
    const { slots, inTime } = scheduleWithin(orderMeasures(sketchMeasures(sketches), deadlines), 3, {
      horizon: horizon === undefined ? null : fromNumber(horizon),
      deadlines,
    });
    return [inTime, ...slots.map(({ measure, start }) => `${measure.id} ${toNumber(start)}`).sort()];
  };

  it('come first, even where only what they feed closes a gap', () => {
    expect(starts(shop)).toEqual(['yes', 'lists 4', 'other 0', 'tills 0']);
  });

  it('may come later where a deadline or the horizon would be missed otherwise', () => {
    expect(starts(shop, { by: 9 })).toEqual(['yes', 'lists 4', 'other 0', 'tills 0']);
    expect(starts(shop, { by: 8 })).toEqual(['yes', 'lists 0', 'other 0', 'tills 0']);
    expect(starts(shop, { horizon: 8 })).toEqual(['yes', 'lists 0', 'other 0', 'tills 0']);
  });

  it('come first although another measure is due at once', () => {
    expect(starts(shop, { by: 1, anyOf: ['other'] })).toEqual(['yes', 'lists 4', 'other 0', 'tills 0']);
  });

  it('come first for measures without a deadline where those with one cannot wait', () => {
    const both = { ...shop, orders: { months: 3, after: ['tills'] } };
    expect(starts(both, { by: 5 })).toEqual(['yes', 'lists 0', 'orders 4', 'other 0', 'tills 0']);
  });

  it('are not waited for where a plan does not contain them', () => {
    expect(starts({ lists: { months: 5, after: ['tills'] } })).toEqual(['yes', 'lists 0']);
  });
});
