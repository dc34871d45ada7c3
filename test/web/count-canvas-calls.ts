import type { Page } from 'playwright-core';

/** How often a pen did what: all in all, and at most within a frame. */
export interface PenWork {
  readonly lines: number;
  /** Dotted ones, which lead from a disc to its label. */
  readonly pointers: number;
  readonly circles: number;
  readonly words: number;
  readonly mostLines: number;
}

const METHODS = { lines: 'lineTo', circles: 'arc', words: 'fillText' } as const;

/** Counts from now on what is drawn on canvases of the page. */
export async function watchPens(page: Page): Promise<void> {
  await page.evaluate((methods) => {
    const work: Record<string, number> = { lines: 0, pointers: 0, circles: 0, words: 0, mostLines: 0 };
    (window as { work?: object }).work = work;
    const pen = CanvasRenderingContext2D.prototype as unknown as Record<string, (...args: never[]) => unknown>;
    for (const [name, method] of Object.entries(methods)) {
      const own = pen[method] as (...args: never[]) => unknown;
      pen[method] = function (...args) {
        const isPointer = name === 'lines' && (this as unknown as CanvasRenderingContext2D).getLineDash().length > 0;
        const counted = isPointer ? 'pointers' : name;
        work[counted] = (work[counted] ?? 0) + 1;
        return own.apply(this, args);
      };
    }
    const ask = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) =>
      ask((time) => {
        const before = work.lines ?? 0;
        draw(time);
        work.mostLines = Math.max(work.mostLines ?? 0, (work.lines ?? 0) - before);
      });
  }, METHODS);
}

/** What is drawn because of something, until nothing more is. */
export async function workOf(page: Page, act: () => Promise<unknown>): Promise<PenWork> {
  await page.evaluate(() => {
    const { work } = window as unknown as { work: Record<string, number> };
    for (const name of Object.keys(work)) work[name] = 0;
  });
  await act();
  return page.evaluate(async () => {
    const { work } = window as unknown as { work: Record<string, number> };
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    let before = '';
    for (await frame(); before !== JSON.stringify(work); await frame()) before = JSON.stringify(work);
    return work as unknown as PenWork;
  });
}
