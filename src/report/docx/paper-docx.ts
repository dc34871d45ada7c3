// Writes a questionnaire on paper as a Word document.
import {
  Document,
  type FileChild,
  Packer,
  Paragraph,
  type ParagraphChild,
  Tab,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import type {
  Paper,
  PaperBox,
  PaperField,
  PaperMatrix,
  PaperPart,
  PaperQuestion,
} from '../template/paper-questionnaire.ts';
import {
  BULLET_LIST,
  LIST_NUMBERING,
  makeStyles,
  pageSection,
  type StyleIds,
  styleIdsOf,
  TEXT_WIDTH,
  writeHeaderAndFooter,
  writeLetterhead,
  writeStyleSheet,
} from './docx-layout.ts';
import { normalizePackage } from './docx-package.ts';
import { styledTable } from './docx-renderer.ts';
import { distributeWidth, widthOfInline, writeText } from './docx-text.ts';

/** The number of lines for notes at the end. */
const MORE_LINES = 12;

/** Renders a questionnaire as a Word document to be printed and filled in by hand; equal input gives equal bytes. */
export async function renderPaper(paper: Paper): Promise<Buffer> {
  const { tag, title, parts, statement, signatory, moreNotes, office } = paper;
  const styles = makeStyles(TEXT_WIDTH);
  const sheet = { styles: styleIdsOf(styles), width: TEXT_WIDTH };
  const document = new Document({
    externalStyles: writeStyleSheet(tag, styles),
    numbering: LIST_NUMBERING,
    sections: [
      {
        properties: pageSection(),
        ...writeEdges(paper, sheet),
        children: [
          ...writeFirstPage(paper, sheet),
          ...parts.flatMap((part) => writePart(part, sheet)),
          ...(statement === undefined
            ? []
            : [
                new Paragraph({ style: sheet.styles.normal, children: [writeText(statement)] }),
                writeRule(signatory, sheet),
              ]),
          ...writeClosing(office, sheet),
          new Paragraph({ style: sheet.styles.heading1, children: [writeText(moreNotes)] }),
          ...Array.from({ length: MORE_LINES }, () => writeRule('', sheet)),
        ],
      },
    ],
  });
  return normalizePackage(await Packer.toBuffer(document), { title, tag });
}

/** Writes the first page: what the questionnaire is, who fills it in and how, and the fields above the first part. */
function writeFirstPage({ title, edition, text, fields, howTo, office }: Paper, sheet: PaperLayout): FileChild[] {
  const { styles, width } = sheet;
  return [
    ...(office === undefined ? [] : writeLetterhead(office, styles, width)),
    new Paragraph({ style: styles.title, children: [writeText(title)] }),
    new Paragraph({ style: styles.cover, children: [writeText(edition)] }),
    ...text.map((line) => new Paragraph({ style: styles.normal, children: [writeText(line)] })),
    ...fields.map((field) => writeRule(field, sheet)),
    ...howTo.map(
      (line, i) =>
        new Paragraph({
          style: styles.listItem,
          spacing: { before: i === 0 ? 240 : 0, after: 40 },
          numbering: { reference: BULLET_LIST, level: 0 },
          children: [writeText(line)],
        }),
    ),
    ...writePrivacy(office, sheet),
  ];
}

/** Writes the data-protection text of the office, with the box to consent if it asks for one. */
function writePrivacy(office: Paper['office'], { styles }: PaperLayout): Paragraph[] {
  if (office === undefined || office.privacy.length === 0) return [];
  const { privacyTitle, privacy, consent } = office;
  return [
    new Paragraph({ style: styles.heading2, children: [writeText(privacyTitle)] }),
    ...privacy.map((text) => new Paragraph({ style: styles.normal, children: [writeText(text)] })),
    ...(consent === undefined
      ? []
      : [new Paragraph({ style: styles.listItem, children: createTickedOption(consent) })]),
  ];
}

/** Writes the closing sentence of the office and its lines to sign. */
function writeClosing(office: Paper['office'], { styles }: PaperLayout): Paragraph[] {
  const { closing, signatures = [] } = office ?? {};
  return [...(closing === undefined ? [] : [closing]), ...signatures].map(
    (line) => new Paragraph({ style: styles.normal, spacing: { before: 240 }, children: [writeText(line)] }),
  );
}

/**
 * Writes header and footer. Sheets may get separated, so each states the questionnaire and has space for the name of
 * the enterprise.
 */
function writeEdges({ title, edition, owner }: Paper, { styles, width }: PaperLayout) {
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
  return writeHeaderAndFooter(head, edition, styles);
}

/** The height of a row for handwriting, in twips. */
const ROW_TWIPS = 480;
/** The width of a character of a title, and the padding beside a title, in twips. */
const CHARACTER_TWIPS = 100;
const CELL_PADDING = 180;
/** The width of a field for handwriting, as a multiple of the width of a field with a box. */
const HANDWRITING_FACTOR = 3;

function writePart({ title, text, onlyIf, asked }: PaperPart, sheet: PaperLayout): FileChild[] {
  const { styles } = sheet;
  return [
    new Paragraph({ style: styles.heading1, children: [writeText(title)] }),
    ...text.map((line) => new Paragraph({ style: styles.normal, children: [writeText(line)] })),
    ...writeCondition(onlyIf, sheet),
    ...asked.flatMap((question) =>
      question.kind === 'question' ? writeQuestion(question, sheet) : writeMatrix(question, sheet),
    ),
  ];
}

/** Writes a question with its field and notes, kept together on one page. */
function writeQuestion(question: PaperQuestion, sheet: PaperLayout): FileChild[] {
  const { required, field, states, notes } = question;
  return [
    ...writeLead(question, required, sheet),
    ...writeField(field, states, sheet),
    ...(notes === undefined ? [] : [writeRule(notes, sheet)]),
    // A short last paragraph, after which a page may break.
    new Paragraph({ style: sheet.styles.remark, spacing: { before: 0, after: 0, line: 120, lineRule: 'exact' } }),
  ];
}

function writeLead(
  { number, text, help, onlyIf }: Pick<PaperQuestion, 'number' | 'text' | 'help' | 'onlyIf'>,
  required: string | undefined,
  sheet: PaperLayout,
): Paragraph[] {
  const { styles } = sheet;
  const questionRuns: ParagraphChild[] = [
    ...(number === undefined ? [] : [writeText(number, { bold: true }), new TextRun('\u2002')]),
    writeText(text, { bold: true }),
    ...(required === undefined ? [] : [new TextRun('\u2002'), writeText(`(${required})`)]),
  ];
  return [
    new Paragraph({
      style: styles.normal,
      keepNext: true,
      keepLines: true,
      spacing: { before: 160, after: 60 },
      children: questionRuns,
    }),
    ...writeCondition(onlyIf, sheet),
    ...help.map(
      (line) =>
        new Paragraph({
          style: styles.remark,
          keepNext: true,
          keepLines: true,
          spacing: { after: 40 },
          children: [writeText(line)],
        }),
    ),
  ];
}

function writeCondition(onlyIf: string | undefined, { styles }: PaperLayout): Paragraph[] {
  if (onlyIf === undefined) return [];
  const children = [writeText(onlyIf, { italics: true, bold: true })];
  return [new Paragraph({ style: styles.remark, keepNext: true, keepLines: true, children })];
}

/** Writes rows with the same choices as one table, with its header on every page. */
function writeMatrix(matrix: PaperMatrix, sheet: PaperLayout): FileChild[] {
  const { columns, isWritten, rows, notes } = matrix;
  const widths = widthsOf(matrix, sheet.width);
  const createCell = (i: number, children: ParagraphChild[], isCentred: boolean): TableCell =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: 'dxa' },
      verticalAlign: 'center',
      children: [new Paragraph({ style: sheet.styles.cell, alignment: isCentred ? 'center' : 'left', children })],
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: ['', ...columns].map((title, i) => createCell(i, [writeText(title, { bold: true, size: 17 })], i > 0)),
  });
  const body = rows.map(
    ({ text, onlyIf, cells }) =>
      new TableRow({
        cantSplit: true,
        height: { value: ROW_TWIPS, rule: 'atLeast' },
        children: [
          createCell(
            0,
            [
              writeText(text),
              ...(onlyIf === undefined
                ? []
                : [new TextRun({ break: 1 }), writeText(onlyIf, { italics: true, size: 17 })]),
            ],
            false,
          ),
          ...cells.map((has, i) => createCell(i + 1, has && !(isWritten && i === 0) ? [writeBox()] : [], true)),
        ],
      }),
  );
  return [
    ...writeLead(matrix, undefined, sheet),
    styledTable([head, ...body], {
      widths,
      look: { firstRow: true, lastRow: false, firstColumn: false, noHBand: true, noVBand: true },
      place: sheet,
    }),
    writeRule(notes, sheet, { keepNext: false }),
    writeRule('', sheet, { keepNext: false }),
  ];
}

