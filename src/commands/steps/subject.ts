import type { Subject } from '../../check/rule.ts';
import type { Settled } from './settle.ts';

/** A settled pack as rules look at it. */
export function subjectOf(
  { pack, plan, measures, policies, policy }: Settled,
  given: Pick<Subject, 'asOf' | 'cases' | 'before'>,
): Subject {
  return {
    questionnaire: pack.questionnaire,
    rubric: pack.rubric,
    measures: pack.measures,
    policies,
    plan,
    catalogue: measures,
    policy,
    ...given,
  };
}
