import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { maturaProcess, scratchFolder } from '../matura.ts';
import { HEADINGS } from './sample-export.ts';

const SHEET = 'xl/worksheets/sheet0.xml';
const STRINGS = 'xl/sharedStrings.xml';
const ROW = `<row>${HEADINGS.map(inline).join('')}</row>`;
const PARTS = workbookParts({ sheets: { s: `<sheetData>${ROW}</sheetData>` }, strings: '<si><t>a</t></si>' });
const MILLION = 1_000_000;

/** A megabyte for each of so many. */
const much = (text: string, megabytes: number): string => text.repeat((megabytes * MILLION) / text.length);

const BOMBS: readonly (readonly [string, Buffer, string])[] = [
  ['elements within elements', zip({ ...PARTS, [SHEET]: much('<a>', 60) }), 'damaged'],
  ['the same among shared strings', zip({ ...PARTS, [STRINGS]: `<sst>${much('<a>', 60)}` }), 'damaged'],
  ['a text without an end', zip({ ...PARTS, [SHEET]: `<worksheet><sheetData>${much('text', 60)}` }), 'damaged'],
  ['an attribute without an end', zip({ ...PARTS, [SHEET]: `<worksheet a="${much('text', 60)}` }), 'damaged'],
  ['a cell of many texts', zip({ ...PARTS, [STRINGS]: `<sst><si>${much('<t>texts</t>', 60)}` }), 'far too large'],
  [
    'rows of empty cells',
    zip({ ...PARTS, [SHEET]: `<worksheet><sheetData>${ROW}${much('<row><c r="XFD1"><v>1</v></c></row>', 60)}` }),
    'far too large',
  ],
  [
    'merged cells that never close',
    zip({ ...PARTS, [SHEET]: `<worksheet><sheetData>${ROW}</sheetData><mergeCells>${much('<mergeCell ', 15)}` }),
    'damaged',
  ],
];

test.each(BOMBS)('a workbook with %s is refused quickly and with little memory', async (_, book, word) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'b.xlsx'), book);
  expect(book.length).toBeLessThan(MILLION);
  const env = { NODE_OPTIONS: '--max-old-space-size=200' };
  const run = await maturaProcess(['batch', 'quick-scan-china', 'b.xlsx'], { cwd, env });
  expect(run, run.stderr).toMatchObject({ code: 3 });
  expect(run.stderr).toContain(word);
});

test('a workbook is refused as damaged if the bytes of a part do not match their checksum', async () => {
  const cwd = await scratchFolder();
  const book = zip(PARTS);
  // The checksum of the sheet stands in the directory at the end.
  const entry = book.lastIndexOf(SHEET) - 46;
  book.writeUInt32LE((book.readUInt32LE(entry + 16) ^ 1) >>> 0, entry + 16);
  await writeFile(path.join(cwd, 'b.xlsx'), book);
  const run = await maturaProcess(['batch', 'quick-scan-china', 'b.xlsx'], { cwd });
  expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('CRC-32') });
});
