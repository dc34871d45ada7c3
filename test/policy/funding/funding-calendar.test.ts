import { describe, expect, it } from 'vitest';
import type { Instrument, JudgedDue, Recommendation } from '../../../src/model/generated/types.ts';
import { planCalendar } from '../../../src/policy/funding/funding-calendar.ts';
import { fund, policyOf, type Workshop } from './workshop-funding.ts';

const half = (more: Partial<Instrument>) =>
  ({ id: 'a', title: 'a', type: 'subsidy', amount: { sum: { cost: 0.5 } }, ...more }) as Instrument;

// From 30 June 2026: the first step takes two months, the second three, after it.
const town = (instruments: readonly Instrument[]): Workshop => ({
  policies: [policyOf({ instruments })],
  steps: [
    { id: 'first', cost: '1000', months: 2 },
    { id: 'second', cost: '3000', months: 3 },
  ],
});

function daysOf(instruments: readonly Instrument[], more: Partial<Recommendation> = {}): string[] {
  const workshop = town(instruments);
  return planCalendar({ ...fund(workshop), ...more }, workshop.policies).flatMap((day) => {
    const { kind, date } = day;
    if (kind === 'quotations') return [];
    if (kind === 'start') return `${date} start ${day.measure} for ${Object.values(day.for).join()}`;
    return `${date} ${kind} ${'due' in day ? day.due : day.instrument}`;
  });
}

describe('the funding calendar', () => {
  it('the calendar counts back from the last day of use to the latest start of each measure and its needs', () => {
    // By hand: three months that end on 31 December begin on 1 October, and two months that end the day before begin on
    // 1 August.
    const starts = ['2026-07-31 start first for a', '2026-10-01 start second for a'];
    expect(daysOf([half({ useBy: '2026-12-31' })])).toEqual([...starts, '2026-12-31 ends a']);
    // A voucher is used up by the end of its validity.
    expect(daysOf([half({ type: 'voucher', valid: { to: '2026-12-31' } })])).toEqual([...starts, '2026-12-31 ends a']);
  });

  it('the end of a programme and its last day to apply set no latest start: work may go on after it', () => {
    expect(daysOf([half({ valid: { to: '2026-12-31' } })])).toEqual(['2026-12-31 ends a']);
    const both = half({ valid: { to: '2026-12-31' }, apply: { to: '2026-12-31' } });
    expect(daysOf([both])).toEqual(['2026-12-31 closes a']);
  });

  it('the calendar names each measure once, with the earliest day by which it must start', () => {
    const instruments = [half({ useBy: '2027-06-30' }), half({ id: 'b', useBy: '2026-12-31' })];
    expect(daysOf(instruments)).toEqual([
      '2026-07-31 start first for b',
      '2026-10-01 start second for b',
      '2026-12-31 ends b',
      '2027-06-30 ends a',
    ]);
  });

  it('the calendar has no latest start of a measure that was started, and counts back from it to none', () => {
    const started = (id: string): Partial<Recommendation> => ({
      onRecord: { measures: [{ id, state: 'started', on: '2026-06-15' }] },
    });
    expect(daysOf([half({ useBy: '2026-12-31' })], started('first'))).toEqual([
      '2026-10-01 start second for a',
      '2026-12-31 ends a',
    ]);
    expect(daysOf([half({ useBy: '2026-12-31' })], started('second'))).toEqual([
      '2026-10-30 start first for a',
      '2026-12-31 ends a',
    ]);
  });

  it('the calendar shows opening and closing days, which alone set no latest start for a measure', () => {
    expect(daysOf([half({ apply: { from: '2026-09-01', to: '2026-10-15' } })])).toEqual([
      '2026-09-01 opens a',
      '2026-10-15 closes a',
    ]);
  });

  it('the calendar counts back from the last day to apply if applying requires the measures’ results', () => {
    const after = { level: { minimum: 2 } };
    expect(daysOf([half({ after, apply: { to: '2026-12-31' } })])).toEqual([
      '2026-07-31 start first for a',
      '2026-10-01 start second for a',
      '2026-12-31 closes a',
    ]);
    // The enterprise has it today.
    expect(daysOf([half({ after: { maturity: { maximum: 4 } }, apply: { to: '2026-12-31' } })])).toEqual([
      '2026-12-31 closes a',
    ]);
  });

  it('the calendar omits refused and late instruments, and days that have passed', () => {
    expect(daysOf([half({ when: { done0: { const: 'true' } }, valid: { to: '2026-12-31' } })])).toEqual([]);
    expect(daysOf([half({ after: { level: { minimum: 2 } }, valid: { to: '2026-08-31' } })])).toEqual([]);
    expect(daysOf([half({ apply: { from: '2026-01-01' } })])).toEqual([]);
    // The second step can no longer be finished in time, and a start in the past helps nobody.
    expect(daysOf([half({ useBy: '2026-08-31' })])).toEqual(['2026-07-01 start first for a', '2026-08-31 ends a']);
  });

  it('the calendar leaves out instruments that end more than a year after the plan is done', () => {
    const roadmap = { months: 5 } as NonNullable<Recommendation['roadmap']>;
    const ends = (to: string) => daysOf([half({ valid: { to } })], { roadmap });
    // From 30 June 2026, five months and a year end on 30 November 2027.
    expect(ends('2027-11-30')).toContain('2027-11-30 ends a');
    expect(ends('2027-12-01')).toEqual([]);
  });

  it('the calendar has due dates, and the latest start of the measure that meets them', () => {
    const due: JudgedDue[] = [
      { id: 'second', date: '2027-03-31', state: 'met', by: ['second'], end: '2026-11-30' },
      { id: 'first', date: '2026-09-30', state: 'done' },
    ];
    expect(daysOf([], { due })).toEqual([
      '2026-10-30 start first for second',
      // 1 January is a holiday.
      '2026-12-31 start second for second',
      '2027-03-31 due second',
    ]);
  });
});
