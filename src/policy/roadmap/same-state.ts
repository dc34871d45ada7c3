import { type Condition, nodesOf } from '../../condition/condition.ts';
import type { Plan } from '../../scoring/plan.ts';
import { inputsBehind } from '../../scoring/reads.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { CompiledPolicy } from '../policy.ts';

/** What levels and measures are planned by. */
interface Planned {
  readonly plan: Plan;
  readonly measures: readonly CompiledMeasure[];
  readonly policy: Pick<CompiledPolicy, 'tracks'>;
}

/**
 * Makes what tells a sheet's state: all that its level, the measures and the tracks read of it, as text. Sheets of the same
 * state have the same roadmaps.
 */
export function createStates({ plan, measures, policy }: Planned): (sheet: Sheet) => string {
  const whens = [...measures, ...policy.tracks].flatMap(({ when }): Condition[] => (when ? [when] : []));
  const read = [
    ...(plan.level === null ? [] : [plan.level]),
    ...whens.flatMap(nodesOf),
    ...measures.flatMap(({ effects }) => effects.map(({ node }) => node)),
  ];
  const behind = inputsBehind(plan);
  const inputs = new Set(read.flatMap((node) => behind[node] ?? []));
  const names = [...inputs].sort((a, b) => a - b).flatMap((at) => nameOf(plan, at));
  const stateOf = (sheet: Sheet, name: string): unknown => {
    const { state, value, ...rest } = entryOf(sheet, name);
    return [state, value, 'least' in rest ? rest.least : undefined];
  };
  return (sheet) =>
    JSON.stringify(
      names.map((name) => stateOf(sheet, name)),
      exactly,
    );
}

function nameOf({ nodes }: Plan, at: number): string[] {
  const node = nodes[at];
  return node?.op === 'input' ? [node.name] : [];
}

/** Numbers of a sheet are fractions of whole numbers. */
function exactly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
