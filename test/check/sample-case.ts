import { type CaseRun, collectCases, runCase } from '../../src/check/case-run.ts';
import type { Recommendation, TestCase } from '../../src/model/generated/types.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { planOf } from '../scoring/pack-sketch.ts';

const yes = { id: 'yes' };
const no = { id: 'no' };

/** Two questions, a mean that is 11/3 with the best answers, and a level by gates. */
export const PLAN: Plan = planOf({
  facts: [
    { id: 'employees', type: 'integer', text: 'Employees' },
    {
      id: 'size',
      first: [{ value: 'large', when: { employees: { minimum: 250 } } }, { value: 'small' }],
    },
  ],
  questions: [
    { id: 'erp', type: 'single', text: 'ERP', options: ['none', 'parts', 'one'].map((id) => ({ id })) },
    { id: 'net', type: 'multiple', text: 'Net', options: [{ id: 'a' }, { id: 'b' }] },
    { id: 'plan', type: 'single', text: 'Plan', options: [no, yes] },
  ],
  points: { erp: { none: 0, parts: 1.5, one: 4 }, net: { each: 2 }, plan: { no: 0, yes: 3 } },
  scores: {
    total: { mean: ['erp', 'net', 'plan'] },
    band: { of: 'total', steps: { 0: 1, 3: 2 } },
    level: {
      levels: [
        { value: 1, when: { total: { minimum: 1 } } },
        { value: 2, when: { total: { minimum: 2.5 }, erp: { enum: ['one'] } } },
      ],
    },
  },
});

export const BEST = { erp: 'one', net: ['a', 'b'], plan: 'yes' };

/** Runs one case against the plan; what it recommends is given. */
export function run(testCase: Omit<TestCase, 'id'>, recommendation?: Recommendation): CaseRun {
  const whole: TestCase = { id: 'sample', ...testCase };
  const { cases } = collectCases([{ file: 'cases.yaml', document: { kind: 'cases', cases: [whole] } }]);
  const source = cases.get('sample');
  if (!source) throw new Error('no case');
  return runCase(source, cases, {
    plan: PLAN,
    pack: { id: 'sample', version: '1', hash: '0' },
    recommend: () => recommendation,
    recommendWherePolicy: true,
  });
}

export function recommendationOf(measures: readonly string[]): Recommendation {
  return {
    schemaVersion: 1,
    policy: { id: 'city', version: '1', hash: '0' },
    asOf: '2026-01-01',
    track: { truth: 'holds', id: 'quick' },
    target: { level: 2, reached: true },
    measures: measures.map((id) => ({ id, reasons: [] })),
    instruments: [{ id: 'voucher', policy: 'city', verdict: 'refused', reasons: [] }],
  };
}
