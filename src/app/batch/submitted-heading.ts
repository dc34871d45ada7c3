import { normaliseSpelling, TABLE_SPELLINGS } from '../../model/index.ts';

/** Headings of a column with the time when a row was submitted; a blank cell means that it was not. */
const SUBMITTED_HEADING = new RegExp(`^(?:${TABLE_SPELLINGS.statuses.submitted.join('|')})(?:\\b|$)`);

/** Whether a column, by its heading, says when each row was submitted. */
export function isSubmittedHeading(heading: string): boolean {
  return SUBMITTED_HEADING.test(normaliseSpelling(heading).replaceAll('_', ' ').trim());
}
