import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpellingLookup } from '../../../src/model/spelling.ts';
import { ANSWERED, type StateSpellings, UNANSWERED } from '../../../src/table/row-block.ts';
import { encode } from '../../../src/table/text-encoding.ts';
import { runs } from '../../property-runs.ts';
import { readingOf, scanBlocks } from '../scan-bytes.ts';

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

test.each([['utf-8' as const], ['gb18030' as const]])(
  'surrounding spaces are removed and states recognised in %s',
  (encoding) => {
    const states: StateSpellings = new Map(SPELLINGS.map((spelling, i) => [spelling, (i % 3) as 0 | 1 | 2]));
    const find = createSpellingLookup<number>(states);
    const reading = readingOf([{ kind: 'text', input: 0, states }, { kind: 'ignore' }], { encoding });
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/["\0\ud800-\udfff]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.oneof(disguised, text), { minLength: 1 }), (given) => {
        const bytes = encode(given.map((one) => `"${one}",x\n`).join(''), encoding);
        const found: (readonly [number, string | undefined])[] = [];
        scanBlocks(bytes, reading, bytes.length, { block: 100 }, ({ rows, code, text }) => {
          for (let row = 0; row < rows; row++) found.push([code.get(0)?.[row] ?? -1, text.at(0, row)]);
        });
        const expected = given.map((one) => {
          const trimmed = one.trim();
          const code = trimmed === '' ? UNANSWERED : (find(trimmed) ?? ANSWERED);
          return [code, code === ANSWERED ? trimmed : ''];
        });
        expect(found).toEqual(expected);
      }),
      runs(500),
    );
  },
);
