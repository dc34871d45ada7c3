import type { PackStamp } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import type { LoadedPack } from '../../pack/load.ts';
import type { LoadedPolicy } from '../../pack/policy.ts';
import { factsOf } from '../../policy/facts.ts';
import { type CompiledMeasures, compileMeasures } from '../../policy/measures.ts';
import { type CompiledPolicy, compilePolicy } from '../../policy/policy.ts';
import { compilePlan } from '../../scoring/compile.ts';
import type { Plan } from '../../scoring/plan.ts';

/** A pack and a policy ready to be worked with. */
export interface Settled {
  readonly pack: LoadedPack;
  readonly stamp: PackStamp;
  readonly plan: Plan;
  readonly measures: CompiledMeasures['measures'];
  /** The chosen policy, then those it includes; empty without a policy. */
  readonly policies: readonly LoadedPolicy[];
  readonly policy: Omit<CompiledPolicy, 'problems'>;
  readonly problems: readonly Problem[];
}

/** Settles the names and types of a pack together with a policy; what is wrong with them stands in `problems`. */
export function settlePack(pack: LoadedPack, policies: readonly LoadedPolicy[]): Settled {
  const compiled = compilePlan({
    questionnaire: pack.questionnaire,
    rubric: pack.rubric,
    facts: factsOf(policies, pack.id),
  });
  const measures = compileMeasures(pack.measures, compiled);
  const policy = compilePolicy(policies, compiled);
  return {
    pack,
    stamp: stampOf(pack),
    plan: compiled.plan,
    measures: measures.measures,
    policies,
    policy,
    problems: [...compiled.problems, ...measures.problems, ...policy.problems],
  };
}

/** Which content a result or recommendation comes from. */
export function stampOf({ id, version, hash }: PackStamp): PackStamp {
  return { id, version, hash };
}
