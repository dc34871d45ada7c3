import { setImmediate } from 'node:timers/promises';
import { findOnRecord, type OnRecord } from '../../policy/records/on-record.ts';
import type { Solver } from '../../policy/roadmap/program.ts';
import { createStates } from '../../policy/roadmap/same-state.ts';
import { findSureStairs, type SureStair } from '../../policy/roadmap/sure-stairs.ts';
import type { ChainFigures } from '../../portfolio/chains/chain.ts';
import { dateOfDay } from '../../portfolio/day.ts';
import { countingKind, levelIn } from '../../portfolio/level-known.ts';
import type { AssessmentKind } from '../../portfolio/member.ts';
import { sheetOfMember } from '../../portfolio/recorded-member.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { isInScope } from '../../portfolio/scope.ts';
import { toCents } from '../../portfolio/spending/cents.ts';
import { type EnterpriseRoadmaps, FURTHEST, type Roadmap } from '../../portfolio/spending/roadmaps.ts';
import { assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { type Settled, stampOf } from '../steps/settle.ts';

/** The roadmaps that enterprise files hold, one enterprise after the other: those of the newest assessment that has some. */
export function storedRoadmaps(roster: Roster): EnterpriseRoadmaps[] {
  const { files, newest } = roster;
  return [...files].flatMap(([index, { assessments }]) => {
    const last = assessments.findLast(({ advice }) => advice !== null);
    const kind = countingKind(roster, index);
    if (!last?.advice || !kind) return [];
    const { currency, roadmaps } = last.advice;
    const from = levelIn(newest[kind], index).lowest;
    return [{ index, from, currency, roadmaps: roadmaps.map((one) => ({ ...one, isStored: true })) }];
  });
}

/** What working roadmaps out takes. */
export interface WorkRequest {
  readonly settled: Settled;
  readonly solver: Solver;
  readonly asOf: string;
  /** How many enterprises at most. */
  readonly most: number;
  /** In hundredths of the currency. */
  readonly budget: number;
  readonly stored: readonly EnterpriseRoadmaps[];
  readonly chains: readonly ChainFigures[];
  /** The requirements missing for the next level; undefined where there is none. */
  readonly nextOf: (index: number) => { readonly missing: number } | undefined;
  readonly tell: (done: number, all: number) => void;
}

type Planned = Pick<EnterpriseRoadmaps, 'from' | 'roadmaps'>;

/** A jump of more levels at once is no plan. */
const LEVELS = 3;

/**
 * Works out by the policy what each of the next levels costs, for those worth asking about: the direct suppliers of
 * each chain's leader that most depends on, chain by chain in turn, and whoever of the registry is closest to the next level, every
 * other time; then whoever has a policy on file, up to `most`. What costs more than the staircase of budgets goes up to is no
 * roadmap here. Who is in the same state has the same ones.
 */
export async function workOutRoadmaps(
  world: World,
  roster: Roster,
  request: WorkRequest,
): Promise<EnterpriseRoadmaps[]> {
  const { settled, solver, asOf, budget, tell } = request;
  const { plan, measures, policy, policies, stamp } = settled;
  const currency = measures.find(({ cost }) => cost)?.cost?.currency;
  if (currency === undefined) return [];
  const most = { n: BigInt(budget * FURTHEST), d: 100n };
  const stateOf = createStates({ plan, measures, policy });
  const known = new Map<string, Planned>();
  const wanted = chooseMembers(roster, request);
  const plannedFor = (index: number): EnterpriseRoadmaps[] => {
    const sheet = sheetOfMember(plan, roster, index);
    const kind = countingKind(roster, index);
    if (!sheet || !kind) return [];
    const record = recordOf(roster, index, kind);
    const state = `${stateOf(sheet)} ${record ? JSON.stringify([...record.done, record.assessedOn]) : ''}`;
    const planned = known.get(state) ?? workOut(sheet, record);
    known.set(state, planned);
    const { roadmaps } = planned;
    const from = Math.max(planned.from, levelIn(roster.newest[kind], index).lowest);
    return roadmaps.length === 0 ? [] : [{ index, from, currency, roadmaps }];
  };
  const found: EnterpriseRoadmaps[] = [];
  for (const [at, index] of wanted.entries()) {
    // A signal that ends the run has its turn.
    await setImmediate();
    tell(at, wanted.length);
    found.push(...plannedFor(index));
  }
  return found;

  function workOut(sheet: Sheet, record: OnRecord | undefined): Planned {
    const assessed = assess(plan, sheet, stamp, world.version);
    const basis = {
      plan,
      sheet,
      assessed,
      measures,
      policy,
      stamp: stampOf(policies[0] ?? stamp),
      asOf,
      solver,
      record,
    };
    const { from, stairs } = findSureStairs(basis, { levels: LEVELS, most });
    return { from: from ?? 0, roadmaps: stairs.map(roadmapOf) };
  }
}

function roadmapOf({ level, cost, measures, isProven }: SureStair): Roadmap {
  return { to: level, cost: toCents(cost), measures: measures.map(({ id }) => id), isStored: false, isProven };
}

/** What is on record of an enterprise with a file; undefined where no measure is done. */
function recordOf({ files, newest }: Roster, index: number, kind: AssessmentKind): OnRecord | undefined {
  const assessedOn = dateOfDay(newest[kind].day[index] as number);
  const record = assessedOn === null ? undefined : findOnRecord(files.get(index)?.records ?? [], assessedOn);
  return record && record.done.size > 0 ? record : undefined;
}

/** The roadmaps on file, with those worked out for levels that no file has. */
export function joinRoadmaps(
  stored: readonly EnterpriseRoadmaps[],
  worked: readonly EnterpriseRoadmaps[],
): EnterpriseRoadmaps[] {
  const byIndex = new Map(stored.map((one) => [one.index, one]));
  for (const one of worked) {
    const own = byIndex.get(one.index);
    if (own && own.currency !== one.currency) continue;
    const more = one.roadmaps.filter(({ to }) => !own?.roadmaps.some((other) => other.to === to));
    const roadmaps = [...(own?.roadmaps ?? []), ...more].sort((a, b) => a.to - b.to);
    byIndex.set(one.index, { ...one, roadmaps });
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

function chooseMembers(roster: Roster, { most, stored, chains, nextOf }: WorkRequest): readonly number[] {
  const known = new Set(stored.map(({ index }) => index));
  const chosen = new Set<number>();
  const isWanted = (index: number): boolean => !known.has(index) && !chosen.has(index) && nextOf(index) !== undefined;
  const suppliers = inTurn(
    chains.map((chain) => suppliersOf(roster, chain)),
    isWanted,
  );
  for (const index of inTurn([suppliers, nearestIn(roster, nextOf)], isWanted)) {
    if (chosen.size >= most) break;
    chosen.add(index);
  }
  return [...chosen, ...known].slice(0, most);
}

/** The next wanted one of each list, and so on: none goes short because another is full of greater ones. */
function* inTurn(lists: readonly Iterable<number>[], isWanted: (one: number) => boolean): Generator<number> {
  const open = new Set(lists.map((list) => list[Symbol.iterator]()));
  while (open.size > 0)
    for (const list of open) {
      let next = list.next();
      while (!next.done && !isWanted(next.value)) next = list.next();
      if (next.done) open.delete(list);
      else yield next.value;
    }
}

/** The leader's direct suppliers, whom most depends on first. */
function suppliersOf(roster: Roster, { directSuppliers, dependency, network }: ChainFigures): readonly number[] {
  return directSuppliers
    .map((node) => ({ index: roster.find(network.keys[node] as string), weight: dependency[node] as number }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ index }) => index);
}

/** Those of the registry by how little they miss for the next level. */
function nearestIn(roster: Roster, nextOf: WorkRequest['nextOf']): readonly number[] {
  const nearest: { readonly index: number; readonly missing: number }[] = [];
  for (let index = 0; index < roster.size; index++) {
    const isAsked = isInScope(roster, index) && countingKind(roster, index) !== null;
    const next = isAsked ? nextOf(index) : undefined;
    if (next) nearest.push({ index, missing: next.missing });
  }
  return nearest.sort((a, b) => a.missing - b.missing || a.index - b.index).map(({ index }) => index);
}
