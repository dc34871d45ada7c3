import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { scratchFolder } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { findViolations } from './axe.ts';
import { watchPens, workOf } from './count-canvas-calls.ts';
import { largeChain, sampleChain, sampleDashboard, sampleTable } from './dashboard-sample.ts';
import { openPage } from './form-browser.ts';
import { PAYLOADS } from './script-payloads.ts';

const browser = useBrowser();

async function open(blocks: Parameters<typeof sampleDashboard>[0], width = 1000): Promise<Page> {
  const file = path.join(await scratchFolder(), 'dashboard.html');
  await writeFile(file, await sampleDashboard(blocks));
  const { page, requests } = await openPage(browser(), file, { width });
  expect(requests).toEqual([`file://${file}`]);
  return page;
}

const firstColumn = (page: Page): Promise<string[]> => page.locator('tbody tr:visible th').allTextContents();

test('a click on a heading sorts a table by number, in both directions, with missing values last', async () => {
  const page = await open([sampleTable(12)]);
  const numbers = Array.from({ length: 12 }, (_, i) => i).filter((i) => i !== 3);
  const rising = numbers.sort((a, b) => ((a * 37) % 101) - ((b * 37) % 101)).map((i) => `District ${i}`);
  const heading = page.getByRole('columnheader', { name: 'Share' });
  await heading.getByRole('button').click();
  expect(await firstColumn(page)).toEqual([...rising, 'District 3']);
  expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  await page.keyboard.press('Enter');
  expect(await firstColumn(page)).toEqual([...rising.reverse(), 'District 3']);
  await page.getByRole('button', { name: 'District' }).click();
  expect(await firstColumn(page)).toEqual(Array.from({ length: 12 }, (_, i) => `District ${i}`));
});

test('tables are filtered by several words at once; on paper every row is shown', async () => {
  const page = await open([sampleTable(12)]);
  await page.getByLabel('Filter').fill('11 district');
  expect(await firstColumn(page)).toEqual(['District 11']);
  await expect.poll(() => page.getByRole('status').textContent()).toBe('1 of 12 rows');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await firstColumn(page)).toHaveLength(12);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await firstColumn(page)).toHaveLength(1);
});

test('a printed table of two pages has its headings on both', async () => {
  const page = await open([sampleTable(80)]);
  await page.emulateMedia({ media: 'print' });
  // Chromium repeats what holds nothing that cannot be parted, which a button is wherever it has a box of its own.
  const boxes = await page
    .locator('thead button')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).display));
  expect(boxes).toEqual(['contents', 'contents']);
});

test('a long table shows its first rows, all on demand, and as many matches as fit when searched', async () => {
  const page = await open([sampleTable(40)]);
  expect(await firstColumn(page)).toEqual(Array.from({ length: 16 }, (_, i) => `District ${i}`));
  expect(await page.getByRole('status').textContent()).toBe('16 of 40 rows');
  await page.getByLabel('Filter').fill('district 3');
  expect(await firstColumn(page)).toEqual(expect.arrayContaining(['District 3', 'District 30', 'District 39']));
  await page.getByLabel('Filter').fill('');
  const heading = page.getByRole('columnheader', { name: 'District' });
  await heading.getByRole('button').click();
  await heading.getByRole('button').click();
  expect(await firstColumn(page)).toEqual(Array.from({ length: 16 }, (_, i) => `District ${39 - i}`));
  const more = page.getByRole('button', { name: 'All 40 rows' });
  await more.focus();
  await page.keyboard.press('Enter');
  expect(await firstColumn(page)).toHaveLength(40);
  await page.getByRole('button', { name: 'Only the first 16 rows' }).click();
  expect(await firstColumn(page)).toHaveLength(16);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await firstColumn(page)).toHaveLength(40);
});

