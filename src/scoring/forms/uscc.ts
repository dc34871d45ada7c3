import {
  findCreditCodeFault,
  normaliseUscc,
  ORGANISATION_CHECKS,
  ORGANISATION_WEIGHTS,
  USCC_ALPHABET,
} from '../../model/index.ts';
import { NO_NUMBERS, type QuestionType } from './form.ts';
import { createRegisterForm } from './register.ts';

/** The unified social credit code of an enterprise (GB 32100), with its check characters. */
export const uscc: QuestionType = {
  ...NO_NUMBERS,
  form: {
    ...createRegisterForm({ kinds: 'uscc', spell: normaliseUscc, findFault: findCreditCodeFault }),
    pattern: { javaScript: `^[${USCC_ALPHABET}]{16}[0-9X][${USCC_ALPHABET}]$`, xpath: writeXPath() },
  },
};

/**
 * Builds the XPath that checks a code by GB 32100 and GB 11714: each character is weighted by its position, and both
 * check characters must match.
 */
function writeXPath(): string {
  const writeTerm = (alphabet: string, at: number, weight: number): string =>
    `string-length(substring-before('${alphabet}', substr(., ${at}, ${at + 1}))) * ${weight}`;
  const organisation = ORGANISATION_WEIGHTS.map((weight, i) =>
    writeTerm('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 8 + i, weight),
  );
  let power = 1;
  const weightedTerms = Array.from({ length: 18 }, (_, i) => {
    const weight = i === 17 ? 1 : power;
    power = (power * 3) % 31;
    return writeTerm(USCC_ALPHABET, i, weight);
  });
  return [
    "regex(., '^[0-9A-HJ-NPQRTUWXY]{16}[0-9X][0-9A-HJ-NPQRTUWXY]$')",
    `(${organisation.join(' + ')}) mod 11 = ${writeTerm(ORGANISATION_CHECKS, 16, 1)}`,
    `(${weightedTerms.join(' + ')}) mod 31 = 0`,
  ].join(' and ');
}
