import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonError, parseJson } from '../../src/store/enterprise-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('reading JSON', () => {
  test.each([
    ['an empty file', '', 1, 1],
    ['a file that ends in the middle', '{\n  "a": [1,\n', 3, 1],
    ['a comma too many', '{\n  "a": 1,\n}', 3, 1],
    ['a comma too few', '[1\n 2]', 2, 2],
    ['a colon too few', '{"a" 1}', 1, 6],
    ['a conflict left by git', '{\n<<<<<<< HEAD\n  "a": 1\n}', 2, 1],
    ['something behind the end', '{}\n{}', 2, 1],
    ['a line break in a text', '{"a": "b\nc"}', 1, 9],
    ['single quotes', "{'a': 1}", 1, 2],
    ['a bracket that closes another', '{"a": [1}', 1, 9],
    ['a value in place of a key', '{1: 2}', 1, 2],
    ['zeros from a power cut', '\0\0\0\0', 1, 1],
    ['NaN', '{"a": NaN}', 1, 7],
  ])('JSON with %s is reported as damaged, with line and column', (_, text, line, column) => {
    expect(() => parseJson(bytes(text), 'x.json')).toThrow(
      expect.objectContaining({ code: 'damaged', path: 'x.json', place: { line, column }, step: 'restore-copy' }),
    );
  });

  test('JSON with invalid UTF-8 is reported as damaged, never read with substituted characters', () => {
    const gbk = Uint8Array.from([...bytes('{\n"a": "'), 0xb3, 0xc9, 0xb6, 0xbc, ...bytes('"}')]);
    expect(() => parseJson(gbk, 'x.json')).toThrow(expect.objectContaining({ place: { line: 2, column: 7 } }));
  });

  test('a byte order mark from an editor does not count as damage', () => {
    expect(parseJson(bytes('\ufeff{"a": 1}'), 'x.json')).toEqual({ a: 1 });
  });

  test('the position of a syntax error is found exactly', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[],:"\\ue1-.0 \ntrufalsn\t\u0001'), maxLength: 12 });
    const cut = fc.tuple(fc.json(), fc.nat(), fc.nat()).map(([text, at, length]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + text.slice(start + (length % 3));
    });
    fc.assert(
      fc.property(fc.oneof(fc.json(), noise, cut), (text) => {
        expect(findJsonError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
