import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';

const SIGNER = `SHA256:${'a'.repeat(43)}`;

const PROJECT = `kind: project
packs: [packs]
policy: chengdu
lang: en
files: store
assessor: A. Example
signers: ["${SIGNER}"]
letterhead: { name: Digital office, closing: Call us. }
privacy: { text: We keep your answers. }
rules: { M408: error, M312: off }
docs: https://standards.example/matura
`;

/** A folder with settings and a pack without a source; gives a folder inside it. */
async function inProject(project = PROJECT): Promise<{ root: string; cwd: string }> {
  const root = await scratchFolder();
  const cwd = path.join(root, 'a/b');
  await mkdir(cwd, { recursive: true });
  await mkdir(path.join(root, 'packs/own'), { recursive: true });
  const files = {
    'matura.yaml': project,
    'packs/own/questionnaire.yaml': `kind: questionnaire
id: own
version: 1.0.0
languages: [en]
title: Our own
sections: [{ id: s, questions: [{ id: q, type: scale, maximum: 4, text: How far? }, { id: r, type: scale, maximum: 4, text: And why? }] }]
`,
    'packs/own/rubric.yaml': 'kind: rubric\nid: own\nscores: { total: { sum: [q] } }\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(root, name), text);
  return { root, cwd };
}

test('project settings apply in all subfolders, and config says where each setting comes from', async () => {
  const { root, cwd } = await inProject();
  const { stdout } = await matura(['config', '--json'], { cwd });
  const settings: { name: string; value: unknown; from: string }[] = JSON.parse(stdout).settings;
  expect(settings.map(({ name, value }) => [name, value])).toEqual([
    ['packs', [path.join(root, 'packs')]],
    ['policy', 'chengdu'],
    ['lang', 'en'],
    ['files', path.join(root, 'store')],
    ['assessor', 'A. Example'],
    ['signers', [SIGNER]],
    ['letterhead', ['name', 'closing']],
    ['privacy', ['text']],
    ['rules', { M408: 'error', M312: 'off' }],
    ['docs', 'https://standards.example/matura'],
  ]);
  expect(new Set(settings.map(({ from }) => from))).toEqual(new Set([path.join(root, 'matura.yaml')]));
  expect((await matura(['packs'], { cwd })).stdout).toContain(path.join(root, 'packs/own'));
});

test('without a project file nothing is set, and a file outside of the git repository is ignored', async () => {
  const { root, cwd } = await inProject();
  await mkdir(path.join(root, 'a/.git'));
  const { settings } = JSON.parse((await matura(['config', '--json'], { cwd, env: { LC_ALL: 'de_DE.UTF-8' } })).stdout);
  expect(settings.filter(({ from }: { from: string | null }) => from !== null)).toEqual([
    { name: 'lang', value: 'de', from: 'LC_ALL' },
  ]);
});

test('options override the project file; only commands with a default folder use its files folder', async () => {
  const { root, cwd } = await inProject(PROJECT.replace(/^signers.*\n/m, ''));
  const scored = await matura(['score', 'miit-sme-2024', EXAMPLE], { cwd });
  expect(scored.stdout).toContain('Digital level');
  expect(scored.stdout).not.toContain('store');
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', path.join(root, 'store')], { cwd });
  expect((await matura(['explain', '91350100M000100Y43'], { cwd })).code).toBe(0);
  const german = await matura(['explain', '91350100M000100Y43', '--lang', 'de'], { cwd });
  expect(german.stdout).toContain('Stufe');
  const elsewhere = await matura(['explain', '91350100M000100Y43', '--files', ROOT], { cwd });
  expect(elsewhere.code).toBe(3);
});

test('help and usage errors are in the project’s language unless --lang is typed', async () => {
  const { cwd } = await inProject(PROJECT.replace('lang: en', 'lang: de'));
  expect((await matura(['score', '--help'], { cwd })).stdout).toContain('Verwendung: matura score');
  expect((await matura(['scor'], { cwd })).stderr).toContain('den Befehl „scor“ gibt es nicht');
  expect((await matura(['score', '--help', '--lang', 'en'], { cwd })).stdout).toContain('Usage: matura score');
});

test('rules have the severity that the project file sets, in findings, counts and exit code', async () => {
  const { cwd } = await inProject();
  const checked = await matura(['validate', '../../packs'], { cwd });
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain('error  M408 no-source');
  expect(checked.stdout).not.toContain('M312');
  expect(checked.stdout).toMatch(/\n\d errors? in \d of 2 files checked\n$/);
  const json = JSON.parse((await matura(['validate', '../../packs', '--json'], { cwd })).stdout);
  expect(json.findings.every(({ severity }: { severity: string }) => severity === 'error')).toBe(true);
});

test('findings link to the pages of their rules at the project’s site', async () => {
  const { root, cwd } = await inProject(PROJECT.replace('lang: en', 'lang: zh'));
  const log = async (): Promise<{ informationUri?: string; rules: { id: string; helpUri?: string }[] }> =>
    JSON.parse((await matura(['validate', '../../packs', '--format', 'sarif'], { cwd })).stdout).runs[0].tool.driver;
  const { informationUri, rules } = await log();
  expect(informationUri).toBe('https://standards.example/matura');
  expect(rules.find(({ id }) => id === 'M408')?.helpUri).toBe(
    'https://standards.example/matura/zh/rules/M4.html#m408-no-source',
  );
  await writeFile(path.join(root, 'matura.yaml'), 'kind: project\n');
  expect(JSON.stringify(await log())).not.toMatch(/informationUri|helpUri/);
  await writeFile(path.join(root, 'matura.yaml'), 'kind: project\ndocs: standards.example\n');
  expect((await matura(['validate', '../../packs'], { cwd })).code).toBe(3);
});

test('a project file with problems is refused, and the error gives the place of each problem', async () => {
  const { cwd } = await inProject('kind: project\npoliy: chengdu\nrules: { M999: off }\n');
  const run = await matura(['packs'], { cwd });
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(':2:1  error  M109 unknown-key');
  expect(run.stderr).toContain('Did you mean "policy"?');
  const unknown = await inProject('kind: project\nrules: { M999: off }\n');
  expect((await matura(['packs'], { cwd: unknown.cwd })).stderr).toContain('there is no rule "M999"');
});
