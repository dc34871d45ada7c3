import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura } from '../commands/matura.ts';
import { useFirefox } from '../use-browser.ts';
import { enterAll } from './enter-answers.ts';
import { goTo, openForm, ROOT, readResult, scoreOf } from './form-browser.ts';

const { browser, downloads } = useFirefox();
const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');

/** Who is asked before the window is closed, and what is asked later. */
const FACTS = { uscc: '91350100M000100Y43', name: 'Example', employees: 120, exporter: true, exportShare: 12.5 };
const ANSWERS = { Q1: ['wired', 'mobile'], Q3: true, control: 3, E1: 'asia', E3: { state: 'unknown' } };

/** What was saved: Playwright hears of no downloads over BiDi, so the folder is looked at. */
async function savedFile(): Promise<string> {
  const whole = (names: readonly string[]): string | undefined =>
    names.some((name) => name.endsWith('.part')) ? undefined : names.find((name) => name.endsWith('.json'));
  await expect.poll(async () => whole(await readdir(downloads)), { timeout: 20_000 }).toBeDefined();
  return path.join(downloads, whole(await readdir(downloads)) ?? '');
}

test('in Firefox a whole questionnaire is answered, closed, resumed, translated, saved and imported', async () => {
  const { page, cwd, requests } = await openForm(browser(), WORKSHOP, { width: 1280 });
  const before = await enterAll(page, FACTS);
  expect(before).toEqual(FACTS);
  await page.reload();
  await goTo(page, 'About the enterprise');
  expect(await page.getByLabel('Name of the enterprise').inputValue()).toBe('Example');
  const after = await enterAll(page, ANSWERS);
  expect(after).toEqual(ANSWERS);
  const shown = await readResult(page);
  await page.locator('#save').click();
  await page.locator('#saved-as:not(:empty)').waitFor();
  const file = await savedFile();
  const saved = JSON.parse(await readFile(file, 'utf8'));
  expect({ ...saved.facts, ...saved.answers }).toEqual({ ...FACTS, ...ANSWERS });
  expect(shown).toEqual(await scoreOf(WORKSHOP, file));
  await page.locator('.language select').selectOption('de');
  expect(await page.locator('h2').textContent()).toBe('Ergebnis');
  expect(await readResult(page)).toEqual(shown);
  expect((await matura(['import', WORKSHOP, file], { cwd })).code).toBe(0);
  expect(requests.filter((url) => !/^(file|blob):/.test(url))).toEqual([]);
}, 120_000);
