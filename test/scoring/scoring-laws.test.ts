import { describe, expect, test } from 'vitest';
import { assessed, NOT_APPLICABLE, valuesOf } from './pack-sketch.ts';
import { showing } from './random/case.ts';
import type { Draw } from './random/draw.ts';
import { law } from './random/law.ts';
import { drawMonotone, drawScales } from './random/monotone.ts';

describe('weights', () => {
  const scales = (count: number): object[] =>
    Array.from({ length: count }, (_, i) => ({ id: `q${i}`, type: 'scale', maximum: 10, notApplicable: true }));
  const mean = (weights: readonly number[]): object =>
    Object.fromEntries(weights.map((weight, i) => [`q${i}`, weight]));
  const drawWeights = (draw: Draw, count: number): number[] =>
    Array.from({ length: count }, (_, i) => draw.pick(i === 0 ? [1, 0.3, 25] : [0, 1, 2, 0.7, 14]));

  test('a member of weight 0 does not count, even if no other applies', () => {
    const sketch = { questions: scales(2), scores: { total: { mean: { q0: 1, q1: 0 } } } };
    expect(valuesOf(assessed(sketch, { q0: 4, q1: 10 }))).toEqual({ total: 4 });
    expect(valuesOf(assessed(sketch, { q0: NOT_APPLICABLE, q1: 10 }))).toEqual({ total: null });
  });

  test('a sum with any weights never exceeds its maximum, and the best answers reach it', () => {
    law(200, (draw) => {
      const weights = drawWeights(draw, 4);
      const said = Object.fromEntries(weights.map((_, i) => [`q${i}`, draw.whole(0, 10)]));
      const sketch = { questions: scales(4), scores: { total: { sum: mean(weights) } } };
      const { value, maximum } = assessed(sketch, said).scores.total ?? {};
      expect(Number(value)).toBeLessThanOrEqual(Number(maximum));
      const best = Object.fromEntries(weights.map((_, i) => [`q${i}`, 10]));
      expect(assessed(sketch, best).scores.total).toMatchObject({ value: maximum, maximum });
    });
  });

  test('a deduction lowers a score, but never lowers its maximum below what can be reached', () => {
    const sketch = { questions: scales(2), scores: { total: { sum: { q0: 1, q1: -5 } } } };
    expect(assessed(sketch, { q0: 4, q1: 2 }).scores.total).toMatchObject({ value: -6, maximum: 10 });
  });
});

test('a score without applicable members has no value and no level: neither 0 nor NaN', () => {
  law(100, (draw) => {
    const sketch = drawMonotone(draw);
    const said = Object.fromEntries(Object.keys(drawScales(draw, sketch)).map((id) => [id, NOT_APPLICABLE]));
    showing(sketch, () => {
      const result = assessed(sketch, said);
      for (const [name, value] of Object.entries(valuesOf(result))) expect(value, name).toBeNull();
      for (const { consistencyRatio: _, ...score } of Object.values(result.scores)) {
        expect(score).toEqual({ value: null, lowest: null, highest: null, maximum: null, coverage: 1 });
      }
    });
  });
});
