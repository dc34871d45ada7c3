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
  type Excerpt,
  filledRows,
  flatText,
  type Inline,
  type Item,
  inlineText,
  isAcross,
  isWebAddress,
  itemText,
  levelToneOf,
  type Piece,
  type ReportDocument,
  splitFront,
  type Table,
  tableOfScores,
} from './document-model.ts';
import type { Picture } from './logo-picture.ts';
import { encodePictureUrl } from './picture-url.ts';
import { tableOfTimeline } from './timeline.ts';

interface PageStyle {
  /** The built style sheet for reports. */
  readonly style: string;
  /**
   * The page on which each part begins, by the part's id, as far as known. Set only for paper, which shows collapsed
   * content.
   */
  readonly pages?: ReadonlyMap<string, number>;
  /** The built dashboard script, its style sheet and its words, for sortable tables and interactive networks. */
  readonly exploring?: { readonly script: string; readonly style: string; readonly words: Messages['dashboard'] };
}

/**
 * Renders a report as one HTML file, without a script unless readers can explore it; equal reports give equal bytes.
 */
export function renderHtml(document: ReportDocument, { style, pages, exploring }: PageStyle): string {
  const { tag, title, kind, logo, sender, cover, colophon } = document;
  const [front, details] = splitFront(document);
  const openingState: OpeningState = { isOnPaper: pages !== undefined, hasScript: exploring !== undefined };
  const body = [
    '<header class="cover">',
    ...renderLetterhead(logo, sender),
    ...(kind === undefined ? [] : [`<p class="kind">${renderText(kind)}</p>`]),
    `<h1>${renderText(title)}</h1>`,
    ...cover.map((line) => `<p>${renderText(line)}</p>`),
    '</header>',
    '<main>',
    ...[front].filter(({ length }) => length > 0).map((page) => renderBlocks(page, openingState)),
    ...renderContents(document, pages),
    renderBlocks(details, openingState),
    ...renderNotes(document, openingState),
    '</main>',
    ...(colophon === undefined ? [] : [`<footer><p class="quiet colophon">${renderInline(colophon)}</p></footer>`]),
  ].join('\n');
  const sheet = [style, writeFoot(document), writeChartStyle(), ...(exploring ? [exploring.style] : [])].join('\n');
  const page = { title: kind ?? title, tag, style: sheet, hasPictures: logo !== undefined };
  if (!exploring) return renderPage({ ...page, body });
  const words = `<script type="application/json" id="${WORDS_ID}">${embedJson(exploring.words)}</script>`;
  return renderPage({ ...page, body: `${body}\n${words}`, script: exploring.script });
}

/**
 * Writes the footer of every printed sheet: the kind of document and the first line of the cover. Escapes typed text so
 * that CSS cannot interpret it.
 */
function writeFoot({ title, kind = title, cover }: ReportDocument): string {
  const pageFoot = [kind, ...cover.slice(0, 1)].map(sanitizeLine).join(' · ');
  const escapedFoot = pageFoot.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
  return `@page{@bottom-left{content:"${escapedFoot}"}}`;
}

function classOf(name: string | undefined): string {
  return name === undefined ? '' : ` class="${name}"`;
}

/** Renders the logo, with the organisation's name and contact lines beside it. */
function renderLetterhead(logo: Picture | undefined, sender: readonly string[] = []): string[] {
  const picture = logo === undefined ? [] : [renderLogo(logo)];
  if (sender.length === 0) return picture;
  const lines = sender.map((line) => `<span>${renderText(line)}</span>`);
  return ['<div class="letterhead">', ...picture, `<p class="sender">${lines.join('\n')}</p>`, '</div>'];
}

/**
 * Renders a logo as a data URL, so that the page loads nothing. Its `alt` is empty because the cover has the same text.
 */
