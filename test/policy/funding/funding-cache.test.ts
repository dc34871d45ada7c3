import { expect, test } from 'vitest';
import { createTextNumbers } from '../../../src/policy/funding/funding-cache.ts';

test('a text keeps its number, and no other text ever gets it, also once it is forgotten', () => {
  const numberOf = createTextNumbers();
  expect(numberOf('a')).toBe(numberOf('a'));
  const texts = Array.from({ length: 40_000 }, (_, i) => `text ${i}`);
  const numbers = [numberOf('a'), ...texts.map(numberOf)];
  expect(new Set(numbers).size).toBe(texts.length + 1);
  const again = numberOf('a');
  expect(again === numbers[0] || !numbers.includes(again)).toBe(true);
});
