export { applyAllMeasures, applyMeasures } from './apply-measures.ts';
export { type CostRule, costRulesOf, packNodesOf, valuesOfCost } from './cost-rule.ts';
export {
  type ActiveRecords,
  type AmountTotal,
  type Contradiction,
  computeNextRecordNumber,
  type Decision,
  type ExcessAmount,
  findContradictions,
  findExcess,
  findLatestDecisions,
  findRecordDoubts,
  INSTRUMENT_STATES,
  isInstrumentRecord,
  isKeptPlan,
  isMeasureRecord,
  isRecordEvent,
  listRecordedInstruments,
  listRecordedMeasures,
  listStartedMeasures,
  MEASURE_STATES,
  type RecordDoubt,
  type RecordEvent,
  readActiveRecords,
  removeWithdrawnRecords,
  selectActiveRecords,
  totalAsJson,
} from './follow-up-records.ts';
export { type CompiledAmount, expandYears, isLoanFigure, nestedRules, possibleAmount } from './funding/amount-rule.ts';
export { type Application, isRequested, listApplications } from './funding/application-order.ts';
export { describeInstruments } from './funding/enterprise-funding.ts';
export { type CalendarDay, isToAgree, planCalendar } from './funding/funding-calendar.ts';
export { readFundingSums, readTier } from './funding/funding-tiers.ts';
export { formatExactMoney, parseExactMoney } from './funding/money-text.ts';
export { weighWaiting } from './funding/waiting-cost.ts';
export type { CompiledPriority } from './gaps.ts';
export { type InstrumentDemand, tallyDemand } from './instrument-demand.ts';
export { isForEnterprise } from './instruments.ts';
export {
  findKeptPlan,
  findLatestPlan,
  findPlanBefore,
  findPlanningDay,
  inputOfLimits,
  nameAssessment,
  planFor,
} from './kept-plans.ts';
export { findExclusion } from './measure-choice.ts';
export type { Estimate } from './measure-cost.ts';
export { findGains, type MeasureGain, projectOutcome } from './measure-outcome.ts';
export {
  type CompiledMeasure,
  type CompiledMeasures,
  compileMeasures,
  type Effect,
} from './measures.ts';
export { DEFAULT_TOLERANCE } from './optimise/level-optimiser.ts';
export { GivenUpError, type IntegerProgram, type ProgramRow, type Solver } from './optimise/linear-program.ts';
export { DEFAULT_PARALLEL, scheduleLength } from './optimise/schedule.ts';
export { solveInSteps } from './optimise/zero-one-solver.ts';
export { describeProgress, listDelays, type MeasureProgress, type PlanProgress } from './plan-progress.ts';
export { schedulePlan } from './plan-schedule.ts';
export {
  addOtherResults,
  type CompiledInstrument,
  type CompiledPolicy,
  type CompiledTrack,
  compilePolicy,
  listPolicyFacts,
} from './policy.ts';
export {
  addInferred,
  countriesOf,
  countryOf,
  countryOfFacts,
  type EnterprisePlace,
  findPoliciesAt,
  findPolicyOfCountry,
  fundsNothing,
  inferPlaces,
  isElsewhere,
  isLocal,
  isNational,
  isOfOtherPlace,
  isPlaced,
  isPlaceOpen,
  namesPlace,
  PLACE_FACTS,
  paysInOtherCurrency,
  placeOfFacts,
} from './policy-place.ts';
export type { DueDate, Minimised, RecommendInput } from './recommend-input.ts';
export { recommend } from './recommendation.ts';
export { findLevelCosts, type LevelCost } from './roadmap.ts';
export { createAdviceKeys, createStateKeys } from './state-keys.ts';
export { listPlacedCosts } from './stated-costs.ts';
export { chooseTarget, findUnmetLevels, isAtLeast } from './target-level.ts';
export { type ComparedAnswer, type ComparedSide, compareSides, type WhatIfComparison } from './what-if-comparison.ts';
