import { expect, test } from 'vitest';
import { createCellStore } from '../../../src/table/xlsx/sheet-reader.ts';

test('workbook texts of any characters and length become the same cells as in CSV', () => {
  const texts = ['', 'a', 'Müller ÿ', '成都', '😀 half \ud83d', 'a,"b"', 'x'.repeat(3 << 20), '企'.repeat(1 << 20), ''];
  const many = Array.from({ length: 70_000 }, (_, i) => (i % 3 === 0 ? `企业${i}` : `91510100MA${i}`));
  const store = createCellStore();
  for (const text of [...texts, ...many]) store.add(text);
  const written = { bytes: Buffer.alloc(8), length: 0 };
  const expected = [...texts, ...many].map((text) => (text === 'a,"b"' ? '"a,""b"""' : text));
  for (const [place, text] of expected.entries()) {
    const bytes = Buffer.from(text);
    written.length = 0;
    store.write(place, written);
    if (!bytes.equals(written.bytes.subarray(0, written.length))) expect.fail(`${place}: ${text.slice(0, 80)}`);
    expect(store.lengthOf(place)).toBe(bytes.length);
  }
});

test('a workbook cell without text is read as empty', () => {
  const store = createCellStore();
  store.add('only');
  for (const place of [1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(store.lengthOf(place)).toBe(0);
});
