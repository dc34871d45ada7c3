import type { ColumnUse } from '../use.ts';
import type { TickColumn } from './ticks.ts';

/** Space between the codes of two columns, so that one row of all columns does not fall into one cache set. */
const GAP = 64;

/** Where codes and options stand in memory. */
export interface Layout {
  readonly codes: Uint8Array;
  /** Where the codes of each column begin; ignored columns share the first place. */
  readonly starts: Int32Array;
  /** By input: where its codes or states begin. */
  readonly stateOf: ReadonlyMap<number, number>;
  readonly ticksOf: ReadonlyMap<number, readonly TickColumn[]>;
  /** Inputs whose state comes from ticks alone. */
  readonly ticked: ReadonlySet<number>;
  readonly bitsOf: ReadonlyMap<number, readonly Uint32Array[]>;
}

/** Gives every column its place. Two columns for one input are a mistake in the mapping, options of one apart. */
export function layOut(uses: readonly ColumnUse[], capacity: number): Layout {
  const stride = capacity + GAP;
  const starts = new Int32Array(uses.length + 1);
  const stateOf = new Map<number, number>();
  const ticksOf = new Map<number, TickColumn[]>();
  const words = new Map<number, number>();
  let places = 1;
  for (const [column, use] of uses.entries()) {
    if (use.kind === 'ignore') continue;
    const start = places++ * stride;
    starts[column] = start;
    if (use.kind === 'tick') {
      ticksOf.set(use.input, [...(ticksOf.get(use.input) ?? []), { column, option: use.option, start }]);
      needWords(words, use.input, use.option);
      continue;
    }
    if (stateOf.has(use.input)) throw new RangeError(`input ${use.input} has two columns`);
    stateOf.set(use.input, start);
    if (use.kind === 'choices') for (const option of use.values.values()) needWords(words, use.input, option);
  }
  const ticked = new Set([...ticksOf.keys()].filter((input) => !stateOf.has(input)));
  for (const input of ticked) stateOf.set(input, places++ * stride);
  const bitsOf = new Map(
    [...words].map(([input, count]) => [input, Array.from({ length: count }, () => new Uint32Array(capacity))]),
  );
  return { codes: new Uint8Array(places * stride), starts, stateOf, ticksOf, ticked, bitsOf };
}

function needWords(words: Map<number, number>, input: number, option: number): void {
  words.set(input, Math.max(words.get(input) ?? 1, (option >> 5) + 1));
}
