// Computes the next steps of a portfolio: chains, suppliers to help, model cases, visits, roadmaps and the budget.

import { foldKey, itemAt, parseAnswerMark, toNumber } from '../model/index.ts';
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
import { type AnswerSet, assess, evaluate, listLevelRequirements, type Plan } from '../scoring/index.ts';
import {
  allocateBudget,
  type BudgetAllocation,
  computePriceLimit,
  type EnterpriseRoadmaps,
  MAX_BUDGET_FACTOR,
  type PricedRoadmap,
  toAmount,
  toCents,
} from './budget-allocation.ts';
import { type ChainFigures, type ClusterFigures, describeChains, describeClusters } from './chains/chain-figures.ts';
import { createChainMemberFinder } from './chains/chain-members.ts';
import {
  type ChainSupport,
  findChainSupport,
  type SupplierSelection,
  selectSuppliers,
} from './chains/supplier-selection.ts';
import type { SupplierLink } from './chains/supply-links.ts';
import { findChosenKind, findHighestLevel, levelAt, readAnswersOfMember } from './chosen-assessment.ts';
import {
  allocateGrants,
  type EnterpriseGrants,
  type GrantAllocation,
  type PayableTier,
  selectGrants,
} from './grant-allocation.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, selectCheapest } from './member.ts';
import { findModelCases, type ModelCases } from './model-cases.ts';
import { isInScope, type Roster } from './roster.ts';
import { toCalendarDate } from './stated-day.ts';

/** A chain, with the suppliers that its leader should help first. */
export interface ChainNextSteps {
  readonly figures: ChainFigures;
  /**
   * The suppliers that the leader should help first; null without a budget. `isAll` says whether plans were computed
   * for all enterprises rather than for a limited number. If no direct supplier has a roadmap with a known cost, no
   * supplier is chosen.
   */
  readonly along: (SupplierSelection & { readonly support: ChainSupport | null; readonly isAll: boolean }) | null;
}

/**
 * The next steps that follow from a portfolio: chains, model cases, visits and spending. They name enterprises, so
 * nobody outside the office may see them.
 */
export interface NextSteps {
  /** The highest level, and whether it is known from a pack. */
  readonly top: { readonly level: number; readonly isKnown: boolean };
  /**
   * Whether the answers of any assessment are known. Without answers, neither requirements nor plans can be determined.
   */
  readonly hasAnswers: boolean;
  readonly chains: readonly ChainNextSteps[];
  readonly clusters: readonly ClusterFigures[];
  /**
   * Keys that occur in links but neither in the registry nor in any other input, each with the first line that names
   * it.
   */
  readonly unknown: readonly { readonly key: string; readonly line: number }[];
  /** Model cases by group; null unless requested. */
  readonly models: ({ readonly by: readonly string[] } & ModelCases) | null;
  /**
   * `first`: the most urgent visits; `all`: the number of registered enterprises never visited; `outside`: the number
   * of enterprises left out because they are not registered. Null unless requested.
   */
  readonly visits: { readonly all: number; readonly outside: number; readonly first: readonly Visit[] } | null;
  /**
   * How a budget is best spent on registered enterprises; null without a budget. `looked`: how many enterprises had
   * their plans considered, including plans on file, and whether these are all; `ruledOut`: how many of them have only
   * plans that cost too much per level to be chosen even with twice the budget; `below`: how many enterprises could
   * reach a higher level, null without a pack; `outside`: how many have roadmaps but are left out because they are not
   * registered; `next`: the roadmaps to fund, null if there are none.
   */
  readonly money: {
    readonly budget: number;
    readonly looked: { readonly count: number; readonly isAll: boolean };
    readonly ruledOut: number;
    readonly below: number | null;
    readonly outside: number;
    readonly next: BudgetAllocation | null;
  } | null;
  /**
   * The plans on file whose grants a budget pays; null unless requested. `unknown`: how many assessed enterprises have
   * no current plan on file that states its grants, so that nothing is known of them; `outside`: how many plans are
   * left out because their enterprises are not registered; `next`: the plans to pay, null if there are none.
   */
  readonly grants: {
    readonly budget: number;
    readonly unknown: number;
    readonly outside: number;
    /** Whether only the grants of certain funding programmes count. */
    readonly isLimited: boolean;
    readonly next: GrantAllocation | null;
  } | null;
}

