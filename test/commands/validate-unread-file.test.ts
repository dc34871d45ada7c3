import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleMeasures } from '../check/rules/sample-documents.ts';
import { matura } from './matura.ts';
import { ERP, packWith, writePacks } from './packs-for-checks.ts';

const FILES = {
  ...packWith(ERP),
  'measures.yaml': sampleMeasures('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: full } }'),
  'cases/cases.yaml': 'kind: cases\ncases: [{ id: none, answers: {}, expect: { scores: { tools: open } } }]\n',
};

describe('a part of a pack with a wrong file name', () => {
  test.each([
    ['measures.yaml', 'measures.yml', 'Rename the file to measures.yaml'],
    ['measures.yaml', 'measure.yaml', 'Rename the file to measures.yaml'],
    ['cases/cases.yaml', 'cases/cases.yml', 'Rename the file to cases/cases.yaml'],
  ])('the file %s misnamed %s is reported as not read', async (right, wrong, said) => {
    const cwd = await writePacks({ plant: FILES });
    await rename(path.join(cwd, 'plant', right), path.join(cwd, 'plant', wrong));
    const { code, stdout } = await matura(['validate', 'plant'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`plant/${wrong}:1:1  warning  M118 unread-file\n\n  "${wrong}" is not read\n\n  ${said}`);
    expect(stdout).toContain('1 warning in 1 of 3 files checked');
  });

  test('a missing rubric is reported, with the file that may be meant', async () => {
    const cwd = await writePacks({ plant: FILES });
    await rename(path.join(cwd, 'plant/rubric.yaml'), path.join(cwd, 'plant/rubrik.yaml'));
    const { code, stdout } = await matura(['validate', 'plant'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('the pack has no rubric.yaml');
    expect(stdout).toContain('If rubrik.yaml is meant to be this file, rename it to rubric.yaml');
  });

  test('an extra file beside the part itself, or of another kind, is ignored', async () => {
    const cwd = await writePacks({ plant: FILES });
    await writeFile(path.join(cwd, 'plant/measures-2025.yaml'), FILES['measures.yaml']);
    await writeFile(path.join(cwd, 'plant/notes.yml'), 'a: 1\n');
    expect(await matura(['validate', 'plant'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'no problems in 4 files checked\n',
    });
  });
});
