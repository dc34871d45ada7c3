import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssessmentReport } from '../../../src/report/assessment.ts';
import type { PolicyReport } from '../../../src/report/policy/report.ts';
import { renderPolicyMarkdown } from '../../../src/report/policy-markdown.ts';
import { runs } from '../../runs.ts';
import { reportOn } from '../assessed.ts';
import { speak } from '../speech.ts';

const QUESTIONS = ['plan', 'lead', 'skills', 'finance', 'orders', 'material', 'planning', 'quality', 'market', 'ai'];
const REST = ['collaboration', 'shopFloor', 'equipment', 'service', 'partners', 'records', 'analysis', 'network'];

/** Answers of an enterprise to the quick scan: many of them are the same for many. */
const answers = fc
  .record({
    employees: fc.constantFrom(12, 120, 1200),
    district: fc.constantFrom('成华区', '武侯区', undefined),
    level: fc.nat(3),
    given: fc.array(fc.constantFrom(0, 1, 2, 3, undefined), {
      minLength: QUESTIONS.length,
      maxLength: QUESTIONS.length,
    }),
  })
  .map(({ employees, district, level, given }) =>
    [
      'facts:',
      '  uscc: 91510100000000000E',
      '  name: 示例企业',
      `  employees: ${employees}`,
      '  revenue: 2000',
      ...(district === undefined ? [] : [`  district: ${district}`]),
      'answers:',
      ...REST.map((name) => `  ${name}: ${level}`),
      ...QUESTIONS.flatMap((name, i) => (given[i] === undefined ? [] : [`  ${name}: ${given[i]}`])),
    ].join('\n'),
  );

/** A report that shares nothing with any other, so that nothing of it is remembered. */
const alone = (report: AssessmentReport): PolicyReport =>
  ({ ...report, plan: { ...report.plan }, recommendation: structuredClone(report.recommendation) }) as PolicyReport;

test('policies of many enterprises say what each would say by itself', async () => {
  const common = { pack: 'quick-scan', policy: 'chengdu', asOf: '2026-01-31' } as const;
  const first = await reportOn({ ...common, answers: fc.sample(answers, { numRuns: 1, seed: 1 })[0] ?? '' });
  const { plan, questionnaire, rubric, measures, policies } = first;
  let told = 0;
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      const report = await reportOn({ ...common, answers: given });
      // Many enterprises of one run have the same plan and documents.
      const among = { ...report, plan, questionnaire, rubric, measures, policies } as PolicyReport;
      for (const language of ['en', 'zh'] as const) {
        expect(renderPolicyMarkdown(among, speak(language))).toBe(renderPolicyMarkdown(alone(report), speak(language)));
        told++;
      }
    }),
    runs(40),
  );
  expect(told).toBeGreaterThan(70);
});
