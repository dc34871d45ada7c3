import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, type Row, readCsv, rowOf } from './sample-export.ts';

async function score(folder: string, file: string, content: string | Uint8Array): Promise<Record<string, string>[]> {
  await writeFile(path.join(folder, file), content);
  const run = await matura(['batch', 'quick-scan-china', file, '--quiet', '--max-rejects', '3', '--answers'], {
    cwd: folder,
  });
  expect(run.code, run.stderr).toBe(0);
  return readCsv(folder, `${file.replace(/\.jsonl$|\.csv$/, '')}.results.csv`);
}

/** As services write them: answers in a group, numbers as such, what is not answered left out, options as a list. */
function objectOf(row: Row): object {
  const stated = Object.entries(row).filter(([, cell]) => cell !== '');
  const typed = stated.map(([name, cell]) => [
    name,
    /^\d$/.test(cell) ? Number(cell) : cell.includes(';') ? cell.split(';') : cell,
  ]);
  const { uscc, name, ...others } = Object.fromEntries(typed);
  return { uscc, name, section: { ...others } };
}

const ROWS = Array.from({ length: 700 }, (_, i) => rowOf(i, { lead: i < 600 ? '' : '3', skills: String(i % 4) }));
const LINES = ROWS.map((row) => JSON.stringify(objectOf(row)));

test('JSON lines score like the same rows in CSV, even if compressed, piped or with a late new key', async () => {
  const folder = await scratchFolder();
  const expected = await score(folder, 'export.csv', csvOf(ROWS));
  expect(expected).toHaveLength(700);
  const text = `\ufeff${LINES.join('\r\n')}`;
  expect(await score(folder, 'export.jsonl', text)).toEqual(expected);
  expect(await score(folder, 'export.bin', gzipSync(text))).toEqual(expected);
  const piped = await matura(['batch', 'quick-scan-china', '-', '--quiet', '-o', 'piped.csv'], {
    cwd: folder,
    input: text,
  });
  expect(piped.stderr).toContain('700 rows read; 700 scored');
});

test('results and answers written as JSON lines give the same results when they are read again', async () => {
  const folder = await scratchFolder();
  const first = await score(folder, 'export.jsonl', LINES.join('\n'));
  await matura(['batch', 'quick-scan-china', 'export.jsonl', '--quiet', '--answers', '-o', 'r.jsonl'], { cwd: folder });
  expect(await score(folder, 'again.jsonl', await readFile(path.join(folder, 'r.jsonl')))).toEqual(first);
});

test('a JSON line that is not an object is rejected with its place, and numbers keep all digits', async () => {
  const folder = await scratchFolder();
  const [first, second] = LINES as [string, string];
  const long = second.replace(/"uscc":"\w+"/, '"uscc":915101000000000999');
  const deep = `{"uscc":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const broken = Buffer.concat([
    Buffer.from(`${first.slice(0, 60)}\n\n[1]\n${long}\n${deep}\n{`),
    Buffer.from([0xff]),
    Buffer.from('}\n'),
  ]);
  await writeFile(path.join(folder, 'export.jsonl'), Buffer.concat([broken, Buffer.from(LINES.join('\n'))]));
  const { code, stderr } = await matura(['batch', 'quick-scan-china', 'export.jsonl'], { cwd: folder });
  expect([code, stderr]).toEqual([1, expect.stringContaining('705 rows read; 700 scored; 5 rejected')]);
  const rejects = await readCsv(folder, 'export.rejects.csv');
  expect(rejects.map(({ line, rule, key, value }) => [line, rule, key || value])).toEqual([
    ['1', 'not-object', first.slice(0, 60)],
    ['3', 'not-object', '[1]'],
    ['4', 'check-character', '915101000000000999'],
    ['5', 'not-object', deep.slice(0, 200)],
    ['6', 'not-object', '\ufffd{\ufffd}'],
  ]);
});

test.each([
  ['a list', '[{"uscc":"A"},\n{"uscc":"B"}]'],
  ['an object on several lines', '{\n  "rows": [\n    {"uscc": "A"}\n  ]\n}\n'],
])('JSON that is %s is refused, and the error says that a table is needed', async (_, text) => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'export.json'), text);
  const { code, stderr } = await matura(['batch', 'quick-scan-china', 'export.json'], { cwd: folder });
  expect([code, stderr]).toEqual([3, expect.stringContaining('this is JSON, but a table is needed')]);
});

test('JSON too large for a table is reported in the language of the run', async () => {
  const folder = await scratchFolder();
  const members = Array.from({ length: 16_385 }, (_, i) => `"m${i}":1`);
  await writeFile(path.join(folder, 'export.jsonl'), `{${members.join(',')}}\n`);
  const told = async (lang: string): Promise<string> =>
    (await matura(['batch', 'quick-scan-china', 'export.jsonl', '--lang', lang], { cwd: folder })).stderr;
  expect(await told('en')).toContain('far too large for a real table: 16385 members');
  expect(await told('de')).toContain('16385 Felder: viel zu groß für eine echte Tabelle');
  expect(await told('zh')).toContain('16385个字段超出正常表格的规模');
});
