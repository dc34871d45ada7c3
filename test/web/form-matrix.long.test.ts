import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from '../use-browser.ts';
import { findViolations } from './axe.ts';
import { goTo, openForm, ROOT, readResult, saveAnswers, scoreOf } from './form-browser.ts';

const browser = useBrowser();
const MATRIX = path.join(ROOT, 'test/fixtures/constructs/matrix');

const radio = (page: Page, name: string): Locator => page.getByRole('radio', { name, exact: true });

describe('a matrix', () => {
  test('a matrix is shown as one table, and its answers give the same result as on the command line', async () => {
    const { page, cwd } = await openForm(browser(), MATRIX, { width: 1280 });
    await goTo(page, 'Areas');
    const table = page.locator('fieldset.matrix').first();
    expect(await table.locator('tbody tr').count()).toBe(3);
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      ...['0', '1', '2', '3', '4'],
      'don’t know yet',
      'not applicable',
    ]);
    await radio(page, 'sales 3').check();
    await radio(page, 'buying not applicable').check();
    // A row that has to apply has no such cell.
    expect(await radio(page, 'stock not applicable').count()).toBe(0);
    // Rows are groups of their own: another one takes nothing away. By keys: from step to step.
    await radio(page, 'stock 1').check();
    await page.keyboard.press('ArrowRight');
    expect(await radio(page, 'stock 2').isChecked()).toBe(true);
    expect(await radio(page, 'sales 3').isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'erp Used', exact: true }).check();
    await page.getByRole('checkbox', { name: 'erp Installed', exact: true }).check();
    await page.getByRole('checkbox', { name: 'mes None of these', exact: true }).check();
    for (const row of ['access', 'updates', 'backups']) await radio(page, `${row} Partly`).check();
    const row = table.locator('tbody tr').first();
    await row.locator('summary').click();
    await row.getByLabel('Note', { exact: true }).fill('by phone');
    await goTo(page, 'Result');
    const { file, text } = await saveAnswers(page, cwd);
    expect(JSON.parse(text).answers).toEqual({
      'use/sales': { value: 3, note: 'by phone' },
      'use/buying': { state: 'notApplicable' },
      'use/stock': 2,
      'systems/erp': ['installed', 'used'],
      'systems/mes': [],
      'rules/access': 'partly',
      'rules/updates': 'partly',
      'rules/backups': 'partly',
    });
    expect(await readResult(page)).toEqual(await scoreOf(MATRIX, file));
    await page.context().close();
  });

  test.each([320, 1280])(
    'at %i pixels every control of a matrix is named by row and column, and axe finds nothing',
    async (width) => {
      const { page } = await openForm(browser(), MATRIX, { width });
      await goTo(page, 'Areas');
      await radio(page, 'sales 1').check();
      // A narrow one shows the words of each column beside its control.
      expect(await page.locator('.matrix .words').first().isVisible()).toBe(width < 768);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const copy = await browser().newContext({ viewport: { width, height: 800 }, bypassCSP: true });
      const other = await copy.newPage();
      await other.goto(page.url());
      await goTo(other, 'Areas');
      expect(await findViolations(other)).toEqual([]);
      await copy.close();
      await page.context().close();
    },
  );
});
