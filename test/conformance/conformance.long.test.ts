import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseRun } from '../../src/check/case-run.ts';
import { matura, scratchFolder } from '../commands/matura.ts';
import { readCases, readYaml } from './opened.ts';

const HERE = import.meta.dirname;
const ENTRIES = await readdir(HERE, { withFileTypes: true });
const FRAMEWORKS = ENTRIES.filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** Runs the table of a folder's packs; without one, of these. */
function showTable(...folder: string[]) {
  return spawnSync(process.execPath, [path.join(HERE, 'table.mjs'), ...folder], { encoding: 'utf8' });
}

interface PackRun {
  readonly pack: { readonly id: string };
  readonly runs: readonly CaseRun[];
}
let packRuns: readonly PackRun[];

beforeAll(async () => {
  packRuns = (JSON.parse((await matura(['test', HERE, '--json'])).stdout) as { packs: PackRun[] }).packs;
});

it('every pack with a conformance test is free of findings', async () => {
  const { code, stdout } = await matura(['validate', HERE]);
  expect(stdout).toMatch(/^no problems in \d+ files checked\n$/);
  expect(code).toBe(0);
});

describe.each(FRAMEWORKS)('%s', (framework) => {
  it('a conformance pack gives the results its cases expect', () => {
    const runs = packRuns.find(({ pack }) => pack.id === framework)?.runs ?? [];
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  });

  it('a conformance pack says where each figure comes from', async () => {
    for (const file of await readdir(path.join(HERE, framework, 'cases'))) {
      const { source } = await readYaml(framework, 'cases', file);
      const { source: owner } = await readYaml(framework, 'questionnaire.yaml');
      for (const { id, origin, why } of await readCases(framework, 'cases', file)) {
        expect(why, `${file} ${id}`).toMatch(/\S/);
        if (origin === 'published' || origin === 'third-party')
          expect(source ?? owner, `${file} ${id}`).toHaveProperty('document');
      }
    }
  });
});

describe('the table', () => {
  let table: ReturnType<typeof showTable>;
  beforeAll(() => {
    table = showTable();
  });

  it('the conformance table lists every framework, and its command exits with 0 if all figures are equal', async () => {
    expect(table).toMatchObject({ status: 0, stderr: '' });
    for (const framework of FRAMEWORKS) {
      const { title } = await readYaml(framework, 'questionnaire.yaml');
      expect(table.stdout).toContain(typeof title === 'string' ? title : (title as { en: string }).en);
    }
  });

  it('the conformance table counts every case once', async () => {
    const files = FRAMEWORKS.map(async (framework) =>
      (await readdir(path.join(HERE, framework, 'cases'))).map((file) => readCases(framework, 'cases', file)),
    );
    const cases = await Promise.all((await Promise.all(files)).flat());
    const all = String(cases.flat().length);
    expect(table.stdout.trimEnd().split('\n').at(-1)?.trim().split(/\s+/)).toEqual(['all', all, all, '0']);
  });

  it('the conformance table names a figure that differs, and its command exits with 1', async () => {
    const folder = await scratchFolder();
    await cp(path.join(HERE, 'impuls'), path.join(folder, 'impuls'), { recursive: true });
    const rubric = path.join(folder, 'impuls/rubric.yaml');
    await writeFile(rubric, (await readFile(rubric, 'utf8')).replace('smartFactory: min', 'smartFactory: mean'));
    const { status, stdout } = showTable(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^IMPULS Industrie 4.0 readiness +published +1 +0 +1$/m);
    expect(stdout).toContain('off: impuls least-field: scores.smartFactory is 4, expected 1\n');
  });

  it('the conformance run exits with 1 if a pack cannot be used', async () => {
    const folder = await scratchFolder();
    for (const name of ['impuls', 'emram'])
      await cp(path.join(HERE, name), path.join(folder, name), { recursive: true });
    await writeFile(
      path.join(folder, 'emram/rubric.yaml'),
      'kind: rubric\nid: emram\nscores: { level: { sum: none } }\n',
    );
    const { status, stdout } = showTable(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^all +6 +6 +0$/m);
    expect(stdout).toContain('off: the cases of emram cannot be run\n');
  });
});
