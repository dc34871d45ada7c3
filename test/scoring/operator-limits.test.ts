import { describe, expect, test } from 'vitest';
import {
  add,
  fraction,
  greatest,
  least,
  multiply,
  negate,
  ONE,
  type Rational,
  type RoundingMode,
  ZERO,
} from '../../src/model/index.ts';
import { type Condition, evaluateCondition } from '../../src/scoring/condition.ts';
import { cap, floor } from '../../src/scoring/operators/cap-floor.ts';
import { first } from '../../src/scoring/operators/first.ts';
import { guard } from '../../src/scoring/operators/guard.ts';
import { levels } from '../../src/scoring/operators/levels.ts';
import { linear } from '../../src/scoring/operators/linear.ts';
import { mean } from '../../src/scoring/operators/mean.ts';
import { max, min } from '../../src/scoring/operators/min-max.ts';
import {
  type Bound,
  type CombineMember,
  type LinearMap,
  type Operator,
  reaches,
  type UpperScope,
} from '../../src/scoring/operators/operator.ts';
import { round } from '../../src/scoring/operators/round.ts';
import { share } from '../../src/scoring/operators/share.ts';
import { steps } from '../../src/scoring/operators/steps.ts';
import { sum } from '../../src/scoring/operators/sum.ts';
import { createExactValue, createRangeValue, settledNumber } from '../../src/scoring/possible-values.ts';

const [VALUE, LIMIT, AT] = [0, 1, 2];
/** The numbers at `VALUE` and `LIMIT`, an expression of them, and whether they meet a limit. */
type Numbers = readonly Rational[];
type Amount = (numbers: Numbers) => Rational;
type Met = (numbers: Numbers) => boolean;

const readOf = (numbers: Numbers) => (at: number) => createExactValue(numbers[at] as Rational);

function keeps(number: Rational, { side, bound, strict }: Bound): boolean {
  const upwards = (one: Rational) => (side === 'low' ? one : negate(one));
  return reaches(upwards(number), { side, bound: upwards(bound), strict });
}

const amountAt =
  (at: number): Amount =>
  (numbers) =>
    numbers[at] as Rational;

const limitAt =
  (at: number, bound: Bound): Met =>
  (numbers) =>
    keeps(numbers[at] as Rational, bound);

/** Limits as what they say of single numbers: what the optimiser makes of them must say the same. */
const scope = {
  amount: amountAt,
  limit: limitAt,
  presentAmount: amountAt,
  memberAmount:
    (at: number, _: string, { times, plus }: LinearMap): Amount =>
    (numbers) =>
      add(multiply(numbers[at] as Rational, times), plus),
  memberLimit: (_: number, at: number, bound: Bound) => limitAt(at, bound),
  sum:
    (terms: readonly (readonly [Amount, Rational])[]): Amount =>
    (numbers) =>
      terms.reduce((total, [amount, factor]) => add(total, multiply(amount(numbers), factor)), ZERO),
  keeps:
    (amount: Amount, bound: Bound): Met =>
    (numbers) =>
      keeps(amount(numbers), bound),
  condition:
    (condition: Condition, wanted: string): Met =>
    (numbers) =>
      evaluateCondition(condition, readOf(numbers)) === wanted,
  all:
    (limits: readonly Met[]): Met =>
    (numbers) =>
      limits.every((met) => met(numbers)),
  any:
    (limits: readonly Met[]): Met =>
    (numbers) =>
      limits.some((met) => met(numbers)),
  never: () => false,
  isNever: () => false,
  isSure: () => true,
  refuse: (_: number, why: string) => {
    throw new Error(why);
  },
};

/** From -3 to 3 by eighths, and by tenths: halves, quarters and tenths of what is rounded lie on bounds. */
const NUMBERS = [8n, 10n].flatMap((parts) =>
  Array.from({ length: Number(parts) * 6 + 1 }, (_, i) => fraction(BigInt(i) - 3n * parts, parts)),
);
const LIMITS = [-1n, 0n, 2n].map((n) => fraction(n, 2n));
const HALVES = Array.from({ length: 13 }, (_, i) => fraction(BigInt(i) - 6n, 2n));

