import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../src/table/gb18030-codec.ts';
import { encode, findEncoding } from '../../src/table/text-encoding.ts';
import { inPieces, readAll, refusalOf, useFolder } from './read-table-files.ts';

const write = useFolder();
const require = createRequire(import.meta.url);
const utf16 = (text: string, isBig = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};
const TABLE = '企业,名称,"答案\n（一）"\n001,"华工，智造",A\n002,"𠀀龘镕,\n二厂",B\n';
const ROWS = [
  ['001', '华工，智造', 'A'],
  ['002', '𠀀龘镕,\n二厂', 'B'],
];

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TABLE), 'utf-8', 'content'],
    ['UTF-8 with a mark before a bare heading', Buffer.from(`\ufeff${TABLE}`), 'utf-8', 'mark'],
    ['UTF-8 with a mark before a quoted heading', Buffer.from(`\ufeff"企业"${TABLE.slice(2)}`), 'utf-8', 'mark'],
    ['GB18030, four-byte characters too', encodeGb18030(TABLE), 'gb18030', 'content'],
    ['GB18030 with a mark', encodeGb18030(`\ufeff${TABLE}`), 'gb18030', 'mark'],
    ['UTF-16LE with a mark', utf16(`\ufeff${TABLE}`), 'utf-16le', 'mark'],
    ['UTF-16BE with a mark', utf16(`\ufeff${TABLE}`, true), 'utf-16be', 'mark'],
    ['UTF-16LE', utf16(TABLE), 'utf-16le', 'content'],
    ['UTF-16BE', utf16(TABLE, true), 'utf-16be', 'content'],
  ])('the encoding %s is recognised', async (name, bytes, encoding, by) => {
    const file = write('table.csv', bytes);
    const read = await readAll({ path: file });
    expect(read.table.detection.encoding, name).toEqual({ encoding, by });
    expect(read.table.shape.headings).toEqual(['企业', '名称', '答案\n（一）']);
    expect(read.rows).toEqual(ROWS);
    expect(read.lines).toEqual([3, 4]);
    for (const length of [1, 2, 3, 5, 7, 64]) {
      const { rows, lines, records } = await readAll({ stream: inPieces(bytes, length) });
      expect([rows, lines, records]).toEqual([read.rows, read.lines, read.records]);
    }
  });

  test('GBK characters whose second byte is a backslash, a bar or a letter are read', async () => {
    // 俓 is 825C, 億 837C, 丄 8141, 亅 817C.
    const cells = ['俓', '億', '丄a', '亅|'];
    const file = write('trail.csv', encodeGb18030(`企业名称,统一社会信用代码,所属行业,填报日期\n${cells.join(',')}\n`));
    expect((await readAll({ path: file })).rows).toEqual([cells]);
    const bars = write('bars.csv', encodeGb18030('企业名称|统一社会信用代码|億|填报日期\n俓|億|億|x\n'));
    const read = await readAll({ path: bars });
    expect(read.table.shape.headings).toEqual(['企业名称', '统一社会信用代码', '億', '填报日期']);
    expect(read.rows).toEqual([['俓', '億', '億', 'x']]);
  });

  test('Windows-1252 is used only if the user names it, and never guessed', async () => {
    const file = write('ansi.csv', Buffer.from('Größe;Müller;Straße\n1;Köln;Öl\n', 'latin1'));
    expect(await refusalOf({ path: file })).toMatchObject({ code: 'unknown-encoding', line: 1, offset: 2 });
    const { rows, table } = await readAll({ path: file }, { encoding: 'windows-1252' });
    expect([table.shape.headings, rows]).toEqual([['Größe', 'Müller', 'Straße'], [['1', 'Köln', 'Öl']]]);
  });

  test('an encoding can be stated by any of several names', () => {
    expect(['GBK', 'UTF8', ' cp936 ', 'Latin1', 'constructor', 'koi8-r'].map(findEncoding)).toEqual([
      'gb18030',
      'utf-8',
      'gb18030',
      'windows-1252',
      undefined,
      undefined,
    ]);
  });

  test('bytes that are valid in no encoding are refused, near the start and far into the file', async () => {
    const wrong = Buffer.from([0x2c, 0xc3, 0x28, 0xff, 0x0a]);
    const near = write('near.csv', Buffer.concat([Buffer.from('企业,b\n1,2\n3'), wrong]));
    expect(await refusalOf({ path: near })).toEqual({
      code: 'unknown-encoding',
      line: 3,
      offset: 15,
      bytes: 'c328ff0a',
    });
    const many = '工,"x\n"\n'.repeat(300_000);
    const bytes = Buffer.concat([Buffer.from(`企业,b\n${many}工厂`), wrong, Buffer.from('a,b\n')]);
    const refused = {
      code: 'wrong-bytes',
      encoding: 'utf-8',
      line: 600_002,
      offset: 9 + Buffer.byteLength(many) + 7,
      bytes: 'c328ff0a',
    };
    expect(await refusalOf({ path: write('far.csv', bytes) })).toMatchObject(refused);
    expect(await refusalOf({ stream: inPieces(bytes, 9973) })).toMatchObject(refused);
  });

  test.each([
    ['utf-8' as const, Buffer.from('工').subarray(0, 2)],
    ['gb18030' as const, Buffer.from([0xb9])],
    ['utf-16le' as const, Buffer.from([0x41])],
    ['utf-16le' as const, Buffer.from([0x00, 0xd8])],
  ])('a file in %s that ends inside a character is refused', async (encoding, end) => {
    const text = 'a,b\n1,2\n3,';
    const begin = encoding === 'utf-16le' ? utf16(text) : Buffer.from(text);
    const fault = { code: 'wrong-bytes', encoding, line: 3, offset: begin.length, bytes: end.toString('hex') };
    const short = Buffer.concat([begin, end]);
    expect(await refusalOf({ path: write('short.csv', short) }, { encoding })).toMatchObject(fault);
    const row = encoding === 'utf-16le' ? utf16('甲,乙\n') : encode('甲,乙\n', encoding);
    const rows = Buffer.alloc(row.length * 100_000, row);
    const long = Buffer.concat([rows, end]);
    expect(await refusalOf({ path: write('long.csv', long) }, { encoding })).toMatchObject({
      code: 'wrong-bytes',
      line: 100_001,
      offset: rows.length,
    });
  });

  test('an encoding is recognised even if its first non-ASCII character comes late in the file', async () => {
    const rows = '1,2\n'.repeat(500_000);
    const file = write('late.csv', Buffer.concat([Buffer.from(`a,b\n${rows}`), encodeGb18030('华工,智造有限公司\n')]));
    const read = await readAll({ path: file });
    expect([read.table.detection.encoding.encoding, read.rows.at(-1)]).toEqual(['gb18030', ['华工', '智造有限公司']]);
  });
});

