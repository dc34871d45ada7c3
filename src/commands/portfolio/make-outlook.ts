import { setImmediate } from 'node:timers/promises';
import { foldKey } from '../../model/key-hash.ts';
import { toNumber } from '../../model/rational.ts';
import type { Solver } from '../../policy/roadmap/program.ts';
import { chooseTarget, findMissing } from '../../policy/target.ts';
import { type ChainFigures, describeChains } from '../../portfolio/chains/chain.ts';
import { describeClusters } from '../../portfolio/chains/cluster.ts';
import type { SupplierLink } from '../../portfolio/chains/link.ts';
import { standingsIn } from '../../portfolio/chains/standings.ts';
import { supportFor } from '../../portfolio/chains/support.ts';
import { takeAlong } from '../../portfolio/chains/take-along.ts';
import { countingKind, highestSeen } from '../../portfolio/level-known.ts';
import { findModels } from '../../portfolio/models.ts';
import type { ChainOutlook, Outlook } from '../../portfolio/outlook.ts';
import { KEPT_SCORE } from '../../portfolio/past.ts';
import { sheetOfMember } from '../../portfolio/recorded-member.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { isInScope } from '../../portfolio/scope.ts';
import { fromCents } from '../../portfolio/spending/cents.ts';
import { type EnterpriseRoadmaps, spendOnRoadmaps } from '../../portfolio/spending/roadmaps.ts';
import { planVisits } from '../../portfolio/visits.ts';
import { evaluate } from '../../scoring/evaluate.ts';
import { ladderOf } from '../../scoring/result.ts';
import type { World } from '../../world.ts';
import { loadSolver } from '../steps/load-solver.ts';
import { type Settled, stampOf } from '../steps/settle.ts';
import { joinRoadmaps, storedRoadmaps, workOutRoadmaps } from './work-out.ts';

/** What is asked of the outlook. */
export interface OutlookRequest {
  readonly links: readonly SupplierLink[];
  /** The pack and policy; null where none is known. */
  readonly settled: Settled | null;
  readonly models: readonly string[] | null;
  /** How many visits; null is none. */
  readonly visits: number | null;
  /** In hundredths of the currency; null is none. */
  readonly budget: number | null;
  /** For how many enterprises to work out roadmaps beside those stored. */
  readonly plans: number;
  readonly asOf: string;
  readonly tell: (done: number, all: number) => void;
}

/** So many model cases of each kind are named in a group. */
const MODELS = 3;

/** Chains, models, visits and money, from the enterprises of a portfolio. */
export async function makeOutlook(world: World, roster: Roster, request: OutlookRequest): Promise<Outlook> {
  const { links, settled, models, visits, budget } = request;
  const known = settled && topOf(settled);
  const top = { level: known ?? highestSeen(roster), isKnown: known !== null };
  const nextOf = settled ? createNext(roster, settled) : () => undefined;
  if (budget !== null || visits !== null) await workOutNext(roster, nextOf);
  const figures = describeChains(links, standingsIn(roster), top.level);
  const solver = budget === null ? null : await loadSolver(world);
  const stored = budget === null ? [] : storedRoadmaps(roster);
  const worked =
    solver && budget !== null && settled && settled.policies.length > 0
      ? await workOutRoadmaps(world, roster, {
          ...request,
          settled,
          solver,
          budget,
          most: request.plans,
          stored,
          chains: figures,
          nextOf,
        })
      : [];
  const roadmaps = joinRoadmaps(stored, worked);
  const inScope = ({ index }: EnterpriseRoadmaps): boolean => isInScope(roster, index);
  const own = roadmaps.filter(inScope);
  const chainOf = figures.length === 0 ? null : dependencies(roster, figures);
  const plan = visits === null ? null : planVisits(roster, { nextOf, chainOf });
  return {
    top,
    chains: figures.map(
      (one): ChainOutlook => ({
        figures: one,
        along:
          budget === null || !solver
            ? null
            : alongIn(world, roster, one, { ...request, roadmaps, solver, budget, top: top.level }),
      }),
    ),
    clusters: describeClusters(figures),
    unknown: unknownIn(roster, links),
    models: models && { by: models, ...findModels(roster, { by: models, most: MODELS, score: KEPT_SCORE }) },
    visits: plan && { all: plan.visits.length, outside: plan.outside, first: plan.visits.slice(0, visits ?? 0) },
    money:
      budget === null
        ? null
        : {
            budget: fromCents(budget),
            worked: { count: worked.filter(inScope).length, isAll: request.plans === Number.POSITIVE_INFINITY },
            without: settled && countWithout(roster, own, nextOf),
            outside: roadmaps.length - own.length,
            next: spendOnRoadmaps(own, budget, settled && levelsOf(settled)),
          },
  };
}

