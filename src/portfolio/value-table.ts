import type { TextCells } from './text-cells.ts';

/** The different texts of a column, each with a code from 1; 0 is the blank. */
export interface ValueTable {
  /** By code; the first is the blank. */
  readonly values: readonly string[];
  codeOf(text: string): number;
  /** The code of a row's text. */
  codeAt(cells: TextCells, row: number): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const [SEED, PRIME] = [0x811c9dc5, 0x01000193];

/** An empty table. */
export function createValueTable(): ValueTable {
  const values = [''];
  const bytesOf: Uint8Array[] = [new Uint8Array(0)];
  let slots = new Int32Array(64);
  let hashes = new Int32Array(64);

  function find(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    let hash = SEED;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), PRIME);
    hash ^= hash >>> 15;
    let slot = hash & (slots.length - 1);
    for (;;) {
      const code = slots[slot] as number;
      if (code === 0) return add(slot, hash, bytes.slice(start, end));
      if (hashes[slot] === hash && isSame(bytesOf[code] as Uint8Array, bytes, start, end)) return code;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function add(slot: number, hash: number, bytes: Uint8Array): number {
    const code = values.push(decoder.decode(bytes)) - 1;
    bytesOf.push(bytes);
    [slots[slot], hashes[slot]] = [code, hash];
    if (values.length * 2 > slots.length) grow();
    return code;
  }

  function grow(): void {
    const [oldSlots, oldHashes] = [slots, hashes];
    slots = new Int32Array(oldSlots.length * 2);
    hashes = new Int32Array(slots.length);
    for (const [i, code] of oldSlots.entries()) {
      if (code === 0) continue;
      let slot = (oldHashes[i] as number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      [slots[slot], hashes[slot]] = [code, oldHashes[i] as number];
    }
  }

  return {
    values,
    codeOf(text) {
      const bytes = encoder.encode(text.trim());
      return find(bytes, 0, bytes.length);
    },
    codeAt: ({ bytes, starts, ends }, row) => find(bytes, starts[row] as number, ends[row] as number),
  };
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
