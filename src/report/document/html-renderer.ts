import {
  embedJson,
  escapeHtml,
  labelWidth,
  NETWORK_DATA,
  type Shape,
  shape,
  WORDS_ID,
  writeChartStyle,
  writeSvg,
} from '../../charts/index.ts';
import { renderPage } from '../../html-page.ts';
import type { Messages } from '../../i18n/index.ts';
import { sanitizeLine, sanitizePiece } from '../terminal/terminal-text.ts';
import {
  type Block,
  type Cell,
  type Chart,
  type Inline,
  type Item,
  inlineText,
  isWebAddress,
  type Piece,
  type ReportDocument,
  splitFront,
  type Table,
} from './document-model.ts';
import type { Picture } from './logo-picture.ts';

interface PageStyle {
  /** The built style sheet of reports. */
  readonly style: string;
  /** For paper, where what is read on demand stands open: the pages on which parts begin, by their ids, as far as they are known. */
  readonly pages?: ReadonlyMap<string, number>;
  /** The built script of dashboards and its style sheet and words, where tables are to be sorted and networks explored. */
  readonly exploring?: { readonly script: string; readonly style: string; readonly words: Messages['dashboard'] };
}

/** A report as one HTML file, without any script unless it is to be explored; the same report gives the same bytes. */
export function renderHtml(document: ReportDocument, { style, pages, exploring }: PageStyle): string {
  const { tag, title, logo, cover, colophon } = document;
  const [front, details] = splitFront(document);
  const opening = { isOpened: pages !== undefined };
  const body = [
    '<header class="cover">',
    ...(logo === undefined ? [] : [renderLogo(logo)]),
    `<h1>${renderText(title)}</h1>`,
    ...cover.map((line) => `<p>${renderText(line)}</p>`),
    '</header>',
    '<main>',
    ...[front].filter(({ length }) => length > 0).map((page) => renderBlocks(page, opening)),
    ...renderContents(document, pages),
    renderBlocks(details, opening),
    ...renderNotes(document),
    '</main>',
    ...(colophon === undefined ? [] : [`<footer><p class="quiet colophon">${renderInline(colophon)}</p></footer>`]),
  ].join('\n');
  const sheet = [style, writeFoot(document), writeChartStyle(), ...(exploring ? [exploring.style] : [])].join('\n');
  const page = { title, tag, style: sheet, hasPictures: logo !== undefined };
  if (!exploring) return renderPage({ ...page, body });
  const words = `<script type="application/json" id="${WORDS_ID}">${embedJson(exploring.words)}</script>`;
  return renderPage({ ...page, body: `${body}\n${words}`, script: exploring.script });
}

/** What stands at the foot of every sheet: what it is, and whose. Of what was typed nothing is left that CSS could read. */
function writeFoot({ title, cover }: ReportDocument): string {
  const foot = [title, ...cover.slice(0, 1)].map(sanitizeLine).join(' · ');
  const escaped = foot.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
  return `@page{@bottom-left{content:"${escaped}"}}`;
}

/** A picture as data: the page asks for nothing. It says nothing that the cover does not say in words. */
function renderLogo({ type, bytes, width, height }: Picture): string {
  const kind = type === 'svg' ? 'svg+xml' : type;
  const data = Buffer.from(bytes).toString('base64');
  return `<img class="logo" src="data:image/${kind};base64,${data}" width="${width}" height="${height}" alt="">`;
}

function renderContents({ blocks, contentsTitle }: ReportDocument, pages: PageStyle['pages']): string[] {
  if (contentsTitle === undefined) return [];
  const parts = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block] : []));
  const items = parts.map(({ id, text }) => {
    const words = text.filter((piece) => typeof piece === 'string' || !('note' in piece));
    const page = pages?.get(id);
    const number = page === undefined ? '' : `<span class="number">${page}</span>`;
    return `<li><a href="#${escapeHtml(id)}">${renderInline(words)}${number}</a></li>`;
  });
  return [
    '<nav aria-labelledby="contents">',
    `<h2 id="contents">${renderText(contentsTitle)}</h2>`,
    `<ol>${items.join('\n')}</ol>`,
    '</nav>',
  ];
}

function renderNotes({ notes, notesTitle }: ReportDocument): string[] {
  if (notes.length === 0) return [];
  const items = notes.map((note, i) => `<li id="note-${i + 1}">${renderInline(note)}</li>`);
  return [
    '<section class="notes" role="doc-endnotes" aria-labelledby="notes">',
    `<h2 id="notes">${renderText(notesTitle)}</h2>`,
    `<ol>${items.join('\n')}</ol>`,
    '</section>',
  ];
}

/**
 * Blocks as HTML; a heading of level 2 begins a section, and so does what stands on a page by itself. On paper what is read
 * on demand is open, since nobody can open it there.
 */
export function renderBlocks(blocks: readonly Block[], { isOpened }: { readonly isOpened: boolean }): string {
  const parts: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'page') parts.push([block], []);
    else if (block.kind === 'heading' && block.level === 2) parts.push([block]);
    else parts.at(-1)?.push(block);
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const [page] = part;
      const [own, mark] =
        page?.kind === 'page'
          ? [
              page.blocks.map((block) => (block.kind === 'heading' ? { ...block, level: 2 as const } : block)),
              ' class="one-page"',
            ]
          : [part, ''];
      return `<section${mark}>\n${own.map((block) => renderBlock(block, isOpened)).join('\n')}\n</section>`;
    })
    .join('\n');
}

