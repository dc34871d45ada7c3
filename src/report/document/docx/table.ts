import { Paragraph, type ParagraphChild, Table, TableCell, TableRow } from 'docx';
import type { Shape } from '../../../charts/shape.ts';
import type { Cell, Inline, Table as TableBlock } from '../document.ts';
import { withoutTextColumns } from '../drawn-columns.ts';
import { writeDrawing } from './drawing.ts';
import { colourOf, writeInline, writeText } from './text.ts';
import { inBold, shareWidth, type TextWidth, widthOfInline } from './widths.ts';
import type { Writing } from './writing.ts';

type Place = Pick<Writing, 'styles' | 'footnotes' | 'width'>;

/** From so many columns on the letters are smaller. */
const MANY_COLUMNS = 7;
const SMALL = 16;
/** Headings of rows are bold where they are names; whole questions in bold would be hard to read. */
const LONGEST_NAME = 40;
/** Numbers with their units, up to so many characters, are never broken. */
const LONGEST_NUMBER = 24;
/** What a drawing in a cell wants. */
const BAR = { whole: 30, word: 16 } as const;
const TWIPS_PER_PIXEL = 15;
/** The space beside what stands in a cell, in twips. */
const PADDING = 160;

/** A table whose head repeats on every page; a row is never torn in two. */
export function writeTable(block: TableBlock, place: Place): Table {
  const { columns, rows, foot = [] } = withoutTextColumns(block);
  const all = [...rows, ...foot];
  const isBold = all.every(([first]) => !first?.isHeading || widthOfInline(first.text).whole <= LONGEST_NAME);
  const widthIn = (cell: Cell | undefined, align: 'left' | 'right'): TextWidth => {
    const width = widthOfCell(cell, align === 'right');
    return cell?.isHeading && isBold ? inBold(width) : width;
  };
  const widths = shareWidth(
    columns.map(({ title, align }, i) => [inBold(widthOfInline(title)), ...all.map((row) => widthIn(row[i], align))]),
    place.width,
  );
  const size = columns.length >= MANY_COLUMNS ? { size: SMALL } : {};
  const row = (cells: readonly Cell[], isFoot: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      children: columns.map(({ align }, i) => {
        const { text = [], tone, isHeading = false, drawing } = cells[i] ?? {};
        const at = { width: widths[i] ?? 0, align };
        if (drawing !== undefined) return cell([writeBar(drawing, text, at.width)], at, place);
        const look = { ...colourOf(tone), ...size, ...((isHeading && isBold) || isFoot ? { bold: true } : {}) };
        return cell(writeInline(text, place.footnotes, look), at, place);
      }),
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title, align }, i) =>
      cell(
        writeInline(title, place.footnotes, { ...size, bold: true }),
        { width: widths[i] ?? 0, align, isHead: true },
        place,
      ),
    ),
  });
  return table([head, ...rows.map((cells) => row(cells, false)), ...foot.map((cells) => row(cells, true))], {
    widths,
    look: { firstRow: true, lastRow: foot.length > 0, firstColumn: false, noHBand: true, noVBand: true },
    place,
  });
}

/** A drawing as wide as its cell; whoever cannot see it is told the words of the cell. */
function writeBar(drawing: Shape, text: Inline, width: number): ParagraphChild {
  const description = text.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  return writeDrawing(drawing, { width: (width - PADDING) / TWIPS_PER_PIXEL, title: '', description });
}

/** Terms with what they are, as a table without a head. */
export function writeFacts(entries: readonly { readonly term: Inline; readonly text: Inline }[], place: Place): Table {
  const widths = [Math.round(place.width * 0.34), place.width - Math.round(place.width * 0.34)];
  const rows = entries.map(
    ({ term, text }) =>
      new TableRow({
        cantSplit: true,
        children: [writeInline(term, place.footnotes, { bold: true }), writeInline(text, place.footnotes)].map(
          (children, i) => cell(children, { width: widths[i] ?? 0, align: 'left' }, place),
        ),
      }),
  );
  return table(
    rows.length > 0
      ? rows
      : [new TableRow({ children: [cell([writeText('')], { width: place.width, align: 'left' }, place)] })],
    {
      widths,
      look: { firstRow: false, lastRow: false, firstColumn: true, noHBand: true, noVBand: true },
      place,
    },
  );
}

/** A table of the document's table style, as wide as the text. */
export function table(
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

function cell(
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

function widthOfCell(cell: Cell | undefined, isRight: boolean): TextWidth {
  if (cell?.drawing) return BAR;
  const width = widthOfInline(cell?.text ?? []);
  return isRight && width.whole <= LONGEST_NUMBER ? { ...width, word: width.whole, isNumber: true } : width;
}
