import type { Block } from './block.ts';
import type { Encoding } from './encoding/codec.ts';
import { WrongBytes } from './encoding/transcode.ts';
import { createValidator } from './encoding/validator.ts';
import { LONGEST_CONTEXT, NEWLINE, showBytes, TableProblem } from './problem.ts';
import { type Reading, type Scanner, SIZES, type Sizes } from './scan/reading.ts';
import { createScanner } from './scan/scanner.ts';
import type { ByteSource } from './source.ts';

/** What there was up to the end. */
export interface Totals {
  readonly lines: number;
  readonly records: number;
  /** Records of nothing but delimiters or blanks, which gave no row. */
  readonly blanks: number;
  /** Whether it ends within quotes. */
  readonly isOpen: boolean;
}

/** The encoding a person knows the bytes by, and where in the file the source begins. */
export interface Origin {
  readonly encoding: Encoding;
  readonly offset: number;
}

/** What a reader may be given to use, and to tell. */
export interface Means {
  /** A scanner for the same columns, used again; what it was in the middle of is forgotten. */
  readonly scanner?: Scanner;
  /** Told where in the file reading has arrived, in bytes. */
  readonly tell?: (offset: number) => void;
}

/**
 * Reads a source block by block; a block is to be used before the next one is asked for. Closes the source. Bytes that
 * are wrong in the encoding are a TableProblem, after the blocks in front of them.
 */
export async function* readBlocks(
  source: ByteSource,
  reading: Reading,
  origin: Origin,
  sizes: Sizes = SIZES,
  { scanner = createScanner(reading, sizes), tell }: Means = {},
): AsyncGenerator<Block, Totals> {
  scanner.restart(reading);
  const validator = createValidator(reading.encoding);
  let [offset, isOpen] = [origin.offset, false];
  try {
    for (let isOver = false; !isOver; ) {
      const room = scanner.room();
      const count = await source.read(room);
      const valid = validator.check(room.subarray(0, count));
      const { pending } = validator;
      isOver = count === 0;
      const isWrong = valid < count || (isOver && pending.length > 0);
      const wrong = room.slice(valid, count);
      scanner.filled(valid);
      tell?.(offset + valid);
      if (isOver && !isWrong) scanner.end();
      while (scanner.scan()) {
        const block = scanner.take();
        isOpen = isLeftOpen(block);
        yield block;
      }
      if (isWrong) throw new WrongBytes(offset + valid - pending.length, Buffer.concat([pending, wrong]));
      offset += count;
    }
    const last = scanner.take();
    if (last.rows > 0) {
      isOpen = isLeftOpen(last);
      yield last;
    }
    return { lines: scanner.line - reading.line, records: scanner.records, blanks: scanner.blanks, isOpen };
  } catch (cause) {
    throw cause instanceof WrongBytes ? explain(cause, scanner, reading, origin.encoding) : cause;
  } finally {
    await source.close();
  }
}

/** Whether its last row ends within quotes, as only the last of all can. */
function isLeftOpen({ faults }: Block): boolean {
  return faults.some(({ code }) => code === 'open-quote');
}

function explain(cause: WrongBytes, { line, waiting }: Scanner, reading: Reading, encoding: Encoding): TableProblem {
  // Left open at its end: the last character may be unfinished.
  const decoder = new TextDecoder(reading.encoding, { fatal: true, ignoreBOM: true });
  const lines = decoder.decode(waiting, { stream: true }).split(NEWLINE);
  return new TableProblem(
    {
      code: 'wrong-bytes',
      encoding,
      line: line + (reading.quotedLines ? lines.length - 1 : 0),
      offset: cause.offset,
      text: (lines.at(-1) ?? '').slice(-LONGEST_CONTEXT),
      bytes: showBytes(cause.bytes),
    },
    { cause },
  );
}
