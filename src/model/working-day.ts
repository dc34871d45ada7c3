// Working days: the days from Monday to Friday that are not public holidays of a country.
import { fromDayNumber, toDayNumber } from './calendar-date.ts';

/** The weekday of 1970-01-01, counted from Monday as 0. */
const THURSDAY = 3;
const DAYS_A_WEEK = 7;
const WORKING_DAYS = 5;

/** The public holidays of a country: fixed days as `MM-DD`, and movable ones as days after Easter Sunday. */
interface Holidays {
  readonly fixed: readonly string[];
  readonly afterEaster?: readonly number[];
}

const [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI] = [-2, 1, 39, 50, 60];

/**
 * The holidays of each country as a whole, by its code (ISO 3166-1). Holidays of single regions are left out, and so are
 * the Chinese ones that follow the moon or the sun.
 */
const HOLIDAYS: Readonly<Record<string, Holidays>> = {
  // The days that the holiday laws of all Länder share, and the Unification Treaty, Article 2 (2).
  DE: {
    fixed: ['01-01', '05-01', '10-03', '12-25', '12-26'],
    afterEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
  },
  // Arbeitsruhegesetz, section 7 (2).
  AT: {
    fixed: ['01-01', '01-06', '05-01', '08-15', '10-26', '11-01', '12-08', '12-25', '12-26'],
    afterEaster: [EASTER_MONDAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI],
  },
  // State Council Decree No. 795, in force since 2025-01-01.
  CN: { fixed: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'] },
};

/** The days on which offices are closed in many countries, for a country whose holidays are not listed. */
const COMMON_HOLIDAYS: Holidays = { fixed: ['01-01', '05-01', '12-25', '12-26'] };

/**
 * Returns the last working day on or before `date` in a country (ISO 3166-1), but `earliest` if that working day would be
 * earlier. If the country is undefined or not listed, only the most common holidays count.
 */
export function findLastWorkingDay(date: string, earliest: string, country: string | undefined): string {
  const holidays = HOLIDAYS[country ?? ''] ?? COMMON_HOLIDAYS;
  let day = toDayNumber(date);
  while (isWeekend(day) || isHoliday(day, holidays)) day -= 1;
  const workingDay = fromDayNumber(day);
  return workingDay < earliest ? earliest : workingDay;
}

/** Returns the last working day before `date` in a country, but `earliest` if that would be earlier. */
export function workingDayBefore(date: string, earliest: string, country: string | undefined): string {
  return findLastWorkingDay(fromDayNumber(toDayNumber(date) - 1), earliest, country);
}

function isWeekend(day: number): boolean {
  return (((day + THURSDAY) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK >= WORKING_DAYS;
}

function isHoliday(day: number, { fixed, afterEaster = [] }: Holidays): boolean {
  const date = fromDayNumber(day);
  if (fixed.includes(date.slice('YYYY-'.length))) return true;
  return (
    afterEaster.length > 0 && afterEaster.includes(day - computeEasterSunday(Number(date.slice(0, 'YYYY'.length))))
  );
}

/** Computes the day number of Easter Sunday by the Gregorian rule as Meeus, Jones and Butcher write it. */
function computeEasterSunday(year: number): number {
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % DAYS_A_WEEK;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const marchDay = epact + weekday - DAYS_A_WEEK * shift + 22;
  return toDayNumber(`${String(year).padStart(4, '0')}-03-01`) + marchDay - 1;
}
