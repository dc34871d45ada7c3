/** What a reader sees of a drawn network: discs with their rings, and labels with the line that leads to them, if there is one. */
export interface SeenNetwork {
  readonly discs: readonly {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly isMarked: boolean;
  }[];
  readonly labels: readonly SeenLabel[];
  /** How far from its label a line may end. */
  readonly reach?: number;
}

export interface SeenLabel {
  /** Whose name it is. */
  readonly disc: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly line?: readonly [x1: number, y1: number, x2: number, y2: number] | undefined;
}

/** Where positions are written with one decimal. */
const ROUNDED = 0.2;
const STEPS = 200;
const FAR = 60;

/**
 * What would make a reader name the wrong one: a label that is nearer to another disc than to its own, though no line leads
 * to it; a line that does not lead from the disc to the label, or touches another marked one on its way; labels upon each
 * other or upon a marked disc. Measured step by step along edges and lines, not by the formulas that labels are placed by.
 */
export function findMisread({ discs, labels, reach = 2 * ROUNDED }: SeenNetwork): string[] {
  const gap = (x: number, y: number, i: number): number => {
    const disc = discs[i] as SeenNetwork['discs'][number];
    return Math.hypot(disc.x - x, disc.y - y) - disc.radius;
  };
  const gapOfBox = (label: SeenLabel, i: number): number => Math.min(...pointsOf(label).map(([x, y]) => gap(x, y, i)));
  return labels.flatMap((label, at) => {
    const { disc, line } = label;
    const others = discs.map((_, i) => i).filter((i) => i !== disc);
    const near = others.filter((i) => isNear(label, discs[i] as SeenNetwork['discs'][number]));
    const found: string[] = [];
    const say = (what: string): number => found.push(`label ${at} of ${disc}: ${what}`);
    for (const other of labels.slice(at + 1)) if (lieUponEachOther(label, other)) say(`upon that of ${other.disc}`);
    for (const i of near) if (discs[i]?.isMarked && gapOfBox(label, i) < 0) say(`upon ${i}`);
    if (!line) {
      const own = gapOfBox(label, disc);
      if (own < 0) say('upon its own');
      for (const i of near) if (gapOfBox(label, i) <= own + 1) say(`nearer to ${i}`);
      return found;
    }
    const [x1, y1, x2, y2] = line;
    if (Math.abs(gap(x1, y1, disc)) > 2 * ROUNDED) say('its line begins elsewhere');
    const [aside, above] = [Math.max(label.left - x2, x2 - label.right), Math.max(label.top - y2, y2 - label.bottom)];
    if (Math.abs(Math.max(aside, above)) > reach) say('its line ends elsewhere');
    for (let step = 0; step <= STEPS; step++) {
      const [x, y] = [x1 + ((x2 - x1) * step) / STEPS, y1 + ((y2 - y1) * step) / STEPS];
      const touched = others.find((i) => discs[i]?.isMarked && gap(x, y, i) < 0);
      if (touched !== undefined) {
        say(`its line touches ${touched}`);
        break;
      }
    }
    return found;
  });
}

/** Marked ones that have no label. */
export function unnamed({ discs, labels }: SeenNetwork): number[] {
  const named = new Set(labels.map(({ disc }) => disc));
  return discs.flatMap(({ isMarked }, i) => (isMarked && !named.has(i) ? [i] : []));
}

function lieUponEachOther(a: SeenLabel, b: SeenLabel): boolean {
  return (
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > ROUNDED &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > ROUNDED
  );
}

/** Whether it is worth measuring. */
function isNear({ left, top, right, bottom }: SeenLabel, { x, y }: SeenNetwork['discs'][number]): boolean {
  return x > left - FAR && x < right + FAR && y > top - FAR && y < bottom + FAR;
}

/** Points all over a box, its edges with them. */
function pointsOf({ left, top, right, bottom }: SeenLabel): (readonly [number, number])[] {
  const share = (of: number): number[] => Array.from({ length: of + 1 }, (_, i) => i / of);
  return share(20).flatMap((a) => share(8).map((b) => [left + (right - left) * a, top + (bottom - top) * b] as const));
}
