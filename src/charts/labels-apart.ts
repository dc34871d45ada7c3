import { type Box, cross, type Disc, gapBetween, gapToLine, overlap, passesThrough, type Segment } from './geometry.ts';

/** A label that wants to stand beside a disc. */
export interface LabelWish {
  /** Whose it is: a position in the discs. */
  readonly disc: number;
  readonly width: number;
  readonly height: number;
  /** Whether it chooses before others, and a line leads to it where there is no room beside its disc. */
  readonly isPinned: boolean;
}

/** Where a label stands, and the line that leads to it from its disc, if it needs one. */
export interface PlacedLabel {
  readonly box: Box;
  readonly line: Segment | null;
}

/** Between a disc and its label. */
const GAP = 3;
/** Between a label and discs that are not its own: it is nearer to its own, or at the end of a line. */
const CLEAR = 8;
/** How far away a label at the end of a line may be. */
const AWAY = [9, 16, 24, 34, 46, 60, 76, 94, 114, 136, 160];
const FARTHEST = Math.max(...AWAY);
/** Between a line and discs that are not its own. */
const BESIDE = 2;

/** Below, above, right, left, then between them. */
const SIDES = [2, 6, 0, 4, 1, 3, 5, 7].map((eighth) => (eighth * Math.PI) / 4);
const ROUND = Array.from({ length: 24 }, (_, i) => ((i + 6) * Math.PI) / 12);

/**
 * Where labels stand: beside their disc, nearer to it than to any other, upon no disc, no other label and no line, and
 * wholly on the page, if one is given. Pinned ones choose first, then those in front; pinned ones without room stand away at
 * the end of a line, rather upon other discs than upon those of pinned ones. Null where there is no room.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  discs: readonly Disc[],
  page?: { readonly width: number; readonly height: number },
): readonly (PlacedLabel | null)[] {
  const kept: PlacedLabel[] = [];
  const found = new Map<LabelWish, PlacedLabel>();
  const isFree = ({ box, line }: PlacedLabel): boolean =>
    (page === undefined || isWithin(box, page)) &&
    !kept.some(
      (other) =>
        overlap(box, other.box) ||
        (other.line !== null && passesThrough(other.line, box)) ||
        (line !== null && (passesThrough(line, other.box) || (other.line !== null && cross(line, other.line)))),
    );
  const pinned = wishes.filter(({ isPinned }) => isPinned);
  const pinnedDiscs = new Set(pinned.map(({ disc }) => discs[disc]));
  for (const wish of [...pinned, ...wishes.filter(({ isPinned }) => !isPinned)]) {
    const own = discs[wish.disc];
    if (!own) continue;
    const others = discs.filter((disc) => disc !== own && isWithinReach(disc, own, wish));
    const otherPinned = others.filter((disc) => pinnedDiscs.has(disc));
    const isClear = ({ box, line }: PlacedLabel, of: readonly Disc[]): boolean =>
      of.every((disc) => gapBetween(box, disc) >= CLEAR && (line === null || gapToLine(line, disc) >= BESIDE));
    const beside = SIDES.map((angle): PlacedLabel => ({ box: boxAt(own, angle, GAP, wish), line: null }));
    const away = wish.isPinned ? AWAY.flatMap((far) => ROUND.map((angle) => atEnd(own, angle, far, wish))) : [];
    const place =
      [...beside, ...away].find((one) => isFree(one) && isClear(one, others)) ??
      away.find((one) => isFree(one) && isClear(one, otherPinned));
    if (!place) continue;
    kept.push(place);
    found.set(wish, place);
  }
  return wishes.map((wish) => found.get(wish) ?? null);
}

/** Whether a disc may be in the way of a label, wherever that one stands. */
function isWithinReach(disc: Disc, own: Disc, { width, height, isPinned }: LabelWish): boolean {
  const reach = own.radius + (isPinned ? FARTHEST : GAP) + CLEAR + disc.radius;
  return Math.abs(disc.x - own.x) <= reach + width && Math.abs(disc.y - own.y) <= reach + height;
}

/** The box of a label in a direction from a disc: a side's middle or a corner is this far from its rim. */
function boxAt({ x, y, radius }: Disc, angle: number, far: number, { width, height }: LabelWish): Box {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  return {
    left: x + (radius + far) * dx - width * shareBefore(dx, 0.5),
    top: y + (radius + far) * dy - height * shareBefore(dy, 0.5),
    width,
    height,
  };
}

/** How much of a label lies before the point it stands at: all, half, or nothing of it. */
function shareBefore(direction: number, least: number): number {
  if (Math.abs(direction) < least) return 0.5;
  return direction < 0 ? 1 : 0;
}

/** A label at the end of a line, which leads to the middle of a side. */
function atEnd({ x, y, radius }: Disc, angle: number, far: number, { width, height }: LabelWish): PlacedLabel {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const [x1, y1, x2, y2] = [x + radius * dx, y + radius * dy, x + (radius + far) * dx, y + (radius + far) * dy];
  const box = {
    left: x2 - width * shareBefore(dx, Math.abs(dy)),
    top: y2 - height * shareBefore(dy, Math.abs(dx)),
    width,
    height,
  };
  return { box, line: { x1, y1, x2, y2 } };
}

function isWithin(
  { left, top, width, height }: Box,
  page: { readonly width: number; readonly height: number },
): boolean {
  return left >= 0 && top >= 0 && left + width <= page.width && top + height <= page.height;
}
