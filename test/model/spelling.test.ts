import { expect, test } from 'vitest';
import { findNearestSpelling, normaliseSpelling } from '../../src/model/spelling.ts';

test.each([
  ['singel', ['single', 'multiple'], 'single'],
  ['average', ['sum', 'mean', 'min', 'max'], 'mean'],
  ['product', ['weight', 'when'], 'weight'],
  ['q5', ['Q5', 'Q6'], 'Q5'],
  ['Q55', ['Q5', 'Q16'], 'Q5'],
  ['Q5', ['Q4', 'Q6'], undefined],
  ['Q7', ['Q4'], 'Q4'],
  ['ｌｅｖｅｌ ', ['title', 'level'], 'level'],
  ['M24', ['M204', 'M214'], 'M204'],
  // Nothing of these is like what was written.
  ['Z', ['A', 'B'], undefined],
  ['zebra', ['single', 'multiple'], undefined],
  ['', ['A'], undefined],
] as const)('the misspelled "%s" is matched, among %j, with %s', (text, candidates, meant) => {
  expect(findNearestSpelling(text, candidates)).toBe(meant);
});

test('a text found to need no normalising is unchanged by normalising', () => {
  const normalised = (text: string): string =>
    text
      .normalize('NFKC')
      .replace(/ ?★/g, '')
      .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff|\ufe0f/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
  const signs = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const different = signs
    .flatMap((sign) => [sign, `${sign}a`, `a${sign}`, `A ${sign} ${sign}b`, `${sign}  ${sign}`])
    .filter((text) => normaliseSpelling(text) !== normalised(text));
  expect(different).toEqual([]);
});

test.each([
  ['数字化规划：\n落实到什么程度？', '数字化规划：落实到什么程度？'],
  ['有想法，\r\n 遇到问题再上软件', '有想法，遇到问题再上软件'],
  ['5G\n工业网络', '5G 工业网络'],
  ['Planning:\nwritten', 'planning: written'],
  ['数字 化', '数字 化'],
])('%j counts as the same spelling as %j', (text, other) => {
  expect(normaliseSpelling(text)).toBe(normaliseSpelling(other));
});

test('a hostile cell of newlines is compared in linear time', () => {
  const text = `数${'\n'.repeat(500_000)}a`.repeat(2);
  const start = performance.now();
  normaliseSpelling(text);
  expect(performance.now() - start).toBeLessThan(2000);
});
