// Some of the random packs that the long tests go through by the thousand.
import { expect, test } from 'vitest';
import { expectAgreement } from './columns/compare-with-evaluator.ts';
import { documentsOf, planOf, type Sketch, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import type { Draw } from './random/draw.ts';
import { law } from './random/law.ts';
import { expectSheetAgrees } from './random/sheet-agreement.ts';
import { expectExplained } from './recompute-explanation.ts';
import { Tally } from './second-evaluator/tally.ts';

function drawPack(draw: Draw): Sketch {
  return drawSketch(draw, { sections: 2, questions: 3, finite: false });
}

test('an independent second evaluator gives the same results for random packs', () => {
  const tally = new Tally();
  law(25, (draw) => {
    const sketch = drawPack(draw);
    const plan = planOf(sketch);
    for (const there of [100, 80, 50]) {
      expectSheetAgrees(draw, sketch, plan, { there, withTargets: there === 80 }, tally.tell);
    }
  });
  expect(tally.of('result: settled')).toBeGreaterThan(tally.of('result: the oracle cannot tell'));
});

test('every node of an explanation of a random pack can be recomputed', () => {
  let nodes = 0;
  law(25, (draw) => {
    const sketch = drawPack(draw);
    const { facts, answers } = drawAnswers(draw, documentsOf(sketch), 85);
    showing({ ...sketch, said: { facts, answers } }, () => {
      const plan = planOf(sketch);
      nodes += expectExplained(plan, sheetOf(plan, answers, facts)).length;
    });
  });
  expect(nodes).toBeGreaterThan(100);
});

test('the rows of a table give the same results as single answer files for random packs', () => {
  const taken = { rows: 0, left: 0 };
  law(20, (draw) => {
    const sketch = drawPack(draw);
    expectAgreement(draw, sketch, planOf(sketch), 4, taken);
  });
  expect(taken.left).toBeLessThan(taken.rows / 2);
});
