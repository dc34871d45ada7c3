import { ONE, type Phrase, type Problem, type Rational, subtract, toNumber, ZERO } from '../model/index.ts';
import {
  type Condition,
  type ConditionEntry,
  conditionDependencies,
  conjunction,
  evaluateCondition,
  evaluateEntry,
  evaluateWithin,
  isNothing,
  type KnownValues,
  type NodeReader,
  negation,
  type Plan,
  type Possible,
  type PossibleAnswers,
  type StepsNode,
  settledValue,
  type Test,
  type Truth,
} from '../scoring/index.ts';
import {
  createSearchSpace,
  middleValue,
  pickAnswer,
  type SearchDirection,
  type SearchSpace,
  type SearchVariable,
  splitDomain,
} from './search-space.ts';

/** Something that answers may make true. */
interface SearchGoal {
  readonly reads: readonly number[];
  /** The conditions that the goal evaluates, for the constants in them. */
  readonly conditions: readonly Condition[];
  readonly truth: (read: NodeReader) => Truth;
  /** A condition that must keep holding during the search, if the goal is that another one fails. */
  readonly invariant?: (read: NodeReader) => Truth;
  /** The direction of answers that are likelier to make the goal true. */
  readonly direction: SearchDirection;
}

/** The outcome of a search: answers that make the goal true, the proof that none do, or neither within the budget. */
export type SearchVerdict =
  | { readonly verdict: 'found'; readonly answers: PossibleAnswers }
  | { readonly verdict: 'none' }
  | { readonly verdict: 'undecided' };

/** The work after which a search gives up; each evaluation counts as many units as it touches positions. */
const MAX_WORK = 400_000;
/** The least that one evaluation counts, so that searches of small packs end soon as well. */
const MIN_WORK_PER_EVALUATION = 80;

/** Shares of questions to try with their best answer: a few reach scores in the middle, however large the pack. */
const BEST_SHARES = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8];

/**
 * Looks for answers, each given or not applicable, that make a goal true. Exact: bounds prune what cannot succeed and
 * accept what cannot fail, and whatever stays open is split until it is decided.
 */
export function findAnswers(plan: Plan, goal: SearchGoal, maxWork = MAX_WORK): SearchVerdict {
  const space = createSearchSpace(plan, goal.reads, goal.conditions);
  const opposite = goal.direction === 'best' ? 'worst' : 'best';
  const extremes = { best: pickAll(space, space.start, 'best'), worst: pickAll(space, space.start, 'worst') };
  const answerPickers = [
    () => extremes[goal.direction],
    () => extremes[opposite],
    () => pickAsked(space),
    ...BEST_SHARES.map((share) => () => pickMixed(space, extremes, share)),
  ];
  for (const pick of answerPickers) {
    const pickedAnswers = pick();
    if (goal.truth(readerOf(evaluateAll(space, pickedAnswers))) === 'holds')
      return { verdict: 'found', answers: pickedAnswers };
  }
  const loweredSpace = lowerUnderInvariant(space, goal, extremes.best);
  if (loweredSpace) return { verdict: 'found', answers: loweredSpace };
  // Tries both directions in turn with a growing budget, because it is unknown which one is shorter.
  for (let share = 64; share >= 1; share /= 4) {
    for (const direction of [goal.direction, opposite] as const) {
      const searchResult = searchBranchAndBound(space, goal, direction, { left: maxWork / share });
      if (searchResult.verdict !== 'undecided') return searchResult;
    }
  }
  return { verdict: 'undecided' };
}

/** Returns the possible values of some positions over all answers. */
export function possibleValues(plan: Plan, positions: readonly number[]): NodeReader {
  const space = createSearchSpace(plan, positions, []);
  return readerOf(evaluateAll(space, space.start));
}

function readerOf({ values }: KnownValues): NodeReader {
  return (node) => values[node] as Possible;
}

function evaluateAll({ plan, needed }: SearchSpace, within: PossibleAnswers): KnownValues {
  return evaluateWithin(plan, within, needed);
}

