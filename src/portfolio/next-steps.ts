// What to do next in a portfolio: chains and whom to take along, model cases, visits, roadmaps and where money goes.

import { foldKey, parseAnswerMark, toNumber } from '../model/index.ts';
import {
  type ActiveRecords,
  chooseTarget,
  createStateKeys,
  findLevelCosts,
  findUnmetLevels,
  type LevelCost,
  type RecommendInput,
  readActiveRecords,
  type Solver,
} from '../policy/index.ts';
import { type AnswerSet, assess, evaluate, levelRequirements, type Plan } from '../scoring/index.ts';
import {
  allocateBudget,
  type BudgetAllocation,
  type EnterpriseRoadmaps,
  fromCents,
  MAX_BUDGET_FACTOR,
  type PricedRoadmap,
  priceLimit,
  toCents,
} from './budget-allocation.ts';
import { type ChainFigures, type ClusterFigures, describeChains, describeClusters } from './chains/chain-figures.ts';
import { chainMembersIn } from './chains/chain-members.ts';
import {
  type ChainSupport,
  findChainSupport,
  type SupplierSelection,
  selectSuppliers,
} from './chains/supplier-selection.ts';
import type { SupplierLink } from './chains/supply-links.ts';
import { answersOfMember, chosenKind, highestLevel, levelAt } from './chosen-assessment.ts';
import { type AssessmentKind, cheapestOfLevels } from './member.ts';
import { findModelCases, type ModelCases } from './model-cases.ts';
import { isInScope, type Roster } from './roster.ts';
import { dateOfDay } from './stated-day.ts';

/** A chain with whom its leader should take along. */
export interface ChainNextSteps {
  readonly figures: ChainFigures;
  /** Null without a budget; `isAll` is whether the plans of all were looked at; nobody is priced where no direct supplier has a roadmap with its cost. */
  readonly along: (SupplierSelection & { readonly support: ChainSupport | null; readonly isAll: boolean }) | null;
}

/** What to do next in a portfolio: chains, models, visits, and money. It names enterprises and is for the office alone. */
export interface NextSteps {
  /** The highest level there is, and whether a pack says so. */
  readonly top: { readonly level: number; readonly isKnown: boolean };
  readonly chains: readonly ChainNextSteps[];
  readonly clusters: readonly ClusterFigures[];
  /** Keys in the links that neither the registry nor an input has, with the first line that names them. */
  readonly unknown: readonly { readonly key: string; readonly line: number }[];
  /** Null where no model cases were asked for. */
  readonly models: ({ readonly by: readonly string[] } & ModelCases) | null;
  /** The most urgent, of so many of the registry that were never visited, beside those outside; null where nobody asked. */
  readonly visits: { readonly all: number; readonly outside: number; readonly first: readonly Visit[] } | null;
  /**
   * Of the registry alone; null without a budget. `looked`: for how many enterprises it was looked which plans they have, those
   * on file among them, and whether that is all; `ruledOut`: how many of these have only plans that cost too much for a level to
   * be bought with up to twice the budget; `below`: how many could climb, null where no pack says; `outside`: how many with
   * roadmaps are left out because the registry does not list them; `next` is null where nobody has a roadmap.
   */
  readonly money: {
    readonly budget: number;
    readonly looked: { readonly count: number; readonly isAll: boolean };
    readonly ruledOut: number;
    readonly below: number | null;
    readonly outside: number;
    readonly next: BudgetAllocation | null;
  } | null;
}

/** The pack and the policy that next steps are worked out by. */
export interface NextStepsBasis extends Pick<RecommendInput, 'plan' | 'measures' | 'policy' | 'stamp' | 'asOf'> {
  readonly hasPolicy: boolean;
  /** The version of the program. */
  readonly tool: string;
}

interface MoneyRequest {
  /** In hundredths of the currency. */
  readonly budget: number;
  /** For how many enterprises to work out roadmaps beside those stored. */
  readonly plans: number;
  readonly solver: Solver;
}

