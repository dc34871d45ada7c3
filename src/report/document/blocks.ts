import type { Line } from '../words/unmet.ts';
import type { Block, Cell, Inline, Item, Piece, Table, Tone } from './document.ts';

/** A part of a document. */
export function heading(level: 2 | 3, id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level, id, text };
}

export function paragraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Lines of words as a list, with what stands below them indented; no block for none. */
export function listOf(lines: readonly Line[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: 'list', items: lines.map(itemOf) }];
}

export function itemOf({ text, parts = [] }: Line): Item {
  return { text: [text], ...(parts.length > 0 ? { items: parts.map(itemOf) } : {}) };
}

/**
 * A table from its columns, each with a title, and its rows; no block without rows. A column `in-text` is left out by
 * formats that draw.
 */
export function tableOf(
  columns: readonly (readonly [title: string | Inline, align: 'left' | 'right', where?: 'in-text'])[],
  rows: readonly (readonly (string | Inline | Cell)[])[],
): Table[] {
  if (rows.length === 0) return [];
  const titled = columns.map(([title, align, where]) => ({
    title: inlineOf(title),
    align,
    ...(where === 'in-text' ? { isInText: true } : {}),
  }));
  return [{ kind: 'table', columns: titled, rows: rows.map(cellsOf) }];
}

/** A row of cells stays what it is, for many tables may share it. */
function cellsOf(row: readonly (string | Inline | Cell)[]): readonly Cell[] {
  return row.every(isCell) ? row : row.map(cellOf);
}

function isCell(cell: string | Inline | Cell): cell is Cell {
  return typeof cell === 'object' && 'text' in cell;
}

function cellOf(cell: string | Inline | Cell): Cell {
  return isCell(cell) ? cell : { text: inlineOf(cell) };
}

function inlineOf(text: string | Inline): Inline {
  return typeof text === 'string' ? [text] : text;
}
