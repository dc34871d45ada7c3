import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateEnterprise } from '../../src/model/generated/enterprise-validator.js';
import { makeEdition } from './later-edition.ts';
import { matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

/** Answers as the form saves them. */
function saved(
  facts: object = {},
  answers: object = { Q5: 'C' },
  date = '2026-11-20',
  packVersion = '2024.3.0',
): string {
  return JSON.stringify({
    pack: 'miit-sme-2024',
    packVersion,
    assessment: { kind: 'self', date },
    facts: { uscc: KEY, name: 'Example', ...facts },
    answers,
  });
}

async function inboxOf(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'inbox'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, 'inbox', name), text);
  return cwd;
}

async function enterpriseIn(cwd: string): Promise<{
  facts: Record<string, { value: unknown }>;
  assessments: { kind: string; migration?: object; result: object }[];
}> {
  const enterprise = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8'));
  expect(validateEnterprise(enterprise), JSON.stringify(validateEnterprise.errors)).toBe(true);
  return enterprise;
}

describe('matura import', () => {
  test('import adds answers to the enterprise’s file, writes its policy and reports the result', async () => {
    const cwd = await inboxOf({ 'a.json': saved({ employees: 120 }) });
    const run = await matura(['import', 'miit-sme-2024', 'inbox/a.json'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^inbox\/a\.json: Example added to files\/91350100M000100Y43\.json\n {2}result: not yet certain; at best/,
    );
    expect(run.stdout).toContain('\n1 file: 1 added, 0 there already, 0 refused\n');
    expect((await readdir(path.join(cwd, 'files'))).filter((name) => !name.startsWith('.')).sort()).toEqual([
      `${KEY}.json`,
      `${KEY}.policy.md`,
    ]);
    const { assessments } = await enterpriseIn(cwd);
    const score = await matura(['score', 'miit-sme-2024', 'inbox/a.json', '--json'], { cwd });
    expect(assessments[0]?.result).toEqual(JSON.parse(score.stdout));
  });

  test('import reads the JSON files of a folder in order of name, and the counts in its summary add up', async () => {
    const cwd = await inboxOf({
      'a.json': saved(),
      'c.json': '{ "pack": "miit-sme-2024", "answers": { "Q5": "Z" } }',
      'd.json': saved({}, { Q5: 'D' }, '2026-11-21'),
      'e.json': 'no JSON {',
      'notes.txt': 'nothing',
      '.hidden.json': 'nothing',
    });
    const run = await matura(['import', 'miit-sme-2024', 'inbox', 'inbox/a.json'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      `inbox/a.json: Example added to files/${KEY}.json`,
      'inbox/c.json: refused',
      `inbox/d.json: Example added to files/${KEY}.json`,
      'inbox/e.json: refused',
      '4 files: 2 added, 0 there already, 2 refused',
    ]);
    expect(run.stdout).toContain('the same enterprise as in inbox/a.json; both assessments are kept');
    expect(run.stderr).toContain('A102');
    expect(run.stderr).toContain('inbox/e.json');
  });

  test('import refuses a file whose code is on file under another name', async () => {
    const cwd = await inboxOf({ 'a.json': saved(), 'b.json': saved({ name: 'Other name' }) });
    await matura(['import', 'miit-sme-2024', 'inbox/a.json'], { cwd });
    const run = await matura(['import', 'miit-sme-2024', 'inbox/b.json'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('the file says “Example”, but the answers say “Other name”; nothing was written');
  });

  test('import adds nothing if the same assessment is on file already', async () => {
    const cwd = await inboxOf({ 'a.json': saved() });
    await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    const before = await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8');
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`inbox/a.json: this assessment of Example is in files/${KEY}.json already`);
    expect(run.stdout).toContain('1 file: 0 added, 1 there already, 0 refused');
    expect(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8')).toBe(before);
  });

  test('import reports changed facts, and that adding an earlier assessment leaves the later one newest', async () => {
    const cwd = await inboxOf({
      'a.json': saved({ employees: 120 }),
      'b.json': saved({ employees: 180 }, {}, '2026-11-22'),
    });
    await matura(['import', 'miit-sme-2024', 'inbox/a.json'], { cwd });
    const later = await matura(['import', 'miit-sme-2024', 'inbox/b.json'], { cwd });
    expect(later.stdout).toMatch(/: was 120 persons, is now 180 persons\n/);
    await writeFile(path.join(cwd, 'inbox/c.json'), saved({ employees: 60 }, {}, '2026-11-19'));
    const earlier = await matura(['import', 'miit-sme-2024', 'inbox/c.json'], { cwd });
    expect(earlier.stdout).toContain('a later assessment is on file, so the facts and the policy stay as they are');
    expect((await enterpriseIn(cwd)).facts.employees?.value).toBe(180);
  });

  test('import --renamed accepts a new name for an enterprise on file', async () => {
    const cwd = await inboxOf({ 'a.json': saved(), 'b.json': saved({ name: 'New name' }, {}, '2026-11-22') });
    expect((await matura(['import', 'miit-sme-2024', 'inbox', '--renamed'], { cwd })).code).toBe(0);
    expect((await enterpriseIn(cwd)).facts.name?.value).toBe('New name');
  });

  test('import carries over answers of another version by the pack’s renames, and says which are lost', async () => {
    const cwd = await makeEdition();
    const answers = { productDesign: 2, Q8: 'D', Q5: 'C' };
    await writeFile(path.join(cwd, 'a.json'), saved({}, answers));
    const run = await matura(['import', './edition', 'a.json', '--programme', 'deyang-2024'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('given under version 2024.3.0 of the questionnaire and carried over');
    expect(run.stdout).toContain('renamed since: productDesign → designTools');
    expect(run.stdout).toContain('Q8 (D)');
    const { assessments } = await enterpriseIn(cwd);
    expect(assessments[0]?.migration).toMatchObject({ from: '2024.3.0', renamed: { productDesign: 'designTools' } });
    // The same as when `matura score` takes them over.
    const score = await matura(['score', './edition', 'a.json', '--migrate', '--json'], { cwd });
    const { migration: _, ...result } = JSON.parse(score.stdout);
    expect(assessments[0]?.result).toEqual(result);
  });

  test('import refuses unknown questions if a file states no version', async () => {
    const cwd = await inboxOf({
      'a.json': JSON.stringify({ facts: { uscc: KEY, name: 'Example' }, answers: { gone: 1 } }),
    });
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('A101');
    expect(await readdir(cwd)).toEqual(['inbox']);
  });

  test('import --json gives the summary as JSON', async () => {
    const cwd = await inboxOf({ 'a.json': saved(), 'b.json': '{}' });
    const run = await matura(['import', 'miit-sme-2024', 'inbox', '--json', '--kind', 'onsite'], { cwd });
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      schemaVersion: 1,
      pack: { id: 'miit-sme-2024' },
      read: 2,
      added: 1,
      alreadyThere: 0,
      refused: 1,
      files: [
        { path: 'inbox/a.json', outcome: 'added', key: KEY, name: 'Example', file: `files/${KEY}.json`, changed: [] },
        { path: 'inbox/b.json', outcome: 'refused' },
      ],
    });
    expect((await enterpriseIn(cwd)).assessments[0]?.kind).toBe('onsite');
  });

  test.each([
    [['nowhere.json'], 3, 'nowhere.json does not exist'],
    [['empty'], 3, 'holds no answers: there is no JSON file in it'],
    [[], 2, '<answers> is missing'],
  ])('import %j ends with exit code %i', async (paths, code, said) => {
    const cwd = await inboxOf({ 'a.json': saved() });
    await mkdir(path.join(cwd, 'empty'));
    const run = await matura(['import', 'miit-sme-2024', ...paths], { cwd });
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(said);
    expect((await readdir(cwd)).sort()).toEqual(['empty', 'inbox']);
  });

  test('import reports in Chinese and German', async () => {
    const cwd = await inboxOf({ 'a.json': saved() });
    const zh = await matura(['import', 'miit-sme-2024', 'inbox', '--lang', 'zh'], { cwd });
    expect(zh.stdout).toContain('共1个文件：加入1个，已存在0个，拒收0个');
    const de = await matura(['import', 'miit-sme-2024', 'inbox', '--lang', 'de'], { cwd });
    expect(de.stdout).toContain('1 Datei: 0 aufgenommen, 1 schon vorhanden, 0 abgewiesen');
  });
});

describe('files of several enterprises', () => {
  const OTHER_KEY = '91510100MA1234569F';

  test('two names under one code are both refused, whichever is first; nothing of that code is written', async () => {
    const cwd = await inboxOf({
      'a.json': saved({ name: 'Third Ltd' }),
      'b.json': saved({ name: 'First Ltd' }),
      'c.json': saved({ uscc: OTHER_KEY, name: 'Second Ltd' }),
    });
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      `inbox/a.json: the code ${KEY} belongs to “Third Ltd” here, and to “First Ltd” in inbox/b.json; neither was imported`,
    );
    expect(run.stderr).toContain(
      `inbox/b.json: the code ${KEY} belongs to “First Ltd” here, and to “Third Ltd” in inbox/a.json; neither was imported`,
    );
    expect(run.stdout).toContain('3 files: 1 added, 0 there already, 2 refused');
    expect((await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'))).toEqual([
      `${OTHER_KEY}.json`,
    ]);
  });

  test('one name under two codes is accepted with a warning', async () => {
    const cwd = await inboxOf({ 'a.json': saved(), 'b.json': saved({ uscc: OTHER_KEY, name: 'EXAMPLE ' }) });
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run.stdout).toContain('2 files: 2 added');
    expect(run.stderr).toContain(
      `“Example” has more than one code: ${KEY} and ${OTHER_KEY} (inbox/a.json; inbox/b.json)`,
    );
  });

  test('two sets of answers from one enterprise are imported without a conflict', async () => {
    const cwd = await inboxOf({ 'a.json': saved(), 'b.json': saved({}, { Q5: 'D' }, '2026-11-21') });
    expect(await matura(['import', 'miit-sme-2024', 'inbox'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('answers without the code of the enterprise', () => {
  test('answers without a code get a provisional one, the same for the same name, and later the real one', async () => {
    const cwd = await inboxOf({
      'a.json': saved({ uscc: undefined }),
      'b.json': saved({ uscc: undefined, name: 'Other' }),
    });
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run).toMatchObject({ code: 0 });
    const keys = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
    expect(keys).toHaveLength(2);
    for (const name of keys) expect(name).toMatch(/^PROVISIONAL-20261120T000000-[0-9A-F]{8}\.json$/);
    const again = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(again.stdout).toContain('2 files: 0 added, 2 there already');
    const [, command = ''] = /Once the code is known: matura (rename .* CODE --files files)/.exec(run.stderr) ?? [];
    const renamed = await matura(command.replace('CODE', KEY).split(' '), { cwd });
    expect(renamed, renamed.stderr).toMatchObject({ code: 0 });
    await enterpriseIn(cwd);
  });

  test('answers without a code and without a name are refused', async () => {
    const cwd = await inboxOf({ 'a.json': saved({ uscc: undefined, name: undefined }) });
    const run = await matura(['import', 'miit-sme-2024', 'inbox'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('A109');
  });
});
