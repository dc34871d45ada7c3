// Writes the reasons for caution about a plan, so that they are read before anything is signed.
import type { Recommendation } from '../../model/index.ts';
import { type Block, heading, paragraph } from '../document/document-model.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** Writes the cautions as a separate section; empty if there are none. */
export function writeCautions(report: Planned, vocabulary: Vocabulary): Block[] {
  const sentences = cautionsInWords(report, vocabulary);
  if (sentences.length === 0) return [];
  return [
    heading(3, 'cautions', vocabulary.messages.policy.cautions),
    ...sentences.map((text) => paragraph(text, 'warn')),
  ];
}

/** Writes each caution that holds; if the catalogue no longer has it, its id. */
export function cautionsInWords({ recommendation, measures }: Planned, vocabulary: Vocabulary): string[] {
  return (recommendation.cautions ?? []).map((id) => {
    const caution = measures?.cautions?.find((one) => one.id === id);
    return (caution && vocabulary.pick(caution.text)) ?? id;
  });
}
