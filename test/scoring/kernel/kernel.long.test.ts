import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../property-runs.ts';
import { planOf } from '../pack-sketch.ts';
import { drawSketch } from '../random/case.ts';
import { Draw } from '../random/draw.ts';
import { expectAgreement, SHORT } from './compare-with-evaluator.ts';

const PACKS = 200;
const SIZE = { sections: 3, questions: 3, finite: false };
const ROWS = 12;

test('the kernel gives what the evaluator gives, on random packs, rows and states', { timeout: 3_600_000 }, () => {
  const taken = { rows: 0, open: 0, evaluator: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      // Short parts, so that some of the packs need several.
      expectAgreement(draw, sketch, planOf(sketch), ROWS, draw.pick([24_000, SHORT, 300]), taken);
    }),
    runs(PACKS),
  );
  // Each of the three ways was taken often; the evaluator by what is rare in real packs.
  expect(taken.open).toBeLessThan(taken.rows * 0.8);
  expect(taken.open - taken.evaluator).toBeGreaterThan(taken.rows * 0.3);
  expect(taken.evaluator).toBeLessThan(taken.rows * 0.25);
});
