import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { readCsv } from './sample-export.ts';

/** A pack with an option for words of one's own, chosen alone or with others. */
async function packFolder(): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'chat'));
  const options = [
    { id: 'wecom', text: { zh: '企业微信', en: 'WeCom' } },
    { id: 'other', text: { zh: '其他（请注明）', en: 'Other (please specify)' } },
  ];
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'chat', version: '1.0.0', languages: ['zh', 'en'], title: 'Chat' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [
      {
        id: 'part',
        questions: [
          { id: 'main', type: 'single', text: 'Main tool', options },
          { id: 'used', type: 'multiple', text: 'Tools', options },
        ],
      },
    ],
  };
  const points = { main: { wecom: 1, other: 2 }, used: { wecom: 1, other: 2 } };
  const rubric = { kind: 'rubric', id: 'chat', points, scores: { total: { sum: ['main', 'used'] } } };
  await writeFile(path.join(cwd, 'chat/questionnaire.yaml'), JSON.stringify({ ...questionnaire }));
  await writeFile(path.join(cwd, 'chat/rubric.yaml'), JSON.stringify(rubric));
  return cwd;
}

async function batch(cwd: string, lines: readonly string[], ...args: string[]): Promise<Run> {
  await writeFile(path.join(cwd, 'e.csv'), `${lines.join('\n')}\n`);
  return matura(['batch', './chat', 'e.csv', '--quiet', '--answers', ...args], { cwd });
}

/** The answers in the files of all enterprises, in the order of their keys. */
async function answersIn(cwd: string): Promise<Record<string, { note?: string } | undefined>[]> {
  const names = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json')).sort();
  const files = names.map((name) => readFile(path.join(cwd, 'files', name), 'utf8'));
  return (await Promise.all(files)).map((text) => JSON.parse(text).assessments[0].answers);
}

test.each([
  ['其他（请注明）〖飞书〗', 'other', '飞书'],
  ['其他(请注明)〖〗', 'other', undefined],
  ['Other: Feishu, DingTalk', 'other', 'Feishu, DingTalk'],
  ['其他：飞书', 'other', '飞书'],
  ['WeCom', 'wecom', undefined],
])('the cell %s chooses the “other” option, and the free text becomes its note', async (cell, option, note) => {
  const cwd = await packFolder();
  const run = await batch(cwd, ['code,main,used', `a,"${cell}","${cell}"`], '--files', 'files', '--date', '2026-11-20');
  expect(run.code, run.stderr).toBe(0);
  expect(await readCsv(cwd, 'e.results.csv')).toMatchObject([{ main: option, used: option }]);
  const [{ main, used } = {}] = await answersIn(cwd);
  expect([main?.note, used?.note]).toEqual([note, note]);
});

test.each(['企业微信┋其他（请注明）〖飞书；钉钉〗', '"WeCom, Other: Feishu"', '"Other: Feishu, WeCom"'])(
  'an “other” option with free text is read among other options in the cell %s',
  async (cell) => {
    const cwd = await packFolder();
    await batch(cwd, ['code,main,used', `a,wecom,${cell}`, 'c,wecom,QQ: x']);
    expect((await readCsv(cwd, 'e.results.csv')).map(({ used }) => used)).toEqual(['wecom;other']);
    expect((await readCsv(cwd, 'e.rejects.csv')).map(({ line }) => line)).toEqual(['3']);
  },
);

test('free text in the column of the “other” option chooses the option', async () => {
  const cwd = await packFolder();
  const run = await batch(cwd, [
    'code,main,Tools [WeCom],Tools [Other (please specify)]',
    'a,wecom,,Feishu',
    'b,other,WeCom,',
    'c,other,1,7',
  ]);
  expect(run.code, run.stderr).toBe(1);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ used }) => used)).toEqual(['other', 'wecom']);
});

test.each(['main_other', 'grp/main_other', 'Main tool [Other (please specify)]'])(
  'free text in a column %s beside a question becomes its note, or is asked about if “other” is not chosen',
  async (beside) => {
    const cwd = await packFolder();
    const headings = `code,main,${beside},used`;
    const kept = ['--files', 'files', '--date', '2026-11-20'];
    const run = await batch(cwd, [headings, 'a,Other (please specify),Feishu,wecom', 'b,wecom,,wecom'], ...kept);
    expect(run.code, run.stderr).toBe(0);
    const answers = await answersIn(cwd);
    expect(answers.map(({ main }) => main?.note)).toEqual(['Feishu', undefined]);
    const asked = await batch(cwd, [headings, 'a,,Feishu,wecom']);
    expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('main') });
  },
);

test('free text in a column for the “other” option is rejected if the answer is blank; a mapping can name the column', async () => {
  const cwd = await packFolder();
  const many = Array.from({ length: 600 }, (_, i) => `k${i},other,Feishu,wecom`);
  const run = await batch(cwd, ['code,main,main_other,used', ...many, 'last,,Feishu,wecom']);
  expect(run.code, run.stderr).toBe(1);
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([
    { key: 'last', column: 'main_other', rule: 'unknown-value', value: 'Feishu' },
  ]);
  const columns = [
    { heading: 'code', to: 'code' },
    { heading: 'main', to: 'main' },
    { heading: 'what', note: 'main' },
    { heading: 'used', to: 'used', note: 'main' },
  ];
  const write = (used: readonly object[]) =>
    writeFile(path.join(cwd, 'm.yaml'), JSON.stringify({ kind: 'mapping', pack: 'chat', columns: used }));
  const lines = ['code,main,what,used', 'a,other,Feishu,wecom', 'b,,Feishu,wecom'];
  await write(columns);
  expect(await batch(cwd, lines, '--map', 'm.yaml')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('M206'),
  });
  await write(columns.slice(0, 3));
  expect((await batch(cwd, lines, '--map', 'm.yaml')).stderr).toContain('1 scored; 1 rejected');
});

test('a question is read from one column per option and one for free text, as in KoBoToolbox exports', async () => {
  const cwd = await packFolder();
  const lines = [
    'code,main,used,used/wecom,used/other,used_other',
    'a,wecom,wecom other,1,1,Feishu',
    'b,wecom,wecom,1,0,',
  ];
  const run = await batch(cwd, lines, '--files', 'files', '--date', '2026-11-20');
  expect(run.code, run.stderr).toBe(0);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ used }) => used)).toEqual(['wecom;other', 'wecom']);
  expect((await answersIn(cwd)).map(({ used }) => used?.note)).toEqual(['Feishu', undefined]);
});
