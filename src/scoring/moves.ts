import { plainValue } from '../condition/unmet.ts';
import type { Possible } from '../condition/value.ts';
import type { Deciding, ExplainedEnds, ExplainedValue, Move, Moves, Unmet } from '../model/generated/types.ts';
import { add, compare, fromNumber, type Rational } from '../model/rational.ts';
import { knownAnswer } from './domain.ts';
import { endsOf } from './explain/explaining.ts';
import { comparePlaces, distanceOf, type Place, placeOf } from './moves/places.ts';
import { type Trial, tryAnswers } from './moves/trials.ts';
import type { Evaluation } from './pass.ts';
import type { Plan } from './plan.ts';
import { ladderOf } from './result.ts';
import type { AnswerValue, Sheet } from './sheet.ts';

/** A score, or the level, whose movement is looked at. */
interface Subject {
  readonly name: string;
  readonly node: number;
}

/** What a change is judged by: where something stands, and how that is told. */
interface Measure {
  readonly name: string;
  readonly test?: Unmet['test'];
  placeIn(evaluation: Evaluation): Place;
  endsIn(evaluation: Evaluation): ExplainedEnds;
}

/**
 * Which single answer would move a score or the level most: each allowed change of one question's answer is evaluated.
 * An answer that follows from raw numbers is changed itself, not the numbers. Undefined for what is no score.
 */
export function findMoves(plan: Plan, sheet: Sheet, name: string): Moves | undefined {
  const score = plan.scores.find((one) => one.name === name);
  if (!score) return undefined;
  const { before, answered, open } = tryAnswers(plan, sheet, score.node);
  const gates = plan.level === score.node ? gatesOf(plan, score.node, before) : { scores: [], lists: [] };
  const raise = (measure: Measure): Move[] => findRaise(measure, answered, before, plan);
  const own = raise(measureScore(score, plan));
  const asked = (): Measure[] => [...gates.scores.map((gate) => measureScore(gate, plan)), ...gates.lists];
  const decides = [score, ...gates.scores].map((subject) => findDeciding(subject, open, before, plan)).find(Boolean);
  return { raises: own.length > 0 ? own : asked().flatMap(raise), ...(decides ? { decides } : {}) };
}

function measureScore({ name, node }: Subject, plan: Plan): Measure {
  const valueIn = ({ values }: Evaluation): Possible => values[node] as Possible;
  return {
    name,
    placeIn: (evaluation) => placeOf(node, valueIn(evaluation), plan),
    endsIn: (evaluation) => endsOf(valueIn(evaluation)),
  };
}

/** The scores that the level above the certain one still asks for, and the lists of which too few members pass. */
function gatesOf(plan: Plan, node: number, before: Evaluation): { scores: Subject[]; lists: Measure[] } {
  const unmetIn = ({ values }: Evaluation): Unmet[] => next?.unmet((at) => values[at] as Possible) ?? [];
  const { low } = placeOf(node, before.values[node] as Possible, plan);
  const next = ladderOf(plan, node).find(({ value }) => low === null || compare(value, low) > 0);
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
function findRaise(measure: Measure, trials: readonly Trial[], before: Evaluation, plan: Plan): Move[] {
  let place = measure.placeIn(before);
  let best: Trial | undefined;
  for (const trial of trials) {
    const then = measure.placeIn(trial.after);
    if (comparePlaces(then, place) > 0) [best, place] = [trial, then];
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
  trials: readonly Trial[],
  before: Evaluation,
  plan: Plan,
): Deciding | undefined {
  const now = placeOf(node, before.values[node] as Possible, plan);
  const placeAfter = ({ after }: Trial): Place => placeOf(node, after.values[node] as Possible, plan);
  let found: { readonly effect: Rational; readonly worst: Trial; readonly best: Trial } | undefined;
  for (const input of new Set(trials.map((trial) => trial.input))) {
    const own = trials.filter((trial) => trial.input === input);
    own.sort((a, b) => comparePlaces(placeAfter(a), placeAfter(b)));
    const [worst, best] = [own[0] as Trial, own.at(-1) as Trial];
    const effect = add(distanceOf(now.low, placeAfter(best).low), distanceOf(placeAfter(worst).high, now.high));
    if (effect.n > 0n && (!found || compare(effect, found.effect) > 0)) found = { effect, worst, best };
  }
  if (!found) return undefined;
  const outcomeOf = ({ answer, after }: Trial): Deciding['worst'] => ({
    answer: plainAnswer(answer),
    after: endsOf(after.values[node] as Possible),
  });
  return {
    question: found.worst.input.name,
    subject: name,
    before: endsOf(before.values[node] as Possible),
    worst: outcomeOf(found.worst),
    best: outcomeOf(found.best),
  };
}

function plainAnswer(answer: AnswerValue): ExplainedValue {
  return plainValue(knownAnswer(answer)) ?? null;
}
