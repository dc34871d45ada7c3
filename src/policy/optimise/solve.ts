// Finds the best selection of measures: by an integer program, whose results are checked exactly, or by a search.
import {
  add,
  compare,
  computeCommonDivisor,
  divideWhole,
  itemAt,
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
  subtractLinear,
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

/** A goal that can, if possible, be encoded as requirements of an integer program. */
export interface EncodableGoal extends SelectionGoal {
  /**
   * Adds to a program the requirement that the measures reach the goal. So far, the program must contain only a
   * variable for each measure. With `cautious`, the requirement may be stricter than the goal. Throws `NotLinearError`
   * if a program cannot express the goal.
   */
  readonly demand: (builder: ProgramBuilder, taken: (measure: number) => Linear, cautious: boolean) => void;
}

/** The best selection found, and what is known about it. */
export interface Optimum {
  readonly taken: Selection;
  /** Whether it is proven that no selection is better. */
  readonly proven: boolean;
  /** For each measure, whether it is part of every equally cheap choice; empty if the task does not ask for this. */
  readonly always: Selection;
  /** Whether the selection was found by an integer program or by a search. */
  readonly by: 'program' | 'search';
  /** Why the choice could not be expressed as a program, although a solver was available. */
  readonly because?: string;
}

/** The best selection; if none was found, whether it is proven that no selection reaches the goal. */
export type OptimumResult =
  | { readonly optimum: Optimum }
  | { readonly optimum: null; readonly proven: boolean; readonly because?: string };

/** The number of results of a solver that may fail the exact check before the attempt is given up. */
const MAX_WRONG_RESULTS = 100;

/**
 * The maximum number of steps of the small built-in solver, which take about a quarter of a second. The other solver
 * takes over a second for its first program and a third of that for each later one. Of 19 programs that were not solved
 * within 12,000 steps, 7 were within 26,000.
 */
const MAX_STEPS = 26_000;

/**
 * Finds the measures that reach a goal and are best by the criteria of the task; ids break ties. With a tolerance,
 * choices that cost no more than the tolerance allows are compared by their benefits first, then by cost. `recallLeast`
 * may return a cached result of the search without a tolerance. If a solver is given, the choice is made by an integer
 * program, whose results are all checked exactly; without a solver, or if a program cannot express the goal, by a
 * search.
 */
export function findOptimum(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver | null,
  recallLeast: (find: () => OptimumResult) => OptimumResult = (find) => find(),
): OptimumResult {
  if (task.tolerance.n === 0n) return recallLeast(() => findLeast(task, goal, solver));
  const leastCostResult = recallLeast(() =>
    findLeast({ ...task, order: BY_LEAST_COST, asksAlways: false }, goal, solver),
  );
  if (!leastCostResult.optimum) return leastCostResult;
  const limitedTask = limitToTolerance(task, leastCostResult.optimum.taken);
  const foundOptimum = findLeast(limitedTask, goal, solver, [leastCostResult.optimum.taken]);
  const areBothProven = leastCostResult.optimum.proven && (foundOptimum.optimum?.proven ?? false);
  const isBetter = ({ taken, proven: isProven }: Optimum, other: Optimum): boolean =>
    isProven || compareSelections(limitedTask, taken, other.taken) < 0;
  if (foundOptimum.optimum && isBetter(foundOptimum.optimum, leastCostResult.optimum))
    return { optimum: { ...foundOptimum.optimum, proven: areBothProven } };
  return { optimum: { ...leastCostResult.optimum, always: task.measures.map(() => false), proven: areBothProven } };
}

/**
 * Limits a task to choices that close gaps of at least the same weight as the given selection and exceed its cost by no
 * more than the tolerance. These choices are compared by their benefits.
 */
function limitToTolerance(task: SelectionTask, taken: Selection): SelectionTask {
  const { limits } = limitToOptimum(task, taken, [PRIORITIES, UNSTATED_COSTS]);
  const mostCost = multiply(criterionSum(task, COST, taken), add(ONE, task.tolerance));
  return { ...task, order: BY_BENEFIT, limits: [...limits, { criterion: COST, most: mostCost }] };
}

/** Finds the selection with the least values of the criteria, which are compared in their order. */
function findLeast(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver | null,
  others: readonly Selection[] = [],
): OptimumResult {
  if (!solver) return findOptimumBySearch(task, goal);
  try {
    const foundOptimum = findOptimumByProgram(task, goal, solver, { others });
    // If the solver gave up before it found anything, a short search may still find a selection.
    const isLost = !foundOptimum.optimum && !foundOptimum.proven;
    return isLost ? findOptimumBySearch(task, goal, undefined, null, MAX_BETTER_CHOICES) : foundOptimum;
  } catch (error) {
    if (!(error instanceof NotLinearError)) throw error;
    // A search among few measures is fast and proves its result, so it needs no selection to start from.
    const isQuick = task.measures.length <= MAX_SEARCHED_MEASURES;
    return findOptimumBySearch(task, goal, error.what, isQuick ? null : chooseCautiously(task, goal, solver));
  }
}

/**
 * Finds a selection that surely reaches the goal, as a start for a search. Its program may assume that measures achieve
 * less than they do. Null if it finds none.
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
  // If the search was given up early, it is unknown which measures are part of every optimal choice.
  if (!proven) return { optimum: { ...unprovenOptimum(taken), by: 'search', ...gaveUpReason } };
  const cheap = limitToOptimum(task, taken, decisiveOf(task));
  const commonMembers = findCommonMembers([taken], (clause) =>
    searchBest({ ...cheap, clauses: [...cheap.clauses, clause] }, goal, most),
  );
  return {
    optimum: { taken, proven: commonMembers.proven, always: commonMembers.always, by: 'search', ...gaveUpReason },
  };
}

/**
 * Returns the criteria in which a choice must equal the best one to count as equally good; tie-breakers are not among
 * them. Empty if the limits of the task already decide this, as with a tolerance.
 */
function decisiveOf({ order, own }: SelectionTask): readonly number[] {
  return order === BY_BENEFIT ? [] : [PRIORITIES, UNSTATED_COSTS, own ? OWN_SHARE : COST];
}

/**
 * Finds the measures that are part of every choice. Starting from known choices, it repeatedly asks for another choice
 * that lacks at least one of the measures common to all choices found so far.
 */
function findCommonMembers(
  known: readonly Selection[],
  other: (clause: Clause) => SearchResult,
): { always: Selection; proven: boolean } {
  let alwaysTaken: Selection = itemAt(known, 0).map((_, i) => known.every((selection) => selection[i]));
  for (;;) {
    const clause = alwaysTaken.flatMap((isTaken, measure) => (isTaken ? [{ measure, taken: false }] : []));
    if (clause.length === 0) return { always: alwaysTaken, proven: true };
    const { taken: next, proven } = other(clause);
    if (!next) return { always: alwaysTaken, proven };
    alwaysTaken = alwaysTaken.map((isCommon, i) => isCommon && itemAt(next, i));
  }
}

/** Limits some criteria of a task to the values that they have for a given selection. */
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
  const search = createProgramSearch(task, goal, solver, cautious);
  try {
    return solveInTurn(search, others);
  } catch (error) {
    const { latestSelection, measuredBest } = search;
    if (error instanceof GivenUpError)
      return latestSelection ? { optimum: unprovenOptimum(latestSelection) } : { optimum: null, proven: false };
    // The least own share is known here, but not which of the choices with this share ranks first.
    if (!(error instanceof NotLinearError) || !measuredBest) throw error;
    return { optimum: unprovenOptimum(measuredBest) };
  }
}

