import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, matura, type Run, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const example = useScored();
const KEY = '91350100M000100Y43';

describe('the output of a command', () => {
  // A file of each way in which a command knows its own again: a comment, a line, keys and headings.
  test.each([
    [['form', 'quick-scan-china'], 'form.html'],
    [['explain', 'KEY'], 'level.md'],
    [['explain', 'KEY', 'total'], 'total.txt'],
    [['explain', 'KEY'], 'level.json'],
    [['portfolio', 'files'], 'figures.csv'],
    [['portfolio', 'files'], 'figures.xlsx'],
    [['schema', 'answers'], 'answers.schema.json'],
  ])('the command %j replaces %s only if it wrote the file itself', async (words, name) => {
    const cwd = await example();
    const args = words.map((word) => (word === 'KEY' ? KEY : word));
    const file = path.join(cwd, name);
    expect(await matura([...args, '-o', name], { cwd })).toMatchObject({ stdout: '' });
    expect((await matura([...args, '-q', '-o', name, '--lang', 'de'], { cwd })).stderr).not.toContain(name);
    await writeFile(file, 'mine');
    const refused = await matura([...args, '-o', name], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(await readFile(file, 'utf8')).toBe('mine');
    await matura([...args, '-o', name, '--force'], { cwd });
    expect(await readFile(file, 'utf8')).not.toBe('mine');
  });

  test('an output never replaces the file of an enterprise', async () => {
    const cwd = await example();
    const run = await matura(['explain', KEY, '--json', '-o', `files/${KEY}.json`, '--force'], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('is the file of an enterprise');
  });
});

test('if one output must not be replaced, no other file is written, even if the output is JSON', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'other.json'), '{\n  "scores": 1\n}\n');
  const score = (...more: string[]): Promise<Run> =>
    matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', ...more], { cwd });
  expect(await score('-o', 'other.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('already exists'),
  });
  expect(await readdir(cwd)).toEqual(['other.json']);
  for (let again = 0; again < 2; again++) expect(await score('-o', 'own.json')).toMatchObject({ code: 0 });
  const file = path.join(cwd, 'files', '91350100M000100Y43.json');
  const before = await readFile(file, 'utf8');
  const record = ['record', file, '--measure', 'mes', '--started', 'today'];
  expect((await matura([...record, '-o', 'own.json'], { cwd })).code).toBe(2);
  expect(await readFile(file, 'utf8')).toBe(before);
  expect((await matura([...record, '-o', 'record.json'], { cwd })).code).toBe(0);
});

test.each([
  [['graph', 'quick-scan-china', '-o', 'chart.svg'], 'files that end in .mmd, .mermaid, .md, .markdown'],
  [['form', 'quick-scan-china', '--watch'], '--watch needs --output'],
])('the command %j is refused instead of writing a file that cannot be opened', async (args, said) => {
  const cwd = await scratchFolder();
  const run = await matura(args, { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain(said);
  expect(await readdir(cwd)).toEqual([]);
});

describe('a file about one enterprise', () => {
  test('a user’s own file with a last line like the mark of Matura’s files is not replaced', async () => {
    const cwd = await example();
    await writeFile(path.join(cwd, 'mine.md'), 'See matura report 50%\n');
    const run = await matura(['report', KEY, '-o', 'mine.md'], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('mine.md already exists');
  });

  test.each(['report.html', 'report.md', 'report.docx'])(
    'the file %s is not replaced by the report of another enterprise',
    async (name) => {
      const cwd = await example();
      const other = '91510100MA1234569F';
      await writeFile(path.join(cwd, 'other.yaml'), (await readFile(EXAMPLE, 'utf8')).replaceAll(KEY, other));
      await matura(['score', 'miit-sme-2024', 'other.yaml', '--files', 'files'], { cwd });
      expect((await matura(['report', KEY, '-o', name], { cwd })).code).toBe(0);
      const first = await readFile(path.join(cwd, name));
      const refused = await matura(['report', other, '-o', name], { cwd });
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(`${name} is about another enterprise, ${KEY}, and would be overwritten`);
      expect(await readFile(path.join(cwd, name))).toEqual(first);
      expect((await matura(['report', KEY, '-o', name, '--lang', 'de'], { cwd })).code).toBe(0);
      expect((await matura(['report', other, '-o', name, '--force'], { cwd })).code).toBe(0);
    },
  );
});

test('an option with a single value is refused if it is given two different ones, and nothing is written', async () => {
  const cwd = await example();
  const args = ['portfolio', 'files'];
  expect(await matura([...args, '-o', 'a.json', '-o', 'b.md'], { cwd })).toMatchObject({
    code: 2,
    stderr: 'matura: --output is given twice: "a.json" and "b.md"\nGive it once.\n',
  });
  expect((await readdir(cwd)).filter((name) => /^[ab]\./.test(name))).toEqual([]);
  expect((await matura([...args, '--lang', 'de', '--lang', 'zh'], { cwd })).stderr).toContain('--lang');
  expect(await matura([...args, '-q', '-o', 'a.json', '--output=a.json'], { cwd })).toMatchObject({ code: 0 });
});
