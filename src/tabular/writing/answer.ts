import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../mapping/words.ts';

/** The state of an answer and its value as text, which is null unless it is answered. */
export interface CellAnswer {
  readonly state: 'answered' | 'unknown' | 'notApplicable' | 'unanswered';
  readonly value: string | null;
}

/** What a cell says that an answer was written into. */
export function readAnswer(cell: string): CellAnswer {
  if (cell === '') return { state: 'unanswered', value: null };
  if (cell === UNKNOWN_MARK) return { state: 'unknown', value: null };
  if (cell === NOT_APPLICABLE_MARK) return { state: 'notApplicable', value: null };
  return { state: 'answered', value: cell };
}

/** The options of an answer to a multiple choice. */
export function readOptions(value: string): readonly string[] {
  return value === '[]' ? [] : value.split(';');
}
