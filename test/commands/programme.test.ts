import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../src/pack/read-document.ts';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { toColumnName } from '../../src/table/xlsx/column-name.ts';
import { packWorkbook, writePlainSheet, writeTextCell } from '../../src/table/xlsx/workbook-writer.ts';
import { writeZip } from '../../src/zip.ts';
import { matura, ROOT, type Run, scratchFolder } from './matura.ts';

const BUNDLED = path.join(ROOT, 'questionnaires/policies');

/** A cell: a text, a number, or its markup. */
type Cell = string | number | { readonly xml: (reference: string) => string } | null;

function sheetOf(rows: readonly (readonly Cell[])[]): string {
  return writePlainSheet(
    rows.map((cells, r) => {
      const written = cells.map((cell, c) => {
        const reference = `${toColumnName(c)}${r + 1}`;
        if (cell === null) return '';
        if (typeof cell === 'string') return writeTextCell(c, r + 1, cell, 0);
        return typeof cell === 'number' ? `<c r="${reference}"><v>${cell}</v></c>` : cell.xml(reference);
      });
      return `<row r="${r + 1}">${written.join('')}</row>`;
    }),
  );
}

const HEAD: Readonly<Record<string, Cell>> = {
  ID: 'our-district',
  Version: '1.0.0',
  Title: 'Grants of our district',
  Currency: 'EUR',
  Places: 'Our district',
  Document: 'Guideline',
  'Date of the document': '2026-01-02',
  'Compared with the original': 'yes',
};

const GRANT: Readonly<Record<string, Cell>> = {
  ID: 'grant',
  Title: 'Grant',
  Kind: 'grant',
  Rate: '40 %',
  'Maximum amount': '15,000',
  'Applications until': 'not published',
  Documents: 'not published',
  Document: 'Guideline',
  'Compared with the original': 'yes',
};

/** One rate for enterprises of every size. */
const SAME_RATE: Readonly<Record<string, Cell>> = { Rate: '25 %', 'Rate, small': null, 'Rate, medium': null };

/** A workbook in English: the particulars of the programme, a row for each instrument, and further sheets. */
function bookOf(
  head: Readonly<Record<string, Cell>>,
  instruments: readonly Readonly<Record<string, Cell>>[],
  further: Readonly<Record<string, readonly (readonly Cell[])[]>> = {},
): Buffer {
  const headings = [...new Set(instruments.flatMap((one) => Object.keys(one)))];
  return packWorkbook([
    { name: 'Programme', xml: sheetOf([['Particular', 'Value'], ...Object.entries(head)]) },
    {
      name: 'Instruments',
      xml: sheetOf([headings, ...instruments.map((one) => headings.map((heading) => one[heading] ?? null))]),
    },
    ...Object.entries(further).map(([name, rows]) => ({ name, xml: sheetOf(rows) })),
  ]);
}

async function convert(bytes: Buffer, lang = 'en'): Promise<Run> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'book.xlsx'), bytes);
  return matura(['programme', 'book.xlsx', '--lang', lang], { cwd });
}

async function policyOf(bytes: Buffer, lang = 'en') {
  const { code, stdout, stderr } = await convert(bytes, lang);
  expect(code, stderr).toBe(0);
  return parse(stdout);
}

/** The document that a file of a funding programme holds. */
function meaningOf(text: string): unknown {
  const { document, problems } = readDocument('policy', 'policy.yaml', text);
  expect(problems).toEqual([]);
  return JSON.parse(JSON.stringify(document));
}

