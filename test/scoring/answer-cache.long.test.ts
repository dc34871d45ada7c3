import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess } from '../../src/scoring/score-result.ts';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';

const PACK = { id: 'sketch', version: '1', hash: 'sha256:0' };

test('answer sheets scored in turn under one plan give the same results as under separate plans', () => {
  let sheets = 0;
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, { sections: 2, questions: 3, finite: false });
      const plan = planOf(sketch);
      const drawn = Array.from({ length: 5 }, () => {
        const { facts, answers } = drawAnswers(draw, documentsOf(sketch), draw.pick([100, 90, 60]));
        return sheetOf(plan, answers, facts);
      });
      sheets += drawn.length;
      showing(sketch, () => {
        for (const sheet of [...drawn, ...drawn.toReversed()]) {
          const [shared, alone] = [plan, planOf(sketch)].map((one) => assess(one, sheet, PACK, '0'));
          expect(shared?.result).toEqual(alone?.result);
          expect(shared?.evaluation.values).toEqual(alone?.evaluation.values);
          expect(shared?.evaluation.refused).toEqual(alone?.evaluation.refused);
        }
      });
    }),
    runs(60),
  );
  if (isSample) return;
  expect(sheets).toBeGreaterThanOrEqual(300);
});
