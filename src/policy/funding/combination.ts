import { add, compare, multiply, type Rational, subtract, ZERO } from '../../model/rational.ts';
import { maximiseSum, sumOf } from './linear.ts';

/** An instrument that would pay an enterprise so much by itself. */
export interface Grant {
  readonly id: string;
  readonly money: Rational;
}

/** What limits several grants together: the sum of each times its factor is at most `most`. */
export interface Limit {
  readonly id: string;
  readonly factors: ReadonlyMap<string, Rational>;
  readonly most: Rational;
}

/** At most so many of these together. */
export interface CountLimit {
  readonly id: string;
  readonly of: ReadonlySet<string>;
  readonly most: number;
}

export interface CombinationRules {
  readonly mayCombine: (a: string, b: string) => boolean;
  readonly limits: readonly Limit[];
  readonly counts: readonly CountLimit[];
}

/** The most money that may lawfully be had together. */
export interface Combination {
  readonly total: Rational;
  /** What each grant brings, limits taken off; those that bring nothing are left out. In the order of the grants. */
  readonly granted: ReadonlyMap<string, Rational>;
  /** The limits that take something off. */
  readonly binding: readonly string[];
}

/**
 * The best lawful combination, found exactly: grants are taken or left, the greatest first, and a branch ends where even
 * all that is left to it, exclusions aside, brings no more than what was found. Where limits bind, how much of each grant
 * is used is a linear programme. Every set within a lawful one is lawful, so leaving out matters only for exclusions.
 */
export function findCombination(grants: readonly Grant[], rules: CombinationRules): Combination {
  const paying = grants.filter(({ money }) => compare(money, ZERO) > 0);
  const order = [...paying].sort((a, b) => compare(b.money, a.money));
  let best: Use = { total: ZERO, money: new Map() };

  function search(taken: readonly Grant[], open: readonly Grant[]): void {
    const bound = useOf([...taken, ...open], rules.limits);
    if (compare(bound.total, best.total) <= 0) return;
    const [next, ...rest] = open;
    if (!next) {
      best = bound;
      return;
    }
    const with_ = [...taken, next];
    const left = rest.filter(
      (one) => rules.mayCombine(next.id, one.id) && isWithinCounts([...with_, one], rules.counts),
    );
    search(with_, left);
    // What stands in the way of nothing costs nothing to take.
    if (left.length < rest.length || rules.counts.some(({ of }) => of.has(next.id))) search(taken, rest);
  }

  search([], order);
  return describe(best, grants, rules);
}

function describe(best: Use, grants: readonly Grant[], { limits }: CombinationRules): Combination {
  const granted = new Map(
    grants.flatMap(({ id }): [string, Rational][] => {
      const money = best.money.get(id);
      return money && compare(money, ZERO) > 0 ? [[id, money]] : [];
    }),
  );
  const isCut = grants.some(({ id, money }) => best.money.has(id) && compare(best.money.get(id) ?? ZERO, money) < 0);
  const isFull = ({ factors, most }: Limit): boolean => compare(weigh(factors, granted), most) === 0;
  const binding = isCut ? limits.filter((limit) => isFull(limit)).map(({ id }) => id) : [];
  return { total: best.total, granted, binding: [...new Set(binding)] };
}

interface Use {
  readonly total: Rational;
  readonly money: ReadonlyMap<string, Rational>;
}

/** The most that grants bring together under the limits alone. */
function useOf(grants: readonly Grant[], limits: readonly Limit[]): Use {
  const full = new Map(grants.map(({ id, money }) => [id, money]));
  const broken = limits.filter(({ factors, most }) => compare(weigh(factors, full), most) > 0);
  if (broken.length === 0) return { total: sumOf(full.values()), money: full };
  // Only what stands in a limit can get less; and a limit that holds with everything holds with less.
  const limited = grants.filter(({ id }) => broken.some(({ factors }) => factors.has(id)));
  const bounds = limited.map(({ money }, i) => ({
    factors: limited.map((_, k) => (k === i ? { n: 1n, d: 1n } : ZERO)),
    most: money,
  }));
  const rows = broken.map(({ factors, most }) => ({ factors: limited.map(({ id }) => factors.get(id) ?? ZERO), most }));
  const values = maximiseSum(limited.length, [...bounds, ...rows]);
  limited.forEach(({ id }, i) => {
    full.set(id, values[i] as Rational);
  });
  return { total: sumOf(full.values()), money: full };
}

function weigh(factors: ReadonlyMap<string, Rational>, money: ReadonlyMap<string, Rational>): Rational {
  let sum = ZERO;
  for (const [id, factor] of factors) sum = add(sum, multiply(factor, money.get(id) ?? ZERO));
  return sum;
}

function isWithinCounts(grants: readonly Grant[], counts: readonly CountLimit[]): boolean {
  return counts.every(({ of, most }) => grants.filter(({ id }) => of.has(id)).length <= most);
}

/** What a grant loses to limits. */
export function cutOf({ id, money }: Grant, { granted }: Combination): Rational {
  return subtract(money, granted.get(id) ?? ZERO);
}
