import {
  compare,
  type LevelResult,
  type PackStamp,
  type Rational,
  type Result,
  type ScoreResult,
  subtract,
  toNumber,
  type Warning,
} from '../model/index.ts';
import { type AnswerKeys, numberAnswers } from './answer-cache.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type Evaluation,
  entryOf,
  hasEvidence,
  isChoices,
  isOutOfRange,
  valueAt,
} from './answer-set.ts';
import { evaluateCondition, type NodeReader } from './condition.ts';
import { evaluate, evaluateExtremeAnswers, evaluateSpan, evaluateTargets } from './evaluate.ts';
import { findLoneOption } from './lone-options.ts';
import { createMemberNames, inputPositions, targetReaders } from './node-dependencies.ts';
import { findOddFigures, type OddFigure } from './odd-figures.ts';
import type { LadderScope, LevelRequirement } from './operators/operator.ts';
import { type OperatorNode, operatorOf } from './operators/registry.ts';
import { type Input, inputAt, nodeAt, type Plan, type ScoreNode } from './plan.ts';
import { findImplausible } from './plausible-number.ts';
import {
  type Atom,
  areSameAtoms,
  isNothing,
  isNumber,
  type Possible,
  rangeOf,
  settledNumber,
  settledValue,
  toPlainAtom,
  toPointsKey,
} from './possible-values.ts';
import { toPlainValue } from './unmet-requirements.ts';

/** A result, and the evaluation from which explanations and conditions read further values. */
export interface Assessed {
  readonly result: Result;
  readonly evaluation: Evaluation;
}

/**
 * Scores the answers of an enterprise: all scores with their bounds, the level, what is missing for the next level, and
 * warnings; if there are target answers, also the scores under them. `known` is the evaluation of these answers, if
 * there is one already.
 */
export function assess(plan: Plan, sheet: AnswerSet, pack: PackStamp, tool: string, known?: Evaluation): Assessed {
  const keys = numberAnswers(plan, sheet);
  const evaluation = known ?? evaluate(plan, sheet, keys);
  const context = createResultContext(plan, sheet, evaluation, keys);
  const level = plan.level === null ? undefined : computeLevelResult(plan.level, context);
  const result: Result = {
    schemaVersion: 1,
    tool,
    pack,
    facts: collectKnownFacts(plan, evaluation),
    scores: computeScoreResults(context),
    ...(level ? { level } : {}),
    warnings: findWarnings(plan, sheet, evaluation),
  };
  return { result, evaluation };
}

/** Returns the scores of answers with their bounds, as in a result. */
export function assessScores(plan: Plan, sheet: AnswerSet, evaluation: Evaluation): Result['scores'] {
  return computeScoreResults(createResultContext(plan, sheet, evaluation, numberAnswers(plan, sheet)));
}

function computeLevelResult(node: number, { plan, evaluation, witnesses, aimed }: ResultContext): LevelResult {
  const possibleLevel = valueAt(evaluation, node);
  const value = settledNumber(possibleLevel);
  const range = rangeOf(possibleLevel);
  const lowest = possibleLevel.nothing ? null : (range?.low ?? null);
  const highest = range?.high ?? null;
  const ladder = listLevelRequirements(plan);
  const title = value && ladder.find((step) => compare(step.value, value) === 0)?.title;
  const { gap: _, ...targetResult } = computeTarget(plan, node, value, aimed);
  const nextLevel = ladder.find((step) => lowest === null || compare(step.value, lowest) > 0);
  return {
    ...(value === undefined ? {} : { value: toPlainNumber(value) }),
    ...(title ? { title } : {}),
    lowest: toPlainNumber(lowest),
    highest: toPlainNumber(highest),
    ...(value === undefined ? { tight: isTight(node, [lowest, highest], witnesses) } : {}),
    ...targetResult,
    ...(nextLevel
      ? {
          next: {
            value: toNumber(nextLevel.value),
            ...(nextLevel.title === undefined ? {} : { title: nextLevel.title }),
            unmet: nextLevel.unmet((at) => valueAt(evaluation, at)),
          },
        }
      : {}),
  };
}

/** Returns the levels of a plan with their requirements, in ascending order; empty if there are no levels. */
export function listLevelRequirements(plan: Plan): readonly LevelRequirement[] {
  if (plan.level === null) return [];
  const scope: LadderScope = {
    ladder(at) {
      const node = nodeAt(plan, at);
      return operatorOf(node)?.ladder?.(node as OperatorNode, scope) ?? [];
    },
    scoreName: (at) => plan.scores.find((score) => score.node === at)?.name,
    memberNames: createMemberNames(plan),
  };
  return scope.ladder(plan.level);
}

function collectKnownFacts(plan: Plan, evaluation: Evaluation): Result['facts'] {
  const facts: [string, Result['facts'][string]][] = [];
  for (const position of inputPositions(plan)) {
    const { role, name } = inputAt(plan, position);
    const value = role === 'fact' ? toPlainValue(valueAt(evaluation, position)) : null;
    if (value !== undefined && value !== null) facts.push([name, value]);
  }
  return Object.fromEntries(facts);
}

