// What happens in workbooks: sheets, hidden and merged cells, formats.
import type { Scope } from '../draw-enterprises.ts';
import { caseOf, changeCells, type Draft, draft, type Family, placeOf } from '../mutated-export.ts';
import type { PlatformName } from '../platform-tables.ts';
import { UNANSWERED, type Values } from '../score-exactly.ts';
import {
  asTyped,
  type Book,
  type BookCell,
  bookFile,
  columnLetters,
  type Kept,
  sheetOf,
  type Table,
} from '../write-tables.ts';
import { turn } from './turn.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];
const BOOKS: readonly PlatformName[] = ['office', 'officeNumbers', 'microsoft'];

const book = (made: Book): Readonly<Record<string, Buffer>> => ({ 'export.xlsx': bookFile(made) });
const part = ({ columns, rows }: Table, from: number, to?: number): Table => ({ columns, rows: rows.slice(from, to) });
const words = (rows: readonly (readonly string[])[]) => ({
  rows: rows.map((cells) => cells.map((value): BookCell => ({ value, kind: 'text' }))),
});

function open(chance: Parameters<Family['make']>[0], i: number, scope?: Scope): Draft {
  return draft(chance, turn(BOOKS, i), { scope: scope ?? turn(SCOPES, i) });
}

export const WORKBOOKS: readonly Family[] = [
  {
    id: 'second-sheet',
    about: 'a second sheet with the same headings and other enterprises',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i);
      const names = turn(
        [
          ['Sheet1', 'Sheet2'],
          ['10月', '11月'],
          ['一批', '二批', '三批'],
        ],
        i,
      );
      const size = Math.ceil(24 / names.length);
      const sheets = Object.fromEntries(
        names.map((name, k) => [name, sheetOf(part(made.table, k * size, (k + 1) * size))]),
      );
      return caseOf(made, { what: names.join(', '), files: book({ sheets }) });
    },
  },
  {
    id: 'second-sheet-in-other-order',
    about: 'a second sheet with other enterprises whose columns stand in another order',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i);
      const order = chance.shuffle(made.table.columns.map((_, place) => place));
      const second = {
        columns: order.map((place) => made.table.columns[place] as Table['columns'][number]),
        rows: made.table.rows
          .slice(12)
          .map(({ cells, of }) => ({ cells: order.map((place) => cells[place] as string), of })),
      };
      return caseOf(made, {
        what: 'two sheets',
        files: book({ sheets: { 一: sheetOf(part(made.table, 0, 12)), 二: sheetOf(second) } }),
      });
    },
  },
  {
    id: 'second-sheet-without-headings',
    about: 'a second sheet goes on without headings',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i);
      const second = sheetOf(part(made.table, 12));
      return caseOf(made, {
        what: 'rows alone',
        files: book({ sheets: { 一: sheetOf(part(made.table, 0, 12)), 二: { rows: second.rows.slice(1) } } }),
      });
    },
  },
  {
    id: 'hidden-sheet',
    about: 'a hidden sheet with the same headings and other enterprises',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i);
      const sheets = { Sheet1: sheetOf(part(made.table, 0, 16)), 备份: sheetOf(part(made.table, 16)) };
      return caseOf(made, {
        what: 'eight enterprises on a hidden sheet',
        saysLost: /hidden sheets with the same headings.*备份/i,
        rows: [16, 24],
        files: book({ sheets, hidden: ['备份'] }),
      });
    },
  },
  {
    id: 'sheets-beside',
    about: 'a cover, a legend or statistics beside the sheet of answers',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i);
      const answers = sheetOf(made.table);
      const cover = words([['成都市中小企业数字化评测'], ['2026 年 11 月']]);
      const legend = words([
        ['题目', '说明'],
        ['数字化规划', '0 至 3 分'],
        ['负责人', '0 至 3 分'],
      ]);
      const sheets = turn(
        [
          { 封面: cover, 数据: answers },
          { 数据: answers, 说明: legend },
          { 数据: answers, Sheet2: words([]) },
          { Sheet1: words([]), 数据: answers },
        ],
        i,
      );
      return caseOf(made, { what: Object.keys(sheets).join(', '), files: book({ sheets }) });
    },
  },
  {
    id: 'hidden-rows',
    about: 'rows are hidden by hand or by a filter',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i);
      const hiddenRows = made.table.rows.flatMap((_, row) => (row % 3 === 1 ? [row + 1] : []));
      return caseOf(made, {
        mustSay: /hidden/i,
        what: i % 2 === 0 ? 'filtered' : 'hidden',
        files: book({ sheets: { Sheet1: { ...sheetOf(made.table), hiddenRows, hasFilter: i % 2 === 0 } } }),
      });
    },
  },
  {
    id: 'hidden-columns',
    about: 'columns are hidden',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i);
      const hiddenColumns = [2, 9, 12].map((place) => place + (i % 4));
      return caseOf(made, {
        what: `columns ${hiddenColumns.map(columnLetters).join(', ')}`,
        files: book({ sheets: { Sheet1: { ...sheetOf(made.table), hiddenColumns } } }),
      });
    },
  },
  {
    id: 'cells-merged-downwards',
    about: 'one district, sector or answer for several rows in a merged cell',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i, 'quick');
      const input = turn(['district', 'chain', 'plan', 'sector'], i);
      const place = placeOf(made, input);
      const truth: Values[] = made.enterprises.map((values, row) =>
        row >= 4 && row < 10 ? { ...values, [input]: made.enterprises[4]?.[input] as string } : values,
      );
      const first = made.table.rows[4]?.cells[place] as string;
      changeCells(
        made,
        place,
        (_, row) => (row === 4 ? first : ''),
        (row) => row >= 4 && row < 10,
      );
      const column = columnLetters(place);
      return caseOf(made, {
        what: `${input} of rows 5 to 10`,
        touched: [input],
        truth,
        files: book({ sheets: { Sheet1: { ...sheetOf(made.table), merged: [`${column}6:${column}11`] } } }),
      });
    },
  },
  {
    id: 'numbers-as-text',
    about: 'numbers kept as text, or all cells as text',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i);
      const kept: Kept = (value, column) =>
        i % 2 === 0 || column.input === 'revenue' ? { value, kind: 'text' } : asTyped(value, column);
      return caseOf(made, {
        what: i % 2 === 0 ? 'all as text' : 'revenue as text',
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) } }),
        facts: ['revenue'],
      });
    },
  },
  {
    id: 'cells-of-formulas',
    about: 'formulas with the values they gave last',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i);
      const kept: Kept = (value, column) => {
        const cell = asTyped(value, column);
        return cell.kind === 'number' ? { value, kind: 'formula' } : cell;
      };
      return caseOf(made, {
        what: 'numbers from formulas',
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) } }),
        facts: ['revenue'],
      });
    },
  },
  {
    id: 'errors-in-cells',
    about: 'cells with errors of formulas',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i, 'quick');
      const error = turn(['#N/A', '#REF!', '#DIV/0!', '#NULL!'], i);
      const input = turn(['revenue', 'lead', 'district', 'chain', 'employees'], i);
      changeCells(
        made,
        placeOf(made, input),
        () => error,
        (row) => row % 5 === 1,
      );
      const kept: Kept = (value, column) => (value === error ? { value, kind: 'error' } : asTyped(value, column));
      const truth = made.enterprises.map(
        (values, row): Values => (row % 5 === 1 ? { ...values, [input]: UNANSWERED } : values),
      );
      return caseOf(made, {
        what: `${error} for ${input}`,
        touched: [input],
        truth,
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) } }),
      });
    },
  },
  {
    id: 'percent-formats',
    about: 'percentages as cells with a format of percent, all of them or some',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['office', 'officeNumbers'] as const, i), { scope: 'shares' });
      const rates = ['digitalRate', 'networkedRate'];
      const isPercent = turn([() => true, (row: number) => row % 2 === 0, (row: number) => row % 6 !== 0], i);
      let row = -1;
      const kept: Kept = (value, column) => {
        if (column.input === made.table.columns[0]?.input) row++;
        if (!rates.includes(column.input ?? '')) return asTyped(value, column);
        // Some cells have the format, the others hold 35 as it is, or the fraction without a format.
        if (isPercent(row)) return { value: String(Number(value) / 100), kind: 'number', format: 1 };
        return { value: i % 2 === 1 ? value : String(Number(value) / 100), kind: 'number' };
      };
      return caseOf(made, {
        what: turn(['all', 'every second one', 'most'], i),
        touched: rates,
        facts: rates,
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) }, formats: [turn([9, 10], i)] }),
      });
    },
  },
  {
    id: 'formats-that-scale',
    about: 'a format shows yuan in thousands, ten thousands or millions',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i, i % 2 === 0 ? 'quick' : 'figures');
      const [format, factor] = turn(
        [
          ['0!.0,', 10_000],
          ['#,##0,', 1000],
          ['0.00,,', 1_000_000],
          ['0!.0,"万"', 10_000],
        ] as const,
        i,
      );
      const kept: Kept = (value, column) =>
        column.input === 'revenue'
          ? { value: String(Number((Number(value) * factor).toPrecision(12))), kind: 'number', format: 1 }
          : asTyped(value, column);
      return caseOf(made, {
        what: format,
        touched: ['revenue'],
        facts: ['revenue'],
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) }, formats: [format] }),
      });
    },
  },
  {
    id: 'formats-of-numbers',
    about: 'formats that group digits, round or add a unit',
    kind: 'honest',
    make: (chance, i) => {
      const made = open(chance, i, i % 2 === 0 ? 'quick' : 'figures');
      const format = turn(['#,##0', '#,##0.00', '0', '0.00"万元"', '¥#,##0.00', '_ * #,##0_ ;_ * -#,##0_ '], i);
      const kept: Kept = (value, column) =>
        column.input === 'revenue' ? { value, kind: 'number', format: 1 } : asTyped(value, column);
      return caseOf(made, {
        what: format,
        touched: ['revenue'],
        facts: ['revenue'],
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) }, formats: [format] }),
      });
    },
  },
  {
    id: 'formats-of-dates',
    about: 'steps of a scale that a spreadsheet took for days',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, 'officeNumbers', { scope: i % 2 === 0 ? 'quick' : 'figures' });
      const [id] = made.inputs
        .filter(({ type }) => type === 'scale')
        .slice(i % 3)
        .map((input) => input.id);
      const kept: Kept = (value, column) => {
        if (column.input !== id) return asTyped(value, column);
        return turn(
          [
            { value, kind: 'number', format: 1 },
            { value: String(45_000 + Number(value) * 31), kind: 'number', format: 1 },
          ] as const,
          i,
        );
      };
      return caseOf(made, {
        what: `days for ${id}`,
        touched: [id as string],
        files: book({ sheets: { Sheet1: sheetOf(made.table, kept) }, formats: [14] }),
      });
    },
  },
  {
    id: 'booleans-for-options',
    about: 'columns of options as TRUE and FALSE of the spreadsheet',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['redcap', 'wenjuanxingColumns'] as const, i), {
        scope: turn(['figures', 'choices'] as const, i),
      });
      const kept: Kept = (value, column) =>
        column.option !== undefined ? { value: value === '1' ? '1' : '0', kind: 'boolean' } : asTyped(value, column);
      return caseOf(made, { what: 'TRUE and FALSE', files: book({ sheets: { Sheet1: sheetOf(made.table, kept) } }) });
    },
  },
  {
    id: 'total-row-of-formulas',
    about: 'a row of totals below the table in a workbook',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i, 'quick');
      const sheet = sheetOf(made.table);
      const [revenue, employees] = [placeOf(made, 'revenue'), placeOf(made, 'employees')];
      const total = made.table.columns.map((_, place): BookCell => {
        if (place === revenue || place === employees) return { value: '99999', kind: 'formula' };
        return {
          value: place === (i % 2 === 0 ? 0 : placeOf(made, 'name')) ? turn(['合计', '总计'], i) : '',
          kind: 'text',
        };
      });
      const all = made.enterprises.length;
      return caseOf(made, {
        what: 'totals',
        files: book({ sheets: { Sheet1: { rows: [...sheet.rows, total] } } }),
        rows: [all, all + 1],
      });
    },
  },
  {
    id: 'two-tables-side-by-side',
    about: 'two tables beside each other on a sheet',
    kind: 'shown',
    make: (chance, i) => {
      const made = open(chance, i, 'quick');
      const [left, right] = [sheetOf(part(made.table, 0, 12)), sheetOf(part(made.table, 12))];
      const gap: BookCell = { value: '', kind: 'text' };
      const rows = left.rows.map((cells, row) => [...cells, gap, ...(right.rows[row] ?? [])]);
      return caseOf(made, {
        what: 'twelve enterprises and twelve more',
        files: book({ sheets: { Sheet1: { rows } } }),
      });
    },
  },
];
