import { beforeAll, expect, test } from 'vitest';
import { tellableOf } from '../../src/portfolio/protection/telling.ts';
import { createRandom, type Random } from '../../src/portfolio/statistics/random.ts';
import { runs } from '../runs.ts';
import { loadRanges, type Ranges, type Terms } from './linear-program.ts';

/** The attacker knows which scores there can be, multiplies a mean by how many have one, and knows where quarters end. */

const LEAST = 5;
let ranges: Ranges;

beforeAll(async () => {
  ranges = await loadRanges();
});

/** From yes and no to points of many questions, crowded at one end or not, now and then with a lone value far out. */
function randomScores(random: Random): number[] {
  const values = [2, 3, 4, 6, 11, 41][Math.floor(random() * 6)] as number;
  const [skew, step] = [random() < 0.3 ? 8 * random() : 0.3 + 2 * random(), random() < 0.3 ? 0.1 : 1];
  const scores = Array.from(
    { length: LEAST + Math.floor(random() * 120) },
    () => Math.floor(random() ** skew * values) * step,
  );
  if (random() < 0.2) scores.push(values * 3);
  return scores;
}

/** Values that few have, alone or with all beyond them, of which the number is told. */
function attack(scores: readonly number[], shown: { readonly mean: boolean; readonly quartiles: boolean }): string[] {
  const sorted = scores.toSorted((a, b) => a - b);
  const values = [...new Set(sorted)];
  const n = sorted.length;
  const termsOf = (holds: (value: number) => boolean): Terms =>
    values.flatMap((value, i) => (holds(value) ? [[i, 1] as const] : []));
  const rows = [{ terms: termsOf(() => true), low: n, high: n }];
  if (shown.mean) {
    const sum = sorted.reduce((total, one) => total + one, 0);
    const terms = values.map((value, i) => [i, value] as const);
    rows.push({ terms: terms as unknown as (typeof rows)[0]['terms'], low: sum - 1e-7, high: sum + 1e-7 });
  }
  // A quantile of type 7 lies between two members next to each other; take both as known.
  for (const part of shown.quartiles ? [0.25, 0.5, 0.75] : [])
    for (const at of [0, 1].map((more) => Math.floor((n - 1) * part) + more)) {
      const value = sorted[at] as number;
      rows.push({ terms: termsOf((one) => one <= value), low: at + 1, high: n });
      rows.push({ terms: termsOf((one) => one < value), low: 0, high: at });
    }
  const groups = values.flatMap((value) => [
    { name: `${value}`, holds: (one: number) => one === value },
    { name: `to ${value}`, holds: (one: number) => one <= value },
    { name: `from ${value}`, holds: (one: number) => one >= value },
  ]);
  const asked = groups.flatMap(({ name, holds }) => {
    const count = sorted.filter(holds).length;
    return count < LEAST ? [{ name: `${name} = ${count}`, terms: termsOf(holds) }] : [];
  });
  const known = { bounds: values.map(() => [0, n] as const), rows };
  return ranges(
    known,
    asked.map(({ terms }) => terms),
  ).flatMap(([low, high], i) =>
    high - low > LEAST - 1e-4 ? [] : [`${asked[i]?.name} in ${low.toFixed(2)} to ${high.toFixed(2)}`],
  );
}

test('no few at a value, or beyond one, follow from a mean and quartiles', () => {
  const { numRuns, seed = 90 } = runs(60);
  const random = createRandom(seed);
  let [means, quartiles, revealed] = [0, 0, 0];
  for (let run = 0; run < numRuns; run++) {
    const scores = randomScores(random);
    const shown = tellableOf(Float64Array.from(scores), LEAST);
    if (shown.mean) expect(attack(scores, shown), `run ${run}: ${JSON.stringify(shown)} ${scores}`).toEqual([]);
    else expect(shown.quartiles).toBe(false);
    means += Number(shown.mean);
    quartiles += Number(shown.quartiles);
    if (run < 40 && attack(scores, { mean: true, quartiles: true }).length > 0) revealed += 1;
  }
  // Neither all nor nothing is shown, and where all is, it follows.
  expect(means).toBeGreaterThan(numRuns / 3);
  expect(quartiles).toBeGreaterThan(numRuns / 6);
  expect(revealed).toBeGreaterThan(5);
});