/** The pack and policy on which next steps are based. */
export interface NextStepsBasis extends Pick<RecommendInput, 'plan' | 'measures' | 'policy' | 'stamp' | 'asOf'> {
  readonly hasPolicy: boolean;
  /** The version of Matura. */
  readonly tool: string;
}

interface MoneyRequest {
  /** The money to spend, in hundredths of the currency. */
  readonly budget: number;
  /** For how many enterprises to compute roadmaps in addition to the stored ones. */
  readonly plans: number;
  readonly solver: Solver;
}

interface GrantRequest extends Pick<MoneyRequest, 'budget'> {
  readonly tier: PayableTier;
  /** The ids of the funding programmes whose grants the budget pays; null for all. */
  readonly programmes: ReadonlySet<string> | null;
}

interface NextStepsRequest {
  readonly links: readonly SupplierLink[];
  /** The pack and policy for computing next steps; null if no pack is known. */
  readonly basis: NextStepsBasis | null;
  /** The facts by which model cases are grouped; null for no model cases. */
  readonly models: readonly string[] | null;
  /** The number of visits to plan; null for none. */
  readonly visits: number | null;
  readonly money: MoneyRequest | null;
  readonly grants: GrantRequest | null;
  readonly notify: (done: number, all: number) => void;
  /** Lets other pending work proceed, such as handling a signal that ends the run, and waits until it is done. */
  readonly pause: () => Promise<unknown>;
}

/**
 * Returns the next level of a member, and how many of its requirements the member does not meet; undefined if unknown.
 */
type NextOf = (index: number) => { readonly next: number; readonly missing: number } | undefined;

/** The number of model cases of each kind that are named per group. */
const MODELS_PER_GROUP = 3;

/** Computes chains, model cases, visits and spending for the enterprises of a portfolio. */
export async function computeNextSteps(roster: Roster, request: NextStepsRequest): Promise<NextSteps> {
  const { links, basis, models, visits, money } = request;
  const levels = basis && levelsOf(basis.plan);
  const highestDefined = levels?.at(-1) ?? null;
  const top = { level: highestDefined ?? findHighestLevel(roster), isKnown: highestDefined !== null };
  const isNextAsked = basis !== null && (money !== null || visits !== null);
  const nextOf: NextOf = isNextAsked ? await findNextLevels(roster, basis.plan, request.pause) : () => undefined;
  const figures = describeChains(links, createChainMemberFinder(roster), top.level);
  const isEnterpriseInScope = ({ index }: EnterpriseRoadmaps): boolean => isInScope(roster, index);
  const roadmapsOnFile = money === null ? [] : collectStoredRoadmaps(roster);
  const membersToPlan =
    money && basis?.hasPolicy ? chooseMembers(roster, money.plans, roadmapsOnFile, figures, nextOf) : [];
  const direct = new Set(figures.flatMap((chain) => suppliersOf(roster, chain)));
  const computedRoadmaps =
    money && basis?.hasPolicy
      ? await computeRoadmaps(roster, membersToPlan, basis, {
          ...request,
          ...money,
          // Direct suppliers are priced in any case, because choosing among them is a separate problem with a budget of
          // its own.
          isPricedInAnyCase: (index) => direct.has(index),
          priceLimit: (found) =>
            computePriceLimit(joinRoadmaps(roadmapsOnFile, found).filter(isEnterpriseInScope), money.budget, levels),
        })
      : [];
  const roadmaps = joinRoadmaps(roadmapsOnFile, computedRoadmaps);
  const registeredRoadmaps = roadmaps.filter(isEnterpriseInScope);
  const chainOf = figures.length === 0 ? null : findLeaderDependencies(roster, figures);
  const plan = visits === null ? null : planVisits(roster, { nextOf, chainOf });
  return {
    top,
    hasAnswers: ASSESSMENT_KINDS.some((kind) => roster.newest[kind].answers.size > 0),
    chains: figures.map(
      (chain): ChainNextSteps => ({
        figures: chain,
        along: money && selectWithSupport(roster, chain, { ...money, roadmaps, top: top.level }, basis),
      }),
    ),
    clusters: describeClusters(figures),
    unknown: findUnknown(roster, links),
    models: models && { by: models, ...findModelCases(roster, { by: models, most: MODELS_PER_GROUP }) },
    visits: plan && { all: plan.visits.length, outside: plan.outside, first: plan.visits.slice(0, visits ?? 0) },
    money: money && {
      budget: toAmount(money.budget),
      ...countLooked(roster, membersToPlan, registeredRoadmaps, nextOf),
      below: basis && countBelow(roster, registeredRoadmaps, nextOf),
      outside: roadmaps.length - registeredRoadmaps.length,
      next: allocateBudget(registeredRoadmaps, money.budget, levels),
    },
    grants: request.grants && spendOnGrants(roster, request.grants),
  };
}

