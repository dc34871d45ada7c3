import { describe, expect, test } from 'vitest';
import type { ColumnBinding, NumberBinding, RowBlock } from '../../../src/table/row-block.ts';
import type { ScannedEncoding } from '../../../src/table/text-encoding.ts';
import { bytesOf, readingOf, scanBlocks } from '../scan-bytes.ts';

/** What one block says of inputs, row by row. */
function read(
  text: string,
  uses: readonly ColumnBinding[],
  encoding: ScannedEncoding = 'utf-8',
  delimiter = ',',
): RowBlock {
  const bytes = bytesOf(text, encoding);
  let found: RowBlock | undefined;
  const reading = readingOf(uses, { encoding, delimiter });
  scanBlocks(bytes, reading, bytes.length, { block: 64 }, (block) => {
    found = block;
  });
  if (!found) throw new Error('no rows');
  return found;
}

const codesOf = ({ code, rows }: RowBlock, input: number): number[] => [...(code.get(input) ?? [])].slice(0, rows);
const faultsOf = ({ faults }: RowBlock): unknown =>
  faults.map(({ row, column, code, value }) => [row, column, code, value]);

const VALUES = new Map([
  ['A', 3],
  ['B', 4],
  ['是（已实现）', 5],
  ['不适用', 2],
  ['不知道', 1],
  ['constructor', 6],
  ['__proto__', 7],
]);
const code = (input: number, values = VALUES): ColumnBinding => ({ kind: 'code', input, values });
const STATES = new Map<string, 0 | 1 | 2>([
  ['不适用', 2],
  ['unknown', 1],
]);

describe('codes of answers', () => {
  test.each([['utf-8' as const], ['gb18030' as const]])(
    'spellings, full-width forms and surrounding spaces are recognised in %s',
    (encoding) => {
      const text = 'A,x\n B ,x\nＡ,x\n"是(已实现)",x\n是（已实现）,x\n　,x\n,x\nb,x\n不适用,x\n不知道,x\n';
      const block = read(text, [code(0), { kind: 'ignore' }], encoding);
      expect(codesOf(block, 0)).toEqual([3, 4, 3, 5, 5, 0, 0, 4, 2, 1]);
      expect(block.faults).toEqual([]);
    },
  );

  test('names of built-in members of JavaScript objects are ordinary spellings of answers', () => {
    const block = read('constructor,a\n__proto__,a\ntoString,a\n', [code(0), { kind: 'text', input: 1 }]);
    expect(codesOf(block, 0)).toEqual([6, 7, 0]);
    expect(faultsOf(block)).toEqual([[2, 0, 'unknown-value', 'toString']]);
  });

  test('a spelling whose normalised form is ambiguous is not recognised', () => {
    const values = new Map([
      ['a', 3],
      ['A', 4],
    ]);
    const block = read('a,\nA,\nＡ,\n', [code(0, values), { kind: 'ignore' }]);
    expect(codesOf(block, 0)).toEqual([3, 4, 0]);
    expect(faultsOf(block)).toEqual([[2, 0, 'unknown-value', 'Ａ']]);
  });

  test('an unknown value is reported as a fault in every row that has it', () => {
    const block = read('A,Z\nZ,A\nA,Z\n', [code(0), code(1)]);
    expect(faultsOf(block)).toEqual([
      [0, 1, 'unknown-value', 'Z'],
      [1, 0, 'unknown-value', 'Z'],
      [2, 1, 'unknown-value', 'Z'],
    ]);
    expect(codesOf(block, 0)).toEqual([3, 0, 3]);
  });

  test('a newline or delimiter in quotes does not end a cell', () => {
    const block = read('A,"\n"\n,A\n"\n",A\nA,"\n"\n,B', [code(0), code(1)]);
    expect([codesOf(block, 0), codesOf(block, 1)]).toEqual([
      [3, 0, 0, 3, 0],
      [0, 3, 3, 0, 4],
    ]);
    expect(block.faults).toEqual([]);
  });

  test('spellings are recognised even if a column has thousands of them', () => {
    const spelled = Array.from({ length: 7000 }, (_, i) => `${' '.repeat(i % 50)}A${' '.repeat(Math.floor(i / 50))}`);
    let rows = 0;
    const text = [...spelled, ...spelled].map((cell) => `${cell},x`).join('\n');
    scanBlocks(bytesOf(text), readingOf([code(0), { kind: 'ignore' }]), text.length, { block: 100 }, (block) => {
      rows += codesOf(block, 0).filter((value) => value === 3).length;
      expect(block.faults).toEqual([]);
    });
    expect(rows).toBe(14_000);
  });
});

