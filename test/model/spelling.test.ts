import { expect, test } from 'vitest';
import { didYouMean } from '../../src/model/spelling.ts';

test.each([
  ['singel', ['single', 'multiple'], 'single'],
  ['average', ['sum', 'mean', 'min', 'max'], 'mean'],
  ['product', ['weight', 'when'], 'weight'],
  ['q5', ['Q5', 'Q6'], 'Q5'],
  ['Q55', ['Q5', 'Q16'], 'Q5'],
  ['Q5', ['Q4', 'Q6'], undefined],
  ['Q7', ['Q4'], 'Q4'],
  ['M24', ['M204', 'M214'], 'M204'],
  // Nothing of these is like what was written.
  ['Z', ['A', 'B'], undefined],
  ['zebra', ['single', 'multiple'], undefined],
  ['', ['A'], undefined],
] as const)('"%s" among %j means %s', (text, candidates, meant) => {
  expect(didYouMean(text, candidates)).toBe(meant);
});
