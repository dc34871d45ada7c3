import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../property-runs.ts';
import { documentsOf, planOf, sheetOf } from '../../scoring/pack-sketch.ts';
import { drawAnswers } from '../../scoring/random/answers.ts';
import { drawSketch, showing } from '../../scoring/random/case.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { exampleOf, linesOf } from '../explain-example.ts';
import { expectTrue } from '../read-equation.ts';

test('the printed arithmetic of random packs is true as it is printed', () => {
  let printed = 0;
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, { sections: 3, questions: 3, finite: false });
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), draw.pick([60, 100]));
      showing({ ...sketch, said: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const example = exampleOf(plan, sheetOf(plan, answers, facts));
        for (const { name } of plan.scores) printed += expectTrue(linesOf(example, name));
      });
    }),
    runs(150),
  );
  expect(printed).toBeGreaterThan(300);
});
