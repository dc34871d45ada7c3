import { type Form, NO_NUMBERS, type QuestionType, TYPED_KEYS } from './form.ts';
import { option } from './option.ts';

/** One of the values that the cases of a fact give; it is never asked for. */
const derivedOption: Form = {
  ...option,
  control: 'typeText',
  valueType: (_, outcomes) => ({ kind: 'choice', options: outcomes }),
  rises: false,
  isRaisable: false,
};

export const derived: QuestionType = { ...NO_NUMBERS, form: derivedOption, keys: TYPED_KEYS };
