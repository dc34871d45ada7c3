import type { RecordedAnswer } from './generated/types.ts';

/** How results mark answers that are none; no id and no number is written so. */
export const UNKNOWN_MARK = '(unknown)';
export const NOT_APPLICABLE_MARK = '(not applicable)';
/** An answer that no option holds, which a blank would not be. */
export const NO_OPTION_MARK = '[]';
/** Options of one answer stand behind each other with this between them; no id holds it. */
export const OPTION_SEPARATOR = ';';

/** An answer as a cell of results has it; a blank where it is open. */
export function formatAnswerMark({ state, value }: RecordedAnswer): string {
  if (state === 'unknown') return UNKNOWN_MARK;
  if (state === 'notApplicable') return NOT_APPLICABLE_MARK;
  if (state === 'unanswered' || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? NO_OPTION_MARK : value.join(OPTION_SEPARATOR);
}

/** The options of an answer to a multiple choice. */
export function parseOptionsMark(mark: string): readonly string[] {
  return mark === NO_OPTION_MARK ? [] : mark.split(OPTION_SEPARATOR);
}

/** The state and the value that a cell of results states, as text; the question says what it means. */
export function parseAnswerMark(mark: string): RecordedAnswer {
  if (mark === '') return { state: 'unanswered' };
  if (mark === UNKNOWN_MARK) return { state: 'unknown' };
  if (mark === NOT_APPLICABLE_MARK) return { state: 'notApplicable' };
  return { state: 'answered', value: mark };
}
