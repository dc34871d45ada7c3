export { type CheckResult, type CompiledWithPolicy, checkPack, checkPolicy, createPackCompiler } from './check-pack.ts';
export { type CompiledPack, compilePack, ruleSubjectOf, stampOf } from './compile-pack.ts';
export { findPresentIds, findVariantIn } from './continuing-pack.ts';
export {
  formatDisplayPath,
  openDocument,
  openNamedDocument,
  readDocumentBytes,
  readStream,
  refuseStandardInput,
  type Sources,
  type SourceText,
} from './document-file.ts';
export {
  type FoundAtPath,
  findBaseFolders,
  findMisnamedFiles,
  findPacks,
  findPacksAt,
  isAlsoFolder,
  listPolicyFolders,
  type MisnamedFile,
  matchKey,
  POLICIES_FOLDER,
  peekKey,
  resolvePack,
} from './find-packs.ts';
export {
  collectSources,
  type LoadedPack,
  loadCases,
  loadPack,
  loadPackFolder,
  loadPolicy,
  loadPolicyOf,
  readAnswers,
  readPolicies,
  TABLE_ENDING,
} from './load-pack.ts';
export { findLine, isInherited, locateProblems } from './locate-problems.ts';
export { describeKeyAt, findEditedPack, type NamePlace, suggestAt, textsOf } from './name-places.ts';
export { compileTexts } from './pack-texts.ts';
export { type CaseEdits, formatValue, rewriteCases } from './rewrite-cases.ts';
export { checkSoundParts } from './sound-parts.ts';
export { validateDocument } from './validate-document.ts';
