export {
  bindResultColumns,
  buildResultBlock,
  type CheckedBlock,
  findKeyColumn,
  findOtherScores,
  findReservedColumns,
  type HeadingContext,
  isReservedHeading,
  keyColumn,
  MAX_COUNT,
  type ResultColumn,
  type RowColumns,
  type RowDefaults,
  readPackName,
} from './batch-results.ts';
export {
  type BudgetAllocation,
  type FundedRoadmap,
  MAX_BUDGET_FACTOR,
} from './budget-allocation.ts';
export {
  type ChainFigures,
  type ChainLevels,
  type ClusterFigures,
  type LevelBounds,
  WEAKEST_COUNT,
  type WeakLink,
} from './chains/chain-figures.ts';
export { createNameReader, hasNameHeading } from './chains/chain-members.ts';
export { type LinkError, type LinkRow, readLinks, type SupplierLink } from './chains/supply-links.ts';
export { findPathsToLeader } from './chains/supply-network.ts';
export {
  chooseAssessments,
  findAssumedPack,
  type LevelOf,
} from './chosen-assessment.ts';
export type { GrantAllocation, PayableTier } from './grant-allocation.ts';
export {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  fileEntryOf,
  type PackName,
} from './member.ts';
export { findNested } from './member-groups.ts';
export type { ModelGroup, RisenEnterprise } from './model-cases.ts';
export type { Visit } from './next-steps.ts';
export { type ChainNextSteps, computeNextSteps, type NextSteps, type NextStepsBasis } from './next-steps.ts';
export type { LevelDifference, OnsiteDifference } from './onsite-difference.ts';
export { type PeerRanking, type PublishedFigures, type Rank, rankPeers } from './peer-ranking.ts';
export {
  addPeers,
  buildPortfolio,
  type GroupTable,
  type PackDescription,
  type PackFigures,
  type Portfolio,
  removeUnusedKinds,
} from './portfolio-figures.ts';
export {
  computeLimits,
  type Ends,
  findAnswerErrors,
  findNumberErrors,
  isOfPack,
  type Limits,
  type ResultRowError,
} from './result-checks.ts';
export {
  findDoubtfulValues,
  findNonFinite,
  findSimilarKeys,
  findSimilarValues,
  isInScope,
  type Roster,
} from './roster.ts';
export type { ResultBlock } from './roster-blocks.ts';
export { createRosterBuilder, type RosterBuilder } from './roster-builder.ts';
export { encodeTextCells, repeatCell, type TextCells, textAt } from './roster-storage.ts';
export type { LevelFigures } from './score-figures.ts';
export { findNeverStated, findUnclearStatements } from './stage-variables.ts';
export {
  type CompiledStage,
  compileStages,
  DEFAULT_STAGES,
  endOfQuarter,
  evaluateStage,
  HOLDS,
  parseQuarter,
  UNDECIDED,
} from './stages.ts';
export { toDayNumberOrUndated } from './stated-day.ts';
export { computeWilsonInterval } from './statistics.ts';
