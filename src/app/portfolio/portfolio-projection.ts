import { setImmediate } from 'node:timers/promises';
import { type Language, type Messages, pickText } from '../../i18n/index.ts';
import { foldKey, Refusal, type Text, toNumber } from '../../model/index.ts';
import { type CompiledPack, stampOf } from '../../pack/index.ts';
import {
  type ActiveRecords,
  chooseTarget,
  createStateKeys,
  findLevelCosts,
  findUnmetLevels,
  type LevelCost,
  readActiveRecords,
  type Solver,
} from '../../policy/index.ts';
import {
  type AssessmentKind,
  allocateBudget,
  answersOfMember,
  type ChainFigures,
  type ChainNextSteps,
  chainMembersIn,
  chosenKind,
  dateOfDay,
  describeChains,
  describeClusters,
  type EnterpriseRoadmaps,
  findChainSupport,
  findModelCases,
  fromCents,
  highestLevel,
  isInScope,
  levelAt,
  MAX_BUDGET_FACTOR,
  type NextSteps,
  nameReader,
  type PricedRoadmap,
  planVisits,
  type Roster,
  type SupplierLink,
  selectSuppliers,
  TIEBREAK_SCORE,
  toCents,
} from '../../portfolio/index.ts';
import {
  type Block,
  documentOutlook,
  type FigureTable,
  formatNumber,
  outlookAsJson,
  outlookTables,
  sanitizeLine,
} from '../../report/index.ts';
import { type AnswerSet, assess, evaluate, levelRequirements } from '../../scoring/index.ts';
import type { World } from '../../world.ts';
import { resolveAsOf } from '../common-options.ts';
import { startProgress } from '../console.ts';
import { loadSolver } from '../highs-solver.ts';
import { openPack } from '../open-pack.ts';
import type { TableOptions } from '../open-table.ts';
import type { UnreadableList } from '../roster/roster-intake.ts';
import { type ProjectionOptions, parseProjectionOptions } from './portfolio-options.ts';
import { readSupplierLinks } from './supplier-link-table.ts';

/** What the outlook is made with. */
interface ProjectionContext {
  readonly speech: { readonly language: Language; readonly messages: Messages };
  readonly told: TableOptions;
  readonly unreadable: UnreadableList;
  readonly quiet: boolean;
  readonly isDrawn: boolean;
  /** A value of a fact in words. */
  readonly valueOf: (fact: string, value: string) => string;
}

/** The outlook in every form that formats need. */
export interface ProjectionOutput {
  readonly blocks: readonly Block[];
  readonly tables: readonly FigureTable[];
  readonly json: object;
}

/** So many enterprises that nothing else knows are named. */
const NAMED = 3;

/** Makes what was asked of chains, models, visits and money; enterprises nobody knows are told on stderr. */
export async function prepareProjection(
  world: World,
  roster: Roster,
  options: ProjectionOptions & { readonly color?: boolean },
  { speech, told, unreadable, quiet, ...given }: ProjectionContext,
): Promise<ProjectionOutput> {
  const { messages } = speech;
  const words = messages.outlook;
  const wishes = parseProjectionOptions(options, words);
  const links =
    options.chains === undefined
      ? []
      : await readSupplierLinks(world, options.chains, told, { messages, words, unreadable });
  const settled = await findPack(world, roster, options);
  const asOf = resolveAsOf(world, options.asOf);
  const write = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const progress = startProgress(world, (done, all) => words.working(write(done), write(all)), { quiet });
  const outlook = await computeProjection(world, roster, { ...wishes, links, settled, asOf, tell: progress.tell });
  progress.end();
  printUnknown(world, outlook, words, messages);
  const nameOf = nameReader(roster);
  const titles = titlesIn(
    settled?.policies.flatMap(({ document }) => document.instruments ?? []),
    messages,
  );
  const measures = titlesIn(settled?.pack.measures?.document.measures, messages);
  const voice = {
    words,
    messages,
    isDrawn: given.isDrawn,
    valueOf: given.valueOf,
    enterprise: (index: number) => {
      const name = nameOf(index);
      return name === '' ? roster.key(index) : messages.numbers.remark(name, roster.key(index));
    },
    instrument: (id: string) => titles.get(id) ?? id,
    measure: (id: string) => measures.get(id) ?? id,
    policies: (settled?.policies ?? []).map(({ document: { id, title } }) =>
      messages.numbers.remark(pickText(title, messages.language, []) ?? id, id),
    ),
  };
  const currency = outlook.money?.next?.currency ?? settled?.policies[0]?.document.currency ?? '';
  return {
    blocks: documentOutlook(outlook, currency, voice),
    tables: outlookTables(outlook, { roster, nameOf }, voice),
    json: outlookAsJson(outlook, roster),
  };
}

