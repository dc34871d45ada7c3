import { createFinder } from '../../model/plain.ts';
import { type DayOrder, readDay } from '../days.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { createUtf8Copier } from '../encoding/utf8-copy.ts';
import type { TextColumn } from '../text-column.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import { createSpellingFilter, isPlainEnd } from './state-filter.ts';

/** The texts of one column. */
export interface Texts {
  readonly column: TextColumn;
  /** Keeps the text of a row, without blanks at the ends, and gives its code. */
  add(row: number, bytes: Uint8Array, start: number, end: number): number;
  /** Begins anew; the column stays as it is until the next text is added. */
  finish(): void;
}

const INITIAL = 1 << 15;
/** Behind the last text, for those that read word by word. */
const SLACK = 4;
/** What a day becomes, in bytes: it may be longer than what was written. */
const ISO_DAY = 10;
/** Most days are written so already, or are none. */
const ISO = /^\d{4}-\d\d-\d\d$/;

/** An empty column of texts in the encoding, for so many rows. */
export function createTexts(
  encoding: ScannedEncoding,
  { states, days }: Pick<ColumnUse & { readonly kind: 'text' }, 'states' | 'days'>,
  capacity: number,
): Texts {
  const findState = states && states.size > 0 ? createFinder(states) : undefined;
  const filter = createSpellingFilter(states?.keys() ?? []);
  const { copy, widest } = createUtf8Copier(encoding);
  const [starts, ends] = [new Uint32Array(capacity), new Uint32Array(capacity)];
  let pool = new Uint8Array(INITIAL);
  let view = new DataView(pool.buffer);
  let used = 0;

  function textAt(start: number, end: number): string {
    return Buffer.from(pool.buffer, start, end - start).toString();
  }

  /** Blanks are of many kinds: what does not begin and end plainly is looked at as a string. */
  function trim(start: number, end: number): number {
    const text = textAt(start, end);
    const trimmed = text.trim();
    if (trimmed.length === text.length) return end;
    return start + Buffer.from(pool.buffer).write(trimmed, start);
  }

  /** A day becomes an ISO date; what is none stays, for the checks to tell of. */
  function rewriteDay(start: number, end: number, order: DayOrder): number {
    const text = textAt(start, end);
    const read = ISO.test(text) ? null : readDay(text, order);
    return read && 'day' in read ? start + Buffer.from(pool.buffer).write(read.day, start) : end;
  }

  return {
    column: {
      get bytes() {
        return pool;
      },
      get view() {
        return view;
      },
      starts,
      ends,
      at: (row) => textAt(starts[row] as number, ends[row] as number),
    },
    add(row, bytes, start, end) {
      const needed = used + (end - start) * widest + ISO_DAY + SLACK;
      if (needed > pool.length) {
        const larger = new Uint8Array(needed * 2);
        larger.set(pool.subarray(0, used));
        pool = larger;
        view = new DataView(pool.buffer);
      }
      const from = used;
      let to = copy(bytes, start, end, pool, from);
      let last = to - 1;
      while (last > from && ((pool[last] as number) & 0xc0) === 0x80) last--;
      if (!isPlainEnd(pool[from] as number) || !isPlainEnd(pool[last] as number)) to = trim(from, to);
      if (from === to) return UNANSWERED;
      if (findState && filter.mayBe(pool, from, to)) {
        const state = findState(textAt(from, to));
        if (state !== undefined) return state;
      }
      if (days) to = rewriteDay(from, to, days.order);
      starts[row] = from;
      ends[row] = to;
      used = to;
      return ANSWERED;
    },
    finish() {
      used = 0;
    },
  };
}
