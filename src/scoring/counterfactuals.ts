// Finds the answer whose change alone would raise a score or the level most, by evaluating each allowed change.

import {
  add,
  compare,
  type Deciding,
  type ExplainedEnds,
  fromNumber,
  itemAt,
  type Move,
  type Moves,
  ONE,
  type Rational,
  subtract,
  type Unmet,
  ZERO,
} from '../model/index.ts';
import type { PointsTable } from './answer-points.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type Evaluation,
  entryOf,
  isChoices,
  rankOf,
  toPlainAnswer,
  valueAt,
} from './answer-set.ts';
import { evaluate } from './evaluate.ts';
import { listedValues, takesSeveral } from './forms/form.ts';
import { comparedBounds, dependenciesOf, thresholdsOf } from './node-dependencies.ts';
import { operatorOf } from './operators/registry.ts';
import { type Input, type Node, nodeAt, type Plan } from './plan.ts';
import { type AnswerValue, type Atom, isNothing, isNumber, type Possible, rangeOf } from './possible-values.ts';
import { listLevelRequirements } from './score-result.ts';
import { toExplainedEnds, toPlainValue } from './unmet-requirements.ts';

/** A score or the level. */
interface Subject {
  readonly name: string;
  readonly node: number;
}

/**
 * A number by which the effects of changed answers are compared: a score, or how many members of a list pass a test.
 */
interface Measure {
  readonly name: string;
  readonly test?: Unmet['test'];
  placeIn(evaluation: Evaluation): ScorePosition;
  endsIn(evaluation: Evaluation): ExplainedEnds;
}

/**
 * Finds the answer whose change alone would move a score or the level most, by evaluating each allowed change of one
 * answer. A derived answer is changed directly instead of through the numbers it is derived from. With `reach`, an
 * answer is changed at most to the answer in `reach`: advice must not rely on a change that measures cannot achieve.
 * Returns undefined for an unknown score.
 */
export function findDecisiveAnswers(plan: Plan, sheet: AnswerSet, name: string, reach?: AnswerSet): Moves | undefined {
  const score = plan.scores.find((candidate) => candidate.name === name);
  if (!score) return undefined;
  const { before, answered, open } = evaluateCounterfactuals(plan, sheet, score.node, reach);
  const gates = plan.level === score.node ? listUnmetGates(plan, score.node, before) : { scores: [], lists: [] };
  const findRaiseFor = (measure: Measure): Move[] => findRaise(measure, answered, before, plan);
  const raises = findRaiseFor(measureScore(score, plan));
  const gateMeasures = (): Measure[] => [...gates.scores.map((gate) => measureScore(gate, plan)), ...gates.lists];
  const decidingAnswers = [score, ...gates.scores]
    .map((subject) => findDeciding(subject, open, before, plan))
    .find(Boolean);
  return {
    raises: raises.length > 0 ? raises : gateMeasures().flatMap(findRaiseFor),
    ...(decidingAnswers ? { decides: decidingAnswers } : {}),
    ...(reach ? { byMeasures: true } : {}),
  };
}

function measureScore({ name, node }: Subject, plan: Plan): Measure {
  const valueOfGoal = ({ values }: Evaluation): Possible => itemAt(values, node);
  return {
    name,
    placeIn: (evaluation) => toScorePosition(node, valueOfGoal(evaluation), plan),
    endsIn: (evaluation) => toExplainedEnds(valueOfGoal(evaluation)),
  };
}

/**
 * Lists what is still missing for the level above the one that is certainly reached: scores, and lists in which too few
 * members pass.
 */
