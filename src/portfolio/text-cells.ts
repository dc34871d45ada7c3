/** Texts of a column as bytes of UTF-8, row by row, without blanks at the ends; an absent one has no bytes. */
export interface TextCells {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts as cells. */
export function cellsOf(texts: readonly string[]): TextCells {
  const [starts, ends] = [new Uint32Array(texts.length), new Uint32Array(texts.length)];
  const bytes = encoder.encode(texts.map((text) => text.trim()).join(''));
  let at = 0;
  for (const [row, text] of texts.entries()) {
    starts[row] = at;
    at += encoder.encode(text.trim()).length;
    ends[row] = at;
  }
  return { bytes, starts, ends };
}

/** The text of a row. */
export function textAt({ bytes, starts, ends }: TextCells, row: number): string {
  return decoder.decode(bytes.subarray(starts[row], ends[row]));
}