describe('numbers', () => {
  const number = (given: Partial<NumberBinding> = {}): NumberBinding => {
    const units = new Map([
      ['%', 1],
      ['万元', 10_000],
      ['元', 1],
    ]);
    return { kind: 'number', input: 0, decimal: '.', factor: 1, units, states: STATES, ...given };
  };
  const readNumber = (cell: string, given: Partial<NumberBinding> = {}): unknown => {
    const { faults, number: numbers, code: states } = read(`"${cell}",x`, [number(given), { kind: 'ignore' }]);
    if (faults[0]) return faults[0].code;
    return states.get(0)?.[0] === 3 ? numbers.get(0)?.[0] : ['unanswered', 'unknown', 'n/a'][states.get(0)?.[0] ?? 9];
  };

  test.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['-0', 0],
    ['+7', 7],
    ['0.1', 0.1],
    ['123456789012.345', 123456789012.345],
    ['999999999999999', 999999999999999],
    ['1,234,567.5', 1234567.5],
    ['1,234', 1234],
    ['1 234 567', 1234567],
    ['１２．５', 12.5],
    ['−3', -3],
    ['20%', 20],
    ['1.5万元', 15000],
    ['300 元', 300],
    ['1e-05', 0.00001],
    ['0.10000000000000000000', 0.1],
    ['1,5', 'not-number'],
    ['1.2.3', 'not-number'],
    ['12a', 'not-number'],
    ['.', 'not-number'],
    ['9.11E+17', 'mangled-number'],
    ['1234567890123456', 'number-too-long'],
    ['0.300000000000000041', 'number-too-long'],
    ['', 'unanswered'],
    ['  ', 'unanswered'],
    ['unknown', 'unknown'],
    ['不适用', 'n/a'],
  ])('the cell %j, with a decimal point expected, is read as %s', (cell, value) => {
    expect(readNumber(cell)).toBe(value);
  });

  test.each([
    ['1,5', 1.5],
    ['1.234,5', 1234.5],
    ['1.234', 1234],
    ['0,30', 0.3],
    ['1.5', 'not-number'],
    ['1,234,567', 'not-number'],
  ])('the cell %j, with a decimal comma expected, is read as %s', (cell, value) => {
    expect(readNumber(cell, { decimal: ',' })).toBe(value);
  });

  test.each([
    ['1234', 1234],
    ['1.5', 1.5],
    ['0.125', 0.125],
    ['1,234,567.5', 1234567.5],
    ['1.234', 'unclear-number'],
    ['-12,345', 'unclear-number'],
    ['1.234万元', 'unclear-number'],
    ['1,5', 'not-number'],
  ])('the cell %j, without a known decimal sign, is read as %s', (cell, value) => {
    expect(readNumber(cell, { decimal: null })).toBe(value);
  });

  test('numbers are multiplied by a column’s factor exactly', () => {
    expect(readNumber('0.07', { factor: 100 })).toBe(7);
    expect(readNumber('1.1', { factor: 10_000 })).toBe(11_000);
    expect(readNumber('7', { factor: 0.01 })).toBe(0.07);
    expect(readNumber('0.1', { factor: 3 })).toBe(0.3);
    expect(readNumber('0.57%', { factor: 100 })).toBe(0.57);
  });

  test('numbers read in one block do not carry over to the next', () => {
    const seen: unknown[] = [];
    const uses: readonly ColumnBinding[] = [number(), { kind: 'ignore' }];
    scanBlocks(bytesOf('5,x\n,x\n6,x\n'), readingOf(uses), 100, { block: 1 }, ({ number: numbers, code: states }) => {
      seen.push([states.get(0)?.[0], numbers.get(0)?.[0]]);
    });
    expect(seen).toEqual([
      [3, 5],
      [0, 0],
      [3, 6],
    ]);
  });
});