function listUnmetGates(plan: Plan, node: number, before: Evaluation): { scores: Subject[]; lists: Measure[] } {
  const listUnmet = ({ values }: Evaluation): Unmet[] => nextLevel?.unmet((at) => itemAt(values, at)) ?? [];
  const { low } = toScorePosition(node, valueAt(before, node), plan);
  const nextLevel = listLevelRequirements(plan).find(({ value }) => low === null || compare(value, low) > 0);
  const unmet = listUnmet(before);
  // If a level requires that all members of a list pass, each member that fails is listed by itself.
  const names = new Set(
    unmet.flatMap(({ name, keyword, members = [] }) => [
      name,
      ...(keyword === 'items' ? members.map((member) => member.name) : []),
    ]),
  );
  return {
    scores: plan.scores.filter((score) => names.has(score.name)),
    lists: unmet.filter(isCount).map((gate) => measureCount(gate, listUnmet)),
  };
}

function isCount({ keyword, alternative }: Unmet): boolean {
  return keyword === 'minContains' && alternative === undefined;
}

/** Creates a measure of how many members of a list pass, up to the required number. */
function measureCount({ name, test, needs }: Unmet, unmetIn: (evaluation: Evaluation) => Unmet[]): Measure {
  const key = JSON.stringify(test);
  const countIn = (evaluation: Evaluation): { low: number; high: number } => {
    const currentGap = unmetIn(evaluation).find(
      (unmet) => isCount(unmet) && unmet.name === name && JSON.stringify(unmet.test) === key,
    );
    const low = Number(currentGap ? currentGap.has : needs);
    return { low, high: currentGap?.highest ?? low };
  };
  return {
    name,
    ...(test ? { test } : {}),
    placeIn: (evaluation) => {
      const { low, high } = countIn(evaluation);
      return { low: fromNumber(low), high: fromNumber(high) };
    },
    endsIn: (evaluation) => {
      const { low, high } = countIn(evaluation);
      return low === high ? { value: low } : { lowest: low, highest: high };
    },
  };
}

/**
 * Finds the change that raises a measure most; empty if none raises it. Of several equally good changes, takes the
 * first, which is the smallest one.
 */
function findRaise(measure: Measure, trials: readonly Counterfactual[], before: Evaluation, plan: Plan): Move[] {
  let bestPosition = measure.placeIn(before);
  let bestTrial: Counterfactual | undefined;
  for (const trial of trials) {
    const position = measure.placeIn(trial.after);
    if (comparePositions(position, bestPosition) > 0) [bestTrial, bestPosition] = [trial, position];
  }
  if (!bestTrial) return [];
  return [
    {
      question: bestTrial.input.name,
      from: toPlainValue(valueAt(before, plan.nodes.indexOf(bestTrial.input))) ?? null,
      to: toPlainAnswer(bestTrial.answer),
      subject: measure.name,
      ...(measure.test ? { test: measure.test } : {}),
      before: measure.endsIn(before),
      after: measure.endsIn(bestTrial.after),
    },
  ];
}

/** Finds the open question whose possible answers move the ends of a score most; undefined if none moves them. */
function findDeciding(
  { name, node }: Subject,
  trials: readonly Counterfactual[],
  before: Evaluation,
  plan: Plan,
): Deciding | undefined {
  const currentPosition = toScorePosition(node, valueAt(before, node), plan);
  const positionAfter = ({ after }: Counterfactual): ScorePosition => toScorePosition(node, valueAt(after, node), plan);
  let decidingAnswer:
    | { readonly effect: Rational; readonly worst: Counterfactual; readonly best: Counterfactual }
    | undefined;
  for (const input of new Set(trials.map((trial) => trial.input))) {
    const ownTrials = trials.filter((trial) => trial.input === input);
    ownTrials.sort((a, b) => comparePositions(positionAfter(a), positionAfter(b)));
    const [worst, best] = [itemAt(ownTrials, 0), ownTrials.at(-1) as Counterfactual];
    const effect = add(
      measureDistance(currentPosition.low, positionAfter(best).low),
      measureDistance(positionAfter(worst).high, currentPosition.high),
    );
    if (effect.n > 0n && (!decidingAnswer || compare(effect, decidingAnswer.effect) > 0))
      decidingAnswer = { effect, worst, best };
  }
  if (!decidingAnswer) return undefined;
  const outcomeOf = ({ answer, after }: Counterfactual): Deciding['worst'] => ({
    answer: toPlainAnswer(answer),
    after: toExplainedEnds(valueAt(after, node)),
  });
  return {
    question: decidingAnswer.worst.input.name,
    subject: name,
    before: toExplainedEnds(valueAt(before, node)),
    worst: outcomeOf(decidingAnswer.worst),
    best: outcomeOf(decidingAnswer.best),
  };
}

