import { beforeAll, expect, test } from 'vitest';
import type { Overlap } from '../../src/portfolio/figures/stages.ts';
import { concealOverlaps } from '../../src/portfolio/protection/conceal.ts';
import { createRandom, type Random } from '../../src/portfolio/statistics/random.ts';
import { runs } from '../runs.ts';
import { type Extreme, loadExtreme } from './linear-program.ts';

const LEAST = 5;
const STAGES = ['a', 'b', 'c', 'd'];
let extreme: Extreme;

beforeAll(async () => {
  extreme = await loadExtreme();
});

type Shown = ReturnType<typeof concealOverlaps>[number];

/** Members by which stages they reached, a bit for each; totals are never small, or the stage would not be shown at all. */
function randomCounts(random: Random): number[] {
  for (;;) {
    const [rates, noise] = [STAGES.map(() => random()), random() * 0.3];
    const counts = new Array<number>(1 << STAGES.length).fill(0);
    for (let i = 20 + Math.floor(random() * 120); i > 0; i--) {
      // Who has reached one stage has mostly reached the others, so that stages nearly nest.
      const ability = random();
      const kind = rates.reduce((bits, rate, s) => bits | (ability + random() * noise < rate ? 1 << s : 0), 0);
      counts[kind] = (counts[kind] as number) + 1;
    }
    const size = sum(counts, () => true);
    const totals = STAGES.map((_, s) => sum(counts, (kind) => ((kind >> s) & 1) === 1));
    if (totals.every((total) => isOpen(total) && isOpen(size - total))) return counts;
  }
}

const isOpen = (count: number): boolean => count === 0 || count >= LEAST;

function sum(counts: readonly number[], isIn: (kind: number) => boolean): number {
  return counts.reduce((total, count, kind) => total + (isIn(kind) ? count : 0), 0);
}

/** The four counts of a pair: of both, of one only, of the other only, of neither. */
function partsOf(one: number, other: number): ((kind: number) => boolean)[] {
  return [3, 1, 2, 0].map((wanted) => (kind) => ((kind >> one) & 1) + 2 * ((kind >> other) & 1) === wanted);
}

function overlapsOf(counts: readonly number[]): Overlap[] {
  return STAGES.flatMap((stage, a) =>
    STAGES.slice(a + 1).map((second, rest) => {
      const [both, one, other] = partsOf(a, a + 1 + rest).map((isIn) => sum(counts, isIn)) as [number, number, number];
      return { stages: [stage, second], both, first: one, second: other };
    }),
  );
}

/** How closely an attacker can tell the small counts of pairs, from all pairs that are shown and the totals of stages. */
function attack(counts: readonly number[], shown: readonly Shown[]): number[] {
  const size = sum(counts, () => true);
  const kinds = counts.map((_, kind) => kind);
  const rows: { terms: (readonly [number, number])[]; low: number; high: number }[] = [];
  const tell = (isIn: (kind: number) => boolean): void => {
    const total = sum(counts, isIn);
    rows.push({ terms: kinds.filter(isIn).map((kind) => [kind, 1] as const), low: total, high: total });
  };
  tell(() => true);
  for (const s of STAGES.keys()) tell((kind) => ((kind >> s) & 1) === 1);
  const secrets: ((kind: number) => boolean)[] = [];
  for (const { stages, both, first, second } of shown) {
    const [one, other] = stages.map((id) => STAGES.indexOf(id)) as [number, number];
    const parts = partsOf(one, other);
    secrets.push(...parts.filter((isIn) => !isOpen(sum(counts, isIn))));
    for (const [i, count] of [both, first, second].entries())
      if (count !== null) tell(parts[i] as (typeof parts)[number]);
  }
  // What is asked for is an unknown of its own.
  return secrets.map((isIn) => {
    const bounds = [...kinds, kinds.length].map(() => [0, size] as const);
    const asked = [...kinds.filter(isIn).map((kind) => [kind, 1] as const), [kinds.length, -1] as const];
    const known = { bounds, rows: [...rows, { terms: asked, low: 0, high: 0 }] };
    return extreme(known, kinds.length, -1) - extreme(known, kinds.length, 1);
  });
}

test('no small count of two stages follows from all that is shown of stages', () => {
  const { numRuns, seed = 50 } = runs(60);
  const random = createRandom(seed);
  let [secrets, open] = [0, 0];
  for (let run = 0; run < numRuns; run++) {
    const counts = randomCounts(random);
    const shown = concealOverlaps(
      overlapsOf(counts),
      sum(counts, () => true),
      new Set(),
      LEAST,
    );
    for (const width of attack(counts, shown)) {
      expect(width, `run ${run}: ${counts}`).toBeGreaterThanOrEqual(LEAST - 1e-6);
      secrets += 1;
    }
    open += shown.filter(({ both }) => both !== null).length;
  }
  expect(secrets).toBeGreaterThan(30);
  expect(open).toBeGreaterThan(60);
});

test('the attack succeeds where only the small counts are taken out', () => {
  const random = createRandom(51);
  let revealed = 0;
  for (let run = 0; run < 10; run++) {
    const counts = randomCounts(random);
    const hide = (count: number): number | null => (isOpen(count) ? count : null);
    const naive = overlapsOf(counts).map(
      ({ stages, both, first, second }): Shown => ({
        stages,
        both: hide(both),
        first: hide(first),
        second: hide(second),
      }),
    );
    revealed += attack(counts, naive).filter((width) => width < LEAST - 1e-6).length;
  }
  expect(revealed).toBeGreaterThan(0);
});
