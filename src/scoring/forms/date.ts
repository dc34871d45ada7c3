import { CALENDAR_DATE } from '../../model/index.ts';
import { NO_NUMBERS, type QuestionType, refuseType } from './form.ts';
import { textLine } from './text.ts';

/** A calendar date, as in `2026-03-31`. */
export const date: QuestionType = {
  ...NO_NUMBERS,
  form: {
    ...textLine,
    control: 'typeDay',
    read: (_, given) => (CALENDAR_DATE.test(given) ? { value: given } : refuseType(given, { phrase: 'dateLike' })),
    textRule: 'not-date',
  },
};
