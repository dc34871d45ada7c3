// Cells too long to be kept: only their end is searched for.
import { isEnded, limit, moveTo, position } from './buffer.ts';
import { OPEN_QUOTE, TOO_LONG } from './damage.ts';
import { complainOfSkipped, quoteSkipped } from './edge.ts';
import { column, line, row, setLine } from './rows.ts';
import { CR, isStop, LF, NUL, QUOTE } from './stops.ts';
import { delimiter, hasQuotedLines } from './table.ts';

/** Inside of which cell reading goes on, if any. */
const NOT_SKIPPING: u32 = 0;
const SKIPPING_BARE: u32 = 1;
const SKIPPING_QUOTED: u32 = 2;

let skipping: u32 = NOT_SKIPPING;
let previous: u8 = 0;

export function isSkipping(): bool {
  return skipping !== NOT_SKIPPING;
}

export function stopSkipping(): void {
  skipping = NOT_SKIPPING;
  previous = 0;
}

export function beginSkipping(start: usize, isQuoted: bool): void {
  moveTo(isQuoted ? start + 1 : start);
  quoteSkipped(position, limit);
  skipping = isQuoted ? SKIPPING_QUOTED : SKIPPING_BARE;
  previous = 0;
}

/** Goes on to the end of a cell that is too long; false while that is not reached. */
export function skipOn(): bool {
  store<u8>(limit, LF);
  if (skipping === SKIPPING_QUOTED && !skipToQuote()) return false;
  let p = position;
  while (p < limit && (load<u8>(p) === NUL || !isStop(load<u8>(p), delimiter))) p++;
  moveTo(p);
  if (p >= limit && !isEnded) return false;
  complainOfSkipped(column as i32, row as i32, skipping === SKIPPING_QUOTED ? OPEN_QUOTE : TOO_LONG);
  skipping = NOT_SKIPPING;
  return true;
}

/** True behind the closing quote, or where there will be none. */
function skipToQuote(): bool {
  let p = position;
  let before = previous;
  for (; p < limit; p++) {
    const byte = load<u8>(p);
    if (byte === QUOTE) {
      if (p + 1 >= limit && !isEnded) break;
      if (load<u8>(p, 1) !== QUOTE || p + 1 >= limit) {
        skipping = SKIPPING_BARE;
        moveTo(p + 1);
        return true;
      }
      p++;
    } else if (hasQuotedLines && (byte === CR || (byte === LF && (p > position ? load<u8>(p - 1) : before) !== CR))) {
      setLine(line + 1);
    }
  }
  if (p > position) before = load<u8>(p - 1);
  moveTo(p);
  previous = before;
  return isEnded;
}
