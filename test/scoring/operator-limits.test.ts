import { describe, expect, test } from 'vitest';
import { fraction, type Rational, type RoundingMode } from '../../src/model/index.ts';
import { cap, floor } from '../../src/scoring/operators/cap-floor.ts';
import { linear } from '../../src/scoring/operators/linear.ts';
import { type Bound, type LimitScope, type Operator, reaches } from '../../src/scoring/operators/operator.ts';
import { round } from '../../src/scoring/operators/round.ts';
import { steps } from '../../src/scoring/operators/steps.ts';
import { exactly, rangeOf } from '../../src/scoring/possible-values.ts';

const [VALUE, LIMIT, AT] = [0, 1, 2];
/** Whether the numbers at `VALUE` and `LIMIT` meet a limit. */
type Met = (numbers: readonly Rational[]) => boolean;

/** Limits as what they say of single numbers: what the optimiser makes of them must say the same. */
const scope = {
  limit:
    (at: number, bound: Bound): Met =>
    (numbers) =>
      reaches(numbers[at] as Rational, bound),
  all:
    (limits: readonly Met[]): Met =>
    (numbers) =>
      limits.every((met) => met(numbers)),
  any:
    (limits: readonly Met[]): Met =>
    (numbers) =>
      limits.some((met) => met(numbers)),
  never: () => false,
  isSure: () => true,
  refuse: (_: number, why: string) => {
    throw new Error(why);
  },
} as unknown as LimitScope<never, Met>;

/** From -3 to 3 by eighths, and by tenths: halves, quarters and tenths of what is rounded lie on bounds. */
const NUMBERS = [8n, 10n].flatMap((parts) =>
  Array.from({ length: Number(parts) * 6 + 1 }, (_, i) => fraction(BigInt(i) - 3n * parts, parts)),
);
const LIMITS = [-1n, 0n, 2n].map((n) => fraction(n, 2n));

function resultOf<N>(operator: Operator<N & { op: string }>, node: N, numbers: readonly Rational[]): Rational {
  const read = (at: number) => exactly(numbers[at] as Rational);
  return rangeOf(operator.evaluate(node as never, { read } as never))?.low as Rational;
}

/** Compares, number by number and bound by bound, what a value reaches with what the operator asks of what is below it. */
function expectLimitsOf(operator: Operator<never>, node: object): void {
  for (const bound of NUMBERS) {
    for (const strict of [false, true]) {
      const wanted: Bound = { side: 'low', bound, strict };
      const met = operator.lowerLimit?.(node as never, AT, wanted, scope) as Met;
      const differing = NUMBERS.flatMap((number) => LIMITS.map((limit) => [number, limit])).filter(
        (numbers) => met(numbers) !== reaches(resultOf(operator as never, node, numbers), wanted),
      );
      expect({ bound, strict, differing }).toEqual({ bound, strict, differing: [] });
    }
  }
}

describe('a bound on a value is the bound on what it is made of', () => {
  const modes: readonly RoundingMode[] = ['half-up', 'half-even', 'half-away', 'up', 'down'];
  test.each(modes.flatMap((mode) => [0, 1].map((decimals) => ({ mode, decimals }))))(
    'round $mode to $decimals decimals',
    (how) => expectLimitsOf(round as never, { op: 'round', of: VALUE, ...how }),
  );

  test.each(['below', 'above'] as const)('steps with bounds that belong to the step %s', (edge) => {
    const step = (bound: bigint, value: bigint) => ({ bound: fraction(bound, 2n), value: fraction(value, 2n) });
    const node = { op: 'steps', of: VALUE, name: 'x', edge, steps: [step(-6n, -2n), step(-1n, 1n), step(3n, 4n)] };
    expectLimitsOf(steps as never, node);
  });

  test('lines that rise, with a stretch that does not', () => {
    const point = (at: bigint, value: bigint) => ({ at: fraction(at, 2n), value: fraction(value, 2n) });
    const points = [point(-4n, -2n), point(-1n, 1n), point(1n, 1n), point(4n, 5n)];
    expectLimitsOf(linear as never, { op: 'linear', of: VALUE, name: 'x', points });
  });

  test.each([cap, floor])('%#: cap and floor', (operator) => {
    expectLimitsOf(operator as never, { of: VALUE, bound: LIMIT });
  });
});

test.each(['half-up', 'half-even', 'half-away', 'up', 'down'] as const)(
  'nothing rounded %s is above its upper form',
  (mode) => {
    for (const decimals of [0, 1]) {
      const node = { op: 'round', of: VALUE, decimals, mode } as const;
      const [form] = (round.upperForms?.(node, {
        above: () => [(number: Rational) => number],
        raise: (below: (number: Rational) => Rational, step: Rational) => (number: Rational) => {
          const { n, d } = below(number);
          return fraction(n * step.d + step.n * d, d * step.d);
        },
      } as never) ?? []) as readonly ((number: Rational) => Rational)[];
      for (const number of NUMBERS) {
        const most = (form as (number: Rational) => Rational)(number);
        expect(reaches(most, { side: 'low', bound: resultOf(round as never, node, [number]), strict: false })).toBe(
          true,
        );
      }
    }
  },
);