/** Columns of boxes have equal widths, enough for the longest word of a title; the texts of the rows get the rest. */
function widthsOf({ columns, rows, isWritten }: PaperMatrix, width: number): number[] {
  const titles = columns.map((title) => widthOfInline([title]));
  const widestWord = Math.max(...titles.map(({ word }) => word)) * CHARACTER_TWIPS + CELL_PADDING;
  const longest = Math.max(...rows.map(({ text }) => widthOfInline([text]).whole)) * CHARACTER_TWIPS + CELL_PADDING;
  const textColumnWidth = Math.min(Math.max(longest, width / 3), width / 2, width - widestWord * columns.length);
  if (textColumnWidth < width / 5) {
    return distributeWidth([rows.map(({ text }) => widthOfInline([text])), ...titles.map((title) => [title])], width);
  }
  const weights = columns.map((_, i) => (isWritten && i === 0 ? HANDWRITING_FACTOR : 1));
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const otherWidths = weights.map((weight) => Math.floor(((width - textColumnWidth) * weight) / totalWeight));
  return [width - otherWidths.reduce((sum, other) => sum + other, 0), ...otherWidths];
}

interface PaperLayout {
  readonly styles: StyleIds;
  /** The width of the text, in twips. */
  readonly width: number;
}

const EMPTY_BOX = '\u2610';
/** A font with the character of the box; programs without it use another font. */
const BOX_FONT = 'Segoe UI Symbol';
/** The font size of the alternatives to an answer, such as "unknown", in half points. */
const STATES_FONT_SIZE = 20;
const INDENT_TWIPS = 380;
/** The height of a line for handwriting, in twips: 8 mm. */
const HANDWRITING_TWIPS = 454;
/** The maximum number of short boxes on a line. */
const MAX_BOXES_PER_LINE = 8;
const MAX_SHORT_CHARS = 9;

