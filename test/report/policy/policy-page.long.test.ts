import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import type { Block, ReportDocument } from '../../../src/report/document/document-model.ts';
import { renderHtml } from '../../../src/report/document/html-renderer.ts';
import { renderMarkdown } from '../../../src/report/document/markdown-renderer.ts';
import { makePolicyDocument } from '../../../src/report/policy/policy-document.ts';
import type { PolicyReport } from '../../../src/report/text/assessment-report.ts';
import { useBrowser } from '../../use-browser.ts';
import { bundled, speak, workshop } from '../report-samples.ts';

const browser = useBrowser();
const STYLE = path.join(import.meta.dirname, '../../../dist/report-style.css');

function pageOf(report: PolicyReport): string {
  return renderMarkdown(makePolicyDocument(report, speak('en'), 'page'));
}

function textOf(blocks: readonly Block[]): string {
  const whole = { tag: 'en', title: '', cover: [], notes: [], notesTitle: '' };
  return renderMarkdown({ ...whole, blocks });
}

/** How many sheets of paper a document takes. */
async function countSheets(document: ReportDocument): Promise<number | undefined> {
  const page = await browser().newPage();
  await page.setContent(renderHtml(document, { style: await readFile(STYLE, 'utf8') }));
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.close();
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
}

test.each(LANGUAGES)(
  'in %s the page of the example takes one sheet of A4, and says who pays what',
  async (language) => {
    const document = makePolicyDocument(await bundled('miit-sme-2024.yaml'), speak(language), 'page');
    expect(await countSheets(document)).toBe(1);
    const { messages } = speak(language);
    const text = renderMarkdown(document);
    for (const part of [messages.page.steps, messages.page.payers, messages.page.next, messages.page.uncertain])
      expect(text).toContain(`### ${part}`);
  },
);

test.each(LANGUAGES)(
  'in %s the plan of the example takes four sheets at most, and says each thing once',
  async (language) => {
    const document = makePolicyDocument(await bundled('miit-sme-2024.yaml'), speak(language), 'plan');
    expect(await countSheets(document)).toBeLessThanOrEqual(4);
    const { who, running } = speak(language).messages.policy.measures;
    // Two measures may need the same people and cost the same each year.
    const mayRecur = (line: string): boolean => [who, running].some((label) => line.includes(`**${label}**`));
    const lines = renderMarkdown(document)
      .split('\n')
      .filter((line) => line.length > 40 && !line.startsWith('|') && !mayRecur(line));
    expect(new Set(lines).size).toBe(lines.length);
  },
);

test('the whole policy begins with the page, word for word', async () => {
  const report = await workshop();
  const [page] = makePolicyDocument(report, speak('en'), 'page').blocks;
  const [first, second] = makePolicyDocument(report, speak('en')).blocks;
  // The full version itself holds all reasons that the page refers to.
  const asOnPage = JSON.stringify(first).replaceAll('in the section “Funding”', 'in the full version');
  expect(JSON.parse(asOnPage)).toEqual(page);
  expect(second).toMatchObject({ kind: 'heading', id: 'details' });
});

test('amounts that were not compared with the original are likely, never certain', async () => {
  const text = pageOf(await bundled('miit-sme-2024.yaml', 'deyang-2024'));
  expect(text).toContain('| Certain money | none; 1,774,000 CNY left to pay |\n');
  // 10 % of 1,774,000 CNY less the bonus, 50,000, and the data register, 120,000, which are neither hardware nor software.
  const project = 'Subsidy for smart and digital transformation projects';
  expect(text).toContain(
    `| Likely money | 160,400 CNY from ${project} (in force until 11 November 2028); 1,613,600 CNY left to pay |\n`,
  );
  expect(text).toContain('| Own share | 1,613,600 CNY (upper estimate);');
  expect(text).toContain(`| ${project} | 160,400 CNY | likely; in force until 11 November 2028 |`);
  expect(text.match(/\| possible: /g)).toHaveLength(1);
});

