// Compares assessments of one enterprise: over time, and self-assessments with on-site findings.

import {
  type Assessment,
  add,
  compare,
  itemAt,
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
  listedValues,
  listLevelRequirements,
  type Plan,
  type Possible,
  rangeOf,
  toPlainAnswer,
  toPlainAtom,
  valueAt,
} from '../scoring/index.ts';
import {
  type BoundedValue,
  compareBounds,
  type LevelMove,
  levelOfResult,
  type RescoredAssessment,
} from './rescored-assessment.ts';

/** An answer or fact that differs between two assessments. */
export interface AnswerDifference {
  readonly name: string;
  readonly before: ComparedAnswer;
  readonly after: ComparedAnswer;
  /** Whether the answer itself was changed, not derived from other answers that changed. */
  readonly isStated: boolean;
  /**
   * By how much the earlier assessment's headline score changes if only this answer is replaced by the later one;
   * undefined if open answers leave that undecided.
   */
  readonly points: Rational | undefined;
  /** Whether evidence for the answer was recorded in the earlier and in the later assessment. */
  readonly evidence: { readonly before: boolean; readonly after: boolean };
}

/** The differences between two assessments. */
export interface Difference {
  readonly before: RescoredAssessment;
  readonly after: RescoredAssessment;
  /** The answers that differ, in the plan's order. */
  readonly answers: readonly AnswerDifference[];
  /** Scores that differ, in the plan's order. */
  readonly scores: readonly { readonly name: string; readonly before: ScoreResult; readonly after: ScoreResult }[];
  /** The level before and after, with its movement; undefined if the pack has no level. */
  readonly level: { readonly before: BoundedValue; readonly after: BoundedValue; readonly move: LevelMove } | undefined;
  /**
   * By how much the headline score changes; undefined if open answers leave that undecided, or if there is no such
   * score.
   */
  readonly movement: Rational | undefined;
  /**
   * The difference between `movement` and the sum of the points of the single answers. It arises because answers that
   * change together can count for more or less than they do one by one.
   */
  readonly interplay: Rational | undefined;
  /** Level requirements that were met and no longer are. */
  readonly lostGates: readonly MovedGate[];
  /** Level requirements that are met now but were not before. */
  readonly wonGates: readonly MovedGate[];
}

/** The basis on which assessments are compared. */
export interface ComparisonBasis {
  readonly plan: Plan;
  /** The name of the score whose changes are given as points; null if there is none. */
  readonly headline: string | null;
}

/** Compares an assessment with a later one, or a self-assessment with on-site findings. */
export function findDifference(
  before: RescoredAssessment,
  after: RescoredAssessment,
  { plan, headline }: ComparisonBasis,
): Difference {
  const node = plan.scores.find(({ name }) => name === headline)?.node;
  const movementBetween = (one: Evaluation, other: Evaluation): Rational | undefined =>
    node === undefined ? undefined : scoreMovement(valueAt(one, node), valueAt(other, node));
  const [start, end] = [before.assessed.evaluation, after.assessed.evaluation];
  const changedNames = plan.inputs.map(({ name }) => name).filter((name) => hasDifferentAnswer(name, before, after));
  const trials = new Map(changedNames.map((name) => [name, tryOneAnswer(plan, name, before, after)]));
  const { answers, scores } = compareSides(plan, before, after, new Set(changedNames));
  const listedAnswers = answers.map(({ name, isSet, ...standings }): AnswerDifference => {
    const trial = trials.get(name);
    return {
      name,
      ...standings,
      isStated: isSet,
      points: trial && movementBetween(start, trial.only),
      evidence: { before: isProven(name, before), after: isProven(name, after) },
    };
  });
  const movement = movementBetween(start, end);
  const [openBefore, openAfter] = [findOpenGates(plan, start), findOpenGates(plan, end)];
  const triedGates = [...trials].map(([name, { only, without }]) => ({
    name,
    only: findOpenGates(plan, only),
    without: findOpenGates(plan, without),
  }));
  return {
    before,
    after,
    answers: listedAnswers.filter(isDifferent),
    scores,
    level: compareLevels(before, after),
    movement,
    interplay: interplayPoints(
      movement,
      listedAnswers.filter(({ isStated }) => isStated).map(({ points }) => points),
    ),
    lostGates: gatesBeyond(openAfter, openBefore).map((gate) => ({
      ...gate,
      hangsOn: triedGates.flatMap(({ name, only, without }) => {
        const isOnlyGate = findGate(gate, only) !== undefined;
        return isOnlyGate || isEased(gate, without) ? [{ name, alone: isOnlyGate }] : [];
      }),
    })),
    wonGates: gatesBeyond(openBefore, openAfter).map((gate) => ({
      ...gate,
      hangsOn: triedGates.flatMap(({ name, only, without }) => {
        const isOnlyGate = findGate(gate, only) === undefined;
        return isOnlyGate || isEased(gate, only) || findGate(gate, without) !== undefined
          ? [{ name, alone: isOnlyGate }]
          : [];
      }),
    })),
  };
}