describe('delimiters and headings', () => {
  test.each([
    ['a;b;c\n1,5;2,5;x\n3,5;4;y\n', ';'],
    ['a\tb\n"1,2"\t3;4\n', '\t'],
    ['a|b|c\n1|2|3\n', '|'],
    ['"a;b",c\n"1;2",3\n', ','],
    // As Microsoft Forms writes several options: behind the semicolon at the end, the closing quote seems to open a cell.
    ['id,tools,n\n1,"a; b;c;",3\n', ','],
    ['sep=;\na,x;b,y\n1,5;2,5\n', ';'],
    ['key\n1\n2\n', ','],
    // Two decimal commas in a row and two commas in a heading: far fewer cells than semicolons make.
    ['a, b, c?;d;e;f;g;h;i;j;k;l;m;n\n1,5;2;3;4;5;6;7;8;9;1;2;2,5\n1,5;2;3;4;5;6;7;8;9;1;2;2,5\n', ';'],
  ])('the delimiter of %j is %j', async (text, delimiter) => {
    expect((await readAll({ path: write('parted.csv', text) })).table.shape.delimiter).toBe(delimiter);
  });

  test('the delimiter is not guessed for a table that two delimiters could separate', async () => {
    const file = write('two.csv', 'a,x;b,y\n1,5;2,5\n');
    expect(await refusalOf({ path: file })).toEqual({ code: 'unknown-delimiter', candidates: [',', ';'] });
    expect((await readAll({ path: file }, { delimiter: ';' })).rows).toEqual([['1,5', '2,5']]);
  });

  test('a file that mixes two kinds of rows is refused, and the error names the line', async () => {
    const file = write('mixed.csv', 'a,b,c\n1,2,3\n4,5,6\n7;8;9\n');
    expect(await refusalOf({ path: file })).toEqual({ code: 'mixed-delimiter', line: 4, delimiter: ',', other: ';' });
    const headings = write('headings.csv', 'a,b,c\n1;2;3\n4;3;3\n');
    expect(await refusalOf({ path: headings })).toEqual({
      code: 'mixed-delimiter',
      line: 1,
      delimiter: ';',
      other: ',',
    });
  });

  test('a row with missing cells does not make a file count as a mix of two kinds of rows', async () => {
    const read = await readAll({ path: write('ragged.csv', 'a,b,c\n1,2,3\n4,5\n7,8,9,0\n') });
    expect(read.faults).toEqual(['3 row-length', '4 row-length']);
  });

  test('a trailing delimiter is accepted even if only the heading row or only the other rows have it', async () => {
    for (const text of ['a,b,\n1,2,\n', 'a,b,\n1,2\n', 'a,b\n1,2,\n1,2,,,\n']) {
      const read = await readAll({ path: write('trailing.csv', text) });
      expect([read.faults, read.rows[0]?.slice(0, 2)]).toEqual([[], ['1', '2']]);
    }
  });

  test('titles above the headings are skipped', async () => {
    const text = '2024年调查表\n\n"制表:\n华工",\nid,name,q1\n1,x,A\n';
    const read = await readAll({ path: write('titles.csv', text) });
    expect([read.table.detection.headingLine, read.table.shape.headings]).toEqual([5, ['id', 'name', 'q1']]);
    expect([read.rows, read.lines, read.records]).toEqual([[['1', 'x', 'A']], [6], [4]]);
  });

  test('a duplicate heading is reported with both columns, and columns without a heading are accepted', async () => {
    expect(await refusalOf({ path: write('twice.csv', 'id,q1,q2, q1 \n1,2,3,4\n') })).toEqual({
      code: 'duplicate-heading',
      heading: 'q1',
      columns: [1, 3],
    });
    const text = '__proto__,,constructor,toString,\n1,2,3,4,5\n';
    expect((await readAll({ path: write('empty.csv', text) })).rows).toEqual([['1', '2', '3', '4', '5']]);
  });

  test('an empty file is refused', async () => {
    for (const text of ['', '\n\n', '\ufeff']) {
      expect(await refusalOf({ path: write('nothing.csv', text) })).toEqual({ code: 'empty' });
    }
    expect(await refusalOf({ path: write('open.csv', 'a,"b\n1,2\n') })).toEqual({ code: 'open-quote', line: 1 });
    expect((await readAll({ path: write('headings.csv', 'a,b\n') })).rows).toEqual([]);
  });

  test('the decimal sign is recognised separately for each column', async () => {
    const text = 'a;b;c;d;e\n1,5;1.5;1.234;1,5;x\n2;2;;2.5;1,5,y\n';
    expect((await readAll({ path: write('decimals.csv', text) })).table.detection.decimals).toEqual([
      ',',
      '.',
      'unclear',
      'mixed',
      null,
    ]);
  });
});

