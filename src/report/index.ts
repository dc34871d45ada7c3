export { renderLevel, renderSummary, type SummaryReport, scoreBlocks } from './assessment-summary.ts';
export {
  type BatchRemark,
  type BatchSummary,
  batchAsJson,
  remarkInWords,
  renderBatchSummary,
  unreadSheetsInWords,
} from './batch/batch-summary.ts';
export { type ImportedFile, importAsJson, renderImport } from './batch/import-summary.ts';
export { renderMapping, renderProposal } from './batch/mapping-proposal.ts';
export {
  linkErrorInWords,
  type RejectDetails,
  type RejectRule,
  rejectInWords,
  rowErrorInWords,
} from './batch/row-errors.ts';
export { renderSample, type SampledAnswer, type SampledRow, sampleAsJson } from './batch/sample-report.ts';
export {
  type CoverageReport,
  type FailedCase,
  type PackCaseRuns,
  type Rewriting,
  renderCaseRuns,
  renderCasesGithub,
  renderCasesJunit,
  renderRewriting,
} from './check/case-report.ts';
export {
  type Findings,
  findingText,
  formatBaseline,
  isFailing,
  renderFindingsJson,
  renderGithub,
  renderJunit,
} from './check/finding-formats.ts';
export { listOptions, type ProblemListOptions, type ProblemWords, renderProblems } from './check/problem-list.ts';
export { type RuleWords, renderRule, renderRulePage, renderRules, ruleAddressOf } from './check/rule-page.ts';
export { makeComparisonDocument, obstacleInWords } from './comparison/comparison-document.ts';
export {
  type ComparisonReport,
  comparisonAsJson,
  type PeerExclusion,
  type PeerPosition,
} from './comparison/comparison-figures.ts';
export {
  type ChangedEnterprise,
  type DiffReport,
  type EnterprisesReport,
  joinVocabularies,
  renderDiff,
  renderDiffMarkdown,
} from './comparison/pack-diff.ts';
export { renderWhatIf } from './comparison/what-if-terminal.ts';
export {
  type Block,
  groupBlocks,
  leadParagraph,
  listOf,
  paragraph,
  type ReportDocument,
  unbrokenTable,
} from './document/document-model.ts';
export { addLetterhead, type Letterhead } from './document/letterhead.ts';
export type { Picture } from './document/logo-picture.ts';
export { renderMarkdown } from './document/markdown-renderer.ts';
export { encodePictureUrl } from './document/picture-url.ts';
export { renderTerminalBlocks } from './document/terminal-renderer.ts';
export type { Template } from './docx/docx-template.ts';
export { makeReportDocument } from './enterprise/enterprise-document.ts';
export type { EnterpriseReport } from './enterprise/score-profile.ts';
export { makeExplanationDocument, renderExplanation } from './explain/explanation.ts';
export { renderPackGraph } from './pack-graph.ts';
export { dueDatesInWords } from './policy/due-section.ts';
export {
  excessInWords,
  type RecordWords,
  recordDoubtInWords,
  recordInWords,
  renderRecords,
} from './policy/follow-up-section.ts';
export { type InstrumentDetails, renderDemand } from './policy/funding-demand.ts';
export { doubtsInWords } from './policy/instruments-section.ts';
export { dayOfKeptPlan, limitsInWords } from './policy/kept-plan.ts';
export { makePolicyDocument, renderPolicyMarkdown } from './policy/policy-document.ts';
export type { PolicyExtent } from './policy/policy-page.ts';
export { renderRoadmap } from './policy/roadmap-terminal.ts';
export {
  aboutRows,
  CSV_HEADINGS,
  type FigureTable,
  figureRows,
  type PortfolioWords,
  readableRows,
} from './portfolio/figure-table.ts';
export { documentOutlook, writeOutlookTasks } from './portfolio/outlook-document.ts';
export { outlookAsJson, outlookTables } from './portfolio/outlook-export.ts';
export { renderPortfolio } from './portfolio/portfolio-front.ts';
export { createPortfolioSheets, otherFundingTable, portfolioTables } from './portfolio/portfolio-tables.ts';
export { documentFolder, type WrittenFile } from './simulation-readme.ts';
export {
  type ProgrammeQuestions,
  renderAnswersTemplate,
  type TemplateWords,
  templateWords,
} from './template/answer-template.ts';
export { makePaper } from './template/paper-questionnaire.ts';
export type { TerminalOptions } from './terminal/terminal-options.ts';
export { sanitizeLine, textWidth, wrapHanging, wrapText } from './terminal/terminal-text.ts';
export {
  exampleNumber,
  explainFault,
  formatKind,
  hintFor,
  implausibleInWords,
  labelsOf,
  optionInWords,
  rangeInWords,
  renderLost,
  warningInWords,
  writeTypedForm,
} from './text/answer-text.ts';
export {
  countAnswered,
  nameEnterprise,
  type PolicyReport,
  type ReportLanguage,
  vocabularyOf,
} from './text/assessment-report.ts';
export { unmetInWords } from './text/condition-text.ts';
export { formatCount, formatDate, formatNumber } from './text/number-format.ts';
export { levelInWords, scoreText } from './text/result-text.ts';
export { listRoles, roleInWords } from './text/role-text.ts';
export { type BrowserVocabulary, makeVocabulary, type Vocabulary } from './text/vocabulary.ts';

// These modules are loaded on demand, because loading them with every command would slow its start.
export const loadCalendarRenderer = () => import('./document/calendar-renderer.ts');
export const loadDocumentTables = () => import('./document/document-tables.ts');
export const loadDocxRenderer = () => import('./docx/docx-renderer.ts');
export const loadDocxTemplate = () => import('./docx/docx-template.ts');
export const loadHtmlRenderer = () => import('./document/html-renderer.ts');
export const loadLogoPicture = () => import('./document/logo-picture.ts');
export const loadMappingProposal = () => import('./batch/mapping-proposal.ts');
export const loadMarkdownRenderer = () => import('./document/markdown-renderer.ts');
export const loadPaperDocx = () => import('./docx/paper-docx.ts');
export const loadPortfolioDocument = () => import('./portfolio/portfolio-document.ts');
export const loadSarifLog = () => import('./check/sarif-log.ts');
export const loadTerminalRenderer = () => import('./document/terminal-renderer.ts');
export const loadTerminalText = () => import('./terminal/terminal-text.ts');
