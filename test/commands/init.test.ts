import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { matura, scratchFolder } from './matura.ts';

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

describe.each(['en', 'zh', 'de'])('a new repository in %s', (lang) => {
  test('a new repository passes its own checks and cases, and scores its example', async () => {
    const cwd = await scratchFolder();
    const made = await matura(['init', 'new', '--lang', lang, '--id', 'check-up'], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const folder = path.join(cwd, 'new');
    const checked = await matura(['validate', 'questionnaires', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(checked.stdout)).toMatchObject({ files: 5, findings: [] });
    const tested = await matura(['test', 'questionnaires', '--json'], { cwd: folder });
    expect(tested.code).toBe(0);
    const scored = await matura(['score', 'check-up', 'answers/example.yaml', '--json'], {
      cwd: folder,
    });
    expect(scored.code).toBe(0);
    expect(JSON.parse(scored.stdout)).toMatchObject({
      level: { value: 1 },
      pack: { id: 'check-up', version: '0.1.0' },
    });
  });

  test('a new repository contains texts only in its language', async () => {
    const cwd = await scratchFolder();
    await matura(['init', 'new', '--lang', lang], { cwd });
    const text = await readFile(path.join(cwd, 'new/questionnaires/new/questionnaire.yaml'), 'utf8');
    expect(parse(text).languages).toEqual([lang]);
    expect(/\p{Script=Han}/u.test(text)).toBe(lang === 'zh');
  });
});

test('the commands that init suggests next all work', async () => {
  const cwd = await scratchFolder();
  const { stdout } = await matura(['init', 'a b'], { cwd });
  expect(stdout).toContain('20 files written to a b');
  expect(stdout).toContain('cd "a b"');
  const commands = stdout.match(/(?<=^ {2}matura ).*/gm) ?? [];
  expect(commands).toHaveLength(4);
  for (const line of commands.filter((one) => !one.startsWith('diagnose'))) {
    expect(await matura(line.split(' '), { cwd: path.join(cwd, 'a b') })).toMatchObject({ code: 0 });
  }
});

test('init leaves existing files untouched', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'README.md'), 'mine');
  const { code, stdout, stderr } = await matura(['init', '.'], { cwd });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/\. is not empty\n.*nothing is ever overwritten/);
  expect(await listFiles(cwd)).toEqual(['README.md']);
  expect(await readFile(path.join(cwd, 'README.md'), 'utf8')).toBe('mine');
});

test('a git repository without commits counts as empty', async () => {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, '.git'));
  expect((await matura(['init', '.', '--id', 'x'], { cwd })).code).toBe(0);
});

test('init refuses a path that is a file, not a folder', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'new'), '');
  expect(await matura(['init', 'new', '--lang', 'de'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^matura: new ist kein Ordner\nNennen Sie einen neuen oder leeren Ordner/),
  });
});

test('a folder that cannot be created is refused with an error that names it', async () => {
  const cwd = await scratchFolder();
  const { code, stderr } = await matura(['init', '/proc/new'], { cwd });
  expect(code).toBe(3);
  expect(stderr).not.toContain('--files');
  expect(stderr).toContain('/proc/new');
});

