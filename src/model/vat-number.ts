// The VAT identification numbers of the European Union, Northern Ireland and the United Kingdom, by their check digits.
// The rules are those that tax administrations publish; `test/fixtures/register-numbers.tsv` holds them to python-stdnum.
import { computeLuhnSum, computeMod97, isMod1110, weigh } from './check-digits.ts';

/** How a country writes its VAT numbers. */
interface VatRule {
  /** Matches a number in capitals, without the country code. */
  readonly shape: RegExp;
  /** A valid number, to show what is expected. */
  readonly example: string;
  /** Whether the check digits of a number of this shape are right. */
  check(number: string): boolean;
}

const lastDigitOf = (number: string): number => Number(number.at(-1));

const RULES: Readonly<Record<string, VatRule>> = {
  AT: {
    shape: /^U\d{8}$/,
    example: 'ATU13585627',
    check: (number) => (computeLuhnSum(number.slice(1, 8)) + lastDigitOf(number)) % 10 === 6,
  },
  BE: {
    shape: /^[01]\d{9}$/,
    example: 'BE0403019261',
    check: (number) => (Number(number.slice(0, 8)) + Number(number.slice(8))) % 97 === 0,
  },
  BG: { shape: /^\d{9,10}$/, example: 'BG175074752', check: checkBulgarian },
  CY: {
    shape: /^(?!12)\d{8}[A-Z]$/,
    example: 'CY10259033P',
    check: (number) => {
      const digits = [...number.slice(0, 8)].map(Number);
      const oddValues = digits
        .filter((_, i) => i % 2 === 0)
        .map((digit) => [1, 0, 5, 7, 9, 13, 15, 17, 19, 21][digit] ?? 0);
      const evenDigits = digits.filter((_, i) => i % 2 === 1);
      const sum = [...oddValues, ...evenDigits].reduce((total, value) => total + value, 0);
      return number.charCodeAt(8) - 65 === sum % 26;
    },
  },
  CZ: { shape: /^(?!9.{7}$)\d{8,10}$/, example: 'CZ25123891', check: checkCzech },
  DE: { shape: /^[1-9]\d{8}$/, example: 'DE136695976', check: isMod1110 },
  DK: {
    shape: /^[1-9]\d{7}$/,
    example: 'DK13585628',
    check: (number) => weigh(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  EE: {
    shape: /^\d{9}$/,
    example: 'EE100931558',
    check: (number) => weigh(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  },
  EL: {
    shape: /^\d{9}$/,
    example: 'EL094259216',
    check: (number) => (weigh(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === lastDigitOf(number),
  },
  ES: { shape: /^[\dA-HJ-NP-SU-Z]\d{7}[\dA-Z]$/, example: 'ESA58818501', check: checkSpanish },
  FI: {
    shape: /^\d{8}$/,
    example: 'FI20774740',
    check: (number) => weigh(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
  },
  FR: { shape: /^[\dA-HJ-NP-Z]{2}\d{9}$/, example: 'FR40303265045', check: checkFrench },
  GB: { shape: /^(\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/, example: 'GB980780684', check: checkBritish },
  HR: { shape: /^\d{11}$/, example: 'HR33392005961', check: isMod1110 },
  HU: {
    shape: /^\d{8}$/,
    example: 'HU12892312',
    check: (number) => weigh(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  },
  IE: { shape: /^\d[\dA-Z+*]\d{5}[A-W][A-IW]?$/, example: 'IE6433435F', check: checkIrish },
  IT: {
    shape: /^(?!0{7})\d{7}(0\d[1-9]|0[1-9]0|100|12[01]|888|999)\d$/,
    example: 'IT00743110157',
    check: (number) => computeLuhnSum(number) % 10 === 0,
  },
  LT: { shape: /^(\d{7}1\d|\d{10}1\d)$/, example: 'LT119511515', check: checkLithuanian },
  LU: {
    shape: /^\d{8}$/,
    example: 'LU15027442',
    check: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  },
  LV: { shape: /^\d{11}$/, example: 'LV40003521600', check: checkLatvian },
  MT: {
    shape: /^[1-9]\d{7}$/,
    example: 'MT11679112',
    check: (number) => (weigh(number, [3, 4, 6, 7, 8, 9]) + Number(number.slice(6))) % 37 === 0,
  },
  NL: {
    shape: /^\d{9}B(?!00)\d\d$/,
    example: 'NL004495445B01',
    // Since 2020, sole traders have numbers whose check digits cover the whole number, because their former numbers
    // were personal.
    check: (number) => checkDutch(number) || computeMod97(`NL${number}`) === 1,
  },
  PL: {
    shape: /^\d{10}$/,
    example: 'PL8567346215',
    check: (number) => weigh(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastDigitOf(number),
  },
  PT: {
    shape: /^[1-9]\d{8}$/,
    example: 'PT501964843',
    check: (number) => ((11 - (weigh(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === lastDigitOf(number),
  },
  RO: { shape: /^[1-9](\d{1,9}|\d{12})$/, example: 'RO18547290', check: checkRomanian },
  SE: {
    shape: /^\d{10}01$/,
    example: 'SE123456789701',
    check: (number) => computeLuhnSum(number.slice(0, 10)) % 10 === 0,
  },
  SI: {
    shape: /^[1-9]\d{7}$/,
    example: 'SI50223054',
    check: (number) => {
      const check = 11 - (weigh(number, [8, 7, 6, 5, 4, 3, 2]) % 11);
      return check !== 11 && check % 10 === lastDigitOf(number);
    },
  },
  SK: {
    shape: /^\d{10}$/,
    example: 'SK2022749619',
    // Sole traders use their birth number. It is a multiple of 11, like the numbers of companies, unless it ends in 0.
    check: (number) =>
      Number(number) % 11 === 0 ? /^[1-9].[2-47-9]/.test(number) || isBirthNumber(number) : isBirthNumber(number),
  },
};

/** Prefixes that follow the rules of another prefix: numbers in Northern Ireland are like British ones. */
const SAME_RULES: Readonly<Record<string, string>> = { XI: 'GB' };
/**
 * Country codes that are not the VAT prefix of the country, with the right prefix: VAT numbers in Greece begin with EL.
 */
const WRONG_PREFIXES: Readonly<Record<string, string>> = { GR: 'EL' };

/** A VAT number with its country, or an example of what one should look like. */
export type VatReading =
  | { readonly number: string }
  | { readonly fault: 'check' }
  | { readonly fault: 'form'; readonly example: string };

/**
 * Matches letters and digits that may be a VAT number with too few or too many digits. Shorter texts are taken for
 * other numbers, as are texts with letters before the digits, such as `ATFN122119M` and `SIREN303265045`. One letter is
 * allowed, and the two letters of French numbers.
 */
const LIKE_VAT_NUMBER = /^(?=(?:.*\d){6})(?=.{7,13}$)(?:[A-Z]?\d[\dA-Z+*]*|[A-Z]{2}\d{9,10})$/;

/**
 * Reads a VAT number in capitals without blanks and signs, such as `DE136695976`. Undefined if the text is not one: it
 * does not begin with a country of the list, or is too short.
 */
export function readVatNumber(text: string): VatReading | undefined {
  const [prefix, number] = [text.slice(0, 2), text.slice(2)];
  const country = WRONG_PREFIXES[prefix] ?? SAME_RULES[prefix] ?? prefix;
  const rule = Object.hasOwn(RULES, country) ? RULES[country] : undefined;
  if (!rule) return undefined;
  const hasForm = rule.shape.test(number) && WRONG_PREFIXES[prefix] === undefined;
  if (hasForm && rule.check(number)) return { number: text };
  if (!hasForm && !LIKE_VAT_NUMBER.test(number)) return undefined;
  return hasForm ? { fault: 'check' } : { fault: 'form', example: rule.example };
}

/**
 * Checks a number of a company, with nine digits, or of a person, with ten. A person's check digit may be calculated in
 * any of three ways.
 */
function checkBulgarian(number: string): boolean {
  if (number.length === 9) {
    const sum = weigh(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    return (sum === 10 ? (weigh(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 : sum) === lastDigitOf(number);
  }
  const checks = [
    (weigh(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10,
    weigh(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10,
    (11 - (weigh(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11,
  ];
  return checks.includes(lastDigitOf(number));
}

/**
 * Checks a number of a company, which has eight digits, or a special number, which has nine digits and begins with 6.
 * Other numbers are birth numbers; old ones, with nine digits, have no check digit.
 */
function checkCzech(number: string): boolean {
  if (number.length === 8) {
    const check = (11 - (weigh(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return (check || 1) % 10 === lastDigitOf(number);
  }
  if (number.length === 10) return isBirthNumber(number);
  if (!number.startsWith('6')) return true;
  const sum = weigh(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11;
  return (18 - ((10 - sum) % 11)) % 10 === lastDigitOf(number);
}

/** Whether digits are a Czech or Slovak birth number of a person with a correct check digit. */
function isBirthNumber(number: string): boolean {
  return (Number(number.slice(0, 9)) % 11) % 10 === lastDigitOf(number);
}

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/**
 * Checks a number: persons have a letter calculated from the number; organisations have a check digit or the letter for
 * it.
 */
function checkSpanish(number: string): boolean {
  const [first, check] = [number[0] as string, number[8] as string];
  if (/[\dK-MX-Z]/.test(first)) {
    const start = 'XYZ'.includes(first) ? String('XYZ'.indexOf(first)) : /\d/.test(first) ? first : '';
    return SPANISH_LETTERS[Number(start + number.slice(1, 8)) % 23] === check;
  }
  const digit = (10 - (computeLuhnSum(`${number.slice(1, 8)}0`) % 10)) % 10;
  return check === String(digit) || check === 'JABCDEFGHI'[digit];
}

const FRENCH_ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Checks a number: two check characters, followed by the number of the company. That number has a check digit of its
 * own, except in Monaco.
 */
function checkFrench(number: string): boolean {
  const company = number.slice(2);
  if (!company.startsWith('000') && computeLuhnSum(company) % 10 !== 0) return false;
  if (/^\d/.test(number) && /^.\d/.test(number)) return Number(number.slice(0, 2)) === Number(`${company}12`) % 97;
  const [first = 0, second = 0] = [...number.slice(0, 2)].map((character) => FRENCH_ALPHABET.indexOf(character));
  const check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (Number(company) + 1 + Math.floor(check / 11)) % 11 === ((check % 11) + 11) % 11;
}

/**
 * Checks a number. Numbers of public offices have three digits and no check digits. Those of traders are checked modulo
 * 97; since 2010, 55 may be added first.
 */
function checkBritish(number: string): boolean {
  if (/^\D/.test(number)) return true;
  const remainder = (weigh(number, [8, 7, 6, 5, 4, 3, 2]) + Number(number.slice(7, 9))) % 97;
  return remainder === 0 || (Number(number.slice(0, 3)) >= 100 && (remainder === 42 || remainder === 55));
}

/**
 * Checks a number: its letter is calculated from the seven digits and, with weight 9, the second letter. An old number
 * has a letter or sign in the second place.
 */
function checkIrish(number: string): boolean {
  const isOld = /\D/.test(number[1] as string);
  const digits = isOld ? `0${number.slice(2, 7)}${number[0]}` : number.slice(0, 7);
  const secondLetter = isOld || number.length < 9 ? 0 : 'WABCDEFGHI'.indexOf(number[8] as string);
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weigh(digits, [8, 7, 6, 5, 4, 3, 2]) + secondLetter * 9) % 23] === number[7];
}

function checkLithuanian(number: string): boolean {
  const listWeightsFrom = (start: number): number[] =>
    Array.from({ length: number.length - 1 }, (_, i) => 1 + ((i + start) % 9));
  const sum = weigh(number, listWeightsFrom(0)) % 11;
  return (sum === 10 ? (weigh(number, listWeightsFrom(2)) % 11) % 10 : sum) === lastDigitOf(number);
}

/** Checks a number: companies begin with 4 or more, persons with their day of birth or 32. */
function checkLatvian(number: string): boolean {
  if (number > '4') return weigh(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3;
  return ((1 + weigh(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10 === lastDigitOf(number);
}

function checkDutch(number: string): boolean {
  return !number.startsWith('000000000') && weigh(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(number[8]);
}

/** Checks a number: companies have up to ten digits, persons have thirteen. */
function checkRomanian(number: string): boolean {
  if (number.length === 13) {
    const sum = weigh(number, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return (sum === 10 ? 1 : sum) === lastDigitOf(number);
  }
  return ((weigh(number.padStart(10, '0'), [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === lastDigitOf(number);
}
