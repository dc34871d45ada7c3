import { execFileSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import { matura, maturaProcess, EXAMPLE as ON_SITE, ROOT, scratchFolder } from '../../commands/matura.ts';
import { useBrowser } from '../../use-browser.ts';
import { findViolations } from '../../web/axe.ts';

const browser = useBrowser();

/** What would run, or break out of where it stands, if a text were taken for more than a text. */
const PAYLOADS = [
  '</script><script>window.ran = 1</script>',
  '<!--<script>window.ran = 2',
  '<img src=x onerror="window.ran = 3">',
  '"><svg onload=window.ran=4>',
  '</title></style><script>window.ran = 5</script>',
  '[x](javascript:alert(1))',
];

/** The enterprise file that scoring these answers, one after the other, writes. */
async function keep(pack: string, ...assessed: string[]): Promise<string> {
  const folder = await scratchFolder();
  for (const answers of assessed) {
    const run = await matura(['score', pack, answers, '--files', folder, '--as-of', '2026-11-24']);
    expect(run.code).toBe(0);
  }
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return path.join(folder, file);
}

async function report(file: string, ...options: string[]): Promise<string> {
  const run = await matura(['report', file, ...options]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout;
}

async function written(html: string): Promise<string> {
  const file = path.join(await scratchFolder(), 'report.html');
  await writeFile(file, html);
  return file;
}

/** A page in a window of its own; `told` collects what its console says. */
async function opened(html: string, told: string[] = []): Promise<Page> {
  const page = await (await browser().newContext()).newPage();
  page.on('console', (message) => told.push(message.text()));
  await page.goto(`file://${await written(html)}`);
  return page;
}

const EXAMPLE = path.join(ROOT, 'test/fixtures/reports/digital-intensity.yaml');

describe('the page of a report', () => {
  test('the page of a report is small, runs no script, and is the same in another time zone and locale', async () => {
    const open = await keep('digital-intensity', EXAMPLE);
    const html = await report(open, '--lang', 'de');
    expect(Buffer.byteLength(html)).toBeLessThan(500_000);
    expect(html).not.toMatch(/<script| on\w+="|src="/);
    const elsewhere = await maturaProcess(['report', open, '--lang', 'de'], {
      env: { TZ: 'Asia/Tokyo', LC_ALL: 'zh_CN' },
    });
    expect(elsewhere.stdout).toBe(html);
  });

  test('the content security policy of a report blocks an injected script', async () => {
    const open = await keep('digital-intensity', EXAMPLE);
    const html = await report(open, '--lang', 'en');
    const told: string[] = [];
    const planted = '<script>window.ran = 1</script><img src=x onerror="window.ran = 2"></main>';
    const page = await opened(html.replace('</main>', planted), told);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(told.join()).toContain('Content Security Policy');
    await page.context().close();
  });
});

describe('accessibility in light and dark themes, and on a phone', () => {
  const SELF = path.join(ROOT, 'examples/answers/miit-sme-2024-self.yaml');
  const PEERS = ['--peers', path.join(ROOT, 'examples/exports/miit-sme-2024/results.csv')];

  async function expectAccessible(html: string): Promise<void> {
    const context = await browser().newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`file://${await written(html)}`);
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    for (const width of [320, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page), `${colorScheme}, ${width} pixels`).toEqual([]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await context.close();
  }

  test('a report passes axe, light and dark, and fits a phone', async () => {
    await expectAccessible(await report(await keep('digital-intensity', EXAMPLE), '--lang', 'de'));
  });

  test('a report with peers and a timeline passes axe and fits a phone', async () => {
    const html = await report(await keep('miit-sme-2024', ON_SITE), '--lang', 'de', '--as-of', '2026-11-24', ...PEERS);
    for (const id of ['peers', 'timeline', 'funding']) expect(html).toContain(` id="${id}"`);
    await expectAccessible(html);
  });

  test('a comparison over time, with on-site findings and peers, passes axe and fits a phone', async () => {
    const file = await keep('miit-sme-2024', SELF, ON_SITE);
    const { code, stdout } = await matura(['compare', file, '--lang', 'de', '--format', 'html', ...PEERS]);
    expect(code).toBe(0);
    for (const id of ['verification', 'trend', 'peers']) expect(stdout).toContain(` id="${id}"`);
    await expectAccessible(stdout);
  });
});

describe.each(LANGUAGES)('in %s the report of the example', (language) => {
  const ASKED = ['--lang', language, '--as-of', '2026-11-24'];

  test('the example report begins with the decision on two phone screens, and can be read by keyboard alone', async () => {
    const page = await opened(await report(await keep('miit-sme-2024', ON_SITE), ...ASKED));
    await page.setViewportSize({ width: 390, height: 844 });
    const bottom = await page.locator('.one-page').evaluate((one) => one.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(2 * 844);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#standing');
    const details = page.locator('details').first();
    for (let tabs = 0; tabs < 90 && !(await details.evaluate((one) => one.contains(document.activeElement))); tabs++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await details.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
  });

  test('the example report prints on twelve pages at most, with numbered contents, and no heading ends a page', async () => {
    const file = await keep('miit-sme-2024', ON_SITE);
    const pdf = path.join(await scratchFolder(), 'report.pdf');
    expect(await matura(['report', file, ...ASKED, '-o', pdf])).toMatchObject({ code: 0 });
    const titles = await headingsOf(await report(file, ...ASKED));
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
    expect(pages.length).toBeLessThanOrEqual(12);
    const contents = pages[0] ?? '';
    for (const title of titles) {
      // The first page ends with the contents; a part is where its title stands in a line of its own.
      const isHere = (text: string, i: number): boolean =>
        i > 0 && text.split('\n').some((line) => plain(line) === plain(title));
      const at = pages.findIndex(isHere) + 1;
      const numbers = [...contents.matchAll(/(?<=\s)(\d+)(?=\s|$)/gm)].map(([, number]) => Number(number));
      expect(at, title).toBeGreaterThan(1);
      expect(numbers, title).toContain(at);
    }
    for (const [i, text] of pages.entries()) {
      const lines = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      expect(lines.at(-1)).toMatch(new RegExp(` · +示例精密机械有限公司.* ${i + 1} / ${pages.length}$`));
      expect(titles.map(plain)).not.toContain(plain(lines.at(-2) ?? ''));
    }
  });
});

/** Words without blanks and marks of notes, which a PDF places where it likes. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s|\[\d+\]/g, '');
}

/** The titles of parts, as the contents name them. */
async function headingsOf(html: string): Promise<string[]> {
  const page = await opened(html);
  return (await page.locator('nav li').allInnerTexts()).map((text) => text.trim());
}

test('text in answers is never executed, neither in the page nor in Markdown', async () => {
  const [name, note, evidence, assessor] = PAYLOADS;
  const answers = path.join(await scratchFolder(), 'answers.json');
  await writeFile(
    answers,
    JSON.stringify({
      pack: 'digital-intensity',
      assessment: { kind: 'self', date: '2026-08-17', assessor },
      facts: { registration: 'X1', name, country: 'AT', employees: 12 },
      answers: {
        erp: { value: true, note, evidence: [evidence, PAYLOADS[5]] },
        crm: { state: 'unknown', note: PAYLOADS[4] },
      },
    }),
  );
  const file = await keep('digital-intensity', answers);
  const page = await opened(await report(file, '--lang', 'en'));
  expect(await page.evaluate('window.ran')).toBeUndefined();
  expect(await page.locator('script, img, main svg[onload]').count()).toBe(0);
  expect(await page.locator('.cover').textContent()).toContain(name);
  await page.context().close();
  const markdown = await report(file, '--format', 'md', '--lang', 'en');
  expect(markdown).not.toMatch(/<(?!https?:)/);
  expect(markdown).not.toMatch(/[^\\]\]\(javascript:/);
});

test('on paper, the number of every list item fits to the left of the item’s text', async () => {
  const file = await keep('miit-sme-2024', ON_SITE);
  const page = await opened(await report(file, '--lang', 'de', '--as-of', '2026-11-24'));
  await page.emulateMedia({ media: 'print' });
  const lists = await page.evaluate<{ wide: number; room: number }[]>(`
    [...document.querySelectorAll('ol:not(.cards)')].map((list) => {
      const number = document.createElement('span');
      number.textContent = list.children.length + '.\u00a0';
      list.lastElementChild.prepend(number);
      return { wide: number.getBoundingClientRect().width, room: Number.parseFloat(getComputedStyle(list).paddingLeft) };
    })`);
  expect(lists.length).toBeGreaterThan(1);
  for (const { wide, room } of lists) expect(room).toBeGreaterThan(wide);
  await page.context().close();
});

test('without a browser, a PDF report says how to get one', async () => {
  const open = await keep('digital-intensity', EXAMPLE);
  const run = await matura(['report', open, '--format', 'pdf'], { env: { CHROMIUM: '/nowhere/chromium' } });
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toContain('put its path into the variable CHROMIUM');
});
