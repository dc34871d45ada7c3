import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBLEMS, type ProblemCode } from '../src/model/problem.ts';
import { ruleAddressOf } from '../src/report/check/rule-page.ts';
import { ROOT } from './commands/matura.ts';
import { useBrowser } from './use-browser.ts';

const SITE = path.join(ROOT, 'site');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};
const browser = useBrowser();
let server: Server;
let address: string;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [path.join(ROOT, '.site/start.mjs')], { maxBuffer: 1 << 26 });
  server = createServer(async ({ url = '' }, response) => {
    const file = path.join(SITE, decodeURI(url).replace(/\/$/, '/index.html'));
    const content = await readFile(file).catch(() => undefined);
    response.writeHead(content ? 200 : 404, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 900_000);
afterAll(() => server?.close());

test('every link of the site leads to an existing page and anchor, and no page loads anything external', async () => {
  const names = (await readdir(SITE, { recursive: true })).filter((name) => name.endsWith('.html'));
  const texts = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(SITE, name), 'utf8')] as const)),
  );
  const lost: string[] = [];
  for (const [name, text] of texts) {
    for (const [, link = ''] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(https?:|data:)/.test(link)) continue;
      const [file = '', anchor = ''] = new URL(link, `file:///${name}`).pathname.split('#');
      const place = decodeURIComponent(new URL(link, 'file:///').hash.slice(1) || anchor);
      const target = link.startsWith('#')
        ? name
        : decodeURI(file)
            .slice(1)
            .replace(/(^|\/)$/, '$1index.html');
      const page = texts.get(target);
      const found =
        page === undefined
          ? await stat(path.join(SITE, target)).catch(() => undefined)
          : !place || page.includes(` id="${place}"`);
      if (!found) lost.push(`${name}: ${link}`);
    }
    expect(text, name).not.toMatch(/<(script|img|link)[^>]* (src|href)="https?:/);
  }
  expect(lost).toEqual([]);
  for (const page of [
    'guides/your-first-pack',
    'zh/guides/score-an-export',
    'de/commands/batch',
    'rules/M3',
    'zh/packs/miit-sme-2024',
    'policies/chengdu',
  ]) {
    expect(names).toContain(`${page}.html`);
  }
});

test('findings link to the pages of their rules', async () => {
  const lost: string[] = [];
  for (const language of ['en', 'zh', 'de'] as const) {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const { pathname, hash } = new URL(ruleAddressOf(code, 'https://standards.example', language));
      const page = await readFile(path.join(SITE, pathname), 'utf8').catch(() => '');
      if (!page.includes(` id="${hash.slice(1)}"`)) lost.push(`${pathname}${hash}`);
    }
  }
  expect(lost).toEqual([]);
});

test.each([1280, 390])(
  'the site fits a window of %i pixels and can be searched there without a network',
  async (width) => {
    const page = await browser().newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    const faults: unknown[] = [];
    page.on('pageerror', (error) => faults.push(error));
    for (const { at, words, found } of [
      { at: '/guides/programme.html', words: 'unreachable', found: /unreachable-level/ },
      { at: '/zh/packs/miit-sme-2024.html', words: '资金支持', found: /政策|资金/ },
    ]) {
      await page.goto(`${address}${at}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.keyboard.press('Control+k');
      await page.locator('.VPLocalSearchBox input').fill(words);
      await expect
        .poll(() => page.locator('.VPLocalSearchBox .results').textContent(), { timeout: 20_000 })
        .toMatch(found);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).not.toContain(at);
    }
    expect(asked.filter((origin) => origin !== address && origin !== 'null')).toEqual([]);
    expect(faults).toEqual([]);
  },
);
