import {
  Bookmark,
  Document,
  type FileChild,
  ImportedXmlComponent,
  Packer,
  Paragraph,
  type ParagraphChild,
  PatchType,
  patchDocument,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { escapeHtml, type Shape, shape } from '../../charts/index.ts';
import {
  type Block,
  type Cell,
  type Chart,
  type Excerpt,
  type Fact,
  filledRows,
  flatText,
  type Inline,
  type Item,
  inlineText,
  isAcross,
  itemText,
  levelToneOf,
  type ReportDocument,
  splitFront,
  type Table as TableBlock,
  type Tone,
  tableOfScores,
} from '../document/document-model.ts';
import { tableOfTimeline } from '../document/timeline.ts';
import { writeDrawing } from './docx-drawing.ts';
import {
  BULLET_LIST,
  LIST_NUMBERING,
  makeStyles,
  NUMBERED_LIST,
  pageSection,
  type StyleIds,
  styleIdsOf,
  TEXT_WIDTH,
  TWIPS_PER_PIXEL,
  writeCover,
  writeHeaderAndFooter,
  writeStyleSheet,
} from './docx-layout.ts';
import { normalizePackage } from './docx-package.ts';
import { REPORT_MARK, type Template, TITLE_MARK } from './docx-template.ts';
import {
  boldWidth,
  createFootnotes,
  distributeWidth,
  type Footnotes,
  plainXmlText,
  type TextWidth,
  toneColour,
  widthOfInline,
  writeInline,
  writeText,
} from './docx-text.ts';

/** Renders a report as a Word document, in a customer's template if one is given; equal reports give equal bytes. */
export async function renderDocx(report: ReportDocument, template?: Template): Promise<Buffer> {
  const { title, kind = title, tag } = report;
  const archive = template ? await fillTemplate(template, report) : await Packer.toBuffer(compose(report));
  return normalizePackage(archive, { title: kind, tag });
}

/** Builds a document in Matura's own style. */
function compose(report: ReportDocument): Document {
  const { tag, title, kind = title, cover } = report;
  const styles = makeStyles(TEXT_WIDTH);
  const ids = styleIdsOf(styles);
  const head = new Paragraph({ style: ids.header, children: [writeText(kind)] });
  const children = writeContent(report, ids, TEXT_WIDTH);
  return new Document({
    externalStyles: writeStyleSheet(tag, styles),
    numbering: LIST_NUMBERING,
    hyphenation: { autoHyphenation: true },
    footnotes: writeFootnotes(report, ids),
    sections: [
      {
        properties: pageSection(),
        ...writeHeaderAndFooter(head, cover[0] ?? '', ids),
        children,
      },
    ],
  });
}

function fillTemplate({ archive, styles, width }: Template, report: ReportDocument): Promise<Buffer> {
  return patchDocument({
    outputType: 'nodebuffer',
    data: archive,
    patches: {
      [REPORT_MARK]: { type: PatchType.DOCUMENT, children: writeContent(report, styles, width) },
      [TITLE_MARK]: { type: PatchType.PARAGRAPH, children: [writeText(report.title)] },
    },
    trimPlaceholders: true,
    numbering: LIST_NUMBERING,
    footnotes: writeFootnotes(report, styles),
  });
}

/** Writes the body: cover, table of contents, blocks, and the notes to which no text refers. */
function writeContent(report: ReportDocument, styles: StyleIds, width: number): FileChild[] {
  const { blocks, contentsTitle, footnotes: notes = report.notes, notesTitle, colophon } = report;
  const footnotes = createFootnotes(notes.length);
  let lists = 0;
  const names = new Map<string, string>();
  const docxContext = {
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
  const [front, details] = splitFront(report).map((part) => writeBlocks(part, docxContext)) as [
    FileChild[],
    FileChild[],
  ];
  const contents = contentsTitle === undefined ? [] : writeContents(contentsTitle, blocks, docxContext);
  const unmentionedNotes = notes.filter((_, i) => !footnotes.mentioned.has(i + 1));
  return [
    ...writeCover(report, styles, width),
    ...front,
    ...(front.length > 0 && contents.length + details.length > 0 ? [startPage(docxContext)] : []),
    ...contents,
    ...details,
    ...(unmentionedNotes.length === 0
      ? []
      : writeBlocks(
          [
            { kind: 'heading', level: 2, id: '', text: [notesTitle] },
            { kind: 'list', items: unmentionedNotes.map((text) => ({ text })) },
          ],
          docxContext,
        )),
    ...(colophon === undefined ? [] : writeBlocks([{ kind: 'paragraph', text: colophon, tone: 'quiet' }], docxContext)),
  ];
}

/** The number of the first bookmark; like the bookmarks that Word itself sets for headings, it has nine digits. */
const FIRST_BOOKMARK = 100_000_001;

function writeFootnotes({ notes, footnotes = notes }: ReportDocument, styles: StyleIds) {
  const noFootnotes = createFootnotes(0);
  return Object.fromEntries(
    footnotes.map((note, i) => [
      i + 1,
      { children: [new Paragraph({ style: styles.footnote, children: writeInline([' ', ...note], noFootnotes) })] },
    ]),
  );
}

interface DocxContext {
  readonly styles: StyleIds;
  readonly footnotes: Footnotes;
  /** The width of the text, in twips (twentieths of a point). */
  readonly width: number;
  /** Returns a new number for each list, so that ordered lists start at 1. */
  nextList(): number;
  /** Returns the name of the bookmark of a heading, for the table of contents. */
  bookmark(id: string): string;
}

function writeBlocks(blocks: readonly Block[], docxContext: DocxContext): FileChild[] {
  return blocks.flatMap((block, i) => [
    ...(blocks[i - 1]?.kind === 'page' ? [startPage(docxContext)] : []),
    ...writeBlock(block, docxContext),
  ]);
}

/**
 * Starts a page with a line of no height. The alternative, a page break at the end of the page before, needs a line
 * there. If that page is full, this line moves to the next page and leaves it empty.
 */
function startPage({ styles }: DocxContext): Paragraph {
  const spacing = { before: 0, after: 0, line: 20, lineRule: 'exact' } as const;
  return new Paragraph({ style: styles.normal, pageBreakBefore: true, spacing });
}

function writeBlock(block: Block, docxContext: DocxContext): FileChild[] {
  const { styles, footnotes } = docxContext;
  switch (block.kind) {
    case 'heading': {
      const children = [
        new Bookmark({ id: docxContext.bookmark(block.id), children: writeInline(block.text, footnotes) }),
      ];
      return [new Paragraph({ style: block.level === 2 ? styles.heading1 : styles.heading2, children })];
    }
    case 'paragraph':
      return [
        // Room to sign above the line.
        ...(block.signature === 'office' ? [createGap(docxContext)] : []),
        writeParagraph(block.text, block.tone, docxContext),
      ];
    case 'level':
      return [writeParagraph([{ strong: inlineText(block.text) }], levelToneOf(block.value), docxContext)];
    case 'scores':
      return [writeTable(tableOfScores(block), docxContext), createGap(docxContext)];
    case 'timeline':
      return [writeTable(tableOfTimeline(block), docxContext), createGap(docxContext)];
    case 'list':
      return writeList(
        block.items,
        { ordered: block.ordered === true, level: 0, list: docxContext.nextList() },
        docxContext,
      );
    case 'facts':
      return [writeFacts(block.entries, docxContext), createGap(docxContext)];
    case 'table':
      return [writeTable(block, docxContext), createGap(docxContext)];
    case 'chart':
      return writeChart(block, docxContext);
    case 'details':
      return [
        new Paragraph({ style: styles.heading3, children: [writeText(block.summary)] }),
        ...writeBlocks(block.blocks, docxContext),
      ];
    case 'excerpt':
      return writeExcerpt(block, docxContext);
    case 'group':
    case 'page':
      return writeBlocks(block.blocks, docxContext);
  }
}

/** Writes a paragraph; a tone adds a bar beside it, so that it is recognisable without colour. */
function writeParagraph(text: Inline, tone: Tone | undefined, { styles, footnotes }: DocxContext): Paragraph {
  if (tone === 'quiet') return new Paragraph({ style: styles.remark, children: writeInline(text, footnotes) });
  const children = writeInline(text, footnotes);
  const { color } = toneColour(tone);
  if (color === undefined) return new Paragraph({ style: styles.normal, children });
  return new Paragraph({
    style: styles.normal,
    border: { left: { style: 'single', size: 24, space: 8, color } },
    indent: { left: 200 },
    children,
  });
}

/** Writes a list as a Word list; items below an item become a nested list. */
function writeList(
  items: readonly Item[],
  place: { readonly ordered: boolean; readonly level: number; readonly list: number },
  docxContext: DocxContext,
): Paragraph[] {
  const { ordered, level, list } = place;
  return items.flatMap((item) => [
    new Paragraph({
      style: docxContext.styles.listItem,
      numbering: ordered
        ? { reference: NUMBERED_LIST, level: Math.min(level, 2), instance: list }
        : { reference: BULLET_LIST, level: Math.min(level, 2) },
      children: writeInline(itemText(item), docxContext.footnotes, toneColour(item.tone)),
    }),
    ...writeList(item.items ?? [], { ordered: false, level: level + 1, list }, docxContext),
  ]);
}

/** Writes lines of a file as paragraphs, with a remark below the marked line. */
function writeExcerpt({ lines, mark }: Excerpt, docxContext: DocxContext): Paragraph[] {
  return lines.flatMap(({ number, text }) => [
    writeParagraph([number === undefined ? text : `${number}  ${text}`], undefined, docxContext),
    ...(mark !== undefined && number === mark.line ? [writeParagraph([mark.message], mark.tone, docxContext)] : []),
  ]);
}

/** Creates a gap after a table, because Word merges adjacent tables. */
function createGap({ styles }: DocxContext): Paragraph {
  return new Paragraph({ style: styles.normal, spacing: { before: 0, after: 40, line: 80, lineRule: 'exact' } });
}

type Place = Pick<DocxContext, 'styles' | 'footnotes' | 'width'>;

/** The number of columns from which the font of a table is smaller. */
const MANY_COLUMNS = 7;
const SMALL_FONT_SIZE = 16;
/**
 * The maximum length of a row heading that is written in bold, like a name; whole questions in bold would be hard to
 * read.
 */
const MAX_NAME_CHARS = 40;
/** The maximum length, in characters, of a number with its unit that is never broken. */
const MAX_NUMBER_CHARS = 24;
/** The width of a drawing in a cell, in characters: the preferred width, and the minimum if there is little space. */
const BAR_WIDTHS = { whole: 30, word: 16 } as const;
/** The space around the content of a cell, in twips. */
const CELL_PADDING = 160;

/** Writes a table whose header repeats on every page and whose rows do not break across pages. */
function writeTable(block: TableBlock, place: Place): Table {
  const { columns } = block;
  const rows = filledRows(block);
  const isBold = rows.every(([first]) => !first?.isHeading || widthOfInline(first.text).whole <= MAX_NAME_CHARS);
  const widthIn = (createCell: Cell | undefined, align: 'left' | 'right'): TextWidth => {
    const width = widthOfCell(createCell, align === 'right');
    return createCell?.isHeading && isBold ? boldWidth(width) : width;
  };
  const widths = distributeWidth(
    columns.map(({ title, align }, i) => [
      boldWidth(widthOfInline(title)),
      ...rows.map((createRow) => widthIn(createRow[i], align)),
    ]),
    place.width,
  );
  const size = columns.length >= MANY_COLUMNS ? { size: SMALL_FONT_SIZE } : {};
  const createRow = (cells: readonly Cell[]): TableRow => {
    if (isAcross(cells, block)) return createAcrossRow(cells[0]?.text ?? [], widths, place);
    return new TableRow({
      cantSplit: true,
      children: columns.map(({ align }, i) => {
        const { tone, isHeading = false, drawing, ...content } = cells[i] ?? { text: [] };
        const text = flatText(content);
        const cellPlace = { width: widths[i] ?? 0, align };
        if (drawing !== undefined) return createCell([writeBar(drawing, text, cellPlace.width)], cellPlace, place);
        const runStyle = { ...toneColour(tone), ...size, ...(isHeading && isBold ? { bold: true } : {}) };
        return createCell(writeInline(text, place.footnotes, runStyle), cellPlace, place);
      }),
    });
  };
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title, align }, i) =>
      createCell(
        writeInline(title, place.footnotes, { ...size, bold: true }),
        { width: widths[i] ?? 0, align, isHead: true },
        place,
      ),
    ),
  });
  return styledTable([head, ...rows.map(createRow)], {
    widths,
    look: { firstRow: true, lastRow: false, firstColumn: false, noHBand: true, noVBand: true },
    place,
  });
}

