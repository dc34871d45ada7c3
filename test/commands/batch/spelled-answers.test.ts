import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { readCsv } from './sample-export.ts';

/** A pack with a choice, several choices, a scale and facts of each kind. */
async function packFolder(): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'spelled'));
  const texts = ['Never', 'Every week', 'Every day', '随时'];
  const options = ['A', 'B', 'C', 'D'].map((id, i) => ({ id, text: texts[i] }));
  const words = options.map(({ text }, i) => ({ id: ['never', 'weekly', 'daily', 'always'][i], text }));
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'spelled', version: '1.0.0', languages: ['en'], title: 'Spelled' },
    facts: [
      { id: 'code', type: 'text', key: true, required: true, text: 'Code' },
      { id: 'place', type: 'text', group: true, text: 'Place' },
      { id: 'staff', type: 'integer', text: 'Staff' },
      { id: 'kind', type: 'single', group: true, text: 'Kind', options: words },
      { id: 'founded', type: 'date', group: true, text: 'Founded' },
      { id: 'before', type: 'integer', text: 'Before', notApplicable: true },
    ],
    sections: [
      {
        id: 'main',
        questions: [
          { id: 'backup', type: 'single', text: 'Backup', options: words },
          { id: 'tools', type: 'multiple', text: 'Tools', options },
          {
            id: 'stage',
            type: 'scale',
            text: 'Stage',
            minimum: 0,
            maximum: 3,
            labels: Object.fromEntries(texts.entries()),
          },
        ],
      },
    ],
  };
  const points = { tools: { A: 1, B: 2, C: 4, D: 8 }, backup: { never: 0, weekly: 1, daily: 2, always: 3 } };
  const rubric = { kind: 'rubric', id: 'spelled', scores: { total: { sum: ['backup', 'tools', 'stage'] } } };
  await writeFile(path.join(cwd, 'spelled/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(cwd, 'spelled/rubric.yaml'), JSON.stringify({ ...rubric, points }));
  return cwd;
}

const HEADINGS = ['code', 'place', 'staff', 'kind', 'founded', 'before', 'backup', 'tools', 'stage'];
type Cells = Partial<Record<'place' | 'staff' | 'kind' | 'founded' | 'before' | 'backup' | 'tools' | 'stage', string>>;

async function batch(cwd: string, rows: readonly Cells[], ...args: string[]): Promise<Run> {
  const ordinary = { place: 'X', staff: '5', kind: 'daily', founded: '2020-01-31', before: '4' };
  const all = rows.map((cells, i) => ({
    code: `e${i}`,
    ...ordinary,
    backup: 'daily',
    tools: 'A',
    stage: '0',
    ...cells,
  }));
  const quoted = all.map((row) => HEADINGS.map((name) => `"${row[name as keyof typeof row]}"`).join(','));
  await writeFile(path.join(cwd, 'e.csv'), `${HEADINGS.join(',')}\n${quoted.join('\n')}\n`);
  return matura(['batch', './spelled', 'e.csv', '--quiet', '--answers', ...args], { cwd });
}

test('an option’s text is recognised after a number, a letter or a level, in each kind of question', async () => {
  const cwd = await packFolder();
  const marks = [
    '3.',
    '3、',
    '（3）',
    '(3) ',
    '[3] ',
    'C.',
    'C：',
    'c) ',
    'C ',
    '3 ',
    '3级：',
    '第3级 ',
    '三、',
    '选项C：',
    'Level 3: ',
  ];
  const backup = marks.map((mark) => ({ backup: `${mark}Every day`, kind: `${mark}Every day` }));
  const tools = [{ tools: '3.Every day;1.Never' }, { tools: '（2）Every week┋（4）随时' }];
  // A scale from 0: its third step is 2, which may be numbered 2 or 3.
  const stage = ['2级：Every day', '3.Every day', 'L2 Every day', '（2）Every day', '二级：Every day'].map((cell) => ({
    stage: cell,
  }));
  const run = await batch(cwd, [...backup, ...tools, ...stage]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const results = await readCsv(cwd, 'e.results.csv');
  expect(results.slice(0, marks.length).map((row) => [row.backup, row.kind])).toEqual(
    marks.map(() => ['daily', 'daily']),
  );
  expect(results.slice(marks.length, marks.length + 2).map(({ tools: answer }) => answer)).toEqual(['A;C', 'B;D']);
  expect(results.slice(marks.length + 2).map(({ stage: answer }) => answer)).toEqual(stage.map(() => '2'));
});

test('a match with an option’s text takes precedence over its number or letter, in each kind of question', async () => {
  const cwd = await packFolder();
  const marks = ['_3', '（C）', ' (3)', '[3]', '_c'];
  const rows: Cells[] = marks.map((mark) => ({ backup: `Every day${mark}`, kind: `Every day${mark}` }));
  const tools = [{ tools: 'Every day（C）;Never（A）' }, { tools: 'Every week_2┋随时_4' }];
  const run = await batch(cwd, [...rows, ...tools, { stage: 'Every day_2' }, { stage: 'Every day（3）' }]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const results = await readCsv(cwd, 'e.results.csv');
  const daily = results.slice(0, marks.length);
  expect(daily.map((row) => [row.backup, row.kind])).toEqual(marks.map(() => ['daily', 'daily']));
  expect(results.slice(marks.length).map((row) => [row.tools, row.stage])).toEqual([
    ['A;C', '0'],
    ['B;D', '0'],
    ['A', '2'],
    ['A', '2'],
  ]);
});

test('an option’s text with another option’s mark, or a number after a number, is rejected', async () => {
  const cwd = await packFolder();
  const cells: Cells[] = [
    { backup: '1.Every moon' },
    { stage: '0级：Every day' },
    { stage: '1.2' },
    { tools: 'A.Every day' },
    { backup: 'A Every day' },
    { tools: 'Every day（A）' },
    { stage: 'Every day_1' },
  ];
  const mapped = 'kind: mapping\npack: spelled\ncolumns:\n';
  await writeFile(
    path.join(cwd, 'm.yaml'),
    mapped + HEADINGS.map((name) => `  - { heading: ${name}, to: ${name} }\n`).join(''),
  );
  const run = await batch(cwd, cells, '--map', 'm.yaml');
  expect(run.code).toBe(3);
  expect((await readCsv(cwd, 'e.rejects.csv')).map(({ rule, value }) => [rule, value])).toEqual(
    cells.map((cell) => ['unknown-value', Object.values(cell)[0]]),
  );
});

test('a step of a scale may be called a level, and option letters may be written without separators', async () => {
  const cwd = await packFolder();
  const levels = ['2级', '二级', '第二级', 'L2', 'l2', 'Level 2', 'Stufe 2', '２级'];
  const run = await batch(cwd, [
    ...levels.map((stage) => ({ stage })),
    { tools: 'BCD' },
    { tools: 'ＡＤ' },
    { tools: 'DA' },
  ]);
  expect(run.code).toBe(1);
  const results = await readCsv(cwd, 'e.results.csv');
  expect(results.slice(0, levels.length).map(({ stage }) => stage)).toEqual(levels.map(() => '2'));
  expect(results.slice(levels.length).map(({ tools }) => tools)).toEqual(['B;C;D', 'A;D']);
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ rule: 'unknown-value', value: 'DA' }]);
});

