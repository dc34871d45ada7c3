import { expect, test } from 'vitest';
import { planExport } from '../../src/app/region-files.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import type { SimulatedAssessments, SimulatedEnterprise } from '../../src/simulate/region-spec.ts';

test('a signal is handled while a long export is still being planned', async () => {
  const enterprises = Array.from({ length: 1000 }, () => ({}) as SimulatedEnterprise);
  const wave: SimulatedAssessments = { kind: 'self', date: '2026-01-31', enterprises };
  let [turns, asked] = [0, 0];
  const turn = (): void => {
    turns++;
    if (asked < enterprises.length) setImmediate(turn);
  };
  setImmediate(turn);
  const { headings } = await planExport({ inputs: [] } as unknown as Plan, wave, () => {
    asked++;
    return new Map();
  });
  expect(headings).toEqual(['synthetic']);
  expect(asked).toBe(1000);
  expect(turns).toBeGreaterThanOrEqual(10);
});
