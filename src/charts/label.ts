/** Characters of a label in a line; Chinese ones are twice as wide. */
const LINE_WIDTH = 16;

/** Two lines at most; what is longer ends in an ellipsis, for the table beside a chart names it in full. */
export function breakLabel(title: string): string[] {
  const pieces = title.match(/[^\s\u2e80-\uffef-]+[\s-]*|[\u2e80-\uffef]|[\s-]+/gu) ?? [];
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? '';
    if (last === '' || widthOf(last + piece.trimEnd()) <= LINE_WIDTH) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  const shown = lines.map((line) => line.trim()).slice(0, 2);
  return lines.length > 2 ? [shown[0] ?? '', `${shown[1]}…`] : shown;
}

/** How wide a text is, in narrow signs. */
export function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}