function renderBlock(block: Block, isOpened: boolean): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${escapeHtml(block.id)}">${renderInline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p${block.tone === undefined ? '' : ` class="${block.tone}"`}>${renderInline(block.text)}</p>`;
    case 'list':
      return renderList(block.items, block.ordered ? 'ol' : 'ul');
    case 'facts': {
      const entries = block.entries.map(
        ({ term, text }) => `<div><dt>${renderInline(term)}</dt><dd>${renderInline(text)}</dd></div>`,
      );
      return `<dl${block.isTiled ? ' class="tiles"' : ''}>${entries.join('\n')}</dl>`;
    }
    case 'table':
      return renderTable(block);
    case 'chart':
      return renderChart(block);
    case 'details': {
      const inner = block.blocks.map((one) => renderBlock(one, isOpened)).join('\n');
      return `<details${isOpened ? ' open' : ''}><summary>${renderText(block.summary)}</summary>\n${inner}\n</details>`;
    }
    case 'page':
      return block.blocks.map((one) => renderBlock(one, isOpened)).join('\n');
  }
}

function renderList(items: readonly Item[], tag: 'ol' | 'ul'): string {
  const lines = items.map(({ text, items: inner = [] }) => {
    const below = inner.length === 0 ? '' : renderList(inner, 'ul');
    return `<li>${renderInline(text)}${below}</li>`;
  });
  return `<${tag}>${lines.join('\n')}</${tag}>`;
}

/** A drawing is one picture for those who cannot see it, with its title and description as its name. */
function renderChart({ title, description, drawing, narrow, legend = [], network }: Chart): string {
  const spoken = { role: 'img', 'aria-label': `${title}. ${description}` };
  const keys = legend.map(({ name, text }) => {
    const key = shape(
      'svg',
      { class: 'chart key', viewBox: '0 0 28 14', 'aria-hidden': 'true' },
      shape('rect', { class: name, x: 2, y: 2, width: 24, height: 10 }),
    );
    return `<li>${writeSvg(key)} ${renderText(text)}</li>`;
  });
  return [
    `<figure class="${escapeHtml(String(drawing.attributes.class ?? ''))}">`,
    `<figcaption>${renderText(title)}</figcaption>`,
    writeSvg(withChartClass(drawing, spoken)),
    ...(narrow === undefined
      ? []
      : [writeSvg(withChartClass(narrow, { ...spoken, class: `chart ${narrow.attributes.class} narrow` }))]),
    ...(keys.length > 0 ? [`<ul class="legend">${keys.join('\n')}</ul>`] : []),
    ...(network === undefined
      ? []
      : [`<script type="application/json" class="${NETWORK_DATA}">${embedJson(network)}</script>`]),
    '</figure>',
  ].join('\n');
}

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
function renderTable(table: Table): string {
  const { columns, rows, isExplored = false } = table;
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
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.map(write).join('\n')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

/** Whether a phone has no room for it; one that is explored is measured, for cards of many rows are long to go through. */
function isWide({ columns, rows, isExplored = false }: Table): boolean {
  if (!isExplored) return columns.length > MOST_COLUMNS;
  const widths = columns.map(({ title }, i) => {
    const words = plainText(title).split(/[\s-]/).map(labelWidth);
    return PHONE.gap + Math.max(0, ...words, ...rows.map((cells) => labelWidth(plainText(cells[i]?.text ?? []))));
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
  const isShort = isExplored && !isHeading && column?.align === 'left' && labelWidth(words) <= SHORT;
  const isText = !isExplored && count <= FEW_COLUMNS && column?.align === 'left' && labelWidth(words) > SHORT;
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
  const inner = drawing ? writeSvg(withChartClass(drawing)) : `<span>${renderInline(text)}</span>`;
  return isHeading
    ? `<th scope="row" role="rowheader" class="${classes}"${number}>${inner}</th>`
    : `<td role="cell" class="${classes}"${number}${label === '' ? '' : ` data-column="${label}"`}>${inner}</td>`;
}

/** The words of a text without its marks. */
function plainText(text: Inline): string {
  return renderText(inlineText(text));
}

/** Text within a line as HTML. */
export function renderInline(text: Inline): string {
  return text.map(renderPiece).join('');
}

/** A text as HTML that shows exactly this text, without what changes the direction of what stands beside it. */
function renderText(text: string): string {
  return escapeHtml(sanitizePiece(text));
}

function renderPiece(piece: Piece): string {
  if (typeof piece === 'string') return renderText(piece);
  if ('strong' in piece) return `<strong>${renderText(piece.strong)}</strong>`;
  if ('note' in piece) return `<sup><a href="#note-${piece.note}" role="doc-noteref">[${piece.note}]</a></sup>`;
  const address = sanitizeLine(piece.link);
  if (!isWebAddress(address)) return renderText(piece.link);
  return `<a class="address" href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(address)}</a>`;
}

/** A drawing with the class that its style sheet needs, and with further attributes. */
function withChartClass({ tag, attributes, children }: Shape, more: Shape['attributes'] = {}): Shape {
  return shape(tag, { ...attributes, class: `chart ${attributes.class ?? ''}`.trim(), ...more }, ...children);
}