/** A task expressed as integer programs, whose results are checked exactly. */
interface ProgramSearch {
  readonly task: SelectionTask;
  readonly goal: EncodableGoal;
  readonly solver: Solver;
  /** The variables and rows that all programs of the task have in common. */
  readonly builder: ProgramBuilder;
  /** For each measure, the variable that is 1 if the measure is taken. */
  readonly places: readonly number[];
  takenVariable(measure: number): Linear;
  /** Each criterion as a linear expression. */
  readonly weights: readonly Linear[];
  readonly ownShareTerms: ReturnType<OwnShareModel['relax']> | undefined;
  /** Clauses that rule out those results of the solver that failed the exact check. */
  readonly wrongClauses: Clause[];
  /** Whether the small built-in solver has been able to solve all programs so far. */
  isSmallProgram: boolean;
  /** The selection that was best by the criterion minimised last. */
  latestSelection: Selection | null;
  /** The selection found when the own share was last minimised. */
  measuredBest: Selection | null;
}

function createProgramSearch(
  task: SelectionTask,
  goal: EncodableGoal,
  solver: Solver,
  cautious: boolean,
): ProgramSearch {
  const builder = createProgramBuilder();
  const variables = task.measures.map(() => builder.variable(true));
  const takenVariable = (measure: number): Linear => variableOf(itemAt(variables, measure));
  goal.demand(builder, takenVariable, cautious);
  const { weights, saved } = prepareTask(task, builder, takenVariable);
  const ownShareTerms = task.own?.relax(builder, takenVariable, saved);
  return {
    task,
    goal,
    solver,
    builder,
    places: variables,
    takenVariable,
    weights,
    ownShareTerms,
    wrongClauses: [],
    // A program with fractional variables is left to the other solver. If a program is too large for the small solver,
    // so is every program with more rows.
    isSmallProgram: ownShareTerms === undefined || !builder.hasShares(),
    latestSelection: null,
    measuredBest: null,
  };
}

