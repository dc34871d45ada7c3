/** For each hash there are so many bits at least in a filter: few are set by chance. */
const BITS_EACH = 8;
const LEAST_BITS = 1 << 16;

/**
 * The hashes that occur more than once; 0 is none. A filter of bits, small beside the hashes, leaves over the few that may
 * be among them; those are looked at exactly.
 */
export function findTwice(hashes: readonly Float64Array[], count: number): ReadonlySet<number> {
  const suspects = findSuspects(hashes, createFilter(count));
  const twice = new Set<number>();
  if (suspects.size === 0) return twice;
  const isSeen = new Uint8Array(suspects.table.length);
  // Nearly all rows are none of them, which a filter says sooner than the table.
  const filter = createFilter(suspects.size);
  for (const hash of suspects.table) if (hash !== 0) wasMarked(filter, mix(hash));
  for (const some of hashes) {
    for (let i = 0; i < some.length; i++) {
      const hash = some[i] as number;
      const mixed = mix(hash);
      if (hash === 0 || !isMarked(filter, mixed)) continue;
      const place = placeOf(suspects.table, hash, mixed);
      if (suspects.table[place] !== hash) continue;
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
function findSuspects(hashes: readonly Float64Array[], filter: Int32Array): Suspects {
  let [table, size]: [Float64Array, number] = [new Float64Array(1 << 10), 0];
  for (const some of hashes) {
    for (let i = 0; i < some.length; i++) {
      const hash = some[i] as number;
      const mixed = mix(hash);
      if (hash === 0 || !wasMarked(filter, mixed)) continue;
      const place = placeOf(table, hash, mixed);
      if (table[place] === hash) continue;
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
  for (const hash of table) if (hash !== 0) larger[placeOf(larger, hash, mix(hash))] = hash;
  return larger;
}

/** Mixes the words of a whole number below 2^53 to one of 32 bits. */
function mix(hash: number): number {
  const high = Math.floor(hash / 2 ** 32);
  const mixed = Math.imul((hash - high * 2 ** 32) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0;
}
