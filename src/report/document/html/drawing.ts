import { type Shape, shape } from '../../../charts/shape.ts';

/** A drawing with the class that the looks of drawings hang on, and with what else is said of it. */
export function classed({ tag, attributes, children }: Shape, more: Shape['attributes'] = {}): Shape {
  return shape(tag, { ...attributes, class: `chart ${attributes.class ?? ''}`.trim(), ...more }, ...children);
}
