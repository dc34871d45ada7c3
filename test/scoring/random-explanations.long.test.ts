import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';
import { expectExplained } from './recompute-explanation.ts';

test.each([
  ['all answers stated', 100],
  ['most answers stated', 75],
  ['few answers stated', 30],
])('every node of an explanation can be recomputed from its parts and matches the evaluation: %s', (_, there) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, { sections: 3, questions: 3, finite: false });
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), there);
      showing({ ...sketch, said: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const sheet = sheetOf(plan, answers, facts);
        for (const op of expectExplained(plan, sheet)) seen.set(op, (seen.get(op) ?? 0) + 1);
      });
    }),
    runs(200),
  );
  for (const op of 'sum mean min max share scaled steps linear first levels guard cap floor points'.split(' ')) {
    if (isSample) return;
    expect(seen.get(op) ?? 0, op).toBeGreaterThan(10);
  }
});
