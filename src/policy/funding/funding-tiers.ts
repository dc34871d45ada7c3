// How far money can be relied on, as stored recommendations state it; recommendations of earlier versions have no
// tiers.
import type { CombinedSum, Funding, FundingTier, JudgedInstrument } from '../../model/index.ts';

/** The sums of a recommendation by tier. */
export interface FundingSums {
  /** Undefined in recommendations of earlier versions, which knew no records of grants. */
  readonly certain: CombinedSum | undefined;
  /** In recommendations of earlier versions, only amounts that were compared with the original text. */
  readonly likely: CombinedSum | undefined;
  /** Undefined if it is no more than what is likely. */
  readonly possible: CombinedSum | undefined;
}

/** Reads the sums of a recommendation, also of one by an earlier version. */
export function readFundingSums({ certain, likely, possible, cautious, ifCombined }: Funding): FundingSums {
  return { certain, likely: likely ?? cautious, possible: possible ?? ifCombined };
}

/** Returns the tier of an instrument, also in a recommendation by an earlier version; undefined if it is refused. */
export function readTier({
  tier,
  verdict,
  doubts,
}: Pick<JudgedInstrument, 'tier' | 'verdict' | 'doubts'>): FundingTier | undefined {
  if (tier !== undefined) return tier;
  if (verdict === 'eligible' && !doubts) return 'likely';
  return verdict === 'eligible' || verdict === 'undecided' ? 'possible' : undefined;
}
