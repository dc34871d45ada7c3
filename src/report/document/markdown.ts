import type { Block, Cell, Inline, Item, Piece, ReportDocument, Table } from './document.ts';
import { escapeMarkdown, escapeStart, linkTo } from './escape.ts';

/** A document as Markdown without HTML, to be read and edited; ends with a newline. */
export function renderMarkdown({ title, cover, blocks, notes, notesTitle, colophon }: ReportDocument): string {
  const parts = [
    `# ${inline([title])}`,
    ...(cover.length === 0 ? [] : [cover.map((line) => start([line])).join('\\\n')]),
    ...blocks.flatMap(drawShared),
    ...(notes.length === 0
      ? []
      : [`## ${inline([notesTitle])}`, notes.map((note, i) => `${i + 1}. ${startOnce(note)}`).join('\n')]),
    ...(colophon === undefined ? [] : ['---', start(colophon)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A block that is frozen may be shared by many documents. */
function drawShared(block: Block): readonly string[] {
  if (!Object.isFrozen(block)) return drawBlock(block);
  const known = SHARED.get(block);
  if (known) return known;
  const drawn = drawBlock(block);
  SHARED.set(block, drawn);
  return drawn;
}

const SHARED = new WeakMap<Block, readonly string[]>();

function drawBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${inline(block.text)}`];
    case 'paragraph':
      return [start(block.text)];
    case 'list':
      return [drawItems(block.items, block.ordered === true, '').join('\n')];
    case 'facts':
      return [drawFacts(block.entries)];
    case 'table':
      return drawTable(block);
    case 'chart':
      return block.isTabled ? [] : [inline([{ strong: block.title }]), start([block.description])];
    case 'details':
      return [inline([{ strong: block.summary }]), ...block.blocks.flatMap(drawBlock)];
    case 'page':
      return block.blocks.flatMap(drawBlock);
  }
}

function drawItems(items: readonly Item[], ordered: boolean, indent: string): string[] {
  return items.flatMap((item, i) => {
    const { text, items: below = [] } = item;
    if (!ordered && indent === '' && below.length > 0) return drawOnce(item);
    const mark = ordered ? `${i + 1}. ` : '- ';
    return [`${indent}${mark}${start(text)}`, ...drawItems(below, false, indent + ' '.repeat(mark.length))];
  });
}

/** An item with what stands below it; many documents may share it. */
function drawOnce(item: Item): string {
  const known = DRAWN.get(item);
  if (known !== undefined) return known;
  const drawn = [`- ${start(item.text)}`, ...drawItems(item.items ?? [], false, '  ')].join('\n');
  DRAWN.set(item, drawn);
  return drawn;
}

const DRAWN = new WeakMap<Item, string>();

function startOnce(text: Inline): string {
  const known = STARTED.get(text);
  if (known !== undefined) return known;
  const drawn = start(text);
  STARTED.set(text, drawn);
  return drawn;
}

const STARTED = new WeakMap<Inline, string>();

/** Terms and what they are, in a table whose head is the first of them. */
function drawFacts(entries: readonly { readonly term: Inline; readonly text: Inline }[]): string {
  const [head = ['', ''], ...rows] = entries.map(({ term, text }) => [inline(term), inline(text)]);
  return drawRows(head, ['---', '---'], rows);
}

function drawTable({ caption, columns, rows, foot = [] }: Table): string[] {
  const sums = foot.map((row) =>
    cellsOf(row).map((text) => (text === '' || text.startsWith('**') ? text : `**${text}**`)),
  );
  const table = drawRows(
    columns.map(({ title }) => inline(title)),
    columns.map(({ align }) => (align === 'right' ? '---:' : '---')),
    [...rows.map(cellsOf), ...sums],
  );
  return caption === undefined ? [table] : [inline([{ strong: caption }]), table];
}

/** The cells of a row; one that is frozen may be shared by many documents. */
function cellsOf(row: readonly Cell[]): readonly string[] {
  const draw = (): string[] => row.map(({ text }) => inline(text));
  if (!Object.isFrozen(row)) return draw();
  const known = ROWS.get(row);
  if (known) return known;
  const drawn = draw();
  ROWS.set(row, drawn);
  return drawn;
}

const ROWS = new WeakMap<readonly Cell[], readonly string[]>();

function drawRows(head: readonly string[], rule: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, rule, ...rows].map(drawRow).join('\n');
}

function drawRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell || ' ').join(' | ')} |`;
}

/** Text at the start of a line. */
function start(text: Inline): string {
  return escapeStart(inline(text));
}

function inline(text: Inline): string {
  const [only] = text;
  if (text.length === 1 && only !== undefined) return drawPiece(only).trim();
  return joinStrings(text).map(drawPiece).join('').trim();
}

function drawPiece(piece: Piece): string {
  if (typeof piece === 'string') return escapeMarkdown(piece);
  if ('link' in piece) return linkTo(piece.link);
  if ('note' in piece) return ` [${piece.note}]`;
  const strong = escapeMarkdown(piece.strong).trim();
  return strong === '' ? '' : `**${strong}**`;
}

/** Strings beside each other as one, so that no markup arises where they meet. */
function joinStrings(text: Inline): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of text) {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}
