import { longer } from './columns.ts';
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
const [SEED, PRIME] = [0x811c9dc5, 0x85ebca6b];

/** An empty table. */
export function createValueTable(): ValueTable {
  const values = [''];
  // The texts one behind the other, and where each ends.
  let [texts, textEnds] = [new Uint8Array(1 << 10), new Uint32Array(64)];
  let slots = new Int32Array(64);
  let hashes = new Int32Array(64);

  function find(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    const hash = hashOf(bytes, start, end);
    let slot = hash & (slots.length - 1);
    for (;;) {
      const code = slots[slot] as number;
      if (code === 0) return add(slot, hash, bytes.subarray(start, end));
      if (hashes[slot] === hash && isAt(code, bytes, start, end)) return code;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function isAt(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = textEnds[code - 1] as number;
    if ((textEnds[code] as number) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (texts[from + i - start] !== bytes[i]) return false;
    return true;
  }

  function add(slot: number, hash: number, bytes: Uint8Array): number {
    const code = values.push(decoder.decode(bytes)) - 1;
    const used = textEnds[code - 1] as number;
    if (used + bytes.length > texts.length) texts = longer(texts, (used + bytes.length) * 2);
    if (code === textEnds.length) textEnds = longer(textEnds, code * 2);
    texts.set(bytes, used);
    textEnds[code] = used + bytes.length;
    slots[slot] = code;
    hashes[slot] = hash;
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

/** Four bytes at a time. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED ^ (end - start);
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    hash = Math.imul(hash ^ word, PRIME);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), PRIME);
  return hash ^ (hash >>> 13);
}
