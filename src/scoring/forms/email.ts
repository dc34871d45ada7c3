import { NO_NUMBERS, type QuestionType, refuseType } from './form.ts';
import { textLine } from './text.ts';

const EMAIL_PATTERN = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** An e-mail address. */
export const email: QuestionType = {
  ...NO_NUMBERS,
  form: {
    ...textLine,
    control: 'typeEmail',
    read: (_, given) => (EMAIL_PATTERN.test(given) ? { value: given } : refuseType(given, { phrase: 'email' })),
    textRule: 'not-email',
    isPersonal: true,
    pattern: {
      javaScript: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
      xpath: "regex(., '^[^@ ]+@[^@ ]+\\.[^@ ]+$')",
    },
  },
};