/** Writes a row of one cell, which is the heading of the rows below it. */
function createAcrossRow(text: Inline, widths: readonly number[], { styles, footnotes }: Place): TableRow {
  const children = writeInline(text, footnotes, { bold: true });
  return new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        columnSpan: widths.length,
        children: [new Paragraph({ style: styles.cell, keepNext: true, children })],
      }),
    ],
  });
}

/** Writes a drawing as wide as the cell; the text of the cell describes the drawing to readers who cannot see it. */
function writeBar(drawing: Shape, text: Inline, width: number): ParagraphChild {
  const placing = { width: (width - CELL_PADDING) / TWIPS_PER_PIXEL, title: '', description: inlineText(text) };
  return writeDrawing(drawing, placing);
}

/**
 * The share of the width for terms; even the longest term, "Sichere oder wahrscheinliche Förderung", fits on one line.
 */
const TERM_SHARE = 0.4;

/** Writes terms and their values as a table without a header. */
function writeFacts(entries: readonly Fact[], place: Place): Table {
  const termWidth = Math.round(place.width * TERM_SHARE);
  const widths = [termWidth, place.width - termWidth];
  const rows = entries.map(
    (entry) =>
      new TableRow({
        cantSplit: true,
        children: [
          writeInline(entry.term, place.footnotes, { bold: true }),
          writeInline(flatText(entry), place.footnotes),
        ].map((children, i) => createCell(children, { width: widths[i] ?? 0, align: 'left' }, place)),
      }),
  );
  return styledTable(
    rows.length > 0
      ? rows
      : [new TableRow({ children: [createCell([writeText('')], { width: place.width, align: 'left' }, place)] })],
    {
      widths,
      look: { firstRow: false, lastRow: false, firstColumn: true, noHBand: true, noVBand: true },
      place,
    },
  );
}

