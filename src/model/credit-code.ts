// The Unified Social Credit Code of Chinese enterprises, and keys that programs have turned into numbers.

// A credit code (GB 32100-2015) has 18 characters. Positions 9 to 17 are an organisation code (GB 11714-1997).

/** The characters that a code may contain; the position of each is its value. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 11714: the weights of the organisation code's characters. */
export const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11714: the check character for each remainder of the sum modulo 11; 10 is written X and 11 is written 0. */
export const ORGANISATION_CHECKS = '0X987654321';

/** What is wrong with a credit code. */
export type UsccFault =
  | { readonly fault: 'mangled' }
  | { readonly fault: 'length' }
  | { readonly fault: 'character'; readonly character: string }
  | { readonly fault: 'organisation-check' | 'check'; readonly expected: string };

const PLAIN_CODE = /^[0-9A-Z]{18}$/;

/**
 * Normalises a code: upper case, half width, without blanks and hyphens between groups of characters, and without the
 * `="…"` or `'` by which spreadsheets mark text.
 */
export function normaliseUscc(text: string): string {
  if (PLAIN_CODE.test(text)) return text;
  const code = text.normalize('NFKC').trim().toUpperCase();
  const bareCode = code.replace(/^(?:="(.*)"|'(.*))$/, '$1$2').replace(/[\s\p{Pd}\u200b-\u200d\u2060\ufeff]/gu, '');
  // A text that is still not a plain code is kept as written, so that the message about it can quote it.
  return PLAIN_CODE.test(bareCode) ? bareCode : code;
}

/** Finds the first fault of a normalised code; undefined if the code is valid, with both check characters right. */
export function findUsccFault(code: string): UsccFault | undefined {
  if (/^\d([.,]\d+)?E\+?\d+$/.test(code)) return { fault: 'mangled' };
  if ([...code].length !== 18) return { fault: 'length' };
  const wrongCharacter = [...code].find((character) => !USCC_ALPHABET.includes(character));
  if (wrongCharacter !== undefined) return { fault: 'character', character: wrongCharacter };
  const organisation = computeOrganisationCheck(code.slice(8, 16));
  const check = computeFinalCheck(code.slice(0, 17));
  const faults: UsccFault[] = [];
  if (code[16] !== organisation) faults.push({ fault: 'organisation-check', expected: organisation });
  if (code[17] !== check) faults.push({ fault: 'check', expected: check });
  if (faults.length > 0 && /^\d{15}000$/.test(code)) return { fault: 'mangled' };
  return faults[0];
}

/** A whole number that a program has written as a decimal, such as `1234500.0`. */
const WHOLE_AS_DECIMAL = /^\d{6,}\.0$/;

/**
 * Whether a program has turned a key into a number: `9.199E+17`, `1234500.0`, or a code of 18 characters whose last
 * digits have become zeros. `9E5` may well be a key, because spreadsheets write exponents with a sign.
 */
export function isMangledKey(key: string): boolean {
  const code = normaliseUscc(key);
  if (WHOLE_AS_DECIMAL.test(code)) return true;
  if (!/^[1-9](\d{17}$|[\dE.,+]*[.,+])/.test(code)) return false;
  return findUsccFault(code)?.fault === 'mangled';
}

/**
 * Appends both check characters to the first 16 characters of a code: department, class, six digits for the
 * administrative division and eight characters for the organisation.
 */
export function completeUscc(first16: string): string {
  const first17 = `${first16}${computeOrganisationCheck(first16.slice(8, 16))}`;
  return `${first17}${computeFinalCheck(first17)}`;
}

/** Returns the check character by GB 11714: 11 - Σ mod 11. */
function computeOrganisationCheck(digits: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + Number.parseInt(digits[i] as string, 36) * weight,
    0,
  );
  return ORGANISATION_CHECKS[sum % 11] as string;
}

/** Returns the check character by GB 32100: (31 - Σ mod 31) mod 31 with weights 3^(i-1) mod 31. */
function computeFinalCheck(characters: string): string {
  let [sum, weight] = [0, 1];
  for (const character of characters) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] as string;
}
