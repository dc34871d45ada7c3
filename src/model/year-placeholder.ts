// The years that the help of a fact or question names by a placeholder, so that it need not be written anew each year.

const PLACEHOLDER = /\{year(?:-([1-9]))?\}/g;

/** Whether `{year}` or `{year-1}` to `{year-9}`, with its braces. */
export function isYearPlaceholder(text: string): boolean {
  return text.replace(PLACEHOLDER, '') === '';
}

/** A text with the years it names: `{year}` is the year of the assessment, `{year-2}` two years before it. */
export function fillYears(text: string, year: number): string {
  return text.replace(PLACEHOLDER, (_, before = '0') => String(year - Number(before)));
}
