import { country } from './country.ts';
import { date } from './date.ts';
import { derived } from './derived.ts';
import { email } from './email.ts';
import type { InputType, QuestionType } from './form.ts';
import { decimal, integer, percent } from './number.ts';
import { single } from './option.ts';
import { multiple } from './options.ts';
import { phone } from './phone.ts';
import { register } from './register.ts';
import { scale } from './step.ts';
import { text } from './text.ts';
import { uscc } from './uscc.ts';
import { boolean } from './yes-no.ts';

/** All types of facts and questions, by their name in a questionnaire. */
export const QUESTION_TYPES: Readonly<Record<InputType, QuestionType>> = {
  single,
  multiple,
  scale,
  boolean,
  integer,
  decimal,
  percent,
  date,
  text,
  uscc,
  register,
  country,
  email,
  phone,
  derived,
};
