export {
  type Coverage,
  type CoverageDocuments,
  type CoverageItem,
  type CoverageKind,
  computePercent,
  countMissing,
  findCoverageItem,
  measureCoverage,
} from './case-coverage.ts';
export {
  countDecimals,
  type ExpectationEdit,
  planRewrite,
  type UnchangedReason,
  type WrittenValue,
} from './case-rewrite.ts';
export {
  type CaseRun,
  type CaseSource,
  type CaseTrace,
  checkCase,
  collectCases,
  type Mismatch,
  runCase,
} from './case-run.ts';
export { explainMismatch, type MismatchReason } from './mismatch-explanation.ts';
export type { Example, RuleExamples, Subject } from './rule-definition.ts';
export { type ExampleFile, loadRuleExamples, readExample } from './rule-examples.ts';
export { applyRules, CHECKED_CODES, isAboutPlace, needsAll, sparesInherited } from './rule-registry.ts';
