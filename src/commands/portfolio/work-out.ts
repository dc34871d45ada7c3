import type { Solver } from '../../policy/roadmap/program.ts';
import { adviceOf } from '../../portfolio/advice.ts';
import type { ChainFigures } from '../../portfolio/chains/chain.ts';
import { countingKind, levelIn } from '../../portfolio/level-known.ts';
import { sheetOfMember } from '../../portfolio/recorded-member.ts';
import type { Roster } from '../../portfolio/roster.ts';
import type { EnterpriseRoadmap } from '../../portfolio/spending/roadmaps.ts';
import { assess } from '../../scoring/result.ts';
import type { World } from '../../world.ts';
import { adviseOn } from '../steps/advise.ts';
import type { Settled } from '../steps/settle.ts';

/** The roadmaps that enterprise files hold, one for each enterprise: that of the newest assessment that has one. */
export function storedRoadmaps(roster: Roster): EnterpriseRoadmap[] {
  const { files, newest } = roster;
  return [...files].flatMap(([index, { assessments }]) => {
    const last = assessments.findLast(({ advice }) => advice !== null);
    const kind = countingKind(roster, index);
    if (!last?.advice || !kind) return [];
    const { level, cost, currency, measures } = last.advice;
    const from = levelIn(newest[kind], index).lowest;
    return [{ index, from, to: level, cost: Math.ceil(cost), currency, measures, isStored: true }];
  });
}

/** What working roadmaps out takes. */
export interface WorkRequest {
  readonly settled: Settled;
  readonly solver: Solver;
  readonly asOf: string;
  /** How many at most. */
  readonly most: number;
  readonly known: ReadonlySet<number>;
  readonly chains: readonly ChainFigures[];
  /** The requirements missing for the next level; undefined where there is none. */
  readonly nextOf: (index: number) => { readonly missing: number } | undefined;
  readonly tell: (done: number, all: number) => void;
}

/**
 * Works roadmaps out by the policy for those worth asking about: the leaders' direct suppliers that most depends on, and
 * whoever is closest to the next level, in turn, up to `most`.
 */
export function workOutRoadmaps(world: World, roster: Roster, request: WorkRequest): EnterpriseRoadmap[] {
  const { settled, solver, asOf, tell } = request;
  const wanted = chooseMembers(roster, request);
  return wanted.flatMap((index, done): EnterpriseRoadmap[] => {
    tell(done, wanted.length);
    const sheet = sheetOfMember(settled.plan, roster, index);
    const kind = countingKind(roster, index);
    if (!sheet || !kind) return [];
    const assessed = assess(settled.plan, sheet, settled.stamp, world.version);
    const recommendation = adviseOn(settled, sheet, assessed, asOf, { solver });
    const advice = recommendation && adviceOf(recommendation);
    if (!advice) return [];
    const from = levelIn(roster.newest[kind], index).lowest;
    const { level, cost, currency, measures } = advice;
    return [{ index, from, to: level, cost: Math.ceil(cost), currency, measures, isStored: false }];
  });
}

function chooseMembers(roster: Roster, { most, known, chains, nextOf }: WorkRequest): readonly number[] {
  const suppliers = chains
    .flatMap(({ directSuppliers, dependency, network }) =>
      directSuppliers.map((node) => ({
        index: roster.find(network.keys[node] as string),
        weight: dependency[node] as number,
      })),
    )
    .filter(({ index }) => index >= 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  const nearest: { readonly index: number; readonly missing: number }[] = [];
  for (let index = 0; index < roster.size; index++) {
    const next = countingKind(roster, index) === null ? undefined : nextOf(index);
    if (next) nearest.push({ index, missing: next.missing });
  }
  nearest.sort((a, b) => a.missing - b.missing || a.index - b.index);
  const chosen = new Set<number>();
  const lists = [suppliers, nearest].map((list) => list.map(({ index }) => index).filter((index) => !known.has(index)));
  for (let place = 0; chosen.size < most && lists.some((list) => place < list.length); place++)
    for (const list of lists) {
      const index = list[place];
      if (index !== undefined && chosen.size < most && nextOf(index)) chosen.add(index);
    }
  return [...chosen];
}
