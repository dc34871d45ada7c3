import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntegerProgram, ProgramRow } from '../../../src/policy/optimise/linear-program.ts';
import { solveZeroOne } from '../../../src/policy/optimise/zero-one-solver.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { solver } from '../load-test-solver.ts';

const RUNS = 2000;

test('the solution of a small program costs the same as with exhaustive search and with the external solver', () => {
  const seen = { solved: 0, impossible: 0, run: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const program = drawProgram(new Draw(value));
      const found = solveZeroOne(program, 100_000);
      const least = leastByTrying(program);
      expect(found && priceOf(program, found as number[])).toBe(least);
      if (found) expect(isMet(program, found)).toBe(true);
      // The solver takes longer, so that it is asked now and then.
      if (seen.run++ % 10 === 0) {
        const other = solver(program);
        expect(other && Math.round(priceOf(program, other))).toBe(least);
      }
      seen[least === null ? 'impossible' : 'solved']++;
    }),
    { numRuns: RUNS, seed: 20_261_125 },
  );
  expect(seen.solved).toBeGreaterThan(RUNS / 4);
  expect(seen.impossible).toBeGreaterThan(RUNS / 20);
});

test('of equally cheap solutions, the one with the first variable that the others lack is taken', () => {
  let tied = 0;
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const { whole, rows } = drawProgram(draw);
      const order = whole.map((_, i) => i);
      const some: ProgramRow = { terms: order.map((variable) => [variable, 1] as const), low: 2, high: null };
      const objective = order.map((variable) => [variable, draw.whole(1, 2)] as const);
      const program = { whole, rows: [...rows, some], objective };
      const least = leastByTrying(program);
      const cheapest = choicesOf(program).filter((values) => priceOf(program, values) === least);
      const [first = null] = cheapest.sort((a, b) => Number(b.join('')) - Number(a.join('')));
      expect(solveZeroOne(program, 100_000, { order })).toEqual(first);
      if (cheapest.length > 1) tied++;
    }),
    { numRuns: RUNS, seed: 20_261_128 },
  );
  expect(tied).toBeGreaterThan(RUNS / 10);
});

test('a search for any solution finds one that meets all rows and the cost limit', () => {
  const seen = { found: 0, impossible: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const { whole, rows } = drawProgram(draw);
      const objective = whole.map((_, variable) => [variable, draw.whole(-3, 9)] as const).filter(([, price]) => price);
      const most = draw.whole(-6, 12);
      const limit: ProgramRow = draw.chance(50)
        ? { terms: objective, low: null, high: most }
        : { terms: objective.map(([variable, price]) => [variable, -price] as const), low: -most, high: null };
      const program = { whole, rows: [...rows, limit], objective };
      const least = leastByTrying(program);
      const found = solveZeroOne(program, 100_000, { isAnyEnough: true });
      expect(found === null).toBe(least === null);
      if (found) expect(isMet(program, found)).toBe(true);
      const best = solveZeroOne(program, 100_000);
      expect(best && priceOf(program, best)).toBe(least);
      seen[found ? 'found' : 'impossible']++;
    }),
    { numRuns: RUNS, seed: 20_261_130 },
  );
  expect(Math.min(seen.found, seen.impossible)).toBeGreaterThan(RUNS / 10);
});

test('a large program with indicators for groups of variables costs the same as with the external solver', () => {
  let long = 0;
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const program = drawMarkedProgram(new Draw(value));
      const least = solver(program);
      const price = least && Math.round(priceOf(program, least));
      const order = program.whole.flatMap((is, variable) => (is ? [variable] : []));
      for (const by of [null, order]) {
        const found = solveZeroOne(program, 100_000, { order: by });
        expect(found && priceOf(program, found as number[])).toBe(price);
        if (found) expect(isMet(program, found)).toBe(true);
      }
      if (solveZeroOne(program, 199) === undefined) long++;
    }),
    { numRuns: 30, seed: 20_261_129 },
  );
  expect(long).toBeGreaterThan(5);
});

