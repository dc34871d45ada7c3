import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT } from '../commands/matura.ts';

const FOLDER = path.join(ROOT, 'test/fixtures/constructs');
const CONSTRUCTS = readdirSync(FOLDER).sort();

function filesOf(name: string): string {
  return CONSTRUCTS.map((construct) => readFileSync(path.join(FOLDER, construct, name), 'utf8')).join('\n');
}

describe('constructs of the format, with results worked out by hand', () => {
  test('are without errors', async () => {
    const run = await matura(['validate', FOLDER]);
    // Small as they are, they name no source and some questions serve one score only.
    expect(run.stdout + run.stderr).not.toMatch(/ error /);
    expect(run.code).toBe(0);
  });

  test('each give those results', async () => {
    const run = await matura(['test', FOLDER, '--json']);
    const { packs } = JSON.parse(run.stdout) as {
      packs: { pack: { id: string }; runs: { mismatches: unknown[] }[] }[];
    };
    expect(packs.map(({ pack }) => pack.id).sort()).toEqual(CONSTRUCTS);
    expect(packs.flatMap(({ pack, runs }) => runs.flatMap(({ mismatches }) => mismatches.map(() => pack.id)))).toEqual(
      [],
    );
    expect(run.code).toBe(0);
  });

  test('use every key that a score can have', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'src/model/common.schema.json'), 'utf8'));
    const keys = Object.keys(schema.$defs.scoreRule.properties).filter((key) => key !== 'title');
    const rubrics = filesOf('rubric.yaml');
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(rubrics))).toEqual([]);
  });

  test('use every type of question and every derivation', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'src/model/questionnaire.schema.json'), 'utf8'));
    const common = JSON.parse(readFileSync(path.join(ROOT, 'src/model/common.schema.json'), 'utf8'));
    const questionnaires = filesOf('questionnaire.yaml');
    const types: string[] = schema.$defs.question.properties.type.enum;
    const counted = types.filter((type) => type !== 'date' && type !== 'text');
    expect(counted.filter((type) => !questionnaires.includes(`type: ${type}`))).toEqual([]);
    const derivations = Object.keys(common.$defs.derivation.properties);
    expect(derivations.filter((key) => !new RegExp(`\\b${key}:`).test(questionnaires))).toEqual([]);
  });
});
