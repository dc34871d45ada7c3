import { createKernel } from '../../../src/scoring/columns/kernel.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { createColumnEngine } from '../../../src/table/column-engine.ts';
import type { Sketch } from '../pack-sketch.ts';
import { showing } from '../random/case.ts';
import type { Draw } from '../random/draw.ts';
import { expectRow } from './expect-row.ts';
import { drawRows, inWords } from './random-rows.ts';

/** How many of 100 answers are there in the rows of a pack. */
const THERE = [100, 95, 85, 60, 30, 0];
/** How many rows were looked at, and how many of them were left to the evaluator. */
export interface Taken {
  rows: number;
  left: number;
}

/** Draws rows for a plan and holds the kernel to what the evaluator says of each. */
export function expectAgreement(draw: Draw, sketch: Sketch, plan: Plan, rows: number, taken: Taken): void {
  const kernel = createKernel(plan, createColumnEngine, 0);
  for (const there of THERE) {
    const { sheets, columns } = drawRows(draw, plan, rows, there);
    const outcome = kernel.score(columns);
    taken.rows += outcome.rows;
    taken.left += outcome.left;
    sheets.forEach((sheet, row) => {
      const said = Object.fromEntries([...sheet].map(([name, entry]) => [name, inWords(entry)]));
      showing({ ...sketch, said }, () => expectRow(plan, kernel, outcome, row, sheet));
    });
  }
}
