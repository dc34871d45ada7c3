export {
  isTemporary,
  removeLeftovers,
  type StagedFile,
  stageFile,
  writeAtomic,
  writeFolderAtomic,
} from './atomic-write.ts';
export { type ChainFinding, type EntryName, signatureOf } from './chain.ts';
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
  type AppendOptions,
  type AppendResult,
  abandonFiles,
  appendFollowUps,
  appendPlan,
  countEnterprises,
  findNameConflict,
  isPersisted,
  isPolicyOfAnother,
  type ListedEntry,
  listEnterprises,
  listNames,
  prepareFolder,
  readEnterprise,
  readEnterpriseFile,
  readListed,
  readStored,
  redactEnterprise,
  renameEnterprise,
  type StoredEnterprise,
  syncFiles,
} from './enterprise-file.ts';
export { type CheckedEnterprise, checkEnterprise, parseEnterprise, type ReadEnterprise } from './enterprise-json.ts';
export { enterprisePath, findByFileName, findPolicy, policyPath, rootOf } from './enterprise-path.ts';
export { type FilePlace, FileProblem, readSystemCode, toFileProblem } from './file-problem.ts';
export { isEnterpriseFile, requireFolder } from './folder.ts';
export { findKeptFiles, finishRemoval, type KeptFiles, removeKeptFiles } from './kept-files.ts';
export { readSigningKey, writeSigningKey } from './key-file.ts';
export { computeFingerprint, type SigningKey } from './signing-key.ts';

/**
 * Loaded only when needed, because the validator for enterprise files takes longer to load than scoring one file of
 * answers.
 */
export const loadEnterpriseFiles = () => import('./enterprise-file.ts');
