import { sanitizeLine, sanitizeText } from '../terminal/terminal-text.ts';
import {
  type Block,
  type Cell,
  type Excerpt,
  type Fact,
  filledRows,
  flatText,
  type Inline,
  type Item,
  inlineText,
  isAcross,
  isWebAddress,
  itemText,
  type Piece,
  type ReportDocument,
  type Table,
  tableOfScores,
} from './document-model.ts';
import { tableOfTimeline } from './timeline.ts';

/** Renders a document as Markdown without HTML, for reading and editing; ends with a newline. */
export function renderMarkdown({
  title,
  kind,
  sender = [],
  cover,
  blocks,
  notes,
  notesTitle,
  notesLead,
  colophon,
}: ReportDocument): string {
  const parts = [
    ...(sender.length === 0 ? [] : [sender.map((line) => blockText([line])).join('\\\n')]),
    `# ${renderInline([title])}`,
    ...(kind === undefined ? [] : [blockText([kind])]),
    ...(cover.length === 0 ? [] : [cover.map((line) => blockText([line])).join('\\\n')]),
    ...blocks.flatMap(drawBlock),
    ...(notes.length === 0
      ? []
      : [
          `## ${renderInline([notesTitle])}`,
          ...(notesLead === undefined ? [] : [blockText([notesLead])]),
          notes.map((note, i) => `${i + 1}. ${blockText(note)}`).join('\n'),
        ]),
    ...(colophon === undefined ? [] : ['---', blockText(colophon)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(text: Inline): string {
  return escapeStart(renderInline(text));
}

function drawBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${renderInline(block.text)}`];
    case 'paragraph':
      return [blockText(block.text)];
    case 'level':
      return [renderInline([{ strong: inlineText(block.text) }])];
    case 'scores':
      return [drawTable(tableOfScores(block))];
    case 'timeline':
      return [drawTable(tableOfTimeline(block))];
    case 'list':
      return [drawItems(block.items, block.ordered === true, '').join('\n')];
    case 'facts':
      return [drawFacts(block.entries)];
    case 'table':
      return [drawTable(block)];
    case 'chart':
      return block.isTabled ? [] : [renderInline([{ strong: block.title }]), blockText([block.description])];
    case 'details':
      return [renderInline([{ strong: block.summary }]), ...block.blocks.flatMap(drawBlock)];
    case 'excerpt':
      return [drawExcerpt(block)];
    case 'group':
    case 'page':
      return block.blocks.flatMap(drawBlock);
  }
}

function drawItems(items: readonly Item[], ordered: boolean, indent: string): string[] {
  if (!ordered && indent === '')
    return items.map((item) =>
      [`- ${blockText(itemText(item))}`, ...drawItems(item.items ?? [], false, '  ')].join('\n'),
    );
  return items.flatMap((item, i) => {
    const mark = ordered ? `${i + 1}. ` : '- ';
    const innerItems = drawItems(item.items ?? [], false, indent + ' '.repeat(mark.length));
    return [`${indent}${mark}${blockText(itemText(item))}`, ...innerItems];
  });
}

/** Writes terms and their values as a table with the first entry as its header. */
function drawFacts(entries: readonly Fact[]): string {
  const [head = drawRow(['', '']), ...rows] = entries.map((entry) =>
    drawRow([renderInline(entry.term), renderInline(flatText(entry))]),
  );
  return [head, drawRow(['---', '---']), ...rows].join('\n');
}

function drawTable(table: Table): string {
  const { columns } = table;
  const write = (row: readonly Cell[]): string[] => {
    const cells = row.map((cell) => renderInline(flatText(cell)));
    return isAcross(row, table) ? [...cells, ...columns.slice(1).map(() => '')] : cells;
  };
  return [
    drawRow(columns.map(({ title }) => renderInline(title))),
    drawRow(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...filledRows(table).map((row) => drawRow(write(row))),
  ].join('\n');
}

/** Writes lines of a file as a code block, which needs no escapes, with a remark below the marked line. */
function drawExcerpt({ lines, mark }: Excerpt): string {
  const shownLines = lines.flatMap(({ number, text }) => {
    const line = number === undefined ? text : `${number} | ${text}`;
    return mark === undefined || number !== mark.line ? [line] : [line, `^ ${mark.message}`];
  });
  return shownLines.map((line) => `    ${sanitizeText(line)}`.trimEnd()).join('\n');
}

function drawRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell || ' ').join(' | ')} |`;
}

function renderInline(text: Inline): string {
  const [only] = text;
  if (text.length === 1 && only !== undefined) return drawPiece(only).trim();
  return joinStrings(text).map(drawPiece).join('').trim();
}

function drawPiece(piece: Piece): string {
  if (typeof piece === 'string') return escapeMarkdown(piece);
  if ('link' in piece) return renderMarkdownLink(piece.link);
  if ('figure' in piece) return escapeMarkdown(piece.text);
  if ('toned' in piece) return escapeMarkdown(piece.toned);
  if ('path' in piece) return escapeMarkdown(piece.path);
  if ('note' in piece) return ` [${piece.note}]`;
  const strongText = escapeMarkdown(piece.strong).trim();
  return strongText === '' ? '' : `**${strongText}**`;
}

/** Joins neighbouring strings, so that no markup arises where two strings meet. */
function joinStrings(text: Inline): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of text.map(toPlainPiece)) {
    const lastPiece = pieces.at(-1);
    if (typeof piece === 'string' && typeof lastPiece === 'string') pieces[pieces.length - 1] = lastPiece + piece;
    else pieces.push(piece);
  }
  return pieces;
}

/** Returns a piece as a string if Markdown has no markup for it. */
function toPlainPiece(piece: Piece): Piece {
  if (typeof piece === 'string') return piece;
  return 'figure' in piece || 'toned' in piece || 'path' in piece ? inlineText([piece]) : piece;
}

/** Characters that Markdown, or the formula syntax of some of its readers, would interpret anywhere in a line. */
const SPECIAL_CHARACTER = /[\\`*_[\]~|$]/g;
/** Characters that may have to be escaped or removed; most texts contain none of them. */
const NEEDS_ESCAPE = /[\\`*_[\]~|$&<>\p{Cc}\u2028-\u202e\u2066-\u2069]/u;
/** Text that, at the start of a line, would start a heading, quotation, list, rule or underlined heading. */
const LINE_START_MARKUP = /^(#|\+|-|=|\d+(?=[.)](\s|$)))/;

/** Escapes free text so that a line of Markdown shows it literally: no markup, HTML, entities or line breaks. */
function escapeMarkdown(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return sanitizeText(text)
    .replace(SPECIAL_CHARACTER, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Escapes an escaped text further, for the start of a paragraph or list item. */
function escapeStart(escaped: string): string {
  return escaped.replace(LINE_START_MARKUP, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Writes a web address as a link to itself; any other text, such as an address of another scheme, as plain text. */
function renderMarkdownLink(url: string): string {
  const plainUrl = sanitizeLine(url);
  return isWebAddress(plainUrl) ? `<${plainUrl}>` : escapeMarkdown(plainUrl);
}
