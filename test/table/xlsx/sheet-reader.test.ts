import { expect, test } from 'vitest';
import { createTextStore } from '../../../src/table/xlsx/sheet-reader.ts';

test('texts come back as they were, of any signs and any length', () => {
  const texts = ['', 'a', 'Müller ÿ', '成都', '😀 half \ud83d', 'x'.repeat(3 << 20), '企'.repeat(1 << 20), ''];
  const many = Array.from({ length: 70_000 }, (_, i) => (i % 3 === 0 ? `企业${i}` : `91510100MA${i}`));
  const store = createTextStore();
  for (const text of [...texts, ...many]) store.add(text);
  expect([...texts, ...many].every((text, i) => store.at(i) === text)).toBe(true);
});

test('where there is no text, there is none', () => {
  const store = createTextStore();
  store.add('only');
  for (const place of [1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(store.at(place)).toBeUndefined();
});
