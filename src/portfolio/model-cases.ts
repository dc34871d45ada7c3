import { findChosenKind, levelAt } from './chosen-assessment.ts';
import { type AssessmentKind, numberOrNull } from './member.ts';
import { type HistoricAssessment, isInScope, type Roster, TIEBREAK_SCORE } from './roster.ts';

/** An enterprise from which others may learn, with the level and score that show why. */
export interface ModelCase {
  readonly index: number;
  readonly level: number;
  readonly kind: AssessmentKind;
  /** A score that decides between equal levels; null if there is none. */
  readonly score: number | null;
}

/** An enterprise whose level rose, with its first and its newest assessment of one kind. */
export interface RisenEnterprise {
  readonly index: number;
  readonly kind: AssessmentKind;
  readonly from: { readonly level: number; readonly score: number | null; readonly date: string | null };
  readonly to: { readonly level: number; readonly score: number | null; readonly date: string | null };
}

/** The model cases of one sector and size class. */
export interface ModelGroup {
  /** For each fact of the grouping, the value that all enterprises of the group share; blank means not stated. */
  readonly values: readonly string[];
  readonly assessed: number;
  readonly leaders: readonly ModelCase[];
  readonly risers: readonly RisenEnterprise[];
}

/** How to choose model cases. */
export interface ModelRequest {
  readonly by: readonly string[];
  /** The maximum number of leaders, and of risers, to name for each group. */
  readonly most: number;
}

/**
 * The groups, the one with most assessed enterprises first, and the number of assessed enterprises left out because the
 * registry does not list them.
 */
export interface ModelCases {
  readonly groups: readonly ModelGroup[];
  readonly outside: number;
}

/**
 * Finds the leaders and risers in each group of the registry. Leaders are sorted by level, on-site assessments before
 * self-assessments, then by score, then by key. Risers are sorted by levels gained between the first and newest
 * assessments of the same kind and pack, then by score gained, at least one point. A rise counts only up to the level
 * in the assessment that counts.
 */
export function findModelCases(roster: Roster, { by, most }: ModelRequest): ModelCases {
  const readers = by.map((fact) => {
    const column = roster.facts.get(fact);
    return (index: number): string => column?.values[column.codes[index] as number] ?? '';
  });
  const groups = new Map<string, { readonly values: readonly string[]; readonly members: number[] }>();
  let unregisteredCount = 0;
  for (let index = 0; index < roster.size; index++) {
    if (findChosenKind(roster, index) === null) continue;
    if (!isInScope(roster, index)) {
      unregisteredCount += 1;
      continue;
    }
    const values = readers.map((read) => read(index));
    const id = JSON.stringify(values);
    const group = groups.get(id) ?? { values, members: [] };
    groups.set(id, group);
    group.members.push(index);
  }
  const compareKeys = (a: number, b: number): number => (roster.key(a) < roster.key(b) ? -1 : 1);
  const sortedGroups = [...groups.values()]
    .map(({ values, members }) => ({
      values,
      assessed: members.length,
      leaders: members
        .flatMap((index) => modelOf(roster, index))
        .filter(({ level }) => level > 0)
        .sort(
          (a, b) =>
            b.level - a.level ||
            Number(b.kind === 'onsite') - Number(a.kind === 'onsite') ||
            (b.score ?? -1) - (a.score ?? -1) ||
            compareKeys(a.index, b.index),
        )
        .slice(0, most),
      risers: members
        .flatMap((index) => riserOf(roster, index))
        .sort((a, b) => riseOf(b) - riseOf(a) || scoreRiseOf(b) - scoreRiseOf(a) || compareKeys(a.index, b.index))
        .slice(0, most),
    }))
    .sort((a, b) => b.assessed - a.assessed || (JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1));
  return { groups: sortedGroups, outside: unregisteredCount };
}

function modelOf(roster: Roster, index: number): ModelCase[] {
  const kind = findChosenKind(roster, index);
  if (!kind) return [];
  const { lowest } = levelAt(roster.newest[kind], index);
  return [{ index, level: lowest, kind, score: numberOrNull(roster.newest[kind].scores.get(TIEBREAK_SCORE)?.[index]) }];
}

function riserOf(roster: Roster, index: number): RisenEnterprise[] {
  if (!roster.past.has(index)) return [];
  const history = roster.history(index);
  // A rise above the level of the assessment that counts is cut to that level.
  const { level: countingLevel } = modelOf(roster, index)[0] ?? { level: 0 };
  const risers = (['onsite', 'self'] as const).flatMap((kind): RisenEnterprise[] => {
    const sameKind = history.filter((assessment) => assessment.kind === kind);
    const newestAssessment = sameKind.at(-1);
    const firstAssessment = sameKind.find(({ pack }) => pack?.id === newestAssessment?.pack?.id);
    if (!firstAssessment || !newestAssessment || firstAssessment === newestAssessment) return [];
    return [{ index, kind, from: endOf(firstAssessment), to: endOf(newestAssessment) }];
  });
  return risers.filter((riser) => isRise(riser) && riser.to.level <= countingLevel).slice(0, 1);
}

/** At an equal level, a gain of fewer score points than this is not a rise. */
const MIN_POINTS_RISE = 1;

function isRise(riser: RisenEnterprise): boolean {
  return riseOf(riser) > 0 || (riseOf(riser) === 0 && scoreRiseOf(riser) >= MIN_POINTS_RISE);
}

function endOf({ level, score, date }: HistoricAssessment): RisenEnterprise['from'] {
  return { level: level.value ?? level.lowest ?? 0, score, date };
}

function riseOf({ from, to }: RisenEnterprise): number {
  return to.level - from.level;
}

function scoreRiseOf({ from, to }: RisenEnterprise): number {
  return from.score === null || to.score === null ? 0 : to.score - from.score;
}
