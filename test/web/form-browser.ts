import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { matura, ROOT, scratchFolder } from '../commands/matura.ts';

/** How a form is opened. */
export interface Opening {
  readonly width?: number;
  readonly locale?: string;
  readonly options?: readonly string[];
}

/** The form of a pack, opened from a file as a person would open it; a script that fails fails the test. */
export async function openForm(
  browser: Browser,
  pack: string,
  { width = 390, locale = 'en-GB', options = [] }: Opening = {},
): Promise<{ page: Page; file: string; cwd: string; requests: string[] }> {
  const cwd = await scratchFolder();
  const file = path.join(cwd, 'form.html');
  await writeFile(file, await formOf(pack, options));
  const { page, requests } = await openPage(browser, file, { width, locale });
  return { page, file, cwd, requests };
}

const forms = new Map<string, Promise<string>>();

/** The form of a pack: the same bytes each time, so each is made once. */
function formOf(pack: string, options: readonly string[]): Promise<string> {
  const which = [pack, ...options].join(' ');
  const made = forms.get(which) ?? makeForm(pack, options);
  forms.set(which, made);
  return made;
}

async function makeForm(pack: string, options: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await matura(['form', pack, ...options]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** A form's file in a window of its own; `requests` collects whatever it asks for. */
export async function openPage(
  browser: Browser,
  file: string,
  { width = 390, locale = 'en-GB' }: Opening = {},
): Promise<{ page: Page; requests: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale, acceptDownloads: true });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`file://${file}`);
  return { page, requests };
}

/** The group of a fact or question, by the text that it asks. */
export function question(page: Page, text: string | RegExp): ReturnType<Page['locator']> {
  return page.locator('fieldset.question').filter({ has: page.locator('legend', { hasText: text }) });
}

/** Goes to a section, or to the result, by its name. */
export async function goTo(page: Page, name: string): Promise<void> {
  const toggle = page.locator('nav .toggle');
  if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
  await page.locator('#sections button').filter({ hasText: name }).first().click();
}

/** The figures on the page of the result, with their full values. */
export function readResult(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() =>
    Object.fromEntries(
      Array.from(document.querySelectorAll<HTMLDataElement>('data[data-score]'), (element) => [
        element.dataset.score ?? '',
        JSON.parse(element.value),
      ]),
    ),
  );
}

/** Presses the button that saves, and gives what was saved and as which file. */
export async function saveAnswers(page: Page, folder: string): Promise<{ file: string; text: string }> {
  const waiting = page.waitForEvent('download');
  await page.locator('#save').click();
  const download = await waiting;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return { file, text: await readFile(file, 'utf8') };
}

/**
 * Lets `savedText` read what is saved without a download: of many in a few seconds, browsers drop some until somebody
 * allows it.
 */
export async function catchSaved(page: Page): Promise<void> {
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => {
      (window as { saved?: Blob }).saved = blob as Blob;
      return 'blob:none';
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
}

/** Presses the button that saves, and gives what is in the file. */
export function savedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const held = window as { saved?: Blob };
    delete held.saved;
    document.getElementById('save')?.click();
    return (held.saved as unknown as Blob).text();
  });
}

/** Opens a file of answers in the form. */
export async function loadAnswers(page: Page, file: string): Promise<void> {
  await page.setInputFiles('#load', file);
}

/** The figures of a result as the form shows them: every visible score, and the level. */
export function shownIn(result: {
  readonly scores: Record<string, unknown>;
  readonly level?: unknown;
}): Record<string, unknown> {
  return { ...result.scores, ...(result.level ? { level: result.level } : {}) };
}

/** What `matura score` says of a file of answers. */
export async function scoreOf(pack: string, file: string): Promise<Record<string, unknown>> {
  const run = await matura(['score', pack, file, '--json']);
  expect(run.stderr).toBe('');
  return shownIn(JSON.parse(run.stdout));
}

/** Writes answers as a file. */
export async function writeJson(folder: string, name: string, document: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, JSON.stringify(document));
  return file;
}

export { ROOT };