/** Re-evaluates what depends on one answer. */
function evaluateChange(
  { plan, dependents }: SearchSpace,
  within: PossibleAnswers,
  { position }: SearchVariable,
  before: KnownValues,
): KnownValues {
  return evaluateWithin(plan, within, dependents(position), before);
}

function pickAll(space: SearchSpace, within: PossibleAnswers, direction: SearchDirection): PossibleAnswers {
  return new Map(
    space.variables.map(({ key, input, worth }) => [
      key,
      pickAnswer(input, within.get(key) as Possible, worth, direction),
    ]),
  );
}

/**
 * Picks the answers that conditions compare with, if any: such answers open chains of follow-up questions to their end.
 */
function pickAsked({ variables, start }: SearchSpace): PossibleAnswers {
  return new Map(
    variables.map(({ key, input, isAsked }) => [
      key,
      pickAnswer(input, start.get(key) as Possible, (atom) => (isAsked(atom) ? ONE : ZERO), 'best'),
    ]),
  );
}

/** Picks the best answer to this share of all questions, evenly spread, and the worst answer to the others. */
function pickMixed(
  space: SearchSpace,
  { best, worst }: Readonly<Record<SearchDirection, PossibleAnswers>>,
  share: number,
): PossibleAnswers {
  const isBest = (index: number): boolean => Math.floor((index + 1) * share) > Math.floor(index * share);
  return new Map(space.variables.map(({ key }, index) => [key, (isBest(index) ? best : worst).get(key) as Possible]));
}

/**
 * From the best answers, lowers as many at once as the invariant allows, and in smaller groups where it fails, down to
 * single answers: two thousand questions are lowered in a few dozen steps. Gives up when the budget is used up.
 */
function lowerUnderInvariant(
  space: SearchSpace,
  { invariant, truth }: SearchGoal,
  best: PossibleAnswers,
): PossibleAnswers | undefined {
  if (!invariant) return undefined;
  const steps = new Map(space.variables.map((variable) => [variable, answersFromWorst(variable, space)] as const));
  let currentAnswers = best;
  let values = evaluateAll(space, currentAnswers);
  if (invariant(readerOf(values)) !== 'holds') return undefined;
  let remainingWork = MAX_WORK;
  const waitingGroups = [space.variables];
  for (let group = waitingGroups.pop(); group && remainingWork > 0; group = waitingGroups.pop()) {
    const [first] = group;
    const choices = group.length === 1 && first ? (steps.get(first) ?? []) : [undefined];
    for (const choice of choices) {
      const loweredAnswers = new Map(currentAnswers);
      for (const variable of group) loweredAnswers.set(variable.key, choice ?? (steps.get(variable)?.[0] as Possible));
      const changedValues =
        choice && first ? evaluateChange(space, loweredAnswers, first, values) : evaluateAll(space, loweredAnswers);
      remainingWork -= Math.max(space.needed.length, MIN_WORK_PER_EVALUATION);
      const read = readerOf(changedValues);
      if (invariant(read) === 'holds') {
        if (truth(read) === 'holds') return loweredAnswers;
        [currentAnswers, values] = [loweredAnswers, changedValues];
        break;
      }
      if (choice === undefined) {
        const halfLength = group.length >> 1;
        waitingGroups.push(group.slice(halfLength), group.slice(0, halfLength));
      }
    }
  }
  return undefined;
}

/** Returns the answers to one question from the worst up; for a multiple choice only the worst one. */
function answersFromWorst({ key, input, worth }: SearchVariable, { start }: SearchSpace): readonly Possible[] {
  const widenedValue = { ...(start.get(key) as Possible), nothing: false };
  if (widenedValue.kind === 'atoms') return splitDomain(input, widenedValue, worth, 'worst') ?? [widenedValue];
  return [pickAnswer(input, widenedValue, worth, 'worst')];
}

interface SearchBudget {
  left: number;
}