/** Spends a budget on the grants of the plans on file, of which only those for the assessments that count are used. */
function spendOnGrants(roster: Roster, { budget, tier, programmes }: GrantRequest): NonNullable<NextSteps['grants']> {
  const plans: EnterpriseGrants[] = [];
  let [unknown, outside] = [0, 0];
  for (let index = 0; index < roster.size; index++) {
    const kind = findChosenKind(roster, index);
    if (!kind) continue;
    const lastPolicy = roster.files.get(index)?.policies.at(-1);
    const isCurrent = lastPolicy && lastPolicy.day >= (roster.newest[kind].day[index] as number);
    const grants = isCurrent ? lastPolicy.grants : null;
    if (!isInScope(roster, index)) outside += grants ? 1 : 0;
    else if (!grants) unknown += 1;
    else plans.push(selectGrants(grants, { index, from: levelAt(roster.newest[kind], index).lowest }, programmes));
  }
  return {
    ...{ budget: toAmount(budget), unknown, outside, isLimited: programmes !== null },
    next: allocateGrants(plans, budget, tier),
  };
}

/** Lists the levels, ascending; null if the pack has none. */
function levelsOf(plan: Plan): number[] | null {
  return plan.level === null ? null : listLevelRequirements(plan).map(({ value }) => toNumber(value));
}

/**
 * Counts the registered enterprises that could reach a higher level, according to their answers or to a plan on file.
 */
function countBelow(roster: Roster, roadmaps: readonly EnterpriseRoadmaps[], nextOf: NextOf): number {
  const withRoadmap = new Set(roadmaps.map(({ index }) => index));
  let count = 0;
  for (let index = 0; index < roster.size; index++)
    if (isInScope(roster, index) && (withRoadmap.has(index) || nextOf(index))) count += 1;
  return count;
}

/**
 * Counts the registered enterprises whose plans were considered, and those of them that have only plans which cost too
 * much per level.
 */
function countLooked(
  roster: Roster,
  membersToPlan: readonly number[],
  roadmaps: readonly EnterpriseRoadmaps[],
  nextOf: NextOf,
): Pick<NonNullable<NextSteps['money']>, 'looked' | 'ruledOut'> {
  const withRoadmap = new Set(roadmaps.map(({ index }) => index));
  const withoutRoadmap = membersToPlan.filter(
    (index) => isInScope(roster, index) && !withRoadmap.has(index) && nextOf(index),
  );
  const consideredMembers = new Set([...withRoadmap, ...withoutRoadmap]);
  let isAll = true;
  for (let index = 0; index < roster.size && isAll; index++)
    isAll = !isInScope(roster, index) || consideredMembers.has(index) || nextOf(index) === undefined;
  return { looked: { count: consideredMembers.size, isAll }, ruledOut: withoutRoadmap.length };
}

/** The number of enterprises that are evaluated before other pending work gets a turn. */
const ENTERPRISES_PER_TURN = 100;

/**
 * Finds the next level and the number of missing requirements of each member in scope in advance, and those of any
 * other member when they are asked for.
 */
async function findNextLevels(roster: Roster, plan: Plan, pause: NextStepsRequest['pause']): Promise<NextOf> {
  const nextLevels: ReturnType<NextOf>[] = [];
  for (let index = 0; index < roster.size; index++) {
    if (index % ENTERPRISES_PER_TURN === 0) await pause();
    nextLevels.push(isInScope(roster, index) ? findNextLevel(roster, plan, index) : undefined);
  }
  return (index) => (isInScope(roster, index) ? nextLevels[index] : findNextLevel(roster, plan, index));
}

