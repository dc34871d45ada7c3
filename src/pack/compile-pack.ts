import type { Subject } from '../check/index.ts';
import type { PackStamp, Problem } from '../model/index.ts';
import {
  type CompiledMeasures,
  type CompiledPolicy,
  compileMeasures,
  compilePolicy,
  policyFacts,
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
  /** The chosen policy, then those it includes; empty without a policy. */
  readonly policies: readonly LoadedPolicy[];
  readonly policy: Omit<CompiledPolicy, 'problems'>;
  readonly problems: readonly Problem[];
}

/** Resolves the names and types of a pack together with a policy; `problems` lists what is wrong with them. */
export function compilePack(pack: LoadedPack, policies: readonly LoadedPolicy[]): CompiledPack {
  const compiled = compilePlan({
    questionnaire: pack.questionnaire,
    rubric: pack.rubric,
    facts: policyFacts(policies, pack.id),
  });
  // Compiled before the measures, so that rules of their costs are not among the nodes that amounts are calculated
  // with.
  const policy = compilePolicy(policies, compiled);
  const measures = compileMeasures(pack.measures, compiled);
  return {
    pack,
    stamp: stampOf(pack),
    plan: compiled.plan,
    measures: measures.measures,
    priorities: measures.priorities,
    cautions: measures.cautions,
    policies,
    policy,
    problems: [...compiled.problems, ...measures.problems, ...policy.problems],
  };
}

/** Returns which content a result or recommendation is based on. */
export function stampOf({ id, version, hash }: PackStamp): PackStamp {
  return { id, version, hash };
}

/** Returns a compiled pack as rules read it. */
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
