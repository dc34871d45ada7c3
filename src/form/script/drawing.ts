import type { Shape } from '../../charts/shape.ts';
import { furnish } from '../../page/dom.ts';

/** A drawing as an element of the page. */
export function drawShape({ tag, attributes, children }: Shape): Element {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  return furnish(
    element,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : drawShape(child))),
  );
}