test('likely funding is listed before funding that is only possible', async () => {
  const text = pageOf(await workshop());
  const rows = [...text.matchAll(/\| (likely|open to you|possible)/g)].map(([, standing]) => standing);
  expect(rows[0]).toBe('likely');
});

test('the months match the roadmap, even if no roadmap was requested', async () => {
  const report = await workshop();
  const { roadmap: _, ...without } = report.recommendation;
  const spans = (text: string): (string | undefined)[] =>
    [...text.matchAll(/[·█]+ \| ([\d.–]+) \|/g)].map(([, span]) => span);
  expect(spans(pageOf({ ...report, recommendation: without }))).toEqual(['1', '2–5']);
});

test('each tier of funding states what it leaves to pay', async () => {
  const report = await bundled('miit-sme-2024.yaml', 'deyang-2024');
  const { funding } = report.recommendation;
  if (!funding) throw new Error('no funding');
  if (!funding.likely) throw new Error('no likely money');
  const possible = { ...funding.likely, total: '528000', own: '1436000' };
  const text = pageOf({ ...report, recommendation: { ...report.recommendation, funding: { ...funding, possible } } });
  expect(text).toContain('| Possible money | up to 528,000 CNY; 1,436,000 CNY left to pay |');
});

test('an unreachable target lists missing requirements; the highest level says that nothing is missing', async () => {
  const report = await workshop();
  const unmet = [{ name: 'total', keyword: 'minimum', truth: 'fails', has: 80.04, needs: 90 }] as const;
  const target = { level: 3, reached: false, levelAfter: 2, unmet: [...unmet] };
  expect(pageOf({ ...report, recommendation: { ...report.recommendation, target } })).toContain(
    '- Total is 80 but needs 90: 10 more',
  );
  const { funding: _, cost: __, ...bare } = report.recommendation;
  const done = { ...bare, target: { level: null, reached: true }, measures: [], instruments: [] };
  const text = pageOf({ ...report, recommendation: done });
  expect(text).toContain('**Nothing is missing; the highest level is reached.**');
  expect(text).not.toContain('undefined');
});

test.each(LANGUAGES)(
  'in %s the page of a policy with sixty steps takes one sheet as well, and says how many steps it omits',
  async (language) => {
    const report = await bundled('miit-sme-2024.yaml');
    const { measures } = report.recommendation;
    const many = Array.from({ length: 60 }, (_, i) => measures[i % measures.length] as (typeof measures)[number]);
    const recommendation = { ...report.recommendation, measures: many };
    const document = makePolicyDocument({ ...report, recommendation }, speak(language), 'page');
    expect(await countSheets(document)).toBe(1);
    expect(renderMarkdown(document)).toContain(
      `\n${speak(language).messages.page.more({ count: '57', section: undefined })}\n`,
    );
  },
);

test('free text of a pack stays text on the page', async () => {
  const report = await workshop();
  const measures = report.measures && {
    ...report.measures,
    measures: report.measures.measures.map((one) => ({ ...one, title: '<b>| x |</b>\n# y' })),
  };
  const { blocks } = makePolicyDocument({ ...report, measures }, speak('en'), 'page');
  expect(textOf(blocks)).toContain('&lt;b&gt;\\| x \\|&lt;/b&gt; # y');
  expect(renderHtml(makePolicyDocument({ ...report, measures }, speak('en'), 'page'), { style: '' })).not.toContain(
    '<b>|',
  );
});

test('counted funding that ends before its measures are done is reported on the page and with the sums', async () => {
  const report = await bundled('miit-sme-2024.yaml', 'zhongshan-2024');
  const said =
    'Transformation subsidy graded by the level reached ends on 31 December 2026; under this plan, the measures it pays for take until 24 July 2028.';
  expect(pageOf(report)).toContain(`- ${said}`);
  expect(renderMarkdown(makePolicyDocument(report, speak('en')))).toContain(`\n${said}`);
  expect(await countSheets(makePolicyDocument(report, speak('de'), 'page'))).toBe(1);
});