function findNextLevel(roster: Roster, plan: Plan, index: number): ReturnType<NextOf> {
  const sheet = readAnswersOfMember(plan, roster, index);
  const evaluation = sheet && evaluate(plan, sheet);
  const target = evaluation && chooseTarget(plan, evaluation, undefined);
  return target
    ? { next: toNumber(target.value), missing: findUnmetLevels(plan, target, evaluation).length }
    : undefined;
}

/**
 * Selects the suppliers that the leader of a chain should help within the budget, and computes what instruments of the
 * policy pay for this.
 */
function selectWithSupport(
  roster: Roster,
  figures: ChainFigures,
  request: MoneyRequest & { readonly roadmaps: readonly EnterpriseRoadmaps[]; readonly top: number },
  basis: NextStepsBasis | null,
): ChainNextSteps['along'] {
  const nextRoadmaps = new Map(
    request.roadmaps.map(({ index, from, roadmaps }) => [index, roadmaps.find(({ to }) => to > from)]),
  );
  const selectionInCents = selectSuppliers(figures, (key) => nextRoadmaps.get(roster.find(key)), request);
  const chainSelection = {
    ...selectionInCents,
    isAll: request.plans === Number.POSITIVE_INFINITY,
    budget: toAmount(selectionInCents.budget),
    cost: toAmount(selectionInCents.cost),
    chosen: selectionInCents.chosen.map((supplier) => ({ ...supplier, cost: toAmount(supplier.cost) })),
  };
  if (!basis?.hasPolicy || chainSelection.chosen.length === 0) return { ...chainSelection, support: null };
  const sheetOf = (node: number) => {
    const index = roster.find(itemAt(figures.network.keys, node));
    return (index < 0 ? undefined : readAnswersOfMember(basis.plan, roster, index)) ?? new Map();
  };
  const suppliers = chainSelection.chosen.map(({ node }) => sheetOf(node));
  return { ...chainSelection, support: findChainSupport(basis, sheetOf(figures.leader.node), suppliers) };
}

/** Finds, for each member, the chain whose leader depends on it most. */
function findLeaderDependencies(
  roster: Roster,
  chains: readonly ChainFigures[],
): Map<number, { name: string; dependency: number }> {
  const strongestLinks = new Map<number, { name: string; dependency: number }>();
  for (const { name, network, dependency } of chains)
    for (const [node, key] of network.keys.entries()) {
      const [index, value] = [roster.find(key), dependency[node] as number];
      if (index >= 0 && value > (strongestLinks.get(index)?.dependency ?? 0))
        strongestLinks.set(index, { name, dependency: value });
    }
  return strongestLinks;
}

function findUnknown(roster: Roster, links: readonly SupplierLink[]): NextSteps['unknown'] {
  const firstLinks = new Map<string, { key: string; line: number }>();
  for (const { buyer, supplier, line } of links)
    for (const key of [buyer, supplier])
      if (!firstLinks.has(foldKey(key)) && roster.find(key) < 0) firstLinks.set(foldKey(key), { key, line });
  return [...firstLinks.values()];
}

/** Collects the roadmaps in enterprise files: for each enterprise, those of the newest policy that has roadmaps. */
function collectStoredRoadmaps(roster: Roster): StoredRoadmaps[] {
  const { files, newest } = roster;
  return [...files].flatMap(([index, { policies }]) => {
    const lastPolicy = policies.findLast(({ advice }) => advice !== null);
    const kind = findChosenKind(roster, index);
    if (!lastPolicy?.advice || !kind) return [];
    const { currency, roadmaps } = lastPolicy.advice;
    const levelNow = levelAt(newest[kind], index).lowest;
    const isCurrent = lastPolicy.day >= (newest[kind].day[index] as number);
    return [
      {
        index,
        from: levelNow,
        currency,
        isCurrent,
        roadmaps: roadmaps.map((roadmap) => ({ ...roadmap, isStored: true })),
      },
    ];
  });
}

/** The roadmaps on file for an enterprise, and whether they are at least as recent as the assessment that counts. */
interface StoredRoadmaps extends EnterpriseRoadmaps {
  readonly isCurrent: boolean;
}

type PlannedRoadmaps = Pick<EnterpriseRoadmaps, 'from' | 'roadmaps'>;

/** The maximum number of levels that a plan may gain. */
const MAX_LEVELS_PRICED = 3;

