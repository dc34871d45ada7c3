// What happens to rows: files put together, totals, stray quotes, cells that move.
import type { Scope } from '../draw-enterprises.ts';
import { caseOf, cellsOf, changeCells, type Draft, draft, type Family, fileOf, placeOf } from '../mutated-export.ts';
import { PLATFORMS, type PlatformName, tableOf } from '../platform-tables.ts';
import type { Values } from '../score-exactly.ts';
import { csvFile, csvLine, csvText, type Row, type Table } from '../write-tables.ts';
import { turn } from './turn.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];
const headingRow = ({ columns }: Table): Row => ({ cells: columns.map(({ heading }) => heading), of: null });

/** The order of the columns once more, the first one elsewhere. */
function reordered(made: Draft, i: number): readonly number[] {
  const places = made.table.columns.map((_, place) => place);
  return turn(
    [
      () => [...places].reverse(),
      () => [...places.slice(3), ...places.slice(0, 3)],
      () => made.chance.shuffle(places),
      () => {
        // Only questions change places: the key and the facts stay where they were.
        const asked = new Set(made.inputs.filter(({ isFact }) => !isFact).map(({ id }) => id));
        const moved = places.filter((place) => asked.has(made.table.columns[place]?.input ?? ''));
        return places.map((place) =>
          moved.includes(place) ? (moved[(moved.indexOf(place) + 1) % moved.length] as number) : place,
        );
      },
    ],
    i,
  )();
}