function renderLogo(logo: Picture): string {
  const { width, height } = logo;
  return `<img class="logo" src="${encodePictureUrl(logo)}" width="${width}" height="${height}" alt="">`;
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

function renderNotes({ notes, notesTitle, notesLead }: ReportDocument, openingState: OpeningState): string[] {
  if (notes.length === 0) return [];
  const items = notes.map((note, i) => `<li id="note-${i + 1}">${renderInline(note)}</li>`);
  const lead = notesLead === undefined ? '' : `<p>${renderText(notesLead)}</p>\n`;
  return [
    '<section class="notes" role="doc-endnotes" aria-labelledby="notes">',
    renderFolded(`<h2 id="notes">${renderText(notesTitle)}</h2>`, `${lead}<ol>${items.join('\n')}</ol>`, openingState),
    '</section>',
  ];
}

/**
 * How collapsed content is opened: on paper, always. On a screen, a script collapses short content on a phone; without
 * a script, a style opens it on wider screens.
 */
interface OpeningState {
  readonly isOnPaper?: boolean;
  readonly hasScript?: boolean;
}

/**
 * Renders blocks as HTML. A heading of level 2 starts a section, and so does a page block. On paper, collapsed content
 * is open, because readers cannot open it there.
 */
export function renderBlocks(blocks: readonly Block[], openingState: OpeningState): string {
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
      const [contents, attribute] =
        page?.kind === 'page'
          ? [
              page.blocks.map((block) => (block.kind === 'heading' ? { ...block, level: 2 as const } : block)),
              ' class="one-page"',
            ]
          : [part, ''];
      const [head, ...rest] = contents;
      const renderInner = (blocks: readonly Block[]): string =>
        blocks.map((block) => renderBlock(block, openingState)).join('\n');
      return head?.kind === 'heading' && head.foldsOnPhone
        ? `<section>\n${renderFolded(`<summary>${renderBlock(head, openingState)}</summary>`, renderInner(rest), openingState)}\n</section>`
        : `<section${attribute}>\n${renderInner(contents)}\n</section>`;
    })
    .join('\n');
}

/**
 * Renders content that is collapsed only on a phone: it starts open and a script collapses it; without a script, it
 * starts collapsed and a style opens it on wider screens.
 */
function renderFolded(summary: string, inner: string, { isOnPaper, hasScript }: OpeningState): string {
  const openAttribute = isOnPaper || hasScript ? ' open' : '';
  return `<details${openAttribute} class="short">${summary}\n${inner}\n</details>`;
}

function renderBlock(block: Block, openingState: OpeningState): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${escapeHtml(block.id)}">${renderInline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p${classOf(block.tone ?? (block.signature === 'office' ? 'sign' : undefined))}>${renderInline(block.text)}</p>`;
    case 'level':
      return `<p class="level ${levelToneOf(block.value)}"><strong>${renderInline(block.text)}</strong></p>`;
    case 'scores':
      return renderTable(tableOfScores(block));
    case 'timeline':
      return renderTable(tableOfTimeline(block));
    case 'list':
      return block.areCards
        ? renderCards(block.items, openingState)
        : renderList(block.items, block.ordered ? 'ol' : 'ul');
    case 'facts': {
      const entries = block.entries.map(
        ({ term, text, items = [] }) =>
          `<div><dt>${renderInline(term)}</dt><dd>${renderInline(text)}${renderItems(items)}</dd></div>`,
      );
      return `<dl${block.isTiled ? ' class="tiles"' : ''}>${entries.join('\n')}</dl>`;
    }
    case 'table':
      return renderTable(block);
    case 'chart':
      return renderChart(block);
    case 'details': {
      const innerBlocks = block.blocks.map((child) => renderBlock(child, openingState)).join('\n');
      const summary = `<summary${block.isButton ? ' class="button"' : ''}>${renderText(block.summary)}</summary>`;
      return block.foldsOnPhone
        ? renderFolded(summary, innerBlocks, openingState)
        : `<details${openingState.isOnPaper ? ' open' : ''}>${summary}\n${innerBlocks}\n</details>`;
    }
    case 'excerpt':
      return renderExcerpt(block);
    case 'group':
    case 'page':
      return block.blocks.map((child) => renderBlock(child, openingState)).join('\n');
  }
}

function renderList(items: readonly Item[], tag: 'ol' | 'ul'): string {
  const lines = items.map((item) => {
    const tone = item.tone === undefined ? '' : ` class="${item.tone}"`;
    return `<li${tone}>${renderInline(itemText(item))}${renderItems(item.items ?? [])}</li>`;
  });
  return `<${tag}>${lines.join('\n')}</${tag}>`;
}

/** Renders a numbered list of cards, whose parts are shown when the reader opens a card. */
function renderCards(items: readonly Item[], { isOnPaper }: OpeningState): string {
  const cards = items.map(
    (item) =>
      `<li><details${isOnPaper ? ' open' : ''}><summary>${renderInline(itemText(item))}</summary>${renderItems(item.items ?? [])}</details></li>`,
  );
  return `<ol class="cards">${cards.join('\n')}</ol>`;
}

