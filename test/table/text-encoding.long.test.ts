import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../src/table/gb18030-codec.ts';
import { CODECS, createValidator, type Encoding, encode } from '../../src/table/text-encoding.ts';
import { runs } from '../property-runs.ts';
import { readingOf, scanBlocks, texts as textColumns } from './scan-bytes.ts';

const ENCODINGS: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];
/** Bytes at which characters of these encodings begin, go on or break. */
const BYTES = [
  0x00, 0x2c, 0x30, 0x39, 0x41, 0x7f, 0x80, 0x81, 0x84, 0x8f, 0x90, 0x9f, 0xa0, 0xa4, 0xbf, 0xc1, 0xc2, 0xd8,
];
const MORE = [0xdb, 0xdc, 0xdf, 0xe0, 0xe3, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xfe, 0xff];
const anyBytes = fc.oneof(
  fc.array(fc.constantFrom(...BYTES, ...MORE), { maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => [...Buffer.from(text)]),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => [...encodeGb18030(text)]),
);

function isValid(encoding: Encoding, bytes: Uint8Array, isOpen = false): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isOpen });
    return true;
  } catch {
    return false;
  }
}

describe.each(ENCODINGS)('decoding %s', (encoding) => {
  const { measure, isUnfinished } = CODECS[encoding];

  test('the check finds the longest part of a text that the decoder accepts', () => {
    fc.assert(
      fc.property(anyBytes, (list) => {
        const bytes = Uint8Array.from(list);
        const valid = measure(bytes);
        expect(isValid(encoding, bytes.subarray(0, valid))).toBe(true);
        for (let longer = valid + 1; longer <= bytes.length; longer++) {
          expect(isValid(encoding, bytes.subarray(0, longer))).toBe(false);
        }
        // What may go on is what the decoder waits for.
        const rest = bytes.subarray(valid);
        if (isUnfinished(rest)) expect(isValid(encoding, rest, true)).toBe(true);
        else if (rest.length > 0) expect(isValid(encoding, Uint8Array.of(...rest, 0x41, 0x41, 0x41, 0x41))).toBe(false);
      }),
      runs(3000),
    );
  });

  test('checking a text in chunks of any size gives the same result as checking it whole', () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 5 }), (list, length) => {
        const bytes = Uint8Array.from(list);
        const validator = createValidator(encoding);
        let isWrong = false;
        for (let at = 0; at < bytes.length && !isWrong; at += length) {
          const piece = bytes.subarray(at, at + length);
          isWrong = validator.check(piece) < piece.length;
        }
        expect(!isWrong && validator.pending.length === 0).toBe(isValid(encoding, bytes));
      }),
      runs(3000),
    );
  });
});

describe('characters', () => {
  test('every Unicode character is read correctly from GB18030', () => {
    const decoder = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
    for (let point = 0; point < 0x30000; point += point < 0xfff0 || point > 0x10100 ? 1 : 7) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const text = String.fromCodePoint(point);
      const bytes = encodeGb18030(text);
      // Some for private use have none.
      if (bytes[0] === 0xff && point >= 0xe5e5 && point <= 0xe864) continue;
      expect(CODECS.gb18030.measure(bytes)).toBe(bytes.length);
      if (decoder.decode(bytes) !== text) throw new Error(`U+${point.toString(16)}`);
    }
  });

  test('a character that GB18030 cannot encode is matched by no text read from GB18030', () => {
    for (const text of ['A\ue5e5', '\ud800']) expect(CODECS.gb18030.measure(encodeGb18030(text))).toBe(text.length - 1);
  });

  test.each([['utf-8' as const], ['gb18030' as const]])('texts read from %s are unchanged', (encoding) => {
    const points = Array.from({ length: 0x30000 - 0x80 }, (_, i) => 0x80 + i).filter((point) => {
      const bytes = encode(String.fromCodePoint(point), encoding);
      return CODECS[encoding].measure(bytes) === bytes.length && (point < 0xd800 || point >= 0xe000);
    });
    const written = points.map((point) => `x${String.fromCodePoint(point)}x`);
    const read: (string | undefined)[] = [];
    const bytes = encode(`${written.join('\n')}\n`, encoding);
    scanBlocks(bytes, readingOf(textColumns(1), { encoding }), bytes.length, { block: 4096 }, ({ rows, text }) => {
      for (let row = 0; row < rows; row++) read.push(text.at(0, row));
    });
    const wrong = written.filter((text, i) => read[i] !== text);
    expect([read.length, wrong]).toEqual([points.length, []]);
  });
});
