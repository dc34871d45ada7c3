import { expect, test } from 'vitest';
import {
  addMonths,
  computeDayAfterMonths,
  computeLastDayOfMonths,
  countMonthsBetween,
  countMonthsUntil,
  fromDayNumber,
  toDayNumber,
} from '../../src/model/calendar-date.ts';
import { toNumber, wholeNumber } from '../../src/model/rational.ts';

test.each([
  ['2026-11-26', 0, '2026-11-26'],
  ['2026-11-26', 2, '2027-01-26'],
  ['2026-11-26', 21, '2028-08-26'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-12-15', 12, '2027-12-15'],
])('the day %s plus %i months is %s', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});

test.each([
  ['2026-11-30', '2026-11-30', 0],
  ['2026-11-30', '2027-03-30', 4],
  ['2026-01-31', '2026-02-28', 1],
  ['2026-03-31', '2026-02-28', -1],
  ['2026-04-01', '2026-04-16', 0.5],
])('from %s to %s there are %d months', (from, to, months) => {
  expect(toNumber(countMonthsBetween(from, to))).toBe(months);
});

test('adding the months between two days to the earlier day gives the later day', () => {
  const start = toDayNumber('2027-10-25');
  for (let from = start; from < start + 40; from += 3) {
    for (let to = from; to < from + 800; to++) {
      const months = countMonthsBetween(fromDayNumber(from), fromDayNumber(to));
      expect(computeDayAfterMonths(fromDayNumber(from), months)).toBe(fromDayNumber(to));
    }
  }
});

test.each([
  ['2026-12-01', 4, '2027-03-31'],
  ['2026-11-26', 1, '2026-12-25'],
  ['2026-11-26', 0, '2026-11-26'],
])('from %s, %i months last until %s', (from, months, last) => {
  expect(computeLastDayOfMonths(from, wholeNumber(months))).toBe(last);
  if (months > 0) expect(toNumber(countMonthsUntil(from, last))).toBe(months);
});

// 31 July 2026 is a Friday.