function renderItems(items: readonly Item[]): string {
  return items.length === 0 ? '' : renderList(items, 'ul');
}

/** Renders lines of a file, with a remark on the marked place below its line. */
function renderExcerpt({ lines, mark }: Excerpt): string {
  const shownLines = lines.map(({ number, text }) => {
    const label = number === undefined ? '' : `<span class="quiet">${number}</span> `;
    if (mark === undefined || number !== mark.line) return label + renderText(text);
    const characters = [...text];
    const renderPart = (from: number, to?: number): string => renderText(characters.slice(from, to).join(''));
    const markedPart = `<mark>${renderPart(mark.from, mark.to)}</mark>`;
    return `${label}${renderPart(0, mark.from)}${markedPart}${renderPart(mark.to)}\n<span class="${mark.tone}">${renderText(mark.message)}</span>`;
  });
  return `<pre><code>${shownLines.join('\n')}</code></pre>`;
}

/** Renders a chart; to screen readers, it is one picture with its title and description as the name. */
function renderChart({ title, description, drawing, narrow, legend = [], network }: Chart): string {
  const ariaAttributes = { role: 'img', 'aria-label': `${title}. ${description}` };
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
    writeSvg(addChartClass(drawing, ariaAttributes)),
    ...(narrow === undefined
      ? []
      : [writeSvg(addChartClass(narrow, { ...ariaAttributes, class: `chart ${narrow.attributes.class} narrow` }))]),
    ...(keys.length > 0 ? [`<ul class="legend">${keys.join('\n')}</ul>`] : []),
    ...(network === undefined
      ? []
      : [`<script type="application/json" class="${NETWORK_DATA}">${embedJson(network)}</script>`]),
    '</figure>',
  ].join('\n');
}

/** The maximum number of columns of a table that is never turned into cards on a phone. */
const NARROW_COLUMNS = 2;
/**
 * The number of characters in a line on a phone, and the width of the gap beside a column in characters, with and
 * without a script.
 */
const PHONE_LINES = { explored: { chars: 43, gap: 3 }, plain: { chars: 43, gap: 2 } };
/** The maximum length, in characters, of a cell that stays on one line. */
const MAX_UNBROKEN_CHARS = 16;
/**
 * The maximum length, in characters, of a word that is not broken at the end of its column, unless it is the name of a
 * file.
 */
const UNBROKEN_LENGTH = 30;
/** The places where any line can break: at blanks and beside Chinese characters. */
const BREAK_POINTS = /[\s\u2e80-\uffef]/u;
/** Up to this many columns, long text in a table leaves a neighbouring column of text wider than a single word. */
const FEW_COLUMNS = 4;

/**
 * Renders a table. It states ARIA roles, because browsers drop the implicit ones if a style sheet changes the layout of
 * rows; each cell has the title of its column for layouts without a header.
 */
