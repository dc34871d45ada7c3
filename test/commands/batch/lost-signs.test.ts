// Names that a wrong encoding has damaged: only question marks are left, or other letters.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const ROWS: readonly Row[] = [
  rowOf(1, { district: '???', chain: '????' }),
  rowOf(2, { district: '???(?)', chain: '5G' }),
  rowOf(3, { district: '\ufffd\ufffd', chain: 'Ski?' }),
  rowOf(4, { district: 'Jinniu', chain: '' }),
];

function sheetOf(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map((row) => HEADINGS.map((heading) => row[heading] ?? ''))];
  return `<sheetData>${cells.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
}

const WRITTEN = {
  csv: csvOf(ROWS),
  jsonl: ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''),
  xlsx: zip(workbookParts({ sheets: { Sheet1: sheetOf(ROWS) } })),
} as const;

test.each(Object.entries(WRITTEN))(
  'in %s, a name made only of question marks is remarked on and not kept',
  async (ending, bytes) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, `e.${ending}`), bytes);
    const run = await matura(['batch', 'quick-scan-china', `e.${ending}`, '--quiet', '--files', 'f'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    const lines = ending === 'jsonl' ? '1, 2, 3' : '2, 3, 4';
    expect(run.stderr).toContain(
      `district: 3 cells with nothing but question marks, read as blank (lines ${lines}). The letters were lost when the file was saved; export it again as UTF-8 or XLSX.`,
    );
    expect(run.stderr).toContain(`chain: 1 cell with nothing but question marks, read as blank (line ${lines[0]}).`);
    const results = await readCsv(cwd, 'e.results.csv');
    expect(results.map(({ district, chain }) => [district, chain])).toEqual([
      ['', ''],
      ['', '5G'],
      ['', 'Ski?'],
      ['Jinniu', ''],
    ]);
    const kept = JSON.parse(await readFile(path.join(cwd, 'f', `${keyOf(1)}.json`), 'utf8'));
    expect(kept.facts.district).not.toMatchObject({ state: 'answered' });
  },
);

test('a portfolio has no group whose name consists of question marks', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), WRITTEN.csv);
  await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd });
  const run = await matura(['portfolio', 'e.results.csv', '--by', 'district', '--date', '2026-11-20'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toContain('Jinniu');
  expect(run.stdout).not.toContain('??');
});

test.each(['registry', 'results'])(
  'a portfolio from a %s with lost letters has no group whose name consists of question marks',
  async (from) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), csvOf([rowOf(1, { district: 'A' }), rowOf(2, { district: 'A' })]));
    await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd });
    const results = await readFile(path.join(cwd, 'e.results.csv'), 'utf8');
    await writeFile(path.join(cwd, 'lost.csv'), results.replaceAll(',A,', ',??,'));
    await writeFile(path.join(cwd, 'r.csv'), `uscc,district\n${keyOf(1)},???\n${keyOf(2)},Jinniu\n`);
    const inputs = from === 'registry' ? ['e.results.csv', '--registry', 'r.csv'] : ['lost.csv'];
    const run = await matura(['portfolio', ...inputs, '--by', 'district', '--date', '2026-11-20'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    const named = from === 'registry' ? 'r.csv: district: 1 cell' : 'lost.csv: district: 2 cells';
    expect(run.stderr).toContain(`${named} with nothing but question marks, read as blank (line`);
    expect(run.stdout).not.toContain('??');
  },
);

test('the remark about lost letters is in the JSON summary, and in Chinese and German', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), WRITTEN.csv);
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--json'], { cwd });
  expect(JSON.parse(run.stdout).remarks).toContainEqual({ code: 'lost-signs', name: 'chain', rows: 1, lines: [2] });
  const say = async (lang: string): Promise<string> =>
    (await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--lang', lang], { cwd })).stderr;
  expect(await say('zh')).toContain('district：3个单元格只有问号，按空白读取（第2、3、4行）');
  expect(await say('de')).toContain('chain: 1 Zelle besteht nur aus Fragezeichen und gilt als leer (Zeile 2).');
});

/** A text as a program shows it that takes its UTF-8 for a Western encoding. */
const garble = (text: string): string => new TextDecoder('windows-1252').decode(Buffer.from(text));
const GARBLED: readonly Row[] = [
  rowOf(1, { name: garble('示例精密机械有限公司'), district: garble('Düsseldorf') }),
  rowOf(2, { name: 'Müller und Söhne', district: 'Â' }),
  rowOf(3, { name: '锟斤拷锟斤拷', district: 'São Tomé' }),
  rowOf(4, { name: '„Bäckerei Ä“', district: 'Ñuñoa' }),
];

test.each([
  ['csv', csvOf(GARBLED), '2, 4', '2'],
  ['jsonl', GARBLED.map((row) => `${JSON.stringify(row)}\n`).join(''), '1, 3', '1'],
  ['xlsx', zip(workbookParts({ sheets: { Sheet1: sheetOf(GARBLED) } })), '2, 4', '2'],
])('in %s, letters from a wrong encoding are remarked on and kept', async (ending, bytes, names, district) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, `e.${ending}`), bytes);
  const run = await matura(['batch', 'quick-scan-china', `e.${ending}`, '--quiet'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain(`name: letters garbled by a wrong encoding, such as “Ã¤” for “ä” (lines ${names}).`);
  expect(run.stderr).toContain(
    `district: letters garbled by a wrong encoding, such as “Ã¤” for “ä” (line ${district}).`,
  );
  expect((await readCsv(cwd, 'e.results.csv')).map(({ district: one }) => one)).toEqual(
    GARBLED.map((row) => row.district),
  );
});

test.each([
  ['zh', 'name：文字因编码错误成为乱码'],
  ['de', 'name: durch eine falsche Kodierung entstellte Buchstaben'],
])('the remark about lost letters is worded in %s', async (lang, words) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(GARBLED));
  expect((await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--lang', lang], { cwd })).stderr).toContain(
    words,
  );
});
