// What happens to headings: in spreadsheets, by platforms, by translation.

import { packOf, type Scope } from '../draw-enterprises.ts';
import { inputOf, LANGUAGES, type Language } from '../known-packs.ts';
import { caseOf, cellsOf, changeCells, type Draft, draft, type Family, placeOf } from '../mutated-export.ts';
import { PLATFORMS, type PlatformName, tableOf } from '../platform-tables.ts';
import { bookFile, type Column, csvFile, csvLine, sheetOf } from '../write-tables.ts';
import { turn } from './turn.ts';

const LABELLED: readonly PlatformName[] = ['googleZh', 'googleEn', 'wenjuanxing', 'microsoft', 'office', 'googleDe'];
const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];

/** Headings of the columns that are about something, moved by a place; what has no heading then has the one given. */
function shiftHeadings({ table }: Draft, by: 1 | -1): void {
  const headings = table.columns.map(({ heading }) => heading);
  const moved = by === 1 ? ['编号', ...headings.slice(0, -1)] : [...headings.slice(1), '备注'];
  table.columns = table.columns.map((column, i) => ({ ...column, heading: moved[i] as string }));
}

function setHeadings({ table }: Draft, change: (heading: string, column: Column, i: number) => string): void {
  table.columns = table.columns.map((column, i) =>
    column.input === undefined ? column : { ...column, heading: change(column.heading, column, i) },
  );
}

function exchange({ table }: Draft, a: number, b: number): void {
  const [one, other] = [table.columns[a] as Column, table.columns[b] as Column];
  const heading = one.heading;
  table.columns[a] = { ...one, heading: other.heading };
  table.columns[b] = { ...other, heading };
}

function addColumn({ table }: Draft, place: number, heading: string, cell: (row: number) => string): void {
  table.columns.splice(place, 0, { heading });
  table.rows.forEach((row, i) => {
    row.cells.splice(place, 0, cell(i));
  });
}

const questionsOf = (made: Draft): string[] => made.inputs.filter(({ isFact }) => !isFact).map(({ id }) => id);