interface AnswerTrial {
  /** The evaluation of the earlier answers with only this answer replaced by the later one. */
  readonly only: Evaluation;
  /** The evaluation of the later answers with only this answer replaced by the earlier one. */
  readonly without: Evaluation;
}

function tryOneAnswer(plan: Plan, name: string, before: RescoredAssessment, after: RescoredAssessment): AnswerTrial {
  return {
    only: evaluateReplaced(plan, before.sheet, name, after.sheet.get(name)),
    without: evaluateReplaced(plan, after.sheet, name, before.sheet.get(name)),
  };
}

/**
 * Whether a requirement that was not met is now met, or closer to being met; `open` lists the requirements that are not
 * met now.
 */
function isEased(gate: Gate, open: readonly Gate[]): boolean {
  const openGate = findGate(gate, open);
  return openGate === undefined || isCloser(openGate, gate);
}

/**
 * Whether two answers to one question differ. Different evidence does not count, except if only one of them has any.
 */
function hasDifferentAnswer(name: string, before: RescoredAssessment, after: RescoredAssessment): boolean {
  const textOf = (side: RescoredAssessment): string => {
    const { state, value } = entryOf(side.sheet, name);
    const plainText = state === 'answered' ? toPlainAnswer(value) : null;
    return JSON.stringify([state, Array.isArray(plainText) ? plainText.sort() : plainText, isProven(name, side)]);
  };
  return textOf(before) !== textOf(after);
}

function isProven(name: string, { sheet }: RescoredAssessment): boolean {
  return hasEvidence(entryOf(sheet, name));
}

/** Whether an answer differs, or counts differently, for example because evidence was added. */
function isDifferent({ before, after, points }: AnswerDifference): boolean {
  return JSON.stringify(before) !== JSON.stringify(after) || (points !== undefined && points.n !== 0n);
}

function compareLevels(before: RescoredAssessment, after: RescoredAssessment): Difference['level'] {
  const [oldValue, newValue] = [before, after].map(({ assessed }) => levelOfResult(assessed.result));
  return oldValue && newValue && { before: oldValue, after: newValue, move: compareBounds(oldValue, newValue) };
}

function interplayPoints(
  movement: Rational | undefined,
  points: readonly (Rational | undefined)[],
): Rational | undefined {
  if (!movement || points.some((number) => number === undefined)) return undefined;
  return subtract(movement, (points as readonly Rational[]).reduce(add, ZERO));
}

/** Assessments of one enterprise over time. */
export interface AssessmentTrend {
  /** The assessments, the oldest first. */
  readonly appraisals: readonly RescoredAssessment[];
  /** Each step is the difference between one assessment and the next. */
  readonly steps: readonly Difference[];
}