describe('several options', () => {
  const values = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij'].map((id, i) => [id, i] as const));
  const choices: ColumnBinding = { kind: 'choices', input: 0, separators: ['┋', ';', '、'], values, states: STATES };
  const optionsOf = ({ bits }: RowBlock, row: number): number[] =>
    (bits.get(0) ?? []).flatMap((words, word) =>
      Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) =>
        ((words[row] as number) >>> bit) & 1 ? [word * 32 + bit] : [],
      ),
    );

  test('several options are read from one cell, by separator or as JSON', () => {
    const text = 'A┋C,x\nA;B,x\n"[""B"",""j""]",x\nj、 A ,x\n,x\n不适用,x\nA┋C,x\n';
    const block = read(text, [choices, { kind: 'ignore' }]);
    expect(codesOf(block, 0)).toEqual([3, 3, 3, 3, 0, 2, 3]);
    expect(Array.from({ length: 7 }, (_, row) => optionsOf(block, row))).toEqual([
      [0, 2],
      [0, 1],
      [1, 35],
      [0, 35],
      [],
      [],
      [0, 2],
    ]);
  });

  test('an unknown option, or one given twice, is reported as a fault', () => {
    const block = read('A┋Z9,x\nA;A,x\n', [choices, { kind: 'ignore' }]);
    expect(faultsOf(block)).toEqual([
      [0, 0, 'unknown-value', 'A┋Z9'],
      [1, 0, 'option-twice', 'A;A'],
    ]);
  });

  const marks = new Map([
    ['1', true],
    ['√', true],
    ['0', false],
  ]);
  const tick = (option: number): ColumnBinding => ({
    kind: 'tick',
    mayBeNone: true,
    input: 0,
    option,
    values: marks,
    states: new Map<string, 0 | 1 | 2>([['-3', 2]]),
  });

  test('with one column per option, a row of empty cells is unanswered, and marked cells are answers', () => {
    const block = read('1,,√\n,,\n0,0,0\n-3,-3,-3\n,,1\nx,1,\n', [tick(0), tick(1), tick(33)]);
    expect(codesOf(block, 0)).toEqual([3, 3, 2, 3, 3]);
    expect(block.record[1]).toBe(3);
    expect([0, 1, 3].map((row) => optionsOf(block, row))).toEqual([[0, 33], [], [33]]);
    expect(faultsOf(block)).toEqual([[4, 0, 'unknown-value', 'x']]);
  });

  test('several options given in one cell and in columns must agree', () => {
    const uses = [choices, tick(0), tick(1)];
    const block = read('A;B,1,1\nA,1,0\nA,1,1\nA,,\nA;B,1,0\n,1,\n', uses);
    expect(faultsOf(block)).toEqual([
      [2, 2, 'contradiction', '1'],
      [4, 2, 'contradiction', '0'],
    ]);
    expect(codesOf(block, 0)).toEqual([3, 3, 3, 3, 3, 3]);
    expect(optionsOf(block, 5)).toEqual([0]);
  });

  test('two columns mapped to one question are refused', () => {
    expect(() => read('a,b', [code(0), code(0)])).toThrow('input 0 has two columns');
  });
});

test('text cells are read as text, a state or empty, and nothing is left over from empty rows', () => {
  const text: ColumnBinding = { kind: 'text', input: 0, states: STATES };
  const block = read('工厂 ,A\n   \n,A\n不适用,A\n\xa0x\xa0,A\n', [text, code(1)]);
  expect(codesOf(block, 0)).toEqual([3, 0, 2, 3]);
  expect(Array.from({ length: 4 }, (_, row) => block.text.at(0, row))).toEqual(['工厂', '', '', 'x']);
});
