import { answerOf } from '../../model/answer-mark.ts';

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
