import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { edit } from '../commands/later-edition.ts';
import { matura, scratchFolder } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { findViolations } from './axe.ts';
import { goTo, loadAnswers, openForm, openPage, question, ROOT, writeJson } from './form-browser.ts';

const browser = useBrowser();
const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');
const KEY = '91350100M000100Y43';

describe('the questions that a form asks', () => {
  test('questions asked depend on the answers; an answer to one no longer asked is kept but not counted', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    await goTo(page, 'Shop floor');
    const reach = question(page, 'How far does it reach?');
    const system = question(page, 'production control system');
    // As long as nobody has answered it may apply.
    expect(await reach.isVisible()).toBe(true);
    await system.getByLabel('yes').check();
    await reach.getByLabel('3', { exact: true }).check();
    await system.getByLabel('no', { exact: true }).check();
    expect(await reach.isVisible()).toBe(false);
    expect(await page.locator('[role=status].unseen').textContent()).toBe('1 question fewer to answer because of this');
    await system.getByLabel('yes').check();
    expect(await reach.isVisible()).toBe(true);
    expect(await reach.getByLabel('3', { exact: true }).isChecked()).toBe(true);
  });

  test('an exclusive answer deselects the others; too many answers are reported and not counted', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    await goTo(page, 'Shop floor');
    const networks = question(page, 'which are in use?');
    await networks.getByLabel('Wired').check();
    await networks.getByLabel('None').check();
    expect(await networks.getByLabel('Wired').isChecked()).toBe(false);
    for (const one of ['Wired', 'Wireless', '5G']) await networks.getByLabel(one).check();
    expect(await networks.getByLabel('None').isChecked()).toBe(false);
    await page.locator('#next').click();
    expect(await networks.locator('.fault').textContent()).toBe('At most 2 answers can be ticked.');
    expect(await page.locator('main .problems').textContent()).toContain('One answer needs your attention:');
    // The ticks are there after a reload, though they are no answer yet.
    await page.reload();
    expect(await networks.getByLabel('5G').isChecked()).toBe(true);
    await networks.getByLabel('5G').uncheck();
    await page.locator('#next').click();
    expect(await page.locator('h2').textContent()).toBe('Export');
  });

  test('"don’t know yet" keeps the earlier answer, so that a slip loses nothing', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    const employees = question(page, 'Employees');
    await employees.getByLabel('Employees').fill('120');
    await employees.getByLabel('don’t know yet').check();
    await page.reload();
    expect(await employees.getByLabel('don’t know yet').isChecked()).toBe(true);
    await employees.getByLabel('don’t know yet').uncheck();
    expect(await employees.getByLabel('Employees').inputValue()).toBe('120');
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('matura/workshop') ?? '{}').said.employees);
    expect(kept).toEqual({ state: 'answered', value: 120 });
  });
});

describe('typed answers', () => {
  test.each([
    ['Unified Social Credit Code', '91350100M000100Y4', 'The code has 18 characters, not 17.'],
    [
      'Unified Social Credit Code',
      '91350100M000100Y44',
      'A character is mistyped: the check character at place 18 should be 3.',
    ],
    ['Employees', 'many', 'Type only digits, such as 45.'],
    ['Employees', 'about 60', 'Type only digits, such as 60.'],
    ['Employees', '1.5', 'That is not a whole number.'],
    ['E-mail address', 'nobody', 'That is not an e-mail address.'],
  ])('an invalid answer to %s, "%s", is explained once it is complete, and kept', async (label, typed, fault) => {
    const { page } = await openForm(browser(), WORKSHOP);
    const field = page.getByLabel(label);
    await field.fill(typed);
    const told = question(page, label).locator('.fault');
    expect(await told.textContent()).toBe('');
    await field.press('Tab');
    if (label !== 'Unified Social Credit Code') await page.getByLabel('Telephone').focus();
    expect(await told.textContent()).toBe(fault);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.reload();
    expect(await page.getByLabel(label).inputValue()).toBe(typed);
    await page.locator('#next').click();
    expect(await page.locator('h2').textContent()).toBe('About the enterprise');
    expect(await page.locator('main .problems').textContent()).toContain(fault);
    await page.context().close();
  });

  test('a form without a name reports that and cannot be submitted; the code may be added later', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    await goTo(page, 'Result');
    const blocked = page.locator('section.save .problems');
    expect(await blocked.textContent()).not.toContain('Unified Social Credit Code');
    await blocked.getByRole('button', { name: 'Name of the enterprise' }).click();
    await page.keyboard.type('Example');
    await goTo(page, 'Result');
    expect(await blocked.count()).toBe(0);
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    expect(file.suggestedFilename()).toBe('workshop-Example.json');
  });

  test('a form with only the code can be submitted, and its file is named after the code', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    await page.getByLabel('Unified Social Credit Code').fill(KEY);
    await goTo(page, 'Result');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    expect(file.suggestedFilename()).toBe(`workshop-${KEY}.json`);
  });
});