/** The price limit is updated each time plans were computed for this many enterprises. */
const ENTERPRISES_PER_BATCH = 100;

interface PlanningRequest extends MoneyRequest, Pick<NextStepsRequest, 'notify' | 'pause'> {
  /**
   * Whether the roadmaps of a member must be calculated even if they cost more per level than the price limit, as long
   * as they cost at most twice the budget.
   */
  readonly isPricedInAnyCase: (index: number) => boolean;
  /**
   * Returns the highest cost per level, in hundredths of the currency, at which a further plan could be part of an
   * optimal choice, given the roadmaps found so far.
   */
  readonly priceLimit: (found: readonly EnterpriseRoadmaps[]) => number;
}

/**
 * Computes what each of the next levels costs these members under the policy. Roadmaps that cost more than the largest
 * budget examined, or more per level than `priceLimit` allows, are left out, because no optimal choice contains them.
 * For most members, this saves building an integer program. Members with equal answers share roadmaps.
 */
async function computeRoadmaps(
  roster: Roster,
  membersToPlan: readonly number[],
  basis: NextStepsBasis,
  { solver, budget, notify, pause, isPricedInAnyCase, priceLimit: limitFor }: PlanningRequest,
): Promise<EnterpriseRoadmaps[]> {
  const { plan, measures, stamp, tool } = basis;
  const currency = measures.find(({ definition }) => definition.cost)?.definition.cost?.currency;
  if (currency === undefined) return [];
  const maxCost = budget * MAX_BUDGET_FACTOR;
  const stateOf = createStateKeys(basis);
  const plansByState = new Map<string, PlannedRoadmaps>();
  const roadmapsByMember = new Map<number, EnterpriseRoadmaps>();
  /** For each member, the highest cost up to which its plans were searched for. */
  const searchedLimits = new Map<number, number>();

  function planFor(index: number, limit: number): void {
    searchedLimits.set(index, limit);
    const sheet = readAnswersOfMember(plan, roster, index);
    const kind = findChosenKind(roster, index);
    if (!sheet || !kind) return;
    const record = recordOf(roster, index, kind);
    const state = `${limit} ${stateOf(sheet)} ${record ? JSON.stringify([...record.done, record.assessedOn]) : ''}`;
    const plannedRoadmap = plansByState.get(state) ?? computePlan(sheet, record, limit);
    plansByState.set(state, plannedRoadmap);
    const { roadmaps } = plannedRoadmap;
    const fromLevel = Math.max(plannedRoadmap.from, levelAt(roster.newest[kind], index).lowest);
    if (roadmaps.length > 0)
      roadmapsByMember.set(index, { index, from: fromLevel, currency: currency as string, roadmaps });
  }

  let price = Number.POSITIVE_INFINITY;
  const limitOf = (index: number): number =>
    isPricedInAnyCase(index) ? maxCost : Math.min(maxCost, price * MAX_LEVELS_PRICED);
  // The price limit falls as roadmaps are found. Members whose search was limited to less than the final limit are
  // searched again.
  for (
    let openMembers = membersToPlan;
    openMembers.length > 0;
    openMembers = membersToPlan.filter((index) => (searchedLimits.get(index) ?? 0) < limitOf(index))
  ) {
    for (const [at, index] of openMembers.entries()) {
      if (at % ENTERPRISES_PER_BATCH === 0) price = limitFor([...roadmapsByMember.values()]);
      await pause();
      notify(at, openMembers.length);
      planFor(index, limitOf(index));
    }
    price = limitFor([...roadmapsByMember.values()]);
  }
  return [...roadmapsByMember.values()].sort((a, b) => a.index - b.index);

  function computePlan(sheet: AnswerSet, record: ActiveRecords | undefined, limit: number): PlannedRoadmaps {
    const assessment = assess(plan, sheet, stamp, tool);
    const money = { n: BigInt(Math.ceil(limit)), d: 100n };
    const { from, stairs } = findLevelCosts(
      { ...basis, sheet, assessed: assessment, solver, record },
      { levels: MAX_LEVELS_PRICED, most: money },
    );
    return { from: from ?? 0, roadmaps: stairs.map(roadmapOf) };
  }
}

function roadmapOf({ level, cost, measures, isProven }: LevelCost): PricedRoadmap {
  return { to: level, cost: toCents(cost), measures: measures.map(({ id }) => id), isStored: false, isProven };
}

