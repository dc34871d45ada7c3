// The usual ways to calculate check digits.

/** Adds up the first digits of a text, each times its weight. */
export function weigh(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);
}

/**
 * Adds up digits by Luhn: from the end, every second digit is doubled, and its own digits are added. A number with its
 * check digit gives a multiple of 10.
 */
export function computeLuhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (1 + (i % 2));
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

/** Whether digits end in the check digit of ISO 7064 (MOD 11,10). */
export function isMod1110(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (product + Number(digits.at(-1))) % 10 === 1;
}

/** The remainder modulo 97, with A = 10 to Z = 35, `+` = 36 and `*` = 37. It is 1 with the check digits of ISO 7064. */
export function computeMod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+*'.indexOf(character);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
