import { describe, expect, it } from 'vitest';
import { toNumber } from '../../../src/model/rational.ts';
import { orderMeasures, scheduleLength, scheduleMeasures } from '../../../src/policy/optimise/schedule.ts';
import { type Sketch, sketchMeasures } from './measure-sketch.ts';

function schedule(sketches: Readonly<Record<string, Sketch>>, atOnce: number) {
  const slots = scheduleMeasures(orderMeasures(sketchMeasures(sketches)), atOnce);
  const rows = slots.map(
    ({ measure, phase, start, end }) => `${phase} ${measure.id} ${toNumber(start)}-${toNumber(end)}`,
  );
  return { rows, months: toNumber(scheduleLength(slots)) };
}

describe('a schedule', () => {
  const measures = {
    quick: { months: 2 },
    long: { months: 8 },
    built: { months: 3, needs: ['quick'] },
    later: { months: 1, needs: ['built', 'long'] },
  };

  it('a schedule runs needed measures first, and as many measures at once as allowed', () => {
    expect(schedule(measures, 2)).toEqual({
      rows: ['1 quick 0-2', '2 long 0-8', '2 built 2-5', '3 later 8-9'],
      months: 9,
    });
  });

  it('a schedule runs one measure after another if only one may run', () => {
    expect(schedule(measures, 1)).toEqual({
      rows: ['1 quick 0-2', '2 built 2-5', '2 long 5-13', '3 later 13-14'],
      months: 14,
    });
  });

  it('a schedule begins with phase 1 even if no measure is quick', () => {
    expect(schedule({ long: { months: 8 } }, 3).rows).toEqual(['1 long 0-8']);
  });

  it('a schedule begins with measures that close a gap, then those that ease part of a pain, heaviest first', () => {
    const parts = {
      quick: { months: 1 },
      small: { months: 2, easesPart: 4 },
      large: { months: 6, easesPart: 9 },
      closing: { months: 8, closes: 2 },
    };
    expect(schedule(parts, 1).rows).toEqual(['1 closing 0-8', '1 large 8-14', '1 small 14-16', '1 quick 16-17']);
    expect(schedule(parts, 3).rows.slice(0, 3)).toEqual(['1 closing 0-8', '1 large 0-6', '1 small 0-2']);
  });

  it('a schedule places a measure that closes a gap before others, although it waits for its need', () => {
    const parts = {
      base: { months: 6 },
      closing: { months: 8, needs: ['base'], closes: 2 },
      other: { months: 9 },
      another: { months: 7 },
    };
    expect(schedule(parts, 1).rows).toEqual(['1 base 0-6', '2 closing 6-14', '2 another 14-21', '2 other 21-30']);
  });

  it('a schedule begins with the measure on which the longest chain depends, except for quick wins', () => {
    const parts = {
      short: { months: 4 },
      long: { months: 6 },
      last: { months: 9, needs: ['long'] },
      quick: { months: 1 },
    };
    expect(schedule(parts, 2).rows).toEqual(['1 quick 0-1', '2 long 0-6', '2 short 1-5', '3 last 6-15']);
  });

  it('a schedule counts half months exactly', () => {
    const parts = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { months: 0.1 }]));
    expect(schedule(parts, 1).months).toBe(0.3);
  });

  it('no phase of a schedule is done before an earlier one', () => {
    const parts = { a: { months: 4 }, b: { months: 1, needs: ['a'] }, c: { months: 5 }, d: { months: 5 } };
    expect(schedule(parts, 2).rows).toEqual(['1 a 0-4', '1 c 0-5', '1 d 4-9', '1 b 5-6']);
  });

  it('a measure without a duration takes no time in a schedule', () => {
    expect(schedule({ a: {}, b: { months: 1, needs: ['a'] } }, 1)).toEqual({ rows: ['1 a 0-0', '2 b 0-1'], months: 1 });
  });

  it('a schedule never runs more measures at once than allowed, nor any measure before its needs', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `m${i}`,
        { months: 1 + ((i * 7) % 5), needs: i % 3 === 0 && i > 0 ? [`m${i - 1}`] : [] },
      ]),
    );
    for (const atOnce of [1, 2, 5]) {
      const slots = scheduleMeasures(orderMeasures(sketchMeasures(many)), atOnce);
      const at = (month: number): number =>
        slots.filter(({ start, end }) => toNumber(start) <= month && month < toNumber(end)).length;
      for (let month = 0; month < toNumber(scheduleLength(slots)); month++)
        expect(at(month)).toBeLessThanOrEqual(atOnce);
      for (const { measure, start } of slots) {
        for (const need of measure.needs) {
          const before = slots.find((slot) => slot.measure.id === need);
          expect(toNumber(before?.end ?? start)).toBeLessThanOrEqual(toNumber(start));
        }
      }
    }
  });
});
