import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DuplicateRule, findDuplicates } from '../../../src/app/batch/duplicate-keys.ts';
import { createRowIndex } from '../../../src/app/batch/row-index.ts';
import { findUsccFault, USCC_ALPHABET } from '../../../src/model/credit-code.ts';
import { foldKey, hashKey, hashPlainKey } from '../../../src/model/enterprise-key.ts';
import type { StagedFile } from '../../../src/store/atomic-write.ts';
import { formatCsvCell } from '../../../src/table/csv-text.ts';
import { ANSWERED } from '../../../src/table/row-block.ts';
import { createUsccCheck } from '../../../src/table/uscc-check.ts';
import { runs } from '../../property-runs.ts';

test('a credit code is valid as bytes if and only if it is valid as text', () => {
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

/** Rows of results with these keys, in memory, and their index; `hashOf` stands for the hash of a folded key. */
function resultsOf(keys: readonly string[], hashOf: (folded: string) => number) {
  const index = createRowIndex();
  const rows = keys.map((key) => Buffer.from(`${formatCsvCell(key)},2.5,\n`));
  const columns = {
    hashes: Float64Array.from(keys, (key) => (key === '' ? 0 : hashOf(foldKey(key)))),
    lines: Uint32Array.from(keys.keys()),
    records: Float64Array.from(keys.keys()),
    lengths: Uint32Array.from(rows, ({ length }) => length),
    marks: new Uint16Array(keys.length),
  };
  index.add(columns, 0, keys.length);
  const bytes = Buffer.concat([Buffer.from('heading\n'), ...rows]);
  const read = async (start: number, length: number): Promise<Uint8Array> => bytes.subarray(start, start + length);
  return { index, file: { read } as StagedFile, start: 'heading\n'.length };
}

/** By row, the row with the same key that is named where it does not count. */
function namedRows(keys: readonly string[], rule: DuplicateRule): (number | undefined)[] {
  return keys.map((key, row) => {
    const rows = keys.flatMap((other, i) => (key !== '' && foldKey(other) === foldKey(key) ? [i] : []));
    const [counts, others] = [rule === 'first' ? rows[0] : rows.at(-1), rows.filter((other) => other !== row)];
    return rule === 'reject' ? others[0] : counts === row ? undefined : counts;
  });
}

test('duplicate keys are found for every value of --duplicates, even if other keys have the same hash', async () => {
  const key = fc.oneof(
    fc.constantFrom('A1', 'a1', ' Ａ1', 'B2', 'b2', 'C3', '=D4', '=d4', '"E,5"', 'e,5', ''),
    fc.stringMatching(/^[0-9A-Z]{1,2}$/),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(key, { maxLength: 40 }),
      fc.constantFrom('reject', 'first', 'last'),
      fc.boolean(),
      async (keys, rule, isCrowded) => {
        const { index, file, start } = resultsOf(keys, isCrowded ? (folded) => 1 + (folded.length % 2) : hashKey);
        const { count, otherOf } = await findDuplicates(index, file, start, { rule, readForms: async () => new Map() });
        const expected = namedRows(keys, rule);
        expect(keys.map((_, row) => otherOf(row))).toEqual(expected);
        expect(count).toBe(expected.filter((other) => other !== undefined).length);
      },
    ),
    runs(1000),
  );
});

test('duplicate keys are found among many rows, in any part of the index', async () => {
  const keys = Array.from({ length: 150_000 }, (_, row) => `K${row % 7 === 0 ? row % 1000 : row}`);
  const { index, file, start } = resultsOf(keys, hashKey);
  const { otherOf } = await findDuplicates(index, file, start, { rule: 'first' });
  const seen = new Map<string, number>();
  for (const [row, key] of keys.entries()) {
    if (otherOf(row) !== seen.get(key)) throw new Error(`row ${row}: ${otherOf(row)}`);
    if (!seen.has(key)) seen.set(key, row);
  }
  expect(seen.size).toBeLessThan(keys.length);
});
