// Assessments of one enterprise held against each other: over time, and self-assessment against what was found on site.

import {
  type Assessment,
  add,
  compare,
  type Rational,
  type ScoreResult,
  subtract,
  toNumber,
  type Unmet,
  ZERO,
} from '../model/index.ts';
import { type ComparedAnswer, compareSides } from '../policy/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type Evaluation,
  entryOf,
  evaluate,
  hasEvidence,
  type Input,
  isNothing,
  type LevelRequirement,
  levelRequirements,
  type Plan,
  type Possible,
  plainAnswer,
  rangeOf,
} from '../scoring/index.ts';
import {
  type BoundedValue,
  compareBounds,
  type LevelMove,
  levelOfResult,
  type RescoredAssessment,
} from './rescored-assessment.ts';

/** An answer or a fact that is another one later. */
export interface AnswerDifference {
  readonly name: string;
  readonly before: ComparedAnswer;
  readonly after: ComparedAnswer;
  /** Whether the answer itself differs; else it follows from others that do. */
  readonly isStated: boolean;
  /** By how much the headline score of the earlier sheet moves when only this answer is changed; undefined while open. */
  readonly points: Rational | undefined;
  /** Whether evidence was recorded. */
  readonly evidence: { readonly before: boolean; readonly after: boolean };
}

/** What is different from one assessment to another. */
export interface Difference {
  readonly before: RescoredAssessment;
  readonly after: RescoredAssessment;
  /** In the plan's order. */
  readonly answers: readonly AnswerDifference[];
  /** Scores that differ, in the plan's order. */
  readonly scores: readonly { readonly name: string; readonly before: ScoreResult; readonly after: ScoreResult }[];
  /** Undefined where the pack has no level. */
  readonly level: { readonly before: BoundedValue; readonly after: BoundedValue; readonly move: LevelMove } | undefined;
  /** By how much the headline score moves; undefined while open, or without one. */
  readonly movement: Rational | undefined;
  /** What that is beyond the answers' points: several together count for more or less than each alone. */
  readonly interplay: Rational | undefined;
  /** Requirements of levels that held and do not any more. */
  readonly lostGates: readonly MovedGate[];
  /** Requirements of levels that hold now and did not. */
  readonly wonGates: readonly MovedGate[];
}

/** What assessments are compared by. */
export interface ComparisonBasis {
  readonly plan: Plan;
  /** The score that points are counted in, by name; null without one. */
  readonly headline: string | null;
}

