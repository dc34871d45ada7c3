import { writeShortest } from './shortest.ts';

/** So many numbers are found again, each in the one place its bits point to; scores of a pack take few values. */
const KEPT_BITS = 14;
/** Of each place: both halves of the double, and where its text stands; one more, so that none lies across two lines of the cache. */
const EACH = 4;
const INITIAL = 1 << 16;
/** Texts may take so many bytes before those of the past are forgotten. */
const FULL = 1 << 20;
/** The length of a text stands in front of it; no double takes more than 24 characters, such as -1.2345678901234567e-300. */
const ROOM = 32;

/** Doubles, and their bits. */
export interface NumberColumn {
  readonly values: Float64Array;
  readonly words: Int32Array;
}

/** A column of doubles to write from. */
export function numberColumn(values: Float64Array): NumberColumn {
  return { values, words: new Int32Array(values.buffer, values.byteOffset, values.length * 2) };
}

/**
 * The texts of numbers with the fewest digits that mean the same double, each behind a byte that is its length. At place 0
 * stands the empty text of NaN.
 */
export interface NumberTexts {
  readonly bytes: Uint8Array;
  /** The same memory; some bytes stand behind the last text. */
  readonly view: DataView;
  /** Where the text of a number of the column stands, made where it is not known. */
  find(column: NumberColumn, row: number): number;
  /** Where a new text of a number stands, which is not found again. */
  make(column: NumberColumn, row: number): number;
  /** Makes room if there are very many; the places of all texts up to now no longer hold. */
  forget(): void;
}

/** No texts yet. */
export function createNumberTexts(): NumberTexts {
  const places = new Int32Array(2 ** KEPT_BITS * EACH);
  let bytes = new Uint8Array(INITIAL);
  let view = new DataView(bytes.buffer);
  let used = 1;

  function make({ values, words }: NumberColumn, row: number): number {
    const value = values[row] as number;
    if (Number.isNaN(value)) return 0;
    if (used + ROOM > bytes.length) grow();
    const start = used;
    const end = writeShortest(bytes, start + 1, value, words[row * 2] as number, words[row * 2 + 1] as number);
    if (end > 0) {
      bytes[start] = end - start - 1;
      used = end;
      return start;
    }
    const text = String(value);
    bytes[used++] = text.length;
    for (let i = 0; i < text.length; i++) bytes[used++] = text.charCodeAt(i);
    return start;
  }

  function grow(): void {
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
    view = new DataView(bytes.buffer);
  }

  return {
    get bytes() {
      return bytes;
    },
    get view() {
      return view;
    },
    find(column, row) {
      const { words } = column;
      const low = words[row * 2] as number;
      const high = words[row * 2 + 1] as number;
      const place = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - KEPT_BITS)) * EACH;
      const known = places[place + 2] as number;
      if (known !== 0 && places[place] === low && places[place + 1] === high) return known;
      const made = make(column, row);
      places[place] = low;
      places[place + 1] = high;
      places[place + 2] = made;
      return made;
    },
    make,
    forget() {
      if (used < FULL) return;
      places.fill(0);
      used = 1;
    },
  };
}