/** One changed answer, and the evaluation of all answers with this change. */
interface Counterfactual {
  readonly input: Input;
  readonly answer: AnswerValue;
  readonly after: Evaluation;
}

/** The evaluation without changes, and all evaluated changes: those of answered questions, and answers to open ones. */
interface Counterfactuals {
  readonly before: Evaluation;
  readonly answered: readonly Counterfactual[];
  readonly open: readonly Counterfactual[];
}

const UNUSED_NODE: Node = { op: 'constant', value: ZERO };

/** Evaluates each allowed change of a single answer, for all questions that affect a position. */
function evaluateCounterfactuals(
  plan: Plan,
  sheet: AnswerSet,
  root: number,
  reach: AnswerSet | undefined,
): Counterfactuals {
  const affectingNodes = findPositionsAffecting(plan, root);
  const reducedPlan = { ...plan, nodes: plan.nodes.map((node, at) => (affectingNodes.has(at) ? node : UNUSED_NODE)) };
  const evaluationBefore = evaluate(reducedPlan, sheet);
  const [answered, open]: [Counterfactual[], Counterfactual[]] = [[], []];
  const tables = indexPointsTables(reducedPlan);
  const reachedEvaluation = reach && evaluate(reducedPlan, reach);
  reducedPlan.nodes.forEach((input, position) => {
    if (input.op !== 'input' || input.role === 'fact' || evaluationBefore.asked[position] === 'fails') return;
    const state = evaluationBefore.states[position];
    if (state === 'notApplicable' || isFigure(reducedPlan, position)) return;
    const currentAnswer = valueAt(evaluationBefore, position);
    const answers = listChanges(
      input,
      readSettledAnswer(currentAnswer),
      tables.get(position) ?? [],
      collectBounds(reducedPlan, position),
    );
    const { evidence } = entryOf(sheet, input.name);
    const reachable =
      reachedEvaluation && findReachableAnswer(entryOf(reach, input.name), valueAt(reachedEvaluation, position));
    for (const answer of answers) {
      if (state !== 'answered' && !isPossible(answer, currentAnswer)) continue;
      if (
        state === 'answered' &&
        reachedEvaluation &&
        !isReachable(input, answer, reachable, readSettledAnswer(currentAnswer))
      )
        continue;
      const entry = { state: 'answered', value: answer, ...(evidence ? { evidence } : {}) } as const;
      const trial = { input, answer, after: evaluate(reducedPlan, new Map(sheet).set(input.name, entry)) };
      (state === 'answered' ? answered : open).push(trial);
    }
  });
  return { before: evaluationBefore, answered, open };
}

/** Returns all positions on which a position depends, directly or indirectly. */
function findPositionsAffecting(plan: Plan, root: number): Set<number> {
  const positions = new Set([root]);
  for (const position of positions)
    for (const dependency of dependenciesOf(nodeAt(plan, position))) positions.add(dependency);
  return positions;
}

/**
 * Returns the answer that measures can achieve: the stated answer, otherwise the minimum that a measure guarantees,
 * otherwise the certain value.
 */
function findReachableAnswer(entry: AnswerEntry, value: Possible): AnswerValue | undefined {
  return entry.state === 'answered' ? entry.value : (entry.least ?? readSettledAnswer(value));
}