test('marks that programs write for a missing value count as unanswered, for facts of every type as well', async () => {
  const cwd = await packFolder();
  const missing = ['NA', '#NULL!', '.', '#N/A'];
  const names = ['place', 'staff', 'kind', 'founded', 'backup', 'tools', 'stage'] as const;
  const rows = missing.flatMap((word) => names.map((name) => ({ [name]: word })));
  const run = await batch(cwd, rows);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const results = await readCsv(cwd, 'e.results.csv');
  for (const [i, row] of rows.entries())
    for (const name of Object.keys(row)) if (name !== 'staff') expect(results[i]?.[name], `${name} ${i}`).toBe('');
  // A formula that failed is no name; where a number belongs, it is a reject.
  expect((await batch(cwd, [{ place: '#REF!' }, { staff: '#DIV/0!' }], '--force')).code).toBe(1);
  expect((await readCsv(cwd, 'e.results.csv'))[0]?.place).toBe('');
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ column: 'staff', value: '#DIV/0!' }]);
  // Where "not applicable" is an answer, NA may mean either.
  expect((await batch(cwd, [{ before: 'NA' }, { before: '.' }])).code).toBe(1);
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ column: 'before', value: 'NA' }]);
});

test('if a mapping counts a scale from 1, every number of its column counts from 1', async () => {
  const cwd = await packFolder();
  const rows = ['1', '2', '3', '4', '2.0', '４'].map((stage) => ({ stage }));
  await batch(cwd, rows);
  const { stdout } = await matura(['map', './spelled', 'e.csv'], { cwd });
  expect(stdout).toContain('check: "the cells seem to contain option numbers, starting from 1');
  await writeFile(path.join(cwd, 'm.yaml'), stdout.replaceAll(/ +check: .*\n/g, ''));
  const run = await batch(cwd, [...rows, { stage: '0' }, { stage: '0.0' }, { stage: '2级' }], '--map', 'm.yaml');
  expect(run.code).toBe(1);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ stage }) => stage)).toEqual(['0', '1', '2', '3', '1', '3']);
  expect((await readCsv(cwd, 'e.rejects.csv')).map(({ value }) => value)).toEqual(['0', '0.0', '2级']);
});

