// Writes which gaps a plan without a budget leaves for later because of its limit, and how to include them.
import type { Recommendation } from '../../model/index.ts';
import { type Block, heading, listOf } from '../document/document-model.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { titleOfGap } from './priorities-section.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** Writes the limit and the gaps left for later as a section; empty if nothing is left for later. */
export function writeLimit(report: Planned, vocabulary: Vocabulary): Block[] {
  const sentences = limitInWords(report, vocabulary);
  return sentences.length === 0 ? [] : [heading(3, 'later', vocabulary.messages.later.title), ...listOf(sentences)];
}

/** Writes the limit, each gap left for later with its cost, and the cost of all of them; empty if nothing is left. */
export function limitInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { later: words, numbers } = vocabulary.messages;
  const { namesOptions } = vocabulary;
  const { limit } = report.recommendation;
  if (!limit) return [];
  const { amount, needed, all, replaced = [], later } = limit;
  const writeMoney = (sum: string): string => formatMoney(Number(sum), limit.currency, numbers);
  const nameMeasures = (ids: readonly string[]): string =>
    numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
  const caution = report.measures?.cautions?.find(({ id }) => id === limit.caution)?.limitsGaps;
  const title = limit.by === 'above' ? caution?.title : caution?.otherwise?.title;
  return [
    words.limit({ limit: writeMoney(amount), title: (title && vocabulary.pick(title)) ?? limit.caution }),
    ...(Number(needed) > Number(amount) ? [words.needed({ needed: writeMoney(needed) })] : []),
    ...groupByMeasures(later).map(({ ids, measures, cost }) => {
      const gap = numbers.and(ids.map((id) => titleOfGap(id, report, vocabulary) ?? id));
      if (measures.length === 0) return words.unfit({ gap });
      return words.item({
        gap,
        measures: nameMeasures(measures),
        cost: cost === undefined ? undefined : writeMoney(cost),
        n: measures.length,
        options: namesOptions ? measures.map((measure) => `--require ${measure}`).join(' ') : undefined,
      });
    }),
    ...(all === undefined
      ? []
      : [
          words.all({
            cost: writeMoney(all),
            replaced: replaced.length > 0 ? nameMeasures(replaced) : undefined,
            options: namesOptions ? `--budget ${all}` : undefined,
          }),
        ]),
  ];
}

type LeftForLater = NonNullable<Recommendation['limit']>['later'][number];

/** Joins the gaps for which the same measures would be added, so that their cost is stated once. */
function groupByMeasures(later: readonly LeftForLater[]): (Omit<LeftForLater, 'id'> & { readonly ids: string[] })[] {
  const groups = new Map<string, Omit<LeftForLater, 'id'> & { readonly ids: string[] }>();
  for (const { id, ...addition } of later) {
    const key = addition.measures.length === 0 ? ` ${id}` : addition.measures.join(' ');
    const group = groups.get(key);
    if (group) group.ids.push(id);
    else groups.set(key, { ...addition, ids: [id] });
  }
  return [...groups.values()];
}