describe('compressed tables', () => {
  const text = `a,b\n${'1,"工\n"\n'.repeat(100_000)}`;

  test('gzip is recognised by its first bytes, in a file and a stream', async () => {
    const packed = Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))]);
    const read = await readAll({ path: write('table.bin', packed) });
    expect([read.rows.length, read.lines.at(-1), read.table.shape.container]).toEqual([100_000, 200_000, 'gzip']);
    expect((await readAll({ stream: inPieces(packed, 7919) })).rows).toHaveLength(100_000);
  });

  test('gzip that ends early or is damaged is refused', async () => {
    const packed = gzipSync(text);
    const short = write('short.gz', packed.subarray(0, packed.length - 100));
    expect(await refusalOf({ path: short })).toMatchObject({ code: 'damaged' });
    const damaged = Buffer.from(packed);
    damaged[packed.length - 5] = (damaged[packed.length - 5] ?? 0) ^ 1;
    expect(await refusalOf({ path: write('damaged.gz', damaged) })).toMatchObject({ code: 'damaged' });
  });

  test('a file that is not a table is refused', async () => {
    const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
    expect(await refusalOf({ path: write('old.xls', compound) })).toEqual({ code: 'other-workbook', kind: 'xls' });
    for (const page of ['\ufeff<html xmlns:x="urn:x">\n<table>', '\n<?xml version="1.0"?>\n<Workbook>', '<TABLE><tr>'])
      expect(await refusalOf({ path: write('page.xls', page) })).toEqual({ code: 'other-workbook', kind: 'markup' });
    const locked = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusalOf({ path: write('locked.xlsx', locked) })).toEqual({ code: 'password' });
    await expect(readAll({ path: '/nowhere/table.csv' })).rejects.toThrow('ENOENT');
  });
});

describe('the files of csv-spectrum', () => {
  const folder = path.dirname(require.resolve('csv-spectrum'));
  const names = readdirSync(path.join(folder, 'csvs')).map((name) => path.basename(name, '.csv'));

  test.each(names)('the files of csv-spectrum are read as expected: %s', async (name) => {
    const wanted: unknown = JSON.parse(readFileSync(path.join(folder, 'json', `${name}.json`), 'utf8'));
    const { table, rows } = await readAll({ path: path.join(folder, 'csvs', `${name}.csv`) });
    const found = rows.map((row) => Object.fromEntries(table.shape.headings.map((heading, i) => [heading, row[i]])));
    // Its table of places has broken characters, other ones in the expected result.
    if (name === 'location_coordinates') expect(found[0]?.Cities).toBe('Modesto');
    else expect(found).toEqual(wanted);
  });
});
