// Compares the cheapest plan with the recommended one: cost, time, open gaps, and the measures that differ.
import type { Recommendation } from '../../model/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  heading,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { findMeasure, type PolicyReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatMoney, formatMonths } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { measureCost } from './measures-section.ts';
import { isDemand } from './pains-section.ts';
import { compareWithCheapest, isClosedByChange, titleOfGap } from './priorities-section.ts';
import { measureTiming } from './roadmap-section.ts';

/** The maximum number of gaps listed in a cell; further gaps are only counted. */
const MAX_GAPS_NAMED = 3;

/**
 * Tabulates the plan of least cost beside the recommended one: cost, time, measures, and the gaps that each leaves
 * open. Empty if the recommended plan is the cheapest.
 */
export function writeTwoPlans(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, plans: words, policy } = vocabulary.messages;
  const { cheapest, cost, measures, priorities = [], pains = [] } = report.recommendation;
  const comparedPlans = compareWithCheapest(report.recommendation);
  if (!cheapest || !cost || !comparedPlans) return [];
  const { open, leftByBoth, leaves } = gapsOf(report.recommendation);
  const writeMoney = (amount: number): string => formatMoney(amount, cost.currency, numbers);
  const writeMonths = (count: number | undefined): string => (count === undefined ? '–' : formatMonths(count, numbers));
  const listGaps = (ids: readonly string[]): string =>
    ids.length === 0
      ? words.none
      : ids.length > MAX_GAPS_NAMED
        ? words.count({ count: ids.length })
        : numbers.items(ids.map((id) => titleOfGap(id, report, vocabulary) ?? id));
  const [extra, spared] = [
    measures.flatMap(({ id }) => (cheapest.measures.includes(id) ? [] : [id])),
    cheapest.measures.filter((id) => !measures.some((measure) => measure.id === id)),
  ];
  const listTitles = (ids: readonly string[]): string =>
    numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
  const bought = measures.flatMap((measure) => {
    if (!extra.includes(measure.id)) return [];
    const concernsGap = (gap: { readonly id: string; readonly by?: readonly string[] }): boolean =>
      leaves.includes(gap.id) && Boolean(gap.by?.includes(measure.id));
    const easingPains = pains.filter(concernsGap);
    const takesMost = ({ id }: { readonly id: string }): boolean =>
      findMeasure(report, measure.id)?.eases?.[id] === 'most';
    const demanded = easingPains.filter((pain) => isDemand(pain.id, report) && takesMost(pain));
    const eased = easingPains.filter((pain) => !isDemand(pain.id, report));
    // A gap is named with the first measure that closes it.
    const gaps = priorities.filter(
      (gap) => concernsGap(gap) && measures.find(({ id }) => gap.by?.includes(id))?.id === measure.id,
    );
    const closed = [...demanded, ...gaps.filter((gap) => isClosedByChange(gap, report))];
    const addressedGaps = gaps.filter((gap) => !closed.includes(gap));
    const quoteGaps = (gaps: readonly { readonly id: string }[]): string =>
      numbers.and(gaps.map(({ id }) => numbers.quote(titleOfGap(id, report, vocabulary) ?? id)));
    const notes = [
      measureCost(measure, vocabulary).text,
      ...(closed.length > 0 ? [words.closes({ gaps: quoteGaps(closed) })] : []),
      ...(addressedGaps.length > 0 ? [words.addresses({ gaps: quoteGaps(addressedGaps) })] : []),
      ...(eased.length > 0 ? [words.eases({ pains: quoteGaps(eased) })] : []),
    ];
    return [numbers.remark(numbers.quote(titleOfMeasure(report, measure.id, vocabulary)), numbers.clauses(notes))];
  });
  return [
    heading(3, 'two-plans', words.title({ level: vocabulary.levelOf(comparedPlans.level) })),
    ...tableOf(
      [...createLeftTitles(''), ...createRightTitles(words.cheapest, words.recommended)],
      [
        [createRowHeading(policy.measures.cost), writeMoney(comparedPlans.least), writeMoney(comparedPlans.cost)],
        [createRowHeading(words.months), writeMonths(cheapest.months), writeMonths(measureTiming(report).months)],
        [createRowHeading(policy.measures.title), String(cheapest.measures.length), String(measures.length)],
        [createRowHeading(words.leaves), listGaps([...leaves, ...leftByBoth]), listGaps(open)],
      ],
    ),
    ...(bought.length > 0 ? [paragraph(words.buys), ...listOf(bought)] : []),
    ...(spared.length > 0 ? [paragraph(words.instead({ measures: listTitles(spared) }))] : []),
  ];
}

/**
 * The ids of the gaps that the recommended and the cheapest plan leave open; `open` are those that the recommended plan
 * does not close.
 */
interface GapsLeft {
  readonly open: readonly string[];
  /** The gaps in `open` that the cheapest plan does not close either. */
  readonly leftByBoth: readonly string[];
  /** The gaps that only the cheapest plan leaves open. */
  readonly leaves: readonly string[];
}

function gapsOf({ priorities = [], cheapest }: Recommendation): GapsLeft {
  const openGaps = priorities.filter(({ state }) => state === 'open');
  const isLeftByBoth = ({ by = [] }: (typeof openGaps)[number]): boolean =>
    !by.some((id) => cheapest?.measures.includes(id));
  const idsOf = (gaps: typeof openGaps): string[] => gaps.map(({ id }) => id);
  return { open: idsOf(openGaps), leftByBoth: idsOf(openGaps.filter(isLeftByBoth)), leaves: cheapest?.leaves ?? [] };
}
