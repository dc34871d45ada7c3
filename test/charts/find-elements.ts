import type { Shape } from '../../src/charts/svg-shape.ts';

/** Everything in a drawing of one class. */
export function find(drawing: Shape, name: string): Shape[] {
  const inner = drawing.children.flatMap((child) => (typeof child === 'string' ? [] : find(child, name)));
  return String(drawing.attributes.class ?? '')
    .split(' ')
    .includes(name)
    ? [drawing, ...inner]
    : inner;
}

/** All words of a drawing, in order. */
export function wordsOf(drawing: Shape): string[] {
  return drawing.children.flatMap((child) => (typeof child === 'string' ? [child] : wordsOf(child)));
}

/** A number that a shape has. */
export const at = (one: Shape | undefined, name: string): number => Number(one?.attributes[name]);
