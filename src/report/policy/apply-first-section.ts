// Writes which funding must be applied for before its work begins: next steps, marks on measures, and warnings.
import type { ApplyFirst, JudgedInstrument, Recommendation } from '../../model/index.ts';
import { type Application, listApplications } from '../../policy/index.ts';
import { type PolicyReport, titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { stepsInWords } from './roadmap-section.ts';

/**
 * Whether the budget of an instrument was already spent on the day of the plan, so that money can come only from a new
 * budget.
 */
export function isSpent({ doubts = [] }: Pick<JudgedInstrument, 'doubts'>): boolean {
  return doubts.includes('spent');
}

/** Writes the applications to make before the work begins, with one sentence for all applications on the same terms. */
export function applyFirstInWords(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  const groups = new Map<string, Application[]>();
  for (const application of listApplications(report.recommendation)) {
    const { before, measures, decision, applied, from, after } = application.applyFirst;
    const terms = JSON.stringify([
      before,
      measures,
      decision,
      applied !== undefined,
      from,
      isSpent(application),
      isUnplanned(application, report),
      after,
    ]);
    groups.set(terms, [...(groups.get(terms) ?? []), application]);
  }
  // Instruments that can be applied for at once come before those that must wait for other instruments.
  const inOrder = [...groups.values()].sort((a, b) => Number(isAfterOthers(a[0])) - Number(isAfterOthers(b[0])));
  return inOrder.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { before, measures, decision = false, applied, from } = first.applyFirst;
    const instruments = numbers.and(
      group.map((judged) => numbers.quote(titleOfInstrument(report, judged, vocabulary))),
    );
    const steps = stepsOf(measures, report.recommendation, vocabulary);
    const [earlier] = earlierInWords(first, report, vocabulary);
    if (earlier !== undefined) return [funding.applyFirst.after({ instruments, earlier, before, steps })];
    return [
      funding.applyFirst.step({
        isApplied: applied !== undefined,
        instruments,
        decision,
        before,
        steps,
        from: from === undefined ? undefined : formatDate(from, numbers),
        isUndated: decision && from === undefined,
        isSpent: applied === undefined && isSpent(first),
        isUnplanned: isUnplanned(first, report),
      }),
    ];
  });
}

/** Whether an instrument stays open because the enterprise plans to spend nothing yet on what it pays for. */
function isUnplanned({ verdict, clarify, reasons }: JudgedInstrument, { result }: PolicyReport): boolean {
  return verdict === 'undecided' && !clarify && reasons.some(({ unmet }) => unmet && result.facts[unmet.name] === 0);
}

/** Whether an instrument can be applied for only after other instruments were received. */
export function isAfterOthers(judged: Pick<JudgedInstrument, 'applyFirst'> | undefined): boolean {
  return judged?.applyFirst?.after !== undefined;
}

/** Names the instruments that must be received before another one, in one text; empty if there are none. */
export function earlierInWords(
  { applyFirst, policy }: JudgedInstrument,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string[] {
  const { numbers } = vocabulary.messages;
  const titles = (applyFirst?.after ?? []).map((id) =>
    numbers.quote(titleOfInstrument(report, { id, policy }, vocabulary)),
  );
  return titles.length === 0 ? [] : [numbers.and(titles)];
}

/**
 * Lists the titles of the instruments to apply for before a measure begins; empty if there are none. An instrument that
 * pays for all measures with a cost is listed only with the first one.
 */
export function listApplicationsOf(measure: string, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { recommendation } = report;
  const pricedIds = recommendation.measures.flatMap(({ id, cost }) => (cost ? [id] : []));
  return listApplications(recommendation)
    .filter(({ applyFirst: { measures, applied, after } }) => {
      if (after) return false;
      const isForAll = pricedIds.every((id) => measures.includes(id));
      return applied === undefined && (isForAll ? measures[0] === measure : measures.includes(measure));
    })
    .map((judged) => titleOfInstrument(report, judged, vocabulary));
}

/**
 * Writes briefly what must wait for the application for an instrument, and what must come before the application; empty
 * if nothing has to.
 */
export function applyFirstRemark(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { applyFirst } = judged;
  if (!applyFirst || applyFirst.applied !== undefined) return [];
  const { before, decision = false } = applyFirst;
  const { funding } = vocabulary.messages;
  return [
    ...earlierInWords(judged, report, vocabulary).map((instruments) => funding.follows({ instruments })),
    funding.applyFirst.remark({ before, decision }),
  ];
}

/** Warns about measures that began, or begin according to the plan, before their funding allows. */
export function warnAboutOrder(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  return listApplications(report.recommendation).flatMap((judged) => {
    const { before, begun = [], early = [], from }: ApplyFirst = judged.applyFirst;
    const instrument = numbers.quote(titleOfInstrument(report, judged, vocabulary));
    const begunTitles = begun.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
    const earlySteps = stepsOf(early, report.recommendation, vocabulary);
    return [
      ...(begun.length === 0
        ? []
        : [funding.applyFirst.begun({ measures: numbers.and(begunTitles), instrument, before, n: begun.length })]),
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
