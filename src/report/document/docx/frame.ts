import { type FileChild, Footer, Header, PageNumber, Paragraph, Tab, TextRun } from 'docx';
import type { ReportDocument } from '../document.ts';
import { writeLogo } from './logo.ts';
import type { StyleIds } from './styles.ts';
import { writeText } from './text.ts';

/** A4 with margins of 22 mm, in twips. */
const PAGE = { width: 11906, height: 16838, margin: 1247 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** The page, its edges at 11 mm, with a first page of its own. */
export function sectionOf() {
  const { width, height, margin } = PAGE;
  return {
    titlePage: true,
    page: {
      size: { width, height },
      margin: { top: margin, right: margin, bottom: margin, left: margin, header: 624, footer: 624 },
    },
  };
}

/** The cover: the logo, the title and the lines below it. */
export function writeCover({ title, cover, logo }: ReportDocument, styles: StyleIds, width: number): FileChild[] {
  return [
    ...(logo === undefined ? [] : [new Paragraph({ style: styles.normal, children: [writeLogo(logo, width)] })]),
    new Paragraph({ style: styles.title, children: [writeText(title)] }),
    ...cover.map((line) => new Paragraph({ style: styles.cover, children: [writeText(line)] })),
  ];
}

/** The head of every page but the first: what the document is; and the foot: whose it is and the page. */
export function writeEdges({ title, cover }: Pick<ReportDocument, 'title' | 'cover'>, styles: StyleIds) {
  const head = new Header({ children: [new Paragraph({ style: styles.header, children: [writeText(title)] })] });
  const foot = (): Footer =>
    new Footer({
      children: [
        new Paragraph({
          style: styles.footer,
          children: [
            writeText(cover[0] ?? ''),
            new TextRun({ children: [new Tab(), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
          ],
        }),
      ],
    });
  return {
    headers: { default: head, first: new Header({ children: [new Paragraph({ style: styles.header })] }) },
    footers: { default: foot(), first: foot() },
  };
}
