import { addMonths } from '../../model/date.ts';
import type { JudgedInstrument } from '../../model/generated/types.ts';
import { findInstrument } from '../assessment.ts';
import { formatDate } from '../number.ts';
import { grantedBefore } from '../records/on-record.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { timeSteps } from './page/timing.ts';
import type { PolicyReport } from './report.ts';

/** What the sums count by the rules and only the office can confirm, a sentence each: granted before, or over too early. */
export function doubtsOnSums(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { cautious, ifCombined } = report.recommendation.funding ?? {};
  const paying = new Set([cautious, ifCombined].flatMap((sum) => sum?.instruments ?? []).map(({ id }) => id));
  const counted = report.recommendation.instruments.filter(({ id }) => paying.has(id));
  const before = grantedBefore(report, counted, vocabulary);
  return [
    ...(before === undefined ? [] : [vocabulary.messages.records.grantedBefore(before)]),
    ...counted.flatMap((judged) => endsTooEarly(judged, report, vocabulary)),
  ];
}

/** Of an instrument that is over before the plan has done what it pays for, or what it asks for. */
function endsTooEarly(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { instrument } = findInstrument(report, judged) ?? {};
  const { valid, apply, after } = instrument ?? {};
  // What is asked for once the measures are done can only be applied for then.
  const ends = [valid?.to, after ? apply?.to : undefined].filter((day) => typeof day === 'string').sort()[0];
  if (ends === undefined) return [];
  const { asOf } = report.recommendation;
  const { spans, months } = timeSteps(report, vocabulary);
  const last = after ? months : Math.max(0, ...(judged.covers ?? []).map((id) => spans.get(id)?.end ?? 0));
  const done = addMonths(asOf, Math.ceil(last));
  if (last === 0 || done <= ends) return [];
  const { funding, numbers } = vocabulary.messages;
  const title = vocabulary.pick(instrument?.title) ?? judged.id;
  return [funding.sum.endsTooEarly(title, formatDate(ends, numbers), formatDate(done, numbers))];
}
