import type { CombinedSum } from '../../../model/generated/types.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { moneyInWords } from '../../words/arithmetic.ts';
import type { PolicyReport } from '../report.ts';

/** What surely pays, and what would where no source says that it may not. */
export function fundingSum(report: PolicyReport, vocabulary: Vocabulary): string {
  const { page } = vocabulary.messages;
  const { cautious, ifCombined } = report.recommendation.funding ?? {};
  if ((ifCombined ?? cautious)?.instruments.length === 0) return page.nothingCertain;
  return bothSums(report, vocabulary, ({ total }) => total) ?? page.nothingCertain;
}

/** What is left to pay, by which estimate of the costs, and by the low one; undefined where there is nothing to pay. */
export function ownShare(report: PolicyReport, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  const { funding, measures } = report.recommendation;
  if (!funding || measures.length === 0) return undefined;
  const own = bothSums(report, vocabulary, (sum) => sum.own);
  if (own === undefined) return undefined;
  const stated = numbers.remark(own, page.estimates[funding.estimate]);
  return funding.ownLow === undefined
    ? stated
    : page.ownLow(stated, moneyInWords(funding.ownLow, funding.currency, vocabulary));
}

function bothSums(
  { recommendation: { funding } }: PolicyReport,
  vocabulary: Vocabulary,
  read: (sum: CombinedSum) => string,
): string | undefined {
  if (!funding) return undefined;
  const money = (sum: CombinedSum): string => moneyInWords(read(sum), funding.currency, vocabulary);
  const { cautious, ifCombined } = funding;
  if (!ifCombined) return money(cautious);
  return vocabulary.messages.page.ifCombined(money(cautious), money(ifCombined));
}
