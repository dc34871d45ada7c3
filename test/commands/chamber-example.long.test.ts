import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { CHINESE, expectFilesWithoutChina } from './texts-of-china.ts';

/** The commands of a README, each as its words. */
async function commandsOf(file: string): Promise<string[][]> {
  const blocks = (await readFile(file, 'utf8')).matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return [...blocks]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word).slice(1));
}

test.each([
  ['en', 'district.html', /Possible money: up to (\S+)\sEUR/, /Possible as well +(\S+)\sEUR/],
  ['de', 'bezirk.html', /Mögliche Förderung: bis zu (\S+)\sEUR/, /Außerdem möglich +(\S+)\sEUR/],
])(
  'the example in %s is a chamber’s district; its README’s commands work, plans find money, and nothing is Chinese',
  async (lang, page, possible, possibleOfAll) => {
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
    const printed: string[] = [];
    for (const words of commands) {
      const { code, stdout, stderr } = await matura(words, { cwd: folder });
      expect(code, `${words.join(' ')}\n${stderr}`).toBe(0);
      expect(stdout + stderr, words.join(' ')).not.toMatch(CHINESE);
      printed.push(stdout);
    }
    // Half of EUR 60,000 is the most that Saxony pays a small enterprise for a transformation project.
    expect(possible.exec(printed.join('\n'))?.[1]?.replace(/\D/g, '')).toBe('30000');
    const [all] = printed.flatMap((text) => possibleOfAll.exec(text)?.[1] ?? []);
    expect(Number(all?.replace(/\D/g, ''))).toBeGreaterThan(100_000);
    expect(await expectFilesWithoutChina(folder)).toEqual(
      expect.arrayContaining(['HRB-4711-MUSTERSTADT.json', 'HRA-2208-MUSTERSTADT.json', 'plan.docx', page]),
    );
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
