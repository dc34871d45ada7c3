// Decodes columns whose cells are kept as texts.
import { createSpellingLookup, type DayOrder, normaliseSpelling, parseDay, writeOutSerial } from '../../model/index.ts';
import { allocateBytes, bytesAt, writeWords } from '../engine-memory.ts';
import { ANSWERED, type ColumnBinding, type TextColumn, UNANSWERED } from '../row-block.ts';
import type { CellColumn, CellContext } from './cell-decoder.ts';

/**
 * The size of the engine's record of a text column in bytes, and the position of two of its words; see
 * engine/scan/texts.ts.
 */
const [RECORD_BYTES, POOL_WORD, USED_WORD] = [28, 0, 2];
const TEXT_FLAGS = { gb18030: 1, special: 2 };
const INITIAL_POOL = 1 << 12;
/** Matches what programs write for letters that their encoding lacks, perhaps with punctuation: `???`, `???(?)`. */
const LOST_TEXT = /^[?？\ufffd][?？\ufffd\p{P}\s]*$/u;
/** Matches days that already are ISO dates and need not be parsed. */
const ISO_DATE_PATTERN = /^\d{4}-\d\d-\d\d$/;

/** Creates the decoder of a column of texts. The engine itself stores texts that need no decoding. */
export function createTexts(
  { engine, encoding, isExport, isFrom1904, capacity }: CellContext,
  { states, days, isFree = false }: ColumnBinding & { readonly kind: 'text' },
  addLost: (row: number) => void,
): CellColumn & { readonly texts: TextColumn } {
  const findState = states && states.size > 0 ? createSpellingLookup(states) : undefined;
  const encoder = new TextEncoder();
  const [starts, ends] = [new Uint32Array(capacity), new Uint32Array(capacity)];
  let pool = new Uint8Array(INITIAL_POOL);

  const address = engine.allocate(RECORD_BYTES);
  const placesAt = engine.allocate(capacity * 8);
  const specialTexts = [
    ...(findState ? (states?.keys() ?? []) : []),
    ...(isExport ? ["'"] : []),
    ...(isFree ? ['?'] : []),
  ];
  const filterAt = specialTexts.length > 0 ? allocateBytes(engine, createFirstFilter(specialTexts)) : 0;
  const flags = (encoding === 'gb18030' ? TEXT_FLAGS.gb18030 : 0) | (days ? TEXT_FLAGS.special : 0);
  const poolAt = engine.allocate(INITIAL_POOL);
  writeWords(engine, address, [poolAt, INITIAL_POOL, 0, placesAt, placesAt + capacity * 4, flags, filterAt]);

  /** Converts a day to an ISO date. A day that is not valid is kept, so that checks can report it. */
  function rewriteDay(text: string, order: DayOrder): string {
    if (ISO_DATE_PATTERN.test(text)) return text;
    const writtenDay = writeOutSerial(text, isFrom1904);
    const parsedDay = parseDay(writtenDay === text ? text : writtenDay.slice(0, 'YYYY-MM-DD'.length), order);
    return parsedDay && 'day' in parsedDay ? parsedDay.day : text;
  }

  return {
    at: address,
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
      if (isFree && LOST_TEXT.test(cell)) {
        addLost(row);
        return UNANSWERED;
      }
      const bytes = encoder.encode(days ? rewriteDay(cell, days.order) : cell);
      const target = engine.reserveText(address, bytes.length);
      bytesAt(engine, target, bytes.length).set(bytes);
      engine.endText(address, row, bytes.length);
      return ANSWERED;
    },
    finish(count) {
      const words = new Uint32Array(engine.memory.buffer, address, RECORD_BYTES / 4);
      const usedBytes = words[USED_WORD] as number;
      if (usedBytes > pool.length) pool = new Uint8Array(usedBytes * 2);
      pool.set(bytesAt(engine, words[POOL_WORD] as number, usedBytes));
      starts.set(new Uint32Array(engine.memory.buffer, placesAt, count));
      ends.set(new Uint32Array(engine.memory.buffer, placesAt + capacity * 4, count));
      words[USED_WORD] = 0;
    },
  };
}

/** The last character that the filter covers. Below it, normalisation leaves ASCII and ideographs unchanged. */
const LAST_MARKED = 0x9fff;

/**
 * Creates a filter of the characters with which the given spellings begin, one bit each, by which most texts are
 * excluded quickly; see engine/scan/texts.ts. Normalisation changes neither ASCII nor ideographs, so a text that begins
 * with such a character can only match spellings that begin with it after decomposition.
 */
function createFirstFilter(spellings: Iterable<string>): Uint8Array {
  const filter = new Uint8Array((LAST_MARKED + 1) / 8);
  const mark = (point: number): void => {
    if (point <= LAST_MARKED) filter[point >> 3] = (filter[point >> 3] as number) | (1 << (point & 7));
  };
  for (const spelling of spellings) {
    const [firstCharacter = ''] = normaliseSpelling(spelling).normalize('NFKD');
    const point = firstCharacter.codePointAt(0) ?? 0;
    mark(point);
    if (point < 128) mark(firstCharacter.toUpperCase().charCodeAt(0));
  }
  return filter;
}
