import type { RecordedAnswer } from './generated/types.ts';

/** How results mark answers that are none; no id and no number is written so. */
export const UNKNOWN_MARK = '(unknown)';
export const NOT_APPLICABLE_MARK = '(not applicable)';
/** An answer that no option holds, which a blank would not be. */
export const NO_OPTION = '[]';
/** Options of one answer stand behind each other with this between them; no id holds it. */
export const BETWEEN_OPTIONS = ';';

/** An answer as a cell of results has it; a blank where it is open. */
export function markOf({ state, value }: RecordedAnswer): string {
  if (state === 'unknown') return UNKNOWN_MARK;
  if (state === 'notApplicable') return NOT_APPLICABLE_MARK;
  if (state === 'unanswered' || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? NO_OPTION : value.join(BETWEEN_OPTIONS);
}

/** The options of an answer to a multiple choice. */
export function optionsOf(mark: string): readonly string[] {
  return mark === NO_OPTION ? [] : mark.split(BETWEEN_OPTIONS);
}

/** The state and the value that a cell of results states, as text; the question says what it means. */
export function answerOf(mark: string): RecordedAnswer {
  if (mark === '') return { state: 'unanswered' };
  if (mark === UNKNOWN_MARK) return { state: 'unknown' };
  if (mark === NOT_APPLICABLE_MARK) return { state: 'notApplicable' };
  return { state: 'answered', value: mark };
}
