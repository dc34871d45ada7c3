import { Bookmark, type FileChild, PageBreak, Paragraph, type ParagraphChild } from 'docx';
import type { Block, Inline, Item, Tone } from '../document.ts';
import { writeChart } from './chart.ts';
import { BULLETS, NUMBERS } from './lists.ts';
import { writeFacts, writeTable } from './table.ts';
import { colourOf, writeInline, writeText } from './text.ts';
import type { Writing } from './writing.ts';

/** Blocks as paragraphs and tables in their order. */
export function writeBlocks(blocks: readonly Block[], writing: Writing): FileChild[] {
  return blocks.flatMap((block) => writeBlock(block, writing));
}

function writeBlock(block: Block, writing: Writing): FileChild[] {
  const { styles, footnotes } = writing;
  switch (block.kind) {
    case 'heading': {
      const children = [new Bookmark({ id: writing.bookmark(block.id), children: writeInline(block.text, footnotes) })];
      return [new Paragraph({ style: block.level === 2 ? styles.heading1 : styles.heading2, children })];
    }
    case 'paragraph':
      return [writeParagraph(block.text, block.tone, writing)];
    case 'list':
      return writeList(block.items, { ordered: block.ordered === true, level: 0, list: writing.nextList() }, writing);
    case 'facts':
      return [writeFacts(block.entries, writing), gap(writing)];
    case 'table':
      return [
        ...(block.caption === undefined ? [] : [writeCaption(writeText(block.caption), writing)]),
        writeTable(block, writing),
        gap(writing),
      ];
    case 'chart':
      return writeChart(block, writing);
    case 'details':
      return [
        new Paragraph({ style: styles.heading3, children: [writeText(block.summary)] }),
        ...writeBlocks(block.blocks, writing),
      ];
    case 'page':
      return [...writeBlocks(block.blocks, writing), new Paragraph({ children: [new PageBreak()] })];
  }
}

/** A paragraph; what is to be noticed has a bar beside it, so that it stands out without colour too. */
function writeParagraph(text: Inline, tone: Tone | undefined, { styles, footnotes }: Writing): Paragraph {
  if (tone === 'quiet') return new Paragraph({ style: styles.remark, children: writeInline(text, footnotes) });
  const children = writeInline(text, footnotes);
  const { color } = colourOf(tone);
  if (color === undefined) return new Paragraph({ style: styles.normal, children });
  return new Paragraph({
    style: styles.normal,
    border: { left: { style: 'single', size: 24, space: 8, color } },
    indent: { left: 200 },
    children,
  });
}

/** Lists are Word's own; what stands below a point is a list of points within it. */
function writeList(
  items: readonly Item[],
  place: { readonly ordered: boolean; readonly level: number; readonly list: number },
  writing: Writing,
): Paragraph[] {
  const { ordered, level, list } = place;
  return items.flatMap(({ text, items: inner = [] }) => [
    new Paragraph({
      style: writing.styles.listItem,
      numbering: ordered
        ? { reference: NUMBERS, level: Math.min(level, 2), instance: list }
        : { reference: BULLETS, level: Math.min(level, 2) },
      children: writeInline(text, writing.footnotes),
    }),
    ...writeList(inner, { ordered: false, level: level + 1, list }, writing),
  ]);
}

/** The words above a table or below a picture. */
function writeCaption(text: ParagraphChild, { styles }: Pick<Writing, 'styles'>): Paragraph {
  return new Paragraph({ style: styles.caption, keepNext: true, children: [text] });
}

/** Between a table and what follows: two tables in a row would become one. */
function gap({ styles }: Writing): Paragraph {
  return new Paragraph({ style: styles.normal, spacing: { before: 0, after: 60, line: 120, lineRule: 'exact' } });
}
