import { factReader } from './chains/chain-members.ts';
import { chosenKind, levelAt } from './chosen-assessment.ts';
import { type AssessmentKind, numberOrNull } from './member.ts';
import { type HistoricAssessment, isInScope, type Roster, TIEBREAK_SCORE } from './roster.ts';

/** An enterprise that others may learn from, with the reason. */
export interface ModelCase {
  readonly index: number;
  readonly level: number;
  readonly kind: AssessmentKind;
  /** The score that decides between equal levels; null where there is none. */
  readonly score: number | null;
}

/** One that rose: the first and the newest assessment of a kind. */
export interface Riser {
  readonly index: number;
  readonly kind: AssessmentKind;
  readonly from: { readonly level: number; readonly score: number | null; readonly date: string | null };
  readonly to: { readonly level: number; readonly score: number | null; readonly date: string | null };
}

/** The model cases of one sector and size class. */
export interface ModelGroup {
  /** What they have stated for each fact; blank is not stated. */
  readonly values: readonly string[];
  readonly assessed: number;
  readonly leaders: readonly ModelCase[];
  readonly risers: readonly Riser[];
}

/** How model cases are chosen. */
export interface ModelRequest {
  readonly by: readonly string[];
  /** How many of each are named. */
  readonly most: number;
}

/** The groups, most assessed first, and how many assessed are left out because the registry does not list them. */
export interface ModelCases {
  readonly groups: readonly ModelGroup[];
  readonly outside: number;
}

/**
 * In each group of the registry who leads and who rose most. Leaders: the highest level, a diagnosis before a
 * self-assessment, then the higher score, then by key. Risers: most levels gained between the first and the newest
 * assessment of the same kind by the same pack, then most of the score, at least a point; only to a level that the
 * assessment which counts bears out.
 */
export function findModelCases(roster: Roster, { by, most }: ModelRequest): ModelCases {
  const readers = by.map((fact) => factReader(roster, [fact]));
  const groups = new Map<string, { readonly values: readonly string[]; readonly members: number[] }>();
  let outside = 0;
  for (let index = 0; index < roster.size; index++) {
    if (chosenKind(roster, index) === null) continue;
    if (!isInScope(roster, index)) {
      outside += 1;
      continue;
    }
    const values = readers.map((read) => read(index));
    const id = JSON.stringify(values);
    const group = groups.get(id) ?? { values, members: [] };
    groups.set(id, group);
    group.members.push(index);
  }
  const keyOrder = (a: number, b: number): number => (roster.key(a) < roster.key(b) ? -1 : 1);
  const described = [...groups.values()]
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
            keyOrder(a.index, b.index),
        )
        .slice(0, most),
      risers: members
        .flatMap((index) => riserOf(roster, index))
        .sort((a, b) => riseOf(b) - riseOf(a) || scoreRiseOf(b) - scoreRiseOf(a) || keyOrder(a.index, b.index))
        .slice(0, most),
    }))
    .sort((a, b) => b.assessed - a.assessed || (JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1));
  return { groups: described, outside };
}

function modelOf(roster: Roster, index: number): ModelCase[] {
  const kind = chosenKind(roster, index);
  if (!kind) return [];
  const { lowest } = levelAt(roster.newest[kind], index);
  return [{ index, level: lowest, kind, score: numberOrNull(roster.newest[kind].scores.get(TIEBREAK_SCORE)?.[index]) }];
}

function riserOf(roster: Roster, index: number): Riser[] {
  if (!roster.past.has(index)) return [];
  const all = roster.history(index);
  // Nobody has risen to a level that the assessment that counts does not bear out.
  const { level: counts } = modelOf(roster, index)[0] ?? { level: 0 };
  const found = (['onsite', 'self'] as const).flatMap((kind): Riser[] => {
    const own = all.filter((one) => one.kind === kind);
    const newest = own.at(-1);
    const first = own.find(({ pack }) => pack?.id === newest?.pack?.id);
    if (!first || !newest || first === newest) return [];
    return [{ index, kind, from: endOf(first), to: endOf(newest) }];
  });
  return found.filter((riser) => isRise(riser) && riser.to.level <= counts).slice(0, 1);
}

/** Fewer points of the score are no rise by themselves. */
const LEAST_POINTS = 1;

function isRise(riser: Riser): boolean {
  return riseOf(riser) > 0 || (riseOf(riser) === 0 && scoreRiseOf(riser) >= LEAST_POINTS);
}

function endOf({ level, score, date }: HistoricAssessment): Riser['from'] {
  return { level: level.value ?? level.lowest ?? 0, score, date };
}

function riseOf({ from, to }: Riser): number {
  return to.level - from.level;
}

function scoreRiseOf({ from, to }: Riser): number {
  return from.score === null || to.score === null ? 0 : to.score - from.score;
}
