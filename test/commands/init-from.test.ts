import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packWorkbook, plainSheet, textCell, writeWorkbook } from '../../src/table/xlsx/workbook-writer.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';

type Rows = readonly (readonly (string | number | null)[])[];

/** A workbook of these sheets, the first row of each its headings. */
function workbookOf(sheets: Readonly<Record<string, Rows>>): Buffer {
  return writeWorkbook(
    Object.entries(sheets).map(([name, [headings = [], ...rows]]) => ({ name, headings: headings.map(String), rows })),
  );
}

/** How an XLSForm refers to another question. */
function refer(name: string): string {
  return ['$', `{${name}}`].join('');
}

async function initFrom(bytes: Buffer, lang = 'en', ...more: readonly string[]) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'book.xlsx'), bytes);
  const run = await matura(['init', 'new', '--from', 'book.xlsx', '--lang', lang, '--id', 'check', ...more], { cwd });
  const folder = path.join(cwd, 'new');
  const read = async (file: string) => parse(await readFile(path.join(folder, 'questionnaires/check', file), 'utf8'));
  return { ...run, folder, read };
}

async function scoresOf(folder: string, facts: object, answers: object): Promise<Record<string, { value: number }>> {
  const input = JSON.stringify({ facts, answers });
  const run = await matura(['score', './questionnaires/check', '-', '--json'], { cwd: folder, input });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout).scores;
}

async function expectValid(folder: string): Promise<void> {
  const { code, stdout } = await matura(['validate', 'questionnaires', '--format', 'json'], { cwd: folder });
  expect(code, stdout).toBe(0);
}

const TABLES: readonly (readonly [string, Rows])[] = [
  [
    'en',
    [
      ['Section', 'Question', 'Type', 'Options', 'Points'],
      ['Planning', 'How is work planned?', 'single', 'On paper\nIn sheets\nIn a system', '0\n1\n3'],
      [null, 'What is protected?', 'Multiple choice', 'None; Data; Accounts', '0; 1,5; 1'],
      ['Operations', 'Is there a plan?', 'yes/no', null, null],
      [null, 'How good is it?', 'scale', '1-5', null],
      [null, 'How often?', 'single', 'A. rarely', 0],
      [null, null, null, 'B. daily', 2],
    ],
  ],
  [
    'zh',
    [
      ['板块', '题目', '题型', '选项', '分值'],
      ['规划', '如何排产？', '单选题', '纸面；表格；系统', '0；1；3'],
      ['规划', '保护了什么？', '多选', '无┋数据┋账号', '0┋1.5┋1'],
      ['运行', '有没有计划？', '判断题', null, null],
      ['运行', '水平如何？', '量表', '1～5', null],
      ['运行', '频率？', '单选', 'A、很少', 0],
      [null, null, null, 'B、每天', 2],
    ],
  ],
  [
    'de',
    [
      ['Abschnitt:', 'Frage', 'Typ', 'Optionen', 'Punkte'],
      ['Planung', 'Wie wird geplant?', 'Einfachauswahl', 'Papier|Tabellen|System', '0|1|3'],
      [null, 'Was ist geschützt?', 'Mehrfachauswahl', 'Nichts; Daten; Konten', '0; 1,5; 1'],
      ['Betrieb', 'Gibt es einen Plan?', 'Ja/Nein', null, null],
      [null, 'Wie gut?', 'Skala', '1 bis 5', null],
      [null, 'Wie oft?', 'Einfachauswahl', 'A) selten', 0],
      [null, null, null, 'B) täglich', 2],
    ],
  ],
];