function programFor(
  { builder, weights, ownShareTerms, takenVariable, wrongClauses }: ProgramSearch,
  limitedByBest: SelectionTask,
  objective: ProgramRow['terms'],
  clauses: readonly Clause[],
): IntegerProgram {
  const newRows = createProgramBuilder();
  for (const { criterion, most } of limitedByBest.limits) {
    if (criterion === OWN_SHARE && ownShareTerms) newRows.rows.push(ownShareTerms.atMost(most));
    else newRows.demand(requireAtMost(itemAt(weights, criterion), most));
  }
  for (const clause of [...limitedByBest.clauses, ...clauses, ...wrongClauses])
    newRows.demand(requireClause(clause, takenVariable));
  return {
    whole: builder.whole,
    hasShares: builder.hasShares(),
    rows: [...builder.rows, ...newRows.rows],
    objective,
  };
}

function takenBy({ places }: ProgramSearch, values: readonly number[]): Selection {
  return places.map((place) => itemAt(values, place) > 0.5);
}

/**
 * Finds the best selection by all criteria with a single program; undefined if the small solver would need too many
 * steps for it or its result fails the check.
 */
function solveAtOnce(search: ProgramSearch): OptimumResult | undefined {
  const { task, goal, places, weights } = search;
  const objective = combineObjectives(task.order.map((criterion) => itemAt(weights, criterion)));
  const values = objective && solveZeroOne(programFor(search, task, objective, []), MAX_STEPS, { order: places });
  if (!values) return values === null ? { optimum: null, proven: true } : undefined;
  const bestSelection = takenBy(search, values);
  if (!isFeasible(task, bestSelection) || !goal.reached(bestSelection)) return undefined;
  return { optimum: { taken: bestSelection, proven: true, always: [], by: 'program' } };
}

/**
 * Finds the selection with the least value of an objective that meets the limits and clauses, or just any such
 * selection if `isAnyEnough`; null if there is none. The result is checked exactly.
 */
