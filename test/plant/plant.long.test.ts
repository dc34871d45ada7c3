import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../commands/matura.ts';
import { openCopy, PLANTINGS, type Report, runPlantings } from './index.ts';
import type { Copy } from './throwaway-copy.ts';

describe('added to a copy of the project by the steps of "How to add"', () => {
  let copy: Copy;
  let report: Report;

  beforeAll(async () => {
    copy = await openCopy(ROOT);
    report = await runPlantings(copy, PLANTINGS);
  }, 900_000);

  afterAll(() => copy.remove());

  test.each(PLANTINGS)('the addition works in a copy of the project: $title', (planting) => {
    const outcome = report.outcomes.find((one) => one.planting === planting);
    expect(outcome?.faults).toEqual([]);
    expect(outcome?.touched.length).toBeGreaterThan(0);
    expect(outcome?.touched.length, String(outcome?.touched)).toBeLessThanOrEqual(planting.most);
    expect(outcome?.passed).toBe(outcome?.tests);
  });

  test('all additions together compile and follow the project’s format', () => {
    expect(report.faults).toEqual([]);
  });
});
