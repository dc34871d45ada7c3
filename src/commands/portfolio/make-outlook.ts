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
import { highestSeen } from '../../portfolio/level-known.ts';
import { findModels } from '../../portfolio/models.ts';
import type { ChainOutlook, Outlook } from '../../portfolio/outlook.ts';
import { sheetOfMember } from '../../portfolio/recorded-member.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { type EnterpriseRoadmap, spendOnRoadmaps } from '../../portfolio/spending/roadmaps.ts';
import { planVisits } from '../../portfolio/visits.ts';
import { evaluate } from '../../scoring/evaluate.ts';
import { ladderOf } from '../../scoring/result.ts';
import type { World } from '../../world.ts';
import { loadSolver } from '../steps/load-solver.ts';
import { type Settled, stampOf } from '../steps/settle.ts';
import { storedRoadmaps, workOutRoadmaps } from './work-out.ts';

/** What is asked of the outlook. */
export interface OutlookRequest {
  readonly links: readonly SupplierLink[];
  /** The pack and policy; null where none is known. */
  readonly settled: Settled | null;
  readonly models: readonly string[] | null;
  /** How many visits; null is none. */
  readonly visits: number | null;
  /** Whole units of the currency; null is none. */
  readonly budget: number | null;
  /** How many roadmaps to work out beside those stored. */
  readonly plans: number;
  readonly asOf: string;
  readonly tell: (done: number, all: number) => void;
}

/** So many model cases of each kind are named in a group. */
const MODELS = 3;
/** The score that decides between equal levels where a pack has it. */
const SCORE = 'total';

/** Chains, models, visits and money, from the enterprises of a portfolio. */
export async function makeOutlook(world: World, roster: Roster, request: OutlookRequest): Promise<Outlook> {
  const { links, settled, models, visits, budget } = request;
  const known = settled && topOf(settled);
  const top = { level: known ?? highestSeen(roster), isKnown: known !== null };
  const nextOf = settled ? createNext(roster, settled) : () => undefined;
  const figures = describeChains(links, standingsIn(roster), top.level);
  const solver = budget === null ? null : await loadSolver(world);
  const stored = budget === null ? [] : storedRoadmaps(roster);
  const worked =
    solver && settled && settled.policies.length > 0
      ? workOutRoadmaps(world, roster, {
          ...request,
          settled,
          solver,
          most: request.plans,
          known: new Set(stored.map(({ index }) => index)),
          chains: figures,
          nextOf,
        })
      : [];
  const roadmaps = [...stored, ...worked];
  const all = visits === null ? [] : planVisits(roster, { nextOf, chainOf: dependencies(roster, figures) });
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
    models: models && { by: models, groups: findModels(roster, { by: models, most: MODELS, score: SCORE }) },
    visits: visits === null ? null : { all: all.length, first: all.slice(0, visits) },
    money:
      budget === null || !solver ? null : { worked: worked.length, next: spendOnRoadmaps(roadmaps, budget, solver) },
  };
}

function topOf({ plan }: Settled): number | null {
  const highest = plan.level === null ? undefined : ladderOf(plan, plan.level).at(-1);
  return highest ? toNumber(highest.value) : null;
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

interface AlongGiven extends OutlookRequest {
  readonly roadmaps: readonly EnterpriseRoadmap[];
  readonly solver: Solver;
  readonly budget: number;
  readonly top: number;
}

function alongIn(world: World, roster: Roster, figures: ChainFigures, given: AlongGiven): ChainOutlook['along'] {
  const { roadmaps, settled, asOf } = given;
  const byIndex = new Map(roadmaps.map((one) => [one.index, one]));
  const along = takeAlong(figures, (key) => byIndex.get(roster.find(key)), given);
  if (along.priced === 0) return null;
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