describe('every bundled funding programme', () => {
  const programmes = ['austria', 'central', 'chengdu', 'deyang-2024', 'elsewhere', 'eu-rules', 'eu-sme', 'germany'];
  test.each([...programmes, 'unfunded', 'zhongshan-2024'].map((id, i) => [id, ['en', 'de', 'zh'][i % 3]] as const))(
    '%s comes back from a workbook in %s with the same meaning',
    async (id, lang = 'en') => {
      const cwd = await scratchFolder();
      const out = await matura(['programme', id, '-o', 'book.xlsx', '--lang', lang], { cwd });
      expect(out.code, out.stderr).toBe(0);
      // The workbook is read by its own headings, whatever the language of whoever reads it.
      const back = await matura(['programme', 'book.xlsx', '-o', 'back.yaml'], { cwd });
      expect(back.code, back.stderr).toBe(0);
      const [before, after] = await Promise.all([
        readFile(path.join(BUNDLED, `${id}.yaml`), 'utf8'),
        readFile(path.join(cwd, 'back.yaml'), 'utf8'),
      ]);
      expect(meaningOf(after)).toEqual(meaningOf(before));
    },
  );

  test('content of a programme that no workbook column can hold is listed, and so are comments', async () => {
    const cwd = await scratchFolder();
    const { stderr } = await matura(['programme', 'austria', '-o', 'book.xlsx'], { cwd });
    expect(stderr).toContain(
      'Kept in the sheet “Further content”, because no column can hold it: facts/kmuAdvicePaid/whenPaid, instruments/at-kmu-digital-advice/paidBy, instruments/at-kmu-digital-advice/when/anyOf, instruments/at-kmu-digital-advice/amount, instruments/at-kmu-digital-implementation/follows, instruments/at-kmu-digital-implementation/paidBy, instruments/at-kmu-digital-implementation/apply/office, instruments/at-kmu-digital-implementation/amount and instruments/at-aws-ai-adoption/apply/office',
    );
    expect(stderr).toContain('Comments of the file are left out.');
  });

  test('changing one amount in a programme’s workbook changes that amount and nothing else', async () => {
    const cwd = await scratchFolder();
    await matura(['programme', 'austria', '-o', 'book.xlsx'], { cwd });
    const parts = await unzip(await readFile(path.join(cwd, 'book.xlsx')));
    const entries = [...parts].map(([name, content]) => {
      const text = content.toString('utf8');
      return { name, content: text.replace(/(<c r="[A-Z]+\d+" s="\d+"><v>)150000(<\/v>)/, '$1160000$2') };
    });
    await writeFile(path.join(cwd, 'book.xlsx'), writeZip(entries));
    await matura(['programme', 'book.xlsx', '-o', 'back.yaml'], { cwd });
    const before = await readFile(path.join(BUNDLED, 'austria.yaml'), 'utf8');
    expect(meaningOf(await readFile(path.join(cwd, 'back.yaml'), 'utf8'))).toEqual(
      meaningOf(before.replace('cap: 150000 }', 'cap: 160000 }')),
    );
  });
});

test('a German workbook of a programme says ID, and earlier ones with another heading are read', async () => {
  const cwd = await scratchFolder();
  await matura(['programme', 'austria', '--lang', 'de', '-o', 'new.xlsx'], { cwd });
  const parts = await unzip(await readFile(path.join(cwd, 'new.xlsx')));
  const texts = [...parts.values()].map(String).join('');
  expect(texts).toContain('>ID<');
  expect(texts).not.toContain('Kennung');
  const former = [...parts].map(([name, content]) => ({
    name,
    content: String(content).replaceAll('>ID<', '>Kennung<'),
  }));
  await writeFile(path.join(cwd, 'former.xlsx'), writeZip(former));
  for (const name of ['new', 'former']) await matura(['programme', `${name}.xlsx`, '-o', `${name}.yaml`], { cwd });
  const [before, after] = await Promise.all(
    ['new', 'former'].map((name) => readFile(path.join(cwd, `${name}.yaml`), 'utf8')),
  );
  expect(after).toBe(before?.replace('new.xlsx', 'former.xlsx'));
});

