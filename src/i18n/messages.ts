import type { BatchMessages } from './batch/messages.ts';
import type { CaseMessages } from './cases/messages.ts';
import type { ComparisonMessages } from './comparison/messages.ts';
import type { DemandMessages } from './demand/messages.ts';
import type { ExplainMessages } from './explain/messages.ts';
import type { FileMessages } from './files/messages.ts';
import type { FundingMessages } from './funding/messages.ts';
import type { MappingMessages } from './mapping/messages.ts';
import type { NumberMessages } from './numbers/messages.ts';
import type { PageMessages } from './page/messages.ts';
import type { PolicyMessages } from './policy/messages.ts';
import type { PortfolioMessages } from './portfolio/messages.ts';
import type { RecordMessages } from './records/messages.ts';
import type { ReportMessages } from './report/messages.ts';
import type { RoadmapMessages } from './roadmap/messages.ts';
import type { SummaryMessages } from './summary/messages.ts';
import type { TableMessages } from './tables/messages.ts';
import type { TemplateMessages } from './template/messages.ts';
import type { VersionMessages } from './versions/messages.ts';
import type { WhatIfMessages } from './what-if/messages.ts';
import type { WordMessages } from './words/messages.ts';

/** The languages of the interface. Those of a pack's texts may be others. */
export const LANGUAGES = ['en', 'zh', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** All words of the interface in one language. A section without a translation does not compile. */
export interface Messages {
  /** Numbers, money, dates and lists of things. */
  readonly numbers: NumberMessages;
  /** What is missing and why, values, amounts and warnings. */
  readonly words: WordMessages;
  /** The summary on the terminal. */
  readonly summary: SummaryMessages;
  /** The policy of an enterprise. */
  readonly policy: PolicyMessages;
  /** The policy on one page. */
  readonly page: PageMessages;
  /** Amounts with their arithmetic, loans and sums. */
  readonly funding: FundingMessages;
  /** When to take the measures, and what that costs. */
  readonly roadmap: RoadmapMessages;
  /** The report of one enterprise. */
  readonly report: ReportMessages;
  /** Where a score comes from. */
  readonly explain: ExplainMessages;
  /** What is wrong with a file. */
  readonly files: FileMessages;
  /** What is different between versions of a pack. */
  readonly versions: VersionMessages;
  /** How the cases of a pack ran, and what they cover. */
  readonly cases: CaseMessages;
  /** Scoring an export. */
  readonly batch: BatchMessages;
  /** How the columns of an export meet the questions. */
  readonly mapping: MappingMessages;
  /** Empty files to fill in. */
  readonly template: TemplateMessages;
  /** What became of a policy. */
  readonly records: RecordMessages;
  /** Assessments compared with one another and with peers. */
  readonly comparison: ComparisonMessages;
  /** What changed answers change. */
  readonly whatIf: WhatIfMessages;
  /** What many enterprises ask of each instrument. */
  readonly demand: DemandMessages;
  /** The figures of many enterprises. */
  readonly portfolio: PortfolioMessages;
  /** Why a table cannot be read. */
  readonly tables: TableMessages;
}
