import { didYouMean } from '../model/closest.ts';
import type { Measure } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { add, compare, fromNumber, type Rational, toDecimalText, ZERO } from '../model/rational.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Listed } from './listed.ts';

/** What is saved where a measure is taken with all of these. */
export interface Saving {
  readonly with: readonly string[];
  readonly amount: Rational;
}

/** What is so of measures taken together, by their ids. */
export interface Together {
  /** Both ways, and of variants each all others. */
  readonly excludes: ReadonlyMap<string, readonly string[]>;
  readonly savings: ReadonlyMap<string, readonly Saving[]>;
}

/**
 * Which measures exclude each other and what is saved together. Reported, and left out, are ids that do not exist, a
 * measure that excludes itself or what it needs, and a saving above what its measures cost at least.
 */
export function compileTogether(
  listed: readonly Listed<Measure>[],
  needs: ReadonlyMap<string, readonly string[]>,
  complain: Complain,
): Together {
  const known = new Map(listed.map(({ one }) => [one.id, one]));
  const excludes = new Map(listed.map(({ one }) => [one.id, new Set<string>()]));
  const exclude = (a: string, b: string, at: Path): void => {
    const conflict = a === b || allNeeds(a, needs).has(b) || allNeeds(b, needs).has(a);
    if (conflict) {
      complain('M231', at, { found: a, wanted: b });
      return;
    }
    excludes.get(a)?.add(b);
    excludes.get(b)?.add(a);
  };
  const isKnown = (id: string, at: Path): boolean => {
    if (known.has(id)) return true;
    const nearest = didYouMean(id, [...known.keys()]);
    complain('M217', at, { found: id, allowed: nearest === undefined ? [] : [nearest] });
    return false;
  };
  for (const { one, at } of listed) {
    one.excludes?.forEach((id, i) => {
      const place = [...at, 'excludes', i];
      if (isKnown(id, place)) exclude(one.id, id, place);
    });
    const variants = listed.filter(({ one: other }) => other.id < one.id && other.variant !== undefined);
    for (const { one: other } of variants)
      if (other.variant === one.variant) exclude(one.id, other.id, [...at, 'variant']);
  }
  const savings = listed.map(({ one, at }) => {
    const sound = (one.savings ?? []).flatMap((stated, i): Saving[] => {
      const place = [...at, 'savings', i];
      const others = [...new Set(stated.with)].filter((id, k) => isKnown(id, [...place, 'with', k]) && id !== one.id);
      const amount = fromNumber(stated.amount);
      const costs = [one.id, ...others].map((id) => known.get(id)?.cost);
      const least = costs.map((cost) => (cost ? fromNumber(cost.low) : ZERO)).reduce(add);
      if (others.length === 0 || compare(amount, least) <= 0)
        return others.length === 0 ? [] : [{ with: others, amount }];
      complain('M215', [...place, 'amount'], {
        found: `the saving ${toDecimalText(amount, 15)}`,
        wanted: `the low cost ${toDecimalText(least, 15)} of its measures`,
      });
      return [];
    });
    return [one.id, sound] as const;
  });
  return {
    excludes: new Map([...excludes].map(([id, others]) => [id, [...others].sort()])),
    savings: new Map(savings),
  };
}

function allNeeds(id: string, needs: ReadonlyMap<string, readonly string[]>, found = new Set<string>()): Set<string> {
  for (const need of needs.get(id) ?? []) {
    if (found.has(need)) continue;
    found.add(need);
    allNeeds(need, needs, found);
  }
  return found;
}