/** Compares each assessment with the previous one; simultaneous ones keep their given order. */
export function compareOverTime(appraisals: readonly RescoredAssessment[], basis: ComparisonBasis): AssessmentTrend {
  const orderedAppraisals = [...appraisals].sort((a, b) => compareTexts(a.recorded.finishedAt, b.recorded.finishedAt));
  return {
    appraisals: orderedAppraisals,
    steps: orderedAppraisals.slice(1).map((after, i) => findDifference(itemAt(orderedAppraisals, i), after, basis)),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The verdict on a self-assessed answer, compared with the on-site finding. */
export type Verdict =
  /** The self-assessment claimed more than was found on site. */
  | 'kind'
  /** The self-assessment claimed less than was found on site. */
  | 'harsh'
  /** The self-assessment left a question open that was answered on site. */
  | 'open'
  /** The self-assessment claimed something different that is neither more nor less. */
  | 'other';

/** An answer that differs from the on-site finding. */
export interface VerifiedAnswer extends AnswerDifference {
  readonly verdict: Verdict;
}

/** A self-assessment compared with an on-site assessment. */
export interface Verification extends Omit<Difference, 'answers'> {
  readonly answers: readonly VerifiedAnswer[];
  /** The number of answers that differ, by verdict. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

/**
 * Picks the newest on-site assessment and the newest self-assessment before it. If all self-assessments are later,
 * picks the newest of them; undefined unless there are both kinds.
 */
export function pickVerified(
  appraisals: readonly RescoredAssessment[],
): readonly [RescoredAssessment, RescoredAssessment] | undefined {
  const appraisalsOf = (kind: Assessment['kind']): RescoredAssessment[] =>
    appraisals.filter(({ recorded }) => recorded.kind === kind);
  const onsite = appraisalsOf('onsite').at(-1);
  const self = appraisalsOf('self');
  if (!onsite) return undefined;
  const selfBefore = self.findLast(({ recorded }) => recorded.finishedAt <= onsite.recorded.finishedAt) ?? self.at(-1);
  return selfBefore && [selfBefore, onsite];
}

/** Compares a self-assessment with an on-site assessment, and judges every answer that differs. */
export function verify(self: RescoredAssessment, onsite: RescoredAssessment, basis: ComparisonBasis): Verification {
  const inputs = new Map(basis.plan.inputs.map((input) => [input.name, input]));
  const difference = findDifference(self, onsite, basis);
  const answers = difference.answers.map((answer) => ({
    ...answer,
    verdict: judgeDifference(answer, inputs.get(answer.name) as Input),
  }));
  const counts = { kind: 0, harsh: 0, open: 0, other: 0 };
  for (const { isStated, verdict } of answers) if (isStated) counts[verdict] += 1;
  return { ...difference, answers, counts };
}

/**
 * Judges an answer by its points; if they are equal or undecided, by the order of the options from least to most
 * mature.
 */
function judgeDifference({ before, after, points }: AnswerDifference, input: Input): Verdict {
  if (points !== undefined && points.n !== 0n) return points.n < 0n ? 'kind' : 'harsh';
  if (before.state === 'unknown' || before.state === 'unanswered') return 'open';
  const [claimed, found] = [before.value, after.value];
  if (Array.isArray(claimed) && Array.isArray(found)) return judgeChoices(claimed, found, input);
  const [one, other] = [rankOf(claimed, input), rankOf(found, input)];
  return one === undefined || other === undefined || one === other ? 'other' : one > other ? 'kind' : 'harsh';
}

/**
 * Judges a multiple choice by the options that were claimed but not found, and those found but not claimed. If there
 * are both, the verdict is "other".
 */
function judgeChoices(claimed: readonly string[], found: readonly string[], { options }: Input): Verdict {
  const areAllExclusive = (choices: readonly string[]): boolean =>
    choices.every((choice) => options.find(({ id }) => id === choice)?.exclusive);
  if (areAllExclusive(claimed) !== areAllExclusive(found)) return areAllExclusive(found) ? 'kind' : 'harsh';
  const [notFound, notClaimed] = [
    claimed.filter((choice) => !found.includes(choice)),
    found.filter((choice) => !claimed.includes(choice)),
  ];
  if (notFound.length > 0 && notClaimed.length > 0) return 'other';
  return notFound.length > 0 ? 'kind' : 'harsh';
}

/**
 * Ranks an answer by its position among the options, if they rise from least to most mature; undefined if they do not.
 */
function rankOf(value: AnswerDifference['before']['value'], input: Input): number | undefined {
  if (input.role === 'fact' || !input.form.rises) return undefined;
  const valueIndex = listedValues(input)?.findIndex((listed) => toPlainAtom(listed) === value) ?? -1;
  return valueIndex < 0 ? undefined : valueIndex;
}

/** A requirement of a level that is not met, or that open answers may leave unmet. */
interface Gate {
  readonly level: number;
  readonly title: LevelRequirement['title'];
  /** What is missing for the requirement, on the side of the comparison where it is not met. */
  readonly unmet: Unmet;
}

/** A requirement met on only one side of a comparison, and the answers that decide it. */
export interface MovedGate extends Gate {
  /** The answers that bring the requirement closer or move it further away, in the order given. */
  readonly hangsOn: readonly DecisiveAnswer[];
}

/** An answer that decides a requirement. */
interface DecisiveAnswer {
  readonly name: string;
  /** Whether the answer decides the requirement alone, with all other answers unchanged. */
  readonly alone: boolean;
}

/** Lists the requirements of all levels that an evaluation does not meet, or that open answers may leave unmet. */
function findOpenGates(plan: Plan, { values }: Evaluation): Gate[] {
  const readNode = (node: number): Possible => itemAt(values, node);
  return listLevelRequirements(plan).flatMap(({ value, title, unmet }) =>
    unmet(readNode).map((requirement) => ({ level: toNumber(value), title, unmet: requirement })),
  );
}

/** Lists the requirements in `gates` that are not in `others`. */
function gatesBeyond(gates: readonly Gate[], others: readonly Gate[]): Gate[] {
  const otherKeys = new Set(others.map(identityOf));
  return gates.filter((gate) => !otherKeys.has(identityOf(gate)));
}

/** Finds the same requirement in a list of requirements that are not met. */
function findGate(gate: Gate, open: readonly Gate[]): Gate | undefined {
  const identity = identityOf(gate);
  return open.find((candidate) => identityOf(candidate) === identity);
}

/** Whether less is missing in `one` than in `other`, which are two states of the same requirement. */
function isCloser(one: Gate, other: Gate): boolean {
  const [near, far] = [missingAmount(one), missingAmount(other)];
  return near !== undefined && far !== undefined && near < far;
}

/**
 * Returns how much is missing for a requirement: the distance to a required number, or the number of members that fail.
 * Undefined if that cannot be counted.
 */
function missingAmount({ unmet: { needs, has, lowest, highest, members } }: Gate): number | undefined {
  if (typeof needs === 'number') {
    const currentNumber = typeof has === 'number' ? has : (lowest ?? highest);
    return typeof currentNumber === 'number' ? Math.abs(needs - currentNumber) : undefined;
  }
  return members?.length;
}

function identityOf({ level, unmet: { name, keyword, needs, test, alternative } }: Gate): string {
  return JSON.stringify([level, name, keyword, needs ?? null, test ?? null, alternative ?? null]);
}

/**
 * Computes by how much a score changes; undefined if open answers leave that undecided, or if one side has no score.
 * Even with open answers, the change is known if both bounds move by the same amount.
 */
function scoreMovement(before: Possible, after: Possible): Rational | undefined {
  if (isNothing(before) || isNothing(after) || before.nothing || after.nothing) return undefined;
  const [one, other] = [rangeOf(before), rangeOf(after)];
  if (!one?.low || !one.high || !other?.low || !other.high) return undefined;
  const [low, high] = [subtract(other.low, one.low), subtract(other.high, one.high)];
  return compare(low, high) === 0 ? low : undefined;
}

/** Evaluates a set of answers with one answer replaced by that of another set; `entry` undefined removes it. */
function evaluateReplaced(plan: Plan, sheet: AnswerSet, name: string, entry: AnswerEntry | undefined): Evaluation {
  const changedSheet = new Map(sheet);
  if (entry === undefined) changedSheet.delete(name);
  else changedSheet.set(name, entry);
  return evaluate(plan, changedSheet);
}
