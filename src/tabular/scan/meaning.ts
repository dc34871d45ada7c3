import { createFinder } from '../../model/plain.ts';
import { encode, type ScannedEncoding } from '../encoding/codec.ts';
import { type ColumnUse, MOST_VALUES, NOT_APPLICABLE } from '../use.ts';
import type { Engine } from './engine.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { createShortCells } from './short-cells.ts';
import { TICK_STATES, TICKED, UNTICKED } from './ticks.ts';

/** What the cells of a column mean: by their bytes, and by their text where the bytes are not known. */
export interface Meaning {
  readonly lexicon: Lexicon;
  /** Where the codes of cells of one byte stand in the engine's memory. */
  readonly short: number;
  readonly find: (text: string) => number | undefined;
}

/** Settles what cells of each column of codes mean in the encoding; columns with the same spellings share a meaning. */
export function createMeanings(
  engine: Engine,
  uses: readonly ColumnUse[],
  encoding: ScannedEncoding,
  delimiter: number,
): readonly (Meaning | undefined)[] {
  const byKey = new Map<string, Meaning>();
  return uses.map((use) => {
    const values = spellingsOf(use);
    if (!values) return undefined;
    const key = JSON.stringify([...values]);
    const known = byKey.get(key) ?? createMeaning(engine, values, encoding, delimiter);
    byKey.set(key, known);
    return known;
  });
}

function createMeaning(
  engine: Engine,
  values: ReadonlyMap<string, number>,
  encoding: ScannedEncoding,
  delimiter: number,
): Meaning {
  const spelled = [...values].map(([spelling, value]) => [encode(spelling, encoding), value] as const);
  const short = createShortCells(engine, delimiter);
  return { lexicon: createLexicon(engine, spelled, short.see), short: short.at, find: createFinder(values) };
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
