// Reasons for caution about a plan, stated before anything is signed.
import type { Recommendation } from '../../model/index.ts';
import { type Block, heading, paragraph } from '../document/document-model.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** Writes the cautions as a section of its own; nothing if there are none. */
export function writeCautions(report: Planned, vocabulary: Vocabulary): Block[] {
  const sentences = cautionsInWords(report, vocabulary);
  if (sentences.length === 0) return [];
  return [
    heading(3, 'cautions', vocabulary.messages.policy.cautions),
    ...sentences.map((text) => paragraph(text, 'warn')),
  ];
}

/** Says each caution of the catalogue that holds; one that the catalogue no longer has, by its id. */
export function cautionsInWords({ recommendation, measures }: Planned, vocabulary: Vocabulary): string[] {
  return (recommendation.cautions ?? []).map((id) => {
    const caution = measures?.cautions?.find((one) => one.id === id);
    return (caution && vocabulary.pick(caution.text)) ?? id;
  });
}
