import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packWorkbook, writePlainSheet, writeTextCell, writeWorkbook } from '../../src/table/xlsx/workbook-writer.ts';
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

test.each(TABLES)('a table of questions in %s becomes a valid pack that can be scored', async (lang, rows) => {
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

test('init lists its guesses: types, points, exclusive options and the enterprise key', async () => {
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
    'The following was guessed or left out; please check:',
    '  types of questions: Q1 (multiple); Q2 (single); Q3 (scale); Q4 (text)',
    '  added, because no column tells enterprises apart: name',
    '  options count 0, 1, 2 … in order; options of multiple-choice questions count 1 each: Q1; Q2',
    '  options that exclude all others: Q1 A',
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

  test('an XLSForm becomes a pack in its languages, with conditions, limits and points', async () => {
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
    expect(stderr).toContain(
      "staff is asked of everyone, because its condition was not understood: pulldata('x', 'y')",
    );
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
  ] as const)('an XLSForm with %s is refused, and the error gives the place', async (_, survey, choices, said) => {
    const { code, stderr } = await initFrom(workbookOf({ survey: survey as Rows, choices: choices as Rows }));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`book.xlsx: ${said}`) });
  });

  test.each(['quick-scan', 'miit-sme-2024', 'digital-intensity', 'smart-manufacturing'])(
    'an XLSForm that Matura wrote for %s is read back with the same questions',
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

describe('workbooks without a usable questionnaire', () => {
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
      'sheet “Sheet1”, cell B2: “multple” is not a question type; did you mean multiple?',
    ],
    [
      'points for other options',
      {
        Sheet1: [
          ['Question', 'Options', 'Points'],
          ['Why?', 'a;b;c', '1;2'],
        ],
      },
      'sheet “Sheet1”, cell C2: there are 2 point values for 3 options',
    ],
    [
      'a choice without options',
      {
        Sheet1: [
          ['Question', 'Type', 'Options'],
          ['Why?', 'single', null],
        ],
      },
      'sheet “Sheet1”, cell C2: Q1 is a choice, but has no options',
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
  ] as const)('a workbook with %s is refused, and nothing is written', async (_, sheets, said) => {
    const { code, stderr, folder } = await initFrom(workbookOf(sheets as never));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`book.xlsx: ${said}`) });
    await expect(readFile(path.join(folder, 'README.md'))).rejects.toThrow();
  });

  test('texts that look like formulas, YAML or markup stay texts; a formula counts as its last stored value', async () => {
    const hostile = ['=1+1', '"]: {x: y}', '<script>', '- no', '#'];
    const rows = [['Question', 'Options', 'Points'], ...hostile.map((text) => [text, `${text}|b`, '1|2'])].map(
      (cells, r) => `<row r="${r + 1}">${cells.map((cell, i) => writeTextCell(i, r + 1, cell, 0)).join('')}</row>`,
    );
    const formula =
      '<row r="7"><c r="A7" t="str"><f>A1&amp;"?"</f><v>Question?</v></c><c r="B7" t="str"><f>1</f><v>a|b</v></c><c r="C7" t="str"><f>1</f><v>1|2</v></c></row>';
    const { code, stderr, folder, read } = await initFrom(
      packWorkbook([{ name: 'Q', xml: writePlainSheet([...rows, formula]) }]),
    );
    expect(code, stderr).toBe(0);
    await expectValid(folder);
    const { sections } = await read('questionnaire.yaml');
    expect(sections[0].questions.map(({ text }: { text: { en: string } }) => text.en)).toEqual([
      ...hostile,
      'Question?',
    ]);
  });

  test('a workbook too large for a questionnaire is refused', async () => {
    const wide = 'x'.repeat(30_000);
    const rows = Array.from({ length: 600 }, (_, i) => [`${i}`, wide]);
    const { code, stderr } = await initFrom(workbookOf({ Sheet1: [['Question', 'Options'], ...rows] }));
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('far too large for a real table: Sheet1'),
    });
  });

  test('a missing file, or one that is not a workbook, is refused', async () => {
    const { code, stderr } = await initFrom(Buffer.from('Question,Options\n'));
    expect(code).toBe(3);
    expect(stderr).toContain('book.xlsx');
    const cwd = await scratchFolder();
    expect((await matura(['init', 'new', '--from', 'none.xlsx'], { cwd })).code).toBe(3);
  });
});

