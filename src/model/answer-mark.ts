import type { RecordedAnswer } from './generated/types.ts';

/** The marks in results for states other than answered; no id or number looks like one. */
export const UNKNOWN_MARK = '(unknown)';
export const NOT_APPLICABLE_MARK = '(not applicable)';
/** The mark of an answer that chooses no option; a blank cell would mean unanswered. */
export const NO_OPTION_MARK = '[]';
/** The separator between the options of one answer; no id contains it. */
export const OPTION_SEPARATOR = ';';

/** Formats an answer as a cell of results; blank if it is open. */
export function formatAnswerMark({ state, value }: RecordedAnswer): string {
  if (state === 'unknown') return UNKNOWN_MARK;
  if (state === 'notApplicable') return NOT_APPLICABLE_MARK;
  if (state === 'unanswered' || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? NO_OPTION_MARK : value.join(OPTION_SEPARATOR);
}

/** Parses the options of an answer to a multiple choice. */
export function parseOptionsMark(mark: string): readonly string[] {
  return mark === NO_OPTION_MARK ? [] : mark.split(OPTION_SEPARATOR);
}

/** Parses a cell of results into state and value. The value stays text; the question says what it means. */
export function parseAnswerMark(mark: string): RecordedAnswer {
  if (mark === '') return { state: 'unanswered' };
  if (mark === UNKNOWN_MARK) return { state: 'unknown' };
  if (mark === NOT_APPLICABLE_MARK) return { state: 'notApplicable' };
  return { state: 'answered', value: mark };
}