test.each(TABLES)('a table of questions in %s becomes a pack that is valid and scored', async (lang, rows) => {
  const { code, stderr, folder, read } = await initFrom(workbookOf({ Sheet1: [['A title above'], [], ...rows] }), lang);
  expect(code, stderr).toBe(0);
  await expectValid(folder);
  const { languages, sections } = await read('questionnaire.yaml');
  expect(languages).toEqual([lang]);
  expect(sections.map(({ questions }: { questions: { type: string }[] }) => questions.map(({ type }) => type))).toEqual(
    [
      ['single', 'multiple'],
      ['boolean', 'scale', 'single'],
    ],
  );
  const answers = { Q1: 'C', Q2: ['B', 'C'], Q3: true, Q4: 4, Q5: 'B' };
  const scores = await scoresOf(folder, { name: 'x' }, answers);
  // 5.5 of 5.5 and 7 of 8.
  expect([scores.part1?.value, scores.part2?.value]).toEqual([5.5, 7]);
  expect(scores.total?.value).toBeCloseTo((12.5 / 13.5) * 100, 9);
});

test('what is guessed is listed: types, points, options that stand alone, and what tells enterprises apart', async () => {
  const { stderr } = await initFrom(
    workbookOf({
      Q: [
        ['Question', 'Options'],
        ['Which? (select all that apply)', 'None of these; ERP'],
        ['How?', 'A\nB'],
        ['How far?', '0–3'],
        ['Why?', null],
      ],
    }),
  );
  expect(stderr.trimEnd().split('\n')).toEqual([
    'Guessed or left out; please look it through:',
    '  types of questions: Q1 (multiple); Q2 (single); Q3 (scale); Q4 (text)',
    '  added, since nothing tells enterprises apart: name',
    '  options count 0, 1, 2 … in their order, of several 1 each: Q1; Q2',
    '  options that go with no other: Q1 A',
  ]);
});