/**
 * Whether measures can achieve an answer: it must be no higher than `reachable`; in a multiple choice, each option must
 * be given already or be in `reachable`.
 */
function isReachable(
  input: Input,
  answer: AnswerValue,
  reachable: AnswerValue | undefined,
  given: AnswerValue | undefined,
): boolean {
  if (reachable === undefined) return false;
  if (!isChoices(answer)) return !isChoices(reachable) && compare(rankOf(input, answer), rankOf(input, reachable)) <= 0;
  const options = [reachable, given].flatMap((value) => (value !== undefined && isChoices(value) ? value : []));
  return answer.every((option) => options.includes(option));
}

/** Whether an open answer can have this value, given the numbers from which it is derived. */
function isPossible(answer: AnswerValue, possible: Possible): boolean {
  return possible.kind !== 'atoms' || typeof answer !== 'string' || possible.atoms.includes(answer);
}

/** Whether a number is used only for deriving other answers. */
function isFigure({ nodes }: Plan, position: number): boolean {
  if ((nodes[position] as Input).value.kind !== 'number') return false;
  const readers = nodes.filter((node) => dependenciesOf(node).includes(position));
  return readers.length > 0 && readers.every((node) => operatorOf(node)?.family === 'calculation');
}

function indexPointsTables({ nodes }: Plan): Map<number, PointsTable[]> {
  const tables = new Map<number, PointsTable[]>();
  for (const node of nodes) {
    if (node.op === 'points' && node.table) tables.set(node.of, [...(tables.get(node.of) ?? []), node.table]);
  }
  return tables;
}

/** Returns the bounds with which a number is compared, either directly or through points that equal the number. */
function collectBounds({ nodes }: Plan, position: number): Rational[] {
  const aliases = new Set([position]);
  nodes.forEach((node, at) => {
    const [dependency, ...others] = dependenciesOf(node);
    const passesThrough = node.op === 'points' || node.op === 'sum';
    if (passesThrough && dependency !== undefined && others.length === 0 && aliases.has(dependency)) aliases.add(at);
  });
  return nodes.flatMap((node) => [
    ...comparedBounds(node).flatMap(({ node: compared, bound }) => (aliases.has(compared) ? [bound] : [])),
    ...(dependenciesOf(node).some((at) => aliases.has(at)) ? thresholdsOf(node) : []),
  ]);
}

/** The maximum number of options for which all combinations are tried. */
const MAX_OPTIONS_TRIED = 6;

/**
 * Lists the allowed answers to a question other than the given one. For a multiple choice with many options, these are
 * the answers that differ in one option, and for each number of options the best and the worst answer by points; if
 * options only add points, these include the best and the worst of all answers. For a number, these are the ends of its
 * range and the bounds with which it is compared.
 */
function listChanges(
  input: Input,
  given: AnswerValue | undefined,
  tables: readonly PointsTable[],
  bounds: readonly Rational[],
): AnswerValue[] {
  const allValues = takesSeveral(input) ? listChoices(input, given, tables) : listAtoms(input, bounds);
  return allValues.filter((answer) => given === undefined || !isSame(answer, given));
}

function listAtoms(input: Input, bounds: readonly Rational[]): readonly Atom[] {
  const { low, high } = input.range;
  if (input.type === 'derived') return [];
  const valueList = listedValues(input);
  if (valueList || input.value.kind !== 'number') return valueList ?? [];
  const rangeEnds = [low, high].filter((end) => end !== null);
  const boundsWithin = bounds.filter(
    (bound) =>
      (!input.whole || bound.d === 1n) && (!low || compare(bound, low) > 0) && (!high || compare(bound, high) < 0),
  );
  return [...rangeEnds, ...boundsWithin].sort(compare);
}