test('a network shows its first enterprises, all on demand, and each one’s neighbours, by keyboard', async () => {
  const page = await open([sampleChain(200)]);
  const status = page.locator('figure [role=status]');
  await expect.poll(() => status.textContent()).toContain('60 of 200');
  await page.getByRole('button', { name: 'Show all 200' }).click();
  await expect.poll(() => status.textContent()).toContain('200 of 200');
  await page.getByLabel('Find an enterprise').fill('works 8');
  await expect.poll(() => page.locator('.node .name').textContent()).toBe('Works 8');
  // Who supplies whom: 8 supplies 1, and 57 to 63 supply 8.
  expect(await page.locator('.node li').allTextContents()).toEqual(
    [1, 57, 58, 59, 60, 61, 62, 63].map((i) => `Works ${i}`),
  );
  await page.getByRole('button', { name: 'Works 57' }).click();
  await expect.poll(() => page.locator('.node .name').textContent()).toBe('Works 57');
  await page.keyboard.press('Escape');
  expect(await page.locator('.node .name').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.node .name').count()).toBe(1);
});

test('a click on a disc shows its enterprise, also after zooming and moving', async () => {
  const page = await open([sampleChain(30)]);
  const canvas = page.locator('canvas[tabindex]');
  await page.getByLabel('Find an enterprise').fill('works 0');
  await page.keyboard.press('Tab');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas');
  await canvas.focus();
  await page.keyboard.press('Escape');
  let found = '';
  for (let share = 0.02; share < 1 && found === ''; share += 0.02) {
    await canvas.click({ position: { x: box.width / 2, y: box.height * share } });
    found = (await page.locator('.node .name').allTextContents()).join('');
  }
  expect(found).toMatch(/^Works \d+$/);
  await page.keyboard.press('+');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 3 });
  await page.mouse.up();
  expect(await page.locator('.node .name').textContent()).toBe(found);
});

test('with 2,800 enterprises and 20,000 links, each frame draws only a part, and few enterprises are named and listed', async () => {
  const page = await open([sampleTable(300), largeChain(2800, 20_000), sampleChain(200)]);
  const chain = page.locator('figure').first();
  const canvas = chain.locator('canvas[tabindex]');
  await watchPens(page);
  const all = await workOf(page, () => chain.getByRole('button', { name: /Show all/ }).click());
  expect(await chain.getByRole('status').textContent()).toContain('2,800 of 2,800');
  expect(all).toMatchObject({ lines: 20_000, mostLines: 3000, circles: 2800 + 10 });
  expect(all.words).toBeGreaterThan(0);
  expect(all.words).toBeLessThanOrEqual(160);
  // The first one is joined with all others: links stay as they are, but for its own, and few of the others are named.
  const hub = await workOf(page, () => chain.getByRole('searchbox').fill('works 0'));
  expect(hub).toMatchObject({ lines: 2799, circles: 2800 + 10 + 1 });
  expect(hub.words).toBeLessThanOrEqual(160);
  expect(await chain.locator('.node li').count()).toBe(40);
  await chain.getByRole('button', { name: /^More/ }).click();
  expect(await chain.locator('.node li').count()).toBe(80);
  await canvas.focus();
  const step = await workOf(page, () => page.keyboard.press('ArrowDown'));
  expect(step.circles).toBe(2800 + 10 + 1);
  expect(step.lines).toBeLessThan(100);
  const closer = await workOf(page, () => page.keyboard.press('+'));
  expect(closer.lines).toBeLessThan(20_000);
  expect(closer.circles).toBeLessThan(2800);
  const other = await workOf(page, () => page.getByRole('button', { name: 'Show all 200' }).click());
  expect(other.lines).toBe(199);
});

test('a search result outside of the visible part of a network is moved into view', async () => {
  const page = await open([largeChain(400, 600)]);
  await page.getByRole('button', { name: /Show all/ }).click();
  const canvas = page.locator('canvas[tabindex]');
  await canvas.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('+');
  await page.getByLabel('Find an enterprise').fill('works 399');
  await expect.poll(() => page.locator('.node .name').textContent()).toBe('Works 399');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas');
  await canvas.focus();
  await page.keyboard.press('Escape');
  await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } });
  await expect.poll(() => page.locator('.node .name').textContent()).toBe('Works 399');
});

test('markup in names is shown as text and runs no script', async () => {
  const page = await open([
    sampleTable(PAYLOADS.length, (i) => PAYLOADS[i] as string),
    sampleChain(PAYLOADS.length, (i) => PAYLOADS[i] as string),
  ]);
  for (const payload of PAYLOADS.slice(0, 3)) {
    await page.getByLabel('Find an enterprise').fill(payload);
    await expect.poll(() => page.locator('.node .name').textContent()).toBe(payload);
  }
  expect(await page.evaluate(() => (window as { ran?: unknown }).ran)).toBeUndefined();
});

test.each([
  ['light', 390],
  ['dark', 1280],
] as const)(
  'axe-core finds no violation in %s at %i pixels, and nothing is wider than the window',
  async (colorScheme, width) => {
    const file = path.join(await scratchFolder(), 'dashboard.html');
    await writeFile(file, await sampleDashboard([sampleTable(12), sampleChain(80)]));
    const context = await browser().newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 844 } });
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    await page.getByLabel('Find an enterprise').fill('works 0');
    expect(await findViolations(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBe(0);
  },
);
