import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePack } from '../../src/pack/compile-pack.ts';
import { loadCases, loadPackFolder } from '../../src/pack/load-pack.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { createKernel } from '../../src/scoring/columns/kernel.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { QUESTION_TYPES } from '../../src/scoring/forms/registry.ts';
import { OPERATORS } from '../../src/scoring/operators/registry.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { isNothing, type Possible, settledValue } from '../../src/scoring/possible-values.ts';
import { createColumnEngine } from '../../src/table/column-engine.ts';
import { matura, ROOT } from '../commands/matura.ts';
import { worldIn } from '../pack/sample-world.ts';
import { expectRow } from './columns/expect-row.ts';
import { rowsOf } from './columns/random-rows.ts';

const FOLDER = path.join(ROOT, 'test/fixtures/constructs');
const CONSTRUCTS = readdirSync(FOLDER).sort();

function filesOf(name: string): string {
  return CONSTRUCTS.map((construct) => readFileSync(path.join(FOLDER, construct, name), 'utf8')).join('\n');
}

/** What an operator never gives: a condition on nothing fails, and a list is no single value. */
const IMPOSSIBLE = ['anyOf without a value', 'constant without a value', 'constant open', 'list with a value'];

interface Sheet {
  readonly sheet: AnswerSet;
  readonly hasTargets: boolean;
}

/** The plan of a construct, and the answers of those of its cases that are not refused. */
async function openConstruct(name: string): Promise<{ readonly plan: Plan; readonly sheets: readonly Sheet[] }> {
  const world = worldIn(ROOT);
  const { pack } = await loadPackFolder(world, path.join(FOLDER, name));
  if (!pack) throw new Error(`${name} cannot be loaded`);
  const { plan } = compilePack(pack, []);
  const { cases } = await loadCases(world, pack);
  const sheets = cases
    .flatMap(({ document }) => document.cases)
    .filter(({ expect: { refused } }) => refused === undefined)
    .map(({ answers = {}, facts = {}, targets }) => {
      const given = { facts, answers, ...(targets ? { targets } : {}) };
      const { sheet, problems } = checkAnswers(plan, given, { file: 'cases.yaml', withoutRequired: true });
      expect(problems).toEqual([]);
      return { sheet, hasTargets: targets !== undefined };
    });
  return { plan, sheets };
}

/** Notes, evidence and targets have no columns in a table. */
function hasRemark(sheet: AnswerSet): boolean {
  return [...sheet.values()].some(({ note, evidence }) => note !== undefined || evidence !== undefined);
}

/** What a case shows of an operator. */
function stateOf(value: Possible): string {
  if (isNothing(value)) return 'without a value';
  return settledValue(value) === undefined ? 'open' : 'with a value';
}

const OPENED = Promise.all(CONSTRUCTS.map(openConstruct));

describe('packs that use each construct of the format', () => {
  test('the sample packs of all constructs are valid', async () => {
    const run = await matura(['validate', FOLDER]);
    // Small as they are, they name no source and some questions serve one score only.
    expect(run.stdout + run.stderr).not.toMatch(/ error /);
    expect(run.code).toBe(0);
  });

  test('the packs of all constructs give the results worked out by hand', async () => {
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

  test.each(CONSTRUCTS)(
    'the packs of all constructs give the same results in the rows of a table: %s',
    async (name) => {
      const { plan, sheets: all } = await openConstruct(name);
      const sheets = all.flatMap(({ sheet, hasTargets }) => (hasTargets || hasRemark(sheet) ? [] : [sheet]));
      const kernel = createKernel(plan, createColumnEngine, 0);
      const outcome = kernel.score(rowsOf(plan, sheets).columns);
      sheets.forEach((sheet, row) => {
        expectRow(plan, kernel, outcome, row, sheet);
      });
    },
  );

  test('the packs of all constructs use every key that a score can have', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'src/model/common.schema.json'), 'utf8'));
    const keys = Object.keys(schema.$defs.scoreRule.properties).filter((key) => key !== 'title');
    const rubrics = filesOf('rubric.yaml');
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(rubrics))).toEqual([]);
  });

  test('the packs of all constructs use every key that a derivation can have', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'src/model/common.schema.json'), 'utf8'));
    const questionnaires = filesOf('questionnaire.yaml');
    const keys = Object.keys(schema.$defs.derivation.properties);
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(questionnaires))).toEqual([]);
  });

  test('the packs of all constructs use every operator with a value, without a value and with open answers', async () => {
    const states = (await OPENED).flatMap(({ plan, sheets }) =>
      sheets.flatMap(({ sheet }) => {
        const { values } = evaluate(plan, sheet);
        return plan.nodes.flatMap(({ op }, at) => (values[at] ? [`${op} ${stateOf(values[at])}`] : []));
      }),
    );
    const seen = new Set(states);
    const wanted = Object.keys(OPERATORS).flatMap((op) =>
      ['with a value', 'without a value', 'open'].map((state) => `${op} ${state}`),
    );
    expect(wanted.filter((state) => !seen.has(state))).toEqual(IMPOSSIBLE);
  });

  test('the packs of all constructs use every type of fact and question in an answer', async () => {
    const answered = (await OPENED).flatMap(({ plan, sheets }) =>
      plan.inputs.filter(({ name }) => sheets.some(({ sheet }) => sheet.get(name)?.state === 'answered')),
    );
    const types = new Set(answered.map(({ type }) => type));
    expect(Object.keys(QUESTION_TYPES).filter((type) => !types.has(type as never))).toEqual([]);
  });
});
