import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, divide, multiply, ONE, type Rational, subtract, ZERO } from '../../../src/model/rational.ts';
import { type CombinationRules, findCombination, type Grant } from '../../../src/policy/funding/combination.ts';

const rational = (n: number, d = 1): Rational => divide({ n: BigInt(n), d: 1n }, { n: BigInt(d), d: 1n });

interface Situation {
  readonly grants: readonly Grant[];
  readonly excluded: readonly (readonly [string, string])[];
  readonly limits: readonly { readonly factors: readonly Rational[]; readonly most: Rational }[];
  readonly counts: readonly { readonly of: readonly string[]; readonly most: number }[];
}

function rulesOf({ grants, excluded, limits, counts }: Situation): CombinationRules {
  return {
    mayCombine: (a, b) => !excluded.some(([one, other]) => (one === a && other === b) || (one === b && other === a)),
    limits: limits.map(({ factors, most }, i) => ({
      id: `limit-${i}`,
      most,
      factors: new Map(grants.flatMap(({ id }, k): [string, Rational][] => (factors[k]?.n ? [[id, factors[k]]] : []))),
    })),
    counts: counts.map(({ of, most }, i) => ({ id: `count-${i}`, most, of: new Set(of) })),
  };
}

const arbitraryMoney = fc.integer({ min: 0, max: 400 }).map((n) => rational(n * 25, 4));

const arbitrarySituation: fc.Arbitrary<Situation> = fc.integer({ min: 2, max: 5 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, i) => `g${i}`);
  const id = fc.constantFrom(...ids);
  return fc.record({
    grants: fc.tuple(...ids.map((one) => arbitraryMoney.map((money): Grant => ({ id: one, money })))),
    excluded: fc.array(
      fc.tuple(id, id).filter(([a, b]) => a !== b),
      { maxLength: size * 2 },
    ),
    limits: fc.array(
      fc.record({
        factors: fc.array(fc.constantFrom(ZERO, ONE, rational(1, 2), rational(2, 3)), {
          minLength: size,
          maxLength: size,
        }),
        most: fc.integer({ min: 0, max: 1500 }).map((n) => rational(n)),
      }),
      { maxLength: 2 },
    ),
    counts: fc.array(fc.record({ of: fc.uniqueArray(id, { minLength: 1 }), most: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 1,
    }),
  });
});

/**
 * The greatest sum by trying everything: at a corner of what is allowed every grant is at 0, whole, or one of at most as
 * many free ones as there are limits, which then hold exactly. The free ones follow by Cramer's rule.
 */
function bruteForce(situation: Situation): Rational {
  const { grants, limits, counts } = situation;
  const { mayCombine } = rulesOf(situation);
  let best = ZERO;

  function consider(money: readonly Rational[]): void {
    const used = grants.filter((_, i) => compare(money[i] ?? ZERO, ZERO) > 0);
    if (money.some((one, i) => compare(one, ZERO) < 0 || compare(one, grants[i]?.money ?? ZERO) > 0)) return;
    if (used.some((a, i) => used.slice(i + 1).some((b) => !mayCombine(a.id, b.id)))) return;
    if (counts.some(({ of, most }) => used.filter(({ id }) => of.includes(id)).length > most)) return;
    if (limits.some(({ factors, most }) => compare(dot(factors, money), most) > 0)) return;
    const sum = money.reduce(add, ZERO);
    if (compare(sum, best) > 0) best = sum;
  }

  function dot(factors: readonly Rational[], money: readonly Rational[]): Rational {
    return factors.map((factor, i) => multiply(factor, money[i] ?? ZERO)).reduce(add, ZERO);
  }

  function solve(money: Rational[], free: readonly number[]): void {
    if (free.length === 0) {
      consider(money);
      return;
    }
    const rest = limits.map(({ factors, most }) => subtract(most, dot(factors, money)));
    const factor = (row: number, column: number): Rational => limits[row]?.factors[free[column] as number] ?? ZERO;
    if (free.length === 1) {
      limits.forEach((_, row) => {
        if (factor(row, 0).n === 0n) return;
        const found = [...money];
        found[free[0] as number] = divide(rest[row] as Rational, factor(row, 0));
        consider(found);
      });
      return;
    }
    const cross = (a: Rational, b: Rational, c: Rational, d: Rational) => subtract(multiply(a, d), multiply(b, c));
    const determinant = cross(factor(0, 0), factor(0, 1), factor(1, 0), factor(1, 1));
    if (determinant.n === 0n) return;
    const [first, second] = rest as [Rational, Rational];
    const found = [...money];
    found[free[0] as number] = divide(cross(first, factor(0, 1), second, factor(1, 1)), determinant);
    found[free[1] as number] = divide(cross(factor(0, 0), first, factor(1, 0), second), determinant);
    consider(found);
  }

  function choose(at: number, money: Rational[], free: readonly number[]): void {
    if (at === grants.length) {
      solve(money, free);
      return;
    }
    choose(at + 1, [...money, ZERO], free);
    choose(at + 1, [...money, grants[at]?.money ?? ZERO], free);
    if (free.length < limits.length) choose(at + 1, [...money, ZERO], [...free, at]);
  }

  choose(0, [], []);
  return best;
}