function resultOf(operator: Operator<never>, node: object, numbers: Numbers): Rational | null | undefined {
  const read = readOf(numbers);
  const contribution = (member: CombineMember) => read(member.node);
  return settledNumber(operator.evaluate(node as never, { read, contribution } as never));
}

/** What an operator asks of what is below it, or of its amount, so that its value keeps a bound. */
function limitOf(operator: Operator<never>, node: object, bound: Bound, more: object = {}): Met {
  const { members = [] } = node as { readonly members?: readonly CombineMember[] };
  const own = { ...scope, members: () => members, parts: () => members.map((one) => one.node), ...more } as never;
  const { limit, lowerLimit, amount } = operator;
  const met = limit?.(node as never, AT, bound, own) ?? lowerLimit?.(node as never, AT, bound, own);
  return (met ?? scope.keeps(amount?.(node as never, AT, bound.side, own) as never, bound)) as Met;
}

/** Compares, number by number and bound by bound, what a value reaches with what the operator asks of what is below it. */
function expectLimitsOf(operator: Operator<never>, node: object, fine = true): void {
  const [values, limits] = fine ? [NUMBERS, LIMITS] : [HALVES, HALVES];
  const sides = operator.lowerLimit ? (['low'] as const) : (['low', 'high'] as const);
  for (const wanted of sides.flatMap((side) =>
    values.flatMap((bound) => [false, true].map((strict): Bound => ({ side, bound, strict }))),
  )) {
    const met = limitOf(operator, node, wanted);
    const differing = values
      .flatMap((number) => limits.map((limit) => [number, limit]))
      .filter((numbers) => {
        const result = resultOf(operator, node, numbers);
        return met(numbers) !== (result ? keeps(result, wanted) : false);
      });
    expect({ ...wanted, differing }).toEqual({ ...wanted, differing: [] });
  }
}

describe('a value keeps a bound exactly if its operands keep the bounds that the operator derives', () => {
  const modes: readonly RoundingMode[] = ['half-up', 'half-even', 'half-away', 'up', 'down'];
  test.each(modes.flatMap((mode) => [0, 1].map((decimals) => ({ mode, decimals }))))(
    'derived bounds are exact for rounding $mode to $decimals decimals',
    (how) => expectLimitsOf(round as never, { op: 'round', of: VALUE, ...how }),
  );

  test.each(['below', 'above'] as const)(
    'derived bounds are exact for steps whose thresholds belong to the step %s',
    (edge) => {
      const step = (bound: bigint, value: bigint) => ({ bound: fraction(bound, 2n), value: fraction(value, 2n) });
      const node = { op: 'steps', of: VALUE, name: 'x', edge, steps: [step(-6n, -2n), step(-1n, 1n), step(3n, 4n)] };
      expectLimitsOf(steps as never, node);
    },
  );

  test('derived bounds are exact for rising lines with a flat segment', () => {
    const point = (at: bigint, value: bigint) => ({ at: fraction(at, 2n), value: fraction(value, 2n) });
    const points = [point(-4n, -2n), point(-1n, 1n), point(1n, 1n), point(4n, 5n)];
    expectLimitsOf(linear as never, { op: 'linear', of: VALUE, name: 'x', points });
  });

  const member = (node: number, weight: Rational) => ({ name: 'x', node, weight, best: fraction(5n, 2n) });
  const members = [member(VALUE, ONE), member(LIMIT, fraction(5n, 2n))];
  test.each(Object.entries({ sum, mean, min, max, share }))(
    'derived bounds are exact for %s of members that all have a value',
    (op, operator) => {
      const weighed = op === 'min' || op === 'max' ? members.map((one) => ({ ...one, weight: ONE })) : members;
      expectLimitsOf(operator as never, { op, of: VALUE, members: weighed, to: fraction(10n, 1n) }, false);
    },
  );

  test('derived bounds are exact for a sum with a negative weight', () => {
    expectLimitsOf(sum as never, { op: 'sum', members: [member(VALUE, ONE), member(LIMIT, fraction(-1n, 2n))] }, false);
  });

  const atLeast = (bound: bigint, node = LIMIT): Condition => ({
    op: 'entry',
    name: 'x',
    node,
    test: { keyword: 'minimum', bound: fraction(bound, 2n) },
  });
  test('derived bounds are exact for cases, conditions and levels', () => {
    const cases = [
      { when: atLeast(3n), node: LIMIT },
      { when: atLeast(1n, VALUE), node: VALUE },
    ];
    expectLimitsOf(first as never, { op: 'first', cases: [...cases, { when: null, node: LIMIT }] }, false);
    expectLimitsOf(first as never, { op: 'first', cases }, false);
    expectLimitsOf(guard as never, { op: 'guard', of: VALUE, when: atLeast(-1n) }, false);
    const ladder = [atLeast(-3n), atLeast(0n), atLeast(0n, VALUE), atLeast(4n)];
    const rising = ladder.map((when, i) => ({ value: fraction(BigInt(i), 2n), when }));
    expectLimitsOf(levels as never, { op: 'levels', levels: rising }, false);
  });

  test.each([cap, floor])('derived bounds are exact for cap and floor: %#', (operator) => {
    expectLimitsOf(operator as never, { of: VALUE, bound: LIMIT });
  });
});

