import type { Page } from 'playwright-core';
import { breakLabel } from '../../src/charts/chart-labels.ts';
import type { ExplorableNetwork } from '../../src/charts/network-chart.ts';
import type { SeenLabel, SeenNetwork } from '../charts/find-misread-labels.ts';

/** What was drawn last on a canvas, in its own pixels. */
interface Drawn {
  readonly circles: readonly (readonly [x: number, y: number, radius: number])[];
  readonly lines: readonly (readonly [number, number, number, number])[];
  readonly words: readonly { readonly text: string; readonly x: number; readonly y: number; readonly width: number }[];
}

/** Keeps from now on what each canvas of a page shows; to be called before it is opened. */
export async function keepDrawings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept = new Map<HTMLCanvasElement, { circles: unknown[]; lines: unknown[]; words: unknown[] }>();
    (window as { kept?: object }).kept = kept;
    const pen = CanvasRenderingContext2D.prototype;
    const { clearRect, arc, moveTo, lineTo, fillText } = pen;
    const of = (context: CanvasRenderingContext2D) => kept.get(context.canvas) ?? { circles: [], lines: [], words: [] };
    let from: [number, number] = [0, 0];
    pen.clearRect = function (...args) {
      kept.set(this.canvas, { circles: [], lines: [], words: [] });
      clearRect.apply(this, args);
    };
    pen.arc = function (...args) {
      of(this).circles.push(args.slice(0, 3));
      arc.apply(this, args);
    };
    pen.moveTo = function (x, y) {
      from = [x, y];
      moveTo.call(this, x, y);
    };
    pen.lineTo = function (x, y) {
      of(this).lines.push([...from, x, y]);
      lineTo.call(this, x, y);
    };
    pen.fillText = function (text, x, y) {
      of(this).words.push({ text, x, y, width: this.measureText(text).width });
      fillText.call(this, text, x, y);
    };
  });
}

/** A chain as its canvas shows it, where nothing is selected; of enterprises with different names. */
export async function seeCanvas(page: Page, chain: number): Promise<{ network: ExplorableNetwork; seen: SeenNetwork }> {
  const figure = page.locator('figure.explored').nth(chain);
  const network = JSON.parse((await figure.locator('script').textContent()) ?? '') as ExplorableNetwork;
  const canvas = figure.locator('canvas[tabindex]');
  await canvas.scrollIntoViewIfNeeded();
  const { circles, lines, words } = await canvas.evaluate(async (element) => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const { kept } = window as unknown as { kept: Map<Element, unknown> };
    return kept.get(element) as Drawn;
  });
  const { height, width } = (await canvas.boundingBox()) as { height: number; width: number };
  const discs = placeOn(circles, network, height > width);
  const texts = network.nodes.map(({ label }) => breakLabel(label));
  const labels: SeenLabel[] = [];
  for (let at = 0; at < words.length; ) {
    const here = words.slice(at);
    const disc = texts.findIndex((own) => own.every((text, row) => here[row]?.text === text));
    const own = here.slice(0, texts[disc]?.length ?? 1);
    at += own.length;
    const [middle, half] = [own[0]?.x ?? 0, Math.max(...own.map((word) => word.width)) / 2];
    const box = {
      left: middle - half,
      right: middle + half,
      top: (own[0]?.y ?? 0) - 12,
      bottom: (own.at(-1)?.y ?? 0) + 2.4,
    };
    const line = lines.find(([, , x, y]) => onEdge(box, x, y));
    labels.push({ disc, ...box, line });
  }
  return { network, seen: { discs, labels } };
}

/** The same chain as it is printed, and shown where no script runs. */
export async function seeDrawing(page: Page, chain: number, { nodes }: ExplorableNetwork): Promise<SeenNetwork> {
  await page.emulateMedia({ media: 'print' });
  const figure = page.locator('figure.explored').nth(chain);
  const { circles, texts } = await figure.locator('svg.network').evaluate((drawing) => {
    const number = (element: Element, name: string): number => Number(element.getAttribute(name));
    return {
      circles: [...drawing.querySelectorAll('circle.node')].map(
        (one) => [number(one, 'cx'), number(one, 'cy'), number(one, 'r')] as const,
      ),
      texts: [...drawing.querySelectorAll('text')].map((one) => {
        const rows = [...one.children] as SVGTSpanElement[];
        const half = Math.max(...rows.map((row) => row.getComputedTextLength())) / 2;
        const [x, first, last] = [number(one.children[0] as Element, 'x'), rows[0] as Element, rows.at(-1) as Element];
        // From the top of the first line's signs to the foot of the last one's.
        const box = { left: x - half, right: x + half, top: number(first, 'y') - 9, bottom: number(last, 'y') + 2 };
        const before = one.previousElementSibling;
        const ends = ['x1', 'y1', 'x2', 'y2'].map((name) => (before ? number(before, name) : 0));
        return {
          lines: rows.map((row) => row.textContent ?? ''),
          box,
          line: before?.classList.contains('pointer') ? (ends as [number, number, number, number]) : undefined,
        };
      }),
    };
  });
  await page.emulateMedia({ media: 'screen' });
  const discs = circles.map(([x, y, r], i) => {
    const isMarked = nodes[i]?.isMarked ?? false;
    return { x, y, radius: isMarked ? r + 3 : r, isMarked };
  });
  const names = nodes.map(({ label }) => breakLabel(label).join());
  // How wide letters are only the browser knows; the drawing reckons with a little more.
  return {
    discs,
    reach: 4,
    labels: texts.map(({ lines, box, line }) => ({ disc: names.indexOf(lines.join()), ...box, line })),
  };
}

/** The discs of nodes in their order: both lie alike, but for how large they are drawn. */
function placeOn(circles: Drawn['circles'], { firstPlaces, nodes }: ExplorableNetwork, isUpright: boolean) {
  const places = firstPlaces.map(({ x, y }) => (isUpright ? [y, x] : [x, y]) as [number, number]);
  const [[left, right], [nearLeft, nearRight]] = [reach(circles.map(([x]) => x)), reach(places.map(([x]) => x))];
  const [[top], [nearTop]] = [reach(circles.map(([, y]) => y)), reach(places.map(([, y]) => y))];
  const scale = (right - left) / (nearRight - nearLeft);
  return places.map(([px, py], i) => {
    const [x, y] = [left + (px - nearLeft) * scale, top + (py - nearTop) * scale];
    const own = circles.filter((circle) => Math.hypot(circle[0] - x, circle[1] - y) < 0.1);
    return { x, y, radius: Math.max(...own.map(([, , radius]) => radius)), isMarked: nodes[i]?.isMarked ?? false };
  });
}

function reach(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** A line ends in the middle of a side, or at a corner. */
function onEdge({ left, right, top, bottom }: Omit<SeenLabel, 'disc'>, x: number, y: number): boolean {
  const isIn = x > left - 0.2 && x < right + 0.2 && y > top - 0.2 && y < bottom + 0.2;
  return isIn && Math.min(x - left, right - x, y - top, bottom - y) < 0.2;
}
