import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { fromBufferPromise } from 'yauzl';
import { planBlankTable, writeBlankCsv, writeBlankWorkbook } from '../../../src/table/mapping/blank-table.ts';
import { planOf } from '../../scoring/pack-sketch.ts';

const PLAN = planOf({
  scores: { score: { sum: ['rating'] } },
  facts: [
    { id: 'uscc', type: 'uscc', key: true },
    { id: 'size', type: 'single', options: ['small'], first: [{ value: 'small' }] },
  ],
  questions: [
    { id: 'rating', type: 'scale', minimum: 0, maximum: 1, labels: { 0: 'no <way> & "never"', 1: 'yes\u0001' } },
    {
      id: 'twins',
      type: 'single',
      text: 'Same?',
      options: [
        { id: 'a1', text: 'alike' },
        { id: 'a2', text: 'alike' },
      ],
    },
    { id: 'others', type: 'single', text: 'Same?', options: ['b1', 'b2'] },
    { id: 'formula', type: 'single', text: '=1+1', options: ['c1'] },
    { id: 'tools', type: 'multiple', text: 'Tools', options: [{ id: 'erp', text: 'ERP, or MRP' }, 'mes'] },
  ],
});

const WORDS = {
  heading: ({ name, definition }: { name: string; definition: { text?: unknown } }) =>
    typeof definition.text === 'string' ? definition.text : name,
  choice: ({ name, options }: { name: string; options: readonly { text: unknown }[] }, i: number) =>
    name === 'rating' ? ['no <way> & "never"', 'yes\u0001'][i] : (options[i]?.text as string | undefined),
};

test('in a blank table, headings and choices that are ambiguous or look like formulas are replaced by ids', () => {
  expect(planBlankTable(PLAN, WORDS).map(({ heading, choices }) => [heading, ...choices])).toEqual([
    ['uscc'],
    ['rating', 'no <way> & "never"', 'yes\u0001'],
    ['twins', 'a1', 'a2'],
    ['others', 'b1', 'b2'],
    ['formula', 'c1'],
    ['Tools [ERP, or MRP]', '√'],
    ['Tools [mes]', '√'],
  ]);
});

test('a blank CSV table has a byte-order mark, and quotes cells that need it', () => {
  expect(writeBlankCsv(planBlankTable(PLAN, WORDS))).toBe(
    '\ufeffuscc,rating,twins,others,formula,"Tools [ERP, or MRP]",Tools [mes]\r\n',
  );
});

test('a blank workbook is a valid archive of well-formed parts', async () => {
  const columns = planBlankTable(PLAN, WORDS);
  const bytes = writeBlankWorkbook(columns, { answers: "A & 'B'", lists: "it's", note: () => '<'.repeat(300) });
  const parts = new Map<string, string>();
  const zip = await fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString());
  }
  for (const [fileName, contents] of parts) {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: fileName.replaceAll(/[^\w.]/g, '_'), contents }],
      normalization: 'format',
    });
    expect({ fileName, valid, errors }).toEqual({ fileName, valid: true, errors: [] });
  }
  const answers = parts.get('xl/worksheets/sheet1.xml') ?? '';
  expect(answers).toContain("<formula1>'it''s'!$B$1:$B$2</formula1>");
  expect(answers).toContain(`prompt="${'&lt;'.repeat(254)}…"`);
  expect(parts.get('xl/worksheets/sheet2.xml')).toContain('no &lt;way&gt; &amp; &quot;never&quot;');
});