/** Builds a table in the document's table style, as wide as its columns. */
export function styledTable(
  rows: readonly TableRow[],
  {
    widths,
    look,
    place,
  }: { readonly widths: readonly number[]; readonly look: object; readonly place: Pick<Place, 'styles'> },
): Table {
  return new Table({
    style: place.styles.table,
    tableLook: look,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: 'dxa' },
    columnWidths: widths,
    layout: 'fixed',
    rows,
  });
}

function createCell(
  children: readonly ParagraphChild[],
  look: { readonly width: number; readonly align: 'left' | 'right'; readonly isHead?: boolean },
  { styles }: Place,
): TableCell {
  return new TableCell({
    width: { size: look.width, type: 'dxa' },
    ...(look.isHead ? { verticalAlign: 'bottom' } : {}),
    children: [new Paragraph({ style: styles.cell, alignment: look.align, keepNext: look.isHead === true, children })],
  });
}

function widthOfCell(createCell: Cell | undefined, isRight: boolean): TextWidth {
  if (createCell?.drawing) return BAR_WIDTHS;
  const width = widthOfInline(createCell ? flatText(createCell) : []);
  return isRight && width.whole <= MAX_NUMBER_CHARS ? { ...width, word: width.whole, isNumber: true } : width;
}

/**
 * The scale at which drawings, which are made for screens, have letters as large as the text, if the page is wide
 * enough.
 */
