import type { Effects, Measure, Measures } from '../model/generated/types.ts';
import type { Change, Changed } from './change.ts';
import { sides } from './inputs.ts';
import { isSame } from './parts.ts';
import { renameCondition } from './renamed-rule.ts';
import { nameNow, optionNow, type Renames } from './renames.ts';
import { listChanges } from './scores.ts';

const ASPECTS = ['when', 'achieves', 'expects', 'needs', 'cost', 'months', 'tags'] as const;

/** Measures added and removed, and what they lead to, need and cost where that is different. */
export function compareMeasures(old: Measures | null, now: Measures | null, renames: Renames): Change[] {
  const [before, after] = [old?.measures ?? [], now?.measures ?? []];
  const ids = (measures: readonly Measure[]): string[] => measures.map(({ id }) => id);
  const changed = after.flatMap((measure) => {
    const stated = before.find(({ id }) => id === measure.id);
    return stated ? compareMeasure(renameMeasure(stated, renames), measure) : [];
  });
  return [...listChanges('measure', ids(before), ids(after)), ...changed];
}

function compareMeasure(before: Measure, after: Measure): Changed[] {
  return ASPECTS.flatMap((aspect): Changed[] =>
    isSame(before[aspect], after[aspect], aspect)
      ? []
      : [{ kind: 'changed', thing: 'measure', name: after.id, aspect, ...sides(before[aspect], after[aspect]) }],
  );
}

function renameMeasure(measure: Measure, renames: Renames): Measure {
  const { when, achieves, expects } = measure;
  return {
    ...measure,
    ...(when ? { when: renameCondition(when, renames) } : {}),
    achieves: renameEffects(achieves, renames),
    ...(expects ? { expects: renameEffects(expects, renames) } : {}),
  };
}

function renameEffects(effects: Effects, renames: Renames): Effects {
  return Object.fromEntries(
    Object.entries(effects).map(([former, effect]) => {
      const name = nameNow(former, renames);
      const now = (option: string): string => optionNow(name, String(option), renames);
      return [name, typeof effect === 'object' ? { add: effect.add.map(now) } : now(effect)];
    }),
  );
}
