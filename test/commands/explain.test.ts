import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { bilingualQuestionnaire, sampleRubric } from '../check/rules/sample-documents.ts';
import { EXAMPLE, INTERRUPTED, matura, scratchFolder } from './matura.ts';
import { writePacks } from './packs-for-checks.ts';

const KEY = '91350100M000100Y43';

/** A folder with the file of an enterprise that was scored. */
async function scored(answers = EXAMPLE): Promise<string> {
  const cwd = await scratchFolder();
  await matura(['score', 'miit-sme-2024', answers, '--files', 'files'], { cwd });
  return cwd;
}

describe('matura explain', () => {
  test('explain leads from the total down to the answers, as a tree', async () => {
    const cwd = await scored();
    const tree = await matura(['explain', KEY, 'total'], { cwd });
    expect(tree).toMatchObject({ code: 0, stderr: '' });
    expect(tree.stdout).toContain('Total: 48.5 = 23.75 + 11.25 + 13.5');
    expect(tree.stdout).toContain('Digitalised share of equipment: 45% = 0.45 × 100');
    expect(tree.stdout).toMatch(/Total: 48\.5 → [\d.]+ with one answer/);
  });

  test.each([
    ['Gesamt', 'de', 'Gesamt: 48,5'],
    ['total score', 'en', undefined],
    ['总分', 'zh', '总分：48.5'],
  ])('explain finds a score by the title that reports show: %s', async (title, lang, line) => {
    const { code, stdout } = await matura(['explain', KEY, title, '--lang', lang], { cwd: await scored() });
    expect(code).toBe(line === undefined ? 3 : 0);
    if (line !== undefined) expect(stdout).toContain(line);
  });

  test('explain without a name explains the level reached, and what the next one requires', async () => {
    const cwd = await scored();
    const { stdout } = await matura(['explain', KEY], { cwd });
    expect(stdout).toContain('Digital level: 2 (Standardised)');
    expect(stdout).toMatch(/level 2 \(Standardised\): reached\n│ {2}├─ Total: 48\.5 \(needed: at least 40\)/);
    expect(stdout).toMatch(/level 3 \(Integrated\): not reached\n│ {2}├─ Total is 48\.5 but needs 60: 11\.5 more/);
    expect(stdout).toContain('Total: 48.5 = 23.75 + 11.25 + 13.5');
  });

  test('explain lists open answers, the most decisive first', async () => {
    const cwd = await scored(INTERRUPTED);
    const { stdout } = await matura(['explain', KEY], { cwd });
    expect(stdout).toMatch(/still open/);
    expect(stdout).toMatch(/Of the open answers, this one has the largest effect\. Funding \(Q11\)/);
  });

  test('explain advises only on answers that measures can change, not on market or share of investment', async () => {
    const cwd = await scored();
    for (const name of ['level', 'total', 'effects', 'management']) {
      const { stdout } = await matura(['explain', KEY, name, '--json'], { cwd });
      const { raises, byMeasures } = JSON.parse(stdout).moves;
      expect(byMeasures).toBe(true);
      for (const { question } of raises) expect(['Q11', 'Q14', 'Q15']).not.toContain(question);
    }
    const { stdout } = await matura(['explain', KEY, 'effects'], { cwd });
    expect(stdout).toContain('Single answers with the largest effect, among the answers that measures lead to');
    expect(stdout).toMatch(/Product quality \(Q13\): “Pass rate rose” instead of\s+“Pass rate unchanged”/);
  });

  test('explain as Markdown is a nested list', async () => {
    const cwd = await scored();
    const { stdout } = await matura(['explain', KEY, 'total', '--format', 'md', '--lang', 'de'], { cwd });
    expect(stdout).toMatch(/^# Gesamt: woher der Wert kommt\n/);
    expect(stdout).toContain('\n- Gesamt: 48,5 = 23,75 + 11,25 + 13,5\n  - Digitale Grundlagen: 23,75 =');
  });

  test.each([[['--json']], [['--format', 'json']]])('explain with %j conforms to its schema', async (options) => {
    const cwd = await scored(INTERRUPTED);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse((await matura(['schema', 'explanation'])).stdout),
    );
    for (const name of ['level', 'total', 'scenes', 'Q12', 'size']) {
      const document = JSON.parse((await matura(['explain', `files/${KEY}.json`, name, ...options], { cwd })).stdout);
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      expect(document).toMatchObject({ schemaVersion: 1, pack: { id: 'miit-sme-2024' }, root: { name } });
    }
  });

  test('explain refuses --json together with another format', async () => {
    expect(await matura(['explain', KEY, '--json', '--format', 'md'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('an enterprise key that looks like a path is found in the files folder', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'questionnaire.yaml'), KEYED);
    await writeFile(path.join(cwd, 'rubric.yaml'), RUBRIC);
    await writeFile(path.join(cwd, 'answers.yaml'), 'facts: { code: works/north.json }\nanswers: { q: 2 }\n');
    const run = await matura(['score', '.', 'answers.yaml', '--files', 'kept'], { cwd });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const found = await matura(['explain', 'works/north.json', 'total', '--files', 'kept', '--packs', '.'], { cwd });
    expect(found, found.stderr).toMatchObject({ code: 0 });
    expect(found.stdout).toContain('Total: 2');
  });

  test.each([
    [['explain', '914403001922038216'], 3, 'there is no folder files'],
    [['explain', 'files/none.json'], 3, 'does not exist'],
  ])('explain %j ends with exit code %i', async (args, code, said) => {
    const run = await matura(args, { cwd: await scratchFolder() });
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(said);
  });

  test('an unknown name is reported with the most similar known name', async () => {
    const cwd = await scored();
    const run = await matura(['explain', KEY, 'totle'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('did you mean "total"?');
  });

  test('explain does not change the enterprise file', async () => {
    const cwd = await scored();
    const file = path.join(cwd, 'files', `${KEY}.json`);
    const before = await readFile(file, 'utf8');
    await matura(['explain', KEY], { cwd });
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

const KEYED = `kind: questionnaire
id: keyed
version: 1.0.0
title: Keyed
languages: [en]
facts:
  - { id: code, type: text, key: true, required: true, text: Code }
sections:
  - id: main
    title: Main
    questions:
      - { id: q, type: scale, maximum: 4, text: Quality }
`;

const RUBRIC = `kind: rubric
id: keyed
scores:
  total: { sum: [q] }
`;

test('a matrix row is named by its own text in each language', async () => {
  const cwd = await writePacks({
    rows: {
      'questionnaire.yaml': bilingualQuestionnaire(`      - id: backup
        type: matrix
        text: { en: How are these backed up?, de: Wie werden diese gesichert? }
        rows: [{ id: plc, text: { en: Machine programs, de: Maschinenprogramme } }, { id: office }]
        each: { type: scale, maximum: 3 }`).replace(
        'sections:',
        'facts: [{ id: code, type: text, key: true }]\nsections:',
      ),
      'rubric.yaml': sampleRubric('scores: { total: { sum: backup } }'),
    },
  });
  await writeFile(path.join(cwd, 'a.yaml'), 'facts: { code: A1 }\nanswers: { backup/plc: 3, backup/office: 1 }');
  await matura(['score', './rows', 'a.yaml', '--files', 'files'], { cwd });
  const explain = async (lang: string): Promise<string> =>
    (await matura(['explain', 'A1', 'total', '--packs', '.', '--lang', lang], { cwd })).stdout;
  expect(await explain('en')).toContain('How are these backed up? Machine programs');
  expect(await explain('en')).toContain('How are these backed up? Office');
  expect(await explain('de')).toContain('Wie werden diese gesichert? Maschinenprogramme');
});
