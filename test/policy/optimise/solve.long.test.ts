import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COST,
  criterionSum,
  isFeasible,
  type Selection,
  UNSTATED_COSTS,
} from '../../../src/policy/optimise/selection-task.ts';
import { compareSelections, findOptimum } from '../../../src/policy/optimise/solve.ts';
import { runs } from '../../property-runs.ts';
import { documentsOf, planOf, sheetOf } from '../../scoring/pack-sketch.ts';
import { drawAnswers } from '../../scoring/random/answers.ts';
import { drawSketch, showing } from '../../scoring/random/case.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { solver } from '../load-test-solver.ts';
import { type Case, drawCase, drawCases } from './random-task.ts';

/** Every choice there is, gone through: the best, and what all that cost as little have in common. */
function byBruteForce({ task, reaches }: Case): { taken: Selection; always: Selection } | null {
  let all: Selection[] = [];
  const count = task.measures.length;
  for (let bits = 0; bits < 2 ** count; bits++) {
    const taken = task.measures.map((_, i) => Boolean((bits >> i) & 1));
    if (isFeasible(task, taken) && reaches(taken)) all.push(taken);
  }
  const [best] = all.sort((a, b) => compareSelections(task, a, b));
  if (!best) return null;
  all = all.filter((taken) =>
    [UNSTATED_COSTS, COST].every((criterion) => {
      const [a, b] = [criterionSum(task, criterion, taken), criterionSum(task, criterion, best)];
      return a.n * b.d === b.n * a.d;
    }),
  );
  return { taken: best, always: best.map((_, i) => all.every((taken) => taken[i])) };
}

/** How many measures have no stated cost, and what the others cost, as one number; endless for none at all. */
function costsOf(task: Case['task'], taken: Selection | undefined): number {
  if (!taken) return Number.POSITIVE_INFINITY;
  const [unstated, cost] = [UNSTATED_COSTS, COST].map((criterion) => {
    const { n, d } = criterionSum(task, criterion, taken);
    return Number(n) / Number(d);
  }) as [number, number];
  return unstated * 1e6 + cost;
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
  // What must be taken never makes it cheaper.
  if (free) expect(costsOf(found.task, free.optimum?.taken) <= costsOf(found.task, expected.taken)).toBe(true);
  const by = outcome?.optimum?.by;
  // What no program can say is named.
  if (by === 'search') expect(outcome?.optimum?.because).toMatch(/./);
  return by ?? 'nothing';
}

describe('the best measures, against every choice there is', () => {
  it('are the same for many enterprises, one after the other under one plan', () => {
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
      runs(50),
    );
    expect(count).toBeGreaterThan(100);
  });

  it.each([
    { mostWays: 64, most: 8, cases: 500 },
    // Scores are taken apart instead of looked up.
    { mostWays: 5, most: 8, cases: 250 },
    { mostWays: 2, most: 8, cases: 250 },
    { mostWays: 5, most: 14, cases: 8 },
  ])(
    'are the same for packs of every construct: $cases with up to $most measures, looked up in up to $mostWays ways',
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
      expect(happened.program).toBeGreaterThan(cases / 4);
      expect(happened.nothing).toBeGreaterThan(0);
    },
    600_000,
  );
});
