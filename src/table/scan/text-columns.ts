// Columns kept as text.
import { createSpellingLookup, type DayOrder, normaliseSpelling, parseDay } from '../../model/index.ts';
import { allocateBytes, bytesAt, writeWords } from '../engine-memory.ts';
import { ANSWERED, type ColumnBinding, type TextColumn, UNANSWERED } from '../row-block.ts';
import type { CellColumn, CellContext } from './cell-decoder.ts';

/** How the engine knows the texts of a column, in words; see engine/scan/texts.ts. */
const [RECORD, POOL, USED] = [28, 0, 2];
const WAYS = { gb18030: 1, special: 2 };
const INITIAL = 1 << 12;
/** What programs write for letters that their encoding lacks, with signs between them: `???`, `???(?)`. */
const LOST = /^[?？\ufffd][?？\ufffd\p{P}\s]*$/u;
/** Most days are written so already, or are none. */
const ISO = /^\d{4}-\d\d-\d\d$/;

/** A column of texts. The engine keeps plain ones itself. */
export function createTexts(
  { engine, encoding, isExport, capacity }: CellContext,
  { states, days, isFree = false }: ColumnBinding & { readonly kind: 'text' },
  addLost: (row: number) => void,
): CellColumn & { readonly texts: TextColumn } {
  const findState = states && states.size > 0 ? createSpellingLookup(states) : undefined;
  const encoder = new TextEncoder();
  const [starts, ends] = [new Uint32Array(capacity), new Uint32Array(capacity)];
  let pool = new Uint8Array(INITIAL);

  const at = engine.allocate(RECORD);
  const rows = engine.allocate(capacity * 8);
  const looked = [...(findState ? (states?.keys() ?? []) : []), ...(isExport ? ["'"] : []), ...(isFree ? ['?'] : [])];
  const firsts = looked.length > 0 ? allocateBytes(engine, markFirsts(looked)) : 0;
  const ways = (encoding === 'gb18030' ? WAYS.gb18030 : 0) | (days ? WAYS.special : 0);
  const place = engine.allocate(INITIAL);
  writeWords(engine, at, [place, INITIAL, 0, rows, rows + capacity * 4, ways, firsts]);

  /** A day becomes an ISO date; what is none stays, for the checks to tell of. */
  function rewriteDay(text: string, order: DayOrder): string {
    const read = ISO.test(text) ? null : parseDay(text, order);
    return read && 'day' in read ? read.day : text;
  }

  return {
    at,
    texts: {
      get bytes() {
        return pool;
      },
      starts,
      ends,
      at: (row) => Buffer.from(pool.buffer, starts[row], (ends[row] as number) - (starts[row] as number)).toString(),
    },
    read(cell, row) {
      const state = cell === '' ? UNANSWERED : findState?.(cell);
      if (state !== undefined) return state;
      if (isFree && LOST.test(cell)) {
        addLost(row);
        return UNANSWERED;
      }
      const bytes = encoder.encode(days ? rewriteDay(cell, days.order) : cell);
      const to = engine.reserveText(at, bytes.length);
      bytesAt(engine, to, bytes.length).set(bytes);
      engine.endText(at, row, bytes.length);
      return ANSWERED;
    },
    finish(count) {
      const words = new Uint32Array(engine.memory.buffer, at, RECORD / 4);
      const used = words[USED] as number;
      if (used > pool.length) pool = new Uint8Array(used * 2);
      pool.set(bytesAt(engine, words[POOL] as number, used));
      starts.set(new Uint32Array(engine.memory.buffer, rows, count));
      ends.set(new Uint32Array(engine.memory.buffer, rows + capacity * 4, count));
      words[USED] = 0;
    },
  };
}

/** Characters up to this one are marked: ASCII, and the last of the ideographs that no form of text changes. */
const LAST = 0x9fff;

/**
 * Marks the first characters of some spellings, a bit for each, for a filter that says quickly of most texts that they
 * are none of them; see engine/scan/texts.ts. ASCII and ideographs are what they are in every form of Unicode, so a text that
 * begins with one can only be a spelling that does, once it is taken apart.
 */
function markFirsts(spellings: Iterable<string>): Uint8Array {
  const marks = new Uint8Array((LAST + 1) / 8);
  const mark = (point: number): void => {
    if (point <= LAST) marks[point >> 3] = (marks[point >> 3] as number) | (1 << (point & 7));
  };
  for (const spelling of spellings) {
    const [first = ''] = normaliseSpelling(spelling).normalize('NFKD');
    const point = first.codePointAt(0) ?? 0;
    mark(point);
    if (point < 128) mark(first.toUpperCase().charCodeAt(0));
  }
  return marks;
}
