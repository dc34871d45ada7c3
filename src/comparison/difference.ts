import { plainAtom } from '../condition/unmet.ts';
import type { Atom, Possible } from '../condition/value.ts';
import type { ScoreResult } from '../model/generated/types.ts';
import { add, type Rational, subtract, ZERO } from '../model/rational.ts';
import { type AnswerStanding, compareSides } from '../policy/what-if/compare.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { entryOf, isChoices } from '../scoring/sheet.ts';
import { compareStandings, levelOf, type Move, type Standing } from '../versions/standing.ts';
import type { Appraisal } from './appraise.ts';
import { findGate, findOpenGates, type Gate, gatesBeyond, isCloser, type MovedGate } from './gates.ts';
import { movementOf } from './movement.ts';
import { evaluateReplaced } from './replaced.ts';

/** An answer or a fact that is another one later. */
export interface AnswerDifference {
  readonly name: string;
  readonly before: AnswerStanding;
  readonly after: AnswerStanding;
  /** Whether what was said differs; else it follows from others that do. */
  readonly isStated: boolean;
  /** By how much the headline score of the earlier sheet moves when only this answer is changed; undefined while open. */
  readonly points: Rational | undefined;
  /** Whether evidence was recorded. */
  readonly evidence: { readonly before: boolean; readonly after: boolean };
}

/** What is different from one assessment to another. */
export interface Difference {
  readonly before: Appraisal;
  readonly after: Appraisal;
  /** In the plan's order. */
  readonly answers: readonly AnswerDifference[];
  /** Scores that differ, in the plan's order. */
  readonly scores: readonly { readonly name: string; readonly before: ScoreResult; readonly after: ScoreResult }[];
  /** Undefined where the pack has no level. */
  readonly level: { readonly before: Standing; readonly after: Standing; readonly move: Move } | undefined;
  /** By how much the headline score moves; undefined while open, or without one. */
  readonly movement: Rational | undefined;
  /** What that is beyond the answers' points: several together count for more or less than each alone. */
  readonly interplay: Rational | undefined;
  /** Requirements of levels that held and do not any more. */
  readonly lostGates: readonly MovedGate[];
  /** Requirements of levels that hold now and did not. */
  readonly wonGates: readonly MovedGate[];
}

/** What a difference is worked out by. */
export interface Measured {
  readonly plan: Plan;
  /** The score that points are counted in, by name; null without one. */
  readonly headline: string | null;
}

/** Compares an assessment with a later one, or a self-assessment with what was found on site. */
export function findDifference(before: Appraisal, after: Appraisal, { plan, headline }: Measured): Difference {
  const node = plan.scores.find(({ name }) => name === headline)?.node;
  const move = (one: Evaluation, other: Evaluation): Rational | undefined =>
    node === undefined ? undefined : movementOf(one.values[node] as Possible, other.values[node] as Possible);
  const [start, end] = [before.assessed.evaluation, after.assessed.evaluation];
  const changed = plan.inputs.map(({ name }) => name).filter((name) => saysOther(name, before, after));
  const trials = new Map(changed.map((name) => [name, tryOne(plan, name, before, after)]));
  const { answers, scores } = compareSides(plan, before, after, new Set(changed));
  const listed = answers.map(({ name, isSet, ...standings }): AnswerDifference => {
    const trial = trials.get(name);
    return {
      name,
      ...standings,
      isStated: isSet,
      points: trial && move(start, trial.only),
      evidence: { before: isProven(name, before), after: isProven(name, after) },
    };
  });
  const movement = move(start, end);
  const [openBefore, openAfter] = [findOpenGates(plan, start), findOpenGates(plan, end)];
  const tried = [...trials].map(([name, { only, without }]) => ({
    name,
    only: findOpenGates(plan, only),
    without: findOpenGates(plan, without),
  }));
  return {
    before,
    after,
    answers: listed.filter(isDifferent),
    scores,
    level: compareLevels(before, after),
    movement,
    interplay: interplayOf(
      movement,
      listed.filter(({ isStated }) => isStated).map(({ points }) => points),
    ),
    lostGates: gatesBeyond(openAfter, openBefore).map((gate) => ({
      ...gate,
      hangsOn: tried.flatMap(({ name, only, without }) => {
        const alone = findGate(gate, only) !== undefined;
        return alone || isEased(gate, without) ? [{ name, alone }] : [];
      }),
    })),
    wonGates: gatesBeyond(openBefore, openAfter).map((gate) => ({
      ...gate,
      hangsOn: tried.flatMap(({ name, only, without }) => {
        const alone = findGate(gate, only) === undefined;
        return alone || isEased(gate, only) || findGate(gate, without) !== undefined ? [{ name, alone }] : [];
      }),
    })),
  };
}

interface Trial {
  /** The earlier sheet with only this answer as it is later. */
  readonly only: Evaluation;
  /** The later sheet with only this answer as it was. */
  readonly without: Evaluation;
}

function tryOne(plan: Plan, name: string, before: Appraisal, after: Appraisal): Trial {
  return {
    only: evaluateReplaced(plan, before.sheet, name, after.sheet.get(name)),
    without: evaluateReplaced(plan, after.sheet, name, before.sheet.get(name)),
  };
}

/** Whether a requirement that fails is met, or lacks less, in an evaluation with these open. */
function isEased(gate: Gate, open: readonly Gate[]): boolean {
  const left = findGate(gate, open);
  return left === undefined || isCloser(left, gate);
}

/** Whether something else was said; of evidence, whether there is any. */
function saysOther(name: string, before: Appraisal, after: Appraisal): boolean {
  const say = (side: Appraisal): string => {
    const { state, value } = entryOf(side.sheet, name);
    const plain = state !== 'answered' ? null : isChoices(value) ? [...value].sort() : plainAtom(value as Atom);
    return JSON.stringify([state, plain, isProven(name, side)]);
  };
  return say(before) !== say(after);
}

function isProven(name: string, { sheet }: Appraisal): boolean {
  return (entryOf(sheet, name).evidence ?? []).length > 0;
}

/** Another answer, or the same that counts otherwise, as with evidence. */
function isDifferent({ before, after, points }: AnswerDifference): boolean {
  return JSON.stringify(before) !== JSON.stringify(after) || (points !== undefined && points.n !== 0n);
}

function compareLevels(before: Appraisal, after: Appraisal): Difference['level'] {
  const [was, is] = [before, after].map(({ assessed }) => levelOf(assessed.result));
  return was && is && { before: was, after: is, move: compareStandings(was, is) };
}

function interplayOf(movement: Rational | undefined, points: readonly (Rational | undefined)[]): Rational | undefined {
  if (!movement || points.some((one) => one === undefined)) return undefined;
  return subtract(movement, (points as readonly Rational[]).reduce(add, ZERO));
}
