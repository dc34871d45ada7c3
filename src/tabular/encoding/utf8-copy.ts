import type { ScannedEncoding } from './codec.ts';
import { unitsOfPairs } from './gb18030.ts';

/** Copies valid bytes of an encoding as UTF-8. */
export interface Utf8Copier {
  /** Copies to a place in the target, which has room, and gives where the copy ends. */
  copy(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number;
  /** How many bytes of UTF-8 one byte becomes at most. */
  readonly widest: number;
}

/** A copier from the encoding. */
export function createUtf8Copier(encoding: ScannedEncoding): Utf8Copier {
  return encoding === 'utf-8' ? { copy: copyBytes, widest: 1 } : { copy: createGb18030Copy(), widest: 3 };
}

function copyBytes(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  for (let i = start; i < end; i++) target[to++] = bytes[i] as number;
  return to;
}

/** Pairs are looked up; the rare characters of four bytes go through the decoder. */
function createGb18030Copy(): Utf8Copier['copy'] {
  const units = unitsOfPairs();
  const decoder = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  return (bytes, start, end, target, at) => {
    let to = at;
    for (let i = start; i < end; ) {
      const first = bytes[i] as number;
      if (first < 0x80) {
        target[to++] = first;
        i++;
        continue;
      }
      const second = bytes[i + 1] as number;
      if (first === 0x80 || second < 0x40) {
        const width = first === 0x80 ? 1 : 4;
        to += encoder.encodeInto(decoder.decode(bytes.subarray(i, i + width)), target.subarray(to)).written;
        i += width;
        continue;
      }
      const unit = units[(first - 0x81) * 192 + second - 0x40] as number;
      if (unit < 0x800) target[to++] = 0xc0 | (unit >> 6);
      else {
        target[to++] = 0xe0 | (unit >> 12);
        target[to++] = 0x80 | ((unit >> 6) & 0x3f);
      }
      target[to++] = 0x80 | (unit & 0x3f);
      i += 2;
    }
    return to;
  };
}
