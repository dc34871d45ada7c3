import { expect, test } from 'vitest';
import { findDisclosableStatistics } from '../../../src/portfolio/disclosure/disclosure-audit.ts';
import type { PackFigures } from '../../../src/portfolio/portfolio-figures.ts';
import { createRandom, type Random } from '../../../src/portfolio/statistics.ts';
import { runs } from '../../property-runs.ts';
import { attackWithLinearPrograms, findTold, isFew, LEAST, publish } from './attack-published.ts';
import type { Terms } from './attack-solver.ts';

/** The attacker knows which scores there can be, multiplies a mean by how many have one, and knows where quarters end. */

attackWithLinearPrograms();

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
  return findTold(known, asked);
}

test('a mean and quartiles reveal no small number of enterprises at or beyond a value', () => {
  const { numRuns, seed = 90 } = runs(60);
  const random = createRandom(seed);
  let [means, quartiles, revealed] = [0, 0, 0];
  for (let run = 0; run < numRuns; run++) {
    const scores = randomScores(random);
    const shown = findDisclosableStatistics(Float64Array.from(scores), LEAST);
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

/** What each said of itself, 0 for nothing, and what was found on site, likewise. */
type Pair = readonly [self: number, onsite: number];

const LEVELS = [1, 2, 3, 4];
const PAIRS: readonly Pair[] = [0, ...LEVELS].flatMap((self) =>
  [0, ...LEVELS].map((onsite) => [self, onsite] as const),
);

function randomPairs(random: Random): Pair[] {
  const [visited, shift, wide] = [0.5 + random() / 2, random(), random()];
  return Array.from({ length: 20 + Math.floor(random() * 150) }, (): Pair => {
    const self = 1 + Math.floor(random() * 4);
    const change = random() < shift ? 0 : Math.round((random() - 0.7) * 4 * wide);
    return [random() < 0.05 ? 0 : self, random() < visited ? Math.min(4, Math.max(1, self + change)) : 0];
  });
}

function figuresOf(pairs: readonly Pair[], minCell: number | null): PackFigures {
  const members = pairs.map((pair) => ({
    results: pair.flatMap((level, kind) => (level === 0 ? [] : [{ level, isOnSite: kind === 1 }])),
  }));
  return publish(members, { minCell }).packs[0] as PackFigures;
}

/** The small groups by how both kinds of levels differ of which the figures tell the size. */
function attackDifference(pairs: readonly Pair[], { total, bands, difference }: PackFigures): string[] {
  const termsOf = (factor: (pair: Pair) => number): Terms => PAIRS.map((pair, i) => [i, factor(pair)] as const);
  const isBoth = ([self, onsite]: Pair): boolean => self > 0 && onsite > 0;
  const told: { factor: (pair: Pair) => number; sum: number }[] = [{ factor: () => 1, sum: pairs.length }];
  if (total)
    for (const [b, band] of bands.entries())
      told.push({
        factor: ([self, onsite]) => Number(band.includes(onsite || self)),
        sum: total.counts[b] as number,
      });
  if (difference) {
    const { n, lower, equal, higher, mean } = difference;
    const change = ([self, onsite]: Pair): number => onsite - self;
    told.push({ factor: (pair) => Number(isBoth(pair)), sum: n });
    for (const [sign, count] of [lower, equal, higher].entries())
      if (count !== null)
        told.push({ factor: (pair) => Number(isBoth(pair) && Math.sign(change(pair)) === sign - 1), sum: count });
    if (mean !== null) told.push({ factor: (pair) => (isBoth(pair) ? change(pair) : 0), sum: mean * n });
  }
  const rows = told.map(({ factor, sum }) => {
    expect(pairs.reduce((all, pair) => all + factor(pair), 0)).toBeCloseTo(sum, 6);
    return { terms: termsOf(factor), low: sum - 1e-7, high: sum + 1e-7 };
  });
  const groups = [
    ...[-3, -2, -1, 0, 1, 2, 3].map((step) => (pair: Pair) => isBoth(pair) && pair[1] - pair[0] === step),
    ...[-1, 0, 1].map((sign) => (pair: Pair) => isBoth(pair) && Math.sign(pair[1] - pair[0]) === sign),
    (pair: Pair) => !isBoth(pair),
  ];
  const asked = groups.flatMap((holds, at) => {
    const count = pairs.filter(holds).length;
    return isFew(count) ? [{ name: `group ${at} = ${count}`, terms: termsOf((pair) => Number(holds(pair))) }] : [];
  });
  const bounds = PAIRS.map(() => [0, pairs.length] as const);
  return findTold({ bounds, rows }, asked);
}

test('differences of self and on-site scores reveal no small number of changed enterprises', () => {
  const { numRuns, seed = 95 } = runs(40);
  const random = createRandom(seed);
  let [means, counts, revealed] = [0, 0, 0];
  for (let run = 0; run < numRuns; run++) {
    const pairs = randomPairs(random);
    const figures = figuresOf(pairs, LEAST);
    expect(attackDifference(pairs, figures), `run ${run}`).toEqual([]);
    means += Number(typeof figures.difference?.mean === 'number');
    counts += Number(typeof figures.difference?.lower === 'number');
    revealed += attackDifference(pairs, figuresOf(pairs, null)).length;
  }
  expect(counts).toBeGreaterThan(numRuns / 8);
  expect(means).toBeGreaterThan(0);
  expect(revealed).toBeGreaterThan(numRuns / 2);
});