test('a German workbook filled in with LibreOffice becomes a funding programme', async () => {
  const workbook = path.join(ROOT, 'test/fixtures/programmes/musterkreis.xlsx');
  const cwd = await scratchFolder();
  const { code, stdout, stderr } = await matura(['programme', workbook, '--lang', 'de'], { cwd });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Nicht gelesene Blätter: Notizen');
  const source = { document: 'Richtlinie vom 2. Januar 2026 (erfunden), Nummer 4', date: '2026-01-02', verified: true };
  expect(parse(stdout)).toEqual({
    kind: 'policy',
    id: 'musterkreis',
    version: '1.0.0',
    title: 'Digitalzuschüsse im Musterkreis',
    places: ['Musterkreis', 'Beispielkreis'],
    currency: 'EUR',
    source: { document: 'Richtlinie vom 2. Januar 2026 (erfunden)', date: '2026-01-02', verified: true },
    facts: [
      { id: 'tarif', type: 'boolean', text: 'Ist das Unternehmen tarifgebunden?' },
      {
        id: 'zone',
        type: 'single',
        text: 'In welchem Gebiet liegt der Betrieb?',
        options: [
          { id: 'nord', text: 'Norden' },
          { id: 'sued', text: 'Süden' },
        ],
      },
    ],
    instruments: [
      {
        id: 'digital-grant',
        title: 'Digitalzuschuss',
        type: 'subsidy',
        valid: { from: '2026-01-02', to: '2031-12-31' },
        when: { size: { enum: ['micro', 'small'] }, employees: { maximum: 49 } },
        covers: ['software', 'security'],
        minimum: 10000,
        amount: { sum: { cost: 0.4 }, cap: 15000 },
        stack: { combines: 'all' },
        apply: { to: null, text: 'Portal des Kreises' },
        applyBefore: 'contract',
        decisionMonths: 2,
        documents: ['Zwei Angebote', 'De-minimis-Erklärung'],
        source,
      },
      {
        id: 'machines',
        title: 'Maschinendaten',
        type: 'subsidy',
        valid: { to: '2028-12-31' },
        status: { is: 'spent', on: '2026-11-01' },
        atMost: true,
        when: { size: { enum: ['small', 'medium'] }, sector: { enum: ['industry'] } },
        covers: ['data'],
        amount: {
          sum: {
            small: { sum: { cost: 0.5 }, cap: 30000.5, when: { size: { enum: ['small'] } } },
            medium: { sum: { cost: 0.335 }, when: { size: { enum: ['medium'] } } },
          },
          cap: 35000,
        },
        source,
      },
      {
        id: 'kredit',
        title: 'Kammerkredit',
        type: 'loan',
        amount: 1000000,
        terms: { principal: null, annualPercent: 3.45, months: 60, repayment: 'annuity' },
        budget: { amount: 2500000 },
        source,
      },
    ],
  });
});

