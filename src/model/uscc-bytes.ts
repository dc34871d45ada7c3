import { ORGANISATION_WEIGHTS, USCC_ALPHABET } from './uscc.ts';

const LENGTH = 18;
const CHECKED = LENGTH - 1;
/** Where the organisation code begins. */
const ORGANISATION = 8;

/**
 * For each place of the code, what a byte there adds to the sum of the whole code, and above 16 bits to that of the
 * organisation code; a byte that is not allowed adds `OTHER`, which no sum of allowed ones reaches.
 */
const OTHER = 2 ** 27;
const SHARES = new Int32Array(CHECKED * 256).fill(OTHER);
for (const [value, character] of [...USCC_ALPHABET].entries()) {
  for (let place = 0; place < CHECKED; place++) {
    const weight = ORGANISATION_WEIGHTS[place - ORGANISATION] ?? 0;
    const organisation = Number.parseInt(character, 36) * weight;
    SHARES[place * 256 + character.charCodeAt(0)] = value * (3 ** place % 31) + organisation * 2 ** 16;
  }
}
const CHECKS = Uint8Array.from(USCC_ALPHABET, (character) => character.charCodeAt(0));
const ORGANISATION_CHECKS = Uint8Array.from('0X987654321', (check) => check.charCodeAt(0));

/** Whether bytes are a code in upper case without any fault; says the same as `findUsccFault` of its text, without one. */
export function isSoundUscc(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== LENGTH) return false;
  let sum = 0;
  for (let i = 0; i < CHECKED; i++) sum += SHARES[i * 256 + (bytes[start + i] as number)] as number;
  return (
    sum < OTHER &&
    bytes[start + 16] === ORGANISATION_CHECKS[(sum >> 16) % 11] &&
    bytes[start + 17] === CHECKS[(31 - ((sum & 0xffff) % 31)) % 31]
  );
}
