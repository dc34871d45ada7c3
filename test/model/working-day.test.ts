import { expect, test } from 'vitest';
import { findLastWorkingDay } from '../../src/model/calendar-date.ts';

// 2 January 2027 is a Saturday.
test.each([
  ['2026-12-31', '2026-12-31'],
  ['2027-01-01', '2027-01-01'],
  ['2027-01-02', '2027-01-01'],
  ['2027-01-03', '2027-01-01'],
  ['2027-01-04', '2027-01-04'],
  ['1969-12-27', '1969-12-26'],
  ['2028-02-29', '2028-02-29'],
])('the last working day until %s is %s', (date, last) => expect(findLastWorkingDay(date, '1900-01-01')).toBe(last));

test('a working day is never before the earliest day', () => {
  expect(findLastWorkingDay('2027-01-03', '2027-01-02')).toBe('2027-01-02');
});
