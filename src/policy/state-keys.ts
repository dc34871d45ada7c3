// Keys for answers that come to the same, for what is worked out once for many enterprises.
import {
  type AnswerEntry,
  type AnswerSet,
  type Condition,
  conditionDependencies,
  dependenciesOf,
  entryOf,
  inputDependencies,
  type Plan,
} from '../scoring/index.ts';
import { inputsBehindCosts } from './enterprise-costs.ts';
import type { CompiledPolicy } from './policy.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * Makes a key for the state of a sheet: all that its level, the measures and the tracks read of it, as text. Sheets of the
 * same state have the same roadmaps.
 */
export function createStateKeys({
  plan,
  measures,
  policy,
}: Pick<RecommendInput, 'plan' | 'measures'> & { readonly policy: Pick<CompiledPolicy, 'tracks'> }): (
  sheet: AnswerSet,
) => string {
  const whens = [...measures, ...policy.tracks].flatMap(({ when }): Condition[] => (when ? [when] : []));
  const read = [
    ...(plan.level === null ? [] : [plan.level]),
    ...whens.flatMap(conditionDependencies),
    ...measures.flatMap(({ effects }) => effects.map(({ node }) => node)),
  ];
  const names = [...new Set([...inputsBehind(plan, read), ...inputsBehindCosts(measures)])];
  const stateOf = ({ state, value, ...rest }: AnswerEntry): unknown => [
    state,
    value,
    'least' in rest ? rest.least : undefined,
  ];
  return (sheet) => exactText(names.map((name) => stateOf(entryOf(sheet, name))));
}

/**
 * Makes a key for all of a sheet that a recommendation follows from, as text. Where nothing is on record and no results of
 * other packs count, sheets with the same key have the same recommendation.
 */
export function createAdviceKeys({
  measures,
  priorities = [],
  policy,
}: Pick<RecommendInput, 'measures' | 'priorities' | 'policy'>): (sheet: AnswerSet) => string {
  const { amounts, tracks, instruments, groups, ceilings } = policy;
  const read = [
    ...amounts.nodes.flatMap(dependenciesOf),
    // The rules of costs have positions of a plan of their own.
    ...nodesNamedIn([measures.map(({ costRule, ...rest }) => rest), priorities, tracks, instruments, groups, ceilings]),
  ];
  const names = [...new Set([...inputsBehind(amounts, read), ...inputsBehindCosts(measures)])];
  return (sheet) => exactText(names.map((name) => entryOf(sheet, name)));
}

/** The positions that anything compiled names. */
function nodesNamedIn(compiled: object): number[] {
  return Object.entries(compiled).flatMap(([key, part]) => {
    if (typeof part === 'object' && part !== null) return nodesNamedIn(part);
    return key === 'node' && typeof part === 'number' ? [part] : [];
  });
}

/** The names of the inputs that nodes read, near or far, in the order of the plan. */
function inputsBehind(plan: Plan, nodes: readonly number[]): string[] {
  const behind = inputDependencies(plan);
  const inputs = new Set(nodes.flatMap((node) => behind[node] ?? []));
  return [...inputs].sort((a, b) => a - b).flatMap((at) => nameOf(plan, at));
}

function nameOf({ nodes }: Plan, at: number): string[] {
  const node = nodes[at];
  return node?.op === 'input' ? [node.name] : [];
}

/** The numbers of a sheet are fractions of bigints, which JSON does not take. */
function exactText(answers: unknown): string {
  return JSON.stringify(answers, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
