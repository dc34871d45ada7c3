import { Bookmark, Document, Footer, Header, Packer, Paragraph, TextRun } from 'docx';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../../src/report/docx/docx-package.ts';
import { renderDocx } from '../../../src/report/docx/docx-renderer.ts';
import { prepareTemplate, TemplateProblem } from '../../../src/report/docx/docx-template.ts';
import { writeZip } from '../../../src/zip.ts';
import { documentOf, paragraphsOf, partsOf } from './open-docx.ts';

/** Styles as a German Word names them; the sign of footnotes has an id of its own. */
const STYLES = `<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/></w:style></w:styles>`;

async function templateOf(...texts: string[]): Promise<Buffer> {
  const bookmark = new Bookmark({ id: 'theirs', children: [new TextRun('marked')] });
  const archive = await Packer.toBuffer(
    new Document({
      creator: 'Somebody Private',
      sections: [
        {
          properties: { page: { size: { width: 12240, height: 15840 }, margin: { left: 2000, right: 2240 } } },
          headers: { default: new Header({ children: [new Paragraph('Kanzlei {{title}}')] }) },
          footers: { default: new Footer({ children: [new Paragraph({ children: [bookmark] })] }) },
          children: texts.map((text) => new Paragraph(text)),
        },
      ],
    }),
  );
  const parts = await unzip(archive);
  parts.set('word/styles.xml', Buffer.from(STYLES));
  return writeZip([...parts].map(([name, content]) => ({ name, content })));
}

const REPORT = documentOf(
  [
    { kind: 'heading', level: 2, id: 'a', text: ['Teil'] },
    { kind: 'paragraph', text: ['Text', { note: 1 }] },
    { kind: 'list', items: [{ text: ['Punkt'] }] },
  ],
  { contentsTitle: 'Inhalt', notes: [['Fußnote']] },
);

async function fill(template: Buffer): Promise<ReadonlyMap<string, string>> {
  return partsOf(await renderDocx(REPORT, await prepareTemplate(template)));
}

test('report and title replace their placeholders in the template; everything else stays', async () => {
  const parts = await fill(await templateOf('Deckblatt', '{{ report }}', 'Haftungsausschluss'));
  const texts = paragraphsOf(parts.get('word/document.xml') ?? '');
  expect([texts[0], texts[1], texts.at(-1)]).toEqual(['Deckblatt', 'Bericht', 'Haftungsausschluss']);
  expect(texts).toContain('Punkt');
  expect(parts.get('word/header1.xml')).toContain('Bericht');
  expect([...parts.values()].join()).not.toContain('{{');
});

test('without a placeholder the report follows the template’s content; an empty paragraph is no content', async () => {
  const behind = paragraphsOf((await fill(await templateOf('Deckblatt'))).get('word/document.xml') ?? '');
  expect(behind.slice(0, 2)).toEqual(['Deckblatt', 'Bericht']);
  const alone = paragraphsOf((await fill(await templateOf(''))).get('word/document.xml') ?? '');
  expect(alone[0]).toBe('Bericht');
});

test('the template’s own styles are used under any id, missing ones are added, and its page is kept', async () => {
  const parts = await fill(await templateOf(''));
  const xml = parts.get('word/document.xml') ?? '';
  const styles = parts.get('word/styles.xml') ?? '';
  expect(xml).toContain('<w:pStyle w:val="berschrift1"/>');
  expect(styles.match(/w:name w:val="heading 1"/gi)).toHaveLength(1);
  expect(styles).toContain('<w:name w:val="Matura Table"/>');
  expect(styles).toContain('<w:basedOn w:val="Standard"/>');
  expect(styles).not.toContain('<w:basedOn w:val="Normal"/>');
  expect(styles.match(/w:default="1"/g)).toHaveLength(1);
  for (const [, id] of xml.matchAll(/<w:[prt](?:Style|blStyle) w:val="([^"]*)"/g))
    expect(styles).toContain(`w:styleId="${id}"`);
  expect(xml).toContain('w:w="12240"');
  // 12240 - 2000 - 2240 twips.
  expect((await prepareTemplate(await templateOf(''))).width).toBe(8000);
});

test('the template’s author and dates are left out, and the same input gives the same bytes', async () => {
  const template = await templateOf('x');
  const [one, other] = [
    await renderDocx(REPORT, await prepareTemplate(template)),
    await renderDocx(REPORT, await prepareTemplate(template)),
  ];
  expect(one.equals(other)).toBe(true);
  expect([...(await partsOf(one)).values()].join()).not.toContain('Somebody Private');
});

