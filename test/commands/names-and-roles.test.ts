import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleQuestionnaire, sampleRubric } from '../check/rules/sample-documents.ts';
import { matura } from './matura.ts';
import { writePacks } from './packs-for-checks.ts';

const QUESTIONS = [
  '{ id: q1, type: scale, maximum: 4, text: "Design: Execution", tags: { area: d } }',
  '{ id: q2, type: scale, maximum: 4, text: "Design: Technology", tags: { area: d } }',
  '{ id: q3, type: scale, maximum: 4, text: "Sales: how far do shops reach?", tags: { area: s } }',
  '{ id: w, type: scale, maximum: 4, text: "Importance: of sales" }',
  '{ id: revenue, type: decimal, minimum: 0, maximum: 100, text: "Revenue" }',
];
const RUBRIC = `titles: { area/d: Engineering, area/s: Selling }
scores:
  area: { title: Area, by: area, mean: tools, to: 100 }
  weighted: { title: Weighted, mean: { q1: 1, q3: w }, to: 100, best: 4 }
  size: { title: Size class, of: revenue, steps: { 0: 1, 10: 2, 50: 3 }, labels: { 1: small, 2: medium, 3: large } }
  base: { hidden: true, sum: { start: { value: 5 }, shown: { sum: [q1] } } }
  total: { title: Total, mean: [weighted] }`;

/** A folder with a pack in which short names clash, a score is called like its tag, and a question only weighs. */
async function writeTrial(): Promise<string> {
  return writePacks({
    trial: {
      'questionnaire.yaml': sampleQuestionnaire(
        QUESTIONS.map((line) => `      - ${line}`).join('\n'),
        'facts:\n  - { id: code, type: text, key: true }\n',
      ),
      'rubric.yaml': sampleRubric(RUBRIC),
    },
    '.': {
      'answers.yaml': 'facts: { code: x1 }\nanswers: { q1: 1, q2: 2, q3: 0, w: 1, revenue: 5 }\n',
      'export.csv': 'code,q1,q2,q3,w,revenue\nx1,1,2,0,1,5\n',
    },
  });
}

test('a question’s text is shortened at a colon only if the short name stays unique', async () => {
  const cwd = await writeTrial();
  await matura(['score', 'trial', 'answers.yaml', '--files', 'files'], { cwd });
  const { stdout } = await matura(['explain', 'x1', 'area/d', '--packs', '.'], { cwd });
  expect(stdout).toContain('Design: Execution');
  expect(stdout).toContain('Design: Technology');
  const other = await matura(['explain', 'x1', 'area/s', '--packs', '.'], { cwd });
  expect(other.stdout).not.toContain('how far do shops reach?');
});

test('members of a score derived by a tag are shown with the names of the tag’s values', async () => {
  const cwd = await writeTrial();
  const { stdout } = await matura(['score', 'trial', 'answers.yaml'], { cwd });
  expect(stdout).toContain('Area: Engineering');
  expect(stdout).toContain('Area: Selling');
});

test('a question that only determines a weight or a class is not listed as a gap', async () => {
  const cwd = await writeTrial();
  await matura(['score', 'trial', 'answers.yaml', '--files', 'files'], { cwd });
  const { stdout, stderr, code } = await matura(
    ['report', 'x1', '--files', 'files', '--packs', '.', '--format', 'md'],
    { cwd },
  );
  expect(code, stderr).toBe(0);
  const gaps = stdout.slice(stdout.indexOf('### Gaps'));
  expect(gaps.split('\n## ')[0]).toContain('Sales');
  expect(gaps.split('\n## ')[0]).not.toMatch(/Importance|Revenue/);
});

