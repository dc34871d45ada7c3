import { describe, expect, test } from 'vitest';
import type { MappedColumn } from '../../../src/model/generated/types.ts';
import { createSpellingLookup } from '../../../src/model/spelling.ts';
import { bindColumns } from '../../../src/table/mapping/column-binding.ts';
import type { ColumnBinding } from '../../../src/table/row-block.ts';
import { inOneLine, planOf } from '../../scoring/pack-sketch.ts';

const PLAN = planOf({
  scores: { score: { sum: ['rating'] } },
  facts: [
    { id: 'name', type: 'text' },
    { id: 'revenue', type: 'decimal', unit: { zh: '万元' } },
    { id: 'staff', type: 'integer', unit: { zh: '人' } },
  ],
  questions: [
    {
      id: 'backup',
      type: 'single',
      notApplicable: true,
      options: [
        { id: 'never', text: { zh: '没有备份', en: 'None' } },
        { id: 'daily', text: { zh: '每天（自动）', en: 'Every day' } },
      ],
    },
    { id: 'letters', type: 'single', options: ['B', 'A', 'unknown'] },
    {
      id: 'twins',
      type: 'single',
      options: [
        { id: 'x1', text: 'the same' },
        { id: 'x2', text: 'The  same' },
      ],
    },
    { id: 'rating', type: 'scale', minimum: 0, maximum: 2, labels: { 0: { de: 'gar nicht' }, 2: { de: 'ganz' } } },
    { id: 'certified', type: 'boolean' },
    { id: 'tools', type: 'multiple', options: [{ id: 'erp', text: 'ERP; MRP' }, 'mes'] },
  ],
});

function settle(columns: readonly MappedColumn[], headings = columns.map(({ heading }) => heading)) {
  const mapping = { kind: 'mapping' as const, pack: 'sketch', columns: [...columns] };
  return bindColumns(mapping, { plan: PLAN, pack: 'sketch', headings, decimal: '.', file: 'map.yaml' });
}

function useOf(column: Omit<MappedColumn, 'heading'>): ColumnBinding {
  return settle([{ heading: 'h', ...column }]).bindings[0] as ColumnBinding;
}

/** What a cell means in a column of codes or ticks. */
function read(column: Omit<MappedColumn, 'heading'>, cell: string): unknown {
  const use = useOf(column);
  if (use.kind !== 'code' && use.kind !== 'tick') throw new Error(use.kind);
  const found = createSpellingLookup<unknown>(use.values)(cell);
  return found ?? (use.kind === 'tick' ? use.states.get(cell) : undefined);
}

describe('values of cells', () => {
  test.each([
    ['never', 3],
    ['ＤＡＩＬＹ', 4],
    ['每天(自动)', 4],
    ['every  day', 4],
    ['A', 3],
    ['b', 4],
    ['Ｂ．每天（自动）', 4],
    ['A、没有备份', 3],
    ['不适用', 2],
    ['暂不清楚', 1],
    ['(跳过)', 0],
    ['-3', 0],
    ['1', undefined],
    ['C', undefined],
  ])('cells of a single choice are read: %s', (cell, code) => {
    expect(read({ to: 'backup' }, cell)).toBe(code);
  });

  test('ids take precedence over option letters and over words for states', () => {
    expect(['A', 'B', 'unknown', 'n/a'].map((cell) => read({ to: 'letters' }, cell))).toEqual([4, 3, 5, undefined]);
  });

  test('a text shared by two options matches neither', () => {
    expect(['the same', 'x2', 'B'].map((cell) => read({ to: 'twins' }, cell))).toEqual([undefined, 4, 4]);
  });

  test.each([
    ['2', 5],
    ['２', 5],
    ['1.0', 4],
    ['Ganz', 5],
    ['0 - gar nicht', 3],
    ['3', undefined],
  ])('cells of a scale are read: %s', (cell, code) => {
    expect(read({ to: 'rating' }, cell)).toBe(code);
  });

  test.each(['是', '√', 'TRUE', '1', 'ja', 'Yes'])('the cell %s is read as yes', (cell) => {
    expect(read({ to: 'certified' }, cell)).toBe(4);
    expect(read({ to: 'tools', option: 'mes' }, cell)).toBe(true);
  });

  test.each(['否', '×', 'False', '0', 'nein', 'No'])('the cell %s is read as no', (cell) => {
    expect(read({ to: 'certified' }, cell)).toBe(3);
    expect(read({ to: 'tools', option: 'mes' }, cell)).toBe(false);
  });

  test('an option’s column is also ticked by the option’s name or an x', () => {
    expect(['mes', 'X', 'erp'].map((cell) => read({ to: 'tools', option: 'mes' }, cell))).toEqual([
      true,
      true,
      undefined,
    ]);
    expect(read({ to: 'certified' }, 'x')).toBeUndefined();
  });

  test('spellings stated in a mapping take precedence over those usually recognised', () => {
    const column = { to: 'backup', values: { A: 'daily', 1: 'never' }, states: { leer: 'unanswered' } } as const;
    expect(['A', '1', 'leer'].map((cell) => read(column, cell))).toEqual([4, 3, 0]);
  });
});

