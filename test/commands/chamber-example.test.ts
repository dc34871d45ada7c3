import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';

/** What belongs to China: its money, codes, standards, places and letters. */
const CHINESE = /\p{Script=Han}|\bCNY\b|\buscc\b|GB\/T|Chengdu|Deyang|Sozialkreditcode/iu;

/** The commands of a README, each as its words. */
async function commandsOf(file: string): Promise<string[][]> {
  const blocks = (await readFile(file, 'utf8')).matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return [...blocks]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word).slice(1));
}

/** The text of a file; of a Word document, the parts that people read, which leaves out the names of fonts. */
async function textsOf(file: string): Promise<string[]> {
  const bytes = await readFile(file);
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return [bytes.toString('utf8')];
  const parts = [...(await unzip(bytes))].filter(([name]) => /^word\/(document|footnotes|header|footer)/.test(name));
  expect(parts).not.toHaveLength(0);
  return parts.map(([, part]) => part.toString());
}

/**
 * A form carries its program and its texts in all languages, so that whoever fills it in can choose; an enterprise file
 * carries the titles of levels in all languages of its pack.
 */
function withoutOtherLanguages(name: string, text: string): string {
  return /^(?:fragebogen|form)\.html$|\.json$/.test(name)
    ? text.replace(/<script[\s\S]*?<\/script>|\p{Script=Han}/gu, '')
    : text;
}

test.each([
  ['en', 'district.html'],
  ['de', 'bezirk.html'],
])(
  'the example in %s is a chamber’s district; its README’s commands work, and nothing is Chinese',
  async (lang, page) => {
    const cwd = await scratchFolder();
    const made = await matura(['init', 'demo', '--example', '--lang', lang], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).not.toMatch(CHINESE);
    const folder = path.join(cwd, 'demo');
    const suggested = [...made.stdout.matchAll(/^ {2}matura (.*)$/gm)].map(([, line]) => line);
    const commands = await commandsOf(path.join(folder, 'README.md'));
    expect(commands.length).toBeGreaterThanOrEqual(12);
    expect(suggested).toHaveLength(3);
    const typed = commands.map((words) => words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' '));
    expect(typed).toEqual(expect.arrayContaining(suggested));
    for (const words of commands) {
      const { code, stdout, stderr } = await matura(words, { cwd: folder });
      expect(code, `${words.join(' ')}\n${stderr}`).toBe(0);
      expect(stdout + stderr, words.join(' ')).not.toMatch(CHINESE);
    }
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['HRB-4711-MUSTERSTADT.json', 'HRA-2208-MUSTERSTADT.json', 'plan.docx', page]),
    );
    for (const { parentPath, name } of files) {
      expect(name).not.toMatch(CHINESE);
      for (const text of await textsOf(path.join(parentPath, name)))
        expect(withoutOtherLanguages(name, text).match(CHINESE)?.[0], name).toBeUndefined();
    }
  },
);

test('the example is that of the language, however the language is chosen, or that of --country', async () => {
  const cwd = await scratchFolder();
  const env = { LC_ALL: 'de_AT.UTF-8' };
  expect((await matura(['init', 'own', '--example'], { cwd, env })).code).toBe(0);
  expect((await matura(['init', 'chinese', '--example', '--lang', 'zh'], { cwd, env })).code).toBe(0);
  expect(await readdir(path.join(cwd, 'own'))).toEqual(
    (await readdir(path.join(ROOT, 'examples/chamber/de'))).concat('files').sort(),
  );
  expect(await readdir(path.join(cwd, 'chinese'))).not.toContain('matura.yaml');

  const city = await matura(['init', 'city', '--country', 'CN', '--lang', 'en'], { cwd });
  expect(city).toMatchObject({ code: 0, stdout: expect.stringContaining('files written to city') });
  expect(await readdir(path.join(cwd, 'city'))).toEqual(await readdir(path.join(cwd, 'chinese')));
  expect((await matura(['init', 'district', '--country', 'DE', '--lang', 'zh'], { cwd })).code).toBe(0);
  const district = await readFile(path.join(cwd, 'district/README.md'), 'utf8');
  expect(district).toBe(await readFile(path.join(ROOT, 'examples/chamber/en/README.md'), 'utf8'));
  const other = await matura(['init', 'other', '--country', 'AT'], { cwd });
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('CN, DE') });
});