describe('answers kept by the browser', () => {
  test('a form stops accepting answers if another window changes them, and continues on request', async () => {
    const { page, file } = await openForm(browser(), WORKSHOP);
    await page.getByLabel('Name of the enterprise').fill('First');
    const other = await page.context().newPage();
    await other.goto(`file://${file}`);
    await other.getByLabel('Name of the enterprise').fill('Second');
    await page.waitForSelector('.elsewhere');
    expect(await page.locator('.page').evaluate((element) => (element as HTMLElement).inert)).toBe(true);
    await page.getByRole('button', { name: 'Go on in this window' }).click();
    await page.waitForSelector('.page:not([inert])');
    expect(await page.getByLabel('Name of the enterprise').inputValue()).toBe('Second');
  });

  test('a browser that stores nothing is reported, and leaving the page requires confirmation', async () => {
    const { file } = await openForm(browser(), WORKSHOP);
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(`file://${file}`);
    await page.getByLabel('Name of the enterprise').fill('Example');
    expect(await page.locator('#kept').textContent()).toContain('cannot keep answers');
    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
  });

  test('deleting all answers in a form requires confirmation', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    await page.getByLabel('Name of the enterprise').fill('Example');
    await goTo(page, 'Result');
    await page.locator('#restart').click();
    await page.getByRole('button', { name: 'No, keep them' }).click();
    await page.locator('#restart').click();
    await page.locator('#restart-yes').click();
    expect(await page.getByLabel('Name of the enterprise').inputValue()).toBe('');
    await page.reload();
    expect(await page.getByLabel('Name of the enterprise').inputValue()).toBe('');
  });

  test('answers of an earlier version are carried over by its renames, in the browser and from a file', async () => {
    const { page, cwd, file } = await openForm(browser(), WORKSHOP);
    await page.getByLabel('Employees').fill('77');
    await goTo(page, 'Shop floor');
    await question(page, 'which are in use?').getByLabel('Wired').check();
    const later = path.join(cwd, 'later');
    await cp(WORKSHOP, later, { recursive: true });
    await edit(
      path.join(later, 'questionnaire.yaml'),
      ['version: 1.0.0', 'version: 2.0.0'],
      ['- id: Q1\n', '- id: networks\n        renamedFrom: Q1\n'],
      ['  - id: employees\n', '  - id: staff\n    renamedFrom: employees\n'],
      ['employees:', 'staff:'],
    );
    await edit(path.join(later, 'rubric.yaml'), ['Q1: {', 'networks: {'], ['[Q1, Q2', '[networks, Q2']);
    const run = await matura(['form', later, '-o', file, '--force']);
    expect(run).toMatchObject({ code: 0, stderr: `Written: ${file}\n` });
    await page.reload();
    await goTo(page, 'About the enterprise');
    await expect.poll(() => page.getByLabel('Employees').inputValue()).toBe('77');
    await goTo(page, 'Shop floor');
    expect(await question(page, 'which are in use?').getByLabel('Wired').isChecked()).toBe(true);

    await goTo(page, 'About the enterprise');
    const old = {
      pack: 'workshop',
      packVersion: '1.0.0',
      facts: { employees: 5 },
      answers: { Q1: ['wireless'], gone: 1 },
    };
    await loadAnswers(page, await writeJson(cwd, 'old.json', old));
    await page.waitForSelector('main > .notice:not([hidden])');
    expect(await page.locator('main > .notice').textContent()).toBe(
      '2 answers taken from the file\nThe answers were given under version 1.0.0 of the questionnaire.\n1 answer could not be carried over, because the questionnaire has changed: gone',
    );
    expect(await page.getByLabel('Employees').inputValue()).toBe('5');
  });
});

describe('the language of a form', () => {
  test.each([
    ['zh-CN', [], 'zh-CN', '企业信息'],
    ['de-AT', [], 'de', 'Angaben zum Unternehmen'],
    ['fr-FR', [], 'en', 'About the enterprise'],
    ['de-AT', ['--lang', 'zh'], 'zh-CN', '企业信息'],
  ])('a form in a browser in %s with %j begins in %s', async (locale, options, tag, heading) => {
    const { page } = await openForm(browser(), WORKSHOP, { locale, options });
    expect(await page.locator('html').getAttribute('lang')).toBe(tag);
    expect(await page.locator('h2').textContent()).toBe(heading);
    await page.context().close();
  });
});

