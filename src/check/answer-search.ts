import { itemAt, ONE, type Phrase, type Problem, type Rational, subtract, toNumber, ZERO } from '../model/index.ts';
import {
  type Condition,
  type ConditionEntry,
  conjoinTruths,
  evaluateCondition,
  evaluateEntry,
  evaluateWithin,
  isNothing,
  type KnownValues,
  listConditionDependencies,
  type NodeReader,
  negateTruth,
  type Plan,
  type Possible,
  type PossibleAnswers,
  type StepsNode,
  settledValue,
  type Test,
  type Truth,
} from '../scoring/index.ts';
import {
  chooseMiddleValue,
  createSearchSpace,
  pickAnswer,
  type SearchDirection,
  type SearchSpace,
  type SearchVariable,
  splitDomain,
} from './search-space.ts';

/** What a search tries to make true by choosing answers; `reads` are the nodes of the plan on which this depends. */
interface SearchGoal {
  readonly reads: readonly number[];
  /** The conditions in the goal. The constants that they compare answers with are tried as answers. */
  readonly conditions: readonly Condition[];
  readonly truth: (readNode: NodeReader) => Truth;
  /**
   * For a goal in which one condition must fail: the other conditions, which every step of the search must keep true.
   */
  readonly invariant?: (readNode: NodeReader) => Truth;
  /** The kind of answers that are more likely to make the goal true. */
  readonly direction: SearchDirection;
}

/**
 * The outcome of a search: answers that make the goal true, a proof that there are none, or neither within the limit of
 * work.
 */
export type SearchVerdict =
  | { readonly verdict: 'found'; readonly answers: PossibleAnswers }
  | { readonly verdict: 'none' }
  | { readonly verdict: 'undecided' };

/** The work after which a search gives up, counted in evaluated nodes. */
const MAX_WORK = 400_000;
/** The minimum work that is counted for one evaluation of all nodes, so that searches in small packs also end soon. */
const MIN_WORK_PER_EVALUATION = 80;

/**
 * Starting points of a search: this share of the questions gets the best answer, the others the worst. Together they
 * lead to scores in the middle range in packs of any size.
 */
const BEST_SHARES = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8];

/**
 * Searches for answers that make a goal true; every question counts as answered or not applicable. The search is exact:
 * it splits the possible answers into parts until the bounds of each part show that the goal must hold or cannot hold.
 */
export function findAnswers(plan: Plan, goal: SearchGoal, maxWork = MAX_WORK): SearchVerdict {
  const space = createSearchSpace(plan, goal.reads, goal.conditions);
  const opposite = goal.direction === 'best' ? 'worst' : 'best';
  const extremes = {
    best: pickAnswersToward(space, space.start, 'best'),
    worst: pickAnswersToward(space, space.start, 'worst'),
  };
  const answerPickers = [
    () => extremes[goal.direction],
    () => extremes[opposite],
    () => pickComparedValues(space),
    ...BEST_SHARES.map((share) => () => pickMixed(space, extremes, share)),
  ];
  for (const pick of answerPickers) {
    const pickedAnswers = pick();
    if (goal.truth(readerOf(evaluateAll(space, pickedAnswers))) === 'holds')
      return { verdict: 'found', answers: pickedAnswers };
  }
  const loweredSpace = lowerUnderInvariant(space, goal, extremes.best);
  if (loweredSpace) return { verdict: 'found', answers: loweredSpace };
  // Searches in both directions in turn, with a growing limit, because it is unknown which of them ends sooner.
  for (let share = 64; share >= 1; share /= 4) {
    for (const direction of [goal.direction, opposite] as const) {
      const searchResult = searchBranchAndBound(space, goal, direction, { left: maxWork / share });
      if (searchResult.verdict !== 'undecided') return searchResult;
    }
  }
  return { verdict: 'undecided' };
}

/** Returns the values that some nodes can have, over all possible answers. */
export function evaluatePossibleValues(plan: Plan, positions: readonly number[]): NodeReader {
  const space = createSearchSpace(plan, positions, []);
  return readerOf(evaluateAll(space, space.start));
}

function readerOf({ values }: KnownValues): NodeReader {
  return (node) => itemAt(values, node);
}

function evaluateAll({ plan, needed }: SearchSpace, within: PossibleAnswers): KnownValues {
  return evaluateWithin(plan, within, needed);
}

