import { expect, test } from 'vitest';
import { createNumbering } from '../../../src/policy/funding/numbering.ts';

test('a text keeps its number, and no other text ever gets it, also once it is forgotten', () => {
  const numberOf = createNumbering();
  expect(numberOf('a')).toBe(numberOf('a'));
  const texts = Array.from({ length: 40_000 }, (_, i) => `text ${i}`);
  const numbers = [numberOf('a'), ...texts.map(numberOf)];
  expect(new Set(numbers).size).toBe(texts.length + 1);
  const again = numberOf('a');
  expect(again === numbers[0] || !numbers.includes(again)).toBe(true);
});
