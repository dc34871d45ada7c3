/** The texts of one column of a block, as bytes of UTF-8 without blanks at both ends; strings are made only where asked for. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** The same memory; at least four bytes stand behind the last text. */
  readonly view: DataView;
  /** By row, where it is answered: where its text begins and ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The text of an answered row. */
  at(row: number): string;
}

/** The texts of columns as strings, each column decoded when it is first asked for; empty where not answered. */
export interface TextsByInput {
  get(input: number): readonly string[] | undefined;
}

/** Texts of so many rows as strings. */
export function decodeTexts(column: TextColumn, codes: Uint8Array, rows: number, answered: number): string[] {
  return Array.from({ length: rows }, (_, row) => (codes[row] === answered ? column.at(row) : ''));
}
