import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, ROOT } from './matura.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-advice-cases-'));
  const pack = path.join(ROOT, 'questionnaires/miit-sme-2024');
  await cp(pack, path.join(cwd, 'miit-sme-2024'), { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** Runs a case on the shop of presses that expects this of its plan. */
async function expecting(plan: string, command: 'test' | 'validate', more = '') {
  const text = `kind: cases\ncases:\n  - id: mine\n    base: advice-press-shop\n${more}    expect: { plan: ${plan} }\n`;
  await writeFile(path.join(cwd, 'miit-sme-2024/cases/mine.yaml'), text);
  const args = command === 'test' ? ['--filter', 'mine'] : [];
  return matura([command, 'miit-sme-2024', ...args], { cwd });
}

describe('expectations of a plan in a case', () => {
  test('a case passes if the plan meets all its expectations', async () => {
    const run = await expecting(
      '{ must: [[gauge-records], [dnc, security-baseline]], mustNot: [dnc], closes: [quality-gap], noGap: [recall-gap], cost: [1, 1000000], by: { gauge-records: 12 }, target: 2 }',
      'test',
      '    target: 2\n',
    );
    expect([run.code, run.stderr]).toEqual([0, '']);
  });

  test.each([
    ['{ must: [[dnc], [gauge-records]] }', 'plan.must: expected dnc'],
    ['{ mustNot: [gauge-records, dnc] }', 'plan.mustNot: expected gauge-records'],
    ['{ first: [security-baseline] }', 'plan.first: expected security-baseline, got'],
    ['{ closes: [recall-gap] }', 'plan.closes: expected recall-gap'],
    ['{ noGap: [quality-gap] }', 'plan.noGap: expected quality-gap'],
    ['{ cost: [1, 2] }', 'plan.cost: expected'],
    ['{ by: { gauge-records: 0 } }', 'plan.by.gauge-records: expected 0, got'],
    ['{ by: { dnc: 60 } }', 'plan.by.dnc: expected 60, got'],
    ['{ target: 4 }', 'plan.target: expected 4, got'],
  ])('a case fails if the plan does not meet the expectation %s', async (plan, said) => {
    const run = await expecting(plan, 'test');
    expect(run.code).toBe(1);
    expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain(said);
  });

  test('a case may state a budget and a level to plan for', async () => {
    expect(await expecting('{ cost: [0, 50000] }', 'test', '    budget: 50000\n')).toMatchObject({ code: 0 });
    expect(await expecting('{ cost: [0, 50000] }', 'test', '    target: 3\n')).toMatchObject({ code: 1 });
  });

  test.each([
    ['{ must: [[gauge-record]] }', 'there is no measure "gauge-record"', 'gauge-records'],
    ['{ mustNot: [gauges-record] }', 'there is no measure "gauges-record"', 'gauge-records'],
    ['{ first: [nothing] }', 'there is no measure "nothing"', ''],
    ['{ closes: [quality-gab] }', 'quality-gab', 'quality-gap'],
    ['{ by: { qualty-gap: 3 } }', 'qualty-gap', 'quality-gap'],
  ])('a misspelled id in the expectation %s is reported with a suggestion', async (plan, said, near) => {
    const run = await expecting(plan, 'validate');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(said);
    expect(run.stdout).toContain(near);
  });
});
