// Writes which funding must be applied for before its work begins: next steps, marks on measures, and warnings.
import { type ApplyFirst, type JudgedInstrument, type Recommendation, toNumber } from '../../model/index.ts';
import { type Application, listApplications, parseExactMoney, weighWaiting } from '../../policy/index.ts';
import { type PolicyReport, titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate, formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { moneyInWords } from './amount-text.ts';
import { institutionsInWords } from './institution-text.ts';
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
    const { titles, institutions } = nameInstitutions(group, report, vocabulary);
    const instruments = numbers.and(titles);
    const steps = stepsOf(measures, report.recommendation, vocabulary);
    const [earlier] = earlierInWords(first, report, vocabulary);
    const weighed = weighInWords(group, report, vocabulary);
    if (earlier !== undefined)
      return [
        numbers.sentences([
          funding.applyFirst.after({ instruments, earlier, before, steps }),
          ...institutions,
          ...weighed,
        ]),
      ];
    const step = funding.applyFirst.step({
      isApplied: applied !== undefined,
      instruments,
      decision,
      before,
      steps,
      from: from === undefined ? undefined : formatDate(from, numbers),
      isUndated: decision && from === undefined,
      isSpent: applied === undefined && isSpent(first),
      isUnplanned: isUnplanned(first, report),
      isRisk: applied === undefined && !decision && before !== 'invoice' && steps !== undefined,
    });
    return [numbers.sentences([step, ...institutions, ...weighed])];
  });
}

/**
 * Names instruments with where to apply and who pays: after each title or, if that is the same for all, in a sentence of
 * its own.
 */
function nameInstitutions(
  group: readonly Application[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): { readonly titles: readonly string[]; readonly institutions: readonly string[] } {
  const { numbers } = vocabulary.messages;
  const titles = group.map((judged) => numbers.quote(titleOfInstrument(report, judged, vocabulary)));
  const sentences = group.map((judged) => institutionsInWords(judged, report, vocabulary, 'sentence'));
  const [first] = sentences;
  if (sentences.every((sentence) => sentence === first))
    return { titles, institutions: first === undefined ? [] : [first] };
  const remarks = group.map((judged) => institutionsInWords(judged, report, vocabulary, 'remark'));
  return {
    titles: titles.map((title, i) => {
      const remark = remarks[i];
      return remark === undefined ? title : numbers.remark(title, remark);
    }),
    institutions: [],
  };
}

/**
 * Writes what money and a month of waiting come to, so that the enterprise can weigh up whether its steps should wait;
 * empty if the money is worth the wait in any case.
 */
function weighInWords(group: readonly Application[], report: PolicyReport, vocabulary: Vocabulary): string[] {
  const cost = weighWaiting(group, report.recommendation);
  if (!cost) return [];
  const grant = moneyInWords(cost.grant, cost.currency, vocabulary);
  // The twelfth part of a loss by the year is stated to two digits, because it is no more exact.
  const monthlyLoss = Number(toNumber(parseExactMoney(cost.monthlyLoss)).toPrecision(2));
  const loss = formatMoney(monthlyLoss, cost.currency, vocabulary.messages.numbers);
  return [vocabulary.messages.funding.applyFirst.weigh({ grant, loss })];
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

/**
 * Warns about measures that began, or begin according to the plan, before their funding allows, and about those that
 * cannot wait for it.
 */
export function warnAboutOrder(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  const applications = listApplications(report.recommendation);
  const warnings = applications.flatMap((judged) => {
    const { before, begun = [], early = [], from }: ApplyFirst = judged.applyFirst;
    const instrument = numbers.quote(titleOfInstrument(report, judged, vocabulary));
    const earlySteps = stepsOf(early, report.recommendation, vocabulary);
    return [
      ...(begun.length === 0
        ? []
        : [
            funding.applyFirst.begun({
              measures: quoteMeasures(begun, report, vocabulary),
              instrument,
              before,
              n: begun.length,
            }),
          ]),
      ...(earlySteps === undefined || from === undefined
        ? []
        : [funding.applyFirst.early({ steps: earlySteps, instrument, from: formatDate(from, numbers) })]),
    ];
  });
  return [...warnings, ...urgentInWords(applications, report, vocabulary)];
}

/** Writes which measures cannot wait for funding, with one sentence for all instruments that lack the same measures. */
function urgentInWords(applications: readonly Application[], report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  const groups = new Map<string, Application[]>();
  for (const application of applications) {
    const key = JSON.stringify(application.applyFirst.urgent ?? []);
    groups.set(key, [...(groups.get(key) ?? []), application]);
  }
  return [...groups.values()].flatMap((group) => {
    const { urgent = [] } = group[0]?.applyFirst ?? {};
    if (urgent.length === 0) return [];
    const titles = group.map((judged) => numbers.quote(titleOfInstrument(report, judged, vocabulary)));
    const measures = quoteMeasures(urgent, report, vocabulary);
    return [funding.applyFirst.urgent({ measures, instruments: numbers.and(titles), n: urgent.length })];
  });
}

function quoteMeasures(ids: readonly string[], report: PolicyReport, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  return numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
}

function stepsOf(ids: readonly string[], { measures }: Recommendation, vocabulary: Vocabulary): string | undefined {
  return stepsInWords(
    ids,
    measures.map(({ id }) => id),
    vocabulary,
  );
}
