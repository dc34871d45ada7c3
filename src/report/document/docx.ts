import { Document, type FileChild, Packer, Paragraph, PatchType, patchDocument } from 'docx';
import type { ReportDocument } from './document.ts';
import { writeBlocks } from './docx/blocks.ts';
import { writeContents } from './docx/contents.ts';
import { sectionOf, TEXT_WIDTH, writeCover, writeEdges } from './docx/frame.ts';
import { LISTS } from './docx/lists.ts';
import { sealPackage } from './docx/package.ts';
import { makeStyles, type StyleIds, styleIdsOf, writeStyleSheet } from './docx/styles.ts';
import { REPORT_MARK, TITLE_MARK } from './docx/template/body.ts';
import type { Template } from './docx/template.ts';
import { countFootnotes, writeInline, writeText } from './docx/text.ts';

/** A report as a Word document, in a customer's template where there is one; the same report gives the same bytes. */
export async function renderDocx(report: ReportDocument, template?: Template): Promise<Buffer> {
  const { title, tag } = report;
  const archive = template ? await fill(template, report) : await Packer.toBuffer(compose(report));
  return sealPackage(archive, { title, tag });
}

/** A document of Matura's own look. */
function compose(report: ReportDocument): Document {
  const { tag } = report;
  const styles = makeStyles(TEXT_WIDTH);
  const ids = styleIdsOf(styles);
  const children = writeContent(report, ids, TEXT_WIDTH);
  return new Document({
    externalStyles: writeStyleSheet(tag, styles),
    numbering: LISTS,
    hyphenation: { autoHyphenation: true },
    footnotes: writeFootnotes(report, ids),
    sections: [
      {
        properties: sectionOf(),
        ...writeEdges(report, ids),
        children,
      },
    ],
  });
}

function fill({ archive, styles, width }: Template, report: ReportDocument): Promise<Buffer> {
  return patchDocument({
    outputType: 'nodebuffer',
    data: archive,
    patches: {
      [REPORT_MARK]: { type: PatchType.DOCUMENT, children: writeContent(report, styles, width) },
      [TITLE_MARK]: { type: PatchType.PARAGRAPH, children: [writeText(report.title)] },
    },
    trimPlaceholders: true,
    numbering: LISTS,
    footnotes: writeFootnotes(report, styles),
  });
}

/** All that stands in the body: cover, table of contents, blocks, and the notes that nothing refers to. */
function writeContent(report: ReportDocument, styles: StyleIds, width: number): FileChild[] {
  const { blocks, contentsTitle, notes, notesTitle, colophon } = report;
  const footnotes = countFootnotes(notes.length);
  let lists = 0;
  const names = new Map<string, string>();
  const writing = {
    styles,
    footnotes,
    width,
    nextList: () => ++lists,
    bookmark: (id: string) => {
      const name = names.get(id) ?? `_Toc${FIRST_BOOKMARK + names.size}`;
      names.set(id, name);
      return name;
    },
  };
  const content = writeBlocks(blocks, writing);
  const unmentioned = notes.filter((_, i) => !footnotes.mentioned.has(i + 1));
  return [
    ...writeCover(report, styles, width),
    ...(contentsTitle === undefined ? [] : writeContents(contentsTitle, blocks, writing)),
    ...content,
    ...(unmentioned.length === 0
      ? []
      : writeBlocks(
          [
            { kind: 'heading', level: 2, id: '', text: [notesTitle] },
            { kind: 'list', items: unmentioned.map((text) => ({ text })) },
          ],
          writing,
        )),
    ...(colophon === undefined ? [] : writeBlocks([{ kind: 'paragraph', text: colophon, tone: 'quiet' }], writing)),
  ];
}

/** Word's own bookmarks of headings have nine digits. */
const FIRST_BOOKMARK = 100_000_001;

function writeFootnotes({ notes }: ReportDocument, styles: StyleIds) {
  const none = countFootnotes(0);
  return Object.fromEntries(
    notes.map((note, i) => [
      i + 1,
      { children: [new Paragraph({ style: styles.footnote, children: writeInline([' ', ...note], none) })] },
    ]),
  );
}