interface NextStepsRequest {
  readonly links: readonly SupplierLink[];
  /** Null where no pack is known. */
  readonly basis: NextStepsBasis | null;
  /** What model cases are grouped by; null is none. */
  readonly models: readonly string[] | null;
  /** How many visits; null is none. */
  readonly visits: number | null;
  readonly money: MoneyRequest | null;
  readonly tell: (done: number, all: number) => void;
  /** Gives its turn to whatever waits, such as a signal that ends the run. */
  readonly pause: () => Promise<unknown>;
}

/** The level above a member's own, and how many of its requirements the member misses; undefined where that is not known. */
type NextOf = (index: number) => { readonly next: number; readonly missing: number } | undefined;

/** How many model cases of each kind are named in a group. */
const MODELS = 3;

/** Chains, models, visits and money, from the enterprises of a portfolio. */
export async function computeNextSteps(roster: Roster, request: NextStepsRequest): Promise<NextSteps> {
  const { links, basis, models, visits, money } = request;
  const levels = basis && levelsOf(basis.plan);
  const known = levels?.at(-1) ?? null;
  const top = { level: known ?? highestLevel(roster), isKnown: known !== null };
  const isNextAsked = basis !== null && (money !== null || visits !== null);
  const nextOf: NextOf = isNextAsked ? await findNextLevels(roster, basis.plan, request.pause) : () => undefined;
  const figures = describeChains(links, chainMembersIn(roster), top.level);
  const inScope = ({ index }: EnterpriseRoadmaps): boolean => isInScope(roster, index);
  const stored = money === null ? [] : storedRoadmaps(roster);
  const wanted = money && basis?.hasPolicy ? chooseMembers(roster, money.plans, stored, figures, nextOf) : [];
  const direct = new Set(figures.flatMap((chain) => suppliersOf(roster, chain)));
  const worked =
    money && basis?.hasPolicy
      ? await computeRoadmaps(roster, wanted, basis, {
          ...request,
          ...money,
          // Whom a leader should take along is a question of its own, with another answer.
          isPricedInAnyCase: (index) => direct.has(index),
          priceLimit: (found) => priceLimit(joinRoadmaps(stored, found).filter(inScope), money.budget, levels),
        })
      : [];
  const roadmaps = joinRoadmaps(stored, worked);
  const own = roadmaps.filter(inScope);
  const chainOf = figures.length === 0 ? null : dependencies(roster, figures);
  const plan = visits === null ? null : planVisits(roster, { nextOf, chainOf });
  return {
    top,
    chains: figures.map(
      (one): ChainNextSteps => ({
        figures: one,
        along: money && selectWithSupport(roster, one, { ...money, roadmaps, top: top.level }, basis),
      }),
    ),
    clusters: describeClusters(figures),
    unknown: unknownIn(roster, links),
    models: models && { by: models, ...findModelCases(roster, { by: models, most: MODELS }) },
    visits: plan && { all: plan.visits.length, outside: plan.outside, first: plan.visits.slice(0, visits ?? 0) },
    money: money && {
      budget: fromCents(money.budget),
      ...countLooked(roster, wanted, own, nextOf),
      below: basis && countBelow(roster, own, nextOf),
      outside: roadmaps.length - own.length,
      next: allocateBudget(own, money.budget, levels),
    },
  };
}

/** The levels there are, ascending; null where the pack has none. */
function levelsOf(plan: Plan): number[] | null {
  return plan.level === null ? null : levelRequirements(plan).map(({ value }) => toNumber(value));
}

/** How many of the registry could climb, by their answers or by a plan on file. */
function countBelow(roster: Roster, roadmaps: readonly EnterpriseRoadmaps[], nextOf: NextOf): number {
  const known = new Set(roadmaps.map(({ index }) => index));
  let count = 0;
  for (let index = 0; index < roster.size; index++)
    if (isInScope(roster, index) && (known.has(index) || nextOf(index))) count += 1;
  return count;
}