describe('an XLSForm', () => {
  const SURVEY: Rows = [
    [
      'type',
      'name',
      'label::English (en)',
      'label::中文 (zh)',
      'hint::English (en)',
      'required',
      'relevant',
      'constraint',
      'parameters',
    ],
    ['start', 'start', null, null, null, null, null, null, null],
    ['text', 'company_name', 'Company', '企业', null, 'yes', null, null, null],
    ['begin_group', 'base', 'Base', '基础', null, null, null, null, null],
    ['note', 'intro', 'About the base', '关于基础', null, null, null, null, null],
    ['select_one yes_no', 'net', 'A network?', '联网？', 'Look.', 'yes', null, null, null],
    [
      'select_multiple kinds',
      'kind',
      'Which?',
      '哪些？',
      null,
      null,
      `${refer('net')} = 'yes' and selected(${refer('net')}, 'yes')`,
      "not(selected(., 'none')) or count-selected(.) = 1",
      null,
    ],
    ['integer', 'staff', 'Staff', '人数', null, null, "pulldata('x', 'y')", '. >= 0 and . <= 5000', null],
    [
      'range',
      'grade',
      'Grade',
      '等级',
      null,
      null,
      `${refer('staff')} > 10 or ${refer('net')} != 'yes'`,
      null,
      'start=0 end=4 step=1',
    ],
    ['geopoint', 'place', 'Where?', '在哪', null, null, null, null, null],
    ['end_group', null, null, null, null, null, null, null, null],
  ];
  const CHOICES: Rows = [
    ['list_name', 'name', 'label::English (en)', 'label::中文 (zh)', 'points'],
    ['yes_no', 'yes', 'Yes', '是', 2],
    ['yes_no', 'no', 'No', '否', 0],
    ['kinds', 'none', 'None', '无', null],
    ['kinds', 'wired', 'Wired', '有线', null],
    ['kinds', 'radio', 'Radio', '无线', null],
  ];
  const SETTINGS: Rows = [
    ['form_title', 'form_id'],
    ['A survey', 'survey_1'],
  ];

  test('becomes a pack in its languages, with conditions, limits and points', async () => {
    const bytes = workbookOf({ survey: SURVEY, choices: CHOICES, settings: SETTINGS });
    const { code, stderr, folder, read } = await initFrom(bytes);
    expect(code, stderr).toBe(0);
    await expectValid(folder);
    const { title, languages, facts, sections } = await read('questionnaire.yaml');
    expect([title, languages, facts]).toEqual([
      { en: 'A survey' },
      ['en', 'zh'],
      [{ id: 'company_name', type: 'text', text: { en: 'Company', zh: '企业' }, required: true, key: true }],
    ]);
    expect(sections[0]).toMatchObject({
      id: 'base',
      text: { en: 'About the base', zh: '关于基础' },
      questions: [
        { id: 'net', type: 'single', help: { en: 'Look.' } },
        {
          id: 'kind',
          type: 'multiple',
          when: { allOf: [{ net: { const: 'yes' } }, { net: { const: 'yes' } }] },
          options: [{ id: 'none', exclusive: true }, { id: 'wired' }, { id: 'radio' }],
        },
        { id: 'staff', type: 'integer', minimum: 0, maximum: 5000 },
        {
          id: 'grade',
          type: 'scale',
          minimum: 0,
          maximum: 4,
          when: { anyOf: [{ staff: { exclusiveMinimum: 10 } }, { not: { net: { const: 'yes' } } }] },
        },
      ],
    });
    expect(stderr).toContain("staff is asked of everyone; not understood: pulldata('x', 'y')");
    expect(stderr).toContain('left out: start (start)');
    expect(stderr).toContain('left out: place (geopoint)');
    const answers = { net: 'yes', kind: ['wired', 'radio'], staff: 20, grade: 3 };
    expect((await scoresOf(folder, { company_name: 'x' }, answers)).base?.value).toBe(7);
  });

  test.each([
    [
      'a name that is no id',
      [...SURVEY, ['text', 'a b', 'x', 'x', null, null, null, null, null]],
      CHOICES,
      'sheet “survey”, cell B12: “a b” cannot be an id',
    ],
    [
      'a name that is there twice',
      [...SURVEY, ['text', 'NET', 'x', 'x', null, null, null, null, null]],
      CHOICES,
      'sheet “survey”, cell B12: the id “NET” is already in B6 of “survey”',
    ],
    [
      'a choice that is there twice',
      SURVEY,
      [...CHOICES, ['kinds', 'wired', 'x', 'x', null]],
      'sheet “choices”, cell B7: the id “wired” is already in B5 of “choices”',
    ],
    [
      'a list that is missing',
      [...SURVEY, ['select_one nowhere', 'q', 'x', 'x', null, null, null, null, null]],
      CHOICES,
      'sheet “survey”, cell A12: there is no list of choices “nowhere”',
    ],
    [
      'points that are none',
      SURVEY,
      [...CHOICES, ['kinds', 'more', 'x', 'x', 'many']],
      'sheet “choices”, cell E7: “many” is not a number',
    ],
  ] as const)('%s is refused with its place', async (_, survey, choices, said) => {
    const { code, stderr } = await initFrom(workbookOf({ survey: survey as Rows, choices: choices as Rows }));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`book.xlsx: ${said}`) });
  });

  test.each(['quick-scan', 'miit-sme-2024', 'digital-intensity', 'smart-manufacturing'])(
    'that Matura wrote for %s is asked as before',
    async (pack) => {
      const cwd = await scratchFolder();
      await matura(['template', pack, '--format', 'xlsform', '-o', 'form.xlsx'], { cwd });
      const { code, stderr, folder, read } = await initFrom(await readFile(path.join(cwd, 'form.xlsx')));
      expect(code, stderr).toBe(0);
      await expectValid(folder);
      expect(stderr).not.toMatch(/not understood/);
      const before = parse(await readFile(path.join(ROOT, 'questionnaires', pack, 'questionnaire.yaml'), 'utf8'));
      const { sections } = await read('questionnaire.yaml');
      const typesOf = (all: { questions: { id: string; type: string; options?: unknown }[] }[]) =>
        new Map(
          all.flatMap(({ questions }) =>
            questions.map(({ id, type }) => [id, type === 'scale' ? 'single' : type] as const),
          ),
        );
      const after = typesOf(sections);
      for (const [id, type] of typesOf(before.sections)) expect([id, after.get(id)]).toEqual([id, type]);
    },
  );
});

