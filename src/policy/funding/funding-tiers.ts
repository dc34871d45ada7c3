// How certain the money of a stored recommendation is; recommendations of earlier versions have no tiers.
import type { CombinedSum, Funding, FundingTier, JudgedInstrument } from '../../model/index.ts';

/** The sums of a recommendation by tier. */
export interface FundingSums {
  /** Undefined in recommendations of earlier versions, which did not take records of grants into account. */
  readonly certain: CombinedSum | undefined;
  /** Recommendations of earlier versions include only amounts that were compared with the original text. */
  readonly likely: CombinedSum | undefined;
  /** Undefined if it is not above the likely sum. */
  readonly possible: CombinedSum | undefined;
}

/** Reads the sums of a recommendation, including recommendations of earlier versions. */
export function readFundingSums({ certain, likely, possible, cautious, ifCombined }: Funding): FundingSums {
  return { certain, likely: likely ?? cautious, possible: possible ?? ifCombined };
}

/** Returns the tier of an instrument, including in recommendations of earlier versions; undefined if it is refused. */
export function readTier({
  tier,
  verdict,
  doubts,
}: Pick<JudgedInstrument, 'tier' | 'verdict' | 'doubts'>): FundingTier | undefined {
  if (tier !== undefined) return tier;
  if (verdict === 'eligible' && !doubts) return 'likely';
  return verdict === 'eligible' || verdict === 'undecided' ? 'possible' : undefined;
}
