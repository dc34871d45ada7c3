// Keys that are equal for answers with the same consequences, so that results need to be computed only once for many
// enterprises.
import {
  type AnswerEntry,
  type AnswerSet,
  type Condition,
  dependenciesOf,
  entryOf,
  inputDependencies,
  listConditionDependencies,
  type Plan,
} from '../scoring/index.ts';
import { type CompiledCaution, rulesOf } from './cautions.ts';
import { costRulesOf, nodesOf } from './cost-rule.ts';
import type { CompiledMeasure } from './measures.ts';
import type { CompiledPolicy } from './policy.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * Creates a function that returns, as text, the answers on which the level, the measures and the tracks depend.
 * Enterprises with equal texts have equal roadmaps.
 */
export function createStateKeys({
  plan,
  measures,
  policy,
}: Pick<RecommendInput, 'plan' | 'measures'> & { readonly policy: Pick<CompiledPolicy, 'tracks'> }): (
  sheet: AnswerSet,
) => string {
  const startConditions = [...measures, ...policy.tracks].flatMap(({ when }): Condition[] => (when ? [when] : []));
  const nodesRead = [
    ...(plan.level === null ? [] : [plan.level]),
    ...startConditions.flatMap(listConditionDependencies),
    ...measures.flatMap(({ standIns }) => standIns.flatMap(({ when }) => listConditionDependencies(when))),
    ...measures.flatMap(({ effects }) => effects.map(({ node }) => node)),
  ];
  const names = [...new Set([...findInputsBehind(plan, nodesRead), ...findInputsBehindRules(measures)])];
  const stateOf = ({ state, value, ...rest }: AnswerEntry): unknown => [
    state,
    value,
    'least' in rest ? rest.least : undefined,
  ];
  return (sheet) => exactText(names.map((name) => stateOf(entryOf(sheet, name))));
}

/**
 * Creates a function that returns, as text, the answers on which a recommendation depends. Enterprises with equal texts
 * have equal recommendations, provided that nothing is on record and no results under other packs count.
 */
export function createAdviceKeys({
  measures,
  priorities = [],
  cautions = [],
  policy,
}: Pick<RecommendInput, 'measures' | 'priorities' | 'cautions' | 'policy'>): (sheet: AnswerSet) => string {
  const { amounts, tracks, instruments, groups, ceilings } = policy;
  const nodesRead = [
    ...amounts.nodes.flatMap(dependenciesOf),
    // The positions in the rules of costs and days belong to other plans, so these rules are handled below.
    ...findNamedNodes([
      measures.map(({ costRule, runningRule, daysRule, ...rest }) => rest),
      priorities,
      tracks,
      instruments,
      groups,
      ceilings,
    ]),
  ];
  const names = [...new Set([...findInputsBehind(amounts, nodesRead), ...findInputsBehindRules(measures, cautions)])];
  return (sheet) => exactText(names.map((name) => entryOf(sheet, name)));
}

/** Returns all plan positions that occur in compiled objects: the numbers under a key `node`. */
function findNamedNodes(compiled: object): number[] {
  return Object.entries(compiled).flatMap(([key, part]) => {
    if (typeof part === 'object' && part !== null) return findNamedNodes(part);
    return key === 'node' && typeof part === 'number' ? [part] : [];
  });
}

/** Returns the names of the inputs on which costs and cautions depend; their rules have plans of their own. */
function findInputsBehindRules(
  measures: readonly CompiledMeasure[],
  cautions: readonly CompiledCaution[] = [],
): string[] {
  return [
    ...measures.flatMap(costRulesOf).flatMap(({ rule }) => findInputsBehind(rule.plan, nodesOf(rule))),
    ...measures.flatMap(({ daysRule }) => (daysRule ? findInputsBehind(daysRule.plan, daysRule.packNodes) : [])),
    ...cautions.flatMap((caution) => findInputsBehind(caution.plan, rulesOf(caution))),
  ];
}

/** Returns the names of the inputs that nodes depend on, directly or indirectly, in the plan's order. */
function findInputsBehind(plan: Plan, nodes: readonly number[]): string[] {
  const dependencies = inputDependencies(plan);
  const inputs = new Set(nodes.flatMap((node) => dependencies[node] ?? []));
  return [...inputs].sort((a, b) => a - b).flatMap((input) => nameOf(plan, input));
}

function nameOf({ nodes }: Plan, position: number): string[] {
  const node = nodes[position];
  return node?.op === 'input' ? [node.name] : [];
}

/** Formats answers as JSON; numbers in them are fractions of bigints, which plain JSON cannot represent. */
function exactText(answers: unknown): string {
  return JSON.stringify(answers, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
