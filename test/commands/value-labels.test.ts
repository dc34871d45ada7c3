import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const QUESTIONNAIRE = `kind: questionnaire
id: lab
version: 1.0.0
languages: [en, de]
title: { en: Laboratory, de: Labor }
facts:
  - { id: code, type: text, key: true, required: true, text: { en: Code, de: Nummer } }
sections:
  - id: s
    title: { en: S, de: S }
    questions:
      - { id: q1, type: scale, minimum: 0, maximum: 4, text: { en: 'One?', de: 'Eins?' } }
      - { id: q2, type: scale, minimum: 0, maximum: 4, text: { en: 'Two?', de: 'Zwei?' } }
`;
const RUBRIC = `kind: rubric
id: lab
decimals: 1
scores:
  total: { title: { en: Total, de: Summe }, mean: [q1, q2] }
  band:
    title: { en: Maturity, de: Reife }
    of: total
    steps: { 0: 0.5, 2: 1, 3: 2 }
    labels: { 0.5: { en: "Adv. start", de: Anfang }, 1: { en: Advanced, de: Fortgeschritten }, 2: { en: Leading, de: Führend } }
  grade:
    title: { en: Grade, de: Note }
    levels: [{ value: 1, title: { en: Bronze, de: Bronze }, when: { q1: { minimum: 2 } } }]
`;
const EXPORT = 'code,q1,q2\nA,2,2\nB,0,1\nC,4,\nD,1,\n';

async function folder(): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'lab'));
  const files = {
    'lab/questionnaire.yaml': QUESTIONNAIRE,
    'lab/rubric.yaml': RUBRIC,
    'a.yaml': 'facts: { code: A }\nanswers: { q1: 2, q2: 2 }\n',
    'e.csv': EXPORT,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  return cwd;
}

test('the label of a score’s value is shown beside it on the terminal, in JSON, explanations and reports', async () => {
  const cwd = await folder();
  const score = await matura(['score', './lab', 'a.yaml', '--files', 'files'], { cwd });
  expect(score.stdout).toMatch(/Maturity +1 +of 2 +Advanced /);
  expect(score.stdout).toMatch(/Grade +1 +of 1 +Bronze /);
  const json = JSON.parse((await matura(['score', './lab', 'a.yaml', '--json'], { cwd })).stdout);
  expect(json.scores.band).toMatchObject({ value: 1, label: { en: 'Advanced', de: 'Fortgeschritten' } });
  expect(json.scores.total).not.toHaveProperty('label');
  const of = ['A', '--files', 'files', '--packs', 'lab', '--lang', 'de'];
  const explained = await matura(['explain', ...of, 'band'], { cwd });
  expect(explained.stdout).toContain('Reife: 1 (Fortgeschritten), denn 2 ist');
  const report = await matura(['report', ...of, '--format', 'md'], { cwd });
  expect(report.stdout).toContain('| Reife | 1 (Fortgeschritten) |');
});

test('batch results have a column of value labels, in the language of the run', async () => {
  const cwd = await folder();
  for (const [lang, band] of [
    ['en', ['Advanced', 'Adv. start', '', '']],
    ['de', ['Fortgeschritten', 'Anfang', '', '']],
  ] as const) {
    await matura(['batch', './lab', 'e.csv', '--quiet', '--lang', lang], { cwd });
    const [heading, ...rows] = (await readFile(path.join(cwd, 'e.results.csv'), 'utf8')).trimEnd().split('\n');
    expect(heading?.split(',').slice(-2)).toEqual(['band:label', 'grade:label']);
    expect(rows.map((row) => row.split(',').at(-2))).toEqual(band);
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(['Bronze', '', 'Bronze', '']);
  }
});
