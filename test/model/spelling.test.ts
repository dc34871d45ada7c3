import { expect, test } from 'vitest';
import { didYouMean, normaliseSpelling } from '../../src/model/spelling.ts';

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
] as const)('"%s" among %j means %s', (text, candidates, meant) => {
  expect(didYouMean(text, candidates)).toBe(meant);
});

test('what needs no normalising is left as normalising would leave it', () => {
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
