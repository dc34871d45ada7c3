// Finds the optimal selection, by an integer program whose answers are checked exactly, or by a search.
import {
  add,
  commonDivisor,
  compare,
  divideWhole,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  type Whole,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import {
  constantOf,
  createProgramBuilder,
  difference,
  GivenUpError,
  type IntegerProgram,
  type Linear,
  MINUS_ONE,
  NotLinearError,
  type ProgramBuilder,
  type ProgramRow,
  type Requirement,
  requireAtLeast,
  type Solver,
  sumLinear,
  variableOf,
} from './linear-program.ts';
import type { PartialSelection } from './projection.ts';
import {
  anyOtherSelection,
  BY_BENEFIT,
  BY_LEAST_COST,
  BY_OWN_SHARE,
  type Clause,
  COST,
  type Criterion,
  type CriterionLimit,
  criterionSum,
  type Gain,
  isFeasible,
  meetsClause,
  OWN_SHARE,
  type OwnShareModel,
  type OwnShareModelFactory,
  PRIORITIES,
  type Selection,
  type SelectionTask,
  UNSTATED_COSTS,
} from './selection-task.ts';
import { solveZeroOne } from './zero-one-solver.ts';

/** A goal and, if it can be expressed, what a program must meet to reach it. */
export interface EncodableGoal extends SelectionGoal {
  /**
   * Demands that the measures reach the goal, of a program that so far contains only a variable for each measure; with
   * `cautious`, at times more than that takes. Throws `NotLinearError` if a program cannot express that.
   */
  readonly demand: (builder: ProgramBuilder, taken: (measure: number) => Linear, cautious: boolean) => void;
}

/** The best selection found, and what is known about it. */
export interface Optimum {
  readonly taken: Selection;
  /** Whether it is proven that nothing is better. */
  readonly proven: boolean;
  /** By measure, whether it is part of every equally cheap choice; empty if the task does not ask for that. */
  readonly always: Selection;
  /** Whether an integer program or a search found it. */
  readonly by: 'program' | 'search';
  /** Why no program could be made although there was a solver. */
  readonly because?: string;
}

/** The optimum or, without one, whether it is proven that nothing reaches the goal. */
export type OptimumResult =
  | { readonly optimum: Optimum }
  | { readonly optimum: null; readonly proven: boolean; readonly because?: string };

/** How many answers of a solver may fail the exact check. */
const MAX_WRONG = 100;

/**
 * The steps of the small solver, which take about a quarter of a second. The other solver takes over a second for the
 * first program that it is given, and a third of that for later ones: of 19 programs that 12,000 steps did not solve, 7
 * are solved in these.
 */
const MAX_STEPS = 26_000;

/**
 * Finds the measures that reach a goal with the least of the task's criteria, ties broken by ids. With a tolerance, the
 * criteria after the cost take precedence over a cost within it; `recallLeast` may know the least cost already. With a
 * solver, this is an integer program, each of whose answers is checked exactly; without one, or if no program expresses
 * the same, it is a search.
 */
export function findOptimum(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver | null,
  recallLeast: (find: () => OptimumResult) => OptimumResult = (find) => find(),
): OptimumResult {
  if (task.tolerance.n === 0n) return findLeast(task, goal, solver);
  const least = recallLeast(() => findLeast({ ...task, order: BY_LEAST_COST, asksAlways: false }, goal, solver));
  if (!least.optimum) return least;
  const limitedTask = limitToTolerance(task, least.optimum.taken);
  const foundOptimum = findLeast(limitedTask, goal, solver, [least.optimum.taken]);
  const proven = least.optimum.proven && (foundOptimum.optimum?.proven ?? false);
  const isBetter = ({ taken, proven: isProven }: Optimum, other: Optimum): boolean =>
    isProven || compareSelections(limitedTask, taken, other.taken) < 0;
  if (foundOptimum.optimum && isBetter(foundOptimum.optimum, least.optimum))
    return { optimum: { ...foundOptimum.optimum, proven } };
  return { optimum: { ...least.optimum, always: task.measures.map(() => false), proven } };
}

/** Allows little more than the cost of this selection, for closing as much and comparing what else it brings. */
function limitToTolerance(task: SelectionTask, taken: Selection): SelectionTask {
  const { limits } = limitToOptimum(task, taken, [PRIORITIES, UNSTATED_COSTS]);
  const mostCost = multiply(criterionSum(task, COST, taken), add(ONE, task.tolerance));
  return { ...task, order: BY_BENEFIT, limits: [...limits, { criterion: COST, most: mostCost }] };
}

/** Finds the least by the criteria in their order. */
function findLeast(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver | null,
  others: readonly Selection[] = [],
): OptimumResult {
  if (!solver) return findOptimumBySearch(task, goal);
  try {
    const foundOptimum = findOptimumByProgram(task, goal, solver, { others });
    // A solver that gave up before it found anything may have been close.
    const isLost = !foundOptimum.optimum && !foundOptimum.proven;
    return isLost ? findOptimumBySearch(task, goal, undefined, null, MAX_BETTER_CHOICES) : foundOptimum;
  } catch (error) {
    if (!(error instanceof NotLinearError)) throw error;
    // A search among few measures is fast, and proves what it finds.
    const isQuick = task.measures.length <= MAX_SEARCHED;
    return findOptimumBySearch(task, goal, error.what, isQuick ? null : chooseCautiously(task, goal, solver));
  }
}

/**
 * Finds a selection that surely reaches the goal, by a program that may understate what measures lead to; null if it
 * finds none.
 */
function chooseCautiously(task: SelectionTask, goal: EncodableGoal, solver: Solver): Selection | null {
  try {
    return (
      findOptimumByProgram({ ...task, asksAlways: false }, goal, solver, { cautious: true }).optimum?.taken ?? null
    );
  } catch (error) {
    if (error instanceof NotLinearError) return null;
    throw error;
  }
}

function findOptimumBySearch(
  task: SelectionTask,
  goal: EncodableGoal,
  because?: string,
  start: Selection | null = null,
  most = start ? MAX_BETTER_CHOICES : MAX_CHOICES,
): OptimumResult {
  const gaveUpReason = because === undefined ? {} : { because };
  const { taken, proven } = searchBest(task, goal, most, start);
  if (!taken) return { optimum: null, proven, ...gaveUpReason };
  if (!task.asksAlways) return { optimum: { taken, proven, always: [], by: 'search', ...gaveUpReason } };
  // The members of every optimal choice are unknown if not all choices were examined.
  if (!proven) return { optimum: { ...unprovenOptimum(taken), by: 'search', ...gaveUpReason } };
  const cheap = limitToOptimum(task, taken, decisiveOf(task));
  const common = findCommonMembers([taken], (clause) =>
    searchBest({ ...cheap, clauses: [...cheap.clauses, clause] }, goal, most),
  );
  return { optimum: { taken, proven: common.proven, always: common.always, by: 'search', ...gaveUpReason } };
}

/**
 * Returns the criteria by which a choice is as good as the best, apart from tie-breakers; empty if a tolerance sets
 * limits.
 */
function decisiveOf({ order, own }: SelectionTask): readonly number[] {
  return order === BY_BENEFIT ? [] : [PRIORITIES, UNSTATED_COSTS, own ? OWN_SHARE : COST];
}

/**
 * Finds the measures that are part of every choice, of which some are known, by repeatedly asking for one that lacks
 * some of those that all so far have.
 */
function findCommonMembers(
  known: readonly Selection[],
  other: (clause: Clause) => SearchResult,
): { always: Selection; proven: boolean } {
  let always: Selection = (known[0] as Selection).map((_, i) => known.every((selection) => selection[i]));
  for (;;) {
    const clause = always.flatMap((isTaken, measure) => (isTaken ? [{ measure, taken: false }] : []));
    if (clause.length === 0) return { always, proven: true };
    const { taken: next, proven } = other(clause);
    if (!next) return { always, proven };
    always = always.map((isCommon, i) => isCommon && (next[i] as boolean));
  }
}

/** Limits some criteria of a task to their values for this selection. */
function limitToOptimum(task: SelectionTask, taken: Selection, criteria: readonly number[]): SelectionTask {
  const limits = criteria.map((criterion) => ({ criterion, most: criterionSum(task, criterion, taken) }));
  return { ...task, limits: [...task.limits, ...limits] };
}

function findOptimumByProgram(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver,
  { cautious = false, others = [] }: { readonly cautious?: boolean; readonly others?: readonly Selection[] },
): OptimumResult {
  const builder = createProgramBuilder();
  const places = task.measures.map(() => builder.variable(true));
  const taken = (measure: number): Linear => variableOf(places[measure] as number);
  goal.demand(builder, taken, cautious);
  const { weights, saved } = prepareTask(task, builder, taken);
  const ownShareTerms = task.own?.relax(builder, taken, saved);
  const wrongClauses: Clause[] = [];
  // A program too large for the small solver stays so with more rows.
  let isSmall = ownShareTerms === undefined || !builder.hasShares();

  function programFor(
    limited: SelectionTask,
    objective: ProgramRow['terms'],
    clauses: readonly Clause[],
  ): IntegerProgram {
    const newRows = createProgramBuilder();
    for (const { criterion, most } of limited.limits) {
      if (criterion === OWN_SHARE && ownShareTerms) newRows.rows.push(ownShareTerms.atMost(most));
      else newRows.demand(requireAtMost(weights[criterion] as Linear, most));
    }
    for (const clause of [...limited.clauses, ...clauses, ...wrongClauses])
      newRows.demand(requireClause(clause, taken));
    return {
      whole: builder.whole,
      hasShares: builder.hasShares(),
      rows: [...builder.rows, ...newRows.rows],
      objective,
    };
  }

  const takenBy = (values: readonly number[]): Selection => places.map((place) => (values[place] as number) > 0.5);

  /** Finds the best by all criteria in one go; undefined if that is too much for the small solver. */
  function solveAtOnce(): OptimumResult | undefined {
    const objective = combineObjectives(task.order.map((criterion) => weights[criterion] as Linear));
    const values = objective && solveZeroOne(programFor(task, objective, []), MAX_STEPS, { order: places });
    if (!values) return values === null ? { optimum: null, proven: true } : undefined;
    const best = takenBy(values);
    if (!isFeasible(task, best) || !goal.reached(best)) return undefined;
    return { optimum: { taken: best, proven: true, always: [], by: 'program' } };
  }

  /**
   * Finds the best selection by an objective, or any selection, that meets the limits and clauses, checked exactly;
   * null if there is none.
   */
  function solve(
    limited: SelectionTask,
    objective: Linear,
    clauses: readonly Clause[],
    isAnyEnough = false,
  ): Selection | null {
    for (let tries = 0; tries <= MAX_WRONG; tries++) {
      if (task.isOver()) throw new GivenUpError();
      const program = programFor(limited, integerTerms(objective), clauses);
      const quick = isSmall ? solveZeroOne(program, MAX_STEPS, { isAnyEnough }) : undefined;
      isSmall = quick !== undefined;
      const values = quick === undefined ? solver(program) : quick;
      if (!values) return null;
      const selection = takenBy(values);
      const isRight =
        isFeasible(limited, selection) &&
        clauses.every((clause) => meetsClause(clause, selection)) &&
        goal.reached(selection);
      if (isRight) return selection;
      wrongClauses.push(anyOtherSelection(selection));
    }
    throw new NotLinearError('numbers too fine to be told apart');
  }

  /**
   * Finds another selection that meets the limits and clauses. With the cost as objective, expensive ones are ruled out
   * sooner.
   */
  function solveAny(limited: SelectionTask, clauses: readonly Clause[]): Selection | null {
    // With the own share, the likeliest come first, because not all that are found turn out right.
    return ownShareTerms
      ? solve(limited, ownShareTerms.of, clauses)
      : solve(limited, weights[COST] as Linear, clauses, true);
  }

  let measuredBest: Selection | null = null;
  let latestSelection: Selection | null = null;

  function solveInTurn(): OptimumResult {
    const atOnce = task.asksAlways || ownShareTerms ? undefined : solveAtOnce();
    if (atOnce) return atOnce;
    let limitedTask = task;
    let best: Selection | null = null;
    let always: Selection = [];
    let isProven = true;
    // A criterion that is equal for all measures decides nothing; the cost and the own share are always included.
    const decidingCriteria = task.order.filter(
      (criterion) =>
        criterion === OWN_SHARE || criterion === COST || (weights[criterion] as Linear).variables.length > 0,
    );
    const decisive = decisiveOf(task).at(-1) ?? decidingCriteria[0];
    for (const criterion of decidingCriteria) {
      if (criterion === OWN_SHARE && ownShareTerms && task.own) {
        const least = minimiseWithCuts(task.own, limitedTask, (without, clauses) =>
          solve(without, ownShareTerms.of, clauses),
        );
        [best, isProven] = [least.taken, least.proven];
        measuredBest = best;
      } else best = solve(limitedTask, weights[criterion] as Linear, []);
      if (!best) return { optimum: null, proven: isProven };
      latestSelection = best;
      if (!isProven) return { optimum: unprovenOptimum(best) };
      if (criterion === COST && task.order === BY_LEAST_COST)
        return { optimum: { taken: best, proven: true, always, by: 'program' } };
      const taskBefore = limitedTask;
      limitedTask = limitToOptimum(limitedTask, best, [criterion]);
      // Tie-breakers among choices of the same benefit and cost are only evaluated if there are several.
      const isLast = criterion === COST && task.order === BY_BENEFIT && criterion !== decisive;
      if (isLast && !solveAny(limitedTask, [anyOtherSelection(best)]))
        return { optimum: { taken: best, proven: true, always, by: 'program' } };
      if (criterion !== decisive) continue;
      if (!task.asksAlways && criterion === COST) {
        if (!solveAny(limitedTask, [anyOtherSelection(best)]))
          return { optimum: { taken: best, proven: true, always, by: 'program' } };
        continue;
      }
      const cheap = task.order === BY_BENEFIT ? taskBefore : limitedTask;
      if (!task.asksAlways && criterion !== OWN_SHARE) continue;
      const among = [best, ...others.filter((other) => isFeasible(cheap, other) && goal.reached(other))];
      always = findCommonMembers(among, (clause) => ({ taken: solveAny(cheap, [clause]), proven: true })).always;
      const isCommon = best.every((isTaken, i) => isTaken === always[i]);
      // Any other choice of that cost contains all of these and more, which counts as worse; but with funding, more
      // measures may be paid for.
      const isOnly = isCommon && (criterion === COST || !solveAny(cheap, [anyOtherSelection(best)]));
      if (isOnly) return { optimum: { taken: best, proven: true, always, by: 'program' } };
    }
    const first =
      best &&
      chooseFirstByIds(limitedTask, best, (objective, clauses) => solve(limitedTask, objective, clauses), taken);
    return first ? { optimum: { taken: first, proven: true, always, by: 'program' } } : { optimum: null, proven: true };
  }

  try {
    return solveInTurn();
  } catch (error) {
    if (error instanceof GivenUpError)
      return latestSelection ? { optimum: unprovenOptimum(latestSelection) } : { optimum: null, proven: false };
    // The least own share is known by then, only not which of several equal choices comes first.
    if (!(error instanceof NotLinearError) || !measuredBest) throw error;
    return { optimum: unprovenOptimum(measuredBest) };
  }
}

/** Wraps a selection of which nothing more is proven. */
function unprovenOptimum(taken: Selection): Optimum {
  return { taken, proven: false, always: taken.map(() => false), by: 'program' };
}

const NO_OBJECTIVE = constantOf(ZERO);

/** Demands what combining measures takes; returns the criteria as expressions, and whether each saving is made. */
function prepareTask(
  task: SelectionTask,
  builder: ProgramBuilder,
  taken: (measure: number) => Linear,
): { readonly weights: readonly Linear[]; readonly saved: readonly Linear[] } {
  const notWithout = (a: Linear, b: Linear): void => builder.demand(requireAtLeast(difference(b, a), ZERO));
  task.needs.forEach((needs, i) => {
    for (const need of needs) notWithout(taken(i), taken(need));
  });
  for (const [a, b] of task.exclusions) {
    builder.demand(
      requireAtMost(
        sumLinear([
          [taken(a), ONE],
          [taken(b), ONE],
        ]),
        ONE,
      ),
    );
  }
  const savings = task.savings.map(({ members, amount }) => {
    const isSaved = variableOf(builder.variable(false));
    for (const member of members) notWithout(isSaved, taken(member));
    return [isSaved, negate(amount)] as const;
  });
  const gainTerm = ({ members, amount }: Gain): readonly [Linear, Rational] => {
    const indicator = members.length === 1 ? taken(members[0] as number) : variableOf(builder.variable(false));
    if (members.length > 1) notWithout(indicator, sumLinear(members.map((member) => [taken(member), ONE] as const)));
    return [indicator, negate(amount)];
  };
  const weights = task.criteria.map(({ of, saves, gains }, criterion) =>
    sumLinear([
      ...of.map((amount, i) => [taken(i), amount] as const),
      ...(saves ? savings : []),
      ...(task.order.includes(criterion) || task.limits.some((limit) => limit.criterion === criterion)
        ? gains.map(gainTerm)
        : []),
    ]),
  );
  return { weights, saved: savings.map(([saved]) => saved) };
}

function requireAtMost(of: Linear, most: Rational): Requirement {
  return requireAtLeast(sumLinear([[of, MINUS_ONE]]), negate(most));
}

function requireClause(clause: Clause, taken: (measure: number) => Linear): Requirement {
  const parts = clause.map(({ measure, taken: is }) => [taken(measure), is ? ONE : MINUS_ONE] as const);
  const unwantedCount = clause.filter((literal) => !literal.taken).length;
  return requireAtLeast(sumLinear(parts), wholeNumber(1 - unwantedCount));
}

/** How many measures one objective orders: their weights are powers of two, which a double distinguishes. */
const IDS_AT_ONCE = 16;

/** Finds, among equal selections, the one with the first id that another lacks. */
function chooseFirstByIds(
  task: SelectionTask,
  start: Selection,
  solve: (objective: Linear, clauses: readonly Clause[]) => Selection | null,
  taken: (measure: number) => Linear,
): Selection {
  let best = start;
  const fixedClauses: Clause[] = [];
  if (!solve(NO_OBJECTIVE, [anyOtherSelection(best)])) return best;
  for (let from = 0; from < task.measures.length; from += IDS_AT_ONCE) {
    const places = task.measures.slice(from, from + IDS_AT_ONCE).map((_, i) => from + i);
    const objective = sumLinear(
      places.map((measure, i) => [taken(measure), wholeNumber(-(2n ** BigInt(IDS_AT_ONCE - i)))] as const),
    );
    best = solve(objective, fixedClauses) ?? best;
    for (const measure of places) fixedClauses.push([{ measure, taken: best[measure] as boolean }]);
  }
  return best;
}

/**
 * Finds the measures that reach a level with the least left to pay after funding. Amounts depend on the level reached,
 * so the best is sought among selections that lead to exactly that level, then to each higher one; null means any
 * level.
 */
export function minimiseOwnShare(
  task: SelectionTask,
  own: OwnShareModelFactory,
  levels: readonly (Rational | null)[],
  level: Rational | null,
  goalFor: (level: Rational | null) => EncodableGoal,
  solver: Solver | null,
): OptimumResult {
  let [best, proven]: [OwnOptimum | undefined, boolean] = [undefined, true];
  let because: string | undefined;
  for (const exact of levels) {
    const here: SelectionTask = { ...task, own: own(task, exact), order: BY_OWN_SHARE, tolerance: ZERO };
    const limited = best ? { ...here, limits: [...here.limits, ...notAbove(best, here)] } : here;
    const outcome = findOptimum(limited, goalFor(exact ?? level), solver);
    const { optimum } = outcome;
    proven &&= optimum ? optimum.proven : outcome.proven;
    because ??= optimum ? optimum.because : outcome.because;
    if (optimum) best = best ? betterOf(best, { task: here, optimum }) : { task: here, optimum };
  }
  const reason = because === undefined ? {} : { because };
  return best ? { optimum: { ...best.optimum, ...reason, proven } } : { optimum: null, proven, ...reason };
}

interface OwnOptimum {
  readonly task: SelectionTask;
  readonly optimum: Optimum;
}

/**
 * Limits the criteria to selections no worse than the best so far: they close no less; if that closes everything, they
 * have no more unstated costs; and if there are none, no greater own share.
 */
function notAbove({ optimum: { taken } }: OwnOptimum, task: SelectionTask): CriterionLimit[] {
  const limits: CriterionLimit[] = [];
  const noneTaken = task.measures.map(() => undefined);
  for (const criterion of [PRIORITIES, UNSTATED_COSTS, OWN_SHARE]) {
    const mostAllowed = criterionSum(task, criterion, taken);
    limits.push({ criterion, most: mostAllowed });
    if (criterion !== OWN_SHARE && compare(mostAllowed, findLowestSum(task, criterion, noneTaken)) > 0) break;
  }
  return limits;
}

/**
 * Returns the better of two. If both have the same own share, only measures that both always contain are part of every
 * best choice.
 */
function betterOf(a: OwnOptimum, b: OwnOptimum): OwnOptimum {
  const isFirst = compareSelections(a.task, a.optimum.taken, b.optimum.taken) <= 0;
  const isEqual = decisiveOf(a.task).every(
    (criterion) =>
      compare(criterionSum(a.task, criterion, a.optimum.taken), criterionSum(a.task, criterion, b.optimum.taken)) === 0,
  );
  const better = isFirst ? a : b;
  if (!isEqual) return better;
  const always = better.optimum.always.map(
    (isAlways, i) => isAlways && (a.optimum.always[i] as boolean) && (b.optimum.always[i] as boolean),
  );
  return { ...better, optimum: { ...better.optimum, always } };
}

/** How many selections are evaluated exactly before the search for a better one is given up. */
const MAX_CUTS = 200;

/**
 * Finds the least of an amount that a program only bounds from below: the best by the program is evaluated exactly and
 * set aside, until nothing left could be less even by the program.
 */
function minimiseWithCuts(
  own: OwnShareModel,
  limited: SelectionTask,
  solve: (limited: SelectionTask, clauses: readonly Clause[]) => Selection | null,
): SearchResult {
  const without = { ...limited, limits: limited.limits.filter(({ criterion }) => criterion !== OWN_SHARE) };
  const measuredClauses = limited.limits.find(({ criterion }) => criterion === OWN_SHARE)?.most;
  const measured: Clause[] = [];
  let best: { readonly taken: Selection; readonly own: Rational } | null = null;
  while (measured.length < MAX_CUTS) {
    const found = solve(without, measured);
    const bound = found && own.relaxed(found);
    const isLeast =
      !bound || (best && compare(bound, best.own) >= 0) || (measuredClauses && compare(bound, measuredClauses) > 0);
    if (isLeast) return { taken: best?.taken ?? null, proven: true };
    const exactShare = own.exactly(found);
    if ((!best || compare(exactShare, best.own) < 0) && (!measuredClauses || compare(exactShare, measuredClauses) <= 0))
      best = { taken: found, own: exactShare };
    measured.push(anyOtherSelection(found));
  }
  return { taken: best?.taken ?? null, proven: false };
}

/** Divides an objective by its greatest common unit: the optimum is the same, and numbers stay small. */
export function integerTerms(objective: Linear): ProgramRow['terms'] {
  return unitFactors(objective).map((units, i) => [objective.variables[i] as number, Number(units)] as const);
}

/**
 * Combines several objectives into one, the most important first: each outweighs all that follow together, so the least
 * by the result is least by the first, among those least by the second, and so on. Undefined if its numbers would be
 * too large for doubles to add up exactly.
 */
export function combineObjectives(objectives: readonly Linear[]): ProgramRow['terms'] | undefined {
  const joinedWeights = new Map<number, number>();
  let weight = 1;
  for (const objective of objectives.toReversed()) {
    const units = unitFactors(objective).map(Number);
    const range = units.reduce((sum, unit) => sum + Math.abs(unit), 1);
    if (!Number.isSafeInteger(weight * range)) return undefined;
    for (const [i, variable] of objective.variables.entries())
      joinedWeights.set(variable, (joinedWeights.get(variable) ?? 0) + (units[i] as number) * weight);
    weight *= range;
  }
  return [...joinedWeights];
}

function unitFactors({ factors }: Linear): readonly Whole[] {
  const unit = factors.reduce<Whole>((all, factor) => commonDivisor(factor, all), 0);
  return unit === 1 ? factors : factors.map((factor) => divideWhole(factor, unit));
}

/** The goal that a selection must reach, exactly. */
interface SelectionGoal {
  /** Whether a selection reaches it. */
  readonly reached: (taken: Selection) => boolean;
  /** False only if no choice among the open measures reaches it. */
  readonly reachable: (partial: PartialSelection) => boolean;
}

interface SearchResult {
  /** Null if nothing reaches the goal. */
  readonly taken: Selection | null;
  /** Whether every choice was examined or ruled out. */
  readonly proven: boolean;
}

/** Up to this many measures, a search examines everything that matters within seconds. */
const MAX_SEARCHED = 15;

/** How many choices a search examines before it gives up; fewer if it only improves on a known one. */
const MAX_CHOICES = 50_000;
const MAX_BETTER_CHOICES = 2_000;

/**
 * Finds the best measures by trying one after another, first without it, the most expensive first. Branches that cannot
 * reach the goal, or cannot be better than the best so far, are skipped. Exact for every goal, whatever its structure.
 */
function searchBest(
  task: SelectionTask,
  goal: SelectionGoal,
  most: number,
  start: Selection | null = null,
): SearchResult {
  const order = sortDearestFirst(task);
  let best = start;
  let choices = 0;

  function visit(partial: PartialSelection): void {
    if (choices > most || ++choices > most) return;
    if (task.isOver()) choices = most + 1;
    if (
      best &&
      compareBurden(
        task.order.map((criterion) => findLowestSum(task, criterion, partial)),
        burdenOf(task, best),
      ) > 0
    )
      return;
    if (!isPossible(task, partial) || !goal.reachable(partial)) return;
    const next = order.find((i) => partial[i] === undefined);
    if (next === undefined) {
      const taken = partial.map(Boolean);
      const isBetter = !best || compareSelections(task, taken, best) < 0;
      if (isBetter && isFeasible(task, taken) && goal.reached(taken)) {
        best = taken;
      }
      return;
    }
    for (const isTaken of [false, true]) visit(decide(task, partial, next, isTaken));
  }

  visit(task.measures.map(() => undefined));
  return { taken: best, proven: choices <= most };
}

function sortDearestFirst({ criteria, measures }: SelectionTask): number[] {
  const weights = criteria.map(({ of }) => of);
  return measures
    .map((_, i) => i)
    .sort((a, b) => {
      const differingWeight = weights.find((of) => compare(of[a] as Rational, of[b] as Rational) !== 0);
      return differingWeight ? compare(differingWeight[b] as Rational, differingWeight[a] as Rational) : b - a;
    });
}

/**
 * Decides a measure with its consequences: taking it takes its needs and rules out what it excludes; leaving it out
 * rules out what needs it.
 */
function decide(task: SelectionTask, partial: PartialSelection, measure: number, isTaken: boolean): PartialSelection {
  const decidedMeasures = [...partial];
  const waitingDecisions = [[measure, isTaken] as const];
  for (let nextDecision = waitingDecisions.pop(); nextDecision; nextDecision = waitingDecisions.pop()) {
    const [index, value] = nextDecision;
    if (decidedMeasures[index] !== undefined && index !== measure) continue;
    decidedMeasures[index] = value;
    if (value) {
      for (const need of task.needs[index] as readonly number[]) waitingDecisions.push([need, true]);
      for (const [a, b] of task.exclusions) {
        if (a === index) waitingDecisions.push([b, false]);
        if (b === index) waitingDecisions.push([a, false]);
      }
    } else
      task.needs.forEach((needs, other) => {
        if (needs.includes(index)) waitingDecisions.push([other, false]);
      });
  }
  return decidedMeasures;
}

function isPossible(task: SelectionTask, partial: PartialSelection): boolean {
  const complete = task.needs.every((needs, i) => !partial[i] || needs.every((need) => partial[need] !== false));
  const isCompatible = task.exclusions.every(([a, b]) => !(partial[a] && partial[b]));
  const open = task.clauses.every((clause) =>
    clause.some(({ measure, taken }) => (partial[measure] ?? taken) === taken),
  );
  return (
    complete &&
    isCompatible &&
    open &&
    task.limits.every(({ criterion, most }) => compare(findLowestSum(task, criterion, partial), most) <= 0)
  );
}

/** Returns the least value of a criterion over the open measures: every saving that is still possible counts. */
function findLowestSum(
  { criteria, own, savings }: SelectionTask,
  criterion: number,
  partial: PartialSelection,
): Rational {
  if (criterion === OWN_SHARE) return own?.atLeast(partial) ?? ZERO;
  const { of, saves, gains } = criteria[criterion] as Criterion;
  const sum = gains.reduce(
    (total, { members, amount }) => (members.some((i) => partial[i] !== false) ? subtract(total, amount) : total),
    of.reduce(
      (total, amount, i) => (partial[i] || (amount.n < 0n && partial[i] === undefined) ? add(total, amount) : total),
      ZERO,
    ),
  );
  if (!saves) return sum;
  return savings.reduce(
    (total, { members, amount }) => (members.every((i) => partial[i] !== false) ? subtract(total, amount) : total),
    sum,
  );
}

function burdenOf(task: SelectionTask, taken: Selection): Rational[] {
  return task.order.map((criterion) => criterionSum(task, criterion, taken));
}

function compareBurden(a: readonly Rational[], b: readonly Rational[]): number {
  for (const [i, value] of a.entries()) {
    const distance = compare(value, b[i] as Rational);
    if (distance !== 0) return distance;
  }
  return 0;
}

/** Compares by the criteria, then by ids: the one with the first id that the other lacks comes first. */
export function compareSelections(task: SelectionTask, a: Selection, b: Selection): number {
  const distance = compareBurden(burdenOf(task, a), burdenOf(task, b));
  if (distance !== 0) return distance;
  const differingIndex = a.findIndex((is, i) => is !== b[i]);
  return differingIndex < 0 ? 0 : a[differingIndex] ? -1 : 1;
}