function writeBox(size = 24): TextRun {
  return new TextRun({
    text: EMPTY_BOX,
    font: { ascii: BOX_FONT, hAnsi: BOX_FONT, eastAsia: BOX_FONT, cs: BOX_FONT },
    size,
  });
}

/** Writes what to tick or where to write, and the alternatives to an answer; each paragraph is kept with the next. */
function writeField(field: PaperField, states: readonly string[], sheet: PaperLayout): Paragraph[] {
  switch (field.kind) {
    case 'boxes':
      return [...writeBoxes(field.boxes, sheet), ...writeStates(states, sheet)];
    case 'line': {
      const end = Math.round(sheet.width * 0.4);
      const textAfter = [
        ...(field.unit === undefined ? [] : [field.unit]),
        ...(field.remark === undefined ? [] : [`(${field.remark})`]),
      ];
      return [writeRule(field.label, sheet, { end, behind: textAfter.join(' '), states })];
    }
    case 'text':
      return [writeRule('', sheet), ...writeStates(states, sheet)];
    case 'date':
      return [writeRule(field.label, sheet, { end: Math.round(sheet.width * 0.55), states })];
  }
}

/** Writes the alternatives to an answer, on one line. */
function writeStates(states: readonly string[], { styles }: PaperLayout): Paragraph[] {
  if (states.length === 0) return [];
  return [
    new Paragraph({
      style: styles.remark,
      keepNext: true,
      indent: { left: INDENT_TWIPS },
      spacing: { before: 40, after: 40 },
      children: states.flatMap((state, i) => [
        ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
        ...createTickedOption(state, STATES_FONT_SIZE),
      ]),
    }),
  ];
}

/** Writes a label, a line for handwriting that ends at `end` (by default the margin), and the text after it. */
function writeRule(
  label: string,
  { styles, width }: PaperLayout,
  { end = width, behind = '', states = [], keepNext = true }: RuleOptions = {},
): Paragraph {
  return new Paragraph({
    style: styles.remark,
    keepNext,
    indent: { left: INDENT_TWIPS },
    spacing: { before: 0, after: 0, line: HANDWRITING_TWIPS, lineRule: 'exact' },
    tabStops: [{ type: end === width ? 'right' : 'left', position: end, leader: 'underscore' }],
    children: [
      ...(label === '' ? [] : [writeText(label), new TextRun('\u2002')]),
      new TextRun({ children: [new Tab()] }),
      ...(behind === '' ? [] : [new TextRun('\u2002'), writeText(behind)]),
      ...states.flatMap((state) => [new TextRun('\u2003\u2003'), ...createTickedOption(state, STATES_FONT_SIZE)]),
    ],
  });
}

interface RuleOptions {
  readonly end?: number;
  readonly behind?: string;
  readonly states?: readonly string[];
  readonly keepNext?: boolean;
}

function writeBoxes(boxes: readonly PaperBox[], { styles }: PaperLayout): Paragraph[] {
  const areBoxesShort =
    boxes.length <= MAX_BOXES_PER_LINE &&
    boxes.every(({ text, help }) => text.length <= MAX_SHORT_CHARS && help === undefined);
  if (areBoxesShort) {
    const children = boxes.flatMap(({ text }, i) => [
      ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
      ...createTickedOption(text),
    ]);
    return [new Paragraph({ style: styles.listItem, keepNext: true, indent: { left: INDENT_TWIPS }, children })];
  }
  return boxes.flatMap(({ text, help }) => [
    new Paragraph({
      style: styles.listItem,
      keepNext: true,
      keepLines: true,
      indent: { left: 2 * INDENT_TWIPS, hanging: INDENT_TWIPS },
      tabStops: [{ type: 'left', position: 2 * INDENT_TWIPS }],
      spacing: { before: 0, after: 20 },
      children: [writeBox(), new TextRun({ children: [new Tab()] }), writeText(text)],
    }),
    ...(help === undefined
      ? []
      : [
          new Paragraph({
            style: styles.remark,
            keepNext: true,
            indent: { left: 2 * INDENT_TWIPS },
            children: [writeText(help)],
          }),
        ]),
  ]);
}

function createTickedOption(text: string, size?: number): ParagraphChild[] {
  return [writeBox(size), new TextRun('\u2002'), writeText(text)];
}
