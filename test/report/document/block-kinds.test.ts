// The kinds of blocks that a terminal needs, in the formats beside it.
import { expect, test } from 'vitest';
import { type Block, paragraph, type ReportDocument, tableOf } from '../../../src/report/document/document-model.ts';
import { tableRows } from '../../../src/report/document/document-tables.ts';
import { renderBlocks } from '../../../src/report/document/html-renderer.ts';
import { renderMarkdown } from '../../../src/report/document/markdown-renderer.ts';
import { bodyOf, paragraphsOf } from '../docx/open-docx.ts';

const [table] = tableOf(
  [
    ['', 'left'],
    ['Now', 'left'],
  ],
  [[{ text: ['Answers'] }], ['One', { text: ['some'], items: [{ text: ['more'], sign: '•' }] }], [], ['Two', 'none']],
);
const blocks: readonly Block[] = [
  { kind: 'level', text: ['Level 2'], value: 2 },
  {
    kind: 'group',
    blocks: [
      {
        kind: 'scores',
        decimal: '.',
        rows: [
          { title: 'Total', score: { figure: 'score', text: '2.5', value: 2.5 }, outOf: 'of 10', remarks: 'half' },
        ],
      },
      paragraph([{ toned: 'bad<', tone: 'bad' }, ' ', { path: 'a_b.json' }]),
    ],
  },
  {
    kind: 'timeline',
    months: 12,
    rows: [{ title: 'Step', start: 3, end: 6, period: '3–6', details: ['because'] }],
  },
  { kind: 'facts', entries: [{ term: ['Money'], text: ['1'], items: [{ text: ['grant'], sign: '+', tone: 'good' }] }] },
  table as Block,
  {
    kind: 'excerpt',
    lines: [{ number: 7, text: 'a: <b>' }],
    mark: { line: 7, from: 3, to: 6, tone: 'bad', message: 'wrong' },
  },
];
const document: ReportDocument = { tag: 'en', title: 'T', cover: [], blocks, notes: [], notesTitle: '' };

test('HTML shows all kinds of blocks, escaped', () => {
  const html = renderBlocks(blocks, {});
  expect(html).toContain('<p class="level good"><strong>Level 2</strong></p>');
  expect(html).toMatch(/<th scope="row"[^>]*><span>Total<\/span><\/th>.*2\.5.*of 10.*half/);
  expect(html).toContain('<span class="bad">bad&lt;</span> <code>a_b.json</code>');
  expect(html).toMatch(/Step.*because.*<svg.*3–6/s);
  expect(html).toContain('<dd>1<ul><li class="good">+ grant</li></ul></dd>');
  expect(html).toMatch(/colspan="2">Answers<\/th><\/tr>\n<tr role="row"><td/);
  expect(html).toContain('a: <mark>&lt;b&gt;</mark>\n<span class="bad">wrong</span></code></pre>');
});

test('Markdown shows all kinds of blocks without HTML', () => {
  const text = renderMarkdown(document);
  expect(text).toContain('**Level 2**\n\n|');
  expect(text).toContain('| Total | 2.5 | of 10 | half |');
  expect(text).toContain('bad&lt; a\\_b.json');
  expect(text).toContain('| Step · because | ···███······ | 3–6 |');
  expect(text).toContain('| Money | 1 · + grant |');
  expect(text).toContain('| Answers |   |\n| One | some · • more |\n| Two | none |');
  expect(text).toContain('    7 | a: <b>\n    ^ wrong');
});

test('tables of a document contain the scores with their exact values', () => {
  const rows = tableRows(document);
  expect(rows).toContainEqual(['T', '1', 'Total', '', '2.5', '', '', '2.5']);
  expect(rows).toContainEqual(['T', '1', 'Step · because', '', '', '', '', '3–6']);
  expect(rows.map((row) => row.at(-1))).toContain('some · • more');
});

test('Word documents hold all kinds of blocks', async () => {
  const xml = await bodyOf(blocks);
  const lines = [
    'Level 2',
    'of 10',
    'Step · because',
    '3–6',
    'bad&lt; a_b.json',
    '1 · + grant',
    'some · • more',
    '7  a: &lt;b&gt;',
    'wrong',
  ];
  expect(paragraphsOf(xml)).toEqual(expect.arrayContaining(lines));
  expect(xml).toContain('<w:gridSpan w:val="2"/>');
});
