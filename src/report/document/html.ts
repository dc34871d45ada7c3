import { writeChartStyle } from '../../charts/style.ts';
import type { Messages } from '../../i18n/index.ts';
import { embedJson, WORDS_ID } from '../../page/data.ts';
import { escapeHtml } from '../../page/escape.ts';
import { renderPage } from '../../page/page.ts';
import type { ReportDocument } from './document.ts';
import { renderBlocks } from './html/blocks.ts';
import { renderInline, renderText } from './html/inline.ts';
import type { Picture } from './picture.ts';

/** How a page is written. */
export interface PageStyle {
  /** The built style sheet of reports. */
  readonly style: string;
  /** For paper: what is read on demand stands open. */
  readonly isPrinted?: boolean;
  /** The built script of dashboards and its style sheet and words, where tables are to be sorted and networks explored. */
  readonly exploring?: { readonly script: string; readonly style: string; readonly words: Messages['dashboard'] };
}

/** A report as one HTML file, without any script unless it is to be explored; the same report gives the same bytes. */
export function renderHtml(document: ReportDocument, { style, isPrinted = false, exploring }: PageStyle): string {
  const { tag, title, logo, cover, blocks, colophon } = document;
  const body = [
    '<header class="cover">',
    ...(logo === undefined ? [] : [renderLogo(logo)]),
    `<h1>${renderText(title)}</h1>`,
    ...cover.map((line) => `<p>${renderText(line)}</p>`),
    '</header>',
    ...renderContents(document),
    '<main>',
    renderBlocks(blocks, { isOpened: isPrinted }),
    ...renderNotes(document),
    '</main>',
    ...(colophon === undefined ? [] : [`<footer><p class="quiet colophon">${renderInline(colophon)}</p></footer>`]),
  ].join('\n');
  const sheet = [style, writeChartStyle(), ...(exploring ? [exploring.style] : [])].join('\n');
  const page = { title, tag, style: sheet, hasPictures: logo !== undefined };
  if (!exploring) return renderPage({ ...page, body });
  const words = `<script type="application/json" id="${WORDS_ID}">${embedJson(exploring.words)}</script>`;
  return renderPage({ ...page, body: `${body}\n${words}`, script: exploring.script });
}

/** A picture as data: the page asks for nothing. It says nothing that the cover does not say in words. */
function renderLogo({ type, bytes, width, height }: Picture): string {
  const kind = type === 'svg' ? 'svg+xml' : type;
  const data = Buffer.from(bytes).toString('base64');
  return `<img class="logo" src="data:image/${kind};base64,${data}" width="${width}" height="${height}" alt="">`;
}

function renderContents({ blocks, contentsTitle }: ReportDocument): string[] {
  if (contentsTitle === undefined) return [];
  const parts = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block] : []));
  const items = parts.map(({ id, text }) => {
    const words = text.filter((piece) => typeof piece === 'string' || !('note' in piece));
    return `<li><a href="#${escapeHtml(id)}">${renderInline(words)}</a></li>`;
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
