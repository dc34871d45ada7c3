// The usual ways to calculate check digits.

/** Returns the weighted sum of the first digits of a text: each digit times the weight at the same position. */
export function weigh(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);
}

/**
 * Returns the Luhn sum of digits: counted from the end, every second digit is doubled, and if the double has two
 * digits, these are added up. The sum of a number with a correct check digit is a multiple of 10.
 */
export function computeLuhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (1 + (i % 2));
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

/** Whether the last digit is the ISO 7064 check digit (MOD 11,10) of the digits before it. */
export function isMod1110(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (product + Number(digits.at(-1))) % 10 === 1;
}

/**
 * Returns the remainder modulo 97 of a text read as a number, with A = 10 to Z = 35, `+` = 36 and `*` = 37. It is 1 if
 * the check digits of ISO 7064 are correct.
 */
export function computeMod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+*'.indexOf(character);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
