import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileNameOf } from '../../src/files/key.ts';

/** Keys as they come: any UTF-16 text, halves of surrogate pairs included, and texts that are close to one another. */
const anyKey = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom('a', 'A', '%', '4', '1', '-', '.', ' ', 'Ａ', '\ud800', '\ufffd'), maxLength: 8 }),
  fc.constantFrom('con', 'CON', 'Con', 'com1', 'COM1', 'nul', 'NUL', 'aux', 'lpt9', 'con%', '%63%6f%6e'),
  fc.tuple(fc.constantFrom('a', 'A', '中'), fc.integer({ min: 30, max: 400 })).map(([c, n]) => c.repeat(n)),
);

describe('pitfall 32: keys as file names', () => {
  test.each([
    ['914403001922038216', '914403001922038216'],
    ['91440300MA5EQXNE4R', '91440300MA5EQXNE4R'],
    ['DE-123_4', 'DE-123_4'],
    ['', '%'],
    ['abc', 'abc%'],
    ['Abc', '%41bc'],
    ['../../x', '%2e%2e%2f%2e%2e%2fx'],
    ['/abs', '%2fabs'],
    ['a\\..\\b', 'a%5c%2e%2e%5cb'],
    ['a:b', 'a%3ab'],
    ['C:', '%43%3a'],
    ['CON', '%43%4f%4e'],
    ['con', 'con%'],
    ['NUL', '%4e%55%4c'],
    ['COM1', '%43%4f%4d1'],
    ['COM10', 'COM10'],
    ['-rf', '%2drf'],
    ['X.', '%58%2e'],
    ['X ', '%58%20'],
    ['.', '%2e'],
    ['..', '%2e%2e'],
    ['a\0b', 'a%00b'],
    ['Ａ', '%ef%bc%a1'],
    ['成都', '%e6%88%90%e9%83%bd'],
    ['\ud83c\udfed', '%f0%9f%8f%ad'],
    ['\ud83c', '%ed%a0%bc'],
    ['100%', '100%25'],
    ['__proto__', '__proto__%'],
  ])('pitfall 32: %j becomes %s, today and in every later version', (key, name) => {
    expect(fileNameOf(key)).toBe(name);
  });

  test('pitfall 32: 100 plain characters stay, 101 are escaped, 300 are shortened to one name each', () => {
    expect(fileNameOf('A'.repeat(100))).toBe('A'.repeat(100));
    expect(fileNameOf('A'.repeat(101))).toMatch(/^(%41){20}%[0-9a-f]{64}$/);
    expect(fileNameOf('a'.repeat(119))).toBe(`${'a'.repeat(119)}%`);
    expect(fileNameOf('a'.repeat(120))).toMatch(/^a{60}%[0-9a-f]{64}$/);
    // The cut falls into an escape, of which nothing must be left.
    expect(fileNameOf(`a${'中'.repeat(99)}`)).toMatch(/^a(%[0-9a-f]{2}){19}%[0-9a-f]{64}$/);
    expect(fileNameOf(`${'a'.repeat(300)}1`)).not.toBe(fileNameOf(`${'a'.repeat(300)}2`));
    expect(fileNameOf(`${'a'.repeat(300)}\ud800`)).not.toBe(fileNameOf(`${'a'.repeat(300)}\ud801`));
  });

  test('pitfall 32: two keys never share a file, also on a disk that ignores case', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        fc.pre(one !== other);
        expect(fileNameOf(one).toLowerCase()).not.toBe(fileNameOf(other).toLowerCase());
      }),
      { numRuns: 5000 },
    );
  });

  test('pitfall 32: keys that differ in case, width or one character only never share a file', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const near = [key.toLowerCase(), key.toUpperCase(), key.normalize('NFKC'), key.trim(), `${key}%`, `${key} `];
        const different = [...new Set([key, ...near])];
        expect(new Set(different.map((each) => fileNameOf(each).toLowerCase())).size).toBe(different.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('pitfall 32: every name is safe on every system', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const name = fileNameOf(key);
        expect(name).toMatch(/^[0-9A-Za-z_%][0-9A-Za-z_%-]{0,124}$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
      }),
      { numRuns: 5000 },
    );
  });
});
