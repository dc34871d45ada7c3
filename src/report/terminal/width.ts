import { eastAsianWidth } from 'get-east-asian-width';

const PLAIN = /^[\x20-\x7e]*$/;
/** Marks on the letter before, and signs that are never seen. */
const UNSEEN = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const JOINER = 0x200d;
const EMOJI_FORM = 0xfe0f;

/**
 * Columns of a terminal that text takes, without escape codes. Chinese characters take two. Of an emoji made of several
 * by joiners only the first counts. (The common libraries build their tables at every start, which takes longer than
 * all that Matura draws.)
 */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let [width, joined, last] = [0, false, 0];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code === EMOJI_FORM && last === 1) width += 1;
    last = joined || isSkinTone(code) ? 0 : widthOfCode(code, character);
    width += last;
    joined = code === JOINER;
  }
  return width;
}

function widthOfCode(code: number, character: string): number {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return code === 0xad ? 0 : 1;
  if (code >= 0x4e00 && code <= 0x9fff) return 2;
  return UNSEEN.test(character) ? 0 : eastAsianWidth(code);
}

function isSkinTone(code: number): boolean {
  return code >= 0x1f3fb && code <= 0x1f3ff;
}