/** What no linear program can hold is refused, with the reason; of the positions one at most is surely something. */
test.each<[string, object, object, number?]>([
  ['lines that fall', linear, { points: [0n, 2n, 1n].map((n) => ({ at: fraction(n, 1n), value: fraction(-n, 1n) })) }],
  ['steps that fall', steps, { edge: 'below', steps: [2n, 1n].map((n) => ({ bound: ZERO, value: fraction(n, 1n) })) }],
  ['negative weights in a mean', mean, { members: [{ node: VALUE, weight: fraction(-1n, 1n) }] }],
  ['it may be nothing', min, { members: [{ node: VALUE, weight: ONE }] }],
  ['it may be nothing', sum, { members: [{ node: VALUE, weight: ONE }] }],
  ['it may be nothing', mean, { members: [{ node: VALUE, weight: ONE }] }],
  ['it may be nothing', floor, { bound: LIMIT }, LIMIT],
  ['a bound that may be nothing', cap, { bound: LIMIT }, VALUE],
])('a bound that no linear program can express is refused: %s', (why, operator, node, sure) => {
  const wanted: Bound = { side: 'low', bound: ZERO, strict: false };
  const isSure = (at: number): boolean => at === sure;
  expect(() => limitOf(operator as never, { of: VALUE, ...node }, wanted, { isSure })).toThrow(why);
});