// Elsewhere paths are cut at other lengths.
test.skipIf(process.platform !== 'linux')('if one of the files cannot be written, none is left', async () => {
  const cwd = await scratchFolder();
  // README.md still fits into the longest path, the files of the pack do not; they are written one folder further down.
  const length = 4056 - '/.matura-0123456789abcdef.tmp'.length;
  let folder = cwd;
  while (folder.length + 202 < length) folder = path.join(folder, 'x'.repeat(200));
  folder = path.join(folder, 'x'.repeat(length - folder.length - 1));
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await matura(['init', folder, '--id', 'new'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('questionnaire.yaml');
  expect(await listFiles(cwd)).toEqual([]);
});

test.each(['a/b', '../up', 'two words', 'con', 'Policies', '-x', 'end.', ''])(
  '"%s" is refused as the id of a pack',
  async (id) => {
    const cwd = await scratchFolder();
    const { code } = await matura(['init', 'new', `--id=${id}`], { cwd });
    expect(code).toBe(2);
    expect(await listFiles(cwd)).toEqual([]);
  },
);

test.each([
  ['Our Check 2026', 'our-check-2026'],
  ['数字化', 'digital-check'],
])('the folder "%s" gives the id %s', async (name, id) => {
  const cwd = await scratchFolder();
  await matura(['init', name], { cwd });
  expect(await readdir(path.join(cwd, name, 'questionnaires'))).toEqual([id, 'policies']);
});

test.each(['Check: "one" # two', "it's {x} \\ & *y", '数字化 <b>自查</b>'])(
  'the title %s is written unchanged',
  async (title) => {
    const cwd = await scratchFolder();
    await matura(['init', 'new', '--title', title], { cwd });
    const folder = path.join(cwd, 'new');
    const checked = await matura(['validate', 'questionnaires', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(checked.stdout).findings).toEqual([]);
    expect(parse(await readFile(path.join(folder, 'questionnaires/new/questionnaire.yaml'), 'utf8')).title).toBe(title);
  },
);

test('titles with invisible characters, and ids that cannot be folder names on every system, are refused', async () => {
  const cwd = await scratchFolder();
  const turned = await matura(['init', 'ours', '--title', 'a\u202eb'], { cwd });
  expect(turned).toMatchObject({ code: 2, stdout: '' });
  expect(turned.stderr).toContain('U+202E');
  const named = await matura(['init', 'ours', '--id', 'con'], { cwd });
  expect(named.code).toBe(2);
  expect(named.stderr).toContain('names reserved by Windows');
});

test('a title of only spaces is refused', async () => {
  const cwd = await scratchFolder();
  expect((await matura(['init', 'new', '--title', ' '], { cwd })).code).toBe(2);
});

describe('the files around the pack', () => {
  async function makeNew(): Promise<{ folder: string; read: (name: string) => Promise<string> }> {
    const cwd = await scratchFolder();
    await matura(['init', 'new', '--lang', 'en'], { cwd });
    const folder = path.join(cwd, 'new');
    return { folder, read: (name) => readFile(path.join(folder, name), 'utf8') };
  }

  test('the editor settings give every document a schema that accepts it and explains its keys', async () => {
    const { folder, read } = await makeNew();
    const settings = JSON.parse(await read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, string> };
    const names = await listFiles(folder);
    const covered = await Promise.all(
      Object.entries(settings['yaml.schemas']).map(async ([file, glob]) => {
        const schema = JSON.parse(await read(file));
        expect(schema.properties.kind ?? schema.properties.answers).toBeDefined();
        const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
        const pattern = new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`);
        const matched = names.filter((name) => pattern.test(name));
        for (const name of matched) {
          expect(validate(parse(await read(name))), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
        }
        return matched;
      }),
    );
    const documents = names.filter((name) => /^((questionnaires|answers)\/|matura\.yaml$)/.test(name));
    expect(covered.flat().sort()).toEqual(documents);
    expect(documents).toHaveLength(7);
  });

  test('the schemas beside the editor settings equal those that `matura schema` prints', async () => {
    const { read } = await makeNew();
    const { stdout } = await matura(['schema', 'rubric']);
    expect(await read('.vscode/schemas/rubric.schema.json')).toBe(stdout);
  });

  test('the workflow and the hooks run the same checks', async () => {
    const { read } = await makeNew();
    const workflow = parse(await read('.github/workflows/questionnaires.yml'));
    const runs = workflow.jobs.check.steps.map(({ run }: { run?: string }) => run ?? '') as string[];
    expect(workflow.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(runs.some((run) => run.includes('npm install --global "$MATURA"'))).toBe(true);
    const hooks = parse(await read('.pre-commit-config.yaml')).repos[0].hooks as { entry: string; files: string }[];
    for (const { entry, files } of hooks) {
      expect(runs.some((run) => run.startsWith(entry))).toBe(true);
      expect('questionnaires/new/cases/cases.yaml').toMatch(new RegExp(files));
    }
    expect(hooks).toHaveLength(2);
  });

  test('the workflow’s first check writes the file that its last step uploads', async () => {
    const { folder, read } = await makeNew();
    const workflow = parse(await read('.github/workflows/questionnaires.yml'));
    const check = workflow.jobs.check.steps.find(({ run }: { run?: string }) => run?.startsWith('matura validate'));
    // In a pull request the shell adds `--since`; elsewhere the variable is empty.
    const args = check.run
      .replace(/\$\{SINCE[^}]*\} /, '')
      .split(' ')
      .slice(1);
    expect(await matura(args, { cwd: folder })).toMatchObject({ code: 0 });
    const upload = workflow.jobs.check.steps.at(-1).with.sarif_file;
    expect(JSON.parse(await read(upload))).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
  });

  test('checks of a pull request fail for an untranslated text and an expired instrument', async () => {
    const { folder, read } = await makeNew();
    const workflow = parse(await read('.github/workflows/questionnaires.yml'));
    const checks = (workflow.jobs.check.steps as { run?: string }[]).flatMap(({ run }) =>
      run?.startsWith('matura validate')
        ? [
            run
              .replace(/\$\{SINCE[^}]*\} /, '')
              .split(' ')
              .slice(1),
          ]
        : [],
    );
    const codes = async (): Promise<number[]> =>
      Promise.all(checks.map(async (args) => (await matura(args, { cwd: folder })).code));
    expect(await codes()).toEqual([0, 0]);
    const policy = await read('questionnaires/policies/region.yaml');
    const file = path.join(folder, 'questionnaires/policies/region.yaml');
    await writeFile(file, policy.replace('    amount:', '    valid: { to: 2025-12-31 }\n    amount:'));
    expect(await codes()).toEqual([0, 1]);
    await writeFile(file, policy);
    expect(await codes()).toEqual([0, 0]);
    const questionnaire = path.join(folder, 'questionnaires/new/questionnaire.yaml');
    await writeFile(questionnaire, (await readFile(questionnaire, 'utf8')).replace('[en]', '[en, de]'));
    expect(await codes()).toEqual([0, 1]);
  });

  test('the README names only commands that work', async () => {
    const { folder, read } = await makeNew();
    const lines = (await read('README.md')).match(/^matura .*$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines.filter((one) => !one.startsWith('matura diagnose'))) {
      const args = (line.split(' > ')[0] as string).split(' ').slice(1);
      expect(await matura(args, { cwd: folder }), line).toMatchObject({ code: 0 });
    }
  });
});

test('init --example makes a folder with an enterprise assessed twice, and overwrites no existing files', async () => {
  const cwd = await scratchFolder();
  expect(await matura(['init', 'demo', '--example', '--lang', 'zh'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  const key = '91350100M000100Y43';
  expect(await listFiles(path.join(cwd, 'demo'))).toEqual([
    'answers-self.yaml',
    'answers.yaml',
    'dirty.csv',
    'export.csv',
    `files/${key}.json`,
    `files/${key}.policy.md`,
    'region.yaml',
  ]);
  const { assessments } = JSON.parse(await readFile(path.join(cwd, 'demo/files', `${key}.json`), 'utf8'));
  expect(assessments.map(({ kind }: { kind: string }) => kind)).toEqual(['self', 'onsite']);
  expect(await matura(['init', 'demo', '--example', '--lang', 'zh'], { cwd })).toMatchObject({ code: 3, stdout: '' });
  expect(await matura(['init', 'other', '--example', '--id', 'x'], { cwd })).toMatchObject({ code: 2, stdout: '' });
});
