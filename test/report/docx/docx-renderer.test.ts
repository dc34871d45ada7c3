import { describe, expect, test } from 'vitest';
import { drawHeatMap } from '../../../src/charts/heat-map.ts';
import { drawRadar } from '../../../src/charts/radar.ts';
import type { Block, ReportDocument } from '../../../src/report/document/document-model.ts';
import { renderDocx } from '../../../src/report/docx/docx-renderer.ts';
import { plainXmlText } from '../../../src/report/docx/docx-text.ts';
import { bodyOf, documentOf, fieldsOf, paragraphsOf, parseStrictly, partsOf } from './open-docx.ts';

const PAYLOADS = [
  '</w:t></w:r></w:p><w:p><w:r><w:t>broken out',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[link](javascript:alert(1)) **bold** {{report}} {{title}}',
  '=HYPERLINK("https://evil.example","x")',
  'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
  'CURRENT',
  'TOTAL_PAGES',
  'null\u0000 bell\u0007 \ufffe lone \ud800 turned \u202etxt.exe',
  '&amp; &#60;b&#62; ]]> <!-- --> <?xml?>',
  'https://evil.example/?a=1&b=2',
];

function asText(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|apos|amp);/g, (_, name: string) => signs[name] ?? '');
}

/** The same text wherever a report has a text. */
function everywhere(text: string): ReportDocument {
  const inline = [text, { strong: text }, { link: text }, { note: 1 }];
  const blocks: Block[] = [
    { kind: 'heading', level: 2, id: text, text: inline },
    { kind: 'heading', level: 3, id: `${text}-`, text: inline },
    ...(['good', 'warn', 'bad', 'quiet'] as const).map((tone): Block => ({ kind: 'paragraph', tone, text: inline })),
    { kind: 'list', ordered: true, items: [{ text: inline, items: [{ text: inline }] }] },
    { kind: 'facts', entries: [{ term: inline, text: inline }] },
    {
      kind: 'table',
      columns: [{ title: inline, align: 'left' }],
      rows: [[{ text: inline, isHeading: true }]],
    },
    {
      kind: 'chart',
      title: text,
      description: text,
      drawing: drawRadar([text, text, text], [{ name: text, shares: [1, 1, 1] }], text),
      legend: [{ name: text, text }],
    },
    { kind: 'details', summary: text, blocks: [{ kind: 'paragraph', text: inline }] },
  ];
  return documentOf(blocks, {
    title: text,
    cover: [text, text],
    contentsTitle: text,
    notes: [inline, inline],
    notesTitle: text,
    colophon: inline,
  });
}

describe('odd texts in a Word document', () => {
  test.each(PAYLOADS)(
    '%j stays text in Word: no field, no link out of the document, well-formed in every part',
    async (payload) => {
      const parts = await partsOf(await renderDocx(everywhere(payload)));
      const all = [...parts.values()].join('\n');
      expect(all).not.toContain('TargetMode="External"');
      const fields = [...parts.values()].flatMap(fieldsOf).filter((code) => code !== '');
      expect(new Set(fields)).toEqual(new Set(['PAGEREF _Toc100000001 \\h', 'PAGE', 'NUMPAGES']));
      for (const [name, content] of parts) parseStrictly(name, content);
      // Sixteen pieces of text hold it, each with another look, and the labels of the chart.
      const shown = plainXmlText(payload).trim();
      const said = paragraphsOf(parts.get('word/document.xml') ?? '').map(asText);
      expect(said.filter((text) => text.includes(shown)).length).toBeGreaterThan(16);
    },
  );
});

test('headings have Word’s own styles, and the table of contents gives the pages of parts by fields', async () => {
  const xml = await bodyOf(
    [
      { kind: 'heading', level: 2, id: 'a', text: ['Erstes', { note: 1 }] },
      { kind: 'heading', level: 3, id: 'b', text: ['Zweites'] },
    ],
    { contentsTitle: 'Inhalt', notes: [['Quelle']] },
  );
  expect(fieldsOf(xml)).toEqual(['PAGEREF _Toc100000001 \\h']);
  expect(xml).toMatch(/<w:pStyle w:val="Heading1"\/><\/w:pPr><w:bookmarkStart[^>]*w:name="_Toc100000001"/);
  expect(xml).toMatch(/<w:pStyle w:val="Heading2"\/><\/w:pPr><w:bookmarkStart[^>]*w:name="_Toc100000002"/);
  expect(xml).toMatch(/<w:pStyle w:val="TOC1"\/>.*?w:anchor="_Toc100000001".*?Erstes/s);
  expect(paragraphsOf(xml)).toEqual(['Bericht', 'Werk', '2026', 'Inhalt', 'Erstes', 'Erstes', 'Zweites']);
});

test('a footnote belongs to its first mention, later ones give its number; unmentioned notes come last', async () => {
  const parts = await partsOf(
    await renderDocx(
      documentOf(
        [
          { kind: 'paragraph', text: ['x', { note: 2 }] },
          { kind: 'paragraph', text: ['y', { note: 1 }, { note: 2 }] },
        ],
        { notes: [['1'], ['2'], ['3']], notesLead: 'Für die Liste.', footnotes: [['erste'], ['zweite'], ['dritte']] },
      ),
    ),
  );
  const xml = parts.get('word/document.xml') ?? '';
  expect([...xml.matchAll(/<w:footnoteReference w:id="(\d)"/g)].map(([, id]) => id)).toEqual(['2', '1']);
  expect(xml).toMatch(/<w:vertAlign w:val="superscript"\/><\/w:rPr><w:t[^>]*>1</);
  expect(parts.get('word/footnotes.xml')).toContain('zweite');
  expect(xml).not.toContain('Für die Liste.');
  expect(paragraphsOf(xml).slice(-2)).toEqual(['Anmerkungen', 'dritte']);
});

