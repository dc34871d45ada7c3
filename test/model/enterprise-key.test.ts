import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findUsccFault, normaliseUscc } from '../../src/model/credit-code.ts';
import { isProvisionalKey, meansNoKey, PROVISIONAL_LENGTH, provisionalKeyOf } from '../../src/model/enterprise-key.ts';

interface Codes {
  valid: { code: string; holder: string }[];
  invalid: { code: string; fault: string; why: string }[];
  mangled: string[];
}

const file = path.join(import.meta.dirname, '../fixtures/uscc.yaml');
const codes: Codes = parse(readFileSync(file, 'utf8'), { schema: 'failsafe' });
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('the Unified Social Credit Code', () => {
  test.each(codes.valid)('$code of $holder is a valid credit code', ({ code }) => {
    expect(findUsccFault(code)).toBeUndefined();
  });

  test.each(codes.invalid)('$code is not a valid credit code: $why', ({ code, fault }) => {
    expect(findUsccFault(code)).toMatchObject({ fault });
  });

  test.each(codes.mangled)('%s is recognised as a key mangled by a spreadsheet', (code) => {
    expect(findUsccFault(code)).toEqual({ fault: 'mangled' });
  });

  test('every change of a single character of a credit code is found', () => {
    for (const { code } of codes.valid) {
      for (let position = 0; position < 18; position++) {
        for (const other of ALPHABET.replace(code.charAt(position), '')) {
          const changed = code.slice(0, position) + other + code.slice(position + 1);
          expect(findUsccFault(changed), changed).toBeDefined();
        }
      }
    }
  });

  test('for a credit code with a wrong check character, the correct one is given', () => {
    for (const { code } of codes.valid) {
      const wrong = code.slice(0, 17) + (code.endsWith('1') ? '2' : '1');
      expect(findUsccFault(wrong)).toEqual({ fault: 'check', expected: code.charAt(17) });
    }
  });

  test.each([
    [' 91440300708461136t\n', '91440300708461136T'],
    ['９１４４０３００７０８４６１１３６Ｔ', '91440300708461136T'],
    ['9144 0300-7084－6113–6t', '91440300708461136T'],
  ])('the credit code %j is normalised', (written, code) => {
    expect(normaliseUscc(written)).toBe(code);
  });

  test('in a credit code, a character outside the Basic Multilingual Plane counts as one character', () => {
    expect(findUsccFault(`${'9'.repeat(17)}𝌆`)).toMatchObject({ fault: 'character' });
    expect(findUsccFault(`${'9'.repeat(16)}𝌆`)).toEqual({ fault: 'length' });
  });
});

describe('a provisional key', () => {
  const key = provisionalKeyOf('20261201T093000-7f3a91c2');

  test('a provisional key is recognisable as one, and is never a valid code', () => {
    expect(key).toBe('PROVISIONAL-20261201T093000-7F3A91C2');
    expect(key).toHaveLength(PROVISIONAL_LENGTH);
    expect(findUsccFault(normaliseUscc(key))).toBeDefined();
    expect(meansNoKey(key)).toBe(true);
  });

  test.each([
    ['in lower case', key.toLowerCase(), true],
    ['with one digit missing', key.slice(0, -1), false],
    ['as the bare word', 'PROVISIONAL', false],
  ])('a key is recognised as provisional or not: %s', (_, written, isProvisional) => {
    expect(isProvisionalKey(written)).toBe(isProvisional);
  });
});
