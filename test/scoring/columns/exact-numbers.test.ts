import { expect, test } from 'vitest';
import { createColumnEngine } from '../../../src/table/column-engine.ts';

/** What a loop of the engine makes of some numbers. */
function apply(loop: 'places' | 'commonDivisors' | 'commonMultiples', ...columns: readonly number[][]): number[] {
  const engine = createColumnEngine();
  const [first = []] = columns;
  const places = [...columns, first].map(() => engine.allocate(first.length * 8 + 64));
  const view = (at: number | undefined) => new Float64Array(engine.memory.buffer, at, first.length);
  for (const [i, numbers] of columns.entries()) view(places[i]).set(numbers);
  const out = places.at(-1) as number;
  (engine[loop] as (...given: number[]) => void)(out, ...places.slice(0, -1), first.length);
  return [...view(out)];
}

type Quotient = [top: number, bottom: number, weight: number];

/** What a mean comes to in a row in which some members may join it. */
function pull(joining: readonly Quotient[], sure: Quotient, direction: 1 | -1): Quotient {
  const engine = createColumnEngine();
  const number = (value: number): number => {
    const at = engine.allocate(8);
    new Float64Array(engine.memory.buffer, at, 1)[0] = value;
    return at;
  };
  const [codes, may] = [engine.allocate(2), engine.allocate(1)];
  new Uint8Array(engine.memory.buffer)[may] = 1;
  const members = joining.flatMap((one) => [codes, may, ...one.map(number)]);
  const list = engine.allocate(members.length * 4);
  const [n, d, weight] = sure.map(number) as Quotient;
  const [top, bottom, total] = sure.map(number) as Quotient;
  const room = engine.allocate(joining.length * 24);
  new Uint32Array(engine.memory.buffer, list, members.length).set(members);
  engine.pullMeans(top, bottom, total, n, d, weight, list, joining.length, room, direction, 1);
  const numbers = new Float64Array(engine.memory.buffer);
  return [top, bottom, total].map((at) => numbers[at / 8]) as Quotient;
}

test('decimals are scaled to whole numbers', () => {
  const decimals = [0, 5, -3, 0.1, 12.34, -0.000123, 99999999999999.9, 1e300, Number.POSITIVE_INFINITY, 1.5e-20];
  expect(apply('places', decimals)).toEqual([1, 1, 1, 10, 100, 1e6, 10, 1, 1, Number.NaN]);
});

test('greatest common divisors and least common multiples are found', () => {
  const pairs = [
    [4, 5, 10, 7, 12],
    [6, 10, 5, 9, 12],
  ];
  expect(apply('commonDivisors', ...pairs)).toEqual([2, 5, 5, 1, 12]);
  expect(apply('commonMultiples', ...pairs)).toEqual([12, 10, 10, 63, 12]);
});

test('bounds of a mean count optional members only if they widen the range; too large numbers give NaN', () => {
  // A mean of 3 over weight 2; 9/2 and 4 pull it up, 1 does not: (6 + 4.5 + 4) / 4.
  const [top, bottom, weight] = pull([[1, 1, 1], [9, 2, 1], [4, 1, 1]], [6, 1, 2], 1); // biome-ignore format: a table
  expect(top / (bottom * weight)).toBe(14.5 / 4);
  // Without any the one that goes furthest stays alone.
  expect(pull([[5, 1, 1], [7, 1, 3]], [0, 1, 0], -1)).toEqual([5, 1, 1]); // biome-ignore format: a table
  expect(pull([[2 ** 52, 3, 5], [3, 7, 1]], [1, 1, 1], 1)[0]).toBeNaN(); // biome-ignore format: a table
});
