import {
  add,
  findQuantilePlace,
  fraction,
  fromNumber,
  multiply,
  type Rational,
  type Result,
  subtract,
} from '../model/index.ts';

/** The results of an enterprise's peers, reduced to numbers because there may be a million peers. */
export interface PeerValues {
  readonly kinds: Readonly<Record<'self' | 'onsite', number>>;
  /**
   * Returns the peers' levels in any order, with `NO_LEVEL` for those without a level; undecided levels are left out.
   */
  levels(): Float64Array;
  /** Returns the peers' final values of a score, in any order. */
  scores(name: string): Float64Array;
}

/** The level of a peer that reaches none: sorts below every level. */
export const NO_LEVEL = Number.NEGATIVE_INFINITY;

/** The position of an enterprise among its peers. */
export interface PeerComparison {
  /** The facts that the enterprise has in common with its peers, with their values. */
  readonly by: readonly { readonly name: string; readonly value: string }[];
  /** The number of peers, without the enterprise itself. */
  readonly count: number;
  /** The number of enterprises left out because they differ in the facts of `by`. */
  readonly others: number;
  readonly kinds: PeerValues['kinds'];
  readonly size: GroupSize;
  /** The comparison of the level; undefined if the pack has no level or there are too few peers. */
  readonly level: LevelPlace | undefined;
  /** The comparison of each score; empty if there are too few peers. */
  readonly scores: readonly ScorePlace[];
}

/**
 * Whether a group of peers is too small to publish without revealing individual enterprises, small enough for each peer
 * to weigh heavily, or large enough.
 */
type GroupSize = 'too-few' | 'few' | 'enough';

/** A level compared with the peers' levels. */
export interface LevelPlace {
  readonly own: number | null | undefined;
  /** The rank of the enterprise's level among its peers; undefined while that level is undecided. */
  readonly placing: PeerRank | undefined;
  /** The number of peers at each level, lowest first; null means no level. */
  readonly shares: readonly { readonly level: number | null; readonly count: number }[];
}

/** A score compared with the peers' scores. */
export interface ScorePlace {
  readonly name: string;
  readonly own: number | null | undefined;
  /** The number of peers whose score is final. */
  readonly count: number;
  /** The rank of the enterprise's score among its peers; undefined while that score is undecided or missing. */
  readonly placing: PeerRank | undefined;
  readonly quartiles: Quartiles;
}

/** With fewer peers than this, only their number is shown: quartiles would reveal single enterprises. */
export const MIN_PEERS = 5;
/** With fewer peers than this, each peer moves a percentile by more than five points. */
const FEW_PEERS = 20;

/** The input to a comparison with peers. */
interface PeerRequest {
  readonly result: Result;
  /** The names of the scores to compare, in output order. */
  readonly scores: readonly string[];
  readonly by: PeerComparison['by'];
  /** The enterprises that share the facts in `by`. */
  readonly peers: PeerValues;
  /** The number of enterprises with other values of the facts in `by`. */
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
  return { own, placing: own === undefined ? undefined : rankAmong(own ?? NO_LEVEL, levels), shares };
}

function placeScore(name: string, { scores }: Result, values: Float64Array): ScorePlace[] {
  const quartiles = quartilesOf(values);
  // A score also needs at least this many values, otherwise its quartiles would reveal single enterprises.
  if (!quartiles || values.length < MIN_PEERS) return [];
  const statedScore = Object.hasOwn(scores, name) ? scores[name]?.value : undefined;
  const ownScore = typeof statedScore === 'string' ? undefined : statedScore;
  const placeAmongPeers = typeof ownScore === 'number' ? rankAmong(ownScore, values) : undefined;
  return [{ name, own: ownScore, count: values.length, placing: placeAmongPeers, quartiles }];
}

/** The position of a value among the peers' values. */
export interface PeerRank {
  /** The number of peers, without the enterprise itself. */
  readonly count: number;
  readonly below: number;
  readonly equal: number;
  readonly above: number;
  /**
   * The percentile rank, 0 to 100: the share of peers below, with equal peers counted half (kind "mean" of SciPy's
   * percentileofscore).
   */
  readonly percentile: Rational;
}

/** The minimum, quartiles and maximum of a list of values. */
export interface Quartiles {
  readonly least: Rational;
  readonly first: Rational;
  readonly median: Rational;
  readonly third: Rational;
  readonly most: Rational;
}

const HUNDRED: Rational = { n: 100n, d: 1n };

/** Finds the position of a value among others in ascending order; undefined if there are none. */
export function rankAmong(value: number, others: Float64Array): PeerRank | undefined {
  const count = others.length;
  if (count === 0) return undefined;
  const countBelow = firstFrom(others, (other) => other >= value);
  const equalCount = firstFrom(others, (other) => other > value) - countBelow;
  const share = fraction(BigInt(2 * countBelow + equalCount), BigInt(2 * count));
  return {
    count,
    below: countBelow,
    equal: equalCount,
    above: count - countBelow - equalCount,
    percentile: multiply(share, HUNDRED),
  };
}

/**
 * Returns the index of the first value for which a test holds, or the number of values if there is none. The values are
 * ascending, and the test holds for all values after the first.
 */
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
  const valueAtPlace = (place: number): Rational => fromNumber(values[place] as number);
  const quantileAt = (p: number): Rational => {
    // A double represents multiples of 1/4 exactly.
    const { below, above, part } = findQuantilePlace(count, p);
    const [low, high] = [valueAtPlace(below), valueAtPlace(above)];
    return add(low, multiply(fromNumber(part), subtract(high, low)));
  };
  return {
    least: valueAtPlace(0),
    first: quantileAt(0.25),
    median: quantileAt(0.5),
    third: quantileAt(0.75),
    most: valueAtPlace(count - 1),
  };
}
