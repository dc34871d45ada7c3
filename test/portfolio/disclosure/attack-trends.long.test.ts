import { expect, test } from 'vitest';
import type { Portfolio } from '../../../src/portfolio/portfolio-figures.ts';
import type { LevelFigures } from '../../../src/portfolio/score-figures.ts';
import { createRandom } from '../../../src/portfolio/statistics.ts';
import { runs } from '../../property-runs.ts';
import { attackWithLinearPrograms, isFew, LEAST, publish, ranges } from './attack-published.ts';
import type { Known } from './attack-solver.ts';

/** The attacker subtracts quarters from each other and from the stage, and takes sums of levels out of means. */

attackWithLinearPrograms();

type Row = Known['rows'][number];

/** The same enterprises for a seed, with dates of stages, levels with gaps, none and open ones, and scores that some lack. */
function randomPortfolio(seed: number, minCell: number | null): Portfolio {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const size = 20 + pick(130);
  const ladder = [
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
    [1, 3, 4],
    [0, 1, 4, 5],
  ][pick(4)] as number[];
  const [skew, blank, lacking] = [0.3 + random() * 3, random() * 0.3, random() * 0.2];
  const members = Array.from({ length: size }, () => {
    const district = `d${pick(2 + (seed % 3))}`;
    const done =
      random() < 0.3 ? '' : random() < 0.15 ? 'yes' : `202${3 + pick(2)}-${String(1 + pick(12)).padStart(2, '0')}-11`;
    const level = random() < blank ? Number.NaN : (ladder[Math.floor(random() ** skew * ladder.length)] as number);
    const isOpen = random() < 0.4;
    const highest = Number.isNaN(level) && isOpen ? 5 : level;
    const score = random() < lacking ? Number.NaN : random() * 10;
    return { facts: { district, done }, results: [{ level, highest, scores: { score } }] };
  });
  const assessed = size - (random() < 0.5 ? 0 : 6);
  return publish(
    members.map((one, i) => (i < assessed ? one : { facts: one.facts })),
    {
      by: [['district']],
      stages: [
        { id: 'assessed', when: { assessed: { const: 'true' } } },
        { id: 'done', when: { 'done.stated': { const: 'true' } }, target: { count: 15, by: '2026-12-31' } },
      ],
      minCell,
    },
  );
}

/** How closely a linear program tells each of some unknowns that nobody shows, less those that surely are nobody or enough. */
function widths(known: Known, secrets: readonly number[]): number[] {
  const asked = secrets.map((at) => [[at, 1] as const]);
  return ranges(known, asked).flatMap(([low, high]) => (high < 1e-6 || low > LEAST - 1e-6 ? [] : [high - low]));
}

type Stage = Portfolio['stages'][number];

/** The trend of a stage: unknown are those at no known day, who reached it in each quarter, and all until its end. */
function attackTrend(shown: Stage, open: Stage): number[] {
  const quarters = open.quarters.map(({ quarter }) => quarter);
  const most = open.holds as number;
  const bounds = Array.from({ length: 1 + 2 * quarters.length }, () => [0, most] as const);
  const rows: Row[] = [];
  const tell = (terms: Row['terms'], sum: number): unknown => rows.push({ terms, low: sum, high: sum });
  const until = (q: number): number => 1 + quarters.length + q;
  for (const q of quarters.keys()) tell([[q === 0 ? 0 : until(q - 1), 1] as const, [1 + q, 1], [until(q), -1]], 0);
  if (shown.holds !== null) tell([[until(quarters.length - 1), 1]], shown.holds);
  if (shown.undated !== null) tell([[0, 1]], shown.undated);
  for (const { quarter, total } of shown.quarters) tell([[until(quarters.indexOf(quarter)), 1]], total);
  const recent = shown.target?.recent ?? null;
  if (recent !== null)
    tell(
      quarters.slice(-5, -1).map((_, i, own) => [quarters.length - own.length + i, 1] as const),
      recent * 4,
    );
  return widths({ bounds, rows }, [...bounds.keys()]);
}

/** The mean that follows from what is shown of bands, if each counts as the lowest level of its band. */
function meanOfBands({ counts }: LevelFigures, bands: readonly (readonly number[])[]): number {
  const sum = counts.reduce((total, count, b) => total + count * (bands[b]?.[0] as number), 0);
  return sum / counts.reduce((total, count) => total + count, 0);
}