/** For how many of the registry it was looked which plans they have, and how many of them have none that may be bought. */
function countLooked(
  roster: Roster,
  wanted: readonly number[],
  roadmaps: readonly EnterpriseRoadmaps[],
  nextOf: NextOf,
): Pick<NonNullable<NextSteps['money']>, 'looked' | 'ruledOut'> {
  const known = new Set(roadmaps.map(({ index }) => index));
  const others = wanted.filter((index) => isInScope(roster, index) && !known.has(index) && nextOf(index));
  const looked = new Set([...known, ...others]);
  let isAll = true;
  for (let index = 0; index < roster.size && isAll; index++)
    isAll = !isInScope(roster, index) || looked.has(index) || nextOf(index) === undefined;
  return { looked: { count: looked.size, isAll }, ruledOut: others.length };
}

/** How many enterprises are evaluated before whatever waits has its turn. */
const IN_ONE_GO = 100;

/** Works out what each member in scope misses for the level above its own; others are worked out when they are asked for. */
async function findNextLevels(roster: Roster, plan: Plan, pause: NextStepsRequest['pause']): Promise<NextOf> {
  const found: ReturnType<NextOf>[] = [];
  for (let index = 0; index < roster.size; index++) {
    if (index % IN_ONE_GO === 0) await pause();
    found.push(isInScope(roster, index) ? findNextLevel(roster, plan, index) : undefined);
  }
  return (index) => (isInScope(roster, index) ? found[index] : findNextLevel(roster, plan, index));
}

function findNextLevel(roster: Roster, plan: Plan, index: number): ReturnType<NextOf> {
  const sheet = answersOfMember(plan, roster, index);
  const evaluation = sheet && evaluate(plan, sheet);
  const target = evaluation && chooseTarget(plan, evaluation, undefined);
  return target
    ? { next: toNumber(target.value), missing: findUnmetLevels(plan, target, evaluation).length }
    : undefined;
}

/** Whom the leader of a chain should take along within the budget, and what the policy pays for it. */
function selectWithSupport(
  roster: Roster,
  figures: ChainFigures,
  given: MoneyRequest & { readonly roadmaps: readonly EnterpriseRoadmaps[]; readonly top: number },
  basis: NextStepsBasis | null,
): ChainNextSteps['along'] {
  const next = new Map(
    given.roadmaps.map(({ index, from, roadmaps }) => [index, roadmaps.find(({ to }) => to > from)]),
  );
  const inCents = selectSuppliers(figures, (key) => next.get(roster.find(key)), given);
  const along = {
    ...inCents,
    isAll: given.plans === Number.POSITIVE_INFINITY,
    budget: fromCents(inCents.budget),
    cost: fromCents(inCents.cost),
    chosen: inCents.chosen.map((one) => ({ ...one, cost: fromCents(one.cost) })),
  };
  if (!basis?.hasPolicy || along.chosen.length === 0) return { ...along, support: null };
  const sheetOf = (node: number) => {
    const index = roster.find(figures.network.keys[node] as string);
    return (index < 0 ? undefined : answersOfMember(basis.plan, roster, index)) ?? new Map();
  };
  const suppliers = along.chosen.map(({ node }) => sheetOf(node));
  return { ...along, support: findChainSupport(basis, sheetOf(figures.leader.node), suppliers) };
}

/** By member, the chain that depends on it most. */
function dependencies(
  roster: Roster,
  chains: readonly ChainFigures[],
): Map<number, { name: string; dependency: number }> {
  const most = new Map<number, { name: string; dependency: number }>();
  for (const { name, network, dependency } of chains)
    for (const [node, key] of network.keys.entries()) {
      const [index, value] = [roster.find(key), dependency[node] as number];
      if (index >= 0 && value > (most.get(index)?.dependency ?? 0)) most.set(index, { name, dependency: value });
    }
  return most;
}

function unknownIn(roster: Roster, links: readonly SupplierLink[]): NextSteps['unknown'] {
  const first = new Map<string, { key: string; line: number }>();
  for (const { buyer, supplier, line } of links)
    for (const key of [buyer, supplier])
      if (!first.has(foldKey(key)) && roster.find(key) < 0) first.set(foldKey(key), { key, line });
  return [...first.values()];
}

