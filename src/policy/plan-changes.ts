// What is different from an earlier plan, and why.
import type { JudgedPriority, PlanChange } from '../model/index.ts';
import { decidedMeasures } from './follow-up-records.ts';
import type { MeasureChoice } from './measure-choice.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * What was added to an earlier plan and what was dropped from it, each with the first reason that holds. `isMissed` tells
 * whether the level would lack something without a measure.
 */
export function describeChanges(
  { earlier = [], measures, record }: RecommendInput,
  { chosen, candidates, there, blocked }: MeasureChoice,
  priorities: readonly JudgedPriority[],
  isMissed: (id: string) => boolean,
): PlanChange[] {
  if (earlier.length === 0) return [];
  const [required, excluded] = [decidedMeasures(record, 'required'), decidedMeasures(record, 'excluded')];
  const has = (some: readonly { readonly id: string }[], id: string): boolean => some.some((one) => one.id === id);
  const closing = new Set(priorities.flatMap(({ state, by = [] }) => (state === 'closed' ? by : [])));

  function whyAdded(id: string): PlanChange['why'] {
    if (required.has(id)) return 'required';
    if (closing.has(id)) return 'priority';
    if (chosen.some(({ needs }) => needs.includes(id))) return 'needs';
    return isMissed(id) ? 'level' : 'gaps';
  }

  function whyDropped(id: string): PlanChange['why'] {
    if (record?.done.has(id)) return 'done';
    if (!has(measures, id)) return 'unknown';
    if (there.has(id)) return 'there';
    if (excluded.has(id)) return 'excluded';
    if (has(blocked, id)) return 'blocked';
    return has(candidates, id) ? 'needless' : 'unfit';
  }

  return [
    ...chosen.flatMap(({ id }): PlanChange[] =>
      earlier.includes(id) ? [] : [{ id, change: 'added', why: whyAdded(id) }],
    ),
    ...earlier.flatMap((id): PlanChange[] => (has(chosen, id) ? [] : [{ id, change: 'dropped', why: whyDropped(id) }])),
  ];
}
