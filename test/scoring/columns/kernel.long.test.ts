import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSample, runs } from '../../property-runs.ts';
import { planOf } from '../pack-sketch.ts';
import { drawSketch } from '../random/case.ts';
import { Draw } from '../random/draw.ts';
import { expectAgreement } from './compare-with-evaluator.ts';

const PACKS = 25;
const SIZE = { sections: 3, questions: 3, finite: false };
const ROWS = isSample ? 20 : 120;

test('scoring by columns gives the same results as the evaluator for random packs, rows and states', {
  timeout: 3_600_000,
}, () => {
  const taken = { rows: 0, left: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      expectAgreement(draw, sketch, planOf(sketch), ROWS, taken);
    }),
    runs(PACKS),
  );
  // Both ways were taken often; the evaluator by what is rare in real packs.
  if (isSample) return;
  expect(taken.left).toBeLessThan(taken.rows * 0.25);
  expect(taken.left).toBeGreaterThan(taken.rows * 0.02);
});