const DRAWING_SCALE = 0.8;
const SAMPLE_SIZE = { width: 26, height: 12 } as const;

/** Writes a drawing below its title and above its legend. */
function writeChart({ title, description, drawing, legend = [] }: Chart, { styles, width }: DocxContext): FileChild[] {
  const drawingWidth = Number(String(drawing.attributes.viewBox ?? '').split(/[\s,]+/)[2] ?? 400);
  const widthInPixels = width / TWIPS_PER_PIXEL;
  const placing = {
    width: Math.min(widthInPixels, drawingWidth * DRAWING_SCALE),
    room: widthInPixels,
    title,
    description,
  };
  const entries = legend.flatMap(({ name, text }, i): ParagraphChild[] => [
    ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
    writeDrawing(sampleOf(name), { width: SAMPLE_SIZE.width, title: '', description: '' }),
    new TextRun('\u2002'),
    writeText(text),
  ]);
  return [
    new Paragraph({ style: styles.caption, keepNext: true, children: [writeText(title)] }),
    new Paragraph({
      style: styles.normal,
      alignment: 'center',
      keepNext: entries.length > 0,
      spacing: { after: 80 },
      children: [writeDrawing(drawing, placing)],
    }),
    ...(entries.length === 0
      ? []
      : [new Paragraph({ style: styles.remark, alignment: 'center', spacing: { after: 80 }, children: entries })]),
  ];
}

