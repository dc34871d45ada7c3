import { describe, expect, it } from 'vitest';
import { fromNumber, ONE, toNumber } from '../../../src/model/rational.ts';
import { type Deadline, orderMeasures, scheduleWithin } from '../../../src/policy/optimise/schedule.ts';
import { type Sketch, sketchMeasures } from './measure-sketch.ts';

type Sketches = Readonly<Record<string, Sketch>>;

const due = (by: number, ...anyOf: string[]): Deadline => ({ anyOf, by: fromNumber(by) });

function scheduled(sketches: Sketches, atOnce: number, deadlines: readonly Deadline[]) {
  const measures = orderMeasures(sketchMeasures(sketches), deadlines);
  return scheduleWithin(measures, atOnce, { horizon: null, deadlines });
}

/** Whether some start of every measure, in whole months, keeps to needs, to how many run, and to every deadline. */
function isPossible(sketches: Sketches, atOnce: number, ends: ReadonlyMap<string, number>): boolean {
  const ids = Object.keys(sketches);
  const months = (id: string): number => sketches[id]?.months as number;
  const total = ids.reduce((sum, id) => sum + months(id), 0);
  const place = (starts: ReadonlyMap<string, number>): boolean => {
    const id = ids[starts.size];
    if (id === undefined) {
      return Array.from({ length: total }, (_, month) => month).every(
        (month) => ids.filter((one) => isRunning(starts, one, month)).length <= atOnce,
      );
    }
    // What it needs is listed before it.
    const ready = Math.max(
      0,
      ...(sketches[id]?.needs ?? []).map((need) => (starts.get(need) as number) + months(need)),
    );
    const last = Math.min(ends.get(id) ?? total, total) - months(id);
    for (let start = ready; start <= last; start++) if (place(new Map([...starts, [id, start]]))) return true;
    return false;
  };
  const isRunning = (starts: ReadonlyMap<string, number>, id: string, month: number): boolean => {
    const start = starts.get(id) as number;
    return start <= month && month < start + months(id);
  };
  return place(new Map());
}

describe('a schedule with deadlines', () => {
  const sketches = {
    long: { months: 6 },
    first: { months: 2 },
    second: { months: 3, needs: ['first'] },
    short: { months: 1 },
  };
  const endsOf = (deadlines: readonly Deadline[], atOnce = 1): Record<string, number> =>
    Object.fromEntries(
      scheduled(sketches, atOnce, deadlines).slots.map(({ measure, end }) => [measure.id, toNumber(end)]),
    );

  it('a schedule puts a measure with a deadline, and all it needs, first', () => {
    expect(endsOf([])).toEqual({ short: 1, first: 3, long: 12, second: 6 });
    expect(endsOf([due(5, 'second')])).toEqual({ first: 2, second: 5, short: 6, long: 12 });
  });

  it('if any of several measures meets a deadline, the schedule uses the earliest', () => {
    expect(endsOf([due(1, 'long', 'short')])).toMatchObject({ short: 1 });
    expect(scheduled(sketches, 1, [due(6, 'long'), due(1, 'short')]).inTime).toBe('no');
    expect(scheduled(sketches, 2, [due(6, 'long'), due(1, 'short')]).inTime).toBe('yes');
  });

  it('a schedule runs measures that cannot meet their deadline as soon as possible', () => {
    expect(endsOf([due(1, 'second')])).toMatchObject({ first: 2, second: 5 });
  });

  it('a schedule ignores deadlines of measures that are not planned', () => {
    expect(endsOf([due(1, 'absent')])).toEqual(endsOf([]));
  });

  describe('quotations are asked for', () => {
    /** When each measure starts if all have to wait a month for quotations. */
    const startsOf = (some: Sketches, atOnce: number, deadlines: readonly Deadline[]): Record<string, number> => {
      const measures = sketchMeasures(some).map((measure) => ({ ...measure, notBefore: ONE }));
      const { slots } = scheduleWithin(orderMeasures(measures, deadlines), atOnce, { horizon: null, deadlines });
      return Object.fromEntries(slots.map(({ measure, start }) => [measure.id, toNumber(start)]));
    };
    const legal = { months: 2 };
    const customer = { months: 4 };
    const other = { months: 3 };

    it('every measure waits for quotations if all can', () => {
      const deadlines = [due(3, 'legal'), due(5, 'customer')];
      expect(startsOf({ legal, customer, other }, 3, deadlines)).toEqual({ legal: 1, customer: 1, other: 1 });
    });

    it('every measure waits for quotations except one whose deadline leaves no time', () => {
      const deadlines = [due(2, 'legal'), due(9, 'customer')];
      expect(startsOf({ legal, customer, other }, 3, deadlines)).toEqual({ legal: 0, customer: 1, other: 1 });
    });

    it('every measure waits for quotations except one whose deadline is missed in any case', () => {
      const deadlines = [due(1, 'legal'), due(9, 'customer')];
      expect(startsOf({ legal, customer, other }, 3, deadlines)).toEqual({ legal: 0, customer: 1, other: 1 });
    });

    it('measures without a deadline wait for quotations even if two deadlines cannot both be met', () => {
      const deadlines = [due(2, 'legal'), due(4, 'customer')];
      expect(startsOf({ legal, customer, other }, 1, deadlines)).toEqual({ legal: 0, customer: 2, other: 6 });
      expect(startsOf({ legal, customer, other }, 2, [...deadlines, due(3, 'other')])).toEqual({
        legal: 0,
        other: 0,
        customer: 2,
      });
    });
  });

  it('a schedule meets its deadlines exactly if some order of all measures does', () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const seen = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 250; round++) {
      const atOnce = 1 + random(2);
      const drawn: Record<string, Sketch> = {};
      for (let i = 0; i < 4; i++) {
        const needs = Array.from({ length: i }, (_, before) => `m${before}`).filter(() => random(4) === 0);
        drawn[`m${i}`] = { months: 1 + random(3), needs };
      }
      const chain = (id: string): number =>
        (drawn[id]?.months as number) + Math.max(0, ...(drawn[id]?.needs ?? []).map(chain));
      const ends = new Map(
        Object.keys(drawn)
          .filter(() => random(2) === 0)
          .map((id) => [id, chain(id) + random(3)]),
      );
      const { slots, inTime } = scheduled(
        drawn,
        atOnce,
        [...ends].map(([id, by]) => due(by, id)),
      );
      seen[inTime] += 1;
      expect(inTime, JSON.stringify({ drawn, atOnce, ends: [...ends] })).toBe(
        isPossible(drawn, atOnce, ends) ? 'yes' : 'no',
      );
      if (inTime === 'no') continue;
      for (const { measure, start, end } of slots) {
        expect(toNumber(end)).toBeLessThanOrEqual(ends.get(measure.id) ?? Number.POSITIVE_INFINITY);
        const before = slots.filter((slot) => measure.needs.includes(slot.measure.id));
        for (const need of before) expect(toNumber(need.end)).toBeLessThanOrEqual(toNumber(start));
      }
      for (let month = 0; month < 12; month++) {
        const running = slots.filter(({ start, end }) => toNumber(start) <= month && month < toNumber(end));
        expect(running.length).toBeLessThanOrEqual(atOnce);
      }
    }
    expect(seen.yes).toBeGreaterThan(50);
    expect(seen.no).toBeGreaterThan(20);
  });
});
