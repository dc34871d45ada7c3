import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Document, Header, Packer, Paragraph } from 'docx';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { fieldsOf, partsOf } from '../report/docx/open-docx.ts';
import { EXAMPLE, matura, maturaProcess, ROOT, scratchFolder } from './matura.ts';
import { saveAs, useOffice } from './use-office.ts';

useOffice();

const KEY = '91350100M000100Y43';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwQBEPgD/U6VwW8AAAAASUVORK5CYII=',
  'base64',
);
const MATRIX = path.join(ROOT, 'test/fixtures/constructs/matrix');

/** The text of a document as LibreOffice has read it. */
async function readText(cwd: string, name: string): Promise<string> {
  return readFile(path.join(cwd, `${name}.txt`), 'utf8');
}

test('reports and paper forms open completely in LibreOffice and are byte-identical when built elsewhere', async () => {
  const cwd = await scratchFolder();
  const run = async (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<void> => {
    const { code, stderr } = env ? await maturaProcess(args, { cwd, env }) : await matura(args, { cwd });
    expect(code, stderr).toBe(0);
  };
  await writeFile(path.join(cwd, 'logo.png'), PNG);
  const letterhead = new Document({
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph('Kanzlei: {{title}}')] }) },
        children: [new Paragraph('Deckblatt'), new Paragraph('{{report}}'), new Paragraph('Ende')],
      },
    ],
  });
  await writeFile(path.join(cwd, 'letterhead.docx'), await Packer.toBuffer(letterhead));
  await run(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files']);
  const reports = [
    ['report-zh.docx', ['--lang', 'zh']],
    ['report-de.docx', ['--lang', 'de', '--template', 'letterhead.docx', '--logo', 'logo.png']],
  ] as const;
  const elsewhere = { TZ: 'Pacific/Kiritimati', LC_ALL: 'zh_CN.UTF-8' };
  const asOf = ['--as-of', '2026-11-18'];
  for (const [name, options] of reports) {
    await run(['report', KEY, '--format', 'docx', ...asOf, ...options, '-o', name]);
    await run(['report', KEY, '--format', 'docx', ...asOf, ...options, '-o', `again-${name}`], elsewhere);
  }
  const papers = [
    ['paper-en.docx', 'quick-scan-china', 'en'],
    ['paper-zh.docx', 'miit-sme-2024', 'zh'],
    ['paper-de.docx', MATRIX, 'de'],
  ] as const;
  for (const [name, pack, lang] of papers) {
    await run(['template', pack, '--format', 'docx', '--lang', lang, '-o', name]);
    await run(['template', pack, '--format', 'docx', '--lang', lang, '-o', `again-${name}`], elsewhere);
  }
  const names = [...reports, ...papers].map(([name]) => name);
  for (const name of names) {
    const [one, other] = [await readFile(path.join(cwd, name)), await readFile(path.join(cwd, `again-${name}`))];
    expect(one.equals(other), name).toBe(true);
    const all = [...(await partsOf(one)).values()];
    expect(all.join()).not.toContain('TargetMode="External"');
    for (const code of all.flatMap(fieldsOf)) expect(code).toMatch(/^(PAGE|NUMPAGES|PAGEREF .*|TOC .*|)$/);
  }

  await saveAs(cwd, names, 'txt:Text (encoded):UTF8');
  const zh = await readText(cwd, 'report-zh');
  for (const words of ['示例精密机械有限公司', '目录', 'MES 只覆盖机加工车间', '48.5']) expect(zh).toContain(words);
  const de = await readText(cwd, 'report-de');
  expect(de.trim()).toMatch(/^\ufeff?Deckblatt[\s\S]*Alle Antworten[\s\S]*Ende$/);
  const paper = await readText(cwd, 'paper-zh');
  expect(paper).toContain('仅当：划型行业：建筑业');
  for (const word of ['☐', '暂不清楚', '备注、证据', '网络建设']) expect(paper).toContain(word);
  expect((await readText(cwd, 'paper-de')).match(/☐/g)?.length).toBe(15 + 4 + 6 + 2 + 9 + 3);
  // Twelve facts, questions and more: none is forgotten.
  const asked = (await readText(cwd, 'paper-en')).match(/don’t know yet/g)?.length ?? 0;
  const { stdout } = await matura(['template', 'quick-scan-china'], { cwd });
  const required = stdout.match(/# .*\brequired\b/g)?.length ?? 0;
  expect(asked).toBeGreaterThanOrEqual((stdout.match(/\{ state: unanswered \} {2}#/g)?.length ?? 0) - required);
}, 240_000);

test('the example’s plan takes four pages in Word, or one with --short, in every language', async () => {
  const cwd = await scratchFolder();
  await matura(['init', 'demo', '--example', '--lang', 'zh'], { cwd });
  const demo = path.join(cwd, 'demo');
  const pagesByName = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const [name, pages, options] of [
      [`plan-${language}`, 4, []],
      [`first-${language}`, 1, ['--short']],
    ] as const) {
      const output = path.join(cwd, `${name}.docx`);
      const planning = ['recommend', KEY, '--as-of', '2026-12-01', '--lang', language];
      const { code, stderr } = await matura([...planning, ...options, '-o', output], { cwd: demo });
      expect(code, stderr).toBe(0);
      pagesByName.set(name, pages);
    }
  }
  await saveAs(
    cwd,
    [...pagesByName.keys()].map((name) => `${name}.docx`),
    'pdf',
  );
  const counted = new Map<string, number | undefined>();
  for (const name of pagesByName.keys()) {
    const pdf = await readFile(path.join(cwd, `${name}.pdf`), 'latin1');
    counted.set(name, pdf.match(/\/Type\s*\/Page\b/g)?.length);
  }
  expect(counted).toEqual(pagesByName);
});
