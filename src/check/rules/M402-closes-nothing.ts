import { nodesOf } from '../../condition/condition.ts';
import type { CompiledMeasure } from '../../policy/measures.ts';
import { makesDifference, shortOf } from '../effects.ts';
import { placedMeasures } from '../places-of-policy.ts';
import { reachFrom } from '../reach.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers, type Verdict } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { measuresOf, questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }
      - { id: cloud, type: boolean }`);

const rubricWithCloud = (points: string): string =>
  rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 }, cloud: ${points} }\nscores: { tools: sum }`);

export const closesNothing: Rule = {
  code: 'M402',
  title: 'A measure that closes nothing',
  why: 'Either its condition lets only those in who have all it leads to, or what it leads to counts nowhere. It costs money on paper and is never worth it.',
  fix: 'Let `when` name the answers that are still missing, and `achieves` answers that a score, a level or an instrument reads.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricWithCloud('{ false: 1, true: 1 }'),
    'measures.yaml': measuresOf(`  #! M402 finish-erp
  - { id: finish-erp, title: Finish the ERP, when: { erp: { const: full } }, achieves: { erp: full } }
  #! M402 to-the-cloud
  - { id: to-the-cloud, title: Move to the cloud, achieves: { cloud: true } }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricWithCloud('{ false: 0, true: 1 }'),
    'measures.yaml':
      measuresOf(`  - { id: finish-erp, title: Finish the ERP, when: { erp: { const: partial } }, achieves: { erp: full } }
  - { id: to-the-cloud, title: Move to the cloud, achieves: { cloud: true } }`),
  },
  check(subject) {
    const { plan, catalogue, policy } = subject;
    const { instruments, tracks } = policy;
    const conditions = [...instruments.flatMap(({ when, after }) => [when, after]), ...tracks.map(({ when }) => when)];
    const reached = reachFrom(plan, [
      ...plan.scores.map(({ node }) => node),
      ...conditions.flatMap((condition) => (condition ? nodesOf(condition) : [])),
    ]);
    const wanted = new Set(catalogue.flatMap(({ needs }) => needs));
    return placedMeasures(subject).flatMap(({ measure, file, at }) => {
      const { id } = measure;
      const problem = (reason: string) => ({
        code: 'M402' as const,
        file,
        at: [...at, 'id'],
        details: { found: id, wanted: reason },
      });
      // What others build on is worth doing for their sake.
      if (!wanted.has(id) && !readsAny(conditions, measure) && !makesDifference(measure, plan, reached)) {
        return [problem('nothing counts what it leads to')];
      }
      return judge(findGap(measure, subject), {
        problem: problem('whoever it applies to has all it leads to'),
        open: `the measure "${id}" raises any answer`,
      });
    });
  },
};

/** Whether a condition of the policy asks about an answer that the measure raises. */
function readsAny(conditions: readonly (CompiledMeasure['when'] | null)[], { effects }: CompiledMeasure): boolean {
  return conditions.some((one) => one && nodesOf(one).some((at) => effects.some(({ node }) => node === at)));
}

/** Answers for which the measure applies and raises one of them. */
function findGap({ when, effects }: CompiledMeasure, { plan }: Subject): Verdict {
  // That it never applies is another finding.
  const applies = when ? [when] : [];
  if (when && findAnswers(plan, holding(applies, undefined, 'worst')).verdict !== 'found')
    return { verdict: 'found', answers: new Map() };
  const verdicts = effects.map((effect) =>
    findAnswers(plan, holding([...applies, shortOf(effect, plan)], undefined, 'worst')),
  );
  return (
    verdicts.find(({ verdict }) => verdict === 'found') ??
    verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'none' }
  );
}
