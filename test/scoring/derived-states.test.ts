import { describe, expect, test } from 'vitest';
import { createKernel } from '../../src/scoring/columns/kernel.ts';
import { createColumnEngine } from '../../src/table/column-engine.ts';
import { expectRow } from './columns/expect-row.ts';
import { rowsOf } from './columns/random-rows.ts';
import { assessed, NOT_APPLICABLE, planOf, type Said, sheetOf, UNKNOWN, valuesOf } from './pack-sketch.ts';

/** The mean of 5 and of a growth from 1 to 9, which is worked out from a year that may not apply. */
const planWith = (missing: object) =>
  planOf({
    facts: [
      { id: 'before', type: 'integer', minimum: 1, maximum: 8, notApplicable: true },
      { id: 'growth', type: 'decimal', minimum: 1, maximum: 9, derive: { ratio: ['before', 'one'] } },
      { id: 'one', type: 'integer', minimum: 1, maximum: 1, default: 1 },
    ],
    questions: [{ id: 'base', type: 'scale', maximum: 9 }],
    missing,
    scores: { total: { mean: ['base', 'growth'] } },
  });

describe('a fact that is worked out from what does not apply', () => {
  test.each<[string, object, Said, number | string]>([
    ['is left out as such', { unanswered: 'open' }, { before: NOT_APPLICABLE }, 5],
    ['is not unanswered', { unanswered: 'worst' }, { before: NOT_APPLICABLE }, 5],
    ['counts what such ones count', { notApplicable: 'worst' }, { before: NOT_APPLICABLE }, 3],
    ['counts the most where such ones do', { notApplicable: 'full' }, { before: NOT_APPLICABLE }, 7],
    ['is open while that is', { notApplicable: 'full' }, { before: UNKNOWN }, 'open'],
    ['counts what unanswered ones count while that is open', { unanswered: 'worst' }, { before: UNKNOWN }, 3],
  ])('%s', (_, missing, facts, total) => {
    const plan = planWith(missing);
    expect(valuesOf(assessed(plan, { base: 5 }, facts))).toEqual({ total });
    const sheet = sheetOf(plan, { base: 5 }, facts);
    const kernel = createKernel(plan, createColumnEngine);
    expectRow(plan, kernel, kernel.score(rowsOf(plan, [sheet]).columns), 0, sheet);
  });
});
