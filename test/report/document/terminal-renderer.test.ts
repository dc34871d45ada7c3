import { describe, expect, test } from 'vitest';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  heading,
  listOf,
  paragraph,
  type ReportDocument,
  type Table,
  tableOf,
} from '../../../src/report/document/document-model.ts';
import { renderTerminal, renderTerminalBlocks } from '../../../src/report/document/terminal-renderer.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';

function draw(
  blocks: readonly Block[],
  { color = false, width = 80, ...more }: Partial<ReportDocument> & { color?: boolean; width?: number } = {},
): string {
  const document = { tag: 'de', title: 'Bericht', cover: [], blocks, notes: [], notesTitle: 'Anmerkungen', ...more };
  return renderTerminal(document, { color, width });
}

describe('a document in a terminal', () => {
  test('a terminal document has its title, cover, parts and notes, separated from each other', () => {
    const text = draw([heading(2, 'a', 'Teil'), paragraph(['Wort', { note: 1 }])], {
      cover: ['Werk'],
      notes: [['Quelle: ', { link: 'https://a.b' }]],
      colophon: ['Berechnet'],
    });
    expect(text).toBe('Bericht\nWerk\n\nTeil\n  Wort [1]\n\nAnmerkungen\n  1. Quelle: https://a.b\n\n  Berechnet\n');
  });

  test('the terminal numbers ordered items and indents nested ones', () => {
    const text = draw([
      { kind: 'list', ordered: true, items: [{ text: ['eins'], items: [{ text: ['innen'] }] }, { text: ['zwei'] }] },
      ...listOf([{ text: 'Punkt' }]),
    ]);
    expect(text).toContain('1. eins\n');
    expect(text).toContain('• innen\n');
    expect(text).toContain('2. zwei\n');
    expect(text).toContain('• Punkt\n');
  });

  test('the terminal omits drawings that tables repeat, and shows details on demand', () => {
    const drawing = { tag: 'svg', attributes: {}, children: [] };
    const text = draw([
      { kind: 'chart', title: 'Radar', description: 'x', drawing },
      { kind: 'details', summary: 'Mehr', blocks: [paragraph('innen')] },
    ]);
    expect(text).not.toContain('Radar');
    expect(text).toContain('Mehr\n  innen');
  });

  test('the terminal renderer colours text only if colours are enabled', () => {
    const blocks = [paragraph('gut', 'good'), paragraph('leise', 'quiet')];
    expect(draw(blocks)).not.toContain('\u001b');
    expect(draw(blocks, { color: true })).toContain('\u001b[32m  gut');
  });

  test('in a table of long German words, none is broken and no line is wider than the page', () => {
    const words = ['Entscheidungsunterstützung', 'Selbstbewertung', 'Qualitätsmanagement', 'zu günstig'];
    const text = draw(
      tableOf(
        [
          ['Frage', 'left'],
          ['Bewertung', 'left'],
          ['Bereich', 'left'],
          ['Urteil und mehr Worte', 'right'],
        ],
        [words, ['企业数字化水平', '现场诊断', '质量管理', '1']],
      ),
    );
    for (const word of words.slice(0, 3)) expect(text).toContain(word);
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(80);
  });

  test('control sequences in a text do not reach the terminal', () => {
    const text = draw([paragraph('a\u001b[2Jb\u202ec\nd')]);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });
});

test('a list can be a tree, whose wrapped lines stay beside their branches', () => {
  const items = [
    { text: ['a '.repeat(40).trim()], items: [{ text: ['b'] }, { text: ['c'] }] },
    { text: ['d'], items: [{ text: ['\u0007e'] }] },
  ];
  const blocks = [heading(2, 'h', 'H'), { kind: 'list', isTree: true, items } as const, heading(2, 'i', 'I')];
  expect(renderTerminalBlocks(blocks, { color: false, width: 60 }).split('\n')).toEqual([
    'H',
    `├─ ${'a '.repeat(29).trim()}`,
    `│  ${'a '.repeat(11).trim()}`,
    '│  ├─ b',
    '│  └─ c',
    '└─ d',
    '   └─ e',
    '',
    'I',
    '',
  ]);
});

