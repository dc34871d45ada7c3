import type { CombinedSum, Funding } from '../../../model/generated/types.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { moneyInWords } from '../../words/arithmetic.ts';

/** What surely pays, and what would where no source says that it may not. */
export function fundingSum(funding: Funding | undefined, vocabulary: Vocabulary): string {
  const { page } = vocabulary.messages;
  const { cautious, ifCombined } = funding ?? {};
  if ((ifCombined ?? cautious)?.instruments.length === 0) return page.nothingCertain;
  return bothSums(funding, vocabulary, ({ total }) => total) ?? page.nothingCertain;
}

/** What is left to pay, by which estimate of the costs, and by the low one; undefined where no sum is known. */
export function ownShare(funding: Funding | undefined, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  if (!funding) return undefined;
  const own = bothSums(funding, vocabulary, (sum) => sum.own);
  if (own === undefined) return undefined;
  const stated = numbers.remark(own, page.estimates[funding.estimate]);
  return funding.ownLow === undefined
    ? stated
    : page.ownLow(stated, moneyInWords(funding.ownLow, funding.currency, vocabulary));
}

function bothSums(
  funding: Funding | undefined,
  vocabulary: Vocabulary,
  read: (sum: CombinedSum) => string,
): string | undefined {
  if (!funding) return undefined;
  const money = (sum: CombinedSum): string => moneyInWords(read(sum), funding.currency, vocabulary);
  const { cautious, ifCombined } = funding;
  if (!ifCombined) return money(cautious);
  return vocabulary.messages.page.ifCombined(money(cautious), money(ifCombined));
}
