import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enterprisePath, fileNameOf, isPlaceOf } from '../../src/store/enterprise-path.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Keys as they come: any UTF-16 text, halves of surrogate pairs included, and texts that are close to one another. */
const anyKey = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      '%',
      '4',
      '1',
      '-',
      '.',
      ' ',
      '+',
      'ü',
      'Ü',
      '\u0308',
      '都',
      'Ａ',
      '\ud800',
      '\ufffd',
    ),
    maxLength: 8,
  }),
  fc.constantFrom('con', 'CON', 'Con', 'com1', 'COM1', 'nul', 'NUL', 'aux', 'lpt9', 'con%', '%63%6f%6e'),
  fc.tuple(fc.constantFrom('a', 'A', '中'), fc.integer({ min: 30, max: 400 })).map(([c, n]) => c.repeat(n)),
);

/** A name as the least exact disk sees it: without case, and with accents stored in any way. */
function asSeen(name: string): string {
  return name.toLowerCase().normalize('NFD');
}

describe('keys as file names', () => {
  test.each([
    ['914403001922038216', '914403001922038216'],
    ['91440300MA5EQXNE4R', '91440300MA5EQXNE4R'],
    ['DE-123_4', 'DE-123_4'],
    ['', '%'],
    ['abc', 'abc%'],
    ['Abc', 'Abc%1'],
    ['aBC', 'aBC%6'],
    ['Beta', 'Beta%1'],
    ['Beta GmbH', 'Beta+GmbH%91'],
    ['Beta Co., Ltd.', 'Beta+Co.,+Ltd.%51'],
    ['Beta+', 'Beta%2b%1'],
    ['müller', 'müller%'],
    ['Müller & Söhne', 'Müller+%26+Söhne%41'],
    ['MÜLLER', 'MÜLLER%3f'],
    ['Mu\u0308ller', 'Mu%cc%88ller%1'],
    ['straße', 'stra%c3%9fe%'],
    ['İ', '%c4%b0%1'],
    ['成都', '成都%'],
    ['成都Beta（集团）', '成都Beta（集团）%4'],
    ['\uf900', '%ef%a4%80%'],
    ['../../x', '%2e.%2f..%2fx%'],
    ['/abs', '%2fabs%'],
    ['a\\..\\b', 'a%5c..%5cb%'],
    ['a:b', 'a%3ab%'],
    ['C:', 'C%3a%1'],
    ['CON', 'CON%7'],
    ['con', 'con%'],
    ['con.x', 'con%2ex%'],
    ['NUL', 'NUL%7'],
    ['COM1', 'COM1%7'],
    ['COM10', 'COM10'],
    ['-rf', '%2drf%'],
    ['.git', '%2egit%'],
    ['X.', 'X.%1'],
    ['X ', 'X+%1'],
    ['.', '%2e%'],
    ['..', '%2e.%'],
    ['a\0b', 'a%00b%'],
    ['Ａ', '%ef%bc%a1%1'],
    ['\ud83c\udfed', '%f0%9f%8f%ad%'],
    ['\ud83c', '%ed%a0%bc%'],
    ['\ud800', '%ed%a0%80%'],
    ['\udfff', '%ed%bf%bf%'],
    ['100%', '100%25%'],
    ['__proto__', '__proto__%'],
    ['WKO MEMBER 4711', 'WKO+MEMBER+4711'],
    ['NR. 12.345', 'NR.+12.345'],
    ['4711 12', '4711+12'],
    ['4711/12', '4711%2f12%'],
    ['CON 1', 'CON+1'],
    ['CON.1', 'CON%2e1%7'],
    ['A  B', 'A++B%3'],
    [' A', '+A%1'],
    ['A .B', 'A+.B%3'],
  ])('the key %j gives the file name %s, today and in every later version', (key, name) => {
    expect(fileNameOf(key)).toBe(name);
  });

  test('in file names, keys of 100 plain characters stay, of 101 get a mark, of 300 are shortened and distinct', () => {
    expect(fileNameOf('A'.repeat(100))).toBe('A'.repeat(100));
    expect(fileNameOf('1'.repeat(101))).toBe(`${'1'.repeat(101)}%`);
    expect(fileNameOf('a'.repeat(119))).toBe(`${'a'.repeat(119)}%`);
    expect(fileNameOf('a'.repeat(120))).toMatch(/^a{60}%[0-9a-f]{64}$/);
    expect(fileNameOf('中'.repeat(39))).toBe(`${'中'.repeat(39)}%`);
    // Neither a character nor an escape is cut in two.
    expect(fileNameOf(`a${'中'.repeat(99)}`)).toMatch(/^a中{19}%[0-9a-f]{64}$/);
    expect(fileNameOf(`a${'!'.repeat(99)}`)).toMatch(/^a(%21){19}%[0-9a-f]{64}$/);
    expect(fileNameOf(`${'a'.repeat(300)}1`)).not.toBe(fileNameOf(`${'a'.repeat(300)}2`));
    expect(fileNameOf(`${'a'.repeat(300)}\ud800`)).not.toBe(fileNameOf(`${'a'.repeat(300)}\ud801`));
  });

  test('two keys never share a file, also on a disk that ignores case', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        fc.pre(one !== other);
        expect(asSeen(fileNameOf(one))).not.toBe(asSeen(fileNameOf(other)));
      }),
      { numRuns: 5000 },
    );
  });

  test('keys that differ only in case, width or one character never share a file', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const near = [
          key.toLowerCase(),
          key.toUpperCase(),
          key.normalize('NFKC'),
          key.normalize('NFD'),
          key.trim(),
          `${key}%`,
          `${key} `,
        ];
        const different = [...new Set([key, ...near])];
        expect(new Set(different.map((each) => asSeen(fileNameOf(each)))).size).toBe(different.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('every file name is safe on every system', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const name = fileNameOf(key);
        expect(name).toMatch(/^[0-9A-Za-z_%+\p{L}（）][-.,0-9A-Za-z_%+\p{L}（）]*$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(name).toBe(name.normalize('NFC'));
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(125);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('register numbers as keys', () => {
  test.each([
    ['HRB 12345 Köln', 'HRB-12345-KOELN'],
    ['Amtsgericht Köln, HRB 12345', 'HRB-12345-KOELN'],
    ['FN 122119m', 'FN122119M'],
    ['CHE-116.281.710 MWST', 'CHE116281710'],
    ['de 136 695 976', 'DE136695976'],
  ])('the files of %s are named %s, which people can read', (key, name) => {
    expect(enterprisePath('/files', key)).toBe(path.join('/files', `${name}.json`));
    expect(isPlaceOf('/files', path.join('/files', `${name}.json`), key)).toBe(true);
  });

  test('a file that an earlier version named by the register number as typed is still found', async () => {
    const root = await makeTemporaryFolder();
    const earlier = path.join(root, `${fileNameOf('HRB 12345 KÖLN')}.json`);
    await writeFile(earlier, '{}');
    expect(enterprisePath(root, 'HRB 12345 Köln')).toBe(earlier);
    expect(isPlaceOf(root, earlier, 'HRB 12345 Köln')).toBe(true);
    expect(enterprisePath(root, 'HRB 12346 Köln')).toBe(path.join(root, 'HRB-12346-KOELN.json'));
  });
});

describe("a chamber's own numbers as keys", () => {
  test('a file that an earlier version named with a mark is still found', async () => {
    const root = await makeTemporaryFolder();
    const earlier = path.join(root, 'WKO+MEMBER+4711%1ff.json');
    await writeFile(earlier, '{}');
    expect(enterprisePath(root, 'WKO member 4711')).toBe(earlier);
    expect(isPlaceOf(root, earlier, 'WKO Member 4711')).toBe(true);
    expect(enterprisePath(root, 'WKO Member 4712')).toBe(path.join(root, 'WKO+MEMBER+4712.json'));
  });
});
