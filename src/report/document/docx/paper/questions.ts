import { type FileChild, Paragraph, type ParagraphChild, TableCell, TableRow, TextRun } from 'docx';
import type { PaperMatrix, PaperPart, PaperQuestion } from '../../../paper/paper.ts';
import { table } from '../table.ts';
import { writeText } from '../text.ts';
import { shareWidth, widthOfInline } from '../widths.ts';
import { type Sheet, writeBox, writeField, writeRule } from './lines.ts';

/** The height of a row that is written in, in twips. */
const ROW = 480;
/** What a character of a title takes, and the space beside it, in twips. */
const CHARACTER = 100;
const PADDING = 180;
/** A field to write in is so many times as wide as one for a box. */
const WRITTEN = 3;

/** A part of the questionnaire under its heading. */
export function writePart({ title, text, onlyIf, asked }: PaperPart, sheet: Sheet): FileChild[] {
  const { styles } = sheet;
  return [
    new Paragraph({ style: styles.heading1, children: [writeText(title)] }),
    ...text.map((line) => new Paragraph({ style: styles.normal, children: [writeText(line)] })),
    ...writeCondition(onlyIf, sheet),
    ...asked.flatMap((one) => (one.kind === 'question' ? writeQuestion(one, sheet) : writeMatrix(one, sheet))),
  ];
}

/** A question and all that belongs to it, on one page. */
function writeQuestion(question: PaperQuestion, sheet: Sheet): FileChild[] {
  const { required, field, states, notes } = question;
  return [
    ...writeLead(question, required, sheet),
    ...writeField(field, states, sheet),
    ...(notes === undefined ? [] : [writeRule(notes, sheet)]),
    // The last paragraph lets go of the next question.
    new Paragraph({ style: sheet.styles.remark, spacing: { before: 0, after: 0, line: 120, lineRule: 'exact' } }),
  ];
}

function writeLead(
  { number, text, help, onlyIf }: Pick<PaperQuestion, 'number' | 'text' | 'help' | 'onlyIf'>,
  required: string | undefined,
  sheet: Sheet,
): Paragraph[] {
  const { styles } = sheet;
  const asked: ParagraphChild[] = [
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
      children: asked,
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

function writeCondition(onlyIf: string | undefined, { styles }: Sheet): Paragraph[] {
  if (onlyIf === undefined) return [];
  const children = [writeText(onlyIf, { italics: true, bold: true })];
  return [new Paragraph({ style: styles.remark, keepNext: true, keepLines: true, children })];
}

/** Rows that are asked alike as one table, its head on every page. */
function writeMatrix(matrix: PaperMatrix, sheet: Sheet): FileChild[] {
  const { columns, isWritten, rows, notes } = matrix;
  const widths = widthsOf(matrix, sheet.width);
  const cell = (i: number, children: ParagraphChild[], isCentred: boolean): TableCell =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: 'dxa' },
      verticalAlign: 'center',
      children: [new Paragraph({ style: sheet.styles.cell, alignment: isCentred ? 'center' : 'left', children })],
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: ['', ...columns].map((title, i) => cell(i, [writeText(title, { bold: true, size: 17 })], i > 0)),
  });
  const body = rows.map(
    ({ text, onlyIf, cells }) =>
      new TableRow({
        cantSplit: true,
        height: { value: ROW, rule: 'atLeast' },
        children: [
          cell(
            0,
            [
              writeText(text),
              ...(onlyIf === undefined
                ? []
                : [new TextRun({ break: 1 }), writeText(onlyIf, { italics: true, size: 17 })]),
            ],
            false,
          ),
          ...cells.map((has, i) => cell(i + 1, has && !(isWritten && i === 0) ? [writeBox()] : [], true)),
        ],
      }),
  );
  return [
    ...writeLead(matrix, undefined, sheet),
    table([head, ...body], {
      widths,
      look: { firstRow: true, lastRow: false, firstColumn: false, noHBand: true, noVBand: true },
      place: sheet,
    }),
    writeRule(notes, sheet, { keepNext: false }),
    writeRule('', sheet, { keepNext: false }),
  ];
}

/** The boxes get columns of one width, each title's longest word wide; the texts of the rows get the rest. */
function widthsOf({ columns, rows, isWritten }: PaperMatrix, width: number): number[] {
  const titles = columns.map((title) => widthOfInline([title]));
  const widest = Math.max(...titles.map(({ word }) => word)) * CHARACTER + PADDING;
  const longest = Math.max(...rows.map(({ text }) => widthOfInline([text]).whole)) * CHARACTER + PADDING;
  const first = Math.min(Math.max(longest, width / 3), width / 2, width - widest * columns.length);
  if (first < width / 5) {
    return shareWidth([rows.map(({ text }) => widthOfInline([text])), ...titles.map((title) => [title])], width);
  }
  const weights = columns.map((_, i) => (isWritten && i === 0 ? WRITTEN : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const others = weights.map((weight) => Math.floor(((width - first) * weight) / total));
  return [width - others.reduce((sum, other) => sum + other, 0), ...others];
}
