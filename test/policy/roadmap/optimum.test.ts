import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOptimum } from '../../../src/policy/roadmap/optimum.ts';
import { compareTaken } from '../../../src/policy/roadmap/search.ts';
import { COST, isAllowed, type Taken, UNSTATED, weigh } from '../../../src/policy/roadmap/task.ts';
import { runs } from '../../runs.ts';
import { documentsOf, planOf, sheetOf } from '../../scoring/pack.ts';
import { drawAnswers } from '../../scoring/random/answers.ts';
import { drawSketch, showing } from '../../scoring/random/case.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { solver } from '../solver.ts';
import { type Case, drawCase } from './random-task.ts';

/** Every choice there is, gone through: the best, and what all that cost as little have in common. */
function byBruteForce({ task, reaches }: Case): { taken: Taken; always: Taken } | null {
  let all: Taken[] = [];
  const count = task.measures.length;
  for (let bits = 0; bits < 2 ** count; bits++) {
    const taken = task.measures.map((_, i) => Boolean((bits >> i) & 1));
    if (isAllowed(task, taken) && reaches(taken)) all.push(taken);
  }
  const [best] = all.sort((a, b) => compareTaken(task, a, b));
  if (!best) return null;
  all = all.filter((taken) =>
    [UNSTATED, COST].every((criterion) => {
      const [a, b] = [weigh(task, criterion, taken), weigh(task, criterion, best)];
      return a.n * b.d === b.n * a.d;
    }),
  );
  return { taken: best, always: best.map((_, i) => all.every((taken) => taken[i])) };
}

const happened = { program: 0, search: 0, nothing: 0, reasons: new Map<string, number>() };

function check(found: Case): void {
  const expected = byBruteForce(found);
  for (const one of [solver, null]) {
    const { optimum, ...rest } = findOptimum(found.task, found.aim, one);
    expect(optimum && { taken: optimum.taken, always: optimum.always }, one ? 'with the solver' : 'by search').toEqual(
      expected,
    );
    expect(optimum ? optimum.proven : rest).toMatchObject(optimum ? (true as never) : { proven: true });
    if (!one) continue;
    happened[optimum ? optimum.by : 'nothing']++;
    const because = optimum ? optimum.because : 'because' in rest ? rest.because : undefined;
    if (because)
      happened.reasons.set(
        because.replace(/^[^:]*: /, ''),
        (happened.reasons.get(because.replace(/^[^:]*: /, '')) ?? 0) + 1,
      );
  }
}

describe('the best measures, against every choice there is', () => {
  it.each([[64], [5], [2]])('are the same for packs of every construct, looked up in up to %i ways', (mostWays) => {
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, { sections: 2, questions: 3, finite: false });
        const plan = planOf(sketch);
        const answers = drawAnswers(draw, documentsOf(sketch), draw.pick([100, 100, 80]));
        const sheet = sheetOf(plan, answers.answers, answers.facts);
        const found = drawCase(draw, sketch, sheet, 8, mostWays);
        if (found)
          showing({ sketch, answers, measures: found.task.measures.map(({ definition }) => definition) }, () =>
            check(found),
          );
      }),
      { ...runs(500), endOnFailure: true },
    );
    console.log(happened);
  });
});
