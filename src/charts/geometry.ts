/** A box of a drawing, in its units. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A disc by its middle. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A straight line between two points. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** How far a box is from a disc's rim; below zero where it lies upon it. */
export function gapBetween({ left, top, width, height }: Box, { x, y, radius }: Disc): number {
  const [aside, above] = [Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height)];
  // Taken for thousands of discs; `Math.hypot` would take several times as long.
  return Math.sqrt(aside * aside + above * above) - radius;
}

/** Whether two boxes lie upon each other. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** How far a line is from the middle of a disc, less its radius. */
export function gapToLine({ x1, y1, x2, y2 }: Segment, { x, y, radius }: Disc): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = dx === 0 && dy === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  const [aside, above] = [x1 + share * dx - x, y1 + share * dy - y];
  return Math.sqrt(aside * aside + above * above) - radius;
}

/** Whether two lines cross; those that only touch do not. */
export function cross(a: Segment, b: Segment): boolean {
  const isBetween = (one: Segment, other: Segment): boolean =>
    sideOf(one, other.x1, other.y1) * sideOf(one, other.x2, other.y2) < 0;
  return isBetween(a, b) && isBetween(b, a);
}

/** Whether a line passes through a box or ends in it. */
export function passesThrough(line: Segment, { left, top, width, height }: Box): boolean {
  const [right, bottom] = [left + width, top + height];
  if (line.x1 > left && line.x1 < right && line.y1 > top && line.y1 < bottom) return true;
  if (line.x2 > left && line.x2 < right && line.y2 > top && line.y2 < bottom) return true;
  const diagonals = [
    { x1: left, y1: top, x2: right, y2: bottom },
    { x1: left, y1: bottom, x2: right, y2: top },
  ];
  return diagonals.some((diagonal) => cross(line, diagonal));
}

/** Left or right of a line: positive, negative or zero. */
function sideOf({ x1, y1, x2, y2 }: Segment, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
}
