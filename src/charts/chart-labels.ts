// Breaks the labels of drawings into lines, and places labels so that none overlaps another.

/** The space for a label, in lines and narrow characters; a Chinese character takes the width of two. */
interface LabelRoom {
  /** The number of narrow characters per line; 16 by default. */
  readonly columns?: number;
  readonly lines?: number;
}

/** A word is broken only if it is longer than a line by more than this many characters. */
const OVERHANG = 6;

/**
 * Matches words and single Chinese characters. Brackets and punctuation stay with the character that they enclose or
 * follow.
 */
const LINE_PIECE = /[（「『《【“]?[\u2e80-\uffef][）」』》】”，。、；：！？]*|[^\s\u2e80-\uffef-]+[\s-]*|[\s-]+/gu;

/** Breaks a label into at most `lines` lines (two by default); a label that is longer ends in an ellipsis. */
export function breakLabel(title: string, { columns = 16, lines: most = 2 }: LabelRoom = {}): string[] {
  const pieces = (title.match(LINE_PIECE) ?? []).flatMap((piece) => breakWord(piece, columns));
  const lines = [''];
  for (const piece of pieces) {
    const lastLine = lines.at(-1) ?? '';
    if (lastLine === '' || labelWidth(lastLine + piece.trimEnd()) <= columns)
      lines[lines.length - 1] = lastLine + piece;
    else lines.push(piece);
  }
  const shownLines = lines.map((line) => line.trim()).slice(0, most);
  return lines.length > most ? [...shownLines.slice(0, -1), `${shownLines.at(-1)}…`] : shownLines;
}

/** Breaks a word too long for a line into pieces that fit. */
function breakWord(word: string, columns: number): string[] {
  if (labelWidth(word.trimEnd()) <= columns + OVERHANG) return [word];
  const head = [...word].slice(0, columns - 1).join('');
  return [`${head}-`, ...breakWord(word.slice(head.length), columns)];
}

