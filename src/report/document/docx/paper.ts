import { Document, Footer, Header, Packer, PageNumber, Paragraph, Tab, TextRun } from 'docx';
import type { Paper } from '../../paper/paper.ts';
import { sectionOf, TEXT_WIDTH } from './frame.ts';
import { BULLETS, LISTS } from './lists.ts';
import { sealPackage } from './package.ts';
import { type Sheet, writeRule } from './paper/lines.ts';
import { writePart } from './paper/questions.ts';
import { makeStyles, styleIdsOf, writeStyleSheet } from './styles.ts';
import { writeText } from './text.ts';

/** Lines at the end. */
const MORE_LINES = 12;

/** A questionnaire as a Word document to be printed and filled in by hand; the same gives the same bytes. */
export async function renderPaper(paper: Paper): Promise<Buffer> {
  const { tag, title, parts, moreNotes } = paper;
  const styles = makeStyles(TEXT_WIDTH);
  const sheet = { styles: styleIdsOf(styles), width: TEXT_WIDTH };
  const document = new Document({
    externalStyles: writeStyleSheet(tag, styles),
    numbering: LISTS,
    sections: [
      {
        properties: sectionOf(),
        ...writeEdges(paper, sheet),
        children: [
          ...writeFirstPage(paper, sheet),
          ...parts.flatMap((part) => writePart(part, sheet)),
          new Paragraph({ style: sheet.styles.heading1, children: [writeText(moreNotes)] }),
          ...Array.from({ length: MORE_LINES }, () => writeRule('', sheet)),
        ],
      },
    ],
  });
  return sealPackage(await Packer.toBuffer(document), { title, tag });
}

/** What it is, who fills it in and how; the facts follow. */
function writeFirstPage({ title, edition, text, fields, howTo }: Paper, sheet: Sheet): Paragraph[] {
  const { styles } = sheet;
  return [
    new Paragraph({ style: styles.title, children: [writeText(title)] }),
    new Paragraph({ style: styles.cover, children: [writeText(edition)] }),
    ...text.map((line) => new Paragraph({ style: styles.normal, children: [writeText(line)] })),
    ...fields.map((field) => writeRule(field, sheet)),
    ...howTo.map(
      (line, i) =>
        new Paragraph({
          style: styles.listItem,
          spacing: { before: i === 0 ? 240 : 0, after: 40 },
          numbering: { reference: BULLETS, level: 0 },
          children: [writeText(line)],
        }),
    ),
  ];
}

/** Sheets get apart: each says which questionnaire it is of, and has room for whose it is. */
function writeEdges({ title, edition, owner }: Paper, { styles, width }: Sheet) {
  const head = new Paragraph({
    style: styles.header,
    tabStops: [
      { type: 'left', position: Math.round(width * 0.55) },
      { type: 'right', position: width, leader: 'underscore' },
    ],
    children: [
      writeText(title),
      new TextRun({ children: [new Tab()] }),
      writeText(owner),
      new TextRun({ children: [' ', new Tab()] }),
    ],
  });
  const foot = (): Footer =>
    new Footer({
      children: [
        new Paragraph({
          style: styles.footer,
          children: [
            writeText(edition),
            new TextRun({ children: [new Tab(), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
          ],
        }),
      ],
    });
  return {
    headers: {
      default: new Header({ children: [head] }),
      first: new Header({ children: [new Paragraph({ style: styles.header })] }),
    },
    footers: { default: foot(), first: foot() },
  };
}