describe('kinds of blocks and text', () => {
  const plain = (blocks: readonly Block[], width = 60) => renderTerminalBlocks(blocks, { color: false, width });
  const coloured = (blocks: readonly Block[]) => renderTerminalBlocks(blocks, { color: true, width: 60 });

  test('coloured and bold text keep their style after a line break', () => {
    const words = 'x '.repeat(40).trim();
    const text = coloured([paragraph(['a ', { strong: 'b' }, ' ', { toned: words, tone: 'bad' }, ' end'])]);
    const [first, second] = text.split('\n') as [string, string];
    expect(first).toBe(`  a \u001b[1mb\u001b[22m \u001b[31m${'x '.repeat(27).trim()}\u001b[39m`);
    expect(second).toBe(`  \u001b[31m${'x '.repeat(13).trim()}\u001b[39m end`);
  });

  test('a level is green if settled and yellow if open or absent', () => {
    const level = (value: Extract<Block, { kind: 'level' }>['value']): Block => ({ kind: 'level', text: ['L'], value });
    expect(coloured([level(2)])).toBe('\u001b[32m\u001b[1mL\u001b[22m\u001b[39m\n');
    for (const value of [null, [1, 2]] as const)
      expect(coloured([level(value)])).toBe('\u001b[33m\u001b[1mL\u001b[22m\u001b[39m\n');
  });

  test('a timeline has a bar for each step, with details below', () => {
    const row = (title: string, start: number, end: number) => ({
      title,
      start,
      end,
      period: `${start}–${end}`,
      details: ['Why: it is needed first'],
    });
    expect(plain([{ kind: 'timeline', months: 12, rows: [row('First', 0, 6), row('Second', 6, 12)] }])).toBe(
      [
        '  First                 ████████████············      0–6',
        '    Why: it is needed first',
        '  Second                ············████████████     6–12',
        '    Why: it is needed first',
        '',
      ].join('\n'),
    );
  });

  test('the first cell of a row is put above the others if the page is too narrow', () => {
    const [table] = tableOf([...createLeftTitles('Name'), ...createRightTitles('Count')], [['Some name', '12']]);
    const stacked: Block[] = [{ ...(table as Table), stackedBelow: 80 }];
    expect(plain(stacked)).toBe('     Count\n  Some name\n        12\n');
    expect(plain(stacked, 80)).toBe('  Name       Count\n  Some name     12\n');
  });

  test('scores have aligned numbers and a bar with a certain and a possible part', () => {
    const row = (title: string, text: string, value: number | readonly [number, number], remarks = '') => ({
      title,
      score: { figure: 'score' as const, text, value },
      maximum: 10,
      outOf: 'of 10',
      remarks,
    });
    const settled = plain([{ kind: 'scores', decimal: '.', rows: [row('One', '2.5', 2.5), row('Other', '10', 10)] }]);
    expect(settled).toBe(
      `  One     2.5 of 10  ${'█'.repeat(5)}${'░'.repeat(14)}\n  Other  10   of 10  ${'█'.repeat(19)}\n`,
    );
    const open = plain([{ kind: 'scores', decimal: '.', rows: [row('One', '2–5', [2, 5], 'half')] }]);
    expect(open).toMatch(/^ {2}One {2}2–5 of 10 {2}half {2}█+▒+░+\n$/);
  });

  test('terms of several blocks align their values in one column, and items are indented below a value', () => {
    const alignedWith = ['Short', 'Much longer'];
    const text = plain([
      { kind: 'facts', alignedWith, entries: [{ term: ['Short'], text: ['1'] }] },
      {
        kind: 'facts',
        alignedWith,
        entries: [
          {
            term: ['Much longer'],
            text: ['2'],
            items: [{ text: ['b'], sign: '+', tone: 'good', items: [{ text: ['c'] }] }],
          },
          { term: ['None'], text: [], items: [{ text: ['d'], sign: '•' }] },
        ],
      },
    ]);
    expect(text).toBe(
      [
        '  Short        1',
        '',
        '  Much longer  2',
        '               + b',
        '                 c',
        '  None         • d',
        '',
      ].join('\n'),
    );
  });

  test('a path is never broken; if it does not fit, it goes below its term', () => {
    const path = `${'folder/'.repeat(10)}file.json`;
    expect(plain([paragraph(['See ', { path }])])).toBe(`  See ${path}\n`);
    expect(plain([{ kind: 'facts', entries: [{ term: ['File'], text: [{ path }] }] }])).toBe(`  File\n  ${path}\n`);
    expect(plain([{ kind: 'facts', entries: [{ term: ['File'], text: [{ path: 'a.json' }] }] }])).toBe(
      '  File  a.json\n',
    );
  });

  test('a group of blocks has no blank lines inside and blank lines around it', () => {
    const blocks: Block[] = [
      paragraph('a'),
      { kind: 'group', blocks: [heading(2, 'h', 'H'), paragraph('b'), paragraph('c')] },
      paragraph('d'),
    ];
    expect(plain(blocks)).toBe('  a\n\nH\n  b\n  c\n\n  d\n');
  });

  test('a terminal table can have headings across all columns, gaps between groups, and cells of several lines', () => {
    const [table] = tableOf(
      [
        ['', 'left'],
        ['Now', 'left'],
      ],
      [
        [{ text: [{ strong: 'Answers' }] }],
        ['One', { text: ['some'], items: [{ text: ['more'], sign: '•' }, { text: ['last'] }] }],
        [],
        ['Other', 'none'],
      ],
    );
    expect(plain([table as Block])).toBe(
      ['         Now', '  Answers', '  One    some', '         • more', '         last', '', '  Other  none', ''].join(
        '\n',
      ),
    );
  });

  test('a terminal table whose cells need no line break is only as wide as its cells', () => {
    const cell = 'word '.repeat(30).trim();
    const [table] = tableOf(
      [
        ['A', 'left'],
        ['B', 'left'],
      ],
      [[cell, 'b']],
    );
    expect(plain([{ ...(table as Extract<Block, { kind: 'table' }>), isUnbroken: true }])).toBe(
      `A${' '.repeat(cell.length + 1)}B\n${cell}  b\n`,
    );
  });

  test('an excerpt has line numbers and marks the error below its place; without line numbers it is indented', () => {
    const mark = { line: 10, from: 2, to: 4, tone: 'bad', message: 'wrong' } as const;
    const lines = [
      { number: 9, text: 'a: 1' },
      { number: 10, text: '  bc: 2' },
    ];
    expect(plain([{ kind: 'excerpt', lines, mark }])).toBe('   9 | a: 1\n  10 |   bc: 2\n     |   ^^ wrong\n');
    expect(plain([{ kind: 'excerpt', lines: [{ text: '  bc: 2' }] }])).toBe('      bc: 2\n');
  });

  test('control sequences in an excerpt do not reach the terminal, and move no mark', () => {
    const mark = { line: 1, from: 3, to: 4, tone: 'bad', message: 'a\u001b[2Jb' } as const;
    const text = plain([{ kind: 'excerpt', lines: [{ number: 1, text: '\u001b\u001b\tx' }], mark }]);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n')[1]).toBe('    |    ^ a\ufffd[2Jb');
  });
});
