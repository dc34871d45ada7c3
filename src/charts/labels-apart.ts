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

/** A label that wants to stand beside a disc. */
export interface LabelWish extends Disc {
  readonly width: number;
  readonly height: number;
}

/** Between a disc and its label. */
const GAP = 3;

/**
 * Where labels stand: those in front choose first, below their disc, else above, right or left of it, upon no other label,
 * upon no other disc, and wholly on the page, if one is given. Null where there is no room.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  discs: readonly Disc[],
  page?: { readonly width: number; readonly height: number },
): readonly (Box | null)[] {
  const around = discs.map(({ x, y, radius }) => boxOf(x - radius, y - radius, 2 * radius, 2 * radius));
  const kept: Box[] = [];
  return wishes.map((wish) => {
    const found = sidesOf(wish).find(
      (box) =>
        (page === undefined || isWithin(box, page)) &&
        !kept.some((other) => overlap(box, other)) &&
        !around.some((disc) => overlap(box, disc)),
    );
    if (found) kept.push(found);
    return found ?? null;
  });
}

function sidesOf({ x, y, radius, width, height }: LabelWish): readonly Box[] {
  const away = radius + GAP;
  return [
    boxOf(x - width / 2, y + away, width, height),
    boxOf(x - width / 2, y - away - height, width, height),
    boxOf(x + away, y - height / 2, width, height),
    boxOf(x - away - width, y - height / 2, width, height),
  ];
}

function boxOf(left: number, top: number, width: number, height: number): Box {
  return { left, top, width, height };
}

function isWithin(
  { left, top, width, height }: Box,
  page: { readonly width: number; readonly height: number },
): boolean {
  return left >= 0 && top >= 0 && left + width <= page.width && top + height <= page.height;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}
