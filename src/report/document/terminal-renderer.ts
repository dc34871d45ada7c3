import {
  item,
  labelled,
  labelWidthOf,
  makeTerminalPage,
  section,
  type TerminalOptions,
  type TerminalPage,
} from '../terminal/terminal-page.ts';
import { drawTerminalTable } from '../terminal/terminal-table.ts';
import { sanitizeLine, textWidth, wrapText } from '../terminal/terminal-text.ts';
import {
  type Block,
  type Inline,
  type Item,
  inlineText,
  type ReportDocument,
  type Table,
  type Tone,
} from './document-model.ts';

type Paint = (text: string) => string;

/** Renders a document for a terminal; ends with a newline. Charts are omitted because tables say the same. */
export function renderTerminal(document: ReportDocument, options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  const { title, cover, blocks, notes, notesTitle, colophon } = document;
  const parts: Group[] = [
    { lines: [...section(page, title), ...cover.flatMap((line) => wrapText(sanitizeLine(line), page.width))] },
    ...blocks.flatMap((block) => drawBlock(block, page)),
    ...(notes.length === 0
      ? []
      : [
          headGroup(section(page, notesTitle)),
          { lines: notes.flatMap((note, i) => item(page, `${i + 1}. `, textOf(note))) },
        ]),
    ...(colophon === undefined ? [] : [{ lines: item(page, '', textOf(colophon), page.paint.dim) }]),
  ];
  return joinParts(parts);
}

/** Renders blocks without a title, such as the answer to a single question; ends with a newline. */
export function renderTerminalBlocks(blocks: readonly Block[], options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  return joinParts(blocks.flatMap((block) => drawBlock(block, page)));
}

function joinParts(parts: readonly Group[]): string {
  const lines = parts.flatMap((part, i) => {
    const above = parts[i - 1];
    return [...(above && !above.isHead ? [''] : []), ...part.lines];
  });
  return `${lines.join('\n')}\n`;
}

/** Lines separated from others by a blank line, except below a heading. */
interface Group {
  readonly lines: readonly string[];
  readonly isHead?: boolean;
}

function drawBlock(block: Block, page: TerminalPage): Group[] {
  switch (block.kind) {
    case 'heading':
      return [
        headGroup(
          block.level === 2 ? section(page, textOf(block.text)) : item(page, '', textOf(block.text), page.paint.bold),
        ),
      ];
    case 'paragraph':
      return [{ lines: item(page, '', textOf(block.text), paintOf(block.tone, page)) }];
    case 'list':
      return [
        {
          lines: block.isTree
            ? drawBranches(block.items, '', page)
            : drawItems(block.items, block.ordered === true, '', page),
        },
      ];
    case 'facts':
      return [{ lines: drawFacts(block.entries, page) }];
    case 'table':
      return [drawTable(block, page)];
    case 'chart':
      return [];
    case 'details':
      return [
        headGroup(item(page, '', block.summary, page.paint.bold)),
        ...block.blocks.flatMap((child) => drawBlock(child, page)),
      ];
    case 'page':
      return block.blocks.flatMap((child) => drawBlock(child, page));
  }
}

function headGroup(lines: readonly string[]): Group {
  return { lines, isHead: true };
}

function drawItems(items: readonly Item[], ordered: boolean, indent: string, page: TerminalPage): string[] {
  return items.flatMap(({ text, items: below = [] }, i) => [
    ...item(page, `${indent}${ordered ? `${i + 1}. ` : '• '}`, textOf(text)),
    ...drawItems(below, false, `${indent}  `, page),
  ]);
}

/** The fewest columns of a branch, however deep it is. */
const NARROWEST_BRANCH = 20;

function drawBranches(items: readonly Item[], before: string, page: TerminalPage): string[] {
  return items.flatMap(({ text, items: below = [] }, i) => {
    const isLast = i === items.length - 1;
    const [lead, indent] = [`${before}${isLast ? '└─ ' : '├─ '}`, `${before}${isLast ? '   ' : '│  '}`];
    const lines = wrapText(sanitizeLine(textOf(text)), Math.max(NARROWEST_BRANCH, page.width - textWidth(lead)));
    const ownLines = lines.map((line, row) => `${page.paint.dim(row === 0 ? lead : indent)}${line}`);
    return [...ownLines, ...drawBranches(below, indent, page)];
  });
}

function drawFacts(entries: readonly { readonly term: Inline; readonly text: Inline }[], page: TerminalPage): string[] {
  const plain = entries.map(({ term, text }) => ({ term: sanitizeLine(textOf(term)), text: textOf(text) }));
  const width = labelWidthOf(plain.map(({ term }) => term));
  return plain.flatMap(({ term, text }) => labelled(page, term, text, width));
}

/** Draws a table; on a narrow page, columns of words may wrap, columns of numbers may not. */
function drawTable({ columns, rows }: Table, page: TerminalPage): Group {
  const hasText = columns.map((_, i) => rows.some((row) => textOf(row[i]?.text ?? []) !== ''));
  const keepFilled = <T>(list: readonly T[]): T[] => list.filter((_, i) => hasText[i]);
  const lines = drawTerminalTable(
    page,
    keepFilled(columns).map(({ title, align }) => ({ title: textOf(title), align, wraps: align === 'left' })),
    rows.map((row) => ({
      cells: keepFilled(row).map(({ text }) => textOf(text)),
      paints: keepFilled(row).map(({ tone }) => (tone === undefined ? undefined : paintOf(tone, page))),
    })),
  );
  return { lines };
}

function paintOf(tone: Tone | undefined, { paint }: TerminalPage): Paint {
  switch (tone) {
    case 'good':
      return paint.green;
    case 'warn':
      return paint.yellow;
    case 'bad':
      return paint.red;
    case 'quiet':
      return paint.dim;
    case undefined:
      return (text) => text;
  }
}

function textOf(text: Inline): string {
  return inlineText(text, (note) => ` [${note}]`);
}