test('a Word table repeats its headings on each page, keeps rows whole and fills the page width', async () => {
  const xml = await bodyOf([
    {
      kind: 'table',
      columns: [
        { title: ['A'], align: 'left' },
        { title: ['B'], align: 'right' },
      ],
      rows: [[{ text: ['lang '.repeat(40)] }, { text: ['1'], tone: 'bad' }]],
    },
  ]);
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(2);
  const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(10092);
  expect(widths[0]).toBeGreaterThan((widths[1] ?? 0) * 4);
  // ECMA-376, 17.4.56: first row 0x20, no bands 0x600.
  expect(xml).toContain('<w:tblLook w:val="0620"');
});

test('a bold heading’s column fits its longest word, whatever other columns contain', async () => {
  const xml = await bodyOf([
    {
      kind: 'table',
      columns: ['Wert', 'Änderung'].map((title) => ({ title: [title], align: 'left' })),
      rows: [[{ text: ['lang '.repeat(80)] }, { text: ['1'] }]],
    },
  ]);
  const [, width] = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, text]) => Number(text));
  // In Arial Bold of 9.5 points: 45 points, and what the cell leaves free beside it, 5.4 points on each side.
  expect(width).toBeGreaterThan(20 * (45 + 2 * 5.4));
});

test('every ordered list in a Word document begins at 1', async () => {
  const list: Block = { kind: 'list', ordered: true, items: [{ text: ['a'] }, { text: ['b'] }] };
  const ids = [...(await bodyOf([list, list])).matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toBe(ids[1]);
});

/** The boxes of a drawing: what stands in each, its middle in pixels from above, and its size; the first is all of it. */
function boxesOf(xml: string): { readonly text: string; readonly middle: number; readonly size: [number, number] }[] {
  return [...xml.matchAll(/<wps:wsp>.*?<\/wps:wsp>/gs)].map(([box]) => {
    const [, ...lengths] = /<a:off x="-?\d+" y="(-?\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"/.exec(box) ?? [];
    const [above = 0, wide = 0, high = 0] = lengths.map((length) => Number(length) / 9525);
    return { text: paragraphsOf(box).join(), middle: above + high / 2, size: [wide, high] };
  });
}

test('a label of a Word drawing is centred in its cell, in a box wide enough for a wide or bold font', async () => {
  const title = 'Ausrichtung und Menschen';
  const groups = [{ title, rows: [{ title: 'Digitalplan', cells: [{ share: 1, text: '3' }] }] }];
  const drawing = drawHeatMap(['Stufe'], groups, 'x');
  const boxes = boxesOf(await bodyOf([{ kind: 'chart', title: 'x', description: 'x', drawing }]));
  const find = (text: string): (typeof boxes)[number] | undefined => boxes.find((box) => box.text === text);
  // The drawing is 72 high; its one row lies from 46 to 70.
  const scale = (boxes[0]?.size[1] ?? 0) / 72;
  expect((find('3')?.middle ?? 0) / scale).toBeCloseTo(58, 0);
  expect((find('Digitalplan')?.middle ?? 0) / scale).toBeCloseTo(58, 0);
  // A letter of such a title takes two thirds of the font's size, 12, in DejaVu Sans Bold.
  expect((find(title)?.size[0] ?? 0) / scale).toBeGreaterThan((title.length * 12 * 2) / 3);
});

test('a chart is a drawing with its labels as text, and with a description for those who cannot see it', async () => {
  const xml = await bodyOf([
    {
      kind: 'chart',
      title: 'Die <Dimensionen>',
      description: 'Fertigung 60 %',
      drawing: drawRadar(['Fertigung', '管理', 'C'], [{ name: 'target', shares: [1, 0.5, 0.2], dotted: true }], 'x'),
      legend: [{ name: 'target', text: 'Ziel' }],
    },
  ]);
  expect(xml).toContain('title="Die &lt;Dimensionen&gt;" descr="Fertigung 60 %"'.split(' descr')[0]);
  expect(xml).toContain('descr="Fertigung 60 %"');
  expect(paragraphsOf(xml).join()).toContain('管理');
  expect(xml).toContain('<a:custDash>');
  expect(xml).toContain('<a:srgbClr val="B35C00">');
  const ids = [...xml.matchAll(/<(?:wp:docPr|wps:cNvPr)[^>]*? id="(\d+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a Word file states its language, Chinese fonts and title, but no day and no person', async () => {
  const parts = await partsOf(await renderDocx(documentOf([], { tag: 'zh-CN' })));
  expect(parts.get('word/styles.xml')).toContain('w:eastAsia="Microsoft YaHei"');
  expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="en-US" w:eastAsia="zh-CN"');
  const core = parts.get('docProps/core.xml') ?? '';
  expect(core).toContain('<dc:title>Bericht</dc:title>');
  expect(core).toContain('<dc:language>zh-CN</dc:language>');
  expect(core).not.toMatch(/created|modified|\d{4}-\d\d-\d\d/);
});

test('the same report gives the same bytes in Word, even after other reports', async () => {
  const first = await renderDocx(everywhere('x'));
  await renderDocx(everywhere('another'));
  expect((await renderDocx(everywhere('x'))).equals(first)).toBe(true);
});
