import { type Form, NO_NUMBERS, plainListed, type QuestionType, refuseType } from './form.ts';

/** Yes or no. Which of the two answers is better depends on the question. */
const yesNo: Form = {
  control: 'pickYesNo',
  cells: 'code',
  valueType: () => ({ kind: 'boolean' }),
  listed: () => [plainListed(false, 'false'), plainListed(true, 'true')],
  allowed: () => ({ kind: 'atoms', atoms: [false, true], nothing: false }),
  read: (_, given) =>
    given === 'true' || given === 'false' ? { value: given === 'true' } : refuseType(given, { phrase: 'trueOrFalse' }),
  isRaisable: true,
  simulate: (_, position, next) => position > next(),
};

export const boolean: QuestionType = { ...NO_NUMBERS, form: yesNo };
