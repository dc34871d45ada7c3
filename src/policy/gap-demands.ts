// Which gaps a plan closes if its limits do not allow all of them: the most urgent first.
import { compare, type Rational, ZERO } from '../model/index.ts';
import { listDueDates } from './due-dates.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import { computeRelief, listMeasuresAgainst } from './gap-relief.ts';
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';
import { listFeederGroups } from './needed-measures.ts';
import {
  type BestMeasures,
  createLevelOptimisers,
  type LevelOptimiser,
  type OptimiserResult,
  type RoadmapLimits,
  type SearchBasis,
} from './optimise/level-optimiser.ts';
import { compareUrgency, shareOf } from './pain-sums.ts';
import { openPriorities } from './priorities.ts';

/** What measures are chosen from, and within which limits. */
export interface DemandTask {
  readonly basis: SearchBasis;
  readonly candidates: readonly CompiledMeasure[];
  readonly preferred: readonly string[];
  readonly limits: RoadmapLimits;
}

/** The level that a plan must reach, null if none, and whether effects count that are merely expected. */
export interface DemandedLevel {
  readonly level: Rational | null;
  readonly hopes: boolean;
}

/** The demands made on a plan so far, and how to make further ones. */
export interface DemandList {
  /**
   * Demands a level. Returns false, and demands nothing, if it cannot be reached together with all demands made so far.
   * `found` are measures that reach the level, if any are known.
   */
  readonly demandLevel: (level: DemandedLevel, found?: BestMeasures) => boolean;
  /**
   * Demands that the plan does something about the gaps with a due date and about the most urgent other gap for which
   * that is possible.
   */
  readonly demandFirstRelief: () => void;
  /** Demands that the plan does something about each gap for which that is possible, the most urgent first. */
  readonly demandRelief: () => void;
  /** Finds the best measures that meet all demands and reach a level. */
  readonly best: (level: DemandedLevel) => OptimiserResult;
}

/**
 * Returns the gaps and pains that are open, the most urgent first: those with a due date, then the heaviest. Of equally
 * urgent ones, pains come first, then the order of the catalogue applies.
 */
export function gapsByUrgency(basis: SearchBasis): CompiledPriority[] {
  const dueIds = listDueIds(basis);
  const isLater = ({ id }: CompiledPriority): number => Number(!dueIds.has(id));
  return openPriorities(basis).toSorted(
    (a, b) => isLater(a) - isLater(b) || compareUrgency(a, b, basis.assessed.evaluation),
  );
}

function listDueIds(basis: SearchBasis): ReadonlySet<string> {
  return new Set(listDueDates(basis).map(({ id }) => id));
}

/** Whether a plan does as much about every gap as all candidates together, and contains all that is worth its cost. */
export function relievesAll(
  { basis, candidates }: Pick<DemandTask, 'basis' | 'candidates'>,
  { ids }: BestMeasures,
): boolean {
  const chosen = candidates.filter(({ id }) => ids.has(id));
  return (
    candidates.every(({ id, worthwhile = [] }) => worthwhile.length === 0 || ids.has(id)) &&
    openPriorities(basis).every((gap) => computeRelief(gap, chosen) === computeRelief(gap, candidates))
  );
}

/**
 * Creates a list of demands on a plan. A measure that works on the data of others meets a demand only together with
 * these; one without them, or one that only puts something on paper, only serves gaps about which nothing else can be
 * done. Measures that are required, committed or due need no others.
 */
