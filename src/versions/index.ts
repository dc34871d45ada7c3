export {
  type AnswerDifference,
  type AssessmentTrend,
  compareOverTime,
  type Difference,
  type MovedGate,
  pickVerified,
  type Verdict,
  type Verification,
  type VerifiedAnswer,
  verify,
} from './assessment-difference.ts';
export {
  carryOver,
  describeMigration,
  type LostAnswer,
  renameAnswer,
  toAnswersDocument,
  toRecordedStatements,
} from './carry-over.ts';
export { belongsTo, type ContinuedPack, continues } from './former-pack.ts';
export { collectRenames, currentName, type Renames } from './id-renames.ts';
export {
  type Change,
  type ChangedThing,
  diffValues,
  isSameValue,
  type Plain,
  type PointsValue,
  type ValueDifference,
} from './pack-change.ts';
export { compareVersions, deservedStep, isSubstantive, type Version, type VersionStep } from './pack-comparison.ts';
export {
  compareWithPeers,
  type LevelPlace,
  MIN_PEERS,
  NO_LEVEL,
  type PeerComparison,
  type PeerRank,
  type PeerValues,
  type Quartiles,
  type ScorePlace,
} from './peer-percentiles.ts';
export {
  assessVersionEffect,
  type BoundedValue,
  boundsOf,
  headlineScore,
  type IncomparableAssessment,
  type IncomparableReason,
  isComparable,
  type LevelMove,
  levelOfResult,
  type RescoredAssessment,
  rescoreAssessment,
  type TargetVersion,
  type VersionEffect,
} from './rescored-assessment.ts';
export { compareVersionNumbers, nextVersion } from './version-number.ts';