/** The roadmaps that enterprise files hold, one enterprise after the other: those of the newest policy that has some. */
function storedRoadmaps(roster: Roster): StoredRoadmaps[] {
  const { files, newest } = roster;
  return [...files].flatMap(([index, { policies }]) => {
    const last = policies.findLast(({ advice }) => advice !== null);
    const kind = chosenKind(roster, index);
    if (!last?.advice || !kind) return [];
    const { currency, roadmaps } = last.advice;
    const from = levelAt(newest[kind], index).lowest;
    const isCurrent = last.day >= (newest[kind].day[index] as number);
    return [{ index, from, currency, isCurrent, roadmaps: roadmaps.map((one) => ({ ...one, isStored: true })) }];
  });
}

/** Roadmaps on file, and whether they were made with the assessment that counts, or after it. */
interface StoredRoadmaps extends EnterpriseRoadmaps {
  readonly isCurrent: boolean;
}

type Planned = Pick<EnterpriseRoadmaps, 'from' | 'roadmaps'>;

/** A jump of more levels at once is no plan. */
const LEVELS = 3;

/** How many enterprises are planned for before it is asked again what a level may cost. */
const BATCH = 100;

interface PlanningRequest extends MoneyRequest, Pick<NextStepsRequest, 'tell' | 'pause'> {
  /** Whether what a member's levels cost is wanted whatever it is, up to twice the budget. */
  readonly isPricedInAnyCase: (index: number) => boolean;
  /** What a level may cost for a plan to be worth looking at, by the roadmaps that are known; in hundredths. */
  readonly priceLimit: (found: readonly EnterpriseRoadmaps[]) => number;
}

/**
 * Works out by the policy what each of the next levels costs each of these members. Nothing is a roadmap here that costs more
 * than the staircase of budgets goes up to, or more for each of its levels than every level costs that is bought: by
 * `priceLimit` no best choice holds it. That rules most members out before a program is made for them. Who is in the same
 * state has the same roadmaps.
 */
async function computeRoadmaps(
  roster: Roster,
  wanted: readonly number[],
  basis: NextStepsBasis,
  { solver, budget, tell, pause, isPricedInAnyCase, priceLimit: limitFor }: PlanningRequest,
): Promise<EnterpriseRoadmaps[]> {
  const { plan, measures, stamp, tool } = basis;
  const currency = measures.find(({ definition }) => definition.cost)?.definition.cost?.currency;
  if (currency === undefined) return [];
  const most = budget * MAX_BUDGET_FACTOR;
  const stateOf = createStateKeys(basis);
  const known = new Map<string, Planned>();
  const found = new Map<number, EnterpriseRoadmaps>();
  /** Up to which cost plans were looked for, by member. */
  const reach = new Map<number, number>();

  function planFor(index: number, limit: number): void {
    reach.set(index, limit);
    const sheet = answersOfMember(plan, roster, index);
    const kind = chosenKind(roster, index);
    if (!sheet || !kind) return;
    const record = recordOf(roster, index, kind);
    const state = `${limit} ${stateOf(sheet)} ${record ? JSON.stringify([...record.done, record.assessedOn]) : ''}`;
    const planned = known.get(state) ?? workOut(sheet, record, limit);
    known.set(state, planned);
    const { roadmaps } = planned;
    const from = Math.max(planned.from, levelAt(roster.newest[kind], index).lowest);
    if (roadmaps.length > 0) found.set(index, { index, from, currency: currency as string, roadmaps });
  }

  let price = Number.POSITIVE_INFINITY;
  const limitOf = (index: number): number => (isPricedInAnyCase(index) ? most : Math.min(most, price * LEVELS));
  // A lower price is found on the way. Should it prove too low in the end, those looked at with it are looked at again.
  for (let open = wanted; open.length > 0; open = wanted.filter((index) => (reach.get(index) ?? 0) < limitOf(index))) {
    for (const [at, index] of open.entries()) {
      if (at % BATCH === 0) price = limitFor([...found.values()]);
      await pause();
      tell(at, open.length);
      planFor(index, limitOf(index));
    }
    price = limitFor([...found.values()]);
  }
  return [...found.values()].sort((a, b) => a.index - b.index);

  function workOut(sheet: AnswerSet, record: ActiveRecords | undefined, limit: number): Planned {
    const assessed = assess(plan, sheet, stamp, tool);
    const money = { n: BigInt(Math.ceil(limit)), d: 100n };
    const { from, stairs } = findLevelCosts(
      { ...basis, sheet, assessed, solver, record },
      { levels: LEVELS, most: money },
    );
    return { from: from ?? 0, roadmaps: stairs.map(roadmapOf) };
  }
}

