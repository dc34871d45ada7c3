import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phrase } from '../../src/model/phrase.ts';
import { countsOf } from '../../src/simulate/simulated-region.ts';
import { phraseInEnglish } from '../messages.ts';

describe('counts of each value', () => {
  test.each([
    [[{ enterprises: 3 }, { enterprises: 7 }], 10, [3, 7]],
    [[{ enterprises: 3 }, {}], 10, [3, 7]],
    [[{ share: 0.5 }, { share: 0.5 }], 5, [3, 2]],
    [[{ share: 0.333 }, { share: 0.333 }, { share: 0.333 }], 100, [34, 33, 33]],
    [[{ share: 0.25 }, { enterprises: 1 }, {}], 8, [2, 1, 5]],
    [[{ share: 0 }, { share: 1 }], 4, [0, 4]],
  ])('the shares and counts %j of %i enterprises become whole counts that add up', (values, total, counts) => {
    expect(countsOf(values, total)).toEqual(counts);
  });

  test.each([
    [[{ enterprises: 3 }, { enterprises: 6 }], 'values that add up to 10 enterprises, not to 9'],
    [[{ enterprises: 11 }, {}], 'values with at most 10 enterprises, not 11'],
    [[{ share: 0.5 }, { share: 0.4 }], 'values that add up to the whole, not to 90 % of it'],
    [[{ share: 0.7 }, { share: 0.4 }, {}], 'values that add up to no more than the whole, not to 110 % of it'],
    [[{}, {}], 'values of which at most one omits both enterprises and share and so takes the rest'],
    [[{ share: 0.1, enterprises: 2 }, {}], 'values with either enterprises or share, not both'],
  ])('the stated counts %j of 10 enterprises are refused', (values, said) => {
    expect(phraseInEnglish(countsOf(values, 10) as Phrase)).toBe(said);
  });

  test('every enterprise gets a value, and each share is met to within one enterprise', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 9999 }), (parts, total) => {
        const sum = parts.reduce((all, part) => all + part, 0);
        const counts = countsOf(
          parts.map((part) => ({ share: part / sum })),
          total,
        ) as readonly number[];
        expect(counts.reduce((all, count) => all + count, 0)).toBe(total);
        for (const [i, part] of parts.entries())
          expect(Math.abs((counts[i] as number) - (part / sum) * total)).toBeLessThan(1 + 1e-6);
      }),
    );
  });
});