function renderTable(table: Table): string {
  const { columns, isExplored = false } = table;
  // The title of a column that needs no explanation is empty. It becomes a plain cell, because screen readers would
  // announce an empty heading.
  const head = columns.map(({ title, align }) =>
    plainText(title).trim() === ''
      ? `<td role="cell" class="${align}"></td>`
      : `<th scope="col" role="columnheader" class="${align}">${renderInline(title)}</th>`,
  );
  const write = (cells: readonly Cell[]): string => {
    if (isAcross(cells, table))
      return `<tr role="row"><th scope="colgroup" role="cell" class="left" colspan="${columns.length}">${renderInline(cells[0]?.text ?? [])}</th></tr>`;
    return `<tr role="row">${cells.map((cell, i) => renderCell(cell, columns[i], { isExplored, count: columns.length })).join('')}</tr>`;
  };
  return [
    `<div class="table"><table role="table"${isWide(table) ? ' class="wide"' : ''}${isExplored ? ' data-explored' : ''}>`,
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">${filledRows(table).map(write).join('\n')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

/**
 * Whether a table is too wide for a phone, if its figures stay on one line while words and titles may be broken at
 * blanks. Without a script, a table with words in several columns becomes cards, because its words would be broken
 * often.
 */
function isWide({ columns, rows, isExplored = false }: Table): boolean {
  if (columns.length <= NARROW_COLUMNS) return false;
  const hasWords = columns.slice(1).some(({ align }) => align === 'left');
  if (!isExplored && (hasWords || rows.some((cells) => cells.some(({ items = [] }) => items.length > 0)))) return true;
  const { chars, gap } = isExplored ? PHONE_LINES.explored : PHONE_LINES.plain;
  const measureLongestWord = (text: string): number => Math.max(0, ...text.split(/[\s-]/).map(labelWidth));
  const widths = columns.map(({ title }, i) => {
    const cells = rows.map((row) => plainText(row[i]?.text ?? []));
    const width = i === 0 && !isExplored ? measureLongestWord : labelWidth;
    return gap + Math.max(measureLongestWord(plainText(title)), ...cells.map(width));
  });
  return widths.reduce((sum, width) => sum + width, 0) > chars;
}

function renderCell(
  { text, items = [], tone, isHeading, value, drawing }: Cell,
  column: Table['columns'][number] | undefined,
  { isExplored, count }: { readonly isExplored: boolean; readonly count: number },
): string {
  // An empty cell needs no line in a card.
  const isBlank = !drawing && items.length === 0 && text.every(isBlankPiece);
  const words = plainText(flatText({ text, items }));
  // In a table of many columns, a cell as short as a figure is not broken.
  const isShortCell = isExplored && !isHeading && column?.align === 'left' && labelWidth(words) <= MAX_UNBROKEN_CHARS;
  const isText =
    !isExplored && count <= FEW_COLUMNS && column?.align === 'left' && labelWidth(words) > MAX_UNBROKEN_CHARS;
  const classes = [
    column?.align ?? 'left',
    ...(tone === undefined ? [] : [tone]),
    ...(isBlank ? ['blank'] : []),
    ...(isShortCell ? ['short'] : []),
    ...(isText ? ['text'] : []),
    ...(words.split(BREAK_POINTS).some(({ length }) => length > UNBROKEN_LENGTH) ? ['torn'] : []),
  ].join(' ');
  const label = plainText(column?.title ?? []);
  const number = value === undefined ? '' : ` data-value="${value}"`;
  const innerHtml = drawing
    ? `${writeSvg(addChartClass(drawing))}${renderItems(items)}`
    : `<span>${renderInline(text)}${renderItems(items)}</span>`;
  return isHeading
    ? `<th scope="row" role="rowheader" class="${classes}"${number}>${innerHtml}</th>`
    : `<td role="cell" class="${classes}"${number}${label === '' ? '' : ` data-column="${label}"`}>${innerHtml}</td>`;
}

function isBlankPiece(piece: Piece): boolean {
  const text = typeof piece === 'object' && 'figure' in piece ? piece.text : piece;
  return typeof text === 'string' && text.trim() === '';
}

/** Escapes the text of a line, without its footnote marks. */
function plainText(text: Inline): string {
  return renderText(inlineText(text));
}

export function renderInline(text: Inline): string {
  return text.map(renderPiece).join('');
}

/**
 * Escapes a text so that HTML shows it literally, and removes characters that change the direction of neighbouring
 * text.
 */
function renderText(text: string): string {
  return escapeHtml(sanitizePiece(text));
}

function renderPiece(piece: Piece): string {
  if (typeof piece === 'string') return renderText(piece);
  if ('strong' in piece) return `<strong>${renderText(piece.strong)}</strong>`;
  if ('figure' in piece) return renderText(piece.text);
  if ('toned' in piece) return `<span class="${piece.tone}">${renderText(piece.toned)}</span>`;
  if ('path' in piece) {
    const code = `<code>${renderText(piece.path)}</code>`;
    return piece.isStrong ? `<strong>${code}</strong>` : code;
  }
  if ('note' in piece) return `<sup><a href="#note-${piece.note}" role="doc-noteref">[${piece.note}]</a></sup>`;
  const address = sanitizeLine(piece.link);
  if (!isWebAddress(address)) return renderText(piece.link);
  return `<a class="address" href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(address)}</a>`;
}

/** Adds the class for the style sheet of charts, and further attributes. */
function addChartClass({ tag, attributes, children }: Shape, extra: Shape['attributes'] = {}): Shape {
  return shape(tag, { ...attributes, class: `chart ${attributes.class ?? ''}`.trim(), ...extra }, ...children);
}