function listChoices(input: Input, given: AnswerValue | undefined, tables: readonly PointsTable[]): string[][] {
  const { least, most } = input.choose;
  const exclusiveChoices = input.options.filter(({ exclusive }) => exclusive).map(({ id }) => [id]);
  const freeIds = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const candidateSets =
    freeIds.length <= MAX_OPTIONS_TRIED
      ? listSubsets(freeIds)
      : [
          ...toggleEach(freeIds, given),
          ...tables.flatMap((table) => findExtremeSets(freeIds, table)),
          ...listPrefixes(freeIds),
        ];
  const allowedSets = candidateSets.filter((set) => set.length >= least && (most === null || set.length <= most));
  const choiceSets = [...exclusiveChoices, ...allowedSets].map((set) =>
    input.options.flatMap(({ id }) => (set.includes(id) ? [id] : [])),
  );
  return [...new Map(choiceSets.map((set) => [set.join('\n'), set])).values()].sort((a, b) => a.length - b.length);
}

function listSubsets([first, ...others]: readonly string[]): string[][] {
  if (first === undefined) return [[]];
  const subsetsOfOthers = listSubsets(others);
  return [...subsetsOfOthers, ...subsetsOfOthers.map((set) => [first, ...set])];
}

/** Returns the choices that differ from the given one in a single option. */
function toggleEach(free: readonly string[], given: AnswerValue | undefined): string[][] {
  const chosenIds = given !== undefined && isChoices(given) ? given.filter((option) => free.includes(option)) : [];
  return free.map((option) =>
    chosenIds.includes(option) ? chosenIds.filter((other) => other !== option) : [...chosenIds, option],
  );
}

/** Returns for each number of options the choice with the most and the choice with the fewest points. */
function findExtremeSets(free: readonly string[], table: PointsTable): string[][] {
  const pointsOfOption = (option: string): Rational => table.get(option) ?? ZERO;
  const sortedOptions = [...free].sort((a, b) => compare(pointsOfOption(b), pointsOfOption(a)));
  return [...listPrefixes(sortedOptions), ...listPrefixes(sortedOptions.reverse())];
}

function listPrefixes(options: readonly string[]): string[][] {
  return [[], ...options.map((_, i) => options.slice(0, i + 1))];
}

function isSame(a: AnswerValue, b: AnswerValue): boolean {
  if (isChoices(a) || isChoices(b)) return isChoices(a) && isChoices(b) && a.join('\n') === b.join('\n');
  return isNumber(a) && isNumber(b) ? compare(a, b) === 0 : a === b;
}

/** Returns an answer if it is settled; undefined if it is open or has no value. */
function readSettledAnswer(possible: Possible): AnswerValue | undefined {
  if (possible.nothing) return undefined;
  if (possible.kind === 'choices') return possible.open.length === 0 ? possible.sure : undefined;
  return possible.kind === 'atoms' && possible.atoms.length === 1 ? possible.atoms[0] : undefined;
}

/** The lowest and the highest value that a score can have, as comparable numbers; null means unbounded. */
interface ScorePosition {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** Returns the ends of a score or of the level; having no level counts as one below the first level. */
function toScorePosition(node: number, possible: Possible, plan: Plan): ScorePosition {
  const range = isNothing(possible) ? undefined : rangeOf(possible);
  if (plan.level !== node) return { low: range?.low ?? null, high: range?.high ?? null };
  const belowFirst = subtract(listLevelRequirements(plan)[0]?.value ?? ZERO, ONE);
  return { low: possible.nothing ? belowFirst : (range?.low ?? belowFirst), high: range?.high ?? belowFirst };
}

/** Compares two positions by their low ends, which are certain, and if these are equal, by their high ends. */
function comparePositions(a: ScorePosition, b: ScorePosition): number {
  return compareEnds(a.low, b.low) || compareEnds(a.high, b.high);
}

function compareEnds(a: Rational | null, b: Rational | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compare(a, b);
}

/** Returns by how much one end of a score changes; 0 if it is unbounded. */
function measureDistance(from: Rational | null, to: Rational | null): Rational {
  return from && to ? subtract(to, from) : ZERO;
}
