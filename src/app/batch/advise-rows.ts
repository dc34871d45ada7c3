// Advises on rows and writes the first files of enterprises; runs in this thread or in those of advice-worker.ts.
import { type Language, loadMessages } from '../../i18n/index.ts';
import type { Assessment, Recommendation, Result } from '../../model/index.ts';
import type { ActiveRecords, Estimate, Solver } from '../../policy/index.ts';
import { renderPolicyMarkdown } from '../../report/index.ts';
import { type AnswerSet, assess } from '../../scoring/index.ts';
import { isNewEnterprise, mergeFacts, type NewEnterprise, stageNewEnterprise } from '../../store/index.ts';
import {
  type Advisable,
  buildAssessment,
  enterpriseKeyOf,
  recommendWithHistory,
  summaryReportOf,
} from '../assessment-pipeline.ts';

/** What is the same for every row that gets its policy; plain data, so that a thread can be given it. */
export interface AdviserInput {
  readonly settled: Advisable;
  /** Matura's version. */
  readonly tool: string;
  readonly kind: 'self' | 'onsite';
  /** The day instruments are judged on. */
  readonly asOf: string;
  /** Which of the stated costs count. */
  readonly estimate: Estimate;
  readonly language: Language;
  /** The folder of enterprise files. */
  readonly root: string;
}

/** One row scored and advised. */
export interface Advice {
  readonly result: Result;
  readonly recommendation: Recommendation | undefined;
  /** The policy as Markdown. */
  readonly policy: string | undefined;
}

/** The answers of a row, and the day they were given, `YYYY-MM-DD`. */
export interface NewRow {
  readonly sheet: AnswerSet;
  readonly date: string;
}

/** What the file of an enterprise says beside the answers that are new. */
export interface EnterpriseHistory {
  readonly assessments: readonly Assessment[];
  readonly record: ActiveRecords | undefined;
}

/** Where there is no file yet. */
const NO_HISTORY: EnterpriseHistory = { assessments: [], record: undefined };

/** Scores a row once more, in full, and gives its policy. */
type Adviser = (row: NewRow, past: EnterpriseHistory) => Advice;

/** Makes what advises, one row after the other. */
export async function createAdviser(
  { settled, tool, kind, asOf, estimate, language }: AdviserInput,
  solver: Solver | null,
): Promise<Adviser> {
  const speech = { language, messages: await loadMessages(language) };
  return ({ sheet, date }, past) => {
    const assessed = assess(settled.plan, sheet, settled.stamp, tool);
    const recommendation = recommendWithHistory(settled, sheet, assessed, asOf, {
      ...past,
      solver,
      estimate,
      roadmap: false,
    });
    const report = summaryReportOf(settled, assessed, recommendation, { kind, assessor: undefined, date });
    const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech);
    return { result: assessed.result, recommendation, policy };
  };
}

/**
 * Keeps rows of enterprises that have no file yet, some at a time, and says of each whether it is kept. What is not has a
 * file, or something is in the way: that is for the way that takes every file as it finds it.
 */
export type PersistNew = (rows: readonly NewRow[]) => Promise<boolean[]>;

/** Makes what keeps new enterprises in a folder that is there, with their policies. */
export function createNewFileWriter(given: AdviserInput, advise: Adviser): PersistNew {
  return async (rows) => {
    const staged = rows.map((row) => stageRow(given, row, advise));
    return Promise.all(staged.map(async (one) => (await one?.commit()) ?? false));
  };
}

function stageRow(given: AdviserInput, { sheet, date }: NewRow, advise: Adviser): NewEnterprise | undefined {
  const { settled, kind, root } = given;
  const key = enterpriseKeyOf(settled, sheet);
  if (!isNewEnterprise(root, key)) return undefined;
  const advice = advise({ sheet, date }, NO_HISTORY);
  const time = `${date}T00:00:00.000Z`;
  const assessment = buildAssessment(settled, {
    sheet,
    assessed: advice,
    recommendation: advice.recommendation,
    kind,
    startedAt: time,
    finishedAt: time,
  });
  const { facts } = assessment;
  return stageNewEnterprise(
    root,
    { schemaVersion: 1, key, facts: mergeFacts({}, facts), assessments: [assessment] },
    advice.policy,
  );
}
