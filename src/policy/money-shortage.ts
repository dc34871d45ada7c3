// Why a budget does not pay for doing something about a gap.
import { compare, type Rational, type Shortage, subtract } from '../model/index.ts';
import { listDueDates } from './due-dates.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import { formatExactMoney } from './funding/money-text.ts';
import { gapsByUrgency } from './gap-demands.ts';
import type { CompiledPriority } from './gaps.ts';
import type { MeasureChoice } from './measure-choice.ts';
import { combineCosts } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import { addNeeds, findRivals, listFeederGroups } from './needed-measures.ts';
import type { SearchBasis } from './optimise/level-optimiser.ts';

/**
 * Says why a budget pays for none of the given measures against a gap: the cheapest of them, with all that it builds on,
 * costs more than the budget, or does not fit beside other measures of the plan. Undefined if money is not the reason,
 * if there is no budget, or if a cost is not stated.
 */
export function findShortage(
  gap: CompiledPriority,
  measures: readonly CompiledMeasure[],
  basis: SearchBasis,
  choice: MeasureChoice,
): Shortage | undefined {
  const { budget, estimate = 'high' } = basis;
  const { chosen, candidates } = choice;
  if (!budget) return undefined;
  const costOf = (some: readonly CompiledMeasure[]) => combineCosts(some, estimate);
  const [cheapest] = measures
    .map((measure) => ({ measure, together: addFoundations(measure, candidates) }))
    .filter(({ together }) => together.every(({ cost }) => cost))
    .toSorted((a, b) => compare(costOf(a.together), costOf(b.together)));
  if (!cheapest) return undefined;
  const { measure, together } = cheapest;
  const rivals = new Set(together.flatMap((one) => findRivals(one, choice)));
  const others = chosen.filter(
    (one) => !together.includes(one) && !addNeeds([one], chosen).some((it) => rivals.has(it)),
  );
  const foundations = together.filter((one) => one !== measure);
  const isNew = (one: CompiledMeasure): boolean => !chosen.includes(one);
  const describe = (
    cost: Rational,
    withOthers: readonly CompiledMeasure[],
    beside?: Pick<Shortage, 'beside' | 'comesFirst'>,
  ): Shortage => ({
    measure: measure.id,
    ...(withOthers.length > 0 ? { with: idsOf(withOthers) } : {}),
    cost: formatExactMoney(cost),
    currency: measure.cost?.currency ?? '',
    ...beside,
  });
  if (compare(costOf(together), budget) > 0) return describe(costOf(together), foundations);
  const before = listBefore(gap, others, basis, choice);
  const byCost = (some: readonly CompiledMeasure[]) =>
    some.toSorted((a, b) => compare(costOf([b]), costOf([a])) || others.indexOf(a) - others.indexOf(b));
  const ordered = [...byCost(before), ...byCost(others.filter((one) => !before.includes(one)))];
  const count = ordered.findIndex((_, i) => compare(costOf([...together, ...ordered.slice(0, i + 1)]), budget) > 0) + 1;
  if (count === 0) return undefined;
  const added = subtract(costOf([...chosen, ...together.filter(isNew)]), costOf(chosen));
  return describe(added, foundations.filter(isNew), {
    beside: idsOf(ordered.slice(0, count)),
    ...(count <= before.length ? { comesFirst: true } : {}),
  });
}

function idsOf(measures: readonly CompiledMeasure[]): string[] {
  return measures.map(({ id }) => id);
}

/** Returns a measure with all that it needs and, of each group of measures whose data it uses, the first. */
function addFoundations(measure: CompiledMeasure, candidates: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  const feederGroups = listFeederGroups(candidates);
  let together = addNeeds([measure], candidates);
  for (;;) {
    const ids = new Set(together.map(({ id }) => id));
    const feeders = together.flatMap(({ id }) =>
      (feederGroups.get(id) ?? []).filter((group) => !group.some((one) => ids.has(one))).map(([first]) => first),
    );
    if (feeders.length === 0) return together;
    together = addNeeds(
      candidates.filter(({ id }) => ids.has(id) || feeders.includes(id)),
      candidates,
    );
  }
}

/**
 * Returns those measures of a plan that come before anything done about a gap: those decided or under way, those for due
 * dates, more urgent gaps and the level, and those that these need.
 */
function listBefore(
  gap: CompiledPriority,
  measures: readonly CompiledMeasure[],
  basis: SearchBasis,
  { chosen, deadlines, goal, reaches }: MeasureChoice,
): readonly CompiledMeasure[] {
  const urgent = gapsByUrgency(basis);
  const place = urgent.indexOf(gap);
  const moreUrgent = new Set(place < 0 ? urgent : urgent.slice(0, place));
  const fixed = new Set([
    ...listDecidedMeasures(basis.record, 'required'),
    ...(basis.committed ?? []),
    ...deadlines.flatMap(({ anyOf }) => anyOf),
    ...listDueDates(basis).map(({ id }) => id),
  ]);
  const isBefore = (measure: CompiledMeasure): boolean =>
    fixed.has(measure.id) ||
    [...(measure.gaps ?? []), ...(measure.narrows ?? [])].some((one) => moreUrgent.has(one)) ||
    (goal !== undefined && place > 0 && !reaches(chosen.filter((one) => !addNeeds([one], chosen).includes(measure))));
  const before = addNeeds(chosen.filter(isBefore), chosen);
  return measures.filter((measure) => before.includes(measure));
}
