// Compares on-site diagnoses with the self-assessments of the same enterprises from about the same time.
import type { ChosenAssessments } from './chosen-assessment.ts';
import type { DisclosureAudit } from './disclosure/disclosure-audit.ts';
import type { AssessmentKind } from './member.ts';
import type { Grouping } from './member-groups.ts';
import type { Roster, Weights } from './roster.ts';
import { UNDATED } from './stated-day.ts';

/** The difference between on-site results and self-assessments of the same enterprises under the same pack. */
export interface OnsiteDifference extends LevelDifference {
  /** The maximum number of days between the two assessments of a pair. */
  readonly within: number;
  /** The number of enterprises with both kinds of assessment, however far apart in time; null if hidden. */
  readonly both: number | null;
  /** The number of pairs left out because a level depends on open answers; null if hidden. */
  readonly open: number | null;
  /**
   * For each score, its mean difference and the number of pairs in which both assessments have it; the largest
   * difference comes first.
   */
  readonly scores: readonly { readonly id: string; readonly n: number; readonly mean: number }[];
}

/**
 * How on-site and self-assessed levels differ in pairs of assessments; no level counts as 0. A figure is null if it is
 * hidden or if there are no pairs.
 */
export interface LevelDifference {
  /** The number of pairs; each enterprise has at most one. */
  readonly n: number;
  /** The number of pairs whose on-site level is lower than, equal to or higher than the self-assessed level. */
  readonly lower: number | null;
  readonly equal: number | null;
  readonly higher: number | null;
  /** The mean of the differences: on-site level minus self-assessed level. */
  readonly mean: number | null;
  /**
   * The number of pairs in which the self-assessment came first, and in which the diagnosis did; the others are from
   * the same day.
   */
  readonly selfFirst: number | null;
  readonly onsiteFirst: number | null;
}

/** The pairs of all members, column by column. */
export interface PairedChanges {
  readonly within: number;
  /** For each member, 1 if it has both kinds of assessment, otherwise 0. */
  readonly isBoth: Uint8Array;
  /** For each member, 1 if it has a pair in which a level depends on open answers, otherwise 0. */
  readonly isOpen: Uint8Array;
  /**
   * For each member, the on-site level minus the self-assessed level, where no level counts as 0; NaN if the member has
   * no pair of settled levels.
   */
  readonly level: Float64Array;
  /** For each member, 1 if the self-assessment came first, -1 if the on-site diagnosis did, otherwise 0. */
  readonly order: Int8Array;
  /** For each score id, the difference of the score for each member; NaN unless both assessments have the score. */
  readonly scores: ReadonlyMap<string, Float64Array>;
}

/** One assessment of a pair. */
interface PairEnd {
  readonly day: number;
  readonly pack: number;
  readonly level: number;
  readonly highest: number;
  scoreOf(id: string): number;
}

/**
 * Pairs each member's newest on-site diagnosis with the nearest self-assessment, at most `within` days before or after;
 * of two that are equally near, with the earlier. If there is none, the diagnosis before it is tried, and so on. Both
 * assessments of a pair must use the pack of the assessment that counts. Undated assessments are not paired.
 */
export function findPairs(
  roster: Roster,
  counting: Pick<ChosenAssessments, 'pack'>,
  packOf: (code: number) => string | null,
  within: number,
): PairedChanges {
  const { size, newest, past } = roster;
  const { self, onsite } = newest;
  const [isBoth, isOpen, order] = [new Uint8Array(size), new Uint8Array(size), new Int8Array(size)];
  const level = new Float64Array(size).fill(Number.NaN);
  const ids = [...new Set([...self.scores.keys(), ...onsite.scores.keys(), ...past.scores.keys()])];
  const scores = new Map<string, Float64Array>();

  for (let index = 0; index < size; index++) {
    if (self.source[index] === 0 || onsite.source[index] === 0) continue;
    isBoth[index] = 1;
    const pack = packOf(counting.pack[index] as number);
    const pair = pairOf(
      endsOf(index, 'self').filter((end) => packOf(end.pack) === pack),
      endsOf(index, 'onsite').filter((end) => packOf(end.pack) === pack),
      within,
    );
    if (!pair) continue;
    // Allocated only when the first pair is found, because most rosters have none and there may be millions of members.
    if (scores.size === 0) for (const id of ids) scores.set(id, new Float64Array(size).fill(Number.NaN));
    for (const [id, changes] of scores) changes[index] = pair.onsite.scoreOf(id) - pair.self.scoreOf(id);
    if (isUnsettled(pair.self) || isUnsettled(pair.onsite)) {
      isOpen[index] = 1;
      continue;
    }
    level[index] = rankOf(pair.onsite) - rankOf(pair.self);
    order[index] = Math.sign(pair.onsite.day - pair.self.day);
  }
  return { within, isBoth, isOpen, level, order, scores };

  /** Lists the dated assessments of a kind, starting with the one that counts. */
  function endsOf(index: number, kind: AssessmentKind): PairEnd[] {
    const columns = newest[kind];
    const valueAt = (column: ArrayLike<number>): number => column[index] as number;
    const newestEnd: PairEnd = {
      day: valueAt(columns.day),
      pack: valueAt(columns.pack),
      level: valueAt(columns.level),
      highest: valueAt(columns.highest),
      scoreOf: (id) => columns.scores.get(id)?.[index] ?? Number.NaN,
    };
    const earlierEnds = [...past.placesOf(index, kind)].map(([place]): PairEnd => {
      const { day, pack, level: value, highest } = past.rowAt(place);
      return { day, pack, level: value, highest, scoreOf: (id) => past.scores.get(id)?.[place] ?? Number.NaN };
    });
    return [newestEnd, ...earlierEnds].filter(({ day }) => day !== UNDATED);
  }
}

