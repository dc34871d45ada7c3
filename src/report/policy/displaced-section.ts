// Writes what required measures keep out of a plan, and why.
import type { Recommendation } from '../../model/index.ts';
import { type Block, heading, listOf } from '../document/document-model.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { titleOfGap } from './priorities-section.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** Writes what required measures keep out of a plan as a section; empty if they keep nothing out. */
export function writeDisplaced(report: Planned, vocabulary: Vocabulary): Block[] {
  const sentences = displacedInWords(report, vocabulary);
  const { title } = vocabulary.messages.displaced;
  return sentences.length === 0 ? [] : [heading(3, 'displaced', title), ...listOf(sentences)];
}

/** Writes a sentence for each gap about which a plan does less because of required measures. */
export function displacedInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { displaced: words, numbers } = vocabulary.messages;
  const { displaced, roadmap } = report.recommendation;
  if (!displaced) return [];
  const quoteTitles = (ids: readonly string[]): string =>
    numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
  return displaced.gaps.map(({ id, measures, why }) =>
    words[why]({
      gap: titleOfGap(id, report, vocabulary) ?? id,
      measures: quoteTitles(measures),
      n: measures.length,
      required: quoteTitles(displaced.by),
      hasBudget: roadmap?.budget !== undefined,
    }),
  );
}