function solve(
  search: ProgramSearch,
  limitedByBest: SelectionTask,
  objective: Linear,
  clauses: readonly Clause[],
  isAnyEnough = false,
): Selection | null {
  const { task, goal, solver, wrongClauses } = search;
  for (let tries = 0; tries <= MAX_WRONG_RESULTS; tries++) {
    if (task.isOver()) throw new GivenUpError();
    const program = programFor(search, limitedByBest, integerTerms(objective), clauses);
    const quick = search.isSmallProgram ? solveZeroOne(program, MAX_STEPS, { isAnyEnough }) : undefined;
    search.isSmallProgram = quick !== undefined;
    const values = quick === undefined ? solver(program) : quick;
    if (!values) return null;
    const selection = takenBy(search, values);
    const isRight =
      isFeasible(limitedByBest, selection) &&
      clauses.every((clause) => meetsClause(clause, selection)) &&
      goal.reached(selection);
    if (isRight) return selection;
    wrongClauses.push(anyOtherSelection(selection));
  }
  throw new NotLinearError('numbers too fine to be told apart');
}

/**
 * Finds any selection that meets the limits and clauses. The cost serves as the objective only because this rules out
 * expensive selections sooner.
 */
function solveAny(search: ProgramSearch, limitedByBest: SelectionTask, clauses: readonly Clause[]): Selection | null {
  const { ownShareTerms, weights } = search;
  // If the own share is modelled, selections with a low one are tried first, because some selections fail the exact
  // check.
  return ownShareTerms
    ? solve(search, limitedByBest, ownShareTerms.of, clauses)
    : solve(search, limitedByBest, itemAt(weights, COST), clauses, true);
}

/** Finds the selection with the least value of one criterion within the limits of a task. */
function solveBy(search: ProgramSearch, limitedTask: SelectionTask, criterion: number): SearchResult {
  const { own } = search.task;
  const { ownShareTerms, weights } = search;
  if (criterion !== OWN_SHARE || !own || !ownShareTerms)
    return { taken: solve(search, limitedTask, itemAt(weights, criterion), []), proven: true };
  const leastShareResult = minimiseWithCuts(own, limitedTask, (taskWithoutShare, clauses) =>
    solve(search, taskWithoutShare, ownShareTerms.of, clauses),
  );
  search.measuredBest = leastShareResult.taken;
  return leastShareResult;
}

