import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../report/docx/open-docx.ts';
import { matura, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const scored = useScored();
const KEY = '91350100M000100Y43';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const LETTERHEAD = `kind: project
letterhead:
  logo: logo.svg
  name: { en: Upper Valley Office, de: Büro Oberes Tal, zh: 上谷办公室 }
  contact: [A. Example, office@example.org]
  closing: { en: Call us., de: Rufen Sie an., zh: 欢迎来电。 }
  signatures: [{ en: Office, de: Büro, zh: 办公室 }, { en: Management, de: Leitung, zh: 企业 }]
privacy: { file: { en: privacy.en.txt, de: privacy.de.txt, zh: privacy.zh.txt } }
`;

/** A folder with an enterprise and a letterhead. */
async function inOffice(project = LETTERHEAD): Promise<string> {
  const cwd = await scored();
  const texts = {
    en: 'We keep\nyour answers.\n\nAsk us.',
    de: 'Wir speichern Ihre Antworten.',
    zh: '我们保存您的答案。',
  };
  await writeFile(path.join(cwd, 'matura.yaml'), project);
  await writeFile(path.join(cwd, 'logo.svg'), SVG);
  await writeFile(path.join(cwd, 'logo.png'), PNG);
  for (const [language, text] of Object.entries(texts))
    await writeFile(path.join(cwd, `privacy.${language}.txt`), text);
  return cwd;
}

describe('a letterhead in matura.yaml', () => {
  test.each([
    ['en', 'Upper Valley Office', 'Call us.', 'Management, date: ____', 'Data protection', 'We keep your answers.'],
    ['de', 'Büro Oberes Tal', 'Rufen Sie an.', 'Leitung, Datum: ____', 'Datenschutz', 'Wir speichern Ihre Antworten.'],
    ['zh', '上谷办公室', '欢迎来电。', '企业、日期：____', '个人信息保护', '我们保存您的答案。'],
  ])('a letterhead is on report and plan in HTML, Markdown and Word (%s)', async (lang, ...texts) => {
    const cwd = await inOffice();
    for (const command of ['report', 'recommend']) {
      const html = (await matura([command, KEY, '--lang', lang, '--format', 'html'], { cwd })).stdout;
      expect(html).toContain(`src="data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}"`);
      const md = (await matura([command, KEY, '--lang', lang, '--format', 'md'], { cwd })).stdout;
      await writeFile(path.join(cwd, 'matura.yaml'), LETTERHEAD.replace('logo.svg', 'logo.png'));
      const docx = await matura([command, KEY, '--lang', lang, '-o', `${command}.docx`], { cwd });
      expect(docx.code, docx.stderr).toBe(0);
      await writeFile(path.join(cwd, 'matura.yaml'), LETTERHEAD);
      const parts = await partsOf(await readFile(path.join(cwd, `${command}.docx`)));
      const xml = parts.get('word/document.xml') ?? '';
      expect([...parts.keys()].some((name) => name.startsWith('word/media/'))).toBe(true);
      for (const text of [...texts, 'office@example.org']) {
        expect(html).toContain(text);
        expect(md.replaceAll('\\_', '_')).toContain(text);
        expect(xml).toContain(text);
      }
      // The lines of the office replace the one of the report.
      expect(html).not.toMatch(/Assessor, date|Bewertet von, Datum|评测人员、日期/);
    }
  });

  test.each([
    [
      'en',
      'Upper Valley Office',
      'Call us.',
      'Management, date: ____',
      'Data protection',
      'We keep your answers.',
      'and consent',
    ],
    [
      'de',
      'Büro Oberes Tal',
      'Rufen Sie an.',
      'Leitung, Datum: ____',
      'Datenschutz',
      'Wir speichern Ihre',
      'und willige',
    ],
    ['zh', '上谷办公室', '欢迎来电。', '企业、日期：____', '个人信息保护', '我们保存您的答案。', '并同意'],
  ])('a letterhead is on the questionnaire for paper (%s)', async (lang, ...texts) => {
    const cwd = await inOffice(
      LETTERHEAD.replace('logo.svg', 'logo.png').replace('privacy: {', 'privacy: { consent: true,'),
    );
    const { code, stderr } = await matura(['template', 'quick-scan', '--lang', lang, '-o', 'paper.docx'], { cwd });
    expect(code, stderr).toBe(0);
    const parts = await partsOf(await readFile(path.join(cwd, 'paper.docx')));
    const xml = parts.get('word/document.xml') ?? '';
    expect([...parts.keys()].some((name) => name.startsWith('word/media/'))).toBe(true);
    for (const text of [...texts, 'office@example.org']) expect(xml).toContain(text);
    // Who fills it in sees who asks and what becomes of the answers first, and signs last.
    const places = [texts[0], texts[4], '\u2610', texts[1], texts[2]].map((text = '') => xml.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));

    const svg = await inOffice();
    const refused = await matura(['template', 'quick-scan', '-o', 'paper.docx'], { cwd: svg });
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/logo\.svg.*\nSave the logo as PNG/) });
    expect((await matura(['template', 'quick-scan', '-o', 'blank.yaml'], { cwd: svg })).code).toBe(0);
  });

  test('a letterhead is not in JSON or on the terminal, and a single page has only its head', async () => {
    const cwd = await inOffice();
    const json = (await matura(['report', KEY, '--format', 'json'], { cwd })).stdout;
    const terminal = (await matura(['recommend', KEY], { cwd })).stdout;
    const page = (await matura(['recommend', KEY, '--short', '--format', 'md'], { cwd })).stdout;
    await writeFile(path.join(cwd, 'matura.yaml'), 'kind: project\n');
    expect((await matura(['report', KEY, '--format', 'json'], { cwd })).stdout).toBe(json);
    expect((await matura(['recommend', KEY], { cwd })).stdout).toBe(terminal);
    expect(page).toContain('Upper Valley Office');
    expect(page).not.toContain('Call us.');
  });

  test('--logo takes precedence over the logo of the letterhead', async () => {
    const cwd = await inOffice(LETTERHEAD.replace('logo.svg', 'missing.png'));
    const { stdout } = await matura(['report', KEY, '--logo', 'logo.png'], { cwd });
    expect(stdout).toContain(`data:image/png;base64,${PNG.toString('base64')}`);
    expect(stdout).toContain('Upper Valley Office');
  });

  test.each([
    ['a logo outside the folder', 'logo.svg', '../logo.svg', /leads out of the folder of matura\.yaml\nCopy the file/],
    ['an absolute path', 'logo.svg', '/etc/hostname', /leads out of the folder/],
    ['a link to a picture elsewhere', 'logo.svg', 'link.svg', /symbolic link.*\nPut a copy of the file/],
    ['a picture in a linked folder', 'logo.svg', 'linked/logo.svg', /symbolic link/],
    ['an SVG with a script', 'logo.svg', 'active.svg', /does more than draw.*\nSave the logo as PNG/],
    ['an SVG that loads a picture', 'logo.svg', 'loading.svg', /does more than draw/],
    ['a huge file', 'logo.svg', 'huge.png', /too large: at most 2 MB/],
    ['a folder', 'logo.svg', 'files', /files/],
    ['a missing file', 'logo.svg', 'missing.png', /missing\.png/],
    ['a data-protection text elsewhere', 'privacy.en.txt', '/etc/hostname', /leads out of the folder/],
    ['a linked data-protection text', 'privacy.en.txt', 'link.txt', /symbolic link/],
    ['a data-protection text that is no text', 'privacy.en.txt', 'logo.png', /not a text in UTF-8/],
    ['a huge data-protection text', 'privacy.en.txt', 'huge.png', /at most 100 kB/],
  ])('a letterhead with %s is refused, and the error says what to do', async (_, from, to, words) => {
    const elsewhere = await scratchFolder();
    await writeFile(path.join(elsewhere, 'logo.svg'), SVG);
    const cwd = await inOffice(LETTERHEAD.replace(from, to));
    await symlink(path.join(elsewhere, 'logo.svg'), path.join(cwd, 'link.svg'));
    await symlink(path.join(elsewhere, 'logo.svg'), path.join(cwd, 'link.txt'));
    await symlink(elsewhere, path.join(cwd, 'linked'));
    await writeFile(path.join(cwd, 'active.svg'), SVG.replace('<path', '<script>1</script><path'));
    await writeFile(
      path.join(cwd, 'loading.svg'),
      SVG.replace('<path', '<image href="https://example.org/a.png"/><path'),
    );
    await writeFile(path.join(cwd, 'huge.png'), Buffer.concat([PNG, Buffer.alloc(2_000_000)]));
    const run = await matura(['report', KEY, '-o', 'report.html'], { cwd });
    expect(run.code, run.stderr).toBe(3);
    expect(run.stderr).toMatch(words);
  });

  test('a letterhead with both a data-protection text and a file, or with an unknown key, is refused', async () => {
    const both = await inOffice(LETTERHEAD.replace('privacy: {', 'privacy: { text: A,'));
    expect(await matura(['report', KEY], { cwd: both })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('either text or file'),
    });
    const typo = await inOffice(LETTERHEAD.replace('closing:', 'closin:'));
    expect((await matura(['report', KEY], { cwd: typo })).stderr).toContain('closing');
  });
});