/** Evaluates again the nodes that depend on one changed answer. */
function evaluateChange(
  { plan, dependents }: SearchSpace,
  within: PossibleAnswers,
  { position }: SearchVariable,
  before: KnownValues,
): KnownValues {
  return evaluateWithin(plan, within, dependents(position), before);
}

function pickAnswersToward(space: SearchSpace, within: PossibleAnswers, direction: SearchDirection): PossibleAnswers {
  return new Map(
    space.variables.map(({ key, input, worth }) => [
      key,
      pickAnswer(input, within.get(key) as Possible, worth, direction),
    ]),
  );
}

/**
 * Picks for each question an answer with which some condition compares it, if there is one. With such answers,
 * follow-up questions are asked, and the questions that follow those.
 */
function pickComparedValues({ variables, start }: SearchSpace): PossibleAnswers {
  return new Map(
    variables.map(({ key, input, isAsked }) => [
      key,
      pickAnswer(input, start.get(key) as Possible, (atom) => (isAsked(atom) ? ONE : ZERO), 'best'),
    ]),
  );
}

/**
 * Picks the best answer to a share of all questions, spread evenly over the pack, and the worst answer to the others.
 */
function pickMixed(
  space: SearchSpace,
  { best, worst }: Readonly<Record<SearchDirection, PossibleAnswers>>,
  share: number,
): PossibleAnswers {
  const isBest = (index: number): boolean => Math.floor((index + 1) * share) > Math.floor(index * share);
  return new Map(space.variables.map(({ key }, index) => [key, (isBest(index) ? best : worst).get(key) as Possible]));
}

/**
 * Starts from the best answers and lowers all of them at once. If the invariant then fails, tries smaller groups of
 * answers, down to single ones; in this way, two thousand questions take only a few dozen steps. Gives up at the limit
 * of work.
 */
