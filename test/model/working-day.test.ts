import { expect, test } from 'vitest';
import { findLastWorkingDay, workingDayBefore } from '../../src/model/working-day.ts';

// 2 January 2027 is a Saturday. 1 January, 1 May, 25 and 26 December are no working days in a country that is not known.
test.each([
  ['2026-12-31', '2026-12-31'],
  ['2027-01-01', '2026-12-31'],
  ['2027-01-02', '2026-12-31'],
  ['2027-01-03', '2026-12-31'],
  ['2027-01-04', '2027-01-04'],
  ['2028-05-01', '2028-04-28'],
  ['2025-12-26', '2025-12-24'],
  ['1969-12-27', '1969-12-24'],
  ['2028-02-29', '2028-02-29'],
  // The holidays of single countries count only there.
  ['2026-04-06', '2026-04-06'],
  ['2025-10-03', '2025-10-03'],
])('the last working day until %s is %s', (date, last) =>
  expect(findLastWorkingDay(date, '1900-01-01', undefined)).toBe(last),
);

// Easter Sunday: 20 April 2025, 5 April 2026, 28 March 2027, 16 April 2028, 21 April 2030 and 23 April 2000.
test.each([
  ['DE', '2026-04-03', '2026-04-02', 'Good Friday'],
  ['DE', '2026-04-06', '2026-04-02', 'Easter Monday, after Good Friday'],
  ['DE', '2027-03-29', '2027-03-25', 'Easter Monday in March'],
  ['DE', '2028-04-17', '2028-04-13', 'Easter Monday in a leap year'],
  ['DE', '2000-04-24', '2000-04-20', 'Easter Monday'],
  ['DE', '2030-04-22', '2030-04-18', 'Easter Monday'],
  ['DE', '2026-05-14', '2026-05-13', 'Ascension'],
  ['DE', '2026-05-25', '2026-05-22', 'Whit Monday'],
  ['DE', '2025-10-03', '2025-10-02', 'German Unity Day'],
  ['DE', '2026-01-06', '2026-01-06', 'Epiphany, a holiday in three Länder only'],
  ['DE', '2026-06-04', '2026-06-04', 'Corpus Christi, a holiday in six Länder only'],
  ['AT', '2026-04-03', '2026-04-03', 'Good Friday, a working day in Austria'],
  ['AT', '2026-04-06', '2026-04-03', 'Easter Monday'],
  ['AT', '2026-01-06', '2026-01-05', 'Epiphany'],
  ['AT', '2026-06-04', '2026-06-03', 'Corpus Christi'],
  ['AT', '2025-08-15', '2025-08-14', 'Assumption'],
  ['AT', '2026-10-26', '2026-10-23', 'National Day'],
  ['AT', '2027-11-01', '2027-10-29', 'All Saints'],
  ['AT', '2026-12-08', '2026-12-07', 'Immaculate Conception'],
  ['AT', '2025-10-03', '2025-10-03', 'a holiday of Germany'],
  ['CN', '2027-01-01', '2026-12-31', 'New Year'],
  ['CN', '2028-05-02', '2028-04-28', 'Labour Day, two days'],
  ['CN', '2025-10-03', '2025-09-30', 'National Day, three days'],
  ['CN', '2025-12-25', '2025-12-25', 'Christmas, a working day in China'],
])('in %s, the last working day until %s is %s: %s', (country, date, last) =>
  expect(findLastWorkingDay(date, '1900-01-01', country)).toBe(last),
);

test('the working day before a day is earlier than that day', () => {
  // 1 August 2026 is a Saturday.
  for (const date of ['2026-08-01', '2026-08-02', '2026-08-03'])
    expect(workingDayBefore(date, '2026-01-01', 'DE')).toBe('2026-07-31');
  expect(workingDayBefore('2027-01-04', '1900-01-01', 'AT')).toBe('2026-12-31');
  expect(workingDayBefore('2026-04-07', '1900-01-01', 'DE')).toBe('2026-04-02');
});

test('a working day is never before the earliest day', () => {
  expect(findLastWorkingDay('2027-01-03', '2027-01-02', 'DE')).toBe('2027-01-02');
  expect(workingDayBefore('2026-08-03', '2026-08-03', 'DE')).toBe('2026-08-03');
});
