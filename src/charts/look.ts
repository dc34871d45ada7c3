import { COLOURS, type Colour, LOOKS, type Look } from './palette.ts';
import type { Shape } from './shape.ts';

export type { Look } from './palette.ts';

/** How a shape is printed: what its classes look like, and over that what it says itself. */
export function printedLook({ attributes }: Shape): Look {
  const { class: named, ...others } = attributes;
  const classes = new Set(String(named ?? '').split(' '));
  const looks = Object.entries(LOOKS).flatMap(([name, look]) => (classes.has(name) ? Object.entries(look) : []));
  const printed = looks.map(([property, value]): [string, string] => [
    property,
    value.startsWith('$') ? COLOURS.light[value.slice(1) as Colour] : value,
  ]);
  const own = Object.entries(others).map(([property, value]): [string, string] => [property, String(value)]);
  return Object.fromEntries([...printed, ...own]);
}