describe('contradictory points', () => {
  const FULL = ['没有（0分）', '部分（5分）', '全部（10分）'];

  test('all contradictory points of a workbook are listed in one run, each with its cell', async () => {
    const { code, stderr, folder } = await initFrom(
      workbookOf({
        评估: [
          ['一级指标', '评估题目', '选项', '分值', '权重'],
          ['基础', '联网情况', FULL.join('\n'), 20, '0.4'],
          [null, '制度情况', '没有\n较好', 10, 'viel'],
          [null, '人才情况', '没有（0分）\n较好', null, '0.1'],
          [null, '平台情况', '没有（3—5分）\n有（10分）', null, '0.1'],
          [null, '投入情况', 'A、无\nB、有', '10\n20\n30', '0.1'],
          [null, '其他', '填空', null, null],
        ],
        等级划分: [
          ['等级', '分数'],
          ['一级', '随便'],
        ],
      }),
    );
    expect(code).toBe(3);
    for (const fault of [
      'sheet “评估”, cell D2: the full mark is 20, but the best answer counts 10',
      'sheet “评估”, cell D3: the full mark is 10, but the points of the individual options are not stated',
      'sheet “评估”, cell C4: the option “较好” has no points',
      'sheet “评估”, cell C5: “没有（3—5分）” is a range of points',
      'sheet “评估”, cell E3: “viel” is not a weight',
      'sheet “评估”, cell D6: there are 3 point values for 2 options',
      'sheet “等级划分”, cell B2: “随便” is not a range of scores',
    ])
      expect(stderr).toContain(fault);
    await expect(readFile(path.join(folder, 'README.md'))).rejects.toThrow();
  });

  test.each([
    [
      'a full mark beside options in rows without points',
      [
        ['题目', '选项', '分值'],
        ['联网', '没有', 10],
        [null, '部分', null],
        [null, '全部', null],
      ],
      'C2: the full mark is 10',
    ],
    [
      'the same number beside every option',
      [
        ['题目', '选项', '分值'],
        ['联网', '没有', 10],
        [null, '部分', 10],
        [null, '全部', 10],
      ],
      'B2: every option counts 10',
    ],
    [
      'points that fall as levels rise',
      [
        ['Question', 'Level 1', 'Level 2', 'Level 3'],
        ['Planning?', 'none (10 points)', 'some (5 points)', 'all (0 points)'],
      ],
      'C2: a higher level has fewer points (5) than a lower one (10)',
    ],
    [
      'two numbers for one option',
      [
        ['题目', '选项', '分值'],
        ['联网', '没有（0分）', 10],
        [null, '全部（10分）', 0],
      ],
      'C2: 10 points here, but the text of the option says 0',
    ],
    [
      'a sum that differs',
      [
        ['题目', '选项', '满分'],
        ['联网', FULL.join('\n'), 10],
        ['合计', null, 100],
      ],
      'C3: the stated total is 100, but the questions add up to 10',
    ],
    [
      'a section whose points differ',
      [
        ['一级指标', '题目', '选项'],
        ['基础（40分）', '联网', FULL.join('\n')],
      ],
      'A2: the stated total is 40, but the questions add up to 10',
    ],
    [
      'several answers that add up to more than the full mark',
      [
        ['题目', '题型', '选项', '满分'],
        ['系统', '多选题', 'ERP（5分）\nMES（5分）\nPLM（5分）', 10],
      ],
      'D2: the full mark is 10, but the best answer counts 15',
    ],
    [
      'weights that are not a whole',
      [
        ['维度', '题目', '选项', '权重'],
        ['甲', '联网', FULL.join('\n'), '40%'],
        ['乙', '制度', FULL.join('\n'), '50%'],
      ],
      'D2: the weights add up to 0.9 instead of 1 or 100%',
    ],
    [
      'points for a number',
      [
        ['题目', '题型', '选项', '满分'],
        ['联网', '单选', FULL.join('\n'), 10],
        ['设备联网率', '百分比', null, 10],
      ],
      'D3: points cannot be read from “10” for a number, date or text',
    ],
    [
      'a question without points beside others',
      [
        ['题目', '选项'],
        ['联网', FULL.join('\n')],
        ['制度', '没有\n有'],
      ],
      'B3: the options of Q2 have no points, but those of other questions do',
    ],
    [
      'levels in an unknown unit',
      [
        ['题目', '选项', '满分'],
        ['联网', FULL.join('\n'), 10],
        [null, null, null],
        ['等级', '得分', null],
        ['一级', '0–30', null],
        ['二级', '30–60', null],
      ],
      'B6: the levels go up to 60',
    ],
    [
      'a single option',
      [
        ['题目', '选项'],
        ['联网', '没有/部分/全部'],
      ],
      'B2: “没有/部分/全部” is the only option',
    ],
    [
      'a full mark beside levels that it is not the number of',
      [
        ['题目', '一级', '二级', '分值'],
        ['联网', '没有', '全部', 20],
      ],
      'D2: the full mark is 20',
    ],
    [
      'a full mark beside options in columns, and a column of answers',
      [
        ['题目', '选项A', '选项B', '答案', '分值'],
        ['联网', '没有', '全部', 'B', 20],
      ],
      'E2: the full mark is 20',
    ],
    [
      'a scale from 1 with another full mark',
      [
        ['题目', '题型', '选项', '满分'],
        ['联网', '量表', '1-5', 10],
      ],
      'D2: the full mark is 10',
    ],
    [
      'ranges that overlap',
      [
        ['题目', '选项', '满分'],
        ['联网', FULL.join('\n'), 10],
        [null, null, null],
        ['等级', '得分', null],
        ['一级', '0–6', null],
        ['二级', '5–10', null],
      ],
      'B6: the range overlaps the range of the level below',
    ],
  ] as const)('points with %s are refused', async (_, rows, fault) => {
    const { code, stderr } = await initFrom(workbookOf({ Sheet1: rows as unknown as Rows }));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`sheet “Sheet1”, cell ${fault}`) });
  });

  test('questions whose points run against the usual order of options are listed', async () => {
    const { code, stderr } = await initFrom(
      workbookOf({
        Q: [
          ['Question', 'Options'],
          ['A?', 'none (0 points)\nsome (5 points)\nall (10 points)'],
          ['B?', 'none (0 points)\nsome (10 points)\nall (5 points)'],
          ['C?', 'none (10 points)\nsome (5 points)\nall (0 points)'],
        ],
      }),
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('is that intended? Q2; Q3');
  });

  test('without stated points, options get rising points, starting from the option that means “none”', async () => {
    const { code, stderr, read } = await initFrom(
      workbookOf({
        Q: [
          ['Question', 'Options'],
          ['Up?', 'none\nsome\nall'],
          ['Down?', 'all\nsome\nnone'],
          ['Is there one?', 'Yes; No'],
        ],
      }),
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('counts 0, the one before it 1 …: Q2');
    expect((await read('rubric.yaml')).points).toEqual({
      Q1: { A: 0, B: 1, C: 2 },
      Q2: { A: 2, B: 1, C: 0 },
      Q3: { true: 1, false: 0 },
    });
  });
});

