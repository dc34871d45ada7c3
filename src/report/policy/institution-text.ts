// Writes where to apply for an instrument, and who lends or pays its money.
import type { JudgedInstrument } from '../../model/index.ts';
import { findInstrument, type PolicyReport } from '../text/assessment-report.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/**
 * Writes where to apply for an instrument and who pays it, as a remark or as a sentence of its own; undefined if its
 * source names nobody.
 */
export function institutionsInWords(
  judged: JudgedInstrument,
  report: PolicyReport,
  vocabulary: Vocabulary,
  form: 'remark' | 'sentence',
): string | undefined {
  const { apply, paidBy } = findInstrument(report, judged)?.instrument ?? {};
  const [office, payer] = [vocabulary.pick(apply?.office), vocabulary.pick(paidBy)];
  if (office === undefined && payer === undefined) return undefined;
  return vocabulary.messages.funding.institutions({ office, payer, isSentence: form === 'sentence' });
}
