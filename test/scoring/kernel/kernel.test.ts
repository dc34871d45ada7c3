import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKernel } from '../../../src/scoring/kernel/kernel.ts';
import { runs } from '../../runs.ts';
import { planOf } from '../pack.ts';
import { drawSketch, showing } from '../random/case.ts';
import { Draw } from '../random/draw.ts';
import { expectRow } from './expected.ts';
import { drawRows, inWords } from './rows.ts';

const PACKS = 600;
const SIZE = { sections: 3, questions: 3, finite: false };
/** How many of 100 answers are there in the rows of a pack. */
const THERE = [100, 95, 85, 60, 30, 0];
const ROWS = 12;

test('the kernel gives what the evaluator gives, on random packs, rows and states', { timeout: 3_600_000 }, () => {
  const taken = { rows: 0, open: 0, evaluator: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      showing({ ...sketch }, () => {
        const plan = planOf(sketch);
        const kernel = createKernel(plan);
        for (const there of THERE) {
          const { sheets, columns } = drawRows(draw, plan, ROWS, there);
          const outcome = kernel.score(columns);
          taken.rows += outcome.rows;
          taken.open += outcome.taken.open;
          taken.evaluator += outcome.taken.evaluator;
          sheets.forEach((sheet, row) => {
            const said = Object.fromEntries([...sheet].map(([name, entry]) => [name, inWords(entry)]));
            showing({ ...sketch, said }, () => expectRow(plan, kernel, outcome, row, sheet));
          });
        }
      });
    }),
    runs(PACKS),
  );
  console.log(taken);
  expect(taken.evaluator).toBeLessThan(taken.rows / 2);
});