/** Returns the active records of an enterprise file; undefined if no measure is done. */
function recordOf({ files, newest }: Roster, index: number, kind: AssessmentKind): ActiveRecords | undefined {
  const assessedOn = toCalendarDate(newest[kind].day[index] as number);
  const record = assessedOn === null ? undefined : readActiveRecords(files.get(index)?.records ?? [], assessedOn);
  return record && record.done.size > 0 ? record : undefined;
}

/**
 * Merges the roadmaps on file with the computed ones, keeping the cheapest roadmap to each level. Roadmaps on file that
 * are older than the assessment that counts are replaced by roadmaps computed from its answers.
 */
function joinRoadmaps(stored: readonly StoredRoadmaps[], worked: readonly EnterpriseRoadmaps[]): EnterpriseRoadmaps[] {
  const roadmapsByIndex = new Map<number, EnterpriseRoadmaps>(
    stored.map((enterprise) => [enterprise.index, enterprise]),
  );
  const outdatedMembers = new Set(stored.flatMap(({ index, isCurrent }) => (isCurrent ? [] : [index])));
  for (const computedRoadmap of worked) {
    const existingRoadmaps = roadmapsByIndex.get(computedRoadmap.index);
    if (existingRoadmaps && existingRoadmaps.currency !== computedRoadmap.currency) continue;
    const keptRoadmaps = outdatedMembers.has(computedRoadmap.index) ? [] : (existingRoadmaps?.roadmaps ?? []);
    roadmapsByIndex.set(computedRoadmap.index, {
      ...computedRoadmap,
      roadmaps: selectCheapest([...keptRoadmaps, ...computedRoadmap.roadmaps]),
    });
  }
  return [...roadmapsByIndex.values()].sort((a, b) => a.index - b.index);
}

/**
 * Chooses up to `most` members for which plans are computed. It alternates between the direct suppliers of chain
 * leaders (taking from each chain in turn the supplier on which the leader depends most) and the registered members
 * closest to their next level. Members with a policy on file come last.
 */
function chooseMembers(
  roster: Roster,
  maxCount: number,
  stored: readonly EnterpriseRoadmaps[],
  chains: readonly ChainFigures[],
  nextOf: NextOf,
): readonly number[] {
  const membersWithStored = new Set(stored.map(({ index }) => index));
  const chosenMembers = new Set<number>();
  const isWanted = (index: number): boolean =>
    !membersWithStored.has(index) && !chosenMembers.has(index) && nextOf(index) !== undefined;
  const suppliers = takeInTurn(
    chains.map((chain) => suppliersOf(roster, chain)),
    isWanted,
  );
  for (const index of takeInTurn([suppliers, rankNearest(roster, nextOf)], isWanted)) {
    if (chosenMembers.size >= maxCount) break;
    chosenMembers.add(index);
  }
  return [...chosenMembers, ...membersWithStored].slice(0, maxCount);
}

/** Yields the next wanted item of each list in turn, so that every list contributes equally. */
function* takeInTurn(lists: readonly Iterable<number>[], isWanted: (index: number) => boolean): Generator<number> {
  const openLists = new Set(lists.map((list) => list[Symbol.iterator]()));
  while (openLists.size > 0)
    for (const openList of openLists) {
      let nextItem = openList.next();
      while (!nextItem.done && !isWanted(nextItem.value)) nextItem = openList.next();
      if (nextItem.done) openLists.delete(openList);
      else yield nextItem.value;
    }
}

/** Lists the leader's direct suppliers, the one on which it depends most first. */
function suppliersOf(roster: Roster, { directSuppliers, dependency, network }: ChainFigures): readonly number[] {
  return directSuppliers
    .map((node) => ({ index: roster.find(itemAt(network.keys, node)), weight: dependency[node] as number }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ index }) => index);
}

/** Lists registered members, with those that miss the fewest requirements of their next level first. */
function rankNearest(roster: Roster, nextOf: NextOf): readonly number[] {
  const nearestMembers: { readonly index: number; readonly missing: number }[] = [];
  for (let index = 0; index < roster.size; index++) {
    const nextLevel = isInScope(roster, index) ? nextOf(index) : undefined;
    if (nextLevel) nearestMembers.push({ index, missing: nextLevel.missing });
  }
  return nearestMembers.sort((a, b) => a.missing - b.missing || a.index - b.index).map(({ index }) => index);
}