describe('a score that is a class', () => {
  const enterprises = (revenue: number): string =>
    ['code,q1,q2,q3,w,revenue', ...Array.from({ length: 6 }, (_, i) => `x${i},4,4,3,1,${revenue}`), ''].join('\n');

  async function portfolioOf(revenue: number, ...more: string[]) {
    const cwd = await writeTrial();
    await writeFile(path.join(cwd, 'export.csv'), enterprises(revenue));
    expect((await matura(['batch', 'trial', 'export.csv', '-o', 'results.csv'], { cwd })).code).toBe(0);
    const args = ['portfolio', 'results.csv', '--pack', 'trial', '--packs', '.', '--as-of', '2026-11-24', ...more];
    return matura(args, { cwd });
  }

  test('a class score has a mean but no share of the best, so it is not listed as weak', async () => {
    const { code, stdout, stderr } = await portfolioOf(5, '--json');
    expect(code, stderr).toBe(0);
    const scores: { id: string; mean: number; best: number | null; share: number | null }[] =
      JSON.parse(stdout).packs[0].scores;
    // The total follows its parts.
    expect(scores.map(({ id }) => id)).toEqual(['area/s', 'weighted', 'area/d', 'shown', 'size', 'total']);
    expect(scores.at(-2)).toMatchObject({ id: 'size', mean: 1, best: null, share: null });
    // Whatever the class is, it is no part of the ranking.
    expect(JSON.parse((await portfolioOf(60, '--json')).stdout).packs[0].scores.at(-2)).toMatchObject({
      ...{ id: 'size', mean: 3, best: null, share: null },
    });
    const shown = await portfolioOf(5);
    expect(shown.stdout).toMatch(/Scores, weakest first\n.*\n +Area: Selling .*75\.00%/);
    expect(shown.stdout).toMatch(/\n +Size class +6 +1\.00 +– +– /);
  });

  test('a class is not an axis of a report’s radar chart, which needs at least three axes', async () => {
    const cwd = await writeTrial();
    await matura(['score', 'trial', 'answers.yaml', '--files', 'files'], { cwd });
    const { code, stderr } = await matura(['report', 'x1', '--packs', '.', '-o', 'r.html'], { cwd });
    expect(code, stderr).toBe(0);
    const html = await readFile(path.join(cwd, 'r.html'), 'utf8');
    expect(html).toContain('Size class');
    expect(html).not.toMatch(/<text[^>]*>(?:<[^>]*>)*Size class/);
  });
});

test('results have a column for a calculated value inside a hidden score, but not for a constant', async () => {
  const cwd = await writeTrial();
  const { code } = await matura(['batch', 'trial', 'export.csv', '-o', 'results.csv'], { cwd });
  expect(code).toBe(0);
  const [heading = ''] = (await readFile(path.join(cwd, 'results.csv'), 'utf8')).split('\n');
  expect(heading.split(',')).toContain('shown');
  expect(heading.split(',')).not.toContain('start');
});

test('a range that may be wider than the truth is called an outer bound, in results and reports', async () => {
  const cwd = await writePacks({
    pack: {
      'questionnaire.yaml': sampleQuestionnaire(
        '      - { id: q1, type: scale, maximum: 4 }',
        'facts:\n  - { id: code, type: text, key: true }\n',
      ),
      'rubric.yaml': sampleRubric(
        'scores:\n  own: { sum: [q1] }\n  rest: { title: What is left, sum: { q1: 1, own: -1 } }\n',
      ),
    },
    '.': {
      'open.yaml': 'facts: { code: x1 }\nanswers: {}\n',
      'full.yaml': 'facts: { code: x2 }\nanswers: { q1: 3 }\n',
    },
  });
  const open = await matura(['score', 'pack', 'open.yaml', '--files', 'files'], { cwd });
  expect(open.stdout).toMatch(/are\s+outer\s+bounds;[\w\s]+:\s+What\s+is\s+left/);
  const report = await matura(['report', 'x1', '--files', 'files', '--packs', '.', '--format', 'md'], { cwd });
  expect(report.stdout).toContain('outer bounds');
  expect(report.stdout).toContain('What is left');
  const full = await matura(['score', 'pack', 'full.yaml'], { cwd });
  expect(full.code).toBe(0);
  expect(full.stdout).not.toContain('outer bounds');
});