describe('axe-core finds no violation', () => {
  test.each([
    ['light', 390],
    ['dark', 1280],
  ] as const)(
    'axe-core finds no violation in %s at %i pixels, on any page, with faults shown',
    async (colorScheme, width) => {
      const { file } = await openForm(browser(), 'quick-scan-china');
      // The page's own policy lets no other script in.
      const context = await browser().newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 844 } });
      const page = await context.newPage();
      await page.goto(`file://${file}`);
      await page.locator('#next').click();
      const pages = await page.locator('#sections button').count();
      for (let i = 0; i < pages; i += pages - 2) {
        if (i > 0)
          await page.evaluate((n) => document.querySelectorAll<HTMLElement>('#sections button')[n]?.click(), i + 1);
        expect(await findViolations(page)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
    },
  );
});

test('in a new browser, the form opens without any answers from another enterprise', async () => {
  const { file } = await openForm(browser(), WORKSHOP);
  const { page } = await openPage(browser(), file);
  expect(await page.locator('main > .notice').isVisible()).toBe(false);
  expect(await page.locator('#progress').textContent()).toBe('0 of 8 questions answered; facts: 0 of 10');
});

test.each([390, 320])(
  'no part of a form is wider than a window of %i pixels, in German, with the list of sections open',
  async (width) => {
    const { page } = await openForm(browser(), 'miit-sme-2024', { width, locale: 'de-DE' });
    const pages = await page.locator('#sections button').count();
    for (let i = 0; i < pages; i++) {
      await page.locator('nav .toggle').click();
      await page.locator('#sections button').nth(i).click();
      await page.locator('nav .toggle').click();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over).toBe(0);
      await page.locator('nav .toggle').click();
    }
  },
);

describe('a form written with --watch', () => {
  /** The text over a page, which no element holds. */
  const problemOf = (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.getElementById('form') as HTMLElement, '::before').content);

  test('a form written with --watch reloads after each change, reports errors and ends as a plain page', async () => {
    const cwd = await scratchFolder();
    await cp(WORKSHOP, path.join(cwd, 'workshop'), { recursive: true });
    const args = ['form', 'workshop', '--watch', '--lang', 'en', '-o', 'form.html'];
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args], { cwd });
    onTestFinished(() => void child.kill('SIGKILL'));
    const file = path.join(cwd, 'form.html');
    // The page follows its style sheet.
    await vi.waitFor(() => Promise.all([readFile(`${file}.css`), readFile(file)]), { timeout: 60_000 });
    const { page } = await openPage(browser(), file);
    await goTo(page, 'Shop floor');
    await question(page, 'which are in use?').getByLabel('Wired').check();
    await page.evaluate(() => scrollTo(0, 300));
    const heightOf = async (): Promise<number> => Math.round((await system.boundingBox())?.y ?? Number.NaN);
    const system = question(page, 'production control system');
    const height = await heightOf();

    const source = path.join(cwd, 'workshop/questionnaire.yaml');
    for (let turn = 0; turn < 10; turn++) {
      const before = turn === 0 ? 'How far does it reach?' : `Reach ${turn - 1}?`;
      // Some editors write a file anew, others put another one in its place.
      const edited = turn % 2 === 0 ? source : `${source}~`;
      if (edited !== source) await cp(source, edited);
      await edit(edited, [before, `Reach ${turn}?`]);
      if (edited !== source) await rename(edited, source);
      await question(page, `Reach ${turn}?`).waitFor({ state: 'attached', timeout: 60_000 });
      await expect.poll(heightOf).toBe(height);
      expect(await question(page, 'which are in use?').getByLabel('Wired').isChecked()).toBe(true);
    }
    await edit(source, ['type: scale', 'type: scael']);
    await expect
      .poll(() => problemOf(page), { timeout: 60_000 })
      .toContain('the pack workshop cannot be used as it is');
    // A file that is read while it is written has another problem first.
    await expect
      .poll(() => problemOf(page), { timeout: 60_000 })
      .toMatch(/workshop\/questionnaire\.yaml:\d+:\d+ .*scael/);
    expect(await question(page, 'Reach 9?').count()).toBe(1);
    await edit(source, ['type: scael', 'type: scale'], ['Reach 9?', 'Mended?']);
    await question(page, 'Mended?').waitFor({ state: 'attached', timeout: 60_000 });
    expect(await problemOf(page)).toBe('none');

    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
    // While the page asks whether its style sheet is still there, it may hold two of them.
    await expect.poll(() => page.locator('#watched').count(), { timeout: 60_000 }).toBe(0);
    expect((await readdir(cwd)).sort()).toEqual(['form.html', 'workshop']);
    const watched = await readFile(file, 'utf8');
    await matura(['form', 'workshop', '--lang', 'en', '-o', 'form.html'], { cwd });
    expect(watched).toBe(await readFile(file, 'utf8'));
  });
});

