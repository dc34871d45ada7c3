import { type DayOrder, readDay } from '../../model/days.ts';
import { createFinder } from '../../model/plain.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { bytesAt, keepBytes, writeWords } from '../engine-memory.ts';
import type { TextColumn } from '../text-column.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import type { Engine } from './engine.ts';
import { markFirsts } from './state-filter.ts';

/** The texts of one column. The engine keeps plain ones itself. */
export interface Texts {
  /** Its place in the engine's memory. */
  readonly at: number;
  readonly column: TextColumn;
  /** Keeps the text of a row that is no plain one, without blanks at the ends, and gives its code. */
  add(row: number, text: string): number;
  /** Takes over the texts of so many rows; the column stays as it is until then. Begins anew. */
  finish(rows: number): void;
}

/** How the engine knows the texts of a column, in words; see engine/scan/texts.ts. */
const [RECORD, POOL, USED] = [28, 0, 2];
const WAYS = { gb18030: 1, special: 2 };
const INITIAL = 1 << 12;
/** Behind the last text, for those that read word by word. */
const SLACK = 4;
/** Most days are written so already, or are none. */
const ISO = /^\d{4}-\d\d-\d\d$/;

/** An empty column of texts in the encoding, for so many rows. */
export function createTexts(
  engine: Engine,
  encoding: ScannedEncoding,
  { states, days }: Pick<ColumnUse & { readonly kind: 'text' }, 'states' | 'days'>,
  capacity: number,
): Texts {
  const findState = states && states.size > 0 ? createFinder(states) : undefined;
  const encoder = new TextEncoder();
  const [starts, ends] = [new Uint32Array(capacity), new Uint32Array(capacity)];
  let pool = new Uint8Array(0);
  let view = new DataView(pool.buffer);

  const at = engine.allocate(RECORD);
  const rows = engine.allocate(capacity * 8);
  const firsts = findState ? keepBytes(engine, markFirsts(states?.keys() ?? [])) : 0;
  const ways = (encoding === 'gb18030' ? WAYS.gb18030 : 0) | (days ? WAYS.special : 0);
  const place = engine.allocate(INITIAL);
  writeWords(engine, at, [place, INITIAL, 0, rows, rows + capacity * 4, ways, firsts]);

  /** A day becomes an ISO date; what is none stays, for the checks to tell of. */
  function rewriteDay(text: string, order: DayOrder): string {
    const read = ISO.test(text) ? null : readDay(text, order);
    return read && 'day' in read ? read.day : text;
  }

  return {
    at,
    column: {
      get bytes() {
        return pool;
      },
      get view() {
        return view;
      },
      starts,
      ends,
      at: (row) => Buffer.from(pool.buffer, starts[row], (ends[row] as number) - (starts[row] as number)).toString(),
    },
    add(row, text) {
      const trimmed = text.trim();
      if (trimmed === '') return UNANSWERED;
      const state = findState?.(trimmed);
      if (state !== undefined) return state;
      const bytes = encoder.encode(days ? rewriteDay(trimmed, days.order) : trimmed);
      const to = engine.reserveText(at, bytes.length);
      bytesAt(engine, to, bytes.length).set(bytes);
      engine.endText(at, row, bytes.length);
      return ANSWERED;
    },
    finish(count) {
      const words = new Uint32Array(engine.memory.buffer, at, RECORD / 4);
      const used = words[USED] as number;
      if (used + SLACK > pool.length) {
        pool = new Uint8Array(Math.max(INITIAL, (used + SLACK) * 2));
        view = new DataView(pool.buffer);
      }
      pool.set(bytesAt(engine, words[POOL] as number, used));
      starts.set(new Uint32Array(engine.memory.buffer, rows, count));
      ends.set(new Uint32Array(engine.memory.buffer, rows + capacity * 4, count));
      words[USED] = 0;
    },
  };
}
