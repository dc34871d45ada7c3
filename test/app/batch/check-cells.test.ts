import { expect, test } from 'vitest';
import { createCellChecks } from '../../../src/app/batch/check-cells.ts';
import { option } from '../../../src/scoring/forms/option.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { ANSWERED, NOT_APPLICABLE, type RowBlock } from '../../../src/table/row-block.ts';

/** Two questions that always apply, and one that does not have to. */
const PLAN = {
  inputs: [false, false, true].map((notApplicable) => ({ form: option, notApplicable, definition: {} })),
} as unknown as Plan;

test('“not applicable” is reported for a question that always applies, but not in the unused rows of a block', () => {
  const [rows, room] = [1000, 1024];
  const all = new Uint8Array(room * 3).fill(ANSWERED);
  const narrow = all.subarray(room, room * 2);
  // 514 holds a byte that is the same as the state's.
  const wide = new Uint16Array(room).fill(2 * 256 + NOT_APPLICABLE);
  for (const codes of [narrow, wide]) for (const row of [0, 500, 501, 999, 1000, 1023]) codes[row] = NOT_APPLICABLE;
  all[room - 1] = NOT_APPLICABLE;
  const code = new Map<number, Uint8Array | Uint16Array>([
    [0, narrow],
    [1, wide],
    [2, new Uint8Array(room).fill(NOT_APPLICABLE)],
  ]);
  const flaws = createCellChecks(PLAN)({ rows, code, bytes: new Map() } as unknown as RowBlock);
  expect(flaws.map(({ row, input, rule }) => [row, input, rule])).toEqual(
    [0, 1].flatMap((input) => [0, 500, 501, 999].map((row) => [row, input, 'not-applicable'])),
  );
});
