import { escapeHtml } from '../../../page/escape.ts';
import { plainLine } from '../../terminal/line.ts';
import { isWebAddress } from '../address.ts';
import type { Inline, Piece } from '../document.ts';

/** Text within a line as HTML. */
export function renderInline(text: Inline): string {
  return text.map(renderPiece).join('');
}

/** A text as HTML that shows exactly this text, without what changes the direction of what stands beside it. */
export function renderText(text: string): string {
  const edges = /^(\s*)[\s\S]*?(\s*)$/.exec(text);
  const plain = plainLine(text);
  return escapeHtml(`${edges?.[1] ? ' ' : ''}${plain}${plain !== '' && edges?.[2] ? ' ' : ''}`);
}

function renderPiece(piece: Piece): string {
  if (typeof piece === 'string') return renderText(piece);
  if ('strong' in piece) return `<strong>${renderText(piece.strong)}</strong>`;
  if ('note' in piece) return `<sup><a href="#note-${piece.note}" role="doc-noteref">[${piece.note}]</a></sup>`;
  const address = plainLine(piece.link);
  if (!isWebAddress(address)) return renderText(piece.link);
  return `<a class="address" href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(address)}</a>`;
}
