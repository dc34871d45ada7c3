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
  const { amount, needed, all, later } = limit;
  const writeMoney = (sum: string): string => formatMoney(Number(sum), limit.currency, numbers);
  const caution = report.measures?.cautions?.find(({ id }) => id === limit.caution)?.limitsGaps;
  const title = limit.by === 'above' ? caution?.title : caution?.otherwise?.title;
  return [
    words.limit({ limit: writeMoney(amount), title: (title && vocabulary.pick(title)) ?? limit.caution }),
    ...(Number(needed) > Number(amount) ? [words.needed({ needed: writeMoney(needed) })] : []),
    ...later.map(({ id, measures, cost }) => {
      const gap = titleOfGap(id, report, vocabulary) ?? id;
      if (measures.length === 0) return words.unfit({ gap });
      return words.item({
        gap,
        measures: numbers.and(measures.map((measure) => numbers.quote(titleOfMeasure(report, measure, vocabulary)))),
        cost: cost === undefined ? undefined : writeMoney(cost),
        n: measures.length,
        options: namesOptions ? measures.map((measure) => `--require ${measure}`).join(' ') : undefined,
      });
    }),
    ...(all === undefined
      ? []
      : [words.all({ cost: writeMoney(all), options: namesOptions ? `--budget ${all}` : undefined })]),
  ];
}
