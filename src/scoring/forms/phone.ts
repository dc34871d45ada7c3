import { NO_NUMBERS, type QuestionType, refuseType } from './form.ts';
import { textLine } from './text.ts';

const PHONE_PATTERN = /^[+(]?[\d][\d\s()/.-]{4,}$/;

/** A telephone number, whose digits may be grouped in any way. */
export const phone: QuestionType = {
  ...NO_NUMBERS,
  form: {
    ...textLine,
    control: 'typePhone',
    read: (_, given) => (PHONE_PATTERN.test(given) ? { value: given } : refuseType(given, { phrase: 'phone' })),
    textRule: 'not-phone',
    isPersonal: true,
    pattern: {
      javaScript: '^[+(]?\\d[\\d\\s()/.-]{4,}$',
      xpath: "regex(., '^[+(]?[0-9][0-9 ()/.-]{4,}$')",
    },
  },
};
