import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { evaluate, reevaluate } from '../../src/scoring/evaluate.ts';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';

/** Looked at under one plan, one after the other. */
const SHEETS = 6;
const SIZE = { sections: 3, questions: 3, finite: false };

test('evaluating a sheet again after some answers changed gives the result of a new evaluation', () => {
  let [changed, changes] = [0, 0];
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      const plan = planOf(sketch);
      const [before, other] = [85, 60].map((there) => {
        const { facts, answers } = drawAnswers(draw, documentsOf(sketch), there);
        return sheetOf(plan, answers, facts);
      }) as [AnswerSet, AnswerSet];
      const names = plan.inputs.map(({ name }) => name);
      const first = evaluate(plan, before);
      // What one sheet came to is there for the next that gives some of the same answers.
      for (let sheet = 0; sheet < SHEETS; sheet++) {
        // Of each answer either the one or the other, the same entry where it stays.
        const after = new Map(
          names.flatMap((name) => {
            const entry = (draw.chance(30) ? other : before).get(name);
            return entry ? [[name, entry] as const] : [];
          }),
        );
        changed += names.some((name) => after.get(name) !== before.get(name)) ? 1 : 0;
        // By itself: under a plan that nothing else was looked at under.
        const expected = evaluate(planOf(sketch), after);
        changes += expected.values.some((one, at) => !sameAs(one, first.values[at])) ? 1 : 0;
        showing(sketch, () => {
          const { values, asked, states } = reevaluate(plan, after, first, before);
          expect(values).toEqual(expected.values);
          expect([asked, states]).toEqual([expected.asked, expected.states]);
        });
      }
    }),
    runs(150),
  );
  if (isSample) return;
  expect(Math.min(changed, changes)).toBeGreaterThan(100 * SHEETS);
});

function sameAs(a: unknown, b: unknown): boolean {
  const text = (one: unknown): string =>
    JSON.stringify(one, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  return text(a) === text(b);
}
