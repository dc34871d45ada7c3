// Writes which funding must be applied for before its work begins: next steps, marks on measures, and warnings.
import type { ApplyFirst, JudgedInstrument, Recommendation } from '../../model/index.ts';
import { type Application, listApplications } from '../../policy/index.ts';
import { type PolicyReport, titleOfInstrument } from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { stepsInWords } from './roadmap-section.ts';

/** Whether the budget of an instrument was spent on the day of the plan: money may only come from a new one. */
export function isSpent({ doubts = [] }: Pick<JudgedInstrument, 'doubts'>): boolean {
  return doubts.includes('spent');
}

/** Writes the applications to make before the work begins, in one sentence for those on the same terms. */
export function applyFirstInWords(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  const groups = new Map<string, Application[]>();
  for (const application of listApplications(report.recommendation)) {
    const { before, measures, decision, applied, from } = application.applyFirst;
    const terms = JSON.stringify([before, measures, decision, applied !== undefined, from, isSpent(application)]);
    groups.set(terms, [...(groups.get(terms) ?? []), application]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { before, measures, decision = false, applied, from } = first.applyFirst;
    return [
      funding.applyFirst.step({
        isApplied: applied !== undefined,
        instruments: numbers.and(group.map((judged) => numbers.quote(titleOfInstrument(report, judged, vocabulary)))),
        decision,
        before,
        steps: stepsOf(measures, report.recommendation, vocabulary),
        from: from === undefined ? undefined : formatDate(from, numbers),
        isUndated: decision && from === undefined,
        isSpent: applied === undefined && isSpent(first),
      }),
    ];
  });
}

/**
 * Lists the titles of the instruments to apply for before a measure begins; empty if there are none. An instrument that
 * pays for all that costs money is listed only with the first measure.
 */
export function listApplicationsOf(measure: string, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { recommendation } = report;
  const pricedIds = recommendation.measures.flatMap(({ id, cost }) => (cost ? [id] : []));
  return listApplications(recommendation)
    .filter(({ applyFirst: { measures, applied } }) => {
      const isForAll = pricedIds.every((id) => measures.includes(id));
      return applied === undefined && (isForAll ? measures[0] === measure : measures.includes(measure));
    })
    .map((judged) => titleOfInstrument(report, judged, vocabulary));
}

/** Writes in short what must not come before the application for an instrument; empty if nothing. */
export function applyFirstRemark({ applyFirst }: JudgedInstrument, { messages }: Vocabulary): string[] {
  if (!applyFirst || applyFirst.applied !== undefined) return [];
  const { before, decision = false } = applyFirst;
  return [messages.funding.applyFirst.remark({ before, decision })];
}

/** Warns about measures that began, or begin by the plan, before their funding allows. */
export function warnAboutOrder(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  return listApplications(report.recommendation).flatMap((judged) => {
    const { begun = [], early = [], from }: ApplyFirst = judged.applyFirst;
    const instrument = numbers.quote(titleOfInstrument(report, judged, vocabulary));
    const [begunSteps, earlySteps] = [begun, early].map((ids) => stepsOf(ids, report.recommendation, vocabulary));
    return [
      ...(begunSteps === undefined ? [] : [funding.applyFirst.begun({ steps: begunSteps, instrument })]),
      ...(earlySteps === undefined || from === undefined
        ? []
        : [funding.applyFirst.early({ steps: earlySteps, instrument, from: formatDate(from, numbers) })]),
    ];
  });
}

function stepsOf(ids: readonly string[], { measures }: Recommendation, vocabulary: Vocabulary): string | undefined {
  return stepsInWords(
    ids,
    measures.map(({ id }) => id),
    vocabulary,
  );
}