/** Measures the width of a text in narrow characters. */
export function labelWidth(text: string): number {
  return [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}

/** The label of a disc, before its place is known. */
interface LabelRequest {
  /** The index of the disc. */
  readonly disc: number;
  readonly width: number;
  readonly height: number;
  /** Whether the label is placed before others, and gets a leader line if there is no room beside its disc. */
  readonly isPinned: boolean;
}

/** Where a label is placed, and its leader line if it needs one. */
export interface PlacedLabel {
  readonly box: Box;
  readonly line: Segment | null;
}

/** The gap between a disc and its label. */
const LABEL_TO_DISC_GAP = 3;
/** The gap between a label and the discs of other labels, so that every label is nearest to its own disc. */
const CLEAR_GAP = 8;
/** The distances from the disc that are tried for a label with a leader line. */
const LEADER_DISTANCES = [9, 16, 24, 34, 46, 60, 76, 94, 114, 136, 160];
const MAX_LEADER_DISTANCE = Math.max(...LEADER_DISTANCES);
/** The gap between a leader line and other discs. */
const LEADER_GAP = 2;

/** The directions in which a label is tried beside its disc: below, above, right, left, then the diagonals. */
const NEAR_ANGLES = [2, 6, 0, 4, 1, 3, 5, 7].map((eighth) => (eighth * Math.PI) / 4);
const LEADER_ANGLES = Array.from({ length: 24 }, (_, i) => ((i + 6) * Math.PI) / 12);

/**
 * Places labels beside their discs: each closer to its own disc than to any other, without covering a disc, label or
 * line, and within the page if one is given. Pinned labels are placed first, then the others from front to back. A
 * pinned label without room is placed farther away with a leader line; if necessary it covers discs, but not those of
 * pinned labels. A label without room is null.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  discs: readonly Disc[],
  page?: { readonly width: number; readonly height: number },
): readonly (PlacedLabel | null)[] {
  const placedLabels: PlacedLabel[] = [];
  const labelByRequest = new Map<LabelRequest, PlacedLabel>();
  const isFree = ({ box, line }: PlacedLabel): boolean =>
    (page === undefined || isWithin(box, page)) &&
    !placedLabels.some(
      (other) =>
        boxesOverlap(box, other.box) ||
        (other.line !== null && passesThrough(other.line, box)) ||
        (line !== null && (passesThrough(line, other.box) || (other.line !== null && segmentsCross(line, other.line)))),
    );
  const pinnedRequests = requests.filter(({ isPinned }) => isPinned);
  const pinnedDiscs = new Set(pinnedRequests.map(({ disc }) => discs[disc]));
  for (const request of [...pinnedRequests, ...requests.filter(({ isPinned }) => !isPinned)]) {
    const ownDisc = discs[request.disc];
    if (!ownDisc) continue;
    const nearbyDiscs = discs.filter((disc) => disc !== ownDisc && isWithinReach(disc, ownDisc, request));
    const otherPinned = nearbyDiscs.filter((disc) => pinnedDiscs.has(disc));
    const isClear = ({ box, line }: PlacedLabel, of: readonly Disc[]): boolean =>
      of.every(
        (disc) =>
          computeGapToBox(box, disc) >= CLEAR_GAP && (line === null || computeGapToLine(line, disc) >= LEADER_GAP),
      );
    const sideLabels = NEAR_ANGLES.map(
      (angle): PlacedLabel => ({ box: boxAt(ownDisc, angle, LABEL_TO_DISC_GAP, request), line: null }),
    );
    const leaderLabels = request.isPinned
      ? LEADER_DISTANCES.flatMap((distance) =>
          LEADER_ANGLES.map((angle) => placeAtEnd(ownDisc, angle, distance, request)),
        )
      : [];
    const place =
      [...sideLabels, ...leaderLabels].find((label) => isFree(label) && isClear(label, nearbyDiscs)) ??
      leaderLabels.find((label) => isFree(label) && isClear(label, otherPinned));
    if (!place) continue;
    placedLabels.push(place);
    labelByRequest.set(request, place);
  }
  return requests.map((request) => labelByRequest.get(request) ?? null);
}

/** Whether a disc could be in the way of a label at any of the label's possible positions. */
function isWithinReach(disc: Disc, ownDisc: Disc, { width, height, isPinned }: LabelRequest): boolean {
  const maxDistance = ownDisc.radius + (isPinned ? MAX_LEADER_DISTANCE : LABEL_TO_DISC_GAP) + CLEAR_GAP + disc.radius;
  return Math.abs(disc.x - ownDisc.x) <= maxDistance + width && Math.abs(disc.y - ownDisc.y) <= maxDistance + height;
}

/**
 * Returns the box of a label in a certain direction from a disc. The middle of one of its sides, or one of its corners,
 * is at the distance `distance` from the disc's rim.
 */
function boxAt({ x, y, radius }: Disc, angle: number, distance: number, { width, height }: LabelRequest): Box {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  return {
    left: x + (radius + distance) * dx - width * computeShareInDirection(dx, 0.5),
    top: y + (radius + distance) * dy - height * computeShareInDirection(dy, 0.5),
    width,
    height,
  };
}

/** Returns the share of a label that lies before its anchor point in one dimension: 1, 0.5 or 0. */
function computeShareInDirection(direction: number, least: number): number {
  if (Math.abs(direction) < least) return 0.5;
  return direction < 0 ? 1 : 0;
}

/** Places a label at the end of a leader line, which ends in the middle of a side of the label. */
function placeAtEnd(
  { x, y, radius }: Disc,
  angle: number,
  distance: number,
  { width, height }: LabelRequest,
): PlacedLabel {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const [x1, y1, x2, y2] = [
    x + radius * dx,
    y + radius * dy,
    x + (radius + distance) * dx,
    y + (radius + distance) * dy,
  ];
  const box = {
    left: x2 - width * computeShareInDirection(dx, Math.abs(dy)),
    top: y2 - height * computeShareInDirection(dy, Math.abs(dx)),
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

/** A rectangle in the drawing's units. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A disc, by its centre and radius. */
interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Returns the distance of a box from a disc's rim; negative if they overlap. */
function computeGapToBox({ left, top, width, height }: Box, { x, y, radius }: Disc): number {
  const [aside, above] = [Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height)];
  // This is computed for thousands of discs, and `Math.hypot` would take several times as long.
  return Math.sqrt(aside * aside + above * above) - radius;
}

function boxesOverlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** Returns the distance of a line from a disc's rim; negative if they overlap. */
function computeGapToLine({ x1, y1, x2, y2 }: Segment, { x, y, radius }: Disc): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const shareAlong = dx === 0 && dy === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, shareAlong));
  const [aside, above] = [x1 + share * dx - x, y1 + share * dy - y];
  return Math.sqrt(aside * aside + above * above) - radius;
}

/** Whether two lines cross; merely touching does not count. */
function segmentsCross(a: Segment, b: Segment): boolean {
  const isBetween = (segment: Segment, other: Segment): boolean =>
    sideOf(segment, other.x1, other.y1) * sideOf(segment, other.x2, other.y2) < 0;
  return isBetween(a, b) && isBetween(b, a);
}

/** Whether a line passes through a box or ends in it. */
function passesThrough(line: Segment, { left, top, width, height }: Box): boolean {
  const [right, bottom] = [left + width, top + height];
  if (line.x1 > left && line.x1 < right && line.y1 > top && line.y1 < bottom) return true;
  if (line.x2 > left && line.x2 < right && line.y2 > top && line.y2 < bottom) return true;
  const diagonals = [
    { x1: left, y1: top, x2: right, y2: bottom },
    { x1: left, y1: bottom, x2: right, y2: top },
  ];
  return diagonals.some((diagonal) => segmentsCross(line, diagonal));
}

/** Returns the side of a line on which a point is, as a sign; zero means on the line. */
function sideOf({ x1, y1, x2, y2 }: Segment, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
}