test('a number in a cell may have the column’s unit or another unit of the same kind', () => {
  const use = useOf({ to: 'revenue', unit: '亿元' });
  if (use.kind !== 'number') throw new Error(use.kind);
  expect(use.factor).toBe(10000);
  expect(['万元', '元', '亿元'].map((unit) => use.units.get(unit))).toEqual([1, 0.0001, 10000]);
  const staff = useOf({ to: 'staff' });
  if (staff.kind !== 'number') throw new Error(staff.kind);
  expect(['人', '名', 'persons', 'personen', '万', '千人'].map((unit) => staff.units.get(unit))).toEqual([
    1, 1, 1, 1, 10000, 1000,
  ]);
});

test('cells of free text are kept unchanged', () => {
  const use = useOf({ to: 'name' });
  expect(use).toMatchObject({ kind: 'text', input: 0 });
  expect(use.kind === 'text' && use.states?.get('unknown')).toBeUndefined();
});

test('options in one cell may be separated by any of several characters', () => {
  expect(useOf({ to: 'tools' })).toMatchObject({ kind: 'choices', separators: [';', '；', '|', '｜', '┋'] });
});

test.each<[string, MappedColumn[], string]>([
  ['a heading that is not there', [{ heading: 'x', to: 'name' }], 'M203 map.yaml columns.0.heading'],
  ['an unknown name', [{ heading: 'h', to: 'nam' }], 'M203 map.yaml columns.0.to'],
  ['an unknown option', [{ heading: 'h', to: 'tools', option: 'mse' }], 'M205 map.yaml columns.0.option'],
  ['an unknown value', [{ heading: 'h', to: 'backup', values: { x: 'dayly' } }], 'M205 map.yaml columns.0.values.x'],
  ['a key out of place', [{ heading: 'h', to: 'name', times: 2 }], 'M206 map.yaml key:columns.0.times'],
  ['a unit of another kind', [{ heading: 'h', to: 'revenue', unit: 'kg' }], 'M111 map.yaml columns.0.unit'],
  ['a heading twice', [{ heading: 'h' }, { heading: 'h' }], 'M201 map.yaml columns.1.heading'],
  [
    'a question twice',
    [
      { heading: 'h', to: 'name' },
      { heading: 'i', to: 'name' },
    ],
    'M201 map.yaml columns.1.to',
  ],
])('an unusable mapping is reported: %s', (_, columns, line) => {
  const { problems } = settle(columns, ['h', 'i']);
  expect(problems.map(inOneLine).map((one) => one.split(' {')[0])).toEqual([line]);
});

test('a mapping for another pack is refused', () => {
  const mapping = { kind: 'mapping' as const, pack: 'other', columns: [] };
  const { problems } = bindColumns(mapping, {
    plan: PLAN,
    pack: 'sketch',
    headings: [],
    decimal: '.',
    file: 'map.yaml',
  });
  expect(problems.map(({ code }) => code)).toEqual(['A112']);
});