describe('workbooks that hold something else', () => {
  test.each([
    [
      'no headings',
      {
        Sheet1: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      'the headings are missing in Sheet1: Section, Question, Type, Options, Points',
    ],
    [
      'no questions',
      {
        Sheet1: [
          ['Question', 'Options'],
          [null, null],
        ],
      },
      'there is no question below the headings',
    ],
    [
      'an option without a question',
      {
        Sheet1: [
          ['Question', 'Options'],
          [null, 'x'],
        ],
      },
      'sheet “Sheet1”, cell B2: an option without a question above it',
    ],
    [
      'an unknown type',
      {
        Sheet1: [
          ['Question', 'Type', 'Options'],
          ['Why?', 'multple', 'a;b'],
        ],
      },
      'sheet “Sheet1”, cell B2: “multple” is no type of question; did you mean multiple?',
    ],
    [
      'points for other options',
      {
        Sheet1: [
          ['Question', 'Options', 'Points'],
          ['Why?', 'a;b;c', '1;2'],
        ],
      },
      'sheet “Sheet1”, cell C2: 2 numbers of points for 3 options',
    ],
    [
      'a choice without options',
      {
        Sheet1: [
          ['Question', 'Type', 'Options'],
          ['Why?', 'single', null],
        ],
      },
      'sheet “Sheet1”, cell C2: Q1 is a choice without options',
    ],
    [
      'nothing to score',
      {
        Sheet1: [
          ['Question', 'Type'],
          ['Why?', 'text'],
        ],
      },
      'there is nothing to score',
    ],
  ] as const)('%s is refused, and nothing is written', async (_, sheets, said) => {
    const { code, stderr, folder } = await initFrom(workbookOf(sheets as never));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`book.xlsx: ${said}`) });
    await expect(readFile(path.join(folder, 'README.md'))).rejects.toThrow();
  });

  test('texts like formulas, YAML and markup stay texts; a formula is what it last came to', async () => {
    const hostile = ['=1+1', '"]: {x: y}', '<script>', '- no', '#'];
    const rows = [['Question', 'Options', 'Points'], ...hostile.map((text) => [text, `${text}|b`, '1|2'])].map(
      (cells, r) => `<row r="${r + 1}">${cells.map((cell, i) => textCell(i, r + 1, cell, 0)).join('')}</row>`,
    );
    const formula =
      '<row r="7"><c r="A7" t="str"><f>A1&amp;"?"</f><v>Question?</v></c><c r="B7" t="str"><f>1</f><v>a|b</v></c></row>';
    const { code, stderr, folder, read } = await initFrom(
      packWorkbook([{ name: 'Q', xml: plainSheet([...rows, formula]) }]),
    );
    expect(code, stderr).toBe(0);
    await expectValid(folder);
    const { sections } = await read('questionnaire.yaml');
    expect(sections[0].questions.map(({ text }: { text: { en: string } }) => text.en)).toEqual([
      ...hostile,
      'Question?',
    ]);
  });

  test('one that is no questionnaire by its size is refused', async () => {
    const wide = 'x'.repeat(30_000);
    const rows = Array.from({ length: 600 }, (_, i) => [`${i}`, wide]);
    const { code, stderr } = await initFrom(workbookOf({ Sheet1: [['Question', 'Options'], ...rows] }));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('Sheet1 would be far too large') });
  });

  test('what is no workbook, or missing, is refused', async () => {
    const { code, stderr } = await initFrom(Buffer.from('Question,Options\n'));
    expect(code).toBe(3);
    expect(stderr).toContain('book.xlsx');
    const cwd = await scratchFolder();
    expect((await matura(['init', 'new', '--from', 'none.xlsx'], { cwd })).code).toBe(3);
  });
});
