import { escapeHtml } from './html-escape.ts';

/** A drawing as data: an SVG element, what it is given, and what stands in it. Texts are texts, never markup. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

/** An element of a drawing. */
export function shape(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Shape | string)[]
): Shape {
  return { tag, attributes, children };
}

/** A drawing as SVG to stand in a page; the same drawing gives the same bytes. */
export function writeSvg({ tag, attributes, children }: Shape): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : writeSvg(child)));
  return `<${tag}${given.join('')}>${inner.join('')}</${tag}>`;
}
