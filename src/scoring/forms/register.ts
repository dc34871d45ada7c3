import { type Phrase, type RegisterFault, readRegisterNumber } from '../../model/index.ts';
import { type Form, NO_NUMBERS, type QuestionType, refuseType } from './form.ts';
import { textLine } from './text.ts';

/** The number of an enterprise in a public register of any country, with its check digits if it has any. */
export const register: QuestionType = {
  ...NO_NUMBERS,
  form: createRegisterForm({ kinds: 'any', spell: spellNumber, findFault }),
};

/** Returns the form of a number in a register. */
export function createRegisterForm(rules: NonNullable<Form['register']>): Form {
  return {
    ...textLine,
    control: 'typeRegisterNumber',
    read: (_, given) => {
      const fault = rules.findFault(given);
      if (fault)
        return {
          code: fault.fault === 'mangled' ? 'A111' : 'A110',
          details: { found: given, wanted: describeFault(fault) },
        };
      const number = rules.spell(given);
      return number === '' ? refuseType(given, { phrase: 'someText' }) : { value: number };
    },
    textRule: 'check-character',
    register: rules,
  };
}

function spellNumber(given: string): string {
  const registerReading = readRegisterNumber(given);
  return 'number' in registerReading ? registerReading.number : given;
}

function findFault(given: string): RegisterFault | undefined {
  const registerReading = readRegisterNumber(given);
  if (!('fault' in registerReading)) return undefined;
  return registerReading.kind === 'uscc' ? toForeignFault(registerReading) : registerReading;
}

/** The example of GB 32100. */
const CREDIT_CODE_EXAMPLE = '91350100M000100Y43';

/**
 * Reduces the fault of a Chinese credit code to what is said of any number. Where numbers of any country are expected,
 * the text may be another number, so its characters are not corrected one by one.
 */
function toForeignFault({ fault }: Extract<RegisterFault, { kind: 'uscc' }>): RegisterFault {
  return fault === 'length' || fault === 'character'
    ? { kind: 'chinese', fault: 'form', example: CREDIT_CODE_EXAMPLE }
    : { kind: 'chinese', fault: 'check' };
}

function describeFault(fault: RegisterFault): Phrase {
  switch (fault.fault) {
    case 'mangled':
      return { phrase: 'fromLicence' };
    case 'length':
      return { phrase: 'codeLength', count: fault.length };
    case 'character':
      return { phrase: 'codeCharacter', character: fault.character };
    case 'organisation-check':
      return { phrase: 'organisationCheck', character: fault.expected };
    case 'check':
      return fault.kind === 'uscc'
        ? { phrase: 'lastCheck', character: fault.expected }
        : { phrase: 'checkDigits', kind: fault.kind };
    case 'form':
      return { phrase: 'numberForm', kind: fault.kind, example: fault.example };
    case 'court':
      return { phrase: 'courtMissing' };
  }
}