/** Draws a small sample of a class of shapes for the legend. */
function sampleOf(name: string): Shape {
  const { width, height } = SAMPLE_SIZE;
  return shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}` },
    shape('rect', { class: name, x: 1.5, y: 1.5, width: width - 3, height: height - 3 }),
  );
}

/**
 * Writes a table of contents: the headings as links, each with a field for its page number, which the word processor
 * fills on opening.
 */
function writeContents(title: string, blocks: readonly Block[], docxContext: DocxContext): FileChild[] {
  const { styles } = docxContext;
  const entries = blocks.flatMap((block): FileChild[] => {
    if (block.kind !== 'heading' || block.level !== 2) return [];
    const bookmark = docxContext.bookmark(block.id);
    const text = `<w:r><w:t xml:space="preserve">${escapeHtml(plainXmlText(inlineText(block.text)))}</w:t></w:r>`;
    const code = `<w:r><w:instrText xml:space="preserve"> PAGEREF ${bookmark} \\h </w:instrText></w:r>`;
    const page = `${writeFieldMark('begin', ' w:dirty="true"')}${code}${writeFieldMark('separate')}${writeFieldMark('end')}`;
    const link = `<w:hyperlink w:anchor="${bookmark}" w:history="1">${text}<w:r><w:tab/></w:r>${page}</w:hyperlink>`;
    const paragraphStyle = `<w:pPr><w:pStyle w:val="${escapeHtml(styles.contents)}"/></w:pPr>`;
    return [ImportedXmlComponent.fromXmlString(`<w:p>${paragraphStyle}${link}</w:p>`) as unknown as FileChild];
  });
  if (entries.length === 0) return [];
  return [new Paragraph({ style: styles.contentsHeading, children: [writeText(title)] }), ...entries];
}

function writeFieldMark(type: 'begin' | 'separate' | 'end', more = ''): string {
  return `<w:r><w:fldChar w:fldCharType="${type}"${more}/></w:r>`;
}
