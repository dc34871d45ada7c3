import { createFinder } from '../../model/plain.ts';
import { encode, type ScannedEncoding } from '../encoding/codec.ts';
import { type ColumnUse, MOST_VALUES, NOT_APPLICABLE, UNANSWERED } from '../use.ts';
import { createLexicon, type Lexicon, LONGER, SIGNS } from './lexicon.ts';
import { TICK_STATES, TICKED, UNTICKED } from './ticks.ts';

/** What the cells of a column mean: by their bytes, and by their text where the bytes are not known. */
export interface Meaning {
  readonly lexicon: Lexicon;
  readonly find: (text: string) => number | undefined;
}

/** The meanings of all columns of codes; columns with the same spellings share one. */
export interface Meanings {
  readonly meanings: readonly (Meaning | undefined)[];
  /**
   * The codes of cells of one byte, 256 for each meaning. The first 256 are for columns without one, the second for those
   * that are ignored.
   */
  readonly short: Uint8Array;
  /** Where those of each column begin, and of the one behind the last. */
  readonly shortStarts: Int32Array;
}

/** Tables of short cells that belong to no meaning. */
const OTHERS = 2;
const IGNORED_START = 256;

/** Settles what cells mean in the encoding. */
export function createMeanings(uses: readonly ColumnUse[], encoding: ScannedEncoding): Meanings {
  const spellings = uses.map(spellingsOf);
  const keys = spellings.map((values) => (values ? JSON.stringify([...values]) : undefined));
  const distinct = [...new Set(keys.filter((key) => key !== undefined))];
  const short = new Uint8Array((distinct.length + OTHERS) * 256).fill(LONGER);
  for (let byte = 0; byte < 256; byte++) if (!SIGNS.has(byte)) short[IGNORED_START + byte] = UNANSWERED;
  const byKey = new Map<string, Meaning>();
  for (const [i, values] of spellings.entries()) {
    const key = keys[i];
    if (!values || key === undefined || byKey.has(key)) continue;
    const start = (distinct.indexOf(key) + OTHERS) * 256;
    byKey.set(key, createMeaning(values, encoding, short.subarray(start, start + 256)));
  }
  return {
    meanings: keys.map((key) => (key === undefined ? undefined : byKey.get(key))),
    short,
    shortStarts: Int32Array.of(
      ...keys.map((key, i) => {
        if (key !== undefined) return (distinct.indexOf(key) + OTHERS) * 256;
        return uses[i]?.kind === 'ignore' ? IGNORED_START : 0;
      }),
      0,
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
