// Which single answer would raise a score or the level most: every allowed change of one answer is evaluated.

import {
  add,
  compare,
  type Deciding,
  type ExplainedEnds,
  fromNumber,
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
  plainAnswer,
  rankOf,
} from './answer-set.ts';
import { evaluate } from './evaluate.ts';
import { listedValues, takesSeveral } from './forms/form.ts';
import { comparedBounds, dependenciesOf, thresholdsOf } from './node-dependencies.ts';
import { operatorOf } from './operators/registry.ts';
import type { Input, Node, Plan } from './plan.ts';
import { type AnswerValue, type Atom, isNothing, isNumber, type Possible, rangeOf } from './possible-values.ts';
import { levelRequirements } from './score-result.ts';
import { explainedEnds, plainValue } from './unmet-requirements.ts';

/** A score or the level. */
interface Subject {
  readonly name: string;
  readonly node: number;
}

/** What a change is judged by: a place to compare, and the same as an explanation gives it. */
interface Measure {
  readonly name: string;
  readonly test?: Unmet['test'];
  placeIn(evaluation: Evaluation): ScorePosition;
  endsIn(evaluation: Evaluation): ExplainedEnds;
}

/**
 * Which single answer would move a score or the level most: each allowed change of one question's answer is evaluated.
 * An answer that follows from raw numbers is changed itself, not the numbers. Given answers change no further than to
 * those of `reach`, where it is given: what cannot be brought about is no advice. Undefined for what is no score.
 */
export function findDecisiveAnswers(plan: Plan, sheet: AnswerSet, name: string, reach?: AnswerSet): Moves | undefined {
  const score = plan.scores.find((one) => one.name === name);
  if (!score) return undefined;
  const { before, answered, open } = evaluateCounterfactuals(plan, sheet, score.node, reach);
  const gates = plan.level === score.node ? gatesOf(plan, score.node, before) : { scores: [], lists: [] };
  const raise = (measure: Measure): Move[] => findRaise(measure, answered, before, plan);
  const own = raise(measureScore(score, plan));
  const asked = (): Measure[] => [...gates.scores.map((gate) => measureScore(gate, plan)), ...gates.lists];
  const decides = [score, ...gates.scores].map((subject) => findDeciding(subject, open, before, plan)).find(Boolean);
  return {
    raises: own.length > 0 ? own : asked().flatMap(raise),
    ...(decides ? { decides } : {}),
    ...(reach ? { byMeasures: true } : {}),
  };
}

function measureScore({ name, node }: Subject, plan: Plan): Measure {
  const valueIn = ({ values }: Evaluation): Possible => values[node] as Possible;
  return {
    name,
    placeIn: (evaluation) => scorePosition(node, valueIn(evaluation), plan),
    endsIn: (evaluation) => explainedEnds(valueIn(evaluation)),
  };
}

/** The scores that the level above the certain one still asks for, and the lists of which too few members pass. */
function gatesOf(plan: Plan, node: number, before: Evaluation): { scores: Subject[]; lists: Measure[] } {
  const unmetIn = ({ values }: Evaluation): Unmet[] => next?.unmet((at) => values[at] as Possible) ?? [];
  const { low } = scorePosition(node, before.values[node] as Possible, plan);
  const next = levelRequirements(plan).find(({ value }) => low === null || compare(value, low) > 0);
  const unmet = unmetIn(before);
  // Where every member of a list must pass, each score among those that do not is a gate of its own.
  const names = new Set(
    unmet.flatMap(({ name, keyword, members = [] }) => [
      name,
      ...(keyword === 'items' ? members.map((member) => member.name) : []),
    ]),
  );
  return {
    scores: plan.scores.filter((score) => names.has(score.name)),
    lists: unmet.filter(isCount).map((gate) => measureCount(gate, unmetIn)),
  };
}

function isCount({ keyword, alternative }: Unmet): boolean {
  return keyword === 'minContains' && alternative === undefined;
}

