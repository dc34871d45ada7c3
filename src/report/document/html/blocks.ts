import { shape } from '../../../charts/shape.ts';
import { writeSvg } from '../../../charts/svg.ts';
import { embedJson, NETWORK_DATA } from '../../../page/data.ts';
import { escapeHtml } from '../../../page/escape.ts';
import type { Block, Chart, Item } from '../document.ts';
import { classed } from './drawing.ts';
import { renderInline, renderText } from './inline.ts';
import { renderTable } from './table.ts';

/** How blocks are written. */
export interface BlockStyle {
  /** Whether what is read on demand stands open: on paper nobody can open it. */
  readonly isOpened: boolean;
}

/** Blocks as HTML; a heading of level 2 begins a section, and so does what stands on a page by itself. */
export function renderBlocks(blocks: readonly Block[], style: BlockStyle): string {
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
      const [own, mark] = page?.kind === 'page' ? [page.blocks, ' class="one-page"'] : [part, ''];
      return `<section${mark}>\n${own.map((block) => renderBlock(block, style)).join('\n')}\n</section>`;
    })
    .join('\n');
}

function renderBlock(block: Block, style: BlockStyle): string {
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
      return `<dl>${entries.join('\n')}</dl>`;
    }
    case 'table':
      return renderTable(block);
    case 'chart':
      return renderChart(block);
    case 'details': {
      const inner = block.blocks.map((one) => renderBlock(one, style)).join('\n');
      return `<details${style.isOpened ? ' open' : ''}><summary>${renderText(block.summary)}</summary>\n${inner}\n</details>`;
    }
    case 'page':
      return block.blocks.map((one) => renderBlock(one, style)).join('\n');
  }
}

function renderList(items: readonly Item[], tag: 'ol' | 'ul'): string {
  const lines = items.map(({ text, items: inner = [] }) => {
    const below = inner.length === 0 ? '' : renderList(inner, 'ul');
    return `<li>${renderInline(text)}${below}</li>`;
  });
  return `<${tag}>${lines.join('\n')}</${tag}>`;
}

/** A drawing is one picture to who cannot see it, named by its title and told by its description. */
function renderChart({ title, description, drawing, narrow, legend = [], network }: Chart): string {
  const said = { role: 'img', 'aria-label': `${title}. ${description}` };
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
    writeSvg(classed(drawing, said)),
    ...(narrow === undefined
      ? []
      : [writeSvg(classed(narrow, { ...said, class: `chart ${narrow.attributes.class} narrow` }))]),
    ...(keys.length > 0 ? [`<ul class="legend">${keys.join('\n')}</ul>`] : []),
    ...(network === undefined
      ? []
      : [`<script type="application/json" class="${NETWORK_DATA}">${embedJson(network)}</script>`]),
    '</figure>',
  ].join('\n');
}
