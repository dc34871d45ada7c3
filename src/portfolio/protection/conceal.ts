import type { Difference } from '../figures/difference.ts';
import type { QuestionFigures } from '../figures/questions.ts';
import type { Overlap, Quarter, StageFigures } from '../figures/stages.ts';
import type { Nullable, PackFigures } from '../portfolio.ts';

/** Figures of all enterprises with what gives few of them away taken out; `least` is the least count shown. */

/** The count, or null where it is small. */
export function concealCount(count: number, least: number): number | null {
  return count > 0 && count < least ? null : count;
}

/** A stage of so many in scope; `isGone` where not even its total may be shown. Quarters in which few reached it are told with the next ones. */
export function concealStage(
  stage: StageFigures,
  size: number,
  isGone: boolean,
  least: number,
): Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'> {
  const outside = concealCount(stage.outside, least);
  // Those for whom it surely does not hold are the rest.
  const isRestSmall = concealCount(size - stage.holds - stage.undecided, least) === null;
  const undecided = isRestSmall ? null : concealCount(stage.undecided, least);
  if (isGone) {
    return { ...stage, holds: null, undecided: null, outside, undated: null, quarters: [], target: null };
  }
  const { quarters, undated } = concealQuarters(stage, least);
  const isWhole = quarters.length === stage.quarters.length && undated !== null;
  const target = stage.target && (isWhole ? stage.target : { ...stage.target, recent: null });
  return { ...stage, undecided, outside, undated, quarters, target };
}

/** Only quarters at whose end the total is apart from the one before by enough, or not at all. */
function concealQuarters(
  { quarters, undated }: StageFigures,
  least: number,
): { quarters: Quarter[]; undated: number | null } {
  const shown: Quarter[] = [];
  const isEnough = (count: number): boolean => count === 0 || count >= least;
  let last = isEnough(undated) ? undated : 0;
  for (const quarter of quarters) {
    if (!isEnough(quarter.total - last)) continue;
    shown.push({ ...quarter, reached: quarter.total - last, line: isEnough(undated) ? quarter.line : null });
    last = quarter.total;
  }
  // What is left behind the last one would follow from the total of the stage.
  const end = quarters.at(-1)?.total ?? undated;
  while (shown.length > 0 && !isEnough(end - last)) {
    shown.pop();
    last = shown.at(-1)?.total ?? (isEnough(undated) ? undated : 0);
  }
  return { quarters: shown, undated: isEnough(undated) && isEnough(end - last) ? undated : null };
}

/**
 * Overlaps of pairs of stages, over so many. Where one of the four counts of a pair is small, all pairs of the smaller of its
 * stages are hidden: then nothing but its total ties that stage to the others, and any overlap within the totals can be.
 */
export function concealOverlaps(
  overlaps: readonly Overlap[],
  size: number,
  goneStages: ReadonlySet<string>,
  least: number,
): Nullable<Overlap, 'both' | 'first' | 'second'>[] {
  const hidden = new Set(goneStages);
  for (const { stages, both, first, second } of overlaps) {
    if (stages.some((id) => hidden.has(id))) continue;
    const isSmall = [both, first, second, size - both - first - second].some((n) => concealCount(n, least) === null);
    if (isSmall) hidden.add(first < second ? stages[0] : stages[1]);
  }
  return overlaps.map((overlap) =>
    overlap.stages.some((id) => hidden.has(id))
      ? { stages: overlap.stages, both: null, first: null, second: null }
      : overlap,
  );
}

/** Counts of the changes between both kinds go together with their sum. */
export function concealDifference(
  difference: Difference | null,
  least: number,
): Nullable<Difference, 'lower' | 'equal' | 'higher'> | null {
  if (!difference || difference.n < least) return null;
  const scores = difference.scores.filter(({ n }) => n >= least && concealCount(difference.n - n, least) !== null);
  const isShown = [difference.lower, difference.equal, difference.higher].every(
    (count) => concealCount(count, least) !== null,
  );
  return isShown ? { ...difference, scores } : { ...difference, scores, lower: null, equal: null, higher: null };
}

/** A share is a count over what is shown: null where either side is small. */
export function concealQuestion(question: QuestionFigures, least: number): Nullable<QuestionFigures, 'unknown'> {
  const open = (share: number | null, n: number): number | null => {
    if (share === null) return null;
    const count = Math.round(share * n);
    return concealCount(count, least) === null || concealCount(n - count, least) === null ? null : share;
  };
  return {
    ...question,
    unknown: open(question.unknown, question.n),
    ceiling: open(question.ceiling, question.answered),
    floor: open(question.floor, question.answered),
  };
}

/** A pack of which few were assessed, or all but few, or that a table says is gone: every figure with its size would tell how many. */
export function concealPack(pack: PackFigures, size: number, isGone: boolean, least: number): PackFigures {
  const n = pack.total?.n ?? 0;
  if (!isGone && concealCount(n, least) !== null && concealCount(size - n, least) !== null) return pack;
  const none = { scores: [], sections: [], questions: [], lists: [] };
  return { ...pack, ...none, total: null, difference: null, assumed: null };
}
