import { expect, test } from 'vitest';
import { addMonths } from '../../src/model/calendar-date.ts';

test.each([
  ['2026-11-26', 0, '2026-11-26'],
  ['2026-11-26', 2, '2027-01-26'],
  ['2026-11-26', 21, '2028-08-26'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-12-15', 12, '2027-12-15'],
])('%s and %i months are %s', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});