export const HEADINGS: readonly Family[] = [
  {
    id: 'headings-shifted',
    about: 'all headings stand a column further',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'redcap', 'office', 'lines', 'microsoft'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const by = i % 2 === 0 ? 1 : -1;
      shiftHeadings(made, by);
      return caseOf(made, { what: by === 1 ? 'headings moved right' : 'headings moved left' });
    },
  },
  {
    id: 'labelled-questions-rotated',
    about: 'the headings of questions are rotated, while the cells hold the labels of their own',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const asked = made.table.columns.flatMap(({ input }, place) =>
        input && questionsOf(made).includes(input) ? [place] : [],
      );
      const headings = asked.map((place) => made.table.columns[place]?.heading as string);
      const by = 1 + (i % 3);
      asked.forEach((place, k) => {
        const column = made.table.columns[place] as Column;
        made.table.columns[place] = { ...column, heading: headings[(k + by) % headings.length] as string };
      });
      return caseOf(made, { what: `headings of questions moved by ${by}` });
    },
  },
  {
    id: 'two-headings-swapped',
    about: 'two headings of different form are exchanged',
    kind: 'shown',
    make: (chance, i) => {
      const pair = turn(
        [
          ['uscc', 'name'],
          ['sector', 'chainRole'],
          ['employees', 'district'],
          ['name', 'revenue'],
          ['lead', 'records'],
          ['chain', 'sector'],
          ['uscc', 'district'],
        ] as const,
        i,
      );
      const made = draft(chance, turn(['googleZh', 'office', 'googleDe', 'wenjuanxing'] as const, i), {
        scope: 'quick',
      });
      exchange(made, placeOf(made, pair[0]), placeOf(made, pair[1]));
      return caseOf(made, { what: `${pair.join(' and ')} exchanged`, touched: pair });
    },
  },
  {
    id: 'column-twice-alike',
    about: 'a column stands twice with the same cells',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const input = turn(['plan', 'employees', 'uscc', 'quality', 'district'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      addColumn(made, i % 2 === 0 ? place + 1 : made.table.columns.length, heading, (row) => {
        return made.table.rows[row]?.cells[place] as string;
      });
      return caseOf(made, { what: `${input} twice`, touched: [input] });
    },
  },
  {
    id: 'column-twice-differing',
    about: 'a column stands twice, and the cells differ',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'lines', 'redcap'] as const, i), {
        scope: 'quick',
      });
      const input = turn(['plan', 'ai', 'employees', 'quality', 'district'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      const cells = made.table.rows.map(({ cells }) => cells[place] as string);
      addColumn(made, i % 2 === 0 ? place : made.table.columns.length, heading, (row) => {
        return cells[(row + 5) % cells.length] as string;
      });
      return caseOf(made, {
        what: `${input} twice, the ${i % 2 === 0 ? 'first' : 'second'} is another's`,
        touched: [input],
      });
    },
  },
  {
    id: 'column-twice-blank',
    about: 'a column stands twice, one of them blank',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleEn', 'office'] as const, i), { scope: 'quick' });
      const input = turn(['plan', 'revenue', 'equipment', 'uscc'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      addColumn(made, i % 2 === 0 ? place : place + 1, heading, () => '');
      return caseOf(made, { what: `${input} twice, one blank`, touched: [input] });
    },
  },
  {
    id: 'headings-translated',
    about: 'headings in another language of the pack than the cells',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const language = turn(LANGUAGES, i + 1);
      setHeadings(made, (_, { input }) => {
        const { text, unit } = inputOf(packOf(made.scope), input as string);
        return unit ? `${text[language]} (${unit[language]})` : text[language];
      });
      return caseOf(made, { what: `headings in ${language}` });
    },
  },
  {
    id: 'headings-of-several-languages',
    about: 'each heading in one of the languages of the pack',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i + 2), { scope: turn(SCOPES, i) });
      setHeadings(made, (_, { input }) => {
        const { text, unit } = inputOf(packOf(made.scope), input as string);
        const language: Language = chance.pick(LANGUAGES);
        return unit ? `${text[language]} (${unit[language]})` : text[language];
      });
      return caseOf(made, { what: 'headings in three languages' });
    },
  },
  {
    id: 'headings-shortened',
    about: 'a platform or database cuts headings',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const length = turn([6, 10, 20, 30, 60], i);
      const end = i % 2 === 0 ? '' : '…';
      setHeadings(made, (heading) => (heading.length > length ? heading.slice(0, length) + end : heading));
      return caseOf(made, { what: `headings cut to ${length} characters${end}` });
    },
  },
  {
    id: 'headings-numbered',
    about: 'numbers before headings',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'googleEn', 'office', 'googleDe', 'microsoft'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const before = turn(
        [
          (n: number) => `${n}. `,
          (n: number) => `Q${n} `,
          (n: number) => `第${n}题 `,
          (n: number) => `${n}、`,
          (n: number) => `（${n}）`,
          (n: number) => `${n}) `,
          (n: number) => `Q${n}. `,
          (n: number) => `Q${String(n).padStart(2, '0')}_`,
        ],
        i,
      );
      let n = 0;
      setHeadings(made, (heading) => before(++n) + heading);
      return caseOf(made, { what: `headings such as ${before(12)}…` });
    },
  },
  {
    id: 'headings-decorated',
    about: 'blanks, stars, markup and remarks around headings',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(LABELLED, i), { scope: turn(SCOPES, i) });
      const change = turn(
        [
          (heading: string) => `${heading} `,
          (heading: string) => `*${heading}`,
          (heading: string) => `${heading}*`,
          (heading: string) => `\u00a0${heading}\u00a0`,
          (heading: string) => `<p><strong>${heading}</strong></p>`,
          (heading: string) => `${heading}（必填）`,
          (heading: string) => `${heading}\n`,
          (heading: string) => `  ${heading}  `,
          (heading: string) => `${heading}：`,
          (heading: string) => `"${heading}"`,
        ],
        i,
      );
      setHeadings(made, change);
      return caseOf(made, { what: `headings such as ${JSON.stringify(change('…'))}` });
    },
  },
  {
    id: 'headings-in-other-case',
    about: 'ids and texts in capitals or small letters',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'kobo', 'googleEn', 'googleDe'] as const, i), { scope: turn(SCOPES, i) });
      setHeadings(made, (heading) => (i % 2 === 0 ? heading.toUpperCase() : heading.toLowerCase()));
      return caseOf(made, { what: i % 2 === 0 ? 'capitals' : 'small letters' });
    },
  },
  {
    id: 'heading-missing',
    about: 'a column has lost its heading',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'redcap'] as const, i), { scope: 'quick' });
      const input = turn(['lead', 'revenue', 'sector', 'uscc', 'emergency'], i);
      const place = placeOf(made, input);
      made.table.columns[place] = { ...(made.table.columns[place] as Column), heading: '' };
      return caseOf(made, { what: `the heading of ${input} is blank`, touched: [input], mustAsk: true });
    },
  },
  {
    id: 'heading-misspelt',
    about: 'a letter of a heading is missing, doubled or exchanged',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'googleEn', 'office', 'googleDe'] as const, i), {
        scope: 'quick',
      });
      const input = turn(['lead', 'revenue', 'quality', 'employees', 'protection'], i);
      const place = placeOf(made, input);
      const column = made.table.columns[place] as Column;
      const at = 1 + chance.below(column.heading.length - 2);
      const { heading } = column;
      const changed = turn(
        [
          heading.slice(0, at) + heading.slice(at + 1),
          heading.slice(0, at) + heading[at] + heading.slice(at),
          heading.slice(0, at) + heading[at + 1] + heading[at] + heading.slice(at + 2),
        ],
        i,
      );
      made.table.columns[place] = { ...column, heading: changed };
      return caseOf(made, { what: `${heading} is ${changed}`, touched: [input], mustAsk: true });
    },
  },
  {
    id: 'fact-heading-nearly',
    about: 'a heading that says a fact in nearly its words, often with its unit',
    kind: 'shown',
    make: (chance, i) => {
      const [platform, heading, factor] = turn(
        [
          ['googleZh', '上年营业收入，单位：元', 10_000],
          ['googleEn', 'Revenue last year (CNY 1,000)', 10],
          ['office', '上年营业收入(千元)', 10],
          ['googleZh', '上年营业收入（单位：万元）', 1],
          ['googleDe', 'Umsatz letztes Jahr in 1.000 CNY', 10],
          ['office', '上年营业收入-元', 10_000],
          ['googleEn', 'Revenue last year, in CNY', 10_000],
          ['googleZh', '上年度营业收入', 1],
          ['googleEn', 'Revenue last year in million CNY', 0.01],
          ['wenjuanxing', '5、上年营业收入（元）[填空题]', 10_000],
        ] as const,
        i,
      );
      const made = draft(chance, platform, { scope: i % 3 === 2 ? 'figures' : 'quick' });
      const place = placeOf(made, 'revenue');
      made.table.columns[place] = { ...(made.table.columns[place] as Column), heading };
      changeCells(made, place, (cell) => scaled(cell, factor));
      return caseOf(made, { what: heading, touched: ['revenue'], facts: ['revenue'], mustAsk: true });
    },
  },
  {
    id: 'people-heading-nearly',
    about: 'a heading that says the number of employees in nearly its words',
    kind: 'shown',
    make: (chance, i) => {
      const [platform, heading] = turn(
        [
          ['googleZh', '上年末员工人数，单位：人'],
          ['googleEn', 'Employees at end of last year'],
          ['office', '上年末员工数'],
          ['googleDe', 'Beschäftigte Ende des letzten Jahres'],
          ['googleZh', '员工人数（上年末）'],
        ] as const,
        i,
      );
      const made = draft(chance, platform, { scope: 'quick' });
      const place = placeOf(made, 'employees');
      made.table.columns[place] = { ...(made.table.columns[place] as Column), heading };
      return caseOf(made, { what: heading, touched: ['employees'], facts: ['employees'], mustAsk: true });
    },
  },
  {
    id: 'short-heading-of-an-option',
    about: 'a column headed by a short word, which is an option as well, beside the full text of a question',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'wenjuanxing'] as const, i), {
        scope: i % 2 === 0 ? 'figures' : 'choices',
      });
      const word = turn(['人力资源', '采购管理', '仓储物流', '财务管理', '能耗管理', '安全生产', '设备管理'], i);
      const cells = turn(
        [
          ['李经理', '王主任'],
          ['3', '4', '1'],
          ['是', '否'],
          ['', '待核实'],
        ],
        i,
      );
      const place = i % 2 === 0 ? made.table.columns.length : placeOf(made, 'Q1');
      addColumn(made, place, word, (row) => turn(cells, row));
      const touched = made.inputs.filter(({ text }) => text.zh.startsWith(word)).map(({ id }) => id);
      return caseOf(made, { what: `a column ${word} with ${cells.join(', ')}`, touched });
    },
  },
  {
    id: 'short-heading-of-a-title',
    about: 'a column headed by the title of a question, beside its full text',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'googleEn', 'office'] as const, i), { scope: 'quick' });
      const input = turn(['quality', 'finance', 'orders', 'network'], i);
      const language = made.platform.language;
      const title = inputOf(packOf('quick'), input).text[language].split(/[:：]/)[0] as string;
      addColumn(made, i % 2 === 0 ? 1 : made.table.columns.length, title, (row) =>
        turn(['0', '1', '2', '3', '1'], row),
      );
      return caseOf(made, { what: `a column ${title} with numbers`, touched: [input] });
    },
  },
  {
    id: 'heading-rows-of-qualtrics',
    about: 'three rows of headings, the first with numbers that mean nothing',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'googleEn', 'googleDe'] as const, i), { scope: turn(SCOPES, i) });
      made.table.columns[0] = { heading: '开始日期' };
      const first = made.table.columns.map((_, k) => (k === 0 ? 'StartDate' : `Q${((k + i) % 60) + 1}`));
      const third = made.table.columns.map((_, k) => `{"ImportId":"${k === 0 ? 'startDate' : `QID${k}_TEXT`}"}`);
      const words = made.table.columns.map(({ heading }) => heading);
      const lines = [first, words, third, ...made.table.rows.map(({ cells }) => cells)];
      const text = lines.map((cells) => `${csvLine(cells)}\n`).join('');
      return caseOf(made, { what: 'as Qualtrics writes it', files: { 'export.csv': Buffer.from(text) } });
    },
  },
  {
    id: 'columns-by-month',
    about: 'each question stands once for every month',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const input = turn(['plan', 'lead', 'quality', 'records'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      const cells = made.table.rows.map(({ cells }) => cells[place] as string);
      const [now, before] = turn(
        [
          ['（11月）', '（10月）'],
          [' 2026-11', ' 2026-10'],
          ['_2', '_1'],
          ['', ' (2)'],
        ] as const,
        i,
      );
      made.table.columns[place] = { ...(made.table.columns[place] as Column), heading: heading + now };
      addColumn(made, i % 2 === 0 ? place : place + 1, heading + before, (row) => {
        return cells[(row + 7) % cells.length] as string;
      });
      return caseOf(made, { what: `${input} as …${now} and …${before}`, touched: [input], mustAsk: true });
    },
  },
  {
    id: 'reviewed-answers',
    about: 'a column of reviewed answers at the end, under the heading of the question with a remark',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'wenjuanxing'] as const, i), { scope: 'quick' });
      const input = turn(['plan', 'quality', 'lead'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      const name = turn(
        [`${heading}（复核后）`, `【专家复核】${heading}`, `${heading} (corrected)`, `${heading}_reviewed`],
        i,
      );
      const others = made.table.rows.map((_, row) => cellsOf(made, row)[place] as string);
      const answers = others.map((cell, row) => (row % 3 === 0 ? (others[row + 1] ?? cell) : cell));
      addColumn(made, made.table.columns.length, name, (row) => answers[row] as string);
      const values = made.enterprises.map((one) => one[input]);
      const truth = made.enterprises.map((one, row) => {
        return row % 3 === 0 ? { ...one, [input]: (values[row + 1] ?? one[input]) as (typeof one)[string] } : one;
      });
      return caseOf(made, { what: `reviewed answers to ${input}`, truth, touched: [input] });
    },
  },
  {
    id: 'remarks-beside-questions',
    about: 'a column of remarks beside each question',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids'] as const, i), { scope: 'quick' });
      const input = turn(['plan', 'quality', 'lead'], i);
      const place = placeOf(made, input);
      const { heading } = made.table.columns[place] as Column;
      addColumn(made, place + 1, turn([`${heading} - 备注`, `${heading}（说明）`, `${heading}_remark`], i), (row) =>
        turn(['', '2', '见附件', '已核实'], row),
      );
      return caseOf(made, { what: `remarks beside ${input}`, touched: [input] });
    },
  },
  {
    id: 'headings-with-groups',
    about: 'the section stands before the question',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'kobo', 'googleEn'] as const, i), { scope: turn(SCOPES, i) });
      const sections = packOf(made.scope).sections as unknown as {
        readonly id: string;
        readonly title: Record<Language, string>;
      }[];
      setHeadings(made, (heading, { input }) => {
        const { section } = inputOf(packOf(made.scope), input as string);
        const found = sections.find(({ id }) => id === section);
        if (!found) return heading;
        return `${made.platform.numbers ? found.id : found.title[made.platform.language]}/${heading}`;
      });
      return caseOf(made, { what: 'group/question' });
    },
  },
  {
    id: 'another-pack',
    about: 'an export of one pack is scored with another, some of whose ids are the same',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'kobo', 'lines'] as const, i), { scope: 'quick' });
      const truth = made.enterprises.map((values) =>
        Object.fromEntries(Object.entries(values).filter(([id]) => made.inputs.find((one) => one.id === id)?.isFact)),
      );
      const asked = made.inputs.filter(({ isFact }) => !isFact).map(({ id }) => id);
      return {
        ...caseOf(made, { what: 'a quick scan, scored as miit-sme-2024', truth, touched: asked, mustAsk: true }),
        pack: 'miit-sme-2024',
      };
    },
  },
  {
    id: 'heading-cells-merged',
    about: 'a row of groups above the headings, in merged cells',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['office', 'officeNumbers', 'microsoft'] as const, i), {
        scope: turn(SCOPES, i),
      });
      const sheet = sheetOf(made.table);
      const groups = made.table.columns.map((_, k) => (k === 0 ? '企业基本信息' : k === 8 ? '问卷' : ''));
      const rows = [groups.map((value) => ({ value, kind: 'text' as const })), ...sheet.rows];
      return caseOf(made, {
        what: 'groups above the headings',
        files: { 'export.xlsx': bookFile({ sheets: { Sheet1: { rows, merged: ['A1:H1', 'I1:Z1'] } } }) },
      });
    },
  },
  {
    id: 'ids-and-texts',
    about: 'a row of ids above the row of texts',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, 'googleZh', { scope: turn(SCOPES, i) });
      const ids = tableOf(PLATFORMS.ids, made.inputs, made.enterprises);
      const words = made.table.columns.slice(1).map(({ heading }) => heading);
      const [first, second] =
        i % 2 === 0
          ? [ids.columns.map(({ heading }) => heading), words]
          : [words, ids.columns.map(({ heading }) => heading)];
      const table = {
        columns: first.map((heading) => ({ heading })),
        rows: [{ cells: second, of: null }, ...ids.rows],
      };
      return caseOf(made, {
        what: i % 2 === 0 ? 'ids above texts' : 'texts above ids',
        files: { 'export.csv': csvFile(table) },
        rows: [made.enterprises.length, made.enterprises.length + 1],
      });
    },
  },
];

function scaled(cell: string, factor: number): string {
  return cell === '' ? '' : String(Math.round(Number(cell) * factor * 10_000) / 10_000);
}