/**
 * The reasons to visit an enterprise: `near`, `doubt` and `chain`. Each contributes a number from 0 to 1 to the
 * urgency, and all have equal weight.
 */
export interface Visit {
  readonly index: number;
  readonly urgency: number;
  /**
   * The enterprise's self-assessed level, its next level, and how many requirements of the next level it does not meet;
   * null if there is no higher level or no pack.
   */
  readonly near: { readonly level: number; readonly next: number; readonly missing: number } | null;
  /**
   * How many of the enterprise's answers are "don't know", out of how many, and whether its level depends on open
   * answers.
   */
  readonly doubt: { readonly unknown: number; readonly of: number; readonly isLevelOpen: boolean };
  /**
   * The chain whose leader depends most on the enterprise, and the leader's dependency; null if the enterprise is in no
   * chain.
   */
  readonly chain: { readonly name: string; readonly dependency: number } | null;
}

/** The data that determine visits besides the self-assessments. */
interface VisitInput {
  /**
   * Returns the next level of an enterprise, and how many of its requirements the enterprise does not meet; undefined
   * if unknown.
   */
  readonly nextOf: (index: number) => { readonly next: number; readonly missing: number } | undefined;
  /**
   * For each enterprise by its index in the roster, the chain whose leader depends on it most; null if no chains are
   * known.
   */
  readonly chainOf: ReadonlyMap<number, { readonly name: string; readonly dependency: number }> | null;
}

/**
 * Visits, the most urgent first, and the number of enterprises that are left out because the registry does not list
 * them.
 */
interface VisitPlan {
  readonly visits: readonly Visit[];
  readonly outside: number;
}

/**
 * Plans visits to registered enterprises that assessed themselves and were never diagnosed on site. The urgency of a
 * visit is the mean of these components: 1 divided by the number of requirements missing for the next level; the share
 * of "don't know" among the answers, relative to the greatest such share of any enterprise; and, if chains are known,
 * how much the leader of its chain depends on the enterprise, relative to the greatest dependency. Ties are broken by
 * key.
 */
function planVisits(roster: Roster, { nextOf, chainOf }: VisitInput): VisitPlan {
  const { newest, size } = roster;
  let unregisteredCount = 0;
  const candidates: Omit<Visit, 'urgency'>[] = [];
  for (let index = 0; index < size; index++) {
    if (newest.self.source[index] === 0 || newest.onsite.source[index] !== 0) continue;
    if (!isInScope(roster, index)) {
      unregisteredCount += 1;
      continue;
    }
    const { lowest, highest } = levelAt(newest.self, index);
    const { unknown, of } = countUnknown(roster, index);
    const nextLevel = nextOf(index);
    candidates.push({
      index,
      near: nextLevel ? { level: lowest, ...nextLevel } : null,
      doubt: { unknown, of, isLevelOpen: lowest < highest },
      chain: chainOf?.get(index) ?? null,
    });
  }
  const maxOf = (of: (visit: Omit<Visit, 'urgency'>) => number): number =>
    candidates.reduce((max, visit) => Math.max(max, of(visit)), 0);
  const computeUnknownShare = ({ doubt: { unknown, of } }: Omit<Visit, 'urgency'>): number =>
    of === 0 ? 0 : unknown / of;
  const dependencyOf = ({ chain }: Omit<Visit, 'urgency'>): number => chain?.dependency ?? 0;
  const [mostDoubt, mostDependency] = [maxOf(computeUnknownShare), maxOf(dependencyOf)];
  const divideByGreatest = (value: number, greatest: number): number => (greatest === 0 ? 0 : value / greatest);
  const visits = candidates
    .map((visit) => {
      const nearness = visit.near ? 1 / Math.max(1, visit.near.missing) : 0;
      return {
        ...visit,
        urgency:
          (nearness +
            divideByGreatest(computeUnknownShare(visit), mostDoubt) +
            divideByGreatest(dependencyOf(visit), mostDependency)) /
          (chainOf ? 3 : 2),
      };
    })
    .sort((a, b) => b.urgency - a.urgency || (roster.key(a.index) < roster.key(b.index) ? -1 : 1));
  return { visits, outside: unregisteredCount };
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
