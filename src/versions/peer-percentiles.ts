import {
  add,
  compare,
  fraction,
  fromNumber,
  multiply,
  quantilePlace,
  type Rational,
  type Result,
  subtract,
} from '../model/index.ts';

/** An enterprise that another one is compared with. */
export interface Peer {
  readonly key: string;
  readonly kind: 'self' | 'onsite';
  /** What is known of it, by the id of the fact, as it is written. */
  readonly facts: ReadonlyMap<string, string>;
  /** Null for no level, absent while open or without one. */
  readonly level?: number | null;
  /** Those that are settled. */
  readonly scores: ReadonlyMap<string, number>;
}

/** The place of an enterprise among its peers. */
export interface PeerComparison {
  /** The facts that peers have in common with it, with their values. */
  readonly by: readonly { readonly name: string; readonly value: string }[];
  /** How many peers there are, itself not among them. */
  readonly count: number;
  /** How many were left out because they differ in what is in common. */
  readonly others: number;
  readonly kinds: Readonly<Record<Peer['kind'], number>>;
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

const BELOW_ALL: Rational = { n: -1_000_000_000n, d: 1n };

/** What a comparison with peers is made of. */
interface PeerRequest {
  readonly key: string;
  readonly result: Result;
  /** Names of scores, in the order to give them. */
  readonly scores: readonly string[];
  readonly by: readonly { readonly name: string; readonly value: string }[];
  readonly peers: Iterable<Peer>;
}

/** Compares a result with those of peers; one with the enterprise's own key is not counted. */
export function compareWithPeers({ key, result, scores, by, peers }: PeerRequest): PeerComparison {
  const alike: Peer[] = [];
  let others = 0;
  for (const peer of peers) {
    if (peer.key === key) continue;
    if (by.every(({ name, value }) => peer.facts.get(name) === value)) alike.push(peer);
    else others += 1;
  }
  const count = alike.length;
  const size = count < MIN_PEERS ? 'too-few' : count < FEW_PEERS ? 'few' : 'enough';
  const self = alike.filter(({ kind }) => kind === 'self').length;
  const isShown = size !== 'too-few';
  return {
    by,
    count,
    others,
    kinds: { self, onsite: count - self },
    size,
    level: isShown && result.level ? placeLevel(result.level.value, alike) : undefined,
    scores: isShown ? scores.flatMap((name) => placeScore(name, result, alike)) : [],
  };
}

function placeLevel(own: number | null | undefined, peers: readonly Peer[]): LevelPlace {
  const levels = peers.flatMap(({ level }) => (level === undefined ? [] : [level]));
  const shares = [...new Set(levels)]
    .sort((a, b) => (a ?? Number.NEGATIVE_INFINITY) - (b ?? Number.NEGATIVE_INFINITY) || 0)
    .map((level) => ({ level, count: levels.filter((one) => one === level).length }));
  const rank = (level: number | null): Rational => (level === null ? BELOW_ALL : fromNumber(level));
  return { own, placing: own === undefined ? undefined : placeAmong(rank(own), levels.map(rank)), shares };
}

function placeScore(name: string, { scores }: Result, peers: readonly Peer[]): ScorePlace[] {
  const values = peers.flatMap((peer) => {
    const value = peer.scores.get(name);
    return value === undefined ? [] : [fromNumber(value)];
  });
  const quartiles = quartilesOf(values);
  // As many must have this score: else its quartiles are those of very few.
  if (!quartiles || values.length < MIN_PEERS) return [];
  const given = Object.hasOwn(scores, name) ? scores[name]?.value : undefined;
  const own = typeof given === 'string' ? undefined : given;
  const placing = typeof own === 'number' ? placeAmong(fromNumber(own), values) : undefined;
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

/** The place of a value among others; undefined where there are none. */
export function placeAmong(value: Rational, others: readonly Rational[]): Placing | undefined {
  if (others.length === 0) return undefined;
  const below = others.filter((other) => compare(other, value) < 0).length;
  const equal = others.filter((other) => compare(other, value) === 0).length;
  const share = fraction(BigInt(2 * below + equal), BigInt(2 * others.length));
  return {
    count: others.length,
    below,
    equal,
    above: others.length - below - equal,
    percentile: multiply(share, HUNDRED),
  };
}

/** The exact quartiles. Undefined where there are no values. */
export function quartilesOf(values: readonly Rational[]): Quartiles | undefined {
  const sorted = [...values].sort(compare);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return undefined;
  const at = (p: number): Rational => {
    // Quarters are exact in a double.
    const { below, above, part } = quantilePlace(sorted.length, p);
    const [low, high] = [sorted[below] as Rational, sorted[above] as Rational];
    return add(low, multiply(fromNumber(part), subtract(high, low)));
  };
  return { least, first: at(0.25), median: at(0.5), third: at(0.75), most };
}
