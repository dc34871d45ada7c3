import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTerminalPage } from '../../../src/report/terminal/terminal-page.ts';
import { drawTerminalTable } from '../../../src/report/terminal/terminal-table.ts';
import { textWidth, wrapText } from '../../../src/report/terminal/terminal-text.ts';

const TITLES = {
  en: ['District or county', 'Assessed', 'Initial', 'Standardised', 'Integrated', 'Collaborative', 'No level', 'Rank'],
  de: ['Bezirk oder Kreis', 'Bewertet', 'Anfang', 'Geregelt', 'Integriert', 'Vernetzt', '95-%-Intervall', 'Rang'],
  zh: ['所在区（市）县', '已评估', '初始级', '规范级', '集成级', '协同级', '95% 区间', '排名'],
};

test.each(Object.entries(TITLES))(
  'headings in %s break only at their spaces, and excess text continues on the next line',
  (_, titles) => {
    const columns = titles.map((title, i) => ({
      title,
      wraps: true,
      align: i === 0 ? ('left' as const) : ('right' as const),
    }));
    const rows = Array.from({ length: 5 }, (_, i) => ({
      cells: titles.map((_, at) => (at === 0 ? `区${i}` : String(1000 * i + at))),
    }));
    for (let width = 50; width <= 200; width += 1) {
      const page = makeTerminalPage({ color: false, width: width });
      const lines = drawTerminalTable(page, columns, rows);
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(page.width);
      const said = lines.join('\n');
      // Of the first heading, which Chinese may break, the signs stand in order.
      for (const title of titles.slice(1)) for (const word of title.split(' ')) expect(said).toContain(word);
      for (const { cells } of rows) for (const cell of cells) expect(said).toContain(cell);
      // Each part begins with the first column, and none is left out.
      const parts = said.split('\n\n');
      for (const part of parts) expect(part.match(/区\d/g)).toEqual(['区0', '区1', '区2', '区3', '区4']);
      if (width >= 140) expect(parts).toHaveLength(1);
    }
  },
);

test('a list item keeps its longest word whole, with its mark', () => {
  const page = makeTerminalPage({ color: false, width: 60 });
  const columns = ['A', 'B'].map((title) => ({ title, wraps: true }));
  const lines = drawTerminalTable(page, columns, [{ cells: ['word '.repeat(30), '• Sicherheitsgrundpaket'] }]);
  expect(lines[1]).toMatch(/ {2}• Sicherheitsgrundpaket$/);
});

test('a line may end after the hyphen of a compound, not within an option or a code', () => {
  expect(wrapText('Online-Gefahrenüberwachung', 20)).toEqual(['Online-', 'Gefahrenüberwachung']);
  expect(wrapText('with --min-cell 1 of miit-sme-2024', 12)).toEqual([
    'with',
    '--min-cell 1',
    'of',
    'miit-sme-202',
    '4',
  ]);
});

test('columns are moved closer before a word is broken', () => {
  const titles = ['Digitalisierungsstufe', 'Sicherheitsgrundpaket', 'Produktentwicklung'];
  const columns = titles.map((title) => ({ title, wraps: true }));
  // 60 letters, 2 blanks before them, and two or four between them.
  expect(drawTerminalTable(makeTerminalPage({ color: false, width: 64 }), columns, [])).toEqual([
    `  ${titles.join(' ')}`,
  ]);
  expect(drawTerminalTable(makeTerminalPage({ color: false, width: 66 }), columns, [])).toEqual([
    `  ${titles.join('  ')}`,
  ]);
});

test('if narrow columns would break words, the first cell of a row goes above the others', () => {
  const columns = ['', 'Jetzt', 'Danach'].map((title) => ({ title, wraps: true }));
  const rows = [
    { cells: ['Antworten'] },
    { cells: ['Digitalisierungsstufe', 'Netzwerksicherheit', ['Produktentwicklung', 'Netzwerksicherheit']] },
    { cells: ['', 'Punkt', ''] },
    { cells: [] },
    { cells: ['Marktforschungsabteilung', '', ''] },
  ];
  expect(drawTerminalTable(makeTerminalPage({ color: false, width: 60 }), columns, rows)).toEqual([
    '    Jetzt               Danach',
    '  Antworten',
    '  Digitalisierungsstufe',
    '    Netzwerksicherheit  Produktentwicklung',
    '                        Netzwerksicherheit',
    '    Punkt',
    '',
    '  Marktforschungsabteilung',
  ]);
  // Where they fit, they stand beside each other.
  expect(drawTerminalTable(makeTerminalPage({ color: false, width: 80 }), columns, rows)[2]).toMatch(
    /^ {2}Digitalisierungsstufe {5}Netzwerksicherheit {2}P/,
  );
});

const text = fc
  .array(fc.constantFrom('数', '字', 'plan', 'a', '·', '12,000'), { maxLength: 12 })
  .map((words) => words.join(' '));

test('table columns stay within the page, lose no word and begin at the same position on every line', () => {
  const row = fc.tuple(fc.constantFrom('1', '22'), text, text);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.integer({ min: 60, max: 140 }), (rows, width) => {
      const page = makeTerminalPage({ color: false, width: width });
      const columns = [
        { title: 'No.', align: 'right' as const },
        { title: 'One', wraps: true },
        { title: 'Other', wraps: true },
      ];
      const lines = drawTerminalTable(
        page,
        columns,
        rows.map((cells) => ({ cells })),
      );
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(page.width);
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

test('a row of one cell spans the table and widens no column; list items are indented below their text', () => {
  const page = makeTerminalPage({ color: false, width: 60 });
  const lines = drawTerminalTable(
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