export function createDemandList(task: DemandTask): DemandList {
  const { basis, candidates, preferred, limits } = task;
  const gaps = gapsByUrgency(basis);
  const lasting = candidates.filter(({ definition }) => !definition.paper);
  const feederGroups = listFeederGroups(candidates);
  for (const id of listExempt(basis, limits)) feederGroups.delete(id);
  const demanded: (readonly string[])[] = [];
  let fed: ReadonlySet<string> = new Set(feederGroups.keys());
  let wanted: DemandedLevel = { level: null, hopes: false };
  let witness: BestMeasures | undefined;
  let isProven = true;
  /** The ids of measures that cannot be combined with what has been demanded so far. */
  let ruledOut = new Set<string>();

  const listFed = (): ReadonlySet<string> => new Set(demanded.flat().filter((id) => feederGroups.has(id)));
  const isFed = ({ ids }: BestMeasures): boolean =>
    [...fed].every(
      (id) => !ids.has(id) || (feederGroups.get(id) ?? []).every((group) => group.some((one) => ids.has(one))),
    );
  const optimiserFor = (special: Partial<RoadmapLimits>, hopes: boolean): LevelOptimiser | undefined =>
    createLevelOptimisers(basis, candidates, preferred, { ...limits, ...special }).find((one) => one.hopes === hopes);
  const search = (level: DemandedLevel, demands: Pick<RoadmapLimits, 'demanded' | 'fed'>): OptimiserResult => {
    const anyOne = { own: null, tolerance: ZERO, closesPriorities: false, isAnyEnough: true, ...demands };
    return optimiserFor(anyOne, level.hopes)?.best(level.level) ?? { proven: false };
  };

  /** Demands one of these measures. Returns false, and demands nothing, if that is impossible. */
  function demandOneOf(ids: readonly string[]): boolean {
    const openIds = ids.filter((id) => !ruledOut.has(id));
    if (openIds.length === 0) return false;
    const isMet = (some: BestMeasures | undefined): boolean => openIds.some((id) => some?.ids.has(id));
    if (!isMet(witness)) {
      const result = search(wanted, { demanded: [...demanded, openIds], fed });
      if (!isMet(result.best)) {
        isProven &&= result.proven;
        if (result.proven) for (const id of openIds) ruledOut.add(id);
        return false;
      }
      witness = result.best;
    }
    demanded.push(openIds);
    return true;
  }

  /** Whether one of the measures whose data a measure uses already takes away as much of a pain as the measure does. */
  const addsLittle = (measure: CompiledMeasure, gap: CompiledPriority): boolean => {
    const feederIds = new Set(feederGroups.get(measure.id)?.flat());
    return candidates.some((one) => feederIds.has(one.id) && compare(shareOf(one, gap), shareOf(measure, gap)) >= 0);
  };

  function demandGap(gap: CompiledPriority, measures: readonly CompiledMeasure[]): boolean {
    const { closers, easing } = listMeasuresAgainst(gap, measures);
    if (demandOneOf(closers)) return true;
    if (!gap.pain) return false;
    const bySaving = measures
      .filter((measure) => measure.worthwhile?.includes(gap) && !addsLittle(measure, gap))
      .toSorted((a, b) => compare(shareOf(b, gap), shareOf(a, gap)));
    return bySaving.some(({ id }) => demandOneOf([id])) || demandOneOf([...closers, ...easing]);
  }

  return {
    demandLevel(level, found) {
      const isEnough = found && demanded.length === 0 && isFed(found);
      const tries = isEnough ? [] : fed.size > 0 ? [fed, listFed()] : [fed];
      let best = isEnough ? found : undefined;
      for (const some of tries) {
        best = search(level, { demanded, fed: some }).best;
        if (best) fed = some;
        if (best) break;
      }
      if (!best) return false;
      [wanted, witness, ruledOut] = [level, best, new Set()];
      return true;
    },
    demandFirstRelief() {
      const dueIds = listDueIds(basis);
      for (const gap of gaps) if (demandGap(gap, lasting) && !dueIds.has(gap.id)) return;
    },
    demandRelief() {
      const openGaps = gaps.filter((gap) => !demandGap(gap, lasting));
      if (openGaps.length === 0) return;
      [fed, ruledOut] = [listFed(), new Set()];
      for (const gap of openGaps) demandGap(gap, candidates);
    },
    best(level) {
      const { best = level === wanted ? witness : undefined, proven = false } =
        optimiserFor({ demanded, fed }, level.hopes)?.best(level.level, basis.roadmap) ?? {};
      return { ...(best ? { best } : {}), proven: proven && isProven };
    },
  };
}

/** Returns the measures that are taken even without the measures whose data they use. */
function listExempt(basis: SearchBasis, { deadlines }: RoadmapLimits): readonly string[] {
  return [
    ...listDecidedMeasures(basis.record, 'required'),
    ...(basis.committed ?? []),
    ...deadlines.flatMap(({ anyOf }) => anyOf),
  ];
}