function searchBranchAndBound(
  space: SearchSpace,
  goal: SearchGoal,
  direction: SearchDirection,
  budget: SearchBudget,
): SearchVerdict {
  const waitingStates: SearchState[] = [
    { within: space.start, before: evaluateAll(space, space.start), changed: null, next: 0 },
  ];
  let isComplete = true;
  for (let state = waitingStates.pop(); state; state = waitingStates.pop()) {
    const { within, before, changed } = state;
    const values = changed ? evaluateChange(space, within, changed, before) : before;
    budget.left -= Math.max(space.needed.length, MIN_WORK_PER_EVALUATION);
    const truth = goal.truth(readerOf(values));
    if (truth === 'holds') return { verdict: 'found', answers: pickAll(space, within, direction) };
    if (truth === 'fails') continue;
    if (budget.left < 0) return { verdict: 'undecided' };
    const middleAnswers = pickMiddles(space, within);
    if (middleAnswers && goal.truth(readerOf(evaluateAll(space, middleAnswers))) === 'holds') {
      return { verdict: 'found', answers: middleAnswers };
    }
    const parts = splitNext(space, state, values, direction);
    if (!parts) isComplete = false;
    else waitingStates.push(...parts.reverse());
  }
  return isComplete ? { verdict: 'none' } : { verdict: 'undecided' };
}

/** The possible answers at one point of a search; variables before index `next` are decided. */
interface SearchState {
  readonly within: PossibleAnswers;
  /** The values before the last answer was narrowed. */
  readonly before: KnownValues;
  readonly changed: SearchVariable | null;
  readonly next: number;
}

/**
 * Splits the first choice that is still open, or else the widest range of numbers, as ranges are never decided;
 * undefined if there is nothing to split.
 */
function splitNext(
  space: SearchSpace,
  { within, next }: SearchState,
  values: KnownValues,
  direction: SearchDirection,
): SearchState[] | undefined {
  let widest: { readonly at: number; readonly width: number } | undefined;
  for (let index = next; index < space.variables.length; index++) {
    const possibleAnswer = within.get((space.variables[index] as SearchVariable).key) as Possible;
    const width = widthOf(possibleAnswer);
    if (width > (widest?.width ?? 0)) widest = { at: index, width };
    const parts = width > 0 ? undefined : splitAt(space, index, within, values, index, direction);
    if (parts) return parts;
  }
  // Ranges before this one may still be open, so the next search starts from the same index as this one.
  return widest && splitAt(space, widest.at, within, values, next, direction);
}

function splitAt(
  space: SearchSpace,
  index: number,
  within: PossibleAnswers,
  values: KnownValues,
  next: number,
  direction: SearchDirection,
): SearchState[] | undefined {
  const variable = space.variables[index] as SearchVariable;
  const { key, input, worth } = variable;
  const parts = splitDomain(input, within.get(key) as Possible, worth, direction);
  return parts?.map((part) => ({ within: new Map([...within, [key, part]]), before: values, changed: variable, next }));
}

/** Returns the width of a range of numbers; 0 for anything else. */
function widthOf(possible: Possible): number {
  if (possible.kind !== 'range' || possible.nothing) return 0;
  return possible.low && possible.high ? toNumber(subtract(possible.high, possible.low)) : Number.POSITIVE_INFINITY;
}

/** Picks a number from the middle of every range: most goals that can hold do so there after a few splits. */
function pickMiddles({ variables }: SearchSpace, within: PossibleAnswers): PossibleAnswers | undefined {
  const possibles = variables.map(({ key }) => within.get(key) as Possible);
  const isOpen = (possible: Possible): boolean =>
    possible.kind !== 'range' && !isNothing(possible) && settledValue(possible) === undefined;
  if (possibles.some(isOpen) || !possibles.some((possible) => possible.kind === 'range')) return undefined;
  return new Map(variables.map(({ key }, i) => [key, middleValue(possibles[i] as Possible)]));
}

