import { burdenOf, byDispensability, isLighter, type Preference } from './burden.ts';
import type { CompiledMeasure } from './measures.ts';

/** Measures in the order to take them, each after what it needs. */
export type Sequence = readonly CompiledMeasure[];

/** Whether measures, all done, surely reach what is aimed at. */
export type Goal = (measures: Sequence) => boolean;

/**
 * The measures to recommend, of all candidates, which together must reach the goal. None of them can be spared: without
 * any one, and what builds on it, the goal is missed. They are chosen to ask little of the enterprise, but not proven
 * to ask the least.
 */
export function selectMeasures(all: Sequence, reaches: Goal, prefers: Preference): Sequence {
  const byTurn = byDispensability(prefers);
  // What even all the others cannot make up for is never worth trying to do without.
  const optional = new Set(all.filter(({ id }) => reaches(leaveOut(all, id))));
  const search: Search = {
    all,
    reaches,
    inTurn: (measures) => measures.filter((measure) => optional.has(measure)).sort(byTurn),
    improves: (better, than) => isLighter(burdenOf(better, prefers), burdenOf(than, prefers)),
  };
  const chosen = exchangeMeasures(ruleOutMeasures(search), search);
  return spareUntilNone(chosen, { ...search, inTurn: (measures) => [...measures].sort(byTurn) });
}

interface Search {
  readonly all: Sequence;
  readonly reaches: Goal;
  /** What there may be other ways for, the most dispensable first. */
  readonly inTurn: (measures: Sequence) => Sequence;
  /** Whether measures ask less than others. */
  readonly improves: (better: Sequence, than: Sequence) => boolean;
}

/** Does without one measure after another, as long as the goal is reached. */
function spareMeasures(measures: Sequence, { inTurn, reaches }: Search): Sequence {
  let kept = measures;
  for (const { id } of inTurn(measures)) {
    const rest = leaveOut(kept, id);
    if (rest.length < kept.length && reaches(rest)) kept = rest;
  }
  return kept;
}

/** Once is enough unless less can reach more, as where a measure opens a question that nobody has answered. */
function spareUntilNone(measures: Sequence, search: Search): Sequence {
  const kept = spareMeasures(measures, search);
  return kept.length === measures.length ? kept : spareUntilNone(kept, search);
}

/** Rules measures out for good where a choice from all others asks less. */
function ruleOutMeasures(search: Search): Sequence {
  let pool = search.all;
  return improveInTurn(spareMeasures(pool, search), search, (best, id) => {
    const rest = leaveOut(pool, id);
    if (!search.reaches(rest)) return [];
    const choice = spareMeasures(rest, search);
    if (search.improves(choice, best)) pool = rest;
    return [choice];
  });
}

/** Exchanges a measure, and what builds on it, for another, and what that needs, where that asks less. */
function exchangeMeasures(start: Sequence, search: Search): Sequence {
  const { all, reaches, improves } = search;
  const withNeeds = new Map(all.map((measure) => [measure, takeIn(all, [], measure.id)]));
  return improveInTurn(start, search, (best, id) => {
    const rest = leaveOut(best, id);
    const others = all.filter((other) => !best.includes(other) && improves(withNeeds.get(other) ?? [], best));
    return others
      .map((other) => takeIn(all, rest, other.id))
      .filter((exchanged) => exchanged.every((measure) => measure.id !== id) && reaches(exchanged))
      .map((exchanged) => spareMeasures(exchanged, search));
  });
}

/** Comes by every measure of the best choice so far once, and takes the choice that asks least of those it leads to. */
function improveInTurn(
  start: Sequence,
  search: Search,
  choicesAt: (best: Sequence, id: string) => Sequence[],
): Sequence {
  let best = start;
  const tried = new Set<string>();
  const next = (): CompiledMeasure | undefined => search.inTurn(best).find(({ id }) => !tried.has(id));
  for (let measure = next(); measure; measure = next()) {
    tried.add(measure.id);
    for (const choice of choicesAt(best, measure.id)) if (search.improves(choice, best)) best = choice;
  }
  return best;
}

/** The measures without one and all that builds on it. */
function leaveOut(measures: Sequence, id: string): Sequence {
  const gone = new Set([id]);
  return measures.filter((measure) => {
    if (measure.needs.some((need) => gone.has(need))) gone.add(measure.id);
    return !gone.has(measure.id);
  });
}

/** The measures with one more and all that it needs. */
function takeIn(all: Sequence, measures: Sequence, id: string): Sequence {
  const wanted = new Set([...measures.map((measure) => measure.id), id]);
  for (const measure of [...all].reverse()) {
    if (wanted.has(measure.id)) for (const need of measure.needs) wanted.add(need);
  }
  return all.filter((measure) => wanted.has(measure.id));
}