/** How many members of a list pass, up to as many as must. */
function measureCount({ name, test, needs }: Unmet, unmetIn: (evaluation: Evaluation) => Unmet[]): Measure {
  const key = JSON.stringify(test);
  const countIn = (evaluation: Evaluation): { low: number; high: number } => {
    const now = unmetIn(evaluation).find(
      (one) => isCount(one) && one.name === name && JSON.stringify(one.test) === key,
    );
    const low = Number(now ? now.has : needs);
    return { low, high: now?.highest ?? low };
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

/** The change that raises it most, where one does; of equally good ones the first, which changes least. */
function findRaise(measure: Measure, trials: readonly Counterfactual[], before: Evaluation, plan: Plan): Move[] {
  let place = measure.placeIn(before);
  let best: Counterfactual | undefined;
  for (const trial of trials) {
    const then = measure.placeIn(trial.after);
    if (comparePositions(then, place) > 0) [best, place] = [trial, then];
  }
  if (!best) return [];
  return [
    {
      question: best.input.name,
      from: plainValue(before.values[plan.nodes.indexOf(best.input)] as Possible) ?? null,
      to: plainAnswer(best.answer),
      subject: measure.name,
      ...(measure.test ? { test: measure.test } : {}),
      before: measure.endsIn(before),
      after: measure.endsIn(best.after),
    },
  ];
}

/** The open question whose answers move the ends of a subject most; undefined when none does. */
function findDeciding(
  { name, node }: Subject,
  trials: readonly Counterfactual[],
  before: Evaluation,
  plan: Plan,
): Deciding | undefined {
  const now = scorePosition(node, before.values[node] as Possible, plan);
  const placeAfter = ({ after }: Counterfactual): ScorePosition =>
    scorePosition(node, after.values[node] as Possible, plan);
  let found: { readonly effect: Rational; readonly worst: Counterfactual; readonly best: Counterfactual } | undefined;
  for (const input of new Set(trials.map((trial) => trial.input))) {
    const own = trials.filter((trial) => trial.input === input);
    own.sort((a, b) => comparePositions(placeAfter(a), placeAfter(b)));
    const [worst, best] = [own[0] as Counterfactual, own.at(-1) as Counterfactual];
    const effect = add(distanceOf(now.low, placeAfter(best).low), distanceOf(placeAfter(worst).high, now.high));
    if (effect.n > 0n && (!found || compare(effect, found.effect) > 0)) found = { effect, worst, best };
  }
  if (!found) return undefined;
  const outcomeOf = ({ answer, after }: Counterfactual): Deciding['worst'] => ({
    answer: plainAnswer(answer),
    after: explainedEnds(after.values[node] as Possible),
  });
  return {
    question: found.worst.input.name,
    subject: name,
    before: explainedEnds(before.values[node] as Possible),
    worst: outcomeOf(found.worst),
    best: outcomeOf(found.best),
  };
}

/** What one answer would lead to. */
interface Counterfactual {
  readonly input: Input;
  readonly answer: AnswerValue;
  readonly after: Evaluation;
}

/** The trials of answered questions and of open ones, and the evaluation before them. */
interface Counterfactuals {
  readonly before: Evaluation;
  readonly answered: readonly Counterfactual[];
  readonly open: readonly Counterfactual[];
}

const UNUSED: Node = { op: 'constant', value: ZERO };

/** Evaluates every allowed change of one answer among the questions that decide a position. */
function evaluateCounterfactuals(
  plan: Plan,
  sheet: AnswerSet,
  root: number,
  reach: AnswerSet | undefined,
): Counterfactuals {
  const cone = coneOf(plan, root);
  const small = { ...plan, nodes: plan.nodes.map((node, at) => (cone.has(at) ? node : UNUSED)) };
  const before = evaluate(small, sheet);
  const [answered, open]: [Counterfactual[], Counterfactual[]] = [[], []];
  const tables = tablesOf(small);
  const reached = reach && evaluate(small, reach);
  small.nodes.forEach((input, position) => {
    if (input.op !== 'input' || input.role === 'fact' || before.asked[position] === 'fails') return;
    const state = before.states[position];
    if (state === 'notApplicable' || isFigure(small, position)) return;
    const standing = before.values[position] as Possible;
    const answers = changesOf(input, answerIn(standing), tables.get(position) ?? [], boundsOn(small, position));
    const { evidence } = entryOf(sheet, input.name);
    const furthest = reached && furthestIn(entryOf(reach, input.name), reached.values[position] as Possible);
    for (const answer of answers) {
      if (state !== 'answered' && !isPossible(answer, standing)) continue;
      if (state === 'answered' && reached && !isWithin(input, answer, furthest, answerIn(standing))) continue;
      const entry = { state: 'answered', value: answer, ...(evidence ? { evidence } : {}) } as const;
      const trial = { input, answer, after: evaluate(small, new Map(sheet).set(input.name, entry)) };
      (state === 'answered' ? answered : open).push(trial);
    }
  });
  return { before, answered, open };
}

/** Everything that decides a position. */
function coneOf(plan: Plan, root: number): Set<number> {
  const cone = new Set([root]);
  for (const position of cone) for (const read of dependenciesOf(plan.nodes[position] as Node)) cone.add(read);
  return cone;
}

/** The answer that is reached: what an open or derived one is at least then, else what it surely is. */
function furthestIn(entry: AnswerEntry, value: Possible): AnswerValue | undefined {
  return entry.state === 'answered' ? entry.value : (entry.least ?? answerIn(value));
}

/** Whether an answer is no further than the furthest one; of options, whether each is given or among those. */
function isWithin(
  input: Input,
  answer: AnswerValue,
  furthest: AnswerValue | undefined,
  given: AnswerValue | undefined,
): boolean {
  if (furthest === undefined) return false;
  if (!isChoices(answer)) return !isChoices(furthest) && compare(rankOf(input, answer), rankOf(input, furthest)) <= 0;
  const known = [furthest, given].flatMap((value) => (value !== undefined && isChoices(value) ? value : []));
  return answer.every((option) => known.includes(option));
}

/** An open answer can only turn out as what the raw numbers leave possible. */
function isPossible(answer: AnswerValue, possible: Possible): boolean {
  return possible.kind !== 'atoms' || typeof answer !== 'string' || possible.atoms.includes(answer);
}

/** A number that serves only to work out other answers. */
function isFigure({ nodes }: Plan, position: number): boolean {
  if ((nodes[position] as Input).value.kind !== 'number') return false;
  const readers = nodes.filter((node) => dependenciesOf(node).includes(position));
  return readers.length > 0 && readers.every((node) => operatorOf(node)?.family === 'calculation');
}

function tablesOf({ nodes }: Plan): Map<number, PointsTable[]> {
  const tables = new Map<number, PointsTable[]>();
  for (const node of nodes) {
    if (node.op === 'points' && node.table) tables.set(node.of, [...(tables.get(node.of) ?? []), node.table]);
  }
  return tables;
}

/** The bounds a number is compared with, itself or as its own points. */
function boundsOn({ nodes }: Plan, position: number): Rational[] {
  const own = new Set([position]);
  nodes.forEach((node, at) => {
    const [read, ...others] = dependenciesOf(node);
    const stands = node.op === 'points' || node.op === 'sum';
    if (stands && read !== undefined && others.length === 0 && own.has(read)) own.add(at);
  });
  return nodes.flatMap((node) => [
    ...comparedBounds(node).flatMap(({ node: compared, bound }) => (own.has(compared) ? [bound] : [])),
    ...(dependenciesOf(node).some((at) => own.has(at)) ? thresholdsOf(node) : []),
  ]);
}

/** Up to so many options, every set of them is tried. */
const MOST_TRIED = 6;

/**
 * The allowed answers to a question, the one given excepted. Of a multiple choice with many options: those one option
 * away, and the best and the worst by points for every number of options, which hold the best and the worst of all where
 * options only count points. Of a number: the ends of its range and the bounds it is compared with.
 */
function changesOf(
  input: Input,
  given: AnswerValue | undefined,
  tables: readonly PointsTable[],
  bounds: readonly Rational[],
): AnswerValue[] {
  const all = takesSeveral(input) ? choicesOf(input, given, tables) : atomsOf(input, bounds);
  return all.filter((answer) => given === undefined || !isSame(answer, given));
}

function atomsOf(input: Input, bounds: readonly Rational[]): readonly Atom[] {
  const { low, high } = input.range;
  if (input.type === 'derived') return [];
  const listed = listedValues(input);
  if (listed || input.value.kind !== 'number') return listed ?? [];
  const ends = [low, high].filter((end) => end !== null);
  const within = bounds.filter(
    (bound) =>
      (!input.whole || bound.d === 1n) && (!low || compare(bound, low) > 0) && (!high || compare(bound, high) < 0),
  );
  return [...ends, ...within].sort(compare);
}

function choicesOf(input: Input, given: AnswerValue | undefined, tables: readonly PointsTable[]): string[][] {
  const { least, most } = input.choose;
  const alone = input.options.filter(({ exclusive }) => exclusive).map(({ id }) => [id]);
  const free = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const sets =
    free.length <= MOST_TRIED
      ? subsetsOf(free)
      : [...toggled(free, given), ...tables.flatMap((table) => extremeSets(free, table)), ...prefixesOf(free)];
  const allowed = sets.filter((set) => set.length >= least && (most === null || set.length <= most));
  const listed = [...alone, ...allowed].map((set) => input.options.flatMap(({ id }) => (set.includes(id) ? [id] : [])));
  return [...new Map(listed.map((set) => [set.join('\n'), set])).values()].sort((a, b) => a.length - b.length);
}

function subsetsOf([first, ...others]: readonly string[]): string[][] {
  if (first === undefined) return [[]];
  const rest = subsetsOf(others);
  return [...rest, ...rest.map((set) => [first, ...set])];
}

/** The sets that differ from the given one in a single option. */
function toggled(free: readonly string[], given: AnswerValue | undefined): string[][] {
  const chosen = given !== undefined && isChoices(given) ? given.filter((option) => free.includes(option)) : [];
  return free.map((option) =>
    chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option],
  );
}

/** For every number of options those with the most points, and those with the fewest. */
function extremeSets(free: readonly string[], table: PointsTable): string[][] {
  const worth = (option: string): Rational => table.get(option) ?? ZERO;
  const sorted = [...free].sort((a, b) => compare(worth(b), worth(a)));
  return [...prefixesOf(sorted), ...prefixesOf(sorted.reverse())];
}

function prefixesOf(options: readonly string[]): string[][] {
  return [[], ...options.map((_, i) => options.slice(0, i + 1))];
}

function isSame(a: AnswerValue, b: AnswerValue): boolean {
  if (isChoices(a) || isChoices(b)) return isChoices(a) && isChoices(b) && a.join('\n') === b.join('\n');
  return isNumber(a) && isNumber(b) ? compare(a, b) === 0 : a === b;
}

/** The answer that a possibility surely is; undefined while it is open, or nothing. */
function answerIn(possible: Possible): AnswerValue | undefined {
  if (possible.nothing) return undefined;
  if (possible.kind === 'choices') return possible.open.length === 0 ? possible.sure : undefined;
  return possible.kind === 'atoms' && possible.atoms.length === 1 ? possible.atoms[0] : undefined;
}

/** The ends of what is possible, as numbers with an order; null is unbounded. */
interface ScorePosition {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** The position of a score or the level; no level is one below the first. */
function scorePosition(node: number, possible: Possible, plan: Plan): ScorePosition {
  const range = isNothing(possible) ? undefined : rangeOf(possible);
  if (plan.level !== node) return { low: range?.low ?? null, high: range?.high ?? null };
  const none = subtract(levelRequirements(plan)[0]?.value ?? ZERO, ONE);
  return { low: possible.nothing ? none : (range?.low ?? none), high: range?.high ?? none };
}

/** By what is certain, then by what is possible. */
function comparePositions(a: ScorePosition, b: ScorePosition): number {
  return compareEnds(a.low, b.low) || compareEnds(a.high, b.high);
}

function compareEnds(a: Rational | null, b: Rational | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compare(a, b);
}

/** How far one end moves; 0 where it has no number. */
function distanceOf(from: Rational | null, to: Rational | null): Rational {
  return from && to ? subtract(to, from) : ZERO;
}
