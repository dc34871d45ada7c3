import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFinder } from '../../src/model/plain.ts';
import { createSpellingFilter } from '../../src/tabular/scan/state-filter.ts';
import { createTexts } from '../../src/tabular/scan/texts.ts';
import { ANSWERED, type States, UNANSWERED } from '../../src/tabular/use.ts';
import { runs } from '../runs.ts';

const SPELLINGS = ['n/a', 'Unbekannt', '不适用', 'é', '（无）', 'ß', 'İ', '—', 'ﬁn', '1'];

/** Other ways to write a spelling: capitals, other forms of Unicode, full width, blanks. */
const disguised = fc
  .tuple(
    fc.constantFrom(...SPELLINGS, 'x', '示例企业'),
    fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'),
    fc.constantFrom('', '\u200b', ' ', '\u3000'),
    fc.boolean(),
  )
  .map(([text, form, blank, isUpper]) => {
    const written = text.normalize(form);
    return `${blank}${isUpper ? written.toUpperCase() : written}${blank}`;
  });

test('the filter passes over no text that is one of the spellings', () => {
  const filter = createSpellingFilter(SPELLINGS);
  const find = createFinder(new Map(SPELLINGS.map((spelling, i) => [spelling, i])));
  fc.assert(
    fc.property(fc.oneof(disguised, fc.string({ unit: 'grapheme', minLength: 1 })), (given) => {
      const text = given.trim();
      const bytes = Buffer.from(text);
      if (text === '' || filter.mayBe(bytes, 0, bytes.length)) return;
      expect(find(text)).toBe(undefined);
    }),
    runs(2000),
  );
  const passed = ['示例企业', 'x', '9'].map((text) => filter.mayBe(Buffer.from(text), 0, Buffer.byteLength(text)));
  expect(passed).toEqual([false, false, false]);
});

test('texts lose blanks of every kind and are known as states', () => {
  const states: States = new Map([['不适用', 2]]);
  const find = createFinder<number>(states);
  fc.assert(
    fc.property(fc.array(fc.oneof(disguised, fc.string({ unit: 'grapheme' })), { minLength: 1 }), (given) => {
      const texts = createTexts('utf-8', { states }, given.length);
      given.forEach((one, row) => {
        const [text, bytes] = [one.trim(), Buffer.from(one)];
        if (bytes.length === 0) return;
        const code = text === '' ? UNANSWERED : (find(text) ?? ANSWERED);
        expect(texts.add(row, bytes, 0, bytes.length)).toBe(code);
        if (code === ANSWERED) expect(texts.column.at(row)).toBe(text);
      });
    }),
    runs(500),
  );
});
