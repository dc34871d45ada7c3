/** The day of an undated thing: before every other. */
export const UNDATED = -0x80000000;

const MILLISECONDS = 86_400_000;

/** A calendar day as days since 1970-01-01; `UNDATED` for null. */
export function dayNumber(date: string | null): number {
  if (date === null) return UNDATED;
  return Math.floor(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MILLISECONDS,
  );
}

/** The calendar day, YYYY-MM-DD, of days since 1970-01-01; null for `UNDATED`. */
export function dateOfDay(day: number): string | null {
  return day === UNDATED ? null : new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}
