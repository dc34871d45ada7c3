export { cacheByAnswers, numberAnswers } from './answer-cache.ts';
export { computePoints } from './answer-points.ts';
export {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  allowedAnswers,
  type Evaluation,
  entryOf,
  evidenceKey,
  hasEvidence,
  isChoices,
  type PossibleAnswers,
  rankOf,
  remarksOf,
  replaceByTargets,
  targetKey,
  toPlainAnswer,
  toSettledAnswer,
  valueAt,
} from './answer-set.ts';
export {
  checkAnswers,
  findMissingFacts,
  findRefused,
  isRequired,
  isRequiredOfAll,
  parseAnswerValue,
  readStatement,
  readStoredStatement,
} from './check-answers.ts';
export { listCodedValues } from './columns/input-columns.ts';
export {
  createKernel,
  findOddFiguresOfRow,
  hasBit,
  type Kernel,
  type KernelColumns,
  type KernelResult,
  readAnswerSet,
  SCORE_STATE,
  type ScoreColumn,
  type WarningKind,
} from './columns/kernel.ts';
export type { ColumnEngine } from './columns/program.ts';
export { isShareOfOne } from './comparable-figures.ts';
export { type CompiledPlan, compilePlan } from './compile/compile-plan.ts';
export { areSameRules } from './compile/compile-scores.ts';
export { evaluateDeferred, type GivenFigures } from './compile/deferred-score.ts';
export type { ReportProblem } from './compile/input-definitions.ts';
export {
  ALL_QUESTIONS,
  BOUND_KEYS,
  formerIds,
  listInnerScores,
  listQuestionsOf,
  type PlanSources,
  type Source,
} from './compile/namespace.ts';
export { MAX_CONSISTENCY_RATIO } from './compile/operator-members.ts';
export {
  type Condition,
  type ConditionEntry,
  type ConditionSource,
  compileCondition,
  conjoinTruths,
  describeType,
  evaluateCondition,
  evaluateEntry,
  hasUnknownOptions,
  listConditionDependencies,
  listConditionEntries,
  type NodeReader,
  negateTruth,
  type Test,
  type Truth,
  type ValueType,
} from './condition.ts';
export { findDecisiveAnswers } from './counterfactuals.ts';
export {
  evaluate,
  evaluateSpan,
  evaluateWithin,
  type KnownValues,
  reevaluate,
  reevaluateInputs,
  reevaluateNodes,
} from './evaluate.ts';
export { explain } from './explain-score.ts';
export {
  type ListedAnswer,
  listedAnswers,
  listedValues,
  takesSeveral,
} from './forms/form.ts';
export type { Side } from './interval-arithmetic.ts';
export { findNextLevelAnswers } from './next-level.ts';
export {
  comparedBounds,
  conditionsOf,
  createMemberNames,
  dependenciesOf,
  inputDependencies,
  memoizeByPlan,
  nodeNames,
  numericOperandsOf,
  operandsOf,
  outcomesOf,
  thresholdsOf,
  valueDependenciesOf,
} from './node-dependencies.ts';
export {
  computeRatio,
  type FigureRatio,
  type FigureReader,
  figureRatiosOf,
  findRatiosBeyond,
  INTENSITY_LIMITS,
  judgeRatio,
  MAX_UNEVEN_SHARE,
  type OddFigure,
  PER_HEAD_LIMITS,
  variesByEnterprise,
  YEAR_RATIO_LIMITS,
} from './odd-figures.ts';
export type { LinearNode } from './operators/linear.ts';
export type {
  Bound,
  CombineMember,
  FormulaWords,
  LevelRequirement,
  LimitScope,
  LinearMap,
  MissingRules,
  UpperScope,
  WeightedPart,
} from './operators/operator.ts';
export { combinationOf, isDerivationNode, type OperatorNode, operatorOf } from './operators/registry.ts';
export { findStepIndex, type StepsNode } from './operators/steps.ts';
export { type PlainData, removeForms, restoreForms } from './plain-plan.ts';
export {
  type Input,
  inputAt,
  inputNamed,
  type Node,
  nodeAt,
  type Plan,
  type PointsNode,
  type ScoreNode,
} from './plan.ts';
export { findImplausible } from './plausible-number.ts';
export {
  type AnswerValue,
  type Atom,
  addNothing,
  areSameAtoms,
  createExactValue,
  createRangeValue,
  isNothing,
  isNumber,
  joinPossible,
  NOTHING,
  type Possible,
  type Range,
  rangeOf,
  settledNumber,
  settledValue,
  toPlainAtom,
  toPointsKey,
} from './possible-values.ts';
export { findDimensions, type RatedAnswer, type RelativeScore, rateAnswers } from './relative-scores.ts';
export {
  type Assessed,
  assess,
  assessScores,
  findMissingRemark,
  findWarnings,
  listLevelRequirements,
} from './score-result.ts';
export { type SplitPlan, splitPlan } from './split-plan.ts';
export {
  createUnitReader,
  currencyInAmount,
  expandNumeral,
  findMultiplier,
  findOtherCurrency,
  findUnitFactor,
  getUnitFactors,
  hasUnit,
  isMoneyUnit,
  measureMoney,
  moneyUnitOf,
  readCurrencies,
  statedMoneyOf,
} from './unit-factors.ts';
export { describeTest, findUnmet, toPlainValue } from './unmet-requirements.ts';
