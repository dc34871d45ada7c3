/** For each hash there are so many bits at least in a filter: few are set by chance. */
const BITS_EACH = 8;
const LEAST_BITS = 1 << 16;

/** The hashes of some rows, 0 where there is none. */
type Hashes = readonly Float64Array[];

/**
 * The hashes that occur more than once. A filter of bits, small beside the hashes, leaves over the few that may be among
 * them; those are looked at exactly.
 */
export function findTwice(hashes: Hashes, count: number): ReadonlySet<number> {
  const { table, size } = findSuspects(hashes, createFilter(count));
  const twice = new Set<number>();
  if (size === 0) return twice;
  const isSeen = new Uint8Array(table.length);
  // Nearly all rows are none of them, which a filter says sooner than the table.
  const filter = createFilter(size);
  const suspects = wordsOf(table);
  for (let i = 0; i < suspects.length; i += 2) wasMarked(filter, mix(suspects[i] as number, suspects[i + 1] as number));
  for (const some of hashes) {
    const words = wordsOf(some);
    for (let i = 0; i < some.length; i++) {
      const mixed = mix(words[i * 2] as number, words[i * 2 + 1] as number);
      if (!isMarked(filter, mixed)) continue;
      const hash = some[i] as number;
      const place = placeOf(table, hash, mixed);
      if (hash === 0 || table[place] !== hash) continue;
      if (isSeen[place] === 1) twice.add(hash);
      isSeen[place] = 1;
    }
  }
  return twice;
}

/** Hashes in a table with open addressing, 0 where there is none. */
interface Suspects {
  readonly table: Float64Array;
  readonly size: number;
}

/** The hashes whose bit was set already: all that occur a second time, and some others. */
function findSuspects(hashes: Hashes, filter: Int32Array): Suspects {
  let [table, size]: [Float64Array, number] = [new Float64Array(1 << 10), 0];
  for (const some of hashes) {
    const words = wordsOf(some);
    for (let i = 0; i < some.length; i++) {
      const mixed = mix(words[i * 2] as number, words[i * 2 + 1] as number);
      if (!wasMarked(filter, mixed)) continue;
      const hash = some[i] as number;
      const place = placeOf(table, hash, mixed);
      if (hash === 0 || table[place] === hash) continue;
      table[place] = hash;
      if (++size * 2 > table.length) table = enlarge(table);
    }
  }
  return { table, size };
}

function createFilter(count: number): Int32Array {
  const bits = Math.max(LEAST_BITS, 2 ** Math.ceil(Math.log2(count * BITS_EACH)));
  return new Int32Array(bits / 32);
}

function isMarked(filter: Int32Array, mixed: number): boolean {
  return (((filter[(mixed >>> 5) & (filter.length - 1)] as number) >>> (mixed & 31)) & 1) === 1;
}

/** Marks a hash, and says whether it or another was marked there before. */
function wasMarked(filter: Int32Array, mixed: number): boolean {
  const [word, bit] = [(mixed >>> 5) & (filter.length - 1), 1 << (mixed & 31)];
  const before = filter[word] as number;
  filter[word] = before | bit;
  return (before & bit) !== 0;
}

/** Where a hash stands in a table, or belongs. */
function placeOf(table: Float64Array, hash: number, mixed: number): number {
  const mask = table.length - 1;
  let place = mixed & mask;
  for (let there = table[place]; there !== 0 && there !== hash; there = table[place]) place = (place + 1) & mask;
  return place;
}

function enlarge(table: Float64Array): Float64Array {
  const larger = new Float64Array(table.length * 2);
  const words = wordsOf(table);
  for (let i = 0; i < table.length; i++) {
    const hash = table[i] as number;
    if (hash !== 0) larger[placeOf(larger, hash, mix(words[i * 2] as number, words[i * 2 + 1] as number))] = hash;
  }
  return larger;
}

/** The words of the bits of each hash. */
function wordsOf(hashes: Float64Array): Int32Array {
  return new Int32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
}

/** Mixes two words to one. */
function mix(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}