/** The pack that was named, else the one that all results name; one that is not there is no pack, unless it was named. */
async function findPack(
  world: World,
  { packs }: Roster,
  { pack, policy, packs: folders, color }: ProjectionOptions & { readonly color?: boolean },
): Promise<CompiledPack | null> {
  const choice = { policy, packs: folders, color };
  if (pack !== undefined) return openPack(world, { ...choice, pack });
  const ids = [...new Set(packs.flatMap((one) => one?.id ?? []))];
  const [id] = ids;
  if (id === undefined || ids.length > 1) return null;
  try {
    return await openPack(world, { ...choice, pack: id });
  } catch (error) {
    if (error instanceof Refusal && policy === undefined) return null;
    throw error;
  }
}

function printUnknown(
  { stderr }: World,
  { unknown }: NextSteps,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (unknown.length === 0) return;
  const first = unknown.slice(0, NAMED).map(({ key, line }) => words.atLine(key, String(line)));
  const count = formatNumber(unknown.length, { numbers, decimals: 0 });
  stderr.write(`${sanitizeLine(words.unknown(count, numbers.items(first)))}\n`);
}

function titlesIn(
  all: readonly { readonly id: string; readonly title: Text }[] = [],
  { language }: Messages,
): ReadonlyMap<string, string> {
  return new Map(all.map(({ id, title }) => [id, pickText(title, language, []) ?? id]));
}

