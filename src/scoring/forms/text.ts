import { type Form, NO_NUMBERS, type QuestionType, refuseType } from './form.ts';

/** A line of any text. */
export const textLine: Form = {
  control: 'typeText',
  cells: 'text',
  valueType: () => ({ kind: 'text' }),
  allowed: () => ({ kind: 'any', nothing: false }),
  read: (_, given) => (given.trim() === '' ? refuseType(given, { phrase: 'someText' }) : { value: given }),
};

export const text: QuestionType = { ...NO_NUMBERS, form: textLine };
