import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, makeEdition } from './later-edition.ts';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const BUNDLED = path.join(ROOT, 'questionnaires/miit-sme-2024');

/** A folder with a small pack in `old`, and the same in `now` with changes; a level at 2 and at 4 points. */
async function makeVersions(...changes: readonly (readonly [file: string, before: string, after: string])[]) {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'old'));
  await writeFile(
    path.join(cwd, 'old/questionnaire.yaml'),
    `kind: questionnaire
id: small
version: 1.0.0
title: { en: A small pack, zh: 小问卷 }
languages: [en, zh]
facts: [{ id: code, type: text, key: true }, { id: name, type: text }]
sections:
  - id: tools
    questions:
      - { id: erp, type: single, options: [none, partial, full], text: "ERP: how far?" }
      - { id: mes, type: scale, maximum: 4 }
`,
  );
  await writeFile(
    path.join(cwd, 'old/rubric.yaml'),
    `kind: rubric
id: small
points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  total: { sum: tools }
  level: { of: total, steps: { 2: 1, 4: 2 } }
`,
  );
  await cp(path.join(cwd, 'old'), path.join(cwd, 'now'), { recursive: true });
  for (const [file, before, after] of changes) await edit(path.join(cwd, `now/${file}.yaml`), [before, after]);
  return cwd;
}

const VERSION = ['questionnaire', 'version: 1.0.0', 'version: 2.0.0'] as const;

async function file(cwd: string, code: string, answers: string): Promise<void> {
  await writeFile(path.join(cwd, 'a.yaml'), `facts: { code: ${code}, name: Firm ${code} }\nanswers: ${answers}\n`);
  expect(await matura(['score', 'old', 'a.yaml', '--files', 'files'], { cwd })).toMatchObject({ code: 0 });
}