function roadmapOf({ level, cost, measures, isProven }: LevelCost): PricedRoadmap {
  return { to: level, cost: toCents(cost), measures: measures.map(({ id }) => id), isStored: false, isProven };
}

/** What is on record of an enterprise with a file; undefined where no measure is done. */
function recordOf({ files, newest }: Roster, index: number, kind: AssessmentKind): ActiveRecords | undefined {
  const assessedOn = dateOfDay(newest[kind].day[index] as number);
  const record = assessedOn === null ? undefined : readActiveRecords(files.get(index)?.records ?? [], assessedOn);
  return record && record.done.size > 0 ? record : undefined;
}

/**
 * The roadmaps on file and those worked out, of each level the cheapest. What is on file from before the assessment that counts
 * gives way to what its answers lead to.
 */
function joinRoadmaps(stored: readonly StoredRoadmaps[], worked: readonly EnterpriseRoadmaps[]): EnterpriseRoadmaps[] {
  const byIndex = new Map<number, EnterpriseRoadmaps>(stored.map((one) => [one.index, one]));
  const outdated = new Set(stored.flatMap(({ index, isCurrent }) => (isCurrent ? [] : [index])));
  for (const one of worked) {
    const own = byIndex.get(one.index);
    if (own && own.currency !== one.currency) continue;
    const kept = outdated.has(one.index) ? [] : (own?.roadmaps ?? []);
    byIndex.set(one.index, { ...one, roadmaps: cheapestOfLevels([...kept, ...one.roadmaps]) });
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/**
 * Those worth asking about, up to `most`: the direct suppliers of each chain's leader that most depends on, chain by chain
 * in turn, and whoever of the registry is closest to the next level, every other time; then whoever has a policy on file.
 */
function chooseMembers(
  roster: Roster,
  most: number,
  stored: readonly EnterpriseRoadmaps[],
  chains: readonly ChainFigures[],
  nextOf: NextOf,
): readonly number[] {
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
function nearestIn(roster: Roster, nextOf: NextOf): readonly number[] {
  const nearest: { readonly index: number; readonly missing: number }[] = [];
  for (let index = 0; index < roster.size; index++) {
    const next = isInScope(roster, index) ? nextOf(index) : undefined;
    if (next) nearest.push({ index, missing: next.missing });
  }
  return nearest.sort((a, b) => a.missing - b.missing || a.index - b.index).map(({ index }) => index);
}

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
interface VisitInput {
  /** The requirements an enterprise misses for its next level; undefined where that is not known. */
  readonly nextOf: (index: number) => { readonly next: number; readonly missing: number } | undefined;
  /** By the place in the roster; null where no chains are known. */
  readonly chainOf: ReadonlyMap<number, { readonly name: string; readonly dependency: number }> | null;
}

/** Whom to visit, the most urgent first, and how many others are left out because the registry does not list them. */
interface VisitPlan {
  readonly visits: readonly Visit[];
  readonly outside: number;
}

/**
 * Whom to visit next: whoever of the registry assessed itself and was never diagnosed on site. Urgency is the mean of its
 * parts: 1 divided by the requirements missing to the next level; the share of "don't know" among the answers, as a part of
 * the greatest share; and, where chains are known, what its chain depends on it, as a part of the greatest dependency.
 * Equals by key.
 */
function planVisits(roster: Roster, { nextOf, chainOf }: VisitInput): VisitPlan {
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
