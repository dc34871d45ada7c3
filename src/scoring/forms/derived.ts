import { type Form, NO_NUMBERS, type QuestionType, TYPED_KEYS } from './form.ts';
import { option } from './option.ts';

/** A value from the list of cases that derives a fact; the question is never asked. */
const derivedOption: Form = {
  ...option,
  control: 'typeText',
  valueType: (_, outcomes) => ({ kind: 'choice', options: outcomes }),
  rises: false,
  isRaisable: false,
};

export const derived: QuestionType = { ...NO_NUMBERS, form: derivedOption, keys: TYPED_KEYS };
