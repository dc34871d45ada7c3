// What required measures keep out of a plan.
import type { Displaced } from '../model/index.ts';
import { type ActiveRecords, listDecidedMeasures } from './follow-up-records.ts';
import { gapsByUrgency } from './gap-demands.ts';
import { computeRelief, listMeasuresAgainst } from './gap-relief.ts';
import type { MeasureChoice } from './measure-choice.ts';
import { findRivals } from './needed-measures.ts';
import type { SearchBasis } from './optimise/level-optimiser.ts';

/** Returns the records without the decisions that require measures; undefined if no measure is required. */
export function withoutRequirements(record: ActiveRecords | undefined): ActiveRecords | undefined {
  if (!record || listDecidedMeasures(record, 'required').size === 0) return undefined;
  return { ...record, decisions: new Map([...record.decisions].filter(([, { state }]) => state !== 'required')) };
}

/**
 * Describes about which gaps a plan does less than the plan without required measures would, the most urgent first;
 * undefined if there are none.
 */
export function describeDisplaced(
  basis: SearchBasis,
  choice: MeasureChoice,
  without: { readonly basis: SearchBasis; readonly choice: MeasureChoice },
): Displaced | undefined {
  const { chosen } = choice;
  const requiredIds = listDecidedMeasures(basis.record, 'required');
  const isNew = ({ id }: { readonly id: string }): boolean => !without.choice.chosen.some((one) => one.id === id);
  const by = chosen.filter((one) => requiredIds.has(one.id) && isNew(one));
  if (by.length === 0) return undefined;
  const isLimited = Boolean(basis.budget) || choice.limited !== undefined;
  const gapById = new Map(gapsByUrgency(basis).map((gap) => [gap.id, gap]));
  const gaps = gapsByUrgency(without.basis).flatMap((gap): Displaced['gaps'] => {
    const same = gapById.get(gap.id);
    const relief = computeRelief(gap, without.choice.chosen);
    if (!same || computeRelief(same, chosen) >= relief) return [];
    const { closers, easing } = listMeasuresAgainst(gap, without.choice.chosen);
    const lostIds = (relief === 2 ? closers : easing).filter((id) => !chosen.some((one) => one.id === id));
    const rivals = choice.candidates
      .filter(({ id }) => lostIds.includes(id))
      .flatMap((measure) => findRivals(measure, choice));
    const why = rivals.some(({ id }) => requiredIds.has(id)) ? 'rival' : isLimited ? 'money' : 'rest';
    return lostIds.length > 0 ? [{ id: gap.id, measures: lostIds, why }] : [];
  });
  return gaps.length > 0 ? { by: by.map(({ id }) => id), gaps } : undefined;
}
