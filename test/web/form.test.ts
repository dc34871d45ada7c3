import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { openForm, question, ROOT, readResult, saveAnswers, scoreOf } from './form-browser.ts';

const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');
const KEY = '91350100M000100Y43';
const browser = useBrowser();

describe('a person answers a whole questionnaire', () => {
  test('a questionnaire is answered across a reload and a change of language; its import scores the same', async () => {
    const { page, cwd, requests, file } = await openForm(browser(), WORKSHOP);
    await page.getByLabel('Unified Social Credit Code').fill(KEY);
    await page.getByLabel('Name of the enterprise').fill('Example Works');
    await page.getByLabel('Employees').fill('1,200');
    await question(page, 'Does the enterprise export?').getByLabel('yes').check();
    await page.getByLabel('Export share of revenue').fill('35 %');
    await page.locator('#next').click();
    await question(page, 'which are in use?').getByLabel('Wired').check();

    await page.reload();
    expect(await page.locator('h2').textContent()).toBe('Shop floor');
    expect(await page.locator('main > .notice').textContent()).toBe('Your earlier answers have been restored.');
    expect(await question(page, 'which are in use?').getByLabel('Wired').isChecked()).toBe(true);
    await page.locator('#back').click();
    expect(await page.getByLabel('Employees').inputValue()).toBe('1200');
    expect(await page.getByLabel('Export share of revenue').inputValue()).toBe('35');
    await page.locator('#next').click();

    await page.getByLabel('Language').selectOption('de');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.title()).toBe('Prüfung der digitalen Werkstatt');
    await question(page, 'Welche sind in Betrieb?').getByLabel('Funk').check();
    await page.getByLabel('Maschinen', { exact: true }).fill('40');
    await page.getByLabel('Vernetzte Maschinen').fill('30');
    // Three quarters are more than half, so the figures give the answer.
    expect(await question(page, 'Welcher Anteil').locator('.known').textContent()).toContain('mehr als die Hälfte');
    await question(page, 'Produktionssteuerung').getByLabel('ja').check();
    await question(page, 'Wie weit reicht es?').getByLabel('3', { exact: true }).check();
    await page.getByLabel('Ordnung in der Fertigung').fill('7');
    await page.locator('#next').click();
    await question(page, 'Wohin geht das meiste?').getByLabel('Asien').check();
    await page.getByLabel('Frachtkosten je Auftrag').fill('12,5');
    await question(page, 'Wer macht den Zoll?').getByLabel('nicht zutreffend').check();
    await page.locator('#next').click();

    expect(await page.locator('h2').textContent()).toBe('Ergebnis');
    const shown = await readResult(page);
    // 2 + 2 for two networks, 4 for the share, 2 for the system, 3 for its reach, 7 for the order; 1 for Asia.
    expect(shown.total).toMatchObject({ value: 21, lowest: 21, highest: 21 });
    expect(shown.level).toMatchObject({ value: 2 });
    expect(await page.locator('.reached').textContent()).toBe('Stufe 2 (Fortgeschritten)');

    const saved = await saveAnswers(page, cwd);
    expect(path.basename(saved.file)).toBe(`workshop-${KEY}.json`);
    expect(JSON.parse(saved.text)).toMatchObject({
      pack: 'workshop',
      packVersion: '1.0.0',
      assessment: { kind: 'self' },
      facts: { uscc: KEY, employees: 1200, exporter: true, exportShare: 35 },
      answers: { Q1: ['wired', 'wireless'], E1: 'asia', E2: 12.5, E3: { state: 'notApplicable' } },
    });
    expect(await scoreOf(WORKSHOP, saved.file)).toEqual(shown);

    const run = await matura(['import', WORKSHOP, saved.file], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('1 file: 1 added, 0 there already, 0 refused');
    const again = await matura(['score', WORKSHOP, path.join('files', `${KEY}.json`), '--json'], { cwd });
    expect(JSON.parse(again.stdout).scores).toEqual(
      Object.fromEntries(Object.entries(shown).filter(([name]) => name !== 'level')),
    );

    expect(requests).toEqual([`file://${file}`, `file://${file}`]);
  });

  test('a person answers a whole questionnaire by keyboard alone', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement;
        if (element === document.body) return '';
        return (
          element.labels?.[0]?.textContent ??
          document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ??
          element.textContent ??
          ''
        );
      });
    const tabTo = async (label: string): Promise<void> => {
      for (let i = 0; i < 40 && !(await focused()).includes(label); i++) await page.keyboard.press('Tab');
      expect(await focused()).toContain(label);
    };
    await tabTo('Unified Social Credit Code');
    await page.keyboard.type(KEY);
    await tabTo('Name of the enterprise');
    await page.keyboard.type('Keyboard Works');
    await tabTo('yes');
    await page.keyboard.press('Space');
    await tabTo('Export share');
    await page.keyboard.type('10');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    // The heading of the new page has the focus, so that a screen reader begins there.
    expect(await focused()).toBe('Shop floor');
    await tabTo('None');
    await page.keyboard.press('Space');
    await tabTo('up to half');
    // Past the other answer and "don't know yet", round to the first.
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('up to half');
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('matura/workshop') ?? '{}').said);
    expect(kept).toMatchObject({
      exporter: { value: true },
      exportShare: { value: 10 },
      Q1: { value: ['none'] },
      Q2: { value: 'A' },
    });
  });
});

test('while an enterprise is out of the pack’s scope, a form reports that above the questions', async () => {
  const { page } = await openForm(browser(), 'digital-intensity');
  const told = page.locator('main > .doubts');
  await page.getByLabel('Registration number').fill('1');
  await page.getByLabel('Name of the enterprise').fill('Example Ltd.');
  await page.getByLabel('Persons employed').first().fill('7');
  await page.getByLabel('Country').first().focus();
  await told.waitFor();
  expect(await told.textContent()).toContain('for enterprises with 10 or more persons employed');
  await page.locator('#next').click();
  expect(await told.isVisible()).toBe(true);
  await page.locator('#back').click();
  await page.getByLabel('Persons employed').first().fill('70');
  await page.getByLabel('Country').first().focus();
  await told.waitFor({ state: 'hidden' });
});
