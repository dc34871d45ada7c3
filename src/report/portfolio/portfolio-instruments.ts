// Funding that goes to parks, clusters, banks and the like: no enterprise's matter, and so part of the portfolio.
import type { Policy } from '../../model/index.ts';
import { isForEnterprise } from '../../policy/index.ts';
import { amountInWords } from '../policy/amount-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { type FigureTable, figureColumns, type PortfolioWords } from './figure-table.ts';

/** The instruments of policies that are paid to others, each once; the policies of each pack with its vocabulary. */
export function otherFundingTable(
  packs: readonly { readonly policies: readonly Policy[]; readonly vocabulary: Vocabulary }[],
  words: PortfolioWords,
): FigureTable | undefined {
  const { recipients, tables } = words.messages.portfolio;
  const rows = new Map<string, string[]>();
  for (const { policies, vocabulary } of packs) {
    for (const { id, currency, instruments = [] } of policies) {
      for (const instrument of instruments) {
        const { recipient } = instrument;
        if (isForEnterprise(instrument) || recipient === undefined || recipient === 'enterprise') continue;
        rows.set(`${id} ${instrument.id}`, [
          words.pick(instrument.title) ?? instrument.id,
          recipients[recipient],
          amountInWords(instrument.amount, currency, vocabulary),
        ]);
      }
    }
  }
  if (rows.size === 0) return undefined;
  const columns = figureColumns('text', words, 'instrument', 'recipient', 'amount');
  return { id: 'other-funding', title: tables.otherFunding, columns, rows: [...rows.values()] };
}
