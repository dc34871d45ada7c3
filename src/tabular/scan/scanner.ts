import type { FaultCode } from '../block.ts';
import { CR, LF, QUOTE, SPACE, TAB } from '../bytes.ts';
import { ANSWERED, UNANSWERED } from '../use.ts';
import { CODE, createColumns, IGNORED, NUMBER, type NumberColumn, TEXT } from './columns.ts';
import { HASH_PRIME, HASH_SEED, type Lexicon, LONGER } from './lexicon.ts';
import { readDigits } from './numeral.ts';
import { LONGEST_CELL, type Reading, type Scanner, SIZES, type Sizes } from './reading.ts';
import type { Texts } from './texts.ts';

/** Slack behind the bytes: one newline that ends every search, and one byte that is looked at after it. */
const SLACK = 8;

/** All bytes that mean something in a table, a comma and a tab among them, are below this one; other delimiters are not. */
const ABOVE_SIGNS = 0x2d;
/** No word is this once every second byte is taken out. */
const NO_PAIR = 1;

/** Faults of a row that stay true whatever column a cell belongs to. */
const DAMAGE: ReadonlySet<FaultCode> = new Set(['nul', 'too-long', 'open-quote', 'stray-quote']);

/** Inside of which cell too long to be kept reading goes on, if any. */
const NOT_SKIPPING = 0;
const SKIPPING_BARE = 1;
const SKIPPING_QUOTED = 2;

/**
 * A scanner for rows of bytes. Cells are taken as RFC 4180 and spreadsheets write them: a quote opens only at the very
 * beginning of a cell; CRLF, LF and CR end a row. A cell that is cut by the end of the bytes waits for more.
 */
