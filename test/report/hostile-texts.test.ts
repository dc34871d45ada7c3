import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { matura } from '../commands/matura.ts';
import { useBrowser } from '../use-browser.ts';
import { makeHostilePack } from '../web/hostile-pack.ts';
import { PAYLOADS } from '../web/script-payloads.ts';

const browser = useBrowser();

let desk: string;
let file: string;

/** An enterprise of a pack with a payload in every text, assessed by itself and on site, with payloads in all it says. */
beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-hostile-'));
  await mkdir(path.join(desk, 'packs/hostile'), { recursive: true });
  await makeHostilePack(path.join(desk, 'packs/hostile'));
  const [name, assessor, note, evidence, text, other] = PAYLOADS as [string, string, string, string, string, string];
  for (const [kind, date, a] of [
    ['self', '2026-01-02', 'y'],
    ['onsite', '2026-03-04', 'x'],
  ] as const) {
    const answers = path.join(desk, `${kind}.json`);
    const said = {
      a: { value: a, note, evidence: [evidence, other] },
      b: { value: 1, note: text },
      d: `${kind} ${text}`,
    };
    const sheet = { pack: 'hostile', assessment: { kind, date, assessor }, facts: { key: name, name, number: 3 } };
    await writeFile(answers, JSON.stringify({ ...sheet, answers: said }));
    const run = await matura(['score', 'packs/hostile', answers, '--files', 'files'], { cwd: desk });
    expect(run.stderr).not.toContain('matura:');
    expect(run.code).toBe(0);
  }
  const [kept = ''] = (await readdir(path.join(desk, 'files'))).filter((one) => one.endsWith('.json'));
  file = path.join('files', kept);
});

afterAll(() => rm(desk, { recursive: true }));

async function write(command: string, format: string): Promise<string> {
  const out = path.join(desk, `${command}.${format}`);
  const run = await matura([command, file, '--packs', 'packs', '--lang', 'en', '--format', format, '-o', out], {
    cwd: desk,
  });
  expect(run.stderr).toContain('Written');
  expect(run.code).toBe(0);
  return out;
}

describe.each(['report', 'compare'])('texts from a pack and an enterprise: matura %s', (command) => {
  test('hostile texts on a page run nothing, add no element, and are shown as they are', async () => {
    const html = await write(command, 'html');
    const page = await (await browser().newContext()).newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${html}`);
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.locator('script, img, iframe, object, [onload], [onerror], a[href^="javascript"]').count()).toBe(
      0,
    );
    expect(requests).toHaveLength(1);
    const shown = (await page.locator('body').textContent()) ?? '';
    expect(shown).toContain(PAYLOADS[0]);
    expect(shown).toContain(PAYLOADS[4]);
  });

  test('hostile texts cannot add HTML or links to Markdown', async () => {
    const markdown = await readFile(await write(command, 'md'), 'utf8');
    // The mark at its end names the command and the enterprise, encoded.
    expect(markdown.replace(/<!-- matura [a-z-]+(?: [^\s<>]+)? -->\n$/, '')).not.toMatch(/<(?!https?:)/);
    expect(markdown).not.toMatch(/(?<!\\)\]\(/);
    expect(markdown).toContain('&lt;/script&gt;');
  });

  test('hostile texts in a Word document keep it well-formed, with links to web addresses only', async () => {
    const parts = await unzip(await readFile(await write(command, 'docx')));
    const texts: string[] = [];
    for (const [name, content] of parts) {
      if (!/\.(xml|rels)$/.test(name)) continue;
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      if (name === 'word/document.xml') parser.on('text', (text) => texts.push(text));
      parser.on('opentag', ({ name: tag, attributes }) => {
        if (tag === 'Relationship' && attributes.TargetMode === 'External')
          expect(attributes.Target).toMatch(/^https?:/);
      });
      parser.write(content.toString('utf8')).close();
    }
    expect(texts.join('')).toContain(PAYLOADS[4]);
  });
});