test.each([
  [
    'a share of the full mark over each level',
    [
      ['题目', '一级（0%）', '二级（50%）', '三级（100%）', '分值'],
      ['联网', '没有', '部分', '全部', 20],
    ],
    { Q1: { L1: 0, L2: 10, L3: 20 } },
  ],
  [
    'letters in the column of points',
    [
      ['Question', 'Answer options', 'Score'],
      ['Skills?', 'a) none\nb) some\nc) many', 'a=0, b=5, c=10'],
      ['Tools?', 'a) none\nb) some\nc) many', '0 / 4 / 10'],
    ],
    { Q1: { a: 0, b: 5, c: 10 }, Q2: { a: 0, b: 4, c: 10 } },
  ],
  [
    'a question repeated beside each of its options',
    [
      ['维度', '题目', '选项', '得分'],
      ['基础', '联网', '没有', 0],
      ['基础', '联网', '部分', 4],
      ['基础', '联网', '全部', 10],
    ],
    { Q1: { A: 0, B: 4, C: 10 } },
  ],
  [
    'headings in two rows, the points over the options',
    [
      ['一级指标', '题目', '评分', null, null],
      [null, null, '0分', '5分', '10分'],
      ['甲', '联网', '没有', '部分', '全部'],
    ],
    { Q1: { A: 0, B: 5, C: 10 } },
  ],
] as const)('points are read from %s', async (_, rows, points) => {
  const { code, stderr, read, folder } = await initFrom(workbookOf({ Sheet1: rows as unknown as Rows }));
  expect(code, stderr).toBe(0);
  await expectValid(folder);
  expect((await read('rubric.yaml')).points).toEqual(points);
});

