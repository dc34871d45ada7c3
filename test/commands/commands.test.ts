import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS } from '../../src/commands/index.ts';
import { DOCUMENT_KINDS } from '../../src/model/schemas.ts';
import { EXAMPLE, matura, maturaProcess, ROOT, scratchFolder } from './matura.ts';
import { writeFirstLook } from './reference-pack.ts';

const NAMES = Object.keys(COMMANDS);

describe('`-` means standard input', async () => {
  const cwd = await mkdtemp(path.join(tmpdir(), 'matura-input-'));
  afterAll(() => rm(cwd, { recursive: true, force: true }));
  const file = 'files/91350100M000100Y43.json';
  for (const answers of [EXAMPLE.replace('.yaml', '-self.yaml'), EXAMPLE])
    await matura(['score', 'miit-sme-2024', answers, '--files', 'files'], { cwd });
  const input = await readFile(path.join(cwd, file), 'utf8');

  test.each([['report', '--format', 'md'], ['explain'], ['recommend'], ['what-if', '--set', 'Q1=A'], ['compare']])(
    'the command %s reads `-` from standard input like a file',
    async (command, ...args) => {
      const given = await matura([command, '-', ...args], { cwd, input });
      expect(given, given.stderr).toEqual(await matura([command, file, ...args], { cwd }));
      expect(given.stdout).not.toBe('');
    },
  );

  test('portfolio accepts `-` as standard input, although it may need to read its input twice', async () => {
    const results = 'uscc,level,coverage\n91350100M000100Y43,2,1\n91510100M000200X12,7,1\n';
    await writeFile(path.join(cwd, 'stated.csv'), 'uscc,pack,level,coverage\n915,miit-sme-2024@2024.3.0,2,1\n');
    await writeFile(path.join(cwd, 'results.csv'), results);
    const args = ['portfolio', 'stated.csv', '--as-of', '2026-11-20', '--json'];
    const [given, read] = [
      await matura([...args, 'self:-'], { cwd, input: results }),
      await matura([...args, 'self:results.csv'], { cwd }),
    ];
    expect(given).toEqual({
      ...read,
      stderr: read.stderr.replaceAll('results.csv', '-'),
      stdout: read.stdout.replaceAll('results.csv', '-'),
    });
    expect(given.stderr).toMatch(/^-:3: /m);
  });

  test.each([['validate'], ['test'], ['verify'], ['record'], ['redact'], ['recommend', '--require', 'mes']])(
    'matura %s refuses standard input in place of a file',
    async (command, ...args) => {
      const run = await matura([command, '-', ...args], { cwd, input });
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toContain('“-” means standard input, which cannot be used here');
    },
  );
});

