// How certain the money of a stored recommendation is. Recommendations stored by earlier versions of Matura have no
// tiers.
import type { CombinedSum, Funding, FundingTier, JudgedInstrument } from '../../model/index.ts';

/** The totals of a recommendation's funding, one for each tier. */
export interface FundingSums {
  /** The certain total; undefined in recommendations of earlier versions, which ignored the grants on record. */
  readonly certain: CombinedSum | undefined;
  /** The likely total; in earlier versions, only of instruments that were checked against the original text. */
  readonly likely: CombinedSum | undefined;
  /** The possible total; undefined if it is not above the likely total. */
  readonly possible: CombinedSum | undefined;
}

/** Reads the totals of a recommendation, including one stored by an earlier version. */
export function readFundingSums({ certain, likely, possible, cautious, ifCombined }: Funding): FundingSums {
  return { certain, likely: likely ?? cautious, possible: possible ?? ifCombined };
}

/**
 * Returns the tier of an instrument, also in a recommendation stored by an earlier version; undefined if the instrument
 * is refused.
 */
export function readTier({
  tier,
  verdict,
  doubts,
}: Pick<JudgedInstrument, 'tier' | 'verdict' | 'doubts'>): FundingTier | undefined {
  if (tier !== undefined) return tier;
  if (verdict === 'eligible' && !doubts) return 'likely';
  return verdict === 'eligible' || verdict === 'undecided' ? 'possible' : undefined;
}