test('section weights are read from a separate sheet', async () => {
  const question: Rows = [
    ['题目', '选项', '满分'],
    ['水平', '没有（0分）\n有（10分）', 10],
  ];
  const book = (last: string): Buffer =>
    workbookOf({
      战略: question,
      运营: question,
      权重: [
        ['维度', '权重'],
        ['战略', '30%'],
        [last, '70%'],
      ],
    });
  const { code, stderr, folder } = await initFrom(book('运营'));
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain('not used');
  await expectValid(folder);
  const scores = await scoresOf(folder, { name: 'x' }, { Q1: false, Q2: true });
  expect([scores.part1?.value, scores.part2?.value, scores.total?.value]).toEqual([0, 100, 70]);
  // A sheet of other sections is not theirs.
  expect((await initFrom(book('其他'))).stderr).toContain('sheets not used: 权重');
});

describe('weights written in two ways', () => {
  const bookOf = (...weights: (string | number)[]): Buffer =>
    workbookOf({
      Questions: [
        ['Section', 'Question', 'Type', 'Options', 'Max points', 'Weight'],
        ...weights.map((weight, i) => [
          `Part ${i}`,
          `Question ${i}?`,
          'single',
          'No (0 points)\nYes (10 points)',
          10,
          weight,
        ]),
      ],
    });

  test.each<[string, (string | number)[], readonly number[]]>([
    ['a share among percentages without signs', [0.5, 30, 20], [50, 30, 20]],
    ['percentages with and without a sign', ['50%', 30, 20], [50, 30, 20]],
    ['a share beside percentages with a sign', [0.4, '35%', '25%'], [40, 35, 25]],
    ['all three', [0.4, '35%', 25], [40, 35, 25]],
    ['a percentage below 1 in percentages that are a whole', [0.5, 49.5, 50], [0.5, 49.5, 50]],
    ['weights relative to each other', [0.5, 2, 2.5], [10, 40, 50]],
    ['weights relative to each other, all large', [10, 20, 50], [12.5, 25, 62.5]],
  ])('weights written as %s are scaled correctly', async (_, weights, expected) => {
    const { code, stderr, folder } = await initFrom(bookOf(...weights));
    expect(code, stderr).toBe(0);
    await expectValid(folder);
    for (const [k, share] of expected.entries()) {
      const answers = Object.fromEntries(weights.map((__, i) => [`Q${i + 1}`, i === k ? 'B' : 'A']));
      expect((await scoresOf(folder, { name: 'x' }, answers)).total?.value).toBeCloseTo(share, 9);
    }
  });

  test.each<[string, (string | number)[], string]>([
    [
      'en',
      [0.5, 50, 2],
      'F2: the weights 0.5 and 50 are written in different ways; write all weights as shares of 1, or all as percentages',
    ],
    ['en', ['40%', 50, 20], 'F2: the weights 40% and 50 are written in different ways'],
    ['de', [10, 0.4, 0.3], 'F3: die Gewichte 0.4 und 10 sind verschieden geschrieben'],
    ['zh', [10, 0.4, 0.3], 'F4：权重 0.3 与 10 写法不同'],
  ])(
    'weights written in two ways are refused, in %s, if neither reading makes them complete: %j',
    async (lang, weights, words) => {
      const { code, stderr } = await initFrom(bookOf(...weights), lang);
      expect(code).toBe(3);
      expect(stderr).toContain(words);
    },
  );

  test('importing a workbook into an existing pack’s folder is refused', async () => {
    const { folder } = await initFrom(bookOf('50%', '50%'));
    const rubric = path.join(folder, 'questionnaires/check/rubric.yaml');
    const before = await readFile(rubric, 'utf8');
    const again = await matura(['init', 'new', '--from', 'book.xlsx', '--id', 'check'], { cwd: path.dirname(folder) });
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('new is not empty')]);
    expect(await readFile(rubric, 'utf8')).toBe(before);
  });
});

