import { encode, type ScannedEncoding } from '../encoding/codec.ts';
import { createFinder } from '../plain.ts';
import { type ColumnUse, MOST_VALUES, NOT_APPLICABLE } from '../use.ts';
import { createLexicon, type Lexicon, LONGER } from './lexicon.ts';
import { TICK_STATES, TICKED, UNTICKED } from './ticks.ts';

/** What the cells of a column mean: by their bytes, and by their text where the bytes are not known. */
export interface Meaning {
  readonly lexicon: Lexicon;
  readonly find: (text: string) => number | undefined;
}

/** The meanings of all columns of codes; columns with the same spellings share one. */
export interface Meanings {
  readonly meanings: readonly (Meaning | undefined)[];
  /** The codes of cells of one byte, 256 for each meaning; the first 256 are for columns without one. */
  readonly short: Uint8Array;
  /** Where those of each column begin, and of the one behind the last. */
  readonly shortStarts: Int32Array;
}

/** Settles what cells mean in the encoding. */
export function createMeanings(uses: readonly ColumnUse[], encoding: ScannedEncoding): Meanings {
  const spellings = uses.map(spellingsOf);
  const keys = spellings.map((values) => (values ? JSON.stringify([...values]) : undefined));
  const distinct = [...new Set(keys.filter((key) => key !== undefined))];
  const short = new Uint8Array((distinct.length + 1) * 256).fill(LONGER);
  const byKey = new Map<string, Meaning>();
  for (const [i, values] of spellings.entries()) {
    const key = keys[i];
    if (!values || key === undefined || byKey.has(key)) continue;
    const start = (distinct.indexOf(key) + 1) * 256;
    byKey.set(key, createMeaning(values, encoding, short.subarray(start, start + 256)));
  }
  return {
    meanings: keys.map((key) => (key === undefined ? undefined : byKey.get(key))),
    short,
    shortStarts: Int32Array.from([...keys, undefined], (key) =>
      key === undefined ? 0 : (distinct.indexOf(key) + 1) * 256,
    ),
  };
}

function createMeaning(values: ReadonlyMap<string, number>, encoding: ScannedEncoding, short: Uint8Array): Meaning {
  const spelled = [...values].map(([spelling, value]) => [encode(spelling, encoding), value] as const);
  return { lexicon: createLexicon(spelled, short), find: createFinder(values) };
}

/** Whether a column has more values than a byte can tell apart. */
export function isWide(use: ColumnUse): boolean {
  return use.kind === 'code' && [...use.values.values()].some((value) => value > NOT_APPLICABLE + MOST_VALUES);
}

function spellingsOf(use: ColumnUse): ReadonlyMap<string, number> | undefined {
  if (use.kind === 'tick') {
    const ticks = [...use.values].map(([spelling, value]) => [spelling, value ? TICKED : UNTICKED] as const);
    const states = [...use.states].map(([spelling, state]) => [spelling, TICK_STATES + state] as const);
    return new Map([...ticks, ...states]);
  }
  return use.kind === 'code' && !isWide(use) ? use.values : undefined;
}
