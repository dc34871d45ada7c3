// A language that exists only here: every English message in marks of its own. What a page says outside of the marks is
// written past the messages, and a mark without its counterpart is a message that was cut.
import { expect, test } from 'vitest';
import type { Messages } from '../../src/i18n/index.ts';
import { renderSummary } from '../../src/report/assessment-summary.ts';
import { renderTerminal } from '../../src/report/document/terminal-renderer.ts';
import { makeExplanationDocument } from '../../src/report/explain/explanation.ts';
import { renderPolicyMarkdown } from '../../src/report/policy/policy-document.ts';
import type { ReportLanguage } from '../../src/report/text/assessment-report.ts';
import { makeVocabulary } from '../../src/report/text/vocabulary.ts';
import { messagesOf } from '../messages.ts';
import { explanationOf, readExample } from '../report/explain-example.ts';
import { bundled } from '../report/report-samples.ts';

function marked(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (typeof value === 'function') return (...given: unknown[]) => marked(value(...given));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

/** Texts of the pack, dates and numbers are Chinese, so that Latin words are the interface's. */
const { numbers, language } = messagesOf('zh');
const PSEUDO = { ...(marked(messagesOf('en')) as Messages), numbers, language };
const SPEAKING: ReportLanguage = { language: 'zh', messages: PSEUDO };
const TERMINAL = { width: 400, color: false };
const FILE = 'miit-sme-2024.yaml';
const report = await bundled(FILE);

async function explanation(): Promise<string> {
  const example = await readExample(FILE);
  const { plan } = example;
  const vocabulary = makeVocabulary({
    plan,
    messages: PSEUDO,
    language: 'zh',
    languages: ['zh', 'en'],
    titles: undefined,
  });
  const { pack, ...explained } = explanationOf(example, 'total');
  const document = makeExplanationDocument({ ...explained, pack: { ...pack, id: 'miit-sme-2024' } }, vocabulary);
  return renderTerminal(document, TERMINAL);
}

/** What stands outside of the marks; each mark has its counterpart. */
function outside(text: string): string {
  let depth = 0;
  let rest = '';
  for (const character of text) {
    if (character === '⟧') depth--;
    if (depth === 0) rest += character === '⟧' ? '|' : character;
    if (character === '⟦') depth++;
    expect(depth, rest.slice(-80)).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
  return rest;
}

test.each([
  ['the summary', () => renderSummary(report, { ...SPEAKING, ...TERMINAL })],
  ['the policy', () => renderPolicyMarkdown(report, SPEAKING)],
  ['the explanation', explanation],
])('%s prints only texts from the message files, and truncates none', async (_, render) => {
  const data = JSON.stringify(report, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
  const words = outside(await render()).match(/[A-Za-z][A-Za-z'’ -]+[a-z]/g) ?? [];
  expect(words.filter((word) => !data.includes(word))).toEqual([]);
});