/** Levels inside of bands, by row and in all; `meanOf` is what is said of a mean: between which ends it lies. */
function attackLevels(
  shown: Portfolio,
  meanOf: (row: number) => readonly [low: number, high: number] | null,
): number[] {
  const [pack] = shown.packs;
  if (!pack?.total) return [];
  const levels = pack.bands.flat();
  const width = levels.length + 1;
  const isFolded = pack.total.none === null;
  const groups = shown.groups[0]?.rows.map((row) => row.levels[0] ?? null) ?? [];
  const figures = [...groups, pack.total];
  const bounds = figures.flatMap(() => Array.from({ length: width }, () => [0, shown.enterprises as number] as const));
  const rows: Row[] = [];
  const secrets: number[] = [];
  // All are the sum of the groups: the last row.
  for (let l = 0; l < width; l++)
    rows.push({
      terms: figures.map((_, r) => [r * width + l, r === figures.length - 1 ? -1 : 1] as const),
      low: 0,
      high: 0,
    });
  for (const [r, one] of figures.entries()) {
    if (!one) continue;
    const place = (level: number): number => r * width + (level < 0 ? width - 1 : levels.indexOf(level));
    for (const [b, band] of pack.bands.entries()) {
      const parts = isFolded && b === 0 ? [-1, ...band] : band;
      const count = one.counts[b] as number;
      rows.push({ terms: parts.map((level) => [place(level), 1] as const), low: count, high: count });
      if (parts.length > 1) secrets.push(...parts.map(place));
    }
    const said = meanOf(r);
    if (!said) continue;
    const [low, high] = [said[0], said[1]].map((mean) => levels.map((level) => [place(level), level - mean] as const));
    rows.push({ terms: low ?? [], low: 0, high: 1e4 }, { terms: high ?? [], low: -1e4, high: 0 });
  }
  return widths({ bounds, rows }, secrets);
}

test('no hidden count of a quarter can be derived from the trend, its total, or the pace', () => {
  const { numRuns, seed = 60 } = runs(20);
  let [hidden, revealed] = [0, 0];
  for (let run = 0; run < numRuns; run++) {
    const [shown, open] = [randomPortfolio(seed + run, LEAST), randomPortfolio(seed + run, null)];
    const [stage, truth] = [shown.stages[1] as Stage, open.stages[1] as Stage];
    if (stage.holds === null) expect(stage).toMatchObject({ quarters: [], undated: null, target: null });
    // Who reached it since the quarter shown before is the difference of the totals, and tells nothing more.
    for (const [i, { reached, total }] of stage.quarters.entries())
      expect(reached).toBe(total - (stage.quarters[i - 1]?.total ?? stage.undated ?? 0));
    const found = attackTrend(stage, truth);
    for (const width of found)
      expect(width, `run ${run}: ${JSON.stringify(stage)}`).toBeGreaterThanOrEqual(LEAST - 1e-6);
    hidden += found.length;
    if (run >= 10) continue;
    const naive = truth.quarters.filter(({ reached }) => !isFew(reached));
    revealed += attackTrend({ ...truth, quarters: naive }, truth).filter((width) => width < LEAST - 1e-6).length;
  }
  expect(hidden).toBeGreaterThan(50);
  expect(revealed).toBeGreaterThan(2);
});

test('no hidden level can be derived from means, which reveal no more than the counts of bands', () => {
  const { numRuns, seed = 70 } = runs(30);
  let [hidden, exact, rounded] = [0, 0, 0];
  for (let run = 0; run < numRuns; run++) {
    const [shown, open] = [randomPortfolio(seed + run, LEAST), randomPortfolio(seed + run, null)];
    const [pack, truth] = [shown.packs[0], open.packs[0]];
    if (!pack?.total) continue;
    const figures = [...(shown.groups[0]?.rows ?? []).map(({ levels }) => levels[0] ?? null), pack.total];
    for (const one of figures)
      if (one && one.mean !== null) expect(one.mean).toBeCloseTo(meanOfBands(one, pack.bands), 12);
    const found = attackLevels(shown, () => null);
    for (const width of found) expect(width, `run ${run}`).toBeGreaterThanOrEqual(LEAST - 1e-6);
    hidden += found.length;
    // The true means would give hidden levels away, also to one decimal.
    const means = [...(open.groups[0]?.rows ?? []).map(({ levels }) => levels[0] ?? null), truth?.total].map(
      (one) => one?.mean ?? null,
    );
    const within =
      (off: number) =>
      (row: number): readonly [number, number] | null => {
        const mean = means[row] ?? null;
        return mean === null ? null : [mean - off, mean + off];
      };
    const count = (off: number): number =>
      attackLevels(shown, within(off)).filter((width) => width < LEAST - 1e-6).length;
    exact += count(1e-6);
    rounded += count(0.05);
  }
  expect(hidden).toBeGreaterThan(30);
  expect(exact).toBeGreaterThan(5);
  expect(rounded).toBeGreaterThan(2);
});

test('the number of enterprises without a score, or certainly below a stage, cannot be derived from the total', () => {
  let revealed = 0;
  for (let seed = 100; seed < 130; seed++) {
    const [shown, open] = [randomPortfolio(seed, LEAST), randomPortfolio(seed, null)];
    const rest = (portfolio: Portfolio): number[] => {
      const [pack] = portfolio.packs;
      const lacking = (pack?.scores ?? []).map(({ n }) => (pack?.total?.n ?? n) - n);
      const failing = portfolio.stages.flatMap(({ holds, undecided }) =>
        holds === null || undecided === null ? [] : [(portfolio.enterprises as number) - holds - undecided],
      );
      return [...lacking, ...failing];
    };
    expect(rest(shown).filter(isFew), `seed ${seed}`).toEqual([]);
    revealed += rest(open).filter(isFew).length;
  }
  expect(revealed).toBeGreaterThan(5);
});