describe('a cell that cannot be read is named with its place, and nothing is written', () => {
  const FORMULA: Cell = { xml: (reference) => `<c r="${reference}"><f>1+1</f></c>` };
  const ERROR: Cell = { xml: (reference) => `<c r="${reference}" t="e"><v>#N/A</v></c>` };
  // The columns of the instruments: ID is A, Title B, Kind C, Rate D, Maximum amount E; what is added comes last.
  test.each<readonly [what: string, cells: Readonly<Record<string, Cell>>, said: string]>([
    [
      'a rate in words',
      { Rate: 'fifty' },
      'cell D2: Rate: “fifty” is not a share of the cost: write it with the per cent sign',
    ],
    ['a rate without its sign', { Rate: 0.4 }, 'cell D2: Rate: “0.4” is not a share'],
    ['a rate above the cost', { Rate: '140 %' }, 'cell D2: Rate: “140 %” is not between 0 and 100 %'],
    ['an amount in words', { 'Maximum amount': 'much' }, 'cell E2: Maximum amount: “much” is not an amount'],
    ['an amount below 0', { 'Maximum amount': -5 }, 'cell E2: Maximum amount: “-5” is less than 0'],
    [
      'an amount with two readings',
      { 'Maximum amount': '1.500' },
      'cell E2: Maximum amount: “1.500” could be 1500 or 1.5',
    ],
    [
      'another currency',
      { 'Maximum amount': '500 CHF' },
      'cell E2: Maximum amount: “500 CHF” is in CHF, but the programme counts in EUR',
    ],
    ['an unknown kind', { Kind: 'grannt' }, 'cell C2: Kind: “grannt” is not one of: voucher'],
    ['a missing title', { Title: null }, 'cell B2: Title: this is missing'],
    ['an id with blanks', { ID: 'our grant' }, 'cell A2: “our grant” cannot be an id'],
    ['a day that does not exist', { 'Valid until': '31.02.2031' }, 'cell J2: Valid until: “31.02.2031” is not a day'],
    [
      'a day with two readings',
      { 'Valid until': '01/02/2031' },
      'cell J2: Valid until: “01/02/2031” could be 2031-02-01 or 2031-01-02',
    ],
    ['neither yes nor no', { 'Draft only': 'perhaps' }, 'cell J2: Draft only: “perhaps” is neither yes nor no'],
    ['an unknown size', { 'Size classes': 'small; tiny' }, 'cell J2: Size classes: “tiny” is not one of: micro'],
    ['half an employee', { 'Employees up to': '49.5' }, 'cell J2: Employees up to: “49.5” is not a whole number'],
    [
      'a formula without a result',
      { 'Minimum spend': FORMULA },
      'cell J2: Minimum spend: the formula has no result yet',
    ],
    ['an error of the spreadsheet', { 'Minimum spend': ERROR }, 'cell J2: Minimum spend: “#N/A” is an error'],
    ['a rate and a fixed amount', { 'Fixed amount': 500 }, 'cell J2: Fixed amount: Rate is filled in as well'],
    ['a maximum without a rate', { Rate: null }, 'cell E2: Maximum amount: a maximum needs a rate'],
    [
      'a maximum by size without sizes',
      { 'Maximum, small': 5 },
      'cell J2: Maximum, small: a rate or a maximum by size needs the size classes',
    ],
    [
      'no amount at all',
      { Rate: null, 'Maximum amount': null },
      'cell A2: Fixed amount: nothing says how much is paid',
    ],
    [
      'a rate of many blanks',
      { Rate: `4${' '.repeat(30000)}x` },
      'cell D2: Rate: “4 x” is longer than the 2000 characters',
    ],
    [
      'a condition in words',
      { 'Further conditions': 'only nice firms' },
      'cell J2: Further conditions: “only nice firms” is not a condition',
    ],
    [
      'a misspelt heading',
      { 'Minimun spend': 5 },
      'cell J1: there is no column “Minimun spend”. Did you mean “Minimum spend”?',
    ],
    [
      'two languages of one text',
      { 'Title [de]': 'Zuschuss' },
      'cell J2: Title: Title holds the same text for all languages',
    ],
    ['a group that nobody declares', { Groups: 'nothing' }, 'cell J2: Groups: there is no group "nothing"'],
    [
      'something that nobody is asked',
      { 'Further conditions': 'unasked = yes' },
      'cell J2: Further conditions: there is no fact',
    ],
    ['an end before the beginning', { 'Valid from': '2031-01-01', 'Valid until': '2030-01-01' }, 'cell J2'],
  ])('a cell with %s is refused with its place, and no programme is written', async (_, cells, said) => {
    const { code, stdout, stderr } = await convert(bookOf(HEAD, [{ ...GRANT, ...cells }]));
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('book.xlsx: sheet “Instruments”, ');
    expect(stderr).toContain(said);
  });

  test.each<readonly [what: string, instruments: readonly (readonly Cell[])[], said: string]>([
    ['a heading that occurs twice', [['Rate'], ['30 %']], 'cell J1: the heading “Rate” stands in D1 already'],
    ['a cell without a heading', [[''], ['a note']], 'cell J2: this cell has no heading'],
    ['a language of a column without texts', [['Rate [de]'], ['30 %']], 'cell J2: Rate: this column has no languages'],
    ['an unknown language', [['Title [German]'], ['Zuschuss']], 'cell J1: “German” is not a language code'],
  ])(
    'a programme workbook with %s is refused, and the cell is named',
    async (_, [[heading = null] = [], [value = null] = []], said) => {
      const rows = [
        [...Object.keys(GRANT), heading],
        [...Object.values(GRANT), value],
      ];
      const { code, stderr } = await convert(bookOf(HEAD, [], { Money: rows }));
      expect(code).toBe(3);
      expect(stderr).toContain(said);
    },
  );

  test('a programme workbook with rows that share a merged cell is refused', async () => {
    const rows = [Object.keys(GRANT), Object.values(GRANT), [...Object.values({ ...GRANT, ID: 'second', Kind: null })]];
    const merged = sheetOf(rows).replace(
      '</worksheet>',
      '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells></worksheet>',
    );
    const head = sheetOf([['Particular', 'Value'], ...Object.entries(HEAD)]);
    const book = packWorkbook([
      { name: 'Programme', xml: head },
      { name: 'Money', xml: merged },
    ]);
    const { code, stderr } = await convert(book);
    expect(code).toBe(3);
    expect(stderr).toContain('cell C2: the cells C2:C3 are merged: give each row its own cell');
  });

  test.each([
    ['an unknown particular', { Curency: 'CHF' }, 'cell A10: there is no column “Curency”. Did you mean “Currency”?'],
    ['an unknown currency', { Currency: 'taler' }, 'cell B5'],
  ])('a programme workbook with %s is refused, and the cell is named', async (_, cells, said) => {
    const { code, stderr } = await convert(bookOf({ ...HEAD, ...cells }, [GRANT]));
    expect(code).toBe(3);
    expect(stderr).toContain(`sheet “Programme”, ${said}`);
  });

  test.each([
    ['divided by a thousand', '#,##0.0,', 3],
    ['as thousands', '#,##0&quot; Tsd.&quot;', 3],
    ['in thousands, and says so', '#,##0.0,&quot; Tsd.&quot;', 0],
    ['in another currency', '[$$-409]#,##0', 3],
    ['in its own currency', '#,##0.00 [$€-407]', 0],
    ['as a plain number', '#,##0.00', 0],
  ] as const)('an amount that a number format shows %s', async (_, format, expected) => {
    const cwd = await scratchFolder();
    await matura(['programme', 'austria', '-o', 'book.xlsx'], { cwd });
    const parts = await unzip(await readFile(path.join(cwd, 'book.xlsx')));
    const entries = [...parts].map(([name, content]) => {
      const text = content.toString('utf8');
      const formats = `<numFmts count="1"><numFmt numFmtId="164" formatCode="${format}"/></numFmts>`;
      const styles = text.replace('<fonts ', () => `${formats}<fonts `).replaceAll('numFmtId="3"', 'numFmtId="164"');
      return { name, content: name === 'xl/styles.xml' ? styles : text };
    });
    await writeFile(path.join(cwd, 'book.xlsx'), writeZip(entries));
    const { code, stderr } = await matura(['programme', 'book.xlsx'], { cwd });
    expect(code, stderr).toBe(expected);
    if (expected > 0) expect(stderr).toMatch(/cell [A-Z]+7: Maximum amount: the number format .* shows another amount/);
  });

  test('all faults of a workbook are listed at once, in the language asked for', async () => {
    const faulty = bookOf({ ...HEAD, Currency: 'Euro' }, [
      { ...GRANT, Rate: 'x' },
      { ...GRANT, 'Maximum amount': 'y' },
    ]);
    const { code, stderr } = await convert(faulty, 'de');
    expect(code).toBe(3);
    expect(stderr).toContain('Blatt „Instruments“, Zelle D2: Rate: „x“ ist kein Anteil der Kosten');
    expect(stderr).toContain('Blatt „Instruments“, Zelle E3: Maximum amount: „y“ ist kein Betrag');
    expect(stderr).toContain('Zelle A3: die ID „grant“ steht schon in A2');
  });

  test('a value that the schema refuses is named with the cell of the programme', async () => {
    const { code, stderr } = await convert(bookOf({ ...HEAD, Version: 'first' }, [GRANT]));
    expect(code).toBe(3);
    expect(stderr).toContain('sheet “Programme”, cell B3: Version: "first" is not a version');
  });
});

