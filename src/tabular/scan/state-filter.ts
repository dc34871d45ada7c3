import { plainForm } from '../../model/plain.ts';

/** An ideograph of CJK, U+4000 to U+9FFF, takes three bytes with one of these in front; no form of text changes it. */
const IDEOGRAPH_FIRST = 0xe4;
const IDEOGRAPH_LAST = 0xe9;

/** Says quickly of most texts that they are none of some spellings, however they are written. */
export interface SpellingFilter {
  /** Whether the text of these bytes of UTF-8, no blank in front, may be one of the spellings. */
  mayBe(bytes: Uint8Array, start: number, end: number): boolean;
}

/**
 * A filter by the first character. ASCII and ideographs are what they are in every form of Unicode, so a text that
 * begins with one can only be a spelling that does, once it is taken apart.
 */
export function createSpellingFilter(spellings: Iterable<string>): SpellingFilter {
  const ascii = new Uint8Array(128);
  const ideographs = new Set<number>();
  for (const spelling of spellings) {
    const [first = ''] = plainForm(spelling).normalize('NFKD');
    const point = first.codePointAt(0) ?? 0;
    if (point < 128) for (const letter of [first, first.toUpperCase()]) ascii[letter.charCodeAt(0)] = 1;
    else ideographs.add(point);
  }
  return {
    mayBe(bytes, start, end) {
      const first = bytes[start] as number;
      if (first < 0x80) return ascii[first] === 1;
      if (first < IDEOGRAPH_FIRST || first > IDEOGRAPH_LAST || end - start < 3) return true;
      const [second, third] = [bytes[start + 1] as number, bytes[start + 2] as number];
      return ideographs.has(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f));
    },
  };
}

/** Whether a text of UTF-8 that begins or ends with this byte surely has no blank there; `lead` begins its last character. */
export function isPlainEnd(lead: number): boolean {
  return (lead > 0x20 && lead < 0x7f) || (lead >= IDEOGRAPH_FIRST && lead <= IDEOGRAPH_LAST);
}