function topOf(settled: Settled): number | null {
  return levelsOf(settled)?.at(-1) ?? null;
}

/** The levels there are, ascending; null where the pack has none. */
function levelsOf({ plan }: Settled): number[] | null {
  return plan.level === null ? null : ladderOf(plan, plan.level).map(({ value }) => toNumber(value));
}

/** How many of the registry could climb, by their answers, and have no roadmap here. */
function countWithout(
  roster: Roster,
  roadmaps: readonly EnterpriseRoadmaps[],
  nextOf: (index: number) => unknown,
): number {
  const known = new Set(roadmaps.map(({ index }) => index));
  let count = 0;
  for (let index = 0; index < roster.size; index++)
    if (isInScope(roster, index) && !known.has(index) && nextOf(index)) count += 1;
  return count;
}

/** What each member misses for the level above its own; each is worked out once. */
function createNext(
  roster: Roster,
  { plan }: Settled,
): (index: number) => { next: number; missing: number } | undefined {
  const found = new Map<number, { next: number; missing: number } | undefined>();
  return (index) => {
    if (found.has(index)) return found.get(index);
    const sheet = sheetOfMember(plan, roster, index);
    const evaluation = sheet && evaluate(plan, sheet);
    const target = evaluation && chooseTarget(plan, evaluation, undefined);
    const next = target
      ? { next: toNumber(target.value), missing: findMissing(plan, target, evaluation).length }
      : undefined;
    found.set(index, next);
    return next;
  };
}

/** So many enterprises are looked at before whatever waits has its turn: a signal that ends the run. */
const IN_ONE_GO = 100;

/** Has it worked out for all who are asked about later, without a pause then. */
async function workOutNext(roster: Roster, nextOf: (index: number) => unknown): Promise<void> {
  for (let index = 0; index < roster.size; index++) {
    if (index % IN_ONE_GO === 0) await setImmediate();
    if (isInScope(roster, index) && countingKind(roster, index) !== null) nextOf(index);
  }
}

interface AlongGiven extends OutlookRequest {
  readonly roadmaps: readonly EnterpriseRoadmaps[];
  readonly solver: Solver;
  readonly budget: number;
  readonly top: number;
}

function alongIn(world: World, roster: Roster, figures: ChainFigures, given: AlongGiven): ChainOutlook['along'] {
  const { roadmaps, settled, asOf } = given;
  const next = new Map(roadmaps.map(({ index, from, roadmaps: own }) => [index, own.find(({ to }) => to > from)]));
  const inCents = takeAlong(figures, (key) => next.get(roster.find(key)), given);
  const along = {
    ...inCents,
    budget: fromCents(inCents.budget),
    cost: fromCents(inCents.cost),
    chosen: inCents.chosen.map((one) => ({ ...one, cost: fromCents(one.cost) })),
  };
  if (!settled || settled.policies.length === 0 || along.chosen.length === 0) return { ...along, support: null };
  const { plan, measures, policy, policies } = settled;
  const sheetOf = (node: number) => {
    const index = roster.find(figures.network.keys[node] as string);
    return (index < 0 ? undefined : sheetOfMember(plan, roster, index)) ?? new Map();
  };
  const basis = { plan, measures, policy, stamp: stampOf(policies[0] ?? settled.stamp), asOf, tool: world.version };
  const suppliers = along.chosen.map(({ node }) => sheetOf(node));
  return { ...along, support: supportFor(basis, sheetOf(figures.leader.node), suppliers) };
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

function unknownIn(roster: Roster, links: readonly SupplierLink[]): Outlook['unknown'] {
  const first = new Map<string, { key: string; line: number }>();
  for (const { buyer, supplier, line } of links)
    for (const key of [buyer, supplier])
      if (!first.has(foldKey(key)) && roster.find(key) < 0) first.set(foldKey(key), { key, line });
  return [...first.values()];
}
