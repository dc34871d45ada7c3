import { plainForm } from '../../model/plain.ts';

/** Characters up to this one are marked: ASCII, and the last of the ideographs that no form of text changes. */
const LAST = 0x9fff;

/**
 * Marks the first characters of some spellings, a bit for each, for a filter that says quickly of most texts that they
 * are none of them; see engine/scan/texts.ts. ASCII and ideographs are what they are in every form of Unicode, so a text that
 * begins with one can only be a spelling that does, once it is taken apart.
 */
export function markFirsts(spellings: Iterable<string>): Uint8Array {
  const marks = new Uint8Array((LAST + 1) / 8);
  const mark = (point: number): void => {
    if (point <= LAST) marks[point >> 3] = (marks[point >> 3] as number) | (1 << (point & 7));
  };
  for (const spelling of spellings) {
    const [first = ''] = plainForm(spelling).normalize('NFKD');
    const point = first.codePointAt(0) ?? 0;
    mark(point);
    if (point < 128) mark(first.toUpperCase().charCodeAt(0));
  }
  return marks;
}
