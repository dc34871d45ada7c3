import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TableProblem } from '../../../src/table/table-problem.ts';
import { runs } from '../../property-runs.ts';
import { readAll, useFolder } from '../read-table-files.ts';
import { inline, workbookParts, zip } from '../write-workbook.ts';

const write = useFolder();

const TEXTS = [
  '',
  '0',
  '1',
  '2',
  '3',
  '7',
  '-12',
  '007',
  '12.5',
  '12.345',
  '0.30000000000000004',
  '1e21',
  '45322.75',
].concat(
  [
    '123456789012345',
    '1234567890123456',
    '企业',
    'a,b',
    'say "hi"',
    'a\nb',
    ' x ',
    'a\rb',
    '_x000D_',
    '_y',
    'a &amp; b',
  ],
  ['&#10;', '&nope;', 'a > b', '￿', 'ｘ！', '\x01', ']]>', '<![CDATA[<row>]]>', '<!-- </row> -->', '9'.repeat(30)],
);
const text = fc.constantFrom(...TEXTS);
const attribute = fc.constantFrom(
  ...['t="s"', 't="n"', 't="b"', 't="e"', 't="str"', 't="inlineStr"', 't=""', 's="0"', 's="1"', 's="2"', 's="99"'],
  ...["t='s'", 's = "1"', 'cm="1"', 'x="<"', 't="&#115;"'],
);
const value = text.chain((one) =>
  fc.constantFrom(
    ...[`<v>${one}</v>`, `<is><t>${one}</t></is>`, `<is><t xml:space="preserve">${one}</t></is>`, '<v/>', '', one],
    ...[`<f>${one}</f>`, `<f>1</f><v>${one}</v>`, `<is><r><t>${one}</t></r><rPh><t>x</t></rPh></is>`, `<v>${one}`],
    ...[`<v> ${one}</v>`, `<x:v>${one}</x:v>`, `<v>${one}</v><v>2</v>`],
  ),
);
const cell = fc
  .tuple(
    fc.constantFrom('', ' r="A2"', ' r="B2"', ' r="D"', ' r="XFE9"', ' r="b1"', ' r=""'),
    fc.array(attribute, { maxLength: 2 }),
    value,
    fc.constantFrom('</c>', '</c>', '</c>', '</c>', '</c >', ' </c>', ''),
  )
  .map(([place, attributes, inside, end]) => {
    const begin = `<c${place}${attributes.map((one) => ` ${one}`).join('')}`;
    return inside === '' && end === '' ? `${begin}/>` : `${begin}>${inside}${end}`;
  });
const row = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      ' r="5"',
      ' r="6" spans="1:4"',
      ' spans="1:4" r="7"',
      ' r="2" r="3"',
      ' r="1048577"',
      ' ht="1&lt;2"',
    ),
    fc.array(cell, { maxLength: 4 }),
  )
  .map(([attributes, cells]) => [`<row${attributes}>`, cells.join(''), '</row>'] as const);
const sheet = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 5 }),
  between: fc.constantFrom('', '\n  ', '<!-- <row></row> -->', '<row/>'),
  behind: fc.constantFrom('', '<row r="9"><c/></row>', '</sheetData><row r="20"><c><v>1</v></c></row><sheetData>'),
});
const strings = fc.array(
  text.chain((one) =>
    fc.constantFrom(
      `<si><t>${one}</t></si>`,
      `<si><t xml:space="preserve">${one}</t></si>`,
      `<si><r><t>${one}</t></r></si>`,
    ),
  ),
  { maxLength: 5 },
);

/** What a workbook says, or why it is refused. */
async function read(rows: string, shared: string): Promise<unknown> {
  const heading = `<row>${['a', 'b', 'c', 'd'].map(inline).join('')}</row>`;
  const sheets = { s: `<sheetData>${heading}${rows}</sheetData>` };
  const parts = workbookParts({ sheets, strings: shared, formats: [14, 9] });
  try {
    const { table: _, ...said } = await readAll({ path: write('book.xlsx', zip(parts)) });
    return said;
  } catch (error) {
    if (error instanceof TableProblem) return error.fault;
    throw error;
  }
}

test('reading rows byte by byte gives the same rows as the XML parser, or the same refusal', async () => {
  await fc.assert(
    fc.asyncProperty(sheet, strings, async ({ rows, between, behind }, shared) => {
      const asWritten = rows.map((parts) => parts.join('')).join(between);
      // A comment means nothing, and only the parser knows.
      const parsed = rows.map(([begin, cells, end]) => `${begin}${cells}<!-- -->${end}`).join(between);
      const bySigns = await read(asWritten + behind, shared.join('<!-- -->'));
      expect(await read(asWritten + behind, shared.join(''))).toEqual(bySigns);
      expect(await read(parsed + behind, shared.join(''))).toEqual(bySigns);
    }),
    runs(400),
  );
});

test('rows cut by the end of a chunk, or longer than the buffer, are read', async () => {
  const cells = (i: number): string =>
    `<c t="s"><v>${i % 2}</v></c><c><v>${i}</v></c>${i % 1000 === 7 ? '<!-- -->' : ''}`;
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `<row>${cells(i)}${i === 9000 ? inline('x'.repeat(900_000)) : ''}</row>`,
  );
  const said = await read(rows.join(''), '<si><t>zero</t></si><si><t>one</t></si>');
  expect(said).toMatchObject({ faults: [] });
  const { rows: found } = said as { readonly rows: readonly (readonly string[])[] };
  expect(found.map(([a, b]) => `${a} ${b}`)).toEqual(rows.map((_, i) => `${i % 2 ? 'one' : 'zero'} ${i}`));
  expect(found[9000]?.[2]).toHaveLength(900_000);
});