/** Finds the best selection by minimising one criterion after another. */
function solveInTurn(search: ProgramSearch, others: readonly Selection[]): OptimumResult {
  const { task, goal, weights } = search;
  if (task.isAnyEnough) {
    const taken = solveAny(search, task, []);
    return { optimum: taken && { taken, proven: true, always: [], by: 'program' }, proven: true };
  }
  const atOnce = task.asksAlways || search.ownShareTerms ? undefined : solveAtOnce(search);
  if (atOnce) return atOnce;
  let limitedTask = task;
  let bestSelection: Selection | null = null;
  let alwaysTaken: Selection = [];
  const provenBy = (taken: Selection): OptimumResult => ({
    optimum: { taken, proven: true, always: alwaysTaken, by: 'program' },
  });
  // A criterion with the same value for all selections is skipped, because it decides nothing; the cost and the own
  // share are never skipped.
  const decidingCriteria = task.order.filter(
    (criterion) => criterion === OWN_SHARE || criterion === COST || itemAt(weights, criterion).variables.length > 0,
  );
  const lastDecidingCriterion = decisiveOf(task).at(-1) ?? decidingCriteria[0];
  for (const criterion of decidingCriteria) {
    const foundResult = solveBy(search, limitedTask, criterion);
    bestSelection = foundResult.taken;
    if (!bestSelection) return { optimum: null, proven: foundResult.proven };
    search.latestSelection = bestSelection;
    if (!foundResult.proven) return { optimum: unprovenOptimum(bestSelection) };
    if (criterion === COST && task.order === BY_LEAST_COST) return provenBy(bestSelection);
    const taskBefore = limitedTask;
    limitedTask = limitToOptimum(limitedTask, bestSelection, [criterion]);
    // Tie-breakers need to be evaluated only if several choices have the same benefit and cost.
    const isLast = criterion === COST && task.order === BY_BENEFIT && criterion !== lastDecidingCriterion;
    if (isLast && !solveAny(search, limitedTask, [anyOtherSelection(bestSelection)])) return provenBy(bestSelection);
    if (criterion !== lastDecidingCriterion) continue;
    if (!task.asksAlways && criterion === COST) {
      if (!solveAny(search, limitedTask, [anyOtherSelection(bestSelection)])) return provenBy(bestSelection);
      continue;
    }
    const cheap = task.order === BY_BENEFIT ? taskBefore : limitedTask;
    if (!task.asksAlways && criterion !== OWN_SHARE) continue;
    const knownSelections = [
      bestSelection,
      ...others.filter((other) => isFeasible(cheap, other) && goal.reached(other)),
    ];
    alwaysTaken = findCommonMembers(knownSelections, (clause) => ({
      taken: solveAny(search, cheap, [clause]),
      proven: true,
    })).always;
    const isCommon = bestSelection.every((isTaken, i) => isTaken === alwaysTaken[i]);
    // The selection consists of what all choices have in common, so any other choice of this cost contains additional
    // measures and ranks lower. With funding, however, additional measures may leave the own share the same.
    const isOnly = isCommon && (criterion === COST || !solveAny(search, cheap, [anyOtherSelection(bestSelection)]));
    if (isOnly) return provenBy(bestSelection);
  }
  const firstSelection =
    bestSelection &&
    chooseFirstByIds(
      limitedTask,
      bestSelection,
      (objective, clauses) => solve(search, limitedTask, objective, clauses),
      search.takenVariable,
    );
  return firstSelection ? provenBy(firstSelection) : { optimum: null, proven: true };
}

/** Returns a selection in the form of an optimum, without any proof that it is the best. */
function unprovenOptimum(taken: Selection): Optimum {
  return { taken, proven: false, always: taken.map(() => false), by: 'program' };
}

const NO_OBJECTIVE = constantOf(ZERO);

/**
 * Adds the needs, exclusions and savings of measures to a program. Returns each criterion as an expression and, for
 * each saving, an expression that is 1 if the saving is made.
 */