/** What is asked of the outlook. */
interface ProjectionRequest {
  readonly links: readonly SupplierLink[];
  /** The pack and policy; null where none is known. */
  readonly settled: CompiledPack | null;
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
async function computeProjection(world: World, roster: Roster, request: ProjectionRequest): Promise<NextSteps> {
  const { links, settled, models, visits, budget } = request;
  const known = settled && topOf(settled);
  const top = { level: known ?? highestLevel(roster), isKnown: known !== null };
  const nextOf = settled ? createNext(roster, settled) : () => undefined;
  if (budget !== null || visits !== null) await workOutNext(roster, nextOf);
  const figures = describeChains(links, chainMembersIn(roster), top.level);
  const solver = budget === null ? null : await loadSolver(world);
  const stored = budget === null ? [] : storedRoadmaps(roster);
  const worked =
    solver && budget !== null && settled && settled.policies.length > 0
      ? await computeRoadmaps(world, roster, {
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
      (one): ChainNextSteps => ({
        figures: one,
        along:
          budget === null || !solver
            ? null
            : alongIn(world, roster, one, { ...request, roadmaps, solver, budget, top: top.level }),
      }),
    ),
    clusters: describeClusters(figures),
    unknown: unknownIn(roster, links),
    models: models && { by: models, ...findModelCases(roster, { by: models, most: MODELS, score: TIEBREAK_SCORE }) },
    visits: plan && { all: plan.visits.length, outside: plan.outside, first: plan.visits.slice(0, visits ?? 0) },
    money:
      budget === null
        ? null
        : {
            budget: fromCents(budget),
            worked: { count: worked.filter(inScope).length, isAll: request.plans === Number.POSITIVE_INFINITY },
            without: settled && countWithout(roster, own, nextOf),
            outside: roadmaps.length - own.length,
            next: allocateBudget(own, budget, settled && levelsOf(settled)),
          },
  };
}

function topOf(settled: CompiledPack): number | null {
  return levelsOf(settled)?.at(-1) ?? null;
}

/** The levels there are, ascending; null where the pack has none. */
function levelsOf({ plan }: CompiledPack): number[] | null {
  return plan.level === null ? null : levelRequirements(plan, plan.level).map(({ value }) => toNumber(value));
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
  { plan }: CompiledPack,
): (index: number) => { next: number; missing: number } | undefined {
  const found = new Map<number, { next: number; missing: number } | undefined>();
  return (index) => {
    if (found.has(index)) return found.get(index);
    const sheet = answersOfMember(plan, roster, index);
    const evaluation = sheet && evaluate(plan, sheet);
    const target = evaluation && chooseTarget(plan, evaluation, undefined);
    const next = target
      ? { next: toNumber(target.value), missing: findUnmetLevels(plan, target, evaluation).length }
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
    if (isInScope(roster, index) && chosenKind(roster, index) !== null) nextOf(index);
  }
}

interface AlongGiven extends ProjectionRequest {
  readonly roadmaps: readonly EnterpriseRoadmaps[];
  readonly solver: Solver;
  readonly budget: number;
  readonly top: number;
}

function alongIn(world: World, roster: Roster, figures: ChainFigures, given: AlongGiven): ChainNextSteps['along'] {
  const { roadmaps, settled, asOf } = given;
  const next = new Map(roadmaps.map(({ index, from, roadmaps: own }) => [index, own.find(({ to }) => to > from)]));
  const inCents = selectSuppliers(figures, (key) => next.get(roster.find(key)), given);
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
    return (index < 0 ? undefined : answersOfMember(plan, roster, index)) ?? new Map();
  };
  const basis = { plan, measures, policy, stamp: stampOf(policies[0] ?? settled.stamp), asOf, tool: world.version };
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

/** The roadmaps that enterprise files hold, one enterprise after the other: those of the newest assessment that has some. */
function storedRoadmaps(roster: Roster): EnterpriseRoadmaps[] {
  const { files, newest } = roster;
  return [...files].flatMap(([index, { assessments }]) => {
    const last = assessments.findLast(({ advice }) => advice !== null);
    const kind = chosenKind(roster, index);
    if (!last?.advice || !kind) return [];
    const { currency, roadmaps } = last.advice;
    const from = levelAt(newest[kind], index).lowest;
    return [{ index, from, currency, roadmaps: roadmaps.map((one) => ({ ...one, isStored: true })) }];
  });
}

/** What working roadmaps out takes. */
interface RoadmapRequest {
  readonly settled: CompiledPack;
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
async function computeRoadmaps(world: World, roster: Roster, request: RoadmapRequest): Promise<EnterpriseRoadmaps[]> {
  const { settled, solver, asOf, budget, tell } = request;
  const { plan, measures, policy, policies, stamp } = settled;
  const currency = measures.find(({ cost }) => cost)?.cost?.currency;
  if (currency === undefined) return [];
  const most = { n: BigInt(budget * MAX_BUDGET_FACTOR), d: 100n };
  const stateOf = createStateKeys({ plan, measures, policy });
  const known = new Map<string, Planned>();
  const wanted = chooseMembers(roster, request);
  const plannedFor = (index: number): EnterpriseRoadmaps[] => {
    const sheet = answersOfMember(plan, roster, index);
    const kind = chosenKind(roster, index);
    if (!sheet || !kind) return [];
    const record = recordOf(roster, index, kind);
    const state = `${stateOf(sheet)} ${record ? JSON.stringify([...record.done, record.assessedOn]) : ''}`;
    const planned = known.get(state) ?? workOut(sheet, record);
    known.set(state, planned);
    const { roadmaps } = planned;
    const from = Math.max(planned.from, levelAt(roster.newest[kind], index).lowest);
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

  function workOut(sheet: AnswerSet, record: ActiveRecords | undefined): Planned {
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
    const { from, stairs } = findLevelCosts(basis, { levels: LEVELS, most });
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

/** The roadmaps on file, with those worked out for levels that no file has. */
function joinRoadmaps(
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

function chooseMembers(roster: Roster, { most, stored, chains, nextOf }: RoadmapRequest): readonly number[] {
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
function nearestIn(roster: Roster, nextOf: RoadmapRequest['nextOf']): readonly number[] {
  const nearest: { readonly index: number; readonly missing: number }[] = [];
  for (let index = 0; index < roster.size; index++) {
    const isAsked = isInScope(roster, index) && chosenKind(roster, index) !== null;
    const next = isAsked ? nextOf(index) : undefined;
    if (next) nearest.push({ index, missing: next.missing });
  }
  return nearest.sort((a, b) => a.missing - b.missing || a.index - b.index).map(({ index }) => index);
}
