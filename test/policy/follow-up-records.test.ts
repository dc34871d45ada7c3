import { describe, expect, test } from 'vitest';
import type { FollowUp, InstrumentRecord, MeasureRecord } from '../../src/model/generated/types.ts';
import { toDecimalText } from '../../src/model/rational.ts';
import {
  computeNextRecordNumber,
  findContradictions,
  findExcess,
  listRecordedInstruments,
  listRecordedMeasures,
  readActiveRecords,
  selectActiveRecords,
} from '../../src/policy/follow-up-records.ts';

const AT = { recordedAt: '2026-10-02T08:00:00.000Z' };

const measure = (number: number, state: MeasureRecord['state'], on: string, id = 'mes'): MeasureRecord => ({
  number,
  ...AT,
  measure: id,
  state,
  on,
});

const money = (
  number: number,
  state: InstrumentRecord['state'],
  on: string,
  amount?: number,
  currency = 'CNY',
): InstrumentRecord => ({
  number,
  ...AT,
  instrument: 'voucher',
  policy: 'city',
  state,
  on,
  ...(amount === undefined ? {} : { amount: { amount, currency } }),
});

const withdraw = (number: number, withdraws: number): FollowUp => ({ number, ...AT, withdraws });

describe('records that count', () => {
  test('a withdrawn record no longer counts, and its number is never reused', () => {
    const records = [measure(1, 'done', '2026-09-30'), withdraw(2, 1), measure(3, 'done', '2026-10-01')];
    expect(selectActiveRecords(records).map(({ number }) => number)).toEqual([3]);
    expect(computeNextRecordNumber(records)).toBe(4);
    expect([...(readActiveRecords(records, '2026-10-02')?.done ?? [])]).toEqual([['mes', '2026-10-01']]);
    expect(readActiveRecords(records.slice(0, 2), '2026-10-02')).toBeUndefined();
    expect(computeNextRecordNumber([])).toBe(1);
  });

  test('a measure recorded as planned or started does not count as done', () => {
    const found = readActiveRecords(
      [measure(1, 'planned', '2026-09-30'), measure(2, 'started', '2026-09-30')],
      '2026-10-02',
    );
    expect(found?.done.size).toBe(0);
    expect(found?.events).toHaveLength(2);
  });

  test('of several records that plan a measure, the last one counts', () => {
    const [standing] = listRecordedMeasures([measure(1, 'planned', '2027-03-01'), measure(2, 'planned', '2027-01-01')]);
    expect(standing?.states.planned?.on).toBe('2027-01-01');
  });

  test('recorded amounts are added exactly, and unknown ones are counted separately', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    const records = [...days.map((day, i) => money(i + 1, 'paid', day, 0.1)), money(4, 'paid', '2026-01-04')];
    const [standing] = listRecordedInstruments(records);
    // As binary numbers, 0.1 three times is 0.30000000000000004.
    expect(toDecimalText(standing?.totals.paid.amount ?? { n: 0n, d: 1n }, 20)).toBe('0.3');
    expect(standing?.totals.paid).toMatchObject({ unknown: 1, count: 4 });
    expect(standing?.totals.granted).toEqual({ amount: null, unknown: 0, count: 0 });
  });
});

describe('contradictory records', () => {
  test.each<[string, (MeasureRecord | InstrumentRecord)[], string[]]>([
    ['done without started', [measure(1, 'done', '2026-09-30')], []],
    ['started and done on one day', [measure(1, 'started', '2026-09-30'), measure(2, 'done', '2026-09-30')], []],
    ['done before started', [measure(1, 'started', '2026-09-30'), measure(2, 'done', '2026-09-29')], ['backwards']],
    [
      'the same, recorded later',
      [measure(1, 'done', '2026-09-29'), measure(2, 'started', '2026-09-30')],
      ['backwards'],
    ],
    ['another measure', [measure(1, 'started', '2026-09-30'), measure(2, 'done', '2026-09-29', 'erp')], []],
    ['done twice', [measure(1, 'done', '2026-09-29'), measure(2, 'done', '2026-09-30')], ['twice']],
    ['done earlier than planned', [measure(1, 'planned', '2027-01-01'), measure(2, 'done', '2026-09-30')], []],
    ['planned anew', [measure(1, 'planned', '2027-01-01'), measure(2, 'planned', '2026-09-30')], []],
    ['paid before granted', [money(1, 'granted', '2026-09-30', 1), money(2, 'paid', '2026-09-29', 1)], ['backwards']],
    [
      'granted before applied',
      [money(1, 'granted', '2026-09-29', 1), money(2, 'applied', '2026-09-30')],
      ['backwards'],
    ],
    ['paid before applied', [money(1, 'paid', '2026-09-29', 1), money(2, 'applied', '2026-09-30')], ['backwards']],
    [
      'applied for more after the first grant',
      [
        money(1, 'applied', '2026-01-01', 1),
        money(2, 'granted', '2026-02-01', 1),
        money(3, 'applied', '2026-03-01', 1),
      ],
      [],
    ],
    [
      'two currencies',
      [money(1, 'applied', '2026-01-01', 1), money(2, 'granted', '2026-02-01', 1, 'EUR')],
      ['other-currency'],
    ],
  ])('contradictory records are refused: %s', (_, records, kinds) => {
    expect(findContradictions(records).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('of two contradictory records, the one of the earlier step is reported first', () => {
    const [first, second] = [measure(1, 'done', '2026-09-29'), measure(2, 'started', '2026-09-30')];
    expect(findContradictions([first, second])).toEqual([{ kind: 'backwards', earlier: second, later: first }]);
  });
});

describe('too large an amount', () => {
  const applied = money(1, 'applied', '2026-01-01', 50000);

  test.each<[string, InstrumentRecord[], string[]]>([
    ['granted what was applied for', [applied, money(2, 'granted', '2026-02-01', 50000)], []],
    ['granted a cent more', [applied, money(2, 'granted', '2026-02-01', 50000.01)], ['granted-over-applied']],
    [
      'granted more in two parts',
      [applied, money(2, 'granted', '2026-02-01', 40000), money(3, 'granted', '2026-03-01', 20000)],
      ['granted-over-applied'],
    ],
    [
      'an application of unknown amount',
      [applied, money(2, 'applied', '2026-01-02'), money(3, 'granted', '2026-02-01', 90000)],
      [],
    ],
    ['nothing on record before', [money(1, 'granted', '2026-02-01', 90000)], []],
    ['paid more', [money(1, 'granted', '2026-02-01', 1), money(2, 'paid', '2026-03-01', 2)], ['paid-over-granted']],
  ])('too large an amount is reported: %s', (_, records, kinds) => {
    expect(findExcess(records).map(({ kind }) => kind)).toEqual(kinds);
  });
});
