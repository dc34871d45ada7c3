export { reportAlteredFile } from './altered-file.ts';
export { askChoice } from './ask-terminal.ts';
export { nameOutputs, type OutputNames, requireEarlierOutputs, sampleEarlierRows } from './batch/batch-outputs.ts';
export type { DuplicateRule } from './batch/duplicate-keys.ts';
export {
  addExportName,
  closeExports,
  listExports,
  type OpenedExport,
  openExports,
  printExportLines,
} from './batch/open-exports.ts';
export type { PersistInput } from './batch/persist-rows.ts';
export { listPlaceHeadings } from './batch/place-columns.ts';
export { findDayColumn, formatReading, resolveAssessmentDays } from './batch/resolve-columns.ts';
export { type CollectorInput, prepareRejectedExport } from './batch/result-collector.ts';
export { listFrequentValues } from './batch/row-filter.ts';
export { type MomentColumn, readRowMoments } from './batch/row-moments.ts';
export { MAX_SAMPLED, sampleRows } from './batch/sample-rows.ts';
export { listWatchedScores, readGates } from './batch/score-gates.ts';
export { scoreTables } from './batch/score-table.ts';
export {
  applySeverities,
  checkPacks,
  removeAccepted,
  removeIgnored,
  repairFiles,
  writeBaseline,
} from './check-packs.ts';
export { findCodeConflicts } from './code-clashes.ts';
export {
  addPackOptions,
  addStyleOptions,
  choiceOption,
  collectValues,
  costOption,
  currencyOf,
  dryRunOption,
  filesOption,
  findByTitle,
  findTyped,
  formatOption,
  kindOption,
  type PackOptions,
  type PolicyOptions,
  parseLevel,
  pickAssessment,
  programmeOption,
  refuseTyped,
  refuseUnknownChoice,
  refuseUnknownName,
  reportEarlierDay,
  requireCurrency,
  resolveAsOf,
  resolveNamed,
  STANDARD_FOLDER,
  signOption,
  toleranceOption,
} from './common-options.ts';
export {
  formatChainFinding,
  formatPath,
  formatRefusal,
  quoteWord,
  resolveLanguage,
  resolveProblemWords,
  startProgress,
  terminalStyleOf,
  withInterruptMessage,
} from './console.ts';
export { findCorrectable, findNewestAssessment, writeCorrectionCommand } from './correction.ts';
export { giveCode } from './enterprise-code.ts';
export { matchesWords, suggestEnterprises } from './find-enterprise.ts';
export { draftDecisions, type RecordDraft, recordStamp, resolveRecords } from './follow-ups.ts';
export { DATA_FORMATS, type DataFormat, type FormatName, isDataFormat, isForPeople } from './formats.ts';
export { refuseFormerId } from './former-id.ts';
export type { ImportedPack } from './forms/import-workbook.ts';
export type { SurveyForm } from './forms/survey-forms.ts';
export { type DeletedDocuments, findDeleted } from './git-revision.ts';
export { loadSolverIfNeeded, openHighs, searchWithSolver, solverOf } from './highs-solver.ts';
export { keepPlan } from './kept-plan.ts';
export {
  type OfficeSettings,
  readLetterhead,
  readOfficeLogo,
  readPrivacyText,
  refuseSvgInWord,
} from './letterhead.ts';
export { listNamedFiles } from './named-files.ts';
export { listFirstCommands, type NewFile, type NewPack, planFiles } from './new-repository.ts';
export {
  type Folder,
  findNewWarnings,
  numberWarnings,
  type OpenedAssessment,
  openAssessment,
  openEnterprise,
  openPackOf,
  printWarnings,
  readEachEnterprise,
  recommendForAssessment,
} from './open-enterprise.ts';
export { openPack, packVocabulary, refuseProblems } from './open-pack.ts';
export { openTableFile, refuseTableProblems, type TableOptions } from './open-table.ts';
export {
  addMark,
  addOutputOptions,
  type ContentByFormat,
  forceOption,
  isStandardOutput,
  nameFromRoot,
  type OutputOptions,
  outputOption,
  outputStyleOf,
  outputsOf,
  prepareOutput,
  readBuiltFile,
  refuseTerminal,
  requireDistinctFiles,
  requireEmptyFolder,
  requireFoldersOf,
  resolveFormat,
  showOutput,
  writeAnnotations,
  writeOutput,
} from './output.ts';
export {
  addPeerOptions,
  comparePeers,
  type PeerOptions,
  refuseWithoutPeers,
  targetVersionOf,
} from './peer-comparison.ts';
export { choosePolicyByPlace, listProgrammeQuestions, readStatedFacts } from './policy-of-place.ts';
export { pathOfKeys, writeMissing, writePseudonyms } from './portfolio/member-files.ts';
export { loadHeadingReader, printInputRemarks, readPortfolioInputs, readStages } from './portfolio/portfolio-inputs.ts';
export {
  addProjectionOptions,
  checkTerms,
  listModelFacts,
  minimumCellOf,
  PORTFOLIO_FORMATS,
  type PortfolioOptions,
  parseProjectionOptions,
  parseTerms,
  refuseManyStages,
  refuseNestedGroupings,
  refusePublishedProjection,
  resolveFact,
  resolveTerms,
  wantsProjection,
} from './portfolio/portfolio-options.ts';
export { createPackLoader, isSynthetic, loadKnownPacks, portfolioWordsOf } from './portfolio/portfolio-packs.ts';
export { type ProjectionOutput, prepareProjection } from './portfolio/portfolio-projection.ts';
export { readPublishedFigures, requirePeersForIndex } from './portfolio/published-figures.ts';
export {
  findProjectFile,
  findTypedLanguage,
  formatError,
  HelpRequest,
  isAtTerminal,
  isDrawn,
  LocalizedCommand,
  langOption,
  refuseUnknownCommand,
  takesColors,
} from './program.ts';
export { type PlannedTable, persistRegionFiles, planExport, planTables, scoreRegionExport } from './region-files.ts';
export { repeatOnChange } from './repeat-on-change.ts';
export {
  carryOverRecorded,
  openAnswers,
  openSigner,
  reportOlderPolicy,
  scoreAnswers,
} from './score-answers.ts';
export {
  adviseSubmission,
  NO_HISTORY,
  type PersistedAssessment,
  persistSubmission,
  planSubmission,
  summaryReportOf,
} from './submission.ts';
export { writeTypedCommand } from './typed-command.ts';
export {
  amountOption,
  countOption,
  dayOption,
  dueOption,
  gateOption,
  levelOption,
  monthsOption,
  shareOption,
  type TypedGate,
} from './typed-options.ts';
export { hasFindings, type VerifiedFile, type VerifyFinding, verifyFiles } from './verify-files.ts';
export {
  addDocumentOptions,
  type DocumentOptions,
  readCustomerFiles,
  refuseFormat,
  writeDocument,
} from './write-document.ts';

// Loaded on demand: a command that imported these modules would start more slowly.
export const loadNamedFiles = () => import('./named-files.ts');
export const loadProject = () => import('./project-file.ts');
export const loadTypedOptions = () => import('./typed-options.ts');
export { countryOf, EXAMPLE_COUNTRIES, type ExampleCountry, exampleNames } from './example-folder.ts';
export type { HelpDetails } from './help.ts';
export const loadHelpRenderer = () => import('./help.ts');
export const loadFirstSteps = () => import('./first-steps.ts');
export const loadConsole = () => import('./console.ts');
export const loadPersistRows = () => import('./batch/persist-rows.ts');
export const loadLanguageServer = () => import('./language-server.ts');
export const loadForms = () => import('./forms/survey-forms.ts');
export const loadWorkbookImport = () => import('./forms/import-workbook.ts');
export const loadProgrammeFiles = () => import('./programmes/programme-files.ts');
