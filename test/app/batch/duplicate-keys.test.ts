import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDuplicateHashes } from '../../../src/app/batch/duplicate-keys.ts';
import { createRowIndex } from '../../../src/app/batch/scored-part.ts';
import { findUsccFault, foldKey, hashKey, hashPlainKey, USCC_ALPHABET } from '../../../src/model/enterprise-key.ts';
import { ANSWERED } from '../../../src/table/row-block.ts';
import { createUsccCheck } from '../../../src/table/uscc-check.ts';
import { runs } from '../../property-runs.ts';

test('a code is sound as bytes where it is sound as text', () => {
  const written = (characters: readonly string[], least: number, most: number): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...characters), { minLength: least, maxLength: most }).map((all) => all.join(''));
  const random = fc.oneof(
    written([...USCC_ALPHABET], 18, 18),
    written([...USCC_ALPHABET, 'I', 'a', ' ', '厂'], 16, 19),
  );
  const findUnsound = createUsccCheck(1);
  const isSoundAsBytes = (code: string): boolean => {
    const bytes = Buffer.from(`x${code}xxxx`);
    const [starts, ends] = [Uint32Array.of(1), Uint32Array.of(bytes.length - 4)];
    const column = { bytes, starts, ends, view: new DataView(bytes.buffer), at: () => code };
    return findUnsound(column, Uint8Array.of(ANSWERED), 1).length === 0;
  };
  let sound = 0;
  fc.assert(
    fc.property(random, fc.constantFrom(...USCC_ALPHABET), (text, other) => {
      // A random code is hardly ever sound: the checks are put right as the faults say.
      let code = text;
      for (let turn = 0; turn < 2; turn++) {
        const fault = findUsccFault(code);
        if (fault?.fault === 'organisation-check') code = code.slice(0, 16) + fault.expected + code.slice(17);
        if (fault?.fault === 'check') code = code.slice(0, 17) + fault.expected;
      }
      const changed = code.slice(0, 5) + other + code.slice(6);
      for (const one of [text, code, changed]) {
        const isSound = findUsccFault(one) === undefined;
        if (isSound) sound++;
        expect(isSoundAsBytes(one)).toBe(isSound);
      }
    }),
    runs(2000),
  );
  expect(sound).toBeGreaterThan(100);
});

test('a key hashes the same as bytes and as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0189AZaz -') }), (key) => {
      const bytes = Buffer.from(`x${key}x`);
      const hash = hashPlainKey(bytes, 1, bytes.length - 1);
      if (/^[0-9A-Z]*$/.test(key)) expect(hash).toBe(hashKey(foldKey(key)));
      else expect(hash).toBe(0);
    }),
    runs(1000),
  );
});

test('keys that occur twice are found among many, in any part of the index', () => {
  const index = createRowIndex();
  const [rows, expected] = [300_000, new Set<number>()];
  const hashOf = (row: number): number => hashKey(`K${row % 7 === 0 ? row % 1000 : row}`);
  const seen = new Set<number>();
  for (let from = 0; from < rows; from += 999) {
    const count = Math.min(999, rows - from);
    const hashes = Float64Array.from({ length: count }, (_, i) => (i % 50 === 3 ? 0 : hashOf(from + i)));
    const column = new Uint32Array(count);
    index.add({ hashes, lines: column, records: column, lengths: column, missed: new Uint8Array(count) });
    for (const hash of hashes) {
      if (hash !== 0 && seen.has(hash)) expected.add(hash);
      seen.add(hash);
    }
  }
  expect(index.count).toBe(rows);
  const pieces = index.hashes();
  expect(new Set(findDuplicateHashes(pieces))).toEqual(expected);
  expect(expected.size).toBeGreaterThan(500);
});