describe('no value exceeds its upper forms', () => {
  const combine = (pick: (a: Rational, b: Rational) => Rational) => (a: readonly Amount[], b: readonly Amount[]) =>
    a.flatMap((one) =>
      b.map(
        (other): Amount =>
          (numbers) =>
            pick(one(numbers), other(numbers)),
      ),
    );
  const upper = (mayBeNothing: boolean): UpperScope<Amount> => ({
    read: () => createRangeValue(fraction(-3n, 1n), fraction(3n, 1n), mayBeNothing),
    above: (at) => [amountAt(at)],
    constant: (number) => () => number,
    sum: (parts) => parts.reduce(combine(add), [() => ZERO]),
    greater: combine(greatest),
    scale: (form, by) => (numbers) => multiply(form(numbers), by),
    raise: (form, by) => (numbers) => add(form(numbers), by),
    positive: (form) => (numbers) => greatest(form(numbers), ZERO),
  });
  const pairs = HALVES.flatMap((number) => HALVES.map((limit) => [number, limit]));

  /** The least of the forms at each pair of numbers. */
  function leastAbove(operator: object, node: object, mayBeNothing: boolean): (Rational | undefined)[] {
    const forms = (operator as Operator<never>).upperForms?.(node as never, upper(mayBeNothing)) ?? [];
    return pairs.map((numbers) => (forms.length === 0 ? undefined : forms.map((form) => form(numbers)).reduce(least)));
  }

  const member = (node: number, weight: Rational, by?: number) => ({
    node,
    weight,
    ...(by === undefined ? {} : { by }),
  });
  const two = [member(VALUE, ONE), member(LIMIT, fraction(2n, 1n))];
  const always: Condition = { op: 'all', of: [] };
  const cases: [string, object, object][] = [
    ['sum', sum, { members: two }],
    ['min', min, { members: [member(VALUE, ONE), member(LIMIT, ONE)] }],
    ['max', max, { members: [member(VALUE, ONE), member(LIMIT, ONE)] }],
    ['cap', cap, { of: VALUE, bound: LIMIT }],
    ['floor', floor, { of: VALUE, bound: LIMIT }],
    ['guard', guard, { of: VALUE, when: always }],
    ['first', first, { cases: [{ when: always, node: VALUE }] }],
  ];

  test.each(cases)('for %s, the least upper form is reached if all members have values', (_, operator, node) => {
    const results = pairs.map((numbers) => resultOf(operator as never, node, numbers));
    expect(leastAbove(operator, node, false)).toEqual(results);
  });

  test('an optional member neither limits a minimum nor adds to a sum; an optional cap does not limit', () => {
    const [values, limits] = [0, 1].map((at) => pairs.map((numbers) => numbers[at] as Rational)) as [
      Rational[],
      Rational[],
    ];
    const positive = (number: Rational) => greatest(number, ZERO);
    expect(leastAbove(min, { members: two }, true)).toEqual(pairs.map(() => undefined));
    expect(leastAbove(sum, { members: two }, true)).toEqual(
      values.map((value, i) => add(positive(value), multiply(positive(limits[i] as Rational), fraction(2n, 1n)))),
    );
    expect(leastAbove(cap, { of: VALUE, bound: LIMIT }, true)).toEqual(values);
    expect(leastAbove(floor, { of: VALUE, bound: LIMIT }, true)).toEqual(
      pairs.map(([a, b]) => greatest(a as Rational, b as Rational)),
    );
  });

  test('a member with a negative weight counts with its lowest value; an open weight gives no upper form', () => {
    const against = { members: [member(VALUE, ONE), member(LIMIT, fraction(-2n, 1n))] };
    expect(leastAbove(sum, against, false)).toEqual(pairs.map(([value]) => add(value as Rational, fraction(6n, 1n))));
    const weighed = [member(VALUE, ONE), member(LIMIT, ONE, VALUE)];
    for (const operator of [sum, max])
      expect(leastAbove(operator, { members: weighed }, false)).toEqual(pairs.map(() => undefined));
    expect(leastAbove(min, { members: weighed }, false)).toEqual(pairs.map(([value]) => value));
  });

  test.each(['half-up', 'half-even', 'half-away', 'up', 'down'] as const)(
    'for a number rounded %s, the upper form is one unit in the last place above the number',
    (mode) => {
      for (const decimals of [0, 1]) {
        const node = { op: 'round', of: VALUE, decimals, mode } as const;
        const [form] = round.upperForms?.(node, upper(false)) ?? [];
        for (const number of NUMBERS) {
          const bound = resultOf(round as never, node, [number]) as Rational;
          expect(reaches(form?.([number]) as Rational, { side: 'low', bound, strict: false })).toBe(true);
        }
      }
    },
  );
});
