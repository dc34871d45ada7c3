import { widthOf } from '../../../charts/label.ts';
import { writeSvg } from '../../../charts/svg.ts';
import type { Cell, Table } from '../document.ts';
import { withoutTextColumns } from '../drawn-columns.ts';
import { classed } from './drawing.ts';
import { renderInline, renderText } from './inline.ts';

/** Tables of more columns than this become cards on a phone. */
const MOST_COLUMNS = 2;
/** Signs in a line of a phone, and those that the gap beside a column takes. */
const PHONE = { signs: 43, gap: 3 };
/** Signs of a cell that stays in one line. */
const SHORT = 16;
/** A word of more signs, such as the name of a file, is broken where its column ends. */
const LONGEST_WORD = 30;
/** Where any line can end: at blanks and beside Chinese signs. */
const BREAKS = /[\s\u2e80-\uffef]/u;
/** In a table of no more columns none that holds texts is squeezed to a word's width by a long one beside it. */
const FEW_COLUMNS = 4;

/**
 * A table; roles are written out because a browser forgets them where a style sheet lays the rows out otherwise, and the
 * title of a column goes with each cell for where the head is not seen.
 */
export function renderTable(table: Table): string {
  const { caption, columns, rows, foot, isExplored = false } = withoutTextColumns(table);
  // A column that speaks for itself has no title: an empty heading would be announced.
  const head = columns.map(({ title, align }) =>
    plainText(title).trim() === ''
      ? `<td role="cell" class="${align}"></td>`
      : `<th scope="col" role="columnheader" class="${align}">${renderInline(title)}</th>`,
  );
  const write = (cells: readonly Cell[]): string =>
    `<tr role="row">${cells.map((cell, i) => renderCell(cell, columns[i], { isExplored, count: columns.length })).join('')}</tr>`;
  return [
    `<div class="table"><table role="table"${isWide(table) ? ' class="wide"' : ''}${isExplored ? ' data-explored' : ''}>`,
    ...(caption === undefined ? [] : [`<caption>${renderText(caption)}</caption>`]),
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.map(write).join('\n')}</tbody>`,
    ...(foot === undefined || foot.length === 0
      ? []
      : [`<tfoot role="rowgroup">${foot.map(write).join('\n')}</tfoot>`]),
    '</table></div>',
  ].join('\n');
}

/** Whether a phone has no room for it; one that is explored is measured, for cards of many rows are long to go through. */
function isWide({ columns, rows, isExplored = false }: Table): boolean {
  if (!isExplored) return columns.length > MOST_COLUMNS;
  const widths = columns.map(({ title }, i) => {
    const words = plainText(title).split(/[\s-]/).map(widthOf);
    return PHONE.gap + Math.max(0, ...words, ...rows.map((cells) => widthOf(plainText(cells[i]?.text ?? []))));
  });
  return columns.length > MOST_COLUMNS && widths.reduce((sum, width) => sum + width, 0) > PHONE.signs;
}

function renderCell(
  { text, tone, isHeading, value, drawing }: Cell,
  column: Table['columns'][number] | undefined,
  { isExplored, count }: { readonly isExplored: boolean; readonly count: number },
): string {
  // Of a card, what is empty needs no line.
  const isBlank = !drawing && text.every((piece) => typeof piece === 'string' && piece.trim() === '');
  const words = plainText(text);
  // What is as short as a figure is not broken in a table of many columns.
  const isShort = isExplored && !isHeading && column?.align === 'left' && widthOf(words) <= SHORT;
  const isText = !isExplored && count <= FEW_COLUMNS && column?.align === 'left' && widthOf(words) > SHORT;
  const classes = [
    column?.align ?? 'left',
    ...(tone === undefined ? [] : [tone]),
    ...(isBlank ? ['blank'] : []),
    ...(isShort ? ['short'] : []),
    ...(isText ? ['text'] : []),
    ...(words.split(BREAKS).some(({ length }) => length > LONGEST_WORD) ? ['torn'] : []),
  ].join(' ');
  const label = plainText(column?.title ?? []);
  const number = value === undefined ? '' : ` data-value="${value}"`;
  const inner = drawing ? writeSvg(classed(drawing)) : `<span>${renderInline(text)}</span>`;
  return isHeading
    ? `<th scope="row" role="rowheader" class="${classes}"${number}>${inner}</th>`
    : `<td role="cell" class="${classes}"${number}${label === '' ? '' : ` data-column="${label}"`}>${inner}</td>`;
}

/** The words of a title without its marks. */
function plainText(title: Table['columns'][number]['title']): string {
  return title
    .map((piece) => (typeof piece === 'string' ? renderText(piece) : 'strong' in piece ? renderText(piece.strong) : ''))
    .join('');
}