function pairOf(
  selfAssessments: readonly PairEnd[],
  visits: readonly PairEnd[],
  within: number,
): { readonly self: PairEnd; readonly onsite: PairEnd } | undefined {
  const earliestFirst = [...selfAssessments].sort((a, b) => a.day - b.day);
  for (const onsite of [...visits].sort((a, b) => b.day - a.day)) {
    const countDaysFromVisit = ({ day }: PairEnd): number => Math.abs(onsite.day - day);
    const [self] = earliestFirst
      .filter((end) => countDaysFromVisit(end) <= within)
      .sort((a, b) => countDaysFromVisit(a) - countDaysFromVisit(b));
    if (self) return { self, onsite };
  }
  return undefined;
}

function isUnsettled({ level, highest }: PairEnd): boolean {
  return Number.isNaN(level) && !Number.isNaN(highest);
}

function rankOf({ level }: PairEnd): number {
  return Number.isNaN(level) ? 0 : level;
}

/**
 * Summarises the pairs of some members; `ids` are the scores to compare. Null if no member has both kinds of
 * assessment, or if small counts could be derived.
 */
export function summariseOnsiteDifference(
  pairs: PairedChanges,
  includes: Weights,
  ids: ReadonlyMap<string, unknown>,
  audit: DisclosureAudit,
): OnsiteDifference | null {
  const markMembersWhere = (holds: (i: number) => boolean): Uint8Array =>
    Uint8Array.from(includes, (weight, i) => (weight !== 0 && holds(i) ? 1 : 0));
  const isPaired = (i: number): boolean => !Number.isNaN(pairs.level[i] as number);
  const comparedMembers = markMembersWhere(isPaired);
  const membersWithBoth = markMembersWhere((i) => pairs.isBoth[i] === 1);
  if (!membersWithBoth.includes(1) || !audit.admit(() => [comparedMembers])) return null;
  const figures = sumPairs(
    pairs,
    [...comparedMembers.keys()].filter((i) => comparedMembers[i] === 1),
  );
  const markChangedBy = (sign: number): Uint8Array =>
    markMembersWhere((i) => Math.sign(pairs.level[i] as number) === sign);
  const areDirectionsShown = audit.admit(() => [-1, 0, 1].map(markChangedBy));
  // How many pairs have each level difference would follow from the mean, so showing these numbers must be admissible
  // as well.
  const steps = [...new Set(pairs.level.filter((_, i) => comparedMembers[i] === 1))];
  const hasMean =
    areDirectionsShown && audit.admit(() => steps.map((step) => markMembersWhere((i) => pairs.level[i] === step)));
  const scores = [...pairs.scores].flatMap(([id, changes]) => {
    if (!ids.has(id)) return [];
    const membersWithChange = markMembersWhere((i) => !Number.isNaN(changes[i] as number));
    const knownChanges = changes.filter((_, i) => membersWithChange[i] === 1);
    if (knownChanges.length === 0 || !audit.admit(() => [membersWithChange])) return [];
    return audit.disclosable(knownChanges).mean
      ? [{ id, n: knownChanges.length, mean: computeMean(knownChanges) }]
      : [];
  });
  const hasOrder = audit.admit(() =>
    [1, -1].map((sign) => markMembersWhere((i) => isPaired(i) && Math.sign(pairs.order[i] as number) === sign)),
  );
  const suppressSmallCount = (members: Uint8Array): number | null =>
    audit.admit(() => [members]) ? members.reduce((sum, bit) => sum + bit, 0) : null;
  return {
    within: pairs.within,
    both: suppressSmallCount(membersWithBoth),
    open: suppressSmallCount(markMembersWhere((i) => pairs.isOpen[i] === 1)),
    ...figures,
    ...(areDirectionsShown ? {} : { lower: null, equal: null, higher: null }),
    ...(hasMean ? {} : { mean: null }),
    ...(hasOrder ? {} : { selfFirst: null, onsiteFirst: null }),
    scores: scores.sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean)),
  };
}

/**
 * Computes level differences by group; null for a group without pairs. If counts are hidden, groups are not compared.
 */
export function computeDifferencesByGroup(
  pairs: PairedChanges,
  { groupOf, groups }: Pick<Grouping, 'groupOf' | 'groups'>,
  includes: Weights,
): (LevelDifference | null)[] {
  const members = groups.map((): number[] => []);
  for (let i = 0; i < includes.length; i++)
    if (includes[i] !== 0 && !Number.isNaN(pairs.level[i] as number)) members[groupOf[i] as number]?.push(i);
  return members.map((memberIndexes) => (memberIndexes.length === 0 ? null : sumPairs(pairs, memberIndexes)));
}

function sumPairs({ level, order }: PairedChanges, members: readonly number[]): LevelDifference {
  const count = (holds: (i: number) => boolean): number => members.filter(holds).length;
  return {
    n: members.length,
    lower: count((i) => (level[i] as number) < 0),
    equal: count((i) => level[i] === 0),
    higher: count((i) => (level[i] as number) > 0),
    mean: members.length === 0 ? null : computeMean(Float64Array.from(members, (i) => level[i] as number)),
    selfFirst: count((i) => (order[i] as number) > 0),
    onsiteFirst: count((i) => (order[i] as number) < 0),
  };
}

function computeMean(numbers: Float64Array): number {
  return numbers.reduce((total, value) => total + value, 0) / numbers.length;
}
