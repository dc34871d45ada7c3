import {
  add,
  fraction,
  fromNumber,
  multiply,
  quantilePlace,
  type Rational,
  type Result,
  subtract,
} from '../model/index.ts';

/** The results of an enterprise's peers, as numbers only because there may be a million. */
export interface PeerValues {
  readonly kinds: Readonly<Record<'self' | 'onsite', number>>;
  /** Returns the levels in any order, `NO_LEVEL` for none; open levels are left out. */
  levels(): Float64Array;
  /** Returns the settled values of a score, in any order. */
  scores(name: string): Float64Array;
}

/** Sorts "no level" below every level. */
export const NO_LEVEL = Number.NEGATIVE_INFINITY;

/** The position of an enterprise among its peers. */
export interface PeerComparison {
  /** The facts it shares with its peers, with their values. */
  readonly by: readonly { readonly name: string; readonly value: string }[];
  /** The number of peers, excluding itself. */
  readonly count: number;
  /** How many enterprises were left out because they differ in these facts. */
  readonly others: number;
  readonly kinds: PeerValues['kinds'];
  readonly size: GroupSize;
  /** Undefined if the pack has no level or there are too few peers. */
  readonly level: LevelPlace | undefined;
  /** Empty if there are too few peers. */
  readonly scores: readonly ScorePlace[];
}

/** Too few to publish anything without revealing individual ones; few, so that each weighs heavily; or enough. */
type GroupSize = 'too-few' | 'few' | 'enough';

/** A level compared with the peers' levels. */
export interface LevelPlace {
  readonly own: number | null | undefined;
  /** Undefined while its own level is open. */
  readonly placing: PeerPlacing | undefined;
  /** Lowest first; null means no level. */
  readonly shares: readonly { readonly level: number | null; readonly count: number }[];
}

/** A score compared with the peers' scores. */
export interface ScorePlace {
  readonly name: string;
  readonly own: number | null | undefined;
  /** The number of peers with a settled score. */
  readonly count: number;
  /** Undefined while its own score is open or missing. */
  readonly placing: PeerPlacing | undefined;
  readonly quartiles: Quartiles;
}

/** Below this number of peers, only their number is shown: quartiles would reveal single enterprises. */
export const MIN_PEERS = 5;
/** Below this number, each peer moves a percentile by more than five points. */
const FEW_PEERS = 20;

/** The input to a comparison with peers. */
interface PeerRequest {
  readonly result: Result;
  /** Score names, in output order. */
  readonly scores: readonly string[];
  readonly by: PeerComparison['by'];
  /** The enterprises that share the facts in `by`. */
  readonly peers: PeerValues;
  /** The number of enterprises that do not. */
  readonly others: number;
}

/** Compares a result with the peers' results. */
export function compareWithPeers({ result, scores, by, peers, others }: PeerRequest): PeerComparison {
  const { kinds } = peers;
  const count = kinds.self + kinds.onsite;
  const size = count < MIN_PEERS ? 'too-few' : count < FEW_PEERS ? 'few' : 'enough';
  const isShown = size !== 'too-few';
  return {
    by,
    count,
    others,
    kinds,
    size,
    level: isShown && result.level ? placeLevel(result.level.value, peers.levels().sort()) : undefined,
    scores: isShown ? scores.flatMap((name) => placeScore(name, result, peers.scores(name).sort())) : [],
  };
}

function placeLevel(own: number | null | undefined, levels: Float64Array): LevelPlace {
  const shares: { readonly level: number | null; readonly count: number }[] = [];
  for (let firstRank = 0; firstRank < levels.length; ) {
    const level = levels[firstRank] as number;
    const endRank = firstFrom(levels, (otherLevel) => otherLevel > level);
    shares.push({ level: level === NO_LEVEL ? null : level, count: endRank - firstRank });
    firstRank = endRank;
  }
  return { own, placing: own === undefined ? undefined : placeAmong(own ?? NO_LEVEL, levels), shares };
}

function placeScore(name: string, { scores }: Result, values: Float64Array): ScorePlace[] {
  const quartiles = quartilesOf(values);
  // The minimum applies to each score as well: otherwise its quartiles would describe very few.
  if (!quartiles || values.length < MIN_PEERS) return [];
  const statedScore = Object.hasOwn(scores, name) ? scores[name]?.value : undefined;
  const ownScore = typeof statedScore === 'string' ? undefined : statedScore;
  const placeAmongPeers = typeof ownScore === 'number' ? placeAmong(ownScore, values) : undefined;
  return [{ name, own: ownScore, count: values.length, placing: placeAmongPeers, quartiles }];
}

/** The position of a value among others. */
export interface PeerPlacing {
  /** The number of others, excluding itself. */
  readonly count: number;
  readonly below: number;
  readonly equal: number;
  readonly above: number;
  /**
   * The percentile rank, 0 to 100: the share of others below, counting equal ones half (kind "mean" of SciPy's
   * percentileofscore).
   */
  readonly percentile: Rational;
}

/** Minimum, quartiles and maximum of some values. */
export interface Quartiles {
  readonly least: Rational;
  readonly first: Rational;
  readonly median: Rational;
  readonly third: Rational;
  readonly most: Rational;
}

const HUNDRED: Rational = { n: 100n, d: 1n };

/** Finds the position of a value among others in ascending order; undefined if there are none. */
export function placeAmong(value: number, others: Float64Array): PeerPlacing | undefined {
  const count = others.length;
  if (count === 0) return undefined;
  const countBelow = firstFrom(others, (other) => other >= value);
  const equal = firstFrom(others, (other) => other > value) - countBelow;
  const share = fraction(BigInt(2 * countBelow + equal), BigInt(2 * count));
  return { count, below: countBelow, equal, above: count - countBelow - equal, percentile: multiply(share, HUNDRED) };
}

/** Returns the index of the first of ascending values for which a test holds, or their number if there is none. */
function firstFrom(values: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middleIndex = (from + to) >>> 1;
    if (holds(values[middleIndex] as number)) to = middleIndex;
    else from = middleIndex + 1;
  }
  return from;
}

/** Computes the exact quartiles of ascending values; undefined if there are none. */
export function quartilesOf(values: Float64Array): Quartiles | undefined {
  const count = values.length;
  if (count === 0) return undefined;
  const nth = (place: number): Rational => fromNumber(values[place] as number);
  const quantileAt = (p: number): Rational => {
    // Multiples of 1/4 are exact in a double.
    const { below, above, part } = quantilePlace(count, p);
    const [low, high] = [nth(below), nth(above)];
    return add(low, multiply(fromNumber(part), subtract(high, low)));
  };
  return {
    least: nth(0),
    first: quantileAt(0.25),
    median: quantileAt(0.5),
    third: quantileAt(0.75),
    most: nth(count - 1),
  };
}
