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

async function fileIn(cwd: string): Promise<string> {
  return (await readdir(path.join(cwd, 'files'))).find((name) => name.endsWith('.json')) ?? '';
}

test.each([
  ['其他（请注明）〖飞书〗', 'other', '飞书'],
  ['其他(请注明)〖〗', 'other', undefined],
  ['Other: Feishu, DingTalk', 'other', 'Feishu, DingTalk'],
  ['其他：飞书', 'other', '飞书'],
  ['WeCom', 'wecom', undefined],
])('%s: the option, and the words as its note', async (cell, option, note) => {
  const cwd = await packFolder();
  const run = await batch(cwd, ['code,main,used', `a,"${cell}","${cell}"`], '--files', 'files', '--date', '2026-11-20');
  expect(run.code, run.stderr).toBe(0);
  expect(await readCsv(cwd, 'results.csv')).toMatchObject([{ main: option, used: option }]);
  const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', await fileIn(cwd)), 'utf8'));
  const { main, used } = assessments[0].answers;
  expect([main.note, used.note]).toEqual([note, note]);
});

test.each(['企业微信┋其他（请注明）〖飞书；钉钉〗', '"WeCom, Other: Feishu"', '"Other: Feishu, WeCom"'])(
  'with other options beside it, whatever parts them: %s',
  async (cell) => {
    const cwd = await packFolder();
    await batch(cwd, ['code,main,used', `a,wecom,${cell}`, 'c,wecom,QQ: x']);
    expect((await readCsv(cwd, 'results.csv')).map(({ used }) => used)).toEqual(['wecom;other']);
    expect((await readCsv(cwd, 'rejects.csv')).map(({ line }) => line)).toEqual(['3']);
  },
);

test('a column of the option that holds the words chooses it', async () => {
  const cwd = await packFolder();
  const run = await batch(cwd, [
    'code,main,Tools [WeCom],Tools [Other (please specify)]',
    'a,wecom,,Feishu',
    'b,other,WeCom,',
    'c,other,1,7',
  ]);
  expect(run.code, run.stderr).toBe(1);
  expect((await readCsv(cwd, 'results.csv')).map(({ used }) => used)).toEqual(['other', 'wecom']);
});

test('words beside a question whose option is chosen are no answer; where none is, a person is asked', async () => {
  const cwd = await packFolder();
  const headings = 'code,main,Main tool [Other (please specify)],used';
  expect((await batch(cwd, [headings, 'a,Other (please specify),Feishu,wecom', 'b,wecom,,wecom'])).code).toBe(0);
  const asked = await batch(cwd, [headings, 'a,,Feishu,wecom']);
  expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('main') });
});
