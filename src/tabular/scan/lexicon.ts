import { bytesAt, keepBytes } from '../engine-memory.ts';
import type { Engine } from './engine.ts';

/** The most spellings learned while reading; beyond them cells are looked up by their text. */
const MOST_LEARNED = 5000;
/** Longer ones are not learned, in bytes. */
const LONGEST_LEARNED = 1000;

/** Spellings as bytes, each with a whole number from 0, which the engine looks up; grows as further ones are met. */
export interface Lexicon {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** Remembers what bytes there mean that were not known before; false where they are too many or too long. */
  learn(start: number, end: number, value: number): boolean;
}

/** A lexicon of these spellings. `see` is told of those of one byte, those learned as well. */
export function createLexicon(
  engine: Engine,
  spellings: Iterable<readonly [bytes: Uint8Array, value: number]> = [],
  see: (byte: number, value: number) => void = () => {},
): Lexicon {
  const at = engine.createLexicon();
  let learned = 0;

  function add(start: number, end: number, value: number): void {
    if (end - start === 1) see(bytesAt(engine, start, 1)[0] as number, value);
    engine.learnSpelling(at, start, end, value);
  }

  for (const [bytes, value] of spellings) {
    const start = keepBytes(engine, bytes);
    if (bytes.length > 0) add(start, start + bytes.length, value);
  }
  return {
    at,
    learn(start, end, value) {
      if (learned >= MOST_LEARNED || end - start > LONGEST_LEARNED) return false;
      learned++;
      add(start, end, value);
      return true;
    },
  };
}
