import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  multiply,
  ONE,
  type Rational,
  subtract,
  wholeNumber,
  ZERO,
} from '../../../src/model/rational.ts';
import {
  COST,
  criterionSum,
  type Gain,
  isFeasible,
  PRIORITIES,
  type Selection,
  UNSTATED_COSTS,
} from '../../../src/policy/optimise/selection-task.ts';
import { compareSelections, findOptimum } from '../../../src/policy/optimise/solve.ts';
import { isSample, runs } from '../../property-runs.ts';
import { documentsOf, planOf, type Sketch, sheetOf } from '../../scoring/pack-sketch.ts';
import { drawAnswers } from '../../scoring/random/answers.ts';
import { drawSketch, showing } from '../../scoring/random/case.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { solver } from '../load-test-solver.ts';
import { type Case, drawCase, drawCases } from './random-task.ts';

/** What criteria come to for a choice; the less the better. */
type Sums = readonly Rational[];

function compareSums(a: Sums, b: Sums): number {
  return a.map((one, i) => compare(one, b[i] as Rational)).find((distance) => distance !== 0) ?? 0;
}

/** What the gains come to that a choice makes, taken off. */
function gained(gains: readonly Gain<string>[], taken: ReadonlySet<string>): Rational {
  const made = gains.filter(({ members }) => members.some((id) => taken.has(id)));
  return made.reduce((sum, { amount }) => subtract(sum, amount), ZERO);
}

/** Every choice there is, gone through: the best, and what all that are as good, or good enough, have in common. */
function byBruteForce({ task, aims, reaches }: Case): { taken: Selection; always: Selection } | null {
  const count = task.measures.length;
  const idsOf = (taken: Selection): ReadonlySet<string> =>
    new Set(task.measures.flatMap(({ id }, i) => (taken[i] ? [id] : [])));
  /** What is closed of the priorities, how many state no cost, and what the others cost. */
  const firstOf = (taken: Selection): Sums => [
    gained(aims.priorities, idsOf(taken)),
    ...[UNSTATED_COSTS, COST].map((criterion) => criterionSum(task, criterion, taken)),
  ];
  let all: { readonly taken: Selection; readonly first: Sums }[] = [];
  for (let bits = 0; bits < 2 ** count; bits++) {
    const taken = task.measures.map((_, i) => Boolean((bits >> i) & 1));
    if (isFeasible(task, taken) && reaches(taken)) all.push({ taken, first: firstOf(taken) });
  }
  const [least] = [...all].sort((a, b) => compareSums(a.first, b.first));
  if (!least) return null;
  const [closed, unstated, cost] = least.first as [Rational, Rational, Rational];
  const limit = [closed, unstated, multiply(cost, add(ONE, aims.tolerance))];
  all = all.filter(({ first }) => first.every((one, i) => compare(one, limit[i] as Rational) <= 0));
  const secondOf = (taken: Selection): Sums => {
    const ids = idsOf(taken);
    const kept = aims.earlier.filter((id) => ids.has(id)).length;
    const isFirst = aims.earlier.every((id) => !task.measures.some((measure) => measure.id === id));
    const fresh = isFirst ? 0 : ids.size - kept;
    return aims.tolerance.n > 0n ? [wholeNumber(-kept), wholeNumber(fresh), gained(aims.answers, ids)] : [];
  };
  const [best] = all.sort(
    (a, b) =>
      compareSums(secondOf(a.taken), secondOf(b.taken)) ||
      compareSelections({ ...task, order: [COST, PREFERENCES, COUNT, UNSTATED_MONTHS, MONTHS] }, a.taken, b.taken),
  );
  if (!best) return null;
  return { taken: best.taken, always: best.taken.map((_, i) => all.every(({ taken }) => taken[i])) };
}

/**
 * Tiers as maturity models have them: each counts whole once enough of it is met, else by how far, or not below a gate. Some
 * questions need not apply, on some levels of means within means.
 */
function drawTiers(draw: Draw): Sketch {
  const tiers = ['a', 'b', 'c'].slice(0, draw.whole(2, 3));
  const questions = tiers.flatMap((tier) =>
    [1, 2, 3].map((i) => ({
      id: `${tier}${i}`,
      text: 'Q',
      type: 'scale',
      maximum: 2,
      notApplicable: draw.chance(50),
    })),
  );
  const weighed = (ids: readonly string[]): object =>
    Object.fromEntries(ids.map((id) => [id, draw.pick([1, 1, 2, 5])]));
  const scores = tiers.map((tier) => {
    const gate = {
      value: draw.pick([2, 2, 1, 0, -1]),
      when: { [`met-${tier}`]: { minimum: draw.pick([0.5, 1, 1.6]) } },
    };
    const least = { value: 0, when: { [`met-${tier}`]: { exclusiveMaximum: 0.5 } } };
    return {
      [`pair-${tier}`]: { mean: weighed([`${tier}1`, `${tier}2`]) },
      [`met-${tier}`]: { mean: weighed([`pair-${tier}`, `${tier}3`]) },
      [`counted-${tier}`]: { first: [gate, ...(draw.chance(30) ? [least] : []), { value: `met-${tier}` }] },
    };
  });
  const total = draw.chance(80)
    ? { sum: tiers.map((tier) => `counted-${tier}`) }
    : { mean: weighed(tiers.map((tier) => `counted-${tier}`)) };
  return { questions, scores: { ...Object.assign({}, ...scores), total } };
}

