import type { RecordedAnswer } from './generated/types.ts';

/**
 * Cell texts for the answer states "unknown" and "not applicable" in tables of results; no id or number looks like
 * them.
 */
export const UNKNOWN_MARK = '(unknown)';
export const NOT_APPLICABLE_MARK = '(not applicable)';
/** The cell text of a multiple choice answered with no option: a blank cell would mean unanswered. */
export const NO_OPTION_MARK = '[]';
/** The separator between the options of one answer; no id contains it. */
export const OPTION_SEPARATOR = ';';

/** Formats an answer as a cell of a table of results; an unanswered question gives a blank cell. */
export function formatAnswerMark({ state, value }: RecordedAnswer): string {
  if (state === 'unknown') return UNKNOWN_MARK;
  if (state === 'notApplicable') return NOT_APPLICABLE_MARK;
  if (state === 'unanswered' || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? NO_OPTION_MARK : value.join(OPTION_SEPARATOR);
}

/** Splits the cell of a multiple-choice answer into the chosen options. */
export function parseOptionsMark(mark: string): readonly string[] {
  return mark === NO_OPTION_MARK ? [] : mark.split(OPTION_SEPARATOR);
}

/**
 * Parses a cell of a table of results into state and value. The value stays text, because its type depends on the
 * question.
 */
export function parseAnswerMark(mark: string): RecordedAnswer {
  if (mark === '') return { state: 'unanswered' };
  if (mark === UNKNOWN_MARK) return { state: 'unknown' };
  if (mark === NOT_APPLICABLE_MARK) return { state: 'notApplicable' };
  return { state: 'answered', value: mark };
}