test('the zero-one solver reports if it gives up before its search is complete', () => {
  const whole = Array.from({ length: 30 }, () => true);
  // An even sum that is odd: no bound shows that before all is tried.
  const terms = whole.map((_, i) => [i, 2] as const);
  const program: IntegerProgram = { whole, rows: [{ terms, low: 31, high: 31 }], objective: [] };
  expect(solveZeroOne(program, 500)).toBeUndefined();
});

function drawProgram(draw: Draw): IntegerProgram {
  const count = draw.whole(1, 9);
  const scale = draw.pick([1, 7, 1000]);
  const variables = Array.from({ length: count }, (_, i) => i);
  const rows = Array.from({ length: draw.whole(0, 6) }, (): ProgramRow => {
    const terms = variables
      .filter(() => draw.chance(60))
      .map((variable) => [variable, draw.whole(1, 9) * scale * (draw.chance(30) ? -1 : 1)] as const);
    const low = draw.whole(-8, 18) * scale;
    return draw.chance(20)
      ? { terms, low: draw.chance(50) ? low : null, high: low + 9 * scale }
      : { terms, low, high: null };
  });
  const objective = variables
    .filter(() => draw.chance(80))
    .map((variable) => [variable, draw.whole(0, 12) * (draw.chance(20) ? -1 : 1)] as const);
  return { whole: variables.map(() => true), rows, objective };
}

/** Measures that cost something, marks that are 1 where none of some is taken, and marks that can be 1 only with one of some. */
function drawMarkedProgram(draw: Draw): IntegerProgram {
  const [measures, marks] = [24, 10];
  const drawSome = (): number[] => [
    ...new Set(Array.from({ length: draw.whole(2, 4) }, () => draw.whole(0, measures - 1))),
  ];
  const rows: ProgramRow[] = [];
  for (let mark = measures; mark < measures + marks; mark++) {
    const some = drawSome();
    for (const one of some)
      rows.push({
        terms: [
          [one, -1],
          [mark, -1],
        ],
        low: -1,
        high: null,
      });
    rows.push({ terms: [[mark, 1], ...some.map((one) => [one, 1] as const)], low: 1, high: null });
    const needy = mark + marks;
    rows.push({ terms: [[needy, -1], ...drawSome().map((one) => [one, 1] as const)], low: 0, high: null });
  }
  for (let i = 0; i < 3; i++) {
    const terms = [
      ...Array.from({ length: measures }, (_, one) => [one, draw.whole(0, 30)] as const),
      ...Array.from({ length: marks }, (_, mark) => [measures + mark, -draw.whole(0, 30)] as const),
      ...Array.from({ length: marks }, (_, mark) => [measures + marks + mark, draw.whole(0, 30)] as const),
    ].filter(([, factor]) => factor !== 0 && draw.chance(70));
    rows.push({ terms, low: draw.whole(60, 220), high: null });
  }
  const whole = Array.from({ length: measures + 2 * marks }, (_, variable) => variable < measures);
  return { whole, rows, objective: Array.from({ length: measures }, (_, one) => [one, draw.whole(20, 99)] as const) };
}

function leastByTrying(program: IntegerProgram): number | null {
  const prices = choicesOf(program).map((values) => priceOf(program, values));
  return prices.length === 0 ? null : Math.min(...prices);
}

/** All that meets the rows. */
function choicesOf(program: IntegerProgram): number[][] {
  const choices = Array.from({ length: 2 ** program.whole.length }, (_, bits) =>
    program.whole.map((_, i) => (bits >> i) & 1),
  );
  return choices.filter((values) => isMet(program, values));
}

function isMet({ rows }: IntegerProgram, values: readonly number[]): boolean {
  return rows.every(({ terms, low, high }) => {
    const sum = sumOf(terms, values);
    return sum >= (low ?? Number.NEGATIVE_INFINITY) && sum <= (high ?? Number.POSITIVE_INFINITY);
  });
}

function priceOf({ objective }: IntegerProgram, values: readonly number[]): number {
  return sumOf(objective, values);
}

function sumOf(terms: ProgramRow['terms'], values: readonly number[]): number {
  return terms.reduce((sum, [variable, factor]) => sum + factor * (values[variable] as number), 0);
}