describe('matura diff', () => {
  test('diff lists the changes in a later edition of a real pack, in each language', async () => {
    const cwd = await makeEdition();
    const run = await matura(['diff', 'miit-sme-2024', 'edition'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.split('\n\nMeasures')[0]).toBe(`SME digital level assessment (2024 edition)
miit-sme-2024 2024.3.0 → miit-sme-2024 2025.1.0

What is asked
  • Q8 Planning and action: option D (Transformation started at one or more points): removed
  • designTools Product design ★: renamed, was productDesign

Points
  • Q5 Information systems: C: 5 → 4
  • Q8 Planning and action: D: 4.5 → none

Levels
  • level 2 (Standardised): Total: at least 40 → Total: at least 45`);
    expect(run.stdout).toContain(
      'measure cloud-erp Starter cloud ERP for purchasing, stock and finance: achieves › Q8: D → C',
    );
    expect(run.stdout).toContain('1 text changed (--texts lists them)');
    const { stdout: zh } = await matura(['diff', 'miit-sme-2024', 'edition', '--lang', 'zh'], { cwd });
    expect(zh).toContain('designTools 产品设计★：改名，原为 productDesign');
    const { stdout: de } = await matura(['diff', 'miit-sme-2024', 'edition', '--lang', 'de', '--texts'], { cwd });
    expect(de).toContain('text en: „Planning and implementation:');
  });

  test('diff of identical packs reports no difference, with exit code 0', async () => {
    const run = await matura(['diff', 'miit-sme-2024', BUNDLED]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('Nothing is different.');
  });

  test('a scoring change under the same version gives exit code 1; a change of words does not', async () => {
    const counted = await makeVersions(['rubric', 'full: 2', 'full: 3']);
    const run = await matura(['diff', 'old', 'now'], { cwd: counted });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('both packs have version 1.0.0');
    const worded = await makeVersions(['questionnaire', 'ERP: how far?', 'ERP: to what extent?']);
    expect(await matura(['diff', 'old', 'now'], { cwd: worded })).toMatchObject({ code: 0, stderr: '' });
    const versioned = await makeVersions(['rubric', 'full: 2', 'full: 3'], VERSION);
    expect(await matura(['diff', 'old', 'now'], { cwd: versioned })).toMatchObject({ code: 0, stderr: '' });
  });

  test('diff --json contains texts only on request', async () => {
    const cwd = await makeVersions(VERSION, ['rubric', 'full: 2', 'full: 3'], ['questionnaire', 'how far', 'how much']);
    const read = async (...more: string[]) =>
      JSON.parse((await matura(['diff', 'old', 'now', '--json', ...more], { cwd })).stdout);
    const points = {
      kind: 'points',
      name: 'erp',
      option: 'full',
      score: null,
      before: { points: 2 },
      after: { points: 3 },
    };
    expect(await read()).toMatchObject({
      schemaVersion: 1,
      old: { id: 'small', version: '1.0.0' },
      new: { id: 'small', version: '2.0.0' },
      changes: [points],
      texts: 1,
    });
    expect((await read('--texts')).changes).toMatchObject([points, { kind: 'text', name: 'erp', part: 'text' }]);
  });

  test('diff --format md writes a changelog entry that names the version required by the changes', async () => {
    const cwd = await makeVersions(['rubric', 'full: 2', 'full: 3'], ['questionnaire', 'how far', 'how much']);
    const { code, stdout } = await matura(['diff', 'old', 'now', '--format', 'md'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(`# A small pack 1.0.0

small 1.0.0 → small 1.0.0

The same answers may lead to other results or no longer fit: a major change, so 2.0.0 or later.

The version is still 1.0.0: raise it before you publish the pack.

## Points

- erp ERP: full: 2 → 3

## Texts

1 text changed
`);
    await file(cwd, KEY, '{ erp: full, mes: 2 }');
    const kept = await matura(['diff', 'old', 'now', '--files', 'files', '-o', 'CHANGES.md', '--lang', 'zh'], { cwd });
    expect(kept).toMatchObject({ code: 1, stdout: '' });
    const written = await readFile(path.join(cwd, 'CHANGES.md'), 'utf8');
    expect(written).toContain('# 小问卷 1.0.0');
    expect(written).toContain('版本号应为 2.0.0 或更高');
    expect(written).toMatch(/\n## 1家企业.*/);
  });

  test.each([
    [['rubric', 'full: 2', 'full: 3'], { step: 'major', version: '2.0.0' }],
    [['rubric', '4: 2', '5: 2'], { step: 'major', version: '2.0.0' }],
    [['questionnaire', '\n      - { id: mes, type: scale, maximum: 4 }', ''], { step: 'major', version: '2.0.0' }],
    // It counts in its section.
    [['questionnaire', '- { id: mes', '- { id: wms, type: scale, maximum: 2 }\n      - { id: mes'], { step: 'major' }],
    [['questionnaire', '{ id: name,', '{ id: town, type: text }, { id: name,'], { step: 'minor', version: '1.1.0' }],
    [['questionnaire', '{ id: mes,', '{ id: mesa, renamedFrom: mes,'], { step: 'minor', version: '1.1.0' }],
    [['questionnaire', 'how far', 'how much'], { step: 'patch', version: '1.0.1', isReached: true }],
  ] as const)('the change %j requires the version step %j', async (change, due) => {
    const cwd = await makeVersions(change);
    expect(JSON.parse((await matura(['diff', 'old', 'now', '--json'], { cwd })).stdout).due).toMatchObject(due);
  });

  test('invalid arguments of diff give exit code 3', async () => {
    const cwd = await makeVersions(['questionnaire', 'id: mes,', 'id: mes, renamedFrom: erp,']);
    const clash = await matura(['diff', 'old', 'now'], { cwd });
    expect(clash).toMatchObject({ code: 3, stdout: '' });
    expect(clash.stderr).toContain('M228 rename-clash');
    expect(await matura(['diff', 'old', 'nowhere'], { cwd })).toMatchObject({ code: 3, stdout: '' });
    expect(await matura(['diff', 'old', 'old', '--files', 'nowhere'], { cwd })).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('matura diff --files', () => {
  test('diff --files says whose level would change and why, and which answers would be lost; it writes nothing', async () => {
    const cwd = await makeVersions(
      VERSION,
      ['rubric', '{ 2: 1, 4: 2 }', '{ 2: 1, 5: 2 }'],
      ['rubric', 'partial: 1, full: 2', 'full: 4'],
      ['questionnaire', '[none, partial, full]', '[none, full]'],
    );
    await file(cwd, 'A1', '{ erp: none, mes: 4 }');
    await file(cwd, 'B2', '{ erp: full, mes: 1 }');
    await file(cwd, 'C3', '{ erp: none, mes: 2 }');
    await file(cwd, 'D4', '{ erp: partial, mes: 2 }');
    const kept = await readFile(path.join(cwd, 'files/A1.json'));
    const run = await matura(['diff', 'old', 'now', '--files', 'files'], { cwd });
    expect(run.code).toBe(1);
    expect(
      run.stdout.slice(run.stdout.indexOf('4 enterprises')),
    ).toBe(`4 enterprises: level rises for 1, level falls for 1, level not yet certain for 1, same level for 1
1 enterprise loses an answer.

Level falls for 1
  • A1 Firm A1: level 2 → level 1, Total: 4 → 4
    • now: Total is 4 but needs 5: 1 more

Level rises for 1
  • B2 Firm B2: level 1 → level 2, Total: 3 → 5
    • before: Total is 3 but needs 4: 1 more

Level not yet certain for 1
  • D4 Firm D4: level 1 → level 1 or level 2, Total: 3 → 2–6
    • now: To be clarified: Total (2–6 possible; needed: at least 5)
    • lost: erp (partial): no longer an option: partial
`);
    expect(await readFile(path.join(cwd, 'files/A1.json'))).toEqual(kept);
    const { enterprises } = JSON.parse(
      (await matura(['diff', 'old', 'now', '--files', 'files', '--json'], { cwd })).stdout,
    );
    expect(enterprises.counts).toEqual({ same: 1, rises: 1, falls: 1, open: 1, none: 0 });
    expect(enterprises.changed.map(({ key, move }: { key: string; move: string }) => [key, move])).toEqual([
      ['A1', 'falls'],
      ['B2', 'rises'],
      ['D4', 'open'],
    ]);
  });

  test('diff --files lists changed levels first, and then the enterprises that only lose an answer', async () => {
    const cwd = await makeVersions(
      VERSION,
      ['questionnaire', '[none, partial, full]', '[none, full]'],
      ['rubric', 'partial: 1, full: 2', 'full: 4'],
      ['rubric', '{ 2: 1, 4: 2 }', '{ 8: 1 }'],
    );
    await file(cwd, 'A1', '{ erp: partial, mes: 0 }');
    await file(cwd, 'B2', '{ erp: none, mes: 4 }');
    await file(cwd, 'C3', '{ erp: partial, mes: 0 }');
    const listsIn = async (lang: string): Promise<string[]> => {
      const { stdout } = await matura(['diff', 'old', 'now', '--files', 'files', '--lang', lang], { cwd });
      const [, ...lists] = stdout.slice(stdout.search(/^3/m)).split('\n\n');
      return lists.map((list) => [...list.matchAll(/^\S.*|(?<=^ {2}• )\w+/gm)].join(' / '));
    };
    expect(await listsIn('en')).toEqual(['Level falls for 1 / B2', 'Only answers are lost or missing for 2 / A1 / C3']);
    expect(await listsIn('zh')).toEqual(['等级下降：1家 / B2', '仅有答案丢失或缺少：2家 / A1 / C3']);
    const de = ['Stufe fällt bei 1 / B2', 'Nur Antworten gehen verloren oder fehlen bei 2 / A1 / C3'];
    expect(await listsIn('de')).toEqual(de);
  });

  test('diff --files does not report renamed answers as lost, and gives exit code 0 if no level changes', async () => {
    const cwd = await makeVersions(VERSION, ['questionnaire', 'id: mes,', 'id: production, renamedFrom: mes,']);
    await file(cwd, 'A1', '{ erp: none, mes: 4 }');
    const run = await matura(['diff', 'old', 'now', '--files', 'files'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('1 enterprise: level rises for 0, level falls for 0, same level for 1\n');
  });

  test('diff --files lists unreadable files, counts files of other packs and compares the rest', async () => {
    const cwd = await makeVersions(VERSION);
    await file(cwd, 'A1', '{ erp: none, mes: 4 }');
    await writeFile(path.join(cwd, 'files/broken.json'), '{ "key": ');
    expect(await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd })).toMatchObject({ code: 0 });
    const run = await matura(['diff', 'old', 'now', '--files', 'files'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('files/broken.json is damaged');
    expect(run.stdout).toContain('1 file cannot be read.');
    expect(run.stdout).toContain('1 enterprise has no assessment under this pack.');
    expect(run.stdout).toContain('1 enterprise: level');
  });
});

describe('matura score --migrate', () => {
  const answersOfOld = async (cwd: string): Promise<void> => {
    const text = await readFile(EXAMPLE, 'utf8');
    await writeFile(
      path.join(cwd, 'a.yaml'),
      text.replace('pack: miit-sme-2024', 'pack: miit-sme-2024\npackVersion: 2024.3.0'),
    );
  };

  test('answers of another version are refused without --migrate, and the error suggests that option', async () => {
    const cwd = await makeEdition();
    await answersOfOld(cwd);
    const run = await matura(['score', 'edition', 'a.yaml'], { cwd });
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr.replaceAll(/\s+\|?\s*/g, ' ')).toContain('carry them over with --migrate');
  });

  test('score --migrate carries over answers of another version; lost answers are reported and recorded', async () => {
    const cwd = await makeEdition();
    await answersOfOld(cwd);
    const run = await matura(['score', 'edition', 'a.yaml', '--migrate', '--files', 'files', '--json'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('Answers that no longer fit:\n  Q8 (D; ');
    const migration = {
      from: '2024.3.0',
      renamed: { productDesign: 'designTools' },
      lost: { Q8: { state: 'answered', value: 'D', note: expect.stringContaining('2027') } },
    };
    expect(JSON.parse(run.stdout).migration).toEqual(migration);
    const { assessments } = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    expect(assessments).toHaveLength(1);
    expect(assessments[0]).toMatchObject({
      kind: 'onsite',
      finishedAt: '2026-11-18T00:00:00.000Z',
      pack: { version: '2025.1.0' },
      answers: { designTools: { state: 'answered', value: 2 } },
      migration,
    });
    expect(assessments[0].answers).not.toHaveProperty('Q8');
  });

  test('score --migrate migrates the newest assessment in an enterprise file and keeps the original unchanged', async () => {
    const cwd = await makeEdition();
    const enterprise = path.join(cwd, `files/${KEY}.json`);
    expect(await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd })).toMatchObject({ code: 0 });
    const before = await readFile(enterprise, 'utf8');
    const refused = await matura(['score', 'edition', enterprise], { cwd });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('made under version 2024.3.0, but the pack has version 2025.1.0\nAdd --migrate');
    const dry = await matura(['score', 'edition', enterprise, '--migrate'], { cwd });
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('On-site diagnosis, 18 November 2026, 示例诊断员');
    expect(await readFile(enterprise, 'utf8')).toBe(before);
    expect(await matura(['score', 'edition', enterprise, '--migrate', '--files', 'files'], { cwd })).toMatchObject({
      code: 1,
    });
    const after = await readFile(enterprise, 'utf8');
    const end = before.lastIndexOf('\n  ]');
    expect(after.startsWith(`${before.slice(0, end)},\n`)).toBe(true);
    const [original, migrated] = JSON.parse(after).assessments;
    expect(original).toEqual(JSON.parse(before).assessments[0]);
    expect(migrated).toMatchObject({ kind: 'onsite', assessor: original.assessor, finishedAt: original.finishedAt });
    expect(migrated.migration).toMatchObject({ from: '2024.3.0', lost: { Q8: { value: 'D' } } });
    // A second time adds nothing: the newest assessment is of this version now.
    expect(await matura(['score', 'edition', enterprise, '--files', 'files'], { cwd })).toMatchObject({ code: 0 });
    expect(await readFile(enterprise, 'utf8')).toBe(after);
  });

  test('an enterprise file of the same version is scored like its answers', async () => {
    const cwd = await scratchFolder();
    const answers = await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--json'], { cwd });
    const recorded = await matura(['score', 'miit-sme-2024', `files/${KEY}.json`, '--json'], { cwd });
    expect(recorded).toMatchObject({ code: 0, stderr: '' });
    const { recommendation: _, ...result } = JSON.parse(answers.stdout);
    expect(JSON.parse(recorded.stdout)).toEqual(result);
    const other = await matura(['score', 'quick-scan-china', `files/${KEY}.json`], { cwd });
    expect(other).toMatchObject({ code: 3, stdout: '' });
    expect(other.stderr).toContain('holds no assessment made with quick-scan-china');
  });
});
