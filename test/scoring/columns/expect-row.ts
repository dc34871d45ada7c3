import { expect } from 'vitest';
import type { Result } from '../../../src/model/generated/types.ts';
import type { AnswerSet } from '../../../src/scoring/answer-set.ts';
import type { Kernel, KernelResult, ScoreColumn } from '../../../src/scoring/columns/kernel.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { assess } from '../../../src/scoring/score-result.ts';

const STAMP = { id: 'sketch', version: '1', hash: '0' } as Result['pack'];

/** What one row of an outcome says, in the words of a result. */
export function rowOf(plan: Plan, kernel: Kernel, outcome: KernelResult, row: number): object {
  const refused = outcome.refused.get(row);
  if (refused) return { refused };
  const scores = Object.fromEntries(
    plan.scores.map(({ name }, k) => [name, scoreOf(outcome.scores[k] as ScoreColumn, row)]),
  );
  const warnings = kernel.warnings.flatMap(({ code, input }, k) => {
    const bit = ((outcome.warnings[k >> 5] as Uint32Array)[row] as number) & (2 ** (k & 31));
    return bit === 0 ? [] : [`${code} ${input === null ? '' : plan.inputs[input]?.name}`];
  });
  const facts = Object.fromEntries(
    kernel.facts.map((at) => {
      const code = outcome.facts.get(at)?.[row] ?? 0;
      const { value, name } = plan.inputs[at] as Plan['inputs'][number];
      const values = value.kind === 'choice' ? value.options : [false, true];
      return [name, code < 3 ? undefined : values[code - 3]];
    }),
  );
  return { scores, warnings, facts, ...(plan.level === null ? {} : { coverage: outcome.coverage[row] }) };
}

function scoreOf({ state, value, lowest, highest }: ScoreColumn, row: number): object {
  const plain = (number: number | undefined): number | null =>
    number === undefined || Number.isNaN(number) ? null : number;
  if (state[row] === 2) return { lowest: plain(lowest[row]), highest: plain(highest[row]) };
  return { value: plain(value[row]) };
}

/** The same from the evaluator. */
export function expectedRow(plan: Plan, kernel: Kernel, sheet: AnswerSet): object {
  const { result, evaluation } = assess(plan, sheet, STAMP, 'test');
  if (evaluation.refused.length > 0) return { refused: evaluation.refused };
  const scores = Object.fromEntries(
    plan.scores.map(({ name, node }) => {
      const score = node === plan.level ? result.level : result.scores[name];
      if (!score) throw new Error(name);
      const { value, lowest, highest } = score;
      return [name, value === undefined ? { lowest, highest } : { value }];
    }),
  );
  const warnings = result.warnings.map((warning) => `${warning.code} ${'name' in warning ? warning.name : ''}`);
  const facts = Object.fromEntries(
    kernel.facts.map((at) => {
      const { name } = plan.inputs[at] as Plan['inputs'][number];
      return [name, result.facts[name]];
    }),
  );
  const level = plan.scores.find(({ node }) => node === plan.level);
  const relevant = (level?.questions ?? []).filter((question) => evaluation.asked[question] !== 'fails');
  const settled = relevant.filter((question) =>
    ['answered', 'notApplicable'].includes(evaluation.states[question] ?? ''),
  );
  const coverage = relevant.length === 0 ? 1 : settled.length / relevant.length;
  return { scores, warnings, facts, ...(plan.level === null ? {} : { coverage }) };
}

export function expectRow(plan: Plan, kernel: Kernel, outcome: KernelResult, row: number, sheet: AnswerSet): void {
  expect(rowOf(plan, kernel, outcome, row)).toEqual(expectedRow(plan, kernel, sheet));
}
