import type { Inline, Piece } from './document.ts';

/** The first of 32 code points that no text ever holds; they stand for parts while a message is written around them. */
const FIRST_MARK = 0xfdd0;

/** A message of the interface around parts that are more than text, such as a link within a sentence. */
export function weave(write: (...parts: string[]) => string, ...parts: (Piece | Inline)[]): Inline {
  const marks = parts.map((_, i) => String.fromCodePoint(FIRST_MARK + i));
  const pieces = write(...marks).split(/([\ufdd0-\ufdef])/u);
  return pieces.flatMap((piece): Inline => {
    const part = parts[marks.indexOf(piece)];
    if (part === undefined) return piece === '' ? [] : [piece];
    return Array.isArray(part) ? part : [part as Piece];
  });
}