/** A pack whose options hold commas, counts and full stops. */
async function signsFolder(): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'signs'));
  const texts = ['没有', '1 个，未超过 20%', '2 个及以上，未超过 80%', '请假、报销与财务、订单等系统相连'];
  const options = texts.map((text, i) => ({ id: ['none', 'one', 'two', 'all'][i], text }));
  const tools = ['表格、文档', '表格', '文档', '看板；大屏'].map((text, i) => ({ id: ['a', 'b', 'c', 'd'][i], text }));
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'signs', version: '1.0.0', languages: ['zh'], title: 'Signs' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [
      {
        id: 'main',
        questions: [
          { id: 'office', type: 'single', text: '协同办公', options },
          { id: 'tools', type: 'multiple', text: '工具', options: tools },
          {
            id: 'reach',
            type: 'scale',
            text: '覆盖',
            minimum: 0,
            maximum: 3,
            labels: Object.fromEntries(texts.entries()),
          },
        ],
      },
    ],
  };
  await writeFile(path.join(cwd, 'signs/questionnaire.yaml'), JSON.stringify(questionnaire));
  const points = { tools: { a: 1, b: 2, c: 4, d: 8 }, office: { none: 0, one: 1, two: 2, all: 3 } };
  const rubric = { kind: 'rubric', id: 'signs', scores: { total: { sum: ['office', 'tools', 'reach'] } }, points };
  await writeFile(path.join(cwd, 'signs/rubric.yaml'), JSON.stringify(rubric));
  return cwd;
}

const OFFICE: readonly (readonly [string, string])[] = [
  ['请假,报销与财务,订单等系统相连', 'all'],
  ['请假，报销与财务，订单等系统相连。', 'all'],
  ['“请假、报销与财务、订单等系统相连”', 'all'],
  ['没有。', 'none'],
  ['2 个及以上,未超过 80%', 'two'],
  ['3、2 个及以上，未超过 80%', 'two'],
  ['3.2 个及以上，未超过 80%', 'two'],
  ['③2 个及以上，未超过 80%', 'two'],
  ['①没有', 'none'],
  ['选项2：1 个，未超过 20%。', 'one'],
];
const TOOLS: readonly (readonly [string, string])[] = [
  ['表格、文档', 'a'],
  ['表格,文档', 'b;c'],
  ['看板,大屏', 'd'],
  ['表格、文档,看板,大屏', 'a;d'],
  ['文档。', 'c'],
];

