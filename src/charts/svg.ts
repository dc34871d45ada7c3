import { escapeHtml } from '../page/escape.ts';
import type { Shape } from './shape.ts';

/** A drawing as SVG to stand in a page; the same drawing gives the same bytes. */
export function writeSvg({ tag, attributes, children }: Shape): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : writeSvg(child)));
  return `<${tag}${given.join('')}>${inner.join('')}</${tag}>`;
}
