import { foldKey, hashKey, hashPlainKey } from '../model/key-hash.ts';
import type { TextCells } from './text-cells.ts';

/** The keys of enterprises, each once; capitals, width and blanks make no other one. Kept as bytes: there may be millions. */
export interface KeyTable {
  readonly size: number;
  /** The key as it was first written. */
  at(index: number): string;
  /** Where a key stands; -1 where it does not. */
  find(key: string): number;
  /** Where the key of a row stands, added if it is new. */
  add(cells: TextCells, row: number): number;
}

const decoder = new TextDecoder();
/** Slots for each key: at most half are taken. */
const SLOTS = 2;

/** An empty table. */
export function createKeyTable(): KeyTable {
  let [bytes, used] = [new Uint8Array(1 << 12), 0];
  let [ends, hashes, count] = [new Uint32Array(256), new Float64Array(256), 0];
  let slots = new Int32Array(256 * SLOTS).fill(-1);

  const startOf = (index: number): number => (index === 0 ? 0 : (ends[index - 1] as number));
  const at = (index: number): string => decoder.decode(bytes.subarray(startOf(index), ends[index]));

  function grow(): void {
    ends = longer(ends);
    hashes = longer(hashes);
    slots = new Int32Array(ends.length * SLOTS).fill(-1);
    for (let index = 0; index < count; index++) slots[freeSlot(hashes[index] as number)] = index;
  }

  /** There are a power of two of them. */
  const firstSlot = (hash: number): number => (hash >>> 0) & (slots.length - 1);

  function freeSlot(hash: number): number {
    let slot = firstSlot(hash);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  /** The index of a key that `isSame` knows, or -1 less the slot where it belongs. */
  function look(hash: number, isSame: (index: number) => boolean): number {
    let slot = firstSlot(hash);
    for (;;) {
      const index = slots[slot] as number;
      if (index === -1) return -1 - slot;
      if (hashes[index] === hash && isSame(index)) return index;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function isAt(index: number, source: Uint8Array, start: number, end: number): boolean {
    const from = startOf(index);
    if ((ends[index] as number) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (source[i] !== bytes[from + i - start]) return false;
    return true;
  }

  function insert(slot: number, hash: number, source: Uint8Array, start: number, end: number): number {
    if (used + end - start > bytes.length) {
      const larger = new Uint8Array((used + end - start) * 2);
      larger.set(bytes.subarray(0, used));
      bytes = larger;
    }
    bytes.set(source.subarray(start, end), used);
    used += end - start;
    [ends[count], hashes[count], slots[slot]] = [used, hash, count];
    count += 1;
    if (count === ends.length) grow();
    return count - 1;
  }

  return {
    get size() {
      return count;
    },
    at,
    find(key) {
      const folded = foldKey(key.trim());
      return Math.max(
        -1,
        look(hashKey(folded), (index) => foldKey(at(index)) === folded),
      );
    },
    add({ bytes: source, starts, ends: rowEnds }, row) {
      const [start, end] = [starts[row] as number, rowEnds[row] as number];
      let folded: string | undefined;
      const fold = (): string => {
        folded ??= foldKey(decoder.decode(source.subarray(start, end)));
        return folded;
      };
      const hash = hashPlainKey(source, start, end) || hashKey(fold());
      const found = look(hash, (index) => isAt(index, source, start, end) || foldKey(at(index)) === fold());
      return found >= 0 ? found : insert(-1 - found, hash, source, start, end);
    },
  };
}

function longer<T extends Uint32Array | Float64Array>(column: T): T {
  const twice = new (column.constructor as new (length: number) => T)(column.length * 2);
  twice.set(column);
  return twice;
}
