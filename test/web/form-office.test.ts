import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { openPage, ROOT, saveAnswers } from './form-browser.ts';

const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const browser = useBrowser();

/** The form of an office, in a window; `privacy` is its setting. */
async function openOfficeForm(privacy: string) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'logo.svg'), SVG);
  await writeFile(
    path.join(cwd, 'matura.yaml'),
    `kind: project
letterhead:
  logo: logo.svg
  name: { en: Upper Valley Office, de: Büro Oberes Tal }
  contact: [office@example.org]
  closing: { en: Call us., de: Rufen Sie an. }
  signatures: [{ en: Management, de: Leitung }]
${privacy}`,
  );
  const file = path.join(cwd, 'form.html');
  const { code, stderr } = await matura(['form', WORKSHOP, '-o', file], { cwd });
  expect(code, stderr).toBe(0);
  return { ...(await openPage(browser(), file)), cwd };
}

test('a form shows letterhead and data-protection text in its language, and asks for no consent by itself', async () => {
  const { page, cwd, requests } = await openOfficeForm('privacy: { text: { en: We keep it., de: Wir speichern es. } }');
  expect(await page.locator('.letterhead').textContent()).toMatch(/Upper Valley Office\s*office@example\.org/);
  // The picture is drawn although the page may load nothing.
  expect(
    await page.locator('.letterhead img').evaluate((img) => (img as HTMLImageElement).naturalWidth),
  ).toBeGreaterThan(0);
  expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  await page.getByLabel('Language').selectOption('de');
  expect(await page.locator('.letterhead').textContent()).toContain('Büro Oberes Tal');
  expect(await page.locator('.privacy').textContent()).toContain('Wir speichern es.');
  expect(await page.locator('#consent').count()).toBe(0);
  await page.locator('nav .toggle').click();
  await page.locator('#sections button').last().click({ force: true });
  expect(await page.locator('main').textContent()).toContain('Leitung, Datum: ____');
  expect((await saveAnswers(page, cwd)).text).toContain('"workshop"');
});

test('if the office requires consent, no file of answers is saved without it, and a reload keeps the consent', async () => {
  const { page, cwd } = await openOfficeForm('privacy: { text: We keep it., consent: true }');
  const goToResult = () => page.locator('#sections button').last().click({ force: true });
  await page.locator('nav .toggle').click();
  await goToResult();
  expect(await page.locator('#save').count()).toBe(0);
  await page.locator('#no-consent button').click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('consent');
  await page.locator('#consent').check();
  await page.reload();
  expect(await page.locator('#consent').isChecked()).toBe(true);
  await page.locator('nav .toggle').click();
  await goToResult();
  const { text } = await saveAnswers(page, cwd);
  const digest = createHash('sha256').update('We keep it.').digest('hex');
  const day = /^\d{4}-\d\d-\d\d$/;
  const given = { on: expect.stringMatching(day), text: `sha256:${digest}` };
  expect(JSON.parse(text).assessment.consent).toEqual(given);
});
