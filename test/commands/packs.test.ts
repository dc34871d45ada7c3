import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { writeFirstLook } from './reference-pack.ts';

const POLICY = path.join(ROOT, 'questionnaires/policies/deyang-2024.yaml');

/** A folder with a pack that works and one whose rubric names what is not there. */
async function twoPacks(): Promise<string> {
  const cwd = await scratchFolder();
  await writeFirstLook(path.join(cwd, 'mine/whole'));
  await writeFirstLook(path.join(cwd, 'mine/broken'));
  const questionnaire = path.join(cwd, 'mine/broken/questionnaire.yaml');
  await writeFile(questionnaire, (await readFile(questionnaire, 'utf8')).replace('id: first-look', 'id: broken'));
  const rubric = path.join(cwd, 'mine/broken/rubric.yaml');
  await writeFile(rubric, (await readFile(rubric, 'utf8')).replace('points:', 'points:\n  nowhere: { each: 1 }'));
  return cwd;
}

describe('matura packs', () => {
  test('packs marks a pack that cannot be used, even if its files can be read', async () => {
    const cwd = await twoPacks();
    const { packs } = JSON.parse((await matura(['packs', '--packs', 'mine', '--json'], { cwd })).stdout);
    expect(packs.slice(0, 2)).toMatchObject([
      { id: 'broken', version: expect.any(String), problems: 1, hidden: false },
      { id: 'first-look', problems: 0, hidden: false },
    ]);
    const table = (await matura(['packs', '--packs', 'mine'], { cwd })).stdout;
    expect(table).toMatch(/^broken .* 1 problem: run matura validate /m);
    expect(table).toMatch(/^first-look .* ok /m);
  });

  test.each([
    ['de', ['germany', 'austria', 'unfunded', 'central', 'chengdu'], ['quick-scan', 'quick-scan-china']],
    [
      'en',
      ['unfunded', 'austria', 'central', 'chengdu', 'deyang-2024', 'elsewhere', 'zhongshan-2024', 'germany'],
      ['quick-scan', 'quick-scan-china'],
    ],
    [
      'zh',
      ['central', 'chengdu', 'deyang-2024', 'elsewhere', 'zhongshan-2024', 'unfunded'],
      ['quick-scan-china', 'quick-scan'],
    ],
  ])(
    'in %s, packs begins with the countries of the language, and groups the others by country',
    async (lang, policies, packs) => {
      const ids = (await matura(['packs', '--lang', lang])).stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
      const first = Math.min(...policies.map((id) => ids.indexOf(id)));
      expect(ids.slice(first, first + policies.length)).toEqual(policies);
      expect(ids.filter((id) => packs.includes(id))).toEqual(packs);
      // Templates are last.
      expect(ids.filter((id) => id !== '').slice(-2)).toEqual(['eu-rules', 'eu-sme']);
    },
  );

  test.each(['การตรวจสุขภาพดิจิทัล', 'בדיקת בגרות דיגיטלית', 'डिजिटल परिपक्वता जाँच'])(
    'packs prints the title %s in full',
    async (title) => {
      const cwd = await scratchFolder();
      await writeFirstLook(path.join(cwd, 'mine/pack'));
      const file = path.join(cwd, 'mine/pack/questionnaire.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^title:.*$/m, `title: ${title}`));
      expect((await matura(['packs', '--packs', 'mine'], { cwd })).stdout).toContain(title);
    },
  );

  test('packs marks a pack or policy whose id is already used by another', async () => {
    const cwd = await scratchFolder();
    for (const name of ['a', 'b']) await writeFirstLook(path.join(cwd, 'mine', name));
    await mkdir(path.join(cwd, 'mine/policies'));
    await cp(POLICY, path.join(cwd, 'mine/policies/own.yaml'));
    const run = await matura(['packs', '--packs', 'mine', '--json'], { cwd });
    const { packs, policies } = JSON.parse(run.stdout);
    const marks = (all: { id: string; hidden: boolean }[]) => all.map(({ id, hidden }) => `${id} ${hidden}`);
    expect(marks(packs).slice(0, 2)).toEqual(['first-look false', 'first-look true']);
    expect(marks(policies)).toContain('deyang-2024 true');
    const table = (await matura(['packs', '--packs', 'mine'], { cwd })).stdout;
    expect(table).toMatch(/^first-look .* hidden: id used above /m);
  });

  test('packs refuses a file given in place of a folder, and says why', async () => {
    const run = await matura(['packs', '--packs', 'package.json']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('package.json is not a readable folder');
  });
});

describe('matura validate', () => {
  test('validate checks a policy inside and outside a pack folder', async () => {
    const cwd = await scratchFolder();
    const text = await readFile(POLICY, 'utf8');
    await writeFile(path.join(cwd, 'town.yaml'), text);
    expect(await matura(['validate', 'town.yaml'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    await writeFile(path.join(cwd, 'town.yaml'), `${text}\nnonsense: 1\n`);
    const run = await matura(['validate', 'town.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/town\.yaml:\d+:1 .*M109 unknown-key/);
  });

  test('validate accepts a policy if it fits one of the packs beside it', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'a'));
    await cp(path.join(ROOT, 'questionnaires/miit-sme-2024'), path.join(cwd, 'b'), { recursive: true });
    await mkdir(path.join(cwd, 'policies'));
    for (const name of ['central', 'deyang-2024'])
      await cp(path.join(ROOT, `questionnaires/policies/${name}.yaml`), path.join(cwd, `policies/${name}.yaml`));
    expect(await matura(['validate', 'policies'], { cwd })).toMatchObject({ code: 0 });
    await rm(path.join(cwd, 'b'), { recursive: true });
    expect(await matura(['validate', 'policies'], { cwd })).toMatchObject({ code: 1 });
  });

  test('validate checks any document that states its kind against the schema of that kind', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'draft.yaml'), 'kind: rubric\nid: draft\nscores: { total: sun }\n');
    const run = await matura(['validate', 'draft.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/draft\.yaml:3:18 .*M111/);
    await writeFile(path.join(cwd, 'draft.yaml'), 'kind: rubrik\nid: draft\n');
    expect(await matura(['validate', 'draft.yaml'], { cwd })).toMatchObject({ code: 3, stdout: '' });
  });

  test('validate checks a document in a pack’s folder that is not one of the pack’s files', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(cwd);
    await writeFile(path.join(cwd, 'next.yaml'), 'kind: measures\nmeasures: []\n');
    const run = await matura(['validate', 'next.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/next\.yaml:2:11 .*M113/);
    expect((await matura(['validate', 'rubric.yaml'], { cwd })).stdout).toMatch(/no problems in [3-9] files/);
  });
});

describe('matura test', () => {
  test('the command test continues after an unusable pack, and fails at the end', async () => {
    const cwd = await twoPacks();
    const run = await matura(['test', 'mine'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('M203 unknown-name');
    expect(run.stderr).toContain('the cases of broken cannot be run');
    expect(run.stdout).toContain('3 of 3 cases pass');
    const { packs, refused } = JSON.parse((await matura(['test', 'mine', '--json'], { cwd })).stdout);
    expect(packs.map(({ pack }: { pack: { id: string } }) => pack.id)).toEqual(['first-look']);
    expect(refused).toEqual([
      expect.stringMatching(/^the cases of broken cannot be run\nmine\/broken\/rubric\.yaml:\d+:\d+ M203 /),
    ]);
  });

  test('the command test fails if no pack can be used', async () => {
    const cwd = await twoPacks();
    expect(await matura(['test', 'mine/broken'], { cwd })).toMatchObject({ code: 3, stdout: '' });
    expect(await matura(['test', 'mine/broken', 'mine/broken/rubric.yaml'], { cwd })).toMatchObject({ code: 3 });
  });
});

test('an id that is also the name of a local folder selects the installed pack, and this is reported', async () => {
  const cwd = await scratchFolder();
  await cp(path.join(ROOT, 'questionnaires/quick-scan-china'), path.join(cwd, 'quick-scan-china'), { recursive: true });
  const form = ['template', 'quick-scan-china', '--format', 'yaml'];
  expect((await matura(form, { cwd })).stderr).toMatch(
    /^quick-scan-china is the pack in \S+questionnaires\/quick-scan-china\. For the pack in this folder, write \.\/quick-scan-china\.\n$/,
  );
  expect((await matura(form.with(1, './quick-scan-china'), { cwd })).stderr).toBe('');
  expect((await matura([...form, '--packs', '.'], { cwd })).stderr).toBe('');
});