test('texts in several languages have a column each, and lists of documents a line each', async () => {
  const { Title: _, ...untitled } = GRANT;
  const cells = {
    'Title [de]': 'Zuschuss',
    'Title [en]': 'Grant',
    Documents: null,
    'Documents [de]': 'Angebot\nPlan',
    'Documents [en]': 'Quote\nPlan',
  };
  const { instruments } = await policyOf(bookOf(HEAD, [{ ...untitled, ...cells }]));
  expect(instruments[0]).toMatchObject({
    title: { de: 'Zuschuss', en: 'Grant' },
    documents: [
      { de: 'Angebot', en: 'Quote' },
      { de: 'Plan', en: 'Plan' },
    ],
  });
});

test('the currency may be given in any spelling that amounts allow', async () => {
  const { currency, instruments } = await policyOf(
    bookOf({ ...HEAD, Currency: '€' }, [{ ...GRANT, 'Maximum amount': '15,000 €' }]),
  );
  expect({ currency, cap: instruments[0].amount.cap }).toEqual({ currency: 'EUR', cap: 15000 });
});

test('hidden rows, columns and sheets of a programme’s workbook are read, and named', async () => {
  const rows = [Object.keys(GRANT), Object.values(GRANT)];
  const xml = sheetOf(rows).replace('<row r="2">', '<row r="2" hidden="1">');
  const head = sheetOf([['Particular', 'Value'], ...Object.entries(HEAD)]);
  const book = packWorkbook([
    { name: 'Programme', xml: head },
    { name: 'Money', xml },
    { name: 'Notes', xml: sheetOf([['to be discussed']]) },
  ]);
  const { code, stdout, stderr } = await convert(book);
  expect({ code, ids: parse(stdout).instruments.map(({ id }: { id: string }) => id) }).toEqual({
    code: 0,
    ids: ['grant'],
  });
  expect(stderr).toContain('Hidden, but read: row 2 of “Money”');
  expect(stderr).toContain('Not read: the sheets Notes');
});

