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

/** What enterprises that another one is compared with came to: there may be a million, of which numbers alone are kept. */
export interface PeerValues {
  readonly kinds: Readonly<Record<'self' | 'onsite', number>>;
  /** The levels in any order, `NO_LEVEL` where there is none; those that are open are left out. */
  levels(): Float64Array;
  /** The scores of a name that are settled, in any order. */
  scores(name: string): Float64Array;
}

/** No level is below every level. */
export const NO_LEVEL = Number.NEGATIVE_INFINITY;

/** The place of an enterprise among its peers. */
export interface PeerComparison {
  /** The facts that peers have in common with it, with their values. */
  readonly by: readonly { readonly name: string; readonly value: string }[];
  /** How many peers there are, itself not among them. */
  readonly count: number;
  /** How many were left out because they differ in what is in common. */
  readonly others: number;
  readonly kinds: PeerValues['kinds'];
  readonly size: GroupSize;
  /** Undefined where the pack has no level, or where there are too few. */
  readonly level: LevelPlace | undefined;
  /** Empty where there are too few. */
  readonly scores: readonly ScorePlace[];
}

/** Too few to publish anything without revealing one; few, so that each counts for much; or enough. */
type GroupSize = 'too-few' | 'few' | 'enough';

/** A level among those of the peers. */
export interface LevelPlace {
  readonly own: number | null | undefined;
  /** Undefined while the own level is open. No level is below every level. */
  readonly placing: Placing | undefined;
  /** Lowest first; null is no level. */
  readonly shares: readonly { readonly level: number | null; readonly count: number }[];
}

/** A score among those of the peers. */
export interface ScorePlace {
  readonly name: string;
  readonly own: number | null | undefined;
  /** How many peers have the score settled. */
  readonly count: number;
  /** Undefined while the own score is open or nothing. */
  readonly placing: Placing | undefined;
  readonly quartiles: Quartiles;
}

/** Below this number of peers, only their number is given: quartiles would give single enterprises away. */
export const MIN_PEERS = 5;
/** Below this number, each peer moves a percentile by more than five points. */
const FEW_PEERS = 20;

/** What a comparison with peers is made of. */
interface PeerRequest {
  readonly result: Result;
  /** Names of scores, in the order to give them. */
  readonly scores: readonly string[];
  readonly by: PeerComparison['by'];
  /** Those that are alike in what is in common. */
  readonly peers: PeerValues;
  /** How many are not. */
  readonly others: number;
}

/** Compares a result with those of peers. */
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
  for (let from = 0; from < levels.length; ) {
    const level = levels[from] as number;
    const to = firstFrom(levels, (one) => one > level);
    shares.push({ level: level === NO_LEVEL ? null : level, count: to - from });
    from = to;
  }
  return { own, placing: own === undefined ? undefined : placeAmong(own ?? NO_LEVEL, levels), shares };
}

function placeScore(name: string, { scores }: Result, values: Float64Array): ScorePlace[] {
  const quartiles = quartilesOf(values);
  // As many must have this score: else its quartiles are those of very few.
  if (!quartiles || values.length < MIN_PEERS) return [];
  const given = Object.hasOwn(scores, name) ? scores[name]?.value : undefined;
  const own = typeof given === 'string' ? undefined : given;
  const placing = typeof own === 'number' ? placeAmong(own, values) : undefined;
  return [{ name, own, count: values.length, placing, quartiles }];
}

/** The place of a value among others. */
export interface Placing {
  /** How many others there are, itself not among them. */
  readonly count: number;
  readonly below: number;
  readonly equal: number;
  readonly above: number;
  /**
   * The percentile rank, 0 to 100: the share of the others below, those equal to it counted half. (Kind "mean" of
   * SciPy's percentileofscore.)
   */
  readonly percentile: Rational;
}

/** The least, the quartiles and the most of some values. */
export interface Quartiles {
  readonly least: Rational;
  readonly first: Rational;
  readonly median: Rational;
  readonly third: Rational;
  readonly most: Rational;
}

const HUNDRED: Rational = { n: 100n, d: 1n };

/** The place of a value among others, the least of them first; undefined where there are none. */
export function placeAmong(value: number, others: Float64Array): Placing | undefined {
  const count = others.length;
  if (count === 0) return undefined;
  const below = firstFrom(others, (other) => other >= value);
  const equal = firstFrom(others, (other) => other > value) - below;
  const share = fraction(BigInt(2 * below + equal), BigInt(2 * count));
  return { count, below, equal, above: count - below - equal, percentile: multiply(share, HUNDRED) };
}

/** The place of the first of rising values from which a test holds; their number where it never does. */
function firstFrom(values: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(values[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The exact quartiles of values, the least first. Undefined where there are none. */
export function quartilesOf(values: Float64Array): Quartiles | undefined {
  const count = values.length;
  if (count === 0) return undefined;
  const nth = (place: number): Rational => fromNumber(values[place] as number);
  const at = (p: number): Rational => {
    // Quarters are exact in a double.
    const { below, above, part } = quantilePlace(count, p);
    const [low, high] = [nth(below), nth(above)];
    return add(low, multiply(fromNumber(part), subtract(high, low)));
  };
  return { least: nth(0), first: at(0.25), median: at(0.5), third: at(0.75), most: nth(count - 1) };
}
