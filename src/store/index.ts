export {
  isTemporary,
  removeLeftovers,
  type StagedFile,
  stageFile,
  writeAtomic,
  writeFolderAtomic,
} from './atomic-write.ts';
export {
  appendEvent,
  closeDraft,
  createDraft,
  type DraftHeader,
  type DraftStart,
  type DraftSummary,
  discardDraft,
  finishDraft,
  hasAssessmentOf,
  listDrafts,
  type OpenDraft,
  openDraft,
} from './draft-file.ts';
export {
  type AppendResult,
  appendAssessment,
  countEnterprises,
  findNameConflict,
  listEnterprises,
  mergeFacts,
  readEnterprise,
  readEnterpriseFile,
} from './enterprise-file.ts';
export { enterprisePath, policyPath } from './enterprise-path.ts';
export { isEnterpriseFile, peekRecords } from './enterprise-peek.ts';
export { type FilePlace, FileProblem, systemCode, toFileProblem } from './file-problem.ts';
export { makeFolder, requireFolder, syncFolder } from './folder.ts';
export { isNewEnterprise, type NewEnterprise, stageNewEnterprise } from './new-enterprise.ts';
export { requirePolicyTarget, writePolicy } from './policy-file.ts';

// Loaded when they are needed: with them a command would start late.
export const loadEnterpriseFile = () => import('./enterprise-file.ts');
