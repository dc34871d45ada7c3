// What a plan closes of what comes first, and what is different from an earlier plan, each with its reason.
import type { JudgedPriority, PlanChange } from '../model/index.ts';
import type { Evaluation } from '../scoring/index.ts';
import { decidedMeasures } from './follow-up-records.ts';
import type { MeasureChoice } from './measure-choice.ts';
import type { CompiledPriority } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import { createCloserSearch, judgeGap } from './priorities.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What became of each priority that is a gap or may be one, in the catalogue's order; of one that stays open, why. */
export function describePriorities(
  basis: RecommendInput,
  { chosen, candidates, there, blocked }: MeasureChoice,
  sure: Evaluation,
): JudgedPriority[] {
  const { priorities = [], plan, assessed, measures } = basis;
  if (priorities.length === 0) return [];
  return priorities.flatMap((priority): JudgedPriority[] => {
    const { id, when } = priority;
    const truth = judgeGap(when, assessed.evaluation);
    if (truth === 'fails') return [];
    if (truth === 'undecided')
      return [{ id, state: 'undecided', clarify: findOpenInputs([when], plan, assessed.evaluation) }];
    const by = chosen.filter(({ gaps = [] }) => gaps.includes(priority)).map((measure) => measure.id);
    if (by.length > 0 || judgeGap(when, sure) === 'fails') return [{ id, state: 'closed', by }];
    return [{ id, state: 'open', ...whyOpen(priority) }];
  });

  function whyOpen(priority: CompiledPriority): Pick<JudgedPriority, 'why' | 'by'> {
    const [first, ...others] = createCloserSearch(basis, measures)(priority).map((measure) => measure.id);
    if (first === undefined) return { why: 'none' };
    const by = [first, ...others];
    const excluded = decidedMeasures(basis.record, 'excluded');
    const offered = by.filter((one) => candidates.some((measure) => measure.id === one));
    if (offered.length > 0) return { why: 'limits', by: offered };
    const done = by.filter((one) => there.has(one));
    if (done.length > 0) return { why: 'there', by: done };
    const refused = by.filter((one) => excluded.has(one));
    if (refused.length > 0) return { why: 'excluded', by: refused };
    const unfit = by.filter((one) => !blocked.some((measure) => measure.id === one));
    return unfit.length > 0 ? { why: 'unfit', by: unfit } : { why: 'blocked', by };
  }
}

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
