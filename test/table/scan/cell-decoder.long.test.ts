import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpellingLookup } from '../../../src/model/spelling.ts';
import { createChoicesReader } from '../../../src/table/cell-readers.ts';
import { ANSWERED, type ColumnBinding, type StateSpellings, UNANSWERED } from '../../../src/table/row-block.ts';
import { encode } from '../../../src/table/text-encoding.ts';
import { runs } from '../../property-runs.ts';
import { readingOf, scanBlocks } from '../scan-bytes.ts';

type Choices = ColumnBinding & { readonly kind: 'choices' };
type Tick = ColumnBinding & { readonly kind: 'tick' };

/** Signs that part options, alone or beside each other, and what is near to them in some form of text. */
const SEPARATORS = [';', '；', '|', '┋', '、', ', ', ',', ' ', '\n', '/', '--', ':', ' und ', ';;', '>', '\u3000'];
const WORDS = [
  'A',
  'B',
  'Ab',
  '网络',
  '云',
  'é',
  'e',
  '\u0301',
  '\u0338',
  'ß',
  '[0',
  '["A"]',
  'Σ',
  'n',
  'a',
  '1',
  '｜',
];
const BLANKS = ['', '', '', ' ', '\u3000', '\u200b', '\t', '\x1c'];

const sign = fc.constantFrom(...SEPARATORS);
const word = fc.constantFrom(...WORDS);
/** A text of an option or a state: mostly a word, at times some with signs between them. */
const spelling = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.tuple(word, sign, word).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.tuple(word, sign).map((parts) => parts.join('')) },
);

const binding = fc
  .record({
    separators: fc.uniqueArray(sign, { minLength: 1, maxLength: 4 }),
    // More than 32, so that there are two words of bits.
    values: fc.array(fc.tuple(spelling, fc.constantFrom(0, 1, 2, 3, 31, 32, 40)), { minLength: 1, maxLength: 12 }),
    states: fc.array(fc.tuple(spelling, fc.constantFrom<0 | 1 | 2>(0, 1, 2)), { maxLength: 3 }),
  })
  .map(
    ({ separators, values, states }): Choices => ({
      kind: 'choices',
      input: 0,
      separators,
      values: new Map(values),
      states: new Map(states),
    }),
  );

/** A cell of options as people and programs write them, and whatever else; with other forms, capitals and blanks. */
function cellOf({ separators, values, states }: Choices): fc.Arbitrary<string> {
  const own = [...values.keys()];
  const part = fc
    .tuple(
      fc.constantFrom(...BLANKS),
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: spelling }),
      fc.constantFrom(...BLANKS),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
        (text: string) => text.normalize('NFKD'),
      ),
    )
    .map(([before, text, behind, write]) => before + write(text) + behind);
  const between = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...separators) }, { weight: 1, arbitrary: sign });
  return fc.oneof(
    fc.array(fc.tuple(part, between), { maxLength: 4 }).map((parts) => parts.flat().join('')),
    fc.array(fc.tuple(between, part), { maxLength: 5 }).map((parts) => parts.flat().slice(1).join('')),
    fc.array(part, { maxLength: 3 }).map((parts) => JSON.stringify(parts)),
    fc.constantFrom(...own, ...states.keys(), ''),
  );
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const optionsOf = (words: readonly Uint32Array[], row: number): number[] =>
  words.flatMap((word, i) =>
    Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) =>
      ((word[row] as number) >>> bit) & 1 ? [i * 32 + bit] : [],
    ),
  );

/** What rows say: the state, the options in their order, the faults. */
type Said = readonly (readonly [state: number, options: readonly number[], faults: readonly string[]])[];

function scan(
  file: string,
  uses: readonly ColumnBinding[],
  encoding: 'utf-8' | 'gb18030',
  piece: number,
  block: number,
): Said {
  const bytes = encode(file, encoding);
  const said: Said[number][] = [];
  scanBlocks(bytes, readingOf(uses, { encoding }), piece, { block }, ({ rows, code, bits, faults }) => {
    for (let row = 0; row < rows; row++) {
      const own = faults.filter((fault) => fault.row === row).map(({ column, code: what }) => `${column} ${what}`);
      said.push([code.get(0)?.[row] ?? -1, optionsOf(bits.get(0) ?? [], row), own]);
    }
  });
  return said;
}