/** The places of the criteria that decide between equals. */
const [PREFERENCES, COUNT, UNSTATED_MONTHS, MONTHS] = [2, 3, 4, 5];

/** What stays open of the priorities, how many measures have no stated cost and what the others cost, as one number; endless for none at all. */
function burdenOf(task: Case['task'], taken: Selection | undefined): number {
  if (!taken) return Number.POSITIVE_INFINITY;
  const [closed, unstated, cost] = [PRIORITIES, UNSTATED_COSTS, COST].map((criterion) => {
    const { n, d } = criterionSum(task, criterion, taken);
    return Number(n) / Number(d);
  }) as [number, number, number];
  return closed * 1e9 + unstated * 1e6 + cost;
}

/** How the best was found with the solver at hand. */
type How = 'program' | 'search' | 'nothing';

/** Both ways to find the best give what brute force does. */
function check(found: Case): How {
  const expected = byBruteForce(found);
  const [outcome, searched] = [solver, null].map((one) => findOptimum(found.task, found.aim, one));
  for (const one of [outcome, searched]) {
    const { optimum = null } = one ?? {};
    expect(optimum && { taken: optimum.taken, always: optimum.always }).toEqual(expected);
    expect(optimum ? optimum.proven : one).toEqual(optimum ? true : expect.objectContaining({ proven: true }));
  }
  for (const one of [solver, null]) {
    const { optimum } = findOptimum({ ...found.task, asksAlways: false }, found.aim, one);
    expect(optimum && [optimum.taken, optimum.proven]).toEqual(expected && [expected.taken, true]);
  }
  const free =
    found.task.clauses.length > 0 && expected && findOptimum({ ...found.task, clauses: [] }, found.aim, solver);
  // What must be taken never makes it cheaper, nor closes more for that.
  if (free && found.aims.tolerance.n === 0n)
    expect(burdenOf(found.task, free.optimum?.taken) <= burdenOf(found.task, expected.taken)).toBe(true);
  const by = outcome?.optimum?.by;
  // What no program can say is named.
  if (by === 'search') expect(outcome?.optimum?.because).toMatch(/./);
  return by ?? 'nothing';
}

describe('the best measures, against every choice there is', () => {
  it('the best measures equal exhaustive search for many enterprises, one after another under one plan', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, { sections: 2, questions: 3, finite: true });
        const sheets = Array.from({ length: 6 }, () => {
          const answers = drawAnswers(draw, documentsOf(sketch), draw.pick([100, 80]));
          return sheetOf(planOf(sketch), answers.answers, answers.facts);
        });
        for (const found of drawCases(draw, sketch, sheets, 6, draw.pick([64, 5]))) {
          if (!found) continue;
          count++;
          const measures = found.task.measures.map(({ definition }) => definition);
          showing({ sketch, measures }, () => check(found));
        }
      }),
      runs(25),
    );
    if (isSample) return;
    expect(count).toBeGreaterThan(100);
  });

  it('the best measures equal exhaustive search if tiers count as met, even while answers are open', () => {
    const happened = { program: 0, search: 0, nothing: 0 };
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawTiers(draw);
        const answers = drawAnswers(draw, documentsOf(sketch), draw.pick([100, 80, 60]));
        const sheet = sheetOf(planOf(sketch), answers.answers, answers.facts);
        const found = drawCase(draw, sketch, sheet, 8, draw.pick([2, 5]));
        if (!found) return;
        const measures = found.task.measures.map(({ definition }) => definition);
        happened[showing({ sketch, answers, measures }, () => check(found))]++;
      }),
      runs(200),
    );
    if (isSample) return;
    expect(happened.program).toBeGreaterThan(100);
  });

  it.each([
    { mostWays: 64, most: 8, cases: 200 },
    // Scores are taken apart instead of looked up.
    { mostWays: 5, most: 8, cases: 120 },
    { mostWays: 2, most: 8, cases: 120 },
    { mostWays: 5, most: 14, cases: 8 },
  ])(
    'the best measures equal exhaustive search for packs of every construct: $cases with up to $most measures, looked up in up to $mostWays ways',
    ({ mostWays, most, cases }) => {
      const happened = { program: 0, search: 0, nothing: 0 };
      fc.assert(
        fc.property(fc.gen(), (value) => {
          const draw = new Draw(value);
          const sketch = drawSketch(draw, { sections: 2, questions: 3, finite: false });
          const answers = drawAnswers(draw, documentsOf(sketch), draw.pick([100, 100, 80]));
          const sheet = sheetOf(planOf(sketch), answers.answers, answers.facts);
          const found = drawCase(draw, sketch, sheet, most, mostWays);
          if (!found) return;
          const measures = found.task.measures.map(({ definition }) => definition);
          happened[showing({ sketch, answers, measures }, () => check(found))]++;
        }),
        runs(cases),
      );
      // Programs are made of most, and some reach nothing.
      if (isSample) return;
      expect(happened.program).toBeGreaterThan(cases / 4);
      expect(happened.nothing).toBeGreaterThan(0);
    },
    600_000,
  );
});