export const ROWS: readonly Family[] = [
  {
    id: 'second-heading-row',
    about: 'exports of several months one below the other, each with its headings',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'redcap', 'wenjuanxing', 'kobo'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const places = i % 2 === 0 ? [12] : [6, 12, 19];
      for (const place of [...places].reverse()) made.table.rows.splice(place, 0, headingRow(made.table));
      const all = made.enterprises.length;
      return caseOf(made, { what: `headings again above rows ${places.join(', ')}`, rows: [all, all + places.length] });
    },
  },
  {
    id: 'second-heading-row-in-other-order',
    about: 'below a second row of headings the columns stand in another order',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(
        chance,
        turn(['ids', 'kobo', 'officeNumbers', 'redcap', 'googleZh', 'office', 'limesurvey'] as const, i),
        {
          scope: turn(SCOPES, i),
        },
      );
      const order = reordered(made, i + Math.floor(i / 7));
      const split = 8 + chance.below(8);
      const below = [headingRow(made.table), ...made.table.rows.slice(split)].map(({ cells, of }) => ({
        cells: order.map((place) => cells[place] as string),
        of,
      }));
      made.table.rows = [...made.table.rows.slice(0, split), ...below];
      const all = made.enterprises.length;
      return caseOf(made, { what: 'another order below a second row of headings', rows: [all, all + 1] });
    },
  },
  {
    id: 'second-heading-row-translated',
    about: 'below, an export in another language, with its headings',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'googleEn', 'googleDe'] as const, i), { scope: turn(SCOPES, i) });
      const other = PLATFORMS[turn(['googleEn', 'googleDe', 'googleZh'] as const, i)];
      const table = tableOf(other, made.inputs, made.enterprises);
      made.table.rows = [...made.table.rows.slice(0, 12), headingRow(table), ...table.rows.slice(12)];
      const all = made.enterprises.length;
      return caseOf(made, { what: `then ${other.name}`, rows: [all, all + 1] });
    },
  },
  {
    id: 'second-heading-row-renamed',
    about: 'in the second row of headings one is renamed, or columns are missing',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'kobo', 'officeNumbers'] as const, i), { scope: 'quick' });
      const again = headingRow(made.table);
      const place = placeOf(made, turn(['lead', 'quality', 'ai'], i));
      let below = made.table.rows.slice(12);
      if (i % 2 === 0) {
        // The second export lacks a column: everything right of it stands one place further left.
        again.cells.splice(place, 1);
        below = below.map(({ cells, of }) => ({ cells: cells.filter((_, k) => k !== place), of }));
      } else {
        const other = place + 1;
        [again.cells[place], again.cells[other]] = [again.cells[other] as string, again.cells[place] as string];
        below = below.map(({ cells, of }) => {
          const moved = [...cells];
          [moved[place], moved[other]] = [cells[other] as string, cells[place] as string];
          return { cells: moved, of };
        });
      }
      made.table.rows = [...made.table.rows.slice(0, 12), again, ...below];
      const input = made.table.columns[place]?.input as string;
      const all = made.enterprises.length;
      return caseOf(made, {
        what: i % 2 === 0 ? `below, ${input} is missing` : `below, ${input} and the next have changed places`,
        touched: [input],
        rows: [all, all + 1],
      });
    },
  },
  {
    id: 'rows-in-other-order-of-columns',
    about: 'rows pasted below from a table with another order of columns, without headings',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'kobo'] as const, i), { scope: turn(SCOPES, i) });
      const order = reordered(made, i % 3);
      made.table.rows = made.table.rows.map(({ cells, of }, row) =>
        row < 12 ? { cells, of } : { cells: order.map((place) => cells[place] as string), of },
      );
      return caseOf(made, { what: 'another order from row 13 on' });
    },
  },
  {
    id: 'total-row',
    about: 'a row of totals or means below',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'officeNumbers', 'googleZh', 'office'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const word = turn(['合计', '平均', 'Total', 'Mean', '总计', 'Summe', '中位数'], i);
      const first = i % 2 === 0 ? 0 : placeOf(made, 'name');
      const cells = made.table.columns.map((_, place) => {
        if (place === first) return word;
        const numbers = made.table.rows.map((row) => Number(row.cells[place] || Number.NaN));
        if (numbers.some(Number.isNaN)) return '';
        const sum = numbers.reduce((a, b) => a + b, 0);
        return String(i % 3 === 1 ? Math.round(sum / numbers.length) : sum);
      });
      made.table.rows.push({ cells, of: null });
      const all = made.enterprises.length;
      return caseOf(made, { what: `${word} below`, rows: [all, all + 1] });
    },
  },
  {
    id: 'example-row',
    about: 'an example filled in above the rows, or a test below them',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'officeNumbers', 'googleZh', 'office'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const word = turn(['示例', '测试', 'test', 'Example', 'Beispiel'], i);
      const place = placeOf(made, 'name');
      const cells = (made.table.rows[0] as Row).cells.map((cell, at) => (at === place ? word : cell));
      const row = { cells, of: null };
      const all = made.enterprises.length;
      if (i % 2 === 0) made.table.rows.push(row);
      else made.table.rows.unshift(row);
      return caseOf(made, { what: `${word} ${i % 2 === 0 ? 'below' : 'above'}`, rows: [all, all + 1] });
    },
  },
  {
    id: 'notes-below',
    about: 'a line of remarks below the table',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids'] as const, i), { scope: 'quick' });
      const note = turn(['导出时间：2026-11-20 10:00', '注：数据截至 11 月 20 日', '共 24 条', '填表人：李某'], i);
      made.table.rows.push({ cells: made.table.columns.map(() => ''), of: null });
      made.table.rows.push({ cells: made.table.columns.map((_, k) => (k === 0 ? note : '')), of: null });
      const all = made.enterprises.length;
      return caseOf(made, { what: note, rows: [all, all + 2] });
    },
  },
  {
    id: 'titles-above',
    about: 'a title and a date above the headings',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'googleEn'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const blank = made.table.columns.map(() => '');
      const titles = turn(
        [
          [['成都市中小企业数字化评测导出', ...blank.slice(1)]],
          [['成都市中小企业数字化评测导出', ...blank.slice(1)], ['导出日期：2026-11-20', ...blank.slice(1)], blank],
          [['Export'], []],
        ],
        i,
      );
      const headings = made.table.columns.map(({ heading }) => heading);
      const [first = [], ...more] = titles;
      const table: Table = {
        columns: first.map((heading) => ({ heading })),
        rows: [...more, headings, ...made.table.rows.map(({ cells }) => cells)].map((cells) => ({ cells, of: null })),
      };
      const file = fileOf(made, table);
      const all = made.enterprises.length;
      return caseOf(made, {
        what: `${titles.length} rows above`,
        files: { [file.name]: file.bytes },
        rows: [all, all + titles.length],
      });
    },
  },
  {
    id: 'blank-rows',
    about: 'blank rows between',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'wenjuanxing'] as const, i), {
        scope: turn(SCOPES, i),
      });
      for (const place of [20, 12, 5, 0]) {
        made.table.rows.splice(place, 0, { cells: i % 2 === 0 ? made.table.columns.map(() => '') : [''], of: null });
      }
      const all = made.enterprises.length;
      return caseOf(made, { what: 'four blank rows', rows: [all, all + 4] });
    },
  },
  {
    id: 'stray-quote',
    about: 'a quote begins a cell and is not one of a pair',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo', 'wenjuanxing', 'redcap'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const place = placeOf(made, turn(['name', 'district', 'chain'], i));
      const lines = csvText(made.table, made.platform.dialect).split(/\r?\n/);
      const { delimiter = ',', newline = '\r\n' } = made.platform.dialect;
      const open = (line: number): void => {
        const cells = (lines[line] as string).split(delimiter);
        cells[place] = `"${cells[place]}`;
        lines[line] = cells.join(delimiter);
      };
      const [from, to] = [3 + chance.below(6), 12 + chance.below(8)];
      open(from);
      if (i % 3 !== 1) open(to);
      if (i % 3 === 2) lines[to] = (lines[to] as string).replace(/"([^"]*)$/, '$1"');
      const what = turn(
        [
          `quotes begin lines ${from + 1} and ${to + 1}`,
          `a quote begins line ${from + 1}`,
          `a quote in line ${from + 1}, one ends line ${to + 1}`,
        ],
        i,
      );
      return caseOf(made, { what, files: { 'export.csv': Buffer.from(lines.join(newline)) } });
    },
  },
  {
    id: 'quotes-within-cells',
    about: 'quotes within cells that are not doubled',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'redcap'] as const, i), { scope: 'quick' });
      const place = placeOf(made, 'name');
      const write = turn(
        [
          (name: string) => `${name.slice(0, 2)}"${name.slice(2)}"`,
          (name: string) => `"${name.slice(0, 2)}"${name.slice(2)}`,
          (name: string) => `"${name.slice(0, 3)}\\"${name.slice(3)}"`,
        ],
        i,
      );
      const lines = csvText(made.table)
        .split('\r\n')
        .map((line, row) => {
          if (line === '' || row === 0 || row % 5 !== 0) return line;
          const cells = line.split(',');
          cells[place] = write(cells[place] as string);
          return cells.join(',');
        });
      return caseOf(made, {
        what: `names such as ${write('成都食品厂')}`,
        files: { 'export.csv': Buffer.from(lines.join('\r\n')) },
      });
    },
  },
  {
    id: 'cells-of-several-lines',
    about: 'addresses and remarks of several lines, quoted as they should be',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo', 'office', 'wenjuanxing'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const notes = [
        '成都市武侯区,\n某路 1 号,\n二楼',
        '无',
        '',
        '他说：“好”，\r\n"下次"再来; 谢谢',
        'a,b,c,d\ne,f,g,h',
      ];
      made.table.columns.push({ heading: '备注' });
      made.table.rows.forEach((row, k) => {
        row.cells.push(turn(notes, k));
      });
      return caseOf(made, { what: 'remarks of several lines' });
    },
  },
  {
    id: 'rows-cut-or-longer',
    about: 'rows with cells missing at the end, or too many',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo', 'redcap'] as const, i), { scope: turn(SCOPES, i) });
      made.table.rows.forEach((row, k) => {
        if (k % 6 !== 2) return;
        row.cells = i % 2 === 0 ? row.cells.slice(0, -1 - chance.below(5)) : [...row.cells, '1', '2'];
      });
      return caseOf(made, { what: i % 2 === 0 ? 'some rows are cut' : 'some rows are longer' });
    },
  },
  {
    id: 'unquoted-delimiter',
    about: 'a name holds the delimiter and is not quoted',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo', 'redcap'] as const, i), { scope: 'quick' });
      const { delimiter = ',', newline = '\r\n' } = made.platform.dialect;
      const [name, chain] = [placeOf(made, 'name'), placeOf(made, 'chain')];
      const lines = csvText(made.table, made.platform.dialect)
        .split(newline)
        .map((line, row) => {
          if (row === 0 || row % 4 !== 1 || line === '') return line;
          const cells = line.split(delimiter);
          cells.splice(name, 1, (cells[name] as string).slice(0, 4), ' 成都分公司');
          // In every second case the row has as many cells as before: a blank one was taken for superfluous.
          if (i % 2 === 1) cells.splice(chain + 1, 1);
          return cells.join(delimiter);
        });
      return caseOf(made, {
        what: i % 2 === 1 ? 'and a cell is missing further on' : 'a cell too many',
        files: { 'export.csv': Buffer.from(lines.join(newline)) },
      });
    },
  },
  {
    id: 'value-once-for-a-group',
    about: 'the district stands only in the first row of those that share it',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'lines'] as const, i), { scope: turn(SCOPES, i) });
      const size = turn([8, 6, 4], i);
      const names = ['双流区', '武侯区', '郫都区', '青羊区', '龙泉驿区', '高新区'];
      const truth = made.enterprises.map(
        (values, row): Values => ({
          ...values,
          district: names[Math.floor(row / size)] as string,
        }),
      );
      changeCells(made, placeOf(made, 'district'), (_, row) =>
        row % size === 0 ? (names[Math.floor(row / size)] as string) : '',
      );
      return caseOf(made, { what: `groups of ${size}`, truth, touched: ['district'], facts: ['district'] });
    },
  },
  {
    id: 'rows-twice',
    about: 'rows stand twice, alike or with other answers',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'lines'] as const, i), { scope: turn(SCOPES, i) });
      const truth = [...made.enterprises];
      const key = placeOf(made, 'uscc');
      for (const row of [3, 9, 17]) {
        const other = i % 2 === 0 ? row : (row + 1) % made.enterprises.length;
        const cells = [...cellsOf(made, other)];
        cells[key] = made.table.rows[row]?.cells[key] as string;
        made.table.rows.push({ cells, of: row });
        truth.push({ ...made.enterprises[other], uscc: made.enterprises[row]?.uscc as string });
      }
      return caseOf(made, {
        what: i % 2 === 0 ? 'three rows twice' : 'three keys twice',
        truth,
        rows: [truth.length, truth.length],
      });
    },
  },
  {
    id: 'keys-twice-in-other-forms',
    about: 'a key stands twice, once in small or full-width letters or with blanks',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const key = placeOf(made, 'uscc');
      const write = turn(
        [
          (text: string) => text.toLowerCase(),
          (text: string) =>
            text.replace(/[0-9A-Z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) as number) + 0xfee0)),
          (text: string) => ` ${text} `,
          (text: string) => text.replace(/(.{4})/g, '$1 ').trim(),
        ],
        i,
      );
      const truth = [...made.enterprises];
      for (const row of [2, 8]) {
        const cells = [...cellsOf(made, row + 1)];
        cells[key] = write(made.table.rows[row]?.cells[key] as string);
        made.table.rows.push({ cells, of: row });
        truth.push({ ...made.enterprises[row + 1], uscc: made.enterprises[row]?.uscc as string });
      }
      return caseOf(made, { what: `twice as ${write('91510100MA6')}`, truth, rows: [truth.length, truth.length] });
    },
  },
  {
    id: 'keys-in-other-forms',
    about: 'keys in small or full-width letters, with blanks or an apostrophe',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const write = turn(
        [
          (text: string) => text.toLowerCase(),
          (text: string) => `\t${text}`,
          (text: string) => ` ${text}\u00a0`,
          (text: string) =>
            text.replace(/[0-9A-Z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) as number) + 0xfee0)),
        ],
        i,
      );
      changeCells(made, placeOf(made, 'uscc'), write, (row) => row % 3 === 0);
      return caseOf(made, { what: `keys such as ${JSON.stringify(write('91510100MA6'))}`, touched: ['uscc'] });
    },
  },
  {
    id: 'keys-mangled',
    about: 'keys that a spreadsheet took for numbers, cut, or filled down in a series',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const write = turn(
        [
          (text: string) => `${text[0]}.${text.slice(1, 6)}E+17`,
          (text: string) => text.slice(0, 17),
          (text: string) => `${text.slice(0, 15)}000`,
          (text: string) => text.replace(/[A-Z]/g, 'O'),
          (text: string) => text.slice(0, 16) + text[17] + text[16],
        ],
        i,
      );
      changeCells(made, placeOf(made, 'uscc'), write, (row) => row % 4 === 1);
      return caseOf(made, { what: `keys such as ${write('91510100MA6CMRGB0Y')}`, touched: ['uscc'] });
    },
  },
  {
    id: 'filled-series',
    about: 'a cell was dragged down and the spreadsheet counted on',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'officeNumbers', 'redcap'] as const, i), { scope: turn(SCOPES, i) });
      const input = turn(['uscc', 'planning', 'quality'], i);
      const place = placeOf(made, input);
      const first = made.table.rows[0]?.cells[place] as string;
      changeCells(made, place, (_, row) =>
        input === 'uscc'
          ? first.replace(/\d+(?=.$)/, (digits) => String(Number(digits) + row).padStart(digits.length, '0'))
          : String(Number(first || 0) + row),
      );
      // Whoever counts on beyond the end of the scale shows it; the few rows before that do not.
      const truth = made.enterprises.map((values, row) =>
        input !== 'uscc' && row < 5 ? { ...values, [input]: String(Number(first) + row) } : values,
      );
      return caseOf(made, { what: `${input} counts on`, touched: [input], truth });
    },
  },
  {
    id: 'labelled-cells-moved',
    about: 'a cell was deleted or inserted in some rows, and the others moved up beside it',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'googleEn', 'wenjuanxing'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const from = placeOf(
        made,
        turn(
          ['sector', 'employees', 'plan', 'Q1'].filter((id) => made.inputs.some((one) => one.id === id)),
          i,
        ),
      );
      made.table.rows.forEach((row, k) => {
        if (k % 5 !== 2) return;
        if (i % 2 === 0) row.cells = [...row.cells.slice(0, from), ...row.cells.slice(from + 1), ''];
        else row.cells = [...row.cells.slice(0, from), '', ...row.cells.slice(from, -1)];
      });
      return caseOf(made, { what: i % 2 === 0 ? 'a cell deleted' : 'a cell inserted' });
    },
  },
  {
    id: 'another-table-below',
    about: 'a list of something else below, with headings of its own',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const { columns, rows } = made.table;
      const pad = (cells: readonly string[]): string[] => columns.map((_, k) => cells[k] ?? '');
      rows.push({ cells: pad([]), of: null });
      rows.push({ cells: pad(['联系人', '电话', '地址']), of: null });
      for (let k = 0; k < 4; k++) rows.push({ cells: pad([`李${k}`, `1380000000${k}`, '成都']), of: null });
      const all = made.enterprises.length;
      return caseOf(made, { what: 'a list of contacts below', rows: [all, all + 6] });
    },
  },
  {
    id: 'transposed',
    about: 'enterprises stand side by side, questions below each other',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'office', 'googleZh'] as const, i), { scope: 'quick' });
      const lines = [headingRow(made.table), ...made.table.rows].map(({ cells }) => cells);
      const turned = (lines[0] as string[]).map((_, k) => lines.map((cells) => cells[k] as string));
      const table = {
        columns: (turned[0] as string[]).map((heading) => ({ heading })),
        rows: turned.slice(1).map((cells) => ({ cells, of: null })),
      };
      const file = fileOf(made, table);
      return caseOf(made, {
        what: 'rows and columns exchanged',
        files: { [file.name]: file.bytes },
        rows: [0, turned.length],
      });
    },
  },
  {
    id: 'row-for-each-answer',
    about: 'a row for each answer of each enterprise',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh'] as const, i), { scope: 'quick' });
      const key = placeOf(made, 'uscc');
      const lines = made.table.rows.flatMap(({ cells }) =>
        made.table.columns.map(({ heading }, k) => [cells[key] as string, heading, cells[k] as string]),
      );
      const headings = i % 2 === 0 ? ['uscc', 'question', 'answer'] : ['统一社会信用代码', '题目', '答案'];
      const text = [headings, ...lines].map((cells) => `${csvLine(cells)}\n`).join('');
      return caseOf(made, { what: 'long form', files: { 'export.csv': Buffer.from(text) }, rows: [0, lines.length] });
    },
  },
  {
    id: 'file-cut',
    about: 'the download broke off within a row',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo', 'lines'] as const, i), { scope: turn(SCOPES, i) });
      const { name, bytes } = fileOf(made, made.table);
      const text = bytes.toString();
      const lines = text.split('\n');
      const last = 15 + chance.below(5);
      const cut = (lines[last] as string).slice(0, Math.floor((lines[last] as string).length / 2));
      const truth = made.enterprises.slice(0, last + (name.endsWith('.jsonl') ? 1 : 0));
      return caseOf(made, {
        what: `cut within line ${last + 1}`,
        files: { [name]: Buffer.from([...lines.slice(0, last), cut].join('\n')) },
        truth,
        rows: [truth.length, truth.length],
      });
    },
  },
  {
    id: 'several-exports',
    about: 'two exports in one run, alike or in two layouts',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo'] as const, i), { scope: turn(SCOPES, i) });
      const other =
        PLATFORMS[turn(['ids', 'googleEn', 'wenjuanxing', 'redcap'] as const satisfies readonly PlatformName[], i)];
      const table = tableOf(other, made.inputs, made.enterprises);
      const halves = { ...table, rows: table.rows.slice(12) };
      made.table.rows = made.table.rows.slice(0, 12);
      const files = { 'a.csv': csvFile(made.table, made.platform.dialect), 'b.csv': csvFile(halves, other.dialect) };
      return caseOf(made, { what: `beside ${other.name}`, files });
    },
  },
  {
    id: 'several-exports-overlapping',
    about: 'two exports in one run hold some enterprises both',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'kobo'] as const, i), { scope: turn(SCOPES, i) });
      const first = { ...made.table, rows: made.table.rows.slice(0, 14) };
      const second = { ...made.table, rows: made.table.rows.slice(10) };
      const truth = [...made.enterprises.slice(0, 14), ...made.enterprises.slice(10)];
      const files = { 'a.csv': csvFile(first, made.platform.dialect), 'b.csv': csvFile(second, made.platform.dialect) };
      return caseOf(made, { what: 'four in both', files, truth, rows: [truth.length, truth.length] });
    },
  },
];