/** Finds contradictions and omissions in the answers. */
export function findWarnings(plan: Plan, sheet: AnswerSet, evaluation: Evaluation): Warning[] {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  const warnings: Warning[] = [];
  if (plan.scope && evaluateCondition(plan.scope.when, readNode) === 'fails') {
    warnings.push({ code: 'out-of-scope', text: plan.scope.text });
  }
  const oddFigures = findOddFigures(plan, (input) => readStatedNumber(plan, sheet, input));
  for (const position of inputPositions(plan)) {
    const warningsOfInput = findInputWarnings(plan, position, sheet, evaluation);
    const figure = oddFigures.find(({ input }) => plan.inputs[input] === plan.nodes[position]);
    warnings.push(...warningsOfInput);
    if (figure && !warningsOfInput.some(({ code }) => SUPERSEDES_MAGNITUDE.has(code)))
      warnings.push(createOddFigureWarning(plan, figure, sheet));
  }
  return warnings;
}

/** If a figure has one of these warnings, a further warning that it does not fit another figure would add nothing. */
export const SUPERSEDES_MAGNITUDE: ReadonlySet<Warning['code']> = new Set(['not-asked', 'implausible']);

function createOddFigureWarning(plan: Plan, { input, beside, factor }: OddFigure, sheet: AnswerSet): Warning {
  const figureOf = (index: number) => ({
    name: plan.inputs[index]?.name ?? '',
    stated: readStatedNumber(plan, sheet, index),
  });
  return { code: 'other-magnitude', ...figureOf(input), beside: figureOf(beside), factor };
}

/** Returns the number stated for the input at an index of `plan.inputs`; NaN if none is stated. */
function readStatedNumber(plan: Plan, sheet: AnswerSet, input: number): number {
  const entry = entryOf(sheet, plan.inputs[input]?.name ?? '');
  if (entry.state !== 'answered' || isChoices(entry.value) || !isNumber(entry.value)) return Number.NaN;
  return toNumber(entry.value);
}

function findInputWarnings(plan: Plan, position: number, sheet: AnswerSet, evaluation: Evaluation): Warning[] {
  const input = inputAt(plan, position);
  const entry = entryOf(sheet, input.name);
  const isAsked = evaluation.asked[position] !== 'fails';
  const missingRemark = isAsked ? findMissingRemark(plan, input, entry, evaluation) : undefined;
  if (entry.state !== 'answered')
    return [
      ...findDerivedOutOfRange(input, evaluation),
      ...(missingRemark === 'reasonRequired' ? [{ code: 'reason-missing', name: input.name } as const] : []),
    ];
  if (!isAsked) return [{ code: 'not-asked', name: input.name }];
  const warnings: Warning[] = [];
  const derivedAtom = input.derived === null ? undefined : findSettledAtom(valueAt(evaluation, input.derived));
  const statedAtom = findSettledAtom(valueAt(evaluation, position));
  if (derivedAtom !== undefined && statedAtom !== undefined && !areSameAtoms(derivedAtom, statedAtom)) {
    const values = { stated: toPlainAtom(statedAtom), derived: toPlainAtom(derivedAtom) };
    warnings.push({ code: 'derived-contradicted', name: input.name, ...values });
  }
  const loneOption = Array.isArray(entry.value) ? findLoneOption(input, entry.value) : undefined;
  if (loneOption) {
    warnings.push({
      code: 'option-alone',
      name: input.name,
      stated: loneOption.option.id,
      lacks: [...loneOption.missing],
    });
  }
  if (missingRemark === 'evidenceRequired') {
    warnings.push({ code: 'evidence-missing', name: input.name });
  }
  const implausible = statedAtom !== undefined && isNumber(statedAtom) ? findImplausible(input, statedAtom) : undefined;
  if (implausible) {
    const { stated: found, suggested } = implausible;
    const suggestion = suggested ? { suggested: toNumber(suggested) } : {};
    warnings.push({ code: 'implausible', name: input.name, stated: toNumber(found), ...suggestion });
  }
  return warnings;
}

/**
 * Determines what an answer lacks: evidence, or the reason why the question does not apply. Undefined if it lacks
 * neither.
 */
export function findMissingRemark(
  plan: Plan,
  { name, definition }: Input,
  entry: AnswerEntry,
  evaluation: Evaluation,
): 'evidenceRequired' | 'evidenceWanted' | 'reasonRequired' | undefined {
  if (entry.state === 'notApplicable') {
    return definition.notApplicable === 'explained' && !entry.note ? 'reasonRequired' : undefined;
  }
  if (hasEvidence(entry)) return undefined;
  const requiredEvidence = plan.evidence.get(name);
  if (requiredEvidence && evaluateCondition(requiredEvidence, (node) => valueAt(evaluation, node)) === 'holds')
    return 'evidenceRequired';
  return 'evidence' in definition && definition.evidence === 'recommended' ? 'evidenceWanted' : undefined;
}

/** Returns the settled value; undefined if there is none, and for multiple choices. */
function findSettledAtom(possible: Possible): Atom | undefined {
  const value = settledValue(possible);
  return value === null || Array.isArray(value) ? undefined : (value as Atom | undefined);
}

