import { ORGANISATION_WEIGHTS, USCC_ALPHABET } from './uscc.ts';

const LENGTH = 18;
const OTHER = 255;
/** What each byte counts for in the check of the whole code (`OTHER`: not allowed), and of the organisation code. */
const VALUES = new Uint8Array(256).fill(OTHER);
const ORGANISATION_VALUES = new Uint8Array(256);
for (const [value, character] of [...USCC_ALPHABET].entries()) {
  VALUES[character.charCodeAt(0)] = value;
  ORGANISATION_VALUES[character.charCodeAt(0)] = Number.parseInt(character, 36);
}
const WEIGHTS = Uint8Array.from({ length: LENGTH - 1 }, (_, i) => 3 ** i % 31);
const ORGANISATION_CHECKS = Uint8Array.from('0X987654321', (check) => check.charCodeAt(0));

/** Whether bytes are a code in upper case without any fault; says the same as `findUsccFault` of its text, without one. */
export function isSoundUscc(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== LENGTH) return false;
  let [sum, organisation] = [0, 0];
  for (let i = 0; i < LENGTH - 1; i++) {
    const value = VALUES[bytes[start + i] as number] as number;
    if (value === OTHER) return false;
    sum += value * (WEIGHTS[i] as number);
  }
  for (let i = 0; i < 8; i++) {
    organisation +=
      (ORGANISATION_VALUES[bytes[start + 8 + i] as number] as number) * (ORGANISATION_WEIGHTS[i] as number);
  }
  return (
    bytes[start + 16] === ORGANISATION_CHECKS[organisation % 11] &&
    VALUES[bytes[start + 17] as number] === (31 - (sum % 31)) % 31
  );
}