/** Compares an assessment with a later one, or a self-assessment with what was found on site. */
export function findDifference(
  before: RescoredAssessment,
  after: RescoredAssessment,
  { plan, headline }: ComparisonBasis,
): Difference {
  const node = plan.scores.find(({ name }) => name === headline)?.node;
  const move = (one: Evaluation, other: Evaluation): Rational | undefined =>
    node === undefined ? undefined : scoreMovement(one.values[node] as Possible, other.values[node] as Possible);
  const [start, end] = [before.assessed.evaluation, after.assessed.evaluation];
  const changed = plan.inputs.map(({ name }) => name).filter((name) => isAnsweredOtherwise(name, before, after));
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

function tryOne(plan: Plan, name: string, before: RescoredAssessment, after: RescoredAssessment): Trial {
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

/** Whether the answers differ; of evidence, whether there is any. */
function isAnsweredOtherwise(name: string, before: RescoredAssessment, after: RescoredAssessment): boolean {
  const textOf = (side: RescoredAssessment): string => {
    const { state, value } = entryOf(side.sheet, name);
    const plain = state === 'answered' ? plainAnswer(value) : null;
    return JSON.stringify([state, Array.isArray(plain) ? plain.sort() : plain, isProven(name, side)]);
  };
  return textOf(before) !== textOf(after);
}

function isProven(name: string, { sheet }: RescoredAssessment): boolean {
  return hasEvidence(entryOf(sheet, name));
}

/** Another answer, or the same that counts otherwise, as with evidence. */
function isDifferent({ before, after, points }: AnswerDifference): boolean {
  return JSON.stringify(before) !== JSON.stringify(after) || (points !== undefined && points.n !== 0n);
}

function compareLevels(before: RescoredAssessment, after: RescoredAssessment): Difference['level'] {
  const [was, is] = [before, after].map(({ assessed }) => levelOfResult(assessed.result));
  return was && is && { before: was, after: is, move: compareBounds(was, is) };
}

function interplayOf(movement: Rational | undefined, points: readonly (Rational | undefined)[]): Rational | undefined {
  if (!movement || points.some((one) => one === undefined)) return undefined;
  return subtract(movement, (points as readonly Rational[]).reduce(add, ZERO));
}

/** Assessments of one enterprise over time. */
export interface AssessmentTrend {
  /** Oldest first. */
  readonly appraisals: readonly RescoredAssessment[];
  /** From each to the next. */
  readonly steps: readonly Difference[];
}

/** Compares each assessment with the one before; those of one moment stay in the order they were given. */
export function compareOverTime(appraisals: readonly RescoredAssessment[], basis: ComparisonBasis): AssessmentTrend {
  const ordered = [...appraisals].sort((a, b) => compareTexts(a.recorded.finishedAt, b.recorded.finishedAt));
  return {
    appraisals: ordered,
    steps: ordered.slice(1).map((after, i) => findDifference(ordered[i] as RescoredAssessment, after, basis)),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How an answer of a self-assessment compares with what was found on site. */
export type Verdict =
  /** It claimed more than was found. */
  | 'kind'
  /** It claimed less. */
  | 'harsh'
  /** It left open what was found. */
  | 'open'
  /** It claimed something else that is neither more nor less. */
  | 'other';

/** An answer that was found to be otherwise. */
export interface VerifiedAnswer extends AnswerDifference {
  readonly verdict: Verdict;
}

/** A self-assessment against an assessment on site. */
export interface Verification extends Omit<Difference, 'answers'> {
  readonly answers: readonly VerifiedAnswer[];
  /** How many of the answers that were stated otherwise. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** The newest assessment on site and the newest self-assessment before it, or else after it; undefined without both. */
export function pickVerified(
  appraisals: readonly RescoredAssessment[],
): readonly [RescoredAssessment, RescoredAssessment] | undefined {
  const of = (kind: Assessment['kind']): RescoredAssessment[] =>
    appraisals.filter(({ recorded }) => recorded.kind === kind);
  const onsite = of('onsite').at(-1);
  const self = of('self');
  if (!onsite) return undefined;
  const before = self.findLast(({ recorded }) => recorded.finishedAt <= onsite.recorded.finishedAt) ?? self.at(-1);
  return before && [before, onsite];
}

/** Holds a self-assessment against what was found on site. */
export function verify(self: RescoredAssessment, onsite: RescoredAssessment, basis: ComparisonBasis): Verification {
  const inputs = new Map(basis.plan.inputs.map((input) => [input.name, input]));
  const difference = findDifference(self, onsite, basis);
  const answers = difference.answers.map((answer) => ({
    ...answer,
    verdict: judge(answer, inputs.get(answer.name) as Input),
  }));
  const counts = { kind: 0, harsh: 0, open: 0, other: 0 };
  for (const { isStated, verdict } of answers) if (isStated) counts[verdict] += 1;
  return { ...difference, answers, counts };
}

/** By its points; where they are the same or open, by the order of the options, from least to most mature. */
function judge({ before, after, points }: AnswerDifference, input: Input): Verdict {
  if (points !== undefined && points.n !== 0n) return points.n < 0n ? 'kind' : 'harsh';
  if (before.state === 'unknown' || before.state === 'unanswered') return 'open';
  const [claimed, found] = [before.value, after.value];
  if (Array.isArray(claimed) && Array.isArray(found)) return judgeChoices(claimed, found, input);
  const [one, other] = [rankOf(claimed, input), rankOf(found, input)];
  return one === undefined || other === undefined || one === other ? 'other' : one > other ? 'kind' : 'harsh';
}

/** Options that were found missing, or in addition; with both it is neither more nor less. */
function judgeChoices(claimed: readonly string[], found: readonly string[], { options }: Input): Verdict {
  const isBare = (choices: readonly string[]): boolean =>
    choices.every((choice) => options.find(({ id }) => id === choice)?.exclusive);
  if (isBare(claimed) !== isBare(found)) return isBare(found) ? 'kind' : 'harsh';
  const [gone, come] = [
    claimed.filter((choice) => !found.includes(choice)),
    found.filter((choice) => !claimed.includes(choice)),
  ];
  if (gone.length > 0 && come.length > 0) return 'other';
  return gone.length > 0 ? 'kind' : 'harsh';
}

/** The place of an option, a step of a scale, yes above no; undefined where more is not surely better. */
function rankOf(value: AnswerDifference['before']['value'], { form, options, role }: Input): number | undefined {
  if (role === 'fact') return undefined;
  if (form === 'option') {
    const place = options.findIndex(({ id }) => id === value);
    return place < 0 ? undefined : place;
  }
  if (form === 'step' && typeof value === 'number') return value;
  return undefined;
}

/** A requirement of a level. */
interface Gate {
  readonly level: number;
  readonly title: LevelRequirement['title'];
  /** What it lacks on the side where it does not hold. */
  readonly unmet: Unmet;
}

/** A requirement that holds on one side of a comparison and not on the other, and the answers that decide it. */
export interface MovedGate extends Gate {
  /** The answers that bring it closer or take it further away, in the order they were given. */
  readonly hangsOn: readonly DecisiveAnswer[];
}

/** An answer that decides a requirement. */
interface DecisiveAnswer {
  readonly name: string;
  /** Whether this answer alone decides it: all others being as before, it is lost or won by this one. */
  readonly alone: boolean;
}

/** The requirements of all levels that an evaluation does not surely meet. */
function findOpenGates(plan: Plan, { values }: Evaluation): Gate[] {
  const read = (node: number): Possible => values[node] as Possible;
  return levelRequirements(plan).flatMap(({ value, title, unmet }) =>
    unmet(read).map((one) => ({ level: toNumber(value), title, unmet: one })),
  );
}

/** Those of a list that are not in another. */
function gatesBeyond(gates: readonly Gate[], others: readonly Gate[]): Gate[] {
  const known = new Set(others.map(identify));
  return gates.filter((gate) => !known.has(identify(gate)));
}

/** Whether a requirement is among those not met. */
function findGate(gate: Gate, open: readonly Gate[]): Gate | undefined {
  const wanted = identify(gate);
  return open.find((one) => identify(one) === wanted);
}

/** Whether less is missing in `one` than in `other`, both of one requirement. */
function isCloser(one: Gate, other: Gate): boolean {
  const [near, far] = [missingOf(one), missingOf(other)];
  return near !== undefined && far !== undefined && near < far;
}

/** How much is missing: of a number or a count the distance, of all members how many fail. */
function missingOf({ unmet: { needs, has, lowest, highest, members } }: Gate): number | undefined {
  if (typeof needs === 'number') {
    const there = typeof has === 'number' ? has : (lowest ?? highest);
    return typeof there === 'number' ? Math.abs(needs - there) : undefined;
  }
  return members?.length;
}

function identify({ level, unmet: { name, keyword, needs, test, alternative } }: Gate): string {
  return JSON.stringify([level, name, keyword, needs ?? null, test ?? null, alternative ?? null]);
}

/**
 * How far a score moves; undefined where that is open or where there is no score on a side. While answers are open it is
 * still sure where both ends move alike.
 */
function scoreMovement(before: Possible, after: Possible): Rational | undefined {
  if (isNothing(before) || isNothing(after) || before.nothing || after.nothing) return undefined;
  const [one, other] = [rangeOf(before), rangeOf(after)];
  if (!one?.low || !one.high || !other?.low || !other.high) return undefined;
  const [low, high] = [subtract(other.low, one.low), subtract(other.high, one.high)];
  return compare(low, high) === 0 ? low : undefined;
}

/** The evaluation of a sheet in which one answer is that of another sheet, where it may be missing. */
function evaluateReplaced(plan: Plan, sheet: AnswerSet, name: string, entry: AnswerEntry | undefined): Evaluation {
  const changed = new Map(sheet);
  if (entry === undefined) changed.delete(name);
  else changed.set(name, entry);
  return evaluate(plan, changed);
}