function findDerivedOutOfRange(input: Input, evaluation: Evaluation): Warning[] {
  const derivedValue = input.derived === null ? undefined : valueAt(evaluation, input.derived);
  if (!derivedValue || !isOutOfRange(derivedValue, input.range)) return [];
  return [{ code: 'derived-out-of-range', name: input.name, derived: toPlainValue(derivedValue) }];
}

/** What is needed to compute a result. */
interface ResultContext {
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  readonly span: NodeReader;
  /**
   * Two evaluations, in which all open questions are answered in the worst and in the best way. If a score has the low
   * or high end of its range in one of them, that end can really be reached. Empty if no question is open.
   */
  readonly witnesses: readonly NodeReader[];
  /** The evaluation under target answers; null if there are none. */
  readonly aimed: Evaluation | null;
}

function createResultContext(plan: Plan, sheet: AnswerSet, evaluation: Evaluation, keys: AnswerKeys): ResultContext {
  const spanReader = evaluateSpan(plan, sheet, evaluation, keys);
  const hasOpenScores = plan.scores.some(({ node }) => settledValue(valueAt(evaluation, node)) === undefined);
  const extremeReaders = hasOpenScores ? evaluateExtremeAnswers(plan, sheet, evaluation, keys) : [];
  return { plan, evaluation, span: spanReader, witnesses: extremeReaders, aimed: evaluateTargets(plan, sheet) };
}

/** Converts a number to JSON; null if there is no value, or for an unbounded end. */
function toPlainNumber(end: Rational | null | undefined): number | null {
  return end ? toNumber(end) : null;
}

/** Computes the results of all scores except the level. */
function computeScoreResults(context: ResultContext): Result['scores'] {
  const { scores, level } = context.plan;
  return Object.fromEntries(
    scores.flatMap((score) => (score.node === level ? [] : [[score.name, computeScoreResult(score, context)]])),
  );
}

function computeScoreResult(
  score: ScoreNode,
  { plan, evaluation, span, witnesses, aimed }: ResultContext,
): ScoreResult {
  const possibleScore = valueAt(evaluation, score.node);
  const value = settledNumber(possibleScore);
  const label = value ? score.labels?.get(toPointsKey(value)) : undefined;
  const range = rangeOf(possibleScore);
  const bestPossible = span(score.node);
  return {
    ...(value === undefined ? {} : { value: toPlainNumber(value) }),
    ...(label === undefined ? {} : { label }),
    lowest: toPlainNumber(range?.low),
    highest: toPlainNumber(range?.high),
    ...(value === undefined
      ? { tight: range?.low && range.high ? isTight(score.node, [range.low, range.high], witnesses) : false }
      : {}),
    maximum: isNothing(bestPossible) ? null : toPlainNumber(rangeOf(bestPossible)?.high),
    ...computeTarget(plan, score.node, value, aimed),
    ...(score.consistencyRatio === undefined ? {} : { consistencyRatio: score.consistencyRatio }),
    coverage: computeCoverage(score, evaluation),
  };
}

/**
 * Returns what the score would be under the target answers, and by how much that is above the present score. Empty for
 * a score that reads target answers itself.
 */
function computeTarget(
  plan: Plan,
  node: number,
  value: Rational | null | undefined,
  targetEvaluation: Evaluation | null,
): Pick<ScoreResult, 'target' | 'gap'> {
  const target =
    targetEvaluation && !targetReaders(plan).has(node) ? settledNumber(valueAt(targetEvaluation, node)) : undefined;
  if (target === undefined) return {};
  return { target: toPlainNumber(target), ...(target && value ? { gap: toNumber(subtract(target, value)) } : {}) };
}

/** Whether the score can really reach both ends of its range with allowed answers; null stands for no value. */
function isTight(node: number, ends: readonly (Rational | null)[], extremeReaders: readonly NodeReader[]): boolean {
  return ends.every((end) =>
    extremeReaders.some((witness) => {
      const value = settledNumber(witness(node));
      return end ? value && compare(value, end) === 0 : value === null;
    }),
  );
}

/**
 * Returns the questions to which the coverage of a result refers: those of the level; if there is no level, those of
 * all scores.
 */
export function listCoveredQuestions({ scores, level }: Plan): readonly number[] {
  const levelScore = scores.find(({ node }) => node === level);
  return levelScore?.questions ?? [...new Set(scores.flatMap(({ questions }) => questions))];
}

/**
 * Returns, among those questions of a score that are or may be asked, the share that is settled; 1 if there are none.
 */
export function computeCoverage(score: Pick<ScoreNode, 'questions'>, { asked, states }: Evaluation): number {
  const relevantQuestions = score.questions.filter((question) => asked[question] !== 'fails');
  const settledQuestions = relevantQuestions.filter((question) => {
    const state = states[question];
    return state === 'answered' || state === 'notApplicable';
  });
  return relevantQuestions.length === 0 ? 1 : settledQuestions.length / relevantQuestions.length;
}