describe('a document that does more than a template is refused', () => {
  async function changed(change: (parts: Map<string, Buffer>) => void): Promise<Buffer> {
    const parts = await unzip(await templateOf('x'));
    change(parts);
    return writeZip([...parts].map(([name, content]) => ({ name, content })));
  }
  const relation = (type: string, target: string, mode = ''): string =>
    `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/></Relationships>`;
  const relate = (...given: Parameters<typeof relation>) =>
    changed((parts) => {
      const name = 'word/_rels/document.xml.rels';
      parts.set(name, Buffer.from(`${parts.get(name)}`.replace('</Relationships>', relation(...given))));
    });
  const body = (xml: string) =>
    changed((parts) => {
      parts.set(
        'word/document.xml',
        Buffer.from(`${parts.get('word/document.xml')}`.replace('<w:body>', `<w:body>${xml}`)),
      );
    });
  const retype = (from: string, to: string) =>
    changed((parts) => {
      parts.set('[Content_Types].xml', Buffer.from(`${parts.get('[Content_Types].xml')}`.replace(from, to)));
    });
  const EXTERNAL = ' TargetMode="External"';
  const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;

  test.each([
    ['no archive', async () => Buffer.from('<html>'), { code: 'not-docx' }],
    ['an empty file', async () => Buffer.alloc(0), { code: 'not-docx' }],
    ['Word before 2007, or a password', async () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), { code: 'old' }],
    ['half a document', async () => (await templateOf('x')).subarray(0, 3000), { code: 'damaged' }],
    ['a workbook', async () => writeZip([{ name: '[Content_Types].xml', content: '<Types/>' }]), { code: 'not-docx' }],
    [
      'macros',
      () =>
        retype(
          'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          'vnd.ms-word.document.macroEnabled.main+xml',
        ),
      { code: 'macros' },
    ],
    [
      'macros beside',
      () => retype('</Types>', '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'),
      { code: 'macros' },
    ],
    [
      'a picture from elsewhere',
      () => relate('image', 'https://evil.example/x.png', EXTERNAL),
      { code: 'external', target: 'https://evil.example/x.png' },
    ],
    ['a template on a share', () => relate('attachedTemplate', '\\\\evil\\x.dotm', EXTERNAL), { code: 'external' }],
    ['a link to a file', () => relate('hyperlink', 'file:///c:/x', EXTERNAL), { code: 'external' }],
    ['an object', () => relate('oleObject', 'embeddings/x.bin'), { code: 'embedded', part: 'embeddings/x.bin' }],
    ['another document', () => relate('aFChunk', 'chunk.html'), { code: 'embedded' }],
    [
      'a field that runs a program, in pieces',
      () => body(`<w:p>${mark('begin')}${code('DDE')}${code('AUTO c:\\\\cmd')}${mark('end')}</w:p>`),
      { code: 'field', field: 'DDEAUTO' },
    ],
    [
      'a field within a field',
      () =>
        body(
          `<w:p>${mark('begin')}${code('IF ')}${mark('begin')}${code(' includetext "x"')}${mark('separate')}${mark('end')}${mark('end')}</w:p>`,
        ),
      { code: 'field', field: 'INCLUDETEXT' },
    ],
    ['a field never ended', () => body(`<w:p>${mark('begin')}${code('LINK x')}</w:p>`), { code: 'field' }],
    [
      'a simple field',
      () => body('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;x&quot;"/></w:p>'),
      { code: 'field' },
    ],
    [
      'entities of its own',
      () =>
        changed((parts) =>
          parts.set(
            'word/document.xml',
            Buffer.from(
              `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>${`${parts.get('word/document.xml')}`.replace(/<\?xml[^>]*\?>/, '')}`,
            ),
          ),
        ),
      { code: 'not-docx' },
    ],
    [
      'entities in a head',
      () => changed((parts) => parts.set('word/header1.xml', Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'))),
      { code: 'damaged' },
    ],
    [
      'paragraphs within paragraphs',
      () => body(`${'<w:p>'.repeat(20_000)}${'</w:p>'.repeat(20_000)}`),
      { code: 'damaged' },
    ],
    [
      'a bomb',
      () => changed((parts) => parts.set('word/media/x.png', Buffer.alloc(70_000_000))),
      { code: 'too-large' },
    ],
  ] as const)('a template with active content is refused: %s', async (_, make, fault) => {
    const error = await prepareTemplate(await make()).catch((caught) => caught);
    expect(error).toBeInstanceOf(TemplateProblem);
    expect(error.fault).toMatchObject(fault);
  });

  test('a template may contain a link that has effect only when a reader clicks it', async () => {
    await expect(prepareTemplate(await relate('hyperlink', 'https://firm.example', EXTERNAL))).resolves.toBeDefined();
  });
});
