import { expect, test } from 'vitest';
import { parseDay, settleDayOrder } from '../../src/model/calendar-date.ts';

test.each([
  [['01/02/2026', '31/01/2026'], 'dmy'],
  [['01/02/2026', '01/31/2026 9:30'], 'mdy'],
  // Points say of others nothing, nor does a day that is the same both ways.
  [['31.01.2026', '02/02/2026', '01/02/2026'], null],
  [['31/01/2026', '01/31/2026'], null],
  // 2031-01-26, too; but there is no 31st month, and no day 99.
  [['31/01/26', '01/02/26'], null],
  [['01/31/26', '01/02/26'], 'mdy'],
  [['31/01/99'], 'dmy'],
  [[''], null],
] as const)('the order of day and month is derived from the days %j', (days, order) => {
  expect(settleDayOrder(days)).toBe(order);
});

test('a year of two digits is read if the order is stated', () => {
  expect(parseDay('01/02/26', null)).toEqual({ unclear: true });
  expect(parseDay('01/02/26', 'dmy')).toEqual({ day: '2026-02-01' });
  expect(parseDay('01.02.26', 'mdy')).toEqual({ day: '2026-02-01' });
  expect(parseDay('31/12/99', 'dmy')).toEqual({ day: '1999-12-31' });
  expect(parseDay('31/12/99', 'mdy')).toBeNull();
});