function prepareTask(
  task: SelectionTask,
  builder: ProgramBuilder,
  taken: (measure: number) => Linear,
): { readonly weights: readonly Linear[]; readonly saved: readonly Linear[] } {
  const notWithout = (a: Linear, b: Linear): void => builder.demand(requireAtLeast(subtractLinear(b, a), ZERO));
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
    const indicator = members.length === 1 ? taken(itemAt(members, 0)) : variableOf(builder.variable(false));
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

/**
 * How many measures one objective puts in order by their ids. Their weights are powers of two, and a double can only
 * distinguish so many.
 */
const IDS_AT_ONCE = 16;

/**
 * Finds, among equally good selections, the one that ranks first by ids: of two selections, the one that contains the
 * first id by which they differ.
 */
function chooseFirstByIds(
  task: SelectionTask,
  start: Selection,
  solve: (objective: Linear, clauses: readonly Clause[]) => Selection | null,
  taken: (measure: number) => Linear,
): Selection {
  let bestSelection = start;
  const fixedClauses: Clause[] = [];
  if (!solve(NO_OBJECTIVE, [anyOtherSelection(bestSelection)])) return bestSelection;
  for (let firstIndex = 0; firstIndex < task.measures.length; firstIndex += IDS_AT_ONCE) {
    const indexes = task.measures.slice(firstIndex, firstIndex + IDS_AT_ONCE).map((_, i) => firstIndex + i);
    const objective = sumLinear(
      indexes.map((measure, i) => [taken(measure), wholeNumber(-(2n ** BigInt(IDS_AT_ONCE - i)))] as const),
    );
    bestSelection = solve(objective, fixedClauses) ?? bestSelection;
    for (const measure of indexes) fixedClauses.push([{ measure, taken: itemAt(bestSelection, measure) }]);
  }
  return bestSelection;
}

/**
 * Finds the measures that reach a level with the least own share. What funding pays depends on the level that is
 * reached, so the best selection is sought separately for exactly this level and for each higher one; null stands for
 * any level.
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
    const exactTask: SelectionTask = { ...task, own: own(task, exact), order: BY_OWN_SHARE, tolerance: ZERO };
    const limitedByBest = best
      ? { ...exactTask, limits: [...exactTask.limits, ...limitsNoWorseThan(best, exactTask)] }
      : exactTask;
    const outcome = findOptimum(limitedByBest, goalFor(exact ?? level), solver);
    const { optimum } = outcome;
    proven &&= optimum ? optimum.proven : outcome.proven;
    because ??= optimum ? optimum.because : outcome.because;
    if (optimum) best = best ? combineOptima(best, { task: exactTask, optimum }) : { task: exactTask, optimum };
  }
  const reason = because === undefined ? {} : { because };
  return best ? { optimum: { ...best.optimum, ...reason, proven } } : { optimum: null, proven, ...reason };
}

interface OwnOptimum {
  readonly task: SelectionTask;
  readonly optimum: Optimum;
}

/**
 * Returns limits that exclude selections worse than the best one so far: those that close gaps of less weight; if the
 * best one closes as much as possible, also those with more unstated costs; and if it has as few of these as possible,
 * also those with a greater own share.
 */
function limitsNoWorseThan({ optimum: { taken } }: OwnOptimum, task: SelectionTask): CriterionLimit[] {
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
 * Returns the better of two optima. If they differ only in tie-breakers, a measure counts as part of every best choice
 * only if it does so in both.
 */
function combineOptima(a: OwnOptimum, b: OwnOptimum): OwnOptimum {
  const isFirst = compareSelections(a.task, a.optimum.taken, b.optimum.taken) <= 0;
  const isEqual = decisiveOf(a.task).every(
    (criterion) =>
      compare(criterionSum(a.task, criterion, a.optimum.taken), criterionSum(a.task, criterion, b.optimum.taken)) === 0,
  );
  const betterOptimum = isFirst ? a : b;
  if (!isEqual) return betterOptimum;
  const alwaysTaken = betterOptimum.optimum.always.map(
    (isAlways, i) => isAlways && itemAt(a.optimum.always, i) && itemAt(b.optimum.always, i),
  );
  return { ...betterOptimum, optimum: { ...betterOptimum.optimum, always: alwaysTaken } };
}

/** The number of selections to evaluate exactly before the search for a better one is given up. */
const MAX_CUTS = 200;

/**
 * Minimises an amount for which a program can express only a lower bound. The selection that the program finds is
 * evaluated exactly and then excluded, until the lower bound of every remaining selection exceeds the least amount
 * found.
 */
function minimiseWithCuts(
  own: OwnShareModel,
  limitedByBest: SelectionTask,
  solve: (limitedByBest: SelectionTask, clauses: readonly Clause[]) => Selection | null,
): SearchResult {
  const taskWithoutShare = {
    ...limitedByBest,
    limits: limitedByBest.limits.filter(({ criterion }) => criterion !== OWN_SHARE),
  };
  const measuredClauses = limitedByBest.limits.find(({ criterion }) => criterion === OWN_SHARE)?.most;
  const measuredCuts: Clause[] = [];
  let bestOption: { readonly taken: Selection; readonly own: Rational } | null = null;
  while (measuredCuts.length < MAX_CUTS) {
    const cutResult = solve(taskWithoutShare, measuredCuts);
    const bound = cutResult && own.relaxed(cutResult);
    const isLeast =
      !bound ||
      (bestOption && compare(bound, bestOption.own) >= 0) ||
      (measuredClauses && compare(bound, measuredClauses) > 0);
    if (isLeast) return { taken: bestOption?.taken ?? null, proven: true };
    const exactShare = own.exactly(cutResult);
    if (
      (!bestOption || compare(exactShare, bestOption.own) < 0) &&
      (!measuredClauses || compare(exactShare, measuredClauses) <= 0)
    )
      bestOption = { taken: cutResult, own: exactShare };
    measuredCuts.push(anyOtherSelection(cutResult));
  }
  return { taken: bestOption?.taken ?? null, proven: false };
}

/**
 * Divides the factors of an objective by their greatest common divisor, which keeps numbers small without changing the
 * optimum.
 */
export function integerTerms(objective: Linear): ProgramRow['terms'] {
  return removeCommonDivisor(objective).map((units, i) => [itemAt(objective.variables, i), Number(units)] as const);
}

/**
 * Combines several objectives into one, the most important first. Each is weighted more than all later ones together,
 * so that minimising the result minimises the first objective, then the second among the solutions that are equal in
 * the first, and so on. Undefined if its numbers would be too large for doubles to add up exactly.
 */
export function combineObjectives(objectives: readonly Linear[]): ProgramRow['terms'] | undefined {
  const joinedWeights = new Map<number, number>();
  let weight = 1;
  for (const objective of objectives.toReversed()) {
    const units = removeCommonDivisor(objective).map(Number);
    const range = units.reduce((sum, unit) => sum + Math.abs(unit), 1);
    if (!Number.isSafeInteger(weight * range)) return undefined;
    for (const [i, variable] of objective.variables.entries())
      joinedWeights.set(variable, (joinedWeights.get(variable) ?? 0) + itemAt(units, i) * weight);
    weight *= range;
  }
  return [...joinedWeights];
}

function removeCommonDivisor({ factors }: Linear): readonly Whole[] {
  const unit = factors.reduce<Whole>((all, factor) => computeCommonDivisor(factor, all), 0);
  return unit === 1 ? factors : factors.map((factor) => divideWhole(factor, unit));
}

/** The goal that a selection must reach, evaluated exactly. */
interface SelectionGoal {
  /** Whether a selection reaches the goal. */
  readonly reached: (taken: Selection) => boolean;
  /** Whether the goal can still be reached. Returns false only if no decision on the undecided measures reaches it. */
  readonly reachable: (partial: PartialSelection) => boolean;
}

interface SearchResult {
  /** The best selection found; null if none was found. */
  readonly taken: Selection | null;
  /** Whether every possible choice was examined or ruled out. */
  readonly proven: boolean;
}

/** With at most this many measures, a search examines all relevant choices within seconds. */
const MAX_SEARCHED_MEASURES = 15;

/**
 * The number of choices that a search examines before it gives up; `MAX_BETTER_CHOICES` applies if it only has to
 * improve a known choice. Examining 12,000 choices takes about five seconds for the largest bundled packs.
 */
const MAX_CHOICES = 12_000;
const MAX_BETTER_CHOICES = 2_000;

/**
 * Finds the best selection by deciding measures one at a time, the most expensive first; each measure is first left
 * out, then taken. Branches that cannot reach the goal, or cannot be better than the best selection so far, are
 * skipped. The result is exact for every kind of goal.
 */
function searchBest(
  task: SelectionTask,
  goal: SelectionGoal,
  most: number,
  start: Selection | null = null,
): SearchResult {
  const order = sortDearestFirst(task);
  let bestSelection = start;
  let choices = 0;

  function visit(partial: PartialSelection): void {
    if (choices > most || ++choices > most) return;
    if (task.isOver()) choices = most + 1;
    if (
      bestSelection &&
      compareCriterionSums(
        task.order.map((criterion) => findLowestSum(task, criterion, partial)),
        criterionSums(task, bestSelection),
      ) > 0
    )
      return;
    if (!isPossible(task, partial) || !goal.reachable(partial)) return;
    const nextIndex = order.find((i) => partial[i] === undefined);
    if (nextIndex === undefined) {
      const selection = partial.map(Boolean);
      const isBetter = !bestSelection || compareSelections(task, selection, bestSelection) < 0;
      if (isBetter && isFeasible(task, selection) && goal.reached(selection)) {
        bestSelection = selection;
      }
      return;
    }
    for (const isTaken of [false, true]) visit(decideMeasure(task, partial, nextIndex, isTaken));
  }

  visit(task.measures.map(() => undefined));
  return { taken: bestSelection, proven: choices <= most };
}

function sortDearestFirst({ criteria, measures }: SelectionTask): number[] {
  const weights = criteria.map(({ of }) => of);
  return measures
    .map((_, i) => i)
    .sort((a, b) => {
      const differingWeight = weights.find((of) => compare(itemAt(of, a), itemAt(of, b)) !== 0);
      return differingWeight ? compare(itemAt(differingWeight, b), itemAt(differingWeight, a)) : b - a;
    });
}

/**
 * Decides a measure and everything that follows from it. If it is taken, so are its needs, while measures that exclude
 * it are left out. If it is left out, so are the measures that need it.
 */
function decideMeasure(
  task: SelectionTask,
  partial: PartialSelection,
  measure: number,
  isTaken: boolean,
): PartialSelection {
  const decidedMeasures = [...partial];
  const waitingDecisions = [[measure, isTaken] as const];
  for (let nextDecision = waitingDecisions.pop(); nextDecision; nextDecision = waitingDecisions.pop()) {
    const [index, value] = nextDecision;
    if (decidedMeasures[index] !== undefined && index !== measure) continue;
    decidedMeasures[index] = value;
    if (value) {
      for (const need of itemAt(task.needs, index)) waitingDecisions.push([need, true]);
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
  const isComplete = task.needs.every((needs, i) => !partial[i] || needs.every((need) => partial[need] !== false));
  const isCompatible = task.exclusions.every(([a, b]) => !(partial[a] && partial[b]));
  const isClauseOpen = task.clauses.every((clause) =>
    clause.some(({ measure, taken }) => (partial[measure] ?? taken) === taken),
  );
  return (
    isComplete &&
    isCompatible &&
    isClauseOpen &&
    task.limits.every(({ criterion, most }) => compare(findLowestSum(task, criterion, partial), most) <= 0)
  );
}

/**
 * Returns the least value that a criterion can still have while some measures are undecided; every saving that is still
 * possible is counted.
 */
function findLowestSum(
  { criteria, own, savings }: SelectionTask,
  criterion: number,
  partial: PartialSelection,
): Rational {
  if (criterion === OWN_SHARE) return own?.atLeast(partial) ?? ZERO;
  const { of, saves, gains } = itemAt(criteria, criterion);
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

function criterionSums(task: SelectionTask, taken: Selection): Rational[] {
  return task.order.map((criterion) => criterionSum(task, criterion, taken));
}

function compareCriterionSums(a: readonly Rational[], b: readonly Rational[]): number {
  for (const [i, value] of a.entries()) {
    const distance = compare(value, itemAt(b, i));
    if (distance !== 0) return distance;
  }
  return 0;
}

/**
 * Compares selections by the criteria. If they are equal, the selection that contains the first id by which they differ
 * comes first.
 */
export function compareSelections(task: SelectionTask, a: Selection, b: Selection): number {
  const distance = compareCriterionSums(criterionSums(task, a), criterionSums(task, b));
  if (distance !== 0) return distance;
  const differingIndex = a.findIndex((is, i) => is !== b[i]);
  return differingIndex < 0 ? 0 : a[differingIndex] ? -1 : 1;
}
