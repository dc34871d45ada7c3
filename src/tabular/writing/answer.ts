import { answerOf, BETWEEN_OPTIONS, NO_OPTION } from '../../model/answer-mark.ts';

/** The state of an answer and its value as text, which is null unless it is answered. */
export interface CellAnswer {
  readonly state: 'answered' | 'unknown' | 'notApplicable' | 'unanswered';
  readonly value: string | null;
}

/** What a cell says that an answer was written into. */
export function readAnswer(cell: string): CellAnswer {
  const { state, value } = answerOf(cell);
  return { state, value: typeof value === 'string' ? value : null };
}

/** The options of an answer to a multiple choice. */
export function readOptions(value: string): readonly string[] {
  return value === NO_OPTION ? [] : value.split(BETWEEN_OPTIONS);
}
