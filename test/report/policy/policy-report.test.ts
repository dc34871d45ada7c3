import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import type { PolicyReport } from '../../../src/report/text/assessment-report.ts';
import { runs } from '../../property-runs.ts';
import { bundled, speak } from '../report-samples.ts';

const whole = await bundled('miit-sme-2024.yaml', 'chengdu');
const { recommendation, result } = whole;
const NAMES = Object.keys(result.facts);

/** What two enterprises of one pack and policy can differ in, all of it read somewhere in a policy. */
const different = fc.record({
  measures: fc.subarray(recommendation.measures),
  instruments: fc.subarray(recommendation.instruments),
  own: fc.subarray(recommendation.instruments, { maxLength: 2 }),
  facts: fc.subarray(NAMES),
  levelAfter: fc.constantFrom(1, 2, 3, null),
  reached: fc.boolean(),
  clarify: fc.subarray(['employees', 'revenue']),
  cost: fc.boolean(),
  costFrom: fc.subarray(['employees', 'revenue', 'level', 'Q1']),
});

type Different = typeof different extends fc.Arbitrary<infer T> ? T : never;

function reportOf({ measures, costFrom, ...different }: Different): PolicyReport {
  const { instruments, own, facts, levelAfter, reached, clarify, cost } = different;
  const { cost: total, ...rest } = recommendation;
  const others = own.filter(({ id }) => !instruments.some((judged) => judged.id === id));
  return {
    ...whole,
    result: { ...result, facts: Object.fromEntries(facts.map((name) => [name, result.facts[name]])) as never },
    recommendation: {
      ...rest,
      ...(cost && total ? { cost: total } : {}),
      measures: costFrom.length === 0 ? measures : measures.map((one) => ({ ...one, costFrom })),
      clarify,
      instruments: [...instruments, ...structuredClone(others)],
      target: { ...recommendation.target, levelAfter, reached },
    },
  };
}

/** The same report where nothing of it is known yet, for the words of a plan are kept by the plan. */
function alone(report: PolicyReport): PolicyReport {
  const { result, recommendation } = report;
  return { ...report, plan: { ...report.plan }, ...structuredClone({ result, recommendation }) };
}

test('the plan of an enterprise has the same text whether it is planned alone or among others', () => {
  fc.assert(
    fc.property(fc.array(different, { minLength: 2, maxLength: 3 }), (all) => {
      for (const report of all.map(reportOf)) {
        const [shared, own] = [report, alone(report)].map((one) => renderPolicyMarkdown(one, speak('en')));
        expect(shared).toBe(own);
      }
    }),
    runs(60),
  );
});
