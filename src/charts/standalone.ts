import { printedLook } from './look.ts';
import { type Shape, shape } from './shape.ts';
import { writeSvg } from './svg.ts';

/**
 * A drawing as a file of its own, as it is printed: every look written out and no style sheet needed. Its size is that
 * of its view box, in pixels.
 */
export function writeStandaloneSvg(drawing: Shape): string {
  const [, , width = '0', height = '0'] = String(drawing.attributes.viewBox ?? '').split(' ');
  const { tag, attributes, children } = resolve(drawing);
  const font = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', Arial, sans-serif";
  const outer = { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': font };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeSvg(shape(tag, { ...outer, ...attributes }, ...children))}\n`;
}

/** The same drawing with the looks of its classes as attributes. */
function resolve(drawing: Shape): Shape {
  const children = drawing.children.map((child) => (typeof child === 'string' ? child : resolve(child)));
  return shape(drawing.tag, printedLook(drawing), ...children);
}
