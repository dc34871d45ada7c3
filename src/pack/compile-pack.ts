import type { Subject } from '../check/index.ts';
import type { PackStamp, Problem } from '../model/index.ts';
import {
  type CompiledMeasures,
  type CompiledPolicy,
  compileMeasures,
  compilePolicy,
  listPolicyFacts,
} from '../policy/index.ts';
import { compilePlan, type Plan } from '../scoring/index.ts';
import type { LoadedPack, LoadedPolicy } from './load-pack.ts';

/** A pack and a policy ready for use. */
export interface CompiledPack {
  readonly pack: LoadedPack;
  readonly stamp: PackStamp;
  readonly plan: Plan;
  readonly measures: CompiledMeasures['measures'];
  readonly priorities: CompiledMeasures['priorities'];
  readonly cautions: CompiledMeasures['cautions'];
  /** The chosen policy, followed by those it includes; empty without a policy. */
  readonly policies: readonly LoadedPolicy[];
  readonly policy: Omit<CompiledPolicy, 'problems'>;
  readonly problems: readonly Problem[];
}

/** Resolves the names and types of a pack together with a policy; `problems` lists names and types that are wrong. */
export function compilePack(pack: LoadedPack, policies: readonly LoadedPolicy[]): CompiledPack {
  const compiledPlan = compilePlan({
    questionnaire: pack.questionnaire,
    rubric: pack.rubric,
    facts: listPolicyFacts(policies, pack.id),
  });
  // Compiled before the measures, so that amounts are not calculated from nodes that only rules for costs create.
  const policy = compilePolicy(policies, compiledPlan);
  const measures = compileMeasures(pack.measures, compiledPlan, pack.questionnaire.document.currency);
  return {
    pack,
    stamp: stampOf(pack),
    plan: compiledPlan.plan,
    measures: measures.measures,
    priorities: measures.priorities,
    cautions: measures.cautions,
    policies,
    policy,
    problems: [...compiledPlan.problems, ...measures.problems, ...policy.problems],
  };
}

/** Returns id, version and hash, which identify the content that a result or recommendation is based on. */
export function stampOf({ id, version, hash }: PackStamp): PackStamp {
  return { id, version, hash };
}

/** Returns a compiled pack in the form that the rules of `validate` read. */
export function ruleSubjectOf(
  { pack, plan, measures, priorities, policies, policy }: CompiledPack,
  given: Pick<Subject, 'asOf' | 'cases' | 'before'>,
): Subject {
  return {
    questionnaire: pack.questionnaire,
    rubric: pack.rubric,
    measures: pack.measures,
    policies,
    plan,
    catalogue: measures,
    priorities,
    policy,
    ...given,
  };
}
