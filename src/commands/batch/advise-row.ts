import { messagesOf } from '../../i18n/catalogue.ts';
import type { Language } from '../../i18n/messages.ts';
import type { Recommendation } from '../../model/generated/types.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import { type Assessed, assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { adviseOn, reportOf } from '../steps/advise.ts';
import type { Settled } from '../steps/settle.ts';

/** What advising on the rows of a table takes; all of it can be handed to another thread. */
export interface AdviceGiven {
  readonly settled: Settled;
  /** Matura's version. */
  readonly version: string;
  readonly kind: 'self' | 'onsite';
  /** The day of the assessments, and the one instruments are judged on. */
  readonly date: string;
  readonly asOf: string;
  readonly language: Language;
}

/** What is to be kept of a row besides its answers. */
export interface Advised {
  readonly result: Assessed['result'];
  readonly recommendation: Recommendation | undefined;
  /** The policy as Markdown. */
  readonly policy: string | undefined;
}

/** Scores a row, recommends and writes the policy: as `score` does for the same answers. */
export function createAdviser({
  settled,
  version,
  kind,
  date,
  asOf,
  language,
}: AdviceGiven): (sheet: Sheet) => Advised {
  const speech = { language, messages: messagesOf(language) };
  return (sheet) => {
    const assessed = assess(settled.plan, sheet, settled.stamp, version);
    const recommendation = adviseOn(settled, sheet, assessed, asOf);
    const report = reportOf(settled, assessed, recommendation, { kind, assessor: undefined, date });
    const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech);
    return { result: assessed.result, recommendation, policy };
  };
}