test('a programme that includes the EU rules uses the EU’s size classes', async () => {
  const cells = { Rate: null, 'Maximum amount': null, 'Size classes': 'micro; small; medium', 'Rate, micro': '50 %' };
  const more = { 'Rate, small': '50 %', 'Rate, medium': '30 %' };
  const { instruments } = await policyOf(bookOf({ ...HEAD, Includes: 'eu-rules' }, [{ ...GRANT, ...cells, ...more }]));
  expect(instruments[0]).toMatchObject({
    when: { euSize: { enum: ['micro', 'small', 'medium'] } },
    amount: {
      sum: {
        small: { sum: { cost: 0.5 }, when: { euSize: { enum: ['micro', 'small'] } } },
        medium: { sum: { cost: 0.3 }, when: { euSize: { enum: ['medium'] } } },
      },
    },
  });
});

describe('content that is kept word for word', () => {
  const rows = (...entries: readonly (readonly [string, string])[]) => ({
    'Further content': [['Place', 'Content'], ...entries],
  });
  const withoutAmount = { ...GRANT, Rate: null, 'Maximum amount': null };

  test('content kept word for word in a workbook returns to its place in the programme file', async () => {
    const kept = rows(
      ['instruments/grant/amount', '{ "sum": { "cost": 0.1 }, "floor": 5 }'],
      ['groups/one', '{ "id": "one", "most": 1 }'],
    );
    const { instruments, groups } = await policyOf(bookOf(HEAD, [withoutAmount], kept));
    expect(instruments[0].amount).toEqual({ sum: { cost: 0.1 }, floor: 5 });
    expect(groups).toEqual([{ id: 'one', most: 1 }]);
  });

  test.each([
    [
      'a second amount',
      'instruments/grant/amount',
      '5',
      'cell B2: the programme has this already, from Instruments!D2',
    ],
    ['broken JSON', 'groups/one', '{ id', 'cell B2: “{ id” is not JSON'],
    [
      'an instrument that there is not',
      'instruments/other/amount',
      '5',
      'cell B2: “other” is not among the instruments',
    ],
    ['brackets without end', 'groups/one', `${'['.repeat(20000)}${']'.repeat(20000)}`, 'cell B2: “[[['],
    ['a place without end', `${'a/'.repeat(5000)}a`, '1', 'cell A2: “a/a/'],
    ['another id', 'groups/one', '{ "id": "two" }', 'cell B2: the content has the ID two'],
    ['a key that no file has', '__proto__/polluted', '1', 'cell B2'],
  ])('%s is refused', async (_, place, content, said) => {
    const { code, stdout, stderr } = await convert(bookOf(HEAD, [GRANT], rows([place, content])));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(said);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('hostile texts stay texts, in the file and in the workbook made of it', async () => {
  const hostile = '+cmd|"/c calc"!A1 {{x}} </c><f>1+1</f>: #z';
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'book.xlsx'), bookOf({ ...HEAD, Title: hostile }, [{ ...GRANT, Title: hostile }]));
  expect((await matura(['programme', 'book.xlsx', '-o', 'one.yaml'], { cwd })).code).toBe(0);
  expect((await matura(['programme', './one.yaml', '-o', 'again.xlsx'], { cwd })).code).toBe(0);
  const parts = await unzip(await readFile(path.join(cwd, 'again.xlsx')));
  const sheets = [...parts].filter(([name]) => name.includes('worksheets')).map(([, content]) => content.toString());
  for (const sheet of sheets) expect(sheet).not.toContain('<f>');
  await matura(['programme', 'again.xlsx', '-o', 'two.yaml'], { cwd });
  const read = async (name: string) => parse(await readFile(path.join(cwd, name), 'utf8'));
  expect((await read('two.yaml')).instruments[0].title).toBe(hostile);
  expect(await read('two.yaml')).toEqual(await read('one.yaml'));
});

test('a text that begins like a formula is kept word for word in the workbook', async () => {
  const cwd = await scratchFolder();
  const text = 'kind: policy\nid: odd\nversion: 1.0.0\ntitle: "=1+1"\ncurrency: EUR\n';
  await writeFile(path.join(cwd, 'odd.yaml'), text);
  const out = await matura(['programme', './odd.yaml', '-o', 'odd.xlsx'], { cwd });
  expect(out.stderr).toContain('because no column can hold it: title');
});

test('an empty programme workbook is refused with what is missing, and its example row is not read', async () => {
  const cwd = await scratchFolder();
  expect((await matura(['programme', '-o', 'empty.xlsx', '--lang', 'zh'], { cwd })).code).toBe(0);
  const { code, stderr } = await matura(['programme', 'empty.xlsx'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('sheet “政策”, cell B3: 标识: this is missing');
  expect(stderr).not.toContain('示例');
});

test('the workbook of a funding programme is not taken for a questionnaire, nor the other way round', async () => {
  const cwd = await scratchFolder();
  await matura(['programme', 'unfunded', '-o', 'money.xlsx'], { cwd });
  const init = await matura(['init', 'new', '--from', 'money.xlsx'], { cwd });
  expect({ code: init.code, stderr: init.stderr }).toEqual({
    code: 3,
    stderr: expect.stringContaining('matura programme money.xlsx -o money.yaml'),
  });
  await matura(['template', 'quick-scan', '--format', 'xlsform', '-o', 'survey.xlsx'], { cwd });
  const other = await matura(['programme', 'survey.xlsx'], { cwd });
  expect({ code: other.code, stderr: other.stderr }).toEqual({
    code: 3,
    stderr: expect.stringContaining('no sheet describes a funding programme'),
  });
  expect((await matura(['programme', 'germany', '-o', 'germany.yaml'], { cwd })).code).toBe(2);
});

describe('money of a programme from a workbook is what its guideline says, worked out by hand', () => {
  /** A rental firm of 22 people, a small enterprise. */
  const FIRM = `pack: quick-scan
assessment: { kind: onsite, date: 2026-11-18 }
facts:
  country: DE
  registration: HRB 5120 Beispielheim
  name: Mietpark Beispiel GmbH (fictitious)
  sector: rental
  employees: 22
  revenue: 3400000
  users: 12
  offers: 300
  district: Musterkreis
answers:
  { plan: 1, lead: 1, skills: 1, finance: 2, orders: 1, material: 1, collaboration: 1, market: 1,
    service: 1, partners: 1, records: 1, analysis: 1, ai: 1, network: 2, protection: 0, emergency: 1 }
`;

  /** Returns the rows of the plan about the instruments with these titles. */
  async function planOf(workbook: Buffer, ...titles: readonly string[]): Promise<string[]> {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'packs/policies'), { recursive: true });
    await writeFile(path.join(cwd, 'book.xlsx'), workbook);
    await writeFile(path.join(cwd, 'firm.yaml'), FIRM);
    const packs = ['--packs', 'packs'];
    const made = await matura(['programme', 'book.xlsx', '-o', 'packs/policies/ours.yaml'], { cwd });
    expect(made.code, made.stderr).toBe(0);
    const scored = await matura(['score', 'quick-scan', 'firm.yaml', '--files', 'files', ...packs], { cwd });
    expect(scored.code, scored.stderr).toBe(0);
    const plan = await matura(
      ['recommend', 'HRB-5120-BEISPIELHEIM', '--as-of', '2026-12-02', '--format', 'md', ...packs],
      { cwd },
    );
    expect(plan.code, plan.stderr).toBe(0);
    return titles.map((title) => plan.stdout.split('\n').find((line) => line.startsWith(`| ${title} |`)) ?? '');
  }

  test('a plan has 40 % of 32,000, which is above the grant’s minimum of 10,000 and below its cap of 15,000', async () => {
    const workbook = await readFile(path.join(ROOT, 'test/fixtures/programmes/musterkreis.xlsx'));
    const [row] = await planOf(workbook, 'Digitalzuschuss');
    // Security basics 5,000, bookings and fleet 20,000, availability online 7,000; e-invoices are due by law too soon.
    expect(row).toContain('| 12,800 EUR | likely; apply before you sign contracts');
  });

  test.each([
    ['half of 35,500 for a small firm', {}, '17,750 EUR'],
    ['the most for its size', { 'Maximum, small': '12,000' }, '12,000 EUR'],
    ['the most for every size', { 'Maximum, small': '12,000', 'Maximum amount': '11000' }, '11,000 EUR'],
    ['the rate for all if only a maximum differs', { ...SAME_RATE, 'Maximum, small': '9000' }, '8,875 EUR'],
  ])('by a plan with a programme from a workbook, the grant is %s', async (_, cells, amount) => {
    const grant = { ...GRANT, Rate: null, 'Maximum amount': null, Measures: 'software; security', Title: 'Sized' };
    const sized = { 'Size classes': 'small; medium', 'Rate, small': '50 %', 'Rate, medium': '30 %' };
    const head = { ...HEAD, Places: 'Musterkreis' };
    expect((await planOf(bookOf(head, [{ ...grant, ...sized, ...cells }]), 'Sized'))[0]).toContain(`| ${amount} |`);
  });
});