test('an option is recognised with other commas, a full stop, quotes, or after a numbering mark', async () => {
  const cwd = await signsFolder();
  const cases = [
    ...OFFICE.map(([cell, id]) => ({ office: cell, tools: '', reach: cell, id, chosen: '' })),
    ...TOOLS.map(([cell, chosen]) => ({ office: '没有', tools: cell, reach: '', id: 'none', chosen })),
  ];
  const lines = cases.map(({ office, tools, reach }, i) => `e${i},"${office}","${tools}","${reach}"`);
  await writeFile(path.join(cwd, 'e.csv'), `code,office,tools,reach\n${lines.join('\n')}\n`);
  const map =
    'kind: mapping\npack: signs\ncolumns:\n  - { heading: code, to: code }\n  - { heading: office, to: office }\n  - { heading: reach, to: reach }\n  - { heading: tools, to: tools, separators: [","] }\n';
  await writeFile(path.join(cwd, 'm.yaml'), map);
  const run = await matura(['batch', './signs', 'e.csv', '--quiet', '--answers', '--map', 'm.yaml'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  const steps = ['none', 'one', 'two', 'all'];
  expect((await readCsv(cwd, 'e.results.csv')).map(({ office, tools, reach }) => [office, tools, reach])).toEqual(
    cases.map(({ id, chosen, reach }) => [id, chosen, reach === '' ? '' : String(steps.indexOf(id))]),
  );
});

test('punctuation alone, numbers, and marks of another option are rejected in a cell of options', async () => {
  const cwd = await signsFolder();
  const cells = ['。', '1.2 个及以上，未超过 80%', '2、2', '3。', '9、没有'];
  await writeFile(
    path.join(cwd, 'e.csv'),
    `code,office,tools,reach\n${['没有', ...cells].map((cell, i) => `e${i},"${cell}",表格,没有`).join('\n')}\n`,
  );
  const map =
    'kind: mapping\npack: signs\ncolumns:\n  - { heading: code, to: code }\n  - { heading: office, to: office }\n  - { heading: reach, to: reach }\n  - { heading: tools, to: tools }\n';
  await writeFile(path.join(cwd, 'm.yaml'), map);
  await matura(['batch', './signs', 'e.csv', '--quiet', '--map', 'm.yaml'], { cwd });
  const values = (await readCsv(cwd, 'e.rejects.csv')).map(({ value }) => value);
  expect(values).toEqual(cells.slice(0, 4));
});

test('a text that a mapping reads as a state is no value, unless the column has its own setting', async () => {
  const cwd = await packFolder();
  const columns = (stage: string) =>
    `  - { heading: code, to: code }\n  - { heading: tools A, to: tools, option: A }\n  - { heading: stage, to: stage${stage} }\n`;
  const lines = ['a', 'b', 'c'].map((code, i) => JSON.stringify({ code, 'tools A': i === 0, stage: i }));
  await writeFile(path.join(cwd, 'e.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(path.join(cwd, 'e.csv'), 'code,tools A,stage\na,true,0\nb,false,1.0\nc,false,2\n');
  const stagesWith = async (table: string, mapping: string): Promise<unknown[]> => {
    await writeFile(path.join(cwd, 'm.yaml'), `kind: mapping\npack: spelled\n${mapping}`);
    const run = await matura(['batch', './spelled', table, '--map', 'm.yaml', '--answers', '-o', 'r.csv', '--force'], {
      cwd,
    });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    return (await readCsv(cwd, 'r.csv')).map(({ stage }) => stage);
  };
  for (const table of ['e.csv', 'e.jsonl']) {
    expect(await stagesWith(table, `columns:\n${columns('')}`)).toEqual(['0', '1', '2']);
    expect(await stagesWith(table, `columns:\n${columns(', states: { 0: unanswered, 1: unknown }')}`)).toEqual([
      '',
      '(unknown)',
      '2',
    ]);
    const common = 'states: { 0: notApplicable, "2": unanswered }\n';
    expect(await stagesWith(table, `${common}columns:\n${columns(', values: { 0: "0" }')}`)).toEqual(['0', '1', '']);
  }
});