test('one run lists all faults of an XLSForm: choices without points, and parts that are ignored', async () => {
  const survey: Rows = [
    ['type', 'name', 'label', 'appearance'],
    ['text', 'company_name', 'Company', null],
    ['begin_group', 'base', 'Base', null],
    ['select_one there', 'net', 'A network?', 'minimal'],
    ['select_one there', 'plan', 'A plan?', null],
  ];
  const choices: Rows = [
    ['list_name', 'name', 'label', 'points', 'image'],
    ['there', 'all', 'All', 2, 'all.png'],
    ['there', 'none', 'None', null, null],
  ];
  const { code, stderr } = await initFrom(workbookOf({ survey, choices, entities: [['x']] }));
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('choices without points count 0: there none');
  expect(stderr).toContain('sheets not used: entities');
  expect(stderr).toContain('columns not used: survey!D appearance; choices!E image');
  const broken: Rows = [...survey, ['select_one nowhere', 'a b', 'x', null], ['text', 'net', 'x', null]];
  const refused = await initFrom(
    workbookOf({ survey: broken, choices: [...choices, ['there', 'more', 'x', 'many', null]] }),
  );
  expect(refused.code).toBe(3);
  for (const fault of [
    'sheet “survey”, cell B6: “a b” cannot be an id',
    'sheet “survey”, cell A6: there is no list of choices “nowhere”',
    'sheet “survey”, cell B7: the id “net” is already in B4 of “survey”',
    'sheet “choices”, cell D4: “many” is not a number',
  ])
    expect(refused.stderr).toContain(fault);
});

describe('a sheet whose name suggests facts of an enterprise', () => {
  const HEADINGS = ['Bereich', 'Gewichtung', 'Frage', 'Antworten', 'Punkte'];

  test('a sheet whose name suggests facts of an enterprise is scored if it has points or weights', async () => {
    const { code, stderr, folder, read } = await initFrom(
      workbookOf({
        Reifegrad: [
          HEADINGS,
          ['Technik', '70 %', 'Haben Sie ein ERP?', 'nein\nteilweise\nja', '0\n1\n2'],
          ['Organisation', '30 %', 'Gibt es eine Strategie?', 'nein\nja', '0\n2'],
        ],
      }),
    );
    expect(code, stderr).toBe(0);
    expect((await read('rubric.yaml')).scores.total.mean).toEqual({ part1: 0.7, part2: 0.3 });
    const scores = await scoresOf(folder, { name: 'x' }, { Q1: 'B', Q2: true });
    // Half of the points of the first part, all of the second.
    expect(scores.total?.value).toBeCloseTo(65, 9);
  });

  test('a sheet whose name suggests facts of an enterprise is read as facts if it has no points', async () => {
    const { code, stderr } = await initFrom(
      workbookOf({
        Reifegrad: [
          ['Bereich', 'Frage', 'Antworten'],
          ['Organisation', 'Gibt es einen Betriebsrat?', 'nein\nja'],
          ['Technik', 'Haben Sie ein ERP?', 'nein (0 Punkte)\nja (2 Punkte)'],
        ],
      }),
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('facts of the enterprise, not scored: ');
  });
});

test.each([
  ['en', '1. Is there an ERP?\n2. Is it linked?', 'one cell asks several questions, which were read as one: Q1'],
  [
    'de',
    '1) Gibt es ein ERP? 2) Ist es verbunden?',
    'eine Zelle stellt mehrere Fragen, die als eine gelesen wurden: Q1',
  ],
  ['zh', '1、是否有ERP？2、是否与生产联通？', '一个单元格内有多个问题，已按一题读取：Q1'],
])('a cell that asks several questions is pointed out, in %s', async (lang, text, words) => {
  const rows = [
    ['Question', 'Options', 'Points'],
    [text, 'no\npartly\nyes', '0\n1\n2'],
    ['Is there a plan of 2 or more years?', 'none\nold\nnew', '0\n1\n2'],
  ];
  const { code, stderr } = await initFrom(workbookOf({ Check: rows }), lang);
  expect([code, stderr.includes(words)], stderr).toEqual([0, true]);
});
