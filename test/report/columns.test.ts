import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawColumns } from '../../src/report/terminal/columns.ts';
import { makePage } from '../../src/report/terminal/page.ts';
import { widthOf } from '../../src/report/terminal/width.ts';

const text = fc
  .array(fc.constantFrom('数', '字', 'plan', 'a', '·', '12,000'), { maxLength: 12 })
  .map((words) => words.join(' '));

test('columns keep within the page, lose no word and begin in the same place on every line', () => {
  const row = fc.tuple(fc.constantFrom('1', '22'), text, text);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.integer({ min: 60, max: 140 }), (rows, width) => {
      const page = makePage(false, width);
      const columns = [
        { title: 'No.', align: 'right' as const },
        { title: 'One', wraps: true },
        { title: 'Other', wraps: true },
      ];
      const lines = drawColumns(
        page,
        columns,
        rows.map((cells) => ({ cells })),
      );
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(page.width);
      const words = (all: readonly string[]) => all.join(' ').split(' ').filter(Boolean).sort();
      expect(words(lines.slice(1))).toEqual(words(rows.flat()));
      // The numbers stand in the first column, flush right, once for each row.
      expect(
        lines
          .slice(1)
          .map((line) => line.slice(2, 5).trim())
          .filter(Boolean),
      ).toEqual(rows.map(([number]) => number));
    }),
  );
});

test('a row of one cell goes across and widens no column; points hang below their text', () => {
  const page = makePage(false, 60);
  const lines = drawColumns(
    page,
    [
      { title: 'A', wraps: true },
      { title: 'B', wraps: true },
    ],
    [
      { cells: ['a heading that is much longer than the column below it'] },
      { cells: ['a', `• ${'word '.repeat(14).trim()}`] },
    ],
  );
  expect(lines).toEqual([
    '  A  B',
    '  a heading that is much longer than the column below it',
    '  a  • word word word word word word word word word word',
    '       word word word word',
  ]);
});