export function createScanner(reading: Reading, sizes: Sizes = SIZES): Scanner {
  const { uses, needed, quotedLines } = reading;
  const width = uses.length;
  const columns = createColumns(uses, reading.encoding, sizes.block);
  const { kinds, lexicons, texts, numbers, faults } = columns;
  const delimiter = reading.delimiter.charCodeAt(0);
  const stops = createStops([0, delimiter, CR, LF]);
  const quotedStops = createStops([0, QUOTE, CR, LF]);
  const lines = new Uint32Array(sizes.block);
  const records = new Float64Array(sizes.block);

  // Behind this column all are ignored.
  const tail = uses.findLastIndex(({ kind }) => kind !== 'ignore') + 1;
  // Two cells of one byte each as a word with the first byte lowest; and where the tail may be passed over by words.
  const pair = (delimiter << 8) | (delimiter << 24);
  const tailPair = delimiter < ABOVE_SIGNS ? pair : NO_PAIR;

  let bytes: Uint8Array = new Uint8Array(sizes.buffer + SLACK);
  let words = new DataView(bytes.buffer);
  let unescaped: Uint8Array = new Uint8Array(256);
  let [position, limit, ended] = [0, 0, false];
  // The row under way: where it begins (below 0 once its beginning is gone), and the cell under way.
  let [rowStart, rowLine, column, extra, mark] = [0, reading.line, 0, false, 0];
  let [row, line, record, blanks] = [0, reading.line, reading.record - 1, 0];
  let [skipping, skipped, previous] = [NOT_SKIPPING, '', 0];
  let first = reading.record;

  function scan(): boolean {
    if (skipping !== NOT_SKIPPING && !skipOn()) return false;
    // What every cell needs is held here: reaching for it outside costs a tenth of the speed.
    const [buffer, view, end, slots, last, sign] = [bytes, words, limit, sizes.block, width, delimiter];
    const { codes, starts, short, shortStarts } = columns;
    buffer[end] = LF;
    let [p, col, current] = [position, column, row];
    for (;;) {
      // Most answers are one byte: two of them are read at once. No newline is a short cell, so the end is never passed.
      while (col + 2 <= last) {
        const word = view.getInt32(p, true);
        if (col >= tail) {
          if ((word & 0xff00ff00) !== tailPair || (((word & 0xff00ff) - 0x2d002d) & 0x80008000) !== 0) break;
        } else {
          if ((word & 0xff00ff00) !== pair) break;
          const one = short[(shortStarts[col] as number) + (word & 0xff)] as number;
          const two = short[(shortStarts[col + 1] as number) + ((word >>> 16) & 0xff)] as number;
          if (one === LONGER || two === LONGER) break;
          codes[(starts[col] as number) + current] = one;
          codes[(starts[col + 1] as number) + current] = two;
        }
        p += 4;
        col += 2;
      }
      const c = Math.min(col, last);
      let byte = buffer[p] as number;
      // Most answers are one byte, or none. Columns without codes know no short ones.
      if (buffer[p + 1] === sign) {
        const code = short[(shortStarts[c] as number) + byte] as number;
        if (code !== LONGER) {
          codes[(starts[c] as number) + current] = code;
          p += 2;
          col++;
          continue;
        }
      }
      if (byte === sign) {
        codes[(starts[c] as number) + current] = UNANSWERED;
        p++;
        col++;
        continue;
      }

      const kind = kinds[c] as number;
      let from = p;
      let q = p;
      let hash = HASH_SEED;
      let after = 0;
      let newLine = line;
      let isQuoted = false;
      let isEscaped = false;
      let isStray = false;
      let hasNul = false;
      if (byte !== QUOTE) {
        if (kind > NUMBER) {
          while (stops[byte] === 0) {
            hash = Math.imul(hash ^ byte, HASH_PRIME);
            byte = buffer[++q] as number;
          }
        } else while (stops[byte] === 0) byte = buffer[++q] as number;
        if (byte === 0) {
          hasNul = true;
          while (byte === 0 || stops[byte] === 0) byte = buffer[++q] as number;
        }
        after = q;
      } else {
        isQuoted = true;
        from = ++q;
        for (;;) {
          byte = buffer[q] as number;
          if (kind > NUMBER) {
            while (quotedStops[byte] === 0) {
              hash = Math.imul(hash ^ byte, HASH_PRIME);
              byte = buffer[++q] as number;
            }
          } else while (quotedStops[byte] === 0) byte = buffer[++q] as number;
          if (byte === QUOTE) {
            if (buffer[q + 1] !== QUOTE || q + 1 >= end) break;
            isEscaped = true;
            q++;
          } else if (q >= end) break;
          else if (byte === 0) hasNul = true;
          else if (quotedLines && (byte === CR || buffer[q - 1] !== CR)) newLine++;
          hash = Math.imul(hash ^ byte, HASH_PRIME);
          q++;
        }
        after = q;
        if (q < end) {
          byte = buffer[++after] as number;
          while (stops[byte] === 0 && (byte === SPACE || byte === TAB)) byte = buffer[++after] as number;
          while (after < end && (byte === 0 || stops[byte] === 0)) {
            isStray = true;
            byte = buffer[++after] as number;
          }
        }
      }

      // The last bytes say whether a quote is doubled and a newline is one byte or two.
      if (!ended && (after >= end || (byte === CR && after + 1 >= end))) {
        [position, column, row] = [p, col, current];
        if (end - p <= LONGEST_CELL) return false;
        beginSkipping(p, isQuoted);
        return scan();
      }
      if (p === end && p === rowStart) {
        [position, column, row] = [p, col, current];
        return false;
      }

      const isOpen = isQuoted && q >= end;
      if (isOpen || isStray || hasNul || after - p > LONGEST_CELL) {
        codes[(starts[c] as number) + current] = UNANSWERED;
        const fault = isOpen ? 'open-quote' : after - p > LONGEST_CELL ? 'too-long' : hasNul ? 'nul' : 'stray-quote';
        extra ||= c === width;
        columns.complain(current, col, fault, columns.quote(buffer, from, q));
      } else if (c === width) {
        extra ||= columns.quote(buffer, from, q).trim() !== '';
      } else if (kind !== IGNORED) {
        let source = buffer;
        if (isEscaped) {
          q = undouble(from, q);
          from = 0;
          source = unescaped;
        }
        if (from === q) codes[(starts[c] as number) + current] = UNANSWERED;
        else if (kind === CODE) {
          const code = (lexicons[c] as Lexicon).find(source, from, q, hash);
          if (code >= 0) codes[(starts[c] as number) + current] = code;
          else columns.settle(c, current, source, from, q, hash);
        } else if (kind === TEXT) {
          codes[(starts[c] as number) + current] = (texts[c] as Texts).add(current, source, from, q);
        } else if (kind === NUMBER) {
          const { decimal, factor, values } = numbers[c] as NumberColumn;
          const value = readDigits(source, from, q, decimal, factor);
          if (Number.isNaN(value)) columns.settle(c, current, source, from, q, hash);
          else {
            values[current] = value;
            codes[(starts[c] as number) + current] = ANSWERED;
          }
        } else columns.settle(c, current, source, from, q, hash);
      }

      line = newLine;
      if (byte === delimiter) {
        p = after + 1;
        col++;
        continue;
      }
      const isKept = endRow(current, col, after - rowStart);
      p = after >= end ? end : byte === CR && buffer[after + 1] === LF && after + 1 < end ? after + 2 : after + 1;
      [col, extra] = [0, false];
      [rowStart, rowLine] = [p, ++line];
      mark = faults.length;
      if (isKept && ++current === slots) {
        [position, column, row] = [p, 0, current];
        return true;
      }
    }
  }

  /** Ends a row of so many cells and bytes; false where it is blank. */
  function endRow(current: number, col: number, length: number): boolean {
    if (length === 0) return false;
    record++;
    const cells = col + 1;
    // Nothing but delimiters, or one cell of blanks.
    if (length === col || (cells === 1 && width > 1 && isBlank(length))) {
      blanks++;
      return false;
    }
    lines[current] = rowLine;
    records[current] = record;
    const { codes, starts } = columns;
    for (let c = cells; c < width; c++) codes[(starts[c] as number) + current] = UNANSWERED;
    if (cells < needed || extra) complainOfLength(current, cells);
    return true;
  }

  function isBlank(length: number): boolean {
    return faults.length === mark && columns.quote(bytes, rowStart, rowStart + length).trim() === '';
  }

  /** Where cells are shifted, what they say means nothing; how they are damaged does. */
  function complainOfLength(current: number, cells: number): void {
    const damage = faults.splice(mark).filter(({ code }) => DAMAGE.has(code));
    faults.push(...damage);
    if (!damage.some(({ code }) => code === 'open-quote')) {
      columns.complain(current, null, 'row-length', String(cells));
    }
  }

  /** Copies a quoted cell with each doubled quote once, and returns its length. */
  function undouble(start: number, end: number): number {
    if (unescaped.length < end - start) unescaped = new Uint8Array((end - start) * 2);
    let length = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      unescaped[length++] = byte;
      if (byte === QUOTE) i++;
    }
    return length;
  }

  function beginSkipping(start: number, isQuoted: boolean): void {
    position = isQuoted ? start + 1 : start;
    skipped = columns.quote(bytes, position, limit);
    skipping = isQuoted ? SKIPPING_QUOTED : SKIPPING_BARE;
    previous = 0;
  }

  /** Goes on to the end of a cell that is too long; false while that is not reached. */
  function skipOn(): boolean {
    bytes[limit] = LF;
    if (skipping === SKIPPING_QUOTED && !skipToQuote()) return false;
    let p = position;
    while (p < limit && (bytes[p] === 0 || stops[bytes[p] as number] === 0)) p++;
    position = p;
    if (p >= limit && !ended) return false;
    columns.complain(row, column, skipping === SKIPPING_QUOTED ? 'open-quote' : 'too-long', skipped);
    skipping = NOT_SKIPPING;
    return true;
  }

  /** True behind the closing quote, or where there will be none. */
  function skipToQuote(): boolean {
    const [buffer, end] = [bytes, limit];
    let [p, before] = [position, previous];
    for (; p < end; p++) {
      const byte = buffer[p] as number;
      if (quotedStops[byte] === 0) continue;
      if (byte === QUOTE) {
        if (p + 1 >= end && !ended) break;
        if (buffer[p + 1] !== QUOTE || p + 1 >= end) {
          skipping = SKIPPING_BARE;
          position = p + 1;
          return true;
        }
        p++;
      } else if (quotedLines && (byte === CR || (byte === LF && (p > position ? buffer[p - 1] : before) !== CR)))
        line++;
    }
    if (p > position) before = buffer[p - 1] as number;
    [position, previous] = [p, before];
    return ended;
  }

  function makeRoom(): void {
    const kept = limit - position;
    const larger = kept * 2 > bytes.length - SLACK ? new Uint8Array((bytes.length - SLACK) * 2 + SLACK) : bytes;
    if (larger === bytes) bytes.copyWithin(0, position, limit);
    else larger.set(bytes.subarray(position, limit));
    bytes = larger;
    words = new DataView(bytes.buffer);
    rowStart -= position;
    [position, limit] = [0, kept];
  }

  return {
    restart(place) {
      [position, limit, ended] = [0, 0, false];
      [rowStart, rowLine, column, extra, mark] = [0, place.line, 0, false, 0];
      [row, line, record, blanks] = [0, place.line, place.record - 1, 0];
      [skipping, skipped, previous] = [NOT_SKIPPING, '', 0];
      first = place.record;
    },
    room() {
      makeRoom();
      return bytes.subarray(limit, bytes.length - SLACK);
    },
    filled(count) {
      limit += count;
    },
    end() {
      ended = true;
    },
    scan,
    take() {
      const block = columns.finish(row, lines, records);
      [row, mark] = [0, 0];
      return block;
    },
    get line() {
      return line;
    },
    get waiting() {
      return bytes.subarray(position, limit);
    },
    get records() {
      return record - first + 1;
    },
    get blanks() {
      return blanks;
    },
  };
}

function createStops(stops: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const stop of stops) table[stop] = 1;
  return table;
}
