import { type ConditionSource, compileCondition } from '../../condition/compile.ts';
import type { Condition } from '../../condition/condition.ts';
import { didYouMean } from '../../model/closest.ts';
import type { Stage, Stages } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import type { Roster } from '../roster.ts';
import type { Variable } from './variable.ts';
import { variablesOf } from './variables.ts';

/** A stage ready to be counted. */
export interface CompiledStage {
  readonly stage: Stage;
  readonly condition: Condition;
  /** What the condition reads, by its nodes. */
  readonly variables: readonly Variable[];
  /** The same by name: facts, and what is known of assessments and records. */
  readonly reads: readonly string[];
}

/** Stages with their names settled, and what is wrong with them. */
export interface CompiledStages {
  readonly stages: readonly CompiledStage[];
  readonly problems: readonly Problem[];
}

/** Settles the names and types of stages against what the roster knows. */
export function compileStages({ stages }: Stages, file: string, roster: Roster): CompiledStages {
  const problems: Problem[] = [];
  const known = variablesOf(roster);
  const ids = new Set<string>();
  const compiled = stages.map((stage, at): CompiledStage => {
    if (ids.has(stage.id.toLowerCase())) {
      problems.push({ code: 'M201', file, at: ['stages', at, 'id'], details: { found: stage.id } });
    }
    ids.add(stage.id.toLowerCase());
    const places = new Map<string, number>();
    const variables: Variable[] = [];
    const condition = compileCondition(stage.when as ConditionSource, ['stages', at, 'when'], {
      resolve(name, path) {
        const place = places.get(name);
        if (place !== undefined) return { node: place, type: (variables[place] as Variable).type };
        const found = known.find(name);
        if (found) {
          places.set(name, variables.length);
          return { node: variables.push(found) - 1, type: found.type };
        }
        const near = didYouMean(name, known.names);
        const details = {
          found: name,
          wanted: 'fact or name of stages',
          ...(near !== undefined && { allowed: [near] }),
        };
        problems.push({ code: 'M203', file, at: path, on: 'key', details });
        return undefined;
      },
      report(code, path, details, on = 'value') {
        problems.push({ code, file, at: path, on, details });
      },
    });
    return { stage, condition, variables, reads: [...places.keys()] };
  });
  return { stages: compiled, problems };
}