describe('the best lawful combination', () => {
  it('the best lawful combination equals exhaustive search in 800 random situations', () => {
    let bound = 0;
    fc.assert(
      fc.property(arbitrarySituation, (situation) => {
        const rules = rulesOf(situation);
        const { total, granted, binding } = findCombination(situation.grants, rules);
        expect(total).toEqual(bruteForce(situation));
        expect([...granted.values()].reduce(add, ZERO)).toEqual(total);
        const ids = [...granted.keys()];
        for (const [i, a] of ids.entries()) for (const b of ids.slice(i + 1)) expect(rules.mayCombine(a, b)).toBe(true);
        for (const { of, most } of rules.counts)
          expect(ids.filter((id) => of.has(id)).length).toBeLessThanOrEqual(most);
        for (const { factors, most } of rules.limits) {
          const used = [...factors].map(([id, factor]) => multiply(factor, granted.get(id) ?? ZERO)).reduce(add, ZERO);
          expect(compare(used, most)).toBeLessThanOrEqual(0);
        }
        if (binding.length > 0) bound += 1;
      }),
      { numRuns: 800, seed: 20261124 },
    );
    // The limits were no decoration.
    expect(bound).toBeGreaterThan(100);
  });

  it('the best combination takes two compatible instruments rather than a larger one', () => {
    const grants = [
      { id: 'big', money: rational(100) },
      { id: 'a', money: rational(60) },
      { id: 'b', money: rational(50) },
    ];
    const rules = rulesOf({
      grants,
      excluded: [
        ['big', 'a'],
        ['big', 'b'],
      ],
      limits: [],
      counts: [],
    });
    const { total, granted } = findCombination(grants, rules);
    expect(total).toEqual(rational(110));
    expect([...granted.keys()]).toEqual(['a', 'b']);
  });

  it('an instrument for which a limit leaves no money is left out, and the limit is named', () => {
    const grants = [
      { id: 'a', money: rational(10) },
      { id: 'b', money: rational(5) },
    ];
    const capped = (most: number): CombinationRules =>
      rulesOf({ grants, excluded: [], limits: [{ factors: [ZERO, ONE], most: rational(most) }], counts: [] });
    const granted = new Map([['a', rational(10)]]);
    expect(findCombination(grants, capped(0))).toEqual({ total: rational(10), granted, binding: ['limit-0'] });
    expect(findCombination(grants, capped(5))).toMatchObject({ total: rational(15), binding: [] });
  });

  it('the best of 25 instruments with many exclusions and two shared limits is found', () => {
    const grants = Array.from({ length: 25 }, (_, i) => ({ id: `g${i}`, money: rational(1000 + ((i * 7919) % 977)) }));
    const excluded = grants.flatMap(({ id }, i) =>
      grants.flatMap((other, k): [string, string][] => (k > i && (i * 31 + k * 17) % 5 === 0 ? [[id, other.id]] : [])),
    );
    const limits = [0, 1].map((turn) => ({
      factors: grants.map((_, i) => (i % 2 === turn ? ONE : rational(1, 2))),
      most: rational(7000),
    }));
    const { total } = findCombination(grants, rulesOf({ grants, excluded, limits, counts: [] }));
    expect(compare(total, ZERO)).toBeGreaterThan(0);
  });
});
