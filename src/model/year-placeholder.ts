// Placeholders for years in help texts of facts and questions, so that the texts need not be rewritten each year.

const YEAR_PLACEHOLDER = /\{year(?:-([1-9]))?\}/g;

/** Whether a text consists of nothing but a placeholder: `{year}`, or `{year-1}` to `{year-9}`. */
export function isYearPlaceholder(text: string): boolean {
  return text.replace(YEAR_PLACEHOLDER, '') === '';
}

/** Fills in the years of a text: `{year}` is the year of the assessment, `{year-2}` two years earlier. */
export function fillYears(text: string, year: number): string {
  return text.replace(YEAR_PLACEHOLDER, (_, before = '0') => String(year - Number(before)));
}
