import { parseAnswerMark } from '../model/index.ts';
import { levelAt } from './chosen-assessment.ts';
import { isInScope, type Roster } from './roster.ts';

/** Why an enterprise should be visited; each part from 0 to 1, all counting alike. */
export interface Visit {
  readonly index: number;
  readonly urgency: number;
  /** The level it has by its own account, and how many requirements of the next one it misses; null where there is none above, or no pack says. */
  readonly near: { readonly level: number; readonly next: number; readonly missing: number } | null;
  /** How many answers are "don't know", of how many; and whether the level itself depends on them. */
  readonly doubt: { readonly unknown: number; readonly of: number; readonly isLevelOpen: boolean };
  /** The chain that depends on it most, and how much; null where it is in none. */
  readonly chain: { readonly name: string; readonly dependency: number } | null;
}

/** What decides about visits beside the self-assessments. */
export interface VisitInput {
  /** The requirements an enterprise misses for its next level; undefined where that is not known. */
  readonly nextOf: (index: number) => { readonly next: number; readonly missing: number } | undefined;
  /** By the place in the roster; null where no chains are known. */
  readonly chainOf: ReadonlyMap<number, { readonly name: string; readonly dependency: number }> | null;
}

/** Whom to visit, the most urgent first, and how many others are left out because the registry does not list them. */
export interface VisitPlan {
  readonly visits: readonly Visit[];
  readonly outside: number;
}

/**
 * Whom to visit next: whoever of the registry assessed itself and was never diagnosed on site. Urgency is the mean of its
 * parts: 1 divided by the requirements missing to the next level; the share of "don't know" among the answers, as a part of
 * the greatest share; and, where chains are known, what its chain depends on it, as a part of the greatest dependency.
 * Equals by key.
 */
export function planVisits(roster: Roster, { nextOf, chainOf }: VisitInput): VisitPlan {
  const { newest, size } = roster;
  let outside = 0;
  const found: Omit<Visit, 'urgency'>[] = [];
  for (let index = 0; index < size; index++) {
    if (newest.self.source[index] === 0 || newest.onsite.source[index] !== 0) continue;
    if (!isInScope(roster, index)) {
      outside += 1;
      continue;
    }
    const { lowest, highest } = levelAt(newest.self, index);
    const { unknown, of } = countUnknown(roster, index);
    const next = nextOf(index);
    found.push({
      index,
      near: next ? { level: lowest, ...next } : null,
      doubt: { unknown, of, isLevelOpen: lowest < highest },
      chain: chainOf?.get(index) ?? null,
    });
  }
  const most = (of: (visit: Omit<Visit, 'urgency'>) => number): number =>
    found.reduce((max, one) => Math.max(max, of(one)), 0);
  const share = ({ doubt: { unknown, of } }: Omit<Visit, 'urgency'>): number => (of === 0 ? 0 : unknown / of);
  const dependency = ({ chain }: Omit<Visit, 'urgency'>): number => chain?.dependency ?? 0;
  const [mostDoubt, mostDependency] = [most(share), most(dependency)];
  const part = (value: number, greatest: number): number => (greatest === 0 ? 0 : value / greatest);
  const visits = found
    .map((visit) => {
      const near = visit.near ? 1 / Math.max(1, visit.near.missing) : 0;
      return {
        ...visit,
        urgency: (near + part(share(visit), mostDoubt) + part(dependency(visit), mostDependency)) / (chainOf ? 3 : 2),
      };
    })
    .sort((a, b) => b.urgency - a.urgency || (roster.key(a.index) < roster.key(b.index) ? -1 : 1));
  return { visits, outside };
}

function countUnknown({ newest }: Roster, index: number): { readonly unknown: number; readonly of: number } {
  let [unknown, of] = [0, 0];
  for (const { codes, values } of newest.self.answers.values()) {
    const { state } = parseAnswerMark(values[codes[index] as number] ?? '');
    if (state === 'unanswered') continue;
    of += 1;
    if (state === 'unknown') unknown += 1;
  }
  return { unknown, of };
}