describe('the recipient of the answers', () => {
  const TO = 'Digital office "North" <office@example.org>';

  test('a form names its recipient at the end, with a link that starts an e-mail', async () => {
    const { page } = await openForm(browser(), 'quick-scan-china', { options: ['--recipient', TO, '--lang', 'en'] });
    await goTo(page, 'Result');
    await expect.poll(() => page.locator('section.save').textContent()).toContain('send it to Digital office "North".');
    const address = await page.locator('#mail').getAttribute('href');
    expect(address).toMatch(
      /^mailto:office%40example\.org\?subject=Digital%20quick%20scan%20\(China\)&body=Please%20attach/,
    );
  });

  test.each([
    ['office@example.org', 'office@example.org', true],
    ['Digital office', 'Digital office', false],
    ['<script>alert(1)</script>', '<script>alert(1)</script>', false],
  ])(
    'the recipient %s is shown as text, with an e-mail link only if there is an address',
    async (given, name, hasMail) => {
      const { page, requests } = await openForm(browser(), 'quick-scan-china', { options: ['--recipient', given] });
      await goTo(page, 'Result');
      await expect.poll(() => page.locator('section.save').textContent()).toContain(`send it to ${name}.`);
      expect(await page.locator('#mail').count()).toBe(hasMail ? 1 : 0);
      expect(requests).toHaveLength(1);
    },
  );

  test('on a device that can share files, the complete file of answers is shared', async () => {
    const { page } = await openForm(browser(), 'quick-scan-china', { options: ['--lang', 'en'] });
    await page.evaluate(`
      navigator.canShare = () => true;
      navigator.share = async ({ files }) => { window.shared = [files[0].name, await files[0].text()]; };
    `);
    await goTo(page, 'Result');
    await page.locator('#share').click();
    await expect.poll(() => page.evaluate('window.shared?.[0]')).toMatch(/^quick-scan-china.*\.json$/);
    expect(JSON.parse(await page.evaluate('window.shared[1]'))).toMatchObject({ pack: 'quick-scan-china' });
  });

  test('the form adds no hint about a code if the pack has help for it', async () => {
    const { page } = await openForm(browser(), 'quick-scan-china', { options: ['--lang', 'en'] });
    const text = (await question(page, 'Unified Social Credit Code').textContent()) ?? '';
    expect(text.match(/18 characters/g)).toHaveLength(1);
  });
});

describe('a statement that the pack asks for', () => {
  const STATEMENT = 'The answers are true and complete.';

  async function workshopWithStatement(): Promise<string> {
    const folder = path.join(await scratchFolder(), 'workshop');
    await cp(WORKSHOP, folder, { recursive: true });
    const file = path.join(folder, 'questionnaire.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^sections:/m, `statement: ${STATEMENT}\nsections:`));
    return folder;
  }

  test('the form asks for a name, which appears in the file, its import and the report', async () => {
    const folder = await workshopWithStatement();
    const { page } = await openForm(browser(), folder);
    await page.getByLabel('Name of the enterprise').fill('Example');
    await page.getByLabel('Unified Social Credit Code').fill(KEY);
    await goTo(page, 'Result');
    expect(await page.locator('#statement').textContent()).toBe(STATEMENT);
    expect(await page.locator('#unsigned').isVisible()).toBe(true);
    await page.getByLabel('Confirmed by').fill(' Li Na, manager ');
    expect(await page.locator('#unsigned').isVisible()).toBe(false);
    await page.reload();
    expect(await page.getByLabel('Confirmed by').inputValue()).toBe('Li Na, manager');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    const cwd = await scratchFolder();
    await download.saveAs(path.join(cwd, 'a.json'));
    expect(JSON.parse(await readFile(path.join(cwd, 'a.json'), 'utf8')).assessment.assessor).toBe('Li Na, manager');
    const imported = await matura(['import', folder, 'a.json'], { cwd });
    expect(imported.stderr).not.toContain(STATEMENT);
    const report = await matura(['report', KEY, '--packs', path.dirname(folder), '--format', 'md'], { cwd });
    expect(report.stdout).toContain(`“${STATEMENT}” Confirmed by Li Na, manager.`);
  });

  test('a file of answers without the confirming name is accepted, and reported as unconfirmed', async () => {
    const folder = await workshopWithStatement();
    const cwd = await scratchFolder();
    const document = {
      pack: 'workshop',
      assessment: { kind: 'self' },
      facts: { uscc: KEY, name: 'Example' },
      answers: {},
    };
    await writeFile(path.join(cwd, 'a.json'), JSON.stringify(document));
    const imported = await matura(['import', folder, 'a.json'], { cwd });
    expect(imported.stdout).toContain('1 added');
    expect(imported.stderr).toContain(`a.json: nobody has confirmed “${STATEMENT}”`);
  });
});