const layout = fc.record({
  encoding: fc.constantFrom('utf-8' as const, 'gb18030' as const),
  piece: fc.constantFrom(1, 7, 64, 100_000),
  block: fc.constantFrom(1, 3, 100),
});

test('several options in one cell are decoded in blocks as in a single cell', () => {
  fc.assert(
    fc.property(
      binding.chain((use) => fc.tuple(fc.constant(use), fc.array(cellOf(use), { minLength: 1, maxLength: 30 }))),
      layout,
      ([use, cells], { encoding, piece, block }) => {
        // Wide enough that no line of a cell looks like a row.
        const others = Array.from({ length: 60 }, () => ({ kind: 'ignore' }) as const);
        const file = cells.map((cell) => `${quote(cell)}${',x'.repeat(others.length)}\n`).join('');
        const read = createChoicesReader(use);
        const expected = (parse(file) as string[][]).map(([cell = '']): Said[number] => {
          const text = cell.trim();
          const meant = text === '' ? { state: UNANSWERED } : read(text);
          if ('fault' in meant) return [UNANSWERED, [], [`0 ${meant.fault}`]];
          return 'state' in meant ? [meant.state, [], []] : [ANSWERED, [...meant.options].sort((a, b) => a - b), []];
        });
        // Twice, so that the second time everything is learned.
        expect(scan(file + file, [use, ...others], encoding, piece, block)).toEqual([...expected, ...expected]);
      },
    ),
    runs(2000),
  );
});

const MARKS = new Map([
  ['1', true],
  ['√', true],
  ['网络', true],
  ['0', false],
]);
const TICK_STATES: StateSpellings = new Map([
  ['-3', 0],
  ['?', 1],
  ['n/a', 2],
]);
const OPTIONS = [0, 5, 33];

test('one column per option, with or without a column for all, is decoded row by row', () => {
  const all: Choices = {
    kind: 'choices',
    input: 0,
    separators: [';'],
    values: new Map(OPTIONS.map((option, i) => ['ABC'.charAt(i), option])),
    states: TICK_STATES,
  };
  const ticks = OPTIONS.map(
    (option): Tick => ({ kind: 'tick', input: 0, option, mayBeNone: true, values: MARKS, states: TICK_STATES }),
  );
  const find = createSpellingLookup<boolean | number>(new Map<string, boolean | number>([...TICK_STATES, ...MARKS]));
  const read = createChoicesReader(all);

  function meaningOf([cell = '', ...marks]: readonly string[], hasAll: boolean): Said[number] {
    const faults: string[] = [];
    const whole = cell === '' || !hasAll ? { state: UNANSWERED } : read(cell);
    const options = new Set('options' in whole ? whole.options : []);
    if ('fault' in whole) faults.push(`0 ${whole.fault}`);
    const means = marks.map((mark, i) => {
      const meant = mark === '' ? UNANSWERED : find(mark);
      if (meant === undefined) faults.push(`${i + Number(hasAll)} unknown-value`);
      return meant ?? UNANSWERED;
    });
    const isTicked = means.some((meant) => typeof meant === 'boolean');
    const states = means.filter((meant) => typeof meant === 'number');
    if ('options' in whole) {
      for (const [i, meant] of means.entries()) {
        if (typeof meant === 'boolean' && meant !== options.has(OPTIONS[i] as number))
          faults.push(`${i + 1} contradiction`);
      }
      return [ANSWERED, [...options].sort((a, b) => a - b), faults.sort()];
    }
    if (!isTicked) return [Math.max('state' in whole ? whole.state : 0, ...states), [], faults.sort()];
    return [ANSWERED, OPTIONS.filter((_, i) => means[i] === true), faults.sort()];
  }

  const mark = fc.constantFrom('', '', '1', '0', '√', '网络', '-3', '?', 'n/a', 'zzz');
  const whole = fc.constantFrom('', 'A', 'A;B', 'C;A', 'B;C', '?', 'n/a', 'A;A', 'X');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(whole, mark, mark, mark), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      layout,
      (rows, hasAll, { encoding, piece, block }) => {
        const cells = rows.map((row) => (hasAll ? row : row.slice(1)));
        const file = cells.map((row) => `${row.join(',')},x\n`).join('');
        const uses = [...(hasAll ? [all] : []), ...ticks, { kind: 'ignore' } as const];
        const expected = rows.map((row) => meaningOf(row, hasAll));
        expect(scan(file, uses, encoding, piece, block)).toEqual(expected);
      },
    ),
    runs(2000),
  );
});