/** Creates the goal that all conditions hold and that `failing`, if given, does not. */
export function createConditionsGoal(
  conditions: readonly Condition[],
  failing?: Condition,
  toward: SearchDirection = 'best',
): SearchGoal {
  const parts = conditions.flatMap(partsOf);
  const entries = parts.filter((part): part is ConditionEntry => part.op === 'entry');
  const otherConditions = parts.filter((part) => part.op !== 'entry');
  const mergedEntries = mergeEntries(entries, failing);
  const allConditions = [...conditions, ...(failing ? [failing] : [])];
  const evaluateConditions = (read: NodeReader): Truth =>
    conjunction(conditions.map((condition) => evaluateCondition(condition, read)));
  return {
    ...(failing ? { invariant: evaluateConditions } : {}),
    reads: allConditions.flatMap(conditionDependencies),
    conditions: allConditions,
    truth: (read) =>
      conjunction([
        ...mergedEntries.map(({ node, test }) => evaluateEntry(test, read(node))),
        ...otherConditions.map((condition) => evaluateCondition(condition, read)),
        ...(failing ? [negation(evaluateCondition(failing, read))] : []),
      ]),
    direction: toward,
  };
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.op === 'all' ? condition.of.flatMap(partsOf) : [condition];
}

/**
 * Merges all tests of one position into one, so that requirements which exclude each other are seen at once. The
 * condition to fail joins them only if its position is tested anyway: then the value cannot be missing.
 */
function mergeEntries(
  entries: readonly ConditionEntry[],
  failing: Condition | undefined,
): { node: number; test: Test }[] {
  const tests = new Map<number, Test[]>();
  for (const { node, test } of entries) tests.set(node, [...(tests.get(node) ?? []), test]);
  if (failing?.op === 'entry' && tests.has(failing.node)) {
    tests.get(failing.node)?.push({ keyword: 'not', of: failing.test });
  }
  return [...tests].map(([node, of]) => ({ node, test: { keyword: 'allOf', of } }));
}

/** Creates the goal that a number exists and is above a bound, or at least equal to it. */
export function boundGoal(node: number, bound: Rational, strictly: boolean): SearchGoal {
  const keyword = strictly ? 'exclusiveMinimum' : 'minimum';
  return createConditionsGoal([{ op: 'entry', name: '', node, test: { keyword, bound } }]);
}

/** Creates the goal that a step is the highest one reached. */
export function stepGoal({ of, steps, edge }: StepsNode, step: number): SearchGoal {
  const lowerBound = (index: number): Condition[] => {
    const bound = steps[index]?.bound;
    // The lowest step includes its own bound, whatever the edge.
    const keyword = edge === 'above' && index > 0 ? 'exclusiveMinimum' : 'minimum';
    return bound ? [{ op: 'entry', name: '', node: of, test: { keyword, bound } }] : [];
  };
  const [next] = lowerBound(step + 1);
  const stepLowerBound = lowerBound(step);
  return next
    ? createConditionsGoal([...stepLowerBound, { op: 'not', of: next }], undefined, step === 0 ? 'worst' : 'best')
    : createConditionsGoal(stepLowerBound);
}

/** Creates the goal that a position has one of the outcomes for which `passes` is true. */
export function createOutcomeGoal(
  node: number,
  passes: (value: unknown) => boolean,
  toward: SearchDirection,
): SearchGoal {
  return {
    reads: [node],
    conditions: [],
    truth: (read) => {
      const value = read(node);
      if (value.kind !== 'atoms') return 'undecided';
      const truths = [...value.atoms.map(passes), ...(value.nothing ? [passes(null)] : [])];
      if (truths.every(Boolean)) return 'holds';
      return truths.some(Boolean) ? 'undecided' : 'fails';
    },
    direction: toward,
  };
}

/** Returns the most favourable of several verdicts: found, else undecided, else none. */
export function chooseBestVerdict(verdicts: readonly SearchVerdict[]): SearchVerdict {
  return (
    verdicts.find(({ verdict }) => verdict === 'found') ??
    verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'none' }
  );
}

/** Returns the problem if no such answers exist, and a problem about `open` if the search was undecided. */
export function toProblems({ verdict }: SearchVerdict, problem: Problem, open: Phrase): Problem[] {
  switch (verdict) {
    case 'found':
      return [];
    case 'none':
      return [problem];
    case 'undecided':
      return [{ ...problem, code: 'M320', details: { wanted: open } }];
  }
}
