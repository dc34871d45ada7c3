import { expect, test } from 'vitest';
import { createStatedVariable } from '../../src/portfolio/stage-variables.ts';
import { readDeclaration, toCalendarDate, toDayNumberOrUndated, UNDATED } from '../../src/portfolio/stated-day.ts';

const kindOf = (text: string): string => readDeclaration(text).kind;

test.each(
  [
    '',
    '-',
    '—',
    'N/A',
    '#N/A',
    '#REF!',
    'no',
    '否',
    '无',
    'none',
    'null',
    'non',
    'not yet',
    'no (planned 2027)',
  ].concat([
    ...['pending', 'noch nicht', 'nein', 'geplant', '未完成', '未改造', '尚未', '计划中', '待改造', 'keine Angabe'],
  ]),
)('the stated text “%s” means no', (text) => {
  expect(kindOf(text)).toBe('no');
});

test.each(['unknown', '?', 'unbekannt', '未知', '待定', 'TBD'])('the stated text “%s” means unknown', (text) => {
  expect(kindOf(text)).toBe('unknown');
});

test.each(['yes', 'Ja', '是', '已完成', 'done', '√', '1'])('the stated text “%s” means yes, without a day', (text) => {
  expect(readDeclaration(text)).toEqual({ kind: 'since', first: UNDATED, last: UNDATED });
});

test.each([
  ['2024-05-01', '2024-05-01', '2024-05-01'],
  ['2027-03-15 08:00', '2027-03-15', '2027-03-15'],
  ['20271231', '2027-12-31', '2027-12-31'],
  ['2024年2月', '2024-02-01', '2024-02-29'],
  ['2023-02', '2023-02-01', '2023-02-28'],
  ['12/2026', '2026-12-01', '2026-12-31'],
  ['2027', '2027-01-01', '2027-12-31'],
  ['2027年', '2027-01-01', '2027-12-31'],
  ['2026Q2', '2026-04-01', '2026-06-30'],
  ['2026年第4季度', '2026-10-01', '2026-12-31'],
  ['2026年4季度', '2026-10-01', '2026-12-31'],
  ['2026年4', '2026-04-01', '2026-04-30'],
])('the stated period “%s” is from %s to %s', (text, first, last) => {
  const found = readDeclaration(text);
  expect(found.kind === 'since' && [toCalendarDate(found.first), toCalendarDate(found.last)]).toEqual([first, last]);
});

test.each(['Project A', 'No. 4711', 'no 12', '01/02/2026', '2024-13', '46500', '20244', '第一批'])(
  'the stated text “%s” is neither a day nor yes or no',
  (text) => {
    expect(kindOf(text)).toBe('text');
  },
);

const [NO, YES, UNDECIDED] = [0, 1, 2];

function codesOf(values: readonly string[], asOf: string): number[] {
  const column = { codes: Uint32Array.from(values, (_, i) => i + 1), values: ['', ...values] };
  const variable = createStatedVariable(column, toDayNumberOrUndated(asOf));
  return values.map((_, index) => variable.codeOf(index));
}

test('a stated month is undecided until it ends; texts are reported if other enterprises state days', () => {
  const values = ['2026-05-31', '2026-06', '2026-07', 'in part', 'unknown', 'no'];
  expect(codesOf(values, '2026-06-15')).toEqual([YES, UNDECIDED, NO, UNDECIDED, UNDECIDED, NO]);
  expect(codesOf(values, '2026-06-30')).toEqual([YES, YES, NO, UNDECIDED, UNDECIDED, NO]);
});

test('if a fact generally holds texts, every text except a “no” counts as stated', () => {
  expect(codesOf(['Cloud', 'Saws', 'none', 'No. 7'], '2026-06-15')).toEqual([YES, YES, NO, YES]);
  // One certificate that looks like a day makes no days of the others.
  expect(codesOf(['20240115', 'CN-1', 'CN-2', 'CN-3', 'CN-4', 'CN-5'], '2026-06-15')).toEqual([1, 1, 1, 1, 1, 1]);
});
