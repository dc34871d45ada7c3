import type { Messages } from '../../i18n/index.ts';
import type { Recommendation, Roadmap } from '../../model/generated/types.ts';
import { fromNumber, type Rational, subtract } from '../../model/rational.ts';
import { moneyText as exactText, readMoney } from '../../policy/funding/money.ts';
import { type AssessmentReport, findMeasure } from '../assessment.ts';
import { formatMoney, formatMoneyRange, formatNumber } from '../number.ts';
import { dependsOnAnswers } from '../policy/measures.ts';
import { levelOrNone } from '../summary/level.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { moneyInWords } from '../words/arithmetic.ts';
import { unmetInWords } from '../words/unmet.ts';

/** A roadmap to be written: what it belongs to, and in which words. */
export interface Drawn {
  readonly report: AssessmentReport;
  readonly recommendation: Recommendation;
  readonly roadmap: Roadmap;
  readonly vocabulary: Vocabulary;
}

export function measureTitle({ report, vocabulary }: Drawn, id: string): string {
  return vocabulary.pick(findMeasure(report, id)?.title) ?? id;
}

export function monthsText(value: number, { vocabulary }: Drawn): string {
  return formatNumber(value, { numbers: vocabulary.messages.numbers, decimals: 1 });
}

export function moneyText(value: number, { recommendation, report, vocabulary }: Drawn): string {
  const stated = report.measures?.measures.find(({ cost }) => cost)?.cost;
  const currency = recommendation.cost?.currency ?? stated?.currency ?? '';
  return currency === ''
    ? formatNumber(value, { numbers: vocabulary.messages.numbers, decimals: 2 })
    : formatMoney(value, currency, vocabulary.messages.numbers);
}

/** What a phase costs; undefined where none of its measures states a cost. */
export function phaseCost({ cost }: Roadmap['phases'][number], { vocabulary }: Drawn): string | undefined {
  return cost && formatMoneyRange(cost.low, cost.high, cost.currency, vocabulary.messages.numbers);
}

export function spanText(start: number, end: number | undefined, drawn: Drawn): string {
  const { roadmap } = drawn.vocabulary.messages;
  if (end === undefined) return roadmap.durationNotStated;
  return roadmap.months(monthsText(start, drawn), monthsText(end, drawn));
}

const LEFT_OUT = ['cost', 'months', 'horizon'] as const;

/** What holds of the roadmap as a whole, a sentence each. */
export function remarks(drawn: Drawn): string[] {
  const { roadmap: plan, recommendation, vocabulary } = drawn;
  const { roadmap, numbers } = vocabulary.messages;
  const titles = (ids: readonly string[]): string =>
    numbers.items(ids.map((id) => numbers.quote(measureTitle(drawn, id))));
  const { target, measures, cost } = recommendation;
  const limits = [
    ...(plan.budget === undefined ? [] : [roadmap.budget(moneyText(plan.budget, drawn))]),
    ...(plan.horizon === undefined ? [] : [roadmap.horizon(monthsText(plan.horizon, drawn))]),
  ];
  const isShort = target.level !== null && !target.reached && limits.length > 0;
  const notWithin = dependsOnAnswers(target.unmet ?? []) ? roadmap.notSurelyWithin : roadmap.notWithin;
  const short = plan.proven ? notWithin : roadmap.notFound;
  const total =
    plan.cost === undefined ? [] : [roadmap.total(moneyText(plan.cost, drawn), roadmap.bases[plan.estimate])];
  const all = plan.always.length === measures.length;
  const best = bestOf(plan, vocabulary);
  return [
    ...(target.reached && measures.length === 0 ? [roadmap.nothingToDo] : []),
    ...(isShort ? [short(vocabulary.levelOf(target.level as number), numbers.and(limits))] : []),
    ...(measures.length === 0
      ? []
      : [
          numbers.clauses([...total, roadmap.length(monthsText(plan.months, drawn), String(plan.atOnce))]),
          ...comparedWithCheapest(drawn),
          ...(plan.proven ? [best.proven] : []),
          ...(plan.because === undefined ? [] : [roadmap.because(plan.because)]),
          ...(all ? [best.alwaysAll] : plan.always.length > 0 ? [best.always(titles(plan.always))] : []),
          ...(cost?.saved === undefined ? [] : [roadmap.saved(moneyText(cost.saved, drawn))]),
          ...(plan.effort ? [roadmap.effort(monthsText(plan.effort.days, drawn))] : []),
          ...(plan.effort?.without ? [roadmap.effortWithout(titles(plan.effort.without))] : []),
        ]),
    ...(plan.proven || (isShort && measures.length === 0) ? [] : [best.notProven]),
    ...LEFT_OUT.flatMap((why) => {
      const ids = (plan.leftOut ?? []).flatMap((one) => (one.why === why ? [one.id] : []));
      return ids.length > 0 ? [roadmap.leftOut[why](titles(ids))] : [];
    }),
  ];
}

/** What is said of a choice by the sum that is least. */
export function bestOf(
  { least }: Pick<Roadmap, 'least'>,
  { messages }: Vocabulary,
): Messages['roadmap']['least']['own'] {
  return messages.roadmap.least[least ?? 'cost'];
}

/** What the least own money costs more than the least cost, and leaves less to pay; by which sum, where there are two. */
function comparedWithCheapest({ roadmap: plan, recommendation: { funding }, vocabulary }: Drawn): string[] {
  const { cheapest, cost } = plan;
  if (!cheapest || !funding) return [];
  const { roadmap } = vocabulary.messages;
  const money = (amount: Rational): string => moneyInWords(exactText(amount), funding.currency, vocabulary);
  const [least, own] = [readMoney(cheapest.cost ?? '0'), readMoney(funding.cautious.own)];
  const less = subtract(readMoney(cheapest.own), own);
  const more = subtract(fromNumber(cost ?? 0), least);
  return [
    less.n > 0n ? roadmap.cheapest(money(least), money(more), money(less)) : roadmap.sameAsCheapest,
    ...(funding.ifCombined ? [roadmap.surerSum] : []),
  ];
}

/** What would be missed without a measure. */
export function missedText(id: string, { roadmap: plan, recommendation, vocabulary }: Drawn): string {
  const { roadmap, numbers } = vocabulary.messages;
  const unmet = plan.missed.find((one) => one.id === id)?.unmet ?? [];
  const lines = unmetInWords(unmet, vocabulary).map((line) => line.text);
  const { neededBy = [] } = recommendation.measures.find((one) => one.id === id) ?? {};
  return numbers.list([...lines.slice(0, 2), ...(neededBy.length > 0 ? [roadmap.groundwork] : [])]);
}

/** A level of the staircase: what it costs at least, or that it is out of reach. */
export function stairText(stair: Roadmap['stairs'][number], drawn: Drawn): string {
  const { roadmap, numbers } = drawn.vocabulary.messages;
  if (!stair.reached) return isOpen(drawn) ? roadmap.notSurelyReachable : roadmap.notReachable;
  const parts = [
    ...(stair.cost === undefined ? [] : [moneyText(stair.cost, drawn)]),
    ...(stair.withoutCost ? [roadmap.withoutCost(String(stair.withoutCost))] : []),
    ...(stair.hopes ? [roadmap.withExpected] : []),
  ];
  return numbers.list(parts);
}

/** Whether answers are open, which may lead further than is certain. */
function isOpen({ report: { settled } }: Drawn): boolean {
  return settled !== undefined && settled.count < settled.of;
}

export function levelText(level: number | null, { vocabulary }: Drawn): string {
  return levelOrNone(level, vocabulary);
}