function lowerUnderInvariant(
  space: SearchSpace,
  { invariant, truth }: SearchGoal,
  best: PossibleAnswers,
): PossibleAnswers | undefined {
  if (!invariant) return undefined;
  const steps = new Map(space.variables.map((variable) => [variable, listAnswersFromWorst(variable, space)] as const));
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
      const readNode = readerOf(changedValues);
      if (invariant(readNode) === 'holds') {
        if (truth(readNode) === 'holds') return loweredAnswers;
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

/** Returns the answers to one question, beginning with the worst; for multiple choice only the worst. */
function listAnswersFromWorst({ key, input, worth }: SearchVariable, { start }: SearchSpace): readonly Possible[] {
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
    if (truth === 'holds') return { verdict: 'found', answers: pickAnswersToward(space, within, direction) };
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

/** The answers that are still possible at one point of a search. Variables with an index below `next` are decided. */
interface SearchState {
  readonly within: PossibleAnswers;
  /** The values before the possible answers to the question `changed` became fewer. */
  readonly before: KnownValues;
  readonly changed: SearchVariable | null;
  readonly next: number;
}

/**
 * Splits the first variable that still has a choice. If there is none, splits the widest range of numbers, because a
 * range is never fully decided. Undefined if nothing can be split.
 */
function splitNext(
  space: SearchSpace,
  { within, next }: SearchState,
  values: KnownValues,
  direction: SearchDirection,
): SearchState[] | undefined {
  let widestVariable: { readonly at: number; readonly width: number } | undefined;
  for (let index = next; index < space.variables.length; index++) {
    const possibleAnswer = within.get(itemAt(space.variables, index).key) as Possible;
    const width = widthOf(possibleAnswer);
    if (width > (widestVariable?.width ?? 0)) widestVariable = { at: index, width };
    const parts = width > 0 ? undefined : splitAt(space, index, within, values, index, direction);
    if (parts) return parts;
  }
  // Number ranges of earlier variables may still be open, so `next` stays the same.
  return widestVariable && splitAt(space, widestVariable.at, within, values, next, direction);
}

function splitAt(
  space: SearchSpace,
  index: number,
  within: PossibleAnswers,
  values: KnownValues,
  next: number,
  direction: SearchDirection,
): SearchState[] | undefined {
  const variable = itemAt(space.variables, index);
  const { key, input, worth } = variable;
  const parts = splitDomain(input, within.get(key) as Possible, worth, direction);
  return parts?.map((part) => ({ within: new Map([...within, [key, part]]), before: values, changed: variable, next }));
}

/** Returns the width of a range of numbers; 0 for anything else. */
function widthOf(possible: Possible): number {
  if (possible.kind !== 'range' || possible.nothing) return 0;
  return possible.low && possible.high ? toNumber(subtract(possible.high, possible.low)) : Number.POSITIVE_INFINITY;
}

/**
 * Picks the number in the middle of every range: most goals that can be reached are reached there after a few splits.
 */
function pickMiddles({ variables }: SearchSpace, within: PossibleAnswers): PossibleAnswers | undefined {
  const possibles = variables.map(({ key }) => within.get(key) as Possible);
  const isOpen = (possible: Possible): boolean =>
    possible.kind !== 'range' && !isNothing(possible) && settledValue(possible) === undefined;
  if (possibles.some(isOpen) || !possibles.some((possible) => possible.kind === 'range')) return undefined;
  return new Map(variables.map(({ key }, i) => [key, chooseMiddleValue(itemAt(possibles, i))]));
}

/** Creates the goal that all conditions are met and that the condition `failing`, if given, is not. */
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
  const evaluateConditions = (readNode: NodeReader): Truth =>
    conjoinTruths(conditions.map((condition) => evaluateCondition(condition, readNode)));
  return {
    ...(failing ? { invariant: evaluateConditions } : {}),
    reads: allConditions.flatMap(listConditionDependencies),
    conditions: allConditions,
    truth: (readNode) =>
      conjoinTruths([
        ...mergedEntries.map(({ node, test }) => evaluateEntry(test, readNode(node))),
        ...otherConditions.map((condition) => evaluateCondition(condition, readNode)),
        ...(failing ? [negateTruth(evaluateCondition(failing, readNode))] : []),
      ]),
    direction: toward,
  };
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.op === 'all' ? condition.of.flatMap(partsOf) : [condition];
}

/**
 * Merges all tests of one node into one, so that contradictory requirements are noticed at once. The condition that
 * must fail is merged only if there are other tests of its node: on its own, it would also fail if the node has no
 * value.
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

/** Creates the goal that a number exists and is at least a bound or, if `strictly`, above it. */
export function createBoundGoal(node: number, bound: Rational, strictly: boolean): SearchGoal {
  const keyword = strictly ? 'exclusiveMinimum' : 'minimum';
  return createConditionsGoal([{ op: 'entry', name: '', node, test: { keyword, bound } }]);
}

/** Creates the goal that the given step is the highest one reached. */
export function createStepGoal({ of, steps, edge }: StepsNode, step: number): SearchGoal {
  const lowerBound = (index: number): Condition[] => {
    const bound = steps[index]?.bound;
    // The lowest step always includes its own bound, even if the others begin above theirs.
    const keyword = edge === 'above' && index > 0 ? 'exclusiveMinimum' : 'minimum';
    return bound ? [{ op: 'entry', name: '', node: of, test: { keyword, bound } }] : [];
  };
  const [next] = lowerBound(step + 1);
  const stepLowerBound = lowerBound(step);
  return next
    ? createConditionsGoal([...stepLowerBound, { op: 'not', of: next }], undefined, step === 0 ? 'worst' : 'best')
    : createConditionsGoal(stepLowerBound);
}

/** Creates the goal that a node has one of the outcomes that `passes` accepts. */
export function createOutcomeGoal(
  node: number,
  passes: (value: unknown) => boolean,
  toward: SearchDirection,
): SearchGoal {
  return {
    reads: [node],
    conditions: [],
    truth: (readNode) => {
      const value = readNode(node);
      if (value.kind !== 'atoms') return 'undecided';
      const truths = [...value.atoms.map(passes), ...(value.nothing ? [passes(null)] : [])];
      if (truths.every(Boolean)) return 'holds';
      return truths.some(Boolean) ? 'undecided' : 'fails';
    },
    direction: toward,
  };
}

/** Returns the first verdict that is "found", otherwise the first that is "undecided", otherwise "none". */
export function chooseBestVerdict(verdicts: readonly SearchVerdict[]): SearchVerdict {
  return (
    verdicts.find(({ verdict }) => verdict === 'found') ??
    verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'none' }
  );
}

/**
 * Returns `problem` if the search proved that no answers make the goal true. If the search was undecided, returns the
 * problem that `open`, a name for the goal, could not be checked.
 */
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
