import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findMisread, unnamed } from '../charts/find-misread-labels.ts';
import { matura, ROOT } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { findViolations } from './axe.ts';
import { keepDrawings, seeCanvas, seeDrawing } from './canvas-drawings.ts';

const browser = useBrowser();
let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-chains-'));
  const tell = async (...args: string[]): Promise<void> => {
    const run = await matura(args, { cwd });
    expect(run.code, run.stderr).toBe(0);
  };
  await tell('simulate', path.join(ROOT, 'examples/chengdu/region.yaml'), '-o', 'chengdu');
  const results = (await readdir(path.join(cwd, 'chengdu/results'))).map((name) => `chengdu/results/${name}`);
  const asked = ['--registry', 'chengdu/registry.csv', '--outside', 'chengdu/outside.csv', '--as-of', '2025-05-31'];
  const written = ['--chains', 'chengdu/links.csv', '--min-cell', '1', '--format', 'html', '-o', 'dashboard.html'];
  await tell('portfolio', ...results, ...asked, ...written);
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

describe.each([
  [1280, 900],
  [390, 844],
])('the four chains of the example, in a window %i wide', (width, height) => {
  test('the leader and the weakest links are labelled at their discs, and every shown member has a path to the leader', async () => {
    const page = await browser().newPage({ viewport: { width, height } });
    await keepDrawings(page);
    await page.goto(`file://${path.join(cwd, 'dashboard.html')}`);
    expect(await page.locator('figure.explored').count()).toBe(4);
    for (let chain = 0; chain < 4; chain++) {
      const { network, seen } = await seeCanvas(page, chain);
      expect(seen.discs.filter(({ isMarked }) => isMarked)).toHaveLength(11);
      expect(seen.labels.every(({ disc }) => disc >= 0)).toBe(true);
      expect(findMisread(seen), `chain ${chain}`).toEqual([]);
      expect(unnamed(seen), `chain ${chain}`).toEqual([]);
      expect(joined(network.links, seen.discs.length), `chain ${chain}`).toHaveLength(60);
    }
  });
});

test('printed drawings of chains name the leader and the weakest links as on the screen', async () => {
  const page = await browser().newPage({ viewport: { width: 1280, height: 900 } });
  await keepDrawings(page);
  await page.goto(`file://${path.join(cwd, 'dashboard.html')}`);
  for (let chain = 0; chain < 4; chain++) {
    const { network } = await seeCanvas(page, chain);
    const seen = await seeDrawing(page, chain, network);
    expect(seen.labels.every(({ disc }) => disc >= 0)).toBe(true);
    expect(findMisread(seen), `chain ${chain}`).toEqual([]);
    expect(unnamed(seen), `chain ${chain}`).toEqual([]);
  }
});

test('the dashboard’s table of contents leads to every part by keyboard, and is not printed', async () => {
  const page = await browser().newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`file://${path.join(cwd, 'dashboard.html')}`);
  const links = page.locator('nav a');
  expect(await links.allTextContents()).toEqual(await page.locator('main section:not(.one-page) h2').allTextContents());
  for (const link of await links.all()) {
    await link.focus();
    await page.keyboard.press('Enter');
    const title = await link.textContent();
    await expect.poll(() => page.locator('h2:target').textContent()).toBe(title);
    await expect(page.locator('h2:target').isVisible()).resolves.toBe(true);
  }
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('nav').isVisible()).toBe(false);
});

test('a dashboard on a phone begins with figures, takes twelve screens, and opens tables by keyboard; axe finds nothing', async () => {
  const context = await browser().newContext({ bypassCSP: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`file://${path.join(cwd, 'dashboard.html')}`);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(12 * 844);
  expect(await page.locator('.tiles strong').allTextContents()).toContain('73.8%');
  const table = page.locator('details:has(> .table)').first();
  for (let tabs = 0; tabs < 30 && !(await table.evaluate((one) => one.contains(document.activeElement))); tabs++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => table.locator('table').isVisible()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  expect(await findViolations(page)).toEqual([]);
});

/** Who is joined with the first one over those shown. */
function joined(links: readonly (readonly [number, number])[], shown: number): number[] {
  const found = new Set([0]);
  for (const one of found) {
    for (const [from, to] of links) {
      if (Math.max(from, to) >= shown) continue;
      if (from === one) found.add(to);
      if (to === one) found.add(from);
    }
  }
  return [...found];
}
