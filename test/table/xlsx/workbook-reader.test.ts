import { describe, expect, test } from 'vitest';
import { classifyFormat } from '../../../src/table/xlsx/sheet-reader.ts';
import { readAll, refusalOf, useFolder } from '../read-table-files.ts';
import { type Given, inline, sheetOf, workbookParts, zip } from '../write-workbook.ts';

const write = useFolder();
const writeBook = (given: Given, name = 'book.xlsx'): string => write(name, zip(workbookParts(given)));

describe('cells', () => {
  test('shared, rich and inline strings, booleans, errors and formulas are read', async () => {
    const strings =
      '<si><t>企业</t></si><si><r><t>富</t></r><r><t xml:space="preserve">文 本</t></r><rPh><t>フ</t></rPh></si>' +
      '<si><t>a,"b"_x000D_&#10;c &lt;</t></si>';
    const row = [
      '<c r="A2" t="s"><v>2</v></c>',
      '<c r="B2" t="b"><v>1</v></c>',
      '<c r="D2" t="e"><v>#N/A</v></c>',
      '<c r="E2" t="str"><f>A1&amp;B1</f><v>结果</v></c>',
      // No number of a string is no first string, and a result that is missing no blank.
      '<c r="F2" t="s"><v></v></c>',
      '<c r="G2"><f>1+1</f><v/></c>',
      '<c r="H2" t="str"><f>""</f><v></v></c>',
    ];
    const heading = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>${['c', 'd', 'e', 'f', 'g', 'h'].map(inline).join('')}`;
    const sheet = `<sheetData><row r="1">${heading}</row><row r="2">${row.join('')}</row></sheetData>`;
    const { table, rows } = await readAll({ path: writeBook({ sheets: { 表: sheet }, strings }) });
    expect(table.shape.headings).toEqual(['企业', '富文 本', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(rows).toEqual([['a,"b"\r\nc <', 'TRUE', '', '#N/A', '结果', '', '=1+1', '']]);
  });

  test.each([
    ['7', 0, '7'],
    ['0', 0, '0'],
    ['0.30000000000000004', 0, '0.3'],
    ['1.5E-7', 0, '0.00000015'],
    ['9.1110108102016123E+17', 0, '911101081020161000'],
    ['0.2', 9, '20%'],
    ['0.285', '0.0%', '28.5%'],
    ['45322', 14, '2024-01-31'],
    ['45322.75', 'yyyy"年"m"月"d"日" hh:mm', '2024-01-31 18:00:00'],
    ['0.5', 'h:mm', '12:00:00'],
    ['1', 14, '1900-01-01'],
    ['61', 14, '1900-03-01'],
    ['12', '0.00"days"', '12'],
    ['12', '[Red]#,##0', '12'],
    ['123', '00000', '00123'],
    ['18640000', '#,##0"元"', '18640000元'],
    ['1864', '0.00\\ "万元";-0.00\\ "万元"', '1864万元'],
    // Shown as 12.3万, and as 1千: the unit is not that of the number.
    ['123456', '0!.0,"万"', '123456'],
    ['1234', '0,"千"', '1234'],
    ['-1.5', '00', '-1.5'],
  ])('a cell with the number %s in the format %s is read as %s', async (value, format, text) => {
    const sheet = `<sheetData><row>${inline('k')}${inline('v')}</row><row>${inline('1')}<c s="1"><v>${value}</v></c></row></sheetData>`;
    const { rows } = await readAll({ path: writeBook({ sheets: { s: sheet }, formats: [format] }) });
    expect(rows).toEqual([['1', text]]);
  });

  test('dates counted from 1904 and numbers stored as text are read', async () => {
    const cells = `<c s="1"><v>43860</v></c>${inline('007')}`;
    const sheet = `<sheetData><row>${inline('k')}${inline('v')}</row><row>${cells}</row></sheetData>`;
    const { rows } = await readAll({ path: writeBook({ sheets: { s: sheet }, formats: [14], from1904: true }) });
    expect(rows).toEqual([['2024-01-31', '007']]);
  });

  test('date formats are distinguished from other formats', () => {
    expect(
      ['yyyy-mm-dd', '[$-804]m"月"', '[h]:mm', 'General', '0.0"d"', '@', '0%', '# ?/?'].map(classifyFormat),
    ).toEqual(['date', 'date', 'date', 'plain', 'plain', 'plain', 'percent', 'plain']);
  });

  test('line numbers are row numbers of the sheet, despite gaps, newlines and short rows', async () => {
    const sheet = `<sheetData><row r="3">${['k', 'b', 'c'].map(inline).join('')}</row><row r="5">${inline('x\ny\n')}</row>
      <row r="9"><c r="C9" t="inlineStr"><is><t>z</t></is></c><c r="XFD9"/></row><row r="10"><c r="D10"><v>1</v></c></row></sheetData>`;
    const { rows, lines, records, faults } = await readAll({ path: writeBook({ sheets: { s: sheet } }) });
    expect(rows.map(([a, , c]) => [a, c])).toEqual([
      ['x\ny', ''],
      ['', 'z'],
      ['', ''],
    ]);
    expect([lines, records, faults]).toEqual([[5, 9, 10], [2, 3, 4], ['10 row-length']]);
  });
});

describe('sheets', () => {
  const [first, second] = [sheetOf(['a', 'b'], ['1', '2']), sheetOf(['c', 'd'], ['3', '4'])];

  test('the first visible sheet is read, or the named one, even if it is hidden', async () => {
    const path = writeBook({ sheets: { 说明: first, Data: second, More: first }, hidden: ['说明'] });
    const { table } = await readAll({ path });
    expect([table.shape.sheet, table.shape.headings]).toEqual(['Data', ['c', 'd']]);
    expect(table.sheets.map(({ name, isVisible }) => [name, isVisible])).toEqual([
      ['说明', false],
      ['Data', true],
      ['More', true],
    ]);
    expect((await readAll({ path }, { sheet: '说明' })).rows).toEqual([['1', '2']]);
    expect((await readAll({ path }, { sheet: 'data' })).rows).toEqual([['3', '4']]);
    expect(await refusalOf({ path }, { sheet: 'x' })).toEqual({
      code: 'unknown-sheet',
      sheet: 'x',
      sheets: ['说明', 'Data', 'More'],
    });
  });

  test('a workbook without a visible sheet, or without the named one, is refused', async () => {
    const path = writeBook({ sheets: { a: first }, hidden: ['a'] });
    expect(await refusalOf({ path })).toEqual({ code: 'no-sheet' });
    const csv = write('table.csv', 'a,b\n1,2\n');
    expect(await refusalOf({ path: csv }, { sheet: 'a' })).toMatchObject({ code: 'unknown-sheet' });
  });

  test('merged titles are skipped, merged headings refused, and rows that share cells across columns rejected', async () => {
    const merged = (range: string): string => `<mergeCells count="1"><mergeCell ref="${range}"/></mergeCells>`;
    const rows = sheetOf(['Title'], ['k', 'b', 'c'], ['1', 'x', 'A'], ['2', 'y', ''], ['3', 'z', 'B']);
    const open = (range: string) => ({ path: writeBook({ sheets: { s: rows + merged(range) } }) });
    const titled = await readAll(open('A1:C1'));
    expect([titled.table.shape.headings, titled.faults]).toEqual([['k', 'b', 'c'], []]);
    expect(await refusalOf(open('B2:C2'))).toEqual({ code: 'merged-cells', range: 'B2:C2' });
    expect(await refusalOf(open('A1:A2'))).toEqual({ code: 'merged-cells', range: 'A1:A2' });
    expect((await readAll(open('B3:C4'))).faults).toEqual(['3 merged-cells', '4 merged-cells']);
    // In one column, the value belongs to all rows.
    const shared = await readAll(open('C3:C4'));
    expect([shared.rows, shared.faults]).toEqual([
      [
        ['1', 'x', 'A'],
        ['2', 'y', 'A'],
        ['3', 'z', 'B'],
      ],
      [],
    ]);
    expect((await readAll(open('E3:E4'))).faults).toEqual([]);
  });
});

describe('invalid workbooks are refused', () => {
  const parts = workbookParts({ sheets: { s: sheetOf(['a', 'b'], ['1', '2']) } });

  test('a workbook whose archive grows too large when unpacked is refused', async () => {
    const bomb = { ...parts, 'xl/worksheets/sheet0.xml': `<worksheet><sheetData>${' '.repeat(90_000_000)}` };
    expect(await refusalOf({ path: write('bomb.xlsx', zip(bomb)) })).toEqual({
      code: 'too-large',
      part: 'xl/worksheets/sheet0.xml',
    });
  });

  test('a workbook with entities that expand each other is refused', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const grown = `${doctype}<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    const path = write('entities.xlsx', zip({ ...parts, 'xl/worksheets/sheet0.xml': grown }));
    expect(await refusalOf({ path })).toMatchObject({ code: 'damaged' });
  });

  test('a workbook with a password is refused', async () => {
    expect(await refusalOf({ path: write('locked.xlsx', zip(parts, 1)) })).toEqual({ code: 'password' });
  });

  test('a damaged workbook, another kind of archive and a stream are refused', async () => {
    const whole = zip(parts);
    const short = write('short.xlsx', whole.subarray(0, whole.length - 200));
    expect(await refusalOf({ path: short })).toMatchObject({ code: 'damaged' });
    const cut = write('cut.xlsx', zip({ ...parts, 'xl/worksheets/sheet0.xml': '<worksheet><sheetData><row><c>' }));
    expect(await refusalOf({ path: cut })).toMatchObject({ code: 'damaged' });
    const backwards = '<worksheet><sheetData><row r="9"/><row r="2"/></sheetData></worksheet>';
    const odd = write('odd.xlsx', zip({ ...parts, 'xl/worksheets/sheet0.xml': backwards }));
    expect(await refusalOf({ path: odd })).toEqual({
      code: 'wrong-reference',
      part: 'xl/worksheets/sheet0.xml',
      found: '2',
    });
    const ods = write('a.ods', zip({ mimetype: 'application/vnd.oasis', 'content.xml': '<x/>' }));
    expect(await refusalOf({ path: ods })).toEqual({ code: 'other-workbook', kind: 'ods' });
    const other = write('a.zip', zip({ 'a.txt': 'a' }));
    expect(await refusalOf({ path: other })).toEqual({ code: 'other-workbook', kind: 'zip' });
  });
});
