import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { scoreBar } from '../../../src/report/terminal/score-lines.ts';
import { padEnd, padStart, sanitizeLine, wrapText } from '../../../src/report/terminal/terminal-text.ts';

describe('wrapped text', () => {
  test('wrapped text breaks at spaces', () => {
    expect(wrapText('The quick brown fox jumps', 10)).toEqual(['The quick', 'brown fox', 'jumps']);
  });

  test('wrapped text breaks between Chinese characters, but never before a closing or after an opening mark', () => {
    expect(wrapText('企业是否位于高新区？', 10)).toEqual(['企业是否位', '于高新区？']);
    expect(wrapText('企业是否高新，区', 12)).toEqual(['企业是否高', '新，区']);
    expect(wrapText('等级（规范级）', 6)).toEqual(['等级', '（规范', '级）']);
  });

  test('wrapped text keeps Latin words and numbers in Chinese text whole', () => {
    expect(wrapText('使用MES系统12345元', 10)).toEqual(['使用MES系', '统12345元']);
  });

  test('text without a possible line break is cut at the width', () => {
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  test('wrapped text fits the width, and loses no characters but spaces', () => {
    const text = fc
      .array(fc.constantFrom('企业', '数字化', '，', '（', '）', 'level', ' ', '2', 'Größe', '、', '。', '“', '”'), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (given, width) => {
        const lines = wrapText(given, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      }),
    );
  });
});

test('padding counts columns, not characters', () => {
  expect(padEnd('总分', 6)).toBe('总分  ');
  expect(padStart('Total', 6)).toBe(' Total');
  expect(padEnd('总分', 3)).toBe('总分');
});

test('text on one line contains no control characters', () => {
  expect(sanitizeLine('a\u001b[31mb\r\n\tc\u2066d')).toBe('a [31mb c d');
});

describe('a bar', () => {
  test('a bar is full only for the best value, and empty only for zero', () => {
    expect(scoreBar(100, 100, 10)).toEqual({ sure: 10, possible: 0, rest: 0 });
    expect(scoreBar(99.9, 100, 10)).toEqual({ sure: 9, possible: 0, rest: 1 });
    expect(scoreBar(0.1, 100, 10)).toEqual({ sure: 1, possible: 0, rest: 9 });
    expect(scoreBar(0, 100, 10)).toEqual({ sure: 0, possible: 0, rest: 10 });
  });

  test('a bar shows the range of values still possible', () => {
    expect(scoreBar([20, 50], 100, 10)).toEqual({ sure: 2, possible: 3, rest: 5 });
  });

  test('a bar is left out without a scale from zero to a maximum', () => {
    expect(scoreBar(5, undefined, 10)).toBeUndefined();
    expect(scoreBar(-5, 100, 10)).toBeUndefined();
    expect(scoreBar(null, 100, 10)).toBeUndefined();
    expect(scoreBar([null, 5], 100, 10)).toBeUndefined();
  });
});
