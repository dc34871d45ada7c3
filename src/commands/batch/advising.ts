import { type Language, loadMessages } from '../../i18n/index.ts';
import type { Assessment, Recommendation, Result } from '../../model/generated/types.ts';
import type { Estimate } from '../../policy/cost.ts';
import type { OnRecord } from '../../policy/records/on-record.ts';
import type { Solver } from '../../policy/roadmap/program.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import { assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { type Advisable, adviseOn, reportOf } from '../steps/advise.ts';

/** What is the same for every row that gets its policy; plain data, so that a thread can be given it. */
export interface AdvisingGiven {
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
  readonly sheet: Sheet;
  readonly date: string;
}

/** What the file of an enterprise says beside the answers that are new. */
export interface Past {
  readonly assessments: readonly Assessment[];
  readonly record: OnRecord | undefined;
}

/** Where there is no file yet. */
export const NO_PAST: Past = { assessments: [], record: undefined };

/** Scores a row once more, in full, and gives its policy. */
export type Adviser = (row: NewRow, past: Past) => Advice;

/** Makes what advises, one row after the other. */
export async function createAdviser(
  { settled, tool, kind, asOf, estimate, language }: AdvisingGiven,
  solver: Solver | null,
): Promise<Adviser> {
  const speech = { language, messages: await loadMessages(language) };
  return ({ sheet, date }, past) => {
    const assessed = assess(settled.plan, sheet, settled.stamp, tool);
    const recommendation = adviseOn(settled, sheet, assessed, asOf, { ...past, solver, estimate, roadmap: false });
    const report = reportOf(settled, assessed, recommendation, { kind, assessor: undefined, date });
    const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech);
    return { result: assessed.result, recommendation, policy };
  };
}
