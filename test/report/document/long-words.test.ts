import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Block } from '../../../src/report/document/document-model.ts';
import { renderHtml } from '../../../src/report/document/html-renderer.ts';
import { useBrowser } from '../../use-browser.ts';

const browser = useBrowser();
const STYLE = path.join(import.meta.dirname, '../../../dist/report-style.css');

/** An answer beside a note that a person pasted: a long text in Chinese, and the name of a file. */
const ANSWERS: Block = {
  kind: 'table',
  columns: ['问题', '答案', '备注与证据'].map((title) => ({ title: [title], align: 'left' })),
  rows: [
    [
      { text: ['数字化规划：企业的数字化打算落实到什么程度？'], isHeading: true },
      { text: ['1级：有人兼管电脑和软件，没有预算'] },
      { text: [`${'现场记录 note '.repeat(300)} ERP-Screenshot_2026-03-17_${'x'.repeat(300)}.pdf`] },
    ],
  ],
};

test('on paper a long word stays on the sheet, and no column beside it is narrowed to single characters', async () => {
  const page = await browser().newPage();
  // As wide as what a sheet of A4 has between its margins.
  await page.setViewportSize({ width: 680, height: 900 });
  await page.emulateMedia({ media: 'print' });
  const document = { tag: 'zh-CN', title: 'x', cover: [], blocks: [ANSWERS], notes: [], notesTitle: '' };
  await page.setContent(renderHtml(document, { style: await readFile(STYLE, 'utf8') }));
  const whole = await page.evaluate<number>('document.documentElement.scrollWidth');
  const cells = await page.locator('tbody > tr > *').all();
  const widths = await Promise.all(cells.map(async (cell) => (await cell.boundingBox())?.width ?? 0));
  expect(whole).toBeLessThanOrEqual(680);
  expect(Math.min(...widths)).toBeGreaterThan(80);
});