describe('matura', () => {
  test('matura --version prints the version', async () => {
    expect(await maturaProcess(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('matura without arguments prints its help and gives exit code 2', async () => {
    const run = await maturaProcess([]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('Usage: matura');
  });

  test.each([['--help'], ['help']])('matura %s lists every command', async (word) => {
    const run = await matura([word]);
    expect(run.code).toBe(0);
    for (const command of NAMES) expect(run.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(run.stdout.match(/^[A-Z]\w+( \w+)?:$/gm)).toEqual(
      expect.arrayContaining(['Assess:', 'Score many:', 'Understand:', 'Plan:', 'Report:', 'Programme:', 'Packs:']),
    );
  });

  test('help for an unknown command suggests the most similar command', async () => {
    const run = await matura(['help', 'repport']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('there is no command "repport"\nDid you mean report?');
  });

  test.each(NAMES)('matura %s --help fits 80 columns, shows the usage and gives exit code 0', async (command) => {
    const run = await matura([command, '--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(run.stdout).toContain(`Usage: matura ${command}`);
    expect((await matura(['help', command])).stdout).toBe(run.stdout);
  });

  test('a closed pipe ends matura quietly', async () => {
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'schema', 'policy'], { cwd: ROOT });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('diagnose without a terminal fails at once and names matura score', async () => {
    const run = await matura(['diagnose', 'miit-sme-2024']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('matura score');
  });
});

describe('matura packs', () => {
  test('matura packs lists the bundled packs', async () => {
    const run = await matura(['packs', '--json']);
    const { packs, policies } = JSON.parse(run.stdout);
    expect(packs).toMatchObject([
      { id: 'digital-intensity', languages: ['zh', 'en', 'de'], questions: 12, policy: 'unfunded', bundled: true },
      { id: 'miit-sme-2024', languages: ['zh', 'en', 'de'], questions: 31, policy: 'chengdu', bundled: true },
      { id: 'quick-scan', languages: ['zh', 'en', 'de'], questions: 20, policy: 'unfunded', bundled: true },
      { id: 'quick-scan-china', languages: ['zh', 'en', 'de'], questions: 20, policy: 'chengdu', bundled: true },
      { id: 'smart-manufacturing', languages: ['zh', 'en', 'de'], questions: 100, policy: 'chengdu', bundled: true },
    ]);
    expect(policies.map(({ id }: { id: string }) => id)).toEqual([
      'austria',
      'central',
      'chengdu',
      'deyang-2024',
      'elsewhere',
      'eu-rules',
      'eu-sme',
      'germany',
      'unfunded',
      'zhongshan-2024',
    ]);
  });

  test('matura packs finds the packs in the folder given by --packs or MATURA_PACKS', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'mine/first-look'));
    for (const [args, env] of [
      [['packs', '--packs', 'mine'], {}],
      [['packs'], { MATURA_PACKS: 'mine' }],
    ] as const) {
      const run = await matura(args, { cwd, env });
      expect(run.code).toBe(0);
      expect(run.stdout).toContain('first-look');
    }
  });
});

describe('matura schema', () => {
  test.each(DOCUMENT_KINDS)('the schema %s needs no other file and describes every key', async (kind) => {
    const run = await matura(['schema', kind]);
    const schema = JSON.parse(run.stdout);
    expect(() => new Ajv2020({ strict: false }).compile(schema)).not.toThrow();
    expect(run.stdout).not.toContain('.schema.json#');
  });

  test('the answers schema accepts the example answers', async () => {
    const schema = JSON.parse((await matura(['schema', 'answers'])).stdout);
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(parse(await readFile(EXAMPLE, 'utf8'))), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(['questionnaire', 'rubric', 'measures', 'cases', 'policy'])(
    'an editor with the schema of %s accepts everything the command accepts',
    async (kind) => {
      const validate = new Ajv2020({ strict: false }).compile(JSON.parse((await matura(['schema', kind])).stdout));
      // An editor reads 010 and 1.0 as numbers, and no as a text.
      const odd =
        'kind: questionnaire\nid: 010\nversion: 1.0\ntitle: 2026\nlanguages: [en]\nsections: [{ id: 1, questions: [{ id: no, type: scale, maximum: 4, notApplicable: explained, evidence: { when: { no: { minimum: 3 } } } }] }]\n';
      const texts = new Map(kind === 'questionnaire' ? [['odd', odd]] : []);
      for (const folder of ['questionnaires', 'test/fixtures/constructs', 'test/conformance', 'test/fixtures/seeded']) {
        for (const name of await readdir(path.join(ROOT, folder), { recursive: true })) {
          if (name.endsWith('.yaml')) texts.set(name, await readFile(path.join(ROOT, folder, name), 'utf8'));
        }
      }
      const meant = [...texts].filter(([, text]) => new RegExp(`^kind: ${kind}$`, 'm').test(text));
      expect(meant.length).toBeGreaterThan(1);
      for (const [name, text] of meant)
        expect(validate(parse(text)), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    },
  );

  test('asking for an unknown kind of schema is refused as wrong usage', async () => {
    const run = await matura(['schema', 'rubrik']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('did you mean "rubric"?');
  });
});

describe('matura validate and matura test', () => {
  test('the bundled packs and policies have no findings and pass their cases', async () => {
    const { code, stdout } = await matura(['validate', 'questionnaires', '--format', 'json']);
    expect(code).toBe(0);
    // Not even a warning, but for instruments that have ended since they were published.
    const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
    expect(findings.filter((finding) => finding.code !== 'M405')).toEqual([]);
    const run = await matura(['test', 'questionnaires', '--json']);
    expect(run.code).toBe(0);
    const { packs } = JSON.parse(run.stdout);
    expect(packs).toHaveLength(5);
    for (const { runs } of packs) expect(runs.length).toBeGreaterThanOrEqual(15);
  });

  test('validate and test fail for a missing path and in a folder without packs', async () => {
    const cwd = await scratchFolder();
    for (const command of ['validate', 'test']) {
      expect(await maturaProcess([command, 'nowhere'], { cwd })).toMatchObject({ code: 3, stdout: '' });
      expect(await maturaProcess([command], { cwd })).toMatchObject({ code: 3, stdout: '' });
    }
  });

  test('an empty file inside a pack is reported as a finding', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'first-look'));
    await writeFile(path.join(cwd, 'first-look/rubric.yaml'), '');
    const run = await matura(['validate', 'first-look'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('M104 empty-file');
  });

  test('a failing case is reported with the difference', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'first-look'));
    const cases = path.join(cwd, 'first-look/cases/cases.yaml');
    await writeFile(cases, (await readFile(cases, 'utf8')).replace('level: 2,', 'level: 1,'));
    const run = await matura(['test', 'first-look'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('level: expected 1, got 2');
    expect(run.stdout).toContain('2 of 3 cases pass');
  });

  test('more than a megabyte of failing cases arrives whole through a pipe, with exit code 1', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'first-look'));
    const cases = path.join(cwd, 'first-look/cases/cases.yaml');
    const why = 'x'.repeat(300);
    const failing = Array.from({ length: 4000 }, (_, i) => `  - { id: case${i}, why: ${why}, expect: { level: 2 } }`);
    await writeFile(cases, `${await readFile(cases, 'utf8')}\n${failing.join('\n')}\n`);
    const run = await matura(['test', 'first-look', '--json'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout.length).toBeGreaterThan(1_000_000);
    expect(run.stdout).toContain('case3999');
    expect(() => JSON.parse(run.stdout)).not.toThrow();
  });
});

describe('the format reference', () => {
  test('the format reference is generated from the schemas', async () => {
    const { renderReference } = await import('../../src/model/reference.ts');
    const { renderExports } = await import('../../src/table/export-reference.ts');
    const opening = await readFile(path.join(ROOT, 'src/model/reference.md'), 'utf8');
    const pages = renderReference(opening, { exports: renderExports() });
    for (const [file, text] of Object.entries(pages)) {
      expect(await readFile(path.join(ROOT, 'questionnaires', file), 'utf8')).toBe(text);
    }
    const folder = path.join(ROOT, 'questionnaires/reference');
    expect((await readdir(folder)).map((name) => `reference/${name}`).sort()).toEqual(
      Object.keys(pages)
        .filter((name) => name !== 'README.md')
        .sort(),
    );
    // No link leads to a heading that is not on its page.
    for (const text of Object.values(pages)) {
      const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replaceAll(' ', '-'),
      );
      for (const [, anchor] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
    }
  });

  test('the complete pack in the reference is valid and passes its cases', async () => {
    const cwd = await scratchFolder();
    await writeFirstLook(path.join(cwd, 'first-look'));
    expect(await matura(['validate'], { cwd })).toMatchObject({ code: 0 });
    const run = await matura(['test'], { cwd });
    expect(run.stdout).toContain('3 of 3 cases pass');
  });
});
