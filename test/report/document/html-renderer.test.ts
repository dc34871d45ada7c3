import { describe, expect, test } from 'vitest';
import type { Block, ReportDocument } from '../../../src/report/document/document-model.ts';
import { renderBlocks, renderHtml, renderInline } from '../../../src/report/document/html-renderer.ts';

const STYLE = { isOnPaper: false };

function documentOf(blocks: readonly Block[], more: Partial<ReportDocument> = {}): ReportDocument {
  return {
    tag: 'de',
    title: 'Bericht',
    cover: ['Werk', '2026'],
    blocks,
    notes: [],
    notesTitle: 'Anmerkungen',
    ...more,
  };
}

describe('text within a line', () => {
  test('markup in a text is escaped in HTML, and characters that change the writing direction are removed', () => {
    expect(renderInline(['a <b> ', { strong: '"c" & d' }, ' e\u202ef'])).toBe(
      'a &lt;b&gt; <strong>&quot;c&quot; &amp; d</strong> e f',
    );
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', ' https://a.b/ c', 'http://a"b', '//a.b'])(
    '%s is not made a link',
    (link) => {
      expect(renderInline([{ link }])).not.toContain('<a');
    },
  );

  test('a web address and a note mark are links in HTML', () => {
    expect(renderInline([{ link: 'https://a.b/?c=d&e' }])).toBe(
      '<a class="address" href="https://a.b/?c=d&amp;e" rel="noreferrer">https://a.b/?c=d&amp;e</a>',
    );
    expect(renderInline([{ note: 2 }])).toContain('href="#note-2"');
  });
});

test('headings of level 2 begin sections, and the table of contents lists them without note marks', () => {
  const html = renderHtml(
    documentOf(
      [
        { kind: 'heading', level: 2, id: 'one', text: ['One', { note: 1 }] },
        { kind: 'heading', level: 3, id: 'inner', text: ['Inner'] },
        { kind: 'heading', level: 2, id: 'two', text: ['Two'] },
      ],
      { contentsTitle: 'Inhalt', notes: [['Quelle: ', { link: 'https://a.b' }]], notesLead: 'Nicht verglichen.' },
    ),
    { style: '' },
  );
  expect(html).toContain('<p>Nicht verglichen.</p>\n<ol><li id="note-1">');
  expect(html.match(/<section>/g)).toHaveLength(2);
  expect(html).toContain('<li><a href="#one">One</a></li>\n<li><a href="#two">Two</a></li>');
  expect(html).toContain('<li id="note-1">Quelle: <a');
  expect(html).toContain('<html lang="de">');
  expect(html).not.toContain('<script');
});

test('a table states its roles, and each cell names its column in case the headings are not visible', () => {
  const html = renderBlocks(
    [
      {
        kind: 'table',
        columns: [
          { title: ['A"'], align: 'left' },
          { title: ['B', { note: 1 }], align: 'right' },
        ],
        rows: [
          [
            { text: ['r'], isHeading: true },
            { text: ['1'], tone: 'warn' },
          ],
        ],
      },
    ],
    STYLE,
  );
  expect(html).toContain('<th scope="col" role="columnheader" class="left">A&quot;</th>');
  expect(html).toContain('<th scope="row" role="rowheader" class="left"><span>r</span></th>');
  expect(html).toContain('<td role="cell" class="right warn" data-column="B"><span>1</span></td>');
});

test('a table column without a title gets no empty heading cell', () => {
  const columns = [
    { title: ['A'], align: 'left' },
    { title: [''], align: 'left' },
  ] as const;
  const html = renderBlocks([{ kind: 'table', columns, rows: [[{ text: ['r'] }, { text: ['own'] }]] }], STYLE);
  expect(html.match(/<th\b/g)).toHaveLength(1);
  expect(html).toContain('<td role="cell" class="left"></td>');
});

test('details on demand are closed on a screen, and open in print', () => {
  const blocks: Block[] = [
    { kind: 'details', summary: 'Mehr', blocks: [{ kind: 'paragraph', text: ['x'], tone: 'quiet' }] },
  ];
  expect(renderBlocks(blocks, STYLE)).toContain('<details><summary>Mehr</summary>\n<p class="quiet">x</p>');
  expect(renderBlocks(blocks, { isOnPaper: true })).toContain('<details open>');
});
