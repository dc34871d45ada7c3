import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { embedJson } from '../../src/charts/svg-shape.ts';
import { renderForm } from '../../src/commands/form.ts';
import { readEmbedded } from '../../src/web/form-data.ts';
import { matura, maturaProcess, scratchFolder } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { goTo, loadAnswers, openForm, openPage, ROOT, saveAnswers, writeJson } from './form-browser.ts';
import { makeHostilePack } from './hostile-pack.ts';
import { PAYLOADS } from './script-payloads.ts';

const browser = useBrowser();
const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');
const BUNDLED = ['quick-scan-china', 'miit-sme-2024', 'smart-manufacturing', 'digital-intensity'];

describe('text from a pack or an answer is never run', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'markup in every text and answer of a form is never run, with payload %i in the answers',
    async (turn) => {
      PAYLOADS.push(...PAYLOADS.splice(0, turn % 2));
      const { page, cwd } = await openForm(browser(), await makeHostilePack(await scratchFolder()));
      expect(await page.title()).not.toBe('');
      const said = PAYLOADS[turn] as string;
      const answers = { key: said, name: said, number: 3 };
      const file = await writeJson(cwd, 'given.json', {
        pack: 'hostile',
        facts: answers,
        answers: { a: { value: 'x', note: said, evidence: [said] }, d: said },
      });
      await loadAnswers(page, file);
      await page.waitForSelector('main > .notice:not([hidden])');
      const pages = await page.locator('#sections button').count();
      for (let i = 0; i < pages; i++) {
        await page.evaluate((n) => document.querySelectorAll<HTMLElement>('#sections button')[n]?.click(), i);
        expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
        expect(await page.locator('img, iframe, object, main script, #form script').count()).toBe(0);
      }
      const saved = await saveAnswers(page, cwd);
      expect(path.basename(saved.file)).toMatch(/^hostile-[\p{L}\p{N}.-]*\.json$/u);
      expect(JSON.parse(saved.text).facts.name).toBe(said);
      await page.context().close();
    },
  );

  test('data embedded in a form are read back unchanged, whatever characters they contain', () => {
    for (const text of PAYLOADS) {
      const data = { tool: text, language: null, facts: [{ file: text, document: [] }] } as never;
      const embedded = embedJson(data);
      expect(embedded).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.stringify(readEmbedded(embedded))).toBe(JSON.stringify(data));
    }
  });

  test('a script that contains its closing tag is refused, not written into a page', () => {
    const parts = { data: {} as never, title: '', tag: 'en', fallback: [], style: '' };
    for (const script of ['"</script>"', '"<!--"']) {
      expect(() => renderForm({ ...parts, script })).toThrow('would end itself early');
    }
  });
});

describe('the content security policy', () => {
  test('the content security policy runs only the form’s own script and blocks any other, and any request', async () => {
    const { page } = await openForm(browser(), WORKSHOP);
    const blocked = await page.evaluate(async () => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
      const attempt = (work: () => void): void => {
        try {
          work();
        } catch (error) {
          found.push((error as Error).name);
        }
      };
      const add = <K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] =>
        document.body.appendChild(document.createElement(tag));
      attempt(() => add('script').append('window.ran = 1'));
      attempt(() => add('button').setAttribute('onclick', 'window.ran = 2'));
      attempt(() => {
        add('div').innerHTML = '<img src=x onerror="window.ran = 3">';
      });
      attempt(() => window.setTimeout('window.ran = 4' as never));
      add('img').src = 'https://example.org/x.png';
      await fetch('https://example.org/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { found, ran: (window as { ran?: number }).ran };
    });
    expect(blocked.ran).toBeUndefined();
    expect([...new Set(blocked.found)].sort()).toEqual([
      'TypeError',
      'connect-src',
      'img-src',
      'require-trusted-types-for',
    ]);
  });

  test('the content security policy is strict, and names the script by its hash', async () => {
    const { file } = await openForm(browser(), WORKSHOP);
    const html = await readFile(file, 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; /);
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/ on\w+="/);
  });

  test('the content security policy makes a changed script show a notice in place of the form', async () => {
    const { file, cwd } = await openForm(browser(), WORKSHOP);
    const html = await readFile(file, 'utf8');
    const changed = path.join(cwd, 'changed.html');
    await writeFile(changed, html.replace('<script>', '<script>window.ran = 1;'));
    const { page } = await openPage(browser(), changed);
    const errors: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    await page.reload();
    expect(errors.join()).toContain('Content Security Policy');
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    expect(await page.locator('#form').textContent()).toContain('needs JavaScript and a browser of 2023 or later');
  });
});

describe('the file of a form', () => {
  test.each(BUNDLED)(
    'the form of %s stays below 520 kB, is the same each time, and refers to nothing external',
    async (pack) => {
      const [first, second] = [
        await matura(['form', pack]),
        await maturaProcess(['form', pack], { env: { TZ: 'Asia/Tokyo', LC_ALL: 'zh_CN' } }),
      ];
      expect(first.code).toBe(0);
      expect(Buffer.byteLength(first.stdout)).toBeLessThan(520_000);
      expect(second.stdout).toBe(first.stdout);
      expect(first.stdout).not.toMatch(/(src|href)="/);
    },
  );

  test('the command form refuses an unknown pack and an unknown language', async () => {
    expect(await matura(['form', 'no-such-pack'])).toMatchObject({ code: 3, stdout: '' });
    expect((await matura(['form', 'quick-scan-china', '--lang', 'xx'])).code).toBe(2);
  });
});

test('answers of another pack, and files without answers, are refused with a message', async () => {
  const { page, cwd } = await openForm(browser(), WORKSHOP);
  const told = async (document: unknown): Promise<string | null> => {
    await page.locator('.load summary').click({ trial: true });
    await loadAnswers(page, await writeJson(cwd, 'given.json', document));
    await page.waitForSelector('main > .notice:not([hidden])');
    const text = await page.locator('main > .notice').textContent();
    await goTo(page, 'Shop floor');
    await goTo(page, 'About the enterprise');
    return text;
  };
  expect(await told({ pack: 'other', answers: {} })).toBe('This file belongs to another questionnaire: other.');
  expect(await told([1, 2])).toBe('This file holds no answers to this form.');
  expect(await told({ answers: { Q1: ['wired'], Q2: { deep: {} }, gone: 3, Q3: [['x']] } })).toContain(
    '2 answers could not be carried over',
  );
});
