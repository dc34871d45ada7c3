/** How much room a label has; Chinese characters are twice as wide as others. */
export interface LabelRoom {
  /** Signs in a line; 16 unless said otherwise. */
  readonly columns?: number;
  readonly lines?: number;
}

/** A word longer than this much beyond a line is broken. */
const OVERHANG = 6;

/** Words, and Chinese characters one by one; brackets and points stay with what they enclose or end. */
const PIECES = /[（「『《【“]?[\u2e80-\uffef][）」』》】”，。、；：！？]*|[^\s\u2e80-\uffef-]+[\s-]*|[\s-]+/gu;

/** Breaks a label into lines, two at most unless said otherwise; what is longer ends in an ellipsis. */
export function breakLabel(title: string, { columns = 16, lines: most = 2 }: LabelRoom = {}): string[] {
  const pieces = (title.match(PIECES) ?? []).flatMap((piece) => breakWord(piece, columns));
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? '';
    if (last === '' || widthOf(last + piece.trimEnd()) <= columns) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  const shown = lines.map((line) => line.trim()).slice(0, most);
  return lines.length > most ? [...shown.slice(0, -1), `${shown.at(-1)}…`] : shown;
}

/** A word that no line holds, in pieces that do. */
function breakWord(word: string, columns: number): string[] {
  if (widthOf(word.trimEnd()) <= columns + OVERHANG) return [word];
  const head = [...word].slice(0, columns - 1).join('');
  return [`${head}-`, ...breakWord(word.slice(head.length), columns)];
}

/** How wide a text is, in narrow signs. */
export function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}
